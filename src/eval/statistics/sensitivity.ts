import { axesOf, linesAlong, type Point, type VariantAxis, valueOf } from "./axes.ts";

/** What one value of an axis does. */
export interface LevelEffect {
  readonly value: string;
  readonly count: number;
  readonly passCount: number;
  readonly meanScore: number;
}

/** Where along a numeric axis the verdict turns, the other parameters held: neighbours of which one passed and one failed. */
export interface Border {
  /** The least and the greatest value between which it turns. */
  readonly from: string;
  readonly to: string;
  /** On which side variants pass; `both` where lines disagree. */
  readonly passSide: "below" | "above" | "both";
  readonly flipCount: number;
  /** The first ten pairs, in order. */
  readonly flips: readonly { readonly passId: string; readonly failId: string }[];
}

/** How the score goes along a numeric axis. */
export interface Monotonicity {
  /** Which way the score falls on the whole. */
  readonly harder: "more" | "less";
  readonly pairCount: number;
  /** Neighbouring pairs in which the harder one scored better. */
  readonly againstCount: number;
  /** The pair that gained most; null without one. */
  readonly worst: { readonly easierId: string; readonly harderId: string; readonly gainScore: number } | null;
}

/** How the score of one scenario hangs on one axis. */
export interface AxisSensitivity {
  readonly scenarioId: string;
  readonly name: string;
  readonly isNumeric: boolean;
  readonly levels: readonly LevelEffect[];
  /** Highest mean of a level less the lowest. */
  readonly spanScore: number;
  /** Share of the score's variance that this axis alone explains, 0..1 (first-order index, Sobol 1993); null where the score is constant. */
  readonly varianceShare: number | null;
  /** null where the verdict never turns along it, or the axis has no order. */
  readonly border: Border | null;
  readonly monotonicity: Monotonicity | null;
}

/** Scores that differ by less count as equal: the unit in which losses are summed. */
const EQUAL_SCORE = 1e-6;
const FLIPS_LISTED = 10;

/** Every axis of one scenario, the one with the greatest span first. */
export function sensitivityOf(scenarioId: string, points: readonly Point[]): AxisSensitivity[] {
  return axesOf(points)
    .map((axis) => alongAxis(scenarioId, points, axis))
    .sort((a, b) => b.spanScore - a.spanScore || (a.name < b.name ? -1 : 1));
}

function alongAxis(scenarioId: string, points: readonly Point[], axis: VariantAxis): AxisSensitivity {
  const levels = levelsOf(points, axis);
  const means = levels.map((l) => l.meanScore);
  const lines = axis.isNumeric ? linesAlong(points, axis) : [];
  return {
    scenarioId,
    name: axis.name,
    isNumeric: axis.isNumeric,
    levels,
    spanScore: Math.max(...means) - Math.min(...means),
    varianceShare: varianceShare(points, levels),
    border: borderOf(lines, axis),
    monotonicity: monotonicityOf(lines),
  };
}

function levelsOf(points: readonly Point[], axis: VariantAxis): LevelEffect[] {
  const totals = new Map(axis.values.map((value) => [value, { count: 0, passCount: 0, score: 0 }]));
  for (const point of points) {
    const total = totals.get(valueOf(point, axis.name));
    if (total === undefined) continue;
    total.count++;
    total.passCount += point.isPass ? 1 : 0;
    total.score += point.score;
  }
  return [...totals].map(([value, { count, passCount, score }]) => ({ value, count, passCount, meanScore: score / count }));
}

/** Var(E[score | level]) / Var(score), each level weighted by its variants. */
function varianceShare(points: readonly Point[], levels: readonly LevelEffect[]): number | null {
  const mean = points.reduce((sum, p) => sum + p.score, 0) / points.length;
  let total = 0;
  for (const { score } of points) total += (score - mean) * (score - mean);
  if (total / points.length < EQUAL_SCORE * EQUAL_SCORE) return null;
  let between = 0;
  for (const { count, meanScore } of levels) between += count * (meanScore - mean) * (meanScore - mean);
  return Math.min(1, between / total);
}

function borderOf(lines: readonly (readonly Point[])[], axis: VariantAxis): Border | null {
  const flips: { passId: string; failId: string }[] = [];
  const sides = new Set<"below" | "above">();
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const [a, b] of neighbours(lines)) {
    if (a.isPass === b.isPass) continue;
    flips.push(a.isPass ? { passId: a.variantId, failId: b.variantId } : { passId: b.variantId, failId: a.variantId });
    sides.add(a.isPass ? "below" : "above");
    from = Math.min(from, Number(valueOf(a, axis.name)));
    to = Math.max(to, Number(valueOf(b, axis.name)));
  }
  if (flips.length === 0) return null;
  const [side] = sides;
  return {
    from: String(from),
    to: String(to),
    passSide: sides.size === 2 || side === undefined ? "both" : side,
    flipCount: flips.length,
    flips: flips.slice(0, FLIPS_LISTED),
  };
}

/** The direction in which scores fall on the whole is the harder one; neighbours that go the other way count against it. */
function monotonicityOf(lines: readonly (readonly Point[])[]): Monotonicity | null {
  const pairs = neighbours(lines);
  if (pairs.length === 0) return null;
  const net = pairs.reduce((sum, [a, b]) => sum + (b.score - a.score), 0);
  const harder = net <= 0 ? "more" : "less";
  let againstCount = 0;
  let worst: Monotonicity["worst"] = null;
  for (const [a, b] of pairs) {
    const [easier, hard] = harder === "more" ? [a, b] : [b, a];
    const gainScore = hard.score - easier.score;
    if (gainScore <= EQUAL_SCORE) continue;
    againstCount++;
    if (worst === null || gainScore > worst.gainScore) worst = { easierId: easier.variantId, harderId: hard.variantId, gainScore };
  }
  return { harder, pairCount: pairs.length, againstCount, worst };
}

function neighbours(lines: readonly (readonly Point[])[]): [Point, Point][] {
  return lines.flatMap((line) => line.slice(1).map((b, i): [Point, Point] => [line[i] as Point, b]));
}
