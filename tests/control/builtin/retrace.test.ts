import { describe, expect, test } from "vitest";
import { builtinController } from "../../../src/control/builtin/builtin.ts";
import { runSync } from "../../../src/sim/loop.ts";
import type { WorldModel } from "../../../src/sim/world.ts";
import type { RecordedPath } from "../../../src/trace/tick.ts";
import type { VehicleParams } from "../../../src/vehicle/model.ts";
import { vehicleModel } from "../../../src/vehicle/models.ts";
import { describeWithData } from "../../support/data.ts";
import { recordingOf, type WorldSketch, worldOf } from "../../support/world.ts";
import { COMPACT, deviationM, recordedCars } from "./retrace-cars.ts";

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

// Twelve of each recording: tests/prove/retrace.prove.ts.
describeWithData("recorded cars", (data) => recordedCars(data, 3));
