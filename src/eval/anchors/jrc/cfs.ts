/**
 * Tells: how unsafe the subject's gap was at most, with the one ahead keeping its speed.
 * Formula: max over ticks of the critical fuzzy safety value of the lead (eval/lead.ts): 0 where v <= v_l. With a' = max(a, -b_min): where
 *   v + rho a' < v_l, 1 for a gap below (v - v_l)^2 / |2 a'|, else 0. Else 0 above, 1 below, linear between the gaps
 *   (v + a' rho / 2 - v_l) rho + (v + a' rho - v_l)^2 / (2 b_min or 2 b_max); rho 0.75 s, b_min 4, b_max 6 m/s^2, a the subject's
 *   acceleration. Above 0 the driver must brake hard. Series: the value of the tick, absent without a lead.
 * Unit: ratio, 0 to 1.
 * Source: ec-jrc/JRC-FSM@01b05c2, utility/fuzzy_functs.py:55-84.
 * Not applicable: no road user was ever ahead in the subject's path.
 */
import { criticalRatio, FUZZY_PARAMS } from "../../../vehicle/r157/fsm.ts";
import { updateLead } from "../../lead.ts";
import type { Metric } from "../../metric.ts";
import { type WorstAcc, worstMetric } from "../../worst.ts";

export const jrcCfs: Metric<WorstAcc<null>> = worstMetric<null>({
  id: "jrc.cfs",
  title: "largest critical fuzzy safety value",
  definition: "jrc.cfs@01b0",
  unit: "ratio",
  better: "lower",
  limit: 0,
  params: FUZZY_PARAMS,
  begin: () => null,
  measure(at, _state, now) {
    const { lead, geometry: g } = at.scene;
    updateLead(lead, g, now);
    if (lead.slot < 0) return;
    at.has = true;
    at.slot = lead.slot;
    at.value = criticalRatio(lead.gapM, lead.subjectVMps, lead.leadVMps, g.aLonMps2);
  },
  reason: "no road user was ever ahead in the subject's path",
  sentence: (e) =>
    `at ${e.atSec.toFixed(2)} s the gap to ${e.who} was ${(100 * e.value).toFixed(0)} % critical; a careful driver brakes hard`,
});
