import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { computeGolden, GOLDEN_FILE, type Golden, goldenDifferences } from "./compute.ts";

test("every variant of the demo suite has its golden hash, end and score; `npm run golden` updates them", () => {
  const before = JSON.parse(readFileSync(GOLDEN_FILE, "utf8")) as Record<string, Golden>;
  expect(goldenDifferences(before, computeGolden())).toEqual([]);
});

test("a difference is told by variant, with both values", () => {
  const a = { x: { hash: "1", end: "goal", score: 90 }, y: { hash: "2", end: "goal", score: 80 } };
  const b = {
    x: { hash: "1", end: "goal", score: 90 },
    y: { hash: "3", end: "contact", score: 0 },
    z: { hash: "4", end: "goal", score: 1 },
  };
  expect(goldenDifferences(a, b)).toEqual(["other y: hash 2 -> 3, end goal -> contact, score 80 -> 0", "new   z"]);
});
