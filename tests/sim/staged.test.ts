import { describe, expect, test } from "vitest";
import { hashFinish, hashHex, hashStart } from "../../src/core/hash.ts";
import { advance, answer, openRun, runSync } from "../../src/sim/loop.ts";
import type { Reply, Session } from "../../src/sim/port.ts";
import { FRICTION, hashState, snapshot, type WorldState } from "../../src/sim/state.ts";
import { initialState } from "../../src/sim/tick.ts";
import type { WorldModel } from "../../src/sim/world.ts";
import { BRAKES, builtin, modelOf, type Parts, runOf, specIn, startXml, storyFolder, storyXml, USUAL } from "../scenario/story/support.ts";

const LANE_CHANGE = `<PrivateAction><LateralAction><LaneChangeAction>
  <LaneChangeActionDynamics dynamicsShape="sinusoidal" value="3" dynamicsDimension="time"/>
  <LaneChangeTarget><AbsoluteTargetLane value="-2"/></LaneChangeTarget>
</LaneChangeAction></LateralAction></PrivateAction>`;
const ICE = `<GlobalAction><EnvironmentAction><Environment name="ice"><RoadCondition frictionScaleFactor="0.2"/></Environment></EnvironmentAction></GlobalAction>`;
/** Keeps its gap to the car ahead, which stands, unless somebody else drives. */
const KEEPS_GAP = `<Private entityRef="Ego"><PrivateAction><ControllerAction>
  <AssignControllerAction activateLateral="true" activateLongitudinal="true"><Controller name="ACCController"><Properties/></Controller></AssignControllerAction>
</ControllerAction></PrivateAction></Private>`;
const STANDS: Parts = { ...BRAKES, init: `${startXml("Ego", 50, 15)}${startXml("Lead", 70, 0)}` };
const folder = storyFolder({
  "brakes.xosc": storyXml(BRAKES),
  "moves.xosc": storyXml({ ...BRAKES, actor: "Ego", action: LANE_CHANGE, atSec: 0.5 }),
  "stands.xosc": storyXml(STANDS),
  "assigned.xosc": storyXml({ ...STANDS, init: `${startXml("Ego", 50, 15)}${startXml("Lead", 120, 0)}${KEEPS_GAP}` }),
  "unassigned.xosc": storyXml({ ...STANDS, init: `${startXml("Ego", 50, 15)}${startXml("Lead", 120, 0)}` }),
  "ice.xosc": storyXml({ ...BRAKES, action: ICE }),
});

function model(file: string, dtSec: number | null = null): WorldModel {
  return modelOf(specIn(folder, file, { ...USUAL, dtSec }));
}

/** Asks for nothing until a tick, for this acceleration straight on from then. */
function takesOverAt(tick: number, accelMps2 = 0): Session {
  const decide = (o: { readonly tick: number }): Reply => {
    const free = { kind: "command", tick: o.tick, command: { kind: "none" }, mode: "engaged", debug: [] } as const;
    return o.tick < tick ? free : { ...free, command: { kind: "accel-steer", lateral: "road-wheel", accelMps2, roadWheelRad: 0 } };
  };
  return { start: () => ({ kind: "ready" }), decide, end: () => undefined };
}

function hashOf(state: WorldState): string {
  const chain = hashStart("");
  hashState(chain, state);
  hashFinish(chain);
  return hashHex(chain);
}

describe("an ego that its story drives", () => {
  test("is where the story has it, tick by tick", () => {
    const { outcome, seen } = runOf(model("brakes.xosc"), builtin("story"));
    expect(outcome.end.reason).toBe("stop-condition");
    // The stop trigger is seen at 4 s; the tick begun then moves nobody.
    expect(seen.map(({ tick }) => tick)).toEqual(Array.from({ length: 402 }, (_, i) => i));
    for (const { tick, xM, yM, vLonMps } of seen.slice(0, 401)) {
      expect(xM).toBeCloseTo(50 + 0.15 * tick, 9);
      expect([yM, vLonMps]).toEqual([-1.75, 15]);
    }
  });

  test("is not judged by what it runs into, until it is taken over", () => {
    expect(runOf(model("stands.xosc"), builtin("story")).outcome.end.reason).toBe("stop-condition");
    // Free way to the rear of the lead: 20 m less a car of 4.5 m; at 15 m/s 1.03 s.
    const { end } = runOf(model("stands.xosc"), takesOverAt(0)).outcome;
    expect(end).toMatchObject({ reason: "contact" });
    expect(end.tick / 100).toBeCloseTo(15.5 / 15, 1);
  });
});

