import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RULES } from "../../../src/scenario/parse/check/rules.ts";
import { rulesTable } from "./rules-table.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/check.md"), "utf8");

test.each(["xosc", "xodr"] as const)("docs/check.md lists the rules of %s as the code has them", (standard) => {
  const rows = page.split("\n").filter((line) => /^\| `(asam\.net|redrive):(\w+):/.exec(line)?.[2] === standard);
  expect(rows).toEqual(rulesTable(standard));
});

test("no two rules have one id", () => {
  const ids = [...RULES.xosc, ...RULES.xodr].map((rule) => rule.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("an id names the version since which its rule holds", () => {
  for (const { id, since } of [...RULES.xosc, ...RULES.xodr].filter((rule) => rule.since.major > 0))
    expect(id.split(":")[2]).toBe(`${since.major}.${since.minor}.0`);
});
