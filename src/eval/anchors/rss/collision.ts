/**
 * Tells: how many collisions RSS blames on the subject.
 * Formula: the number of contacts at whose first tick the subject is to blame by RSS (`rss.responsible`). A contact is one of two boxes
 *   that share a point, and a new one after 0.5 s apart. Label: who is to blame by RSS, `subject`, `other`, `both` or `nobody`; nobody
 *   where the response was given, or its time was not over. Series: boxes in contact now.
 * Unit: count; series count.
 * Source: metrics.md section 3.1; blame as in `rss.responsible`; contacts as in `collision`.
 * Not applicable: no other road user was in the world.
 */
import { type Contacts, contactWith, newContacts } from "../../contacts.ts";
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../../episodes.ts";
import type { Metric } from "../../metric.ts";
import { RSS_PARAMS, type RssPair, updateRss } from "../../rss-watch.ts";
import type { Scene } from "../../scene.ts";

/** scenario_simulator_v2 ego_collision_metric.hpp: apart for this long, a contact is a new one. */
const NEW_AFTER_SEC = 0.5;

interface Acc {
  readonly scene: Scene;
  readonly contacts: Contacts;
  readonly log: EpisodeLog;
  /** By slot, who is to blame for the contact going on. */
  readonly labels: RssBlame[];
  sawOthers: boolean;
}

export type RssBlame = "subject" | "other" | "both" | "nobody";

export const rssCollision: Metric<Acc> = {
  id: "rss.collision",
  title: "collisions that RSS blames on the subject",
  definition: "rss.collision@847b",
  dimension: "safety",
  unit: "count",
  better: "lower",
  class: "tick",
  attribution: "count",
  limit: 0,
  params: { ...RSS_PARAMS, newAfterSec: NEW_AFTER_SEC },
  init: (header, _subjectIndex, scene) => ({
    scene,
    contacts: newContacts(header, NEW_AFTER_SEC),
    log: newEpisodeLog(0, header.dtSec),
    labels: header.actors.map(() => "nobody"),
    sawOthers: false,
  }),
  step(acc, _previous, now, out) {
    const { geometry: g, rss } = acc.scene;
    updateRss(rss, g, now);
    if (g.otherCount > 0) acc.sawOthers = true;
    let contacts = 0;
    for (let k = 0; k < g.otherCount; k++) {
      const slot = g.others[k] as number;
      const state = contactWith(acc.contacts, g, now, slot);
      if (state === "none") continue;
      contacts++;
      const isNew = state === "new";
      if (isNew) acc.labels[slot] = blameOf(rss.pairs[slot] as RssPair);
      const label = acc.labels[slot] as RssBlame;
      const amount = isNew && (label === "subject" || label === "both") ? 1 : 0;
      noteBreak(acc.log, now.tick, now.actors.id[slot] as number, 1, 0, amount, label);
    }
    out.value(contacts);
  },
  finish(acc) {
    if (!acc.sawOthers) return { kind: "not-applicable", reason: "no other road user was in the world", vacuous: true };
    const episodes = closedEpisodes(acc.log);
    const own = episodes.filter((e) => e.severity > 0);
    const value = own.reduce((sum, e) => sum + e.severity, 0);
    return { kind: "value", value, atTick: own[0]?.fromTick ?? null, actorId: own[0]?.actorId ?? null, episodes };
  },
  sentence: (e) => `collision with ${e.who} at ${e.fromSec.toFixed(2)} s; ${BLAME_TEXT[e.label as RssBlame]}`,
};

const BLAME_TEXT: Readonly<Record<RssBlame, string>> = {
  subject: "RSS blames the ego, which did not respond as it asks",
  other: "RSS blames the other, which did not respond as it asks",
  both: "RSS blames both: neither responded as it asks",
  nobody: "RSS blames nobody: the response was given, or its time was not over",
};

function blameOf({ subject, other }: RssPair): RssBlame {
  if (subject.isToBlame) return other.isToBlame ? "both" : "subject";
  return other.isToBlame ? "other" : "nobody";
}