describe("taking the ego over", () => {
  test.each([
    ["driving straight on", "brakes.xosc", 100],
    ["in the middle of a lane change", "moves.xosc", 150],
  ])("%s, it goes on from its pose and speed without a jump", (_what, file, at) => {
    const story = runOf(model(file), builtin("story")).seen;
    const { seen } = runOf(model(file), takesOverAt(at));
    expect(seen.slice(0, at + 1)).toEqual(story.slice(0, at + 1));
    const before = seen[at]!;
    const after = seen[at + 1]!;
    expect(after.xM - before.xM).toBeCloseTo(0.15, 2);
    expect(Math.abs(after.yM - story[at + 1]!.yM)).toBeLessThan(0.01);
    expect(Math.abs(after.yawRad - story[at + 1]!.yawRad)).toBeLessThan(0.005);
    expect(Math.abs(after.vLonMps - before.vLonMps)).toBeLessThan(0.05);
  });

  test("no controller that the file assigns acts on an ego that is driven", () => {
    const last = (file: string, session: Session): number => runOf(model(file), session).seen.at(-1)!.xM;
    expect(last("assigned.xosc", builtin("story"))).toBeLessThan(last("unassigned.xosc", builtin("story")) - 1);
    expect(runOf(model("assigned.xosc"), takesOverAt(0)).seen).toEqual(runOf(model("unassigned.xosc"), takesOverAt(0)).seen);
  });

  test("the story sees the ego where it is, and how fast", () => {
    const world = model("moves.xosc");
    const state = initialState(world);
    const run = openRun(world, { record: () => undefined }, { state, maxTick: 300 });
    const session = takesOverAt(100, -2);
    for (let o = advance(run); o !== null; o = advance(run)) answer(run, session.decide(o) as Reply);
    const entity = state.staged!.state.entities[0]!;
    const { seen } = state.ego;
    expect(entity.isExternal).toBe(true);
    expect([entity.xM, entity.yM, entity.speedMps, entity.accelMps2]).toEqual([seen.xM, seen.yM, seen.vLonMps, seen.aLonMps2]);
    // Its velocity in the plane belongs to its speed: conditions compare that.
    expect(Math.sqrt(entity.vxMps ** 2 + entity.vyMps ** 2)).toBeCloseTo(Math.sqrt(seen.vLonMps ** 2 + seen.vLatMps ** 2), 9);
    expect(seen.vLonMps).toBeLessThan(13);
  });
});

describe("friction", () => {
  test("that the story sets is that of the ego's road from the next tick on", () => {
    const world = model("ice.xosc");
    const state = initialState(world);
    const run = openRun(world, { record: () => undefined }, { state, maxTick: 150 });
    const session = builtin("story");
    const seen = new Set<string>();
    for (let o = advance(run); o !== null; o = advance(run)) {
      seen.add(`${o.tick <= 100}: ${state.runNumbers[FRICTION]}`);
      answer(run, session.decide(o) as Reply);
    }
    expect([...seen]).toEqual(["true: 1", "false: 0.2"]);
  });
});

describe("a snapshot of a staged state", () => {
  test.each([
    ["story", "moves.xosc"],
    ["pursuit", "brakes.xosc"],
  ] as const)("goes on bit by bit like the run it was taken of (builtin:%s)", (_name, file) => {
    const world = model(file, 0.02);
    const at = [0, 1, 24, 25, 26, 60, 120];
    const session = takesOverAt(file === "moves.xosc" ? 1000 : 40, -1);
    const state = initialState(world);
    const copies = new Map<number, WorldState>();
    const run = openRun(world, { record: () => undefined }, { state, maxTick: 160 });
    for (let o = advance(run); o !== null; o = advance(run)) {
      if (at.includes(o.tick)) copies.set(o.tick, snapshot(world, state));
      answer(run, session.decide(o) as Reply);
    }
    const end = hashOf(state);
    expect([...copies.keys()]).toEqual(at);
    for (const copy of copies.values()) {
      expect(hashOf(copy)).not.toBe(end);
      const rest = openRun(world, { record: () => undefined }, { state: copy, maxTick: 160 });
      for (let o = advance(rest); o !== null; o = advance(rest)) answer(rest, session.decide(o) as Reply);
      expect(hashOf(copy)).toBe(end);
      expect(copy.staged!.state).toEqual(state.staged!.state);
    }
  });
});

describe("the hash of a run", () => {
  const hashes = (value: string) => {
    const world = model("brakes.xosc", 0.02);
    const parameters = [{ name: "p", type: "string", value }] as const;
    const { story } = world;
    return runOf({ ...world, story: { ...story!, spec: { ...story!.spec, parameters } } }, builtin("story")).outcome;
  };

  test("tells stories apart that move everybody alike", () => {
    const [one, two] = [hashes("1"), hashes("2")];
    expect(hashes("1").hash).toBe(one.hash);
    expect(two.hash).not.toBe(one.hash);
    expect(two.checkpoints.map((c) => c.hash)).not.toContain(one.checkpoints[0]!.hash);
  });

  test("is the same however often hashes are kept on the way", () => {
    const world = model("brakes.xosc", 0.02);
    const ends = [1, 7, 100].map((checkpointEvery) => runSync(world, builtin("story"), { record: () => undefined }, { checkpointEvery }));
    expect(new Set(ends.map(({ hash }) => hash)).size).toBe(1);
    expect(ends[0]!.checkpoints.find(({ tick }) => tick === 100)).toEqual(ends[2]!.checkpoints[1]);
  });
});

describe("the ego's route", () => {
  test("goes on along its lane to the end of the road", () => {
    const { route } = model("brakes.xosc").ego;
    expect([route?.xM[0], route?.yM[0]]).toEqual([50, -1.75]);
    expect(route?.xM.at(-1)).toBeGreaterThan(997);
  });
});
