import { atan2, cos, sin } from "../core/dmath.ts";
import { type LinePlace, type LineProjection, placeAt, type Polyline, project, projectNear } from "../core/polyline.ts";
import { FOLLOWED_SEGMENT, type WorldState } from "./state.ts";

/** Distance to the point aimed at: this time of travel ahead, so that the actuators' delay of some tenths of a second does not swing. */
const AHEAD_SEC = 1;
const MIN_AHEAD_M = 4;

const AT: LineProjection = { sM: 0, tM: 0, distanceM: 0, segment: 0 };
const AIM: LinePlace = { xM: 0, yM: 0, yawRad: 0, segment: 0 };

/**
 * Road-wheel angle that steers the ego along the followed line, for commands that leave steering to the harness; straight without a line.
 * Pure pursuit (Coulter 1992, CMU-RI-TR-92-01) at the rear axle: the arc that passes through a point of the line ahead has the
 * curvature 2 y / d^2, with y that point's position to the left and d its distance.
 */
export function followRad(state: WorldState, wheelbaseM: number): number {
  const line: Polyline | null = state.plan.followed;
  if (line === null) return 0;
  const { xM, yM, yawRad, vLonMps } = state.ego.seen;
  const hint = state.ego.drive[FOLLOWED_SEGMENT]!;
  if (hint < 0) project(line, xM, yM, AT);
  else projectNear(line, xM, yM, hint, AT);
  state.ego.drive[FOLLOWED_SEGMENT] = AT.segment;
  placeAt(line, AT.sM + Math.max(MIN_AHEAD_M, AHEAD_SEC * vLonMps), 0, AT.segment, AIM);
  const dx = AIM.xM - xM;
  const dy = AIM.yM - yM;
  const left = dy * cos(yawRad) - dx * sin(yawRad);
  return atan2(2 * wheelbaseM * left, dx * dx + dy * dy);
}
