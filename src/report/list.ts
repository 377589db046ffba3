import pc from "picocolors";
import { stripVTControlCharacters } from "node:util";
import type { RealtimeReport, RunEvent, RunResult, SuiteResult } from "../run/result.ts";
import { blameLine } from "./blame.ts";
import { printable } from "./printable.ts";
import type { Reporter } from "./reporter.ts";
import { profileLines, rankingLines, summaryLines } from "./summary-lines.ts";

/** Where a reporter writes, and what that can show. */
export interface Screen {
  write(text: string): void;
  /** A terminal: progress is redrawn in place; otherwise a line at most every ten seconds. */
  readonly live: boolean;
  readonly colour: boolean;
  readonly columns: number;
  /** Milliseconds, for the progress line only. */
  nowMs(): number;
}

const MAX_FINDINGS_SHOWN = 3;

/** The reporter for people: the variants that did not pass with their reasons, one table row a scenario, and the counts. */
export function listReporter(out: Screen): Reporter {
  const colours = pc.createColors(out.colour);
  return {
    on(event: RunEvent): void {
      if (event.kind === "end") out.write(suiteText(event.suite, colours, out.columns));
    },
    finish: () => [],
  };
}

type Colours = ReturnType<typeof pc.createColors>;

function suiteText(suite: SuiteResult, colours: Colours, columns: number): string {
  const lines: string[] = [];
  for (const result of suite.results) {
    if (result.verdict !== "passed") lines.push(...failureLines(result, suite.controllers.length > 1, colours));
  }
  const warnings = warningLines(suite, colours);
  if (lines.length > 0 && warnings.length > 0) lines.push("");
  lines.push(...warnings);
  if (lines.length > 0) lines.push("");
  const overall = [...countLines(suite), ...summaryLines(suite), ...rankingLines(suite), ...profileLines(suite)];
  lines.push(...table(suite, colours, columns), "", ...overall);
  return `${lines.join("\n")}\n`;
}

const MAX_WARNINGS_SHOWN = 5;

/** What the user should know of the controllers though no verdict hangs on it: each text once, with the number of runs it came in. */
function warningLines({ results, notes }: SuiteResult, colours: Colours): string[] {
  const runs = new Map<string, number>();
  for (const text of results.flatMap((r) => [...new Set(r.warnings)])) runs.set(text, (runs.get(text) ?? 0) + 1);
  const texts = [...notes, ...[...runs].map(([text, count]) => `${count} ${count === 1 ? "run" : "runs"}: ${text}`)];
  const lines = texts.slice(0, MAX_WARNINGS_SHOWN).flatMap((text) => {
    const [first = "", ...rest] = reasonLines(text);
    return [`${colours.yellow("warning")} ${first.trimStart()}`, ...rest];
  });
  return texts.length > MAX_WARNINGS_SHOWN ? [...lines, `and ${texts.length - MAX_WARNINGS_SHOWN} more warnings, see report`] : lines;
}

/** Lines of a reason that are shown; a controller's last words may be long. */
const MAX_REASON_LINES = 12;

/** Text of several lines below a variant's line, each printable. */
function reasonLines(text: string): string[] {
  const lines = text.split("\n").map((line) => `    ${printable(line)}`);
  if (lines.length <= MAX_REASON_LINES) return lines;
  return [...lines.slice(0, MAX_REASON_LINES), `    and ${lines.length - MAX_REASON_LINES} more lines, see report`];
}

/** A failing line is a working selector; its reasons and the command that reproduces it stand below. */
function failureLines(result: RunResult, many: boolean, colours: Colours): string[] {
  const lines = [
    `${colours.red(result.verdict)} ${printable(result.variantId)}${many ? `, controller ${printable(result.controller.text)}` : ""}`,
    ...reasonLines(result.why),
  ];
  const findings = result.score?.findings.filter((f) => f.severity !== "info") ?? [];
  for (const finding of findings.slice(0, MAX_FINDINGS_SHOWN)) {
    const loss = finding.masked ? "masked by a gate" : `-${finding.lossPoints.toFixed(1)} points`;
    lines.push(`    ${loss}: ${printable(finding.sentence)}`);
  }
  lines.push(...(result.responsibility ?? []).slice(0, MAX_FINDINGS_SHOWN).map((blame) => `    ${blameLine(blame)}`));
  if (findings.length > MAX_FINDINGS_SHOWN) lines.push(`    and ${findings.length - MAX_FINDINGS_SHOWN} more, see report`);
  lines.push(colours.dim(`    ${printable(result.reproduce)}`));
  return lines;
}

