/**
 * Tells: whether the ego drove within the bounds of comfort, as NAVSIM counts it.
 * Formula: as nuplan.comfort, at 10 Hz, but the size of the acceleration, and so the jerk, is that of the rear axle. Series: none.
 * Unit: ratio, 0 or 1.
 * Source: autonomousvision/navsim@0a380a9 (v2.2), pdm_scorer.py, _calculate_history_comfort, and pdm_comfort_metrics.py. Theirs judges the
 *   human's past and one plan; here it is the drive as it was driven.
 * Not applicable: the run has fewer than 4 samples at 10 Hz.
 */
import { keepHistory } from "../../history.ts";
import { comfortSeries, NUPLAN_YAW_ACCEL_ORDER } from "../../maths/comfort-series.ts";
import { type HistoryAcc, TOO_SHORT } from "../../maths/nuplan-bounds.ts";
import { sampledEgo } from "../../maths/nuplan-motion.ts";
import type { Metric } from "../../metric.ts";
import { comfort, comfortResult } from "../nuplan/comfort.ts";

export const historyComfort: Metric<HistoryAcc> = {
  id: "navsim.history-comfort",
  title: "within the bounds of comfort, NAVSIM",
  definition: "navsim.history-comfort@0a38",
  dimension: "comfort",
  unit: "ratio",
  better: "higher",
  class: "post",
  attribution: "sum",
  limit: 1,
  params: comfort.params,
  init: (header, _subjectIndex, scene) => ({ header, history: keepHistory(scene.history) }),
  step: (_acc, _previous, _now, out) => out.none(),
  finish({ header, history }) {
    const motion = sampledEgo(history, header, true);
    const series = comfortSeries(motion, NUPLAN_YAW_ACCEL_ORDER);
    if (series === null) return { kind: "not-applicable", reason: TOO_SHORT, vacuous: false };
    return comfortResult(series, motion.ticks, header.dtSec);
  },
  sentence: (e) => comfort.sentence(e),
};
