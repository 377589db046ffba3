import { describe, expect, test } from "vitest";
import { addWay, driveTo } from "../../../src/sim/story/entity-step.ts";
import { rulesSpeed, startFollowTrajectory, stepFollowTrajectory, type TrajectoryRun } from "../../../src/sim/story/follow-trajectory.ts";
import { newStory, stepStory } from "../../../src/sim/story/play.ts";
import type { PositionSpec, PrivateActionSpec, ShapeSpec } from "../../../src/sim/story/spec.ts";
import type { EntityState, StoryWorld } from "../../../src/sim/story/state.ts";
import { actionOf, carSpec, polylineShape, put, storySpec, tickWith, worldOf, worldPosition } from "./story-made.ts";

type Follow = Extract<PrivateActionSpec, { kind: "follow-trajectory" }>;

function follow(shape: ShapeSpec, more: Partial<Follow> = {}, isClosed = false): Follow {
  const timing = more.timing ?? null;
  return {
    kind: "follow-trajectory",
    trajectory: { name: "t", isClosed, shape },
    followingMode: "position",
    initialDistanceOffsetM: 0,
    ...more,
    timing,
  };
}

interface Played {
  readonly world: StoryWorld;
  readonly car: EntityState;
  /** Runs a tick with a speed law; NaN while the action goes on. */
  readonly tick: (accelMps2?: number) => number;
  run: TrajectoryRun;
}

/** One car on a plane that begins the action at `startSec` of the first tick. */
function played(
  spec: Follow,
  speedMps: number,
  options: { startSec?: number; hRad?: number; timing?: "tick" | "subtick"; dtSec?: number } = {},
): Played {
  const world = worldOf(storySpec([carSpec("Ego")], { Ego: [spec] }), options.timing ?? "subtick", options.dtSec ?? 0.1);
  put(world, 0, 0, 0, options.hRad ?? 0, speedMps);
  const car = world.state.entities[0]!;
  const action = actionOf(world, 0);
  const startSec = options.startSec ?? 0;
  driveTo(car, startSec);
  const run = startFollowTrajectory(world, action, startSec);
  let isFirst = true;
  const tick = (accelMps2 = 0): number => {
    let endSec = Number.NaN;
    tickWith(world, (fromSec, toSec) => {
      const dtSec = toSec - fromSec;
      if (accelMps2 !== 0) addWay(car, (car.speedMps + 0.5 * accelMps2 * dtSec) * dtSec, toSec, car.speedMps + accelMps2 * dtSec);
      endSec = stepFollowTrajectory(world, action, run, isFirst ? startSec : fromSec, toSec);
      isFirst = false;
    });
    return endSec;
  };
  return { world, car, run, tick };
}

const straight = polylineShape([worldPosition(10, 5), worldPosition(30, 5)]);
const timed = (times: readonly number[], points = [0, 10, 30]) =>
  polylineShape(
    points.slice(0, times.length).map((xM) => worldPosition(xM, 0)),
    times,
  );
const RELATIVE = { isAbsolute: false, scale: 1, offsetSec: 0 };

