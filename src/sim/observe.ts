import type { TickRecord } from "../trace/tick.ts";
import { gearOf } from "./driver.ts";
import { numberMade } from "./made-traffic.ts";
import type { Observation, ObservedObjects } from "./port.ts";
import { newSensorScratch, type SensorScratch, sense } from "./sensors.ts";
import type { WorldState } from "./state.ts";
import type { WorldModel } from "./world.ts";

const NS_PER_SEC = 1e9;

/** The one observation of a run, written anew each time, and the buffers it is made with. */
export interface Observer {
  readonly observation: Observation;
  readonly scratch: SensorScratch;
}

/** `record` is any record of the run: the ego's state and the applied command are those of the record given to `observe`. */
export function newObserver(count: number, record: TickRecord): Observer {
  const { ego, signals, applied } = record;
  const objects = newObjects(count);
  const observation = {
    tick: 0,
    simTimeNs: 0,
    ego,
    steeringWheelRad: 0,
    gear: "forward" as const,
    objects,
    signals,
    applied,
    controlled: false,
  };
  return { observation, scratch: newSensorScratch(count) };
}

/** What the ego can know at the state's tick: its own true state, and the others as its sensors see them. */
export function observe(model: WorldModel, state: WorldState, record: TickRecord, observer: Observer): Observation {
  const out = observer.observation as { -readonly [K in keyof Observation]: Observation[K] };
  out.tick = state.tick;
  out.simTimeNs = Math.round(state.tick * model.dtSec * NS_PER_SEC);
  out.ego = record.ego;
  out.steeringWheelRad = record.ego.roadWheelRad * model.ego.params.steeringRatio;
  out.gear = gearOf(state);
  out.signals = record.signals;
  out.applied = record.applied;
  out.controlled = state.tick >= model.firstControlledTick;
  sense(model, state, observer.scratch, out.objects);
  numberMade(model, state, out.objects);
  return out;
}

/** Room for so many road users. */
export function newObjects(count: number): ObservedObjects {
  const row = (): Float64Array => new Float64Array(count);
  return {
    count: 0,
    id: new Int32Array(count),
    cls: new Uint8Array(count),
    xM: row(),
    yM: row(),
    yawRad: row(),
    vxMps: row(),
    vyMps: row(),
    axMps2: row(),
    ayMps2: row(),
    yawRateRadps: row(),
    lengthM: row(),
    widthM: row(),
    ageNs: row(),
  };
}
