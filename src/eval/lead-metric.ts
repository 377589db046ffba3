import type { TickRecord } from "../trace/tick.ts";
import type { TickGeometry } from "./geometry.ts";
import { type Lead, updateLead } from "./lead.ts";
import type { Metric } from "./metric.ts";
import { type Total, type TotalAcc, type TotalSpec, totalMetric } from "./total.ts";
import { type Instant, type WorstAcc, type WorstSpec, worstMetric } from "./worst.ts";

/** The subject and the road user ahead of it, along and across the path (eval/lead.ts). */
export interface Following {
  gapM: number;
  vMps: number;
  leadVMps: number;
  aMps2: number;
  leadAMps2: number;
  /** Centre to centre across the path, positive to the left, and how fast that changes. */
  acrossM: number;
  dvLatMps: number;
  leadLatAMps2: number;
  /** Sum of the half extents across the path. */
  reachAcrossM: number;
}

/** Said where nobody was ever ahead. */
export const NOBODY_AHEAD = "no road user was ever ahead in the subject's path";

/** Of one call each: the metrics read it and keep nothing. */
const F: Following = {
  gapM: 0,
  vMps: 0,
  leadVMps: 0,
  aMps2: 0,
  leadAMps2: 0,
  acrossM: 0,
  dvLatMps: 0,
  leadLatAMps2: 0,
  reachAcrossM: 0,
};

/** A metric of class `tick` whose value is the worst of what `of` says of each tick with a lead; null where it says nothing. */
export function worstOfLead(
  spec: Omit<WorstSpec<null>, "begin" | "measure" | "reason"> & {
    readonly reason?: string;
    readonly of: (f: Following, at: Instant) => number | null;
  },
): Metric<WorstAcc<null>> {
  const { of, reason = NOBODY_AHEAD } = spec;
  return worstMetric<null>({
    ...spec,
    reason,
    begin: () => null,
    measure(at, _state, now) {
      const { lead, geometry } = at.scene;
      if (!findLead(lead, geometry, now)) return;
      const value = of(F, at);
      if (value === null) return;
      at.has = true;
      at.value = value;
      at.slot = lead.slot;
    },
  });
}

/** A metric of class `tick` that adds up what `of` writes of each tick with a lead. */
export function totalOfLead(
  spec: Omit<TotalSpec<null>, "begin" | "measure" | "reason"> & { readonly of: (f: Following, at: Total) => void },
): Metric<TotalAcc<null>> {
  const { of } = spec;
  return totalMetric<null>({
    ...spec,
    reason: NOBODY_AHEAD,
    begin: () => null,
    measure(at, _state, now) {
      const { lead, geometry } = at.scene;
      if (!findLead(lead, geometry, now)) return;
      at.slot = lead.slot;
      of(F, at);
    },
  });
}

/** Describes the lead in `F`; false where there is none, or it is touched. */
function findLead(lead: Lead, g: TickGeometry, now: TickRecord): boolean {
  updateLead(lead, g, now);
  if (lead.slot < 0 || lead.gapM === 0) return false;
  const { vxMps, vyMps, axMps2, ayMps2 } = now.actors;
  const own = g.subjectIndex;
  const there = lead.slot;
  const { cosYaw: c, sinYaw: s } = lead.subjectTangent;
  const { cosYaw: lc, sinYaw: ls } = lead.leadTangent;
  F.gapM = lead.gapM;
  F.vMps = lead.subjectVMps;
  F.leadVMps = lead.leadVMps;
  F.aMps2 = (axMps2[own] as number) * c + (ayMps2[own] as number) * s;
  F.leadAMps2 = lead.leadAMps2;
  F.acrossM = lead.acrossM;
  F.dvLatMps = (vyMps[there] as number) * lc - (vxMps[there] as number) * ls - (g.vyMps * c - g.vxMps * s);
  F.leadLatAMps2 = (ayMps2[there] as number) * lc - (axMps2[there] as number) * ls;
  F.reachAcrossM = lead.reachAcrossM;
  return true;
}
