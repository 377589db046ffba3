import { expect, test } from "vitest";
import type { DocPath } from "../../src/scenario/finding.ts";
import { vary } from "../../src/scenario/vary.ts";

const refuse = (path: DocPath): never => {
  throw new Error(path.join("."));
};

test("puts values in and keeps the type of a whole text", () => {
  const values = new Map<string, number | string | boolean>([
    ["gapM", 8],
    ["word", "wet"],
    ["on", true],
  ]);
  const template = { a: "${gapM}", b: ["${gapM * 2} m", "${word}${gapM}"], c: { d: "${on}", e: 1, f: null } };
  expect(vary(template, values, refuse)).toEqual({ a: 8, b: ["16 m", "wet8"], c: { d: true, e: 1, f: null } });
});

test("leaves the template as it is", () => {
  const template = { a: ["${x}"] };
  vary(template, new Map([["x", 1]]), refuse);
  expect(template).toEqual({ a: ["${x}"] });
});

test("says where an expression fails, and goes on", () => {
  const paths: string[] = [];
  const result = vary({ a: { b: ["${x}", "${y}", "${z"] } }, new Map([["y", 2]]), (path, expression) =>
    paths.push(`${path.join(".")} ${expression}`),
  );
  expect(paths).toEqual(["a.b.0 ${x}", "a.b.2 ${z"]);
  expect(result).toEqual({ a: { b: ["${x}", 2, "${z"] } });
});
