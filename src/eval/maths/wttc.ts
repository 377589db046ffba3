/**
 * Worst time to collision: two discs that both accelerate as hard as they can, in whatever direction brings them together soonest
 * (Wachenfeld, Junietz, Wenzel and Winner 2016; disc and constants as CommonRoad/commonroad-crime@6898f6a, utility/solver.py:42-86).
 */

const MAX_STEPS = 100;
/** Two guesses so near are one. */
const CLOSE_RATIO = 1e-15;
/** Coefficients of f(t) = quartic t^4 + square t^2 + linear t + constant; of one call each. */
const F = { quartic: 0, square: 0, linear: 0, constant: 0 };

/** Radius of the disc that stands for a box: hypot(L / 6, W / 2). */
export function discRadiusM(lengthM: number, widthM: number): number {
  const third = lengthM / 6;
  const half = 0.5 * widthM;
  return Math.sqrt(third * third + half * half);
}

/**
 * The first t >= 0 with |dp + dv t| = R + A t^2 / 2: the smallest positive root of
 * -A^2/4 t^4 + (dv.dv - A R) t^2 + 2 dv.dp t + dp.dp - R^2; 0 where the discs touch.
 * @param dxM difference of the positions in W, and likewise of the velocities.
 * @param radiiM sum of the radii. @param accelMps2 sum of the largest accelerations, above 0; a static object has none.
 */
export function wttcSec(dxM: number, dyM: number, dvxMps: number, dvyMps: number, radiiM: number, accelMps2: number): number {
  const apart = dxM * dxM + dyM * dyM - radiiM * radiiM;
  if (apart <= 0) return 0;
  const speed2 = dvxMps * dvxMps + dvyMps * dvyMps;
  F.quartic = -0.25 * accelMps2 * accelMps2;
  F.square = speed2 - accelMps2 * radiiM;
  F.linear = 2 * (dxM * dvxMps + dyM * dvyMps);
  F.constant = apart;
  // By then they have met though they part as fast as they can: R + A t^2 / 2 >= |dp| + |dv| t.
  const gapM = Math.sqrt(apart + radiiM * radiiM) - radiiM;
  const latest = (Math.sqrt(speed2) + Math.sqrt(speed2 + 2 * accelMps2 * gapM)) / accelMps2;
  // f is positive at 0 and falls without end. Its slope rises up to `bend` and falls from there: f turns down, up, down at most.
  const bend = F.square > 0 ? Math.min(latest, Math.sqrt(-F.square / (6 * F.quartic))) : 0;
  const dips = F.linear < 0 && slopeAt(bend) > 0;
  const low = dips ? slopeCrossing(0, bend) : 0;
  if (dips && valueAt(low) <= 0) return valueCrossing(low, 0);
  const falls = F.linear < 0 && !dips;
  return valueCrossing(latest, falls ? 0 : slopeCrossing(latest, bend));
}

function valueAt(t: number): number {
  return ((F.quartic * t * t + F.square) * t + F.linear) * t + F.constant;
}

function slopeAt(t: number): number {
  return (4 * F.quartic * t * t + 2 * F.square) * t + F.linear;
}

function bendAt(t: number): number {
  return 12 * F.quartic * t * t + 2 * F.square;
}

/** Where f, at most 0 at `low` and above 0 at `high`, crosses 0: Newton's steps, halvings where they leave the bracket. */
function valueCrossing(low: number, high: number): number {
  let [negative, positive] = [low, high];
  let t = 0.5 * (low + high);
  for (let i = 0; i < MAX_STEPS; i++) {
    const value = valueAt(t);
    if (value <= 0) negative = t;
    else positive = t;
    const next = inside(t - value / slopeAt(t), negative, positive);
    if (Math.abs(next - t) <= CLOSE_RATIO * t) return next;
    t = next;
  }
  return t;
}

/** The same of its slope. */
function slopeCrossing(low: number, high: number): number {
  let [negative, positive] = [low, high];
  let t = 0.5 * (low + high);
  for (let i = 0; i < MAX_STEPS; i++) {
    const slope = slopeAt(t);
    if (slope <= 0) negative = t;
    else positive = t;
    const next = inside(t - slope / bendAt(t), negative, positive);
    if (Math.abs(next - t) <= CLOSE_RATIO * t) return next;
    t = next;
  }
  return t;
}

/** The guess where it lies between the ends, else their middle. */
function inside(guess: number, one: number, other: number): number {
  const isBetween = guess > Math.min(one, other) && guess < Math.max(one, other);
  return isBetween ? guess : 0.5 * (one + other);
}

/**
 * No two discs can meet earlier: along the line between them they are |dp| + v t apart, and nowhere less.
 * @param partingMps v = dp.dv / |dp|, negative while they come nearer.
 */
export function leastWttcSec(distanceM: number, partingMps: number, radiiM: number, accelMps2: number): number {
  if (distanceM <= radiiM) return 0;
  return (partingMps + Math.sqrt(partingMps * partingMps + 2 * accelMps2 * (distanceM - radiiM))) / accelMps2;
}
