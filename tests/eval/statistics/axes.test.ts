import { describe, expect, test } from "vitest";
import { axesOf, linesAlong, type Point } from "../../../src/eval/statistics/axes.ts";
import { combinationCount, coverageOf, MAX_COMBINATIONS } from "../../../src/eval/statistics/coverage.ts";
import { smallestFlip } from "../../../src/eval/statistics/flip.ts";
import { sensitivityOf } from "../../../src/eval/statistics/sensitivity.ts";

/** A variant of a grid over a gap and a vehicle. */
function point(gapM: string, vehicle: string, score: number, isPass = score >= 50): Point {
  const parameters = [
    { name: "gapM", value: gapM },
    { name: "vehicle", value: vehicle },
    { name: "always", value: "same" },
  ];
  return { variantId: `${gapM} ${vehicle}`, parameters, isPass, score };
}

// The gap matters most; the lorry fails one value earlier; one step goes against the order.
const GRID = [
  point("10", "car", 60),
  point("8", "car", 20),
  point("12", "car", 90),
  point("8", "lorry", 10),
  point("10", "lorry", 40),
  point("12", "lorry", 35),
];

describe("axes", () => {
  test("are what varies: numbers in order, names as they came", () => {
    expect(axesOf(GRID)).toEqual([
      { name: "gapM", isNumeric: true, values: ["8", "10", "12"] },
      { name: "vehicle", isNumeric: false, values: ["car", "lorry"] },
    ]);
    const [gap] = axesOf(GRID);
    const lines = gap === undefined ? [] : linesAlong(GRID, gap);
    expect(lines.map((line) => line.map((p) => p.variantId))).toEqual([
      ["8 car", "10 car", "12 car"],
      ["8 lorry", "10 lorry", "12 lorry"],
    ]);
  });
});

describe("sensitivity", () => {
  const [gap, vehicle] = sensitivityOf("s", GRID);

  test("is the span of the levels' means, greatest first", () => {
    expect([gap?.name, gap?.spanScore]).toEqual(["gapM", 62.5 - 15]);
    expect(vehicle?.spanScore).toBeCloseTo(170 / 3 - 85 / 3, 12);
  });

  test("says which share of the variance an axis explains alone", () => {
    const scores = GRID.map((p) => p.score);
    const mean = scores.reduce((s, v) => s + v, 0) / 6;
    const total = scores.reduce((s, v) => s + (v - mean) ** 2, 0);
    expect(vehicle?.varianceShare).toBeCloseTo((3 * (170 / 3 - mean) ** 2 + 3 * (85 / 3 - mean) ** 2) / total, 12);
    const additive = [point("1", "car", 10), point("2", "car", 30), point("1", "lorry", 15), point("2", "lorry", 35)];
    expect(sensitivityOf("s", additive).reduce((sum, a) => sum + (a.varianceShare ?? 0), 0)).toBeCloseTo(1, 12);
    expect(sensitivityOf("s", [point("1", "car", 10), point("2", "car", 10)])[0]?.varianceShare).toBeNull();
  });

  test("looks at each variant a few times, however many values an axis has", () => {
    let looks = 0;
    const many = Array.from({ length: 500 }, (_, i): Point => {
      const { parameters, ...rest } = point(String(i), "car", i % 100);
      return Object.defineProperty(rest as Point, "parameters", {
        get: () => {
          looks++;
          return parameters;
        },
      });
    });
    const [axis] = sensitivityOf("s", many);
    expect(axis?.levels).toHaveLength(500);
    expect(axis?.levels[150]).toEqual({ value: "150", count: 1, passCount: 1, meanScore: 50 });
    expect(looks).toBeLessThan(10 * 500);
  });

  test("finds where the verdict turns", () => {
    expect(gap?.border).toEqual({ from: "8", to: "10", passSide: "above", flipCount: 1, flips: [{ passId: "10 car", failId: "8 car" }] });
    expect(vehicle?.border).toBeNull(); // names have no order
  });

  test("a verdict that turns twice has no side", () => {
    const twice = [point("1", "car", 90), point("2", "car", 10), point("3", "car", 90)];
    expect(sensitivityOf("s", twice)[0]?.border).toMatchObject({ from: "1", to: "3", passSide: "both" });
  });

  test("counts steps that go against the order", () => {
    expect(gap?.monotonicity).toEqual({
      harder: "less",
      pairCount: 4,
      againstCount: 1,
      worst: { easierId: "12 lorry", harderId: "10 lorry", gainScore: 5 },
    });
  });
});

