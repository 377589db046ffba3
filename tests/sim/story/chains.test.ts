import { describe, expect, test } from "vitest";
import { buildMap } from "../../../src/road/opendrive/map.ts";
import { newStory, stepStory } from "../../../src/sim/story/play.ts";
import type { ConstraintsSpec, EventSpec, PositionSpec, PrivateActionSpec } from "../../../src/sim/story/spec.ts";
import type { StoryOptions } from "../../../src/sim/story/state.ts";
import { arcOf, laneOf, lineOf, mapOfRoads, roadOf, sectionOf } from "../../road/opendrive-made.ts";
import { actOf, after, eventOf, groupOf, valueTest, when } from "./board-story.ts";
import { carOf, storyOf } from "./motion-world.ts";

// What follows on the end of another action starts within the tick in which that one ends, whatever the tick.

const LANES = [sectionOf(0, [laneOf(2, 3), laneOf(1, 3), laneOf(-1, 3), laneOf(-2, 3)])];
const STRAIGHT = buildMap(mapOfRoads([roadOf([lineOf(2000)], { sections: LANES })]));
/** 50 m straight on, 150 m at a radius of 100 m to the left, 100 m straight on. */
const BEND = buildMap(
  mapOfRoads([
    roadOf(
      [
        lineOf(50),
        arcOf(150, 0.01, { sM: 50, xM: 50 }),
        lineOf(100, { sM: 200, xM: 50 + 100 * Math.sin(1.5), yM: 100 - 100 * Math.cos(1.5), hdgRad: 1.5 }),
      ],
      { sections: LANES },
    ),
  ]),
);

function onLane(lane: string, sM: number): PositionSpec {
  return { kind: "lane", road: "1", lane, sM, offsetM: 0, orientation: null };
}

function speed(valueMps: number): PrivateActionSpec {
  const dynamics = { shape: "step", dimension: "time", value: 0, followingMode: null } as const;
  return { kind: "speed", dynamics, target: { kind: "absolute", valueMps } };
}

function change(lane: string, sec: number): PrivateActionSpec {
  const dynamics = { shape: "linear", dimension: "time", value: sec, followingMode: null } as const;
  return { kind: "lane-change", dynamics, target: { kind: "absolute", lane }, targetOffsetM: 0 };
}

/** From where the car is then, 10 m on in the lane to the left, in a second. */
function leftwards(): PrivateActionSpec {
  const beside = (dLane: number, dsM: number): PositionSpec => ({
    kind: "relative-lane",
    entity: "A",
    dLane,
    dsM,
    dsLaneM: null,
    offsetM: 0,
    orientation: null,
  });
  const vertices = [
    { position: beside(0, 0), timeSec: 0 },
    { position: beside(1, 10), timeSec: 1 },
  ];
  return {
    kind: "follow-trajectory",
    trajectory: { name: "t", isClosed: false, shape: { kind: "polyline", vertices } },
    timing: { isAbsolute: false, scale: 1, offsetSec: 0 },
    followingMode: "position",
    initialDistanceOffsetM: 0,
  };
}

/** Events "1", "2", ... each on the end of the one before; the first at once. */
function chainOf(actions: readonly PrivateActionSpec[]): EventSpec[] {
  return actions.map((action, i) => {
    const ended = valueTest({ kind: "element-state", element: "event", ref: String(i), state: "endTransition" }, { edge: "rising" });
    return eventOf(String(i + 1), [{ name: `a${i + 1}`, action }], i === 0 ? null : when(ended));
  });
}

/** Where the car is after so many seconds, beginning at s = 10 on lane -1 at 10 m/s. */
function played(actions: readonly PrivateActionSpec[], sec: number, options: Partial<StoryOptions>) {
  return playedEvents(chainOf(actions), sec, options);
}

function playedEvents(events: readonly EventSpec[], sec: number, options: Partial<StoryOptions>) {
  const spec = storyOf({
    init: { global: [], privates: [{ entity: "A", actions: [{ kind: "teleport", position: onLane("-1", 10) }, speed(10)] }] },
    stories: [{ name: "s", acts: [actOf("act", [groupOf("g", events, { actors: ["A"] })])] }],
  });
  const world = newStory(spec, STRAIGHT, { dtSec: 0.1, timing: "subtick", seed: 0, external: [], controllersOff: false, ...options });
  while (world.state.tick * world.options.dtSec < sec - 1e-9) stepStory(world);
  const { xM, yM, place } = world.state.entities[0]!;
  return { xM, yM, lane: place.lane };
}

