/**
 * The step behind `kinematic` and `single-track`: one set of equations (vehicle.md section 3), with the tyres' part switched off in the first.
 *
 *   v'   = a - (F0 + F1 v + F2 v^2) / m - g sin(slope)
 *   af   = delta - (w + lf r) / v              ar = -(w - lr r) / v
 *   Ff   = clamp(Cf af, -mu Fzf, mu Fzf)       Fr likewise
 *   w'   = (Ff + Fr) / m - v r - g sin(bank)   r' = (lf Ff - lr Fr) / Iz
 *   x'   = v cos(psi) - q sin(psi)             y' = v sin(psi) + q cos(psi)     psi' = r     q = w - lr r
 *
 * At and below 1 m/s w and r are those of rolling without slip, r = v tan(delta) / l and w = lr r, and from there to 2 m/s a weight
 * leads over to the tyres. Classical Runge-Kutta with the actuators' exact values at both ends and the middle; where the tyres are too
 * stiff for one step a tick (lateral eigenvalues grow as 1 / v), the tick is cut into equal parts.
 * Standing: see `advance`. What differs from vehicle.md, and why: docs/decisions/0004-virtual-car.md.
 */
import { wrapRad } from "../core/angle.ts";
import { cos, sin, tan } from "../core/dmath.ts";
import type { Pose } from "../core/frames.ts";
import { approach, deadTimeTicks, passDeadTime, queueSize } from "./actuators.ts";
import type { VehicleCommand } from "./command.ts";
import type { RoadInput, VehicleParams, VehicleState } from "./model.ts";
import { A_LAT, A_LON, ACCEL, QUEUES, R, STEER, V, W, X, Y, YAW } from "./state.ts";

const GRAVITY_MPS2 = 9.81;
/** Rolling without slip up to the first speed, tyres alone from the second. */
const BLEND_FROM_MPS = 1;
const BLEND_TO_MPS = 2;
/** Largest product of part length and sum of the lateral eigenvalues: RK4 is stable to 2.78, and good to 1e-3 at 1. */
const MAX_STIFFNESS_RATIO = 1;

/** Rates of slots X..R at the four stages, the state at a stage, and the road of the tick. Written before it is read in each call. */
const RATES = new Float64Array(24);
const STAGE = new Float64Array(6);
const ROAD = new Float64Array(4);
const GRADE = 0;
const CROSSFALL = 1;
const MU = 2;
const GRIP = 3;

export function stateSize(p: VehicleParams, dtSec: number): number {
  return QUEUES + queueSize(p.steering, dtSec) + queueSize(p.acceleration, dtSec);
}

export function init(p: VehicleParams, pose: Pose, vLonMps: number, _dtSec: number, out: Float64Array): void {
  out.fill(0);
  place(p, out, pose, vLonMps, 0, false);
}

/** See `VehicleModel.place`. Steady cornering at yaw rate r: the rear tyres carry m lf / l v r, so q = -v m lf v r / (l Cr). */
export function place(p: VehicleParams, x: Float64Array, pose: Pose, vLonMps: number, yawRateRadps: number, slips: boolean): void {
  const lf = p.cgToFrontAxleM;
  const lr = p.cgToRearAxleM;
  x[X] = pose.xM;
  x[Y] = pose.yM;
  x[YAW] = pose.yawRad;
  x[V] = vLonMps;
  x[R] = yawRateRadps;
  x[W] = lr * yawRateRadps - (p.massKg * lf * vLonMps * vLonMps * yawRateRadps) / ((lf + lr) * p.rearStiffnessNprad);
  if (tyreWeight(vLonMps, slips) === 0) rollWithoutSlip(p, x);
  setRoad(p, 0, 0, 1);
  setAccelerations(p, x, slips);
}

