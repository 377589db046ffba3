import { compareText, type FindingContext, findingsOf, sortFindings } from "./findings.ts";
import { apportion, type FactorLoss, FULL_MICRO_POINTS, MICRO_A_POINT, splitOverFactors } from "./loss.ts";
import type { Metric, MetricValue } from "./metric.ts";
import type { Finding } from "./result.ts";

/**
 * A score as arithmetic: 100 x product of gates x soft mean. The native score and every profile are such a tree, so one rule says what each
 * lost point is due to (metrics.md section 7). What is not applicable is not in the tree.
 */
export interface ScoreTree {
  readonly gates: readonly Gate[];
  readonly soft: readonly SoftPart[];
}

/** What a loss is told by: the metric that measured it, and what it found. */
export interface Culprit {
  readonly metric: Metric<unknown>;
  readonly result: MetricValue;
  /** Where the loss begins, for metrics without a limit of their own. */
  readonly lossLimit: number;
}

/** A factor of the product. */
export interface Gate extends Culprit {
  /** In the words of whose rule it is. */
  readonly name: string;
  /** 0 to 1. */
  readonly value: number;
  /** Where several things share one factor, as CARLA 2.1's denominator: its loss is split over them in proportion. Absent otherwise. */
  readonly among?: readonly (Culprit & { readonly name: string; readonly share: number })[];
}

/** A summand of the soft mean. */
export interface SoftPart extends Culprit {
  readonly name: string;
  /** 0 to 1. */
  readonly value: number;
  /** Share of the soft mean; the weights of a tree sum to 1 (`shareWeights`). */
  readonly weight: number;
}

/** Weights made shares: each over the sum of all. */
export function shareWeights(parts: readonly SoftPart[]): SoftPart[] {
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  return parts.filter(({ weight }) => weight > 0).map((part) => ({ ...part, weight: part.weight / sum }));
}

/** 1 - the weighted losses rather than the weighted sum: exactly 1 where nothing is lost, whatever the weights round to. */
export function softMean({ soft }: ScoreTree): number {
  let lost = 0;
  for (const { weight, value } of soft) lost += weight * (1 - value);
  return Math.max(0, 1 - lost);
}

/** The score in millionths of a point. */
export function treeMicroPoints(tree: ScoreTree): number {
  let product = 1;
  for (const { value } of tree.gates) product *= value;
  return Math.round(FULL_MICRO_POINTS * product * softMean(tree));
}

/** Every lost point by its cause, the most costly first; the losses sum exactly to 100 - score. */
export function treeFindings(tree: ScoreTree, context: FindingContext): Finding[] {
  const gates = tree.gates.toSorted((a, b) => compareText(a.metric.id, b.metric.id));
  // The soft mean has no id and so comes first where remainders are equal.
  const factors = [softMean(tree), ...gates.map(({ value }) => value)];
  const split = splitOverFactors(FULL_MICRO_POINTS - treeMicroPoints(tree), factors);
  const opened = factors.reduce((product, f) => (f === 0 ? product : product * f), 1);
  const wouldScore = Math.round(FULL_MICRO_POINTS * opened) / MICRO_A_POINT;
  const hidden = ({ isMasked }: FactorLoss): number | null => (isMasked ? wouldScore : null);
  const [softLoss, ...gateLosses] = split as [FactorLoss, ...FactorLoss[]];
  const findings = gates.flatMap((gate, i) => gateFindings(gate, gateLosses[i] as FactorLoss, hidden, context));
  findings.push(...softFindings(tree.soft, softLoss.microPoints, hidden(softLoss), context));
  return sortFindings(findings);
}

function gateFindings(gate: Gate, loss: FactorLoss, hidden: (loss: FactorLoss) => number | null, context: FindingContext): Finding[] {
  const wouldScore = hidden(loss);
  const culprits = gate.among?.filter(({ share }) => share > 0) ?? [];
  if (culprits.length === 0) return findingsOf({ ...culpritOf(gate), isGate: true, microPoints: loss.microPoints, wouldScore }, context);
  const parts = apportion(
    loss.microPoints,
    culprits.map(({ share }) => share),
  );
  return culprits.flatMap((culprit, i) =>
    findingsOf({ ...culpritOf(culprit), isGate: true, microPoints: parts[i] as number, wouldScore }, context),
  );
}

/** Shapley values of an additive game: part m takes the share w_m (1 - s_m) of what the soft mean lost. */
function softFindings(soft: readonly SoftPart[], microPoints: number, wouldScore: number | null, context: FindingContext): Finding[] {
  const losing = soft
    .filter(({ weight, value }) => weight * (1 - value) > 0)
    .toSorted((a, b) => compareText(a.metric.id, b.metric.id) || compareText(a.name, b.name));
  const lost = apportion(
    microPoints,
    losing.map(({ weight, value }) => weight * (1 - value)),
  );
  return losing.flatMap((part, i) =>
    findingsOf({ ...culpritOf(part), isGate: false, microPoints: lost[i] as number, wouldScore }, context),
  );
}

function culpritOf({ metric, result, lossLimit }: Culprit): Culprit {
  return { metric, result, lossLimit };
}
