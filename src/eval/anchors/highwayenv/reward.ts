/**
 * Tells: the mean reward of HighwayEnv's highway task.
 * Formula: mean over steps of 1 s of (c + r + v + 1) / 1.5 where the box centre is on a driving lane, else 0: c = -1 once there was a contact, r = 0.1 times
 *   the number of lanes of the same direction to the left over all of them less one, v = 0.4 times the speed along the road within 20 and 30 m/s as
 *   a share. Series: the reward of the step, absent between steps.
 * Unit: ratio, 0 to 1.
 * Source: Farama-Foundation/HighwayEnv, highway_env/envs/highway_env.py, its default configuration. The speed is v times the cosine of the
 *   heading off the lane; theirs takes that off the world's x axis, as its roads run along it.
 * Not applicable: the road has no driving lanes.
 */
import { type Box, emptyBox } from "../../../core/box.ts";
import type { Polyline } from "../../../core/polyline.ts";
import type { RoadNetwork } from "../../../road/network.ts";
import { type LaneScene, updateLanes } from "../../lanes.ts";
import { ticksAStep } from "../../maths/sample-rate.ts";
import type { Metric } from "../../metric.ts";
import type { Scene } from "../../scene.ts";
import { touchingSlot } from "../../touching.ts";

const STEP_SEC = 1;
const COLLISION = -1;
const RIGHT_LANE = 0.1;
const HIGH_SPEED = 0.4;
const SLOW_MPS = 20;
const FAST_MPS = 30;

interface Acc {
  readonly scene: Scene;
  readonly box: Box;
  readonly everyTicks: number;
  hasCrashed: boolean;
  count: number;
  sum: number;
  least: number;
  leastTick: number;
}

export const highwayReward: Metric<Acc> = {
  id: "highwayenv.reward",
  title: "mean reward of HighwayEnv",
  definition: "highwayenv.reward@1",
  dimension: "progress",
  unit: "ratio",
  better: "higher",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: {
    stepSec: STEP_SEC,
    collision: COLLISION,
    rightLane: RIGHT_LANE,
    highSpeed: HIGH_SPEED,
    slowMps: SLOW_MPS,
    fastMps: FAST_MPS,
  },
  init: (header, _subjectIndex, scene) => ({
    scene,
    box: emptyBox(),
    everyTicks: ticksAStep(header.dtSec, STEP_SEC),
    hasCrashed: false,
    count: 0,
    sum: 0,
    least: 2,
    leastTick: -1,
  }),
  step(acc, _previous, now, out) {
    const { lanes, geometry } = acc.scene;
    if (!acc.hasCrashed && touchingSlot(geometry, now, acc.box) >= 0) acc.hasCrashed = true;
    // Every tick, so that the lane that is kept does not depend on the rate.
    updateLanes(lanes, geometry);
    if (!lanes.lookup.hasDriving || now.tick % acc.everyTicks !== 0) {
      out.none();
      return;
    }
    const reward = rewardNow(acc);
    out.value(reward);
    acc.count++;
    acc.sum += reward;
    if (reward >= acc.least) return;
    acc.least = reward;
    acc.leastTick = now.tick;
  },
  finish(acc) {
    if (acc.count === 0) return { kind: "not-applicable", reason: "the road has no driving lanes", vacuous: false };
    return { kind: "value", value: acc.sum / acc.count, atTick: acc.leastTick, actorId: null, episodes: [] };
  },
  sentence: (e) => `the mean reward of HighwayEnv is ${e.value.toFixed(3)}, the least at ${e.atSec.toFixed(2)} s`,
};

function rewardNow({ scene: { lanes, geometry: g }, hasCrashed }: Acc): number {
  if (lanes.lane < 0) return 0;
  const centre = lanes.lookup.centres[lanes.lane] as Polyline;
  const i = lanes.place.segment;
  const cosine = g.cosYaw * (centre.tangentX[i] as number) + g.sinYaw * (centre.tangentY[i] as number);
  return highwayStepReward({ hasCrashed, ...laneCount(lanes), forwardMps: g.speedMps * cosine });
}

/** Lanes of the same direction to the left of the subject's, and beside one another in all. */
function laneCount({ lookup: { network }, lane }: LaneScene): { readonly leftLanes: number; readonly lanes: number } {
  const leftLanes = lanesBeside(network, lane, "leftLane");
  return { leftLanes, lanes: leftLanes + 1 + lanesBeside(network, lane, "rightLane") };
}

function lanesBeside({ lanes }: RoadNetwork, lane: number, side: "leftLane" | "rightLane"): number {
  let count = 0;
  for (let at = lanes[lane]?.[side]; at?.sameDirection === true && count < lanes.length; at = lanes[at.lane]?.[side]) {
    if (lanes[at.lane]?.type !== "driving") break;
    count++;
  }
  return count;
}

/** One step on the road. */
export interface HighwayStep {
  readonly hasCrashed: boolean;
  readonly leftLanes: number;
  readonly lanes: number;
  readonly forwardMps: number;
}

/** The reward of one step on the road, mapped to 0..1 as upstream does. */
export function highwayStepReward({ hasCrashed, leftLanes, lanes, forwardMps }: HighwayStep): number {
  const fast = Math.min(1, Math.max(0, (forwardMps - SLOW_MPS) / (FAST_MPS - SLOW_MPS)));
  const reward = (hasCrashed ? COLLISION : 0) + (RIGHT_LANE * leftLanes) / Math.max(lanes - 1, 1) + HIGH_SPEED * fast;
  return (reward - COLLISION) / (HIGH_SPEED + RIGHT_LANE - COLLISION);
}
