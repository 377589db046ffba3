import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { METRICS } from "../../src/eval/metrics.ts";
import { OFFERED } from "../../src/eval/offered.ts";
import { metricHeader } from "../../scripts/metric-header.ts";
import { metricTable, scoreTable } from "../support/metric-docs.ts";

const ROOT = join(import.meta.dirname, "../..");
const namesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder)).flatMap((name) => (name.endsWith(".ts") ? [name.slice(0, -3)] : []));
const FILES = namesIn("src/eval/metrics");
const OWNERS = namesIn("src/eval/anchors");
const ANCHORS = OWNERS.flatMap((owner) => namesIn(`src/eval/anchors/${owner}`).map((name) => `${owner}.${name}`));
const OURS = [...METRICS, ...OFFERED].filter(({ id }) => !id.includes("."));

describe("a metric's file", () => {
  test("is in the list, and nothing else is", () => {
    expect(OURS.map((m) => m.id).sort()).toEqual(FILES.sort());
    expect(OFFERED.flatMap(({ id }) => (id.includes(".") ? [id] : [])).sort()).toEqual(ANCHORS.sort());
  });

  test.each([...FILES, ...ANCHORS])("%s says what it tells, formula, unit, source and when it is not applicable", (id) => {
    const header = metricHeader(id);
    // A unit may be as short as m.
    for (const [label, text] of Object.entries(header)) expect(text.length, label).toBeGreaterThan(label === "Unit" ? 1 : 3);
    expect(header.Tells).toMatch(/\.$|gate\.$/);
  });

  test("every definition is its owner's, versioned and unique", () => {
    for (const { definition } of OURS) expect(definition).toMatch(/^redrive\.[a-z0-9-]+@\d+$/);
    for (const { id, definition } of OFFERED) if (id.includes(".")) expect(definition, id).toMatch(/^[a-z0-9]+\.[a-z0-9-]+@[0-9a-z]+$/);
    const definitions = [...METRICS, ...OFFERED].map((m) => m.definition);
    expect(new Set(definitions).size).toBe(definitions.length);
  });

  test("every constant with a unit is a parameter of the definition", () => {
    for (const { id, params } of OURS) {
      const text = readFileSync(join(ROOT, "src/eval/metrics", `${id}.ts`), "utf8");
      const constants = [...text.matchAll(/^const ([A-Z0-9_]+)(?:: number)? = (.+);$/gm)].map((m) => m[1] as string);
      const units = constants.filter((name) => /_(MPS3?|MPS2|RADPS2?|SEC|M|RATIO|COSINE)$/.test(name));
      expect(Object.keys(params).length, id).toBeGreaterThanOrEqual(units.length);
      for (const key of Object.keys(params)) expect(key, id).toMatch(/(Mps3|Mps2|Mps|Radps2|Radps|Sec|M|Kg|Ratio|Cosine)$/);
    }
  });
});

describe("docs/metrics.md", () => {
  const lines = readFileSync(join(ROOT, "docs/metrics.md"), "utf8").split("\n");

  test("has the metrics as the code has them", () => {
    expect(lines.filter((l) => l.startsWith("| `")).slice(0, METRICS.length)).toEqual(metricTable());
  });

  test("has the score table as the code has it", () => {
    expect(lines.filter((l) => l.startsWith("| `")).slice(METRICS.length)).toEqual(scoreTable());
  });
});
