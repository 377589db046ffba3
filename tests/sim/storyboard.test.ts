import { describe, expect, test } from "vitest";
import type { Condition, ConditionTest, StoryAction, Storyboard, StoryEvent } from "../../src/sim/storyboard-model.ts";
import type { TickRecord } from "../../src/trace/tick.ts";
import {
  type ActorSketch,
  cruiser,
  IDM,
  lineOf,
  runOf,
  startOn,
  steer,
  straightRoad,
  STRAIGHT,
  worldOf,
  type WorldSketch,
} from "../support/world.ts";

/** Slot 0 is the ego, at rest far away unless a test is about it; slot 1 the road user that acts, slot 2 another. */
const AWAY = { startYM: -500, startVLonMps: 0 };

const when = (test: ConditionTest, edge: Condition["edge"] = "none", delaySec = 0): StoryEvent["trigger"] => [[{ test, edge, delaySec }]];
const at = (atSec: number): StoryEvent["trigger"] => when({ kind: "time", atSec });
const event = (trigger: StoryEvent["trigger"], ...actions: StoryAction[]): StoryEvent => ({
  name: "e",
  trigger,
  actions,
  maxExecutions: 1,
});
const jump = (targetMps: number, actor = 1): StoryAction => ({
  kind: "speed",
  actor,
  targetMps,
  relativeTo: -1,
  shape: "step",
  overSec: null,
  rateMps2: null,
  overM: null,
});
const speed = (targetMps: number, changes: Partial<StoryAction & { kind: "speed" }>): StoryAction => ({
  ...(jump(targetMps) as StoryAction & { kind: "speed" }),
  shape: "linear",
  ...changes,
});

interface Seen {
  readonly x: number;
  readonly y: number;
  readonly vx: number;
  readonly present: boolean;
}

function watch(slot: number): (r: TickRecord) => Seen {
  return (r) => ({ x: r.actors.xM[slot]!, y: r.actors.yM[slot]!, vx: r.actors.vxMps[slot]!, present: r.actors.present[slot] === 1 });
}

function play(ticks: number, sketch: WorldSketch, slot = 1) {
  const world = worldOf({ dtSec: 0.1, ego: AWAY, ...sketch, ends: { maxTicks: ticks, ...sketch.ends } });
  return runOf(world, () => STRAIGHT, watch(slot));
}

/** One cruiser at 10 m/s from the origin along x, and what becomes of it. */
function actorUnder(events: readonly StoryEvent[], ticks: number, sketch: WorldSketch = {}): readonly Seen[] {
  return play(ticks, { actors: [cruiser("a", 0, 0, 10)], storyboard: { events }, ...sketch }).kept;
}

/** First tick at which the road user no longer has its 10 m/s. */
const changedAt = (kept: readonly Seen[]): number => kept.findIndex((r) => Math.abs(r.vx - 10) > 1e-6);

describe("time", () => {
  test("an effect starts at its instant inside a tick, and the way made since is made good", () => {
    const kept = actorUnder([event(at(1.03), jump(0))], 20);
    expect(kept[11]!.vx).toBe(10); // seen at tick 11, acts from 1.03 s
    expect(kept[12]!.vx).toBe(0);
    expect(kept[12]!.x).toBeCloseTo(10.3, 12);
    expect(kept[20]!.x).toBeCloseTo(10.3, 12);
  });

  test("with timing by ticks it starts at the tick", () => {
    const kept = actorUnder([event(at(1.03), jump(0))], 20, { timing: "tick" });
    expect(kept[20]!.x).toBeCloseTo(11, 12);
  });

  test("an instant on a tick is that tick, although k dt is rounded", () => {
    for (const atSec of [0.3, 0.7, 1.1]) expect(actorUnder([event(at(atSec), jump(0))], 20)[20]!.x).toBeCloseTo(10 * atSec, 9);
  });
});

