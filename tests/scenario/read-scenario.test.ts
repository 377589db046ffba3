import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { compile } from "../../src/scenario/compile/compile.ts";
import { scenarioJsonSchemaText } from "../../src/scenario/parse/json-schema.ts";
import { locateProblem, readScenario, selectVariants, specOf, variantIdOf } from "../../src/scenario/parse/read-scenario.ts";
import type { ScenarioSpec } from "../../src/scenario/spec.ts";
import { SOUND, testContext } from "./context.ts";

const read = (text: string) => readScenario(text, "test.yaml", testContext());

describe("the spec of a variant", () => {
  const scenario = read(SOUND);

  test("has the variant's values in it, expressions worked out", () => {
    expect(scenario.variantCount).toBe(8);
    const spec = specOf(scenario, 5);
    expect(spec.variantId).toBe("test.yaml#gapM=16,frictionRatio=0.4");
    expect(variantIdOf(scenario, 5)).toBe(spec.variantId);
    expect(spec.parameters).toEqual([
      { name: "gapM", value: "16" },
      { name: "frictionRatio", value: "0.4" },
      { name: "halfM", value: "8" },
    ]);
    expect(spec.environment.frictionRatio).toBe(0.4);
    expect(spec.storyboard[0]?.when[0]?.test).toEqual({
      kind: "distance",
      from: "ego",
      to: "cutter",
      rule: "below",
      limitM: 24,
      freespace: true,
    });
  });

  test("has a place for every part of the notation", () => {
    const spec = specOf(scenario, 0);
    expect(spec).toMatchObject({
      name: "cut-in",
      scenarioId: "test.yaml",
      tags: ["cut-in"],
      seed: 7,
      dtSec: 0.01,
      observationEvery: 5,
      timing: "subtick",
      actuationDelaySec: 0.05,
      world: {
        kind: "road",
        road: { lanes: 2, oncomingLanes: 1, laneWidthM: 3.5, lengthM: 800, curvaturePerM: 0, speedLimitMps: 13.9 },
      },
      ego: { start: { kind: "lane", lane: "-1", sM: 50, tM: 0, speedMps: 20 }, goal: { sM: 600 } },
      sensors: { rangeM: 120, latencySec: 0.1, dropRatio: 0.02, occlusion: false },
      ends: { durationSec: null, maxSec: 40, allowContact: false, offMapM: 3 },
      expect: { verdict: "pass", limits: [{ metric: "min-ttc", level: "error", comparison: "at least", limit: 1.5 }] },
    });
    expect(spec.ego.vehicle.id).toBe("compact");
    expect(spec.actors.map((a) => [a.name, a.cls, a.lengthM, a.motion.kind])).toEqual([
      ["cutter", "car", 4.5, "script"],
      ["lead", "truck", 10, "reactive"],
      ["walker", "pedestrian", 0.5, "script"],
    ]);
    expect(spec.storyboard.map((e) => [e.name, e.actions.map((a) => a.kind)])).toEqual([
      ["cut", ["lane-change"]],
      ["brake", ["speed", "friction"]],
    ]);
    expect(spec.stop).toMatchObject([{ test: { kind: "standstill", actor: "ego", forSec: 2 }, edge: "none", delaySec: 0 }]);
  });

  test("can be sent to a worker", () => {
    expect(structuredClone(specOf(scenario, 0))).toEqual(specOf(scenario, 0));
  });

  test("is the same however often it is asked for", () => {
    expect(specOf(scenario, 3)).toEqual(specOf(read(SOUND), 3));
  });
});

test("a fault of the car is added to what its file says", () => {
  const faults = "faults: { steeringBiasRad: 0.01, accelerationDelaySec: 0.3 }";
  const sound = specOf(read(SOUND), 0).ego.vehicle;
  const faulty = specOf(read(SOUND.replace("vehicle: compact", `vehicle: compact\n  ${faults}`)), 0).ego.vehicle;
  expect(faulty.steering.biasRad).toBeCloseTo(sound.steering.biasRad + 0.01, 12);
  expect(faulty.acceleration.deadTimeSec).toBeCloseTo(sound.acceleration.deadTimeSec + 0.3, 12);
});

test("a variant can be chosen by some of its values", () => {
  const scenario = read(SOUND);
  expect(selectVariants(scenario, [{ name: "gapM", value: "16" }])).toEqual([4, 5]);
  expect(() => selectVariants(scenario, [{ name: "gapM", value: "9" }])).toThrow("RDV_NOTHING_MATCHED");
});

test("a fault that shows in one variant only does not stop the others", () => {
  const text = SOUND.replace("frictionRatio: [1, 0.4]", "frictionRatio: { range: [0.4, 1], step: 0.2 }").replace(
    'belowM: "${gapM + halfM}"',
    'belowM: "${gapM / (frictionRatio - 0.6) / (frictionRatio - 0.6)}"',
  );
  const scenario = read(text);
  expect(specOf(scenario, 0).variantId).toBe("test.yaml#gapM=8,frictionRatio=0.4");
  expect(() => specOf(scenario, 1)).toThrow(/^test.yaml:27:45 error RDV_SCENARIO_EXPRESSION .* a division by 0/);
});

