import type { Command } from "commander";
import { InvalidArgumentError, Option } from "commander";
import { RESPONSIBILITY_RULES } from "../eval/responsibility-rules.ts";
import { MAX_SESSIONS } from "../control/limits.ts";

export const MAX_VARIANTS = 10_000;

/** The options of `run` and `demo`. */
export function runOptions(command: Command): Command {
  return drivingOptions(command)
    .addOption(
      new Option("--pace <pace>", "realtime: virtual time follows the clock; one worker, a controller of yours, not deterministic")
        .choices(["lockstep", "realtime"])
        .default("lockstep"),
    )
    .option("--max-held <n>", "in real time: missing answers in a row before the car is stopped (10)", whole("a count", 0, 1000))
    .option(
      "--export-csv <file>",
      "of one OpenSCENARIO variant: where each entity is, ten times a second, and the storyboard's changes beside it",
    )
    .option("--history <file>", "keep the finished run in this history too, for redrive history")
    .option("--last-failed", "only variants that did not pass in the last run of this output folder")
    .option("-x, --fail-fast", "stop at the first variant that does not pass")
    .addOption(new Option("--trace <when>", "keep MCAP traces").choices(["on", "off", "retain-on-failure"]).default("retain-on-failure"))
    .option("--profile <names>", "score by rules of other benchmarks besides (redrive list --profiles): names with commas, or all")
    .addOption(
      new Option(
        "--responsibility <rule>",
        "whose rule says which collisions count: nuplan (as left out), rss, or r157 (only what a careful human avoids; four more runs a variant)",
      ).choices([...RESPONSIBILITY_RULES]),
    )
    .option("--preventability", "say of each variant whether careful drivers avoid a collision in it; four more runs a variant")
    .option("--metric <names>", "measure besides (redrive list --metrics): names with commas, or all")
    .option("-o, --out <folder>", "where results go", "redrive-out")
    .option("--reporter <names>", "list, json, junit, html; several with commas")
    .option("--add-reporter <names>", "reporters besides the configured ones")
    .option("--json", "print one JSON document on stdout and nothing else")
    .option("--pass-with-no-tests", "exit 0 when nothing matched");
}

/** The options of every command that drives: which variants, who drives, how. */
export function drivingOptions(command: Command): Command {
  return readingOptions(command)
    .option(
      "-c, --controller <command>",
      "a command that starts yours, or builtin:NAME (pursuit, constant, from-drive, retrace, cc-human-driver, reg157, rss, fsm, story), or recorded:TRACE.mcap; repeat it to compare",
      collect,
      [] as string[],
    )
    .option("--attach", "wait for a controller that you start yourself; one connection, one worker")
    .addOption(new Option("--transport <kind>", "how controllers connect").choices(["unix", "tcp"]).default("unix"))
    .option("--port <n>", "TCP port on 127.0.0.1; 0 takes a free one", whole("a port", 0, 65535), 0)
    .addOption(
      new Option("--listen <address>", "TCP beyond 127.0.0.1: HOST:PORT, or HOST for any free port; [IPv6]; not encrypted").conflicts([
        "transport",
        "port",
      ]),
    )
    .option("--no-auth", "ask for no token: whoever reaches the address may drive; not with --listen")
    .option("--debug-controller", "as --attach, with the watchdog off and the address and token printed")
    .option("--watchdog-ms <ms>", "wall-clock limit for each answer", whole("milliseconds", 1, 3_600_000), 2000)
    .option("--max-restarts <n>", "give a controller up after so many failed starts in a row", whole("a count", 0, 1000), 3)
    .option(
      "--sessions <n>",
      "scenarios at once over one connection, where the controller offers as many",
      whole("a count", 1, MAX_SESSIONS),
      1,
    )
    .option("--restart-every <n>", "a fresh process after so many scenarios, against leaks", whole("a count", 1, 1e9))
    .option("--blind", "hide scenario ids and parameters from the controller")
    .option("-j, --jobs <n>", "workers: a count, or a share of the cores such as 50%")
    .option("--seed <n>", "seed of every run, below 2^53", whole("a seed", 0, Number.MAX_SAFE_INTEGER))
    .option("--grep <pattern>", "only variants whose id matches this regular expression")
    .option("--grep-invert <pattern>", "only variants whose id does not match")
    .option("--dt <seconds>", "length of a tick for OpenSCENARIO files (0.01)", seconds)
    .option("--ego <name>", "the entity of an OpenSCENARIO file that the controller drives; else Ego, else its first vehicle")
    .option("--controllers-off", "no controller that an OpenSCENARIO file assigns is ever active")
    .addOption(
      new Option("--semantics <whose>", "what counts where esmini departs from the OpenSCENARIO standard")
        .choices(["standard", "esmini"])
        .default("standard"),
    )
    .option("--to-tick <n>", "stop each run at this tick", whole("a tick", 0, 1e9))
    .addOption(new Option("--timing <mode>", "overrides the scenario's").choices(["subtick", "tick"]));
}

/** The options of every command that reads scenario files. */
export function readingOptions(command: Command): Command {
  return command
    .option("--max-variants <n>", "refuse a file with more variants", whole("a count", 1, 1e9), MAX_VARIANTS)
    .option("--root <folder>", "a folder that scenario files may refer to (repeatable)", collect, [] as string[]);
}

/** A length of a tick: some of them make a tenth of a second, so that what is compared at tenths is there. */
export function seconds(text: string): number {
  const value = Number(text);
  if (!/^\d*\.?\d+$/.test(text) || value < 1e-4 || value > 1) throw new InvalidArgumentError("expected seconds from 0.0001 to 1.");
  return value;
}

/** A probability, above 0 and below 1. */
export function share(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError("expected a share above 0 and below 1.");
  return value;
}

/** A parser for whole numbers within bounds; commander prints its message and exits 2. */
export function whole(what: string, min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) throw new InvalidArgumentError(`expected ${what} from ${min} to ${max}.`);
    return value;
  };
}

/** Gathers the values of an option that may be repeated. */
export function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
