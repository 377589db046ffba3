import { expect, test } from "vitest";
import { differencesOf, type Values, type Vector } from "./vectors/vector.ts";

const vector = (expected: Values, tolerance: Vector["tolerance"] = { abs: 1e-6 }): Vector => ({
  id: "made up",
  params: {},
  input: {},
  expected,
  tolerance,
});

test("a vector agrees within its tolerance, absolute or relative, of all keys or of one", () => {
  expect(
    differencesOf(vector({ a: 1, b: [2, "Infinity"], c: null, d: { e: true } }), {
      a: 1 + 5e-7,
      b: [2, Infinity],
      c: null,
      d: { e: true },
    }),
  ).toEqual([]);
  expect(differencesOf(vector({ a: 1000 }, { rel: 1e-3 }), { a: 1000.9 })).toEqual([]);
  expect(differencesOf(vector({ a: 1, b: 1 }, { abs: 0, b: { abs: 0.1 } }), { a: 1, b: 1.05 })).toEqual([]);
  expect(differencesOf(vector({ a: "NaN" }), { a: Number.NaN })).toEqual([]);
});

test("each key that is expected and missed is named", () => {
  const missed = (expected: Values, actual: Values, tolerance?: Vector["tolerance"]): string[] =>
    differencesOf(vector(expected, tolerance), actual).map((line) => line.split(":")[0] as string);
  expect(missed({ a: 1, b: 2 }, { a: 1.1 })).toEqual(["a", "b"]);
  expect(missed({ a: 1 }, { a: 1 + 1e-9 }, { abs: 0 })).toEqual(["a"]);
  expect(missed({ a: 1 }, { a: "1" })).toEqual(["a"]);
  expect(missed({ a: null, b: false }, { a: 0, b: 0 })).toEqual(["a", "b"]);
  expect(missed({ a: [1, 2], b: { c: 3 } }, { a: [1], b: { d: 3 } })).toEqual(["a", "b.c"]);
  expect(missed({ a: 1 }, { a: Number.NaN })).toEqual(["a"]);
  expect(missed({ a: "Infinity" }, { a: 1e300 })).toEqual(["a"]);
});
