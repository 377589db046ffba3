import { describe, expect, test } from "vitest";
import { hashHex, hashStart } from "../../src/core/hash.ts";
import type { RoadLine } from "../../src/road/network.ts";
import { advance, answer, openRun } from "../../src/sim/loop.ts";
import type { Observation } from "../../src/sim/port.ts";
import { copyState, emptyState, hashState, LOW_FIDELITY, snapshot, type WorldState } from "../../src/sim/state.ts";
import type { Condition, StoryAction, Storyboard, StoryEvent } from "../../src/sim/storyboard-model.ts";
import { initialState, tick } from "../../src/sim/tick.ts";
import type { ReplayTrack, WorldModel } from "../../src/sim/world.ts";
import type { RecordedPath, TickRecord } from "../../src/trace/tick.ts";
import type { Command } from "../../src/vehicle/command.ts";
import { singleTrack } from "../../src/vehicle/single-track.ts";
import {
  type ActorSketch,
  IDM,
  lineOf,
  NO_SINK,
  plainCar,
  recordingOf,
  sessionOf,
  startOn,
  steer,
  trackOf,
  worldOf,
  type WorldSketch,
} from "../support/world.ts";

/**
 * Laws of the tick, on a world with everything in it: replayed, scripted and reactive road users, a bend, a storyboard with edges, delays
 * and overlapping actions, a sensor with latency, noise, losses and occlusion, dead times and delayed commands, an impact.
 */

/** Where and how a world stands in W. */
interface Placed {
  readonly x: number;
  readonly y: number;
  readonly yaw: number;
  /** -1 mirrors the world at the x axis before it is placed. */
  readonly side: 1 | -1;
}

const HOME: Placed = { x: 0, y: 0, yaw: 0, side: 1 };

function point(at: Placed, x: number, y: number): readonly [number, number] {
  const mirrored = at.side * y;
  if (at.yaw === 0) return [at.x + x, at.y + mirrored];
  const c = Math.cos(at.yaw);
  const s = Math.sin(at.yaw);
  return [at.x + c * x - s * mirrored, at.y + s * x + c * mirrored];
}

function placedLine(at: Placed, points: readonly (readonly [number, number])[]): RoadLine {
  return lineOf(...points.map(([x, y]) => point(at, x, y)));
}

const BEND = Array.from({ length: 300 }, (_, i) => [120 * Math.sin(i / 150), 3.5 + 120 * (1 - Math.cos(i / 150))] as const);

function trackAt(
  at: Placed,
  ticks: number,
  dtSec: number,
  of: (t: number) => { x: number; y: number; yaw: number; v: number },
): ReplayTrack {
  return trackOf(ticks, dtSec, (t) => {
    const p = of(t);
    const [x, y] = point(at, p.x, p.y);
    return { x, y, yaw: at.yaw + at.side * p.yaw, v: p.v };
  });
}

function recordingAt(at: Placed, ticks: number, dtSec: number): RecordedPath {
  return recordingOf(ticks, dtSec, (t) => {
    const [x, y] = point(at, 12 * t, 0);
    return { x, y, yaw: at.yaw, v: 12 };
  });
}

const condition = (test: Condition["test"], edge: Condition["edge"] = "none", delaySec = 0): Condition => ({ test, edge, delaySec });
const speed = (actor: number, targetMps: number, changes: Partial<StoryAction & { kind: "speed" }>): StoryAction => ({
  kind: "speed",
  actor,
  targetMps,
  relativeTo: -1,
  shape: "linear",
  overSec: null,
  rateMps2: null,
  overM: null,
  ...changes,
});

function storyboard(side: 1 | -1): Storyboard {
  const events: StoryEvent[] = [
    {
      name: "brake",
      trigger: [[condition({ kind: "distance", slot: 0, otherSlot: 2, rule: "below", limitM: 24, freespace: true })]],
      actions: [speed(2, 6, { shape: "sinusoidal", rateMps2: 3 })],
      maxExecutions: 1,
    },
    {
      name: "aside",
      trigger: [[condition({ kind: "travelled", slot: 2, limitM: 13 }, "rising", 0.333)]],
      actions: [{ kind: "lane-offset", actor: 2, offsetM: side * 1.2, shape: "cubic", overSec: 1.7 }],
      maxExecutions: 1,
    },
    {
      name: "hurry",
      trigger: [[condition({ kind: "event", event: 0, state: "ended" })], [condition({ kind: "time", atSec: 4.123 })]],
      actions: [speed(2, 2, { relativeTo: 0, shape: "cubic", overM: 20 })],
      maxExecutions: 2,
    },
    {
      name: "react",
      trigger: [
        [
          condition({ kind: "time-headway", slot: 0, otherSlot: 3, rule: "below", limitSec: 2.6 }, "either", 0.1),
          condition({ kind: "time", atSec: 0.5 }),
        ],
      ],
      actions: [speed(3, 4, { overSec: 2 }), { kind: "friction", frictionRatio: 0.7 }],
      maxExecutions: 1,
    },
  ];
  return { events, stop: [] };
}

