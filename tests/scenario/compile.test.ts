import { describe, expect, test } from "vitest";
import { boxCentreOf } from "../../src/core/box.ts";
import { InputError } from "../../src/core/errors.ts";
import { cos, sin } from "../../src/core/dmath.ts";
import type { Channel, Drive, DriveActor } from "../../src/drive/drive.ts";
import { parametricRoad } from "../../src/road/parametric.ts";
import { compile } from "../../src/scenario/compile/compile.ts";
import { locateProblem, readScenario, specOf } from "../../src/scenario/parse/read-scenario.ts";
import type { ScenarioSpec } from "../../src/scenario/spec.ts";
import { builtinController } from "../../src/control/builtin/builtin.ts";
import { runStartOf, runSync } from "../../src/sim/loop.ts";
import type { WorldModel } from "../../src/sim/world.ts";
import { testContext } from "./context.ts";

const HEAD = "redrive: 1\nname: test\n";
const ROAD = `${HEAD}world: { road: { lanes: 2, oncomingLanes: 1, lengthM: 500, speedLimitMps: 15 } }
ends: { durationSec: 10 }
`;
const EGO = 'ego: { vehicle: compact, start: { lane: "-1", sM: 100, speedMps: 12 } }\n';

/** The spec of a text; a world with a drive names any file that is there, the drive itself is made by hand below. */
function spec(text: string): ScenarioSpec {
  const scenario = readScenario(text, "test.yaml", testContext());
  return specOf(scenario, 0);
}

function world(text: string): WorldModel {
  return compile(spec(text), null);
}

function problemsOf(work: () => unknown): { code: string; path: string }[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(({ code, path }) => ({ code, path }));
  }
}

