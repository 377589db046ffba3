import type { ActorClass, TraceHeader } from "../trace/tick.ts";
import { type Canonical, definitionHash } from "./canonical.ts";
import type { Evaluated, Outcome } from "./evaluate.ts";
import { judgeExpectations, scoreQuantities } from "./expectations.ts";
import { compareText } from "./findings.ts";
import { FULL_MICRO_POINTS, MICRO_A_POINT } from "./loss.ts";
import { nuplanKind } from "./maths/nuplan-contact.ts";
import { type Dimension, DIMENSIONS, type Metric, type MetricValue } from "./metric.ts";
import type { DimensionScore, Expectation, MetricReport, Score } from "./result.ts";
import { type Culprit, type Gate, type ScoreTree, type SoftPart, treeFindings, treeMicroPoints } from "./score-tree.ts";
import { countedBy, metricsOfRule, NUPLAN_GATE, type ResponsibilityGate, rowsOfRule } from "./responsibility.ts";
import { type CollisionGate, DIMENSION_WEIGHTS, SCORE_TABLE, type ScoreRow, softValue, stepFactor } from "./score-table.ts";

/** The definition of the arithmetic below: counts up on every change of meaning. */
const SCORE_DEFINITION = "redrive.score@1";

/** One metric on its way into the score. */
interface Part {
  readonly metric: Metric<unknown>;
  readonly paramsHash: string;
  readonly row: ScoreRow;
  /** null where the metric is not applicable. */
  readonly result: MetricValue | null;
  readonly role: MetricReport["role"];
  /** Gate factor or soft value, 0..1; null where it has none. */
  readonly normalised: number | null;
}

/**
 * Scores what an evaluation found (metrics.md sections 5 and 7).
 * The command that reproduces a finding is left empty: `run/` knows the file.
 * Throws where no tick counts: a run that drove nothing has no score, rather than a perfect one.
 * @param gate whose rule says which collisions count.
 */
export function scoreOf(
  header: TraceHeader,
  evaluated: Evaluated,
  expectations: readonly Expectation[] = [],
  gate: ResponsibilityGate = NUPLAN_GATE,
): Score {
  if (evaluated.scoredTicks === 0) throw new Error("a run without a scored tick has no score");
  const rows = rowsOfRule(gate.rule);
  for (const { id } of metricsOfRule(gate.rule)) {
    if (!evaluated.results.some(({ metric }) => metric.id === id)) throw new Error(`the gate ${gate.rule} needs the metric ${id}`);
  }
  const parts = evaluated.results.map((outcome) => partOf(outcome, header, rows, gate));
  const weights = effectiveWeights(parts);
  const tree = treeOf(parts, weights);
  const metrics = parts.map((part, i) => reportOf(part, weights[i] as number, evaluated.results[i] as Outcome, header));
  const isVacuous = (id: string): boolean =>
    evaluated.results.some(({ metric, result }) => metric.id === id && result.kind === "not-applicable" && result.vacuous);
  const total = treeMicroPoints(tree) / MICRO_A_POINT;
  const dimensions = dimensionScores(parts);
  return {
    scoreId: scoreIdOf(parts, rows),
    total,
    dimensions,
    metrics,
    findings: treeFindings(tree, { header, lastScoredTick: evaluated.lastScoredTick }),
    expectations: judgeExpectations(expectations, [...metrics, ...scoreQuantities(total, dimensions)], isVacuous),
    nonreactiveArtifact: hasNonreactiveArtifact(parts, header),
  };
}

/** What metrics outside the score found, as reports show it. */
export function metricReports(header: TraceHeader, evaluated: Evaluated): MetricReport[] {
  return evaluated.results.map((outcome) => reportOf(partOf(outcome, header, SCORE_TABLE, NUPLAN_GATE), 0, outcome, header));
}

// ---- from values to factors ----