/** The world of the laws; `crash` puts a standing car in the way. */
function wholeWorld(at: Placed = HOME, changes: WorldSketch & { readonly crash?: boolean } = {}): WorldModel {
  const dtSec = changes.dtSec ?? 0.01;
  const lag = { biasRad: 0, biasMps2: 0, gainRatio: 1, deadTimeSec: 0.1, lagSec: 0.15, deadBandRad: 0 };
  const params = plainCar({ model: "single-track", steering: lag, acceleration: { ...lag, deadTimeSec: 0.05 } });
  const along = placedLine(at, [
    [20, 0],
    [1500, 0],
  ]);
  const actors: ActorSketch[] = [
    {
      name: "replayed",
      motion: "replayed",
      track: trackAt(at, 900, dtSec, (t) => ({ x: 15 + 11 * t, y: -3.5 + 0.3 * Math.sin(t), yaw: 0.03 * Math.cos(t), v: 11 })),
    },
    {
      name: "scripted",
      motion: "scripted",
      start: startOn(along, 15, 10),
      speedProfile: { tSec: Float64Array.of(0.5, 2), vMps: Float64Array.of(10, 9) },
    },
    { name: "reactive", motion: "reactive", start: startOn(along, 60, 9), driver: { ...IDM, desiredSpeedMps: 11 } },
    {
      name: "bend",
      motion: "scripted",
      start: startOn(placedLine(at, BEND), 3, 13, { tM: at.side * 0.4, fromTick: 40 }),
      speedProfile: null,
    },
    ...(changes.crash === true
      ? [
          {
            name: "wreck",
            motion: "scripted",
            start: startOn(
              placedLine(at, [
                [48, 0.6],
                [400, 0.6],
              ]),
              0,
              0,
            ),
            speedProfile: null,
          } as const,
        ]
      : []),
  ];
  const [startXM, startYM] = point(at, 0, 0);
  const world = worldOf({
    actors,
    storyboard: storyboard(at.side),
    sensors: {
      latencyTicks: 8,
      positionNoiseM: 0.05,
      speedNoiseMps: 0.1,
      yawNoiseRad: 0.01,
      dropRatio: 0.1,
      occlusion: true,
      rangeM: 90,
      maxObjects: 4,
    },
    actuationDelayTicks: 3,
    observationEvery: 2,
    firstControlledTick: 25,
    ...changes,
    ends: { maxTicks: 800, allowContact: true, ...changes.ends },
    ego: {
      params,
      startXM,
      startYM,
      startYawRad: at.yaw,
      startVLonMps: 12,
      recorded: recordingAt(at, 900, dtSec),
      route: along,
      ...changes.ego,
    },
  });
  return { ...world, ego: { ...world.ego, vehicle: singleTrack } };
}

/** Reacts to all it sees, so that a difference anywhere comes back as a difference of the ego. */
function nervous(o: Observation, side = 1): Command {
  let sum = 0;
  for (let i = 0; i < o.objects.count; i++) sum += o.objects.vxMps[i]! - o.ego.vLonMps;
  return steer(Math.max(-2, Math.min(1, 0.02 * sum)), side * 0.01 * Math.sin(o.tick / 30));
}

function everyHash(model: WorldModel, state: WorldState | null, toTick: number): readonly string[] {
  const run = openRun(model, NO_SINK, { maxTick: toTick, checkpointEvery: 1, ...(state === null ? {} : { state }) });
  const session = sessionOf((o) => nervous(o));
  for (let o = advance(run); o !== null; o = advance(run))
    answer(run, session.decide(o) as Extract<ReturnType<typeof session.decide>, { kind: "command" | "fault" }>);
  return run.checkpoints.map((c) => c.hash);
}

function hashOf(state: WorldState): string {
  const chain = hashStart("state");
  hashState(chain, state);
  return hashHex(chain);
}

/** Records of a run, each made into numbers. */
function follow<T>(model: WorldModel, decide: (o: Observation) => Command, keep: (r: TickRecord) => T, toTick = 700): readonly T[] {
  const kept: T[] = [];
  const run = openRun(model, { record: (r) => kept.push(keep(r)) }, { maxTick: toTick });
  const session = sessionOf(decide);
  for (let o = advance(run); o !== null; o = advance(run))
    answer(run, session.decide(o) as Extract<ReturnType<typeof session.decide>, { kind: "command" | "fault" }>);
  return kept;
}

