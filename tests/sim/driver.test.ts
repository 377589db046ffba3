import { describe, expect, test } from "vitest";
import { advance, answer, openRun } from "../../src/sim/loop.ts";
import type { DrivingMode, Reply } from "../../src/sim/port.ts";
import { snapshot, type WorldState } from "../../src/sim/state.ts";
import { initialState } from "../../src/sim/tick.ts";
import type { TickRecord } from "../../src/trace/tick.ts";
import type { ActuatorCommand, Command } from "../../src/vehicle/command.ts";
import { singleTrack } from "../../src/vehicle/single-track.ts";
import {
  CAR,
  lineOf,
  NO_SINK,
  NOTHING,
  plainCar,
  recordingOf,
  runOf,
  sessionOf,
  steer,
  STRAIGHT,
  worldOf,
  type WorldSketch,
} from "../support/world.ts";

const ego = (r: TickRecord) => ({ ...r.ego, applied: { ...r.applied }, command: { ...r.command } });

const pedals = (change: Partial<ActuatorCommand>): ActuatorCommand => {
  return { kind: "actuator", throttleRatio: 0, brakeRatio: 0, steeringWheelRad: 0, gear: "forward", handBrake: false, ...change };
};

/** Recorded along x at 10 m/s, from 0. */
const ALONG_X = recordingOf(500, 0.01, (t) => ({ x: 10 * t, y: 0, v: 10 }));

describe("commands", () => {
  test("the command decided at k acts on [k, k + 1) and is told in record k + 1", () => {
    const { kept } = runOf(worldOf(), (o) => steer(o.tick === 3 ? 2 : 0, 0), ego, { maxTick: 6 });
    expect(kept.map((r) => Math.round((r.vLonMps - 10) * 1e6) / 1e6)).toEqual([0, 0, 0, 0, 0.02, 0.02, 0.02]);
    expect(kept[0]!.applied).toMatchObject({ fromTick: -1, kind: "none" });
    expect(kept[4]!.applied).toMatchObject({ fromTick: 3, kind: "accel-steer", accelMps2: 2, clamped: false, held: false });
    expect(kept[4]!.command).toMatchObject({ fromTick: 3, kind: "accel-steer", accelMps2: 2 });
    expect(kept[3]!.command).toMatchObject({ fromTick: 2, accelMps2: 0 });
  });

  test("a virtual delay of 4 ticks shifts the effect by 4 ticks and nothing else", () => {
    const brake = (o: { tick: number }) => steer(-(o.tick % 5) * 0.1, 0.01 * (o.tick % 3));
    const now = runOf(worldOf(), brake, ego, { maxTick: 50 }).kept;
    const late = runOf(worldOf({ actuationDelayTicks: 4 }), brake, ego, { maxTick: 54 }).kept;
    expect(late.slice(0, 5).every((r) => r.vLonMps === 10 && r.applied.fromTick === -1)).toBe(true);
    for (let k = 0; k <= 50; k++) {
      expect(late[k + 4]!.vLonMps).toBe(now[k]!.vLonMps);
      expect(late[k + 4]!.yawRad).toBe(now[k]!.yawRad);
      if (k > 0) expect(late[k + 4]!.applied.fromTick).toBe(now[k]!.applied.fromTick);
    }
  });

  test("between observations the last command is held", () => {
    const asked: number[] = [];
    const world = worldOf({ observationEvery: 5 });
    const { kept } = runOf(world, (o) => (asked.push(o.tick), steer(o.tick / 10, 0)), ego, { maxTick: 15 });
    expect(asked).toEqual([0, 5, 10]);
    expect(kept.map((r) => r.applied.fromTick)).toEqual([-1, 0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10, 10, 10, 10]);
    expect(kept[10]!.vLonMps).toBeCloseTo(10 + 5 * 0.01 * 0.5, 12);
  });

  test("beyond the vehicle's limits is clamped, marked, and told as it came", () => {
    const { kept } = runOf(worldOf(), () => steer(-50, 1.57), ego, { maxTick: 1 });
    expect(kept[1]!.applied).toMatchObject({ accelMps2: -8, roadWheelRad: 0.5, clamped: true });
    expect(kept[1]!.command).toMatchObject({ accelMps2: -50, roadWheelRad: 1.57, usesCurvature: false });
  });

  test("a curvature becomes the wheel angle that rolls along it", () => {
    const command = { kind: "accel-steer", accelMps2: 0, lateral: "curvature", curvaturePerM: 0.02 } as const;
    const { kept } = runOf(worldOf(), () => command, ego, { maxTick: 100 });
    expect(kept[1]!.applied.roadWheelRad).toBeCloseTo(Math.atan(2.5 * 0.02), 15);
    expect(kept[1]!.command).toMatchObject({ curvaturePerM: 0.02, usesCurvature: true, roadWheelRad: 0 });
    expect(kept[100]!.yawRad).toBeCloseTo(0.2, 10); // 10 m/s for 1 s on a radius of 50 m
  });

  test("the ego's box centre is 1 m ahead of its rear axle, and moves with its yaw rate", () => {
    const { kept } = runOf(
      worldOf({ ego: { startYawRad: Math.PI / 2 } }),
      () => steer(0, 0.1),
      (r) => ({ ...ego(r), x: r.actors.xM[0]!, y: r.actors.yM[0]!, vx: r.actors.vxMps[0]!, ax: r.actors.axMps2[0]! }),
      { maxTick: 1 },
    );
    expect(kept[0]!.x).toBeCloseTo(0, 12);
    expect(kept[0]!.y).toBeCloseTo(1, 12);
    const { yawRad, yawRateRadps: r } = kept[1]!;
    expect(kept[1]!.vx).toBeCloseTo(10 * Math.cos(yawRad) - r * Math.sin(yawRad), 12);
    expect(kept[1]!.ax).toBeCloseTo(-r * r * Math.cos(yawRad) - 10 * r * Math.sin(yawRad), 10);
  });
});

