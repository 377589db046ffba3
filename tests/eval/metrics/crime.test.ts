import { describe, expect, test } from "vitest";
import { CRIME } from "../../../src/eval/anchors/crime.ts";
import { tooHardRatio } from "../../../src/eval/anchors/crime/cpi.ts";
import type { Evaluated } from "../../../src/eval/evaluate.ts";
import { encroachmentRows, postEncroachmentRows, type Stay, upstreamStay } from "../../../src/eval/maths/encroachment.ts";
import { longReqMps2, upstreamLongReqMps2 } from "../../../src/eval/maths/following.ts";
import { parametricRoad } from "../../../src/road/parametric.ts";
import type { TraceHeader } from "../../../src/trace/tick.ts";
import { evaluateFrames, type Frame, headerOf, resultOf, seriesOf, valueOf } from "../../support/records.ts";

// The ego's rear axle lies 1 m ahead of its rear end, so at x its 4 m x 2 m box reaches from x - 1 to x + 3.

const LEAD = [{ name: "lead" }];
const ROAD = parametricRoad({ lanes: 1, laneWidthM: 4, lengthM: 200, speedLimitMps: null });
const LANE_Y = ROAD.lanes[0]!.centre.yM[0] as number;

const play = (header: TraceHeader, ticks: number, frameAt: (k: number) => Frame): Evaluated =>
  evaluateFrames(header, ticks, frameAt, { metrics: CRIME });
/** 20 m ahead a car that stands; the ego comes at 10 m/s. */
const approach = (k: number): Frame => ({ ego: { x: k, v: 10 }, others: [{ x: 25 }] });
const once = play(headerOf(LEAD), 1, approach);
const alone = play(headerOf(), 30, (k) => ({ ego: { x: k, v: 10 } }));
const behind = play(headerOf(LEAD), 30, (k) => ({ ego: { x: k, v: 10 }, others: [{ x: k - 30, v: 10 }] }));
const vacuous = (reason: string): unknown => ({ kind: "not-applicable", reason, vacuous: true });

const OF_LEAD = "hw a-long-req drac btn dst a-lat-req a-req stn tet tit cpi".split(" ").map((id) => `crime.${id}`);
const POST = "dce ttce et pet ttc-star ttb tts ttk ttr ci p-mc drivable-area".split(" ").map((id) => `crime.${id}`);
const ANYBODY = ["crime.wttc", "crime.soi"];

test.each(OF_LEAD)("%s is not applicable where nobody is ahead", (id) => {
  expect(resultOf(behind, id)).toEqual(vacuous("no road user was ever ahead in the subject's path"));
});

test.each([...POST, ...ANYBODY])("%s is not applicable where nobody else is in the world", (id) => {
  expect(resultOf(alone, id)).toEqual(vacuous("no other road user was in the world"));
});

test.each(["crime.msd", "crime.psd", "crime.pf"])("%s is not applicable without lanes", (id) => {
  expect(resultOf(once, id)).toEqual({ kind: "not-applicable", reason: "the scenario has no lanes", vacuous: false });
});

