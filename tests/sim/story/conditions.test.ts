import { describe, expect, test } from "vitest";
import type { ConditionSpec, StorySpec } from "../../../src/sim/story/spec.ts";
import type { ActionKinds } from "../../../src/sim/story/board-tick.ts";
import type { StoryOptions, StoryWorld } from "../../../src/sim/story/state.ts";
import {
  actOf,
  after,
  changesOf,
  entityTestOf,
  eventOf,
  goOn,
  groupOf,
  LASTING,
  lasting,
  playTo,
  setting,
  speeding,
  specOf,
  valueTest,
  when,
  worldOf,
} from "./board-story.ts";

type Move = (world: StoryWorld, atSec: number) => void;

/** When event "e" starts that these conditions start, all of them in one group. */
function startsSec(conditions: readonly ConditionSpec[], endSec: number, move?: Move, options: Partial<StoryOptions> = {}): number[] {
  const world = worldOf(specOf([eventOf("e", [lasting("x", 0)], when(...conditions), { maxExecutions: 99 })]), options);
  playTo(world, endSec, move);
  return changesOf(world, "e")
    .filter((line) => line.includes("start"))
    .map((line) => Number(line.split(" ")[0]));
}

/** The ego's speed by time. */
function driving(speedMps: (atSec: number) => number): Move {
  return (world, atSec) => {
    world.state.entities[0]!.speedMps = speedMps(atSec);
  };
}

const isFast = (parts: Partial<ConditionSpec> = {}): ConditionSpec =>
  entityTestOf({ kind: "speed", rule: "greaterThan", valueMps: 10, direction: null }, parts);
/** Fast in [0.3, 0.6). */
const pulse = driving((atSec) => (atSec > 0.25 && atSec < 0.55 ? 20 : 0));

describe("edges", () => {
  test.each([
    ["none", [0.3, 0.4, 0.5]],
    ["rising", [0.3]],
    ["falling", [0.6]],
    ["risingOrFalling", [0.3, 0.6]],
  ] as const)("%s", (edge, expected) => {
    expect(startsSec([isFast({ edge })], 1, pulse)).toEqual(expected);
  });

  test("the first evaluation is never an edge", () => {
    expect(
      startsSec(
        [isFast({ edge: "rising" })],
        1,
        driving(() => 20),
      ),
    ).toEqual([]);
    expect(
      startsSec(
        [isFast({ edge: "falling" })],
        1,
        driving(() => 0),
      ),
    ).toEqual([]);
    expect(
      startsSec(
        [isFast({ edge: "risingOrFalling" })],
        1,
        driving(() => 20),
      ),
    ).toEqual([]);
  });
});

describe("delays", () => {
  test("a condition is what it was that long ago", () => {
    expect(startsSec([isFast({ delaySec: 0.4 })], 2, pulse)[0]).toBe(0.7);
    expect(startsSec([isFast({ edge: "rising", delaySec: 0.4 })], 2, pulse)).toEqual([0.7]);
    expect(startsSec([isFast({ edge: "falling", delaySec: 0.4 })], 2, pulse)).toEqual([1]);
  });

  test("a delay that is no multiple of the tick comes into effect at the next one, even where the condition held for a tick only", () => {
    const short = driving((atSec) => (Math.abs(atSec - 0.3) < 0.01 ? 20 : 0));
    expect(startsSec([isFast({ delaySec: 0.25 })], 2, short)).toEqual([0.6]);
  });

  // Speeds of the reference's own test: 25 m/s or more from 3.2 s to 4.8 s; the time conditions hold from 6 s on.
  test.each([
    ["none", 1.1, []],
    ["rising", 2, []],
    ["none", 4, [7.2]],
    ["rising", 4, [7.2]],
    ["none", 1.3, [6]],
  ] as const)("edge %s, delay %s s, and 6 s of the story", (edge, delaySec, expected) => {
    const speed = entityTestOf({ kind: "speed", rule: "greaterOrEqual", valueMps: 25, direction: null }, { edge, delaySec });
    const move = driving((atSec) => (atSec > 3.195 && atSec < 4.805 ? 25 : 20));
    const found = startsSec([speed, after(6)], 10, move, { dtSec: 0.01 });
    expect(found.slice(0, 1)).toEqual(expected);
  });

  test("what held before the element waited does not count", () => {
    const act = actOf("a", [groupOf("g", [eventOf("e", [lasting("x", 0)], when(isFast({ delaySec: 0.5 })))])], { start: when(after(1)) });
    const world = worldOf(specOf([], { stories: [{ name: "s", acts: [act] }] }));
    playTo(
      world,
      2,
      driving(() => 20),
    );
    expect(changesOf(world, "e")[1]).toBe("1.500 e start running");
  });
});

