/**
 * Tells: how close in time the subject came to touching another road user, had both gone on as they were.
 * Formula: min over ticks and road users of the first time in [0, 3] s at which the two boxes share a point, each keeping the velocity
 *   vector of its box centre and its direction (yaw rate 0); swept, not sampled; touching boxes have 0; at most 3 s, which means "3 s or
 *   more". Series: the least time of the tick, absent where no contact lies ahead within 3 s.
 * Unit: s; never negative.
 * Source: ours, redrive.ttc2d: true shapes, world-frame velocities, every road user, a standing subject that is approached included.
 * Not applicable: no other road user was in the world.
 */
import { TTC_HORIZON_SEC as HORIZON_SEC, updateEarliest } from "../earliest.ts";
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../episodes.ts";
import type { Metric, MetricResult } from "../metric.ts";
import type { Scene } from "../scene.ts";

interface Acc {
  readonly scene: Scene;
  readonly dtSec: number;
  readonly log: EpisodeLog;
  sawOthers: boolean;
  leastSec: number;
  leastTick: number;
  leastActorId: number;
}

export const minTtc: Metric<Acc> = {
  id: "min-ttc",
  title: "least time to collision",
  definition: "redrive.ttc2d@1",
  dimension: "safety",
  unit: "s",
  better: "higher",
  class: "tick",
  attribution: "worst",
  limit: HORIZON_SEC,
  params: { horizonSec: HORIZON_SEC },
  init: (header, _subjectIndex, scene) => ({
    scene,
    dtSec: header.dtSec,
    log: newEpisodeLog(HORIZON_SEC, header.dtSec),
    sawOthers: false,
    leastSec: HORIZON_SEC,
    leastTick: -1,
    leastActorId: -1,
  }),
  step(acc, _previous, now, out) {
    const { geometry, earliest } = acc.scene;
    if (geometry.otherCount > 0) acc.sawOthers = true;
    updateEarliest(earliest, geometry, now);
    if (earliest.slot < 0) {
      out.none();
      return;
    }
    const { sec } = earliest;
    const actorId = now.actors.id[earliest.slot] as number;
    out.value(sec);
    if (sec < acc.leastSec) {
      acc.leastSec = sec;
      acc.leastTick = now.tick;
      acc.leastActorId = actorId;
    }
    const short = HORIZON_SEC - sec;
    if (short > 0) noteBreak(acc.log, now.tick, actorId, sec, short, short * acc.dtSec, "");
  },
  finish: resultOf,
  sentence: (e) =>
    `time to collision with ${e.who} fell to ${e.value.toFixed(2)} s at ${e.atSec.toFixed(2)} s; ${e.limit.toFixed(2)} s or more costs nothing`,
};

function resultOf(acc: Acc): MetricResult {
  if (!acc.sawOthers) return { kind: "not-applicable", reason: "no other road user was in the world", vacuous: true };
  const isDecided = acc.leastTick >= 0;
  return {
    kind: "value",
    value: acc.leastSec,
    atTick: isDecided ? acc.leastTick : null,
    actorId: isDecided ? acc.leastActorId : null,
    episodes: closedEpisodes(acc.log),
  };
}