describe("a road world", () => {
  test("puts the ego's box centre, not its rear axle, at the start", () => {
    const { ego, header } = world(ROAD + EGO);
    // compact: 4.255 m long, 0.775 m from the rear end to the rear axle, so the axle is 1.3525 m behind the centre
    expect(ego.start.pose.xM).toBeCloseTo(100 - (4.255 / 2 - 0.775), 12);
    expect(ego.start.pose.yM).toBeCloseTo(-1.75, 12);
    expect(ego.start.pose.yawRad).toBe(0);
    expect(ego.start.vLonMps).toBe(12);
    expect(header.speedLimitMps).toBe(15);
    expect(header.wheelbaseM).toBeCloseTo(2.637, 12);
  });

  test("counts s along each lane's own driving direction", () => {
    const { actors } = world(`${ROAD + EGO}actors: { other: { script: { lane: "1", sM: 100, speedMps: 10 } } }\n`);
    const other = actors[1];
    if (other?.motion !== "scripted") throw new Error("a scripted road user is expected in slot 1");
    const { path } = other.start;
    expect([path.xM[0], path.yM[0]]).toEqual([500, 1.75]);
    expect(path.xM.at(-1)).toBeCloseTo(0, 9);
    expect(other.start.sM).toBe(100);
  });

  test("gives each road user a slot: the ego the first, the others in the order of the file", () => {
    const { actors, header, egoIndex } = world(`${ROAD + EGO}actors:
  zebra: { class: bus, script: { lane: "-2", sM: 10, speedMps: 1 } }
  ant: { class: static, lengthM: 1, widthM: 2, reactive: { path: [[0, 30], [50, 30]], speedMps: 2, desiredSpeedMps: 3 } }
`);
    expect(egoIndex).toBe(0);
    expect(header.actors.map((a) => [a.id, a.name, a.cls, a.motion])).toEqual([
      [0, "ego", "car", "ego"],
      [1, "zebra", "bus", "scripted"],
      [2, "ant", "static", "reactive"],
    ]);
    expect(header.actors[2]?.footprint).toEqual({ lengthM: 1, widthM: 2, rearM: 0.5 });
    expect(actors[2]).toMatchObject({ driver: { desiredSpeedMps: 3, timeHeadwaySec: 1.5, minGapM: 2 } });
  });

  test("turns names into slots and times into ticks", () => {
    const model =
      world(`${ROAD + EGO}actors: { a: { script: { lane: "-2", sM: 10, speedMps: 1 }, fromSec: 0.5 }, b: { script: { lane: "-2", sM: 50, speedMps: 1 } } }
storyboard:
  - { name: first, when: { event: { name: second } }, do: { remove: { actor: b } } }
  - { name: second, when: { timeHeadway: { from: b, to: a, aboveSec: 2 } }, do: { speed: { actor: a, targetMps: 1, relativeTo: ego, shape: step } } }
stop: [{ reach: { lane: "-2", sM: 200, tM: 1, radiusM: 3 } }, { speed: { actor: a, aboveMps: 2 } }]
sensors: { rangeM: 100, latencySec: 0.25 }
environment: { visibilityM: 80 }
controller: { delaySec: 0.03 }
`);
    expect(model.storyboard.events[0]?.trigger).toEqual([
      [{ test: { kind: "event", event: 1, state: "ended" }, edge: "none", delaySec: 0 }],
    ]);
    expect(model.storyboard.events[0]?.actions).toEqual([{ kind: "remove", actor: 2 }]);
    expect(model.storyboard.events[1]?.trigger[0]?.[0]?.test).toEqual({
      kind: "time-headway",
      slot: 2,
      otherSlot: 1,
      rule: "above",
      limitSec: 2,
    });
    expect(model.storyboard.events[1]?.actions[0]).toMatchObject({ actor: 1, relativeTo: 0, overSec: null });
    expect(model.storyboard.stop[0]?.map((c) => c.test)).toEqual([
      { kind: "reach", slot: 0, xM: 200, yM: -4.25, radiusM: 3 },
      { kind: "speed", slot: 1, rule: "above", limitMps: 2 },
    ]);
    expect(model.sensors).toMatchObject({ rangeM: 80, latencyTicks: 25 });
    expect(model.actuationDelayTicks).toBe(3);
    expect(model.actors[1]).toMatchObject({ start: { fromTick: 50 } });
    expect(model.ends).toMatchObject({ durationTicks: 1000, maxTicks: 6000, endWithRecording: false });
  });

  test("sees without limit where neither range nor visibility is given", () => {
    expect(world(ROAD + EGO).sensors.rangeM).toBe(Infinity);
  });

  test("follows the lanes it is told, across to a neighbour", () => {
    const start = 'ego: { vehicle: compact, start: { lane: "-2", sM: 10, speedMps: 12 }, routeLanes: ["-1"], goal: { sM: 400 } }\n';
    const { ego } = world(ROAD + start);
    expect([ego.route?.yM[0], ego.route?.yM.at(-1)]).toEqual([-5.25, -1.75]);
    expect(ego.goal?.pose.yM).toBeCloseTo(-1.75, 9);
  });

  test("is refused where the ego would begin inside another, unless contact is allowed", () => {
    const blocked = `${ROAD + EGO}actors: { wall: { script: { lane: "-1", sM: 103, speedMps: 0 } } }\n`;
    expect(problemsOf(() => world(blocked))).toEqual([{ code: "RDV_SCENARIO_WORLD", path: "ego" }]);
    expect(problemsOf(() => world(blocked.replace("durationSec: 10", "durationSec: 10, allowContact: true")))).toEqual([]);
    expect(problemsOf(() => world(blocked.replace("sM: 103", "sM: 105")))).toEqual([]);
    expect(problemsOf(() => world(blocked.replace("speedMps: 0 }", "speedMps: 0 }, fromSec: 1")))).toEqual([]);
  });

  test("is refused where the goal lies beyond the end of the route", () => {
    const far = ROAD + EGO.replace("speedMps: 12 } }", "speedMps: 12 }, goal: { sM: 501 } }");
    expect(problemsOf(() => world(far))).toEqual([{ code: "RDV_SCENARIO_WORLD", path: "ego.goal.sM" }]);
  });
});

