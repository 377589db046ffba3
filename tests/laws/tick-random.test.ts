import { expect, test } from "vitest";
import { nextInt, nextUniform, randomStream, type RandomStream } from "../../src/core/random.ts";
import { advance, answer, openRun } from "../../src/sim/loop.ts";
import { END_REASONS, type Reply } from "../../src/sim/port.ts";
import { snapshot, type WorldState } from "../../src/sim/state.ts";
import type { Condition, ConditionTest, StoryAction, StoryEvent, TransitionShape } from "../../src/sim/storyboard-model.ts";
import { initialState } from "../../src/sim/tick.ts";
import type { WorldModel } from "../../src/sim/world.ts";
import { ACTOR_CLASSES } from "../../src/trace/tick.ts";
import {
  type ActorSketch,
  IDM,
  lineOf,
  NO_SINK,
  recordingOf,
  sessionOf,
  startOn,
  steer,
  straightRoad,
  trackOf,
  worldOf,
} from "../support/world.ts";

/** Worlds nobody would write: whatever is in them, a run ends with a reason, nothing is thrown, and a copy goes on like the original. */

const WORLDS = 150;
const TICKS = 250;

const between = (r: RandomStream, low: number, high: number): number => low + (high - low) * nextUniform(r);
const chance = (r: RandomStream, share: number): boolean => nextUniform(r) < share;
const pick = <T>(r: RandomStream, list: readonly T[]): T => list[nextInt(r, list.length)]!;

function randomActor(r: RandomStream, i: number, dtSec: number): ActorSketch {
  const cls = pick(r, ACTOR_CLASSES);
  const lengthM = between(r, 0.3, 12);
  const common = { name: `a${i}`, cls, size: { lengthM, widthM: between(r, 0.3, 2.6), rearM: lengthM * nextUniform(r) } };
  const x = between(r, -30, 60);
  const y = pick(r, [-8.75, -5.25, -1.75, 1.75, between(r, -12, 5)]);
  const v = chance(r, 0.2) ? 0 : between(r, -3, 30);
  if (chance(r, 0.3)) {
    const track = trackOf(nextInt(r, 2 * TICKS) + 1, dtSec, (t) => ({ x: x + v * t, y: y + Math.sin(t), yaw: 0.1 * Math.cos(t), v }));
    track.present.fill(0, nextInt(r, 50), 50);
    return { ...common, motion: "replayed", track };
  }
  const bend = Array.from({ length: 60 }, (_, k) => [x + 40 * Math.sin(k / 20), y + 40 * (1 - Math.cos(k / 20))] as const);
  const path = chance(r, 0.3) ? lineOf(...bend) : lineOf([x, y], [x + between(r, 20, 400), y]);
  const lane = chance(r, 0.5) ? nextInt(r, 4) : -1;
  const start = startOn(path, between(r, 0, 15), v, {
    tM: chance(r, 0.3) ? between(r, -4, 4) : 0,
    fromTick: chance(r, 0.3) ? nextInt(r, 100) : 0,
    lane,
  });
  if (chance(r, 0.4))
    return {
      ...common,
      motion: "reactive",
      start: { ...start, speedMps: Math.abs(v) },
      driver: { ...IDM, desiredSpeedMps: between(r, 0, 35) },
    };
  const speedProfile = chance(r, 0.5) ? { tSec: Float64Array.of(0.1, 0.5, 2), vMps: Float64Array.of(v, between(r, 0, 20), 0) } : null;
  return { ...common, motion: "scripted", start, speedProfile };
}

function randomTest(r: RandomStream, slots: number, events: number): ConditionTest {
  const a = nextInt(r, slots);
  const b = (a + 1 + nextInt(r, slots - 1)) % slots;
  const rule = pick(r, ["above", "below"] as const);
  return pick<() => ConditionTest>(r, [
    () => ({ kind: "time", atSec: between(r, 0, 3) }),
    () => ({ kind: "distance", slot: a, otherSlot: b, rule, limitM: between(r, 0, 60), freespace: chance(r, 0.5) }),
    () => ({ kind: "time-headway", slot: a, otherSlot: b, rule, limitSec: between(r, 0, 4) }),
    () => ({ kind: "time-to-collision", slot: a, otherSlot: b, rule, limitSec: between(r, 0, 6) }),
    () => ({ kind: "speed", slot: a, rule, limitMps: between(r, 0, 20) }),
    () => ({ kind: "relative-speed", slot: a, otherSlot: b, rule, limitMps: between(r, -10, 10) }),
    () => ({ kind: "travelled", slot: a, limitM: between(r, 0, 40) }),
    () => ({ kind: "reach", slot: a, xM: between(r, 0, 50), yM: between(r, -10, 5), radiusM: between(r, 0, 10) }),
    () => ({ kind: "standstill", slot: a, forSec: between(r, 0, 1) }),
    () => ({ kind: "event", event: nextInt(r, events), state: pick(r, ["started", "ended"] as const) }),
  ])();
}

