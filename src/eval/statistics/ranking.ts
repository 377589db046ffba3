import { exp } from "../../core/dmath.ts";
import type { Interval } from "./binomial.ts";
import { studentT } from "./paired.ts";

/** One controller's score on one variant. */
export interface Response {
  readonly controller: string;
  readonly variantId: string;
  /** 0..100 */
  readonly score: number;
}

/** One controller's place among several that drove variants of different difficulty. */
export interface RankedController {
  readonly controller: string;
  /** From 1; those that cannot be told from the one above share its place. */
  readonly rank: number;
  readonly isTied: boolean;
  /** Expected mean score, had it driven every variant that anybody drove. */
  readonly adjustedScore: number;
  /** Mean over those it drove. */
  readonly meanScore: number;
  readonly count: number;
  /** Of the one above less this one, over the variants that both drove; null for the first, and with fewer than two. */
  readonly behind: Interval | null;
}

/** Spread of ability and difficulty that the prior takes for likely, in logits: it keeps what always or never succeeds finite. */
const PRIOR_DEVIATION = 3;
const MAX_ROUNDS = 500;
const CONVERGED = 1e-10;

/**
 * Ranks controllers by an item-response model with one parameter a variant (Rasch 1960): a score of 100 p with p = 1/(1 + exp(d - a)), a the
 * controller's ability and d the variant's difficulty, both at their most likely value under a normal prior. Unlike a plain mean it does
 * not favour who was scored on the easy variants only. Two neighbours tie where the interval (Student's t) at confidence c of their
 * difference over common variants holds 0.
 */
export function rankControllers(responses: readonly Response[], c: number): RankedController[] {
  const controllers = [...new Set(responses.map((r) => r.controller))];
  const variants = [...new Set(responses.map((r) => r.variantId))];
  const cells = responses.map((r) => ({ c: controllers.indexOf(r.controller), v: 0, y: r.score / 100 }));
  const place = new Map(variants.map((id, i) => [id, i]));
  for (const [i, r] of responses.entries()) (cells[i] as Cell).v = place.get(r.variantId) as number;
  const { ability, difficulty } = fitted(cells, controllers.length, variants.length);
  const rows = controllers.map((controller, i) => {
    const own = responses.filter((r) => r.controller === controller);
    let expected = 0;
    for (const d of difficulty) expected += (100 * share((ability[i] as number) - d)) / variants.length;
    const meanScore = own.reduce((sum, r) => sum + r.score, 0) / own.length;
    return { controller, adjustedScore: expected, meanScore, count: own.length, scores: new Map(own.map((r) => [r.variantId, r.score])) };
  });
  rows.sort((a, b) => b.adjustedScore - a.adjustedScore || (a.controller < b.controller ? -1 : 1));
  return placed(rows, c);
}

interface Cell {
  readonly c: number;
  v: number;
  readonly y: number;
}

interface Row {
  readonly controller: string;
  readonly adjustedScore: number;
  readonly meanScore: number;
  readonly count: number;
  readonly scores: ReadonlyMap<string, number>;
}

function placed(rows: readonly Row[], c: number): RankedController[] {
  const ranked: RankedController[] = [];
  for (const [i, { scores, ...row }] of rows.entries()) {
    const above = rows[i - 1];
    const behind = above === undefined ? null : differenceOf(above.scores, scores, c);
    const isTied = above !== undefined && (behind === null || (behind.low <= 0 && behind.high >= 0));
    ranked.push({ ...row, rank: isTied ? (ranked[i - 1] as RankedController).rank : i + 1, isTied, behind });
  }
  return ranked;
}

function differenceOf(above: ReadonlyMap<string, number>, below: ReadonlyMap<string, number>, c: number): Interval | null {
  const differences = [...below].flatMap(([id, score]) => {
    const other = above.get(id);
    return other === undefined ? [] : [other - score];
  });
  const mean = differences.reduce((sum, d) => sum + d, 0) / Math.max(1, differences.length);
  return studentT(differences, mean, c).t;
}

function share(logit: number): number {
  return 1 / (1 + exp(-logit));
}

/** Newton's steps for all abilities, then for all difficulties, until neither moves. */
function fitted(cells: readonly Cell[], controllers: number, variants: number): { ability: Float64Array; difficulty: Float64Array } {
  const ability = new Float64Array(controllers);
  const difficulty = new Float64Array(variants);
  const logitOf = (cell: Cell): number => (ability[cell.c] as number) - (difficulty[cell.v] as number);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const moved = Math.max(
      step(cells, ability, (cell) => cell.c, 1, logitOf),
      step(cells, difficulty, (cell) => cell.v, -1, logitOf),
    );
    if (moved < CONVERGED) break;
  }
  return { ability, difficulty };
}

/** One step of each parameter; gives the largest. The prior adds its own slope and curvature. */
function step(
  cells: readonly Cell[],
  parameters: Float64Array,
  indexOf: (cell: Cell) => number,
  sign: 1 | -1,
  logitOf: (cell: Cell) => number,
): number {
  const precision = 1 / (PRIOR_DEVIATION * PRIOR_DEVIATION);
  const slope = parameters.map((x) => -x * precision);
  const curvature = parameters.map(() => precision);
  for (const cell of cells) {
    const i = indexOf(cell);
    const p = share(logitOf(cell));
    slope[i] = (slope[i] as number) + sign * (cell.y - p);
    curvature[i] = (curvature[i] as number) + p * (1 - p);
  }
  let largest = 0;
  for (let i = 0; i < parameters.length; i++) {
    // A step is held to one logit: the curvature far from the answer is no guide.
    const move = Math.max(-1, Math.min(1, (slope[i] as number) / (curvature[i] as number)));
    parameters[i] = (parameters[i] as number) + move;
    largest = Math.max(largest, Math.abs(move));
  }
  return largest;
}
