import type { TickRecord, TraceHeader } from "../trace/tick.ts";
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "./episodes.ts";
import type { Dimension, Metric, MetricResult } from "./metric.ts";
import type { Scene } from "./scene.ts";

/** One tick of a metric whose value is the worst over the ticks; its `measure` writes the last three. */
export interface Instant {
  readonly header: TraceHeader;
  readonly scene: Scene;
  /** False at the start of each tick. */
  has: boolean;
  value: number;
  /** The road user it is measured against; -1 where there is none. */
  slot: number;
}

/** What makes such a metric: how one tick is measured, and what holds where no tick had a value. */
export interface WorstSpec<State>
  extends Pick<Metric<unknown>, "id" | "title" | "definition" | "unit" | "better" | "limit" | "params" | "sentence"> {
  /** Safety where absent. */
  readonly dimension?: Dimension;
  /** What the header lacks that the definition needs; null where it lacks nothing. */
  readonly lacks?: (header: TraceHeader, isEgo: boolean) => string | null;
  readonly begin: (header: TraceHeader, scene: Scene) => State;
  readonly measure: (at: Instant, state: State, now: TickRecord) => void;
  /** The value where other road users were there but no tick had one; not applicable where absent. */
  readonly defaultValue?: number;
  /** Why there is no value where no tick had one. */
  readonly reason: string;
  /** False where that is for want of knowledge, rather than of anything that could have broken a limit. */
  readonly isVacuous?: boolean;
}

export interface WorstAcc<State> extends Instant {
  readonly state: State;
  readonly lack: string | null;
  readonly log: EpisodeLog;
  sawOthers: boolean;
  isAny: boolean;
  worstValue: number;
  worstTick: number;
  worstActor: number;
}

/** A metric of class `tick` whose value is the worst of its series, the first of equals; beyond `limit` there are episodes. */
export function worstMetric<State>(spec: WorstSpec<State>): Metric<WorstAcc<State>> {
  const { id, title, definition, unit, better, limit, params, sentence } = spec;
  const sign = better === "lower" ? 1 : -1;
  return {
    id,
    title,
    definition,
    dimension: spec.dimension ?? "safety",
    unit,
    better,
    class: "tick",
    attribution: "worst",
    limit,
    params,
    sentence,
    init: (header, _subjectIndex, scene) => ({
      header,
      scene,
      has: false,
      value: 0,
      slot: -1,
      state: spec.begin(header, scene),
      lack: spec.lacks?.(header, scene.geometry.isEgo) ?? null,
      log: newEpisodeLog(limit ?? 0, header.dtSec),
      sawOthers: false,
      isAny: false,
      worstValue: 0,
      worstTick: -1,
      worstActor: -1,
    }),
    step(acc, _previous, now, out) {
      if (acc.scene.geometry.otherCount > 0) acc.sawOthers = true;
      acc.has = false;
      acc.slot = -1;
      if (acc.lack === null) spec.measure(acc, acc.state, now);
      if (!acc.has) {
        out.none();
        return;
      }
      out.value(acc.value);
      noteWorst(acc, now, sign, limit);
    },
    finish: (acc) => worstResult(acc, spec),
  };
}

function noteWorst<State>(acc: WorstAcc<State>, now: TickRecord, sign: number, limit: number | null): void {
  const { value } = acc;
  const actor = acc.slot < 0 ? -1 : (now.actors.id[acc.slot] as number);
  if (!acc.isAny || sign * value > sign * acc.worstValue) {
    acc.isAny = true;
    acc.worstValue = value;
    acc.worstTick = now.tick;
    acc.worstActor = actor;
  }
  if (limit === null) return;
  const beyond = sign * (value - limit);
  if (beyond > 0) noteBreak(acc.log, now.tick, actor, value, beyond, beyond * acc.header.dtSec, "");
}

function worstResult<State>(acc: WorstAcc<State>, spec: WorstSpec<State>): MetricResult {
  if (acc.lack !== null) return { kind: "not-applicable", reason: acc.lack, vacuous: false };
  if (!acc.isAny) {
    if (spec.defaultValue === undefined) return { kind: "not-applicable", reason: spec.reason, vacuous: spec.isVacuous ?? true };
    if (!acc.sawOthers) return { kind: "not-applicable", reason: "no other road user was in the world", vacuous: true };
    return { kind: "value", value: spec.defaultValue, atTick: null, actorId: null, episodes: [] };
  }
  return {
    kind: "value",
    value: acc.worstValue,
    atTick: acc.worstTick,
    actorId: acc.worstActor < 0 ? null : acc.worstActor,
    episodes: closedEpisodes(acc.log),
  };
}
