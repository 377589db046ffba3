/**
 * Gains of the reference tracker: the stationary linear-quadratic regulator of a position error driven by an acceleration, which is the
 * kinematic error model both along and across the path (tracker.ts):
 *
 *   e' = w,  w' = u;   cost = sum of  e^2 [m^2] + w^2 [(m/s)^2] + u^2 [(m/s^2)^2],  input held over periods of 10 ms
 *
 * A metre, a metre a second and a metre a second squared count alike. The Riccati equation P = Q + A'PA - A'PB (R + B'PB)^-1 B'PA is
 * iterated from P = Q; after 4000 periods (40 s, the slowest mode decays in about 1.2 s) it no longer changes.
 */
export interface TrackerGains {
  /** Acceleration against a metre of error; (m/s^2)/m, which is 1/s^2. */
  readonly positionScale: number;
  /** Acceleration against a metre a second of error; 1/s. */
  readonly speedScale: number;
}

const PERIOD_SEC = 0.01;
const PERIODS = 4000;

/** Solves the regulator above for the weights of position, speed and acceleration. */
export function regulatorGains(positionWeight: number, speedWeight: number, accelWeight: number): TrackerGains {
  const h = PERIOD_SEC;
  const b0 = 0.5 * h * h;
  const b1 = h;
  let p00 = positionWeight;
  let p01 = 0;
  let p11 = speedWeight;
  let k0 = 0;
  let k1 = 0;
  for (let i = 0; i < PERIODS; i++) {
    // P B, then the gain K = (R + B'PB)^-1 B'PA with A = [1 h; 0 1]
    const pb0 = p00 * b0 + p01 * b1;
    const pb1 = p01 * b0 + p11 * b1;
    const s = accelWeight + b0 * pb0 + b1 * pb1;
    k0 = pb0 / s;
    k1 = (pb0 * h + pb1) / s;
    // A'PA - K's K + Q
    const next11 = speedWeight + p00 * h * h + 2 * p01 * h + p11 - k1 * s * k1;
    const next01 = p00 * h + p01 - k0 * s * k1;
    p00 = positionWeight + p00 - k0 * s * k0;
    p01 = next01;
    p11 = next11;
  }
  return { positionScale: k0, speedScale: k1 };
}

export const TRACKER_GAINS: TrackerGains = regulatorGains(1, 1, 1);