describe("commands that are faults", () => {
  const endOf = (reply: (tick: number) => Reply) => runOf(worldOf(), (o) => (o.tick < 3 ? STRAIGHT : reply(o.tick)), ego, { maxTick: 9 });
  const command = (tick: number, c: object, mode = "engaged") =>
    ({ kind: "command", tick, command: c, mode, debug: [] }) as unknown as Reply;

  test.each([
    ["a number that is not finite", (t: number) => command(t, { ...STRAIGHT, accelMps2: Number.NaN }), "RDV_INVALID_COMMAND"],
    ["an infinite wheel angle", (t: number) => command(t, steer(0, Infinity)), "RDV_INVALID_COMMAND"],
    [
      "a curvature that is none",
      (t: number) => command(t, { kind: "accel-steer", accelMps2: 0, lateral: "curvature" }),
      "RDV_INVALID_COMMAND",
    ],
    ["an unknown kind", (t: number) => command(t, { kind: "wish" }), "RDV_INVALID_COMMAND"],
    ["a pedal that is no number", (t: number) => command(t, pedals({ brakeRatio: Number.NaN })), "RDV_INVALID_COMMAND"],
    ["a tick that is not observed yet", (t: number) => command(t + 1, STRAIGHT), "RDV_WRONG_TICK"],
    ["a tick answered before", (t: number) => command(t - 1, STRAIGHT), "RDV_DUPLICATE_COMMAND"],
  ])("%s ends the run at its tick; that tick stays in the record", (_, reply, code) => {
    const { outcome, kept } = endOf(reply);
    expect(outcome.end).toMatchObject({ reason: "controller-fault", tick: 3, fault: { code, tick: 3 } });
    expect(kept.length).toBe(4);
  });

  test("a controller's own fault ends the run, a watchdog's as a timeout", () => {
    const fault = (code: "RDV_DISCONNECTED" | "RDV_CONTROLLER_TIMEOUT") => (tick: number) =>
      ({ kind: "fault", fault: { code, message: "gone", tick } }) as const;
    expect(endOf(fault("RDV_DISCONNECTED")).outcome.end).toMatchObject({ reason: "controller-fault", tick: 3, detail: "gone" });
    expect(endOf(fault("RDV_CONTROLLER_TIMEOUT")).outcome.end.reason).toBe("controller-timeout");
  });

  test("a controller that disengages ends the run at that tick", () => {
    expect(endOf((t) => command(t, STRAIGHT, "disengaged")).outcome.end).toMatchObject({ reason: "disengaged", tick: 3, fault: null });
    expect(endOf((t) => command(t, STRAIGHT, "takeover-request")).outcome.end.tick).toBe(9);
  });
});

