import { describe, expect, test } from "vitest";
import { newWeightingFilter, W_D, W_F, weighted, weightingGain } from "../../../src/eval/maths/iso2631.ts";
import { limitAt } from "../../../src/eval/maths/speed-bounds.ts";
import { accBounds } from "../../../src/eval/metrics/acc-bounds.ts";
import { laneBounds } from "../../../src/eval/metrics/lane-bounds.ts";
import { msdv } from "../../../src/eval/metrics/msdv.ts";
import { vdv } from "../../../src/eval/metrics/vdv.ts";
import { weightedAccel } from "../../../src/eval/metrics/weighted-accel.ts";
import { evaluateFrames, headerOf, type Motion, resultOf, seriesOf, valueOf } from "../../support/records.ts";

const METRICS = [weightedAccel, msdv, vdv, accBounds, laneBounds];
const DT_SEC = 0.01;
const ride = (ticks: number, at: (tSec: number) => Partial<Motion>, dtSec = DT_SEC): ReturnType<typeof evaluateFrames> =>
  evaluateFrames(headerOf([], { dtSec }), ticks, (k) => ({ ego: { x: 0, v: 10, ...at(k * dtSec) } }), { metrics: METRICS });
const sine = (frequencyHz: number, sizeMps2: number) => (tSec: number) => sizeMps2 * Math.sin(2 * Math.PI * frequencyHz * tSec);

describe("weighting filters", () => {
  test("a sine comes out with the gain of the transfer function", () => {
    for (const [weighting, frequencyHz] of [[W_D, 0.5] as const, [W_D, 1] as const, [W_D, 3] as const, [W_F, 0.2] as const]) {
      const filter = newWeightingFilter(weighting, DT_SEC);
      const at = sine(frequencyHz, 1);
      let most = 0;
      for (let k = 0; k < 8000; k++) {
        const y = weighted(filter, at(k * DT_SEC));
        if (k > 6000) most = Math.max(most, Math.abs(y));
      }
      expect(Math.abs(most / weightingGain(weighting, frequencyHz) - 1), `${frequencyHz} Hz`).toBeLessThan(0.01);
    }
  });

  test("a constant acceleration shakes nobody", () => {
    const filter = newWeightingFilter(W_D, DT_SEC);
    let y = 0;
    for (let k = 0; k < 3000; k++) y = weighted(filter, 3);
    expect(Math.abs(y)).toBeLessThan(1e-6);
  });
});

describe("weighted-accel, msdv, vdv", () => {
  test("of a sine are its size by the weighting's gain", () => {
    const e = ride(6000, (t) => ({ aLon: sine(1, 2)(t) }));
    const size = 2 * weightingGain(W_D, 1);
    expect(valueOf(e, "weighted-accel").value).toBeCloseTo(size / Math.SQRT2, 2);
    // the mean of sin^4 is 3/8
    expect(valueOf(e, "vdv").value / (size * (60 * 0.375) ** 0.25)).toBeCloseTo(1, 2);
    const slow = ride(6000, (t) => ({ aLat: sine(0.2, 1)(t) }));
    expect(valueOf(slow, "msdv").value / ((weightingGain(W_F, 0.2) * Math.sqrt(60)) / Math.SQRT2)).toBeCloseTo(1, 1);
  });

  test("of both axes are added by squares", () => {
    const one = valueOf(
      ride(2000, (t) => ({ aLon: sine(1, 1)(t) })),
      "weighted-accel",
    ).value;
    const both = valueOf(
      ride(2000, (t) => ({ aLon: sine(1, 1)(t), aLat: sine(1, 1)(t) })),
      "weighted-accel",
    ).value;
    expect(both).toBeCloseTo(one * Math.SQRT2, 9);
  });

  test("a smooth ride is 0, and a jolt makes an episode", () => {
    expect(
      valueOf(
        ride(500, () => ({})),
        "weighted-accel",
      ),
    ).toMatchObject({ value: 0, episodes: [] });
    const jolt = ride(1000, (t) => ({ aLon: t > 5 && t < 5.3 ? -6 : 0 }));
    const [episode] = valueOf(jolt, "weighted-accel").episodes;
    expect(episode).toMatchObject({ limit: 0.315, actorId: null });
    expect(episode!.fromTick).toBeGreaterThanOrEqual(500);
    expect(episode!.fromTick).toBeLessThan(510);
    expect(seriesOf(jolt, "weighted-accel")[499]).toBe(0);
  });

  test("not applicable without a tick", () => {
    const none = evaluateFrames(headerOf(), 3, () => ({ ego: { x: 0 }, lowFidelity: true }), { metrics: METRICS });
    for (const { id } of METRICS) expect(resultOf(none, id).kind, id).toBe("not-applicable");
  });
});

describe("acc-bounds", () => {
  test("bounds fall with the speed", () => {
    const bound = { fromMps: 5, toMps: 20, slowLimit: 5, fastLimit: 3.5 };
    expect([0, 5, 12.5, 20, 40].map((v) => limitAt(bound, v))).toEqual([5, 5, 4.25, 3.5, 3.5]);
  });

  test("4 m/s2 of braking for 2 s is within the bound at 5 m/s and beyond it at 20", () => {
    const brake = (v: number) =>
      valueOf(
        ride(31, () => ({ v, aLon: -4 }), 0.1),
        "acc-bounds",
      );
    expect(brake(5)).toMatchObject({ value: expect.closeTo(0.8, 9), episodes: [] });
    expect(brake(20)).toMatchObject({ value: expect.closeTo(4 / 3.5, 9), episodes: [{ label: "deceleration", fromTick: 20 }] });
  });

  test("braking for less than 2 s counts by its mean; a jolt by its rate; 3 m/s2 forwards is half too much", () => {
    const short = ride(31, (t) => ({ v: 5, aLon: t > 0.95 && t < 1.95 ? -4 : 0 }), 0.1);
    expect(seriesOf(short, "acc-bounds")[25]).toBeCloseTo(0.4, 9);
    expect(seriesOf(short, "acc-bounds")[10]).toBeCloseTo(0.8, 9); // 4 m/s3 of 5
    expect(
      valueOf(
        ride(5, () => ({ aLon: 3 }), 0.1),
        "acc-bounds",
      ),
    ).toMatchObject({ value: 1.5, episodes: [{ label: "acceleration" }] });
  });
});

describe("lane-bounds", () => {
  test("the larger share of 3 m/s2 and 5 m/s3 counts", () => {
    expect(
      valueOf(
        ride(10, () => ({ aLat: -1.5 }), 0.1),
        "lane-bounds",
      ).value,
    ).toBeCloseTo(0.5, 12);
    const steps = ride(20, (t) => ({ aLat: t < 0.95 ? -2 : 2 }), 0.1);
    expect(valueOf(steps, "lane-bounds")).toMatchObject({ value: expect.closeTo(1.6, 9), episodes: [{ fromTick: 10, toTick: 14 }] });
  });
});
