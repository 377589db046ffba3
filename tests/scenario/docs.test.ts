import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readScenario } from "../../src/scenario/parse/read-scenario.ts";
import { scenarioJsonSchema } from "../../src/scenario/parse/json-schema.ts";
import { testContext } from "./context.ts";

const guide = readFileSync(new URL("../../docs/scenarios.md", import.meta.url), "utf8");
const lines = guide.split("\n");

interface Key {
  readonly name: string;
  readonly byDefault: unknown;
}

/** All keys of the notation, with their defaults. */
function keysOf(node: unknown, keys: Key[] = []): Key[] {
  if (typeof node !== "object" || node === null) return keys;
  for (const [key, child] of Object.entries(node)) {
    if (key === "properties") {
      for (const [name, schema] of Object.entries(child as Record<string, { default?: unknown }>)) {
        if (!/^at(Least|Most)/.test(name)) keys.push({ name, byDefault: schema.default });
      }
    }
    keysOf(child, keys);
  }
  return keys;
}

describe("the guide to the notation", () => {
  const keys = keysOf(scenarioJsonSchema());

  test("names every key", () => {
    const unnamed = keys.filter(({ name }) => !new RegExp(`\`[^\`]*\\b${name}\\b[^\`]*\``).test(guide));
    expect(unnamed).toEqual([]);
  });

  test("gives every default", () => {
    const wrong = keys.filter(({ name, byDefault }) => {
      if (!["number", "string", "boolean"].includes(typeof byDefault) || byDefault === "") return false;
      return !lines.some((line) => line.includes(`\`${name}\``) && line.includes(`\`${String(byDefault)}\``));
    });
    expect(wrong).toEqual([]);
  });

  test("begins with an example that is sound", () => {
    const example = /```yaml\n([^]*?)```/.exec(guide)?.[1] ?? "";
    const base = testContext();
    const metrics = new Map([...base.metrics, ["clearance", { unit: "m" }] as const]);
    expect(readScenario(example, "guide.yaml", { ...base, metrics }).variantCount).toBe(6);
  });
});
