import { isIPv4, isIPv6 } from "node:net";
import { availableParallelism } from "node:os";
import { z } from "zod";
import type { Metric } from "../eval/metric.ts";
import type { Profile } from "../eval/profile.ts";
import { PROFILES } from "../eval/profiles.ts";
import { RESPONSIBILITY_RULES } from "../eval/responsibility-rules.ts";
import type { RunSettings } from "../run/job.ts";
import { offeredNamed, profilesNamed } from "../run/judge.ts";
import type { Config } from "./config.ts";
import { usage } from "./usage.ts";

/** The flags of `run`, `demo` and `verify` as commander leaves them. */
const FLAGS = z.object({
  controller: z.array(z.string()),
  attach: z.boolean().default(false),
  transport: z.enum(["unix", "tcp"]),
  port: z.number(),
  listen: z.string().optional(),
  auth: z.boolean().default(true),
  debugController: z.boolean().default(false),
  watchdogMs: z.number(),
  maxRestarts: z.number(),
  restartEvery: z.number().optional(),
  blind: z.boolean().default(false),
  sessions: z.number().default(1),
  pace: z.enum(["lockstep", "realtime"]).default("lockstep"),
  maxHeld: z.number().optional(),
  jobs: z.string().optional(),
  seed: z.number().optional(),
  grep: z.string().optional(),
  grepInvert: z.string().optional(),
  history: z.string().optional(),
  lastFailed: z.boolean().default(false),
  failFast: z.boolean().default(false),
  toTick: z.number().optional(),
  dt: z.number().optional(),
  ego: z.string().optional(),
  controllersOff: z.boolean().default(false),
  semantics: z.enum(["standard", "esmini"]).default("standard"),
  exportCsv: z.string().optional(),
  profile: z.string().optional(),
  metric: z.string().optional(),
  responsibility: z.enum(RESPONSIBILITY_RULES).optional(),
  preventability: z.boolean().default(false),
  trace: z.enum(["on", "off", "retain-on-failure"]).default("retain-on-failure"),
  timing: z.enum(["subtick", "tick"]).optional(),
  maxVariants: z.number(),
  root: z.array(z.string()),
  out: z.string().default("redrive-out"),
  reporter: z.string().optional(),
  addReporter: z.string().optional(),
  json: z.boolean().default(false),
  passWithNoTests: z.boolean().default(false),
});
export type RunFlags = z.infer<typeof FLAGS>;

export function readFlags(options: Record<string, unknown>): RunFlags {
  return FLAGS.parse(options);
}

/** Missing answers in a row that are held in real time. */
const DEFAULT_MAX_HELD = 10;

export const REPORTERS = ["list", "json", "junit", "html"] as const;
export type ReporterName = (typeof REPORTERS)[number];

/** Which reporters: `--json` alone, else `--reporter` or the config or list and html, with `--add-reporter` besides. */
export function reportersOf(flags: RunFlags, config: Config): ReporterName[] {
  const configured = flags.json ? ["json", "html"] : (flags.reporter?.split(",") ?? config.reporter ?? ["list", "html"]);
  const names = [...configured, ...(flags.addReporter?.split(",") ?? [])];
  return [...new Set(names)].map((name) => {
    const known = REPORTERS.find((r) => r === name);
    if (known === undefined) throw usage("--reporter", `one of ${REPORTERS.join(", ")}`, name);
    return known;
  });
}

/** Workers: a count, a share of the cores, or all cores. One where a single connection is all there is. */
export function jobsOf(flags: RunFlags, config: Config): number {
  if (oneConnection(flags) || flags.pace === "realtime") return 1;
  const cores = availableParallelism();
  const text = flags.jobs ?? String(config.jobs ?? cores);
  const match = /^(\d+)(%?)$/.exec(text);
  const number = Number(match?.[1] ?? 0);
  if (match === null || number === 0) throw usage("--jobs", "a count such as 2 or a share such as 50%", text);
  return match[2] === "%" ? Math.max(1, Math.floor((cores * number) / 100)) : number;
}

/** Whether a single connection is all there is: one that the user makes, or one on a fixed port. */
export function oneConnection(flags: RunFlags): boolean {
  return flags.attach || flags.debugController || fixedPort(flags);
}

