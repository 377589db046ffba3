import { turnRad } from "../../core/angle.ts";
import { atan2 } from "../../core/dmath.ts";
import type { ReplayTrack } from "../../sim/world.ts";
import type { RecordedPath } from "../../trace/tick.ts";

/** How a recorded road user moves at the first tick, box centre, W. */
export interface RecordedMotion {
  readonly yawRad: number;
  readonly vLonMps: number;
  readonly accelMps2: number;
  readonly yawRateRadps: number;
}

/** The first so many seconds of a recording tell how it begins. */
const WINDOW_SEC = 0.5;
/** Slower than this a direction of motion is noise. */
export const MOVING_MPS = 2;

/**
 * The motion that fits the first half second of a track best. Tracked positions, headings and speeds of one sample contradict each
 * other by decimetres and degrees; a car put on the road with them starts with an error that no driver could have caused.
 *
 * x(t) and y(t) are fitted by parabolas (least squares), so speed, direction and acceleration belong together; the yaw rate is the
 * slope of the recorded heading. A road user slower than 2 m/s keeps its recorded heading and has no yaw rate.
 */
export function motionAtStart(track: ReplayTrack, dtSec: number): RecordedMotion {
  const count = samplesAtStart(track.present, dtSec);
  const yaw0 = track.yawRad[0]!;
  const recorded = { yawRad: yaw0, vLonMps: speedAlong(track), accelMps2: 0, yawRateRadps: 0 };
  if (count === 0) return recorded;
  const [, vx, bx] = parabola((k) => track.xM[k]! - track.xM[0]!, count, dtSec);
  const [, vy, by] = parabola((k) => track.yM[k]! - track.yM[0]!, count, dtSec);
  const v = Math.sqrt(vx * vx + vy * vy);
  if (v < MOVING_MPS) return recorded;
  return {
    yawRad: atan2(vy, vx),
    vLonMps: v,
    accelMps2: (2 * (bx * vx + by * vy)) / v,
    yawRateRadps: slope((k) => turnRad(yaw0, track.yawRad[k]!), count, dtSec),
  };
}

/** Slopes of speed and heading over the first half second of a car's own recording; 0 where it is shorter or hardly moves. */
export function slopesAtStart(path: RecordedPath, dtSec: number): { readonly accelMps2: number; readonly yawRateRadps: number } {
  const count = samplesAtStart(path.valid, dtSec);
  if (count === 0 || path.vLonMps[0]! < MOVING_MPS) return { accelMps2: 0, yawRateRadps: 0 };
  const { vLonMps, yawRad } = path;
  return {
    accelMps2: slope((k) => vLonMps[k]!, count, dtSec),
    yawRateRadps: slope((k) => turnRad(yawRad[0]!, yawRad[k]!), count, dtSec),
  };
}

/** Ticks of the window, 0 where the recording does not fill it. */
function samplesAtStart(valid: Uint8Array, dtSec: number): number {
  const count = Math.round(WINDOW_SEC / dtSec) + 1;
  for (let k = 0; k < count; k++) if (valid[k] !== 1) return 0;
  return count;
}

function speedAlong(track: ReplayTrack): number {
  const vx = track.vxMps[0]!;
  const vy = track.vyMps[0]!;
  return Math.sqrt(vx * vx + vy * vy);
}

/**
 * Least squares c0 + c1 t + c2 t^2 over equally spaced samples k = 0 .. n - 1, t = k dt, by orthogonal polynomials about the middle
 * (u = k - (n - 1) / 2): p0 = 1, p1 = u, p2 = u^2 - mean(u^2).
 */
function parabola(value: (k: number) => number, n: number, dtSec: number): [number, number, number] {
  const middle = (n - 1) / 2;
  const meanU2 = (n * n - 1) / 12;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let q2 = 0;
  for (let k = 0; k < n; k++) {
    const u = k - middle;
    const p2 = u * u - meanU2;
    const v = value(k);
    s0 += v;
    s1 += v * u;
    s2 += v * p2;
    q2 += p2 * p2;
  }
  const a0 = s0 / n;
  const a1 = s1 / (n * meanU2);
  const a2 = s2 / q2;
  const b0 = a0 - a1 * middle + a2 * (middle * middle - meanU2);
  const b1 = a1 - 2 * a2 * middle;
  return [b0, b1 / dtSec, a2 / (dtSec * dtSec)];
}

function slope(value: (k: number) => number, n: number, dtSec: number): number {
  const middle = (n - 1) / 2;
  let s1 = 0;
  for (let k = 0; k < n; k++) s1 += value(k) * (k - middle);
  return (s1 * 12) / (n * (n * n - 1) * dtSec);
}
