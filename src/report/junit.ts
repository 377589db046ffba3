import type { RunResult, SuiteResult } from "../run/result.ts";

/**
 * JUnit XML: one testsuite a scenario, one testcase a variant; `failure` for a failing drive, `error` for a run that could not be
 * judged, kept apart. Scores, seed and hash are properties; control characters are left out, as XML 1.0 cannot hold them.
 */
export function junitXml(suite: SuiteResult): string {
  const scenarios = new Map<string, RunResult[]>();
  for (const result of suite.results) {
    const group = scenarios.get(result.scenarioId);
    if (group === undefined) scenarios.set(result.scenarioId, [result]);
    else group.push(result);
  }
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites name="redrive" ${countAttributes(suite.results)}>`];
  for (const [scenario, results] of scenarios) {
    lines.push(`  <testsuite name="${xml(scenario)}" ${countAttributes(results)}>`);
    for (const result of results) lines.push(...testcase(result));
    lines.push("  </testsuite>");
  }
  lines.push("</testsuites>");
  return `${lines.join("\n")}\n`;
}

function countAttributes(results: readonly RunResult[]): string {
  const failures = results.filter((r) => r.verdict === "failed").length;
  const errors = results.filter((r) => r.verdict === "error").length;
  const skipped = results.filter((r) => r.verdict === "aborted").length;
  const seconds = results.reduce((sum, r) => sum + r.wallMs, 0) / 1000;
  return `tests="${results.length}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="${seconds.toFixed(3)}"`;
}

function testcase(result: RunResult): string[] {
  const lines = [
    `    <testcase name="${xml(result.variantId)}" classname="${xml(result.scenarioId)}" time="${(result.wallMs / 1000).toFixed(3)}">`,
    "      <properties>",
  ];
  const property = (name: string, value: string | number): number =>
    lines.push(`        <property name="${xml(name)}" value="${xml(String(value))}"/>`);
  property("end", result.end.reason);
  property("seed", result.seed);
  property("hash", result.hash);
  if (result.score !== null) property("score", result.score.total);
  for (const d of result.score?.dimensions ?? []) if (d.score !== null) property(`score.${d.dimension}`, d.score);
  lines.push("      </properties>");
  const text = xml([result.why, ...(result.score?.findings.map((f) => f.sentence) ?? []), result.reproduce].join("\n"));
  if (result.verdict === "failed")
    lines.push(`      <failure message="${xml(result.why)}" type="${xml(result.end.reason)}">${text}</failure>`);
  if (result.verdict === "error")
    lines.push(`      <error message="${xml(result.why)}" type="${xml(result.end.code ?? result.end.reason)}">${text}</error>`);
  if (result.verdict === "aborted") lines.push(`      <skipped message="${xml(result.why)}"/>`);
  if (result.files.trace !== null) lines.push(`      <system-out>[[ATTACHMENT|${xml(result.files.trace)}]]</system-out>`);
  lines.push("    </testcase>");
  return lines;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

function xml(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "").replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}
