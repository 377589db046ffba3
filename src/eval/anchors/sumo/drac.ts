/**
 * Tells: how hard the subject would have had to brake at most to avoid a crash, by SUMO's surrogate safety device.
 * Formula: max over ticks and road users of two cases. The lead (eval/lead.ts): (v - v_l)^2 / (2 gap) while closing, else 0. One whose
 *   course crosses the subject's, both going on straight at their speeds: the smaller of what the two need so that each enters the
 *   conflict area only after the other has left it, 2 (v - d_entry / t_exit) / t_exit; the conflict area is where the strips that their
 *   widths sweep cross. Series: the larger of the tick.
 * Unit: m/s^2; not negative.
 * Source: eclipse-sumo/sumo@0081111, src/microsim/devices/MSDevice_SSM.cpp, computeDRAC; it logs what is above 3 m/s^2. SUMO takes
 *   conflict areas from its lanes, here they come from the courses: its flags of exit are copied from entry (#4569, #5527).
 * Not applicable: no road user was ever ahead of the subject or crossed its course.
 */
import type { TickRecord } from "../../../trace/tick.ts";
import { CULL_MARGIN_M, leastGapM, type TickGeometry } from "../../geometry.ts";
import { updateLead } from "../../lead.ts";
import type { Metric } from "../../metric.ts";
import { type WorstAcc, worstMetric } from "../../worst.ts";

const LIMIT_MPS2 = 3;
/** SUMO's range of detection, and the least angle at which courses cross rather than follow or meet: both ours. */
const RANGE_M = 100;
const CROSSING_SINE_RATIO = 0.5;

/** Of one vehicle that approaches a conflict area: way and time to where its front enters and its rear leaves it; null for never. */
export interface Approach {
  vMps: number;
  entryM: number;
  exitM: number;
  entrySec: number | null;
  exitSec: number | null;
}

interface Crossing {
  readonly ego: Approach;
  readonly foe: Approach;
}

export const sumoDrac: Metric<WorstAcc<Crossing>> = worstMetric<Crossing>({
  id: "sumo.drac",
  title: "largest deceleration needed by SUMO",
  definition: "sumo.drac@0081",
  unit: "m/s2",
  better: "lower",
  limit: LIMIT_MPS2,
  params: { limitMps2: LIMIT_MPS2, rangeM: RANGE_M, crossingSineRatio: CROSSING_SINE_RATIO },
  begin: () => ({ ego: newApproach(), foe: newApproach() }),
  measure(at, crossing, now) {
    const { lead, geometry: g } = at.scene;
    updateLead(lead, g, now);
    if (lead.slot >= 0) take(at, followingDracMps2(lead.gapM, lead.subjectVMps, lead.leadVMps), lead.slot);
    for (let k = 0; k < g.otherCount; k++) {
      const slot = g.others[k] as number;
      if (slot === lead.slot || leastGapM(g, slot) > RANGE_M + CULL_MARGIN_M || !placeCrossing(crossing, g, now, slot)) continue;
      take(at, crossingDracMps2(crossing.ego, crossing.foe), slot);
    }
  },
  reason: "no road user was ever ahead of the subject or crossed its course",
  sentence: (e) =>
    `not to run into ${e.who}, a deceleration of ${e.value.toFixed(2)} m/s2 was needed by SUMO's rule at ${e.atSec.toFixed(2)} s; SUMO logs above ${e.limit.toFixed(0)} m/s2`,
});

function take(at: { has: boolean; value: number; slot: number }, drac: number | null, slot: number): void {
  if (drac === null || (at.has && drac <= at.value)) return;
  at.has = true;
  at.value = drac;
  at.slot = slot;
}

function newApproach(): Approach {
  return { vMps: 0, entryM: 0, exitM: 0, entrySec: null, exitSec: null };
}

/** Deceleration that just avoids contact with a leader that keeps its speed; null where the gap is used up. */
export function followingDracMps2(gapM: number, vMps: number, leadVMps: number): number | null {
  if (gapM <= 0) return null;
  const dv = vMps - leadVMps;
  return dv <= 0 ? 0 : (dv * dv) / (2 * gapM);
}

/** The smaller of what the two need not to be in the conflict area together; null where none helps or none is needed of both. */
export function crossingDracMps2(ego: Approach, foe: Approach): number | null {
  if (ego.exitM <= 0 || foe.exitM <= 0) return 0;
  if (ego.entryM <= 0 && foe.entryM <= 0) return null;
  const least = Math.min(neededOf(ego, foe), neededOf(foe, ego));
  return least > 0 && least < Infinity ? least : null;
}

/** What one vehicle needs to enter after the other has left, or to stop before the area where the other stops on it. */
function neededOf(one: Approach, other: Approach): number {
  if (one.entryM <= 0) return Infinity;
  const t = other.exitSec;
  if (t !== null) return (2 * (one.vMps - one.entryM / t)) / t;
  return other.entrySec === null ? Infinity : (one.vMps * one.vMps) / (2 * one.entryM);
}

/** Writes both approaches to where the courses cross; whether they do, ahead of or around both, at a fair angle. */
function placeCrossing({ ego, foe }: Crossing, g: TickGeometry, now: TickRecord, slot: number): boolean {
  const a = now.actors;
  const c = a.cosYaw[slot] as number;
  const s = a.sinYaw[slot] as number;
  const sine = g.cosYaw * s - g.sinYaw * c;
  if (Math.abs(sine) < CROSSING_SINE_RATIO) return false;
  const dx = (a.xM[slot] as number) - g.box.xM;
  const dy = (a.yM[slot] as number) - g.box.yM;
  const cosine = Math.abs(g.cosYaw * c + g.sinYaw * s);
  const [halfL, halfW] = [0.5 * (a.lengthM[slot] as number), 0.5 * (a.widthM[slot] as number)];
  // From each centre along its heading to where the two lines cross.
  const egoM = (dx * s - dy * c) / sine;
  const foeM = (dx * g.sinYaw - dy * g.cosYaw) / sine;
  const { box } = g;
  approach(ego, egoM, (halfW + box.halfWidthM * cosine) / Math.abs(sine), box.halfLengthM, g.vxMps * g.cosYaw + g.vyMps * g.sinYaw);
  approach(
    foe,
    foeM,
    (box.halfWidthM + halfW * cosine) / Math.abs(sine),
    halfL,
    (a.vxMps[slot] as number) * c + (a.vyMps[slot] as number) * s,
  );
  return true;
}

function approach(out: Approach, centreM: number, halfAreaM: number, halfLengthM: number, vMps: number): void {
  out.vMps = vMps;
  out.entryM = centreM - halfAreaM - halfLengthM;
  out.exitM = centreM + halfAreaM + halfLengthM;
  out.entrySec = vMps > 0 ? Math.max(0, out.entryM) / vMps : null;
  out.exitSec = vMps > 0 ? out.exitM / vMps : null;
}
