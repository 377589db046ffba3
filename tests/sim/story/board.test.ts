import { describe, expect, test } from "vitest";
import type { StorySpec } from "../../../src/sim/story/spec.ts";
import {
  actOf,
  after,
  changes,
  changesOf,
  entityTestOf,
  eventOf,
  groupOf,
  lasting,
  playTo,
  setting,
  specOf,
  valueTest,
  when,
  worldOf,
} from "./board-story.ts";

function played(spec: StorySpec, endSec: number): ReturnType<typeof worldOf> {
  const world = worldOf(spec);
  playTo(world, endSec);
  return world;
}

describe("phases of elements", () => {
  test("everything starts with its parent, events wait, and completion rolls up from the action to the story in one tick", () => {
    const world = played(specOf([eventOf("e", [lasting("x", 0.3)], when(after(0.2)))]), 1);
    expect(changes(world)).toEqual([
      "0.000 storyBoard start running",
      "0.000 s start running",
      "0.000 a start running",
      "0.000 g start running",
      "0.000 m start running",
      "0.000 e initToStandby standby",
      "0.200 e start running",
      "0.200 x start running",
      "0.400 x end complete",
      "0.400 e end complete",
      "0.400 m end complete",
      "0.400 g end complete",
      "0.400 a end complete",
      "0.400 s end complete",
    ]);
    expect(world.state.isStopped).toBe(false);
  });

  test("an act with a trigger waits; what is below it wakes with it, and sees its start in the same tick", () => {
    const started = valueTest({ kind: "element-state", element: "act", ref: "a", state: "startTransition" });
    const group = groupOf("g", [eventOf("e", [lasting("x", 1)], when(started))]);
    const world = played(specOf([], { stories: [{ name: "s", acts: [actOf("a", [group], { start: when(after(0.2)) })] }] }), 0.5);
    expect(changes(world).slice(2)).toEqual([
      "0.000 a initToStandby standby",
      "0.200 a start running",
      "0.200 g start running",
      "0.200 m start running",
      "0.200 e initToStandby standby",
      "0.200 e start running",
      "0.200 x start running",
    ]);
  });

  test("an act's empty start trigger holds at once, its empty stop trigger never", () => {
    const act = actOf("a", [groupOf("g", [eventOf("e", [lasting("x", 0.2)], null)])], { start: { groups: [] }, stop: { groups: [] } });
    const world = played(specOf([], { stories: [{ name: "s", acts: [act] }] }), 1);
    expect(changesOf(world, "a")).toEqual(["0.000 a initToStandby standby", "0.000 a start running", "0.100 a end complete"]);
  });

  test("an end is seen in the next tick, once", () => {
    const ended = valueTest({ kind: "element-state", element: "action", ref: "x", state: "endTransition" });
    const world = played(
      specOf([eventOf("e", [lasting("x", 0.3)], null), eventOf("f", [lasting("y", 0)], when(ended), { maxExecutions: 5 })]),
      1,
    );
    expect(changesOf(world, "e").at(-1)).toBe("0.200 e end complete");
    expect(changesOf(world, "f")).toEqual(["0.000 f initToStandby standby", "0.300 f start running", "0.300 f end standby"]);
  });

  test("the storyboard ends only by its stop trigger, which stops what runs and what waits, children first", () => {
    const spec = specOf([eventOf("e", [lasting("x", 9)], null), eventOf("f", [lasting("y", 1)], when(after(5)))], {
      stop: when(after(0.3)),
    });
    const world = played(spec, 9);
    expect(world.state.isStopped).toBe(true);
    expect(changes(world).slice(-8)).toEqual([
      "0.300 x stop complete",
      "0.300 e stop complete",
      "0.300 f stop complete",
      "0.300 m stop complete",
      "0.300 g stop complete",
      "0.300 a stop complete",
      "0.300 s stop complete",
      "0.300 storyBoard stop complete",
    ]);
    expect(world.state.runs).toEqual([null, null]);
  });

  test("an act's stop trigger ends the act, and with it the story", () => {
    const act = actOf("a", [groupOf("g", [eventOf("e", [lasting("x", 9)], null)])], { stop: when(after(0.3)) });
    const world = played(specOf([], { stories: [{ name: "s", acts: [act] }] }), 1);
    expect(changes(world).slice(-6)).toEqual([
      "0.300 x stop complete",
      "0.300 e stop complete",
      "0.300 m stop complete",
      "0.300 g stop complete",
      "0.300 a stop complete",
      "0.300 s end complete",
    ]);
  });

  test("a maneuver group without maneuvers runs until it is stopped", () => {
    const act = actOf("a", [groupOf("g", [], { maneuvers: [] })]);
    const world = played(specOf([], { stories: [{ name: "s", acts: [act] }], stop: when(after(0.2)) }), 1);
    expect(changesOf(world, "g")).toEqual(["0.000 g start running", "0.200 g stop complete"]);
  });
});