function partOf({ metric, result }: Outcome, header: TraceHeader, rows: readonly ScoreRow[], gate: ResponsibilityGate): Part {
  const row = rows.find((r) => r.metric === metric.id) ?? { metric: metric.id, use: { kind: "reported" } };
  const { kind } = row.use;
  const role = kind === "reported" ? "reported" : kind === "soft" ? "soft" : "gate";
  const paramsHash = definitionHash(metric.params);
  if (result.kind === "not-applicable") return { metric, paramsHash, row, result: null, role, normalised: null };
  const counted = countedBy(gate, metric.id, result);
  return { metric, paramsHash, row, result: counted, role, normalised: normalise(row, counted, header) };
}

function normalise({ use }: ScoreRow, result: MetricValue, header: TraceHeader): number | null {
  switch (use.kind) {
    case "soft":
      return softValue(use, result.value);
    case "gate":
      return stepFactor(use, result.value);
    case "collision-gate":
      return collisionFactor(use, result, header);
    case "reported":
      return null;
  }
}

function collisionFactor(use: CollisionGate, result: MetricValue, header: TraceHeader): number {
  const counts = { vulnerableCount: 0, vehicleCount: 0, objectCount: 0 };
  for (const { actorId, severity } of result.episodes) {
    const actor = header.actors.find((a) => a.id === actorId);
    if (actor !== undefined) counts[collisionKind(actor.cls)] += severity;
  }
  let factor = 1;
  for (const kind of ["vulnerableCount", "vehicleCount", "objectCount"] as const)
    factor *= Math.max(0, 1 - counts[kind] / (use.allowed[kind] + 1));
  return factor;
}

/** Which of the counts a collision with a class of road users belongs to. */
export function collisionKind(cls: ActorClass): keyof CollisionGate["allowed"] {
  return ({ vru: "vulnerableCount", vehicle: "vehicleCount", object: "objectCount" } as const)[nuplanKind(cls)];
}

// ---- from factors to the tree ----

/** Each soft metric's share of the soft mean: its weight within the dimension, times the dimension's, over what is applicable. */
function effectiveWeights(parts: readonly Part[]): number[] {
  const withinDimension = new Map<Dimension, number>();
  for (const part of parts) {
    const weight = softWeight(part);
    if (weight > 0) withinDimension.set(part.metric.dimension, (withinDimension.get(part.metric.dimension) ?? 0) + weight);
  }
  let sum = 0;
  for (const dimension of withinDimension.keys()) sum += DIMENSION_WEIGHTS[dimension];
  return parts.map((part) => {
    const weight = softWeight(part);
    if (weight === 0 || sum === 0) return 0;
    const { dimension } = part.metric;
    return (DIMENSION_WEIGHTS[dimension] / sum) * (weight / (withinDimension.get(dimension) as number));
  });
}

/** Weight within the dimension; 0 for gates, reported metrics and those not applicable. */
function softWeight({ row, normalised }: Part): number {
  return row.use.kind === "soft" && normalised !== null ? row.use.weight : 0;
}

/** Whether a gate counts for the score: those of a dimension without weight do not. */
function isOpenGate({ role, normalised, metric }: Part): boolean {
  return role === "gate" && normalised !== null && DIMENSION_WEIGHTS[metric.dimension] > 0;
}

function gateProduct(parts: readonly Part[], counts: (part: Part) => boolean): number {
  let product = 1;
  for (const part of parts) if (counts(part)) product *= part.normalised as number;
  return product;
}

/** The score as arithmetic: gates that count, and soft metrics with their shares. */
function treeOf(parts: readonly Part[], weights: readonly number[]): ScoreTree {
  const gates: Gate[] = parts
    .filter(isOpenGate)
    .map((part) => ({ ...culpritOf(part), name: part.metric.id, value: part.normalised as number }));
  const soft: SoftPart[] = [];
  for (const [i, part] of parts.entries()) {
    if (softWeight(part) === 0) continue;
    soft.push({ ...culpritOf(part), name: part.metric.id, value: part.normalised as number, weight: weights[i] as number });
  }
  return { gates, soft };
}

