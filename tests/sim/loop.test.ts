import { describe, expect, test } from "vitest";
import { runAsync, runSync } from "../../src/sim/loop.ts";
import type { Observation, Ready, Reply, RunEnd, RunStart, Session } from "../../src/sim/port.ts";
import { initialState } from "../../src/sim/tick.ts";
import type { TraceHeader } from "../../src/trace/tick.ts";
import { cruiser, lineOf, NO_SINK, plainCar, sessionOf, steer, STRAIGHT, straightRoad, worldOf } from "../support/world.ts";

const swerve = (o: Observation) => steer(0.1, 0.05 * Math.sin(o.tick / 20));

/** The same session, answering later. */
function later(session: Session): Session {
  const wait = <T>(value: T | Promise<T>): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(value), 0));
  return { start: (s) => wait(session.start(s)), decide: (o) => wait(session.decide(o)), end: (e) => wait(session.end(e)) };
}

describe("the two loops", () => {
  test("give the same bits, whether the controller answers at once or later", async () => {
    const world = worldOf({ actors: [cruiser("a", 30, 3, 8)], sensors: { latencyTicks: 3, positionNoiseM: 0.1 }, observationEvery: 3 });
    const options = { maxTick: 150 };
    const sync = runSync(world, sessionOf(swerve), NO_SINK, options);
    expect(await runAsync(world, sessionOf(swerve), NO_SINK, options)).toEqual(sync);
    expect(await runAsync(world, later(sessionOf(swerve)), NO_SINK, options)).toEqual(sync);
  });

  test("record every tick once, in order, the last state too, and tell the controller the end", async () => {
    for (const run of [runSync, runAsync]) {
      const ticks: number[] = [];
      const ends: RunEnd[] = [];
      const outcome = await run(
        worldOf({ ends: { maxTicks: 20 } }),
        sessionOf(() => STRAIGHT, ends),
        { record: (r) => ticks.push(r.tick) },
      );
      expect(ticks).toEqual(Array.from({ length: 21 }, (_, k) => k));
      expect(outcome.ticks).toBe(21);
      expect(ends).toEqual([outcome.end]);
      expect(outcome.end).toMatchObject({ reason: "max-ticks", tick: 20 });
    }
  });

  test("the controller is not asked at the last tick, and every so many ticks before", () => {
    const asked: number[] = [];
    runSync(
      worldOf({ ends: { maxTicks: 20 }, observationEvery: 5 }),
      sessionOf((o) => (asked.push(o.tick), STRAIGHT)),
      NO_SINK,
    );
    expect(asked).toEqual([0, 5, 10, 15]);
  });

  test("a refused scenario has no record, and the controller's end is told", async () => {
    for (const run of [runSync, runAsync]) {
      const ends: RunEnd[] = [];
      const fault = { code: "RDV_SCENARIO_UNSUPPORTED", message: "no lanes", tick: -1 } as const;
      const outcome = await run(worldOf(), { ...sessionOf(() => STRAIGHT, ends), start: () => ({ kind: "fault", fault }) }, NO_SINK);
      expect(outcome).toMatchObject({
        ticks: 0,
        checkpoints: [],
        end: { reason: "controller-fault", tick: -1, fault, detail: "no lanes" },
      });
      expect(ends.length).toBe(1);
    }
  });

  test("a rejected promise rejects the run: it is redrive's own fault, not a result", async () => {
    const session = { ...sessionOf(() => STRAIGHT), decide: () => Promise.reject(new Error("ours")) };
    await expect(runAsync(worldOf(), session, NO_SINK)).rejects.toThrow("ours");
    expect(() => runSync(worldOf(), { ...sessionOf(() => STRAIGHT), decide: () => Promise.resolve({} as Reply) }, NO_SINK)).toThrow(
      /promise/,
    );
  });
});

describe("stopping on request", () => {
  test("at a tick, and when the user says so", () => {
    expect(
      runSync(
        worldOf(),
        sessionOf(() => STRAIGHT),
        NO_SINK,
        { maxTick: 33 },
      ),
    ).toMatchObject({ ticks: 34, end: { reason: "aborted", tick: 33 } });
    let calls = 0;
    const outcome = runSync(
      worldOf(),
      sessionOf(() => STRAIGHT),
      NO_SINK,
      { isAborted: () => ++calls > 12 },
    );
    expect(outcome.end).toMatchObject({ reason: "aborted", tick: 12, detail: "stopped by the user" });
  });

  test("a null limit is none", () => {
    expect(
      runSync(
        worldOf({ ends: { maxTicks: 9 } }),
        sessionOf(() => STRAIGHT),
        NO_SINK,
        { maxTick: null },
      ).end.reason,
    ).toBe("max-ticks");
  });
});

