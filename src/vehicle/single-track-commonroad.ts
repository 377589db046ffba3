/**
 * `single-track-commonroad`: the KS and ST models of CommonRoad 2020a, for conformance with the reference data only; nothing drives with it.
 *
 * Source: Althoff, Wuersching, "CommonRoad: Vehicle Models (Version 2020a)", sections 4 (input constraints), 5 (KS) and 7 (ST).
 * Inputs u: steering rate rad/s, acceleration m/s^2, both constrained first. Lateral tyre forces follow mu C Fz alpha with the tyre's
 * normalised stiffness C for both axles, and the quasi-static load transfer m (g lr - u1 h) / l.
 *   KS state, rear axle: x y delta v psi.      ST state, centre of gravity: x y delta v psi psi' beta.
 * Variant `published` keeps an error of the 2020a text's own code: in the kinematic mode below 0.1 m/s the tangent of the steering angle
 * is squared twice in beta'; `corrected` squares it once.
 */
import { atan, cos, sin, tan } from "../core/dmath.ts";

export type CommonRoadVariant = "published" | "corrected";

/** The scalars of a CommonRoad vehicle that KS and ST read. */
export interface CommonRoadParams {
  readonly steerMinRad: number;
  readonly steerMaxRad: number;
  readonly steerRateMinRadps: number;
  readonly steerRateMaxRadps: number;
  readonly vMinMps: number;
  readonly vMaxMps: number;
  /** Above, the engine's power limits the acceleration. */
  readonly vSwitchMps: number;
  readonly aMaxMps2: number;
  readonly massKg: number;
  readonly yawInertiaKgm2: number;
  readonly cgToFrontAxleM: number;
  readonly cgToRearAxleM: number;
  /** h_s: height of the sprung mass. */
  readonly heightM: number;
  /** tire.p_dy1 and tire.p_ky1 of the Pacejka set. */
  readonly tyreDy1: number;
  readonly tyreKy1: number;
}

/** x' = f(x, u) into `out`; `u` is not yet constrained. */
export type CommonRoadRates = (p: CommonRoadParams, x: Float64Array, u: Float64Array, out: Float64Array) => void;

const GRAVITY_MPS2 = 9.81;
const KINEMATIC_BELOW_MPS = 0.1;

/** Kinematic single track at the rear axle. */
export function ksRates(p: CommonRoadParams, x: Float64Array, u: Float64Array, out: Float64Array): void {
  const delta = x[2]!;
  const v = x[3]!;
  const psi = x[4]!;
  out[0] = v * cos(psi);
  out[1] = v * sin(psi);
  out[2] = steeringRate(p, delta, u[0]!);
  out[3] = acceleration(p, v, u[1]!);
  out[4] = (v / (p.cgToFrontAxleM + p.cgToRearAxleM)) * tan(delta);
}

/** Single track with linear tyres at the centre of gravity. */
export function stRates(variant: CommonRoadVariant): CommonRoadRates {
  return (p, x, u, out) => {
    const steer = steeringRate(p, x[2]!, u[0]!);
    const accel = acceleration(p, x[3]!, u[1]!);
    if (Math.abs(x[3]!) < KINEMATIC_BELOW_MPS) setKinematicRates(p, variant, x, steer, accel, out);
    else setTyreRates(p, x, steer, accel, out);
  };
}

/** One classical Runge-Kutta step of length `dtSec` with `u` held, in place. */
export function rungeKuttaStep(rates: CommonRoadRates, p: CommonRoadParams, x: Float64Array, u: Float64Array, dtSec: number): void {
  const k1 = new Float64Array(x.length);
  const k2 = new Float64Array(x.length);
  const k3 = new Float64Array(x.length);
  const k4 = new Float64Array(x.length);
  rates(p, x, u, k1);
  rates(p, ahead(x, k1, 0.5 * dtSec), u, k2);
  rates(p, ahead(x, k2, 0.5 * dtSec), u, k3);
  rates(p, ahead(x, k3, dtSec), u, k4);
  for (let i = 0; i < x.length; i++) x[i] = x[i]! + (dtSec / 6) * (k1[i]! + 2 * (k2[i]! + k3[i]!) + k4[i]!);
}

function ahead(x: Float64Array, rate: Float64Array, h: number): Float64Array {
  return x.map((value, i) => value + h * rate[i]!);
}

/** Rolling without slip, seen from the centre of gravity. Beta follows from the steering angle, except in psi'', which reads the state's. */
function setKinematicRates(
  p: CommonRoadParams,
  variant: CommonRoadVariant,
  x: Float64Array,
  steer: number,
  accel: number,
  out: Float64Array,
): void {
  const { cgToRearAxleM: b } = p;
  const l = p.cgToFrontAxleM + b;
  const delta = x[2]!;
  const v = x[3]!;
  const psi = x[4]!;
  const betaState = x[6]!;
  const t = tan(delta);
  const c2 = cos(delta) * cos(delta);
  const beta = atan((t * b) / l);
  const squared = variant === "published" ? (t * t * b) / l : (t * b) / l;
  const betaRate = (b * steer) / (l * c2 * (1 + squared * squared));
  out[0] = v * cos(beta + psi);
  out[1] = v * sin(beta + psi);
  out[2] = steer;
  out[3] = accel;
  out[4] = (v * cos(beta) * t) / l;
  out[5] = (accel * cos(betaState) * t - v * sin(betaState) * betaRate * t + (v * cos(betaState) * steer) / c2) / l;
  out[6] = betaRate;
}

function setTyreRates(p: CommonRoadParams, x: Float64Array, steer: number, accel: number, out: Float64Array): void {
  const { massKg: m, yawInertiaKgm2: iz, cgToFrontAxleM: lf, cgToRearAxleM: lr, heightM: h } = p;
  const l = lf + lr;
  const mu = p.tyreDy1;
  const c = -p.tyreKy1 / p.tyreDy1;
  const delta = x[2]!;
  const v = x[3]!;
  const psi = x[4]!;
  const r = x[5]!;
  const beta = x[6]!;
  const front = c * (GRAVITY_MPS2 * lr - accel * h);
  const rear = c * (GRAVITY_MPS2 * lf + accel * h);
  out[0] = v * cos(beta + psi);
  out[1] = v * sin(beta + psi);
  out[2] = steer;
  out[3] = accel;
  out[4] = r;
  out[5] = ((mu * m) / (iz * l)) * ((-(lf * lf * front + lr * lr * rear) * r) / v + (lr * rear - lf * front) * beta + lf * front * delta);
  out[6] = (mu / (v * l)) * (((rear * lr - front * lf) * r) / v - (rear + front) * beta + front * delta) - r;
}

/** Steering constraints: angle and rate. */
function steeringRate(p: CommonRoadParams, delta: number, wanted: number): number {
  if ((delta <= p.steerMinRad && wanted <= 0) || (delta >= p.steerMaxRad && wanted >= 0)) return 0;
  return Math.min(Math.max(wanted, p.steerRateMinRadps), p.steerRateMaxRadps);
}

/** Acceleration constraints: speed range, brakes, engine power above the switching speed. */
function acceleration(p: CommonRoadParams, v: number, wanted: number): number {
  const most = v > p.vSwitchMps ? (p.aMaxMps2 * p.vSwitchMps) / v : p.aMaxMps2;
  if ((v <= p.vMinMps && wanted <= 0) || (v >= p.vMaxMps && wanted >= 0)) return 0;
  return Math.min(Math.max(wanted, -p.aMaxMps2), most);
}
