import { describe, expect, test } from "vitest";
import { checkMetric, LABELS } from "./metric-headers.ts";
import { readTree } from "./source.ts";

/** The lists of an owner's metrics lie beside the owners' folders, and are no metrics. */
const isMetric = ({ path }: { readonly path: string }): boolean => !/\/anchors\/[^/]+\.ts$/.test(path);
const tree = readTree(["src/eval/metrics", "src/eval/anchors"], /\.ts$/).filter(isMetric);

test("every metric says what it tells, how, in which unit, from where, and when not", () => {
  expect(tree.length).toBeGreaterThan(0);
  expect(tree.flatMap(checkMetric)).toEqual([]);
});

const header = (labels: readonly string[] = LABELS): string => labels.map((label) => `// ${label} something.`).join("\n");
const code = (id = "gap"): string => `export const gap: Metric<Acc> = {\n  id: "${id}",\n};`;
const check = (text: string): string[] => checkMetric({ path: "src/eval/metrics/gap.ts", text });
const checkAnchor = (text: string): string[] => checkMetric({ path: "src/eval/anchors/nuplan/gap.ts", text });

test("an anchor's metric is named by owner and file", () => {
  expect(checkAnchor(`${header()}\n${code("nuplan.gap")}`)).toEqual([]);
  expect(checkAnchor(`${header()}\n${code("gap")}`)).toHaveLength(1);
});

test("a full header is accepted, in a line or block comment, before or after the imports", () => {
  expect(check(`${header()}\n${code()}`)).toEqual([]);
  expect(check(`import type { Metric } from "../metric.ts";\n\n${header()}\n${code()}`)).toEqual([]);
  const block = `/**\n${LABELS.map((label) => ` * ${label} something,\n *   in two lines.`).join("\n")}\n */`;
  expect(check(`${block}\n${code()}`)).toEqual([]);
});

describe("a planted fault is found:", () => {
  test.each(LABELS)("no %s", (label) => {
    expect(check(`${header(LABELS.filter((other) => other !== label))}\n${code()}`)).toEqual([expect.stringContaining(`lacks "${label}"`)]);
  });

  test.each([
    ["another order", `${header([...LABELS].reverse())}\n${code()}`, 4],
    ["a label that says nothing", `${header().replace("Unit: something.", "Unit:")}\n${code()}`, 1],
    ["labels further down", `const LIMIT = 1;\n${header()}\n${code()}`, 5],
    ["labels in a string", `const s = \`\n${header()}\`;\n${code()}`, 5],
    ["no metric", `${header()}\nexport const gap = 1;`, 1],
    ["two metrics", `${header()}\n${code()}\n${code()}`, 1],
    ["another id", `${header()}\n${code("distance")}`, 1],
  ])("%s", (_name, text, count) => {
    expect(check(text)).toHaveLength(count);
  });
});