describe("driving modes", () => {
  const inMode = (c: Command, modeAt: (tick: number) => DrivingMode, sketch: WorldSketch = {}, maxTick = 3000) =>
    runOf(
      worldOf(sketch),
      (o) => ({ kind: "command", tick: o.tick, command: c, mode: modeAt(o.tick), debug: [] }),
      (r) => r.ego.vLonMps,
      { maxTick },
    );

  test("ten seconds after a request for take-over the driver has taken over; till then the controller drives", () => {
    const { outcome, kept } = inMode(steer(0.5, 0), (t) => (t < 200 ? "engaged" : "takeover-request"));
    expect(outcome.end).toMatchObject({ reason: "disengaged", tick: 1200, fault: null });
    expect(outcome.end.detail).toContain("10 s");
    expect(kept).toHaveLength(1201);
    expect(kept[1200]).toBeCloseTo(16, 9);
  });

  test("at another tick length, and between observations, it is the same ten seconds or the next observation", () => {
    const asks = () => "takeover-request" as const;
    expect(inMode(steer(0, 0), asks, { dtSec: 0.1 }).outcome.end.tick).toBe(100);
    expect(inMode(steer(0, 0), asks, { observationEvery: 7 }).outcome.end.tick).toBe(1001);
  });

  test("going back withdraws the request, and the next one has its own ten seconds", () => {
    const { outcome } = inMode(steer(0, 0), (t) => (t === 900 ? "engaged" : "takeover-request"));
    expect(outcome.end).toMatchObject({ reason: "disengaged", tick: 1901 });
  });

  test("a minimum risk manoeuvre ends the run where the car stands, by the controller's own braking", () => {
    const { outcome, kept } = inMode(steer(-4, 0), () => "minimum-risk");
    expect(outcome.end).toMatchObject({ reason: "disengaged", tick: 250, fault: null }); // 10 m/s over 4 m/s^2
    expect(outcome.end.detail).toContain("stand");
    expect(kept[249]).toBeGreaterThan(0.01);
    expect(inMode(steer(-4, 0), () => "engaged", {}, 400).outcome.end.reason).toBe("aborted");
    expect(inMode(steer(0, 0), () => "minimum-risk", {}, 400).outcome.end.reason).toBe("aborted");
  });

  test("during the warm-up only giving up counts", () => {
    const warm = { ego: { recorded: ALONG_X }, firstControlledTick: 50 };
    expect(inMode(steer(0, 0), () => "takeover-request", warm).outcome.end.tick).toBe(1050);
    expect(inMode(steer(0, 0), () => "disengaged", warm).outcome.end).toMatchObject({ reason: "disengaged", tick: 0 });
  });

  test("the clock is state: a copy goes on with it", () => {
    const world = worldOf();
    const state = initialState(world);
    const session = sessionOf((o) => ({ kind: "command", tick: o.tick, command: STRAIGHT, mode: "takeover-request", debug: [] }));
    const on = (from: WorldState, maxTick: number) => {
      const run = openRun(world, NO_SINK, { state: from, maxTick });
      for (let o = advance(run); o !== null; o = advance(run)) answer(run, session.decide(o) as Reply);
      return run.end;
    };
    on(state, 600);
    expect(on(snapshot(world, state), 3000)).toMatchObject({ reason: "disengaged", tick: 1000 });
  });
});

