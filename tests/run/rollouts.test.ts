import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { builtinController } from "../../src/control/builtin/builtin.ts";
import { wosac2025 } from "../../src/eval/profiles/wosac-2025.ts";
import { driveCache } from "../../src/run/inputs.ts";
import { drive } from "../../src/run/drive.ts";
import { type ControllerSetting, plainSettings } from "../../src/run/job.ts";
import { rolloutsOf } from "../../src/run/rollouts.ts";
import { select } from "../../src/run/selection.ts";
import { specOf } from "../../src/scenario/parse/scenario-file.ts";

const ROOT = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "redrive-rollouts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PURSUIT: ControllerSetting = { choice: { kind: "builtin", name: "pursuit" }, text: "builtin:pursuit", reproduceOptions: [] };
const [found] = select({
  selectors: ["scenarios/demo/replayed-drive.yaml"],
  folder: ROOT,
  roots: [],
  maxVariants: 9,
  grep: null,
  grepInvert: null,
  only: null,
});
const scenario = specOf(found!.scenario, 0);
const FEW = { ...wosac2025, rolloutCount: () => 3 };

test("the same controller drives under other seeds, the run itself first, with the recorded driver beside", async () => {
  const spec = { ...scenario, sensors: { ...scenario.sensors, speedNoiseMps: 0.5 } };
  const job = { index: 0, controllerIndex: 0, spec };
  const settings = { ...plainSettings([PURSUIT], folder), toTick: 300 };
  const bench = {
    settings,
    setting: PURSUIT,
    opened: { controller: builtinController("pursuit"), socket: null },
    idle: [],
    drives: driveCache(),
    controllerLog: null,
  };
  const own = await drive(job, bench);
  expect(await rolloutsOf(job, bench, own, [])).toEqual({ rollouts: [] });
  // the sample drive has no lanes, which the challenge needs: no run is made in vain
  expect(await rolloutsOf(job, bench, own, [wosac2025])).toEqual({ rollouts: [] });
  const { rollouts, recorded } = await rolloutsOf(job, bench, own, [FEW]);
  const speeds = rollouts.map(({ series }) => series.find(({ metric }) => metric === "wosac.linear-speed")!.value);
  expect(speeds).toHaveLength(3);
  expect(speeds[1]).not.toEqual(speeds[0]);
  expect(speeds[2]).not.toEqual(speeds[1]);
  expect(recorded!.scoredTicks).toBe(rollouts[0]!.scoredTicks);
  const again = await rolloutsOf(job, bench, own, [FEW]);
  expect(again.rollouts.map(({ series }) => series)).toEqual(rollouts.map(({ series }) => series));
});
