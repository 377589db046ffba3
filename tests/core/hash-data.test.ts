import { expect, test } from "vitest";
import { hashHex, hashStart } from "../../src/core/hash.ts";
import { hashData } from "../../src/core/hash-data.ts";

function hashOf(data: unknown, leftOut: readonly string[] = []): string {
  const chain = hashStart("test");
  hashData(chain, data, new Set(leftOut));
  return hashHex(chain);
}

test("each kind of plain data has a hash of its own, alone and inside", () => {
  const kinds = [0, -0, 1, Number.NaN, "", "0", "1", true, false, null, [], [0], ["0"], [[]], [[], []], {}, { a: 0 }, { b: 0 }, { a: [] }];
  const arrays = [new Float64Array(0), new Float64Array(1), new Uint8Array(0), new Uint8Array(1), Uint8Array.of(1)];
  const all = [...kinds, ...arrays];
  expect(new Set([...all, ...all.map((k) => [k, 7]), ...all.map((k) => ({ k }))].map((k) => hashOf(k))).size).toBe(3 * all.length);
});

test("where one part ends and the next begins counts", () => {
  expect(hashOf([[1], [2]])).not.toBe(hashOf([[1, 2], []]));
  expect(hashOf({ a: { b: 1 }, c: 2 })).not.toBe(hashOf({ a: { b: 1, c: 2 } }));
  expect(hashOf(["ab", "c"])).not.toBe(hashOf(["a", "bc"]));
});

test("a copy has the same hash, and what is left out has none", () => {
  const data = { a: [1, { log: ["x"], b: "text" }], f: Float64Array.of(1, 2), n: null };
  expect(hashOf(structuredClone(data))).toBe(hashOf(data));
  expect(hashOf({ ...data, log: 3 }, ["log"])).toBe(hashOf({ a: [1, { b: "text" }], f: data.f, n: null }, ["log"]));
  expect(hashOf({ ...data, n: undefined })).toBe(hashOf(data));
});

test("a function is no plain data", () => {
  expect(() => hashOf([() => 1])).toThrow(RangeError);
});
