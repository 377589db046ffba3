import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { builtinController } from "../../../src/control/builtin/builtin.ts";
import type { Drive } from "../../../src/drive/drive.ts";
import { openDrive } from "../../../src/drive/open.ts";
import { compile } from "../../../src/scenario/compile/compile.ts";
import type { ScenarioSpec } from "../../../src/scenario/spec.ts";
import { runSync } from "../../../src/sim/loop.ts";
import type { WorldModel } from "../../../src/sim/world.ts";
import type { RecordedPath } from "../../../src/trace/tick.ts";
import type { VehicleParams } from "../../../src/vehicle/model.ts";
import { vehicleModel } from "../../../src/vehicle/models.ts";
import { readVehicleParams } from "../../../src/vehicle/parameters.ts";
import { describeWithData } from "../../support/data.ts";
import { recordingOf, type WorldSketch, worldOf } from "../../support/world.ts";

const VEHICLE = join(import.meta.dirname, "../../../scenarios/vehicles/compact.json");
const COMPACT = readVehicleParams(JSON.parse(readFileSync(VEHICLE, "utf8")), VEHICLE);

/** What a car drives under given commands, as a recording of its rear axle. */
function driven(
  params: VehicleParams,
  ticks: number,
  vMps: number,
  command: (tSec: number) => [accel: number, wheel: number],
): RecordedPath {
  const model = vehicleModel(params.model);
  const x = new Float64Array(model.stateSize(params, 0.01));
  model.init(params, { xM: 0, yM: 0, yawRad: 0 }, vMps, 0.01, x);
  const seen = { xM: 0, yM: 0, yawRad: 0, vLonMps: 0, vLatMps: 0, yawRateRadps: 0, aLonMps2: 0, aLatMps2: 0, roadWheelRad: 0 };
  const states = Array.from({ length: ticks }, (_, k) => {
    model.observe(params, x, seen);
    const state = { x: seen.xM, y: seen.yM, yaw: seen.yawRad, v: seen.vLonMps };
    const [accelMps2, roadWheelRad] = command(k * 0.01);
    model.step(params, x, { accelMps2, roadWheelRad }, { slopeRad: 0, bankRad: 0, frictionRatio: 1 }, 0.01, x);
    return state;
  });
  return recordingOf(ticks, 0.01, (t) => states[Math.round(t * 100)] as (typeof states)[number]);
}

/** The car at the beginning of what was driven: rolling straight, its actuators at rest. */
function worldOn(recorded: RecordedPath, change: WorldSketch = {}): WorldModel {
  const pose = { xM: recorded.xM[0] as number, yM: recorded.yM[0] as number, yawRad: recorded.yawRad[0] as number };
  const start = { pose, vLonMps: recorded.vLonMps[0] as number, yawRateRadps: 0, accelMps2: 0, roadWheelRad: 0 };
  const ego = { params: COMPACT, recorded, start, ...change.ego };
  return worldOf({ ...change, ego, ends: { endWithRecording: true, ...change.ends } });
}

