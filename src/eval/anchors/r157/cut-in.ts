/**
 * Tells: how much time the tightest cut-in left, beyond what UN R157 lets a system do without.
 * Formula: min over cut-ins of TTC - ((v - v_c) / (2 x 6 m/s^2) + 0.35 s), TTC = gap / (v - v_c) at the tick of intrusion: the first at which
 *   the near side of a road user ahead is 0.3 m or more within the subject's lane, as wide as it is at the subject, after it was not. Only
 *   where the subject is faster (v > v_c). Above 0 a collision with it must be avoided. Series: the value at the ticks of intrusion.
 * Unit: s; below 0 the system need not avoid the collision.
 * Source: UN R157, original series, 5.2.5.2.
 * Not applicable: the scenario has no lanes, or no slower road user cut in.
 */
import { halfWidthM } from "../../../road/lookup.ts";
import type { TickRecord } from "../../../trace/tick.ts";
import { type FramePlace, newFramePlace, placeInFrame, updateLaneFrame } from "../../lane-frame.ts";
import { CUT_IN_PARAMS, cutInLimitSec } from "../../maths/r157.ts";
import type { Metric } from "../../metric.ts";
import { type Instant, type WorstAcc, worstMetric } from "../../worst.ts";

/** Beyond the lane marking (5.2.5.2, TTC at lane intrusion). */
const INTRUSION_M = 0.3;

interface CutIns {
  readonly place: FramePlace;
  /** By slot, the last tick at which it was seen outside the lane. */
  readonly outsideTick: Int32Array;
}

export const r157CutIn: Metric<WorstAcc<CutIns>> = worstMetric<CutIns>({
  id: "r157.cut-in",
  title: "least time beyond the limit of UN R157 that a cut-in left",
  definition: "r157.cut-in@00",
  unit: "s",
  better: "higher",
  limit: null,
  params: { ...CUT_IN_PARAMS, intrusionM: INTRUSION_M },
  lacks: (header) => (header.road.lanes.length === 0 ? "the scenario has no lanes" : null),
  begin: (header) => ({ place: newFramePlace(), outsideTick: new Int32Array(header.actors.length).fill(-2) }),
  measure: findCutIns,
  reason: "no slower road user cut in",
  sentence: (e) =>
    e.value > 0
      ? `${e.who} cut in at ${e.atSec.toFixed(2)} s; UN R157 asks to avoid a collision, with ${e.value.toFixed(2)} s to spare`
      : `${e.who} cut in at ${e.atSec.toFixed(2)} s, ${(-e.value).toFixed(2)} s too late for what UN R157 asks to avoid`,
});

function findCutIns(at: Instant, { place, outsideTick }: CutIns, now: TickRecord): void {
  const { rss, geometry: g, lanes } = at.scene;
  const { frame } = rss;
  updateLaneFrame(frame, g, now);
  const half = lanes.lane < 0 ? -1 : halfWidthM(lanes.lookup, lanes.lane, lanes.sM);
  for (let k = 0; k < g.otherCount; k++) {
    const slot = g.others[k] as number;
    placeInFrame(frame, g, now, slot, place);
    if (half < 0) continue;
    if (Math.abs(place.tM) - place.halfTM > half - INTRUSION_M) {
      outsideTick[slot] = now.tick;
      continue;
    }
    if (outsideTick[slot] !== now.tick - 1) continue;
    const gap = place.sM - place.halfSM - frame.own.sM - frame.own.halfSM;
    const closing = frame.own.alongMps - place.alongMps;
    if (gap <= 0 || closing <= 0) continue;
    const left = gap / closing - cutInLimitSec(frame.own.alongMps, place.alongMps);
    if (at.has && left >= at.value) continue;
    at.has = true;
    at.value = left;
    at.slot = slot;
  }
}
