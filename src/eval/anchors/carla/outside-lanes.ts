/**
 * Tells: which share of its route the ego drove outside the lanes or the wrong way, as CARLA counts it.
 * Formula: length between places of the route that were passed while outside, over the length passed; places a metre apart, the next three
 *   looked at each tick. Outside: the box centre is more than 0.5 m off every driving or parking lane; or on a wrong lane: outside
 *   junctions, where the lane changes, it becomes wrong after a junction by more than 120 deg between heading and lane (else right), and
 *   elsewhere it turns over with more than 150 deg between the lanes. Series: 1 while outside, else 0.
 * Unit: ratio, 0 to 1.
 * Source: carla-simulator/scenario_runner@94ff3b8a, atomic_criteria.py:987-1168.
 * Not applicable: there is no route, nothing says where it ends, the road has no driving lanes or does not say which lead through a junction, or the subject is not the
 *   ego.
 */
import type { TraceHeader } from "../../../trace/tick.ts";
import { distanceToDrivingM, lanesAt } from "../../../road/lookup.ts";
import { carlaRouteAt, type CarlaWay, newCarlaWay } from "../../carla-way.ts";
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../../episodes.ts";
import type { TickGeometry } from "../../geometry.ts";
import { type LaneScene, updateLanes } from "../../lanes.ts";
import { hasPassed } from "../../maths/carla-route.ts";
import type { Metric } from "../../metric.ts";
import type { Scene } from "../../scene.ts";

/** ALLOWED_OUT_DISTANCE; cosines of MAX_VEHICLE_ANGLE 120 deg and MAX_WAYPOINT_ANGLE 150 deg; WINDOWS_SIZE. */
const ALLOWED_M = 0.5;
const VEHICLE_COSINE = -0.5;
const LANE_COSINE: number = -Math.sqrt(3) / 2;
const AHEAD = 3;

interface Acc {
  readonly scene: Scene;
  readonly way: CarlaWay;
  readonly lack: string | null;
  readonly found: Int32Array;
  readonly log: EpisodeLog;
  index: number;
  totalM: number;
  outM: number;
  isWrong: boolean;
  /** The lane of the tick before and its direction there; -1 before the first. */
  lane: number;
  laneX: number;
  laneY: number;
}

export const outsideLanes: Metric<Acc> = {
  id: "carla.outside-lanes",
  title: "share of the route driven outside the lanes, CARLA",
  definition: "carla.outside-lanes@94ff",
  dimension: "rules",
  unit: "ratio",
  better: "lower",
  class: "tick",
  attribution: "sum",
  limit: 0,
  params: { allowedM: ALLOWED_M, vehicleCosine: VEHICLE_COSINE, laneCosine: LANE_COSINE },
  init(header, _subjectIndex, scene) {
    const way = newCarlaWay(header, scene);
    const lack = way.lack ?? roadLack(header, scene);
    return {
      scene,
      way,
      lack,
      found: new Int32Array(16),
      log: newEpisodeLog(0, header.dtSec),
      index: 0,
      totalM: 0,
      outM: 0,
      isWrong: false,
      lane: -1,
      laneX: 0,
      laneY: 0,
    };
  },
  step(acc, _previous, now, out) {
    const { scene, log } = acc;
    const route = acc.lack === null ? carlaRouteAt(acc.way, scene.geometry) : null;
    if (route === null) {
      out.none();
      return;
    }
    const { lanes, geometry } = scene;
    updateLanes(lanes, geometry);
    noteWrongLane(acc, lanes, geometry);
    const { xM, yM } = geometry.box;
    const isOutside = acc.isWrong || isOffLanes(acc, xM, yM);
    out.value(isOutside ? 1 : 0);
    const end = Math.min(acc.index + AHEAD, route.sM.length - 1);
    for (let i = acc.index + 1; i <= end; i++) {
      if (!hasPassed(route, i, xM, yM)) continue;
      const stepM = (route.sM[i] as number) - (route.sM[acc.index] as number);
      acc.totalM += stepM;
      acc.index = i;
      if (!isOutside) continue;
      acc.outM += stepM;
      noteBreak(log, now.tick, -1, acc.outM, acc.outM, stepM, "");
    }
  },
  finish(acc) {
    if (acc.lack !== null) return { kind: "not-applicable", reason: acc.lack, vacuous: false };
    const episodes = closedEpisodes(acc.log);
    const value = acc.totalM === 0 ? 0 : acc.outM / acc.totalM;
    return { kind: "value", value, atTick: episodes[0]?.fromTick ?? null, actorId: null, episodes };
  },
  sentence: (e) =>
    `the ego drove ${e.severity.toFixed(1)} m of its route outside its lanes or the wrong way from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s`,
};

/** Beyond every driving lane by more than is allowed, and on no parking lane. */
function isOffLanes({ scene, found }: Acc, xM: number, yM: number): boolean {
  const { lookup } = scene.lanes;
  if (scene.lanes.lane >= 0 || distanceToDrivingM(lookup, xM, yM) <= ALLOWED_M) return false;
  const count = Math.min(found.length, lanesAt(lookup, xM, yM, found));
  for (let i = 0; i < count; i++) if (lookup.network.lanes[found[i] as number]?.type === "parking") return false;
  return true;
}

function noteWrongLane(acc: Acc, { lookup, lane, place }: LaneScene, g: TickGeometry): void {
  const centre = lookup.centres[lane];
  if (centre === undefined) return;
  const x = centre.tangentX[place.segment] as number;
  const y = centre.tangentY[place.segment] as number;
  if (lookup.network.lanes[lane]?.inJunction === true) acc.isWrong = false;
  else if (acc.lane >= 0 && lane !== acc.lane) {
    const isAfterJunction = lookup.network.lanes[acc.lane]?.inJunction === true;
    if (isAfterJunction) acc.isWrong = !(g.cosYaw * x + g.sinYaw * y > VEHICLE_COSINE);
    else if (acc.laneX * x + acc.laneY * y < LANE_COSINE) acc.isWrong = !acc.isWrong;
  }
  acc.lane = lane;
  acc.laneX = x;
  acc.laneY = y;
}

function roadLack({ road }: TraceHeader, scene: Scene): string | null {
  if (!scene.lanes.lookup.hasDriving) return "the road has no driving lanes";
  const isSilent = road.lanes.some(({ type, inJunction }) => type === "driving" && inJunction === undefined);
  return isSilent ? "the road does not say which lanes lead through a junction" : null;
}
