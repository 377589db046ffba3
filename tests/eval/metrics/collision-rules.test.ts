import { describe, expect, test } from "vitest";
import { alpasimCollision } from "../../../src/eval/anchors/alpasim/collision.ts";
import { carlaCollision } from "../../../src/eval/anchors/carla/collision.ts";
import { crimeDeltaV } from "../../../src/eval/anchors/crime/delta-v.ts";
import { navsimNoAtFaultCollisions } from "../../../src/eval/anchors/navsim/no-at-fault-collisions.ts";
import { nuplanNoAtFaultCollisions } from "../../../src/eval/anchors/nuplan/no-at-fault-collisions.ts";
import { r157Collision } from "../../../src/eval/anchors/r157/collision.ts";
import { ssv2Collision } from "../../../src/eval/anchors/ssv2/collision.ts";
import type { Evaluated } from "../../../src/eval/evaluate.ts";
import { deltaVMps, jokschRatio } from "../../../src/eval/maths/severity.ts";
import { deltaV } from "../../../src/eval/metrics/delta-v.ts";
import { joksch } from "../../../src/eval/metrics/joksch.ts";
import { parametricRoad } from "../../../src/road/parametric.ts";
import { evaluateFrames, type Frame, headerOf, type OtherSpec, resultOf, seriesOf, valueOf } from "../../support/records.ts";

// The ego is 4 m x 2 m, its rear axle 1 m ahead of its rear end: from x - 1 to x + 3. Others are 4 m x 2 m about their centres.
// Own lanes with centres at y = -2 and -6.
const ROAD = parametricRoad({ lanes: 2, oncomingLanes: 0, laneWidthM: 4, lengthM: 500, speedLimitMps: 30 });
const METRICS = [
  alpasimCollision,
  carlaCollision,
  crimeDeltaV,
  navsimNoAtFaultCollisions,
  nuplanNoAtFaultCollisions,
  r157Collision,
  ssv2Collision,
  deltaV,
  joksch,
];
const NUPLAN = "nuplan.no-at-fault-collisions";
const NAVSIM = "navsim.no-at-fault-collisions";

function drive(ticks: number, frameAt: (k: number) => Frame, others: readonly OtherSpec[] = [{ name: "other" }], road = ROAD): Evaluated {
  return evaluateFrames(headerOf(others, { road }), ticks, frameAt, { metrics: METRICS });
}
/** Drives at 10 m/s into one that stands 20 m ahead in its lane, and on through it. */
const into = (cls: OtherSpec["cls"] = "car", v = 0): Evaluated =>
  drive(45, (k) => ({ ego: { x: 50 + k, y: -2, v: 10 }, others: [{ x: 75 + 0.1 * v * k, y: -2, v }] }), [{ name: "other", cls }]);

