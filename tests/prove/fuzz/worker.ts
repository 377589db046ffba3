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
  /**
   * Live heap in the middle of the cases and at their end, bytes, swept clean: the least of three looks each, because buffers that are let
   * go are counted until their memory is given back.
   */
  readonly heapMiddleBytes: number;
  readonly heapLateBytes: number;
}

const MAX_FAILURES = 5;
const LOOKS = 10;

function run(share: Share): Report {
  const ends: Record<string, number> = {};
  const failures: string[] = [];
  let commands = 0;
  const looks: number[] = [];
  for (let i = share.from; i < share.count && failures.length < MAX_FAILURES; i += share.step) {
    share.progress[0] = i;
    try {
      const outcome = play(caseOf(share.seed, i));
      ends[outcome.end] = (ends[outcome.end] ?? 0) + 1;
      commands += outcome.commands;
    } catch (error) {
      failures.push(`case ${i}: ${(error as Error).stack}`);
    }
    if (i + share.step >= ((looks.length + 1) * share.count) / LOOKS) looks.push(heapBytes());
  }
  const least = (from: number): number => Math.min(...looks.slice(from, from + 3));
  return { ends, commands, failures, heapMiddleBytes: least(LOOKS / 2 - 2), heapLateBytes: least(LOOKS - 3) };
}

function heapBytes(): number {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

parentPort?.postMessage(run(workerData as Share));