describe("executions", () => {
  test("an event runs as often as it may, and waits anew between", () => {
    const world = played(specOf([eventOf("e", [lasting("x", 0)], when(after(0.2)), { maxExecutions: 2 })]), 1);
    expect(changesOf(world, "e").slice(1)).toEqual([
      "0.200 e start running",
      "0.200 e end standby",
      "0.300 e start running",
      "0.300 e end complete",
    ]);
  });

  test("after a run the first evaluation is no edge again", () => {
    const isHigh = valueTest({ kind: "variable", name: "v", rule: "greaterThan", value: "0" }, { edge: "rising" });
    const spec = specOf([
      eventOf("e", [lasting("x", 0.2)], when(isHigh), { maxExecutions: 9 }),
      eventOf("set", [setting("z", "v", "1")], when(after(0.3))),
    ]);
    expect(changesOf(played(spec, 2), "e").slice(1)).toEqual(["0.400 e start running", "0.500 e end standby"]);
  });

  test("a maneuver group that runs again starts in the next tick, its events from the beginning", () => {
    const group = groupOf("g", [eventOf("e", [lasting("x", 0.2)], null)], { maxExecutions: 2 });
    const world = played(specOf([], { stories: [{ name: "s", acts: [actOf("a", [group])] }] }), 1);
    expect(changes(world).filter((line) => /^\S+ [ge] /.test(line))).toEqual([
      "0.000 g start running",
      "0.000 e initToStandby standby",
      "0.000 e start running",
      "0.100 e end complete",
      "0.100 g end standby",
      "0.200 g start running",
      "0.200 e initToStandby standby",
      "0.200 e start running",
      "0.300 e end complete",
      "0.300 g end complete",
    ]);
  });

  test("an event without actions is over at once", () => {
    expect(changesOf(played(specOf([eventOf("e", [], null)]), 0.2), "e").slice(1)).toEqual([
      "0.000 e start running",
      "0.000 e end complete",
    ]);
  });
});

describe("priorities and conflicts", () => {
  const first = eventOf("first", [lasting("x", 9)], null, { maxExecutions: 2 });

  test("overwrite ends what runs in the maneuver; with executions left it waits again from the next tick on", () => {
    const isReady = when(valueTest({ kind: "simulation-time", rule: "lessThan", valueSec: 0.05 }));
    const spec = specOf([
      eventOf("second", [lasting("y", 9, "steering-wheel")], when(after(0.3)), { priority: "overwrite" }),
      { ...first, start: isReady },
    ]);
    const world = played(spec, 1);
    expect(changes(world).slice(-5)).toEqual([
      "0.000 x start running",
      "0.300 x end complete",
      "0.300 first end standby",
      "0.300 second start running",
      "0.300 y start running",
    ]);
  });

  test("parallel leaves what runs alone", () => {
    const world = played(specOf([first, eventOf("second", [lasting("y", 9, "steering-wheel")], when(after(0.3)))]), 1);
    expect(changesOf(world, "first")).toHaveLength(2);
  });

  test("skip waits while another event of the maneuver runs, and starts when none does", () => {
    const spec = specOf([
      eventOf("first", [lasting("x", 0.5)], null),
      eventOf("second", [lasting("y", 0)], when(after(0.3, { edge: "rising" })), { priority: "skip" }),
      eventOf("third", [lasting("z", 0)], when(after(0.3)), { priority: "skip" }),
    ]);
    const world = played(spec, 1);
    expect(changesOf(world, "second").slice(1)).toEqual(["0.300 second skip standby"]);
    expect(changesOf(world, "third").slice(1)).toEqual([
      "0.300 third skip standby",
      "0.400 third skip standby",
      "0.500 third start running",
      "0.500 third end complete",
    ]);
  });

  test("an action ends a running one of the same entity that rules the same, in whatever maneuver it runs", () => {
    const groups = [
      groupOf("g", [eventOf("e", [lasting("x", 9), lasting("w", 9, "steering-wheel")], null)]),
      groupOf("h", [eventOf("f", [lasting("y", 9)], when(after(0.3)))]),
      groupOf("i", [eventOf("k", [lasting("z", 9)], when(after(0.4)))], { actors: ["other"] }),
    ];
    const world = played(specOf([], { stories: [{ name: "s", acts: [actOf("a", groups)] }] }), 1);
    expect(changesOf(world, "x").at(-1)).toBe("0.300 x end complete");
    expect(changesOf(world, "w")).toHaveLength(1);
    expect(changesOf(world, "y")).toHaveLength(1);
    expect(changesOf(world, "e")).toHaveLength(2);
  });

  test("the actor of an action that leaves the world stops it", () => {
    const world = worldOf(specOf([eventOf("e", [lasting("x", 9)], null)]));
    playTo(world, 0.5, ({ state }, atSec) => {
      state.entities[0]!.isPresent = atSec < 0.2;
    });
    expect(changesOf(world, "x")).toEqual(["0.000 x start running", "0.200 x stop complete"]);
  });
});

describe("actors", () => {
  test("each actor plays its own instance", () => {
    const group = groupOf("g", [eventOf("e", [lasting("x", 0.2)], null)], { actors: ["ego", "other"] });
    const world = worldOf(specOf([], { stories: [{ name: "s", acts: [actOf("a", [group])] }] }));
    expect(world.plan.actions.map((action) => action.actor)).toEqual([0, 1]);
  });

  test("with selectTriggeringEntities only who made the trigger true joins the actors", () => {
    const isFast = entityTestOf({ kind: "speed", rule: "greaterThan", valueMps: 10, direction: null }, {}, ["ego", "other"]);
    const group = groupOf("g", [eventOf("e", [lasting("x", 9)], when(isFast))], { actors: [], selectTriggeringEntities: true });
    const world = worldOf(specOf([], { stories: [{ name: "s", acts: [actOf("a", [group])] }] }));
    playTo(world, 0.3, ({ state }) => {
      state.entities[1]!.speedMps = 20;
    });
    expect(world.plan.actions.map((action) => world.state.elements[action.element]?.phase)).toEqual(["init", "running"]);
    expect(changesOf(world, "e").at(-1)).toBe("0.000 e start running");
  });
});
