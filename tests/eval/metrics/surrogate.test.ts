import { describe, expect, test } from "vitest";
import type { Evaluated } from "../../../src/eval/evaluate.ts";
import { stopAwareTtcSec } from "../../../src/eval/maths/following.ts";
import { wttcSec } from "../../../src/eval/maths/wttc.ts";
import { OURS } from "../../../src/eval/ours.ts";
import type { TraceHeader } from "../../../src/trace/tick.ts";
import { evaluateFrames, type Frame, headerOf, resultOf, seriesOf, valueOf } from "../../support/records.ts";
import { randomOf } from "../../support/random-traces.ts";

// The ego's rear axle lies 1 m ahead of its rear end, so at x its 4 m x 2 m box reaches from x - 1 to x + 3.

const LEAD = [{ name: "lead" }];
const NOBODY = { kind: "not-applicable", reason: "no other road user was in the world", vacuous: true };
const NOBODY_AHEAD = { kind: "not-applicable", reason: "no road user was ever ahead in the subject's path", vacuous: true };

const play = (header: TraceHeader, ticks: number, frameAt: (k: number) => Frame, subjectIndex = 0): Evaluated =>
  evaluateFrames(header, ticks, frameAt, { metrics: OURS, subjectIndex });
/** 20 m ahead a car that stands; the ego comes at 10 m/s. */
const approach = (k: number): Frame => ({ ego: { x: k, v: 10 }, others: [{ x: 25 }] });
const alone = play(headerOf(), 3, (k) => ({ ego: { x: k, v: 10 } }));

describe("wttc", () => {
  const radii = 2 * Math.hypot(4 / 6, 1);
  const standingApart = (gapM: number, cls: "car" | "static", frictionRatio: number): Evaluated =>
    play(headerOf([{ name: "other", cls }], { frictionRatio }), 1, () => ({ ego: { x: 0 }, others: [{ x: 1 + radii + gapM }] }));

  test("of two that stand is what both need to cover the gap between their discs", () => {
    // 9.81 m at 9.81 + 9.81 m/s^2: t^2 = 1
    expect(valueOf(standingApart(9.81, "car", 1), "wttc").value).toBeCloseTo(1, 12);
    expect(valueOf(standingApart(9.81, "car", 0.25), "wttc").value).toBeCloseTo(2, 12);
  });

  test("a static object comes no nearer by itself", () => {
    expect(valueOf(standingApart(9.81 / 2, "static", 1), "wttc").value).toBeCloseTo(1, 12);
  });

  test("is 0 where the discs touch, and its episodes lie below a second", () => {
    const e = valueOf(standingApart(-0.1, "car", 1), "wttc");
    expect(e).toMatchObject({ value: 0, atTick: 0, actorId: 10, episodes: [{ value: 0, limit: 1 }] });
  });

  test("is the first time at which reach and distance are equal, for any motion", () => {
    const random = randomOf(7);
    const between = (low: number, high: number): number => low + (high - low) * random();
    for (let i = 0; i < 2000; i++) {
      const [dx, dy, vx, vy] = [between(-80, 80), between(-80, 80), between(-40, 40), between(-40, 40)];
      const [radii, accel] = [between(0.5, 5), between(0.5, 25)];
      const short = (t: number): number => Math.hypot(dx + vx * t, dy + vy * t) - radii - 0.5 * accel * t * t;
      const t = wttcSec(dx, dy, vx, vy, radii, accel);
      if (short(0) <= 0) expect(t).toBe(0);
      else {
        expect(Math.abs(short(t))).toBeLessThan(1e-8);
        for (let k = 0; k < 200; k++) expect(short((0.9999 * t * k) / 200), `${i}`).toBeGreaterThan(0);
      }
    }
  });

  test("not applicable where nobody else is in the world", () => expect(resultOf(alone, "wttc")).toEqual(NOBODY));
});

describe("tet and tit", () => {
  // Time to collision 2.0, 1.9, ... 1.1 s: five ticks at or below 1.5 s.
  const e = play(headerOf(LEAD), 10, approach);

  test("add up the time, and the time by how much it was too low", () => {
    expect(valueOf(e, "tet").value).toBeCloseTo(0.5, 12);
    expect(valueOf(e, "tit").value).toBeCloseTo(0.1 * (0.1 + 0.2 + 0.3 + 0.4), 12);
    expect(seriesOf(e, "tet")).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
  });

  test("the episode is the stretch, against whom it was", () => {
    expect(valueOf(e, "tet").episodes).toMatchObject([{ fromTick: 5, toTick: 9, actorId: 10 }]);
    expect(valueOf(e, "tit")).toMatchObject({ atTick: 9, actorId: 10 });
  });

  test("are 0 where somebody was there and nothing was close, and not applicable where nobody was", () => {
    const apart = play(headerOf(LEAD), 3, () => ({ ego: { x: 0, v: 10 }, others: [{ x: 100 }] }));
    expect(valueOf(apart, "tet")).toMatchObject({ value: 0, atTick: null, episodes: [] });
    expect(resultOf(alone, "tet")).toEqual(NOBODY);
    expect(resultOf(alone, "tit")).toEqual(NOBODY);
  });
});

