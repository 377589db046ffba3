import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { htmlReport } from "../../../src/report/html.ts";
import { type ControllerSetting, plainSettings } from "../../../src/run/job.ts";
import type { Retraced, SuiteResult } from "../../../src/run/result.ts";
import { select } from "../../../src/run/selection.ts";
import { runSuite } from "../../../src/run/suite.ts";
import { needPython } from "../../support/python.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
/** One change each: the lead brakes twice as hard, the ego starts 5 m closer, the road is slippery, the sensors are late. */
const CHANGES = ["brakeScale=2", "aheadM=5", "frictionRatio=0.4", "latencySec=0.3"];
const UNCHANGED = ["brakeScale=1", "aheadM=0", "frictionRatio=1", "latencySec=0"];

const WORKER = new URL("../../../src/run/worker.ts", import.meta.url);

const folder = mkdtempSync(join(tmpdir(), "redrive-drives-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const python = needPython();

function builtin(name: string): ControllerSetting {
  return { choice: { kind: "builtin", name }, text: `builtin:${name}`, reproduceOptions: [] };
}

function pythonExample(): ControllerSetting {
  const command = `${python} ${join(ROOT, "clients/python/example.py")}`;
  return { choice: { kind: "process", command, folder: ROOT }, text: "python", reproduceOptions: [] };
}

async function run(
  file: string,
  data: string,
  selectors: readonly string[],
  controllers: readonly ControllerSetting[],
): Promise<SuiteResult> {
  const selected = select({ selectors, folder, roots: [data], maxVariants: 100, grep: null, grepInvert: null, only: null });
  const settings = plainSettings(controllers, join(folder, `out-${basename(file)}`));
  return runSuite(
    {
      selected,
      settings,
      jobs: 1,
      workerScript: WORKER,
      seed: null,
      timing: null,
      failFast: false,
      redriveVersion: "0",
      stopped: () => null,
    },
    () => undefined,
  );
}

function writeScenario(map: string, car: string, lead: string | null): string {
  const file = `${map}-${car}.yaml`;
  const actors = lead === null ? "" : `actors: { lead: { replays: ${lead}, brakeScale: "\${brakeScale}" } }\n`;
  const text = `redrive: 1
name: ${map} car ${car}
world: { drive: drives/commonroad-ngsim/${map}.xml }
ego: { vehicle: compact, replaces: ${car}, aheadM: "\${aheadM}" }
${actors}parameters: { brakeScale: [1, 2], aheadM: [0, 5], frictionRatio: [1, 0.4], latencySec: [0, 0.3] }
environment: { frictionRatio: "\${frictionRatio}" }
sensors: { latencySec: "\${latencySec}" }
`;
  writeFileSync(join(folder, file), text);
  return file;
}

/** The longest recorded moving car with a lead and an acceleration within [-8, 4] m/s2; of several the first. */
function chosen(cars: readonly Retraced[]): Retraced {
  const fit = cars.filter((c) => c.deviationM !== null && c.lead !== null && c.minAccelMps2 >= -8 && c.maxAccelMps2 <= 4);
  const longestSec = Math.max(...fit.map((c) => c.seenSec));
  const found = fit.find((c) => c.seenSec === longestSec);
  if (found === undefined) throw new Error("no car is fit");
  return found;
}

/** Recorded traffic with one car replaced: retraced by the virtual car, then driven by controllers, with one thing changed at a time. */
export function replacedCars(data: string, maps: readonly string[]): void {
  const suites = new Map<string, Promise<SuiteResult>>();
  /** The run of the retrace controller in place of the first recorded car; its result lists every car. */
  const retraced = (map: string): Promise<SuiteResult> => {
    const known = suites.get(map) ?? retraceRun(map);
    suites.set(map, known);
    return known;
  };
  const retraceRun = (map: string): Promise<SuiteResult> => {
    const file = writeScenario(map, recordedCars(map)[0] as string, null);
    return run(file, data, [`${file}#${UNCHANGED.join(",")}`], [builtin("retrace")]);
  };
  const recordedCars = (map: string): string[] => {
    const xml = readFileSync(join(data, "drives/commonroad-ngsim", `${map}.xml`), "utf8");
    return [...xml.matchAll(/<(?:dynamicObstacle|obstacle) id="(\d+)"/g)].map((m) => m[1] as string);
  };

  test.each(maps)(
    "%s: the virtual car retraces the longest recorded car with a lead within 5 cm, and says why not for the others",
    async (map) => {
      const [result] = (await retraced(map)).results;
      const cars = result?.retraced ?? [];
      expect(cars.map((c) => c.actor).sort()).toEqual(recordedCars(map).sort());
      expect(cars.every((c) => c.why !== "" && (c.why === "followed") === (c.deviationM !== null && c.deviationM <= 0.05))).toBe(true);
      expect(chosen(cars).deviationM).toBeLessThanOrEqual(0.05);
    },
  );

  test.skipIf(python === null).each(maps)(
    "%s: two controllers drive it, one thing changed at a time, and the report shows where they differ",
    async (map) => {
      const car = chosen((await retraced(map)).results[0]?.retraced ?? []);
      const file = writeScenario(map, car.actor, car.lead);
      const variants = [UNCHANGED, ...CHANGES.map((change, i) => UNCHANGED.with(i, change))];
      const suite = await run(
        file,
        data,
        variants.map((v) => `${file}#${v.join(",")}`),
        [builtin("pursuit"), pythonExample()],
      );
      expect(suite.results).toHaveLength(10);
      for (const result of suite.results) expect(result.score, `${result.variantId}: ${result.why}`).not.toBeNull();
      for (const text of ["builtin:pursuit", "python"]) {
        const hashes = suite.results.filter((r) => r.controller.text === text).map((r) => r.hash);
        expect(new Set(hashes).size, `${text}: every change changes the run`).toBeGreaterThan(3);
      }
      expect(htmlReport(suite, join(folder, `out-${basename(file)}`))).toContain("Where the controllers differ");
    },
  );
}