describe("without times", () => {
  test("the car is put on the start and keeps its speed", () => {
    const { car, tick } = played(follow(straight), 10);
    expect(tick()).toBeNaN();
    expect(car).toMatchObject({ xM: expect.closeTo(11, 12), yM: 5, hRad: 0, speedMps: 10 });
  });

  test("it comes to the end at the instant it does; timed by ticks, what is left of the tick goes straight on", () => {
    const { car, tick } = played(follow(straight, { initialDistanceOffsetM: 18.5 }), 10);
    expect(tick()).toBeNaN();
    expect(tick()).toBeCloseTo(0.15, 12);
    expect(car.xM).toBeCloseTo(30, 12);
    const coarse = played(follow(straight, { initialDistanceOffsetM: 18.5 }), 10, { timing: "tick" });
    coarse.tick();
    expect(coarse.tick()).toBeCloseTo(0.15, 12);
    expect(coarse.car.xM).toBeCloseTo(30.5, 12);
  });

  test("an acceleration is felt along the curve", () => {
    const { car, tick } = played(follow(straight), 10);
    tick(2);
    expect(car.xM).toBeCloseTo(10 + 1 + 0.01, 12);
    expect(car.speedMps).toBeCloseTo(10.2, 12);
  });

  test("a start within a tick covers the rest of it", () => {
    const { car, tick } = played(follow(straight), 10, { startSec: 0.04 });
    tick();
    expect(car.xM).toBeCloseTo(10.6, 10);
  });

  test("timed by ticks, the speed at the tick's end counts for all of it", () => {
    const { car, tick } = played(follow(straight), 10, { timing: "tick" });
    tick(2);
    expect(car.xM).toBeCloseTo(10 + 1.02, 12);
  });

  test("who begins backwards has its back to the end; who then drives forwards comes back", () => {
    const { car, tick } = played(follow(straight), -10);
    tick();
    expect(car).toMatchObject({ xM: expect.closeTo(11, 12), speedMps: -10 });
    expect(Math.abs(car.hRad)).toBeCloseTo(Math.PI, 12);
    tick(200); // from -10 to 10 m/s: no way over the tick
    expect(car.xM).toBeCloseTo(11, 12);
    tick();
    expect(car.xM).toBeCloseTo(10, 12);
  });

  test("stated headings against the curve lead to its start", () => {
    const back = polylineShape([worldPosition(10, 0, Math.PI), worldPosition(30, 0, Math.PI)]);
    const { car, tick } = played(follow(back, { initialDistanceOffsetM: 1.5 }), 10);
    expect(tick()).toBeNaN();
    expect(car).toMatchObject({ xM: expect.closeTo(10.5, 12), hRad: Math.PI });
    expect(tick()).toBeCloseTo(0.15, 12);
  });

  test("a property of the vehicle lets it go forwards whatever the stated headings", () => {
    const back = polylineShape([worldPosition(10, 0, Math.PI), worldPosition(30, 0, Math.PI)]);
    const car = carSpec("Ego", { properties: [{ name: "ignoreHeadingForTrajMotion", value: "true" }] });
    const world = worldOf(storySpec([car], { Ego: [follow(back)] }));
    put(world, 0, 0, 0, 0, 10);
    const run = startFollowTrajectory(world, actionOf(world, 0), 0);
    tickWith(world, (from, to) => stepFollowTrajectory(world, actionOf(world, 0), run, from, to));
    expect(world.state.entities[0]!.xM).toBeCloseTo(11, 12);
  });

  test("a closed trajectory goes round and never ends", () => {
    const square = polylineShape([worldPosition(0, 0), worldPosition(1, 0), worldPosition(1, 1), worldPosition(0, 1)]);
    const { car, tick } = played(follow(square, {}, true), 10);
    for (let i = 0; i < 9; i++) expect(tick()).toBeNaN();
    // 9 m on a way round of 4 m.
    expect(car).toMatchObject({ xM: expect.closeTo(1, 9), yM: expect.closeTo(0, 9) });
  });

  test("one that stands waits at the start, facing along", () => {
    const { car, tick } = played(follow(straight), 0);
    for (let i = 0; i < 5; i++) expect(tick()).toBeNaN();
    expect(car).toMatchObject({ xM: 10, yM: 5, hRad: 0 });
  });
});