describe("btn, stn and a-req", () => {
  test("btn is the deceleration needed over what vehicle and road give", () => {
    // 10^2 / 40 = 2.5 m/s^2 of 8
    expect(valueOf(play(headerOf(LEAD), 1, approach), "btn")).toMatchObject({ value: 2.5 / 8, actorId: 10, episodes: [{ limit: 0.3 }] });
    const icy = play(headerOf(LEAD, { frictionRatio: 0.5 }), 1, approach);
    expect(valueOf(icy, "btn").value).toBe(2.5 / 4.905);
  });

  test("btn is not applicable to others than the ego", () => {
    const reason = "only the ego's brakes are known";
    expect(resultOf(play(headerOf(LEAD), 1, approach, 1), "btn")).toEqual({ kind: "not-applicable", reason, vacuous: false });
  });

  test("stn shifts the ego past the easier side before the gap is used up", () => {
    // 2 s; beside it at 2 m: 2 x 2 / 2^2 = 1 m/s^2
    expect(valueOf(play(headerOf(LEAD), 1, approach), "stn").value).toBeCloseTo(1 / 9.81, 12);
    // 1 m to the left: 1 m to the right is enough
    const aside = play(headerOf(LEAD), 1, () => ({ ego: { x: 0, v: 10 }, others: [{ x: 25, y: 1 }] }));
    expect(valueOf(aside, "stn").value).toBeCloseTo(0.5 / 9.81, 12);
    // and none at all while it goes there by itself with 1 m/s
    const leaving = play(headerOf(LEAD), 1, () => ({ ego: { x: 0, v: 10 }, others: [{ x: 25, y: 1, vLat: 1 }] }));
    expect(valueOf(leaving, "stn").value).toBe(0);
  });

  test("a-req is the smaller of braking and steering", () => {
    expect(valueOf(play(headerOf(LEAD), 1, approach), "a-req").value).toBeCloseTo(1, 12);
    const wide = play(headerOf([{ name: "wall", widthM: 20 }]), 1, approach);
    expect(valueOf(wide, "a-req").value).toBe(2.5); // steering would take 2 x 11 / 4
  });

  test("not applicable where nobody is ahead", () => {
    for (const id of ["btn", "stn", "a-req"]) expect(resultOf(alone, id)).toEqual(NOBODY_AHEAD);
  });

  test("a leader that brakes stands at the end", () => {
    expect(stopAwareTtcSec(10, 10, 10, 0, -5)).toBeCloseTo(2, 12); // both at once: 10 = 2.5 t^2
    expect(stopAwareTtcSec(15, 10, 10, 0, -5)).toBeCloseTo(2.5, 12); // it stands after 2 s, 5 m are left
    expect(stopAwareTtcSec(100, 10, 10, -5, 0)).toBe(Infinity);
    expect(stopAwareTtcSec(10, 10, 0, -5, 0)).toBeCloseTo(2, 12); // the follower stands just there
    expect(stopAwareTtcSec(10.1, 10, 0, -5, 0)).toBe(Infinity);
  });
});

describe("pet", () => {
  // The other crosses at x = 50 with 10 m/s: its box is within the ego's lane from tick 17 to 23 and out at 24.
  const crossing = (startX: number): Evaluated =>
    play(headerOf(LEAD), 60, (k) => ({ ego: { x: startX + k, v: 10 }, others: [{ x: 50, y: k - 20, yaw: Math.PI / 2, v: 10 }] }));

  test("is the time from the exit of the first to the entry of the second", () => {
    // The ego's front reaches 49 at x = 46: tick 38.
    const e = valueOf(crossing(8), "pet");
    expect(e.value).toBeCloseTo(1.4, 12);
    expect(e).toMatchObject({ atTick: 38, actorId: 10, episodes: [{ toTick: 38, limit: 2 }] });
  });

  test("counts the same where the ego is first", () => {
    // In at x = 46 of tick 4, out at x = 53 of tick 11; the other's box touches the lane at tick 17.
    const e = valueOf(crossing(42), "pet");
    expect(e.value).toBeCloseTo(0.6, 12);
    expect(e.atTick).toBe(17);
  });

  test("has none where both are inside together, or one follows the other", () => {
    const reason = { kind: "not-applicable", reason: "nobody crossed the subject's path and left it", vacuous: true };
    expect(resultOf(crossing(27), "pet")).toEqual(reason);
    const follow = play(headerOf(LEAD), 60, (k) => ({ ego: { x: k, v: 10 }, others: [{ x: k + 20, v: 10 }] }));
    expect(resultOf(follow, "pet")).toEqual(reason);
  });

  test("not applicable where nobody else is in the world", () => expect(resultOf(alone, "pet")).toEqual(NOBODY));
});
