import { CHECKPOINT_TICKS } from "../trace/tick.ts";
import { gateOf, metricGates } from "./compare-gate.ts";
import { profileChanges } from "./compare-profiles.ts";
import type {
  AllowedLoss,
  ChangedFinding,
  ComparedRun,
  ComparedSide,
  ComparedVariant,
  Comparison,
  DefinitionChange,
  MetricChange,
  TickRange,
} from "./comparison.ts";
import type { Finding, MetricReport, Score } from "./result.ts";
import { holm } from "./statistics/holm.ts";
import { mcnemarExact } from "./statistics/mcnemar.ts";
import { pairedDifference } from "./statistics/paired.ts";
import { CONFIDENCE } from "./summary.ts";

const REASONS_KEPT = 5;
/** Pairs beyond which a metric's mean gets Student's interval only: there are many metrics. */
const METRIC_PAIRS = 1000;

/**
 * Pairs two lists of runs by variant id and says what changed. Scores of different definitions are never compared.
 * @param streamName keys the bootstrap.
 * RangeError where a list holds a variant twice, NoSuchMetric where a metric that may lose so much is in no pair.
 */
export function compareRuns(
  base: readonly ComparedRun[],
  head: readonly ComparedRun[],
  allowed: AllowedLoss,
  streamName: string,
): Comparison {
  const before = byVariant(base);
  const after = byVariant(head);
  const pairs = head.flatMap((h): Pair[] => {
    const b = before.get(h.variantId);
    return b === undefined ? [] : [{ base: b, head: h }];
  });
  const scored = pairs.filter(isComparable);
  const variants = [
    ...head.map((h) => variantOf(before.get(h.variantId) ?? null, h)),
    ...base.filter((b) => !after.has(b.variantId)).map((b) => variantOf(b, null)),
  ];
  const lostCount = pairs.filter(({ base: b, head: h }) => b.score !== null && h.score === null && b.seed === h.seed).length;
  const score = scoreChange(scored, `${streamName} score`);
  const metrics = metricChanges(scored, streamName);
  const gates = scored.length === 0 ? [] : metricGates(metrics, allowed);
  return {
    verdict: gateOf(score, gates, allowed.score, lostCount, variants),
    allowedScore: allowed.score,
    gates,
    pairCount: scored.length,
    score,
    verdicts: verdictsOf(scored),
    metrics,
    profiles: profileChanges(scored, streamName),
    lostCount,
    definitions: definitionChanges(pairs),
    variants,
  };
}

interface Pair {
  readonly base: ComparedRun;
  readonly head: ComparedRun;
}

interface ScoredPair {
  readonly base: ComparedRun & { readonly score: Score };
  readonly head: ComparedRun & { readonly score: Score };
}

function byVariant(runs: readonly ComparedRun[]): Map<string, ComparedRun> {
  const found = new Map<string, ComparedRun>();
  for (const run of runs) {
    if (found.has(run.variantId)) throw new RangeError(`${run.variantId} is there twice`);
    found.set(run.variantId, run);
  }
  return found;
}

/** Both scored, by the same definitions, with the same seed. */
function isComparable(pair: Pair): pair is ScoredPair {
  return pair.base.score !== null && pair.head.score !== null && whyNotCompared(pair.base, pair.head) === "";
}

// ---- one variant ----

function variantOf(base: ComparedRun | null, head: ComparedRun | null): ComparedVariant {
  const { variantId, scenarioId } = (head ?? base) as ComparedRun;
  const sides = { base: sideOf(base), head: sideOf(head) };
  const plain = { variantId, scenarioId, whyNot: "", ...sides, differenceScore: null, parting: null, reasons: [] };
  if (base === null) return { ...plain, status: "new" };
  if (head === null) return { ...plain, status: "gone" };
  const whyNot = whyNotCompared(base, head);
  if (whyNot !== "") return { ...plain, status: "not-compared", whyNot };
  const difference = base.score === null || head.score === null ? null : head.score.total - base.score.total;
  const isSame = base.hash === head.hash && base.verdict === head.verdict && (base.score?.total ?? null) === (head.score?.total ?? null);
  if (isSame) return { ...plain, status: "same", differenceScore: difference };
  return { ...plain, status: "different", differenceScore: difference, parting: partingOf(base, head), reasons: reasonsOf(base, head) };
}

