/**
 * Tells: how close in time the subject came to the road user in front, by the measure of Waymo's sim agents challenge.
 * Formula: min over ticks of d / (v - v_l) to the nearest box in front, at most 5 s, and 5 s where there is none or it is not slower;
 *   v are speeds, whatever their direction. Seen from the subject, with dx ahead, dy to the left and dpsi the difference of headings:
 *   d = dx - L/2 - (L_l |cos dpsi| + W_l |sin dpsi|)/2, gap = |dy| - W/2 - (L_l |sin dpsi| + W_l |cos dpsi|)/2. In front: d > 0,
 *   gap < 0, |dpsi| <= 75 deg, and an overlap -gap of more than 0.5 m or |dpsi| <= 10 deg. dpsi is not wrapped at half a turn
 *   (upstream's defect). Series: the value of the tick.
 * Unit: s, from 0 to 5.
 * Source: waymo-research/waymo-open-dataset@99a4cb3, sim_agents_metrics/interaction_features.py:247-450.
 * Not applicable: no other road user was in the world.
 */
import { type Box, emptyBox } from "../../../core/box.ts";
import { CULL_MARGIN_M, type HalfExtent, leastGapM, setActorBox, setHalfExtent } from "../../geometry.ts";
import type { Metric } from "../../metric.ts";
import { type WorstAcc, worstMetric } from "../../worst.ts";

const LONGEST_SEC = 5;
const MAX_TURN_RAD: number = (75 * Math.PI) / 180;
const SMALL_TURN_RAD: number = (10 * Math.PI) / 180;
const SMALL_OVERLAP_M = 0.5;
/** Of one call: along and across the subject. */
const HALF: HalfExtent = { halfSM: 0, halfTM: 0 };

export const wosacTtc: Metric<WorstAcc<Box>> = worstMetric<Box>({
  id: "wosac.ttc",
  title: "least time to collision by Waymo's sim agents",
  definition: "wosac.ttc@99a4",
  unit: "s",
  better: "higher",
  limit: LONGEST_SEC,
  params: { longestSec: LONGEST_SEC, maxTurnRad: MAX_TURN_RAD, smallTurnRad: SMALL_TURN_RAD, smallOverlapM: SMALL_OVERLAP_M },
  begin: emptyBox,
  measure(at, box, now) {
    const { geometry: g } = at.scene;
    const { vxMps, vyMps, yawRad } = now.actors;
    if (g.otherCount === 0) return;
    const own = yawRad[g.subjectIndex] as number;
    let nearest = Infinity;
    for (let k = 0; k < g.otherCount; k++) {
      const slot = g.others[k] as number;
      if (leastGapM(g, slot) - CULL_MARGIN_M > nearest) continue;
      setActorBox(box, now, slot);
      const apart = frontGapM(g.box, box, (yawRad[slot] as number) - own);
      if (apart >= nearest) continue;
      nearest = apart;
      at.slot = slot;
    }
    at.has = true;
    at.value = LONGEST_SEC;
    if (at.slot < 0) return;
    const vx = vxMps[at.slot] as number;
    const vy = vyMps[at.slot] as number;
    at.value = frontTtcSec(nearest, g.speedMps, Math.sqrt(vx * vx + vy * vy));
  },
  reason: "no other road user was in the world",
  sentence: (e) =>
    `time to collision with ${e.who} by the measure of sim agents fell to ${e.value.toFixed(2)} s at ${e.atSec.toFixed(2)} s; ${e.limit.toFixed(2)} s is its most`,
});

/**
 * Gap along the subject's heading to a box that it follows by the rule above; Infinity where it does not follow it.
 * @param turnRad the other's heading less the own, as it comes: not wrapped.
 */
export function frontGapM(own: Box, other: Box, turnRad: number): number {
  const dx = other.xM - own.xM;
  const dy = other.yM - own.yM;
  setHalfExtent(HALF, other.cosYaw, other.sinYaw, 2 * other.halfLengthM, 2 * other.halfWidthM, own.cosYaw, own.sinYaw);
  const gap = dx * own.cosYaw + dy * own.sinYaw - own.halfLengthM - HALF.halfSM;
  const beside = Math.abs(dy * own.cosYaw - dx * own.sinYaw) - own.halfWidthM - HALF.halfTM;
  const turn = Math.abs(turnRad);
  const follows = gap > 0 && turn <= MAX_TURN_RAD && beside < 0 && (-beside > SMALL_OVERLAP_M || turn <= SMALL_TURN_RAD);
  return follows ? gap : Infinity;
}

/** Time to collision at those speeds, at most 5 s; 5 s where the one in front is not slower. */
export function frontTtcSec(gapM: number, speedMps: number, frontSpeedMps: number): number {
  return speedMps > frontSpeedMps ? Math.min(LONGEST_SEC, gapM / (speedMps - frontSpeedMps)) : LONGEST_SEC;
}