/** One tick. `slips`: with tyre forces (single-track) or rolling without slip at every speed (kinematic). */
export function step(
  p: VehicleParams,
  x: Float64Array,
  cmd: VehicleCommand,
  road: RoadInput,
  dtSec: number,
  out: Float64Array,
  slips: boolean,
): void {
  if (out !== x) out.set(x);
  const { maxRoadWheelRad, maxAccelMps2, maxDecelMps2 } = p.limits;
  const steerTicks = deadTimeTicks(p.steering, dtSec);
  const steerDue = passDeadTime(out, QUEUES, steerTicks, cmd.roadWheelRad);
  const steer = clamp(p.steering.gainRatio * steerDue, -maxRoadWheelRad, maxRoadWheelRad);
  const accelDue = passDeadTime(out, QUEUES + 1 + steerTicks, deadTimeTicks(p.acceleration, dtSec), cmd.accelMps2);
  const accel = clamp(p.acceleration.gainRatio * accelDue, -maxDecelMps2, maxAccelMps2);

  setRoad(p, road.slopeRad, road.bankRad, road.frictionRatio);
  const parts = slips ? partsOf(p, out[V]!, dtSec) : 1;
  for (let i = 0; i < parts; i++) advance(p, out, steer, accel, dtSec / parts, slips);
  setAccelerations(p, out, slips);
}

export function observe(p: VehicleParams, x: Float64Array, out: VehicleState, slips: boolean): void {
  const weight = tyreWeight(x[V]!, slips);
  const tyreR = x[R]!;
  const r = weight === 1 || weight === 0 ? tyreR : weight * tyreR + (1 - weight) * rollingYawRate(p, x[V]!, x[STEER]!);
  out.xM = x[X]!;
  out.yM = x[Y]!;
  out.yawRad = wrapRad(x[YAW]!);
  out.vLonMps = x[V]!;
  out.vLatMps = weight * (x[W]! - p.cgToRearAxleM * tyreR);
  out.yawRateRadps = r;
  out.aLonMps2 = x[A_LON]!;
  out.aLatMps2 = x[A_LAT]!;
  out.roadWheelRad = x[STEER]!;
}

/**
 * One part of a tick, of length h, in place. The forward gear is in and the brakes hold: a car that comes to v = 0 inside the part
 * stops there (the part is integrated again to that instant, found linearly, and v is 0 exactly), and a standing car moves off forwards
 * once its drive beats slope and rolling resistance, never backwards.
 */
function advance(p: VehicleParams, x: Float64Array, steer: number, accel: number, h: number, slips: boolean): void {
  // An actuator without lag jumps at the start of the tick: the first stage must see where it lands.
  if (p.acceleration.lagSec === 0) x[ACCEL] = accel;
  if (p.steering.lagSec === 0 && p.limits.maxRoadWheelRateRadps === Infinity) x[STEER] = steerAfter(p, x[STEER]!, steer, h);
  const steer0 = x[STEER]!;
  const accel0 = x[ACCEL]!;
  const v0 = x[V]!;
  const accelEnd = accelAfter(p, accel0, accel, h);
  const steerEnd = steerAfter(p, steer0, steer, h);
  const stands = v0 === 0 && speedRate(p, 0, accel0, 0) === 0 && speedRate(p, 0, accelEnd, 0) === 0;
  if (!stands) {
    const vEnd = rungeKuttaRates(p, x, steer, accel, steerEnd, accelEnd, h, slips);
    if (v0 >= 0 ? vEnd < 0 : vEnd > 0) {
      const hStop = (h * v0) / (v0 - vEnd);
      rungeKuttaRates(p, x, steer, accel, steerAfter(p, steer0, steer, hStop), accelAfter(p, accel0, accel, hStop), hStop, slips);
      addRates(x, hStop);
      x[V] = 0;
    } else {
      addRates(x, h);
    }
  }
  x[STEER] = steerEnd;
  x[ACCEL] = accelEnd;
  if (tyreWeight(x[V]!, slips) === 0) rollWithoutSlip(p, x);
}