function whyNotCompared(base: ComparedRun, head: ComparedRun): string {
  if (base.seed !== head.seed) return `driven with seed ${base.seed} and with seed ${head.seed}`;
  return base.score !== null && head.score !== null && base.score.scoreId !== head.score.scoreId ? "scored by other definitions" : "";
}

function sideOf(run: ComparedRun | null): ComparedSide | null {
  return run === null ? null : { verdict: run.verdict, why: run.why, score: run.score?.total ?? null, reproduce: run.reproduce };
}

/** By the hashes of the state at ticks 0, 100, 200, ... and at the end. */
function partingOf(base: ComparedRun, head: ComparedRun): TickRange | null {
  if (base.hash === head.hash) return null;
  const common = Math.min(base.hashes.length, head.hashes.length);
  let i = 0;
  while (i < common && base.hashes[i] === head.hashes[i]) i++;
  const fromTick = i === 0 ? 0 : (i - 1) * CHECKPOINT_TICKS + 1;
  const toTick = i < common ? i * CHECKPOINT_TICKS : Math.min(base.endTick, head.endTick);
  return { fromTick, toTick: Math.max(fromTick, toTick) };
}

/**
 * Metrics that cost more in HEAD, each with the sentence of its dearest finding there, and those that cost less, with BASE's; where HEAD
 * scored better, the gains come first.
 */
function reasonsOf(base: ComparedRun, head: ComparedRun): ChangedFinding[] {
  const before = costsOf(base.score?.findings ?? []);
  const after = costsOf(head.score?.findings ?? []);
  const reasons: ChangedFinding[] = [];
  for (const metric of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(metric), after.get(metric)];
    const costsMoreScore = (now?.points ?? 0) - (old?.points ?? 0);
    const told = (costsMoreScore < 0 ? old : now)?.dearest;
    const isNew = old === undefined && now?.dearest.severity !== "info";
    if (told === undefined || (costsMoreScore === 0 && !isNew)) continue;
    reasons.push({ metric, costsMoreScore, sentence: told.sentence, reproduce: told.reproduce });
  }
  const sign = (head.score?.total ?? 0) > (base.score?.total ?? 0) ? 1 : -1;
  return reasons.sort((a, b) => sign * (a.costsMoreScore - b.costsMoreScore) || (a.metric < b.metric ? -1 : 1)).slice(0, REASONS_KEPT);
}

function costsOf(findings: readonly Finding[]): Map<string, { points: number; dearest: Finding }> {
  const costs = new Map<string, { points: number; dearest: Finding }>();
  for (const finding of findings) {
    const known = costs.get(finding.metric);
    const dearest = known === undefined || finding.lossPoints > known.dearest.lossPoints ? finding : known.dearest;
    costs.set(finding.metric, { points: (known?.points ?? 0) + finding.lossPoints, dearest });
  }
  return costs;
}

// ---- all pairs ----

function scoreChange(pairs: readonly ScoredPair[], streamName: string): Comparison["score"] {
  if (pairs.length === 0) return null;
  const differences = pairs.map(({ base, head }) => head.score.total - base.score.total);
  const { mean, bca, t, tP, wilcoxonP } = pairedDifference(differences, CONFIDENCE, streamName);
  const base = meanBy(pairs, (p) => p.base.score.total);
  const head = meanBy(pairs, (p) => p.head.score.total);
  return { base, head, difference: mean, bca, t, tP, wilcoxonP };
}

function meanBy<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0) / items.length;
}

function verdictsOf(pairs: readonly ScoredPair[]): Comparison["verdicts"] {
  const fails = (run: ComparedRun): boolean => run.verdict !== "passed";
  const count = (holds: (pair: ScoredPair) => boolean): number => pairs.filter(holds).length;
  const onlyBaseFails = count(({ base, head }) => fails(base) && !fails(head));
  const onlyHeadFails = count(({ base, head }) => !fails(base) && fails(head));
  const bothFail = count(({ base, head }) => fails(base) && fails(head));
  return { onlyBaseFails, onlyHeadFails, bothFail, p: mcnemarExact(onlyBaseFails, onlyHeadFails) };
}

