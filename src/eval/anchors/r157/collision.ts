/**
 * Tells: how many collisions the subject had, whoever is to blame.
 * Formula: the number of contacts of the subject's box with another's (touching edges count); apart for 0.5 s, a contact is a new one.
 *   Whether they were preventable is told by other runs, with careful drivers in the ego's place (profile `r157`). Series: boxes in
 *   contact now.
 * Unit: count; series count.
 * Source: UN R157 5.2.5: what a competent and careful human would have avoided must be avoided; contacts as in `collision`.
 * Not applicable: no other road user was in the world.
 */
import { type Contacts, contactWith, newContacts } from "../../contacts.ts";
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../../episodes.ts";
import type { Metric } from "../../metric.ts";
import type { Scene } from "../../scene.ts";

/** scenario_simulator_v2 ego_collision_metric.hpp: apart for this long, a contact is a new one. */
const NEW_AFTER_SEC = 0.5;

interface Acc {
  readonly scene: Scene;
  readonly contacts: Contacts;
  readonly log: EpisodeLog;
  sawOthers: boolean;
  count: number;
}

export const r157Collision: Metric<Acc> = {
  id: "r157.collision",
  title: "collisions, whoever is to blame",
  definition: "r157.collision@00",
  dimension: "safety",
  unit: "count",
  better: "lower",
  class: "tick",
  attribution: "count",
  limit: 0,
  params: { newAfterSec: NEW_AFTER_SEC },
  init: (header, _subjectIndex, scene) => ({
    scene,
    contacts: newContacts(header, NEW_AFTER_SEC),
    log: newEpisodeLog(0, header.dtSec),
    sawOthers: false,
    count: 0,
  }),
  step(acc, _previous, now, out) {
    const g = acc.scene.geometry;
    if (g.otherCount > 0) acc.sawOthers = true;
    let touched = 0;
    for (let k = 0; k < g.otherCount; k++) {
      const slot = g.others[k] as number;
      const state = contactWith(acc.contacts, g, now, slot);
      if (state === "none") continue;
      touched++;
      const isNew = state === "new";
      if (isNew) acc.count++;
      noteBreak(acc.log, now.tick, now.actors.id[slot] as number, 1, 0, isNew ? 1 : 0, "");
    }
    out.value(touched);
  },
  finish(acc) {
    if (!acc.sawOthers) return { kind: "not-applicable", reason: "no other road user was in the world", vacuous: true };
    const episodes = closedEpisodes(acc.log);
    const first = episodes[0];
    return { kind: "value", value: acc.count, atTick: first?.fromTick ?? null, actorId: first?.actorId ?? null, episodes };
  },
  sentence: (e) => `collision with ${e.who} at ${e.fromSec.toFixed(2)} s`,
};