describe("changes of speed", () => {
  test.each([
    ["linear, 4 s", speed(30, { overSec: 4 }), 5, 20 * 2 + 0],
    ["cubic, 4 s", speed(30, { shape: "cubic", overSec: 4 }), 5, 40],
    ["sinusoidal, 4 s", speed(30, { shape: "sinusoidal", overSec: 4 }), 5, 40],
    ["linear at 5 m/s2", speed(30, { rateMps2: 5 }), 5, 40],
    ["cubic at a peak of 7.5 m/s2", speed(30, { shape: "cubic", rateMps2: 7.5 }), 5, 40],
    ["linear over 80 m", speed(30, { overM: 80 }), 5, 40],
  ])("%s: from 10 to 30 m/s, exact at any tick length", (_, action, endSec, extraM) => {
    for (const dtSec of [0.1, 0.05, 0.37]) {
      const ticks = Math.ceil(6 / dtSec);
      const kept = actorUnder([event(at(1.017), action)], ticks, { dtSec });
      const t = ticks * dtSec;
      expect(kept[ticks]!.vx).toBeCloseTo(30, 12);
      expect(kept[ticks]!.x).toBeCloseTo(10 * t + extraM + 20 * (t - endSec - 0.017), 9);
    }
  });

  test("relative to another's speed, at the instant itself", () => {
    const other: ActorSketch = {
      name: "b",
      motion: "scripted",
      start: startOn(lineOf([0, 50], [900, 50]), 0, 0),
      speedProfile: { tSec: Float64Array.of(0, 10), vMps: Float64Array.of(0, 20) },
    };
    const action = speed(3, { relativeTo: 2, shape: "step" });
    const { kept } = play(20, { actors: [cruiser("a", 0, 0, 10), other], storyboard: { events: [event(at(1.25), action)] } });
    expect(kept[20]!.vx).toBeCloseTo(2.5 + 3, 12);
  });

  test("a newer action takes over from an older one, in any event, and the older event has ended", () => {
    const events = [
      event(at(1), speed(30, { overSec: 10 })),
      event(at(2.05), speed(0, { overSec: 1 })),
      { ...event(when({ kind: "event", event: 0, state: "ended" }), jump(5)), name: "after" },
    ];
    const kept = actorUnder(events, 40);
    expect(kept[20]!.vx).toBeCloseTo(12, 12);
    // From 2.05 s: 12.1 m/s, braking at 12.1 m/s2; the first event ended at 2.05 s, so the third fires there; it is seen at tick 22.
    expect(kept[23]!.vx).toBe(5);
    expect(kept[40]!.x).toBeCloseTo(10 + (10 * 1.05 + 1.05 * 1.05) + 5 * (4 - 2.05), 9);
  });

  test("a reactive driver follows the action, then drives again and keeps the new speed as its wish", () => {
    const actors: ActorSketch[] = [
      { name: "a", motion: "reactive", start: startOn(lineOf([0, 0], [9000, 0]), 0, 10), driver: { ...IDM, desiredSpeedMps: 10 } },
    ];
    const { kept } = play(1500, { actors, storyboard: { events: [event(at(1.05), speed(14, { overSec: 2 }))] } });
    expect(kept[20]!.vx).toBeCloseTo(10 + 2 * 0.95, 9);
    expect(kept[1500]!.vx).toBeCloseTo(14, 3);
  });
});

