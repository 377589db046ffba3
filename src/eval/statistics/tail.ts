/** Mean of the worst 10 % of scores, of one at least: conditional value at risk. RangeError without scores. */
export function cvar10(scores: readonly number[]): number {
  if (scores.length === 0) throw new RangeError("no scores have no tail");
  const count = Math.max(1, Math.floor(scores.length / 10));
  const worst = scores.toSorted((a, b) => a - b).slice(0, count);
  return worst.reduce((sum, s) => sum + s, 0) / count;
}
