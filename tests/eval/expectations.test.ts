import { describe, expect, test } from "vitest";
import type { Expectation, Score } from "../../src/eval/result.ts";
import { scoreOf } from "../../src/eval/score.ts";
import { evaluateFrames, headerOf } from "../support/records.ts";

function judge(...expectations: Expectation[]): Score["expectations"] {
  const header = headerOf([{ name: "lead" }]);
  const evaluated = evaluateFrames(header, 2, () => ({ ego: { x: 0, v: 10, aLon: 1 }, others: [{ x: 25, y: 3, v: 10 }] }));
  return scoreOf(header, evaluated, expectations).expectations;
}

const want = (
  metric: string,
  comparison: Expectation["comparison"],
  limit: number,
  level: Expectation["level"] = "error",
): Expectation => ({
  metric,
  level,
  comparison,
  limit,
});

describe("expectations", () => {
  test("are met at the limit itself, broken beyond", () => {
    const [at, below, above] = judge(
      want("lon-accel", "at most", 1),
      want("lon-accel", "at most", 0.9999),
      want("lon-accel", "at least", 1.5, "warn"),
    );
    expect(at).toMatchObject({ passed: true, value: 1, sentence: "lon-accel is 1 m/s2, expected at most 1 m/s2" });
    expect(below).toMatchObject({ passed: false, sentence: "lon-accel is 1 m/s2, expected at most 0.9999 m/s2" });
    expect(above).toMatchObject({ passed: false, level: "warn" });
  });

  test("a metric without a value meets a limit only where nothing could have broken it", () => {
    const [headway, goal] = judge(want("headway", "at least", 1), want("time-to-goal", "at most", 10));
    expect(headway).toMatchObject({ passed: true, value: null });
    expect(headway!.sentence).toBe("headway is not applicable (the subject never followed a moving road user), expected at least 1 s");
    expect(goal).toMatchObject({ passed: false, value: null });
    expect(goal!.sentence).toMatch(/which cannot be said$/);
  });

  test("level off is left out, and an unknown metric is our bug: readers refuse it", () => {
    expect(judge(want("lon-accel", "at most", 0, "off"))).toEqual([]);
    expect(() => judge(want("no-such", "at most", 0))).toThrow(/no-such/);
  });
});
