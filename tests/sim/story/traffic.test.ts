import { describe, expect, test } from "vitest";
import { buildMap } from "../../../src/road/opendrive/map.ts";
import { newStory, stepStory } from "../../../src/sim/story/play.ts";
import type {
  EntitySpec,
  GlobalActionSpec,
  PositionSpec,
  PrivateActionSpec,
  TrafficActionSpec,
  TrafficMixSpec,
} from "../../../src/sim/story/spec.ts";
import type { StoryWorld } from "../../../src/sim/story/state.ts";
import { line, mapOf, road, section } from "../../road/opendrive-links-models.ts";
import { carSpec, storySpec, speedAtOnce } from "./story-made.ts";

/** One road of 2 km with a lane each way, 3 m wide. */
const map = buildMap(mapOf([road({ id: "a", geometry: line(0, 0, 0, 2000), sections: [section(0, [1, null, null], [-1, null, null])] })]));
const MIX: TrafficMixSpec = { templates: [], categories: [{ weight: 1, category: "car" }] };

function inLane(lane: number, sM: number): PositionSpec {
  return { kind: "lane", road: "a", lane: String(lane), sM, offsetM: 0, orientation: null };
}

function source(more: Partial<Extract<TrafficActionSpec, { kind: "traffic-source" }>> = {}): TrafficActionSpec {
  return { kind: "traffic-source", name: "in", position: inLane(-1, 500), radiusM: 20, ratePerSec: 0.5, speedMps: 10, mix: MIX, ...more };
}

function swarm(more: Partial<Extract<TrafficActionSpec, { kind: "traffic-swarm" }>> = {}): TrafficActionSpec {
  return {
    kind: "traffic-swarm",
    name: "s",
    central: "Ego",
    innerRadiusM: 20,
    semiMajorM: 200,
    semiMinorM: 50,
    offsetM: 0,
    count: 8,
    speedMps: { lowestMps: 8, highestMps: 12 },
    direction: null,
    mix: MIX,
    ...more,
  };
}

function world(
  actions: readonly GlobalActionSpec[],
  options: { seed?: number; ego?: readonly PrivateActionSpec[]; entities?: readonly EntitySpec[] } = {},
): StoryWorld {
  const ego = options.ego ?? [{ kind: "teleport", position: inLane(-1, 1000) }];
  const spec = storySpec(options.entities ?? [carSpec("Ego")], { Ego: ego });
  const full = { ...spec, init: { ...spec.init, global: actions } };
  return newStory(full, map, { dtSec: 0.1, timing: "subtick", seed: options.seed ?? 1, external: [], controllersOff: false });
}

function run(story: StoryWorld, ticks: number): StoryWorld {
  for (let i = 0; i < ticks; i++) stepStory(story);
  return story;
}

function made(story: StoryWorld) {
  return story.state.entities.slice(story.plan.entities.length).filter((entity) => entity.isPresent);
}

describe("a source", () => {
  test("makes as many as it says, driving as traffic does in their lanes", () => {
    const story = run(world([source()]), 100);
    expect(made(story)).toHaveLength(5);
    for (const entity of made(story)) {
      expect(entity.isAgainst).toBe(entity.place.lane === 1);
      expect(Math.abs(entity.yM)).toBeCloseTo(1.5, 6);
      expect(entity.speedMps).toBeGreaterThan(7);
      expect(entity.speedMps).toBeLessThan(10.001);
    }
    expect(story.state.made.map(({ name }) => name)).toEqual(["traffic-1", "traffic-2", "traffic-3", "traffic-4", "traffic-5"]);
  });

  test("makes the same again from the same seed, and others from another", () => {
    const places = (seed: number) => made(run(world([source()], { seed }), 100)).map((entity) => entity.xM);
    expect(places(7)).toEqual(places(7));
    expect(places(8)).not.toEqual(places(7));
  });

  test("waits where there is no room", () => {
    const story = run(world([source({ radiusM: 3, speedMps: 0, ratePerSec: 10 })]), 30);
    expect(made(story).length).toBeLessThanOrEqual(2);
  });

  test("draws what it makes by weight", () => {
    const mix: TrafficMixSpec = {
      templates: [
        { weight: 3, entity: carSpec("", { category: "car" }) },
        { weight: 1, entity: carSpec("", { category: "truck" }) },
      ],
      categories: [],
    };
    const story = run(world([source({ mix, ratePerSec: 2, radiusM: 400 })]), 400);
    const trucks = story.state.made.filter(({ category }) => category === "truck").length;
    expect(story.state.made.length).toBeGreaterThan(40);
    expect(trucks / story.state.made.length).toBeGreaterThan(0.12);
    expect(trucks / story.state.made.length).toBeLessThan(0.4);
  });

  test("is stopped by name, and what it made drives on", () => {
    const story = world([source(), { kind: "traffic-stop", name: "in" }]);
    expect(made(run(story, 50))).toHaveLength(0);
    const other = world([source(), { kind: "traffic-stop", name: "another" }]);
    expect(made(run(other, 50))).toHaveLength(3);
  });
});

describe("made traffic", () => {
  test("keeps its distance from who stands ahead", () => {
    const ego: PrivateActionSpec[] = [{ kind: "teleport", position: inLane(-1, 600) }, speedAtOnce(0)];
    const story = run(world([source({ radiusM: 1, position: inLane(-1, 500), ratePerSec: 0.05 })], { ego }), 150);
    const [car] = made(story);
    expect(car!.speedMps).toBeLessThan(0.3);
    // Its front is 2 m and a bit behind the other's back.
    const gapM = 600 + 1.4 - 2 - (car!.xM + 1.4 + 2.25);
    expect(gapM).toBeGreaterThan(1.5);
    expect(gapM).toBeLessThan(4);
  });

  test("keeps its speed on a free road", () => {
    const story = run(world([source({ radiusM: 1, ratePerSec: 0.01 })], { ego: [{ kind: "teleport", position: inLane(1, 100) }] }), 100);
    expect(made(story)[0]!.speedMps).toBeCloseTo(10, 6);
  });
});

