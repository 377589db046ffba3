import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  axisLength,
  axisValue,
  countVariants,
  findVariants,
  type Parameter,
  printValue,
  splitSelector,
  variantAt,
  variantId,
} from "../../src/scenario/parameters.ts";

const range = (from: number, to: number, step: number): Extract<Parameter, { kind: "range" }> => ({
  kind: "range",
  name: "x",
  from,
  to,
  step,
});
const valuesOf = (axis: Extract<Parameter, { kind: "range" }>): unknown[] =>
  Array.from({ length: axisLength(axis) }, (_, i) => axisValue(axis, i));

describe("a range", () => {
  test("includes its end where the steps meet it", () => {
    expect(valuesOf(range(8, 20, 4))).toEqual([8, 12, 16, 20]);
    expect(valuesOf(range(8, 19, 4))).toEqual([8, 12, 16]);
    expect(valuesOf(range(3, 3, 1))).toEqual([3]);
  });

  test("gives each value as it would be written, not as it would accumulate", () => {
    expect(valuesOf(range(0, 0.5, 0.1))).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(valuesOf(range(-0.3, 0.3, 0.15))).toEqual([-0.3, -0.15, 0, 0.15, 0.3]);
    expect(valuesOf(range(1e-7, 3e-7, 1e-7))).toEqual([1e-7, 2e-7, 3e-7]);
  });

  test("reaches every end that is a whole number of steps away", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 0, max: 300 }),
        (from, step, n) => {
          const axis = range(from / 100, (from + n * step) / 100, step / 100);
          expect(axisLength(axis)).toBe(n + 1);
          expect(axisValue(axis, n)).toBe((from + n * step) / 100);
        },
      ),
    );
  });
});

const GRID: readonly Parameter[] = [
  { kind: "range", name: "gapM", from: 8, to: 20, step: 4 },
  { kind: "constant", name: "k", value: 3 },
  { kind: "list", name: "frictionRatio", values: [1, 0.4] },
  { kind: "derived", name: "d", text: "${gapM}" },
  { kind: "list", name: "surface", values: ["wet", "dry, cold"] },
];

describe("variants", () => {
  test("are the product of lists and ranges, the last fastest", () => {
    expect(countVariants(GRID)).toBe(16n);
    const ids = Array.from({ length: 5 }, (_, i) => variantId("f.yaml", variantAt(GRID, i)));
    expect(ids).toEqual([
      "f.yaml#gapM=8,frictionRatio=1,surface=wet",
      "f.yaml#gapM=8,frictionRatio=1,surface=dry%2C%20cold",
      "f.yaml#gapM=8,frictionRatio=0.4,surface=wet",
      "f.yaml#gapM=8,frictionRatio=0.4,surface=dry%2C%20cold",
      "f.yaml#gapM=12,frictionRatio=1,surface=wet",
    ]);
  });

  test("of a file without axes are one, named as the file", () => {
    expect(countVariants([])).toBe(1n);
    expect(variantId("f.yaml", variantAt([], 0))).toBe("f.yaml");
  });

  test("are counted exactly beyond 2^53", () => {
    const axes = ["a", "b", "c"].map((name): Parameter => ({ kind: "range", name, from: 1, to: 10_000_019, step: 1 }));
    expect(countVariants(axes)).toBe(10_000_019n ** 3n);
  });

  test("print and parse back: an id finds its own variant and no other", () => {
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string({ minLength: 1, maxLength: 8, unit: "grapheme" }),
      fc.boolean(),
    );
    const list = fc.uniqueArray(value, { minLength: 1, maxLength: 5, selector: printValue });
    const ranges = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 5 }));
    const axis = fc.oneof(
      list.map((values): Parameter => ({ kind: "list", name: "", values })),
      ranges.map(([a, step, n]): Parameter => ({ kind: "range", name: "", from: a / 10, to: (a + n * step) / 10, step: step / 10 })),
    );
    fc.assert(
      fc.property(fc.array(axis, { minLength: 1, maxLength: 3 }), fc.nat(), (axes, pick) => {
        const parameters = axes.map((a, i) => ({ ...a, name: `p${i}` }));
        const index = pick % Number(countVariants(parameters));
        const { file, assignments } = splitSelector(variantId("a#b/c.yaml", variantAt(parameters, index)));
        expect(file).toBe("a#b/c.yaml");
        expect(findVariants(parameters, assignments ?? [], 1000)).toEqual({ ok: true, indices: [index] });
      }),
    );
  });
});

describe("a selector", () => {
  test("leaves open what it does not name", () => {
    expect(
      findVariants(
        GRID,
        [
          { name: "surface", value: "wet" },
          { name: "gapM", value: "12" },
        ],
        100,
      ),
    ).toEqual({ ok: true, indices: [4, 6] });
  });

  test("takes a number in another form", () => {
    expect(
      findVariants(
        GRID,
        [
          { name: "frictionRatio", value: "0.40" },
          { name: "gapM", value: "8.0" },
        ],
        100,
      ),
    ).toMatchObject({ indices: [2, 3] });
  });

  test("says what there is where a name or value is unknown", () => {
    expect(findVariants(GRID, [{ name: "gap", value: "8" }], 100)).toMatchObject({
      ok: false,
      expected: 'one of "gapM", "frictionRatio", "surface"',
    });
    expect(findVariants(GRID, [{ name: "gapM", value: "9" }], 100)).toMatchObject({ ok: false, expected: "gapM=8|12|16|20", found: '"9"' });
    expect(findVariants([], [{ name: "gapM", value: "9" }], 100)).toMatchObject({ ok: false, found: '"gapM"' });
  });

  test("without # or without = is a file", () => {
    expect(splitSelector("a.yaml")).toEqual({ file: "a.yaml", assignments: null });
    expect(splitSelector("odd#name.yaml")).toEqual({ file: "odd#name.yaml", assignments: null });
  });
});
