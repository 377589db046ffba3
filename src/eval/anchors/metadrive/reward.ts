/**
 * Tells: the reward of a drive in MetaDrive.
 * Formula: sum over steps of a tenth of a second of p (ds max(0, min(1, 1 - 2 |t| / w)) + 0.1 v / 80 km/h), ds the way along the lane under the
 *   box centre since the step before, t and w the distance from its centre line and its width, p = -1 on a lane that runs against the heading,
 *   else 1. The drive ends at the goal, off every lane, or with a contact: that step is +10, -5, -5 instead. Series: the reward of the step,
 *   absent between steps and after that end.
 * Unit: points.
 * Source: metadriverse/metadrive, metadrive/envs/metadrive_env.py, its default configuration with the lateral reward.
 * Not applicable: the road has no driving lanes.
 */
import { type Box, emptyBox } from "../../../core/box.ts";
import type { LineProjection, Polyline } from "../../../core/polyline.ts";
import { project } from "../../../core/polyline.ts";
import { halfWidthM } from "../../../road/lookup.ts";
import type { Goal, TickRecord } from "../../../trace/tick.ts";
import { updateLanes } from "../../lanes.ts";
import { updateLead } from "../../lead.ts";
import { ticksAStep } from "../../maths/sample-rate.ts";
import type { Metric } from "../../metric.ts";
import type { Scene } from "../../scene.ts";
import { touchingSlot } from "../../touching.ts";

const SPEED_REWARD = 0.1;
const TOP_MPS: number = 80 / 3.6;
const SUCCESS = 10;
const FAILURE = -5;

interface Acc {
  readonly scene: Scene;
  readonly goal: Goal | null;
  readonly everyTicks: number;
  readonly box: Box;
  readonly place: LineProjection;
  hasPlace: boolean;
  xM: number;
  yM: number;
  isOver: boolean;
  sum: number;
  lastTick: number;
}

export const metadriveReward: Metric<Acc> = {
  id: "metadrive.reward",
  title: "reward of MetaDrive",
  definition: "metadrive.reward@1",
  dimension: "progress",
  unit: "points",
  better: "higher",
  class: "tick",
  attribution: "worst",
  limit: null,
  params: { speedReward: SPEED_REWARD, topMps: TOP_MPS, success: SUCCESS, failure: FAILURE },
  init: (header, _subjectIndex, scene) => ({
    scene,
    goal: scene.lead.route === null ? null : header.goal,
    everyTicks: ticksAStep(header.dtSec),
    box: emptyBox(),
    place: { sM: 0, tM: 0, distanceM: 0, segment: 0 },
    hasPlace: false,
    xM: 0,
    yM: 0,
    isOver: false,
    sum: 0,
    lastTick: -1,
  }),
  step(acc, _previous, now, out) {
    const { lanes, lead, geometry: g } = acc.scene;
    if (acc.isOver || !lanes.lookup.hasDriving) {
      out.none();
      return;
    }
    // Every tick, so that the places that are followed do not depend on the rate.
    updateLanes(lanes, g);
    if (acc.goal !== null) updateLead(lead, g, now);
    if (now.tick % acc.everyTicks !== 0) {
      out.none();
      return;
    }
    const reward = finalReward(acc, now) ?? drivingReward(acc);
    acc.hasPlace = true;
    acc.xM = g.box.xM;
    acc.yM = g.box.yM;
    acc.sum += reward;
    acc.lastTick = now.tick;
    out.value(reward);
  },
  finish(acc) {
    if (acc.lastTick < 0) return { kind: "not-applicable", reason: "the road has no driving lanes", vacuous: false };
    return { kind: "value", value: acc.sum, atTick: acc.lastTick, actorId: null, episodes: [] };
  },
  sentence: (e) => `the reward of MetaDrive is ${e.value.toFixed(2)}`,
};

/** What ends the drive at this step; null where nothing does. */
function finalReward(acc: Acc, now: TickRecord): number | null {
  const { lanes, lead, geometry } = acc.scene;
  const hasArrived = acc.goal !== null && lead.sM >= acc.goal.sM;
  const hasFailed = lanes.lane < 0 || touchingSlot(geometry, now, acc.box) >= 0;
  acc.isOver = hasArrived || hasFailed;
  return hasArrived ? SUCCESS : hasFailed ? FAILURE : null;
}

function drivingReward({ scene: { lanes, geometry: g }, place, hasPlace, xM, yM }: Acc): number {
  const centre = lanes.lookup.centres[lanes.lane] as Polyline;
  const i = lanes.place.segment;
  const cosine = g.cosYaw * (centre.tangentX[i] as number) + g.sinYaw * (centre.tangentY[i] as number);
  project(centre, hasPlace ? xM : g.box.xM, hasPlace ? yM : g.box.yM, place);
  return metadriveStepReward({
    wayM: lanes.sM - place.sM,
    offsetM: lanes.place.tM,
    laneWidthM: 2 * halfWidthM(lanes.lookup, lanes.lane, lanes.sM),
    speedMps: g.speedMps,
    isWithLane: cosine >= 0,
  });
}

/** One step on the road. */
export interface MetadriveStep {
  readonly wayM: number;
  readonly offsetM: number;
  readonly laneWidthM: number;
  readonly speedMps: number;
  readonly isWithLane: boolean;
}

/** The reward of one step that does not end the drive. */
export function metadriveStepReward({ wayM, offsetM, laneWidthM, speedMps, isWithLane }: MetadriveStep): number {
  const centred = Math.min(1, Math.max(0, 1 - (2 * Math.abs(offsetM)) / laneWidthM));
  return (isWithLane ? 1 : -1) * (wayM * centred + (SPEED_REWARD * speedMps) / TOP_MPS);
}
