import { turnRad } from "../core/angle.ts";
import { type Polyline, smoothYawRadAt } from "../core/polyline.ts";
import type { TickRecord } from "../trace/tick.ts";
import { updateLanes } from "./lanes.ts";
import { type CostWeights, totalCost } from "./maths/commonroad-costs.ts";
import { ticksAStep } from "./maths/sample-rate.ts";
import type { Metric, MetricResult } from "./metric.ts";
import type { Scene } from "./scene.ts";

/** What makes a cost of CommonRoad: a weighted sum of partial ones. */
export interface CostSpec extends Pick<Metric<unknown>, "id" | "title" | "definition" | "dimension"> {
  readonly weights: CostWeights;
}

/** The samples so far, a tenth of a second apart. */
export interface CostAcc {
  readonly scene: Scene;
  readonly everyTicks: number;
  readonly stepSec: number;
  readonly velocityMps: number[];
  readonly steeringRad: number[];
  readonly turnRad: number[];
  /** Direction of the lane that the ego was last on. */
  laneRad: number | null;
  lastTick: number;
}

/** A cost over the whole drive; the heading off the lane is that off the last lane where the ego is on none. */
export function commonroadCost({ weights, ...spec }: CostSpec): Metric<CostAcc> {
  return {
    ...spec,
    unit: "cost",
    better: "lower",
    class: "post",
    attribution: "worst",
    limit: null,
    params: { ...weights },
    init: (header, _subjectIndex, scene) => {
      const everyTicks = ticksAStep(header.dtSec);
      const stepSec = everyTicks * header.dtSec;
      return { scene, everyTicks, stepSec, velocityMps: [], steeringRad: [], turnRad: [], laneRad: null, lastTick: -1 };
    },
    step(acc, _previous, now, out) {
      out.none();
      const { lanes, geometry } = acc.scene;
      if (!geometry.isEgo) return;
      // Every tick, so that the lane that is kept does not depend on the rate.
      updateLanes(lanes, geometry);
      if (now.tick % acc.everyTicks === 0) takeSample(acc, now);
    },
    finish: (acc) => resultOf(acc, weights),
    sentence: (e) => `the cost ${spec.title} is ${e.value.toFixed(2)}`,
  };
}

function takeSample(acc: CostAcc, now: TickRecord): void {
  const { lanes, geometry } = acc.scene;
  if (lanes.lane >= 0) {
    const centre = lanes.lookup.centres[lanes.lane] as Polyline;
    acc.laneRad = smoothYawRadAt(centre, lanes.sM, lanes.place.segment);
  }
  acc.velocityMps.push(geometry.vLonMps);
  acc.steeringRad.push(now.ego.roadWheelRad);
  acc.turnRad.push(acc.laneRad === null ? Number.NaN : turnRad(acc.laneRad, geometry.yawRad));
  acc.lastTick = now.tick;
}

function resultOf(acc: CostAcc, weights: CostWeights): MetricResult {
  if (acc.velocityMps.length < 3) {
    return { kind: "not-applicable", reason: "the run has fewer than 3 samples of the ego at 10 Hz", vacuous: false };
  }
  if (weights.O !== undefined && acc.turnRad.some(Number.isNaN)) {
    return { kind: "not-applicable", reason: "the ego does not begin on a driving lane", vacuous: false };
  }
  const input = {
    stepSec: acc.stepSec,
    velocityMps: Float64Array.from(acc.velocityMps),
    steeringRad: Float64Array.from(acc.steeringRad),
    turnRad: Float64Array.from(acc.turnRad),
    goalMps: null,
  };
  return { kind: "value", value: totalCost(weights, input), atTick: acc.lastTick, actorId: null, episodes: [] };
}
