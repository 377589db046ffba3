/**
 * A run whose virtual time follows a clock. The schedule is absolute: instant i is start + i * period, whatever happened before, so lateness
 * never adds up. At the instant of tick k the observation of k goes out; at the next one the newest command that has come by then acts over
 * the ticks between, which are computed then. Who answers within the period so gets, bit for bit, the run that lockstep would give.
 * docs/real-time.md has the rules.
 */
import type { Ready, Refusal, RunEnd, RunStart, CommandReply, Fault, Observation, PacedReply } from "../sim/port.ts";
import {
  advance,
  answer,
  greet,
  openRun,
  outcomeOf,
  type RecordSink,
  type Run,
  type RunOptions,
  type RunOutcome,
  runStartOf,
} from "../sim/loop.ts";
import { keepPose, type Poses, takePose } from "../core/poses.ts";
import type { WorldModel } from "../sim/world.ts";
import type { VehicleState } from "../vehicle/model.ts";
import type { Histogram } from "./result.ts";

/** A monotonic clock. */
export interface Clock {
  nowMs(): number;
  /** Resolves at the instant, or at once where it is over; in either case what has come meanwhile is read first. */
  until(dueMs: number): Promise<void>;
}

/** What has come from a controller since it was last looked at. Borrowed until the next look. */
export interface Taken {
  /** The newest command; null where none has come. */
  readonly command: CommandReply | null;
  /** The newest report of the real car, and when it was measured, on the clock of this process; null where none has come. */
  readonly report: { readonly state: VehicleState; readonly measuredMs: number } | null;
  readonly fault: Fault | null;
}

/** A controller that is not waited for. */
export interface PacedSession {
  start(s: RunStart): Ready | Refusal | Promise<Ready | Refusal>;
  /** Sends an observation. Its answer must have come when `take` is called next; later it is late. */
  ask(o: Observation): void;
  /** A promise where the connection has broken, and why is still being found out. */
  take(): Taken | Promise<Taken>;
  /** Tells the controller that it is not listened to any longer. */
  stop(fault: Fault): void;
  end(r: RunEnd): void | Promise<void>;
}

/** What the clock says of a run: never part of its hash. */
export interface PacedStats {
  readonly periodMs: number;
  readonly heldLimit: number;
  /** How late the harness itself was at each instant. */
  readonly harnessLateMs: number[];
  /** Observations whose answer had not come by its instant: the command in force was held. */
  heldCount: number;
  /** Of those, whose observation the harness had sent so late that the controller had less than half a period. Not counted towards the stop. */
  heldByHarnessCount: number;
  /** Longest row of held answers that was counted. */
  longestRow: number;
  /** Instants without a new report of the real car. */
  reportsHeldCount: number;
}

export interface PacedOptions extends RunOptions {
  /** Held answers in a row before the harness stops the car. */
  readonly heldLimit: number;
}

export interface PacedOutcome {
  readonly outcome: RunOutcome;
  readonly stats: PacedStats;
}

interface Paced {
  readonly run: Run;
  readonly session: PacedSession;
  readonly stats: PacedStats;
  readonly poses: Poses;
  /** Held in a row, those of the harness apart. */
  row: number;
  sentMs: number;
  stop: Fault | null;
  /** Of the newest report; NaN without a real car. */
  measuredMs: number;
}

/** Runs a scenario in real time. Rejects only where the session does. */
export async function runPaced(
  model: WorldModel,
  session: PacedSession,
  clock: Clock,
  sink: RecordSink,
  options: PacedOptions,
): Promise<PacedOutcome> {
  const run = openRun(model, sink, options);
  const ready = await session.start(runStartOf(model));
  greet(run, ready);
  // Known only now: the controller may have asked for another period.
  const periodMs = run.model.observationEvery * model.dtSec * 1000;
  const { heldLimit } = options;
  const stats: PacedStats = {
    periodMs,
    heldLimit,
    harnessLateMs: [],
    heldCount: 0,
    heldByHarnessCount: 0,
    longestRow: 0,
    reportsHeldCount: 0,
  };
  const startMs = clock.nowMs();
  const measuredMs = ready.kind === "ready" && ready.report !== undefined ? startMs : Number.NaN;
  const paced: Paced = { run, session, stats, poses: new Map(), row: 0, sentMs: startMs, stop: null, measuredMs };
  let instant = 0;
  for (let o = advance(run); o !== null; o = advance(run)) {
    keepPose(paced.poses, o.tick, o.ego);
    session.ask(o);
    paced.sentMs = clock.nowMs();
    instant += 1;
    const dueMs = startMs + instant * periodMs;
    await clock.until(dueMs);
    stats.harnessLateMs.push(Math.max(0, clock.nowMs() - dueMs));
    answer(run, replyOf(paced, await session.take(), o.tick, dueMs));
  }
  const outcome = outcomeOf(run);
  await session.end(outcome.end);
  return { outcome, stats };
}

