import { describe, expect, test } from "vitest";
import { neededDecelMps2 } from "../../../src/eval/metrics/drac.ts";
import { parametricRoad } from "../../../src/road/parametric.ts";
import { routeAlong } from "../../../src/road/route.ts";
import { evaluateFrames, type Frame, headerOf, resultOf, seriesOf, valueOf } from "../../support/records.ts";

// The ego's rear axle lies 1 m ahead of its rear end, so at x its 4 m x 2 m box reaches from x - 1 to x + 3.

const LEAD = [{ name: "lead" }];
const NOBODY = { kind: "not-applicable", reason: "no other road user was in the world", vacuous: true };

describe("min-ttc", () => {
  test("is gap over closing speed for a car straight ahead", () => {
    // front at 3, the other's rear at 23: 20 m at 10 m/s
    const e = evaluateFrames(headerOf(LEAD), 1, () => ({ ego: { x: 0, v: 10 }, others: [{ x: 25 }] }));
    expect(valueOf(e, "min-ttc")).toMatchObject({ value: 2, atTick: 0, actorId: 10 });
    expect(seriesOf(e, "min-ttc")).toEqual([2]);
  });

  test("takes the worst tick and the road user that decides it", () => {
    const header = headerOf([{ name: "far" }, { name: "near" }]);
    const e = evaluateFrames(header, 3, (k) => ({ ego: { x: k, v: 10 }, others: [{ x: 60 }, { x: 25 - k, y: 0 }] }));
    // tick 2: front at 5, rear of "near" at 21, at rest
    expect(valueOf(e, "min-ttc")).toMatchObject({ value: 1.6, atTick: 2, actorId: 20 });
  });

  test("sees crossing traffic by its true shape", () => {
    // The other drives along +y at 5 m/s, 20 m to the right: its front reaches the ego's right side (y = -1) after 17 / 5 s > 3 s,
    // and after 16.5 / 5 ... closer: from y = -15 its front is at -13, 12 m from the side, 2.4 s.
    const e = evaluateFrames(headerOf(LEAD), 1, () => ({ ego: { x: 0 }, others: [{ x: 1, y: -15, yaw: Math.PI / 2, v: 5 }] }));
    expect(valueOf(e, "min-ttc").value).toBeCloseTo(2.4, 12);
  });

  test("a standing ego that is approached from behind has one", () => {
    const e = evaluateFrames(headerOf(LEAD), 1, () => ({ ego: { x: 0 }, others: [{ x: -13, v: 10 }] }));
    expect(valueOf(e, "min-ttc").value).toBeCloseTo(1, 12);
  });

  test("is 3 s, decided by nobody, where no contact lies ahead within 3 s", () => {
    const e = evaluateFrames(headerOf(LEAD), 2, () => ({ ego: { x: 0, v: 10 }, others: [{ x: 60 }] }));
    expect(valueOf(e, "min-ttc")).toEqual({ kind: "value", value: 3, atTick: null, actorId: null, episodes: [] });
    expect(seriesOf(e, "min-ttc")).toEqual([null, null]);
  });

  test("passing beside another is no collision course", () => {
    const e = evaluateFrames(headerOf(LEAD), 1, () => ({ ego: { x: 0, v: 20 }, others: [{ x: 20, y: 2.5 }] }));
    expect(valueOf(e, "min-ttc").value).toBe(3);
  });

  test("not applicable where nobody else is in the world", () => {
    expect(
      resultOf(
        evaluateFrames(headerOf(), 3, () => ({ ego: { x: 0, v: 10 } })),
        "min-ttc",
      ),
    ).toEqual(NOBODY);
    const absent = evaluateFrames(headerOf(LEAD), 3, () => ({ ego: { x: 0, v: 10 }, others: [null] }));
    expect(resultOf(absent, "min-ttc")).toEqual(NOBODY);
  });
});

describe("clearance", () => {
  test("is the gap between the boxes: along, across and over corners", () => {
    const gap = (x: number, y: number): number =>
      valueOf(
        evaluateFrames(headerOf(LEAD), 1, () => ({ ego: { x: 0 }, others: [{ x, y }] })),
        "clearance",
      ).value;
    expect(gap(25, 0)).toBe(20); // 25 - 2 - 3
    expect(gap(1, 5)).toBe(3); // 5 - 1 - 1
    expect(gap(8, 6)).toBeCloseTo(5, 12); // corners 3 m apart along, 4 m across
    expect(gap(4, 0)).toBe(0);
  });

  test("takes the nearest road user of the nearest tick", () => {
    const header = headerOf([{ name: "a" }, { name: "b" }]);
    const e = evaluateFrames(header, 4, (k) => ({ ego: { x: 0 }, others: [{ x: 30 }, { x: k === 2 ? 6 : 40 }] }));
    expect(valueOf(e, "clearance")).toMatchObject({ value: 1, atTick: 2, actorId: 20 });
    expect(seriesOf(e, "clearance")).toEqual([25, 25, 1, 25]);
  });

  test("not applicable where nobody else is in the world", () => {
    expect(
      resultOf(
        evaluateFrames(headerOf(), 1, () => ({ ego: { x: 0 } })),
        "clearance",
      ),
    ).toEqual(NOBODY);
  });
});

