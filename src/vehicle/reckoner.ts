import { cos, sin } from "../core/dmath.ts";
import type { FidelityLog } from "./fidelity-log.ts";
import type { RoadInput, VehicleModel, VehicleParams, VehicleState } from "./model.ts";

const FLAT: RoadInput = { slopeRad: 0, bankRad: 0, frictionRatio: 1 };
/** Lags after which an actuator has forgotten where it began: e^-5 < 1 %. */
const SETTLED_LAGS = 5;

/** Foretells a drive from a logged state on. */
export interface Reckoner {
  readonly id: string;
  /** Learns the tick after the last one, in order; where the log begins anew after a gap, `fresh`. */
  follow(tick: number, fresh: boolean): void;
  /** Puts itself at the logged state of the tick followed last. */
  start(tick: number): void;
  /** Goes on from `tick` to the next. */
  advance(tick: number): void;
  readonly state: VehicleState;
}

/** A virtual car fed the log's commands. `follow` runs its actuators along the log, so that a window starts with commands under way. */
export function vehicleReckoner(id: string, model: VehicleModel, p: VehicleParams, log: FidelityLog): Reckoner {
  const { dtSec } = log;
  const size = model.stateSize(p, dtSec);
  const followed = new Float64Array(size);
  const x = new Float64Array(size);
  const state = blankState();
  const poseAt = (tick: number) => ({ xM: log.xM[tick]!, yM: log.yM[tick]!, yawRad: log.yawRad[tick]! });
  const stepWith = (array: Float64Array, tick: number): void => {
    model.step(p, array, { accelMps2: log.accelCommandMps2[tick]!, roadWheelRad: log.roadWheelRad[tick]! }, FLAT, dtSec, array);
  };
  const settleSec = Math.max(...[p.steering, p.acceleration].map((channel) => channel.deadTimeSec + SETTLED_LAGS * channel.lagSec));
  return {
    id,
    state,
    follow(tick, fresh) {
      if (fresh) {
        model.init(p, poseAt(tick), log.vLonMps[tick]!, dtSec, followed);
        for (let i = Math.ceil(settleSec / dtSec); i > 0; i--) stepWith(followed, tick);
      } else {
        stepWith(followed, tick - 1);
      }
      model.place(p, followed, poseAt(tick), log.vLonMps[tick]!, log.yawRateRadps[tick]!);
    },
    start() {
      x.set(followed);
      model.observe(p, x, state);
    },
    advance(tick) {
      stepWith(x, tick);
      model.observe(p, x, state);
    },
  };
}

/** Straight on at the logged speed. */
export function constantVelocityReckoner(log: FidelityLog): Reckoner {
  const state = blankState();
  return {
    id: "constant-velocity",
    state,
    follow() {},
    start: (tick) => putAt(log, tick, state),
    advance() {
      state.xM += state.vLonMps * cos(state.yawRad) * log.dtSec;
      state.yM += state.vLonMps * sin(state.yawRad) * log.dtSec;
    },
  };
}

/** Dead reckoning: measured speed and yaw rate, trapezoidal, along the mean heading of the tick. */
export function floorReckoner(log: FidelityLog): Reckoner {
  const state = blankState();
  return {
    id: "floor",
    state,
    follow() {},
    start: (tick) => putAt(log, tick, state),
    advance(tick) {
      const v = 0.5 * (log.vLonMps[tick]! + log.vLonMps[tick + 1]!);
      const turn = 0.5 * (log.yawRateRadps[tick]! + log.yawRateRadps[tick + 1]!) * log.dtSec;
      state.xM += v * cos(state.yawRad + 0.5 * turn) * log.dtSec;
      state.yM += v * sin(state.yawRad + 0.5 * turn) * log.dtSec;
      state.yawRad += turn;
      state.vLonMps = log.vLonMps[tick + 1]!;
      state.yawRateRadps = log.yawRateRadps[tick + 1]!;
    },
  };
}

function putAt(log: FidelityLog, tick: number, state: VehicleState): void {
  state.xM = log.xM[tick]!;
  state.yM = log.yM[tick]!;
  state.yawRad = log.yawRad[tick]!;
  state.vLonMps = log.vLonMps[tick]!;
  state.yawRateRadps = log.yawRateRadps[tick]!;
}

function blankState(): VehicleState {
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
