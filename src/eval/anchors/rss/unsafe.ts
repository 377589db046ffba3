/**
 * Tells: how much of the time the subject was in a situation that RSS calls dangerous.
 * Formula: ticks at which, to any other road user, the distances along and across the subject's lane are both at most RSS's safe ones,
 *   over all ticks. Along the lane: same direction, opposite direction; across it: lateral; formulas of eval/maths/rss.ts, overlap is
 *   distance 0. Directions are those of the motion along the lane, of the heading while standing; two that have passed each other are
 *   safe along the lane. Without lanes the frame is the ego's route, else the heading. Series: the number of dangerous road users.
 * Unit: ratio, 0 to 1; series count.
 * Source: intel/ad-rss-lib@847b9c2, src/structured/RssFormulas.cpp:96-330, RssNonIntersectionConstellationChecker.cpp; parameters of its
 *   tests. Priority at junctions is not known: who crosses the lane is one that drives ahead in it at its speed along it.
 * Not applicable: no other road user was in the world.
 */
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../../episodes.ts";
import type { Metric } from "../../metric.ts";
import { isDangerousPair, RSS_PARAMS, updateRss } from "../../rss-watch.ts";
import type { Scene } from "../../scene.ts";

interface Acc {
  readonly scene: Scene;
  readonly dtSec: number;
  readonly log: EpisodeLog;
  sawOthers: boolean;
  ticks: number;
  dangerousTicks: number;
}

export const rssUnsafe: Metric<Acc> = {
  id: "rss.unsafe",
  title: "share of ticks that RSS calls dangerous",
  definition: "rss.unsafe@847b",
  dimension: "safety",
  unit: "ratio",
  better: "lower",
  class: "tick",
  attribution: "sum",
  limit: 0,
  params: RSS_PARAMS,
  init: (header, _subjectIndex, scene) => ({
    scene,
    dtSec: header.dtSec,
    log: newEpisodeLog(0, header.dtSec),
    sawOthers: false,
    ticks: 0,
    dangerousTicks: 0,
  }),
  step(acc, _previous, now, out) {
    const { geometry: g, rss } = acc.scene;
    updateRss(rss, g, now);
    if (g.otherCount > 0) acc.sawOthers = true;
    let dangerous = 0;
    for (let k = 0; k < g.otherCount; k++) {
      const slot = g.others[k] as number;
      if (!isDangerousPair(rss, slot)) continue;
      dangerous++;
      noteBreak(acc.log, now.tick, now.actors.id[slot] as number, 1, 0, acc.dtSec, "");
    }
    acc.ticks++;
    if (dangerous > 0) acc.dangerousTicks++;
    out.value(dangerous);
  },
  finish(acc) {
    if (!acc.sawOthers) return { kind: "not-applicable", reason: "no other road user was in the world", vacuous: true };
    const episodes = closedEpisodes(acc.log);
    const first = episodes[0];
    return {
      kind: "value",
      value: acc.dangerousTicks / acc.ticks,
      atTick: first?.worstTick ?? null,
      actorId: first?.actorId ?? null,
      episodes,
    };
  },
  sentence: (e) => `RSS calls the distance to ${e.who} dangerous from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s`,
};
