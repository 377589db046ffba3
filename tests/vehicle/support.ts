import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { vehicleModel } from "../../src/vehicle/models.ts";
import type { ActuatorParams, RoadInput, VehicleParams, VehicleState } from "../../src/vehicle/model.ts";
import { readVehicleParams } from "../../src/vehicle/parameters.ts";

export const DT_SEC = 0.01;

export function vehicleFile(id: string): unknown {
  return JSON.parse(readFileSync(resolve(import.meta.dirname, "..", "..", "scenarios", "vehicles", `${id}.json`), "utf8"));
}

export function vehicle(id: string): VehicleParams {
  return readVehicleParams(vehicleFile(id), `${id}.json`);
}

export const FLAT: RoadInput = { slopeRad: 0, bankRad: 0, frictionRatio: 1 };

export const DIRECT: ActuatorParams = { biasRad: 0, biasMps2: 0, gainRatio: 1, deadTimeSec: 0, lagSec: 0, deadBandRad: 0 };

/** compact.json with actuators that obey at once, no resistance and wide limits: what remains is the equation under test. */
export function bareCar(changes: Partial<VehicleParams> = {}): VehicleParams {
  return {
    ...vehicle("compact"),
    frictionRatio: 10,
    resistance0N: 0,
    resistance1Npmps: 0,
    resistance2Npmps2: 0,
    limits: { maxRoadWheelRad: 1.2, maxRoadWheelRateRadps: Infinity, maxAccelMps2: 20, maxDecelMps2: 20 },
    steering: DIRECT,
    acceleration: DIRECT,
    ...changes,
  };
}

export function blankState(): VehicleState {
  return {
    xM: 0,
    yM: 0,
    yawRad: 0,
    vLonMps: 0,
    vLatMps: 0,
    yawRateRadps: 0,
    aLonMps2: 0,
    aLatMps2: 0,
    roadWheelRad: 0,
  };
}

export interface Drive {
  readonly x: Float64Array;
  /** What the car shows at every tick, from 0 on. */
  readonly seen: readonly VehicleState[];
}

export interface DriveOptions {
  readonly dtSec?: number;
  readonly road?: RoadInput;
  /** Begins from this inner state instead of rolling straight at `vMps`. */
  readonly from?: Float64Array;
}

/** Drives `ticks` ticks from the origin, eastwards at `vMps`, with the command that `command(tick)` gives: [a, road wheel]. */
export function drive(
  p: VehicleParams,
  vMps: number,
  ticks: number,
  command: (tick: number) => readonly [number, number],
  { dtSec = DT_SEC, road = FLAT, from }: DriveOptions = {},
): Drive {
  const model = vehicleModel(p.model);
  const x = new Float64Array(model.stateSize(p, dtSec));
  if (from === undefined) model.init(p, { xM: 0, yM: 0, yawRad: 0 }, vMps, dtSec, x);
  else x.set(from);
  const seen: VehicleState[] = [];
  const show = (): void => {
    const state = blankState();
    model.observe(p, x, state);
    seen.push(state);
  };
  show();
  for (let tick = 0; tick < ticks; tick++) {
    const [accelMps2, roadWheelRad] = command(tick);
    model.step(p, x, { accelMps2, roadWheelRad }, road, dtSec, x);
    show();
  }
  return { x, seen };
}
