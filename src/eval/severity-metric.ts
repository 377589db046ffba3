import type { TickRecord, TraceHeader } from "../trace/tick.ts";
import { type Contacts, contactWith, NEW_AFTER_SEC, newContacts } from "./contacts.ts";
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "./episodes.ts";
import type { Metric } from "./metric.ts";
import type { Scene } from "./scene.ts";

/** What makes a metric of how bad the worst collision was, whoever is to blame. */
export interface SeveritySpec extends Pick<Metric<unknown>, "id" | "title" | "definition" | "unit" | "limit" | "params" | "sentence"> {
  /** How bad a contact is, from the motion at its first tick. */
  readonly measure: (scene: Scene, header: TraceHeader, now: TickRecord, slot: number) => number;
}

export interface SeverityAcc {
  readonly header: TraceHeader;
  readonly scene: Scene;
  readonly contacts: Contacts;
  readonly log: EpisodeLog;
  worstValue: number;
  worstTick: number;
  worstActorId: number;
}

/** The worst over all contacts at their first ticks; beyond the limit there are episodes. */
export function severityMetric(spec: SeveritySpec): Metric<SeverityAcc> {
  const { id, title, definition, unit, limit, params, sentence, measure } = spec;
  return {
    id,
    title,
    definition,
    dimension: "safety",
    unit,
    better: "lower",
    class: "tick",
    attribution: "worst",
    limit,
    params: { ...params, newAfterSec: NEW_AFTER_SEC },
    sentence,
    init: (header, _subjectIndex, scene) => ({
      header,
      scene,
      contacts: newContacts(header, NEW_AFTER_SEC),
      log: newEpisodeLog(limit ?? 0, header.dtSec),
      worstValue: -Infinity,
      worstTick: -1,
      worstActorId: -1,
    }),
    step(acc, _previous, now, out) {
      const g = acc.scene.geometry;
      let ofTick = -Infinity;
      for (let k = 0; k < g.otherCount; k++) {
        const slot = g.others[k] as number;
        if (contactWith(acc.contacts, g, now, slot) !== "new") continue;
        const value = measure(acc.scene, acc.header, now, slot);
        ofTick = Math.max(ofTick, value);
        noteSeverity(acc, now, slot, value, limit ?? Infinity);
      }
      if (ofTick > -Infinity) out.value(ofTick);
      else out.none();
    },
    finish(acc) {
      if (acc.worstTick < 0) return { kind: "not-applicable", reason: "there was no collision", vacuous: true };
      const { worstValue, worstTick, worstActorId } = acc;
      return { kind: "value", value: worstValue, atTick: worstTick, actorId: worstActorId, episodes: closedEpisodes(acc.log) };
    },
  };
}

function noteSeverity(acc: SeverityAcc, now: TickRecord, slot: number, value: number, limit: number): void {
  const actorId = now.actors.id[slot] as number;
  if (value > acc.worstValue) {
    acc.worstValue = value;
    acc.worstTick = now.tick;
    acc.worstActorId = actorId;
  }
  if (value > limit) noteBreak(acc.log, now.tick, actorId, value, value - limit, value - limit, "");
}
