/**
 * Formulas of one vehicle behind another on one path: d the bumper gap, v and a of the follower, vl and al of the leader, positive
 * forward; dv = vl - v, da = al - a.
 */

/** CriMe takes a smaller difference of accelerations for none. */
const EQUAL_ACCEL_MPS2 = 0.1;

/**
 * Time to collision at constant acceleration, s; Infinity where there is none (Jansson 2005, equation 5.26, as
 * CommonRoad/commonroad-crime@6898f6a, measure/time/ttc.py:61-131).
 * dv < 0 and |da| <= 0.1: -d / dv. dv^2 - 2 d da < 0: none. dv < 0, or dv >= 0 > da: -dv / da - sqrt(dv^2 - 2 d da) / da. Else none,
 * nor where the leader has been passed.
 */
export function accelTtcSec(gapM: number, vMps: number, leadVMps: number, aMps2: number, leadAMps2: number): number {
  if (gapM < 0) return Infinity;
  const dv = leadVMps - vMps;
  const da = leadAMps2 - aMps2;
  if (dv < 0 && Math.abs(da) <= EQUAL_ACCEL_MPS2) return -gapM / dv;
  const root = dv * dv - 2 * gapM * da;
  if (root < 0 || da === 0 || (dv >= 0 && da > 0)) return Infinity;
  return (-dv - Math.sqrt(root)) / da;
}

/**
 * Acceleration that avoids contact with a leader that keeps its own, m/s^2, 0 or negative: min(al - dv^2 / (2 d), 0) while closing or
 * while the leader brakes, else 0 (a_long,req of the catalogue of criticality metrics).
 */
export function longReqMps2(gapM: number, vMps: number, leadVMps: number, leadAMps2: number): number {
  const dv = leadVMps - vMps;
  if (dv >= 0 && leadAMps2 >= 0) return 0;
  return Math.min(0, leadAMps2 - (dv * dv) / (2 * gapM));
}

/**
 * The same as CriMe codes it (measure/acceleration/a_long_req.py, mode 1): also where the gap opens, since dv is squared whatever its
 * sign.
 */
export function upstreamLongReqMps2(gapM: number, vMps: number, leadVMps: number, leadAMps2: number): number {
  const dv = leadVMps - vMps;
  return Math.min(0, leadAMps2 - (dv * dv) / (2 * gapM));
}

/** Time headway: the bumper gap over the follower's speed, which is above 0. */
export function headwaySec(gapM: number, vMps: number): number {
  return gapM / vMps;
}

/** Braking distance from a speed at a constant deceleration. */
export function stoppingM(vMps: number, decelMps2: number): number {
  return (vMps * vMps) / (2 * decelMps2);
}

/** Proportion of stopping distance: what is left to the conflict over the braking distance; below 1 is past the point of no return. */
export function stoppingShareRatio(leftM: number, vMps: number, decelMps2: number): number {
  const needed = stoppingM(vMps, decelMps2);
  return needed === 0 ? Infinity : leftM / needed;
}

/** Where the gap is used up, each keeping its acceleration but standing once it has braked to a stop: s, Infinity where never. */
export function stopAwareTtcSec(gapM: number, vMps: number, leadVMps: number, aMps2: number, leadAMps2: number): number {
  let [d, v, vl, t] = [gapM, vMps, leadVMps, 0];
  let [a, al] = [aMps2, leadAMps2];
  // At most two of the three stretches end with somebody standing.
  for (let stretch = 0; stretch < 3; stretch++) {
    const stopSec = a < 0 && v > 0 ? -v / a : Infinity;
    const leadStopSec = al < 0 && vl > 0 ? -vl / al : Infinity;
    const untilSec = Math.min(stopSec, leadStopSec);
    const hitSec = contactSec(d, vl - v, al - a);
    if (hitSec <= untilSec) return t + hitSec;
    if (untilSec === Infinity) return Infinity;
    d += (vl - v) * untilSec + 0.5 * (al - a) * untilSec * untilSec;
    t += untilSec;
    v = untilSec === stopSec ? 0 : v + a * untilSec;
    vl = untilSec === leadStopSec ? 0 : vl + al * untilSec;
    if (v === 0) a = 0;
    if (vl === 0) al = 0;
  }
  return Infinity;
}

/** First t >= 0 with d + dv t + da t^2 / 2 = 0, for d >= 0; Infinity where there is none. */
function contactSec(d: number, dv: number, da: number): number {
  if (d <= 0) return 0;
  const root = dv * dv - 2 * d * da;
  if (root < 0) return Infinity;
  // The quotient without cancellation: where closing, 2 d / (-dv + sqrt(root)) is the earlier root.
  const sum = -dv + Math.sqrt(root);
  return sum > 0 && (dv < 0 || da < 0) ? (2 * d) / sum : Infinity;
}

/**
 * Lateral acceleration that passes beside the road user ahead before the gap is used up, m/s^2, not negative: the smaller of the two
 * sides of |a2 + 2 dv_lat / TTC + 2 / TTC^2 (dy +- reach)|, and 0 on a side that is already being passed (a_lat,req, Jansson 2005
 * section 5.3.8).
 * @param acrossM of the other's centre from the own, positive to the left; its velocity and acceleration likewise.
 * @param reachM sum of the half extents across the path.
 */
export function latReqMps2(ttcSec: number, acrossM: number, dvLatMps: number, leadLatAMps2: number, reachM: number): number {
  if (ttcSec === Infinity) return 0;
  const drift = leadLatAMps2 + (2 * dvLatMps) / ttcSec;
  const leftwards = drift + (2 * (acrossM + reachM)) / (ttcSec * ttcSec);
  const rightwards = -drift - (2 * (acrossM - reachM)) / (ttcSec * ttcSec);
  return Math.max(0, Math.min(leftwards, rightwards));
}
