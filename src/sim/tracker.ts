/**
 * The reference tracker: what the harness makes of a trajectory, each tick. The reference is the trajectory at an instant, not the nearest
 * point of it: whoever is late catches up.
 *
 *   now = time since the command's tick.  Between points all is linear in time. After the last the reference goes on straight at its speed;
 *   before the first the acceleration and the road-wheel angle applied last are held.
 *
 *   along   at now + d:  a = aRef - k1 es - k2 (v - vRef) + resistance(vRef) + g sin(slope)
 *   across  at now + d:  u = -k1 ey - k2 (V sin(eYaw) + vLat),  curvature = curvatureRef + u / V^2,  V = max(v, 3 m/s)
 *           road wheel = atan(wheelbase curvature) + K v^2 curvature,  K the understeer gradient where the model has tyres
 *
 * Without the last two terms, which a point mass does not need, the car would stand off along its path by their sum / k1.
 * vLat: lateral speed of the rear axle, which a cornering car's tyres need; without it the car would stand off by k2 vLat / k1.
 * es and ey: the ego's place along and to the left of the reference pose. d: dead time and lag of the channel; the car's own pose and speed
 * at now + d are those of its present arc and acceleration. This is the kinematic error model ey'' = V^2 (curvature - curvatureRef), es'' =
 * a - aRef, and its regulator; k1, k2: tracker-gains.ts. From far away |k1 es| counts at most as 5 m/s of speed, and |k1 ey| as 30 degrees of
 * heading, so that a car far from its trajectory closes in at that speed and angle instead of turning in circles. A command beyond the
 * vehicle's limits is clamped, as any other.
 */
import { turnRad } from "../core/angle.ts";
import { atan, cos, sin } from "../core/dmath.ts";
import type { VehicleCommand } from "../vehicle/command.ts";
import type { ActuatorParams, VehicleParams } from "../vehicle/model.ts";
import { APPLIED, ACCEL as APPLIED_ACCEL, COUNT, FROM_TICK, IN_FORCE, WHEEL, type WorldState } from "./state.ts";
import { TRACKER_GAINS } from "./tracker-gains.ts";
import { ACCEL, CURVATURE, POINT_COLUMNS, SPEED, T_NS, trajectoryStart, X, Y, YAW } from "./trajectories.ts";
import type { WorldModel } from "./world.ts";

const GRAVITY_MPS2 = 9.81;
const MIN_SPEED_MPS = 3;
const MAX_CATCH_UP_MPS = 5;
/** Sine of 30 degrees. */
const MAX_APPROACH = 0.5;

const REF = { xM: 0, yM: 0, yawRad: 0, vMps: 0, accelMps2: 0, curvaturePerM: 0 };

/** What the trajectory in force asks of the car over this tick, before the vehicle's limits. */
export function trackTrajectory(model: WorldModel, state: WorldState, out: VehicleCommand): void {
  const { commandRows, trajectoryPoints } = state.ego;
  const fromTick = commandRows[IN_FORCE + FROM_TICK]!;
  const from = trajectoryStart(model, state.ego, IN_FORCE);
  const nowNs = (state.tick - fromTick) * Math.round(model.dtSec * 1e9);
  if (nowNs < trajectoryPoints[from + T_NS]!) {
    out.accelMps2 = commandRows[APPLIED + APPLIED_ACCEL]!;
    out.roadWheelRad = commandRows[APPLIED + WHEEL]!;
    return;
  }
  const { params } = model.ego;
  const last = from + (commandRows[IN_FORCE + COUNT]! - 1) * POINT_COLUMNS;
  const accelDelaySec = delaySec(params.acceleration);
  lookUp(trajectoryPoints, from, last, nowNs + accelDelaySec * 1e9);
  out.accelMps2 = accelAlong(state, params, accelDelaySec) + gradeMps2(params, model.environment.slopeRad);
  const steeringDelaySec = delaySec(params.steering);
  lookUp(trajectoryPoints, from, last, nowNs + steeringDelaySec * 1e9);
  out.roadWheelRad = wheelAcross(state, params, steeringDelaySec);
}

function delaySec(channel: ActuatorParams): number {
  return channel.deadTimeSec + channel.lagSec;
}

