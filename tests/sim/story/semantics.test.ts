/** What `semantics: "esmini"` changes (docs/decisions/0018-semantics-of-esmini.md), each beside the same story as the standard has it. */
import { expect, test } from "vitest";
import { entityTest } from "../../../src/sim/story/entity-tests.ts";
import { newStory, stepStory } from "../../../src/sim/story/play.ts";
import { newReading } from "../../../src/sim/story/reading.ts";
import type { EntityTestSpec, PositionSpec, PrivateActionSpec, StorySpec } from "../../../src/sim/story/spec.ts";
import { arcOf, laneOf, lineOf, mapOfRoads, roadOf, sectionOf } from "../../road/opendrive-made.ts";
import { buildMap } from "../../../src/road/opendrive/map.ts";
import { after, changesOf, entityTestOf, eventOf, playTo, setting, specOf, valueTest, when, worldOf as boardOf } from "./board-story.ts";
import { AT_ORIGIN, put, storyOf, worldOf } from "./motion-world.ts";

const ESMINI = { semantics: "esmini" } as const;
const BOTH: readonly Pick<StorySpec, "semantics">[] = [{}, ESMINI];
const LANES = [sectionOf(0, [laneOf(1, 3), laneOf(-1, 3)])];

function at(xM: number, yM: number, hRad: number): PositionSpec {
  return { kind: "world", xM, yM, zM: null, hRad, pRad: null, rRad: null };
}

/** What a test of A against B measures, with each semantics: the standard's, then esmini's. NaN where it does not hold. */
function measuredBoth(spec: EntityTestSpec, a: readonly [PositionSpec, number], b: readonly [PositionSpec, number]): number[] {
  return BOTH.map((semantics) => {
    const world = worldOf(null, { stop: when(entityTestOf(spec, {}, ["A"])), ...semantics });
    put(world, 0, ...a);
    put(world, 1, ...b);
    const out = newReading();
    return entityTest(world, world.plan.conditions[0]!, { by: "entity", entities: ["A"], rule: "any", test: spec }, [], 0, out)
      ? out.measuredValue
      : Number.NaN;
  });
}

test("a relative speed is along the body of the other entity", () => {
  const spec: EntityTestSpec = { kind: "relative-speed", entity: "B", rule: "greaterThan", valueMps: -99, direction: "longitudinal" };
  // A drives along x at 10 m/s, B along y at 4 m/s: along x 10 - 0, along y 0 - 4.
  const [standard, esmini] = measuredBoth(spec, [AT_ORIGIN, 10], [at(0, 50, Math.PI / 2), 4]);
  expect(standard).toBeCloseTo(10, 9);
  expect(esmini).toBeCloseTo(-4, 9);
});

test("a headway in a straight line is to what is ahead alone", () => {
  const measure = { distance: "euclidianDistance", coordinates: "entity", isFreespace: false, routing: "undefined" } as const;
  const spec: EntityTestSpec = { kind: "time-headway", entity: "B", rule: "lessThan", valueSec: 99, measure };
  expect(measuredBoth(spec, [AT_ORIGIN, 10], [at(30, 40, 0), 0])).toEqual([expect.closeTo(5, 9), expect.closeTo(5, 9)]);
  expect(measuredBoth(spec, [AT_ORIGIN, 10], [at(-30, 40, 0), 0])).toEqual([expect.closeTo(5, 9), Number.NaN]);
});

test("what an action sets is seen by what stands further down in the same tick", () => {
  const isSet = when(valueTest({ kind: "variable", name: "v", rule: "equalTo", value: "1" }));
  const events = [eventOf("first", [setting("x", "v", "1")], when(after(0.2))), eventOf("second", [setting("y", "v", "2")], isSet)];
  const starts = BOTH.map((semantics) => {
    const world = boardOf(specOf(events, semantics));
    playTo(world, 0.5);
    return changesOf(world, "second").find((line) => line.includes(" start "));
  });
  expect(starts).toEqual(["0.300 second start running", "0.200 second start running"]);
});

test("an s beyond its road is its end", () => {
  const map = buildMap(mapOfRoads([roadOf([lineOf(100)], { sections: LANES })]));
  const started = (sM: number, semantics: Pick<StorySpec, "semantics">) => {
    const position: PositionSpec = { kind: "lane", road: "1", lane: "-1", sM, offsetM: 0, orientation: null };
    const init = { global: [], privates: [{ entity: "A", actions: [{ kind: "teleport", position } as const] }] };
    return newStory(storyOf({ init, ...semantics }), map, { dtSec: 0.1, timing: "tick", seed: 0, external: [], controllersOff: false });
  };
  expect(() => started(120, {})).toThrow("RDV_SCENARIO_WORLD");
  expect(started(120, ESMINI).state.entities[0]!.xM).toBeCloseTo(100, 9);
  expect(started(-5, ESMINI).state.entities[0]!.xM).toBeCloseTo(0, 9);
});

test("a way is the sum of its chords", () => {
  // To the left at a radius of 20 m, its right lane's middle 1.5 m outside: at 10 m/s ticks of 0.1 s are arcs of 1 m.
  const map = mapOfRoads([roadOf([arcOf(100, 0.05)], { sections: LANES })]);
  const drivenM = BOTH.map((semantics) => {
    const world = worldOf(
      map,
      { stop: when(entityTestOf({ kind: "traveled-distance", valueM: 5 }, {}, ["A"])), ...semantics },
      { timing: "tick" },
    );
    put(world, 0, { kind: "lane", road: "1", lane: "-1", sM: 10, offsetM: 0, orientation: null }, 10);
    for (let i = 0; i < 5; i++) stepStory(world);
    return world.state.entities[0]!.odometerM;
  });
  const chordM = 2 * 21.5 * Math.sin(0.5 / 21.5);
  expect(drivenM).toEqual([expect.closeTo(5, 9), expect.closeTo(5 * chordM, 9)]);
});

test("a way that is as long but for rounding is not travelled yet", () => {
  const spec: EntityTestSpec = { kind: "traveled-distance", valueM: 5e-7 };
  expect(measuredBoth(spec, [AT_ORIGIN, 0], [at(0, 9, 0), 0])).toEqual([0, Number.NaN]);
});

test("the speed at 0 s is that of Init, whatever trajectory begins then", () => {
  const vertices = [0, 10].map((xM) => ({ position: at(xM, 0, 0), timeSec: xM / 5 }));
  const follow: PrivateActionSpec = {
    kind: "follow-trajectory",
    trajectory: { name: "t", isClosed: false, shape: { kind: "polyline", vertices } },
    timing: { isAbsolute: false, scale: 1, offsetSec: 0 },
    followingMode: "position",
    initialDistanceOffsetM: 0,
  };
  const speedsMps = BOTH.map((semantics) => {
    const actions = [{ kind: "teleport", position: AT_ORIGIN } as const, follow];
    const spec = storyOf({ init: { global: [], privates: [{ entity: "A", actions }] }, ...semantics });
    const world = newStory(spec, null, { dtSec: 0.1, timing: "tick", seed: 0, external: [], controllersOff: false });
    const firstMps = world.state.entities[0]!.speedMps;
    stepStory(world);
    return [firstMps, world.state.entities[0]!.speedMps];
  });
  expect(speedsMps).toEqual([
    [expect.closeTo(5, 9), expect.closeTo(5, 9)],
    [0, expect.closeTo(5, 9)],
  ]);
});
