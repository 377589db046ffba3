import { cos, sin } from "../../core/dmath.ts";
import { sinCosOf } from "../../core/dmath/trig.ts";
import { G1, G2, G3, G4, G5, W1, W2, W3 } from "./gauss.ts";

/** A point of a geometry in the geometry's own frame: origin and heading 0 at its start. Written in place. */
export interface LocalPoint {
  xM: number;
  yM: number;
  cosH: number;
  sinH: number;
  curvaturePerM: number;
}

/**
 * A clothoid, its curvature growing evenly along its length, in parts of equal length. No part turns by more than `PART_RAD`, so that five
 * points of quadrature reach rounding error on each; the same for any curvature and any change of it, where series and the difference of two
 * Fresnel integrals lose digits.
 */
export interface Spiral {
  readonly startPerM: number;
  /** How much the curvature grows over a part. */
  readonly stepPerM: number;
  readonly count: number;
  readonly partM: number;
  /** At the start of each part: x, y, cosine and sine of the heading. */
  readonly numbers: Float64Array;
}

/** Five nodes over a turn of 0.5 rad err by 4e-16 of the length: remainder of the Gauss rule, (n!)^4 / ((2n+1) (2n)!^3) turn^2n. */
const PART_RAD = 0.5;

/** Number of parts of a curve that turns by at most so much over its whole length. */
export function partsFor(turnRad: number): number {
  return Math.max(1, Math.ceil(turnRad / PART_RAD));
}

/** The parts of a clothoid with these curvatures at its ends. */
export function spiralOf(startPerM: number, endPerM: number, lengthM: number): Spiral {
  const count = partsFor(Math.max(Math.abs(startPerM), Math.abs(endPerM)) * lengthM);
  // A clothoid without length is asked at its start only; its parts need some length to be counted by.
  const partM = lengthM > 0 ? lengthM / count : 1;
  const numbers = new Float64Array(4 * count);
  const spiral: Spiral = { startPerM, stepPerM: (endPerM - startPerM) / count, count, partM, numbers };
  numbers[2] = 1;
  const end: LocalPoint = { xM: 0, yM: 0, cosH: 1, sinH: 0, curvaturePerM: 0 };
  for (let i = 1; i < count; i++) {
    addPart(spiral, i - 1, partM, end);
    const headingRad = i * partM * (startPerM + 0.5 * i * spiral.stepPerM);
    numbers[4 * i] = end.xM;
    numbers[4 * i + 1] = end.yM;
    // Not the heading at the part's end: that would add up rounding.
    numbers[4 * i + 2] = cos(headingRad);
    numbers[4 * i + 3] = sin(headingRad);
  }
  return spiral;
}

/** The point at a distance from the start; beyond the ends the clothoid goes on. */
export function spiralPoint(spiral: Spiral, alongM: number, out: LocalPoint): void {
  const { count, partM, startPerM, stepPerM } = spiral;
  const part = Math.min(count - 1, Math.max(0, Math.floor(alongM / partM)));
  addPart(spiral, part, alongM - part * partM, out);
  out.curvaturePerM = startPerM + (stepPerM / partM) * alongM;
}

/** Headings at the five nodes and at the point, with their sines and cosines. */
const TURNS = new Float64Array(6);
const SINES = new Float64Array(6);
const COSINES = new Float64Array(6);

/** The integral of (cos, sin) of the heading k u + rate u^2 / 2 over [0, u] from the start of a part, turned into the geometry's frame. */
function addPart(spiral: Spiral, part: number, u: number, out: LocalPoint): void {
  const { numbers, stepPerM, partM } = spiral;
  if (spiral.startPerM === 0 && stepPerM === 0) return straightPart(numbers, part, u, out);
  const k = spiral.startPerM + stepPerM * part;
  const a = k * u;
  const b = (0.5 * stepPerM * u * u) / partM;
  TURNS[0] = G1 * (a + G1 * b);
  TURNS[1] = G2 * (a + G2 * b);
  TURNS[2] = G3 * (a + G3 * b);
  TURNS[3] = G4 * (a + G4 * b);
  TURNS[4] = G5 * (a + G5 * b);
  TURNS[5] = a + b;
  sinCosOf(TURNS, 6, SINES, COSINES);
  const ahead = u * (W1 * (COSINES[0]! + COSINES[4]!) + W2 * (COSINES[1]! + COSINES[3]!) + W3 * COSINES[2]!);
  const left = u * (W1 * (SINES[0]! + SINES[4]!) + W2 * (SINES[1]! + SINES[3]!) + W3 * SINES[2]!);
  const c = numbers[4 * part + 2]!;
  const s = numbers[4 * part + 3]!;
  const cosTurn = COSINES[5]!;
  const sinTurn = SINES[5]!;
  out.xM = numbers[4 * part]! + c * ahead - s * left;
  out.yM = numbers[4 * part + 1]! + s * ahead + c * left;
  out.cosH = c * cosTurn - s * sinTurn;
  out.sinH = s * cosTurn + c * sinTurn;
}

/** The sum of the weights as `addPart` rounds it. */
const WHOLE = W1 * (1 + 1) + W2 * (1 + 1) + W3;

/** The same without curvature, bit by bit: trajectories are mostly straight. */
function straightPart(numbers: Float64Array, part: number, u: number, out: LocalPoint): void {
  const c = numbers[4 * part + 2]!;
  const s = numbers[4 * part + 3]!;
  out.xM = numbers[4 * part]! + c * (u * WHOLE);
  out.yM = numbers[4 * part + 1]! + s * (u * WHOLE);
  out.cosH = c;
  out.sinH = s;
}
