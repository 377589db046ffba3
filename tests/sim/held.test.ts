import { describe, expect, test } from "vitest";
import { runSync } from "../../src/sim/loop.ts";
import type { Observation, PacedReply, Session } from "../../src/sim/port.ts";
import { copyState, snapshot } from "../../src/sim/state.ts";
import { initialState, tick } from "../../src/sim/tick.ts";
import type { TickRecord } from "../../src/trace/tick.ts";
import type { Command } from "../../src/vehicle/command.ts";
import type { VehicleState } from "../../src/vehicle/model.ts";
import { cruiser, recordingOf, steer, worldOf, type WorldSketch } from "../support/world.ts";

const FAULT = { code: "RDV_CONTROLLER_TIMEOUT", message: "11 in a row", tick: 3 } as const;

function car(xM: number, yM: number, changes: Partial<VehicleState> = {}): VehicleState {
  const still = { yawRad: 0, vLonMps: 0, vLatMps: 0, yawRateRadps: 0, aLonMps2: 0, aLatMps2: 0, roadWheelRad: 0 };
  return { xM, yM, ...still, ...changes };
}

function command(ofTick: number, wanted: Command, more: Partial<Extract<PacedReply, { kind: "command" }>> = {}): PacedReply {
  return { kind: "command", tick: ofTick, command: wanted, mode: "engaged", debug: [], ...more };
}

function play(sketch: WorldSketch, decide: (o: Observation) => PacedReply, maxTick: number, report?: VehicleState) {
  const kept: { tick: number; x: number; y: number; yaw: number; v: number; a: number; from: number; held: boolean; kind: string }[] = [];
  const record = (r: TickRecord): void => {
    const { xM: x, yM: y, yawRad: yaw, vLonMps: v } = r.ego;
    kept.push({ tick: r.tick, x, y, yaw, v, a: r.applied.accelMps2, from: r.applied.fromTick, held: r.applied.held, kind: r.applied.kind });
  };
  const ready = report === undefined ? { kind: "ready" as const } : { kind: "ready" as const, report };
  const session: Session<PacedReply> = { start: () => ready, decide, end: () => {} };
  return { outcome: runSync(worldOf(sketch), session, { record }, { maxTick }), kept };
}

describe("a reply that has not come", () => {
  test("leaves the command in force, and says so for as long as it is held", () => {
    const { kept } = play(
      { observationEvery: 2 },
      (o) => (o.tick === 4 || o.tick === 6 ? { kind: "held" } : command(o.tick, steer(o.tick, 0))),
      10,
    );
    expect(kept.map((r) => r.from)).toEqual([-1, 0, 0, 2, 2, 2, 2, 2, 2, 8, 8]);
    expect(kept.map((r) => r.held)).toEqual([false, false, false, false, false, true, true, true, true, false, false]);
    expect(kept[8]!.a).toBe(2);
  });

  test("is held when it was due, where commands act later", () => {
    const { kept } = play({ actuationDelayTicks: 2 }, (o) => (o.tick === 3 ? { kind: "held" } : command(o.tick, steer(o.tick / 10, 0))), 9);
    expect(kept.map((r) => r.from)).toEqual([-1, -1, -1, 0, 1, 2, 2, 4, 5, 6]);
    expect(kept.map((r) => r.held)).toEqual([false, false, false, false, false, false, true, false, false, false]);
  });

  test("in warm-up changes nothing", () => {
    const recorded = recordingOf(100, 0.01, (t) => ({ x: 10 * t, y: 0, v: 10 }));
    const { kept } = play({ ego: { recorded }, firstControlledTick: 5 }, () => ({ kind: "held" }), 9);
    expect(kept.slice(0, 6).every((r) => !r.held)).toBe(true);
    expect(kept[6]!.held).toBe(true);
  });
});