describe("the hash", () => {
  const world = worldOf({ actors: [cruiser("a", 30, 3, 8)] });

  test("with checkpoints at every tick tells the first tick at which two runs part", () => {
    const hashes = (wheelAt60: number): readonly string[] =>
      runSync(
        world,
        sessionOf((o) => steer(0, o.tick === 60 ? wheelAt60 : 0)),
        NO_SINK,
        { maxTick: 100, checkpointEvery: 1 },
      ).checkpoints.map((c) => c.hash);
    const a = hashes(0);
    const b = hashes(1e-15);
    expect(a.length).toBe(101);
    expect(a.findIndex((hash, k) => hash !== b[k])).toBe(61);
  });

  test("checkpoints each 100 ticks otherwise, the last hash is the chain's", () => {
    const outcome = runSync(
      world,
      sessionOf(() => STRAIGHT),
      NO_SINK,
      { maxTick: 300 },
    );
    expect(outcome.checkpoints.map((c) => c.tick)).toEqual([0, 100, 200, 300]);
    expect(outcome.checkpoints.at(-1)!.hash).toBe(outcome.hash);
    expect(outcome.hash).toMatch(/^[0-9a-f]{16}$/);
  });

  test("knows the state, not the wall clock nor how often one looked", () => {
    const hash = (w: typeof world): string =>
      runSync(
        w,
        sessionOf(() => STRAIGHT),
        NO_SINK,
        { maxTick: 50, checkpointEvery: 7 },
      ).hash;
    expect(hash(world)).toBe(
      runSync(
        world,
        sessionOf(() => STRAIGHT),
        NO_SINK,
        { maxTick: 50 },
      ).hash,
    );
    expect(hash(worldOf({ actors: [cruiser("a", 30.000001, 3, 8)] }))).not.toBe(hash(world));
  });
});

test("the controller is told the car, the road and the task before the first tick", () => {
  const starts: RunStart[] = [];
  const route = lineOf([0, 0], [90, 0]);
  const goal = { sM: 50, pose: { xM: 50, yM: 0, yawRad: 0 } };
  const world = worldOf({
    road: straightRoad(2, 100),
    ego: { route },
    ends: { goal, maxTicks: 7 },
    seed: 5,
    observationEvery: 2,
    actuationDelayTicks: 3,
  });
  runSync(world, { ...sessionOf(() => STRAIGHT), start: (s) => (starts.push(s), { kind: "ready" }) }, NO_SINK);
  const { footprint, limits } = plainCar();
  expect(starts[0]).toMatchObject({ seed: 5, dtSec: 0.01, observationEvery: 2, maxTicks: 7, actuationDelayTicks: 3, route, goal });
  expect(starts[0]!.ego).toEqual({ footprint, limits, wheelbaseM: 2.5, steeringRatio: 15, massKg: 1500 });
  expect(starts[0]!.world).toBe(world);
});

describe("a controller that says how often it wants to be asked", () => {
  const asked = (ready: Ready): { readonly ticks: readonly number[]; readonly headers: readonly TraceHeader[] } => {
    const ticks: number[] = [];
    const headers: TraceHeader[] = [];
    const session = sessionOf((o) => (ticks.push(o.tick), STRAIGHT));
    const sink = { begin: (h: TraceHeader) => headers.push(h), record: () => {} };
    const world = worldOf({ observationEvery: 5, ends: { maxTicks: 20 } });
    runSync(world, { ...session, start: () => ready }, sink);
    expect(world.observationEvery).toBe(5);
    return { ticks, headers };
  };

  test("is asked so often, and the header says so before the first record", () => {
    const { ticks, headers } = asked({ kind: "ready", observationEvery: 8 });
    expect(ticks).toEqual([0, 8, 16]);
    expect(headers.map((h) => h.observationEvery)).toEqual([8]);
  });

  test("is asked as the scenario sets it where it says nothing", () => {
    const { ticks, headers } = asked({ kind: "ready" });
    expect(ticks).toEqual([0, 5, 10, 15]);
    expect(headers.map((h) => h.observationEvery)).toEqual([5]);
  });

  test("cannot ask for less than a tick", () => {
    expect(() => asked({ kind: "ready", observationEvery: 0 })).toThrow("every 0 ticks");
    expect(() => asked({ kind: "ready", observationEvery: 1.5 })).toThrow("every 1.5 ticks");
  });

  test("drives to the same bits as where the scenario sets that period, with trajectories in flight too", () => {
    const points = [0, 1].map((sec) => ({
      tNs: sec * 1e9,
      xM: 9 * sec,
      yM: sec,
      yawRad: 0.1,
      vMps: null,
      accelMps2: null,
      curvaturePerM: null,
    }));
    const drives = (observationEvery: number, ready: Ready): string => {
      const world = worldOf({ observationEvery, actuationDelayTicks: 15, ends: { maxTicks: 200 } });
      const session = sessionOf(() => ({ kind: "trajectory", frame: "ego-at-tick", points }));
      return runSync(world, { ...session, start: () => ready }, NO_SINK).hash;
    };
    const asSet = drives(7, { kind: "ready" });
    expect(drives(1, { kind: "ready", observationEvery: 7 })).toBe(asSet);
    expect(drives(40, { kind: "ready", observationEvery: 7 })).toBe(asSet);
    expect(drives(1, { kind: "ready" })).not.toBe(asSet);
  });

  test("whose sensors are late sees measurements as old as before", () => {
    const ages: number[] = [];
    const world = worldOf({ actors: [cruiser("a", 30, 0, 8)], sensors: { latencyTicks: 3 }, ends: { maxTicks: 20 } });
    const session = sessionOf((o) => (ages.push(o.objects.ageNs[0]!), STRAIGHT));
    runSync(world, { ...session, start: () => ({ kind: "ready", observationEvery: 4 }) }, NO_SINK);
    expect(ages).toEqual([0, 30_000_000, 30_000_000, 30_000_000, 30_000_000]);
  });
});

test("a run can go on from a state", () => {
  const world = worldOf();
  const state = initialState(world);
  const outcome = runSync(
    world,
    sessionOf(() => STRAIGHT),
    NO_SINK,
    { state, maxTick: 10 },
  );
  expect(state.tick).toBe(10);
  const more = runSync(
    world,
    sessionOf(() => STRAIGHT),
    NO_SINK,
    { state, maxTick: 25 },
  );
  expect([outcome.ticks, more.ticks]).toEqual([11, 16]);
});
