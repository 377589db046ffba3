import { atan2 } from "../core/dmath.ts";

/**
 * Heading from positions alone: at each sample the direction of the chord from the last sample at least `minChordM` before it to
 * the first one at least `minChordM` after it; at the ends and where it stands, the nearest heading that is known.
 * The chord keeps the noise of the positions (and their rounding) from turning into noise of the heading; it lags nothing, being
 * symmetric, but cuts corners shorter than twice its half. 0 throughout where nothing moves that far.
 */
export function courseOf(xM: Float64Array, yM: Float64Array, minChordM: number): Float64Array {
  const n = xM.length;
  const out = new Float64Array(n);
  let before = 0;
  let after = 0;
  let known = -1;
  for (let i = 0; i < n; i++) {
    while (before + 1 < i && distance(xM, yM, before + 1, i) >= minChordM) before++;
    after = Math.max(after, i);
    while (after + 1 < n && distance(xM, yM, i, after) < minChordM) after++;
    const from = distance(xM, yM, before, i) >= minChordM ? before : i;
    const to = distance(xM, yM, i, after) >= minChordM ? after : i;
    if (from === to) {
      out[i] = known < 0 ? 0 : out[i - 1]!;
      continue;
    }
    out[i] = atan2(yM[to]! - yM[from]!, xM[to]! - xM[from]!);
    if (known < 0) out.fill(out[i]!, 0, i);
    known = i;
  }
  return out;
}

function distance(xM: Float64Array, yM: Float64Array, i: number, j: number): number {
  const dx = xM[j]! - xM[i]!;
  const dy = yM[j]! - yM[i]!;
  return Math.sqrt(dx * dx + dy * dy);
}
