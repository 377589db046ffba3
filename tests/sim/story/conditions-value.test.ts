import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import { rowOf } from "../../../src/sim/story/element-log.ts";
import { newReading } from "../../../src/sim/story/reading.ts";
import type { RuleSpec, StorySpec, ValueTestSpec } from "../../../src/sim/story/spec.ts";
import { valueTest as evaluateValue } from "../../../src/sim/story/value-tests.ts";
import type { StoryWorld } from "../../../src/sim/story/state.ts";
import { after, changesOf, eventOf, lasting, playTo, setting, specOf, valueTest, when, worldOf } from "./board-story.ts";

const PARTS: Partial<StorySpec> = {
  variables: [
    { name: "v", type: "double", value: "2.5" },
    { name: "flag", type: "boolean", value: "true" },
    { name: "word", type: "string", value: "1.0" },
  ],
  parameters: [{ name: "p", type: "integer", value: "3" }],
  signalControllers: [
    {
      name: "lights",
      delaySec: 0,
      reference: null,
      phases: [
        { name: "go", durationSec: 5, states: [] },
        { name: "stop", durationSec: 5, states: [] },
      ],
    },
  ],
};

function worldWith(condition: ValueTestSpec): StoryWorld {
  return worldOf(specOf([], { ...PARTS, stop: when(valueTest(condition)) }));
}

function holds(condition: ValueTestSpec, nowSec = 0, change: (world: StoryWorld) => void = () => {}): boolean {
  const world = worldWith(condition);
  change(world);
  return evaluateValue(world, world.plan.conditions[0]!, condition, 0, nowSec, nowSec, newReading());
}

describe("rules", () => {
  const at = (rule: RuleSpec, nowSec: number): boolean => holds({ kind: "simulation-time", rule, valueSec: 10 }, nowSec);

  test.each([
    ["equalTo", [false, true, false]],
    ["notEqualTo", [true, false, true]],
    ["greaterThan", [false, false, true]],
    ["greaterOrEqual", [false, true, true]],
    ["lessThan", [true, false, false]],
    ["lessOrEqual", [true, true, false]],
  ] as const)("%s, of numbers that differ by more than 1e-6", (rule, expected) => {
    expect([9.999, 10, 10.001].map((sec) => at(rule, sec))).toEqual(expected);
    // 1000 ticks of 0.01 s are not exactly 10 s; what differs by rounding is equal.
    expect(at(rule, 10 + 1e-9)).toBe(expected[1]);
    expect(at(rule, 10 - 1e-9)).toBe(expected[1]);
  });
});

describe("values", () => {
  const is = (name: string, value: string, rule: RuleSpec = "equalTo"): boolean => holds({ kind: "variable", name, rule, value });

  test("numbers are compared as numbers, texts as texts, truth values also as 1 and 0", () => {
    expect(is("v", "2.50")).toBe(true);
    expect(is("v", "2.4", "greaterThan")).toBe(true);
    expect(is("word", "1")).toBe(false);
    expect(is("word", "1.0")).toBe(true);
    expect(is("flag", "1")).toBe(true);
    expect(is("flag", "false", "notEqualTo")).toBe(true);
    expect(holds({ kind: "parameter", name: "p", rule: "lessThan", value: "4" })).toBe(true);
  });

  test("the time of day goes on from where it was set, if it does; before there is none", () => {
    const noon: ValueTestSpec = { kind: "time-of-day", rule: "greaterOrEqual", valueSec: 1000 };
    const set = (isTimeAnimated: boolean) => (world: StoryWorld) =>
      Object.assign(world.state.environment, { timeOfDaySec: 990, isTimeAnimated, timeSetSec: 5 });
    expect(holds(noon, 99)).toBe(false);
    expect(holds({ ...noon, rule: "lessThan" }, 99)).toBe(false);
    expect(holds(noon, 14, set(true))).toBe(false);
    expect(holds(noon, 15, set(true))).toBe(true);
    expect(holds(noon, 99, set(false))).toBe(false);
  });

  test("signals and phases of their controllers", () => {
    expect(holds({ kind: "signal", signal: "7", state: "on;off" })).toBe(false);
    expect(holds({ kind: "signal", signal: "7", state: "on;off" }, 0, ({ state }) => Object.assign(state.signals, { "7": "on;off" }))).toBe(
      true,
    );
    const isStop: ValueTestSpec = { kind: "signal-controller", controller: "lights", phase: "stop" };
    expect(holds(isStop)).toBe(false);
    expect(holds(isStop, 0, ({ state }) => Object.assign(state.phases[0]!, { index: 1 }))).toBe(true);
  });
});