test("what an action set is seen a tick later; a delay on it counts from its instant, with timing by ticks from when it is seen", () => {
  const isSet = (delaySec: number): ConditionSpec => valueTest({ kind: "variable", name: "v", rule: "equalTo", value: "1" }, { delaySec });
  const set = eventOf("set", [setting("z", "v", "1")], when(after(0.3)));
  const spec = specOf([set, eventOf("e", [lasting("x", 0)], when(isSet(0))), eventOf("f", [lasting("y", 0)], when(isSet(0.5)))]);
  const starts = (timing: "subtick" | "tick"): (string | undefined)[] => {
    const world = worldOf(spec, { timing });
    playTo(world, 2);
    return [changesOf(world, "e")[1], changesOf(world, "f")[1]];
  };
  expect(starts("tick")).toEqual(["0.400 e start running", "0.900 f start running"]);
  expect(starts("subtick")).toEqual(["0.300 e start running", "0.800 f start running"]);
});

describe("groups", () => {
  test("all conditions of a group must hold at once, and each is looked at even after a false one", () => {
    const rising = isFast({ edge: "rising", delaySec: 0.5 });
    expect(startsSec([after(0.8), rising], 2, pulse)).toEqual([0.8]);
    expect(startsSec([after(0.9), rising], 2, pulse)).toEqual([]);
  });

  test("any group will do", () => {
    const event = eventOf("e", [lasting("x", 0)], { groups: [[after(0.7)], [after(0.4), isFast()], [isFast({ edge: "falling" })]] });
    const world = worldOf(specOf([event]));
    playTo(
      world,
      1,
      driving((atSec) => (atSec < 0.15 ? 20 : 0)),
    );
    expect(changesOf(world, "e")[1]).toBe("0.200 e start running");
  });
});

describe("instants within a tick", () => {
  const fine: Partial<StoryOptions> = { timing: "subtick" };

  test("a number that crosses between two ticks is interpolated; with timing by ticks the tick counts", () => {
    // 10 m/s are passed at 0.7143 s.
    const move = driving((atSec) => 14 * atSec);
    expect(startsSec([isFast({ edge: "rising" })], 2, move)).toEqual([0.8]);
    expect(startsSec([isFast({ edge: "rising" })], 2, move, fine)).toEqual([0.714]);
  });

  test("the story's time and durations are exact", () => {
    expect(startsSec([after(0.333, { edge: "rising" })], 1, undefined, fine)).toEqual([0.333]);
    const stands = entityTestOf({ kind: "stand-still", durationSec: 0.25 }, { edge: "rising" });
    const move: Move = ({ state }, atSec) => {
      state.entities[0]!.standsSinceSec = atSec < 0.32 ? Number.NaN : 0.32;
    };
    expect(startsSec([stands], 1, move, fine)).toEqual([0.57]);
  });

  test("what is known beforehand starts at its instant within the coming tick: the state up to the next tick has it", () => {
    const world = worldOf(specOf([eventOf("e", [lasting("x", 9)], when(after(0.333)))]), fine);
    playTo(world, 0.3);
    expect(changesOf(world, "e").at(-1)).toBe("0.333 e start running");
    const delayed = worldOf(specOf([eventOf("e", [lasting("x", 9)], when(isFast({ delaySec: 0.5 })))]), fine);
    playTo(
      delayed,
      1.2,
      driving((atSec) => 14 * atSec),
    );
    expect(changesOf(delayed, "e").at(-1)).toBe("1.214 e start running");
  });

  test("an action that is ended within the coming tick runs until then", () => {
    const ends: string[] = [];
    const events = [eventOf("one", [lasting("x", 9)], null), eventOf("two", [lasting("y", 9)], when(after(0.333)))];
    const world = worldOf(specOf(events), fine);
    const kinds: ActionKinds = {
      ...LASTING,
      runToSec(running, action, run, fromSec, toSec) {
        if (running.plan.elements[action.element]?.name === "x") ends.push(toSec.toFixed(3));
        return LASTING.runToSec(running, action, run, fromSec, toSec);
      },
    };
    playTo(world, 0.6, undefined, kinds);
    expect(ends).toEqual(["0.000", "0.100", "0.200", "0.300", "0.333"]);
  });

  test("the storyboard never stops before its time", () => {
    const world = worldOf(specOf([eventOf("e", [lasting("x", 9)], null)], { stop: when(after(0.333)) }), fine);
    playTo(world, 0.3);
    expect(world.state.isStopped).toBe(false);
    goOn(world, 0.4, () => {});
    expect(world.state.isStopped).toBe(true);
    expect(world.state.log.at(-1)?.tSec).toBe(0.333);
  });

  test("what comes to rest on the limit got there as it went before, not at the tick that finds it there", () => {
    // 20 m/s are reached at 1.4286 s and kept.
    const move = driving((atSec) => Math.min(20, 14 * atSec));
    for (const rule of ["equalTo", "greaterOrEqual"] as const) {
      const reached = entityTestOf({ kind: "speed", rule, valueMps: 20, direction: null }, { edge: "rising" });
      expect(startsSec([reached], 2, move, fine)).toEqual([1.429]);
    }
  });

  test("a delay counts from the instant", () => {
    expect(
      startsSec(
        [isFast({ edge: "rising", delaySec: 0.2 })],
        2,
        driving((atSec) => 14 * atSec),
        fine,
      ),
    ).toEqual([0.914]);
  });

  test("the last condition of a group to hold says when", () => {
    expect(
      startsSec(
        [isFast(), after(0.75)],
        0.85,
        driving((atSec) => 14 * atSec),
        fine,
      )[0],
    ).toBe(0.75);
  });

  test("one action after the other loses no time: 0.33 s and 0.33 s end at 0.66 s", () => {
    const ended = valueTest({ kind: "element-state", element: "event", ref: "first", state: "endTransition" });
    const events = [eventOf("first", [lasting("x", 0.33)], null), eventOf("e", [lasting("y", 0.33)], when(ended))];
    const world = worldOf(specOf(events), fine);
    playTo(world, 2);
    expect(changesOf(world, "e").slice(1)).toEqual(["0.330 e start running", "0.660 e end complete"]);
  });

  test("what waits for an end alone follows on it within the tick, as often as there is one", () => {
    const ended = (ref: string): ConditionSpec =>
      valueTest({ kind: "element-state", element: "event", ref, state: "completeState" }, { edge: "rising" });
    const chain = (make: typeof speeding): string[] => {
      const events = [
        eventOf("one", [make("x", 0.33)], null),
        eventOf("three", [make("z", 0.02)], when(ended("two"))),
        eventOf("two", [make("y", 0.02)], when(ended("one"))),
        eventOf("four", [make("w", 0.5)], when(ended("three"), after(0))),
      ];
      const world = worldOf(specOf(events), fine);
      // Up to the tick at 0.3 s, which ends at 0.4 s.
      playTo(world, 0.3);
      return ["one", "two", "three", "four"].map((name) => changesOf(world, name).at(-1) ?? "");
    };
    expect(chain(speeding)).toEqual([
      "0.330 one end complete",
      "0.350 two end complete",
      "0.370 three end complete",
      "0.000 four initToStandby standby",
    ]);
    // What must find everyone in place begins at the next tick, at its instant.
    expect(chain(lasting)[1]).toBe("0.000 two initToStandby standby");
  });

  test("what an action sets counts from the action's instant", () => {
    const isSet = valueTest({ kind: "variable", name: "v", rule: "equalTo", value: "1" });
    const events = [eventOf("first", [setting("x", "v", "1")], when(after(0.333))), eventOf("e", [lasting("y", 0)], when(isSet))];
    const world = worldOf(specOf(events), fine);
    playTo(world, 2);
    expect(changesOf(world, "e")[1]).toBe("0.333 e start running");
  });
});

