import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstParting, type Parting, valueText } from "../control/flight/parting.ts";
import type { RunResult, SuiteResult } from "../run/result.ts";
import { type Selected, select } from "../run/selection.ts";
import { runSuite } from "../run/suite.ts";
import { progressReporter } from "../report/progress.ts";
import { firstDifference } from "../trace/diff.ts";
import { onDisk } from "../trace/file-write.ts";
import { readTrace } from "../trace/mcap-file.ts";
import { columnNames } from "../trace/tape.ts";
import { type Config, readConfig } from "./config.ts";
import { EXIT } from "./exit-codes.ts";
import { selectionOf, settingsOf, WORKER } from "./run.ts";
import { jobsOf, oneConnection, type RunFlags, readFlags } from "./run-flags.ts";
import { screenOf } from "./screen.ts";
import { type StopSignals, stopSignals } from "./signals.ts";
import { redriveVersion } from "./version.ts";

const SHOWN = 10;

/**
 * Runs a selection again and again, with one worker and with several in turn, and compares the hash chains and the commands. Where two
 * differ, the traces of both say at which tick and in which field first, and whether the controller's command or the world parted first.
 * Exit 0: all equal. 4: a controller differs from itself. 3: redrive does. Otherwise the exit code of a run that could not be finished.
 */
export async function verify(selectors: readonly string[], options: Record<string, unknown>): Promise<number> {
  const flags = readFlags(options);
  const config = await readConfig(process.cwd());
  const chosen = selectors.length > 0 ? selectors : (config.scenarios ?? ["scenarios"]);
  const selected = select(selectionOf(chosen, flags, config));
  const folder = onDisk(tmpdir(), () => mkdtempSync(join(tmpdir(), "redrive-verify-")));
  const signals = stopSignals();
  try {
    const runs: Kept[] = [];
    const repeat = Number(options["repeat"]);
    for (let i = 0; i < repeat; i++) {
      const jobs = oneConnection(flags) || i % 2 === 0 ? 1 : Math.max(2, jobsOf(flags, config));
      const run = await keptRun(selected, flags, config, join(folder, String(i)), jobs, signals);
      if (signals.exitCode !== null) return signals.exitCode;
      runs.push(run);
      process.stderr.write(`run ${i + 1} of ${repeat}: ${run.suite.hash}\n`);
    }
    return await compareRuns(runs);
  } finally {
    signals.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Kept {
  readonly suite: SuiteResult;
  readonly outFolder: string;
}

async function keptRun(
  selected: readonly Selected[],
  flags: RunFlags,
  config: Config,
  outFolder: string,
  jobs: number,
  signals: StopSignals,
): Promise<Kept> {
  const settings = { ...settingsOf(flags, config, selected), outFolder, trace: "on" as const };
  const progress = progressReporter(screenOf(process.stderr));
  const suite = await runSuite(
    {
      selected,
      settings,
      jobs,
      workerScript: WORKER,
      seed: flags.seed ?? null,
      timing: flags.timing ?? null,
      failFast: false,
      redriveVersion: redriveVersion(),
      stopped: () => signals.exitCode,
    },
    (event) => progress.on(event),
  );
  return { suite, outFolder };
}

async function compareRuns(runs: readonly Kept[]): Promise<number> {
  const [first, ...others] = runs;
  if (first === undefined) return EXIT.internal;
  const found: Found[] = [];
  for (const other of others) {
    for (const [i, a] of first.suite.results.entries()) {
      const b = other.suite.results[i];
      if (b !== undefined && isOther(a, b)) found.push(await differenceOf(a, first, b, other));
    }
  }
  for (const { variantId, text } of found.slice(0, SHOWN)) process.stdout.write(`${variantId}: ${text}\n`);
  if (found.length > SHOWN) process.stdout.write(`and ${found.length - SHOWN} more\n`);
  const total = first.suite.results.length;
  const differing = new Set(found.map((f) => f.variantId)).size;
  process.stdout.write(`${total - differing} of ${total} variants gave the same hash chain and the same commands in ${runs.length} runs\n`);
  if (found.length > 0) return found.every((f) => f.isControllers) ? EXIT.controller : EXIT.internal;
  const { exitCode } = first.suite;
  return exitCode === EXIT.failed ? EXIT.passed : exitCode;
}

/** A variant whose runs differ, and whether its controller is to blame. */
interface Found {
  readonly variantId: string;
  readonly text: string;
  readonly isControllers: boolean;
}

/** Commands may differ without a trace in the state: a driving mode, or what is said before the ego is handed over. */
function isOther(a: RunResult, b: RunResult): boolean {
  return a.hash !== b.hash || a.end.reason !== b.end.reason || a.digests?.toHarness !== b.digests?.toHarness;
}

/**
 * Where two runs part and whose doing it is: by their frames where the controller has a process of its own, else by their records.
 * `tick 17: command.accel_steer.accel_mps2 is 0.5 in one run and 0.6 in the other: the controller parted first`.
 */
async function differenceOf(a: RunResult, runA: Kept, b: RunResult, runB: Kept): Promise<Found> {
  const { variantId } = a;
  const ours = (text: string): Found => ({ variantId, text, isControllers: false });
  const ends = `ended at tick ${a.end.tick} as ${a.end.reason} in one run and at tick ${b.end.tick} as ${b.end.reason} in the other`;
  if (a.files.trace === null || b.files.trace === null) return ours(ends);
  const one = await readTrace(join(runA.outFolder, a.files.trace));
  const two = await readTrace(join(runB.outFolder, b.files.trace));
  const parting = one.frames === null || two.frames === null ? null : firstParting(one.frames, two.frames);
  if (parting !== null) {
    const text = `${partingText(parting)}${a.end.reason === b.end.reason ? "" : `; ${ends}`}`;
    return { variantId, text, isControllers: parting.who === "controller" };
  }
  const names = columnNames(one.header);
  const difference = firstDifference(one.tape, two.tape, names);
  if (difference === null && a.end.reason === b.end.reason)
    return ours(`the records are equal, the hidden state is not (${a.hash}, ${b.hash})`);
  if (difference === null || difference.field === "tick") return ours(`${ends}; up to there the records are equal`);
  const { tick, field } = difference;
  const command = names.findIndex((name, c) => name.startsWith("command.") && !Object.is(at(one.tape, tick, c), at(two.tape, tick, c)));
  // All frames are there and equal: the controller did nothing else in one run than in the other.
  const isHarness = command < 0 || (one.frames?.dropped === 0 && two.frames?.dropped === 0);
  const who = isHarness ? "the world parted first: redrive's own fault" : `the controller parted first: ${names[command] ?? ""}`;
  const text = `tick ${tick}: ${field} is ${difference.a} in one run and ${difference.b} in the other; ${who}`;
  return { variantId, text, isControllers: !isHarness };
}

function partingText({ who, tick, field, a, b }: Parting): string {
  const where = `tick ${tick}: ${field} is ${valueText(a)} in one run and ${valueText(b)} in the other`;
  return who === "controller"
    ? `${where}, after equal observations: the controller parted first`
    : `${where}, after equal commands: redrive's own fault`;
}

function at(tape: { readonly stride: number; readonly data: Float64Array }, row: number, column: number): number {
  return tape.data[row * tape.stride + column] ?? Number.NaN;
}