describe("nuPlan's and NAVSIM's scores", () => {
  test("are 0 for running into a vehicle or a person, 1/2 for an object", () => {
    for (const cls of ["car", "pedestrian", "bicycle"] as const) {
      for (const id of [NUPLAN, NAVSIM]) expect(valueOf(into(cls), id).value, `${id} ${cls}`).toBe(0);
    }
    for (const id of [NUPLAN, NAVSIM]) {
      expect(valueOf(into("static"), id)).toMatchObject({ value: 0.5, atTick: 20, actorId: 10, episodes: [{ label: "stopped-track" }] });
    }
  });

  test("of two objects: nuPlan's product is 0, NAVSIM's least is 1/2", () => {
    const cones: OtherSpec[] = [1, 2].map((i) => ({ name: `cone ${i}`, cls: "static", lengthM: 0.5, widthM: 0.5 }));
    const e = drive(25, (k) => ({ ego: { x: 50 + k, y: -2, v: 10 }, others: [60, 70].map((x) => ({ x, y: -2 })) }), cones);
    expect([valueOf(e, NUPLAN).value, valueOf(e, NAVSIM).value]).toEqual([0, 0.5]);
  });

  test("leave out who comes from behind and who hits the standing ego; behind is seen from the rear axle", () => {
    const rear = drive(30, (k) => ({ ego: { x: 80 + 0.5 * k, y: -2, v: 5 }, others: [{ x: 60 + 1.5 * k, y: -2, v: 15 }] }));
    const standing = drive(30, (k) => ({ ego: { x: 80, y: -2, v: 0 }, others: [{ x: 90 - k, y: -2, v: -10 }] }));
    for (const [e, label] of [
      [rear, "rear"],
      [standing, "stopped-ego"],
    ] as const) {
      for (const id of [NUPLAN, NAVSIM])
        expect(valueOf(e, id)).toMatchObject({ value: 1, atTick: null, episodes: [{ label, severity: 0 }] });
    }
    // 2 m behind the rear axle and 1.4 m aside: 145 deg from there, 155 deg from the box centre
    const beside = drive(2, () => ({ ego: { x: 80, y: -2, v: 5 }, others: [{ x: 78, y: -0.6, v: 6 }] }));
    expect(valueOf(beside, NUPLAN).episodes).toMatchObject([{ label: "lateral" }]);
  });

  test("side by side it is the ego's fault where it is not in its lane: nuPlan looks at connected lanes too", () => {
    const side = (y: number, other: number): Evaluated =>
      drive(2, (k) => ({ ego: { x: 80, y, v: 5 }, others: [k < 1 ? null : { x: 79, y: other, v: 5 }] }));
    const inLane = side(-2.9, -4.8);
    const across = side(-3.5, -5.4);
    for (const id of [NUPLAN, NAVSIM]) {
      expect(valueOf(inLane, id)).toMatchObject({ value: 1, episodes: [{ label: "lateral" }] });
      expect(valueOf(across, id)).toMatchObject({ value: 0, episodes: [{ label: "lateral" }] });
    }
  });

  test("who was touched once is never touched anew; NAVSIM forgives who touches from the start", () => {
    const twice = drive(40, (k) => ({
      ego: { x: 80, y: -2, v: 0.01 + (k > 20 ? 5 : 0) },
      others: [{ x: k % 20 < 10 ? 84 : 90, y: -2, v: 1 }],
    }));
    expect(valueOf(twice, NUPLAN)).toMatchObject({ value: 1, episodes: [{ label: "stopped-ego", toTick: 9 }] });
    const start = drive(3, () => ({ ego: { x: 80, y: -2, v: 5 }, others: [{ x: 84, y: -2, v: 1 }] }));
    expect([valueOf(start, NUPLAN).value, valueOf(start, NAVSIM).value]).toEqual([0, 1]);
  });

  test("need lanes and others", () => {
    const plane = drive(3, () => ({ ego: { x: 0 }, others: [{ x: 9 }] }), [{ name: "other" }], { source: "none", lanes: [] });
    const alone = drive(3, () => ({ ego: { x: 0 } }), []);
    for (const id of [NUPLAN, NAVSIM]) {
      expect(resultOf(plane, id)).toEqual({ kind: "not-applicable", reason: "the scenario has no lanes", vacuous: false });
      expect(resultOf(alone, id)).toMatchObject({ kind: "not-applicable", vacuous: true });
    }
  });
});

describe("collisions without blame", () => {
  /** Touches at ticks 10-14 and again from `again` on. */
  const bumps = (again: number): Evaluated =>
    drive(60, (k) => ({ ego: { x: 80, y: -2, v: 1 }, others: [{ x: (k >= 10 && k < 15) || k >= again ? 84.5 : 90, y: -2, v: 1 }] }));

  test("ssv2 and r157: anew after more than half a second apart", () => {
    for (const id of ["ssv2.collision", "r157.collision"]) {
      expect(valueOf(bumps(19), id).value, id).toBe(1); // last contact at 14, 0.5 s before
      expect(valueOf(bumps(20), id).value, id).toBe(2);
    }
  });

  test("carla: none below 0.1 m/s, labels by kind, being hit while rolling counts", () => {
    expect(valueOf(into(), "carla.collision")).toMatchObject({ value: 1, atTick: 20, episodes: [{ label: "vehicle" }] });
    expect(valueOf(into("pedestrian"), "carla.collision").episodes[0]!.label).toBe("walker");
    expect(valueOf(into("static"), "carla.collision").episodes[0]!.label).toBe("static");
    const hit = (v: number): Evaluated =>
      drive(30, (k) => ({ ego: { x: 80 + 0.1 * v * k, y: -2, v }, others: [{ x: 60 + 1.5 * k, y: -2, v: 15 }] }));
    expect(valueOf(hit(0.09), "carla.collision").value).toBe(0);
    expect(valueOf(hit(0.1), "carla.collision").value).toBe(1);
  });

  test("carla: the same road user within 5 s, or the ego within 5 m, is the same event", () => {
    const push = (metresATick: number, ticks: number): number =>
      valueOf(
        drive(ticks, (k) => ({
          ego: { x: 50 + metresATick * k, y: -2, v: 10 * metresATick },
          others: [{ x: 55 + metresATick * k, y: -2, v: 1 }],
        })),
        "carla.collision",
      ).value;
    expect(push(0.2, 51)).toBe(1); // 10 m on, 5.0 s
    expect(push(0.2, 52)).toBe(2); // 5.1 s
    expect(push(0.05, 90)).toBe(1); // 4.45 m on
    // another road user right beside the first: within 5 m
    const two = drive(
      3,
      () => ({
        ego: { x: 50, y: -2, v: 5 },
        others: [
          { x: 55, y: -1.5 },
          { x: 55, y: -3 },
        ],
      }),
      [{ name: "a" }, { name: "b" }],
    );
    expect(valueOf(two, "carla.collision").value).toBe(1);
  });

  test("alpasim: front or lateral, not rear; only the flags of the last one are seen", () => {
    expect(valueOf(into(), "alpasim.collision")).toMatchObject({ value: 1, atTick: 20 });
    const touch = (...at: readonly (readonly [number, number])[]): number =>
      valueOf(
        drive(
          2,
          () => ({ ego: { x: 50, y: -2 }, others: at.map(([x, y]) => ({ x, y })) }),
          at.map((_, i) => ({ name: `user${i}`, lengthM: 1, widthM: 1 })),
        ),
        "alpasim.collision",
      ).value;
    expect(touch([53, -2])).toBe(1); // on the front edge
    expect(touch([48.8, -2])).toBe(0); // on the rear edge
    expect(touch([51, -0.8])).toBe(1); // on the left side
    expect(touch([53, -2], [48.8, -2])).toBe(0); // the front hit is lost behind the later one
    expect(touch([48.8, -2], [53, -2])).toBe(1);
  });

  test("not applicable where nobody else was", () => {
    const alone = drive(3, () => ({ ego: { x: 0 } }), []);
    for (const id of ["ssv2.collision", "r157.collision", "carla.collision", "alpasim.collision"]) {
      expect(resultOf(alone, id), id).toEqual({ kind: "not-applicable", reason: "no other road user was in the world", vacuous: true });
    }
  });
});

