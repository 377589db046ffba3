/**
 * Euro NCAP crash avoidance 2026: colours of test points and points of load cases, as the official calculator has them
 * (Euro-NCAP/euroncap_rating_2026@94b1035, crash_avoidance/matrix_processing.py, data_model.py). Speeds v and u are in km/h, the
 * protocol's unit: its bands end at whole ones.
 */

export const NCAP_COLOURS = ["green", "yellow", "orange", "brown", "red"] as const;
export type NcapColour = (typeof NCAP_COLOURS)[number];
export type NcapRange = "standard" | "extended";

/** A colour and the value up to which it holds, ascending: bands are (lower, upper]. */
export type NcapBands = readonly (readonly [NcapColour, number])[];

const BANDS_20: NcapBands = [
  ["green", 0],
  ["red", Infinity],
];
const BANDS_30: NcapBands = [
  ["green", 0],
  ["brown", 10],
  ["red", Infinity],
];
const BANDS_40: NcapBands = [
  ["green", 0],
  ["orange", 10],
  ["brown", 20],
  ["red", Infinity],
];
const BANDS_50: NcapBands = [
  ["green", 0],
  ["yellow", 10],
  ["orange", 20],
  ["brown", 30],
  ["red", Infinity],
];

/** Bands of the relative impact speed in km/h, where mitigation counts: by the test speed v of the vehicle in km/h. */
export function mitigationBands(v: number): NcapBands {
  if (v <= 20) return BANDS_20;
  if (v <= 30) return BANDS_30;
  return v <= 40 ? BANDS_40 : BANDS_50;
}

/** Bands of the impact speed where any impact is red: turning, crossing, oncoming and overtaking lane keeping. */
export const AVOIDANCE_BANDS: NcapBands = BANDS_20;

/** Bands of the speed reduction in km/h before a head-on impact. More than 30 maps to red in the calculator; kept until checked. */
export const HEAD_ON_BANDS: NcapBands = [
  ["red", 10],
  ["orange", 20],
  ["green", 30],
  ["red", Infinity],
];

/** Bands of the time to collision in s at a forward collision warning. */
export const WARNING_BANDS: NcapBands = [
  ["red", 1.7],
  ["green", Infinity],
];

/** Bands of the distance to the line's edge in m, below 0 beyond it, of emergency lane keeping at a road edge. */
export const ROAD_EDGE_BANDS: NcapBands = [
  ["red", -0.1],
  ["green", Infinity],
];

/** The colour whose band holds a value. */
export function ncapColour(bands: NcapBands, u: number): NcapColour {
  for (const [colour, upper] of bands) if (u <= upper) return colour;
  return "red";
}

const SHARES: Readonly<Record<NcapColour, number>> = { green: 1, yellow: 0.75, orange: 0.5, brown: 0.25, red: 0 };

/** What a test point of a colour is worth: in the extended range all but red are worth the whole. */
export function ncapShareRatio(colour: NcapColour, range: NcapRange): number {
  if (range === "extended") return colour === "red" ? 0 : 1;
  return SHARES[colour];
}

/** Tolerance of the relative impact speed, km/h (Crash Avoidance, Frontal Collisions v1.2, 4.2.4). */
export const TOLERANCE_KMH = 2;

export interface NcapVerification {
  readonly result: "Correct" | "In Tolerance" | "Incorrect";
  /** The predicted colour where the measured value is within tolerance of its band. */
  readonly applied: NcapColour;
  /** The colour of the measured value. */
  readonly measured: NcapColour;
}

/**
 * Compares a measured value u with the predicted colour: its band is wider by the tolerance e at both ends, not below 0; that of the first
 * colour excludes its widened end.
 */
export function verifyColour(bands: NcapBands, predicted: NcapColour, u: number, e: number): NcapVerification {
  const measured = ncapColour(bands, u);
  if (measured === predicted) return { result: "Correct", applied: measured, measured };
  const at = bands.findIndex(([colour]) => colour === predicted);
  const upper = bands[at]?.[1] ?? -Infinity;
  const lower = Math.max(0, (bands[at - 1]?.[1] ?? -Infinity) - e);
  const isNear = at === 0 ? u < upper + e : lower < u && u <= upper + e;
  if (isNear) return { result: "In Tolerance", applied: predicted, measured };
  return { result: "Incorrect", applied: measured, measured };
}

/** Whether a verified point counts as predicted: the same colour, within tolerance, or a better one. */
export function countsAsPredicted({ result, measured }: NcapVerification, predicted: NcapColour): boolean {
  return result !== "Incorrect" || NCAP_COLOURS.indexOf(measured) < NCAP_COLOURS.indexOf(predicted);
}

