import { hypot } from "../../core/dmath.ts";

/**
 * Frequency weightings of ISO 2631-1:1997, annex A (recalled; agree with its published factors within 1.5 %): a second-order Butterworth
 * high pass at f1 and low pass at f2, the transition from acceleration to velocity at f3 and f4, and the upward step from f5 to f6.
 * null leaves a part out.
 */
export interface Weighting {
  readonly f1Hz: number;
  readonly f2Hz: number;
  /** The zero of the transition; null: it has none. */
  readonly f3Hz: number | null;
  readonly f4Hz: number;
  readonly q4Ratio: number;
  readonly step: { readonly f5Hz: number; readonly q5Ratio: number; readonly f6Hz: number; readonly q6Ratio: number } | null;
}

/** Of accelerations along x and y of a seated person. */
export const W_D: Weighting = { f1Hz: 0.4, f2Hz: 100, f3Hz: 2, f4Hz: 2, q4Ratio: 0.63, step: null };
/** Of motion sickness. */
export const W_F: Weighting = {
  f1Hz: 0.08,
  f2Hz: 0.63,
  f3Hz: null,
  f4Hz: 0.25,
  q4Ratio: 0.86,
  step: { f5Hz: 0.0625, q5Ratio: 0.8, f6Hz: 0.1, q6Ratio: 0.8 },
};

/** (b0 + b1 s + b2 s^2) / (a0 + a1 s + a2 s^2), s in 1/s. */
type Section = readonly [b0: number, b1: number, b2: number, a0: number, a1: number, a2: number];

/** The weighting as a product of second-order transfer functions. */
function sectionsOf({ f1Hz, f2Hz, f3Hz, f4Hz, q4Ratio, step }: Weighting): Section[] {
  const [w1, w2, w4] = [f1Hz, f2Hz, f4Hz].map((f) => 2 * Math.PI * f) as [number, number, number];
  const sections: Section[] = [
    [0, 0, 1, w1 * w1, Math.SQRT2 * w1, 1],
    [1, 0, 0, 1, Math.SQRT2 / w2, 1 / (w2 * w2)],
    [1, f3Hz === null ? 0 : 1 / (2 * Math.PI * f3Hz), 0, 1, 1 / (q4Ratio * w4), 1 / (w4 * w4)],
  ];
  if (step !== null) {
    const w5 = 2 * Math.PI * step.f5Hz;
    const w6 = 2 * Math.PI * step.f6Hz;
    sections.push([w5 * w5, w5 / step.q5Ratio, 1, w6 * w6, w6 / step.q6Ratio, 1]);
  }
  return sections;
}

/** Size of the transfer function at a frequency. */
export function weightingGain(weighting: Weighting, frequencyHz: number): number {
  const w = 2 * Math.PI * frequencyHz;
  let gain = 1;
  for (const [b0, b1, b2, a0, a1, a2] of sectionsOf(weighting)) gain *= hypot(b0 - b2 * w * w, b1 * w) / hypot(a0 - a2 * w * w, a1 * w);
  return gain;
}

/** A weighting as a filter of samples at one rate, with what it remembers of one series. */
export interface WeightingFilter {
  readonly sections: number;
  /** b0, b1, b2, a1, a2 of each section, over a0. */
  readonly coefficients: Float64Array;
  /** Two numbers a section. */
  readonly state: Float64Array;
}

/**
 * The filter of a weighting by the bilinear transform, s = 2/dt (1 - z^-1)/(1 + z^-1), at rest at zero until it is settled elsewhere. A
 * frequency f is weighted as tan(pi f dt)/(pi dt): below 0.05/dt that is within 1 %. What lies beyond half the sampling rate is not in
 * the samples.
 */
export function newWeightingFilter(weighting: Weighting, dtSec: number): WeightingFilter {
  const sections = sectionsOf(weighting);
  const coefficients = new Float64Array(5 * sections.length);
  const k = 2 / dtSec;
  for (const [i, [b0, b1, b2, a0, a1, a2]] of sections.entries()) {
    const norm = a0 + a1 * k + a2 * k * k;
    coefficients[5 * i] = (b0 + b1 * k + b2 * k * k) / norm;
    coefficients[5 * i + 1] = (2 * b0 - 2 * b2 * k * k) / norm;
    coefficients[5 * i + 2] = (b0 - b1 * k + b2 * k * k) / norm;
    coefficients[5 * i + 3] = (2 * a0 - 2 * a2 * k * k) / norm;
    coefficients[5 * i + 4] = (a0 - a1 * k + a2 * k * k) / norm;
  }
  return { sections: sections.length, coefficients, state: new Float64Array(2 * sections.length) };
}

/** Puts the filter where it would be had the sample been held for ever. */
export function settle({ sections, coefficients, state }: WeightingFilter, sample: number): void {
  let x = sample;
  for (let i = 0; i < sections; i++) {
    const [b0, b1, b2, a1, a2] = coefficients.subarray(5 * i, 5 * i + 5) as unknown as [number, number, number, number, number];
    const y = ((b0 + b1 + b2) * x) / (1 + a1 + a2);
    state[2 * i + 1] = b2 * x - a2 * y;
    state[2 * i] = y - b0 * x;
    x = y;
  }
}

/** The weighted sample for the next one of the series. */
export function weighted({ sections, coefficients, state }: WeightingFilter, sample: number): number {
  let x = sample;
  for (let i = 0; i < sections; i++) {
    const at = 5 * i;
    const y = (coefficients[at] as number) * x + (state[2 * i] as number);
    state[2 * i] = (coefficients[at + 1] as number) * x - (coefficients[at + 3] as number) * y + (state[2 * i + 1] as number);
    state[2 * i + 1] = (coefficients[at + 2] as number) * x - (coefficients[at + 4] as number) * y;
    x = y;
  }
  return x;
}
