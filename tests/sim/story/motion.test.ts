import { describe, expect, test } from "vitest";
import { arcOf, cubic, laneOf, lineOf, mapOfRoads, roadOf, sectionOf } from "../../road/opendrive-made.ts";
import { boxesOverlap, emptyBox, setBox } from "../../../src/core/box.ts";
import { updateFlags } from "../../../src/sim/story/flags.ts";
import { moveEntities } from "../../../src/sim/story/motion.ts";
import { addEntity, deleteEntity, teleport } from "../../../src/sim/story/place-actions.ts";
import type { StoryWorld } from "../../../src/sim/story/state.ts";
import { actionOf, AT_ORIGIN, carOf, ON_LANE, put, worldOf } from "./motion-world.ts";

function ticks(world: StoryWorld, count: number): void {
  for (let i = 0; i < count; i++) {
    world.state.tick += 1;
    moveEntities(world, world.options.dtSec);
    updateFlags(world);
  }
}

const LANES = [sectionOf(0, [laneOf(1, 3), laneOf(-1, 3)])];
const NEXT = { kind: "road", contact: "start" } as const;
/** A straight road into a curve. */
const TWO_ROADS = mapOfRoads([
  roadOf([lineOf(100)], {
    sections: [sectionOf(0, [laneOf(1, 3, { successor: 1 }), laneOf(-1, 3, { successor: -1 })])],
    successor: { ...NEXT, id: "2" },
  }),
  roadOf([arcOf(200, 0.01, { xM: 100 })], {
    id: "2",
    sections: [sectionOf(0, [laneOf(1, 3, { predecessor: 1 }), laneOf(-1, 3, { predecessor: -1 })])],
    predecessor: { kind: "road", contact: "end", id: "1" },
  }),
]);