test("the same run twice gives the same bits at every tick", () => {
  const first = everyHash(wholeWorld(HOME, { crash: true }), null, 700);
  expect(first.length).toBe(701);
  expect(everyHash(wholeWorld(HOME, { crash: true }), null, 700)).toEqual(first);
});

describe("a snapshot goes on like the straight run", () => {
  test.each([
    ["without an impact", false],
    ["before, at and after an impact", true],
  ])("%s, from any tick", (_, crash) => {
    const model = wholeWorld(HOME, { crash });
    const state = initialState(model);
    const copies: WorldState[] = [];
    const hashes: string[] = [];
    const session = sessionOf((o) => nervous(o));
    const run = openRun(model, NO_SINK, { state, maxTick: 700 });
    for (let o = advance(run); o !== null; o = advance(run)) {
      copies.push(snapshot(model, state)); // every second tick, before the controller is asked
      hashes.push(hashOf(state));
      answer(run, session.decide(o) as Extract<ReturnType<typeof session.decide>, { kind: "command" }>);
    }
    const end = hashOf(state);
    expect(new Set(hashes).size).toBe(350);
    for (const k of [0, 1, 12, 13, 40, 90, 130, 135, 136, 137, 138, 139, 140, 141, 150, 200, 300, 349]) {
      const copy = copies[k]!;
      expect(hashOf(copy)).toBe(hashes[k]);
      everyHash(model, copy, 700);
      expect(hashOf(copy)).toBe(end);
      expect(Buffer.from(copy.numbers.buffer).equals(Buffer.from(state.numbers.buffer))).toBe(true);
      expect(copy.ego.seen).toEqual(state.ego.seen);
    }
    expect(state.runNumbers[LOW_FIDELITY]).toBe(crash ? 1 : 0);
  });

  test("copying over a state that has gone elsewhere makes it equal in every number", () => {
    const model = wholeWorld(HOME, { crash: true });
    const from = initialState(model);
    const to = emptyState(model);
    for (let k = 0; k < 300; k++) tick(model, to.tick === 0 && k === 0 ? (copyState(from, to), to) : to);
    for (let k = 0; k < 77; k++) tick(model, from);
    copyState(from, to);
    tick(model, from);
    tick(model, to);
    expect(to.tick).toBe(from.tick);
    expect(to.numbers).toEqual(from.numbers);
    expect(to.ego.seen).toEqual(from.ego.seen);
  });
});

test("a mirrored world drives the mirrored run: lateral signs flip, nothing else does, to the bit", () => {
  const sketch = { sensors: { yawNoiseRad: 0, positionNoiseM: 0, speedNoiseMps: 0.1, dropRatio: 0.1 } };
  const keep = (r: TickRecord) => ({
    forward: [...r.actors.xM, ...r.actors.vxMps, ...r.actors.axMps2, ...r.actors.cosYaw, r.ego.vLonMps, r.ego.aLonMps2],
    sideways: [
      ...r.actors.yM,
      ...r.actors.vyMps,
      ...r.actors.ayMps2,
      ...r.actors.sinYaw,
      ...r.actors.yawRad,
      ...r.actors.yawRateRadps,
      r.ego.vLatMps,
      r.ego.aLatMps2,
      r.ego.roadWheelRad,
    ],
  });
  const left = follow(wholeWorld(HOME, sketch), (o) => nervous(o), keep);
  const right = follow(wholeWorld({ ...HOME, side: -1 }, sketch), (o) => nervous(o, -1), keep);
  expect(left.length).toBe(701);
  const plus = (x: number): number => x + 0; // -0 and 0 are one place
  for (let k = 0; k < left.length; k++) {
    expect(right[k]!.forward.map(plus)).toEqual(left[k]!.forward.map(plus));
    expect(right[k]!.sideways.map((x) => plus(-x))).toEqual(left[k]!.sideways.map(plus));
  }
});

