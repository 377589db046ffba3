import type { VehicleModel } from "./model.ts";
import { init, observe, place, stateSize, step } from "./single-track-step.ts";

/**
 * L1: kinematic single track at the rear axle, r = v tan(delta) / l, no lateral velocity there; the same actuator chain and
 * longitudinal equation as the default twin. Road friction limits its acceleration along the road only. Equations: `single-track-step.ts`.
 */
export const kinematic: VehicleModel = {
  id: "kinematic",
  stateSize,
  init,
  place: (p, x, pose, vLonMps, yawRateRadps) => place(p, x, pose, vLonMps, yawRateRadps, false),
  step: (p, x, cmd, road, dtSec, out) => step(p, x, cmd, road, dtSec, out, false),
  observe: (p, x, out) => observe(p, x, out, false),
};
