import type { Actors, ActorHeader, TickRecord } from "./tick.ts";
import { ACTOR_CLASSES } from "./tick.ts";

/** An empty record for these road users; identity and size of each slot are filled in, the rest is zero. */
export function newRecord(actors: readonly ActorHeader[], signalCount: number): TickRecord {
  return {
    tick: 0,
    ego: { xM: 0, yM: 0, yawRad: 0, vLonMps: 0, vLatMps: 0, yawRateRadps: 0, aLonMps2: 0, aLatMps2: 0, roadWheelRad: 0 },
    actors: newActors(actors),
    command: { fromTick: -1, kind: "none", accelMps2: 0, roadWheelRad: 0, curvaturePerM: 0, usesCurvature: false, mode: "engaged" },
    applied: { fromTick: -1, kind: "none", accelMps2: 0, roadWheelRad: 0, clamped: false, held: false },
    signals: { state: new Uint8Array(signalCount) },
    lowFidelity: false,
  };
}

function newActors(headers: readonly ActorHeader[]): Actors {
  const n = headers.length;
  const zeros = (): Float64Array => new Float64Array(n);
  return {
    count: n,
    id: Int32Array.from(headers, (a) => a.id),
    cls: Uint8Array.from(headers, (a) => ACTOR_CLASSES.indexOf(a.cls)),
    present: new Uint8Array(n),
    xM: zeros(),
    yM: zeros(),
    yawRad: zeros(),
    cosYaw: zeros(),
    sinYaw: zeros(),
    vxMps: zeros(),
    vyMps: zeros(),
    axMps2: zeros(),
    ayMps2: zeros(),
    yawRateRadps: zeros(),
    lengthM: Float64Array.from(headers, (a) => a.footprint.lengthM),
    widthM: Float64Array.from(headers, (a) => a.footprint.widthM),
  };
}