describe("conditions: the instant at which each is met", () => {
  // The road user drives x = 10 t; "met" is 2.345 s in each case.
  const t = 2.345;
  const still = cruiser("b", 40, 0, 0);
  const cases: readonly (readonly [string, ConditionTest, ActorSketch])[] = [
    ["travelled", { kind: "travelled", slot: 1, limitM: 10 * t }, still],
    ["reach", { kind: "reach", slot: 1, xM: 10 * t + 3, yM: 4, radiusM: 5 }, still],
    [
      "distance between reference points",
      { kind: "distance", slot: 1, otherSlot: 2, rule: "below", limitM: 40 - 10 * t, freespace: false },
      still,
    ],
    ["distance box to box", { kind: "distance", slot: 1, otherSlot: 2, rule: "below", limitM: 40 - 10 * t - 4, freespace: true }, still],
    ["distance above", { kind: "distance", slot: 1, otherSlot: 2, rule: "above", limitM: 10 * t, freespace: false }, cruiser("b", 0, 0, 0)],
    ["time headway", { kind: "time-headway", slot: 1, otherSlot: 2, rule: "below", limitSec: (40 - 10 * t - 4) / 10 }, still],
    ["time to collision", { kind: "time-to-collision", slot: 1, otherSlot: 2, rule: "below", limitSec: (40 - 10 * t - 4) / 10 }, still],
  ];

  test.each(cases)("%s", (_, condition, other) => {
    const { kept } = play(30, { actors: [cruiser("a", 0, 0, 10), other], storyboard: { events: [event(when(condition), jump(0))] } });
    expect(changedAt(kept)).toBe(25);
    expect(kept[30]!.x).toBeCloseTo(10 * t, condition.kind === "reach" ? 1 : 9); // a distance to a point is not linear in time
  });

  test("speed and relative speed", () => {
    const profile = { tSec: Float64Array.of(0, 10), vMps: Float64Array.of(10, 20) };
    const actor: ActorSketch = { name: "a", motion: "scripted", start: startOn(lineOf([0, 0], [900, 0]), 0, 10), speedProfile: profile };
    for (const condition of [
      { kind: "speed", slot: 1, rule: "above", limitMps: 10 + t } as const,
      { kind: "relative-speed", slot: 1, otherSlot: 2, rule: "above", limitMps: 5 + t } as const,
      { kind: "relative-speed", slot: 2, otherSlot: 1, rule: "below", limitMps: -5 - t } as const,
    ]) {
      const { kept } = play(30, { actors: [actor, cruiser("b", 0, 20, 5)], storyboard: { events: [event(when(condition), jump(0))] } });
      expect(kept[30]!.x).toBeCloseTo(10 * t + 0.5 * t * t, 9);
    }
  });

  test("standing for a while, from the instant it stopped", () => {
    // From 10 m/s at 2 m/s2: 0.01 m/s at 4.995 s. The other leaves 1.5 s later.
    const actors = [cruiser("a", 0, 0, 10), cruiser("b", 0, 50, 0)];
    const events = [event(at(0), speed(0, { rateMps2: 2 })), event(when({ kind: "standstill", slot: 1, forSec: 1.5 }), jump(10, 2))];
    const { kept } = play(80, { actors, storyboard: { events } }, 2);
    expect(kept[80]!.x).toBeCloseTo(10 * (8 - 4.995 - 1.5), 9);
  });

  test("an event's start and end, at their own instants", () => {
    for (const [state, sec] of [
      ["started", 1.234],
      ["ended", 1.234 + 0.777],
    ] as const) {
      const events = [event(at(1.234), speed(12, { overSec: 0.777 })), event(when({ kind: "event", event: 0, state }), jump(0, 2))];
      const { kept } = play(30, { actors: [cruiser("a", 0, 0, 10), cruiser("b", 0, 50, 10)], storyboard: { events } }, 2);
      expect(kept[30]!.x).toBeCloseTo(10 * sec, 9);
    }
  });

  test("the ego's reference point is its rear axle, its box is ahead of it", () => {
    // Ego: rear axle at 10 t, box from 1 m behind to 3 m ahead. Someone stands with its centre at 40.
    const condition = (freespace: boolean, limitM: number): ConditionTest => ({
      kind: "distance",
      slot: 0,
      otherSlot: 1,
      rule: "below",
      limitM,
      freespace,
    });
    const actors = [cruiser("a", 40, 0, 0)];
    for (const test of [condition(false, 40 - 10 * t), condition(true, 40 - 10 * t - 3 - 2)]) {
      const { kept } = play(30, {
        ego: { startVLonMps: 10 },
        actors,
        storyboard: { events: [event(when(test), jump(20))] },
        ends: { allowContact: true },
      });
      expect(kept[26]!.x).toBeCloseTo(40 + 20 * (2.6 - t), 9);
    }
  });

  test("about someone who is behind, not closing, or not there, they are false", () => {
    const behind = cruiser("b", -40, 0, 30);
    const gone = cruiser("b", 40, 0, 0, { fromTick: 1000 });
    const faster = cruiser("b", 40, 0, 11);
    const tests: readonly (readonly [ConditionTest, ActorSketch])[] = [
      [{ kind: "time-headway", slot: 1, otherSlot: 2, rule: "below", limitSec: 1e9 }, cruiser("b", -40, 20, 0)],
      [{ kind: "time-to-collision", slot: 1, otherSlot: 2, rule: "below", limitSec: 1e9 }, faster],
      [
        { kind: "time-to-collision", slot: 1, otherSlot: 2, rule: "below", limitSec: 1e9 },
        { ...behind, name: "b" },
      ],
      [{ kind: "distance", slot: 1, otherSlot: 2, rule: "below", limitM: 1e9, freespace: true }, gone],
      [{ kind: "relative-speed", slot: 1, otherSlot: 2, rule: "above", limitMps: -1e9 }, gone],
    ];
    for (const [test, other] of tests) {
      const { kept } = play(3, { actors: [cruiser("a", 0, 0, 10), other], storyboard: { events: [event(when(test), jump(0))] } });
      expect(changedAt(kept)).toBe(-1);
    }
  });
});