// ---- a drive made by hand: 10 s at 10 Hz; "a" at 10 m/s along x from x = 0, y = 0, braking at 1 m/s^2 from 5 s on; "b" 30 m before it ----

const STAMPS = Float64Array.from({ length: 101 }, (_, i) => i * 1e8);

function wayM(t: number): number {
  return t <= 5 ? 10 * t : 50 + 10 * (t - 5) - 0.5 * (t - 5) * (t - 5);
}

function actor(id: string, aheadM: number, changes: Partial<DriveActor> = {}): DriveActor {
  const t = STAMPS.map((ns) => ns / 1e9);
  return {
    id,
    cls: "car",
    lengthM: 5,
    widthM: 2,
    tNs: STAMPS,
    xM: t.map((sec) => aheadM + wayM(sec)),
    yM: t.map(() => 0),
    yawRad: t.map(() => 0),
    vLonMps: t.map((sec) => (sec <= 5 ? 10 : 15 - sec)),
    gapLimitNs: 1e9,
    ...changes,
  };
}

function channel(value: Float64Array): Channel {
  return { tNs: STAMPS, value, between: "linear", gapLimitNs: 1e9 };
}

const EGO_CHANNELS = {
  xM: channel(STAMPS.map((ns) => ns / 1e8)),
  yM: channel(STAMPS.map(() => 2)),
  yawRad: channel(STAMPS.map(() => 0)),
  vLonMps: channel(STAMPS.map(() => 10)),
};

function drive(changes: Partial<Drive> = {}): Drive {
  return {
    name: "test",
    format: "csv",
    vehicle: null,
    synthetic: true,
    durationNs: 1e10,
    ego: EGO_CHANNELS,
    actors: [actor("a", 0), actor("b", 30), actor("c", 60, { lengthM: 8, cls: "truck" })],
    road: { source: "none", lanes: [] },
    notes: [],
    task: null,
    contentHash: "0123456789abcdef",
    ...changes,
  };
}

const REPLAY = `${HEAD}world: { drive: test.yaml.txt }\n`;

/** `drive: test.yaml.txt` stands for the drive above. */
function replay(text: string, recording: Drive = drive()): WorldModel {
  const context = testContext();
  const files = { ...context.files, drive: () => ({ ok: true, value: "/nowhere/test.csv" }) as const };
  const scenario = readScenario(REPLAY + text, "test.yaml", { ...context, files });
  return compile(specOf(scenario, 0), recording);
}

function centreOf({ ego }: WorldModel): { xM: number; yM: number } {
  const out = { xM: 0, yM: 0 };
  boxCentreOf(ego.start.pose.xM, ego.start.pose.yM, cos(ego.start.pose.yawRad), sin(ego.start.pose.yawRad), ego.params.footprint, out);
  return out;
}

function track(model: WorldModel, name: string) {
  const found = model.actors.find((a) => a.header.name === name);
  if (found?.motion !== "replayed") throw new Error(`no replayed "${name}"`);
  return found.track;
}

