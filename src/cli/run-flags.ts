import { availableParallelism } from "node:os";
import { z } from "zod";
import { InputError } from "../core/errors.ts";
import type { Config } from "./config.ts";

/** The flags of `run`, `demo` and `verify` as commander leaves them. */
const FLAGS = z.object({
  controller: z.array(z.string()),
  attach: z.boolean().default(false),
  transport: z.enum(["unix", "tcp"]),
  port: z.number(),
  debugController: z.boolean().default(false),
  watchdogMs: z.number(),
  maxRestarts: z.number(),
  jobs: z.string().optional(),
  seed: z.number().optional(),
  grep: z.string().optional(),
  grepInvert: z.string().optional(),
  lastFailed: z.boolean().default(false),
  failFast: z.boolean().default(false),
  toTick: z.number().optional(),
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
  if (oneConnection(flags)) return 1;
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

export function fixedPort(flags: RunFlags): boolean {
  return flags.transport === "tcp" && flags.port !== 0;
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

export function usage(flag: string, expected: string, found: string): InputError {
  return new InputError([
    { code: "RDV_USAGE", severity: "error", file: flag, line: 0, column: 0, path: "", expected, found, hint: "redrive run --help" },
  ]);
}
