import type { Finding, HumanScore, MetricReport, ProfileReport, Score } from "../eval/result.ts";
import type { CollisionResponsibility } from "../eval/responsibility.ts";
import { blameLine } from "./blame.ts";
import { printable } from "./printable.ts";

/** What `redrive score` says of one trace. */
export interface ScoredTrace {
  readonly trace: string;
  readonly variantId: string;
  /** The road user that was judged. */
  readonly subject: string;
  readonly end: { readonly reason: string; readonly tick: number };
  readonly score: Score;
  /** Who is to blame for each collision; UN R157's verdict is never known of a trace alone. Empty where the ego was not judged. */
  readonly responsibility: readonly CollisionResponsibility[];
  /** The recorded driver among the road users of the trace; null where it has no recording, or another road user was judged. */
  readonly human: HumanScore | null;
  readonly profiles: readonly ProfileReport[];
  /** Metrics that were asked for by name. */
  readonly metrics: readonly MetricReport[];
}

/** For people: the native score with every lost point, the recorded driver beside it, each profile, the metrics asked for. */
export function scoreText(scored: ScoredTrace): string {
  const { score, human, variantId, subject, end } = scored;
  const lines = [
    `${printable(variantId)}: ${printable(subject)}, ended by ${end.reason} at tick ${end.tick}`,
    "",
    `score ${points(score.total)}${humanText(score, human)}`,
    ...score.dimensions.filter((d) => d.score !== null).map((d) => dimensionLine(d, human)),
    ...findingLines(score.findings),
    ...scored.responsibility.map((blame) => `  ${blameLine(blame)}`),
  ];
  if (human !== null && human.zeroMetrics.length > 0) lines.push(`  note: the recorded driver has 0 at ${human.zeroMetrics.join(", ")}`);
  for (const profile of scored.profiles) lines.push("", ...profileLines(profile));
  if (scored.metrics.length > 0) lines.push("", ...scored.metrics.map(metricLine));
  return `${lines.join("\n")}\n`;
}

function humanText({ total }: Score, human: HumanScore | null): string {
  if (human === null) return "";
  const ratio = human.total > 0 ? `, ${(total / human.total).toFixed(2)} of it` : "";
  return `, recorded driver among these road users ${points(human.total)}${ratio}`;
}

function dimensionLine({ dimension, score, weight }: Score["dimensions"][number], human: HumanScore | null): string {
  const beside = human?.dimensions.find((d) => d.dimension === dimension)?.score ?? null;
  const besideText = beside === null ? "" : `, recorded driver ${points(beside)}`;
  return `  ${dimension.padEnd(16)} ${points(score ?? 0)}${besideText}${weight === 0 ? " (reported)" : ""}`;
}

function profileLines({ title, id, definition, score, reason, parts, findings, notes }: ProfileReport): string[] {
  if (score === null) return [`${id}: not applicable: ${reason}`];
  return [
    `${id} ${points(score)} (${title}, ${definition})`,
    ...parts.map(
      ({ name, role, value, weight }) => `  ${name}: ${value.toFixed(4)} (${role === "gate" ? "factor" : `share ${weight.toFixed(3)}`})`,
    ),
    ...notes.map((note) => `  ${note}`),
    ...findingLines(findings),
  ];
}

function findingLines(findings: readonly Finding[]): string[] {
  return findings.map(({ lossPoints, masked, wouldScore, sentence, worstTick, tSec, reproduce }) => {
    const loss = masked ? `masked, ${points(wouldScore ?? 0)} with the gate open` : `-${points(lossPoints)}`;
    const command = reproduce === "" ? "" : `\n      ${printable(reproduce)}`;
    return `  ${loss}: ${printable(sentence)} (tick ${worstTick}, ${tSec.toFixed(2)} s)${command}`;
  });
}

function metricLine({ id, value, unit, reason, atTick, actor }: MetricReport): string {
  if (value === null) return `${id}: not applicable: ${reason}`;
  const where = atTick === null ? "" : ` at tick ${atTick}`;
  return `${id}: ${value.toPrecision(6)} ${unit}${where}${actor === null ? "" : `, ${printable(actor)}`}`;
}

function points(value: number): string {
  return value.toFixed(2);
}
