/**
 * Tells: how long the subject took at most to clear a place that another road user drove over too.
 * Formula: max over road users and places (eval/conflicts.ts) of exit - entry of the subject, ticks 0.1 s apart: exit is the first tick at
 *   which its box is no more in the area that both swept, entry the tick before the first at which it is (upstream's defect: one tick
 *   early). A place that it does not leave has none. No series.
 * Unit: s; above 0.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/time/et.py:358-379; upstream takes conflict areas from lanelets that cross at an
 *   intersection, here they come from the paths that were driven.
 * Not applicable: no other road user was in the world, or nobody's path crossed the subject's.
 */
import { conflictsOf } from "../../conflicts.ts";
import { encroachmentRows, upstreamStay } from "../../maths/encroachment.ts";
import type { Metric, MetricResult } from "../../metric.ts";
import { type PostAcc, postMetric, type Replay, valueAtRow } from "../../replay.ts";

export const crimeEt: Metric<PostAcc> = postMetric({
  id: "crime.et",
  title: "longest encroachment time by CriMe",
  definition: "crime.et@6898",
  unit: "s",
  better: "lower",
  limit: null,
  params: {},
  attribution: "worst",
  judge: longestStay,
  sentence: (e) => `the subject took ${e.value.toFixed(1)} s to clear the path of ${e.who}`,
});

function longestStay(r: Replay): MetricResult {
  let longest: MetricResult = { kind: "not-applicable", reason: "nobody's path crossed the subject's", vacuous: true };
  for (const { slot, subject } of conflictsOf(r)) {
    const value = encroachmentRows(upstreamStay(subject)) * r.stepSec;
    if (value === Infinity || (longest.kind === "value" && value <= longest.value)) continue;
    longest = valueAtRow(r, value, subject.enterRow, slot);
  }
  return longest;
}