describe("a chain of actions", () => {
  test("trajectories laid from where their entity is join where one ends", () => {
    // The first ends at 1 s, the second at 2 s: ticks of 0.8 s meet neither. At 1.6 s it is 6 m along the second.
    const { xM, yM } = played([leftwards(), leftwards()], 1.6, { dtSec: 0.8 });
    expect(xM).toBeCloseTo(26, 9);
    expect(yM).toBeCloseTo(1.5 + 0.6 * 3, 9);
  });

  test("a third link resolves in the tick of the second", () => {
    const short = speed(20);
    // At 1 s the first ends; the speed is set at once, and the second trajectory begins there.
    const { xM, yM } = played([leftwards(), short, leftwards()], 1.6, { dtSec: 1.6 });
    expect(xM).toBeCloseTo(26, 9);
    expect(yM).toBeCloseTo(1.5 + 0.6 * 3, 9);
  });

  test("a lane change begins to the side of where the one before ended", () => {
    for (const dtSec of [0.75, 0.1, 0.02]) {
      // 3 m in 1 s, then 3 m back in 2 s, of which 0.5 s have passed.
      expect(played([change("1", 1), change("-1", 2)], 1.5, { dtSec }).yM).toBeCloseTo(1.5 - 0.75, 9);
    }
  });

  test("who is set elsewhere drives on from there from that instant on", () => {
    const away: PrivateActionSpec = { kind: "teleport", position: onLane("2", 500) };
    const { xM, yM } = played([leftwards(), away], 1.6, { dtSec: 0.8 });
    // Lane 2 leads back, and the speed is that of 10 m and 3 m to the side in a second.
    expect(xM).toBeCloseTo(500 - 0.6 * Math.sqrt(109), 9);
    expect(yM).toBeCloseTo(4.5, 9);
  });

  test("timed by ticks who is set elsewhere drives on from there in that tick only where it begins to change lanes", () => {
    const away: PrivateActionSpec = { kind: "teleport", position: onLane("-1", 500) };
    const xM = (...actions: readonly PrivateActionSpec[]): number => {
      const parts = actions.map((action, i) => ({ name: `a${i}`, action }));
      return playedEvents([eventOf("1", parts, when(after(0.1)))], 0.2, { timing: "tick" }).xM;
    };
    expect(xM(away)).toBe(500);
    // A straight change by 3 m over 3 s: its slope is 1 / 10.
    expect(xM(away, change("1", 3))).toBeCloseTo(500 + Math.sqrt(0.99), 12);
  });

  test("a light that has come on is done with, one that flashes is not until another state of it is asked for", () => {
    const light = (mode: "on" | "flashing"): PrivateActionSpec => ({ kind: "light", light: "warningLights", mode, transitionSec: 0.5 });
    expect(played([light("on"), change("1", 0.5)], 2, {}).lane).toBe(1);
    expect(played([light("flashing"), change("1", 0.5)], 2, {}).lane).toBe(-1);
    const other = eventOf("x", [{ name: "on", action: light("on") }], when(after(0.7)));
    expect(playedEvents([...chainOf([light("flashing"), change("1", 0.5)]), other], 2, {}).lane).toBe(1);
  });

  test("timed by ticks each link waits for the next tick", () => {
    const { lane } = played([change("1", 1), change("-1", 0.4)], 1.6, { dtSec: 0.8, timing: "tick" });
    expect(lane).toBe(1);
  });
});