describe("of the road user ahead", () => {
  test.each([
    ["crime.ttc", 2],
    ["crime.hw", 20],
    ["crime.a-long-req", -2.5], // -10^2 / 40
    ["crime.drac", 2.5],
    ["crime.btn", 2.5 / 11.5],
    ["crime.dst", 7.5], // 3 x 10^2 / (2 x 20)
    ["crime.a-lat-req", 1], // 2 m aside in 2 s
    ["crime.stn", 1 / 8],
    ["crime.a-req", Math.sqrt(2.5 * 2.5 + 1)],
    ["crime.cpi", 0],
  ])("%s is %f", (id, value) => {
    const result = valueOf(once, id);
    expect(result.value).toBeCloseTo(value, 12);
    if (id !== "crime.cpi") expect(result).toMatchObject({ atTick: 0, actorId: 10 });
  });

  test("crime.ttc has none on no course to run into it", () => {
    const away = play(headerOf(LEAD), 2, () => ({ ego: { x: 0, v: 10 }, others: [{ x: 25, v: 12 }] }));
    expect(resultOf(away, "crime.ttc")).toEqual(vacuous("the subject was never on course to run into a road user ahead of it"));
  });

  test("an opening gap needs braking by upstream's formula, and none by the definition", () => {
    expect(upstreamLongReqMps2(20, 10, 15, 0)).toBe(-0.625);
    expect(longReqMps2(20, 10, 15, 0)).toBe(0);
    const opening = play(headerOf(LEAD), 1, () => ({ ego: { x: 0, v: 10 }, others: [{ x: 25, v: 15 }] }));
    expect(valueOf(opening, "crime.drac").value).toBe(0.625);
    expect(valueOf(opening, "crime.a-req").value).toBe(0);
  });

  test("crime.tet and crime.tit add up what is at most 2 s", () => {
    const e = play(headerOf(LEAD), 3, approach); // 2.0, 1.9, 1.8 s
    expect(valueOf(e, "crime.tet").value).toBeCloseTo(0.3, 12);
    expect(valueOf(e, "crime.tit").value).toBeCloseTo(0.1 * (0 + 0.1 + 0.2), 12);
  });

  test("crime.thw is when the front has come to where the rear was", () => {
    const follow = play(headerOf(LEAD), 60, (k) => ({ ego: { x: k, v: 10 }, others: [{ x: k + 25, v: 10 }] }));
    expect(valueOf(follow, "crime.thw")).toMatchObject({ value: 2, atTick: 0, actorId: 10, episodes: [] });
    const reason = "the subject never came to where a road user ahead of it had been";
    expect(resultOf(play(headerOf(LEAD), 5, approach), "crime.thw")).toEqual(vacuous(reason));
  });

  test("crime.cpi is the share of brakes that are too weak", () => {
    expect(tooHardRatio(4.23)).toBe(0);
    expect(tooHardRatio(8.45)).toBeCloseTo(0.5, 3);
    expect(tooHardRatio(12.68)).toBe(1);
    // 2 m ahead 25 m/s^2 are needed, 20 m ahead 2.5
    const e = play(headerOf(LEAD), 2, (k) => ({ ego: { x: 0, v: 10 }, others: [{ x: k === 0 ? 25 : 7 }] }));
    expect(valueOf(e, "crime.cpi")).toMatchObject({ value: 0.5, atTick: 1 });
    expect(seriesOf(e, "crime.cpi")).toEqual([0, 1]);
  });
});

describe("of anybody", () => {
  test("crime.wttc accelerates both with 11.5 m/s2", () => {
    const radii = 2 * Math.hypot(4 / 6, 1);
    const e = play(headerOf(LEAD), 1, () => ({ ego: { x: 0 }, others: [{ x: 1 + radii + 11.5 }] }));
    expect(valueOf(e, "crime.wttc").value).toBeCloseTo(1, 12);
  });

  test("crime.soi counts the ticks with somebody within 2 m ahead, 0.5 m beside and behind", () => {
    const at = (x: number, y: number): number =>
      valueOf(
        play(headerOf(LEAD), 3, () => ({ ego: { x: 0 }, others: [{ x, y }] })),
        "crime.soi",
      ).value;
    expect(at(6.9, 0)).toBe(3); // rear at 4.9, the space ends at 5
    expect(at(7.1, 0)).toBe(0);
    expect(at(1, 2.4)).toBe(3); // 0.4 m between the sides
    expect(at(1, 2.6)).toBe(0);
    expect(at(-3.4, 0)).toBe(3); // front at -1.4, the space ends at -1.5
  });

  test("crime.dce and crime.ttce are the nearest that they came, and when first", () => {
    // Passing at 2.5 m to the side: 0.5 m between them from tick 21, when the ego's front is beside the other's rear.
    const e = play(headerOf(LEAD), 40, (k) => ({ ego: { x: k, v: 10 }, others: [{ x: 25, y: 2.5 }] }));
    expect(valueOf(e, "crime.dce")).toMatchObject({ value: 0.5, atTick: 20, actorId: 10 });
    expect(valueOf(e, "crime.ttce").value).toBeCloseTo(2, 12);
  });
});

describe("stopping", () => {
  const header = headerOf(LEAD, { road: ROAD });
  const onLane = (k: number): Frame => ({
    ego: { x: 10 + k, y: LANE_Y, v: 10 },
    others: [{ x: 60, y: LANE_Y + k - 20, yaw: Math.PI / 2, v: 10 }],
  });
  const e = play(header, 60, onLane);

  test("crime.msd is v^2 / 23 along the world's x axis", () => {
    expect(valueOf(e, "crime.msd").value).toBeCloseTo(100 / 23, 12);
    const off = play(header, 2, () => ({ ego: { x: 10, y: 50, v: 10 }, others: [null] }));
    expect(resultOf(off, "crime.msd")).toEqual(vacuous("the subject was never on a lane"));
  });

  test("crime.psd is the way to the other's path over it", () => {
    // The ego's front, at 13, touches the other's path at 59 in tick 46.
    expect(valueOf(e, "crime.psd").value).toBeCloseTo(46 / (100 / 23), 9);
  });

  test("crime.pf is the push of the edges where nobody is", () => {
    // In the middle of 4 m: 50 / 2^2 on either side.
    const empty = play(headerOf(LEAD, { road: ROAD }), 1, () => ({ ego: { x: 10, y: LANE_Y }, others: [null] }));
    expect(valueOf(empty, "crime.pf").value).toBeCloseTo(25, 9);
    // and 10 e^(-K / 2) / K of a car 10 m behind a standing ego
    const behind = play(headerOf(LEAD, { road: ROAD }), 1, () => ({ ego: { x: 50, y: LANE_Y }, others: [{ x: 39, y: LANE_Y }] }));
    expect(valueOf(behind, "crime.pf").value).toBeCloseTo(25 + (10 * Math.exp(-5)) / 10, 9);
  });

  test("crime.pf is at most 100", () => {
    const inside = play(headerOf(LEAD, { road: ROAD }), 1, () => ({ ego: { x: 50, y: LANE_Y }, others: [{ x: 51, y: LANE_Y }] }));
    expect(valueOf(inside, "crime.pf").value).toBe(100);
  });
});

