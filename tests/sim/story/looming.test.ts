import { describe, expect, test } from "vitest";
import { graphOf, buildMap } from "../../../src/road/opendrive/map.ts";
import { slotOf } from "../../../src/road/opendrive/lane-graph.ts";
import { assignController } from "../../../src/sim/story/controllers.ts";
import { type FarPoint, findFarPoint } from "../../../src/sim/story/drivers/far-point.ts";
import { lanePoints } from "../../../src/sim/story/drivers/lane-points.ts";
import { loomingPedal } from "../../../src/sim/story/drivers/looming.ts";
import type { PlainCar } from "../../../src/sim/story/drivers/memory.ts";
import { pedalled, steer } from "../../../src/sim/story/drivers/plain-car.ts";
import { moveEntities } from "../../../src/sim/story/motion.ts";
import type { StoryWorld } from "../../../src/sim/story/state.ts";
import { arcOf, laneOf, lineOf, mapOfRoads, roadOf, sectionOf } from "../../road/opendrive-made.ts";
import { actionOf, AT_ORIGIN, carOf, ON_LANE, put, worldOf } from "./motion-world.ts";

/** Two lanes of 3 m, one each way. */
const LANES = [sectionOf(0, [laneOf(1, 3), laneOf(-1, 3)])];
const STRAIGHT = mapOfRoads([roadOf([lineOf(400)], { sections: LANES })]);
/** To the left, radius 100 m; lane -1 runs 1.5 m outside. */
const BEND = mapOfRoads([roadOf([arcOf(300, 0.01)], { sections: LANES })]);
const GENTLE = mapOfRoads([roadOf([arcOf(300, 0.005)], { sections: LANES })]);

describe("the points of a lane", () => {
  const pointsOf = (source: typeof STRAIGHT): Float64Array => {
    const map = buildMap(source);
    return lanePoints(map, slotOf(graphOf(map), 0, 0, -1)).sM;
  };

  test("on a straight are 50 m apart", () => {
    const sM = pointsOf(STRAIGHT);
    expect(sM.slice(0, 4)).toEqual(Float64Array.of(0, 50, 100, 150));
    expect(sM.at(-1)).toBeCloseTo(400, 5);
  });

  test("on an arc lie so near that its tangents cross 5 cm from the chord: half a chord times the tangent of half its angle", () => {
    const sM = pointsOf(BEND);
    // Chord 2 R sin(a / 2), crossing at R (1 / cos(a / 2) - cos(a / 2)): 0.05 m at a = 0.04437, 4.44 m along the reference line.
    const gaps = sM.slice(1, -1).map((s, i) => s - sM[i]!);
    expect(gaps.length).toBeGreaterThan(60);
    for (const gapM of gaps) expect(Math.abs(gapM - 4.44)).toBeLessThan(0.25);
  });
});

describe("the far point", () => {
  const OUT: FarPoint = { isFound: false, angleRad: 0, aheadM: 0, junctionM: 0 };
  const at = (source: typeof STRAIGHT): StoryWorld => {
    const world = worldOf(source);
    put(world, 0, { ...ON_LANE, sM: 100 } as typeof ON_LANE, 10);
    return world;
  };

  test("in a bend is where the sight touches the inner border", () => {
    const world = at(BEND);
    findFarPoint(world.map!, world.state.entities[0]!, 80, OUT);
    expect(OUT.isFound).toBe(true);
    // From radius 101.5 m, where the car is, the sight touches radius 100 m after 0.172 rad, and turns by as much.
    const touchRad = Math.acos(100 / 101.5);
    expect(Math.abs(OUT.aheadM - 100 * touchRad)).toBeLessThan(5);
    expect(Math.abs(OUT.angleRad - (1 + touchRad))).toBeLessThan(0.002);
  });

  test("on a straight there is none", () => {
    const world = at(STRAIGHT);
    findFarPoint(world.map!, world.state.entities[0]!, 80, OUT);
    expect(OUT.isFound).toBe(false);
    expect(OUT.junctionM).toBe(Infinity);
  });
});

