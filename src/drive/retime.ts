import { turnRad, unwrapRad, wrapRad } from "../core/angle.ts";
import { cos, sin } from "../core/dmath.ts";
import { lastAtOrBefore } from "../core/interp.ts";
import { deriveMotion, emptyTrack, type TickTrack } from "./resample.ts";
import { smoothed } from "./smooth.ts";

/** How a recorded road user is re-timed along its own path. 1, 1 and 0 leave it as recorded. */
export interface Retiming {
  /** Multiplies each negative acceleration of its smoothed speed; it stops at speed 0. */
  readonly brakeScale: number;
  /** Multiplies its speed throughout. */
  readonly speedScale: number;
  /** It comes so many ticks later; negative for earlier. */
  readonly shiftTicks: number;
}

/** Half the width of one moving average; two of them make a window of 1 s in all. Longer ones would flatten a braking of 1 s. */
const HALF_WINDOW_SEC = 0.25;

/**
 * A road user of the recording on its own path at another time; a new track, or the same one where nothing changes.
 *
 * Its speed is smoothed (smooth.ts, 1 s in all), so that noise is not taken for braking: v. The new speed w starts at speedScale v and
 * gains from tick to tick speedScale dv, times brakeScale where dv is negative, but never falls below 0. Progress along the path is the
 * recorded one scaled by w / (speedScale v), so that what is not braking keeps its recorded detail. After its recording's last tick it
 * goes on at its last speed; it leaves at the end of its recorded path. A recorded gap stays a gap at its place on the path.
 */
export function retime(track: TickTrack, dtSec: number, retiming: Retiming): TickTrack {
  const { brakeScale, speedScale, shiftTicks } = retiming;
  if (brakeScale === 1 && speedScale === 1) return shiftTicks === 0 ? track : shifted(track, shiftTicks);
  const path = pathOf(track);
  const out = emptyTrack(track.present.length);
  if (path === null) return out;
  const { firstTick, count, sM } = path;
  const vLonMps = new Float64Array(out.present.length);
  const v = smoothed(path.speedMps, Math.round(HALF_WINDOW_SEC / dtSec));
  let w = speedScale * v[0]!;
  let s = 0;
  for (let k = 0; s <= sM[count - 1]!; k++) {
    const tick = firstTick + shiftTicks + k;
    if (tick >= out.present.length) break;
    if (tick >= 0) place(path, s, w, out, tick, vLonMps);
    const isRecorded = k + 1 < count;
    const gained = isRecorded ? speedScale * (v[k + 1]! - v[k]!) : 0;
    const next = Math.max(0, w + (gained < 0 ? gained * brakeScale : gained));
    const meanMps = (w + next) / 2;
    if (isRecorded) {
      const baseMps = (speedScale * (v[k]! + v[k + 1]!)) / 2;
      // What the recorded step differs from its smoothed speed goes along, as far as the road user still moves.
      const detailM = speedScale * (sM[k + 1]! - sM[k]!) - baseMps * dtSec;
      const share = baseMps > 0 ? Math.min(1, meanMps / baseMps) : 0;
      s += Math.max(0, meanMps * dtSec + detailM * share);
    } else {
      s += meanMps * dtSec;
    }
    w = next;
  }
  deriveMotion(out, vLonMps, dtSec);
  return out;
}

function shifted(track: TickTrack, shiftTicks: number): TickTrack {
  const out = emptyTrack(track.present.length);
  const keys = ["present", "xM", "yM", "yawRad", "vxMps", "vyMps", "axMps2", "ayMps2", "yawRateRadps"] as const;
  for (const key of keys) {
    const from = track[key].subarray(Math.max(0, -shiftTicks), Math.max(0, track.present.length - shiftTicks));
    out[key].set(from, Math.min(Math.max(0, shiftTicks), out.present.length - from.length));
  }
  return out;
}

/** The recorded path from first to last present tick; ticks of a gap lie evenly between its ends. */
interface TickPath {
  readonly firstTick: number;
  readonly count: number;
  readonly present: Uint8Array;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  /** Unwrapped. */
  readonly yawRad: Float64Array;
  readonly speedMps: Float64Array;
  /** 1 forwards, -1 where it reverses. */
  readonly direction: Int8Array;
  /** Length of the path up to each tick. */
  readonly sM: Float64Array;
}

function pathOf(track: TickTrack): TickPath | null {
  const firstTick = track.present.indexOf(1);
  if (firstTick < 0) return null;
  const count = track.present.lastIndexOf(1) - firstTick + 1;
  const end = firstTick + count;
  const path = {
    firstTick,
    count,
    present: track.present.slice(firstTick, end),
    xM: track.xM.slice(firstTick, end),
    yM: track.yM.slice(firstTick, end),
    yawRad: track.yawRad.slice(firstTick, end),
    speedMps: new Float64Array(count),
    direction: new Int8Array(count).fill(1),
    sM: new Float64Array(count),
  };
  for (let i = 0; i < count; i++) {
    if (path.present[i] === 0) continue;
    const vx = track.vxMps[firstTick + i]!;
    const vy = track.vyMps[firstTick + i]!;
    path.speedMps[i] = Math.sqrt(vx * vx + vy * vy);
    if (vx * cos(path.yawRad[i]!) + vy * sin(path.yawRad[i]!) < 0) path.direction[i] = -1;
  }
  bridgeGaps(path);
  unwrapRad(path.yawRad);
  for (let i = 1; i < count; i++) {
    const dx = path.xM[i]! - path.xM[i - 1]!;
    const dy = path.yM[i]! - path.yM[i - 1]!;
    path.sM[i] = path.sM[i - 1]! + Math.sqrt(dx * dx + dy * dy);
  }
  return path;
}

function bridgeGaps(path: TickPath): void {
  for (let i = 1, from = 0; i < path.count; i++) {
    if (path.present[i] === 0) continue;
    const turn = turnRad(path.yawRad[from]!, path.yawRad[i]!);
    for (let j = from + 1; j < i; j++) {
      const share = (j - from) / (i - from);
      for (const values of [path.xM, path.yM, path.speedMps]) values[j] = values[from]! + (values[i]! - values[from]!) * share;
      path.yawRad[j] = path.yawRad[from]! + turn * share;
      path.direction[j] = path.direction[from]!;
    }
    from = i;
  }
}

/** Writes the pose at `sM` along the path into a tick. */
function place(path: TickPath, sM: number, speedMps: number, out: TickTrack, tick: number, vLonMps: Float64Array): void {
  const i = Math.min(lastAtOrBefore(path.sM, sM, 0), path.count - 1);
  const stepM = i + 1 < path.count ? path.sM[i + 1]! - path.sM[i]! : 0;
  const share = stepM > 0 ? (sM - path.sM[i]!) / stepM : 0;
  const j = share > 0 ? i + 1 : i;
  if (path.present[i] === 0 || path.present[j] === 0) return;
  out.present[tick] = 1;
  out.xM[tick] = path.xM[i]! + (path.xM[j]! - path.xM[i]!) * share;
  out.yM[tick] = path.yM[i]! + (path.yM[j]! - path.yM[i]!) * share;
  out.yawRad[tick] = wrapRad(path.yawRad[i]! + (path.yawRad[j]! - path.yawRad[i]!) * share);
  vLonMps[tick] = speedMps * path.direction[i]!;
}
