import type { ChangedFinding, ComparedVariant, Comparison, MetricChange } from "../eval/comparison.ts";
import { scoreGate } from "../eval/compare-gate.ts";
import type { Side } from "../run/compare-runs.ts";

/** What a comparison says, in words that every form of it shares. Nothing here is escaped. */
export interface ComparedSides {
  readonly base: Side;
  readonly head: Side;
  readonly comparison: Comparison;
}

const HEADLINES: Readonly<Record<Comparison["verdict"], string>> = {
  worse: "Worse",
  unsure: "Unsure",
  better: "Better",
  same: "Same",
  "not-worse": "Not worse",
  nothing: "Nothing to compare",
};

/** One word and one sentence: what a reviewer reads first. */
export function headlineOf(comparison: Comparison): { readonly word: string; readonly sentence: string } {
  return { word: HEADLINES[comparison.verdict], sentence: sentenceOf(comparison) };
}

function sentenceOf({ verdict, score, pairCount, allowedScore, gates, lostCount, variants }: Comparison): string {
  const lost = `${plural(lostCount, "variant")} that BASE could be scored in, HEAD could not`;
  if (score === null) return lostCount > 0 ? `${lost}.` : "no variant was scored in both runs, by the same definitions and with one seed.";
  if (verdict === "same")
    return `${plural(variants.filter((v) => v.status === "same").length, "variant")} gave the same bits, verdicts and scores.`;
  const difference = `HEAD - BASE is ${signed(score.difference)} points (${intervalText(score.bca)}; ${plural(pairCount, "variant")})`;
  const limit = `${allowedScore} ${allowedScore === 1 ? "point" : "points"}`;
  if (lostCount > 0) return `${lost}; for the others ${difference}.`;
  const own = scoreGate(score, allowedScore);
  if (own !== verdict) {
    const blamed = gates.filter((g) => g.verdict === verdict).map((g) => g.id);
    return `${difference}; ${HEADLINES[verdict].toLowerCase()} by ${blamed.join(", ")}.`;
  }
  if (verdict === "worse") return `${difference}: all of it lies below -${limit}.`;
  if (verdict === "unsure") return `${difference}: these variants do not tell whether HEAD is worse by more than ${limit}.`;
  return verdict === "better" ? `${difference}: all of it lies above 0.` : `${difference}: a loss of more than ${limit} is excluded.`;
}

/** How verdicts changed, and what of the variants could be compared. */
export function countSentences(sides: ComparedSides): string[] {
  const { comparison } = sides;
  const { verdicts, variants } = comparison;
  const damaged = damageOf(sides);
  const { onlyBaseFails, onlyHeadFails, bothFail, p } = verdicts;
  const count = (status: ComparedVariant["status"]): number => variants.filter((v) => v.status === status).length;
  const statuses = (["different", "same", "new", "gone", "not-compared"] as const).map((s) => `${count(s)} ${s.replace("-", " ")}`);
  return [
    `${onlyHeadFails} newly fail, ${onlyBaseFails} newly pass, ${bothFail} fail in both (McNemar's exact p ${pText(p)}).`,
    `Variants: ${statuses.join(", ")}.`,
    ...gateSentences(comparison),
    ...profileSentences(comparison),
    ...(damaged === "" ? [] : [damaged]),
  ];
}

/** What is missing of the two folders; empty where both are whole. */
function damageOf({ base, head }: ComparedSides): string {
  const parts = [
    ["BASE", base],
    ["HEAD", head],
  ] as const;
  return parts
    .filter(([, side]) => !side.isWhole)
    .map(
      ([name, side]) =>
        `${name} was stopped before its end${side.damagedLines > 0 ? `; ${plural(side.damagedLines, "damaged line")} left out` : ""}.`,
    )
    .join(" ");
}

/** Changed variants: lost ones first, then those that newly fail, then by what they lost. */
export function changedVariants({ variants }: Comparison): ComparedVariant[] {
  const rank = (v: ComparedVariant): number => {
    if (v.base?.score !== null && v.head?.score === null) return 0;
    return v.head?.verdict !== "passed" && v.base?.verdict === "passed" ? 1 : 2;
  };
  return variants
    .filter((v) => v.status === "different")
    .sort((a, b) => rank(a) - rank(b) || (a.differenceScore ?? 0) - (b.differenceScore ?? 0));
}