/** How many missing answers are held, where the run is in real time; undefined in lockstep. */
export function realtimeOf(flags: RunFlags): RunSettings["realtime"] {
  if (flags.pace !== "realtime") {
    if (flags.maxHeld !== undefined) throw usage("--max-held", "--pace realtime beside it", "lockstep");
    return undefined;
  }
  if (flags.sessions > 1) throw usage("--sessions", "1 in real time", String(flags.sessions));
  if (flags.jobs !== undefined && flags.jobs !== "1") throw usage("--jobs", "1 in real time", flags.jobs);
  if (flags.trace === "off") throw usage("--trace", "a trace in real time: only its recorded answers can be run again", "off");
  if (flags.debugController) throw usage("--debug-controller", "lockstep, in which virtual time waits", "--pace realtime");
  return { heldLimit: flags.maxHeld ?? DEFAULT_MAX_HELD };
}

export function fixedPort(flags: RunFlags): boolean {
  const transport = transportOf(flags);
  return transport.kind === "tcp" && transport.port !== 0;
}

/** Where controllers connect: `--listen`, or what `--transport` and `--port` say. */
export function transportOf(flags: RunFlags): RunSettings["transport"] {
  if (flags.listen !== undefined) return { kind: "tcp", ...listenAddress(flags.listen) };
  return flags.transport === "tcp" ? { kind: "tcp", port: flags.port } : { kind: "unix" };
}

// A token that can be guessed is none; one that does not fit into a Hello cannot be shown.
const MIN_TOKEN_CHARACTERS = 16;
const MAX_TOKEN_CHARACTERS = 1024;

/**
 * What a controller must show.
 * @param given the token of the user, from the environment: a command line is seen by everyone on the machine.
 */
export function authOf(flags: RunFlags, given: string | undefined): RunSettings["auth"] {
  if (!flags.auth) {
    if (flags.listen !== undefined) throw usage("--no-auth", "a token where controllers connect by --listen", "no token");
    if (given !== undefined) throw usage("--no-auth", "no token", "REDRIVE_TOKEN in the environment");
    return { kind: "none" };
  }
  if (given === undefined) return { kind: "fresh-token" };
  if (given.length < MIN_TOKEN_CHARACTERS || given.length > MAX_TOKEN_CHARACTERS) {
    throw usage("REDRIVE_TOKEN", `${MIN_TOKEN_CHARACTERS} to ${MAX_TOKEN_CHARACTERS} characters`, `${given.length}`);
  }
  return { kind: "given-token", token: given };
}

/** `HOST:PORT`, or `HOST` for port 0. The host is an IPv4 address, an IPv6 address in brackets, or a name. */
function listenAddress(text: string): { readonly host: string; readonly port: number } {
  const match = /^(?:\[(?<v6>[^\]]*)\]|(?<name>[^:[\]]*))(?::(?<port>\d{1,5}))?$/.exec(text);
  const { v6, name = "", port = "0" } = match?.groups ?? {};
  const good = v6 === undefined ? isIPv4(name) || isHostName(name) : isIPv6(v6);
  if (!good || Number(port) > 65535) {
    throw usage("--listen", "HOST or HOST:PORT: a name, an IPv4 address, or an IPv6 address in brackets; a port from 0 to 65535", text);
  }
  return { host: v6 ?? name, port: Number(port) };
}

/** Labels between dots; the last one is not a number, because systems take such names for short forms of addresses. */
function isHostName(text: string): boolean {
  return text.length <= 253 && /^(?:[\w](?:[\w-]{0,61}\w)?\.)*(?!\d+$)\w(?:[\w-]{0,61}\w)?$/.test(text);
}

/** A regular expression from the command line. */
export function patternOf(flag: string, text: string | undefined): RegExp | null {
  if (text === undefined) return null;
  try {
    return new RegExp(text);
  } catch (error) {
    throw usage(flag, "a regular expression", error instanceof Error ? error.message : text);
  }
}

/** The profiles that `--profile` of a command names, separated by commas; `all` for every one. */
export function profilesOf(names: string | undefined, command?: string): readonly Profile[] {
  if (names === undefined) return [];
  const found = profilesNamed(names.split(","));
  if (typeof found === "string") throw usage("--profile", `all, or some of ${PROFILES.map(({ id }) => id).join(", ")}`, found, command);
  return found;
}

/** The metrics that `--metric` of a command names beside those of every run. */
export function offeredOf(names: string | undefined, command?: string): readonly Metric<unknown>[] {
  if (names === undefined) return [];
  const found = offeredNamed(names.split(","));
  if (typeof found === "string") throw usage("--metric", "all, or names that redrive list --metrics prints", found, command);
  return found;
}
