/**
 * Tells: how close in time the subject followed the road user ahead.
 * Formula: min over ticks of gap / v, gap bumper to bumper along the path to the lead (eval/lead.ts), v the subject's speed along the
 *   path; only while following: v >= 2 m/s and the lead moves the same way with more than 0.5 m/s. Series: gap / v of the tick.
 * Unit: s; never negative.
 * Source: time headway, 1.8 s recommended and 0.9 s fined in Germany (CommonRoad-CriMe@6898f6a, measure/time/thw.py and its references);
 *   lowest speed: first row of the table of UN R157. Approaching something that stands is no following: DRAC and TTC tell it.
 * Not applicable: the subject never followed anyone.
 */
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../episodes.ts";
import { type Lead, updateLead } from "../lead.ts";
import { headwaySec } from "../maths/following.ts";
import type { Metric } from "../metric.ts";
import type { Scene } from "../scene.ts";

/** Recommended headway in Germany: half the speedometer in metres. */
const LIMIT_SEC = 1.8;
/** UN R157 states following gaps from 7.2 km/h on. */
const MIN_SPEED_MPS = 2;
/** Ours: slower, the lead stands rather than leads. */
const MIN_LEAD_SPEED_MPS = 0.5;
/** From when on somebody follows. */
export const FOLLOWING_PARAMS: Readonly<Record<string, number>> = { minSpeedMps: MIN_SPEED_MPS, minLeadSpeedMps: MIN_LEAD_SPEED_MPS };

interface Acc {
  readonly scene: Scene;
  readonly lead: Lead;
  readonly dtSec: number;
  readonly log: EpisodeLog;
  leastSec: number;
  leastTick: number;
  leastActorId: number;
}

export const headway: Metric<Acc> = {
  id: "headway",
  title: "least time headway",
  definition: "redrive.headway@1",
  dimension: "safety",
  unit: "s",
  better: "higher",
  class: "tick",
  attribution: "worst",
  limit: LIMIT_SEC,
  params: { limitSec: LIMIT_SEC, ...FOLLOWING_PARAMS },
  init: (header, _subjectIndex, scene) => ({
    scene,
    lead: scene.lead,
    dtSec: header.dtSec,
    log: newEpisodeLog(LIMIT_SEC, header.dtSec),
    leastSec: Infinity,
    leastTick: -1,
    leastActorId: -1,
  }),
  step(acc, _previous, now, out) {
    const { lead } = acc;
    updateLead(lead, acc.scene.geometry, now);
    if (!isFollowing(lead)) {
      out.none();
      return;
    }
    const sec = headwaySec(lead.gapM, lead.subjectVMps);
    const actorId = now.actors.id[lead.slot] as number;
    out.value(sec);
    if (sec < acc.leastSec) {
      acc.leastSec = sec;
      acc.leastTick = now.tick;
      acc.leastActorId = actorId;
    }
    const short = LIMIT_SEC - sec;
    if (short > 0) noteBreak(acc.log, now.tick, actorId, sec, short, short * acc.dtSec, "");
  },
  finish(acc) {
    if (acc.leastTick < 0) return { kind: "not-applicable", reason: "the subject never followed a moving road user", vacuous: true };
    return {
      kind: "value",
      value: acc.leastSec,
      atTick: acc.leastTick,
      actorId: acc.leastActorId,
      episodes: closedEpisodes(acc.log),
    };
  },
  sentence: (e) =>
    `headway to ${e.who} fell to ${e.value.toFixed(2)} s at ${e.atSec.toFixed(2)} s; ${e.limit.toFixed(2)} s or more costs nothing`,
};

/** Whether both move along the path fast enough for one to follow the other. */
export function isFollowing({ slot, subjectVMps, leadVMps }: Lead): boolean {
  return slot >= 0 && subjectVMps >= MIN_SPEED_MPS && leadVMps > MIN_LEAD_SPEED_MPS;
}
