/**
 * Tells: how fast the ego drove beside the traffic about it.
 * Formula: sum of the ego's speed over sum of the other's, both over all pairs of a tick and a vehicle whose box centre is then within 100 m
 *   of the ego's; only vehicles that moved with 0.5 m/s or more at one of those ticks count. Series: speed of the ego over the mean speed of the vehicles within 100 m, absent where they stand.
 * Unit: ratio; above 1 where the ego is faster.
 * Source: ours, after CARLA's minimum speed, which compares with all vehicles of the map, parked ones too (metrics.md section 11).
 * Not applicable: no moving vehicle was within 100 m.
 */
import type { TickGeometry } from "../geometry.ts";
import type { Metric } from "../metric.ts";
import { vehicleSlots } from "../vehicles.ts";

const NEAR_M = 100;
/** Sums are of whole micrometres a second: exact, so that the order of the road users is nothing. */
const MICRO = 1e6;
/** Ours: what never moves so fast is parked. */
const MOVING_MPS = 0.5;

interface Acc {
  readonly geometry: TickGeometry;
  readonly isVehicle: Uint8Array;
  /** By slot: whether it ever moved, its speeds and the ego's summed over the ticks at which it was near. */
  readonly moved: Uint8Array;
  readonly sums: Float64Array;
  readonly egoSums: Float64Array;
}

export const trafficSpeed: Metric<Acc> = {
  id: "traffic-speed",
  title: "speed against the traffic about it",
  definition: "redrive.traffic-speed@1",
  dimension: "progress",
  unit: "ratio",
  better: "higher",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: { nearM: NEAR_M, movingMps: MOVING_MPS },
  init: (header, _subjectIndex, scene) => {
    const count = header.actors.length;
    return {
      geometry: scene.geometry,
      isVehicle: vehicleSlots(header),
      moved: new Uint8Array(count),
      sums: new Float64Array(count),
      egoSums: new Float64Array(count),
    };
  },
  step(acc, _previous, now, out) {
    const { geometry: g, isVehicle, moved, sums, egoSums } = acc;
    const own = Math.round(MICRO * g.speedMps);
    let sum = 0;
    let count = 0;
    for (let k = 0; k < g.otherCount; k++) {
      const slot = g.others[k] as number;
      if (isVehicle[slot] === 0 || (g.distanceM[slot] as number) > NEAR_M) continue;
      const vx = now.actors.vxMps[slot] as number;
      const vy = now.actors.vyMps[slot] as number;
      const v = Math.sqrt(vx * vx + vy * vy);
      if (v >= MOVING_MPS) moved[slot] = 1;
      const whole = Math.round(MICRO * v);
      sums[slot] = (sums[slot] as number) + whole;
      egoSums[slot] = (egoSums[slot] as number) + own;
      sum += whole;
      count++;
    }
    if (sum > 0) out.value((own * count) / sum);
    else out.none();
  },
  finish: ({ moved, sums, egoSums }) => {
    let others = 0;
    let ego = 0;
    for (let slot = 0; slot < moved.length; slot++) {
      if (moved[slot] === 0) continue;
      others += sums[slot] as number;
      ego += egoSums[slot] as number;
    }
    if (others === 0) return { kind: "not-applicable", reason: `no moving vehicle was within ${NEAR_M} m`, vacuous: true };
    return { kind: "value", value: ego / others, atTick: null, actorId: null, episodes: [] };
  },
  sentence: (e) => `the ego drove at ${(100 * e.value).toFixed(0)} % of the speed of the vehicles about it`,
};