describe("an ego in place of a recorded road user", () => {
  const model = replay("ego: { vehicle: compact, replaces: b }\nactors: { lead: { replays: c } }\n");

  test("begins with its box centre where the recorded one's was, and has its outline", () => {
    expect(centreOf(model).xM).toBeCloseTo(30, 12);
    expect(model.ego.params.footprint).toEqual({ lengthM: 5, widthM: 2, rearM: (0.775 * 5) / 4.255 });
    expect(model.header.wheelbaseM).toBeCloseTo(2.637, 12);
    expect(model.ego.start.vLonMps).toBeCloseTo(10, 12);
  });

  test("takes it out; the others stay, those with settings first", () => {
    expect(model.header.actors.map((a) => [a.name, a.motion])).toEqual([
      ["ego", "ego"],
      ["lead", "replayed"],
      ["a", "replayed"],
    ]);
    expect(model.header.actors[1]).toMatchObject({ cls: "truck", footprint: { lengthM: 8, widthM: 2, rearM: 4 } });
  });

  test("has its recorded path on the ticks, and a route that goes on straight beyond it", () => {
    const { recorded, route } = model.ego;
    expect(recorded?.valid.length).toBe(1001);
    expect(recorded?.xM[250]).toBeCloseTo(30 + 25 - model.header.actors[0]!.footprint.lengthM / 2 + model.ego.params.footprint.rearM, 9);
    expect(recorded?.vLonMps[700]).toBeCloseTo(8, 9);
    // It stands at 117.5 m after 10 s; the axle is behind that, and 200 m follow.
    expect(route?.xM.at(-1)).toBeGreaterThan(310);
    expect(route?.yM.every((y) => y === 0)).toBe(true);
    expect(model.ends.endWithRecording).toBe(true);
  });

  test("can begin further on, or before the recorded beginning, at another speed", () => {
    expect(centreOf(replay("ego: { vehicle: compact, replaces: b, aheadM: 12 }\n")).xM).toBeCloseTo(42, 6);
    const before = replay("ego: { vehicle: compact, replaces: b, aheadM: -12, speedMps: 3 }\n");
    expect(centreOf(before).xM).toBeCloseTo(18, 6);
    expect(before.ego.start.vLonMps).toBe(3);
  });
});

describe("an ego in place of the recording's own", () => {
  test("begins at its rear axle and keeps its own outline", () => {
    const { ego, header } = replay("ego: { vehicle: compact, recorded: true }\n");
    expect([ego.start.pose.xM, ego.start.pose.yM]).toEqual([0, 2]);
    expect(ego.params.footprint.lengthM).toBe(4.255);
    expect(header.actors.map((a) => a.name)).toEqual(["ego", "a", "b", "c"]);
    expect(header.hashes.drive).toBe("0123456789abcdef");
  });

  test("begins later where the world does, and is led through its warm-up", () => {
    const context = "ego: { vehicle: compact, recorded: true, warmUpSec: 0.5 }\n";
    const text = REPLAY.replace("txt }", "txt, startSec: 2, endSec: 6 }") + context;
    const base = testContext();
    const files = { ...base.files, drive: () => ({ ok: true, value: "/nowhere/test.csv" }) as const };
    const model = compile(specOf(readScenario(text, "test.yaml", { ...base, files }), 0), drive());
    expect(model.ego.start.pose.xM).toBeCloseTo(20, 9);
    expect(model.firstControlledTick).toBe(50);
    expect(model.ego.recorded?.valid.length).toBe(401);
    expect(track(model, "a").xM[0]).toBeCloseTo(20, 9);
  });

  test("has the recorded inputs where the recording has both", () => {
    const inputs = { commandedAccelMps2: channel(STAMPS.map(() => 0.5)), measuredSteeringWheelRad: channel(STAMPS.map(() => 0.31)) };
    const model = replay("ego: { vehicle: compact, recorded: true }\n", drive({ ego: { ...EGO_CHANNELS, ...inputs } }));
    expect(model.ego.recordedInputs?.accelMps2[10]).toBe(0.5);
    expect(model.ego.recordedInputs?.roadWheelRad[10]).toBeCloseTo(0.31 / 15.5, 12);
    expect(replay("ego: { vehicle: compact, recorded: true }\n").ego.recordedInputs).toBeNull();
  });
});

