/** Kept above zero on the diagonal, relative to its largest entry: a knot whose effect lies beyond the window has none. */
const FLOOR_RATIO = 1e-12;
/** Share of the largest entry of b below which a multiplier counts as zero. */
const MULTIPLIER_RATIO = 1e-9;

/**
 * Minimises x A x / 2 - b x over least <= x <= most, bounds that hold 0 inside, for a symmetric, positive semi-definite A:
 * primal active-set method (Nocedal, Wright 2006, algorithm 16.3) from x = 0, with the bounds that b pushes against at once in the set.
 * A is not changed. Directions without weight get almost nothing. Ends after 4 n changes of the set at the latest, at a feasible x.
 */
export function solveWithin(a: readonly Float64Array[], b: Float64Array, least: Float64Array, most: Float64Array): Float64Array {
  const n = b.length;
  const x = new Float64Array(n);
  const target = new Float64Array(n);
  const isFixed = new Uint8Array(n);
  for (let i = 0; i < n; i++) if ((most[i] === 0 && b[i]! > 0) || (least[i] === 0 && b[i]! < 0)) isFixed[i] = 1;
  for (let change = 0; change < 4 * n; change++) {
    target.set(x);
    solveFree(a, b, isFixed, target);
    if (stepTowards(x, target, least, most, isFixed)) continue;
    const released = wrongSide(a, b, x, least, isFixed);
    if (released < 0) break;
    isFixed[released] = 0;
  }
  return x;
}

/** Moves x to the target, or as far as its first bound, which is then fixed; true where one was met. */
function stepTowards(x: Float64Array, target: Float64Array, least: Float64Array, most: Float64Array, isFixed: Uint8Array): boolean {
  let share = 1;
  let met = -1;
  for (let i = 0; i < x.length; i++) {
    if (isFixed[i] === 1) continue;
    const move = target[i]! - x[i]!;
    const room = move > 0 ? most[i]! - x[i]! : least[i]! - x[i]!;
    if (Math.abs(move) <= Math.abs(room) || Math.abs(room) >= share * Math.abs(move)) continue;
    share = room / move;
    met = i;
  }
  for (let i = 0; i < x.length; i++) if (isFixed[i] === 0) x[i]! += share * (target[i]! - x[i]!);
  if (met < 0) return false;
  x[met] = target[met]! > x[met]! ? most[met]! : least[met]!;
  isFixed[met] = 1;
  return true;
}

/** The fixed unknown that most wants back inside; -1 where none does. */
function wrongSide(a: readonly Float64Array[], b: Float64Array, x: Float64Array, least: Float64Array, isFixed: Uint8Array): number {
  let worst = -1;
  let most = 0;
  for (let i = 0; i < b.length; i++) most = Math.max(most, MULTIPLIER_RATIO * Math.abs(b[i]!));
  for (let i = 0; i < b.length; i++) {
    if (isFixed[i] === 0) continue;
    let gradient = -b[i]!;
    for (let j = 0; j < b.length; j++) gradient += a[i]![j]! * x[j]!;
    const inwards = x[i] === least[i] ? -gradient : gradient;
    if (inwards <= most) continue;
    most = inwards;
    worst = i;
  }
  return worst;
}

/** Solves A x = b for the free unknowns by Cholesky's method, the fixed ones being what x holds. */
function solveFree(a: readonly Float64Array[], b: Float64Array, isFixed: Uint8Array, x: Float64Array): void {
  const free: number[] = [];
  let largest = 0;
  for (let i = 0; i < b.length; i++) {
    largest = Math.max(largest, a[i]![i]!);
    if (isFixed[i] === 0) free.push(i);
  }
  const m = free.length;
  const l = Array.from({ length: m }, () => new Float64Array(m));
  const y = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    const from = a[free[i]!]!;
    const row = l[i]!;
    for (let j = 0; j <= i; j++) {
      const other = l[j]!;
      let sum = from[free[j]!]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * other[k]!;
      row[j] = j === i ? Math.sqrt(Math.max(sum, 0) + FLOOR_RATIO * largest) : sum / other[j]!;
    }
    let rest = b[free[i]!]!;
    for (let j = 0; j < b.length; j++) if (isFixed[j] === 1) rest -= from[j]! * x[j]!;
    for (let k = 0; k < i; k++) rest -= row[k]! * y[k]!;
    y[i] = rest / row[i]!;
  }
  for (let i = m - 1; i >= 0; i--) {
    let sum = y[i]!;
    for (let k = i + 1; k < m; k++) sum -= l[k]![i]! * y[k]!;
    y[i] = sum / l[i]![i]!;
    x[free[i]!] = y[i]!;
  }
}