test("a problem that only compiling shows gets its line", () => {
  const problem = {
    code: "RDV_SCENARIO_WORLD",
    severity: "error",
    file: "x",
    line: 0,
    column: 0,
    expected: "",
    found: "",
    hint: "",
  } as const;
  const scenario = read(SOUND);
  expect(locateProblem(scenario, { ...problem, path: "actors.lead" })).toMatchObject({ file: "test.yaml", line: 14, column: 9 });
  expect(locateProblem(scenario, { ...problem, path: "storyboard.0.when.0.distance.to" })).toMatchObject({ line: 27, column: 29 });
  expect(locateProblem(scenario, { ...problem, path: "storyboard.1.when.1.time.atSec" })).toMatchObject({ line: 32, column: 26 });
  expect(locateProblem(scenario, { ...problem, path: "" })).toMatchObject({ line: 1, column: 1 });
});

test("the stored JSON Schema is the reader's own (node scripts/make-scenario-schema.ts writes it)", () => {
  const stored = readFileSync(new URL("../../scenarios/scenario.schema.json", import.meta.url), "utf8");
  expect(stored).toBe(scenarioJsonSchemaText());
});

/** What is well formed either compiles or has problems with a path. */
function compiled(spec: ScenarioSpec): void {
  try {
    compile(spec, null);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(
      error.problems.every((p) => p.path !== ""),
      error.message,
    ).toBe(true);
  }
}

describe("hostile text", () => {
  const context = testContext();
  const outcome = (text: string): "sound" | "refused" => {
    try {
      const scenario = readScenario(text, "test.yaml", context);
      const spec = specOf(scenario, scenario.variantCount - 1);
      compiled(spec);
      return "sound";
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const isPlaced =
        error.problems.length > 0 && error.problems.every((p) => p.line > 0 && p.column > 0 && p.expected !== "" && p.found !== "");
      expect(isPlaced, error.message).toBe(true);
      return "refused";
    }
  };

  test("a character changed, taken out or put in gives a scenario or problems with their place, never anything else", () => {
    const sign = fc.constantFrom(...Array.from("{}[]:,-#&*!|>'\"%@`?$ \n\t0-9.eE~"));
    fc.assert(
      fc.property(fc.nat(SOUND.length - 1), fc.constantFrom(0, 1, 2, 8), fc.array(sign, { maxLength: 3 }), (at, cut, put) => {
        outcome(SOUND.slice(0, at) + put.join("") + SOUND.slice(at + cut));
      }),
      { numRuns: 600 },
    );
  });

  test("a line moved, doubled or taken out does too", () => {
    const lines = SOUND.split("\n");
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.nat(lines.length - 1), fc.nat(6), (from, to, indent) => {
        const moved = lines.with(to, " ".repeat(indent) + (lines[from] ?? "").trimStart());
        outcome(moved.join("\n"));
      }),
      { numRuns: 200 },
    );
  });

  test("names that JavaScript objects inherit are names like others", () => {
    for (const word of ["constructor", "toString", "hasOwnProperty", "__proto__", "valueOf"]) {
      for (const place of ["seed:", "  cutter:", "min-ttc:", "gapM:", "vehicle: compact", "class: truck", "to: cutter"]) {
        const put = place.endsWith(":") ? `${/^ */.exec(place)?.[0]}${word}:` : place.replace(/\w+$/, word);
        expect(outcome(SOUND.replace(place, put)), put).toBe("refused");
      }
    }
  });

  test("thousands of mistakes are all told", () => {
    const keys = Array.from({ length: 3000 }, (_, i) => `key${i}: 1`).join("\n");
    try {
      readScenario(`${SOUND}${keys}\n`, "test.yaml", context);
      expect.unreachable();
    } catch (error) {
      const { problems } = error as InputError;
      expect(problems.length).toBe(3000);
      expect(problems.at(-1)).toMatchObject({ line: 3039, column: 1, path: "key2999" });
    }
  });

  test("every truncation does too", () => {
    for (let end = 0; end < SOUND.length; end += 7) outcome(SOUND.slice(0, end));
  });

  test("a value replaced by any other does too", () => {
    const value = fc.constantFrom(
      ".nan",
      ".inf",
      "-1",
      "0",
      "1e308",
      "1e-320",
      "''",
      "~",
      "[]",
      "{}",
      "[[]]",
      "true",
      '"${x}"',
      '"${gapM}"',
      '"${1/0}"',
      "{ a: 1 }",
      "0x10",
    );
    const places = [...SOUND.matchAll(/: (\d[\d.]*|"[^"]*"|\w+)(?=[ ,}\n])/g)].map((m) => [m.index + 2, m[1]?.length ?? 0] as const);
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        value,
        ([at, length], put) => void outcome(SOUND.slice(0, at) + put + SOUND.slice(at + length)),
      ),
      { numRuns: 400 },
    );
  });
});