test("a sink takes made traffic that comes to it, and nobody of the file", () => {
  const sink: TrafficActionSpec = { kind: "traffic-sink", name: "out", position: inLane(-1, 550), radiusM: 30, ratePerSec: null };
  const story = run(
    world([source({ radiusM: 1, position: inLane(-1, 500) }), sink], { ego: [{ kind: "teleport", position: inLane(-1, 560) }] }),
    300,
  );
  expect(story.state.made.length).toBeGreaterThan(10);
  for (const entity of made(story)) expect(entity.xM).toBeLessThan(521);
  expect(story.state.entities[0]!.isPresent).toBe(true);
});

describe("a swarm", () => {
  const ego: PrivateActionSpec[] = [{ kind: "teleport", position: inLane(-1, 700) }, speedAtOnce(15)];

  test("is as many as wanted, in the ring about the central entity", () => {
    const story = world([swarm()], { ego });
    run(story, 1);
    expect(made(story)).toHaveLength(8);
    for (let i = 0; i < 200; i++) {
      stepStory(story);
      const { xM } = story.state.entities[0]!;
      for (const entity of made(story)) expect(Math.abs(entity.xM - xM)).toBeLessThan(202);
    }
    expect(made(story).length).toBeGreaterThanOrEqual(6);
    expect(story.state.made.length).toBeGreaterThan(8);
  });

  test("drives the ways it is to", () => {
    const story = run(world([swarm({ direction: { sameRatio: 1, oppositeRatio: 0 } })], { ego }), 20);
    expect(made(story).length).toBeGreaterThan(3);
    for (const entity of made(story)) expect(entity.place.lane).toBe(-1);
  });

  test("is the same again from the same seed", () => {
    const places = () => made(run(world([swarm()], { ego }), 50)).map((entity) => [entity.xM, entity.yM, entity.speedMps]);
    expect(places()).toEqual(places());
  });
});

test("traffic needs roads", () => {
  const spec = storySpec([carSpec("Ego")]);
  const full = { ...spec, init: { global: [swarm()], privates: [] } };
  expect(() => newStory(full, null, { dtSec: 0.1, timing: "subtick", seed: 1, external: [], controllersOff: false })).toThrow(
    /map with roads/,
  );
});

describe("an area", () => {
  type AreaAction = Extract<TrafficActionSpec, { kind: "traffic-area" }>;
  const stretch = { road: "a", fromM: 200, toM: 600, lanes: [-1] };
  function area(more: Partial<AreaAction> = {}): TrafficActionSpec {
    return {
      kind: "traffic-area",
      name: "area",
      area: { kind: "roads", stretches: [stretch] },
      count: 6,
      isContinuous: true,
      mix: MIX,
      ...more,
    };
  }
  const made = (w: StoryWorld) => w.state.entities.slice(1).filter((e) => e.isPresent);

  test("of roads is filled at once, in its lanes, at the speed of a town where the map says none", () => {
    const w = world([area()]);
    stepStory(w);
    expect(made(w)).toHaveLength(6);
    for (const { place, speedMps } of made(w)) {
      expect(place).toMatchObject({ road: 0, lane: -1 });
      expect(place.sM).toBeGreaterThanOrEqual(200);
      expect(place.sM).toBeLessThanOrEqual(602);
      expect(speedMps).toBeLessThanOrEqual(50 / 3.6);
    }
  });

  test("who leaves a continuous one is taken out, and another is made; one that is filled once lets them go and is over", () => {
    const w = world([area()]);
    for (let i = 0; i < 600; i++) {
      stepStory(w);
      for (const { place } of made(w)) expect(place.sM).toBeLessThanOrEqual(602);
    }
    expect(w.state.made.length).toBeGreaterThan(6);
    expect(made(w).length).toBeGreaterThan(3);
    const once = world([area({ isContinuous: false })]);
    for (let i = 0; i < 600; i++) stepStory(once);
    expect(once.state.made).toHaveLength(6);
    expect(made(once).some(({ place }) => place.sM > 650)).toBe(true);
    expect(once.state.runs.every((run) => run === null)).toBe(true);
  });

  test("as a polygon holds who is in the middle of a lane inside it", () => {
    const corner = (xM: number, yM: number): PositionSpec => ({ kind: "world", xM, yM, zM: null, hRad: null, pRad: null, rRad: null });
    const triangle = [corner(100, -3), corner(300, -3), corner(300, 0)];
    const w = world([area({ area: { kind: "polygon", corners: triangle }, count: 3 })]);
    expect(made(w)).toHaveLength(3);
    // The lane's middle lies at y = -1.5: inside from x = 200 on.
    for (const { xM, yM } of made(w)) {
      expect(yM).toBeCloseTo(-1.5, 9);
      expect(xM).toBeGreaterThanOrEqual(200);
      expect(xM).toBeLessThanOrEqual(300);
    }
  });

  test("of a road that is not there, or beyond its end, is refused by name", () => {
    expect(() => world([area({ area: { kind: "roads", stretches: [{ ...stretch, road: "b" }] } })])).toThrow(/road "b"/);
    expect(() => world([area({ area: { kind: "roads", stretches: [{ ...stretch, toM: 2001 }] } })])).toThrow(/2001/);
  });

  test("however many it wants, the tries are bounded", () => {
    const w = world([area({ count: 4_000_000_000 })]);
    expect(made(w).length).toBeLessThan(60);
  });
});
