import { expect, test } from "vitest";
import { OURS } from "../../../src/eval/ours.ts";
import { evaluateFrames, type Frame, headerOf, valueOf } from "../../support/records.ts";

test("who crosses, leaves the world and crosses again, as the next in a slot of made traffic, was not there in between", () => {
  // The other's box is within the ego's lane from tick 17 to 23, out at 24, and so again from 77 on; from 30 to 69 it is not in the world.
  const frameAt = (k: number): Frame => {
    const other = { x: 50, y: k < 50 ? k - 20 : k - 80, yaw: Math.PI / 2, v: 10 };
    return { ego: { x: 8 + k, v: 10 }, others: [k < 30 || k >= 70 ? other : null] };
  };
  const e = valueOf(evaluateFrames(headerOf([{ name: "other" }]), 100, frameAt, { metrics: OURS, subjectIndex: 0 }), "pet");
  // The ego's front reaches 49 at tick 38, 1.4 s after the first crossing; its tail is out at 45, 3.2 s before the second.
  expect(e.value).toBeCloseTo(1.4, 12);
  expect(e.episodes).toHaveLength(1);
});