describe("the recording before the run begins", () => {
  const begun = (text: string): WorldModel => {
    const context = testContext();
    const files = { ...context.files, drive: () => ({ ok: true, value: "/nowhere/test.csv" }) as const };
    const whole = `${HEAD}world: { drive: test.yaml.txt, startSec: 2 }\n${text}`;
    return compile(specOf(readScenario(whole, "test.yaml", { ...context, files }), 0), drive());
  };

  test("is read a tick at a time, back to its beginning", () => {
    const { readPast } = begun("ego: { vehicle: compact, recorded: true }\n");
    const half = readPast?.(50);
    expect(half?.ego.xM[1]).toBeCloseTo(15, 9);
    expect(half?.ego.vLonMps[1]).toBeCloseTo(10, 12);
    expect(half?.tracks.map((t) => (t === null ? null : t.xM[1]))).toEqual([
      null,
      ...[15, 45, 75].map((x) => expect.closeTo(x, 9) as number),
    ]);
    expect(readPast?.(200)).not.toBeNull();
    expect(readPast?.(201)).toBeNull();
  });

  test("is that of the rear axle of a road user that is replaced, and of those that go on from it", () => {
    const settings = "actors: { harder: { replays: c, brakeScale: 2 }, later: { replays: a, shiftSec: 1 } }\n";
    const model = begun(`ego: { vehicle: compact, replaces: b }\n${settings}`);
    const window = model.readPast?.(100);
    const { footprint } = model.ego.params;
    expect(window?.ego.xM[1]).toBeCloseTo(40 - (footprint.lengthM / 2 - footprint.rearM), 9);
    expect(model.header.actors.map((a) => a.name)).toEqual(["ego", "harder", "later"]);
    expect(window?.tracks.map((t) => t?.xM[1] ?? null)).toEqual([null, expect.closeTo(70, 9) as number, null]);
  });

  test("is nobody's where the ego begins elsewhere, or at the recording's beginning", () => {
    expect(begun("ego: { vehicle: compact, replaces: b, aheadM: 1 }\n").readPast).toBeNull();
    expect(begun("ego: { vehicle: compact, recorded: true, speedMps: 9 }\n").readPast).toBeNull();
    expect(replay("ego: { vehicle: compact, recorded: true }\n").readPast?.(1)).toBeNull();
    expect(world(ROAD + EGO).readPast).toBeNull();
  });
});

describe("a traffic light", () => {
  const lit = `${ROAD + EGO}trafficLights:
  crossing: { lanes: ["-2", "-1"], sM: 180, offsetSec: 1, cycle: [{ color: red, forSec: 12 }, { color: green, forSec: 20.5 }, { color: "off", forSec: 0.01 }] }
  other: { lanes: "1", sM: 20, cycle: [{ color: flashing-yellow, forSec: 1 }] }
`;

  test("has its lanes by index, its stop point in the world and its cycle in ticks", () => {
    const { signals, header } = world(lit);
    expect(header.signals).toEqual([{ id: "crossing" }, { id: "other" }]);
    expect(signals[0]).toEqual({
      id: "crossing",
      lanes: [1, 0],
      stopPoint: { xM: 180, yM: -5.25 },
      state: Uint8Array.of(1, 3, 6),
      untilTick: Int32Array.of(1200, 3250, 3251),
      offsetTicks: 100,
    });
    // An oncoming lane counts from the far end of the road.
    expect(signals[1]).toMatchObject({ lanes: [2], stopPoint: { xM: 480, yM: 1.75 }, state: Uint8Array.of(5) });
  });

  test("has a stop line across each of its lanes", () => {
    const { header } = world(lit);
    expect(header.stopLines).toEqual([
      { id: "crossing", signal: 0, lane: 1, sM: 180, leftXM: 180, leftYM: -3.5, rightXM: 180, rightYM: -7 },
      { id: "crossing", signal: 0, lane: 0, sM: 180, leftXM: 180, leftYM: 0, rightXM: 180, rightYM: -3.5 },
      { id: "other", signal: 1, lane: 2, sM: 20, leftXM: 480, leftYM: 0, rightXM: 480, rightYM: 3.5 },
    ]);
    expect(world(ROAD + EGO).header.stopLines).toEqual([]);
  });

  test("is told before the run, and is no part of what is hashed every tick", () => {
    const sink = { record: () => {} };
    const drive10 = (model: WorldModel): string => runSync(model, builtinController("constant").open(), sink, { maxTick: 10 }).hash;
    expect(drive10(world(lit))).toBe(drive10(world(ROAD + EGO)));
    expect(runStartOf(world(lit)).signals.map((s) => s.id)).toEqual(["crossing", "other"]);
  });
});

