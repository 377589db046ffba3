import { cos, sin } from "../../core/dmath.ts";
import { type LineProjection, type Polyline, projectNear } from "../../core/polyline.ts";
import type { Observation } from "../../sim/port.ts";

/** Room to each side of the car's own width, m. */
const SIDE_ROOM_M = 0.3;
/** A neighbour that will be in the way within this time is in the way, s. */
const CUT_IN_SEC = 1.2;
/** Slower than this across the route is not a movement into it, m/s. */
const DRIFT_MPS = 0.3;
/** Someone who crosses is in the way when that is within so much of the ego's own arrival, s. */
const CROSSING_SEC = 1.5;
/** Beyond this arrival time crossing is not looked at, s. */
const CROSSING_HORIZON_SEC = 5;
/** Neighbours farther than this are not looked at, m. */
const SIGHT_M = 180;
const HINTS = 256;

/** Finds who is in the way along a route; one for a run. */
export interface LeadFinder {
  readonly route: Polyline;
  readonly egoWidthM: number;
  /** From the ego's rear axle forward to its front bumper, m. */
  readonly frontM: number;
  /** Last segment of each road user, by id. */
  readonly hints: Int32Array;
  readonly at: LineProjection;
  /** Found: free way to the nearest one in the way, its speed and acceleration along the route. Infinity where nobody is. */
  gapM: number;
  speedMps: number;
  accelMps2: number;
}

export function newLeadFinder(route: Polyline, egoWidthM: number, frontM: number): LeadFinder {
  const at = { sM: 0, tM: 0, distanceM: 0, segment: 0 };
  return { route, egoWidthM, frontM, hints: new Int32Array(HINTS), at, gapM: Infinity, speedMps: 0, accelMps2: 0 };
}

/** Looks at every road user of the observation; the ego's rear axle is at (s, t) of the route. */
export function findLead(f: LeadFinder, o: Observation, egoSM: number, egoTM: number): void {
  f.gapM = Infinity;
  f.speedMps = 0;
  f.accelMps2 = 0;
  const { objects, ego } = o;
  for (let i = 0; i < objects.count; i++) {
    const dx = objects.xM[i]! - ego.xM;
    const dy = objects.yM[i]! - ego.yM;
    if (dx * dx + dy * dy < SIGHT_M * SIGHT_M) consider(f, o, i, egoSM, egoTM);
  }
}

function consider(f: LeadFinder, o: Observation, i: number, egoSM: number, egoTM: number): void {
  const { route, at } = f;
  const { objects } = o;
  const slot = objects.id[i]! % HINTS;
  projectNear(route, objects.xM[i]!, objects.yM[i]!, Math.min(f.hints[slot]!, route.count - 2), at);
  f.hints[slot] = at.segment;
  const ahead = at.sM - egoSM;
  if (!(ahead > 0)) return;
  const tx = route.tangentX[at.segment]!;
  const ty = route.tangentY[at.segment]!;
  const c = cos(objects.yawRad[i]!);
  const s = sin(objects.yawRad[i]!);
  // How far the box reaches along the route and across it.
  const along = Math.abs(c * tx + s * ty);
  const across = Math.abs(s * tx - c * ty);
  const halfLength = 0.5 * (objects.lengthM[i]! * along + objects.widthM[i]! * across);
  const halfWidth = 0.5 * (objects.lengthM[i]! * across + objects.widthM[i]! * along);
  const gap = ahead - f.frontM - halfLength;
  if (gap >= f.gapM) return;
  const speed = objects.vxMps[i]! * tx + objects.vyMps[i]! * ty;
  const sideways = objects.vyMps[i]! * tx - objects.vxMps[i]! * ty;
  if (!isInTheWay(at.tM, egoTM, sideways, speed, gap, halfWidth + 0.5 * f.egoWidthM + SIDE_ROOM_M, o.ego.vLonMps)) return;
  f.gapM = gap;
  f.speedMps = speed;
  f.accelMps2 = objects.axMps2[i]! * tx + objects.ayMps2[i]! * ty;
}

/**
 * Whether a box at t, moving sideways at w, is or soon will be where the ego goes: between its present offset and the route, as wide as
 * both together. One that mostly crosses is in the way while it would be there about when the ego arrives.
 */
function isInTheWay(t: number, egoT: number, w: number, speed: number, gap: number, reach: number, egoMps: number): boolean {
  const low = Math.min(0, egoT) - reach;
  const high = Math.max(0, egoT) + reach;
  const isInside = t > low && t < high;
  const acrossMps = Math.abs(w);
  const entersSec = isInside ? 0 : (t >= high ? t - high : low - t) / acrossMps;
  const comes = isInside || (acrossMps >= DRIFT_MPS && w > 0 === t < high && gap > 0);
  if (!comes) return false;
  const crosses = acrossMps >= DRIFT_MPS && acrossMps > Math.abs(speed);
  if (!crosses) return entersSec < CUT_IN_SEC;
  const leavesSec = (w > 0 ? high - t : t - low) / acrossMps;
  const arrivesSec = gap / Math.max(egoMps, 1);
  if (!isInside && arrivesSec > CROSSING_HORIZON_SEC) return false;
  return entersSec < arrivesSec + CROSSING_SEC && leavesSec > arrivesSec - CROSSING_SEC;
}