/** Fills RATES with the four stages of a step of length h from `x`; returns the forward speed the step ends with. */
function rungeKuttaRates(
  p: VehicleParams,
  x: Float64Array,
  steer: number,
  accel: number,
  steerEnd: number,
  accelEnd: number,
  h: number,
  slips: boolean,
): number {
  const half = 0.5 * h;
  const v0 = x[V]!;
  const steerMid = steerAfter(p, x[STEER]!, steer, half);
  const accelMid = accelAfter(p, x[ACCEL]!, accel, half);
  for (let i = X; i <= R; i++) STAGE[i] = x[i]!;
  setRates(p, v0, x[STEER]!, x[ACCEL]!, 0, slips);
  for (let i = X; i <= R; i++) STAGE[i] = x[i]! + half * RATES[i]!;
  setRates(p, v0, steerMid, accelMid, 6, slips);
  for (let i = X; i <= R; i++) STAGE[i] = x[i]! + half * RATES[6 + i]!;
  setRates(p, v0, steerMid, accelMid, 12, slips);
  for (let i = X; i <= R; i++) STAGE[i] = x[i]! + h * RATES[12 + i]!;
  setRates(p, v0, steerEnd, accelEnd, 18, slips);
  return v0 + (h / 6) * (RATES[V]! + 2 * (RATES[6 + V]! + RATES[12 + V]!) + RATES[18 + V]!);
}

function addRates(x: Float64Array, h: number): void {
  for (let i = X; i <= R; i++) x[i] = x[i]! + (h / 6) * (RATES[i]! + 2 * (RATES[6 + i]! + RATES[12 + i]!) + RATES[18 + i]!);
}

/** Rates of X..R at STAGE with actuators at `delta` and `a`, into RATES from slot `to`. `v0`: forward speed at the start of the step. */
function setRates(p: VehicleParams, v0: number, delta: number, a: number, to: number, slips: boolean): void {
  const v = STAGE[V]!;
  const weight = tyreWeight(v, slips);
  let r = 0;
  let q = 0;
  RATES[to + W] = 0;
  RATES[to + R] = 0;
  if (weight > 0) {
    r = weight * STAGE[R]!;
    q = weight * (STAGE[W]! - p.cgToRearAxleM * STAGE[R]!);
    setTyreRates(p, v, STAGE[W]!, STAGE[R]!, delta, a, to);
  }
  if (weight < 1) r += (1 - weight) * rollingYawRate(p, v, delta);
  const c = cos(STAGE[YAW]!);
  const s = sin(STAGE[YAW]!);
  RATES[to + X] = v * c - q * s;
  RATES[to + Y] = v * s + q * c;
  RATES[to + YAW] = r;
  RATES[to + V] = speedRate(p, v, a, v0);
}

/** w' and r' into RATES from slot `to`; v above BLEND_FROM_MPS. */
function setTyreRates(p: VehicleParams, v: number, w: number, r: number, delta: number, a: number, to: number): void {
  const { massKg: m, cgToFrontAxleM: lf, cgToRearAxleM: lr } = p;
  const loadPerLength = m / (lf + lr);
  const shift = pushOf(p, a) * p.cgHeightM;
  const frontMax = ROAD[MU]! * Math.max(0, loadPerLength * (GRAVITY_MPS2 * lr - shift));
  const rearMax = ROAD[MU]! * Math.max(0, loadPerLength * (GRAVITY_MPS2 * lf + shift));
  const front = clamp(p.frontStiffnessNprad * (delta + p.steering.biasRad - (w + lf * r) / v), -frontMax, frontMax);
  const rear = clamp(p.rearStiffnessNprad * (-(w - lr * r) / v), -rearMax, rearMax);
  RATES[to + W] = (front + rear) / m - v * r - ROAD[CROSSFALL]!;
  RATES[to + R] = (lf * front - lr * rear) / p.yawInertiaKgm2;
}

/** v' in a step that began at `v0`: resistance keeps the sense of `v0`, so that the crossing of 0 is smooth; a standing car does not roll back. */
function speedRate(p: VehicleParams, v: number, a: number, v0: number): number {
  const size = Math.abs(v);
  const drag = (p.resistance0N + (p.resistance1Npmps + p.resistance2Npmps2 * size) * size) / p.massKg;
  const push = pushOf(p, a) - ROAD[GRADE]!;
  if (v0 < 0) return push + drag;
  const rate = push - drag;
  return v0 === 0 && v <= 0 && rate < 0 ? 0 : rate;
}

