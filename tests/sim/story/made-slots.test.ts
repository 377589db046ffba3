import { describe, expect, test } from "vitest";
import { buildMap } from "../../../src/road/opendrive/map.ts";
import { madeSlotsOf } from "../../../src/sim/story/made-slots.ts";
import { newStory, stepStory } from "../../../src/sim/story/play.ts";
import { planStory } from "../../../src/sim/story/plan-story.ts";
import type { GlobalActionSpec, PositionSpec, StorySpec, TrafficActionSpec } from "../../../src/sim/story/spec.ts";
import type { StoryWorld } from "../../../src/sim/story/state.ts";
import { line, mapOf, road, section } from "../../road/opendrive-links-models.ts";
import { carSpec, storySpec } from "./story-made.ts";

/** One road with a lane along it, or more. */
function roadOf(lengthM: number, lanes = 1) {
  const all = Array.from({ length: lanes }, (_, i) => [-1 - i, null, null] as const);
  return buildMap(mapOf([road({ id: "a", geometry: line(0, 0, 0, lengthM), sections: [section(0, ...all)] })]));
}

const map = roadOf(2000);
const MIX = { templates: [], categories: [{ weight: 1, category: "car" }] };

function inLane(sM: number): PositionSpec {
  return { kind: "lane", road: "a", lane: "-1", sM, offsetM: 0, orientation: null };
}

function source(ratePerSec: number, sM: number, radiusM: number, speedMps: number): TrafficActionSpec {
  return { kind: "traffic-source", name: "in", position: inLane(sM), radiusM, ratePerSec, speedMps, mix: MIX };
}

function sink(sM: number): TrafficActionSpec {
  return { kind: "traffic-sink", name: "out", position: inLane(sM), radiusM: 40, ratePerSec: null };
}

function swarm(count: number): TrafficActionSpec {
  const shape = { innerRadiusM: 0, semiMajorM: 100, semiMinorM: 100, offsetM: 0 };
  return { kind: "traffic-swarm", name: "s", central: "Ego", ...shape, count, speedMps: null, direction: null, mix: MIX };
}

function specOf(...global: readonly GlobalActionSpec[]): StorySpec {
  const spec = storySpec([carSpec("Ego")], { Ego: [{ kind: "teleport", position: inLane(10) }] });
  return { ...spec, init: { ...spec.init, global } };
}

function worldOf(global: readonly GlobalActionSpec[], roads = map): StoryWorld {
  return newStory(specOf(...global), roads, { dtSec: 0.1, timing: "subtick", seed: 1, external: [], controllersOff: false });
}

function living({ state }: StoryWorld): number {
  return state.entities.slice(1).filter(({ isPresent }) => isPresent).length;
}

function counts(longestSec: number, ...global: readonly GlobalActionSpec[]): number[] {
  const plan = planStory(specOf(...global), map);
  const { countOf } = madeSlotsOf(plan, { seed: 1, longestSec });
  return plan.actions.flatMap(({ spec, index }) => (spec.kind.startsWith("traffic-") ? [countOf[index]!] : []));
}

describe("slots of made traffic", () => {
  test("are what an action asks for, and no more", () => {
    // A source in 60 s: 6 and the one at 0 s; a swarm as many as wanted and half of it, at least 20, to spare; a sink nobody.
    expect(counts(60, source(0.1, 100, 1, 10), swarm(8), swarm(100), sink(500))).toEqual([7, 28, 150, 0]);
    expect(counts(600, source(17, 100, 1, 10))).toEqual([200]);
    expect(counts(600, source(0, 100, 1, 10))).toEqual([0]);
  });

  test("are shared where the actions ask for more than 1000: who wants little has it", () => {
    expect(counts(600, swarm(4_000_000_000), swarm(10), swarm(2000))).toEqual([485, 30, 485]);
  });

  test("are used anew: 17 cars a second, each gone within 2 s, need no more however long it goes on", () => {
    const story = worldOf([source(17, 500, 30, 40), sink(540)], roadOf(2000, 10));
    let made = 0;
    for (let i = 0; i < 1200; i++) stepStory(story);
    for (const { lifeCount } of story.state.traffic) made += lifeCount;
    expect(made).toBeGreaterThan(2000);
    expect(story.state.entities.length).toBeLessThanOrEqual(1 + 200);
    expect(living(story)).toBeLessThan(30);
    // A new name each time.
    expect(story.state.made[0]!.name).toBe(`traffic-1.${story.state.traffic[0]!.lifeCount}`);
  });

  test("end a story that lets too many live at once, by name and with what to do", () => {
    const endless = worldOf([source(5, 500, 400, 20)], roadOf(40_000, 6));
    expect(() => {
      for (let i = 0; i < 1500; i++) stepStory(endless);
    }).toThrow(/200 road users or fewer of this action at once.*TrafficSinkAction/s);
  });

  test("are given back by who comes to the end of its road, and nobody is held up there", () => {
    // 100 m to the end at 20 m/s, one every 2 s.
    const story = worldOf([source(0.5, 1900, 1, 20)]);
    for (let i = 0; i < 600; i++) {
      stepStory(story);
      expect(living(story)).toBeLessThanOrEqual(3);
      for (const { isPresent, speedMps } of story.state.entities.slice(1))
        if (isPresent && story.state.tick % 10 === 5) expect(speedMps).toBeGreaterThan(15);
    }
    expect(story.state.traffic.length).toBeGreaterThan(25);
  });

  test("a source that would make more than its lane carries makes what it carries: nobody is made into another", () => {
    const story = worldOf([source(2, 100, 1, 15)]);
    for (let i = 0; i < 900; i++) {
      stepStory(story);
      expect(story.state.entities.slice(1).every(({ isPresent, collisions }) => !isPresent || collisions === "")).toBe(true);
    }
    // At 15 m/s about one in 2 s keeps the headway of 1.5 s.
    expect(story.state.traffic.length).toBeGreaterThan(30);
    expect(story.state.traffic.length).toBeLessThan(70);
  });

  test("one is not made where who comes from behind would have to brake hard: 4 m/s2", () => {
    const madeAhead = (sM: number): number => {
      const spec = storySpec([carSpec("Ego")], {
        Ego: [
          { kind: "teleport", position: inLane(10) },
          {
            kind: "speed",
            dynamics: { shape: "step", dimension: "time", value: 0, followingMode: null },
            target: { kind: "absolute", valueMps: 20 },
          },
        ],
      });
      const full = { ...spec, init: { ...spec.init, global: [source(0.001, sM, 0, 0)] } };
      const world = newStory(full, map, { dtSec: 0.1, timing: "subtick", seed: 1, external: [], controllersOff: false });
      stepStory(world);
      return living(world);
    };
    // 20 m/s are 50 m of braking, 2 m are left then; from rear axle to rear axle 4 m and a quarter more.
    expect([madeAhead(10 + 50 + 2 + 4 + 3), madeAhead(10 + 50 + 2)]).toEqual([1, 0]);
  });
});
