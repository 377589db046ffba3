/**
 * Tells: how near the vehicles are that the ego drives towards, by SMARTS.
 * Formula: mean over the steps of a tenth of a second with a vehicle in sight of the largest exp(-0.05 d); 0 where nobody is in sight at the last
 *   step (upstream's defect). d the distance of the box centres in metres; in sight is d <= 3 s * v, at most 40 deg off the heading, and a heading
 *   that is at most 179 deg off the own. Series: that largest one, absent between steps and where nobody is in sight.
 * Unit: ratio, 0 to 1.
 * Source: huawei-noah/SMARTS@c113dd7, smarts/env/gymnasium/wrappers/metric/costs.py, _dist_to_obstacles.
 * Not applicable: no tick was scored.
 */
import { turnRad } from "../../../core/angle.ts";
import { exp, hypot } from "../../../core/dmath.ts";
import type { TickRecord } from "../../../trace/tick.ts";
import type { TickGeometry } from "../../geometry.ts";
import { ticksAStep } from "../../maths/sample-rate.ts";
import type { Metric } from "../../metric.ts";
import { vehicleSlots } from "../../vehicles.ts";

const SAFE_SEC = 3;
const WEIGHT_PERM = 0.05;
const SIGHT_COSINE = 0.7660444431189781; // 40 deg
const HEADING_RAD: number = (179 * Math.PI) / 180;

interface Acc {
  readonly geometry: TickGeometry;
  readonly everyTicks: number;
  readonly isVehicle: Uint8Array;
  ticks: number;
  count: number;
  sum: number;
  isInSight: boolean;
  most: number;
  mostTick: number;
  mostActor: number;
}

export const smartsObstacles: Metric<Acc> = {
  id: "smarts.obstacles",
  title: "nearness of vehicles ahead by SMARTS",
  definition: "smarts.obstacles@c113",
  dimension: "human-likeness",
  unit: "ratio",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: { safeSec: SAFE_SEC, weightPerM: WEIGHT_PERM, sightCosine: SIGHT_COSINE, headingRad: HEADING_RAD },
  init: (header, _subjectIndex, scene) => ({
    geometry: scene.geometry,
    everyTicks: ticksAStep(header.dtSec),
    isVehicle: vehicleSlots(header),
    ticks: 0,
    count: 0,
    sum: 0,
    isInSight: false,
    most: -1,
    mostTick: -1,
    mostActor: -1,
  }),
  step(acc, _previous, now, out) {
    if (now.tick % acc.everyTicks !== 0) {
      out.none();
      return;
    }
    acc.ticks++;
    const slot = nearestInSight(acc, now);
    acc.isInSight = slot >= 0;
    if (slot < 0) {
      out.none();
      return;
    }
    const value = exp(-WEIGHT_PERM * (acc.geometry.distanceM[slot] as number));
    out.value(value);
    acc.count++;
    acc.sum += value;
    if (value <= acc.most) return;
    acc.most = value;
    acc.mostTick = now.tick;
    acc.mostActor = now.actors.id[slot] as number;
  },
  finish(acc) {
    if (acc.ticks === 0) return { kind: "not-applicable", reason: "no tick was scored", vacuous: false };
    const value = acc.isInSight ? acc.sum / acc.count : 0;
    const decided = value > 0;
    return { kind: "value", value, atTick: decided ? acc.mostTick : null, actorId: decided ? acc.mostActor : null, episodes: [] };
  },
  sentence: (e) => `vehicles ahead were near, ${e.who} nearest at ${e.atSec.toFixed(2)} s: mean nearness ${e.value.toFixed(2)} by SMARTS`,
};

/** The nearest vehicle in sight, the first of equals; -1 where there is none. */
function nearestInSight({ geometry: g, isVehicle }: Acc, { actors }: TickRecord): number {
  let nearest = -1;
  let leastM = SAFE_SEC * g.speedMps;
  if (leastM === 0) return nearest;
  for (let k = 0; k < g.otherCount; k++) {
    const slot = g.others[k] as number;
    const d = g.distanceM[slot] as number;
    if (isVehicle[slot] === 0 || d > leastM || (nearest >= 0 && d === leastM)) continue;
    const dx = (actors.xM[slot] as number) - g.box.xM;
    const dy = (actors.yM[slot] as number) - g.box.yM;
    if (dx * g.cosYaw + dy * g.sinYaw < SIGHT_COSINE * hypot(dx, dy)) continue;
    if (Math.abs(turnRad(g.yawRad, actors.yawRad[slot] as number)) > HEADING_RAD) continue;
    nearest = slot;
    leastM = d;
  }
  return nearest;
}
