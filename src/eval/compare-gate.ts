import type { AllowedLoss, ComparedVariant, Comparison, MetricChange, MetricGate } from "./comparison.ts";

/** A metric that may lose so much, and that no pair of runs has. */
export class NoSuchMetric extends RangeError {
  constructor(id: string) {
    super(`no pair of runs has the metric ${id}`);
    this.name = "NoSuchMetric";
  }
}

/** Each metric that has an allowed loss, judged by the interval of its mean difference. NoSuchMetric for one that HEAD does not have. */
export function metricGates(metrics: readonly MetricChange[], { metrics: allowed }: AllowedLoss): MetricGate[] {
  return [...allowed].map(([id, limit]) => {
    const change = metrics.find((m) => m.id === id);
    if (change === undefined) throw new NoSuchMetric(id);
    const { unit, better, values } = change;
    if (values === null) return { id, unit, allowed: limit, loss: null, verdict: "unsure" };
    const sign = better === "lower" ? 1 : -1;
    const { low, high } = values.bca ?? values.t ?? alone(values.difference);
    const ends = [sign * low, sign * high] as const;
    const loss = { mean: sign * values.difference, low: Math.min(...ends), high: Math.max(...ends) };
    return { id, unit, allowed: limit, loss, verdict: loss.low > limit ? "worse" : loss.high > limit ? "unsure" : "not-worse" };
  });
}

/** The verdict over the score and all metrics that have an allowed loss: the worst of them. */
export function gateOf(
  score: Comparison["score"],
  gates: readonly MetricGate[],
  allowedScore: number,
  lostCount: number,
  variants: readonly ComparedVariant[],
): Comparison["verdict"] {
  if (lostCount > 0) return "worse";
  if (score === null) return "nothing";
  if (!variants.some((v) => v.status === "different")) return "same";
  const own = scoreGate(score, allowedScore);
  const all = [own, ...gates.map((g) => g.verdict)];
  return all.includes("worse") ? "worse" : all.includes("unsure") ? "unsure" : own;
}

/** The verdict by the score alone. */
export function scoreGate(
  { bca, difference }: NonNullable<Comparison["score"]>,
  allowedScore: number,
): "worse" | "unsure" | "not-worse" | "better" {
  const { low, high } = bca ?? alone(difference);
  if (high < -allowedScore) return "worse";
  if (low < -allowedScore) return "unsure";
  return low > 0 ? "better" : "not-worse";
}

/** A single pair is known exactly, and says nothing of other variants: from nothing to all of it. */
function alone(difference: number): { readonly low: number; readonly high: number } {
  return { low: Math.min(difference, 0), high: Math.max(difference, 0) };
}