describe("conflicts", () => {
  // The other crosses at x = 50: in the ego's lane from tick 17, out at 24. The ego is in its path from tick 38, out at 45.
  const e = play(headerOf(LEAD), 60, (k) => ({ ego: { x: 8 + k, v: 10 }, others: [{ x: 50, y: k - 20, yaw: Math.PI / 2, v: 10 }] }));

  test("a stay lasts from its entry to its exit, by CriMe from the row before", () => {
    const stay = (enterRow: number, exitRow: number): Stay => ({ enterRow, exitRow });
    expect(encroachmentRows(stay(2, 4))).toBe(2);
    expect(encroachmentRows(stay(0, -1))).toBe(Infinity);
    expect(encroachmentRows(stay(-1, -1))).toBe(Infinity);
    expect(postEncroachmentRows(stay(1, 2), stay(4, -1))).toBe(2);
    expect(postEncroachmentRows(stay(1, 3), stay(2, 3))).toBe(Infinity);
    expect(upstreamStay(stay(2, 4))).toEqual(stay(1, 4));
    expect(upstreamStay(stay(0, 1))).toEqual(stay(0, 1));
  });

  test("crime.et and crime.pet enter one tick early", () => {
    expect(valueOf(e, "crime.et").value).toBeCloseTo(0.8, 12);
    expect(valueOf(e, "crime.pet").value).toBeCloseTo(1.3, 12);
    expect(valueOf(e, "crime.pet")).toMatchObject({ actorId: 10, episodes: [{ limit: 1.5 }] });
  });

  test("crime.ci is the lost energy, less with the time between", () => {
    // 1093.3 / 4 x (10^2 + 10^2) J
    expect(valueOf(e, "crime.ci").value).toBeCloseTo(54665 / Math.exp(1.3), 6);
    expect(valueOf(behind, "crime.ci")).toMatchObject({ value: 0, actorId: null });
  });

  test("crime.et and crime.pet are not applicable where no paths cross", () => {
    const apart = play(headerOf(LEAD), 20, (k) => ({ ego: { x: k, v: 10 }, others: [{ x: k, y: 10, v: 10 }] }));
    expect(resultOf(apart, "crime.et")).toEqual(vacuous("nobody's path crossed the subject's"));
    expect(resultOf(apart, "crime.pet")).toEqual(vacuous("nobody crossed the subject's path and left it"));
  });
});