describe("actuator", () => {
  test("the pedals give what the powertrain map has at the speed of each tick; the wheel turns by the steering ratio", () => {
    const { kept } = runOf(worldOf({ observationEvery: 100 }), () => pedals({ throttleRatio: 1, steeringWheelRad: 0.3 }), ego, {
      maxTick: 100,
    });
    expect(kept[1]!.applied).toMatchObject({ kind: "actuator", accelMps2: 4, clamped: false });
    expect(kept[1]!.applied.roadWheelRad).toBeCloseTo(0.3 / 15, 15);
    expect(kept[1]!.command).toMatchObject({ kind: "actuator", accelMps2: 4, usesCurvature: false });
    for (const k of [2, 50, 100]) {
      const v = kept[k - 1]!.vLonMps;
      expect(kept[k]!.applied.accelMps2).toBeCloseTo(4 * (1 - (v - 10) / 15), 10); // from 1 at 10 m/s to 2/3 at 15 m/s
      expect(v).toBeGreaterThan(10);
    }
  });

  test("neutral makes the throttle idle; pedals out of range, and more than the brakes can, are clamped and marked", () => {
    const after = (change: Partial<ActuatorCommand>) => runOf(worldOf(), () => pedals(change), ego, { maxTick: 1 }).kept[1]!.applied;
    expect(after({ throttleRatio: 1, gear: "neutral" })).toMatchObject({ accelMps2: 0, clamped: false });
    expect(after({ throttleRatio: 1, gear: "forward" })).toMatchObject({ accelMps2: 4, clamped: false });
    expect(after({ throttleRatio: 1.5 })).toMatchObject({ accelMps2: 4, clamped: true });
    expect(after({ brakeRatio: -1 })).toMatchObject({ accelMps2: 0, clamped: true });
    expect(after({ handBrake: true })).toMatchObject({ accelMps2: -1.5, clamped: false });
    expect(after({ brakeRatio: 1, handBrake: true })).toMatchObject({ accelMps2: -8, clamped: true });
    expect(after({ steeringWheelRad: 9 })).toMatchObject({ roadWheelRad: 0.5, clamped: true });
  });

  test("the gear is neutral while a command in neutral is in force, hand brake or not", () => {
    const gears = (sketch: WorldSketch, handBrake: boolean): number[] => {
      const seen: number[] = [];
      runOf(
        worldOf(sketch),
        (o) => (seen.push(o.gear === "neutral" ? 0 : 1), pedals({ gear: o.tick < 3 ? "neutral" : "forward", handBrake })),
        () => 0,
        { maxTick: 7 },
      );
      return seen;
    };
    expect(gears({}, false)).toEqual([1, 0, 0, 0, 1, 1, 1]);
    expect(gears({ actuationDelayTicks: 2 }, true)).toEqual([1, 1, 1, 0, 0, 0, 1]);
    const braked = runOf(worldOf(), () => pedals({ gear: "neutral", handBrake: true }), ego, { maxTick: 1 }).kept[1]!.applied;
    expect(braked).toMatchObject({ accelMps2: -1.5, clamped: false });
  });

  test("brakes to a stand and stays there", () => {
    const { kept } = runOf(worldOf(), () => pedals({ brakeRatio: 1 }), ego, { maxTick: 300 });
    expect(kept[300]!.vLonMps).toBe(0);
    expect(kept[300]!.xM).toBeCloseTo(100 / 16, 6);
  });
});

