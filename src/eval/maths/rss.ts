/**
 * Responsibility-Sensitive Safety as intel/ad-rss-lib@847b9c2 has it (src/structured/RssFormulas.cpp:96-330, src/core/Physics.cpp).
 * A distance is safe only where it is strictly greater than the one given here. Along the road speeds are not negative, decelerations
 * are positive numbers.
 */

/** What RSS assumes of one road user. */
export interface RssDynamics {
  /** Along the road: hardest acceleration while it responds, least braking of its response, hardest braking it is ever capable of. */
  readonly accelMaxMps2: number;
  readonly brakeMinMps2: number;
  readonly brakeMaxMps2: number;
  /** Least braking of the response to an oncoming road user that is on the wrong lane. */
  readonly brakeMinCorrectMps2: number;
  readonly responseSec: number;
  /** It does not accelerate beyond this speed. */
  readonly maxSpeedMps: number;
  /** Kept even at a stand. */
  readonly leastLonM: number;
  /** Across the road: hardest acceleration while it responds, least braking of its response. */
  readonly latAccelMaxMps2: number;
  readonly latBrakeMinMps2: number;
  /** It wanders so much in its lane. */
  readonly latMarginM: number;
}

/** The way covered by accelerating for the response time, not beyond the highest speed, and then braking to a stand at `brakeMps2`, m. */
export function statedBrakingM(vMps: number, of: RssDynamics, brakeMps2: number): number {
  const { accelMaxMps2: a, responseSec: rho, maxSpeedMps } = of;
  const limit = Math.max(vMps, maxSpeedMps);
  const growsSec = a > 0 ? Math.min(rho, (limit - vMps) / a) : rho;
  const fast = vMps + a * growsSec;
  const responding = vMps * growsSec + 0.5 * a * growsSec * growsSec + fast * (rho - growsSec);
  return responding + (fast * fast) / (2 * brakeMps2);
}

/** The least safe distance behind one that drives ahead in the same direction and may brake as hard as it can, m. */
export function rssSameDirectionM(followerMps: number, follower: RssDynamics, leaderMps: number, leader: RssDynamics): number {
  const own = statedBrakingM(followerMps, follower, follower.brakeMinMps2);
  return Math.max(0, own - (leaderMps * leaderMps) / (2 * leader.brakeMaxMps2)) + follower.leastLonM;
}

/** The least safe distance between two that drive towards each other, one of them on its own lane, m. */
export function rssOppositeDirectionM(correctMps: number, correct: RssDynamics, oppositeMps: number, opposite: RssDynamics): number {
  const own = statedBrakingM(correctMps, correct, correct.brakeMinCorrectMps2);
  return own + statedBrakingM(oppositeMps, opposite, opposite.brakeMinMps2) + Math.max(correct.leastLonM, opposite.leastLonM);
}

/** The least safe distance between two beside each other, m; speeds across the road are positive to the right. */
export function rssLateralM(leftMps: number, left: RssDynamics, rightMps: number, right: RssDynamics): number {
  const nearer = sidewaysM(leftMps, left) + sidewaysM(-rightMps, right);
  return Math.max(0, nearer + 0.5 * (left.latMarginM + right.latMarginM));
}

/** How far one comes towards the other while it accelerates there for the response time, and then brakes; negative where it goes away. */
function sidewaysM(towardsMps: number, of: RssDynamics): number {
  const { latAccelMaxMps2: a, latBrakeMinMps2: b, responseSec: rho } = of;
  const fast = towardsMps + a * rho;
  const braking = fast > 0 ? (fast * fast) / (2 * b) : 0;
  return towardsMps * rho + 0.5 * a * rho * rho + braking;
}

/** The distance within which one without priority can still stop, m. */
export function rssStopM(vMps: number, of: RssDynamics): number {
  return statedBrakingM(vMps, of, of.brakeMinMps2) + of.leastLonM;
}
