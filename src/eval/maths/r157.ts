/** Limits of UN R157 (original series, vehicles of category M1, up to 60 km/h). */

/** Braking that a system must be capable of, and its delay (5.2.5.2). */
const BRAKE_MPS2 = 6;
const DELAY_SEC = 0.35;
export const CUT_IN_PARAMS: Readonly<Record<string, number>> = { brakeMps2: BRAKE_MPS2, delaySec: DELAY_SEC };

/** A collision with one that cuts in must be avoided where the time to collision at its intrusion is above this, s (5.2.5.2). */
export function cutInLimitSec(egoMps: number, cutInMps: number): number {
  return Math.max(0, egoMps - cutInMps) / (2 * BRAKE_MPS2) + DELAY_SEC;
}

/** Speeds of the table of least following times (5.2.3.3), and the times. */
const TABLE_KMH: readonly number[] = [7.2, 10, 20, 30, 40, 50, 60];
const TABLE_SEC: readonly number[] = [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6];
const KMH_A_MPS = 3.6;
/** Nearer than this a vehicle never follows, not even at a stand. */
export const LEAST_FOLLOWING_GAP_M = 2;
/** The fastest speed of the table. */
export const FOLLOWING_TABLE_END_MPS: number = 60 / KMH_A_MPS;

/** The least following time at a speed of at most 60 km/h, s: linear in speed between the rows of the table. */
export function followingTimeSec(speedMps: number): number {
  const kmh = speedMps * KMH_A_MPS;
  const last = TABLE_KMH.length - 1;
  if (kmh <= (TABLE_KMH[0] as number)) return TABLE_SEC[0] as number;
  let i = 1;
  while (i < last && kmh > (TABLE_KMH[i] as number)) i++;
  const [k0, k1, t0, t1] = [TABLE_KMH[i - 1], TABLE_KMH[i], TABLE_SEC[i - 1], TABLE_SEC[i]] as [number, number, number, number];
  return t0 + ((kmh - k0) / (k1 - k0)) * (t1 - t0);
}

/** The least following gap at a speed of at most 60 km/h, m. */
export function followingGapM(speedMps: number): number {
  return Math.max(LEAST_FOLLOWING_GAP_M, speedMps * followingTimeSec(speedMps));
}
