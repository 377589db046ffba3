/**
 * Tells: whether the ego left its route for good, as CARLA counts it; CARLA ends the run there.
 * Formula: 1 from the tick on at which the nearest of the next places of the route is 30 m off or farther, or more than 30 % of the route's
 *   length was passed at 15 m or farther from it; places a metre apart, the next five looked at each tick. Series: the same up to each tick.
 * Unit: count, 0 or 1.
 * Source: carla-simulator/scenario_runner@94ff3b8a, atomic_criteria.py:1398; leaderboard@a87a341, route_scenario.py:433.
 * Not applicable: there is no route, neither a goal nor a recorded driver says where it ends, or the subject is not the ego.
 */
import { carlaRouteAt, type CarlaWay, newCarlaWay } from "../../carla-way.ts";
import type { TickGeometry } from "../../geometry.ts";
import { distanceToPlaceM } from "../../maths/carla-route.ts";
import type { Metric } from "../../metric.ts";
import { newPassages, notePassage, type Passages, passagesResult } from "../../passages.ts";

/** offroad_max, its half, MAX_ROUTE_PERCENTAGE, WINDOWS_SIZE. */
const FAR_M = 30;
const SAFE_M = 15;
const OUT_RATIO = 0.3;
const AHEAD = 5;

interface Acc {
  readonly geometry: TickGeometry;
  readonly way: CarlaWay;
  readonly passages: Passages;
  index: number;
  outM: number;
  /** Kept between ticks: at 30 m or more it stays as it was. */
  isSafe: boolean;
}

export const routeDeviation: Metric<Acc> = {
  id: "carla.route-deviation",
  title: "left the route, CARLA",
  definition: "carla.route-deviation@94ff",
  dimension: "rules",
  unit: "count",
  better: "lower",
  class: "tick",
  attribution: "count",
  limit: 0,
  params: { farM: FAR_M, safeM: SAFE_M, outRatio: OUT_RATIO },
  init: (header, _subjectIndex, scene) => ({
    geometry: scene.geometry,
    way: newCarlaWay(header, scene),
    passages: newPassages(),
    index: 0,
    outM: 0,
    isSafe: true,
  }),
  step(acc, _previous, now, out) {
    const { geometry, passages } = acc;
    const route = carlaRouteAt(acc.way, geometry);
    if (route === null) {
      out.none();
      return;
    }
    const { xM, yM } = geometry.box;
    let nearest = acc.index;
    let distance = Infinity;
    const end = Math.min(acc.index + AHEAD, route.sM.length - 1);
    for (let i = acc.index; i <= end; i++) {
      const d = distanceToPlaceM(route, i, xM, yM);
      if (d > distance) continue;
      nearest = i;
      distance = d;
    }
    let isOff = distance >= FAR_M;
    if (!isOff) acc.isSafe = distance < SAFE_M;
    if (nearest !== acc.index && !acc.isSafe) {
      acc.outM += (route.sM[nearest] as number) - (route.sM[acc.index] as number);
      if (acc.outM / (route.sM.at(-1) as number) > OUT_RATIO) isOff = true;
    }
    acc.index = nearest;
    if (isOff && passages.total === 0) notePassage(passages, now.tick, distance, FAR_M, "");
    out.value(passages.total);
  },
  finish(acc) {
    if (acc.way.route === null) return { kind: "not-applicable", reason: acc.way.lack ?? "no tick was scored", vacuous: false };
    return passagesResult(acc.passages);
  },
  sentence: (e) => `the ego left its route at ${e.atSec.toFixed(2)} s, ${e.value.toFixed(1)} m off; CARLA ends the run there`,
};
