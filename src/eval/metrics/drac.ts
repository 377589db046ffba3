/**
 * Tells: how hard the subject would have had to brake at most, from the instant on, not to run into the road user ahead.
 * Formula: max over ticks of the constant deceleration that just avoids contact with the lead (eval/lead.ts), which keeps its
 *   acceleration a_l until it stands. With gap d, speeds v and v_l along the path, dv = v - v_l:
 *   while the lead still moves when the gap is used up: dv^2 / (2 d) - a_l, where closing (dv > 0), else 0;
 *   where a braking lead stands first (v_l / |a_l| < 2 d / dv, or not closing): v^2 / (2 (d + v_l^2 / (2 |a_l|)));
 *   never below 0. Series: the same of the tick, absent without a lead or while touching it, where no deceleration is enough.
 * Unit: m/s^2; positive is braking.
 * Source: deceleration rate to avoid the crash, in the form min(a_l - dv^2 / (2 d), 0) of CommonRoad-CriMe@6898f6a,
 *   measure/acceleration/a_long_req.py; that form lets a braking lead drive backwards after it has stopped, ours lets it stand.
 * Not applicable: no road user was ever ahead in the subject's path.
 */
import { closedEpisodes, type EpisodeLog, newEpisodeLog, noteBreak } from "../episodes.ts";
import { type Lead, updateLead } from "../lead.ts";
import type { Metric } from "../metric.ts";
import type { Scene } from "../scene.ts";

/** Comfortable stopping deceleration of AASHTO's road design (metrics.md section 3.2). */
const LIMIT_MPS2 = 3.4;

interface Acc {
  readonly scene: Scene;
  readonly lead: Lead;
  readonly dtSec: number;
  readonly log: EpisodeLog;
  largestMps2: number;
  largestTick: number;
  largestActorId: number;
}

export const drac: Metric<Acc> = {
  id: "drac",
  title: "largest deceleration needed to avoid a crash",
  definition: "redrive.drac@1",
  dimension: "safety",
  unit: "m/s2",
  better: "lower",
  class: "tick",
  attribution: "worst",
  limit: LIMIT_MPS2,
  params: { limitMps2: LIMIT_MPS2 },
  init: (header, _subjectIndex, scene) => ({
    scene,
    lead: scene.lead,
    dtSec: header.dtSec,
    log: newEpisodeLog(LIMIT_MPS2, header.dtSec),
    largestMps2: -1,
    largestTick: -1,
    largestActorId: -1,
  }),
  step(acc, _previous, now, out) {
    const { lead } = acc;
    updateLead(lead, acc.scene.geometry, now);
    if (lead.slot < 0 || lead.gapM === 0) {
      out.none();
      return;
    }
    const needed = neededDecelMps2(lead.gapM, lead.subjectVMps, lead.leadVMps, lead.leadAMps2);
    const actorId = now.actors.id[lead.slot] as number;
    out.value(needed);
    if (needed > acc.largestMps2) {
      acc.largestMps2 = needed;
      acc.largestTick = now.tick;
      acc.largestActorId = actorId;
    }
    const beyond = needed - LIMIT_MPS2;
    if (beyond > 0) noteBreak(acc.log, now.tick, actorId, needed, beyond, beyond * acc.dtSec, "");
  },
  finish(acc) {
    if (acc.largestTick < 0) return { kind: "not-applicable", reason: "no road user was ever ahead in the subject's path", vacuous: true };
    return {
      kind: "value",
      value: acc.largestMps2,
      atTick: acc.largestTick,
      actorId: acc.largestActorId,
      episodes: closedEpisodes(acc.log),
    };
  },
  sentence: (e) =>
    `not to run into ${e.who}, a deceleration of ${e.value.toFixed(2)} m/s2 was needed at ${e.atSec.toFixed(2)} s; up to ${e.limit.toFixed(2)} m/s2 costs nothing`,
};

/**
 * The constant deceleration, m/s^2, positive, that from now on just avoids contact (formula above).
 * @param gapM above 0. Speeds and acceleration along the path, positive forward.
 */
export function neededDecelMps2(gapM: number, vMps: number, leadVMps: number, leadAMps2: number): number {
  const dv = vMps - leadVMps;
  if (leadVMps > 0 && leadAMps2 < 0) {
    const standsFirst = dv <= 0 || -leadVMps / leadAMps2 < (2 * gapM) / dv;
    if (standsFirst) return vMps <= 0 ? 0 : (vMps * vMps) / (2 * (gapM - (leadVMps * leadVMps) / (2 * leadAMps2)));
    return Math.max(0, (dv * dv) / (2 * gapM) - leadAMps2);
  }
  if (dv <= 0) return 0;
  // A lead that stands or comes nearer keeps its speed: it does not brake into driving backwards.
  const leadA = leadVMps > 0 ? leadAMps2 : Math.max(0, leadAMps2);
  return Math.max(0, (dv * dv) / (2 * gapM) - leadA);
}
