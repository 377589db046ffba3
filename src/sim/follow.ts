import { atan2, cos, sin } from "../core/dmath.ts";
import { type LinePlace, type LineProjection, placeAt, type Polyline, project, projectNear } from "../core/polyline.ts";
import type { VehicleParams } from "../vehicle/model.ts";
import { FOLLOWED_SEGMENT, type WorldState } from "./state.ts";

/** Distance to the point aimed at: what the car drives in this time, but not less than this way. */
const AHEAD_SEC = 0.8;
const MIN_AHEAD_M = 4;
/** Share of the steering's lag that counts as delay. */
const LAG_SHARE = 0.5;

const AT: LineProjection = { sM: 0, tM: 0, distanceM: 0, segment: 0 };
const AIM: LinePlace = { xM: 0, yM: 0, yawRad: 0, segment: 0 };

/**
 * Road-wheel angle that steers the ego along the followed line, for commands that leave steering to the harness; straight without a line.
 * Pure pursuit (Coulter 1992, CMU-RI-TR-92-01) at the rear axle: the arc that passes through a point of the line ahead has the
 * curvature 2 y / d^2, with y that point's position to the left and d its distance. It starts from where the car will be when the
 * steering answers, on its present arc; without that, half a second of actuator delay makes it swing.
 */
export function followRad(state: WorldState, params: VehicleParams): number {
  const line: Polyline | null = state.plan.followed;
  if (line === null) return 0;
  const { seen } = state.ego;
  const { vLonMps: v, yawRateRadps: r } = seen;
  const delaySec = params.steering.deadTimeSec + LAG_SHARE * params.steering.lagSec;
  const chordYaw = seen.yawRad + 0.5 * r * delaySec;
  const yaw = seen.yawRad + r * delaySec;
  const x = seen.xM + v * delaySec * cos(chordYaw);
  const y = seen.yM + v * delaySec * sin(chordYaw);
  const hint = state.ego.driveNumbers[FOLLOWED_SEGMENT]!;
  if (hint < 0) project(line, x, y, AT);
  else projectNear(line, x, y, hint, AT);
  state.ego.driveNumbers[FOLLOWED_SEGMENT] = AT.segment;
  placeAt(line, AT.sM + Math.max(MIN_AHEAD_M, AHEAD_SEC * v), 0, AT.segment, AIM);
  const dx = AIM.xM - x;
  const dy = AIM.yM - y;
  const left = dy * cos(yaw) - dx * sin(yaw);
  return atan2(2 * state.plan.wheelbaseM * left, dx * dx + dy * dy);
}
