/** `did you mean "speedMps"?` for the nearest of the allowed words; empty where none is near. */
export function didYouMean(word: string, allowed: readonly string[]): string {
  const near = nearest(word, allowed);
  return near === null ? "" : `did you mean "${near}"?`;
}

/** A word that only lacks its ending (a unit, mostly), or differs by few letters. */
function nearest(word: string, allowed: readonly string[]): string | null {
  const small = word.toLowerCase();
  if (small === "" || word.length > 100) return null;
  const stem = allowed.filter((a) => a.toLowerCase().startsWith(small) || (a.length > 2 && small.startsWith(a.toLowerCase())));
  if (stem.length > 0 && small.length > 1) return stem.reduce((a, b) => (b.length < a.length ? b : a));
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(small.length / 3)) + 1;
  for (const candidate of allowed) {
    const d = distance(small, candidate.toLowerCase());
    if (d < bestDistance) [best, bestDistance] = [candidate, d];
  }
  return best;
}

/** Letters to insert, remove, replace, or swap with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let d = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, (before[j - 2] ?? 0) + 1);
      next.push(d);
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