describe("with times", () => {
  test("a timing rules the speed where there are times", () => {
    expect(rulesSpeed(follow(timed([0, 1, 3]), { timing: RELATIVE }))).toBe(true);
    expect(rulesSpeed(follow(straight, { timing: RELATIVE }))).toBe(false);
    expect(rulesSpeed(follow(timed([0, 1, 3])))).toBe(false);
  });

  test("position: the speed is even between vertices", () => {
    const { car, tick } = played(follow(timed([0, 1, 3]), { timing: RELATIVE }), 3, { dtSec: 0.5 });
    tick();
    expect(car).toMatchObject({ xM: expect.closeTo(5, 10), speedMps: expect.closeTo(10, 6) });
    tick();
    tick();
    expect(car).toMatchObject({ xM: expect.closeTo(15, 10), speedMps: expect.closeTo(10, 6) });
    tick();
    tick();
    expect(tick()).toBeCloseTo(3, 12);
    expect(car.xM).toBeCloseTo(30, 10);
  });

  test("follow: the speed is continuous and the vertices are met in time", () => {
    // From 5 m/s: 10 m in 1 s ends at 15 m/s, 20 m in 2 s from there ends at 5 m/s.
    const { car, tick } = played(follow(timed([0, 1, 3]), { timing: RELATIVE, followingMode: "follow" }), 5, { dtSec: 0.5 });
    tick();
    expect(car).toMatchObject({ xM: expect.closeTo(2.5 + 1.25, 10), speedMps: expect.closeTo(10, 10) });
    tick();
    expect(car).toMatchObject({ xM: expect.closeTo(10, 10), speedMps: expect.closeTo(15, 10) });
    tick();
    tick();
    expect(car).toMatchObject({ xM: expect.closeTo(10 + 15 - 2.5, 10), speedMps: expect.closeTo(10, 10) });
  });

  test("follow: who is too fast brakes evenly and stands until it is time", () => {
    const { car, tick } = played(follow(timed([0, 4], [0, 10]), { timing: RELATIVE, followingMode: "follow" }), 10, { dtSec: 1 });
    tick();
    expect(car).toMatchObject({ xM: expect.closeTo(7.5, 10), speedMps: expect.closeTo(5, 10) });
    tick();
    expect(car).toMatchObject({ xM: expect.closeTo(10, 10), speedMps: 0 });
    tick();
    expect(car.xM).toBeCloseTo(10, 10);
    expect(tick()).toBeCloseTo(4, 12);
  });

  test("scale stretches, offset delays, an absolute domain counts from the beginning", () => {
    const slow = played(follow(timed([0, 1, 3]), { timing: { isAbsolute: false, scale: 2, offsetSec: 1.5 } }), 0, { dtSec: 1 });
    slow.tick();
    expect(slow.car).toMatchObject({ xM: 0, speedMps: 0 });
    slow.tick();
    expect(slow.car).toMatchObject({ xM: expect.closeTo(2.5, 10), speedMps: expect.closeTo(5, 6) });
    const late = played(follow(timed([0, 1, 3]), { timing: { isAbsolute: true, scale: 1, offsetSec: 0 } }), 0, { startSec: 0.5, dtSec: 1 });
    late.tick();
    expect(late.car.xM).toBeCloseTo(10, 10);
  });

  test("a place on the way is begun at its own time", () => {
    const { car, tick } = played(follow(timed([0, 1, 3]), { timing: RELATIVE, initialDistanceOffsetM: 10 }), 0, { dtSec: 1 });
    tick();
    expect(car.xM).toBeCloseTo(20, 10);
    expect(tick()).toBeCloseTo(2, 12);
  });

  test("headings against the curve make the speed negative", () => {
    const points = [worldPosition(0, 0, Math.PI), worldPosition(10, 0, Math.PI)] as PositionSpec[];
    const { car, tick } = played(follow(polylineShape(points, [0, 2]), { timing: RELATIVE }), 0, { dtSec: 1 });
    tick();
    expect(car).toMatchObject({ xM: expect.closeTo(5, 10), speedMps: expect.closeTo(-5, 6) });
  });

  test("a closed trajectory goes round: the way back is driven as fast as the last stretch, or stated by a last vertex at the first", () => {
    // A square of 10 m, 1 s a side; the fourth side has no time of its own.
    const corners = [worldPosition(0, 0), worldPosition(10, 0), worldPosition(10, 10), worldPosition(0, 10)];
    for (const followingMode of ["position", "follow"] as const) {
      const { car, tick } = played(follow(polylineShape(corners, [0, 1, 2, 3]), { timing: RELATIVE, followingMode }, true), 10);
      for (let i = 0; i < 65; i++) expect(tick()).toBeNaN();
      // 6.5 s: one round, and half of the third side.
      expect(car).toMatchObject({ xM: expect.closeTo(5, 6), yM: expect.closeTo(10, 6), speedMps: expect.closeTo(10, 6) });
    }
    const stated = polylineShape([...corners, worldPosition(0, 0)], [0, 1, 2, 3, 5]);
    const { car, tick } = played(follow(stated, { timing: RELATIVE }, true), 10);
    for (let i = 0; i < 40; i++) tick();
    expect(car).toMatchObject({ xM: expect.closeTo(0, 6), yM: expect.closeTo(5, 6), speedMps: expect.closeTo(5, 6) });
    for (let i = 0; i < 15; i++) expect(tick()).toBeNaN();
    expect(car).toMatchObject({ xM: expect.closeTo(5, 6), yM: expect.closeTo(0, 6) });
  });

  test("a closed one that stands on its last stretch ends there: nothing says when it would come back", () => {
    const points = [worldPosition(0, 0), worldPosition(10, 0), worldPosition(10, 0)];
    const { tick } = played(follow(polylineShape(points, [0, 1, 2]), { timing: RELATIVE }, true), 10);
    for (let i = 0; i < 19; i++) expect(tick()).toBeNaN();
    expect(tick()).toBeCloseTo(2, 9);
  });

  test("timed by ticks, what is left of the tick after the end is driven straight on", () => {
    const { car, tick } = played(follow(timed([0, 1.5], [0, 15]), { timing: RELATIVE }), 0, { dtSec: 1, timing: "tick" });
    tick();
    expect(tick()).toBeCloseTo(1.5, 12);
    expect(car.xM).toBeCloseTo(20, 6);
  });
});

