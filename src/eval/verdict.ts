import type { ExpectationResult, Score } from "./result.ts";

/** What each end of a run says of it before score and expectations are asked (reliability.md section 1). */
const VERDICT_OF_END = {
  completed: "judge",
  goal: "judge",
  "stop-condition": "judge",
  contact: "failed",
  "off-map": "failed",
  disengaged: "failed",
  "max-ticks": "failed",
  "not-triggered": "failed",
  diverged: "error",
  "controller-fault": "error",
  "controller-timeout": "error",
  aborted: "aborted",
  "input-error": "error",
  "harness-error": "error",
} as const;

/** The ends of a run, as `sim/port.ts` spells them. */
export type RunEndReason = keyof typeof VERDICT_OF_END;

export interface VerdictResult {
  /** After the scenario's `expect` is applied. */
  readonly verdict: "passed" | "failed" | "error" | "aborted";
  /** The run failed, and the scenario says that it must. */
  readonly isExpectedFailure: boolean;
  /** One sentence without a full stop: why this verdict. */
  readonly why: string;
}

/**
 * The verdict of one run.
 * @param end why it stopped; `detail` is the run's own sentence about it, empty where there is none.
 * @param score null where the run was not scored, as after an error or an abort.
 * @param expected `fail` turns a failure into an expected failure and a pass into a failure; errors and aborts stay what they are.
 */
export function verdictOf(
  end: { readonly reason: RunEndReason; readonly detail: string },
  score: Score | null,
  expected: "pass" | "fail",
): VerdictResult {
  const byEnd = VERDICT_OF_END[end.reason];
  const endText = end.detail === "" ? `the run ended by ${end.reason}` : `the run ended by ${end.reason}: ${end.detail}`;
  if (byEnd === "error" || byEnd === "aborted") return { verdict: byEnd, isExpectedFailure: false, why: endText };
  if (score === null) throw new Error(`a run that ended by ${end.reason} must be scored`);
  const faults = byEnd === "failed" ? [endText] : [];
  faults.push(...gateFaults(score), ...brokenExpectations(score.expectations));
  const failed = faults.length > 0;
  if (expected === "fail") {
    if (failed) return { verdict: "passed", isExpectedFailure: true, why: `failed as expected: ${faults.join("; ")}` };
    return { verdict: "failed", isExpectedFailure: false, why: "the run was expected to fail, and nothing was wrong" };
  }
  if (failed) return { verdict: "failed", isExpectedFailure: false, why: faults.join("; ") };
  return { verdict: "passed", isExpectedFailure: false, why: endText };
}

function gateFaults(score: Score): string[] {
  const faults: string[] = [];
  for (const m of score.metrics) {
    if (m.role !== "gate" || m.normalised === null || m.normalised === 1) continue;
    const finding = score.findings.find((f) => f.metric === m.id);
    faults.push(finding === undefined ? `the gate ${m.id} is ${m.normalised}` : finding.sentence);
  }
  return faults;
}

function brokenExpectations(expectations: readonly ExpectationResult[]): string[] {
  return expectations.filter((e) => e.level === "error" && !e.passed).map((e) => e.sentence);
}
