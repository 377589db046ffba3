import { describe, expect, test } from "vitest";
import { putAt } from "../../../src/sim/story/place-actions.ts";
import type { PositionSpec, TrajectorySpec } from "../../../src/sim/story/spec.ts";
import { laneOf, lineOf, mapOfRoads, roadOf, sectionOf } from "../../road/opendrive-made.ts";
import { put, worldOf } from "./motion-world.ts";

const ROAD = mapOfRoads([roadOf([lineOf(200)], { sections: [sectionOf(0, [laneOf(-1, 3.5)])] })]);
const lane = (sM: number): PositionSpec => ({ kind: "lane", road: "1", lane: "-1", sM, offsetM: 0, orientation: null });
const BESIDE_B: PositionSpec = { kind: "relative-object", entity: "B", dxM: 0, dyM: 0, dzM: 0, orientation: null };

const toEntity: PositionSpec = {
  kind: "route",
  route: { name: "r", isClosed: false, waypoints: [1, 190].map((sM) => ({ strategy: "shortest", position: lane(sM) })) },
  at: { kind: "entity", entity: "B" },
  orientation: null,
};
const fromEntity: TrajectorySpec = {
  name: "t",
  isClosed: false,
  shape: { kind: "polyline", vertices: [BESIDE_B, lane(150)].map((position) => ({ timeSec: null, position })) },
};

describe("what is laid relative to an entity at an instant within the tick", () => {
  test.each<[string, PositionSpec]>([
    ["an object's position", BESIDE_B],
    ["the entity's place on a route", toEntity],
    ["a place on a trajectory from the entity", { kind: "trajectory", trajectory: fromEntity, sM: 0, tM: 0, orientation: null }],
  ])("%s is found where the entity is then", (_what, position) => {
    const world = worldOf(ROAD);
    put(world, 1, lane(20), 10);
    putAt(world, 0, position, 0.05);
    // B has gone 10 m/s for 0.05 s by then; the world itself has not moved.
    expect(world.state.entities[0]!.xM).toBeCloseTo(20.5, 9);
    expect(world.state.entities[1]!.xM).toBeCloseTo(20, 9);
  });
});
