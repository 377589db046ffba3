/**
 * Tells: how much of its route the ego drove, as CARLA counts it.
 * Formula: length up to the last place of the route that the box centre has passed, over the route's; places a metre apart, the next two
 *   looked at each tick; rounded to 2 decimals of a percent. 1 once more than 99 % are passed and the end is nearer than 10 m. Series: the same.
 * Unit: ratio, 0 to 1.
 * Source: carla-simulator/scenario_runner@94ff3b8a, atomic_criteria.py:1525.
 * Not applicable: there is no route, neither a goal nor a recorded driver says where it ends, or the subject is not the ego.
 */
import { carlaRouteAt, type CarlaWay, newCarlaWay } from "../../carla-way.ts";
import type { TickGeometry } from "../../geometry.ts";
import { distanceToPlaceM, lastPassed } from "../../maths/carla-route.ts";
import { roundedTo } from "../../maths/rounding.ts";
import type { Metric } from "../../metric.ts";

/** WINDOWS_SIZE, PERCENTAGE_THRESHOLD, DISTANCE_THRESHOLD. */
const AHEAD = 2;
const DONE_RATIO = 0.99;
const DONE_M = 10;
/** Of the ratio: 2 of the percentage. */
const DECIMALS = 4;

interface Acc {
  readonly geometry: TickGeometry;
  readonly way: CarlaWay;
  index: number;
  ratio: number;
  lastTick: number;
}

export const routeCompletion: Metric<Acc> = {
  id: "carla.route-completion",
  title: "share of the route driven, CARLA",
  definition: "carla.route-completion@94ff",
  dimension: "progress",
  unit: "ratio",
  better: "higher",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: { doneRatio: DONE_RATIO, doneM: DONE_M },
  init: (header, _subjectIndex, scene) => ({
    geometry: scene.geometry,
    way: newCarlaWay(header, scene),
    index: 0,
    ratio: 0,
    lastTick: 0,
  }),
  step(acc, _previous, now, out) {
    const { geometry } = acc;
    const route = carlaRouteAt(acc.way, geometry);
    if (route === null) {
      out.none();
      return;
    }
    acc.lastTick = now.tick;
    if (acc.ratio < 1) {
      const { xM, yM } = geometry.box;
      acc.index = lastPassed(route, acc.index, AHEAD, xM, yM);
      const last = route.sM.length - 1;
      acc.ratio = roundedTo((route.sM[acc.index] as number) / (route.sM[last] as number), DECIMALS);
      if (acc.ratio > DONE_RATIO && distanceToPlaceM(route, last, xM, yM) < DONE_M) acc.ratio = 1;
    }
    out.value(acc.ratio);
  },
  finish(acc) {
    if (acc.way.route === null) return { kind: "not-applicable", reason: acc.way.lack ?? "no tick was scored", vacuous: false };
    return { kind: "value", value: acc.ratio, atTick: acc.lastTick, actorId: null, episodes: [] };
  },
  sentence: (e) => `the ego drove ${(100 * e.value).toFixed(2)} % of its route`,
};
