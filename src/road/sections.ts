import { linearAt } from "../core/interp.ts";
import { lengthOfM } from "./line.ts";
import type { RoadLine } from "./network.ts";

/**
 * Cross-sections of a lane: the points of both borders at the same share u of their own length, u from 0 to 1. Each corner of either
 * border is among them, so the quadrilaterals between neighbouring sections cover the lane's area exactly.
 */
export interface Sections {
  readonly count: number;
  readonly ratio: Float64Array;
  readonly leftXM: Float64Array;
  readonly leftYM: Float64Array;
  readonly rightXM: Float64Array;
  readonly rightYM: Float64Array;
}

/** Shares nearer than this are one section. */
const SAME_SHARE = 1e-9;

/** The sections between two borders, at most `maxStepM` apart along either (Infinity adds none). */
export function sectionsOf(left: RoadLine, right: RoadLine, maxStepM: number): Sections {
  const ratio = Float64Array.from(refined(mergedShares(left, right), Math.max(lengthOfM(left), lengthOfM(right)) / maxStepM));
  const sections = {
    count: ratio.length,
    ratio,
    leftXM: new Float64Array(ratio.length),
    leftYM: new Float64Array(ratio.length),
    rightXM: new Float64Array(ratio.length),
    rightYM: new Float64Array(ratio.length),
  };
  sampleAt(left, ratio, sections.leftXM, sections.leftYM);
  sampleAt(right, ratio, sections.rightXM, sections.rightYM);
  return sections;
}

/** The shares of both lines' points in order, each once. */
function mergedShares(left: RoadLine, right: RoadLine): number[] {
  const shares: number[] = [0];
  const leftM = lengthOfM(left);
  const rightM = lengthOfM(right);
  for (let i = 1, j = 1; i + 1 < left.sM.length || j + 1 < right.sM.length; ) {
    const a = i + 1 < left.sM.length ? left.sM[i]! / leftM : 2;
    const b = j + 1 < right.sM.length ? right.sM[j]! / rightM : 2;
    const next = Math.min(a, b);
    if (a === next) i++;
    if (b === next) j++;
    if (next - shares.at(-1)! > SAME_SHARE && next < 1 - SAME_SHARE) shares.push(next);
  }
  shares.push(1);
  return shares;
}

/** Adds equal steps wherever two shares lie farther apart than 1 / `pieces`. */
function refined(shares: readonly number[], pieces: number): number[] {
  const out: number[] = [0];
  for (let i = 1; i < shares.length; i++) {
    const from = shares[i - 1]!;
    const to = shares[i]!;
    const steps = Math.max(1, Math.ceil((to - from) * pieces));
    for (let k = 1; k < steps; k++) out.push(from + ((to - from) * k) / steps);
    out.push(to);
  }
  return out;
}

function sampleAt(line: RoadLine, u: Float64Array, outX: Float64Array, outY: Float64Array): void {
  const lengthM = lengthOfM(line);
  const last = line.sM.length - 2;
  for (let k = 0, i = 0; k < u.length; k++) {
    const s = Math.min(u[k]! * lengthM, lengthM);
    while (i < last && line.sM[i + 1]! <= s) i++;
    outX[k] = linearAt(line.sM, line.xM, i, s);
    outY[k] = linearAt(line.sM, line.yM, i, s);
  }
}