describe("rules", () => {
  test("above and below need more than a micro-unit", () => {
    const fires = (rule: "above" | "below", limitMps: number): boolean =>
      changedAt(actorUnder([event(when({ kind: "speed", slot: 1, rule, limitMps }), jump(0))], 2)) >= 0;
    expect([fires("above", 10), fires("above", 10 - 1e-7), fires("above", 10 - 1e-5)]).toEqual([false, false, true]);
    expect([fires("below", 10), fires("below", 10 + 1e-7), fires("below", 10 + 1e-5)]).toEqual([false, false, true]);
  });
});

describe("edges", () => {
  // The other's speed is above 5 m/s between 1.25 s and 2.5 s.
  const pulse: ActorSketch = {
    name: "b",
    motion: "scripted",
    start: startOn(lineOf([0, 50], [900, 50]), 0, 0),
    speedProfile: { tSec: Float64Array.of(1, 1.5, 2.25, 2.75), vMps: Float64Array.of(0, 10, 10, 0) },
  };
  const above: ConditionTest = { kind: "speed", slot: 2, rule: "above", limitMps: 5 };
  const stopsAt = (edge: Condition["edge"], delaySec = 0, extra: Condition[] = []): number => {
    const trigger = [[{ test: above, edge, delaySec }, ...extra]];
    const { kept } = play(60, { actors: [cruiser("a", 0, 0, 10), pulse], storyboard: { events: [event(trigger, jump(0))] } });
    return kept[60]!.x / 10;
  };

  test("rising at the rise, falling at the fall, either at the first of both", () => {
    expect(stopsAt("none")).toBeCloseTo(1.25, 9);
    expect(stopsAt("rising")).toBeCloseTo(1.25, 9);
    expect(stopsAt("falling")).toBeCloseTo(2.5, 9);
    expect(stopsAt("either")).toBeCloseTo(1.25, 9);
  });

  test("the first evaluation is never a change", () => {
    const always: ConditionTest = { kind: "time", atSec: 0 };
    expect(changedAt(actorUnder([event(when(always), jump(0))], 5))).toBe(1);
    for (const edge of ["rising", "falling", "either"] as const)
      expect(changedAt(actorUnder([event(when(always, edge), jump(0))], 5))).toBe(-1);
  });

  test("a rise is seen although the other condition of its group is false then", () => {
    const late: Condition = { test: { kind: "time", atSec: 1.7 }, edge: "none", delaySec: 0 };
    expect(stopsAt("none", 0, [late])).toBeCloseTo(1.7, 9);
    expect(stopsAt("rising", 0, [late])).toBe(6); // the rise was at 1.25 s, and is over
    expect(stopsAt("falling", 0, [late])).toBeCloseTo(2.5, 9);
  });

  test("a delay shifts rises, falls and levels by its time, exactly", () => {
    for (const delaySec of [0.3, 0.333, 1, 2.2]) {
      expect(stopsAt("rising", delaySec)).toBeCloseTo(1.25 + delaySec, 9);
      expect(stopsAt("falling", delaySec)).toBeCloseTo(2.5 + delaySec, 9);
      expect(stopsAt("none", delaySec)).toBeCloseTo(1.25 + delaySec, 9);
    }
  });

  test("a delayed level ends a delay after it ended", () => {
    const guard = (atSec: number): Condition => ({ test: { kind: "time", atSec }, edge: "none", delaySec: 0 });
    expect(stopsAt("none", 1, [guard(3.3)])).toBeCloseTo(3.3, 9); // still true until 3.5 s
    expect(stopsAt("none", 1, [guard(3.7)])).toBe(6);
  });
});

