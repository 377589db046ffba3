import { parentPort, workerData } from "node:worker_threads";
import { caseOf } from "./case.ts";
import { play } from "./play.ts";

/** A share of the cases: every `step`th from `from` on. `progress` holds the case in hand, so that a case without end has a number. */
export interface Share {
  readonly seed: number;
  readonly from: number;
  readonly step: number;
  readonly count: number;
  readonly progress: Int32Array;
}

export interface Report {
  /** How often each end came. */
  readonly ends: Readonly<Record<string, number>>;
  readonly commands: number;
  readonly failures: readonly string[];
  /** Live heap after the first tenth of the cases and after the last, bytes, swept clean both times. */
  readonly heapEarlyBytes: number;
  readonly heapLateBytes: number;
}

const MAX_FAILURES = 5;

function run(share: Share): Report {
  const ends: Record<string, number> = {};
  const failures: string[] = [];
  let commands = 0;
  let heapEarlyBytes = 0;
  for (let i = share.from; i < share.count && failures.length < MAX_FAILURES; i += share.step) {
    share.progress[0] = i;
    try {
      const outcome = play(caseOf(share.seed, i));
      ends[outcome.end] = (ends[outcome.end] ?? 0) + 1;
      commands += outcome.commands;
    } catch (error) {
      failures.push(`case ${i}: ${(error as Error).stack}`);
    }
    if (heapEarlyBytes === 0 && i >= share.count / 10) heapEarlyBytes = heapBytes();
  }
  return { ends, commands, failures, heapEarlyBytes, heapLateBytes: heapBytes() };
}

function heapBytes(): number {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

parentPort?.postMessage(run(workerData as Share));
