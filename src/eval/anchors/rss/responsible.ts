/**
 * Tells: how often the subject was in a dangerous situation and did not respond as RSS asks.
 * Formula: the number of episodes in which the subject is to blame by eval/rss-watch.ts: distances along and across the lane both unsafe,
 *   and the response owed on the axis that turned unsafe last (on both where they turned at once) not given: within the response time of
 *   1 s no harder acceleration than 3.5 m/s^2 along and 0.2 m/s^2 across; after it, on the mean, at least 4 m/s^2 of braking (3 m/s^2
 *   towards one that is on the wrong lane), 0.8 m/s^2 across, until it stands. Each road user counts on its own, so the most restrictive
 *   response is what is asked. The others are judged alike, with 2 s; that they did not respond is told and counts nothing.
 *   Series: road users to whom the subject owes a response that it does not give.
 * Unit: count; series count.
 * Source: intel/ad-rss-lib@847b9c2, src/core/RssResponseResolving.cpp:61-110, src/structured/RssNonIntersectionConstellationChecker.cpp;
 *   ours are the mean since the end of the response time, in place of each instant, and the response after a cut-in is over.
 * Not applicable: no other road user was in the world.
 */
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../../episodes.ts";
import type { Metric } from "../../metric.ts";
import { isDangerousPair, RSS_PARAMS, type RssAxis, type RssPair, updateRss } from "../../rss-watch.ts";
import type { Scene } from "../../scene.ts";

interface Acc {
  readonly scene: Scene;
  readonly log: EpisodeLog;
  /** By slot: whether the subject, or the other, was to blame at the tick before. */
  readonly subjectBlamed: Uint8Array;
  readonly otherBlamed: Uint8Array;
  /** By slot, the axis on which the subject last began to be to blame. */
  readonly axes: RssAxis[];
  sawOthers: boolean;
}

/** Label of an episode in which the other is to blame. */
const OTHERS_BLAME = "other";

export const rssResponsible: Metric<Acc> = {
  id: "rss.responsible",
  title: "dangerous situations without the response that RSS asks for",
  definition: "rss.responsible@847b",
  dimension: "safety",
  unit: "count",
  better: "lower",
  class: "tick",
  attribution: "count",
  limit: 0,
  params: RSS_PARAMS,
  init: (header, _subjectIndex, scene) => ({
    scene,
    log: newEpisodeLog(0, header.dtSec),
    subjectBlamed: new Uint8Array(header.actors.length),
    otherBlamed: new Uint8Array(header.actors.length),
    axes: header.actors.map(() => "both"),
    sawOthers: false,
  }),
  step(acc, _previous, now, out) {
    const { geometry: g, rss } = acc.scene;
    updateRss(rss, g, now);
    if (g.otherCount > 0) acc.sawOthers = true;
    let unanswered = 0;
    for (let k = 0; k < g.otherCount; k++) {
      const slot = g.others[k] as number;
      const pair = rss.pairs[slot] as RssPair;
      const isDangerous = isDangerousPair(rss, slot);
      const isSubject = isDangerous && pair.subject.isToBlame;
      const isOther = isDangerous && pair.other.isToBlame;
      const actorId = now.actors.id[slot] as number;
      if (isSubject) {
        unanswered++;
        const isNew = acc.subjectBlamed[slot] === 0;
        if (isNew) acc.axes[slot] = pair.axis;
        noteBreak(acc.log, now.tick, actorId, 1, 0, isNew ? 1 : 0, acc.axes[slot] as RssAxis);
      }
      if (isOther) noteBreak(acc.log, now.tick, actorId, 1, 0, 0, OTHERS_BLAME);
      acc.subjectBlamed[slot] = isSubject ? 1 : 0;
      acc.otherBlamed[slot] = isOther ? 1 : 0;
    }
    out.value(unanswered);
  },
  finish(acc) {
    if (!acc.sawOthers) return { kind: "not-applicable", reason: "no other road user was in the world", vacuous: true };
    const episodes = closedEpisodes(acc.log);
    const own = episodes.filter((e) => e.severity > 0);
    return {
      kind: "value",
      value: own.length,
      atTick: own[0]?.fromTick ?? null,
      actorId: own[0]?.actorId ?? null,
      episodes,
    };
  },
  sentence: (e) => {
    if (e.label === OTHERS_BLAME) return `${e.who} did not respond as RSS asks from ${e.fromSec.toFixed(2)} s on`;
    const axis = e.label === "both" ? "along and across the lane" : e.label === "lateral" ? "across the lane" : "along the lane";
    return `the ego did not respond as RSS asks ${axis} to ${e.who} from ${e.fromSec.toFixed(2)} s on`;
  },
};
