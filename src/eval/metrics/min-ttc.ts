/**
 * Tells: how close in time the subject came to touching another road user, had both gone on as they were.
 * Formula: min over ticks and road users of the first time in [0, 3] s at which the two boxes share a point, each keeping the velocity
 *   vector of its box centre and its direction (yaw rate 0); swept, not sampled; touching boxes have 0; at most 3 s, which means "3 s or
 *   more". Series: the least time of the tick, absent where no contact lies ahead within 3 s.
 * Unit: s; never negative.
 * Source: ours, redrive.ttc2d: true shapes, world-frame velocities, every road user, a standing subject that is approached included.
 * Not applicable: no other road user was in the world.
 */
import { type Box, emptyBox, sweptContactSec } from "../../core/box.ts";
import type { TickRecord } from "../../trace/tick.ts";
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../episodes.ts";
import { CULL_MARGIN_M, leastGapM, setActorBox, type TickGeometry } from "../geometry.ts";
import type { Metric, MetricResult } from "../metric.ts";

/** Longest time looked ahead; a threshold of the literature above which TTC says little (metrics.md section 5). */
const HORIZON_SEC = 3;

interface Acc {
  readonly geometry: TickGeometry;
  readonly dtSec: number;
  readonly log: EpisodeLog;
  readonly box: Box;
  sawOthers: boolean;
  leastSec: number;
  leastTick: number;
  leastActorId: number;
  // of the present tick
  nowSec: number;
  nowSlot: number;
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
    geometry: scene.geometry,
    dtSec: header.dtSec,
    log: newEpisodeLog(HORIZON_SEC, header.dtSec),
    box: emptyBox(),
    sawOthers: false,
    leastSec: HORIZON_SEC,
    leastTick: -1,
    leastActorId: -1,
    nowSec: Infinity,
    nowSlot: -1,
  }),
  step(acc, _previous, now, out) {
    if (acc.geometry.otherCount > 0) acc.sawOthers = true;
    findEarliest(acc, now);
    if (acc.nowSlot < 0) {
      out.none();
      return;
    }
    const actorId = now.actors.id[acc.nowSlot] as number;
    out.value(acc.nowSec);
    if (acc.nowSec < acc.leastSec) {
      acc.leastSec = acc.nowSec;
      acc.leastTick = now.tick;
      acc.leastActorId = actorId;
    }
    const short = HORIZON_SEC - acc.nowSec;
    if (short > 0) noteBreak(acc.log, now.tick, actorId, acc.nowSec, short, short * acc.dtSec, "");
  },
  finish: resultOf,
  sentence: (e) =>
    `time to collision with ${e.who} fell to ${e.value.toFixed(2)} s at ${e.atSec.toFixed(2)} s; ${e.limit.toFixed(2)} s or more costs nothing`,
};

/** Leaves the earliest contact and its slot (the lowest of equals) in `nowSec` and `nowSlot`; -1 where none lies ahead. */
function findEarliest(acc: Acc, now: TickRecord): void {
  const g = acc.geometry;
  const { vxMps, vyMps } = now.actors;
  acc.nowSlot = -1;
  acc.nowSec = HORIZON_SEC;
  for (let k = 0; k < g.otherCount; k++) {
    const slot = g.others[k] as number;
    const vx = vxMps[slot] as number;
    const vy = vyMps[slot] as number;
    const gap = leastGapM(g, slot) - CULL_MARGIN_M;
    if (gap > 0) {
      // Together they cover at most |relative velocity| x the time that still matters.
      const dvx = vx - g.vxMps;
      const dvy = vy - g.vyMps;
      if (gap * gap > (dvx * dvx + dvy * dvy) * acc.nowSec * acc.nowSec) continue;
    }
    setActorBox(acc.box, now, slot);
    const sec = sweptContactSec(g.box, g.vxMps, g.vyMps, acc.box, vx, vy, acc.nowSec);
    if (sec < acc.nowSec || (acc.nowSlot < 0 && sec === acc.nowSec)) {
      acc.nowSec = sec;
      acc.nowSlot = slot;
    }
  }
}

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
