import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { sampleDriveCsv, sampleDriveMapping } from "../../scripts/make-sample-drive.ts";
import { pursuitController } from "../../src/control/builtin/pursuit.ts";
import { openDrive } from "../../src/drive/open.ts";
import type { Drive } from "../../src/drive/drive.ts";
import { startEvaluation } from "../../src/eval/evaluate.ts";
import { METRICS } from "../../src/eval/metrics.ts";
import { scoreOf } from "../../src/eval/score.ts";
import { verdictOf } from "../../src/eval/verdict.ts";
import { compile } from "../../src/scenario/compile/compile.ts";
import { splitSelector } from "../../src/scenario/parameters.ts";
import { filesOnDisk } from "../../src/scenario/parse/files.ts";
import { readScenario } from "../../src/scenario/parse/read-scenario.ts";
import { type ScenarioFile, selectVariants, specOf, variantIdOf } from "../../src/scenario/parse/scenario-file.ts";
import type { ScenarioSpec } from "../../src/scenario/spec.ts";
import { runSync } from "../../src/sim/loop.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SHIPPED = join(ROOT, "scenarios");

const names = readdirSync(SHIPPED, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".yaml"))
  .toSorted();

function read(name: string): ScenarioFile {
  const path = join(SHIPPED, name);
  const context = {
    metrics: new Map(METRICS.map((m) => [m.id, { unit: m.unit }])),
    files: filesOnDisk({ scenario: path, cwd: SHIPPED, shipped: SHIPPED, roots: [] }),
    maxVariants: 10_000,
  };
  return readScenario(readFileSync(path, "utf8"), join("scenarios", name), context);
}

function specsOf(scenario: ScenarioFile): ScenarioSpec[] {
  return Array.from({ length: scenario.variantCount }, (_, i) => specOf(scenario, i));
}

const drives = new Map<string, Drive>();

function driveOf({ world }: ScenarioSpec): Drive | null {
  if (world.kind !== "drive") return null;
  const drive = drives.get(world.drivePath) ?? openDrive(world.drivePath);
  drives.set(world.drivePath, drive);
  return drive;
}

describe.each(names)("scenarios/%s", (name) => {
  test("tells a reader what happens before it says it", () => {
    const text = readFileSync(join(SHIPPED, name), "utf8");
    const head = text.slice(0, text.indexOf("redrive: 1")).split("\n");
    expect(head[0]).toMatch(/^# yaml-language-server: \$schema=(\.\.\/)*scenario\.schema\.json$/);
    expect(head.filter((line) => /^# \S/.test(line)).length).toBeGreaterThanOrEqual(2);
  });

  test("compiles in every variant, and each variant can be run alone by its id", () => {
    const scenario = read(name);
    for (const [i, spec] of specsOf(scenario).entries()) {
      expect(spec.variantId).toBe(variantIdOf(scenario, i));
      expect(compile(spec, driveOf(spec)).header.variantId).toBe(spec.variantId);
      const { file, assignments } = splitSelector(spec.variantId);
      expect(file).toBe(scenario.scenarioId);
      expect(assignments === null ? [0] : selectVariants(scenario, assignments)).toEqual([i]);
    }
  });

  test("comes out as it says with the built-in controller", () => {
    for (const spec of specsOf(read(name))) {
      const model = compile(spec, driveOf(spec));
      const evaluation = startEvaluation(model.header, { keepSeries: false });
      const { end } = runSync(model, pursuitController().open(), { record: (r) => evaluation.record(r) });
      const score = scoreOf(model.header, evaluation.finish(), spec.expect.limits);
      const { verdict, why } = verdictOf(end, score, spec.expect.verdict);
      expect(verdict, `${spec.variantId}: ${why}`).toBe("passed");
    }
  });
});

describe("the demo suite", () => {
  const specs = names.filter((name) => name.startsWith("demo")).flatMap((name) => specsOf(read(name)));

  test("has at least 12 scenarios, 60 variants, and 4 variants that must fail", () => {
    expect(new Set(specs.map((s) => s.scenarioId)).size).toBeGreaterThanOrEqual(12);
    expect(specs.length).toBeGreaterThanOrEqual(60);
    expect(specs.filter((s) => s.expect.verdict === "fail").length).toBeGreaterThanOrEqual(4);
    expect(new Set(specs.map((s) => s.variantId)).size).toBe(specs.length);
  });

  test("has a sample drive that is what its script makes, and says that it is synthetic", () => {
    const folder = join(SHIPPED, "demo/drives");
    expect(readFileSync(join(folder, "sample-drive.csv"), "utf8") === sampleDriveCsv(), "node scripts/make-sample-drive.ts").toBe(true);
    expect(readFileSync(join(folder, "sample-drive.drive.json"), "utf8")).toBe(sampleDriveMapping());
    expect(openDrive(join(folder, "sample-drive.drive.json")).synthetic).toBe(true);
  });
});