describe("laws", () => {
  const chain = (extra: readonly ConditionSpec[][] = []): StorySpec =>
    specOf([
      eventOf("one", [lasting("x", 0.7)], when(isFast({ edge: "rising" }))),
      eventOf("two", [lasting("y", 0.4)], {
        groups: [[valueTest({ kind: "element-state", element: "event", ref: "one", state: "completeState" }, { delaySec: 0.3 })], ...extra],
      }),
      eventOf(
        "three",
        [lasting("z", 0.2)],
        when(valueTest({ kind: "element-state", element: "action", ref: "y", state: "endTransition" })),
      ),
    ]);
  const speeding = driving((atSec) => 14 * atSec);

  function log(spec: StorySpec, options: Partial<StoryOptions>): { what: string; tSec: number }[] {
    const world = worldOf(spec, options);
    playTo(world, 5, speeding);
    return world.state.log.flatMap((e) =>
      e.kind === "state" ? [{ what: `${world.plan.elements[e.element]?.name ?? ""} ${e.transition}`, tSec: e.tSec }] : [],
    );
  }

  test("a condition that never holds changes nothing", () => {
    expect(log(chain([[after(99), isFast()]]), {})).toEqual(log(chain(), {}));
  });

  test("halving the tick keeps the order, and with instants within ticks the times", () => {
    const coarse = log(chain(), { timing: "subtick", dtSec: 0.1 });
    const finer = log(chain(), { timing: "subtick", dtSec: 0.05 });
    expect(coarse.length).toBeGreaterThan(15);
    expect(finer.map((e) => e.what)).toEqual(coarse.map((e) => e.what));
    for (const [i, e] of finer.entries()) expect(Math.abs(e.tSec - (coarse[i]?.tSec ?? Number.NaN))).toBeLessThan(1e-9);
    expect(log(chain(), { dtSec: 0.05 }).map((e) => e.what)).toEqual(log(chain(), { dtSec: 0.1 }).map((e) => e.what));
  });

  test("a copy of the state goes on to the same end", () => {
    const straight = worldOf(chain());
    playTo(straight, 3, speeding);
    const world = worldOf(chain());
    playTo(world, 0.8, speeding);
    const copy = { ...world, state: structuredClone(world.state) };
    goOn(copy, 3, speeding);
    expect(copy.state).toEqual(straight.state);
    expect(world.state.log.length).toBeLessThan(straight.state.log.length);
  });
});