describe("groups and events", () => {
  test("all conditions of a group, any of the groups", () => {
    const time = (atSec: number): Condition => ({ test: { kind: "time", atSec }, edge: "none", delaySec: 0 });
    const trigger = [[time(1.1), time(1.43)], [time(1.72)]];
    expect(actorUnder([event(trigger, jump(0))], 30)[30]!.x).toBeCloseTo(14.3, 9);
  });

  test("no group never fires; an empty group fires at once", () => {
    expect(changedAt(actorUnder([event([], jump(0))], 5))).toBe(-1);
    expect(actorUnder([event([[]], jump(0))], 5)[5]!.x).toBe(0);
  });

  test("an event fires as often as it may, each time after it has ended", () => {
    const slower: StoryEvent = { ...event(at(0), speed(-1, { relativeTo: 1, overSec: 1 })), maxExecutions: 3 };
    const kept = actorUnder([slower], 60);
    expect(kept[60]!.vx).toBeCloseTo(7, 9);
    expect(kept[60]!.x).toBeCloseTo(9.5 + 8.5 + 7.5 + 7 * 3, 9);
  });

  test("simultaneous events see one world: a speed copied both ways swaps, whatever the order", () => {
    const copy = (actor: number, from: number): StoryAction => speed(0, { actor, relativeTo: from, shape: "step" });
    const actors = [cruiser("a", 0, 0, 10), cruiser("b", 0, 50, 4)];
    for (const events of [
      [event(at(1), copy(1, 2)), event(at(1), copy(2, 1))],
      [event(at(1), copy(2, 1)), event(at(1), copy(1, 2))],
    ]) {
      expect(play(20, { actors, storyboard: { events } }, 1).kept[20]!.vx).toBe(4);
      expect(play(20, { actors, storyboard: { events } }, 2).kept[20]!.vx).toBe(10);
    }
  });

  test("of two events in one tick the later instant has the last word, not the later line", () => {
    const kept = actorUnder([event(at(1.08), jump(3)), event(at(1.02), jump(7))], 20);
    expect(kept[20]!.vx).toBe(3);
    expect(kept[20]!.x).toBeCloseTo(10.2 + 7 * 0.06 + 3 * 0.92, 9);
  });

  test("remove takes a road user out; actions for it afterwards do nothing and end at once", () => {
    const events = [
      event(at(1), { kind: "remove", actor: 1 }),
      event(at(2), speed(30, { overSec: 100 })),
      event(when({ kind: "event", event: 1, state: "ended" }), jump(0, 2)),
    ];
    const actors = [cruiser("a", 0, 0, 10), cruiser("b", 0, 50, 10)];
    expect(
      play(40, { actors, storyboard: { events } }, 1)
        .kept.map((r) => r.present)
        .indexOf(false),
    ).toBe(11);
    expect(play(40, { actors, storyboard: { events } }, 2).kept[40]!.x).toBeCloseTo(20, 9);
  });

  test("friction changes the road under the ego", () => {
    const events = [event(at(1), { kind: "friction", frictionRatio: 0.2 })];
    const world = worldOf({ dtSec: 0.1, ego: { startVLonMps: 20 }, storyboard: { events } });
    const { kept } = runOf(
      world,
      () => steer(-8, 0),
      (r) => r.ego.vLonMps,
      { maxTick: 20 },
    );
    expect(kept[10]).toBeCloseTo(12, 6);
    expect(kept[20]).toBeCloseTo(12 - 0.2 * 9.81, 6);
  });

  test("the stop trigger ends the run", () => {
    const storyboard: Storyboard = { events: [], stop: when({ kind: "travelled", slot: 1, limitM: 12 }) };
    const { outcome } = play(50, { actors: [cruiser("a", 0, 0, 10)], storyboard });
    expect(outcome.end).toMatchObject({ reason: "stop-condition", tick: 12 });
  });

  test("a trigger that never fires is told at the end", () => {
    const events = [event(at(1), jump(0)), { ...event(at(99), jump(0)), name: "never" }];
    const { outcome } = play(50, { actors: [cruiser("a", 0, 0, 10)], storyboard: { events } });
    expect(outcome.end).toMatchObject({ reason: "not-triggered", tick: 50 });
    expect(outcome.end.detail).toContain('"never"');
  });
});