function culpritOf({ metric, result, row }: Part): Culprit {
  const { use } = row;
  const lossLimit = use.kind === "soft" ? use.oneAt : use.kind === "gate" ? (use.steps[0]?.belowLimit ?? 0) : 0;
  return { metric, result: result as MetricValue, lossLimit };
}

function dimensionScores(parts: readonly Part[]): DimensionScore[] {
  const scores: DimensionScore[] = [];
  for (const dimension of DIMENSIONS) {
    const own = parts.filter((p) => p.metric.dimension === dimension);
    if (own.length === 0) continue;
    const applicable = own.filter((p) => p.normalised !== null);
    const gates = gateProduct(applicable, (p) => p.role === "gate");
    let weight = 0;
    let lost = 0;
    for (const part of applicable) {
      weight += softWeight(part);
      lost += softWeight(part) * (1 - (part.normalised as number));
    }
    const microPoints = Math.round(FULL_MICRO_POINTS * gates * (weight > 0 ? 1 - lost / weight : 1));
    scores.push({ dimension, score: applicable.length === 0 ? null : microPoints / MICRO_A_POINT, weight: DIMENSION_WEIGHTS[dimension] });
  }
  return scores;
}

// ---- the rest of the report ----

function reportOf(part: Part, weight: number, { metric, result }: Outcome, header: TraceHeader): MetricReport {
  const { id, definition, dimension, unit, better } = metric;
  const isValue = result.kind === "value";
  const actorId = isValue ? result.actorId : null;
  return {
    id,
    definition,
    paramsHash: part.paramsHash,
    dimension,
    unit,
    better,
    class: metric.class,
    value: isValue ? result.value : null,
    reason: isValue ? "" : result.reason,
    atTick: isValue ? result.atTick : null,
    actor: header.actors.find((a) => a.id === actorId)?.name ?? null,
    episodes: isValue ? result.episodes : [],
    role: part.role,
    normalised: part.normalised,
    weight,
  };
}

/** A replayed road user cannot react: where it ran into the ego without the ego's fault, the collision may be an artefact. */
function hasNonreactiveArtifact(parts: readonly Part[], header: TraceHeader): boolean {
  const episodes = parts.find((p) => p.row.use.kind === "collision-gate")?.result?.episodes ?? [];
  return episodes.some((e) => e.severity === 0 && header.actors.some((a) => a.id === e.actorId && a.motion === "replayed"));
}

/** Equal exactly where two scores mean the same (metrics.md section 9). */
function scoreIdOf(parts: readonly Part[], table: readonly ScoreRow[]): string {
  const dimensionWeights: Canonical = { ...DIMENSION_WEIGHTS };
  const rows = parts
    .filter(({ metric }) => table.some((row) => row.metric === metric.id))
    .toSorted((a, b) => compareText(a.metric.id, b.metric.id))
    .map(({ metric, paramsHash, row }): Canonical => [metric.id, metric.definition, paramsHash, useOf(row)]);
  return definitionHash({ definition: SCORE_DEFINITION, dimensionWeights, rows });
}

/** A row's use without its source: a better citation does not change what a score means. */
function useOf({ use }: ScoreRow): Canonical {
  switch (use.kind) {
    case "soft":
      return { kind: use.kind, weight: use.weight, zeroAt: use.zeroAt, oneAt: use.oneAt };
    case "gate":
      return {
        kind: use.kind,
        steps: use.steps.map(({ belowLimit, gateScore }) => ({ belowLimit, gateScore })),
        otherwiseScore: use.otherwiseScore,
      };
    case "collision-gate":
      return { kind: use.kind, allowed: { ...use.allowed } };
    case "reported":
      return { kind: use.kind };
  }
}
