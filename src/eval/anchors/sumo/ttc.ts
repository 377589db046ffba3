/**
 * Tells: how close in time the subject came to the road user ahead, by SUMO's surrogate safety device.
 * Formula: min over ticks of gap / (v - v_l), gap bumper to bumper along the path to the lead (eval/lead.ts); 0 where it is used up, none
 *   where the subject is not faster. Series: the value of the tick.
 * Unit: s; never negative.
 * Source: eclipse-sumo/sumo@0081111, src/microsim/devices/MSDevice_SSM.cpp, computeTTC; it logs what is below 3 s.
 * Not applicable: the subject never closed in on a road user ahead of it.
 */
import { updateLead } from "../../lead.ts";
import type { Metric } from "../../metric.ts";
import { type WorstAcc, worstMetric } from "../../worst.ts";

const LIMIT_SEC = 3;

export const sumoTtc: Metric<WorstAcc<null>> = worstMetric<null>({
  id: "sumo.ttc",
  title: "least time to collision by SUMO",
  definition: "sumo.ttc@0081",
  unit: "s",
  better: "higher",
  limit: LIMIT_SEC,
  params: { limitSec: LIMIT_SEC },
  begin: () => null,
  measure(at, _state, now) {
    const { lead, geometry } = at.scene;
    updateLead(lead, geometry, now);
    if (lead.slot < 0) return;
    const sec = followingTtcSec(lead.gapM, lead.subjectVMps, lead.leadVMps);
    if (sec === null) return;
    at.has = true;
    at.value = sec;
    at.slot = lead.slot;
  },
  reason: "the subject never closed in on a road user ahead of it",
  sentence: (e) =>
    `time to collision with ${e.who} by SUMO's rule fell to ${e.value.toFixed(2)} s at ${e.atSec.toFixed(2)} s; SUMO logs below ${e.limit.toFixed(0)} s`,
});

/** Gap over closing speed; 0 where the gap is used up, null where it does not shrink. */
export function followingTtcSec(gapM: number, vMps: number, leadVMps: number): number | null {
  if (gapM <= 0) return 0;
  return vMps > leadVMps ? gapM / (vMps - leadVMps) : null;
}