describe("pedals and wheel", () => {
  test("on a free road the pedal is the speed missing; at the wanted gap the speed of the one ahead; close up it rolls", () => {
    expect(loomingPedal(19.5, 20, 1.5, Infinity, 0)).toBeCloseTo(0.5, 12);
    expect(loomingPedal(30, 20, 1.5, Infinity, 0)).toBe(-1);
    // 3 + 1.5 * 10 = 18 m.
    expect(loomingPedal(10, 20, 1.5, 18, 9.7)).toBeCloseTo(-0.3, 12);
    // Half of it, r = -0.5: -0.5 + 0.5 (10 - 20) - 1.5 (10 - 9.7).
    expect(loomingPedal(10, 20, 1.5, 9, 9.7)).toBe(-1);
    expect(loomingPedal(10, 20, 1.5, 0.9, 0)).toBe(0);
  });

  test("braked to a stand it stays there until the brake is let go", () => {
    const car: PlainCar = { wheelRad: 0, isHeld: false };
    const spec = carOf("A");
    expect(pedalled(car, spec, 10, 0.5, 0.1)).toBeCloseTo(10.5, 12);
    expect(pedalled(car, spec, 10, 0, 0.1)).toBeCloseTo(9.99, 12);
    expect(pedalled(car, spec, 0.5, -1, 0.1)).toBe(0);
    expect(car.isHeld).toBe(true);
    expect(pedalled(car, spec, 0, -1, 0.1)).toBe(0);
    expect(pedalled(car, spec, 0, 1, 0.1)).toBe(0);
    expect(pedalled(car, spec, 0, 1, 0.1)).toBeCloseTo(1, 12);
  });

  test("the wheel turns by 4 rad/s, less at speed, and returns by itself", () => {
    const car: PlainCar = { wheelRad: 0, isHeld: false };
    steer(car, 0, 1, 4, 0.01);
    expect(car.wheelRad).toBeCloseTo(0.04 * 0.96, 12);
    steer(car, 20, 0, 4, 0.01);
    expect(car.wheelRad).toBeCloseTo(0.04 * 0.96 * 0.96, 12);
  });
});

describe("driving", () => {
  const drive = (world: StoryWorld): void => {
    const properties = [
      { name: "mode", value: "override" },
      { name: "setSpeed", value: "15" },
    ];
    assignController(
      world,
      actionOf(0, {
        kind: "assign-controller",
        controllers: [{ name: "LoomingController", properties, types: [] }],
        lateral: null,
        longitudinal: true,
        lighting: null,
        animation: null,
      }),
    );
  };
  const tick = (world: StoryWorld): void => {
    world.state.tick += 1;
    moveEntities(world, world.options.dtSec);
  };

  test("goes round a bend inside its lane at its speed, and comes back from beside the middle on a straight", () => {
    for (const [source, offsetM] of [
      [GENTLE, 0],
      [STRAIGHT, 0.5],
    ] as const) {
      const world = worldOf(source, {}, { dtSec: 0.01 });
      put(world, 0, { ...ON_LANE, offsetM } as typeof ON_LANE, 15);
      put(world, 1, { ...ON_LANE, lane: "1", sM: 290 } as typeof ON_LANE, 0);
      drive(world);
      for (let i = 0; i < 1000; i++) tick(world);
      const { place, speedMps } = world.state.entities[0]!;
      expect(place.sM).toBeGreaterThan(150);
      expect(Math.abs(place.offsetM)).toBeLessThan(source === GENTLE ? 0.9 : 0.05);
      expect(Math.abs(speedMps - 15)).toBeLessThan(0.05);
    }
  });

  test("where there are no roads it is refused", () => {
    const world = worldOf(null);
    put(world, 0, AT_ORIGIN, 15);
    drive(world);
    expect(() => tick(world)).toThrow(/LoomingController/);
  });
});
