import { wrapRad } from "../core/angle.ts";
import { cos, sin, tan } from "../core/dmath.ts";
import type { Pose } from "../core/frames.ts";
import type { VehicleCommand } from "./command.ts";
import type { RoadInput, VehicleModel, VehicleParams, VehicleState } from "./model.ts";
import { A_LAT, A_LON, QUEUES, R, STEER, V, X, Y, YAW } from "./state.ts";

/**
 * L1c, for comparison with simulators that use it (UN R157 vectors, dt 0.1 s): the command acts at once and in full,
 *   v += a dt, not below 0;   psi += v tan(delta) / l dt;   x += v dt along the mean of the old and the new heading.
 * No actuator chain, limits, resistance, slope or friction. Straight ahead it is `v += a dt`, then `x += v dt`, to the bit.
 */
export const pointMass: VehicleModel = { id: "point-mass", stateSize: () => QUEUES, init, place, step, observe };

function init(p: VehicleParams, pose: Pose, vLonMps: number, _dtSec: number, out: Float64Array): void {
  out.fill(0);
  place(p, out, pose, vLonMps);
}

function place(p: VehicleParams, x: Float64Array, pose: Pose, vLonMps: number): void {
  x[X] = pose.xM;
  x[Y] = pose.yM;
  x[YAW] = pose.yawRad;
  x[V] = vLonMps;
  x[R] = yawRate(p, vLonMps, x[STEER]!);
  x[A_LAT] = vLonMps * x[R]!;
}

function step(p: VehicleParams, x: Float64Array, cmd: VehicleCommand, _road: RoadInput, dtSec: number, out: Float64Array): void {
  const before = x[V]!;
  const wanted = before + cmd.accelMps2 * dtSec;
  const v = wanted < 0 && before >= 0 ? 0 : wanted;
  const r = yawRate(p, v, cmd.roadWheelRad);
  const heading = x[YAW]! + 0.5 * r * dtSec;
  if (out !== x) out.set(x);
  out[X] = x[X]! + v * cos(heading) * dtSec;
  out[Y] = x[Y]! + v * sin(heading) * dtSec;
  out[YAW] = x[YAW]! + r * dtSec;
  out[V] = v;
  out[R] = r;
  out[STEER] = cmd.roadWheelRad;
  out[A_LON] = v === wanted ? cmd.accelMps2 : (v - before) / dtSec;
  out[A_LAT] = v * r;
}

function observe(_p: VehicleParams, x: Float64Array, out: VehicleState): void {
  out.xM = x[X]!;
  out.yM = x[Y]!;
  out.yawRad = wrapRad(x[YAW]!);
  out.vLonMps = x[V]!;
  out.vLatMps = 0;
  out.yawRateRadps = x[R]!;
  out.aLonMps2 = x[A_LON]!;
  out.aLatMps2 = x[A_LAT]!;
  out.roadWheelRad = x[STEER]!;
}

function yawRate(p: VehicleParams, v: number, delta: number): number {
  return (v * tan(delta)) / (p.cgToFrontAxleM + p.cgToRearAxleM);
}
