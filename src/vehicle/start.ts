import type { Pose } from "../core/frames.ts";
import type { VehicleCommand } from "./command.ts";
import { deadTimeTicks } from "./actuators.ts";
import type { RoadInput, VehicleModel, VehicleParams } from "./model.ts";

/** How a vehicle is under way at the first tick: rear axle, W; its actuators settled on what has been asked of it until then. */
export interface StartMotion {
  readonly pose: Pose;
  readonly vLonMps: number;
  readonly yawRateRadps: number;
  /** Held long enough before the start for lags and dead times to have passed; 0 where it rolls straight. */
  readonly accelMps2: number;
  readonly roadWheelRad: number;
}

/** After so many time constants a first-order lag is within 1e-4 of its input. */
const SETTLED_LAGS = 10;

/**
 * Fills `out` with a vehicle in the middle of a drive. Someone who takes over a braking car finds its brakes applied: a chain at rest
 * would release them for the dead time and the lag. Where nothing was asked before, this is `VehicleModel.init`.
 */
export function initUnderWay(
  model: VehicleModel,
  p: VehicleParams,
  start: StartMotion,
  road: RoadInput,
  dtSec: number,
  out: Float64Array,
): void {
  const { pose, vLonMps, yawRateRadps, accelMps2, roadWheelRad } = start;
  model.init(p, pose, vLonMps, dtSec, out);
  if (accelMps2 === 0 && roadWheelRad === 0 && yawRateRadps === 0) return;
  const command: VehicleCommand = { accelMps2, roadWheelRad };
  const ticks = settlingTicks(p, dtSec);
  for (let k = 0; k < ticks; k++) model.step(p, out, command, road, dtSec, out);
  model.place(p, out, pose, vLonMps, yawRateRadps);
}

function settlingTicks(p: VehicleParams, dtSec: number): number {
  const dead = Math.max(deadTimeTicks(p.steering, dtSec), deadTimeTicks(p.acceleration, dtSec));
  const lagSec = Math.max(
    p.steering.lagSec,
    p.acceleration.lagSec,
    p.limits.maxRoadWheelRad / p.limits.maxRoadWheelRateRadps / SETTLED_LAGS,
  );
  return dead + Math.ceil((SETTLED_LAGS * lagSec) / dtSec) + 1;
}
