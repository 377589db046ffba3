import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { expect, test } from "vitest";
import { type Problem, problemText } from "../../src/core/errors.ts";
import { filesOfScenario } from "../../src/scenario/parse/xosc/file-access.ts";
import { readOpenScenario, type XoscReading } from "../../src/scenario/parse/xosc/read-open-scenario.ts";
import { describeWithData } from "../support/data.ts";

/** Files of the reference sets that are refused, by what they say and why that is right. */
const REFUSED: Readonly<Record<string, { readonly code: Problem["code"]; readonly why: string }>> = {
  "ALKS_Scenario_4.5_2_CutOutMultipleBlockingTargets_Variation.xosc": { code: "RDV_SCENARIO_VARIANTS", why: "spans 216,000 variants" },
  "auto_light.xosc": {
    code: "RDV_SCENARIO_REFERENCE",
    why: "names a catalog folder that is not there; the reference player ends with an error too",
  },
  "car_walk.xosc": { code: "RDV_PATH_OUTSIDE", why: "names a map on its author's disk; the reference player ends with an error too" },
  "parameter_overwrite.xosc": { code: "RDV_SCENARIO_DUPLICATE", why: "declares a parameter twice with two values" },
  "race_hid.xosc": { code: "RDV_SCENARIO_REFERENCE", why: "activates controllers that it has commented out" },
};

function xoscUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".xosc"))
    .map((name) => join(folder, name))
    .toSorted();
}

function isCatalog({ problems }: XoscReading): boolean {
  return problems.some((p) => p.found === "a catalog");
}

function errorsOf({ problems }: XoscReading): Problem[] {
  return problems.filter((p) => p.severity === "error");
}

describeWithData("every scenario of the reference sets is read, or refused for a reason on the list", (data) => {
  const inputs = join(data, "openscenario", "inputs");
  const roots = [inputs, join(inputs, "esmini"), join(inputs, "esmini", "resources"), join(inputs, "esmini", "resources", "xosc")];
  const sets = {
    "esmini's scenarios": join(inputs, "esmini", "resources", "xosc"),
    "esmini's unit tests": join(inputs, "esmini", "EnvironmentSimulator"),
    "ALKS (2021)": join(inputs, "OSC-ALKS-scenarios"),
    "ALKS (openMSL)": join(inputs, "alks-openmsl"),
    NCAP: join(inputs, "OSC-NCAP-scenarios"),
    "ASAM's examples 1.2": join(data, "schemas", "openscenario", "examples-1.2"),
    "ASAM's examples 1.3": join(data, "schemas", "openscenario", "examples-1.3"),
  };
  test.each(Object.entries(sets))("%s", (_, folder) => {
    const wrong: string[] = [];
    const paths = xoscUnder(folder);
    for (const path of paths) {
      const files = filesOfScenario({ cwd: data, scenario: path, roots });
      const reading = readOpenScenario(path, files, new Map(), { maxVariants: 100_000 });
      const listed = REFUSED[basename(path)];
      const [first] = errorsOf(reading);
      if (listed !== undefined && first?.code === listed.code && first.line > 0) continue;
      if (listed !== undefined || (reading.scenario === null && !isCatalog(reading)))
        wrong.push(`${relative(data, path)}: ${first === undefined ? "is read" : problemText(first)}`);
    }
    expect(wrong).toEqual([]);
    expect(paths.length).toBeGreaterThan(10);
  });

  test("a scenario is the same each time it is read", () => {
    for (const name of ["cut-in.xosc", "synchronize.xosc"]) {
      const path = join(inputs, "esmini", "resources", "xosc", name);
      const specs = [1, 2].map(() => {
        const { scenario } = readOpenScenario(path, filesOfScenario({ cwd: data, scenario: path, roots }), new Map());
        return scenario?.specOf(scenario.variants[0]!);
      });
      expect(specs[0]).toBeDefined();
      expect(JSON.stringify(specs[1])).toBe(JSON.stringify(specs[0]));
      expect(specs[1]).toEqual(structuredClone(specs[0]));
    }
  });
});

describeWithData("hostile and broken scenarios", (data) => {
  const read = (path: string) => readOpenScenario(path, filesOfScenario({ cwd: data, scenario: path, roots: [] }), new Map());

  test("each XML attack ends as expected.csv says, and touches nothing", () => {
    const folder = join(data, "bad-input", "redrive-xml-attacks");
    const wrong: string[] = [];
    const cases = readFileSync(join(folder, "expected.csv"), "utf8")
      .split("\n")
      .filter((line) => line.includes(".xosc,"));
    for (const line of cases) {
      const [file = "", verdict = ""] = line.split(",");
      const reading = read(join(folder, file));
      // UTF-16 may be decoded or refused as no UTF-8: redrive refuses it.
      const isRefused = reading.scenario === null && errorsOf(reading).length > 0;
      if (isRefused === (verdict === "accept")) wrong.push(`${line}: ${reading.problems.map(problemText).join("; ")}`);
    }
    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThan(40);
    expect("polluted" in {}).toBe(false);
  });

  test.each([
    ["01-billion-laughs", "RDV_XML_DOCTYPE"],
    ["07-numeric-char-ref-flood", "RDV_XML_LIMIT"],
    ["08-deep-nesting-100k", "RDV_XML_LIMIT"],
    ["09-100k-attributes", "RDV_XML_LIMIT"],
    ["13-invalid-utf8", "RDV_XML_ENCODING"],
    ["16-empty", "RDV_XML_SYNTAX"],
    ["19-element-named-proto", "RDV_SCENARIO_KEY"],
    ["20-path-00", "RDV_PATH_OUTSIDE"],
    ["20-path-05", "RDV_PATH_OUTSIDE"],
    ["20-path-09", "RDV_PATH_OUTSIDE"],
    ["21-catalog-dir-traversal", "RDV_PATH_OUTSIDE"],
    ["31-param-cycle-3", "RDV_SCENARIO_CYCLE"],
    ["32-param-forward-ref", "RDV_SCENARIO_REFERENCE"],
    ["34-param-duplicate", "RDV_SCENARIO_DUPLICATE"],
    ["35-param-expr-div0", "RDV_SCENARIO_EXPRESSION"],
    ["40-param-expr-js-injection", "RDV_SCENARIO_EXPRESSION"],
    ["41-param-int-overflow", "RDV_SCENARIO_RANGE"],
    ["42-numbers-nan-inf", "RDV_SCENARIO_TYPE"],
  ])("%s is refused by %s", (name, code) => {
    const { problems } = read(join(data, "bad-input", "redrive-xml-attacks", `${name}.xosc`));
    expect(problems.map((p) => p.code)).toContain(code);
  });

  test("no file of the other projects' negative tests is read without a diagnosis", () => {
    const folders = ["ra-openscenario-api", "tier4-ss2"].map((name) => join(data, "bad-input", name));
    const paths = folders.flatMap(xoscUnder);
    const silent = paths.filter((path) => {
      const reading = read(path);
      return reading.problems.length === 0 && !isCatalog(reading);
    });
    expect(silent.map((path) => relative(data, path))).toEqual([]);
    expect(paths.length).toBeGreaterThan(50);
  });
});
