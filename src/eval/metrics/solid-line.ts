/**
 * Tells: how often the subject changed lanes over a solid line.
 * Formula: number of ticks at which the lane under the box centre is the one beside that of the tick before, where the marking between them
 *   may not be crossed from there. Series: 1 at such a tick, else 0.
 * Unit: count.
 * Source: ours; which line of a double mark counts: ASAM OpenDRIVE 1.8, section 11.9.
 * Not applicable: the road does not say how the borders of its driving lanes are marked.
 */
import type { Lane } from "../../road/network.ts";
import { updateLanes } from "../lanes.ts";
import type { Metric } from "../metric.ts";
import { newPassages, notePassage, type Passages, passagesResult } from "../passages.ts";
import type { Scene } from "../scene.ts";

interface Acc {
  readonly scene: Scene;
  readonly isMarked: boolean;
  readonly passages: Passages;
  lane: number;
  sM: number;
}

export const solidLine: Metric<Acc> = {
  id: "solid-line",
  title: "lane changes over a solid line",
  definition: "redrive.solid-line@1",
  dimension: "rules",
  unit: "count",
  better: "lower",
  class: "tick",
  attribution: "count",
  limit: 0,
  params: {},
  init: ({ road }, _subjectIndex, scene) => ({
    scene,
    isMarked: road.lanes.some(({ type, solidLeftSM, solidRightSM }) => type === "driving" && (solidLeftSM ?? solidRightSM) !== undefined),
    passages: newPassages(),
    lane: -1,
    sM: 0,
  }),
  step(acc, previous, now, out) {
    if (!acc.isMarked) {
      out.none();
      return;
    }
    const { lanes, geometry } = acc.scene;
    updateLanes(lanes, geometry);
    const left = previous === null ? undefined : lanes.lookup.network.lanes[acc.lane];
    const isOver = left !== undefined && lanes.lane !== acc.lane && isSolidBetween(left, lanes.lane, acc.sM);
    if (isOver) notePassage(acc.passages, now.tick, geometry.speedMps, 0, "");
    acc.lane = lanes.lane;
    acc.sM = lanes.sM;
    out.value(isOver ? 1 : 0);
  },
  finish(acc) {
    if (acc.isMarked) return passagesResult(acc.passages);
    return { kind: "not-applicable", reason: "the road does not say how the borders of its driving lanes are marked", vacuous: false };
  },
  sentence: (e) => `a solid line was crossed at ${e.atSec.toFixed(2)} s, at ${e.value.toFixed(1)} m/s`,
};

/** Whether the marking towards a lane beside may not be crossed at this place of the lane that is left. */
function isSolidBetween(lane: Lane, to: number, sM: number): boolean {
  const ranges = lane.leftLane?.lane === to ? lane.solidLeftSM : lane.rightLane?.lane === to ? lane.solidRightSM : undefined;
  if (ranges === undefined) return false;
  for (let i = 0; i < ranges.length; i += 2) if (sM >= (ranges[i] as number) && sM < (ranges[i + 1] as number)) return true;
  return false;
}