function accelAlong(state: WorldState, params: VehicleParams, delaySec: number): number {
  const { seen } = state.ego;
  const v = Math.max(0, seen.vLonMps + seen.aLonMps2 * delaySec);
  const way = 0.5 * (seen.vLonMps + v) * delaySec;
  const chordYaw = seen.yawRad + 0.5 * seen.yawRateRadps * delaySec;
  const dx = seen.xM + way * cos(chordYaw) - REF.xM;
  const dy = seen.yM + way * sin(chordYaw) - REF.yM;
  const ahead = dx * cos(REF.yawRad) + dy * sin(REF.yawRad);
  const { positionScale: k1, speedScale: k2 } = TRACKER_GAINS;
  const pull = clamp(k1 * ahead, k2 * MAX_CATCH_UP_MPS);
  return REF.accelMps2 - pull - k2 * (v - REF.vMps) + resistanceMps2(params, REF.vMps);
}

function wheelAcross(state: WorldState, params: VehicleParams, delaySec: number): number {
  const { vLonMps: v, vLatMps: q, yawRateRadps: r, yawRad, xM, yM } = state.ego.seen;
  const yaw = yawRad + r * delaySec;
  const chordYaw = yawRad + 0.5 * r * delaySec;
  const dx = xM + delaySec * (v * cos(chordYaw) - q * sin(chordYaw)) - REF.xM;
  const dy = yM + delaySec * (v * sin(chordYaw) + q * cos(chordYaw)) - REF.yM;
  const left = dy * cos(REF.yawRad) - dx * sin(REF.yawRad);
  const speed = Math.max(MIN_SPEED_MPS, v);
  const { positionScale: k1, speedScale: k2 } = TRACKER_GAINS;
  const pull = clamp(k1 * left, k2 * speed * MAX_APPROACH);
  const curvature = REF.curvaturePerM - (pull + k2 * (speed * sin(turnRad(REF.yawRad, yaw)) + q)) / (speed * speed);
  return atan(state.plan.wheelbaseM * curvature) + understeerRadPerMps2(params) * v * v * curvature;
}

/** Fills REF with the trajectory's pose and motion at an instant not before its first point. */
function lookUp(points: Float64Array, from: number, last: number, tNs: number): void {
  if (tNs >= points[last + T_NS]!) {
    const way = (points[last + SPEED]! * (tNs - points[last + T_NS]!)) / 1e9;
    REF.xM = points[last + X]! + way * cos(points[last + YAW]!);
    REF.yM = points[last + Y]! + way * sin(points[last + YAW]!);
    REF.yawRad = points[last + YAW]!;
    REF.vMps = points[last + SPEED]!;
    REF.accelMps2 = 0;
    REF.curvaturePerM = 0;
    return;
  }
  let low = 0;
  let high = (last - from) / POINT_COLUMNS;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (points[from + middle * POINT_COLUMNS + T_NS]! <= tNs) low = middle;
    else high = middle;
  }
  const a = from + low * POINT_COLUMNS;
  const b = a + POINT_COLUMNS;
  const share = (tNs - points[a + T_NS]!) / (points[b + T_NS]! - points[a + T_NS]!);
  REF.xM = between(points[a + X]!, points[b + X]!, share);
  REF.yM = between(points[a + Y]!, points[b + Y]!, share);
  REF.yawRad = points[a + YAW]! + turnRad(points[a + YAW]!, points[b + YAW]!) * share;
  REF.vMps = between(points[a + SPEED]!, points[b + SPEED]!, share);
  REF.accelMps2 = between(points[a + ACCEL]!, points[b + ACCEL]!, share);
  REF.curvaturePerM = between(points[a + CURVATURE]!, points[b + CURVATURE]!, share);
}

function between(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

function clamp(value: number, size: number): number {
  return Math.max(-size, Math.min(size, value));
}

/** What rolling and air take from the acceleration; nothing of a car that is to stand, nor of one whose model has no resistance. */
function resistanceMps2(p: VehicleParams, vMps: number): number {
  if (vMps === 0 || p.model === "point-mass") return 0;
  return (p.resistance0N + (p.resistance1Npmps + p.resistance2Npmps2 * vMps) * vMps) / p.massKg;
}

/** What a slope takes from the acceleration, uphill positive, of a standing car too; nothing of one whose model has no slope. */
function gradeMps2(p: VehicleParams, slopeRad: number): number {
  return p.model === "point-mass" ? 0 : GRAVITY_MPS2 * sin(slopeRad);
}

/** K = (m / l) (lr / Cf - lf / Cr) of the single track; the other models roll without slip. */
function understeerRadPerMps2(p: VehicleParams): number {
  if (p.model !== "single-track") return 0;
  const { massKg: m, cgToFrontAxleM: lf, cgToRearAxleM: lr } = p;
  return (m / (lf + lr)) * (lr / p.frontStiffnessNprad - lf / p.rearStiffnessNprad);
}
