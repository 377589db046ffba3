import { axesOf, type Point, type VariantAxis, valueOf } from "./axes.ts";

/** The least change of the parameters that turns a pass into a failure. */
export interface Flip {
  readonly scenarioId: string;
  /** Each numeric change over the span of its axis, each other change as 1; the root of the sum of their squares. */
  readonly distance: number;
  readonly passId: string;
  readonly failId: string;
  readonly changes: readonly { readonly name: string; readonly from: string; readonly to: string }[];
}

/** The nearest pair of a passing and a failing variant of one scenario; null where all have one verdict. The first of equals, in order. */
export function smallestFlip(scenarioId: string, points: readonly Point[]): Flip | null {
  const axes = axesOf(points);
  const passing = points.filter((p) => p.isPass).map((point) => ({ point, at: placeOf(point, axes) }));
  const failing = points.filter((p) => !p.isPass).map((point) => ({ point, at: placeOf(point, axes) }));
  let least = Number.POSITIVE_INFINITY;
  let pair: readonly [Point, Point] | null = null;
  for (const pass of passing) {
    for (const fail of failing) {
      const squared = squaredDistance(pass.at, fail.at, least);
      if (squared >= least) continue;
      least = squared;
      pair = [pass.point, fail.point];
    }
  }
  if (pair === null) return null;
  const [pass, fail] = pair;
  const changes = axes
    .map(({ name }) => ({ name, from: valueOf(pass, name), to: valueOf(fail, name) }))
    .filter(({ from, to }) => from !== to);
  return { scenarioId, distance: Math.sqrt(least), passId: pass.variantId, failId: fail.variantId, changes };
}

/** Coordinates of a point: numbers in units of their axis's span, names as they are. */
function placeOf(point: Point, axes: readonly VariantAxis[]): (number | string)[] {
  return axes.map(({ name, isNumeric, values }) => {
    const value = valueOf(point, name);
    return isNumeric ? Number(value) / (Number(values.at(-1)) - Number(values[0])) : value;
  });
}

/** Stops adding up once the limit is reached. */
function squaredDistance(a: readonly (number | string)[], b: readonly (number | string)[], limit: number): number {
  let sum = 0;
  for (let i = 0; i < a.length && sum < limit; i++) {
    const x = a[i];
    const y = b[i];
    if (typeof x === "number" && typeof y === "number") sum += (x - y) * (x - y);
    else if (x !== y) sum += 1;
  }
  return sum;
}
