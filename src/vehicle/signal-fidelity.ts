import type { FidelityLog } from "./fidelity-log.ts";
import { rateSignal, type SignalRating } from "./iso18571.ts";
import type { Reckoner } from "./reckoner.ts";

/** How well one signal of the virtual car follows the logged one, open loop: means over windows of 10 s in which the logged one moves. */
export interface SignalFidelity extends Omit<SignalRating, "lateTicks"> {
  readonly signal: "speed" | "yaw-rate";
  readonly windowCount: number;
  /** Root mean square of the difference over the range of the logged signal. */
  readonly errorPerRangeRatio: number;
  /** How much later than the log the virtual car is; negative where it is earlier. */
  readonly latencySec: number;
}

interface Channel {
  readonly signal: SignalFidelity["signal"];
  readonly logged: Float64Array;
  readonly read: (reckoner: Reckoner) => number;
  /** A window in which the logged signal moves less tells nothing of phase and slope; ours. */
  readonly minRangeValue: number;
}

const WINDOW_SEC = 10;
/** A DTW of more samples takes long and tells no more. */
const MAX_SAMPLES = 500;

/** Rates the speed and the yaw rate of a reckoner over windows that follow one another; a signal without a window is left out. */
export function signalFidelity(log: FidelityLog, reckoner: Reckoner, fromTick: number, toTick: number): SignalFidelity[] {
  const channels: readonly Channel[] = [
    { signal: "speed", logged: log.vLonMps, read: ({ state }) => state.vLonMps, minRangeValue: 2 },
    { signal: "yaw-rate", logged: log.yawRateRadps, read: ({ state }) => state.yawRateRadps, minRangeValue: 0.05 },
  ];
  const windowTicks = Math.round(WINDOW_SEC / log.dtSec);
  const every = Math.ceil(windowTicks / MAX_SAMPLES);
  const found: WindowRating[][] = channels.map(() => []);
  const end = Math.min(toTick, log.valid.length);
  let next = fromTick;
  for (let tick = 0; tick + windowTicks < end; tick++) {
    if (log.valid[tick] !== 1) continue;
    reckoner.follow(tick, tick === 0 || log.valid[tick - 1] !== 1);
    if (tick < next || !isValid(log, tick, tick + windowTicks)) continue;
    next = tick + windowTicks;
    const played = play(channels, reckoner, tick, windowTicks, every);
    for (const [i, channel] of channels.entries()) {
      const rating = rateWindow(channel, played[i] as Float64Array, tick, every, log.dtSec);
      if (rating !== null) found[i]?.push(rating);
    }
  }
  return channels.flatMap(({ signal }, i) => meanOf(signal, found[i] as WindowRating[]));
}

function isValid({ valid }: FidelityLog, from: number, to: number): boolean {
  for (let k = from; k <= to; k++) if (valid[k] !== 1) return false;
  return true;
}

/** The signals of the reckoner from a tick on. */
function play(channels: readonly Channel[], reckoner: Reckoner, from: number, ticks: number, every: number): Float64Array[] {
  const count = Math.floor(ticks / every) + 1;
  const played = channels.map(() => new Float64Array(count));
  reckoner.start(from);
  for (let k = 0; k <= ticks; k++) {
    if (k > 0) reckoner.advance(from + k - 1);
    if (k % every !== 0) continue;
    for (const [i, { read }] of channels.entries()) (played[i] as Float64Array)[k / every] = read(reckoner);
  }
  return played;
}

interface WindowRating extends SignalRating {
  readonly errorPerRangeRatio: number;
  readonly latencySec: number;
}

function rateWindow({ logged, minRangeValue }: Channel, C: Float64Array, from: number, every: number, dtSec: number): WindowRating | null {
  const T = C.map((_, i) => logged[from + i * every] as number);
  let [least, most, square] = [Infinity, -Infinity, 0];
  for (const [i, t] of T.entries()) {
    least = Math.min(least, t);
    most = Math.max(most, t);
    square += ((C[i] as number) - t) * ((C[i] as number) - t);
  }
  const range = most - least;
  if (range < minRangeValue) return null;
  const rating = rateSignal(T, C);
  return { ...rating, errorPerRangeRatio: Math.sqrt(square / T.length) / range, latencySec: rating.lateTicks * every * dtSec };
}

function meanOf(signal: SignalFidelity["signal"], windows: readonly WindowRating[]): SignalFidelity[] {
  const windowCount = windows.length;
  if (windowCount === 0) return [];
  const mean = (read: (w: WindowRating) => number): number => windows.reduce((sum, w) => sum + read(w), 0) / windowCount;
  return [
    {
      signal,
      windowCount,
      errorPerRangeRatio: mean((w) => w.errorPerRangeRatio),
      latencySec: mean((w) => w.latencySec),
      corridorRatio: mean((w) => w.corridorRatio),
      phaseRatio: mean((w) => w.phaseRatio),
      magnitudeRatio: mean((w) => w.magnitudeRatio),
      slopeRatio: mean((w) => w.slopeRatio),
      ratingRatio: mean((w) => w.ratingRatio),
    },
  ];
}
