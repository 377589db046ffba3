import { describe, expect, test } from "vitest";
import { readTree } from "../../../src/scenario/parse/check/xml-tree.ts";
import { xsdTestOf } from "../../../src/scenario/parse/check/xsd-test.ts";

const root = readTree(
  new TextEncoder().encode(`<o type="pole" n="2" on="yes"><r d="0"/><r d="3"/><s><t id="a"/><t id="b"/><t id="a"/></s></o>`),
  "case",
).root!;
const holds = (text: string) => xsdTestOf(text)?.(root) ?? null;

describe("tests of a schema in XSD 1.1", () => {
  test.each([
    ["@type", true],
    ["@none", false],
    ["not(@none) and @n = 2", true],
    ["@n gt 2 or @n lt 2", false],
    ["@type = 'pole'", true],
    // Some distance is 3, and some is none.
    ["r/@d = 3 and r/@d != 3", true],
    ["r/@d > 3", false],
    ["not(x/@d) or x/@d = 0", true],
    ["count(r) = 2 and count(s/t/@id) = 3", true],
    ["count(s/t/@id) = count(distinct-values(s/t/@id))", false],
    ["count(.//t) = 3 and count(s//t) = 3 and count(./s) gt 0", true],
    ["if (@type = 'tree') then @none else exists(s)", true],
    ["if (@type = 'pole') then @none else true()", false],
    ["@on = true()", true],
    ["@n - 1 = 1", null],
    ["ends-with(@type, 'e')", null],
    ["@type = 'pole' )", null],
    ["r[1]", null],
  ])("%s", (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  test("one that is nested too deeply is not looked at", () => {
    expect(holds(`${"(".repeat(100)}@n${")".repeat(100)}`)).toBeNull();
  });
});
