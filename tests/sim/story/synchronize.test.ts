import { describe, expect, test } from "vitest";
import { newStory, stepStory } from "../../../src/sim/story/play.ts";
import type { PrivateActionSpec } from "../../../src/sim/story/spec.ts";
import type { EntityState } from "../../../src/sim/story/state.ts";
import { carSpec, polylineShape, storySpec, worldPosition } from "./story-made.ts";

type Synchronize = Extract<PrivateActionSpec, { kind: "synchronize" }>;

function speed(valueMps: number): PrivateActionSpec {
  return {
    kind: "speed",
    dynamics: { shape: "step", dimension: "time", value: 0, followingMode: null },
    target: { kind: "absolute", valueMps },
  };
}

function synchronize(more: Partial<Synchronize> = {}): Synchronize {
  return {
    kind: "synchronize",
    master: "Master",
    masterTarget: worldPosition(100, 0),
    target: worldPosition(60, 10),
    masterToleranceM: null,
    toleranceM: null,
    finalSpeed: { kind: "absolute", valueMps: 10, steady: null },
    ...more,
  };
}

/** The master comes to x = 100 at 10 m/s in 10 s; the other begins at x = 0 beside it. Poses of both after so many ticks. */
function played(action: Synchronize, ownMps: number, ticks: number, dtSec = 0.1, more: readonly PrivateActionSpec[] = []) {
  const spec = storySpec([carSpec("Master"), carSpec("Own")], {
    Master: [{ kind: "teleport", position: worldPosition(0, 0, 0) }, speed(10)],
    Own: [{ kind: "teleport", position: worldPosition(0, 10, 0) }, speed(ownMps), ...more, action],
  });
  const world = newStory(spec, null, { dtSec, timing: "subtick", seed: 0, external: [], controllersOff: false });
  for (let i = 0; i < ticks; i++) stepStory(world);
  return { world, own: world.state.entities[1] as EntityState, master: world.state.entities[0] as EntityState };
}

describe("synchronised", () => {
  test("both are at their places at once, at the final speed", () => {
    const { own, master } = played(synchronize(), 5, 100);
    expect(master.xM).toBeCloseTo(100, 9);
    expect(own.xM).toBeCloseTo(60, 6);
    expect(own.speedMps).toBeCloseTo(10, 6);
  });

  test("the arrival does not depend on the tick", () => {
    expect(played(synchronize(), 5, 10, 1).own.xM).toBeCloseTo(60, 6);
    expect(played(synchronize(), 5, 33, 0.3).own.xM).toBeCloseTo(played(synchronize(), 5, 198, 0.05).own.xM, 6);
  });

  test("in the steady state the last way is at the final speed", () => {
    // 20 m at 10 m/s: from 8 s on.
    const steady = synchronize({ finalSpeed: { kind: "absolute", valueMps: 10, steady: { kind: "distance", distanceM: 20 } } });
    const { own } = played(steady, 5, 80);
    expect(own).toMatchObject({ xM: expect.closeTo(40, 6), speedMps: expect.closeTo(10, 6) });
    const timed = synchronize({ finalSpeed: { kind: "absolute", valueMps: 10, steady: { kind: "time", timeSec: 3 } } });
    expect(played(timed, 5, 70).own).toMatchObject({ xM: expect.closeTo(30, 6), speedMps: expect.closeTo(10, 6) });
    expect(played(timed, 5, 90).own.xM).toBeCloseTo(50, 6);
  });

  test("a final speed may be relative to the master's", () => {
    expect(
      played(synchronize({ finalSpeed: { kind: "relative", value: -3, type: "delta", steady: null } }), 5, 100).own.speedMps,
    ).toBeCloseTo(7, 6);
    expect(
      played(synchronize({ finalSpeed: { kind: "relative", value: 0.5, type: "factor", steady: null } }), 5, 100).own.speedMps,
    ).toBeCloseTo(5, 6);
  });

  test("left open, the speed changes evenly", () => {
    // 60 m in 10 s from 5 m/s: to 7 m/s.
    const { own } = played(synchronize({ finalSpeed: null }), 5, 50);
    expect(own.speedMps).toBeCloseTo(6, 6);
  });

  test("within the tolerance is arrived", () => {
    // The master after 9.8 s at 98 m, the other at 57 m.
    const { own, world } = played(synchronize({ masterToleranceM: 2, toleranceM: 3 }), 5, 98);
    expect(own).toMatchObject({ xM: expect.closeTo(57, 6), speedMps: expect.closeTo(10, 6) });
    stepStory(world);
    expect(world.state.entities[1]!.longOwner).toBe(-1);
  });

  test("a master that stands is not waited for", () => {
    const spec = storySpec([carSpec("Master"), carSpec("Own")], {
      Master: [{ kind: "teleport", position: worldPosition(0, 0, 0) }],
      Own: [{ kind: "teleport", position: worldPosition(0, 10, 0) }, speed(5), synchronize()],
    });
    const world = newStory(spec, null, { dtSec: 0.1, timing: "subtick", seed: 0, external: [], controllersOff: false });
    for (let i = 0; i < 10; i++) stepStory(world);
    expect(world.state.entities[1]!.xM).toBeCloseTo(5, 9);
  });

  test("on a trajectory the way is along it", () => {
    // Up 30 m and right 30 m: 60 m of way to a target 42 m away.
    const shape = polylineShape([worldPosition(0, 10), worldPosition(0, 40), worldPosition(60, 40)]);
    const walk: PrivateActionSpec = {
      kind: "follow-trajectory",
      trajectory: { name: "t", isClosed: false, shape },
      timing: null,
      followingMode: "position",
      initialDistanceOffsetM: 0,
    };
    const { own } = played(synchronize({ target: worldPosition(30, 40) }), 5, 100, 0.1, [walk]);
    expect(own).toMatchObject({ xM: expect.closeTo(30, 5), yM: expect.closeTo(40, 5), speedMps: expect.closeTo(10, 5) });
  });
});