/** What stands for the answer to the observation of a tick, at the instant at which it is due. */
function replyOf(paced: Paced, { command, report, fault }: Taken, tick: number, dueMs: number): PacedReply {
  // A controller that is given up may go; the car is stopped all the same.
  if (paced.stop !== null) return { kind: "stop", fault: paced.stop };
  if (fault !== null) return { kind: "fault", fault };
  const overdue = command === null ? countHeld(paced, tick, dueMs) : null;
  const wrong = overdue ?? reportFault(paced, report?.measuredMs ?? null, tick, dueMs);
  if (wrong !== null) {
    paced.stop = wrong;
    paced.session.stop(wrong);
    return { kind: "stop", fault: wrong };
  }
  const reported = report === null ? {} : { report: report.state };
  if (command === null) return { kind: "held", ...reported };
  paced.row = 0;
  const pose = takePose(paced.poses, command.tick);
  return { ...command, ...(command.tick < tick && pose !== undefined ? { lateFrom: pose } : {}), ...reported };
}

/** Counts an answer that has not come; the fault where there have been too many. */
function countHeld(paced: Paced, tick: number, dueMs: number): Fault | null {
  const { stats } = paced;
  stats.heldCount += 1;
  if (dueMs - paced.sentMs < stats.periodMs / 2) stats.heldByHarnessCount += 1;
  else paced.row += 1;
  stats.longestRow = Math.max(stats.longestRow, paced.row);
  if (paced.row <= stats.heldLimit) return null;
  const message = `no command came in time for ${paced.row} observations in a row, and at most ${stats.heldLimit} are held, so redrive stops the car`;
  return { code: "RDV_CONTROLLER_TIMEOUT", message, tick };
}

/** Looks at the age of the real car's newest report; the fault where it is too old, as for commands, or as far ahead of the clock. */
function reportFault(paced: Paced, measuredMs: number | null, tick: number, dueMs: number): Fault | null {
  const { stats } = paced;
  if (Number.isNaN(paced.measuredMs)) return null;
  if (measuredMs === null) stats.reportsHeldCount += 1;
  else paced.measuredMs = measuredMs;
  const ageMs = dueMs - paced.measuredMs;
  const limitMs = (stats.heldLimit + 1) * stats.periodMs;
  if (Math.abs(ageMs) <= limitMs) return null;
  if (ageMs < 0) return { code: "RDV_INVALID_COMMAND", message: `a vehicle report was measured ${-ageMs} ms ahead of the clock`, tick };
  const message = `the newest vehicle report is ${(ageMs / stats.periodMs).toFixed(1)} periods old; at most ${stats.heldLimit + 1} are allowed`;
  return { code: "RDV_CONTROLLER_TIMEOUT", message, tick };
}

// The timer may come a millisecond late; what is left is waited for turn by turn, so that answers are read meanwhile.
const TURNS_MS = 2;

/** This process's monotonic clock. */
export const WALL_CLOCK: Clock = {
  nowMs: () => performance.now(),
  until: (dueMs) =>
    new Promise((resolve) => {
      const look = (): void => {
        const leftMs = dueMs - performance.now();
        if (leftMs <= 0) resolve();
        else if (leftMs > TURNS_MS) setTimeout(look, leftMs - TURNS_MS + 0.5);
        else setImmediate(look);
      };
      setImmediate(look);
    }),
};

const LIMITS_MS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

/** How values spread; all 0 where there are none. */
export function histogramOf(valuesMs: ArrayLike<number>): Histogram {
  const sorted = Float64Array.from(valuesMs).sort();
  const counts = [...LIMITS_MS, Infinity].map(() => 0);
  for (const ms of sorted) {
    const i = LIMITS_MS.findIndex((limit) => ms < limit);
    counts[i === -1 ? LIMITS_MS.length : i]! += 1;
  }
  const at = (q: number): number => sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;
  return { count: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1), limitsMs: LIMITS_MS, counts };
}
