import type { Finding, Score } from "../../src/eval/result.ts";
import type { RunResult, SuiteResult } from "../../src/run/result.ts";
import type { Screen } from "../../src/report/list.ts";

/** A passed run of `suite/a.yaml`, changed. */
export function resultWith(change: Partial<RunResult> = {}): RunResult {
  return {
    resultVersion: 1,
    index: 0,
    scenarioId: "suite/a.yaml",
    variantId: "suite/a.yaml#gapM=8",
    name: "a",
    description: "",
    tags: [],
    parameters: [{ name: "gapM", value: "8" }],
    seed: 7,
    verdict: "passed",
    expected: "pass",
    why: "the run ended by goal",
    end: { reason: "goal", tick: 100, tSec: 1, detail: "", code: null },
    score: null,
    hash: "00112233445566aa",
    hashes: [],
    controller: { name: "builtin:pursuit", build: "", text: "builtin:pursuit", rssBytes: null },
    latency: null,
    pacing: "lockstep",
    realtime: null,
    human: null,
    profiles: [],
    digests: null,
    warnings: [],
    wallMs: 1500,
    actors: [],
    retraced: [],
    files: { trace: null, view: null, controllerLog: null },
    reproduce: "redrive run 'suite/a.yaml#gapM=8' --seed 7",
    problems: [],
    ...change,
  };
}

export function scoreWith(total: number, findings: readonly Finding[] = []): Score {
  const dimensions = [{ dimension: "safety", score: total, weight: 1 } as const];
  return { scoreId: "s", total, dimensions, metrics: [], findings, expectations: [], nonreactiveArtifact: false };
}

export function findingWith(change: Partial<Finding> = {}): Finding {
  return {
    metric: "headway",
    definition: "redrive.headway@1",
    dimension: "safety",
    severity: "warning",
    actor: "lead",
    fromTick: 10,
    toTick: 20,
    worstTick: 15,
    tSec: 0.15,
    value: 0.4,
    limit: 1.8,
    unit: "s",
    lossPoints: 12.34,
    masked: false,
    wouldScore: null,
    sentence: "headway to car lead fell to 0.40 s",
    reproduce: "redrive run x --to-tick 20",
    ...change,
  };
}

export function suiteWith(results: readonly RunResult[], change: Partial<SuiteResult> = {}): SuiteResult {
  const count = (verdict: string): number => results.filter((r) => r.verdict === verdict).length;
  const scores = results.flatMap((r) => (r.score === null ? [] : [r.score.total]));
  return {
    suiteVersion: 1,
    redriveVersion: "0.0.0",
    nodeVersion: "v24.0.0",
    controllers: ["builtin:pursuit"],
    seed: 7,
    jobs: 1,
    counts: {
      total: results.length,
      passed: count("passed"),
      expectedFailures: results.filter((r) => r.verdict === "passed" && r.expected === "fail").length,
      failed: count("failed"),
      error: count("error"),
      aborted: count("aborted"),
      scored: scores.length,
    },
    meanScore: scores.length === 0 ? null : scores.reduce((a, b) => a + b, 0) / scores.length,
    summary: [],
    hash: "ffeeddccbbaa9988",
    wallMs: 2000,
    exitCode: 0,
    notes: [],
    results,
    ...change,
  };
}

/** A screen that keeps what is written; its clock moves only when told to. */
export function paper(change: Partial<Screen> = {}): Screen & { text: string; atMs: number } {
  return {
    text: "",
    atMs: 0,
    write(text) {
      this.text += text;
    },
    live: false,
    colour: false,
    columns: 100,
    nowMs() {
      return this.atMs;
    },
    ...change,
  };
}