describe("severity", () => {
  test("momentum: half the relative velocity for equal masses, all of it against what stands fast", () => {
    expect(deltaVMps(2000, 2000, -6, 0)).toBe(3);
    expect(deltaVMps(2000, 2000, -28, 0)).toBe(14);
    expect(deltaVMps(2000, Infinity, -3, 4)).toBe(5);
    expect(deltaVMps(75, 15_000, 10, 0)).toBeCloseTo((15_000 / 15_075) * 10, 12);
  });

  test("nothing changes between two that move alike, whatever they weigh; it is the same in a mirror", () => {
    expect(deltaVMps(2000, 90, 0, 0)).toBe(0);
    expect(deltaVMps(2000, 300, -7, 5)).toBe(deltaVMps(2000, 300, -7, -5));
  });

  test("death: 1/16 at half of Joksch's velocity, certain from there on", () => {
    expect(jokschRatio(31.74 / 2)).toBeCloseTo(1 / 16, 12);
    expect(jokschRatio(40)).toBe(1);
  });

  test("of a run is that of its worst collision, at its first tick", () => {
    const e = into("car", 4);
    expect(valueOf(e, "delta-v")).toMatchObject({ value: expect.closeTo(3, 9), actorId: 10, episodes: [] });
    expect(valueOf(e, "joksch").value).toBeCloseTo((3 / 31.74) ** 4, 12);
    // CriMe adds: running into one that drives on is worse
    expect(valueOf(e, "crime.delta-v").value).toBeCloseTo(7, 9);
    expect(valueOf(into("static"), "delta-v").value).toBeCloseTo(10, 9);
    expect(valueOf(into("pedestrian"), "delta-v").value).toBeCloseTo((75 / 2075) * 10, 9);
    expect(seriesOf(into(), "delta-v").filter((v) => v !== null)).toEqual([5]);
  });

  test("is above its limit from 40 km/h on, as an episode", () => {
    const fast = drive(25, (k) => ({ ego: { x: 50 + 2 * k, y: -2, v: 20 }, others: [{ x: 75, y: -2 }] }), [
      { name: "wall", cls: "static" },
    ]);
    expect(valueOf(fast, "delta-v").episodes).toMatchObject([{ value: 20, actorId: 10 }]);
  });

  test("not applicable without a collision", () => {
    const e = drive(3, () => ({ ego: { x: 0, y: -2 }, others: [{ x: 90, y: -2 }] }));
    for (const id of ["delta-v", "joksch", "crime.delta-v"]) {
      expect(resultOf(e, id)).toEqual({ kind: "not-applicable", reason: "there was no collision", vacuous: true });
    }
  });
});