// ---- one metric over all pairs ----

interface MetricPairs {
  readonly report: MetricReport;
  readonly base: number[];
  readonly head: number[];
  onlyBaseCount: number;
  onlyHeadCount: number;
  /** Summed over pairs: what it costs in BASE less what it costs in HEAD. */
  gained: number;
}

function metricChanges(pairs: readonly ScoredPair[], streamName: string): MetricChange[] {
  const all = new Map<string, MetricPairs>();
  for (const { base, head } of pairs) addPair(all, base.score, head.score);
  const changes = [...all.values()].map((m) => changeOf(m, pairs.length, `${streamName} ${m.report.id}`));
  const tested = changes.filter((c) => c.values !== null);
  const corrected = holm(tested.map((c) => c.values?.p ?? 1));
  const holmOf = new Map(tested.map((c, i) => [c.id, corrected[i] as number]));
  return changes
    .map((c) => (c.values === null ? c : { ...c, values: { ...c.values, holmP: holmOf.get(c.id) as number } }))
    .sort((a, b) => Math.abs(b.contributionScore) - Math.abs(a.contributionScore) || (a.id < b.id ? -1 : 1));
}

function addPair(all: Map<string, MetricPairs>, base: Score, head: Score): void {
  const before = new Map(base.metrics.map((m) => [m.id, m.value]));
  const costBefore = costsOf(base.findings);
  const costAfter = costsOf(head.findings);
  for (const report of head.metrics) {
    const { id, value } = report;
    const m = all.get(id) ?? { report, base: [], head: [], onlyBaseCount: 0, onlyHeadCount: 0, gained: 0 };
    all.set(id, m);
    const old = before.get(id) ?? null;
    if (value !== null && old !== null) {
      m.base.push(old);
      m.head.push(value);
    } else if (value !== null) m.onlyHeadCount++;
    else if (old !== null) m.onlyBaseCount++;
    m.gained += (costBefore.get(id)?.points ?? 0) - (costAfter.get(id)?.points ?? 0);
  }
}

function changeOf(m: MetricPairs, pairCount: number, streamName: string): MetricChange {
  const { id, unit, better } = m.report;
  const { onlyBaseCount, onlyHeadCount, base, head } = m;
  const plain = { id, unit, better, contributionScore: m.gained / pairCount, count: base.length, onlyBaseCount, onlyHeadCount };
  if (base.length === 0) return { ...plain, values: null };
  const differences = head.map((h, i) => h - (base[i] as number));
  const { mean, bca, t, wilcoxonP: p } = pairedDifference(differences, CONFIDENCE, streamName, METRIC_PAIRS);
  const means = { base: meanBy(base, (v) => v), head: meanBy(head, (v) => v), difference: mean };
  return { ...plain, values: { ...means, t, bca: bca?.method === "t" ? null : bca, p, holmP: p } };
}

// ---- definitions ----

/** What differs where scores are not compared; the score's own rule is named where all metrics agree. */
function definitionChanges(pairs: readonly Pair[]): DefinitionChange[] {
  const changes = new Map<string, { metric: string; base: string | null; head: string | null; count: number }>();
  const note = (metric: string, base: string | null, head: string | null): void => {
    const key = JSON.stringify([metric, base, head]);
    const change = changes.get(key) ?? { metric, base, head, count: 0 };
    change.count++;
    changes.set(key, change);
  };
  for (const { base, head } of pairs) {
    if (base.score === null || head.score === null || base.score.scoreId === head.score.scoreId) continue;
    const before = new Map(base.score.metrics.map((m) => [m.id, definitionOf(m)]));
    const after = new Map(head.score.metrics.map((m) => [m.id, definitionOf(m)]));
    const ids = [...new Set([...before.keys(), ...after.keys()])].filter((id) => before.get(id) !== after.get(id));
    for (const id of ids) note(id, before.get(id) ?? null, after.get(id) ?? null);
    if (ids.length === 0) note("score", base.score.scoreId, head.score.scoreId);
  }
  return [...changes.values()].sort((a, b) => b.count - a.count || (a.metric < b.metric ? -1 : 1));
}

function definitionOf({ definition, paramsHash }: MetricReport): string {
  return `${definition} ${paramsHash}`;
}
