/**
 * Tells: whether the ego drove within all of nuPlan's bounds of comfort.
 * Formula: 1 where each of lon-accel, lon-decel, lat-accel, jerk, lon-jerk, yaw-accel and yaw-rate is strictly below its bound at every
 *   sample, else 0. Series: none. Episodes: the stretches beyond a bound, labelled with the quantity; value and limit as shares of the bound.
 * Unit: ratio, 0 or 1.
 * Source: motional/nuplan-devkit@e9241677, nuplan/planning/metrics/evaluation_metrics/common/ego_is_comfortable.py and
 *   nuplan/planning/metrics/utils/state_extractors.py:113-300.
 * Not applicable: the run has fewer than 4 samples at 10 Hz.
 */
import { closedEpisodes, newEpisodeLog, noteBreak } from "../../episodes.ts";
import { keepHistory } from "../../history.ts";
import type { ComfortSeries } from "../../maths/comfort-series.ts";
import type { Metric, MetricResult } from "../../metric.ts";
import { type ComfortBound, type HistoryAcc, sideOf, TOO_SHORT } from "../../maths/nuplan-bounds.ts";
import { JERK_BOUND } from "./jerk.ts";
import { LAT_ACCEL_BOUND } from "./lat-accel.ts";
import { LON_ACCEL_BOUND } from "./lon-accel.ts";
import { LON_DECEL_BOUND } from "./lon-decel.ts";
import { LON_JERK_BOUND } from "./lon-jerk.ts";
import { egoComfort } from "../../maths/nuplan-motion.ts";
import { STEP_SEC } from "../../maths/sample-rate.ts";
import { YAW_ACCEL_BOUND } from "./yaw-accel.ts";
import { YAW_RATE_BOUND } from "./yaw-rate.ts";

/** Every bound, in the order of reports. */
export const COMFORT_BOUNDS: readonly ComfortBound[] = [
  LON_ACCEL_BOUND,
  LON_DECEL_BOUND,
  LAT_ACCEL_BOUND,
  JERK_BOUND,
  LON_JERK_BOUND,
  YAW_ACCEL_BOUND,
  YAW_RATE_BOUND,
];

/** Whether a series keeps a bound: a value equal to the bound does not. */
export function isWithin(series: ComfortSeries, { series: name, bound, side }: ComfortBound): boolean {
  return series[name].every((v) => sideOf(v, side) < bound);
}

export const comfort: Metric<HistoryAcc> = {
  id: "nuplan.comfort",
  title: "within the bounds of comfort, nuPlan",
  definition: "nuplan.comfort@e924",
  dimension: "comfort",
  unit: "ratio",
  better: "higher",
  class: "post",
  attribution: "sum",
  limit: 1,
  params: {
    ...Object.fromEntries(COMFORT_BOUNDS.map(({ name, bound, boundName }) => [`${camel(name)}${boundName.slice("bound".length)}`, bound])),
    stepSec: STEP_SEC,
  },
  init: (header, _subjectIndex, scene) => ({ header, history: keepHistory(scene.history) }),
  step: (_acc, _previous, _now, out) => out.none(),
  finish({ header, history }) {
    const series = egoComfort(history, header);
    if (series === null) return { kind: "not-applicable", reason: TOO_SHORT, vacuous: false };
    return comfortResult(series, series.ticks, header.dtSec);
  },
  sentence: (e) => `${e.label} reached ${(100 * e.value).toFixed(0)} % of its bound at ${e.atSec.toFixed(2)} s`,
};

/** 1 or 0 over all bounds, with the stretches beyond each. */
export function comfortResult(series: ComfortSeries, ticks: Int32Array, dtSec: number): MetricResult {
  const log = newEpisodeLog(1, dtSec);
  let worst = 1;
  let worstTick: number | null = null;
  for (const { series: name, quantity, bound, side } of COMFORT_BOUNDS) {
    series[name].forEach((v, i) => {
      const share = sideOf(v, side) / bound;
      if (sideOf(v, side) < bound) return;
      const tick = ticks[i] as number;
      noteBreak(log, tick, -1, share, share, share * STEP_SEC, quantity);
      if (worstTick !== null && share <= worst) return;
      worst = share;
      worstTick = tick;
    });
  }
  const episodes = closedEpisodes(log).toSorted((a, b) => a.fromTick - b.fromTick);
  return { kind: "value", value: worstTick === null ? 1 : 0, atTick: worstTick, actorId: null, episodes };
}

function camel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
