import type { TickRecord, TraceHeader } from "../trace/tick.ts";
import { takeHistory } from "./history.ts";
import type { Metric, MetricResult } from "./metric.ts";
import { METRICS } from "./metrics.ts";
import type { Plan } from "./plans.ts";
import { newScene, type Scene, updateScene } from "./scene.ts";
import { type Series, SeriesSink } from "./series.ts";

/**
 * Judges a stream of records, wherever it comes from: a run that is going on or a trace file; the same records give the same bits.
 *
 * Records of low fidelity, after an impact that the scenario allows, count for nothing: no metric sees them, and every series is empty
 * there. So the score speaks of the drive up to and with the tick of the first contact. The same holds for ticks at which the subject is
 * not in the world, or its motion is not finite.
 */
export interface Evaluation {
  /** Takes the next tick. The record and the one before it are read, not kept: two alternating buffers are enough, one is not. */
  record(now: TickRecord): void;
  /** After the last record: metrics that look back at the whole run have looked at it once and for all. */
  finish(): Evaluated;
}

export interface EvaluationOptions {
  /** All metrics of eval/metrics.ts where absent. */
  readonly metrics?: readonly Metric<unknown>[];
  /** Slot of `Actors`; the ego's where absent. */
  readonly subjectIndex?: number;
  /** Keep one value a tick and metric; they are empty otherwise, and the results are the same. True where absent. */
  readonly keepSeries?: boolean;
  /** What the controller planned, in the order of ticks; not known where absent. */
  readonly plans?: readonly Plan[];
}

export interface Outcome {
  readonly metric: Metric<unknown>;
  readonly result: MetricResult;
}

/** What a stream of records came to. */
export interface Evaluated {
  readonly subjectIndex: number;
  /** Tick of the first record; 0 where there was none. */
  readonly firstTick: number;
  /** Tick of the last record that counts; -1 where none does. */
  readonly lastScoredTick: number;
  readonly scoredTicks: number;
  readonly results: readonly Outcome[];
  readonly series: readonly Series[];
}

/** What one evaluation holds. Parallel arrays: the loop over metrics reads each of them at one kind of element. */
interface EvaluationState {
  readonly scene: Scene;
  readonly metrics: readonly Metric<unknown>[];
  readonly accs: readonly unknown[];
  readonly sinks: readonly SeriesSink[];
  previous: TickRecord | null;
  isFinished: boolean;
  firstTick: number;
  lastTick: number;
  lastScoredTick: number;
  scoredTicks: number;
}

/** Starts judging a run; RangeError where `subjectIndex` is no slot. */
export function startEvaluation(header: TraceHeader, options: EvaluationOptions = {}): Evaluation {
  const { metrics = METRICS, subjectIndex = header.egoIndex, keepSeries = true, plans } = options;
  const scene = newScene(header, subjectIndex, plans);
  const state: EvaluationState = {
    scene,
    metrics,
    accs: metrics.map((m) => m.init(header, subjectIndex, scene)),
    sinks: metrics.map(() => new SeriesSink(keepSeries)),
    previous: null,
    isFinished: false,
    firstTick: 0,
    lastTick: -1,
    lastScoredTick: -1,
    scoredTicks: 0,
  };
  return { record: (now) => takeRecord(state, now), finish: () => finishEvaluation(state) };
}

function takeRecord(state: EvaluationState, now: TickRecord): void {
  if (state.isFinished) throw new Error(`tick ${now.tick} comes after the end`);
  if (state.lastTick < 0) state.firstTick = now.tick;
  else if (now.tick !== state.lastTick + 1) throw new Error(`tick ${now.tick} follows tick ${state.lastTick}`);
  if (now === state.previous) throw new Error("a record buffer was reused for two ticks in a row");
  state.lastTick = now.tick;
  const { scene, metrics, accs, sinks } = state;
  if (now.lowFidelity || now.actors.present[scene.geometry.subjectIndex] === 0 || !describes(scene, now)) {
    for (let i = 0; i < sinks.length; i++) (sinks[i] as SeriesSink).none();
    state.previous = null;
    return;
  }
  takeHistory(scene.history, scene.geometry, now);
  for (let i = 0; i < metrics.length; i++) {
    (metrics[i] as Metric<unknown>).step(accs[i], state.previous, now, sinks[i] as SeriesSink);
  }
  state.previous = now;
  state.lastScoredTick = now.tick;
  state.scoredTicks++;
}

/** Turns the scene to the record; false where the subject's motion is not finite, as in the last record of a diverged run. */
function describes(scene: Scene, now: TickRecord): boolean {
  updateScene(scene, now);
  const g = scene.geometry;
  const sum = g.xM + g.yM + g.yawRad + g.speedMps + g.aLonMps2 + g.aLatMps2 + g.yawRateRadps + g.box.xM + g.box.yM + g.vxMps + g.vyMps;
  return Number.isFinite(sum);
}

function finishEvaluation(state: EvaluationState): Evaluated {
  const { scene, metrics, accs, sinks, firstTick, lastTick, lastScoredTick, scoredTicks } = state;
  state.isFinished = true;
  const ticks = lastTick < 0 ? 0 : lastTick - firstTick + 1;
  const results = metrics.map((metric, i) => ({ metric, result: checkedResult(metric, metric.finish(accs[i])) }));
  const series = metrics.map((metric, i) => {
    const sink = sinks[i] as SeriesSink;
    if (sink.taken !== ticks) throw new Error(`metric ${metric.id} gave ${sink.taken} values for ${ticks} ticks`);
    return sink.series(metric.id, metric.unit, firstTick);
  });
  return { subjectIndex: scene.geometry.subjectIndex, firstTick, lastScoredTick, scoredTicks, results, series };
}

/** A value that is no number would pass every comparison unseen; it can only come from a metric of ours. */
function checkedResult(metric: Metric<unknown>, result: MetricResult): MetricResult {
  if (result.kind === "value" && !Number.isFinite(result.value)) throw new Error(`metric ${metric.id} gave ${result.value}`);
  return result;
}
