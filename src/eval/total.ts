import type { TickRecord, TraceHeader } from "../trace/tick.ts";
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "./episodes.ts";
import type { Dimension, Metric, MetricResult } from "./metric.ts";
import type { Scene } from "./scene.ts";

/** One tick of a metric that adds up; its `measure` writes all but the first two. */
export interface Total {
  readonly header: TraceHeader;
  readonly scene: Scene;
  /** False at the start of each tick. */
  has: boolean;
  /** Of the series. */
  value: number;
  /** What the tick adds, not negative; ticks that add something make episodes. */
  addedValue: number;
  slot: number;
}

export interface TotalSpec<State>
  extends Pick<Metric<unknown>, "id" | "title" | "definition" | "unit" | "better" | "limit" | "params" | "attribution" | "sentence"> {
  /** Safety where absent. */
  readonly dimension?: Dimension;
  readonly begin: (header: TraceHeader, scene: Scene) => State;
  readonly measure: (at: Total, state: State, now: TickRecord) => void;
  /** Divide by the number of measured ticks. */
  readonly isMean?: boolean;
  /** Why there is no value where no tick was measured. */
  readonly reason: string;
  /** False where that is for want of knowledge, rather than of anything that could have broken a limit. */
  readonly isVacuous?: boolean;
}

export interface TotalAcc<State> extends Total {
  readonly state: State;
  readonly log: EpisodeLog;
  ticks: number;
  sumValue: number;
  mostValue: number;
  mostTick: number;
  mostActor: number;
}

/** A metric of class `tick` whose value is a sum over the ticks, or their mean; decided by the first tick that added most. */
export function totalMetric<State>(spec: TotalSpec<State>): Metric<TotalAcc<State>> {
  const { id, title, definition, unit, better, limit, params, attribution, sentence } = spec;
  return {
    id,
    title,
    definition,
    dimension: spec.dimension ?? "safety",
    unit,
    better,
    class: "tick",
    attribution,
    limit,
    params,
    sentence,
    init: (header, _subjectIndex, scene) => ({
      header,
      scene,
      has: false,
      value: 0,
      addedValue: 0,
      slot: -1,
      state: spec.begin(header, scene),
      log: newEpisodeLog(limit ?? 0, header.dtSec),
      ticks: 0,
      sumValue: 0,
      mostValue: 0,
      mostTick: -1,
      mostActor: -1,
    }),
    step(acc, _previous, now, out) {
      acc.has = false;
      acc.addedValue = 0;
      acc.slot = -1;
      spec.measure(acc, acc.state, now);
      if (!acc.has) {
        out.none();
        return;
      }
      out.value(acc.value);
      noteAdded(acc, now);
    },
    finish: (acc) => totalResult(acc, spec),
  };
}

function noteAdded<State>(acc: TotalAcc<State>, now: TickRecord): void {
  acc.ticks++;
  const added = acc.addedValue;
  if (!(added > 0)) return;
  const actor = acc.slot < 0 ? -1 : (now.actors.id[acc.slot] as number);
  acc.sumValue += added;
  if (added > acc.mostValue) {
    acc.mostValue = added;
    acc.mostTick = now.tick;
    acc.mostActor = actor;
  }
  noteBreak(acc.log, now.tick, actor, acc.value, added, added, "");
}

function totalResult<State>(acc: TotalAcc<State>, { isMean = false, reason, isVacuous = true }: TotalSpec<State>): MetricResult {
  if (acc.ticks === 0) return { kind: "not-applicable", reason, vacuous: isVacuous };
  return {
    kind: "value",
    value: isMean ? acc.sumValue / acc.ticks : acc.sumValue,
    atTick: acc.mostTick < 0 ? null : acc.mostTick,
    actorId: acc.mostActor < 0 ? null : acc.mostActor,
    episodes: closedEpisodes(acc.log),
  };
}
