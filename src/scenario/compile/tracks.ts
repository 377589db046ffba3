import { turnRad } from "../../core/angle.ts";
import { cos, sin } from "../../core/dmath.ts";
import { angleRadAt, bracketAt, linearAt } from "../../core/interp.ts";
import type { Drive, DriveActor } from "../../drive/drive.ts";
import type { ReplayTrack } from "../../sim/world.ts";
import type { ScenarioSpec } from "../spec.ts";

/** The ticks of a run on the clock of a recording: tick k is `startNs` + k dt. */
export interface TickGrid {
  readonly startNs: number;
  readonly dtSec: number;
  readonly count: number;
}

/** From the world's start to the end of the recording, its window or the run, whichever is first. */
export function gridOf(spec: ScenarioSpec, drive: Drive): TickGrid {
  const { world, dtSec, ends } = spec;
  const fromSec = world.kind === "drive" ? world.startSec : 0;
  const toSec = world.kind === "drive" && world.endSec !== null ? world.endSec : Infinity;
  const startNs = Math.round(fromSec * 1e9);
  const lastSec = Math.min((Math.min(drive.durationNs, toSec * 1e9) - startNs) / 1e9, ends.maxSec);
  return { startNs, dtSec, count: Math.max(0, Math.floor(lastSec / dtSec + 1e-6)) + 1 };
}

/** Instant of a tick on the recording's clock, in whole nanoseconds as its stamps are. */
export function tickNs(grid: TickGrid, tick: number): number {
  return grid.startNs + Math.round(tick * grid.dtSec * 1e9);
}

/** A recorded road user at each tick, absent where its recording has a gap; rates of change from the ticks beside. */
export function trackOf(actor: DriveActor, grid: TickGrid): ReplayTrack {
  const n = grid.count;
  const numbers = (): Float64Array => new Float64Array(n);
  const track = {
    present: new Uint8Array(n),
    xM: numbers(),
    yM: numbers(),
    yawRad: numbers(),
    vxMps: numbers(),
    vyMps: numbers(),
    axMps2: numbers(),
    ayMps2: numbers(),
    yawRateRadps: numbers(),
  };
  let hint = 0;
  for (let k = 0; k < n; k++) {
    const t = tickNs(grid, k);
    const i = bracketAt(actor.tNs, t, actor.gapLimitNs, hint);
    if (i < 0) continue;
    hint = i;
    const v = linearAt(actor.tNs, actor.vLonMps, i, t);
    const yaw = angleRadAt(actor.tNs, actor.yawRad, i, t);
    track.present[k] = 1;
    track.xM[k] = linearAt(actor.tNs, actor.xM, i, t);
    track.yM[k] = linearAt(actor.tNs, actor.yM, i, t);
    track.yawRad[k] = yaw;
    track.vxMps[k] = v * cos(yaw);
    track.vyMps[k] = v * sin(yaw);
  }
  addRates(track, grid.dtSec);
  return track;
}

function addRates(track: ReplayTrack, dtSec: number): void {
  const { present, yawRad, vxMps, vyMps } = track;
  for (let k = 0; k < present.length; k++) {
    if (present[k] !== 1) continue;
    const from = present[k - 1] === 1 ? k - 1 : k;
    const to = present[k + 1] === 1 ? k + 1 : k;
    if (from === to) continue;
    const overSec = (to - from) * dtSec;
    track.axMps2[k] = (vxMps[to]! - vxMps[from]!) / overSec;
    track.ayMps2[k] = (vyMps[to]! - vyMps[from]!) / overSec;
    track.yawRateRadps[k] = turnRad(yawRad[from]!, yawRad[to]!) / overSec;
  }
}
