import type { RoadLine } from "./network.ts";

/** Successive points nearer than this count as one: a tenth of the last digit that maps print. */
const SAME_POINT_M = 1e-5;

/**
 * The line through the points in the order given; a point that coincides with the one before it is left out.
 * Null where fewer than two points remain or one is not finite.
 */
export function roadLineOf(xM: ArrayLike<number>, yM: ArrayLike<number>): RoadLine | null {
  const xs: number[] = [];
  const ys: number[] = [];
  const ss: number[] = [];
  for (let i = 0; i < xM.length; i++) {
    const x = xM[i]!;
    const y = yM[i]!;
    if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
    const dx = x - (xs.at(-1) ?? 0);
    const dy = y - (ys.at(-1) ?? 0);
    const step = Math.sqrt(dx * dx + dy * dy);
    if (xs.length > 0 && step < SAME_POINT_M) continue;
    ss.push(xs.length === 0 ? 0 : ss.at(-1)! + step);
    xs.push(x);
    ys.push(y);
  }
  if (xs.length < 2) return null;
  return { xM: Float64Array.from(xs), yM: Float64Array.from(ys), sM: Float64Array.from(ss) };
}

/** Length of the line. */
export function lengthOfM(line: RoadLine): number {
  return line.sM[line.sM.length - 1]!;
}

/** The line run the other way. */
export function reversedLine(line: RoadLine): RoadLine {
  const lengthM = lengthOfM(line);
  return { xM: line.xM.toReversed(), yM: line.yM.toReversed(), sM: line.sM.toReversed().map((s) => lengthM - s) };
}