describe("a distance along a trajectory", () => {
  const distance = (constraints: ConstraintsSpec | null): PrivateActionSpec => ({
    kind: "longitudinal-distance",
    entity: "B",
    distanceM: 20,
    timeGapSec: null,
    isFreespace: false,
    isContinuous: true,
    coordinates: "trajectory",
    displacement: "any",
    constraints,
  });
  const limits = {
    maxAccelMps2: 4,
    maxDecelMps2: 6,
    maxSpeedMps: 40,
    maxAccelRateMps3: Number.POSITIVE_INFINITY,
    maxDecelRateMps3: Number.POSITIVE_INFINITY,
  };
  const at = (xM: number, yM: number): PositionSpec => ({ kind: "world", xM, yM, zM: null, hRad: null, pRad: null, rRad: null });
  /** 100 m along x, then 400 m along y. */
  const follow: PrivateActionSpec = {
    kind: "follow-trajectory",
    trajectory: {
      name: "t",
      isClosed: false,
      shape: { kind: "polyline", vertices: [at(0, 0), at(100, 0), at(100, 400)].map((position) => ({ position, timeSec: null })) },
    },
    timing: null,
    followingMode: "position",
    initialDistanceOffsetM: 0,
  };

  function run(actions: readonly PrivateActionSpec[], ticks: number) {
    const north: PositionSpec = { kind: "world", xM: 100, yM: 10, zM: null, hRad: Math.PI / 2, pRad: null, rRad: null };
    const privates = [
      { entity: "A", actions: [{ kind: "teleport", position: at(0, 0) } as const, speed(20), ...actions] },
      { entity: "B", actions: [{ kind: "teleport", position: north } as const, speed(10)] },
    ];
    const world = newStory(storyOf({ init: { global: [], privates } }), null, {
      dtSec: 0.1,
      timing: "subtick",
      seed: 0,
      external: [],
      controllersOff: false,
    });
    for (let i = 0; i < ticks; i++) stepStory(world);
    return world.state.entities[0]!;
  }

  test("is kept round a corner, whichever of the two actions stands first", () => {
    for (const actions of [
      [distance(limits), follow],
      [follow, distance(limits)],
    ]) {
      const car = run(actions, 300);
      // The other one has driven 300 m from y = 10.
      expect(car.xM).toBeCloseTo(100, 6);
      expect(car.yM).toBeCloseTo(290, 1);
      expect(car.speedMps).toBeCloseTo(10, 2);
    }
  });

  test("is refused for who follows none, and without limits", () => {
    expect(() => run([distance(limits)], 1)).toThrow(/follows a trajectory/);
    expect(() => run([follow, distance(null)], 1)).toThrow(/DynamicConstraints/);
  });
});

describe("a way along a curved lane", () => {
  /** In a bend to the left, s from 20 m to 250 m, 150 m of it longer by 1 - t / 100: 232.25 m on lane -1, 236.75 m on lane -2. */
  function arrivals(dtSec: number): { readonly outer: number; readonly outerMps: number; readonly inner: number } {
    const sync: PrivateActionSpec = {
      kind: "synchronize",
      master: "B",
      masterTarget: onLane("-1", 250),
      target: onLane("-2", 250),
      masterToleranceM: null,
      toleranceM: null,
      finalSpeed: { kind: "absolute", valueMps: 10, steady: null },
    };
    const spec = storyOf({
      entities: [carOf("A"), carOf("B")],
      init: {
        global: [],
        privates: [
          { entity: "A", actions: [{ kind: "teleport", position: onLane("-2", 20) }, speed(10), sync] },
          { entity: "B", actions: [{ kind: "teleport", position: onLane("-1", 20) }, speed(10)] },
        ],
      },
    });
    const world = newStory(spec, BEND, { dtSec, timing: "subtick", seed: 0, external: [], controllersOff: false });
    while (world.state.tick * dtSec < 23 - 1e-9) stepStory(world);
    const [a, b] = world.state.entities;
    return { outer: a!.place.sM, outerMps: a!.speedMps, inner: b!.place.sM };
  }

  test("both arrive at once, by the plan made at the start, whatever the tick", () => {
    const coarse = arrivals(1);
    const fine = arrivals(0.1);
    expect(coarse.outer).toBeCloseTo(fine.outer, 6);
    expect(coarse.inner).toBeCloseTo(fine.inner, 6);
    // The master is there at 23.225 s. 236.75 m in that time from 10 m/s to 10 m/s: faster for half of it, slower for the other half, at
    // a = 4 E / T^2, E the 4.5 m that an even speed would miss; 0.225 s are left.
    const a = (4 * 4.5) / 23.225 ** 2;
    expect(fine.outerMps).toBeCloseTo(10 + a * 0.225, 6);
    expect(fine.outer).toBeCloseTo(250 - 0.225 * 10 - 0.5 * a * 0.225 ** 2, 6);
  });
});