describe("to the side", () => {
  const road = straightRoad(3, 3000, 1);
  const change = (lanes: number, overSec = 3, shape: "cubic" | "step" = "cubic"): StoryAction => ({
    kind: "lane-change",
    actor: 1,
    lanes,
    shape,
    overSec,
  });
  const onLane = (lane: number, y: number): ActorSketch => ({
    name: "a",
    motion: "scripted",
    start: startOn(lineOf([0, y], [2900, y]), 50, 20, { lane }),
    speedProfile: null,
  });

  test("a lane change ends on the neighbour's centre, and is halfway at half time", () => {
    const { kept } = play(60, { road, actors: [onLane(1, -5.25)], storyboard: { events: [event(at(1.04), change(1))] } });
    expect(kept[10]!.y).toBeCloseTo(-5.25, 12);
    expect(kept[60]!.y).toBeCloseTo(-1.75, 9);
    const u = (2.5 - 1.04) / 3;
    expect(kept[25]!.y).toBeCloseTo(-5.25 + 3.5 * u * u * (3 - 2 * u), 9);
  });

  test("two lanes at once, to the right, and one after another", () => {
    expect(play(60, { road, actors: [onLane(0, -1.75)], storyboard: { events: [event(at(1), change(-2))] } }).kept[60]!.y).toBeCloseTo(
      -8.75,
      9,
    );
    const events = [event(at(1), change(-1, 1)), event(at(3), change(-1, 1)), event(at(5), change(1, 0, "step"))];
    const { kept } = play(60, { road, actors: [onLane(0, -1.75)], storyboard: { events } });
    expect([kept[29]!.y, kept[45]!.y, kept[60]!.y].map((y) => Math.round(y * 1e6) / 1e6)).toEqual([-5.25, -8.75, -5.25]);
  });

  test("left is left of the driving direction: against the road's direction, and onto the oncoming lane", () => {
    const against: ActorSketch = {
      name: "a",
      motion: "scripted",
      start: startOn(lineOf([2900, 1.75], [0, 1.75]), 50, 20, { lane: 3 }),
      speedProfile: null,
    };
    expect(play(60, { road, actors: [against], storyboard: { events: [event(at(1), change(1))] } }).kept[60]!.y).toBeCloseTo(-1.75, 9);
    expect(play(60, { road, actors: [onLane(0, -1.75)], storyboard: { events: [event(at(1), change(1))] } }).kept[60]!.y).toBeCloseTo(
      1.75,
      9,
    );
    const overAndOn = [event(at(1), change(1, 1)), event(at(3), change(-2, 1))];
    expect(play(60, { road, actors: [onLane(0, -1.75)], storyboard: { events: overAndOn } }).kept[60]!.y).toBeCloseTo(-5.25, 9);
  });

  test("a lane that is not there ends the run as an input error that says who and where", () => {
    const { outcome } = play(60, {
      road,
      actors: [onLane(2, -8.75)],
      storyboard: { events: [{ ...event(at(1), change(-1)), name: "swerve" }] },
    });
    expect(outcome.end).toMatchObject({ reason: "input-error", tick: 11 });
    expect(outcome.end.detail).toBe('event "swerve": a (car, id 2) has no lane 1 to its right where it is');
  });

  test("an offset is kept from the centre of the lane it is on", () => {
    const offset: StoryAction = { kind: "lane-offset", actor: 1, offsetM: 0.5, shape: "linear", overSec: 1 };
    const events = [event(at(1), offset), event(at(3), change(1, 1)), event(at(5), { ...offset, offsetM: -0.25 })];
    const { kept } = play(70, { road, actors: [onLane(1, -5.25)], storyboard: { events } });
    expect([kept[25]!.y, kept[45]!.y, kept[70]!.y].map((y) => Math.round(y * 1e6) / 1e6)).toEqual([-4.75, -1.75, -2]);
  });

  test("to the side and along are two domains: neither ends the other", () => {
    const events = [event(at(1), change(1, 3)), event(at(2), speed(30, { overSec: 1 }))];
    const { kept } = play(60, { road, actors: [onLane(1, -5.25)], storyboard: { events } });
    expect(kept[60]!.y).toBeCloseTo(-1.75, 9);
    expect(kept[60]!.vx).toBeCloseTo(30, 9);
  });
});

test("an action on the ego or a replayed road user is a compiled world that is not sound", () => {
  const events = [event(at(1), jump(3, 0))];
  expect(() => worldAndRun(events)).toThrow(/not sound.*"speed" on slot 0/);
});

function worldAndRun(events: readonly StoryEvent[]): void {
  play(1, { storyboard: { events } });
}