/** What the tyres bring to the road along body x: the actuator's acceleration and its bias, at most what friction carries. */
function pushOf(p: VehicleParams, a: number): number {
  return clamp(a + p.acceleration.biasMps2, -ROAD[GRIP]!, ROAD[GRIP]!);
}

/** A_LON and A_LAT at the present state: v' and q' + v r. */
function setAccelerations(p: VehicleParams, x: Float64Array, slips: boolean): void {
  const v = x[V]!;
  x[A_LON] = speedRate(p, v, x[ACCEL]!, v);
  const weight = tyreWeight(v, slips);
  let r = weight * x[R]!;
  let qRate = 0;
  if (weight > 0) {
    setTyreRates(p, v, x[W]!, x[R]!, x[STEER]!, x[ACCEL]!, 0);
    qRate = weight * (RATES[W]! - p.cgToRearAxleM * RATES[R]!);
  }
  if (weight < 1) r += (1 - weight) * rollingYawRate(p, v, x[STEER]!);
  x[A_LAT] = qRate + v * r;
}

function setRoad(p: VehicleParams, slopeRad: number, bankRad: number, frictionRatio: number): void {
  ROAD[GRADE] = GRAVITY_MPS2 * sin(slopeRad);
  ROAD[CROSSFALL] = GRAVITY_MPS2 * sin(bankRad);
  ROAD[MU] = p.frictionRatio * frictionRatio;
  ROAD[GRIP] = ROAD[MU]! * GRAVITY_MPS2;
}

/** w and r of a car that rolls without slip. */
function rollWithoutSlip(p: VehicleParams, x: Float64Array): void {
  x[R] = rollingYawRate(p, x[V]!, x[STEER]!);
  x[W] = p.cgToRearAxleM * x[R]!;
}

function rollingYawRate(p: VehicleParams, v: number, delta: number): number {
  return (v * tan(delta + p.steering.biasRad)) / (p.cgToFrontAxleM + p.cgToRearAxleM);
}

/** Share of the tyres in w and r: 0 up to BLEND_FROM_MPS, 1 from BLEND_TO_MPS, between them a smooth step (3 u^2 - 2 u^3). */
function tyreWeight(v: number, slips: boolean): number {
  if (!slips || v <= BLEND_FROM_MPS) return 0;
  if (v >= BLEND_TO_MPS) return 1;
  const u = (v - BLEND_FROM_MPS) / (BLEND_TO_MPS - BLEND_FROM_MPS);
  return u * u * (3 - 2 * u);
}

/** Parts of a tick: the sum of the lateral eigenvalues is -((Cf + Cr) / m + (lf^2 Cf + lr^2 Cr) / Iz) / v. */
function partsOf(p: VehicleParams, v: number, dtSec: number): number {
  if (v <= 0.5 * BLEND_FROM_MPS) return 1;
  return Math.ceil((lateralStiffnessMps2(p) * dtSec) / (MAX_STIFFNESS_RATIO * Math.max(v, BLEND_FROM_MPS)));
}

/** v times the sum of the sizes of the two lateral eigenvalues, m/s^2: what bounds the length of a step. */
export function lateralStiffnessMps2(p: VehicleParams): number {
  const { cgToFrontAxleM: lf, cgToRearAxleM: lr, frontStiffnessNprad: cf, rearStiffnessNprad: cr } = p;
  return (cf + cr) / p.massKg + (lf * lf * cf + lr * lr * cr) / p.yawInertiaKgm2;
}

function steerAfter(p: VehicleParams, from: number, target: number, tSec: number): number {
  return approach(from, target, p.steering.deadBandRad, p.steering.lagSec, p.limits.maxRoadWheelRateRadps, tSec);
}

function accelAfter(p: VehicleParams, from: number, target: number, tSec: number): number {
  return approach(from, target, 0, p.acceleration.lagSec, Infinity, tSec);
}

function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}