describe("headway", () => {
  const follow = (gapM: number, v: number, leadV: number, y = 0): ReturnType<typeof evaluateFrames> =>
    evaluateFrames(headerOf(LEAD), 1, () => ({ ego: { x: 0, v }, others: [{ x: 5 + gapM, y, v: leadV }] }));

  test("is bumper gap over own speed", () => {
    expect(valueOf(follow(20, 10, 10), "headway")).toMatchObject({ value: 2, atTick: 0, actorId: 10, episodes: [] });
    expect(valueOf(follow(9, 10, 10), "headway")).toMatchObject({ value: 0.9 });
    expect(valueOf(follow(9, 10, 10), "headway").episodes).toMatchObject([{ actorId: 10, value: 0.9, limit: 1.8 }]);
  });

  test("not applicable beside, behind, standing or approaching something that stands", () => {
    const none = { kind: "not-applicable", reason: "the subject never followed a moving road user", vacuous: true };
    expect(resultOf(follow(20, 10, 10, 2.5), "headway")).toEqual(none);
    expect(resultOf(follow(-40, 10, 10), "headway")).toEqual(none);
    expect(resultOf(follow(20, 1.9, 10), "headway")).toEqual(none);
    expect(resultOf(follow(20, 10, 0.5), "headway")).toEqual(none);
  });

  test("runs along the route: on a bend the lead is the one on the own lane, at its arc length", () => {
    const radiusM = 50;
    const road = parametricRoad({ lanes: 2, laneWidthM: 4, lengthM: 200, curvaturePerM: 1 / radiusM, speedLimitMps: null });
    const header = headerOf([{ name: "lead" }, { name: "beside" }], { road, route: routeAlong(road, 0, 200).line });
    // The lane's centre runs 2 m outside the reference line: radius 52 m. A quarter turn ahead is 52 pi/2 of arc.
    const at = (angle: number, r: number): { x: number; y: number; yaw: number } => ({
      x: r * Math.sin(angle),
      y: radiusM - r * Math.cos(angle),
      yaw: angle,
    });
    const ahead = 1; // rad
    const e = evaluateFrames(header, 1, () => ({
      // box centre at angle 0 of the lane: rear axle 1 m behind it
      ego: { ...at(0, 52), x: -1, v: 10 },
      others: [
        { ...at(ahead, 52), v: 10 },
        { ...at(0.5, 56), v: 10 },
      ],
    }));
    const result = valueOf(e, "headway");
    expect(result.actorId).toBe(10);
    expect(result.value).toBeCloseTo((52 * ahead - 4) / 10, 2); // chords of the arc are a little shorter
  });
});

describe("drac", () => {
  test("to a standing car it is v^2 / 2d", () => {
    const e = evaluateFrames(headerOf(LEAD), 1, () => ({ ego: { x: 0, v: 10 }, others: [{ x: 25 }] }));
    expect(valueOf(e, "drac")).toMatchObject({ value: 2.5, atTick: 0, actorId: 10, episodes: [] });
  });

  test("the lead's acceleration counts, and a braking lead stands at the end", () => {
    expect(neededDecelMps2(20, 20, 10, 0)).toBe(2.5); // 10^2 / 40
    expect(neededDecelMps2(20, 20, 10, 1)).toBe(1.5); // it draws away with 1
    expect(neededDecelMps2(10, 20, 10, -1)).toBe(6); // used up after 2 s, the lead stands after 10: 100 / 20 + 1
    expect(neededDecelMps2(50, 10, 10, -5)).toBe(100 / 120); // the lead stands after 10 m: 10^2 / (2 (50 + 10))
    expect(neededDecelMps2(20, 10, 15, 0)).toBe(0); // it draws away
    expect(neededDecelMps2(20, 10, -10, 0)).toBe(10); // oncoming: 20^2 / 40
    expect(neededDecelMps2(10, 1, 0, 5)).toBe(0); // it starts faster than the ego comes
  });

  test("braking with it from now on just avoids contact", () => {
    for (const [gap, v, leadV, leadA] of [
      [20, 20, 10, -2],
      [10, 20, 12, -6],
      [30, 15, 15, -7],
      [8, 12, 14, -3],
      [40, 30, 0, 0],
    ] as const) {
      const a = neededDecelMps2(gap, v, leadV, leadA);
      let least = Infinity;
      for (let t = 0; t < 60; t += 1e-3) {
        const own = Math.min(t, v / a);
        const other = leadA < 0 ? Math.min(t, leadV / -leadA) : t;
        const left = gap + leadV * other + (leadA * other * other) / 2 - (v * own - (a * own * own) / 2);
        least = Math.min(least, left);
      }
      expect(least).toBeCloseTo(0, 3);
    }
  });

  test("a limit broken is an episode with its worst tick", () => {
    const frame = (k: number): Frame => ({ ego: { x: 0, v: 10 }, others: [{ x: 5 + [20, 10, 8, 12, 30][k]! }] });
    const e = evaluateFrames(headerOf(LEAD), 5, frame);
    expect(seriesOf(e, "drac")).toEqual([2.5, 5, 6.25, 100 / 24, 100 / 60]);
    expect(valueOf(e, "drac").episodes).toMatchObject([{ fromTick: 1, toTick: 3, worstTick: 2, value: 6.25, limit: 3.4, actorId: 10 }]);
  });

  test("not applicable where nobody was ever ahead", () => {
    const e = evaluateFrames(headerOf(LEAD), 1, () => ({ ego: { x: 0, v: 10 }, others: [{ x: -25, v: 20 }] }));
    expect(resultOf(e, "drac")).toEqual({
      kind: "not-applicable",
      reason: "no road user was ever ahead in the subject's path",
      vacuous: true,
    });
  });
});
