import { expect, test } from "vitest";
import type { Finding } from "../../src/eval/result.ts";
import { scoreOf } from "../../src/eval/score.ts";
import { randomTrace, type RandomTrace } from "../support/random-traces.ts";
import { evaluateFrames, type Frame } from "../support/records.ts";

const findingsUpTo = ({ header, frames }: RandomTrace, ticks: number): readonly Finding[] =>
  scoreOf(
    header,
    evaluateFrames(header, ticks, (k) => frames[k] as Frame),
  ).findings;

const event = ({ metric, actor, fromTick, worstTick, toTick, value, limit, sentence }: Finding): unknown[] => [
  metric,
  actor,
  fromTick,
  worstTick,
  toTick,
  value,
  limit,
  sentence,
];

// What the command of a finding relies on: it stops the run at the finding's last tick.
test("a run that stops at the last tick of a finding has the finding", () => {
  let count = 0;
  for (let seed = 1; seed <= 80; seed++) {
    const trace = randomTrace(seed);
    for (const finding of findingsUpTo(trace, trace.frames.length)) {
      const again = findingsUpTo(trace, finding.toTick + 1).map(event);
      expect(again, `seed ${seed} ${finding.sentence}`).toContainEqual(event(finding));
      count++;
    }
  }
  expect(count).toBeGreaterThan(80);
});
