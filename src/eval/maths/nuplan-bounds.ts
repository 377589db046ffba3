import type { TraceHeader } from "../../trace/tick.ts";
import { closedEpisodes, newEpisodeLog, noteBreak } from "../episodes.ts";
import { type History, keepHistory } from "../history.ts";
import type { ComfortSeries } from "./comfort-series.ts";
import type { Metric, MetricResult, Unit } from "../metric.ts";
import { peakSentence } from "../peak.ts";
import { egoComfort } from "./nuplan-motion.ts";
import { STEP_SEC } from "./sample-rate.ts";

/** One of the bounds of nuPlan's comfort: the largest size of a filtered series, strictly below its bound. */
export interface ComfortBound {
  readonly name: string;
  readonly quantity: string;
  readonly unit: Unit;
  readonly unitText: string;
  readonly bound: number;
  /** Name of the bound among the parameters, with its unit. */
  readonly boundName: string;
  readonly series: keyof ComfortSeries;
  /** 1 and -1 look at one side of the series alone; 0 at its size. */
  readonly side: -1 | 0 | 1;
}

export interface HistoryAcc {
  readonly header: TraceHeader;
  readonly history: History;
}

export const TOO_SHORT = "the run has fewer than 4 samples at 10 Hz, too few for nuPlan's filters";

/** What is compared with the bound. */
export function sideOf(value: number, side: -1 | 0 | 1): number {
  return side === 0 ? Math.abs(value) : side * value;
}

/** A metric that shows the largest value of one series of nuPlan's comfort, and where it was not within its bound. */
export function comfortPart(part: ComfortBound): Omit<Metric<HistoryAcc>, "id" | "definition"> {
  const { quantity, unit, unitText, bound, boundName, series, side } = part;
  return {
    title: `largest ${quantity}, nuPlan`,
    dimension: "comfort",
    unit,
    better: "lower",
    class: "post",
    attribution: "worst",
    limit: bound,
    params: { [boundName]: bound, stepSec: STEP_SEC },
    init: (header, _subjectIndex, scene) => ({ header, history: keepHistory(scene.history) }),
    step: (_acc, _previous, _now, out) => out.none(),
    finish({ header, history }): MetricResult {
      const comfort = egoComfort(history, header);
      if (comfort === null) return { kind: "not-applicable", reason: TOO_SHORT, vacuous: false };
      return boundResult(comfort[series], comfort.ticks, bound, side, header.dtSec);
    },
    sentence: (e) => peakSentence(quantity, unitText, e),
  };
}

/** The largest value on a side, and the stretches at which it is not below the bound. */
export function boundResult(values: Float64Array, ticks: Int32Array, bound: number, side: -1 | 0 | 1, dtSec: number): MetricResult {
  const log = newEpisodeLog(bound, dtSec);
  let largest = -Infinity;
  let largestTick = 0;
  for (let i = 0; i < values.length; i++) {
    const value = sideOf(values[i] as number, side);
    const tick = ticks[i] as number;
    if (value > largest) {
      largest = value;
      largestTick = tick;
    }
    if (value >= bound) noteBreak(log, tick, -1, value, value - bound, (value - bound) * STEP_SEC, "");
  }
  return { kind: "value", value: largest, atTick: largestTick, actorId: null, episodes: closedEpisodes(log) };
}
