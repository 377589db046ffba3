import type { VehicleModel } from "./model.ts";
import { init, observe, place, stateSize, step } from "./single-track-step.ts";

/**
 * L2, the default twin: linear single track with separate front and rear stiffness, actuator chain and resistances,
 * blended into rolling without slip at low speed. Equations: `single-track-step.ts`.
 * Understeer gradient K = (m / l)(lr / Cf - lf / Cr); steady yaw rate v delta / (l + K v^2).
 */
export const singleTrack: VehicleModel = {
  id: "single-track",
  stateSize,
  init,
  place: (p, x, pose, vLonMps, yawRateRadps) => place(p, x, pose, vLonMps, yawRateRadps, true),
  step: (p, x, cmd, road, dtSec, out) => step(p, x, cmd, road, dtSec, out, true),
  observe: (p, x, out) => observe(p, x, out, true),
};