describe("a late reply", () => {
  test("acts from where it is taken and tells the tick it answered", () => {
    const late = { lateFrom: { xM: 0, yM: 0, yawRad: 0 } };
    const { kept } = play({}, (o) => (o.tick === 5 ? command(2, steer(1, 0), late) : command(o.tick, steer(0, 0))), 8);
    expect(kept.map((r) => r.from)).toEqual([-1, 0, 1, 2, 3, 4, 2, 6, 7]);
    expect(kept[6]!.a).toBe(1);
  });

  test("is a fault where time stands still", () => {
    const { outcome } = play({}, (o) => command(Math.min(o.tick, 4), steer(0, 0)), 8);
    expect(outcome.end).toMatchObject({ reason: "controller-fault", tick: 5, fault: { code: "RDV_DUPLICATE_COMMAND" } });
    const early = play({}, (o) => command(o.tick + 1, steer(0, 0), { lateFrom: car(0, 0) }), 8);
    expect(early.outcome.end.fault?.code).toBe("RDV_WRONG_TICK");
  });

  test("with a trajectory in the car's frame means the car at the tick answered, by the clock of that tick", () => {
    const points = [0, 1, 2, 3].map((t) => ({ tNs: t * 1e9, xM: 10 * t, yM: 0, yawRad: 0, vMps: 10, accelMps2: 0, curvaturePerM: 0 }));
    const path: Command = { kind: "trajectory", frame: "ego-at-tick", points };
    const inTime = play({}, (o) => (o.tick === 0 ? command(0, path) : { kind: "held" }), 200);
    const late = play({}, (o) => (o.tick === 30 ? command(0, path, { lateFrom: car(0, 0) }) : { kind: "held" }), 200);
    // The car coasts along the very trajectory, so it is on it when the command comes: no pull back or ahead.
    expect(late.kept.at(-1)!.x).toBeCloseTo(inTime.kept.at(-1)!.x, 9);
    expect(late.kept.every((r) => Math.abs(r.v - 10) < 1e-9)).toBe(true);
  });

  test("with a trajectory does not write over the one that is still held", () => {
    const to = (yM: number): Command => ({
      kind: "trajectory",
      frame: "map",
      points: [0, 4].map((t) => ({ tNs: t * 1e9, xM: 10 * t, yM, yawRad: 0, vMps: 10, accelMps2: 0, curvaturePerM: 0 })),
    });
    // Slots are floor(3 / 1) + 2 = 5: the trajectory of tick 5 would take the place of that of tick 0, in force until tick 8.
    const decide = (o: Observation): PacedReply => (o.tick === 0 ? command(0, to(0)) : o.tick === 5 ? command(5, to(3)) : { kind: "held" });
    const { kept } = play({ actuationDelayTicks: 3 }, decide, 8);
    expect(kept.every((r) => r.y === 0)).toBe(true);
    expect(play({ actuationDelayTicks: 3 }, decide, 100).kept.at(-1)!.y).toBeGreaterThan(0.1);
  });
});

describe("a stop by the harness", () => {
  test("brakes at 4 m/s^2 to a stand and ends by its fault", () => {
    const { outcome, kept } = play({}, (o) => (o.tick < 3 ? command(o.tick, steer(0, 0)) : { kind: "stop", fault: FAULT }), 2000);
    expect(outcome.end).toMatchObject({ reason: "controller-timeout", detail: "11 in a row", fault: FAULT });
    // 10 m/s at 4 m/s^2: 2.5 s after tick 3.
    expect(outcome.end.tick).toBeGreaterThanOrEqual(253);
    expect(outcome.end.tick).toBeLessThan(256);
    expect(kept[10]).toMatchObject({ a: -4, kind: "longitudinal", from: 2 });
    expect(kept.every((r) => r.v >= 0)).toBe(true);
  });

  test("is how the run ends whatever happens on the way", () => {
    const hit = play({ actors: [cruiser("wall", 12, 0, 0)] }, () => ({ kind: "stop", fault: FAULT }), 2000);
    expect(hit.outcome.end).toMatchObject({ reason: "controller-timeout", fault: FAULT });
    expect(hit.outcome.end.tick).toBeLessThan(200);
    const over = play({ ends: { durationTicks: 20 } }, () => ({ kind: "stop", fault: FAULT }), 2000);
    expect(over.outcome.end).toMatchObject({ reason: "controller-timeout", tick: 20 });
  });

  test("ends at once in warm-up, where the car is on its recording", () => {
    const recorded = recordingOf(100, 0.01, (t) => ({ x: 10 * t, y: 0, v: 10 }));
    const { outcome } = play({ ego: { recorded }, firstControlledTick: 50 }, () => ({ kind: "stop", fault: FAULT }), 90);
    expect(outcome.end).toMatchObject({ reason: "controller-timeout", tick: 0 });
  });
});

