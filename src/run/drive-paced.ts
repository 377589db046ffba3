import type { SocketController } from "../control/socket-controller.ts";
import type { RecordSink, RunOptions, RunOutcome } from "../sim/loop.ts";
import type { WorldModel } from "../sim/world.ts";
import type { FrameTape } from "../trace/frame-tape.ts";
import { latencyReport } from "./latency.ts";
import { histogramOf, type PacedStats, runPaced, WALL_CLOCK } from "./paced.ts";
import type { RealtimeReport, RunResult } from "./result.ts";

/** What a run in real time adds to its outcome. */
export interface PacedRun {
  readonly outcome: RunOutcome;
  readonly latency: RunResult["latency"];
  readonly digests: RunResult["digests"];
  readonly warnings: RunResult["warnings"];
  readonly rssBytes: RunResult["controller"]["rssBytes"];
  readonly realtime: RealtimeReport;
}

/**
 * Drives one model in real time, by this process's clock.
 * @param heldLimit answers in a row that may be missing before the harness stops the car.
 */
export async function drivePaced(
  socket: SocketController,
  model: WorldModel,
  heldLimit: number,
  frames: FrameTape | null,
  sink: RecordSink,
  options: RunOptions,
): Promise<PacedRun> {
  const session = socket.openPaced();
  session.frames = frames;
  const { outcome, stats } = await runPaced(model, session, WALL_CLOCK, sink, { ...options, heldLimit });
  const { latencyMs, lateCount, overtakenCount, warnings, digests, residentBytes, clock } = session.stats();
  const realtime = { ...reportOf(stats), lateCount, overtakenCount, answerLatency: histogramOf(latencyMs), clock };
  return {
    outcome,
    latency: latencyReport(Float64Array.from(latencyMs), stats.periodMs),
    digests,
    warnings,
    rssBytes: residentBytes,
    realtime,
  };
}

function reportOf(stats: PacedStats): Omit<RealtimeReport, "lateCount" | "overtakenCount" | "answerLatency" | "clock"> {
  const { periodMs, heldLimit, heldCount, heldByHarnessCount, longestRow, reportsHeldCount, harnessLateMs } = stats;
  return { periodMs, heldLimit, heldCount, heldByHarnessCount, longestRow, reportsHeldCount, harnessLateness: histogramOf(harnessLateMs) };
}