/** Metrics that changed at all. */
export function changedMetrics({ metrics }: Comparison): MetricChange[] {
  return metrics.filter(
    (m) => Math.abs(m.contributionScore) >= 5e-7 || m.onlyBaseCount > 0 || m.onlyHeadCount > 0 || (m.values !== null && m.values.p < 1),
  );
}

/** One line a metric that has an allowed loss. */
function gateSentences({ gates }: Comparison): string[] {
  return gates.map(({ id, unit, allowed, loss, verdict }) => {
    const word = HEADLINES[verdict].toLowerCase();
    if (loss === null) return `${id}, which may lose ${allowed} ${unit}: ${word}, no pair has a value.`;
    return `${id}, which may lose ${allowed} ${unit}: ${word}, it loses ${valueText(loss.mean)} (95 %: ${valueRange(loss)}).`;
  });
}

/** One line a rule of another benchmark: both means, the difference with its interval. */
function profileSentences({ profiles }: Comparison): string[] {
  return profiles.map(({ id, base, head, difference, bca, count, otherDefinitionCount }) => {
    const left = otherDefinitionCount > 0 ? `; ${otherDefinitionCount} not compared, their definitions differ` : "";
    const change = `${signed(difference)} (${intervalText(bca)}; ${plural(count, "variant")}${left})`;
    return `by ${id}: ${scoreText(base)} -> ${scoreText(head)}, ${change}`;
  });
}

/** What one metric costs more in HEAD, or less than in BASE, and the dearest finding; behind a gate that is closed it costs nothing. */
export function reasonText({ costsMoreScore, sentence }: ChangedFinding): string {
  if (costsMoreScore < 0) return `${signed(-costsMoreScore)}, in BASE: ${sentence}`;
  return costsMoreScore > 0 ? `${signed(-costsMoreScore)}: ${sentence}` : `besides: ${sentence}`;
}

/** What makes HEAD's run again: up to its dearest new finding where it lost, else to its end. */
export function commandOf({ reasons, head }: ComparedVariant): string {
  const [first] = reasons;
  const isLoss = first !== undefined && first.costsMoreScore >= 0 && first.reproduce !== "";
  return isLoss ? first.reproduce : (head?.reproduce ?? "");
}

/** `tick 431`, `ticks 401 to 500`, or nothing where the bits do not differ. */
export function partingText({ parting }: ComparedVariant): string {
  if (parting === null) return "-";
  return parting.fromTick === parting.toTick ? `tick ${parting.fromTick}` : `ticks ${parting.fromTick} to ${parting.toTick}`;
}

/** Why a changed variant is as it is in HEAD: its greatest loss, or gain, of a metric; else what ended the run. */
export function whyOf(variant: ComparedVariant): string {
  const [reason] = variant.reasons;
  if (variant.head?.score === null || reason === undefined) return variant.head?.why.split("\n", 1)[0] ?? "";
  return reasonText(reason);
}

export function scoreText(score: number | null | undefined): string {
  return score === null || score === undefined ? "not scored" : score.toFixed(1);
}

export function signed(x: number): string {
  const text = x.toFixed(Math.abs(x) < 0.095 && x !== 0 ? 3 : 1);
  return x > 0 ? `+${text}` : text;
}

interface Range {
  readonly low: number;
  readonly high: number;
  readonly method?: string;
}

/** An interval of points. */
export function intervalText(interval: Range | null): string {
  if (interval === null) return "one variant: no interval";
  return `95 %: ${signed(interval.low)} to ${signed(interval.high)}${methodText(interval)}`;
}

/** An interval of a metric's values, in their digits. */
export function valueRange(interval: Range): string {
  return `${valueText(interval.low)} to ${valueText(interval.high)}${methodText(interval)}`;
}

/** Only what departs from the rule is named. */
function methodText({ method = "bca" }: Range): string {
  return method === "bca" ? "" : `, ${method}`;
}

export function pText(p: number): string {
  return p < 0.0001 ? "< 0.0001" : p.toFixed(p < 0.1 ? 4 : 2);
}

/** A value with as many digits as tell it apart from its neighbours in a table. */
export function valueText(x: number): string {
  const size = Math.abs(x);
  return x === 0 ? "0" : size >= 100 ? x.toFixed(0) : size >= 1 ? x.toFixed(2) : x.toPrecision(2);
}

export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