test("a car is where it is whatever the tick, with times or without", () => {
  for (const spec of [follow(straight), follow(timed([0, 1, 3]), { timing: RELATIVE, followingMode: "follow" })]) {
    const ends = [0.4, 0.2, 0.05].map((dtSec) => {
      const { car, tick } = played(spec, 5, { dtSec });
      for (let i = 0; i < Math.round(0.8 / dtSec); i++) tick();
      return car.xM;
    });
    expect(ends[0]).toBeCloseTo(ends[2]!, 9);
    expect(ends[1]).toBeCloseTo(ends[2]!, 9);
  }
});

test("who is not in the world yet comes in on a trajectory that starts within the story", () => {
  const event = {
    name: "e",
    priority: "parallel",
    maxExecutions: 1,
    start: null,
    actions: [{ name: "x", action: follow(straight) }],
  } as const;
  const group = {
    name: "g",
    maxExecutions: 1,
    actors: ["Man"],
    selectTriggeringEntities: false,
    maneuvers: [{ name: "m", events: [event] }],
  };
  const stories = [{ name: "s", acts: [{ name: "a", groups: [group], start: null, stop: null }] }];
  const speed: PrivateActionSpec = {
    kind: "speed",
    dynamics: { shape: "step", dimension: "time", value: 0, followingMode: null },
    target: { kind: "absolute", valueMps: 3 },
  };
  const spec = { ...storySpec([carSpec("Man")], { Man: [speed] }), stories };
  const world = newStory(spec, null, { dtSec: 0.1, timing: "subtick", seed: 0, external: [], controllersOff: false });
  expect(world.state.entities[0]).toMatchObject({ isPresent: true, xM: 10, yM: 5 });
  stepStory(world);
  expect(world.state.entities[0]).toMatchObject({ xM: expect.closeTo(10.3, 12), speedMps: 3 });
  const x = world.plan.elements.find(({ name }) => name === "x")!;
  expect(world.state.elements[x.index]!.phase).toBe("running");
});

test("where there are no roads the entity stands behind the end, until another trajectory takes it on", () => {
  const { world, car, tick } = played(follow(straight, { initialDistanceOffsetM: 19.5 }), 10);
  expect(tick()).toBeCloseTo(0.05, 12);
  tickWith(world, () => undefined);
  expect(car).toMatchObject({ xM: expect.closeTo(30, 12), speedMps: 0 });
  put(world, 0, car.xM, 5, 0, 10);
  const run = startFollowTrajectory(world, actionOf(world, 0), 0.2);
  tickWith(world, (from, to) => stepFollowTrajectory(world, actionOf(world, 0), run, from, to));
  tickWith(world, () => undefined);
  expect(car.speedMps).toBe(0);
});
