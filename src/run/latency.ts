import type { LatencyReport } from "./result.ts";

/**
 * Reply times of one run, ms of wall clock, the first answer after the reset left out by the caller.
 * @param deadlineMs the observation period: a slower reply would have been late in real time.
 * Returns null where nothing was measured.
 */
export function latencyReport(replyMs: Float64Array, deadlineMs: number): LatencyReport | null {
  if (replyMs.length === 0) return null;
  const sorted = Float64Array.from(replyMs).sort();
  let deadlineMisses = 0;
  for (const ms of replyMs) if (ms > deadlineMs) deadlineMisses++;
  return {
    count: sorted.length,
    p50Ms: nearestRank(sorted, 0.5),
    p99Ms: nearestRank(sorted, 0.99),
    maxMs: sorted[sorted.length - 1] as number,
    deadlineMs,
    deadlineMisses,
  };
}

/** Smallest value that at least the share `q` of all values do not exceed. */
function nearestRank(sorted: Float64Array, q: number): number {
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] as number;
}
