import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { builtinController } from "../../../src/control/builtin/builtin.ts";
import type { Drive } from "../../../src/drive/drive.ts";
import { openDrive } from "../../../src/drive/open.ts";
import { compile } from "../../../src/scenario/compile/compile.ts";
import type { ScenarioSpec } from "../../../src/scenario/spec.ts";
import { runSync } from "../../../src/sim/loop.ts";
import type { WorldModel } from "../../../src/sim/world.ts";
import type { RecordedPath } from "../../../src/trace/tick.ts";
import type { VehicleParams } from "../../../src/vehicle/model.ts";
import { readVehicleParams } from "../../../src/vehicle/parameters.ts";

const VEHICLE = join(import.meta.dirname, "../../../scenarios/vehicles/compact.json");
export const COMPACT: VehicleParams = readVehicleParams(JSON.parse(readFileSync(VEHICLE, "utf8")), VEHICLE);

/** Largest distance of the box centre to the recorded one. */
export function deviationM(model: WorldModel, session = builtinController("retrace").open()): number {
  const recorded = model.ego.recorded as RecordedPath;
  const { footprint } = model.ego.params;
  const ahead = footprint.lengthM / 2 - footprint.rearM;
  let worst = 0;
  const record = ({ tick, ego }: { tick: number; ego: { xM: number; yM: number; yawRad: number } }): void => {
    if (recorded.valid[tick] !== 1) return;
    const yaw = recorded.yawRad[tick] as number;
    const dx = ego.xM + ahead * Math.cos(ego.yawRad) - ((recorded.xM[tick] as number) + ahead * Math.cos(yaw));
    const dy = ego.yM + ahead * Math.sin(ego.yawRad) - ((recorded.yM[tick] as number) + ahead * Math.sin(yaw));
    worst = Math.max(worst, Math.hypot(dx, dy));
  };
  const { end } = runSync(model, session, { record });
  expect(end.reason).toBe("completed");
  return worst;
}

const FOLLOWABLE: Record<string, readonly string[]> = {
  "USA_US101-3_3_T-1.xml": ["363", "376", "387", "388", "394", "395", "399", "400", "401", "402", "405", "408"],
  "USA_US101-4_1_T-1.xml": ["381", "384", "387", "388", "389", "394", "395", "400", "442", "451", "468", "475"],
};

/** Each of the first so many cars of each recording, replaced by the default car, which retraces it. */
export function recordedCars(data: string, countOfEach: number): void {
  const drives = new Map<string, Drive>();

  /** A scenario in which the default car takes the place of a recorded one for as long as that was seen. */
  function inPlaceOf(file: string, id: string): WorldModel {
    const path = join(data, "drives/commonroad-ngsim", file);
    const drive = drives.get(file) ?? openDrive(path);
    drives.set(file, drive);
    const car = drive.actors.find((a) => a.id === id);
    if (car === undefined) throw new Error(`no car ${id}`);
    const [startSec, endSec] = [car.tNs[0] as number, car.tNs[car.tNs.length - 1] as number].map((ns) => ns / 1e9);
    const spec: ScenarioSpec = {
      name: "retrace",
      scenarioId: "retrace.yaml",
      variantId: "retrace.yaml",
      description: "",
      tags: [],
      parameters: [],
      seed: 1,
      dtSec: 0.01,
      observationEvery: 1,
      timing: "subtick",
      actuationDelaySec: 0,
      trafficLights: [],
      actors: [],
      storyboard: [],
      stop: [],
      world: { kind: "drive", drivePath: path, startSec: startSec as number, endSec: endSec as number },
      ego: {
        vehicle: COMPACT,
        start: { kind: "replaces", actor: id, aheadM: 0, speedMps: null },
        goal: null,
        routeLanes: [],
        warmUpSec: 0,
        speedLimitMps: null,
      },
      environment: { frictionRatio: 1, slopeRad: 0, bankRad: 0, visibilityM: null },
      sensors: {
        rangeM: null,
        maxObjects: 64,
        latencySec: 0,
        dropRatio: 0,
        positionNoiseM: 0,
        speedNoiseMps: 0,
        yawNoiseRad: 0,
        occlusion: false,
      },
      ends: { durationSec: null, maxSec: 100, allowContact: true, offMapM: 1000 },
      expect: { verdict: "pass", limits: [] },
    };
    return compile(spec, drive);
  }

  const cars = Object.entries(FOLLOWABLE).flatMap(([file, ids]) => ids.slice(0, countOfEach).map((id) => [file, id] as const));

  test.each(cars)("%s, car %s: box centre within 5 cm over the whole recording", (file, id) => {
    expect(deviationM(inPlaceOf(file, id))).toBeLessThan(0.05);
  });
}
