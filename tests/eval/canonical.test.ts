import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { canonicalJson, definitionHash } from "../../src/eval/canonical.ts";

describe("canonicalJson", () => {
  test("has one spelling: sorted keys, no spaces, shortest numbers", () => {
    expect(canonicalJson({ b: [1, -0, 0.1], a: { z: null, y: "x\n" }, c: true })).toBe(
      '{"a":{"y":"x\\n","z":null},"b":[1,0,0.1],"c":true}',
    );
  });

  test("refuses what JSON cannot carry", () => {
    expect(() => canonicalJson([Number.NaN])).toThrow(RangeError);
    expect(() => canonicalJson({ a: Infinity })).toThrow(RangeError);
  });
});

test("definitionHash is the first 16 digits of SHA-256 over that text", () => {
  const expected = createHash("sha256").update('{"horizonSec":3}').digest("hex").slice(0, 16);
  expect(definitionHash({ horizonSec: 3 })).toBe(expected);
});