describe("states of elements", () => {
  const events = [
    eventOf("first", [lasting("x", 0.3)], when(after(0.2))),
    eventOf("second", [lasting("y", 9, "steering-wheel")], when(after(0.3))),
    eventOf("third", [lasting("z", 0)], when(after(0.3)), { priority: "skip", maxExecutions: 2 }),
  ];

  function seenSec(
    state: Extract<ValueTestSpec, { kind: "element-state" }>["state"],
    ref: string,
    element: "event" | "action" = "event",
  ): number[] {
    const condition = valueTest({ kind: "element-state", element, ref, state });
    const probe = eventOf("probe", [lasting("w", 0, "brake")], when(condition), { maxExecutions: 99 });
    const world = worldOf(specOf([...events, probe]));
    playTo(world, 0.7);
    return changesOf(world, "probe")
      .filter((line) => line.includes("start"))
      .map((line) => Number(line.split(" ")[0]));
  }

  test("states as long as they last, transitions once", () => {
    expect(seenSec("standbyState", "first")).toEqual([0, 0, 0.1]);
    expect(seenSec("startTransition", "first")).toEqual([0.2]);
    expect(seenSec("runningState", "first")).toEqual([0.2, 0.3, 0.4]);
    expect(seenSec("endTransition", "first")).toEqual([0.5]);
    expect(seenSec("completeState", "first")).toEqual([0.5, 0.6, 0.7]);
    expect(seenSec("endTransition", "x", "action")).toEqual([0.5]);
    expect(seenSec("skipTransition", "third")).toEqual([0.3, 0.4, 0.5, 0.6, 0.7]);
    expect(seenSec("stopTransition", "first")).toEqual([]);
  });

  test("a name may be given with those above it", () => {
    expect(seenSec("startTransition", "g::m::first")).toEqual([0.2]);
    expect(() => seenSec("startTransition", "h::m::first")).toThrow(InputError);
  });
});

describe("what is refused by name", () => {
  test.each([
    [{ kind: "user-defined", name: "weather", rule: "equalTo", value: "1" }, "UserDefinedValueCondition weather"],
    [{ kind: "variable", name: "nobody", rule: "equalTo", value: "1" }, "nobody"],
    [{ kind: "variable", name: "v", rule: "lessThan", value: "fast" }, "fast"],
    [{ kind: "signal-controller", controller: "lights", phase: "blink" }, "a phase of lights, found blink"],
    [{ kind: "element-state", element: "act", ref: "nobody", state: "runningState" }, "an element of type act, found nobody"],
  ] as const)("%o", (condition, text) => {
    expect(() => worldWith(condition)).toThrow(text);
  });

  test("all faults of a story at once, with the element they are in", () => {
    const bad = specOf([
      eventOf(
        "e",
        [{ name: "x", action: { kind: "user-defined", type: "script", content: "" } }],
        when(valueTest({ kind: "variable", name: "w", rule: "equalTo", value: "1" }, { name: "k" })),
      ),
    ]);
    const problems = (() => {
      try {
        worldOf(bad);
        return [];
      } catch (error) {
        return error instanceof InputError ? error.problems : [];
      }
    })();
    expect(problems.map((p) => p.path)).toEqual(["s::a::g::m::e::x", "s::a::g::m::e: condition k"]);
  });
});

test("an event's line names the element, or the condition with what was measured", () => {
  const world = worldOf(specOf([eventOf("e", [setting("x", "v", "1")], when(after(0.2, { name: "late", delaySec: 0.1 })))]));
  playTo(world, 0.5);
  const rows = world.state.log.map((event) => rowOf(world.plan, event));
  expect(rows).toContainEqual({
    tSec: 0.2,
    kind: "condition",
    what: "late: true; delay: 0.10; 0.20; edge: none",
    from: "",
    transition: "",
    to: "",
  });
  expect(rows.at(-1)).toMatchObject({ kind: "state", what: "s", from: "runningState", transition: "endTransition", to: "completeState" });
});
