/**
 * Tells: how fast the ego drove beside the others, as CARLA counts it.
 * Formula: mean over checkpoints, each 1/4 of the route: mean speed of the ego over the mean speed of all other vehicles in the
 *   world, wherever they are, rounded to 2 decimals of a percent; 1 where they stood. The last checkpoint counts once 95 % of the route are
 *   passed. Series: none. Episodes: the checkpoints below 1, which are CARLA's events.
 * Unit: ratio; above 1 where the ego is faster.
 * Source: carla-simulator/scenario_runner@94ff3b8a, atomic_criteria.py:1976-2108; checkpoints of leaderboard@a87a341, route_scenario.py.
 * Not applicable: there is no route, nothing says where it ends, no other vehicle was in the world, no checkpoint was reached, or the subject is not the ego.
 */
import type { TickRecord, TraceHeader } from "../../../trace/tick.ts";
import { carlaRouteAt, type CarlaWay, newCarlaWay } from "../../carla-way.ts";
import type { TickGeometry } from "../../geometry.ts";
import { lastPassed } from "../../maths/carla-route.ts";
import { roundedTo } from "../../maths/rounding.ts";
import type { Episode, Metric, MetricResult } from "../../metric.ts";
import { vehicleSlots } from "../../vehicles.ts";

/** checkpoints, WINDOWS_SIZE, and the share of the route from which on the last checkpoint counts. */
const CHECKPOINTS = 4;
const AHEAD = 2;
const LAST_RATIO = 0.95;
/** Of the ratio: 2 of the percentage. */
const DECIMALS = 4;

interface Acc {
  readonly geometry: TickGeometry;
  readonly way: CarlaWay;
  readonly isVehicle: Uint8Array;
  readonly checkpoints: Episode[];
  index: number;
  fromSM: number;
  fromTick: number;
  lastTick: number;
  egoSumMps: number;
  otherSumMps: number;
  sawOthers: boolean;
}

export const minimumSpeed: Metric<Acc> = {
  id: "carla.minimum-speed",
  title: "speed beside the traffic, CARLA",
  definition: "carla.minimum-speed@94ff",
  dimension: "progress",
  unit: "ratio",
  better: "higher",
  class: "tick",
  attribution: "sum",
  limit: 1,
  params: { checkpointRatio: 1 / CHECKPOINTS, lastRatio: LAST_RATIO },
  init: (header, subjectIndex, scene) => ({
    geometry: scene.geometry,
    way: newCarlaWay(header, scene),
    isVehicle: vehiclesBeside(header, subjectIndex),
    checkpoints: [],
    index: 0,
    fromSM: 0,
    fromTick: 0,
    lastTick: 0,
    egoSumMps: 0,
    otherSumMps: 0,
    sawOthers: false,
  }),
  step(acc, _previous, now, out) {
    out.none();
    const { geometry } = acc;
    const route = carlaRouteAt(acc.way, geometry);
    if (route === null) return;
    acc.lastTick = now.tick;
    acc.index = lastPassed(route, acc.index, AHEAD, geometry.box.xM, geometry.box.yM);
    const sM = route.sM[acc.index] as number;
    if (sM - acc.fromSM > (route.sM.at(-1) as number) / CHECKPOINTS) {
      closeCheckpoint(acc);
      acc.fromSM = sM;
    }
    addSpeeds(acc, now);
  },
  finish: (acc) => resultOf(acc),
  sentence: (e) =>
    `from ${e.fromSec.toFixed(1)} s to ${e.toSec.toFixed(1)} s the ego was at ${(100 * e.value).toFixed(2)} % of the mean speed of the other vehicles`,
};

function vehiclesBeside(header: TraceHeader, subjectIndex: number): Uint8Array {
  const isVehicle = vehicleSlots(header);
  isVehicle[subjectIndex] = 0;
  return isVehicle;
}

function addSpeeds(acc: Acc, { actors }: TickRecord): void {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < actors.count; i++) {
    if (acc.isVehicle[i] === 0 || actors.present[i] === 0) continue;
    const vx = actors.vxMps[i] as number;
    const vy = actors.vyMps[i] as number;
    sum += Math.sqrt(vx * vx + vy * vy);
    count++;
  }
  if (count === 0) return;
  acc.sawOthers = true;
  acc.otherSumMps += sum / count;
  acc.egoSumMps += acc.geometry.speedMps;
}

function closeCheckpoint(acc: Acc): void {
  const ratio = roundedTo(acc.egoSumMps / acc.otherSumMps, DECIMALS);
  // Nobody there, or all of them as good as standing.
  const value = Number.isFinite(ratio) ? ratio : 1;
  const { fromTick, lastTick: toTick } = acc;
  acc.checkpoints.push({
    fromTick,
    toTick,
    worstTick: toTick,
    actorId: null,
    value,
    limit: 1,
    severity: Math.max(0, 1 - value),
    label: "",
  });
  acc.fromTick = toTick;
  acc.egoSumMps = 0;
  acc.otherSumMps = 0;
}

function resultOf(acc: Acc): MetricResult {
  const none = (reason: string, vacuous: boolean): MetricResult => ({ kind: "not-applicable", reason, vacuous });
  const { route, lack } = acc.way;
  if (route === null) return none(lack ?? "no tick was scored", false);
  if (!acc.sawOthers) return none("no other vehicle was in the world", true);
  if ((route.sM[acc.index] as number) / (route.sM.at(-1) as number) > LAST_RATIO) closeCheckpoint(acc);
  const { checkpoints } = acc;
  if (checkpoints.length === 0) return none("the ego came to no checkpoint of its route", true);
  const value = checkpoints.reduce((sum, c) => sum + c.value, 0) / checkpoints.length;
  const slow = checkpoints.filter((c) => c.value < 1);
  const slowest = slow.toSorted((a, b) => a.value - b.value)[0];
  return { kind: "value", value, atTick: slowest?.worstTick ?? null, actorId: null, episodes: slow };
}
