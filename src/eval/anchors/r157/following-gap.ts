/**
 * Tells: how far below the least following gap of UN R157 the subject followed.
 * Formula: min over ticks of gap / least gap, gap bumper to bumper to the lead (eval/lead.ts), least gap max(2 m, v t(v)), t linear in
 *   speed between 1.0 s at 7.2 km/h and 1.1, 1.2, 1.3, 1.4, 1.5, 1.6 s at 10, 20, 30, 40, 50, 60 km/h; v the subject's speed along the path.
 *   Ticks above 60 km/h are left out. So are ticks at which a gap that is too small is being opened again, by braking with more than
 *   0.4 m/s^2 or by a lead that is faster by more than 0.1 m/s: where others take the gap away it is to be readjusted without harsh
 *   braking. Series: the ratio, at every tick up to 60 km/h with a lead.
 * Unit: ratio; below 1 is too near.
 * Source: UN R157, original series, 5.2.3.3, category M1; that a gap counts as being opened is ours, the text gives no number.
 * Not applicable: no road user was ever ahead in the subject's path at up to 60 km/h, or the gap was being opened all the time.
 */
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../../episodes.ts";
import { type Lead, updateLead } from "../../lead.ts";
import { FOLLOWING_TABLE_END_MPS, followingGapM, LEAST_FOLLOWING_GAP_M } from "../../maths/r157.ts";
import type { Metric } from "../../metric.ts";
import type { Scene } from "../../scene.ts";

/** The foot off the pedal of the careful human (Annex 4, Appendix 3): more than that is braking. */
const BRAKES_MPS2 = 0.4;
/** Ours: below it the gap does not grow in earnest. */
const OPENS_MPS = 0.1;

interface Acc {
  readonly scene: Scene;
  readonly lead: Lead;
  readonly dtSec: number;
  readonly log: EpisodeLog;
  least: number;
  leastTick: number;
  leastActorId: number;
}

export const followingGap: Metric<Acc> = {
  id: "r157.following-gap",
  title: "least following gap as a share of what UN R157 asks for",
  definition: "r157.following-gap@00",
  dimension: "rules",
  unit: "ratio",
  better: "higher",
  class: "tick",
  attribution: "worst",
  limit: 1,
  params: { brakesMps2: BRAKES_MPS2, opensMps: OPENS_MPS, standingGapM: LEAST_FOLLOWING_GAP_M, tableEndMps: FOLLOWING_TABLE_END_MPS },
  init: (header, _subjectIndex, scene) => ({
    scene,
    lead: scene.lead,
    dtSec: header.dtSec,
    log: newEpisodeLog(1, header.dtSec),
    least: Infinity,
    leastTick: -1,
    leastActorId: -1,
  }),
  step(acc, _previous, now, out) {
    const { lead } = acc;
    const g = acc.scene.geometry;
    updateLead(lead, g, now);
    if (lead.slot < 0 || lead.subjectVMps > FOLLOWING_TABLE_END_MPS) {
      out.none();
      return;
    }
    const share = lead.gapM / followingGapM(Math.max(0, lead.subjectVMps));
    out.value(share);
    const isOpening = g.aLonMps2 < -BRAKES_MPS2 || lead.leadVMps - lead.subjectVMps > OPENS_MPS;
    if (share < 1 && isOpening) return;
    const actorId = now.actors.id[lead.slot] as number;
    if (share < acc.least) {
      acc.least = share;
      acc.leastTick = now.tick;
      acc.leastActorId = actorId;
    }
    if (share < 1) noteBreak(acc.log, now.tick, actorId, share, 1 - share, (1 - share) * acc.dtSec, "");
  },
  finish(acc) {
    if (acc.leastTick < 0) {
      return { kind: "not-applicable", reason: "the subject never followed anyone at up to 60 km/h", vacuous: true };
    }
    return {
      kind: "value",
      value: acc.least,
      atTick: acc.leastTick,
      actorId: acc.leastActorId,
      episodes: closedEpisodes(acc.log),
    };
  },
  sentence: (e) => `followed ${e.who} at ${(100 * e.value).toFixed(0)} % of the least gap of UN R157 at ${e.atSec.toFixed(2)} s`,
};