describe("none", () => {
  const bend = recordingOf(200, 0.01, (t) => ({ x: 100 * Math.sin(0.1 * t), y: 100 * (1 - Math.cos(0.1 * t)), yaw: 0.1 * t, v: 10 }));

  test("keeps the ego on its recording to the bit, with the recording's own rates", () => {
    const { kept } = runOf(worldOf({ ego: { recorded: bend } }), () => NOTHING, ego, { maxTick: 150 });
    for (let k = 0; k <= 150; k++) expect([kept[k]!.xM, kept[k]!.yM, kept[k]!.yawRad]).toEqual([bend.xM[k], bend.yM[k], bend.yawRad[k]]);
    expect(kept[50]!.yawRateRadps).toBeCloseTo(0.1, 10);
    expect(kept[50]!.aLatMps2).toBeCloseTo(1, 9);
    expect(kept[50]!.roadWheelRad).toBeCloseTo(Math.atan(0.025), 9);
    expect(kept[50]!.applied).toMatchObject({ fromTick: 49, kind: "none", accelMps2: 0 });
  });

  test("coasts without a recording, where the start is not the recording's, and where the recording ends", () => {
    const coasting = runOf(worldOf(), () => NOTHING, ego, { maxTick: 100 }).kept;
    expect(coasting[100]).toMatchObject({ vLonMps: 10, yM: 0 });
    expect(coasting[100]!.xM).toBeCloseTo(10, 10);
    const moved = worldOf({ ego: { recorded: bend, startXM: 5, startsOnRecording: false, start: worldOf().ego.start } });
    expect(runOf(moved, () => NOTHING, ego, { maxTick: 100 }).kept[100]!.yM).toBe(0);
    const beyond = runOf(worldOf({ ego: { recorded: bend } }), () => NOTHING, ego, { maxTick: 300 }).kept;
    expect(beyond[300]!.yawRad).toBeCloseTo(0.1 * 1.99, 6);
    expect(beyond[300]!.vLonMps).toBe(10);
  });

  test("after the first other command never takes the ego back to its recording", () => {
    const { kept } = runOf(worldOf({ ego: { recorded: bend } }), (o) => (o.tick === 10 ? steer(1, 0) : NOTHING), ego, { maxTick: 100 });
    expect(kept[10]!.xM).toBe(bend.xM[10]);
    expect(kept[100]!.yawRad).toBeCloseTo(0.01, 6);
    expect(kept[100]!.vLonMps).toBeCloseTo(10.01, 9);
  });
});

describe("warm-up", () => {
  test("follows the recording; commands are wanted, told, and not applied", () => {
    const world = worldOf({ ego: { recorded: ALONG_X }, firstControlledTick: 20 });
    const controlled: boolean[] = [];
    const { kept } = runOf(world, (o) => (controlled.push(o.controlled), steer(2, 0)), ego, { maxTick: 30 });
    expect(controlled).toEqual(Array.from({ length: 30 }, (_, k) => k >= 20));
    expect(kept[20]!.xM).toBe(ALONG_X.xM[20]);
    expect(kept[20]!.command.fromTick).toBe(19);
    expect(kept[20]!.applied).toMatchObject({ fromTick: -1, kind: "none" });
    expect(kept[21]!.applied.fromTick).toBe(20);
    expect(kept[30]!.vLonMps).toBeCloseTo(10.2, 10);
  });

  test("hands the vehicle over with its actuators as the recorded driver held them", () => {
    const turn = 10 / 50;
    const recorded = recordingOf(400, 0.01, (t) => ({
      x: 50 * Math.sin(turn * t),
      y: 50 * (1 - Math.cos(turn * t)),
      yaw: turn * t,
      v: 10,
    }));
    const lag = { biasRad: 0, biasMps2: 0, gainRatio: 1, deadTimeSec: 0.2, lagSec: 0.2, deadBandRad: 0 };
    const params = plainCar({ steering: lag, frontStiffnessNprad: 1e5, rearStiffnessNprad: 1e5, model: "single-track" });
    const world = worldOf({ ego: { params, recorded }, firstControlledTick: 200 });
    const wheel = Math.atan(2.5 / 50);
    const { kept } = runOf({ ...world, ego: { ...world.ego, vehicle: singleTrack } }, () => steer(0, wheel), ego, { maxTick: 260 });
    for (let k = 200; k <= 260; k++) expect(kept[k]!.yawRateRadps).toBeCloseTo(turn, 2);
    expect(kept[260]!.roadWheelRad).toBeCloseTo(wheel, 3);
  });

  test("without one, a start in the recording's bend does not swing either", () => {
    const turn = 10 / 50;
    const recorded = recordingOf(400, 0.01, (t) => ({
      x: 50 * Math.sin(turn * t),
      y: 50 * (1 - Math.cos(turn * t)),
      yaw: turn * t,
      v: 10,
    }));
    const lag = { biasRad: 0, biasMps2: 0, gainRatio: 1, deadTimeSec: 0.2, lagSec: 0.2, deadBandRad: 0 };
    const world = worldOf({ ego: { params: plainCar({ steering: lag }), recorded } });
    const { kept } = runOf(world, () => steer(0, Math.atan(2.5 / 50)), ego, { maxTick: 60 });
    for (const r of kept) expect(r.yawRateRadps).toBeCloseTo(turn, 3);
  });

  test("is refused where the recording does not cover it", () => {
    const gap = recordingOf(50, 0.01, (t) => ({ x: 10 * t, y: 0, v: 10 }));
    gap.valid[7] = 0;
    expect(() => runOf(worldOf({ ego: { recorded: gap }, firstControlledTick: 20 }), () => NOTHING, ego)).toThrow(/tick 7/);
  });
});

