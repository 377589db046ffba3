/** What a test found besides yes or no. */
export interface Reading {
  /** How far it is from changing: above 0 where it holds, continuous in what is measured; NaN where there is no such number. */
  marginValue: number;
  /** The number compared; NaN where it is none. */
  measuredValue: number;
  /** Instant of the change, s, where it is known; NaN elsewhere. */
  sinceSec: number;
}

/** A reading of nothing. */
export function newReading(): Reading {
  return { marginValue: Number.NaN, measuredValue: Number.NaN, sinceSec: Number.NaN };
}
