/** What a test found besides yes or no. */
export interface Reading {
  /** How far it is from changing: above 0 where it holds, continuous in what is measured; NaN where there is no such number. */
  margin: number;
  /** The number compared; NaN where it is none. */
  measured: number;
  /** Instant of the change, s, where it is known; NaN elsewhere. */
  sinceSec: number;
}

/** A reading of nothing. */
export function newReading(): Reading {
  return { margin: Number.NaN, measured: Number.NaN, sinceSec: Number.NaN };
}
