/**
 * The mean rate of a sampled quantity over a trailing window: (x(t) - x(t - T)) / T, T a whole number of ticks.
 * Exact for a constant rate whatever the tick length, and O(1) a tick. A least-squares slope (Savitzky-Golay, as nuPlan uses) weighs
 * all samples of its window and costs their number a tick; for a step of x the two differ by a factor 1.5 x the ratio of the windows.
 */
export interface RateWindow {
  readonly ticks: number;
  readonly spanSec: number;
  readonly ring: Float64Array;
  at: number;
  filled: number;
  lastTick: number;
  rate: number;
}

/** A window of about `windowSec`: the nearest whole number of ticks, at least one. */
export function newRateWindow(windowSec: number, dtSec: number): RateWindow {
  const ticks = Math.max(1, Math.round(windowSec / dtSec));
  return { ticks, spanSec: ticks * dtSec, ring: new Float64Array(ticks), at: 0, filled: 0, lastTick: 0, rate: 0 };
}

/** Takes the sample of a tick; true where `rate` is now the mean rate over a full window. A missing tick empties the window. */
export function pushSample(w: RateWindow, tick: number, x: number): boolean {
  if (w.filled > 0 && tick !== w.lastTick + 1) w.filled = 0;
  w.lastTick = tick;
  const full = w.filled === w.ticks;
  if (full) w.rate = (x - (w.ring[w.at] as number)) / w.spanSec;
  else w.filled++;
  w.ring[w.at] = x;
  w.at = w.at + 1 === w.ticks ? 0 : w.at + 1;
  return full;
}