describe("the smallest flip", () => {
  test("is the nearest pair of a pass and a failure, in spans of the axes", () => {
    expect(smallestFlip("s", GRID)).toEqual({
      scenarioId: "s",
      distance: 0.5,
      passId: "10 car",
      failId: "8 car",
      changes: [{ name: "gapM", from: "10", to: "8" }],
    });
  });

  test("counts another name as a whole span", () => {
    const flip = smallestFlip("s", [point("8", "car", 90), point("12", "car", 90), point("8", "lorry", 10), point("12", "lorry", 90)]);
    expect(flip).toMatchObject({ distance: 1, passId: "8 car", failId: "8 lorry" });
  });

  test("is not there where all pass", () => expect(smallestFlip("s", [point("8", "car", 90), point("9", "car", 90)])).toBeNull());

  test("does not hang on the order of the variants", () => {
    expect(smallestFlip("s", GRID.toReversed())?.distance).toBe(smallestFlip("s", GRID)?.distance);
  });
});

describe("coverage", () => {
  const DECLARED = [
    { name: "weather", cells: ["dry", "fog"] },
    { name: "light", cells: ["day", "night"] },
    { name: "road", cells: ["town", "motorway", "rural"] },
  ];
  const row = (weather: string, light: string, road: string): ReadonlyMap<string, string> =>
    new Map(Object.entries({ weather, light, road }));

  test("of pairs: what was declared is the denominator", () => {
    // Pairs: 2*2 + 2*3 + 2*3 = 16; each row covers three of them.
    expect(coverageOf(DECLARED, [row("dry", "day", "town")])).toMatchObject({ t: 2, totalCount: 16, coveredCount: 3 });
    expect(coverageOf(DECLARED, [])).toMatchObject({ totalCount: 16, coveredCount: 0 });
  });

  test("a classical covering array of 2 x 2 x 2 in four rows leaves nothing uncovered", () => {
    const three = DECLARED.map((d) => ({ ...d, cells: d.cells.slice(0, 2) }));
    const rows = [row("dry", "day", "town"), row("dry", "night", "motorway"), row("fog", "day", "motorway"), row("fog", "night", "town")];
    expect(coverageOf(three, rows)).toEqual({ t: 2, totalCount: 12, coveredCount: 12, uncovered: [] });
    expect(coverageOf(three, rows, 3)).toMatchObject({ t: 3, totalCount: 8, coveredCount: 4 });
  });

  test("names what is missing", () => {
    const [only] = DECLARED;
    expect(coverageOf(only === undefined ? [] : [only], [row("dry", "day", "town")])).toEqual({
      t: 1,
      totalCount: 2,
      coveredCount: 1,
      uncovered: [[{ name: "weather", cell: "fog" }]],
    });
  });

  test("what lies outside the declaration covers nothing", () => {
    expect(coverageOf(DECLARED, [row("snow", "day", "town")]).coveredCount).toBe(1); // day and town
    expect(coverageOf(DECLARED, [new Map()]).coveredCount).toBe(0);
  });

  test("more rows never cover less", () => {
    const rows = [row("dry", "day", "town"), row("dry", "night", "town"), row("fog", "night", "rural")];
    const counts = rows.map((_, i) => coverageOf(DECLARED, rows.slice(0, i + 1)).coveredCount);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  });

  test("refuses a declaration that would take minutes", () => {
    const wide = Array.from({ length: 60 }, (_, i) => ({ name: `d${i}`, cells: Array.from({ length: 40 }, (_, c) => String(c)) }));
    expect(() => coverageOf(wide, [])).toThrow(RangeError);
    expect(combinationCount(wide)).toBeGreaterThan(MAX_COMBINATIONS); // 60*59/2 pairs of 1600
  });

  test("says beforehand how many combinations it would count", () => {
    expect([0, 1, 2, 3, 4].map((t) => combinationCount(DECLARED, t))).toEqual([0, 7, 16, 12, 12]); // more than there are counts all
    for (const t of [1, 2, 3]) expect(coverageOf(DECLARED, [], t).totalCount).toBe(combinationCount(DECLARED, t));
    expect(combinationCount([])).toBe(0);
  });
});
