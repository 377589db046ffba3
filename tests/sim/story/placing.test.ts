import { describe, expect, test } from "vitest";
import { laneOf, lineOf, mapOfRoads, roadOf, sectionOf } from "../../road/opendrive-made.ts";
import { moveEntities } from "../../../src/sim/story/motion.ts";
import { standFreely } from "../../../src/sim/story/placing.ts";
import { ON_LANE, put, worldOf } from "./motion-world.ts";

const MAP = mapOfRoads([roadOf([lineOf(500)], { sections: [sectionOf(0, [laneOf(-1, 3.5), laneOf(-2, 3.5)])] })]);

describe("on the border of two lanes", () => {
  test("one is in the lane that one follows, whichever that is, and past it in the other", () => {
    for (const [lane, offsetM] of [
      ["-1", -1.75],
      ["-2", 1.75],
    ] as const) {
      const world = worldOf(MAP);
      put(world, 0, { ...ON_LANE, lane } as typeof ON_LANE, 0);
      const entity = world.state.entities[0]!;
      entity.yM = -3.5;
      standFreely(world, entity, Number.NaN, 0, Number.NaN, Number.NaN);
      expect(entity.place.lane).toBe(Number(lane));
      expect(entity.place.offsetM).toBeCloseTo(offsetM, 12);
      entity.yM = lane === "-1" ? -3.51 : -3.49;
      standFreely(world, entity, Number.NaN, 0, Number.NaN, Number.NaN);
      expect(entity.place.lane).toBe(lane === "-1" ? -2 : -1);
    }
  });

  test("so is one that changes lanes, also where rounding puts it past the border", () => {
    const world = worldOf(MAP, {}, { timing: "tick", dtSec: 0.01 });
    put(world, 0, { ...ON_LANE, lane: "-1" } as typeof ON_LANE, 10);
    const entity = world.state.entities[0]!;
    for (const [offsetM, lane] of [
      [-1.75 - 2e-16 * 4, -1],
      [-1.751, -2],
    ] as const) {
      entity.step.offsetM = offsetM;
      world.state.tick += 1;
      moveEntities(world, 0.01);
      expect(entity.place.lane).toBe(lane);
    }
  });
});
