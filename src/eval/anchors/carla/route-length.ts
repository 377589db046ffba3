/**
 * Tells: how long the ego's route is, which infractions a kilometre are counted over.
 * Formula: length of the route from the box centre at the first tick to the goal, without one to where the recorded driver ends. Series:
 *   none.
 * Unit: m.
 * Source: carla-simulator/leaderboard@a87a341, leaderboard/utils/statistics_manager.py (route_length).
 * Not applicable: there is no route, neither a goal nor a recorded driver says where it ends, or the subject is not the ego.
 */
import { carlaRouteAt, type CarlaWay, newCarlaWay } from "../../carla-way.ts";
import type { TickGeometry } from "../../geometry.ts";
import { CARLA_STEP_M } from "../../maths/carla-route.ts";
import type { Metric } from "../../metric.ts";

interface Acc {
  readonly geometry: TickGeometry;
  readonly way: CarlaWay;
}

export const routeLength: Metric<Acc> = {
  id: "carla.route-length",
  title: "length of the route, CARLA",
  definition: "carla.route-length@a87a",
  dimension: "progress",
  unit: "m",
  better: "higher",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: { stepM: CARLA_STEP_M },
  init: (header, _subjectIndex, scene) => ({ geometry: scene.geometry, way: newCarlaWay(header, scene) }),
  step(acc, _previous, _now, out) {
    carlaRouteAt(acc.way, acc.geometry);
    out.none();
  },
  finish({ way }) {
    if (way.route === null) return { kind: "not-applicable", reason: way.lack ?? "no tick was scored", vacuous: false };
    return { kind: "value", value: way.route.sM.at(-1) as number, atTick: null, actorId: null, episodes: [] };
  },
  sentence: (e) => `the route is ${e.value.toFixed(0)} m long`,
};
