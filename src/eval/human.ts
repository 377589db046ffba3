import { turnRad } from "../core/angle.ts";
import { boxCentreOf } from "../core/box.ts";
import { atan, cos, sin } from "../core/dmath.ts";
import type { RecordedPath, TickRecord, TraceHeader } from "../trace/tick.ts";

/** Rates of the recorded motion are differences over this long before and after a tick: recordings come at 10 Hz and more. */
const HALF_WINDOW_SEC = 0.1;

/**
 * Puts the recorded driver in the ego's place: pose and speed as recorded, rates by central differences over 0.2 s, shorter at the ends
 * and beside gaps of the recording. No command is in force. Where the recording has no value the ego is not in the world.
 * Gives null where the scenario has no recording. The rest of the record stays: road users that reacted to the controller are where they
 * then were.
 */
export function humanInstead(header: TraceHeader): ((record: TickRecord) => void) | null {
  const path = header.recorded;
  if (path === null) return null;
  const halfTicks = Math.max(1, Math.round(HALF_WINDOW_SEC / header.dtSec));
  return (record) => {
    const slot = header.egoIndex;
    noCommand(record);
    if (path.valid[record.tick] !== 1) {
      record.actors.present[slot] = 0;
      return;
    }
    writeEgo(record, path, header, halfTicks);
    writeSlot(record, header);
  };
}

function noCommand({ command, applied }: TickRecord): void {
  command.fromTick = -1;
  command.kind = "none";
  command.accelMps2 = 0;
  command.roadWheelRad = 0;
  command.curvaturePerM = 0;
  command.usesCurvature = false;
  command.mode = "engaged";
  applied.fromTick = -1;
  applied.kind = "none";
  applied.accelMps2 = 0;
  applied.roadWheelRad = 0;
  applied.clamped = false;
  applied.held = false;
}

function writeEgo({ tick, ego }: TickRecord, path: RecordedPath, { dtSec, wheelbaseM }: TraceHeader, halfTicks: number): void {
  const from = reachable(path, tick, -1, halfTicks);
  const to = reachable(path, tick, 1, halfTicks);
  const spanSec = (to - from) * dtSec;
  const v = path.vLonMps[tick] as number;
  ego.xM = path.xM[tick] as number;
  ego.yM = path.yM[tick] as number;
  ego.yawRad = path.yawRad[tick] as number;
  ego.vLonMps = v;
  ego.vLatMps = 0;
  ego.yawRateRadps = spanSec > 0 ? turnRad(path.yawRad[from] as number, path.yawRad[to] as number) / spanSec : 0;
  ego.aLonMps2 = spanSec > 0 ? ((path.vLonMps[to] as number) - (path.vLonMps[from] as number)) / spanSec : 0;
  ego.aLatMps2 = v * ego.yawRateRadps;
  ego.roadWheelRad = v === 0 ? 0 : atan((wheelbaseM * ego.yawRateRadps) / v);
}

/** The farthest tick in a direction, at most `ticks` away, to which the recording has no gap. */
function reachable({ valid }: RecordedPath, tick: number, step: number, ticks: number): number {
  let at = tick;
  while (Math.abs(at - tick) < ticks && valid[at + step] === 1) at += step;
  return at;
}

const CENTRE = { xM: 0, yM: 0 };

/** The ego's slot among the road users: its box centre, with the velocity there. */
function writeSlot({ actors, ego }: TickRecord, header: TraceHeader): void {
  const slot = header.egoIndex;
  const { footprint } = header.actors[slot] as TraceHeader["actors"][number];
  const c = cos(ego.yawRad);
  const s = sin(ego.yawRad);
  boxCentreOf(ego.xM, ego.yM, c, s, footprint, CENTRE);
  const vLatMps = ego.yawRateRadps * (0.5 * footprint.lengthM - footprint.rearM);
  actors.present[slot] = 1;
  actors.xM[slot] = CENTRE.xM;
  actors.yM[slot] = CENTRE.yM;
  actors.yawRad[slot] = ego.yawRad;
  actors.cosYaw[slot] = c;
  actors.sinYaw[slot] = s;
  actors.vxMps[slot] = ego.vLonMps * c - vLatMps * s;
  actors.vyMps[slot] = ego.vLonMps * s + vLatMps * c;
  actors.axMps2[slot] = ego.aLonMps2 * c - ego.aLatMps2 * s;
  actors.ayMps2[slot] = ego.aLonMps2 * s + ego.aLatMps2 * c;
  actors.yawRateRadps[slot] = ego.yawRateRadps;
}