test("a moved and turned world drives the same run: what is relative stays within 1e-9", () => {
  const sketch = {
    crash: false,
    sensors: {
      yawNoiseRad: 0,
      positionNoiseM: 0,
      speedNoiseMps: 0,
      dropRatio: 0,
      latencyTicks: 8,
      rangeM: 90,
      maxObjects: 4,
      occlusion: true,
    },
  };
  const keep = (r: TickRecord) => {
    const { xM, yM, yawRad, vxMps, vyMps, present, cosYaw, sinYaw } = r.actors;
    const c = cosYaw[0]!;
    const s = sinYaw[0]!;
    const relative = Array.from(xM, (_, i) => {
      const dx = xM[i]! - xM[0]!;
      const dy = yM[i]! - yM[0]!;
      const turn = yawRad[i]! - yawRad[0]!;
      return present[i] === 0 ? [] : [c * dx + s * dy, c * dy - s * dx, Math.cos(turn), Math.sin(turn), c * vxMps[i]! + s * vyMps[i]!];
    });
    return [...relative.flat(), r.ego.vLonMps, r.ego.vLatMps, r.ego.aLonMps2, r.ego.yawRateRadps, r.ego.roadWheelRad];
  };
  // The controller reads speeds along its own car only.
  const still = (o: Observation): Command => steer(0.2 * Math.cos(o.tick / 40), 0.01 * Math.sin(o.tick / 30));
  const here = follow(wholeWorld(HOME, sketch), still, keep);
  for (const at of [{ ...HOME, x: 37, y: -21 }, { ...HOME, yaw: 2.5 }, { x: -80, y: 55, yaw: -1.1, side: 1 } as const]) {
    const there = follow(wholeWorld(at, sketch), still, keep);
    expect(there.length).toBe(here.length);
    let worst = 0;
    for (let k = 0; k < here.length; k++) {
      expect(there[k]!.length).toBe(here[k]!.length);
      for (let i = 0; i < here[k]!.length; i++) worst = Math.max(worst, Math.abs(there[k]![i]! - here[k]![i]!));
    }
    expect(worst).toBeLessThan(1e-9);
  }
});

describe("halving the tick length", () => {
  /** Where everyone is after 6 s; the ego's commands are a step of its own time, on the grid of the coarsest tick. */
  function endPlaces(
    dtSec: number,
    timing: WorldModel["timing"],
    actors: readonly ActorSketch[],
    events: readonly StoryEvent[],
  ): readonly number[] {
    const ticks = Math.round(6 / dtSec);
    const world = worldOf({ dtSec, timing, actors, storyboard: { events }, ego: { startVLonMps: 12, startYM: 60 } });
    return follow(
      world,
      (o) => steer(o.tick * dtSec < 2.4 - 1e-9 ? 0.8 : -0.6, 0.02),
      (r) => [...r.actors.xM, ...r.actors.yM],
      ticks,
    ).at(-1)!;
  }

  function errors(timing: WorldModel["timing"], actors: readonly ActorSketch[], events: readonly StoryEvent[]): readonly number[] {
    const exact = endPlaces(0.0003125, "subtick", actors, events);
    return [0.08, 0.04, 0.02, 0.01].map((dtSec) => {
      const places = endPlaces(dtSec, timing, actors, events);
      return Math.max(...places.map((p, i) => Math.abs(p - exact[i]!)));
    });
  }

  const path = lineOf([0, 0], [900, 0]);
  const scripted: ActorSketch[] = [
    {
      name: "a",
      motion: "scripted",
      start: startOn(path, 10, 9.3),
      speedProfile: { tSec: Float64Array.of(0.61, 3.3), vMps: Float64Array.of(9.3, 14.1) },
    },
    { name: "b", motion: "scripted", start: startOn(lineOf([30, 3.5], [900, 3.5]), 0, 11.7), speedProfile: null },
  ];
  const events: StoryEvent[] = [
    {
      name: "reach",
      trigger: [[condition({ kind: "reach", slot: 1, xM: 23.7, yM: 2, radiusM: 3.1 })]],
      actions: [speed(2, 3, { shape: "cubic", overSec: 1.9 })],
      maxExecutions: 1,
    },
    {
      name: "gap",
      trigger: [[condition({ kind: "distance", slot: 1, otherSlot: 2, rule: "below", limitM: 20.3, freespace: false }, "rising", 0.217)]],
      actions: [speed(1, -1.3, { relativeTo: 2, shape: "sinusoidal", rateMps2: 4 })],
      maxExecutions: 1,
    },
    {
      name: "after",
      trigger: [[condition({ kind: "event", event: 1, state: "ended" })]],
      actions: [{ kind: "lane-offset", actor: 1, offsetM: 1.5, shape: "cubic", overSec: 5 }],
      maxExecutions: 1,
    },
  ];

  test("quarters the error of scripted traffic under subtick timing: second order", () => {
    const e = errors("subtick", scripted, events);
    expect(e[3]!).toBeLessThan(2e-4);
    expect(e[1]! / e[3]!).toBeGreaterThan(12);
    expect(e[2]! / e[3]!).toBeGreaterThan(3.5);
  });

  test("only halves it with effects that start at ticks", () => {
    const e = errors("tick", scripted, events);
    expect(e[3]!).toBeGreaterThan(100 * errors("subtick", scripted, events)[3]!);
  });

  test("halves the error of reactive drivers: first order", () => {
    const driver: ActorSketch = { name: "c", motion: "reactive", start: startOn(path, 0, 17), driver: IDM };
    const e = errors("subtick", [scripted[0]!, driver], []);
    for (const i of [0, 1, 2]) {
      expect(e[i]! / e[i + 1]!).toBeGreaterThan(1.6);
      expect(e[i]! / e[i + 1]!).toBeLessThan(2.4);
    }
  });
});
