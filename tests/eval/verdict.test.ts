import { describe, expect, test } from "vitest";
import type { Expectation, Score } from "../../src/eval/result.ts";
import { scoreOf } from "../../src/eval/score.ts";
import { type RunEndReason, verdictOf } from "../../src/eval/verdict.ts";
import { END_REASONS, type EndReason } from "../../src/sim/port.ts";
import { evaluateFrames, headerOf } from "../support/records.ts";

function scored(aLonMps2: number, isCrash = false, level: Expectation["level"] = "error"): Score {
  const header = headerOf([{ name: "lead" }]);
  const evaluated = evaluateFrames(header, 3, () => ({
    ego: { x: 0, v: 10, aLon: aLonMps2 },
    others: [{ x: isCrash ? 4.5 : 100, v: 10 }],
  }));
  return scoreOf(header, evaluated, [{ metric: "lon-accel", level, comparison: "at most", limit: 2 }]);
}

const end = (reason: EndReason, detail = ""): { reason: RunEndReason; detail: string } => ({ reason, detail });
const GOOD = scored(0);

describe("verdictOf", () => {
  test("knows every end of a run", () => {
    const expected = {
      completed: "passed",
      goal: "passed",
      "stop-condition": "passed",
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
    };
    expect(Object.fromEntries(END_REASONS.map((reason) => [reason, verdictOf(end(reason), GOOD, "pass").verdict]))).toEqual(expected);
  });

  test("a gate below 1 fails a run that ended well", () => {
    const verdict = verdictOf(end("completed"), scored(0, true), "pass");
    expect(verdict).toEqual({ verdict: "failed", isExpectedFailure: false, why: "at-fault collision with car lead at 0.00 s, front" });
  });

  test("a broken expectation of level error fails it, one of level warn does not", () => {
    expect(verdictOf(end("goal"), scored(3), "pass")).toMatchObject({
      verdict: "failed",
      why: "lon-accel is 3 m/s2, expected at most 2 m/s2",
    });
    expect(verdictOf(end("goal"), scored(3, false, "warn"), "pass").verdict).toBe("passed");
  });

  test("expect fail turns a failure into a pass and a pass into a failure", () => {
    expect(verdictOf(end("contact", "with lead"), GOOD, "fail")).toEqual({
      verdict: "passed",
      isExpectedFailure: true,
      why: "failed as expected: the run ended by contact: with lead",
    });
    expect(verdictOf(end("completed"), GOOD, "fail")).toMatchObject({ verdict: "failed", isExpectedFailure: false });
  });

  test("expect fail never hides an error or an abort", () => {
    expect(verdictOf(end("controller-fault", "exit code 1"), null, "fail")).toEqual({
      verdict: "error",
      isExpectedFailure: false,
      why: "the run ended by controller-fault: exit code 1",
    });
    expect(verdictOf(end("aborted"), null, "fail").verdict).toBe("aborted");
  });

  test("a run that ended as scored must have a score", () => {
    expect(() => verdictOf(end("completed"), null, "pass")).toThrow(/must be scored/);
  });
});