/** Largest distance of the box centre to the recorded one. */
function deviationM(model: WorldModel, session = builtinController("retrace").open()): number {
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

describe("what a car has driven it can retrace", () => {
  const manoeuvres: [name: string, vMps: number, command: (t: number) => [number, number]][] = [
    ["straight on", 20, () => [0, 0]],
    ["a full stop", 12, () => [-3, 0]],
    ["a slalom while speeding up", 10, (t) => [1.5, 0.03 * Math.sin(2 * t)]],
    ["an emergency brake in a bend", 20, (t) => [t < 1 ? 0 : -7, 0.02]],
    ["pulling away", 0, (t) => [t < 1 ? 0 : 2, 0]],
  ];

  test.each(manoeuvres)("%s, within 1 cm", (_name, vMps, command) => {
    expect(deviationM(worldOn(driven(COMPACT, 801, vMps, command)))).toBeLessThan(0.01);
  });

  test("asked at 10 Hz, and with commands that act 50 ms late, within 5 cm", () => {
    const recorded = driven(COMPACT, 801, 15, (t) => [Math.sin(t), 0.02 * Math.sin(t)]);
    expect(deviationM(worldOn(recorded, { observationEvery: 10 }))).toBeLessThan(0.01);
    expect(deviationM(worldOn(recorded, { actuationDelayTicks: 5 }))).toBeLessThan(0.05);
    expect(deviationM(worldOn(recorded, { firstControlledTick: 50, actuationDelayTicks: 3, observationEvery: 4 }))).toBeLessThan(0.05);
  });

  test("with other vehicle models", () => {
    for (const model of ["kinematic", "point-mass"] as const) {
      const params = { ...COMPACT, model };
      const recorded = driven(params, 401, 10, (t) => [Math.sin(t), model === "kinematic" ? 0.03 * Math.sin(t) : 0]);
      expect(deviationM(worldOn(recorded, { ego: { params } })), model).toBeLessThan(0.02);
    }
  });

  test("longer than one window", () => {
    const recorded = driven(COMPACT, 2501, 15, (t) => [1.5 * Math.sin(0.8 * t), 0.02 * Math.sin(0.7 * t)]);
    expect(deviationM(worldOn(recorded))).toBeLessThan(0.02);
  });
});

describe("within the car's own limits", () => {
  test("a recording that brakes harder than the car can is not followed, and no command is beyond the limits", () => {
    const recorded = recordingOf(301, 0.01, (t) => ({ x: 20 * t - 7.5 * t * t * (t < 4 / 3 ? 1 : 0), y: 0, v: Math.max(0, 20 - 15 * t) }));
    const model = worldOn(recorded);
    const session = builtinController("retrace").open();
    const commands: number[] = [];
    const spied = {
      ...session,
      decide: (o: Parameters<typeof session.decide>[0]) => {
        const reply = session.decide(o);
        if (!(reply instanceof Promise) && reply.kind === "command" && reply.command.kind === "accel-steer")
          commands.push(reply.command.accelMps2);
        return reply;
      },
    };
    expect(deviationM(model, spied)).toBeGreaterThan(0.5);
    expect(Math.min(...commands)).toBeGreaterThanOrEqual(-COMPACT.limits.maxDecelMps2 - 1e-6);
  });

  test("friction that the recording did not have is met by feedback: the car ends beside the recorded one", () => {
    const recorded = driven(COMPACT, 801, 15, (t) => [t < 2 ? -1 : 0.5, 0.01 * Math.sin(t)]);
    const drop = { name: "ice", trigger: [], actions: [], maxExecutions: 0 };
    const model = worldOn(recorded, { environment: { slopeRad: 0.02 }, storyboard: { events: [drop] } });
    const surprised: WorldModel = { ...model, ego: { ...model.ego, params: { ...COMPACT, massKg: 1700 } } };
    expect(deviationM(surprised)).toBeLessThan(0.05);
  });
});

describe("it refuses", () => {
  const start = (model: WorldModel): unknown => runSync(model, builtinController("retrace").open(), { record: () => undefined }).end.fault;

  test("a scenario without a recorded path", () => {
    expect(start(worldOf())).toMatchObject({ code: "RDV_SCENARIO_UNSUPPORTED", message: expect.stringContaining("no recorded path") });
  });

  test("a path with a gap, naming the tick", () => {
    const recorded = driven(COMPACT, 200, 10, () => [0, 0]);
    recorded.valid[120] = 0;
    expect(start(worldOn(recorded))).toMatchObject({ message: expect.stringContaining("a gap at tick 120") });
  });
});

describeWithData("recorded cars", (data) => {
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

  const followable: Record<string, readonly string[]> = {
    "USA_US101-3_3_T-1.xml": ["363", "376", "387", "388", "394", "395", "399", "400", "401", "402", "405", "408"],
    "USA_US101-4_1_T-1.xml": ["381", "384", "387", "388", "389", "394", "395", "400", "442", "451", "468", "475"],
  };
  const cars = Object.entries(followable).flatMap(([file, ids]) => ids.map((id) => [file, id] as const));

  test.each(cars)("%s, car %s: box centre within 5 cm over the whole recording", (file, id) => {
    expect(deviationM(inPlaceOf(file, id))).toBeLessThan(0.05);
  });
});
