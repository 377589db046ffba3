/**
 * Tells: how often somebody was in the subject's personal space.
 * Formula: number of ticks at which any other box shares a point with the personal space: the subject's box with 2 m more in front,
 *   0.5 m behind and 0.5 m on either side. Series: 1 at such a tick, else 0.
 * Unit: ticks.
 * Source: CommonRoad/commonroad-crime@6898f6a, data_structure/configuration.py, margins of the space occupancy index; its measure is a
 *   stub, the count is the catalogue's (Westhofen et al.).
 * Not applicable: no other road user was in the world.
 */
import { type Box, boxesOverlap, emptyBox } from "../../../core/box.ts";
import { CULL_MARGIN_M, leastGapM, setActorBox, type TickGeometry } from "../../geometry.ts";
import type { Metric } from "../../metric.ts";
import { type TotalAcc, totalMetric } from "../../total.ts";

const FRONT_M = 2;
const REAR_M = 0.5;
const SIDE_M = 0.5;

interface Space {
  readonly space: Box;
  readonly other: Box;
}

export const crimeSoi: Metric<TotalAcc<Space>> = totalMetric<Space>({
  id: "crime.soi",
  title: "ticks with somebody in the personal space",
  definition: "crime.soi@6898",
  unit: "ticks",
  better: "lower",
  limit: 0,
  params: { frontM: FRONT_M, rearM: REAR_M, sideM: SIDE_M },
  attribution: "sum",
  begin: () => ({ space: emptyBox(), other: emptyBox() }),
  measure(at, { space, other }, now) {
    const g = at.scene.geometry;
    if (g.otherCount === 0) return;
    at.has = true;
    at.value = 0;
    setPersonalSpace(space, g);
    for (let k = 0; k < g.otherCount && at.slot < 0; k++) {
      const slot = g.others[k] as number;
      if (leastGapM(g, slot) > FRONT_M + SIDE_M + CULL_MARGIN_M) continue;
      setActorBox(other, now, slot);
      if (boxesOverlap(space, other)) at.slot = slot;
    }
    if (at.slot < 0) return;
    at.value = 1;
    at.addedValue = 1;
  },
  reason: "no other road user was in the world",
  sentence: (e) => `${e.who} was in the personal space from ${e.fromSec.toFixed(2)} s to ${e.toSec.toFixed(2)} s`,
});

function setPersonalSpace(out: Box, { box }: TickGeometry): void {
  const ahead = 0.5 * (FRONT_M - REAR_M);
  out.xM = box.xM + ahead * box.cosYaw;
  out.yM = box.yM + ahead * box.sinYaw;
  out.cosYaw = box.cosYaw;
  out.sinYaw = box.sinYaw;
  out.halfLengthM = box.halfLengthM + 0.5 * (FRONT_M + REAR_M);
  out.halfWidthM = box.halfWidthM + SIDE_M;
}
