/**
 * Tells: whether, at the start, the subject could still stop before the places that another road user drove over too.
 * Formula: min over road users and places (eval/conflicts.ts) that the subject enters later of the way it drove from the first tick to its
 *   entry over v^2 / (2 x 11.5 m/s^2), v its speed at the first tick times the cosine of the direction in W of the lane it is on
 *   (upstream's defect: the value changes as the road is turned). No series.
 * Unit: ratio; below 1 is past the point of no return.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/distance/{psd,msd}.py, a_lon_max 11.5 m/s^2, from the first tick on.
 * Not applicable: no other road user was in the world, the scenario has no lanes or the subject began on none, it stood at the first tick
 *   or drove across the world's x axis, or nobody's path lay ahead of it.
 */
import { conflictsOf } from "../../conflicts.ts";
import { stoppingShareRatio } from "../../maths/following.ts";
import type { Metric, MetricResult } from "../../metric.ts";
import { type PostAcc, postMetric, type Replay, valueAtRow } from "../../replay.ts";
import { placeOf } from "../../../road/lookup.ts";
import { type LineProjection, project } from "../../../core/polyline.ts";

const BRAKING_MPS2 = 11.5;
const LIMIT_RATIO = 1;

export const crimePsd: Metric<PostAcc> = postMetric({
  id: "crime.psd",
  title: "least proportion of stopping distance by CriMe",
  definition: "crime.psd@6898",
  unit: "ratio",
  better: "higher",
  limit: LIMIT_RATIO,
  params: { brakingMps2: BRAKING_MPS2, limitRatio: LIMIT_RATIO },
  attribution: "worst",
  lacks: (header) => (header.road.lanes.length === 0 ? "the scenario has no lanes" : null),
  judge: leastShare,
  sentence: (e) => `at the start ${e.value.toFixed(2)} of the way to a stop was left before the path of ${e.who}`,
});

function leastShare(r: Replay): MetricResult {
  const at = r.subjectIndex;
  const cosine = laneCosine(r, r.xM[at] as number, r.yM[at] as number);
  if (cosine === null) return { kind: "not-applicable", reason: "the subject began on no lane", vacuous: false };
  const vx = r.vxMps[at] as number;
  const vy = r.vyMps[at] as number;
  const speed = Math.sqrt(vx * vx + vy * vy) * cosine;
  let least: MetricResult = { kind: "not-applicable", reason: "nobody's path lay ahead of a moving subject", vacuous: true };
  for (const { slot, subject } of conflictsOf(r)) {
    if (subject.enterRow === 0) continue;
    const value = stoppingShareRatio(drivenM(r, subject.enterRow), speed, BRAKING_MPS2);
    if (value === Infinity || (least.kind === "value" && value >= least.value)) continue;
    least = valueAtRow(r, value, 0, slot, LIMIT_RATIO);
  }
  return least;
}

/** Cosine of the direction of the lane at a point; null off every lane. */
function laneCosine(r: Replay, xM: number, yM: number): number | null {
  const { lookup } = r.scene.lanes;
  const place = { lane: -1, sM: 0, tM: 0 };
  placeOf(lookup, xM, yM, -1, place);
  const centre = lookup.centres[place.lane];
  if (centre === undefined) return null;
  const projection: LineProjection = { sM: 0, tM: 0, distanceM: 0, segment: 0 };
  project(centre, xM, yM, projection);
  return centre.tangentX[projection.segment] as number;
}

/** The way of the subject's box centre from the first row to another. */
function drivenM(r: Replay, row: number): number {
  let sum = 0;
  for (let k = 1; k <= row; k++) {
    const to = k * r.actorCount + r.subjectIndex;
    const from = to - r.actorCount;
    if (r.present[to] === 0 || r.present[from] === 0) continue;
    const dx = (r.xM[to] as number) - (r.xM[from] as number);
    const dy = (r.yM[to] as number) - (r.yM[from] as number);
    sum += Math.sqrt(dx * dx + dy * dy);
  }
  return sum;
}
