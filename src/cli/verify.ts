import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunResult, SuiteResult } from "../run/result.ts";
import { type Selected, select } from "../run/selection.ts";
import { runSuite } from "../run/suite.ts";
import { firstDifference } from "../trace/diff.ts";
import { readTrace } from "../trace/mcap-file.ts";
import { columnNames } from "../trace/tape.ts";
import { type Config, readConfig } from "./config.ts";
import { EXIT } from "./exit-codes.ts";
import { selectionOf, settingsOf } from "./run.ts";
import { jobsOf, type RunFlags, readFlags, usage } from "./run-flags.ts";
import { redriveVersion } from "./version.ts";

const SHOWN = 10;

/**
 * Runs a selection again and again, with one worker and with several in turn, and compares the hash chains. Where two differ, the
 * traces of both say at which tick and in which field first, and whether the controller's command or the world parted first.
 * Exit 0: all equal. 3: not. Otherwise the exit code of a run that could not be finished.
 */
export async function verify(selectors: readonly string[], options: Record<string, unknown>): Promise<number> {
  const flags = readFlags(options);
  const config = await readConfig(process.cwd());
  const repeat = Number(options["repeat"]);
  if (!Number.isInteger(repeat) || repeat < 2 || repeat > 100) throw usage("--repeat", "a count from 2 to 100", String(options["repeat"]));
  const chosen = selectors.length > 0 ? selectors : (config.scenarios ?? ["scenarios"]);
  const selected = select(selectionOf(chosen, flags, config));
  const folder = mkdtempSync(join(tmpdir(), "redrive-verify-"));
  try {
    const runs: Kept[] = [];
    for (let i = 0; i < repeat; i++) {
      runs.push(await keptRun(selected, flags, config, join(folder, String(i)), i % 2 === 0 ? 1 : Math.max(2, jobsOf(flags, config))));
      process.stderr.write(`run ${i + 1} of ${repeat}: ${runs[i]?.suite.hash ?? ""}\n`);
    }
    return await compareRuns(runs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Kept {
  readonly suite: SuiteResult;
  readonly outFolder: string;
}

async function keptRun(selected: readonly Selected[], flags: RunFlags, config: Config, outFolder: string, jobs: number): Promise<Kept> {
  const settings = { ...settingsOf(flags, config), outFolder, trace: "on" as const };
  const suite = await runSuite(
    {
      selected,
      settings,
      jobs: flags.attach || flags.debugController ? 1 : jobs,
      seed: flags.seed ?? null,
      timing: flags.timing ?? null,
      failFast: false,
      redriveVersion: redriveVersion(),
      stopped: () => false,
    },
    (event) => {
      if (event.kind === "waiting")
        process.stderr.write(`waiting for a controller: REDRIVE_CONTROLLER_ADDR=${event.address} REDRIVE_TOKEN=${event.token}\n`);
    },
  );
  return { suite, outFolder };
}

async function compareRuns(runs: readonly Kept[]): Promise<number> {
  const [first, ...others] = runs;
  if (first === undefined) return EXIT.internal;
  const lines: string[] = [];
  for (const other of others) {
    for (const [i, a] of first.suite.results.entries()) {
      const b = other.suite.results[i];
      if (b !== undefined && (a.hash !== b.hash || a.end.reason !== b.end.reason)) lines.push(await differenceText(a, first, b, other));
    }
  }
  for (const line of lines.slice(0, SHOWN)) process.stdout.write(`${line}\n`);
  if (lines.length > SHOWN) process.stdout.write(`and ${lines.length - SHOWN} more\n`);
  const total = first.suite.results.length;
  const differing = new Set(lines.map((line) => line.split(":")[0])).size;
  process.stdout.write(`${total - differing} of ${total} variants gave the same hash chain in ${runs.length} runs\n`);
  if (lines.length > 0) return EXIT.internal;
  const { exitCode } = first.suite;
  return exitCode === EXIT.failed ? EXIT.passed : exitCode;
}

/** `variant: tick 17: command.accelMps2 is 0.5 in one run and 0.6 in the other; the controller parted first`. */
async function differenceText(a: RunResult, runA: Kept, b: RunResult, runB: Kept): Promise<string> {
  if (a.files.trace === null || b.files.trace === null)
    return `${a.variantId}: ended as ${a.end.reason} in one run and as ${b.end.reason} in the other`;
  const one = await readTrace(join(runA.outFolder, a.files.trace));
  const two = await readTrace(join(runB.outFolder, b.files.trace));
  const names = columnNames(one.header);
  const difference = firstDifference(one.tape, two.tape, names);
  if (difference === null) return `${a.variantId}: the records are equal, the hidden state is not (${a.hash}, ${b.hash})`;
  const { tick, field } = difference;
  const command = names.findIndex((name, c) => name.startsWith("command.") && !Object.is(at(one.tape, tick, c), at(two.tape, tick, c)));
  const who = command < 0 ? "the world parted first: redrive's own fault" : `the controller parted first: ${names[command] ?? ""}`;
  return `${a.variantId}: tick ${tick}: ${field} is ${difference.a} in one run and ${difference.b} in the other; ${who}`;
}

function at(tape: { readonly stride: number; readonly data: Float64Array }, row: number, column: number): number {
  return tape.data[row * tape.stride + column] ?? Number.NaN;
}
