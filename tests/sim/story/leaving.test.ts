import { describe, expect, test } from "vitest";
import { buildMap } from "../../../src/road/opendrive/map.ts";
import { newEntity } from "../../../src/sim/story/new-state.ts";
import { addEntity, deleteEntity, putAt } from "../../../src/sim/story/place-actions.ts";
import { newStory, stepStory } from "../../../src/sim/story/play.ts";
import type { EntityTestSpec, PositionSpec } from "../../../src/sim/story/spec.ts";
import { updateFlags } from "../../../src/sim/story/flags.ts";
import { moveEntities } from "../../../src/sim/story/motion.ts";
import { laneOf, lineOf, mapOfRoads, roadOf, sectionOf } from "../../road/opendrive-made.ts";
import { actOf, after, entityTestOf, eventOf, groupOf, setting, when } from "./board-story.ts";
import { actionOf, AT_ORIGIN, carOf, ON_LANE, put, storyOf, worldOf } from "./motion-world.ts";

// Who leaves the world and comes back comes as one that was never there.

const MAP = buildMap(mapOfRoads([roadOf([lineOf(500)], { sections: [sectionOf(0, [laneOf(-1, 3.5)])] })]));
const BESIDE: PositionSpec = { ...AT_ORIGIN, xM: 100, yM: 50 } as typeof AT_ORIGIN;

/** The car stands from the start, is taken out at 2 s and put back at 10 s: when the condition comes true, s. */
function heldAtSec(position: PositionSpec, test: EntityTestSpec): number {
  const out = { name: "out", action: { kind: "delete-entity", entity: "A" } } as const;
  const back = { name: "back", action: { kind: "add-entity", entity: "A", position } } as const;
  const events = [
    eventOf("out", [out], when(after(2))),
    eventOf("back", [back], when(after(10))),
    eventOf("held", [setting("set", "v", "1")], when(entityTestOf(test, {}, ["A"]))),
  ];
  const spec = storyOf({
    entities: [carOf("A"), carOf("B")],
    variables: [{ name: "v", type: "double", value: "0" }],
    init: { global: [], privates: [{ entity: "A", actions: [{ kind: "teleport", position }] }] },
    stories: [{ name: "s", acts: [actOf("a", [groupOf("g", events, { actors: ["B"] })])] }],
  });
  const world = newStory(spec, MAP, { dtSec: 0.1, timing: "subtick", seed: 1, external: [], controllersOff: false });
  while (world.state.variables[0] === "0" && world.state.tick < 300) stepStory(world);
  return world.state.tick * 0.1;
}

describe("after a deletion at 2 s and an addition at 10 s", () => {
  test("a stand still of 5 s is one from then on", () => {
    expect(heldAtSec(ON_LANE, { kind: "stand-still", durationSec: 5 })).toBeCloseTo(15.1, 0);
    expect(heldAtSec(ON_LANE, { kind: "stand-still", durationSec: 1 })).toBeCloseTo(1.1, 0);
  });

  test("so are 5 s off the road", () => {
    expect(heldAtSec(BESIDE, { kind: "offroad", durationSec: 5 })).toBeCloseTo(15.1, 0);
  });
});

test("nothing of what was done to it is left but who drives it from outside", () => {
  const world = worldOf(null, {}, { external: ["A"] });
  put(world, 0, { ...AT_ORIGIN, xM: 5 } as typeof AT_ORIGIN, 10);
  const entity = world.state.entities[0]!;
  entity.route = 3;
  entity.routeRoads.push(1, 2);
  entity.isVisible.sensors = false;
  entity.lights["brakeLights"] = "on";
  entity.overrides["brake"] = 1;
  entity.towedBy = 1;
  entity.accelMps2 = 4;
  deleteEntity(world, actionOf(-1, { kind: "delete-entity", entity: "A" }));
  expect(entity).toEqual(newEntity(true));
  expect(Object.keys(entity)).toEqual(Object.keys(newEntity(true)));
});

test("a trailer leaves with what tows it: its stand still is over as well", () => {
  const world = worldOf(null);
  put(world, 0, AT_ORIGIN, 0);
  put(world, 1, { ...AT_ORIGIN, xM: -6 } as typeof AT_ORIGIN, 0);
  const [tower, trailer] = [world.state.entities[0]!, world.state.entities[1]!];
  trailer.towedBy = 0;
  const tick = (): void => {
    world.state.tick += 1;
    moveEntities(world, 0.1);
    updateFlags(world);
  };
  tick();
  expect(trailer.standsSinceSec).toBe(0);
  deleteEntity(world, actionOf(-1, { kind: "delete-entity", entity: "A" }));
  tick();
  expect([trailer.isPresent, trailer.standsSinceSec]).toEqual([false, Number.NaN]);
  addEntity(world, actionOf(-1, { kind: "add-entity", entity: "A", position: AT_ORIGIN }), 0.2);
  tick();
  expect([tower.isPresent, trailer.isPresent, trailer.standsSinceSec]).toEqual([true, true, expect.closeTo(0.3, 9)]);
});

test("a trailer that is taken out stays out", () => {
  const world = worldOf(null);
  put(world, 0, AT_ORIGIN, 0);
  putAt(world, 1, AT_ORIGIN, 0);
  const trailer = world.state.entities[1]!;
  trailer.towedBy = 0;
  deleteEntity(world, actionOf(-1, { kind: "delete-entity", entity: "B" }));
  world.state.tick += 1;
  moveEntities(world, 0.1);
  expect(trailer.isPresent).toBe(false);
});