describe("longitudinal", () => {
  const accelerate = { kind: "longitudinal", accelMps2: 1 } as const;
  const radius = 60;
  const circle = Array.from({ length: 400 }, (_, i) => [radius * Math.sin(i / 150), radius * (1 - Math.cos(i / 150))] as const);

  test("the harness keeps the ego on its route, with the acceleration as commanded", () => {
    const { kept } = runOf(worldOf({ ego: { route: lineOf(...circle) } }), () => ({ ...accelerate, accelMps2: 0.2 }), ego, {
      maxTick: 1000,
    });
    const off = kept.map((r) => Math.abs(Math.sqrt(r.xM * r.xM + (r.yM - radius) ** 2) - radius));
    expect(Math.max(...off)).toBeLessThan(0.2);
    expect(kept[1000]!.vLonMps).toBeCloseTo(12, 9);
    expect(kept[1000]!.applied.kind).toBe("longitudinal");
    expect(kept[1000]!.applied.roadWheelRad).toBeCloseTo(Math.atan(2.5 / radius), 2);
  });

  test("comes back to the line from beside it, without swinging, through half a second of actuator delay", () => {
    const lag = { biasRad: 0, biasMps2: 0, gainRatio: 1, deadTimeSec: 0.24, lagSec: 0.27, deadBandRad: 0 };
    const params = plainCar({ steering: lag });
    for (const startVLonMps of [3, 10, 30]) {
      const world = worldOf({ ego: { params, startYM: 2, startVLonMps, route: lineOf([0, 0], [3000, 0]) } });
      const { kept } = runOf(world, () => ({ kind: "longitudinal", accelMps2: 0 }), ego, { maxTick: 3000 });
      expect(Math.min(...kept.map((r) => r.yM))).toBeGreaterThan(-0.4);
      expect(Math.abs(kept[3000]!.yM)).toBeLessThan(0.01);
    }
  });

  test("follows the recorded path where there is no route, and goes straight where there is neither", () => {
    const recorded = recordingOf(1000, 0.01, (t) => ({
      x: radius * Math.sin(t / 6),
      y: radius * (1 - Math.cos(t / 6)),
      yaw: t / 6,
      v: 10,
    }));
    const { kept } = runOf(worldOf({ ego: { recorded } }), () => accelerate, ego, { maxTick: 500 });
    const { xM, yM } = kept[500]!;
    expect(Math.sqrt(xM * xM + (yM - radius) ** 2)).toBeCloseTo(radius, 0);
    expect(runOf(worldOf(), () => accelerate, ego, { maxTick: 100 }).kept[100]!.yM).toBe(0);
  });
});

test("friction and slope of the environment reach the vehicle", () => {
  const params = plainCar({ footprint: CAR });
  const brake = (environment: object) =>
    runOf(worldOf({ ego: { params }, environment }), () => steer(-8, 0), ego, { maxTick: 100 }).kept[100]!;
  expect(brake({}).vLonMps).toBeCloseTo(2, 6);
  expect(brake({ frictionRatio: 0.4 }).vLonMps).toBeGreaterThan(5);
  const rolling = runOf(worldOf({ environment: { slopeRad: -0.1 } }), () => STRAIGHT, ego, { maxTick: 100 }).kept[100]!;
  expect(rolling.vLonMps).toBeGreaterThan(10.9);
});