describe("a real car in the ego's place", () => {
  test("is where it was reported, and between two observations on the straight way", () => {
    const at = (o: Observation): VehicleState => car(100 + o.tick + 4, 2, { yawRad: Math.PI - 0.02 + 0.01 * o.tick, vLonMps: 5 });
    const { kept } = play({ observationEvery: 4 }, (o) => command(o.tick, steer(9, 1), { report: at(o) }), 12, car(100, 2, { yawRad: 3 }));
    expect(kept[0]).toMatchObject({ x: 100, y: 2, yaw: 3 });
    for (let k = 4; k <= 12; k++) expect(kept[k]!.x).toBeCloseTo(100 + k, 12);
    expect(kept[8]!.yaw).toBeCloseTo(Math.PI + 0.02 - 2 * Math.PI, 12);
    expect(kept[6]!.yaw).toBeCloseTo(Math.PI, 12);
    // Commands are recorded only.
    expect(kept.every((r) => r.kind === "none" && r.a === 0)).toBe(true);
  });

  test("stays where it is without a new report, and is hit by road users where it is", () => {
    const { outcome, kept } = play({ actors: [cruiser("a", 0, 2, 20)] }, () => ({ kind: "held" }), 1000, car(100, 2));
    expect(kept.every((r) => r.x === 100 && r.y === 2)).toBe(true);
    // Box of the ego from x 99 to 103, of the other 2 m ahead of its centre: it touches after 97 m at 20 m/s.
    expect(outcome.end).toMatchObject({ reason: "contact", tick: 485 });
  });

  test("is part of the state: another report, another hash; a copy goes on alike", () => {
    const run = (x: number): string =>
      play({}, (o) => ({ kind: "held", report: car(o.tick === 5 ? x : 0, 0) }), 20, car(0, 0)).outcome.hash;
    expect(run(1)).toBe(run(1));
    expect(run(1)).not.toBe(run(2));
    const model = worldOf();
    const state = initialState(model, car(3, 4));
    const copy = snapshot(model, state);
    expect(copy.ego.reportedNumbers).toEqual(state.ego.reportedNumbers);
    state.ego.reportedNumbers[0] = 9;
    tick(model, copy);
    expect(copy.ego.seen.xM).toBe(3);
    const plain = initialState(model);
    copyState(plain, copy);
    expect(copy.ego.reportedNumbers.length).toBe(0);
  });

  test("is refused where it cannot be: no number, no car at the start, a scenario that goes on after a contact", () => {
    expect(play({}, () => ({ kind: "held", report: car(Number.NaN, 0) }), 9, car(0, 0)).outcome.end.fault?.message).toMatch(/xM is NaN/);
    expect(play({}, () => ({ kind: "held", report: car(0, 0) }), 9).outcome.end.reason).toBe("controller-fault");
    expect(play({}, () => ({ kind: "held" }), 9, car(0, 0, { vLonMps: 151 })).outcome.end).toMatchObject({
      tick: -1,
      reason: "controller-fault",
    });
    const wreck = play({ ends: { allowContact: true } }, () => ({ kind: "held" }), 9, car(0, 0));
    expect(wreck.outcome.end.fault?.code).toBe("RDV_SCENARIO_UNSUPPORTED");
  });

  test("ends at once where the harness would stop it", () => {
    const { outcome } = play({}, (o) => (o.tick < 3 ? { kind: "held" } : { kind: "stop", fault: FAULT }), 9, car(0, 0, { vLonMps: 8 }));
    expect(outcome.end).toMatchObject({ reason: "controller-timeout", tick: 3 });
  });
});
