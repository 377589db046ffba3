import { turnRad } from "../core/angle.ts";
import { cos, sin } from "../core/dmath.ts";
import { angleRadAt, bracketAt, heldAt, lastAtOrBefore, linearAt } from "../core/interp.ts";
import type { Channel, Drive, DriveActor } from "./drive.ts";

/** A road user on the tick grid, box centre, W: index k is tick k; where `present[k]` is 0 its numbers are 0 and mean nothing. */
export interface TickTrack {
  readonly present: Uint8Array;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  readonly vxMps: Float64Array;
  readonly vyMps: Float64Array;
  readonly axMps2: Float64Array;
  readonly ayMps2: Float64Array;
  readonly yawRateRadps: Float64Array;
}

/** The recorded ego on the tick grid, W: index k is tick k; where `valid[k]` is 0 its numbers mean nothing. */
export interface EgoTrack {
  readonly valid: Uint8Array;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  /** Along the body. */
  readonly vLonMps: Float64Array;
}

/** Time of a tick in ns since the recording's start: never accumulated, rounded to whole ns. */
export function tickNs(tick: number, dtSec: number, startNs: number): number {
  return startNs + Math.round(tick * dtSec * 1e9);
}

/**
 * A channel at ticks 0 ... tickCount - 1, the first at `startNs` of the recording: linear, linear on the unwrapped angle, or the previous
 * value, as the channel says. `valid[k]` is 0, and `out[k]` 0, outside the recording and across gaps longer than the channel's limit.
 */
export function onTicks(channel: Channel, dtSec: number, tickCount: number, startNs: number, out: Float64Array, valid: Uint8Array): void {
  const { tNs, value, between, gapLimitNs } = channel;
  for (let k = 0, hint = 0; k < tickCount; k++) {
    const t = tickNs(k, dtSec, startNs);
    hint = lastAtOrBefore(tNs, t, hint);
    const i = between === "previous" ? heldAt(tNs, t, gapLimitNs, hint) : bracketAt(tNs, t, gapLimitNs, hint);
    valid[k] = i < 0 ? 0 : 1;
    if (i < 0) out[k] = 0;
    else if (between === "previous") out[k] = value[i]!;
    else out[k] = between === "angle" ? angleRadAt(tNs, value, i, t) : linearAt(tNs, value, i, t);
  }
}

/** The recorded ego on the tick grid, valid where position, yaw and speed all are; null where the recording lacks one of them. */
export function egoOnTicks(drive: Drive, dtSec: number, tickCount: number, startNs: number): EgoTrack | null {
  const { xM, yM, yawRad, vLonMps } = drive.ego;
  if (xM === undefined || yM === undefined || yawRad === undefined || vLonMps === undefined) return null;
  const valid = new Uint8Array(tickCount).fill(1);
  const one = new Uint8Array(tickCount);
  const resampled = (channel: Channel): Float64Array => {
    const out = new Float64Array(tickCount);
    onTicks(channel, dtSec, tickCount, startNs, out, one);
    for (let k = 0; k < tickCount; k++) valid[k]! &= one[k]!;
    return out;
  };
  return { valid, xM: resampled(xM), yM: resampled(yM), yawRad: resampled(yawRad), vLonMps: resampled(vLonMps) };
}

/**
 * A recorded road user on the tick grid: position, speed and unwrapped heading linear between its states, absent outside its recording
 * and across gaps longer than its limit. Velocity is the recorded speed along the heading; acceleration and yaw rate come from
 * `deriveMotion`.
 */
export function actorOnTicks(actor: DriveActor, dtSec: number, tickCount: number, startNs: number): TickTrack {
  const track = emptyTrack(tickCount);
  const vLonMps = new Float64Array(tickCount);
  const { tNs, xM, yM, yawRad, gapLimitNs } = actor;
  for (let k = 0, hint = 0; k < tickCount; k++) {
    const t = tickNs(k, dtSec, startNs);
    hint = lastAtOrBefore(tNs, t, hint);
    const i = bracketAt(tNs, t, gapLimitNs, hint);
    if (i < 0) continue;
    track.present[k] = 1;
    track.xM[k] = linearAt(tNs, xM, i, t);
    track.yM[k] = linearAt(tNs, yM, i, t);
    track.yawRad[k] = angleRadAt(tNs, yawRad, i, t);
    vLonMps[k] = linearAt(tNs, actor.vLonMps, i, t);
  }
  deriveMotion(track, vLonMps, dtSec);
  return track;
}

/** A track in which the road user is never present. */
export function emptyTrack(tickCount: number): TickTrack {
  const numbers = (): Float64Array => new Float64Array(tickCount);
  return {
    present: new Uint8Array(tickCount),
    xM: numbers(),
    yM: numbers(),
    yawRad: numbers(),
    vxMps: numbers(),
    vyMps: numbers(),
    axMps2: numbers(),
    ayMps2: numbers(),
    yawRateRadps: numbers(),
  };
}

/**
 * Fills velocity, acceleration and yaw rate of a track from its heading and its speed v along the heading, which lie on the tick grid.
 *
 * Derivatives are central differences over the two neighbouring ticks, one-sided where only one is present, 0 where none is: between
 * two recorded states they are the slope of the interpolation. With a = dv/dt and r = d(yaw)/dt, in W:
 *
 *   velocity (v cos yaw, v sin yaw);  acceleration (a cos yaw - v r sin yaw, a sin yaw + v r cos yaw)
 */
export function deriveMotion(track: TickTrack, vLonMps: Float64Array, dtSec: number): void {
  const { present, yawRad } = track;
  const last = present.length - 1;
  for (let k = 0; k <= last; k++) {
    if (present[k] === 0) continue;
    const from = k > 0 && present[k - 1] === 1 ? k - 1 : k;
    const to = k < last && present[k + 1] === 1 ? k + 1 : k;
    const spanSec = (to - from) * dtSec;
    const a = spanSec > 0 ? (vLonMps[to]! - vLonMps[from]!) / spanSec : 0;
    const r = spanSec > 0 ? turnRad(yawRad[from]!, yawRad[to]!) / spanSec : 0;
    const v = vLonMps[k]!;
    const cosYaw = cos(yawRad[k]!);
    const sinYaw = sin(yawRad[k]!);
    track.vxMps[k] = v * cosYaw;
    track.vyMps[k] = v * sinYaw;
    track.axMps2[k] = a * cosYaw - v * r * sinYaw;
    track.ayMps2[k] = a * sinYaw + v * r * cosYaw;
    track.yawRateRadps[k] = r;
  }
}
