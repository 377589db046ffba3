import type { TickRecord, TraceHeader } from "../trace/tick.ts";
import { type Contacts, contactWith, newContacts } from "./contacts.ts";
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "./episodes.ts";
import type { Episode, Metric, MetricResult, MetricSink } from "./metric.ts";
import type { Scene } from "./scene.ts";

/** One contact at its first tick, as a rule judges it; the rule writes the last two. */
export interface ContactAt {
  readonly header: TraceHeader;
  readonly scene: Scene;
  readonly contacts: Contacts;
  /** The kind of contact, in the rule's words. */
  label: string;
  /** What it counts; 0: it is told and counts nothing. */
  severity: number;
}

/** What makes a metric that judges each contact once, when it begins. */
export interface ContactSpec<State>
  extends Pick<Metric<unknown>, "id" | "title" | "definition" | "unit" | "better" | "limit" | "params" | "sentence"> {
  /** Apart for longer, a contact is a new one; Infinity: who was touched once is never touched anew. */
  readonly newAfterSec: number;
  /** What the header lacks that the definition needs; null where it lacks nothing. */
  readonly lacks?: (header: TraceHeader) => string | null;
  readonly begin: (header: TraceHeader, scene: Scene) => State;
  /** Called each tick before its contacts. */
  readonly each?: (at: ContactAt, state: State, now: TickRecord) => void;
  readonly judge: (at: ContactAt, state: State, now: TickRecord, slot: number) => void;
  /** The value of an episode that counts; 1 where absent. */
  readonly episodeValue?: number;
  /** The metric's value from its episodes; the sum of what they count where absent. */
  readonly value?: (episodes: readonly Episode[], header: TraceHeader) => number;
}

export interface ContactAcc<State> extends ContactAt {
  readonly state: State;
  readonly lack: string | null;
  readonly log: EpisodeLog;
  /** By slot, the label of the contact going on. */
  readonly labels: string[];
  /** By slot, the last tick of its episode. */
  readonly notedTicks: Int32Array;
  sawOthers: boolean;
}

/** A metric of class `tick` over contacts; its series is the number of boxes in contact. */
export function contactMetric<State>(spec: ContactSpec<State>): Metric<ContactAcc<State>> {
  const { id, title, definition, unit, better, limit, params, sentence } = spec;
  return {
    id,
    title,
    definition,
    dimension: "safety",
    unit,
    better,
    class: "tick",
    attribution: "count",
    limit,
    params,
    sentence,
    init: (header, _subjectIndex, scene) => ({
      header,
      scene,
      contacts: newContacts(header, spec.newAfterSec),
      label: "",
      severity: 0,
      state: spec.begin(header, scene),
      lack: spec.lacks?.(header) ?? null,
      log: newEpisodeLog(limit ?? 0, header.dtSec),
      labels: header.actors.map(() => ""),
      notedTicks: new Int32Array(header.actors.length),
      sawOthers: false,
    }),
    step: (acc, _previous, now, out) => stepContacts(acc, spec, now, out),
    finish: (acc) => contactResult(acc, spec),
  };
}

function stepContacts<State>(acc: ContactAcc<State>, spec: ContactSpec<State>, now: TickRecord, out: MetricSink): void {
  const { geometry: g } = acc.scene;
  if (g.otherCount > 0) acc.sawOthers = true;
  if (acc.lack !== null) {
    out.none();
    return;
  }
  spec.each?.(acc, acc.state, now);
  let touched = 0;
  for (let k = 0; k < g.otherCount; k++) {
    const slot = g.others[k] as number;
    const state = contactWith(acc.contacts, g, now, slot);
    if (state === "none") continue;
    touched++;
    acc.severity = 0;
    if (state === "new") {
      spec.judge(acc, acc.state, now, slot);
      acc.labels[slot] = acc.label;
    } else if (now.tick - (acc.notedTicks[slot] as number) > acc.log.mergeTicks) continue; // touched again, and never anew
    acc.notedTicks[slot] = now.tick;
    noteContact(acc, spec, now, slot);
  }
  out.value(touched);
}

function noteContact<State>(acc: ContactAcc<State>, spec: ContactSpec<State>, now: TickRecord, slot: number): void {
  noteBreak(acc.log, now.tick, now.actors.id[slot] as number, spec.episodeValue ?? 1, 0, acc.severity, acc.labels[slot] as string);
}

function contactResult<State>({ lack, sawOthers, log, header }: ContactAcc<State>, spec: ContactSpec<State>): MetricResult {
  if (lack !== null) return { kind: "not-applicable", reason: lack, vacuous: false };
  if (!sawOthers) return { kind: "not-applicable", reason: "no other road user was in the world", vacuous: true };
  const episodes = closedEpisodes(log);
  const counting = episodes.filter((e) => e.severity > 0);
  const total = counting.reduce((sum, e) => sum + e.severity, 0);
  return {
    kind: "value",
    value: spec.value?.(counting, header) ?? total,
    atTick: counting[0]?.fromTick ?? null,
    actorId: counting[0]?.actorId ?? null,
    episodes,
  };
}
