import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type JsonNode, parseJson } from "../../src/drive/json.ts";
import { problemOf } from "./helpers.ts";

function plain(node: JsonNode): unknown {
  const { value } = node;
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, child]: [string, JsonNode]) => [key, plain(child)]));
  return Array.isArray(value) ? value.map((child: JsonNode) => plain(child)) : value;
}

describe("JSON with places", () => {
  test("law: reads what JSON.stringify prints", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(JSON.stringify(plain(parseJson(JSON.stringify(value, null, 1), "x.json")))).toBe(JSON.stringify(value));
      }),
    );
  });

  test("law: refuses what JSON.parse refuses, and duplicate keys besides", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('{}[]",:\\ \n-+.01eEtruefalsn')), maxLength: 12 }), (text) => {
        let expected: unknown;
        try {
          expected = JSON.parse(text);
        } catch {
          problemOf(() => parseJson(text, "x.json"));
          return;
        }
        try {
          expect(plain(parseJson(text, "x.json"))).toEqual(expected);
        } catch (error) {
          expect(String(error)).toMatch(/each key once|fits a double/);
        }
      }),
    );
  });

  test("knows line, column and path of each value", () => {
    const root = parseJson('{\n  "a": [1,\n    {"b": true}]\n}', "x.json");
    const list = (root.value as ReadonlyMap<string, JsonNode>).get("a")!;
    const inner = (list.value as readonly JsonNode[])[1]!;
    expect((inner.value as ReadonlyMap<string, JsonNode>).get("b")!.where).toEqual({ file: "x.json", line: 3, column: 11, path: "a[1].b" });
  });

  test("refuses a key given twice, depth without end and numbers without end", () => {
    expect(problemOf(() => parseJson('{"a": 1,\n "a": 2}', "x.json"))).toMatchObject({ code: "RDV_DRIVE_FORMAT", line: 2, column: 2 });
    expect(problemOf(() => parseJson("[".repeat(100_000), "x.json")).code).toBe("RDV_DRIVE_LIMIT");
    expect(problemOf(() => parseJson("1e999", "x.json")).code).toBe("RDV_DRIVE_FORMAT");
    expect(problemOf(() => parseJson('{"a": ', "x.json")).code).toBe("RDV_DRIVE_TRUNCATED");
  });

  test("a key named __proto__ is a key like any other", () => {
    const root = parseJson('{"__proto__": {"polluted": 1}}', "x.json");
    expect((root.value as ReadonlyMap<string, JsonNode>).has("__proto__")).toBe(true);
    expect("polluted" in {}).toBe(false);
  });
});