describe("default controller", () => {
  test("a car keeps its lane over a link into a curve, at the speed along its own path", () => {
    const world = worldOf(TWO_ROADS);
    put(world, 0, ON_LANE, 20);
    const car = world.state.entities[0]!;
    ticks(world, 100);
    // 90 m straight, 110 m on a circle of 101.5 m about (100, 100)
    const angle = 110 / 101.5;
    expect(car.place.road).toBe(1);
    expect(car.xM).toBeCloseTo(100 + 101.5 * Math.sin(angle), 6);
    expect(car.yM).toBeCloseTo(100 - 101.5 * Math.cos(angle), 6);
    expect(car.hRad).toBeCloseTo(angle, 6);
    expect(car.yawRateRadps).toBeCloseTo(20 / 101.5, 6);
    expect(car.wheelAngleRad).toBeCloseTo(Math.atan(3 / 101.5), 6);
    expect(car.odometerM).toBeCloseTo(200, 9);
  });

  test.each([
    ["subtick", -3],
    ["tick", -1.5],
  ] as const)("%s: a lane whose width falls to nothing has ended there, and the next one goes on", (timing, yM) => {
    // Lane -2 narrows from 20 m to 50 m; the border beside it is no lane to drive on.
    const narrowing = laneOf(-2, 3, { width: [cubic(0, 3), cubic(20, 3, -0.1), cubic(50, 0)] });
    const sections = [sectionOf(0, [laneOf(1, 3), laneOf(-1, 3), narrowing, laneOf(-3, 5, { type: "border" })])];
    const world = worldOf(mapOfRoads([roadOf([lineOf(100)], { sections })]), {}, { timing });
    put(world, 0, { ...ON_LANE, lane: "-2" } as typeof ON_LANE, 10);
    const car = world.state.entities[0]!;
    ticks(world, 39);
    expect(car.guide.lane).toBe(-2);
    expect(car.yM).toBeCloseTo(-3 - 0.05, 9);
    ticks(world, 2);
    expect(car.guide.lane).toBe(-1);
    expect(car.yM).toBeCloseTo(yM, 9);
    ticks(world, 20);
    expect(car.yM).toBeCloseTo(yM, 9);
    expect(car.hRad).toBeCloseTo(0, 9);
  });

  test("a lane that begins without width is followed where it opens", () => {
    const opening = laneOf(-2, 3, { width: [cubic(0, 0, 0.1), cubic(30, 3)] });
    const world = worldOf(mapOfRoads([roadOf([lineOf(100)], { sections: [sectionOf(0, [laneOf(1, 3), laneOf(-1, 3), opening])] })]));
    put(world, 0, { ...ON_LANE, lane: "-2", sM: 0 } as typeof ON_LANE, 10);
    ticks(world, 50);
    expect(world.state.entities[0]!.yM).toBeCloseTo(-4.5, 9);
  });

  test("on the left lane traffic comes the other way; a negative speed goes backwards", () => {
    const world = worldOf(TWO_ROADS);
    put(world, 0, { ...ON_LANE, lane: "1", sM: 50 } as typeof ON_LANE, 10);
    put(world, 1, { ...ON_LANE, sM: 50 } as typeof ON_LANE, -10);
    const [oncoming, backing] = world.state.entities;
    expect(Math.abs(oncoming!.hRad)).toBeCloseTo(Math.PI, 12);
    ticks(world, 20);
    expect(oncoming!.xM).toBeCloseTo(30, 9);
    expect(backing!.xM).toBeCloseTo(30, 9);
    expect(backing!.hRad).toBe(0);
    expect(backing!.odometerM).toBeCloseTo(20, 9);
  });

  test("with left-hand traffic the left lane leads along s", () => {
    const world = worldOf(mapOfRoads([roadOf([lineOf(100)], { rule: "LHT", sections: LANES })]));
    put(world, 0, { ...ON_LANE, lane: "1" } as typeof ON_LANE, 10);
    put(world, 1, { ...ON_LANE, sM: 50 } as typeof ON_LANE, 10);
    ticks(world, 10);
    expect(world.state.entities[0]!.xM).toBeCloseTo(20, 9);
    expect(world.state.entities[1]!.xM).toBeCloseTo(40, 9);
  });

  test("at the end of the road it stops, and the state says since when", () => {
    const world = worldOf(mapOfRoads([roadOf([lineOf(30)], { sections: LANES })]));
    put(world, 0, ON_LANE, 10);
    const car = world.state.entities[0]!;
    ticks(world, 19);
    expect(car.endOfRoadSinceSec).toBeNaN();
    ticks(world, 10);
    expect(car.xM).toBeCloseTo(30, 9);
    expect(car.speedMps).toBe(0);
    expect(car.endOfRoadSinceSec).toBeCloseTo(2.1, 9);
    expect(car.standsSinceSec).toBeCloseTo(2.1, 9);
    expect(car.odometerM).toBeCloseTo(20, 9);
  });

  test("z, pitch and roll are those of the road: uphill the nose is up, for who comes down it is down", () => {
    const slope = 0.1;
    const world = worldOf(mapOfRoads([roadOf([lineOf(100)], { sections: LANES, elevation: [cubic(0, 0, slope)] })]));
    put(world, 0, ON_LANE, 0);
    put(world, 1, { ...ON_LANE, lane: "1" } as typeof ON_LANE, 0);
    const [up, down] = world.state.entities;
    expect(up!.zM).toBeCloseTo(1, 12);
    expect(up!.pRad).toBeCloseTo(-Math.atan(slope), 12);
    expect(down!.pRad).toBeCloseTo(Math.atan(slope), 12);
  });

  test("off the roads it goes straight ahead in the plane", () => {
    const world = worldOf(null);
    put(world, 0, { ...AT_ORIGIN, hRad: Math.PI / 6 } as typeof AT_ORIGIN, 10);
    ticks(world, 10);
    expect(world.state.entities[0]!.xM).toBeCloseTo(10 * Math.cos(Math.PI / 6), 12);
    expect(world.state.entities[0]!.yM).toBeCloseTo(5, 12);
    const roads = worldOf(TWO_ROADS);
    put(roads, 0, { ...AT_ORIGIN, xM: 20, yM: 40, hRad: 0 } as typeof AT_ORIGIN, 10);
    expect(roads.state.entities[0]!.offroadSinceSec).toBe(0);
    ticks(roads, 10);
    expect(roads.state.entities[0]!.yM).toBe(40);
    expect(roads.state.entities[0]!.xM).toBeCloseTo(30, 12);
  });

  test("who drives along a lane beside its middle is off the road from the outer border on", () => {
    const world = worldOf(TWO_ROADS);
    put(world, 0, ON_LANE, 10);
    const car = world.state.entities[0]!;
    // Lane -1 reaches from 0 to -3, lane 1 from 0 to 3: towards the other lane there is road.
    const offsM = [0, -1.4, -1.4995, -1.5005, -2, 1.4995, 1.5005, 4.4, 4.6].filter((offsetM) => {
      car.guide.offsetM = offsetM;
      car.guide.tM = -1.5 + offsetM;
      ticks(world, 1);
      return !Number.isNaN(car.offroadSinceSec);
    });
    expect(offsM).toEqual([-1.5005, -2, 4.6]);
  });

  test("an entity moved from outside finds its place on the road", () => {
    const world = worldOf(TWO_ROADS, {}, { external: ["A"] });
    put(world, 0, ON_LANE, 10);
    const car = world.state.entities[0]!;
    car.xM = 11;
    car.yM = -4;
    car.speedMps = 10;
    ticks(world, 1);
    expect(car.place.sM).toBeCloseTo(11, 9);
    expect(car.place.tM).toBeCloseTo(-4, 9);
    expect(car.offroadSinceSec).toBeCloseTo(0.1, 12);
    expect(car.odometerM).toBeCloseTo(1, 9);
  });

  test("a teleport breaks no rates, and the entity goes on from there", () => {
    const world = worldOf(TWO_ROADS);
    put(world, 0, ON_LANE, 10);
    const car = world.state.entities[0]!;
    ticks(world, 5);
    teleport(world, actionOf(0, { kind: "teleport", position: { ...ON_LANE, lane: "1", sM: 80 } as typeof ON_LANE }), 0.53);
    ticks(world, 1);
    // 0.07 s at 10 m/s, against s
    expect(car.xM).toBeCloseTo(79.3, 9);
    expect(car.yawRateRadps).toBe(0);
    expect(car.odometerM).toBeCloseTo(5.7, 9);
  });
});