describe("the collision that happened", () => {
  const run = (y: number): Evaluated => play(headerOf(LEAD), 40, (k) => ({ ego: { x: k, v: 10 }, others: [{ x: 25, y }] }));

  test("crime.ttc-star is when", () => {
    expect(valueOf(run(0), "crime.ttc-star")).toMatchObject({ value: 2, atTick: 20, actorId: 10 });
    const off = play(headerOf(LEAD, { road: ROAD }), 30, (k) => ({
      ego: { x: 30, y: LANE_Y + 0.1 * k, yaw: 0, v: 10 },
      others: [{ x: 150, y: LANE_Y }],
    }));
    // The side, 1 m to the left, leaves the lane's 2 m after tick 10.
    expect(valueOf(off, "crime.ttc-star")).toMatchObject({ atTick: 11, actorId: null });
  });

  test("crime.ttb leaves room to stop", () => {
    // Braking builds up to 8 m/s^2 by 2.5 m/s^2 a tick and stops within 7.35 m: at tick 12, 8 m are left.
    expect(valueOf(run(0), "crime.ttb")).toMatchObject({ atTick: 12, actorId: 10 });
    expect(valueOf(run(0), "crime.ttr").value).toBeCloseTo(1.2, 12);
  });

  test("crime.ttb sees beyond a run that the contact ended", () => {
    const cut = play(headerOf(LEAD), 21, approach);
    expect(valueOf(cut, "crime.ttc-star").value).toBe(2);
    expect(valueOf(cut, "crime.ttb")).toMatchObject({ atTick: 12 });
  });

  test("crime.tts goes past what stands aside, and not past what stands in the middle", () => {
    const never = { kind: "not-applicable", reason: "at no tick would it have avoided the collision", vacuous: false };
    expect(resultOf(run(0), "crime.tts")).toEqual(never);
    expect(resultOf(run(0), "crime.ttk")).toEqual(never);
    const aside = run(1.8);
    expect(valueOf(aside, "crime.tts").value).toBeGreaterThan(1);
    expect(valueOf(aside, "crime.tts").value).toBeLessThan(2);
    expect(valueOf(aside, "crime.ttr").value).toBe(Math.max(valueOf(aside, "crime.tts").value, valueOf(aside, "crime.ttb").value));
  });

  test("crime.ttk drives on before somebody who comes from the side", () => {
    // A crossing car hits the rear of an ego that dawdles.
    const e = play(headerOf(LEAD), 60, (k) => ({ ego: { x: 0.2 * k, v: 2 }, others: [{ x: 8, y: 40 - k, yaw: -Math.PI / 2, v: 10 }] }));
    expect(valueOf(e, "crime.ttk").value).toBeGreaterThan(1);
    expect(valueOf(e, "crime.ttr").value).toBeGreaterThanOrEqual(valueOf(e, "crime.ttk").value);
  });

  test("nothing is said where nothing happened", () => {
    const reason = vacuous("the subject neither collided nor left the road");
    for (const id of ["ttc-star", "ttb", "tts", "ttk", "ttr"]) expect(resultOf(behind, `crime.${id}`)).toEqual(reason);
  });
});

describe("crime.p-mc", () => {
  const wall = [{ name: "wall", widthM: 100, lengthM: 2 }];
  const towards = (seed: number, x: number): number =>
    valueOf(
      play(headerOf(wall, { seed }), 40, (k) => ({ ego: { x: k, v: 10 }, others: [{ x }] })),
      "crime.p-mc",
    ).value;

  test("is certain before a wall, never far from everybody, and a share between", () => {
    expect(towards(1, 30)).toBe(1);
    expect(towards(1, 200)).toBe(0);
    const some = towards(1, 64);
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(1);
    expect(50 * some).toBeCloseTo(Math.round(50 * some), 9);
  });

  test("is the same for the same seed, and another for another", () => {
    expect(towards(1, 64)).toBe(towards(1, 64));
    expect(new Set([1, 2, 3, 4, 5, 6].map((seed) => towards(seed, 64))).size).toBeGreaterThan(1);
  });
});

describe("crime.drivable-area", () => {
  // Squares with sides of 8 t^2, t = 0.1, 0.2, ... 1 s.
  const all = 64 * [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].reduce((sum, k) => sum + (k / 10) ** 4, 0);
  const area = (ego: Frame["ego"], other: Frame["ego"], header = headerOf([{ name: "wall", lengthM: 1, widthM: 100 }])): number =>
    valueOf(
      play(header, 1, () => ({ ego, others: [other] })),
      "crime.drivable-area",
    ).value;

  test("is that of all accelerations where nobody is in the way", () => {
    expect(area({ x: 0, v: 20 }, { x: 500 })).toBeCloseTo(all, 9);
  });

  test("is what is left before a wall", () => {
    // 20 m to go: after 1 s the 8 of 16 that brake are short of it, after 0.9 s those up to 4.5 m/s^2 too, 13; before that all.
    expect(area({ x: 0, v: 20 }, { x: 23.5 })).toBeCloseTo(all - 64 * (1 - 8 / 16) - 64 * 0.9 ** 4 * (1 - 13 / 16), 9);
    expect(area({ x: 0, v: 20 }, { x: 3.6 })).toBeLessThan(all / 1000);
  });

  test("does not drive backwards", () => {
    // From rest only the forward half is left.
    expect(area({ x: 0 }, { x: 500 })).toBeCloseTo(all / 2, 9);
  });

  test("ends where the lanes do", () => {
    const onLane = headerOf([{ name: "far" }], { road: ROAD });
    // 2 m to either side: the edges of the last squares, up to 4 m wide, are off.
    const onRoad = area({ x: 50, y: LANE_Y, v: 20 }, { x: 150, y: LANE_Y }, onLane);
    expect(onRoad).toBeLessThan(all);
    expect(onRoad).toBeGreaterThan(all / 2);
  });
});
