/**
 * Tells: how unsafe the subject's gap was at most, should the one ahead brake hard.
 * Formula: max over ticks of the proactive fuzzy safety value of the lead (eval/lead.ts), from the gap d between bumpers less 2 m: 0 above
 *   v rho + v^2 / (2 b_min) - v_l^2 / (2 b_l) + 2 m, 1 below v rho + v^2 / (2 b_max) - v_l^2 / (2 b_l), linear between; rho 0.75 s,
 *   b_min 4, b_max 6, b_l 7 m/s^2. Above 0 the driver must react. Series: the value of the tick, absent without a lead.
 * Unit: ratio, 0 to 1.
 * Source: ec-jrc/JRC-FSM@01b05c2, utility/fuzzy_functs.py:37-53.
 * Not applicable: no road user was ever ahead in the subject's path.
 */
import { proactiveRatio, FUZZY_PARAMS } from "../../../vehicle/r157/fsm.ts";
import { updateLead } from "../../lead.ts";
import type { Metric } from "../../metric.ts";
import { type WorstAcc, worstMetric } from "../../worst.ts";

export const jrcPfs: Metric<WorstAcc<null>> = worstMetric<null>({
  id: "jrc.pfs",
  title: "largest proactive fuzzy safety value",
  definition: "jrc.pfs@01b0",
  unit: "ratio",
  better: "lower",
  limit: 0,
  params: FUZZY_PARAMS,
  begin: () => null,
  measure(at, _state, now) {
    const { lead, geometry } = at.scene;
    updateLead(lead, geometry, now);
    if (lead.slot < 0) return;
    at.has = true;
    at.slot = lead.slot;
    at.value = proactiveRatio(lead.gapM, Math.max(0, lead.subjectVMps), Math.max(0, lead.leadVMps));
  },
  reason: "no road user was ever ahead in the subject's path",
  sentence: (e) =>
    `at ${e.atSec.toFixed(2)} s the gap to ${e.who} was ${(100 * e.value).toFixed(0)} % unsafe, should it brake hard; a careful driver reacts`,
});