interface Row {
  scenario: string;
  variants: number;
  passed: number;
  expectedFailures: number;
  scores: number[];
  worst: number;
}

/** One row a scenario: variants, passed, mean and worst score. */
function table(suite: SuiteResult, colours: Colours, columns: number): string[] {
  const rows = new Map<string, Row>();
  for (const r of suite.results) {
    const key = suite.controllers.length > 1 ? `${r.scenarioId}, ${r.controller.text}` : r.scenarioId;
    const row = rows.get(key) ?? { scenario: key, variants: 0, passed: 0, expectedFailures: 0, scores: [], worst: 100 };
    row.variants++;
    if (r.verdict === "passed") row.passed++;
    if (r.verdict === "passed" && r.expected === "fail") row.expectedFailures++;
    if (r.score !== null) {
      row.scores.push(r.score.total);
      row.worst = Math.min(row.worst, r.score.total);
    }
    rows.set(key, row);
  }
  const cells = [["scenario", "variants", "passed", "mean score", "worst"]];
  for (const row of rows.values()) cells.push(rowCells(row, colours));
  return padded(cells, columns);
}

function rowCells(row: Row, colours: Colours): string[] {
  const passed = `${row.passed}${row.expectedFailures > 0 ? ` (${row.expectedFailures} expected to fail)` : ""}`;
  return [
    printable(row.scenario),
    String(row.variants),
    row.passed === row.variants ? colours.green(passed) : colours.red(passed),
    row.scores.length === 0 ? "-" : mean(row.scores).toFixed(1),
    row.scores.length === 0 ? "-" : row.worst.toFixed(1),
  ];
}

/** Columns padded by what is seen, colours left out of the count; the first column is cut from the left where the screen is narrow. */
function padded(cells: readonly string[][], columns: number): string[] {
  const width = (text: string): number => stripVTControlCharacters(text).length;
  const widths = (cells[0] ?? []).map((_, c) => Math.max(...cells.map((row) => width(row[c] ?? ""))));
  const others = widths.slice(1).reduce((sum, w) => sum + w + 2, 0);
  const first = Math.max(20, Math.min(widths[0] ?? 0, columns - others));
  return cells.map((row) =>
    row
      .map((cell, c) => {
        if (c > 0) return " ".repeat((widths[c] ?? 0) - width(cell)) + cell;
        return cell.length > first ? `...${cell.slice(cell.length - first + 3)}` : cell.padEnd(first);
      })
      .join("  "),
  );
}

function countLines(suite: SuiteResult): string[] {
  const { counts } = suite;
  const score = suite.meanScore === null ? "no score" : `mean score ${suite.meanScore.toFixed(1)}`;
  const expected = counts.expectedFailures > 0 ? `, ${counts.expectedFailures} of them expected failures` : "";
  return [
    ...realtimeLines(suite.results),
    `${score}, ${counts.scored} of ${counts.total} scored; controller ${printable(suite.controllers.join(", "))}; seed ${suite.seed}; hash ${suite.hash}`,
    `${counts.passed} passed${expected}${counts.error > 0 ? `, ${counts.error} in error` : ""}${counts.aborted > 0 ? `, ${counts.aborted} aborted` : ""} in ${(suite.wallMs / 1000).toFixed(1)} s`,
  ];
}

/** What must be known of runs in real time before their verdicts are believed. */
function realtimeLines(results: readonly RunResult[]): string[] {
  const paced = results.filter((r) => r.pacing === "realtime");
  if (paced.length === 0) return [];
  const reports = paced.flatMap((r) => (r.realtime === null ? [] : [r.realtime]));
  const sum = (of: (r: RealtimeReport) => number): number => reports.reduce((total, r) => total + of(r), 0);
  const lateMs = Math.max(0, ...reports.map((r) => r.harnessLateness.maxMs));
  return [
    `in real time, not deterministic: ${sum((r) => r.heldCount)} of ${sum((r) => r.harnessLateness.count)} answers held, ${sum((r) => r.heldByHarnessCount)} of them because redrive itself was late (by ${lateMs.toFixed(1)} ms at most)`,
  ];
}

/** The last line a caller prints: what CI systems read. Errors count as failed, what was stopped as skipped. */
export function closingLine(suite: SuiteResult): string {
  const { counts } = suite;
  const skipped = counts.aborted > 0 ? `, ${counts.aborted} skipped` : "";
  return `${counts.passed} passed, ${counts.failed + counts.error} failed${skipped}`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}