describe("a replayed road user", () => {
  const settings = (text: string): WorldModel =>
    replay(`ego: { vehicle: compact, recorded: true }\nactors: { lead: { replays: c, ${text} } }\n`);

  test("without settings is as recorded", () => {
    const { xM, vxMps, present } = track(settings("shiftSec: 0"), "lead");
    expect(xM[700]).toBeCloseTo(60 + wayM(7), 9);
    expect(vxMps[700]).toBeCloseTo(8, 9);
    expect(present.every((p) => p === 1)).toBe(true);
  });

  test("brakes harder by brakeScale, along its own path", () => {
    const { xM, vxMps, yM } = track(settings("brakeScale: 2"), "lead");
    // 2 m/s^2 from 5 s on: 6 m/s at 7 s, and 2 m less way by then; smoothing rounds the corner.
    expect(vxMps[700]).toBeCloseTo(6, 1);
    expect(xM[700]).toBeCloseTo(60 + wayM(7) - 2, 0);
    expect(vxMps.at(-1)).toBeCloseTo(0, 1);
    expect(yM.every((y) => y === 0)).toBe(true);
  });

  test("comes later by shiftSec, and not before fromSec", () => {
    const later = track(settings("shiftSec: 1.5"), "lead");
    expect([later.present[149], later.present[150]]).toEqual([0, 1]);
    expect(later.xM[650]).toBeCloseTo(60 + wayM(5), 6);
    const late = track(settings("fromSec: 3"), "lead");
    expect([late.present[299], late.present[300]]).toEqual([0, 1]);
    expect(late.xM[300]).toBeCloseTo(90, 6);
  });

  test("may be given another size", () => {
    expect(settings("lengthM: 3, class: bus").header.actors[1]).toMatchObject({
      cls: "bus",
      footprint: { lengthM: 3, widthM: 2, rearM: 1.5 },
    });
  });
});

