/**
 * Holm's step-down correction (1979): p values of several tests such that rejecting those below alpha errs anywhere with at most alpha.
 * In the order given.
 */
export function holm(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((a, b) => (p[a] as number) - (p[b] as number) || a - b);
  const adjusted = p.map(() => 1);
  let least = 0;
  for (const [rank, i] of order.entries()) {
    least = Math.min(1, Math.max(least, (p.length - rank) * (p[i] as number)));
    adjusted[i] = least;
  }
  return adjusted;
}