function randomAction(r: RandomStream, actors: readonly ActorSketch[]): StoryAction {
  const actor = 1 + nextInt(r, actors.length);
  const shape = pick<TransitionShape>(r, ["linear", "sinusoidal", "cubic", "step"]);
  const amount = between(r, 0, 3);
  if (chance(r, 0.1)) return { kind: "friction", frictionRatio: nextUniform(r) };
  if (chance(r, 0.1) || actors[actor - 1]!.motion === "replayed") return { kind: "remove", actor };
  if (chance(r, 0.3)) return { kind: "lane-change", actor, lanes: pick(r, [-2, -1, 1, 2]), shape, overSec: amount };
  if (chance(r, 0.3)) return { kind: "lane-offset", actor, offsetM: between(r, -2, 2), shape, overSec: amount };
  const by = pick(r, ["overSec", "rateMps2", "overM"] as const);
  const over = { overSec: null, rateMps2: null, overM: null, [by]: amount + 0.1 };
  return {
    kind: "speed",
    actor,
    targetMps: between(r, -2, 25),
    relativeTo: chance(r, 0.3) ? nextInt(r, actors.length + 1) : -1,
    shape,
    ...over,
  };
}

function randomWorld(r: RandomStream): WorldModel {
  const dtSec = pick(r, [0.01, 0.02, 0.1]);
  const actors = Array.from({ length: 1 + nextInt(r, 8) }, (_, i) => randomActor(r, i, dtSec));
  const count = 1 + nextInt(r, 5);
  const condition = (): Condition => ({
    test: randomTest(r, actors.length + 1, count),
    edge: pick(r, ["none", "rising", "falling", "either"] as const),
    delaySec: chance(r, 0.4) ? between(r, 0, 1) : 0,
  });
  const group = (): Condition[] => Array.from({ length: 1 + nextInt(r, 2) }, condition);
  const events: StoryEvent[] = Array.from({ length: count }, (_, e) => ({
    name: `e${e}`,
    trigger: Array.from({ length: 1 + nextInt(r, 2) }, group),
    actions: Array.from({ length: nextInt(r, 4) }, () => randomAction(r, actors)),
    maxExecutions: 1 + nextInt(r, 3),
  }));
  const recorded = chance(r, 0.5) ? recordingOf(1 + nextInt(r, 2 * TICKS), dtSec, (t) => ({ x: 12 * t, y: Math.sin(t), v: 12 })) : null;
  return worldOf({
    dtSec,
    seed: nextInt(r, 1000),
    timing: pick(r, ["subtick", "tick"] as const),
    road: straightRoad(3, 300, 1),
    actors,
    storyboard: { events, stop: chance(r, 0.2) ? [group()] : [] },
    ego: { startYM: -1.75, startVLonMps: between(r, 0, 40), recorded, route: chance(r, 0.5) ? lineOf([0, -1.75], [300, -1.75]) : null },
    firstControlledTick: recorded === null ? 0 : nextInt(r, Math.min(40, recorded.valid.length)),
    sensors: {
      latencyTicks: nextInt(r, 12),
      dropRatio: chance(r, 0.5) ? 0.2 : 0,
      positionNoiseM: 0.1,
      occlusion: chance(r, 0.5),
      maxObjects: nextInt(r, 6),
      rangeM: between(r, 5, 100),
    },
    ends: { maxTicks: TICKS, allowContact: chance(r, 0.7), offMapM: chance(r, 0.5) ? 5 : Infinity, endWithRecording: chance(r, 0.1) },
    observationEvery: 1 + nextInt(r, 5),
    actuationDelayTicks: nextInt(r, 6),
  });
}

test(`${WORLDS} random worlds: each run ends with a reason, and a snapshot of it ends the same`, () => {
  const seen = new Set<string>();
  for (let i = 0; i < WORLDS; i++) {
    const r = randomStream(i, "worlds");
    const model = randomWorld(r);
    const kind = nextInt(r, 3);
    const session = sessionOf((o) => {
      const accelMps2 = Math.sin(o.tick / 20 + o.objects.count);
      if (kind === 0) return { kind: "longitudinal", accelMps2 };
      return kind === 1 && o.tick < 50 ? { kind: "none" } : steer(accelMps2, 0.05 * Math.sin(o.tick / 9));
    });
    const state = initialState(model);
    const run = openRun(model, NO_SINK, { state });
    const copyAt = nextInt(r, TICKS);
    let copy: WorldState | null = null;
    for (let o = advance(run); o !== null; o = advance(run)) {
      if (copy === null && o.tick >= copyAt) copy = snapshot(model, state);
      answer(run, session.decide(o) as Reply);
    }
    expect(END_REASONS).toContain(run.end!.reason);
    expect(run.end!.detail).not.toBe("");
    seen.add(run.end!.reason);
    if (copy === null) continue;
    const again = openRun(model, NO_SINK, { state: copy });
    for (let o = advance(again); o !== null; o = advance(again)) answer(again, session.decide(o) as Reply);
    expect(again.end).toEqual(run.end);
    expect(Buffer.from(copy.numbers.buffer).equals(Buffer.from(state.numbers.buffer))).toBe(true);
  }
  expect(seen.size).toBeGreaterThanOrEqual(5);
  expect(seen).not.toContain("diverged");
});