test("who stands beyond the end of a road goes straight ahead in the plane, not on to the road", () => {
  const world = worldOf(mapOfRoads([roadOf([lineOf(100)], { sections: LANES })]));
  put(world, 0, ON_LANE, 10);
  const { step } = world.state.entities[0]!;
  step.isPosed = true;
  Object.assign(step.pose, { xM: -20, yM: -1.5, hRad: 0 });
  ticks(world, 1);
  expect(world.state.entities[0]).toMatchObject({ xM: -20, yM: -1.5 });
  ticks(world, 3);
  expect(world.state.entities[0]).toMatchObject({ xM: expect.closeTo(-17, 12), yM: -1.5 });
});

describe("flags", () => {
  test("boxes about their centres touch, whatever the number of entities; who is not there touches nobody", () => {
    const world = worldOf(null, { entities: [carOf("A"), carOf("B"), carOf("C")] });
    put(world, 0, AT_ORIGIN, 0);
    put(world, 2, { ...AT_ORIGIN, xM: 4.9, yM: 1.9 } as typeof AT_ORIGIN, 0);
    expect(world.state.entities[0]!.collisions).toBe("001");
    expect(world.state.entities[2]!.collisions).toBe("1");
    expect(world.state.entities[1]!.collisions).toBe("");
    deleteEntity(world, actionOf(-1, { kind: "delete-entity", entity: "C" }));
    updateFlags(world);
    expect(world.state.entities[0]!.collisions).toBe("");
    addEntity(world, actionOf(-1, { kind: "add-entity", entity: "C", position: AT_ORIGIN }), 0);
    updateFlags(world);
    expect(world.state.entities[0]!.collisions).toBe("001");
  });

  test("agree with core's boxes on turned bodies", () => {
    const a = emptyBox();
    const b = emptyBox();
    let seen = 0;
    for (let i = 0; i < 60; i++) {
      const hRad = i * 0.37;
      const xM = 3 + (i % 7) * 0.6;
      const world = worldOf(null);
      put(world, 0, AT_ORIGIN, 0);
      put(world, 1, { ...AT_ORIGIN, xM, yM: 2, hRad } as typeof AT_ORIGIN, 0);
      setBox(a, 1.4, 0, 1, 0, 5, 2);
      setBox(b, xM + 1.4 * Math.cos(hRad), 2 + 1.4 * Math.sin(hRad), Math.cos(hRad), Math.sin(hRad), 5, 2);
      expect(world.state.entities[0]!.collisions !== "").toBe(boxesOverlap(a, b));
      if (boxesOverlap(a, b)) seen++;
    }
    expect(seen).toBeGreaterThan(10);
    expect(seen).toBeLessThan(50);
  });

  test("bodies one above the other do not touch", () => {
    const world = worldOf(null);
    put(world, 0, AT_ORIGIN, 0);
    put(world, 1, { ...AT_ORIGIN, zM: 6 } as typeof AT_ORIGIN, 0);
    expect(world.state.entities[0]!.collisions).toBe("");
  });
});

describe("heading in a lane that leads aside", () => {
  test("is the lane's, where its inner neighbour widens; the speed stays that along the reference line's stretch", () => {
    const widening = laneOf(-1, 3, { width: [cubic(0, 3, 0.1)] });
    const world = worldOf(mapOfRoads([roadOf([lineOf(100)], { sections: [sectionOf(0, [widening, laneOf(-2, 3)])] })]));
    put(world, 0, { ...ON_LANE, lane: "-2" } as typeof ON_LANE, 10);
    ticks(world, 10);
    const car = world.state.entities[0]!;
    expect(car.hRad).toBeCloseTo(-Math.atan(0.1), 9);
    expect(car.yM).toBeCloseTo(-(3 + 0.1 * 20) - 1.5, 9);
  });
});