describe("a replay that cannot be", () => {
  test.each([
    ["an unknown road user", "ego: { vehicle: compact, replaces: z }\n", "RDV_SCENARIO_REFERENCE", "ego.replaces"],
    [
      "an unknown replay",
      "ego: { vehicle: compact, recorded: true }\nactors: { x: { replays: z } }\n",
      "RDV_SCENARIO_REFERENCE",
      "actors.x.replays",
    ],
    [
      "one road user twice",
      "ego: { vehicle: compact, replaces: a }\nactors: { x: { replays: a } }\n",
      "RDV_SCENARIO_DUPLICATE",
      "actors.x.replays",
    ],
    [
      "the name of another",
      "ego: { vehicle: compact, recorded: true }\nactors: { a: { replays: b } }\n",
      "RDV_SCENARIO_DUPLICATE",
      "actors.a",
    ],
    [
      "a condition on who was replaced",
      "ego: { vehicle: compact, replaces: a }\nstop: { distance: { to: a, belowM: 1 } }\n",
      "RDV_SCENARIO_REFERENCE",
      "stop.0.distance.to",
    ],
    [
      "a condition on who was renamed",
      "ego: { vehicle: compact, recorded: true }\nactors: { x: { replays: a } }\nstop: { distance: { to: a, belowM: 1 } }\n",
      "RDV_SCENARIO_REFERENCE",
      "stop.0.distance.to",
    ],
    [
      "an action on a replay",
      "ego: { vehicle: compact, recorded: true }\nstoryboard: [{ when: { time: { atSec: 1 } }, do: { speed: { actor: a, targetMps: 1, overSec: 1 } } }]\n",
      "RDV_SCENARIO_REFERENCE",
      "storyboard.0.do.0.speed.actor",
    ],
    [
      "a lane where there is none",
      'ego: { vehicle: compact, start: { lane: "1", sM: 0, speedMps: 1 }, goal: { sM: 5 } }\n',
      "RDV_SCENARIO_REFERENCE",
      "ego.start.lane",
    ],
    [
      "warm-up off the recording",
      "ego: { vehicle: compact, recorded: true, warmUpSec: 1, speedMps: 3 }\n",
      "RDV_SCENARIO_WORLD",
      "ego.warmUpSec",
    ],
    ["warm-up beyond the recording", "ego: { vehicle: compact, recorded: true, warmUpSec: 11 }\n", "RDV_SCENARIO_WORLD", "ego.recorded"],
  ])("%s is refused", (_, text, code, path) => {
    expect(problemsOf(() => replay(text))).toEqual([{ code, path }]);
  });

  test("a road user that is not there yet is refused with the time to begin at", () => {
    const late = actor("a", 0, { tNs: STAMPS.map((ns) => ns + 2e9) });
    expect(() => replay("ego: { vehicle: compact, replaces: a }\n", drive({ actors: [late] }))).toThrow(
      /"a" in the recording at 0 s, found .* from 2 s to 12 s \(set world.startSec/,
    );
  });

  test("a world that begins after the recording is refused", () => {
    const short = drive({ durationNs: 2e9 });
    const base = testContext();
    const files = { ...base.files, drive: () => ({ ok: true, value: "/nowhere/test.csv" }) as const };
    const text = `${REPLAY.replace("txt }", "txt, startSec: 2 }")}ego: { vehicle: compact, recorded: true }\n`;
    const after = specOf(readScenario(text, "test.yaml", { ...base, files }), 0);
    expect(problemsOf(() => compile(after, short))).toEqual([{ code: "RDV_SCENARIO_RANGE", path: "world.startSec" }]);
  });

  test("a recording without an ego is refused with what to do", () => {
    expect(() => replay("ego: { vehicle: compact, recorded: true }\n", drive({ ego: {} }))).toThrow(
      /a recording without an ego \(ego.replaces/,
    );
  });
});

test("on a drive with lanes the ego can begin on one of them", () => {
  const road = parametricRoad({ lanes: 1, laneWidthM: 3, lengthM: 100, speedLimitMps: 8 });
  const text =
    'ego: { vehicle: compact, start: { lane: "-1", sM: 20, speedMps: 5 }, goal: { sM: 80 } }\nstop: { distance: { to: b, belowM: 1 } }\n';
  const model = replay(text, drive({ road, actors: [actor("b", 50)] }));
  expect(centreOf(model).xM).toBeCloseTo(20, 9);
  expect(model.storyboard.stop[0]?.[0]?.test).toMatchObject({ slot: 0, otherSlot: 1 });
  expect(model.ends.endWithRecording).toBe(false);
});

describe("the hash of a spec", () => {
  const hash = (text: string): string => world(text).header.hashes.spec;

  test("says what is simulated, not what it is called", () => {
    expect(hash(ROAD + EGO)).toMatch(/^[0-9a-f]{16}$/);
    expect(hash((ROAD + EGO).replace("name: test", "name: other\ntags: [x]"))).toBe(hash(ROAD + EGO));
    expect(hash((ROAD + EGO).replace("speedMps: 12", "speedMps: 12.001"))).not.toBe(hash(ROAD + EGO));
    expect(hash(`seed: 2\n${ROAD + EGO}`)).not.toBe(hash(ROAD + EGO));
  });
});

test("compiling twice gives the same world", () => {
  const s = spec(ROAD + EGO);
  expect(compile(s, null)).toEqual(compile(structuredClone(s), null));
});

test("a problem of compiling is shown where it stands in the file", () => {
  const text = `${ROAD + EGO}actors: { wall: { script: { lane: "-1", sM: 103, speedMps: 0 } } }\n`;
  const scenario = readScenario(text, "test.yaml", testContext());
  try {
    compile(specOf(scenario, 0), null);
    expect.unreachable();
  } catch (error) {
    const problems = (error as InputError).problems.map((p) => locateProblem(scenario, p));
    expect(problems).toMatchObject([{ file: "test.yaml", line: 5, column: 6 }]);
  }
});