/** Who predicted: a virtual testing procedure that was accepted (VTA), or the maker alone. */
export type NcapSource = "VTA" | "Self claimed";

/** Percent by number of tests and of those that came out as predicted, index 0 for none. */
const STANDARD_PERCENT: Readonly<Record<NcapSource, readonly (readonly number[])[]>> = {
  VTA: [[100], [0, 100], [0, 50, 100], [0, 33, 67, 100], [0, 25, 50, 75, 100], [0, 20, 40, 60, 80, 100]],
  "Self claimed": [[100], [0, 100], [0, 50, 100], [0, 0, 67, 100], [0, 0, 0, 75, 100], [0, 0, 0, 0, 80, 100]],
};
const EXTENDED_PERCENT: Readonly<Record<NcapSource, readonly (readonly number[])[]>> = {
  VTA: [[100], [0, 100], [0, 50, 100]],
  "Self claimed": [[100], [0, 100], [0, 0, 100]],
};

/** What is left of the predicted points after verification, in percent; 100 where the calculator has no row for so many tests. */
export function verificationPercent(source: NcapSource, range: NcapRange, testedCount: number, correctCount: number): number {
  const rows = (range === "standard" ? STANDARD_PERCENT : EXTENDED_PERCENT)[source];
  return rows[testedCount]?.[correctCount] ?? 100;
}

/** How a load case is judged. */
export type NcapCriterion = "mitigation" | "avoidance" | "head-on" | "road-edge";

export interface NcapLoadCase {
  readonly criterion: NcapCriterion;
  /** Most points of the standard, extended and robustness part. */
  readonly maxPoints: readonly [number, number, number];
}

const MITIGATION: NcapCriterion = "mitigation";
const AVOIDANCE: NcapCriterion = "avoidance";

/** Load cases of frontal collisions and lane departure (TOTAL_SCORES), blanks in their names as hyphens. */
export const NCAP_LOAD_CASES: ReadonlyMap<string, NcapLoadCase> = new Map([
  ...loadCase(MITIGATION, [1.2, 0.15, 0.15], "CCRs", "CMRs"),
  ...loadCase(MITIGATION, [2.4, 0.3, 0.3], "CCRm"),
  ...loadCase(MITIGATION, [1.6, 0.2, 0.2], "CCRb", "CMRb"),
  ...loadCase("head-on", [2, 0.25, 0.25], "CCFhos", "CCFhol"),
  ...loadCase(AVOIDANCE, [4, 0.5, 0.5], "CCFtap", "CMFtap"),
  ...loadCase(AVOIDANCE, [6, 0.75, 0.75], "CCCscp", "CMCscp"),
  ...loadCase(MITIGATION, [1, 0.125, 0.25], "CPLA-day", "CPNCO-day"),
  ...loadCase(MITIGATION, [1, 0.125, 0], "CPLA-night", "CPNCO-night"),
  ...loadCase(MITIGATION, [0.5, 0.0625, 0.125], "CPNA-day", "CPFA-day"),
  ...loadCase(MITIGATION, [0.5, 0.0625, 0], "CPNA-night", "CPFA-night"),
  ...loadCase(MITIGATION, [2, 0.25, 0.25], "CBLA", "CBNAO"),
  ...loadCase(MITIGATION, [1, 0.125, 0.125], "CBNA", "CBFA"),
  ...loadCase(AVOIDANCE, [1, 0.125, 0.125], "CPTA-same", "CPTA-opposite", "CBTA-same", "CBTA-opposite"),
  ...loadCase("road-edge", [4, 0.5, 0.5], "ELK-RE"),
  ...loadCase(AVOIDANCE, [2, 0.25, 0.25], "CC-ELK-On", "CM-ELK-On"),
  ...loadCase(AVOIDANCE, [1, 0.125, 0.125], "CC-ELK-OvU", "CC-ELK-OvI", "CM-ELK-OvU", "CM-ELK-OvI"),
]);

function loadCase(criterion: NcapCriterion, maxPoints: NcapLoadCase["maxPoints"], ...names: string[]): [string, NcapLoadCase][] {
  return names.map((name) => [name, { criterion, maxPoints }]);
}

/** Points of one part of a load case: the most there are, times the mean of its test points, times what verification leaves, p percent. */
export function partPoints(maxPoints: number, shares: readonly number[], p: number): number {
  if (shares.length === 0) return 0;
  const mean = shares.reduce((a, b) => a + b, 0) / shares.length;
  return (maxPoints * mean * p) / 100;
}
