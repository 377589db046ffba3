import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import { select } from "../../../src/run/selection.ts";
import { checkFile } from "../../../src/scenario/parse/check/check-file.ts";
import { specOf } from "../../../src/scenario/parse/scenario-file.ts";
import type { ScenarioSpec } from "../../../src/scenario/spec.ts";
import { storyOfScenario } from "../../../src/scenario/xml/export-native.ts";
import { writeXodr } from "../../../src/scenario/xml/road-xodr.ts";
import { writeXosc } from "../../../src/scenario/xml/write-xosc.ts";
import { dataFolder, hasData } from "../../support/data.ts";
import { builtin, modelOf, runOf, specIn, storyFolder, USUAL } from "./support.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const folder = storyFolder({});

const demo = select({
  selectors: ["scenarios/demo"],
  folder: ROOT,
  roots: [],
  maxVariants: 10_000,
  grep: null,
  grepInvert: null,
  only: null,
}).flatMap(({ scenario, indices }) => indices.map((index) => specOf(scenario, index)));

/** Writes a scenario and its road as OpenSCENARIO and OpenDRIVE; null where it is refused, with why. */
function exported(spec: ScenarioSpec): readonly string[] | null {
  try {
    const { story, road } = storyOfScenario(spec, join(folder, "out.xodr"));
    writeFileSync(join(folder, "out.xodr"), writeXodr(road, spec.name));
    const header = { author: "redrive", description: spec.description, date: "1970-01-01T00:00:00Z", mapFile: "out.xodr" };
    writeFileSync(join(folder, "out.xosc"), writeXosc(story, header));
    return null;
  } catch (error) {
    if (error instanceof InputError) return error.problems.map((p) => p.path);
    throw error;
  }
}

/** What the standard has no word for, by the part of the scenario that is refused. */
const REFUSED = /^(world|ego\.start|ego\.faults|trafficLights|sensors|controller\.delaySec|environment|actors\.\S+)$/;
/**
 * Between the native run and that of its export, the native one without its goal: a story's ego is told none, and a driver that has none
 * brakes for the end of the road. Tyres, drag and actuators of the ego are those of its vehicle file here and those of the compact car there.
 */
const LIMIT_M = 0.05;
const OTHER_CAR_M = 1;

function limitM(spec: ScenarioSpec): number {
  return spec.ego.vehicle.id === "compact" ? LIMIT_M : OTHER_CAR_M;
}

describe("every variant of the demo suite", () => {
  const files = new Map(demo.map((spec) => [spec.variantId, spec]));
  /** Scenarios of which a variant was held against the schemas: variants differ in values, and a schema knows elements. */
  const held = new Set<string>();
  test.each([...files])("%s is refused by name, or exported as it is", async (_id, spec) => {
    const refused = exported(spec);
    if (refused !== null) {
      for (const path of refused) expect(path).toMatch(REFUSED);
      return;
    }
    const schemas = hasData("schemas") && !held.has(spec.scenarioId) ? join(dataFolder(), "schemas") : null;
    held.add(spec.scenarioId);
    for (const [file, standard] of [
      ["out.xosc", "xosc"],
      ["out.xodr", "xodr"],
    ] as const) {
      const problems = await checkFile(file, standard, { folder, roots: [], schemas });
      expect(problems.filter((p) => p.severity === "error")).toEqual([]);
    }
    const { maxSec, durationSec } = spec.ends;
    const withoutGoal = {
      ...spec,
      observationEvery: 1,
      ego: { ...spec.ego, goal: null },
      ends: { ...spec.ends, durationSec: durationSec ?? maxSec },
    };
    const native = runOf(modelOf(withoutGoal), builtin("pursuit"));
    const story = runOf(modelOf(specIn(folder, "out.xosc", { ...USUAL, dtSec: spec.dtSec })), builtin("pursuit"));
    let worstM = 0;
    for (const [i, { xM, yM }] of native.seen.entries()) {
      const other = story.seen[i];
      if (other !== undefined) worstM = Math.max(worstM, Math.hypot(xM - other.xM, yM - other.yM));
    }
    expect(worstM).toBeLessThan(limitM(spec));
    const { reason, tick } = native.outcome.end;
    if (reason === "contact") expect(story.outcome.end).toMatchObject({ reason, tick });
    else expect(story.outcome.end.reason).toBe("stop-condition");
    if (reason !== "contact" && spec.ego.goal === null) expect(story.outcome.end.tick).toBe(tick + 1);
  });

  test("some of each kind", () => {
    const refusals = demo.filter((spec) => exported(spec) !== null).length;
    expect(refusals).toBeGreaterThan(10);
    expect(demo.length - refusals).toBeGreaterThan(20);
  });
});

test("the shipped OpenSCENARIO file is what `scenario export` makes of the demo", () => {
  const spec = demo.find(({ variantId }) => variantId === "scenarios/demo/cut-in.yaml#gapM=14,cutterMps=16")!;
  const { story, road } = storyOfScenario(spec, join(ROOT, "scenarios/openscenario/cut-in.xodr"));
  const header = {
    author: "redrive",
    description: `${spec.variantId}: ${spec.description}`,
    date: "1970-01-01T00:00:00Z",
    mapFile: "cut-in.xodr",
  };
  const shipped = (name: string): string => readFileSync(join(ROOT, "scenarios/openscenario", name), "utf8");
  expect(shipped("cut-in.xosc")).toBe(writeXosc(story, header));
  expect(shipped("cut-in.xodr")).toBe(writeXodr(road, spec.name));
});
