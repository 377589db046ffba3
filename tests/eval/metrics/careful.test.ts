import { describe, expect, test } from "vitest";
import { JRC } from "../../../src/eval/anchors/jrc.ts";
import { r157CutIn } from "../../../src/eval/anchors/r157/cut-in.ts";
import type { Evaluated } from "../../../src/eval/evaluate.ts";
import { parametricRoad } from "../../../src/road/parametric.ts";
import { evaluateFrames, type Frame, headerOf, resultOf, seriesOf, valueOf } from "../../support/records.ts";

// Own lanes with centres at y = -2 and -6, 4 m wide; the ego's box centre is 1 m ahead of its rear axle; all are 4 m x 2 m.
const ROAD = parametricRoad({ lanes: 2, oncomingLanes: 0, laneWidthM: 4, lengthM: 1000, speedLimitMps: 30 });
const drive = (ticks: number, frameAt: (k: number) => Frame, road = ROAD): Evaluated =>
  evaluateFrames(headerOf([{ name: "other" }], { road }), ticks, frameAt, { metrics: [...JRC, r157CutIn] });

describe("fuzzy safety", () => {
  const behind = (gapM: number, v: number, lead: number, aLon = 0): Evaluated =>
    drive(3, () => ({ ego: { x: 100, y: -2, v, aLon }, others: [{ x: 101 + 4 + gapM, y: -2, v: lead }] }));

  test("pfs is the share of the way from the safe to the unsafe gap", () => {
    // 20 m/s each: safe 15 + 50 - 28.57 + 2, unsafe 15 + 33.33 - 28.57, each 2 m farther between bumpers
    const safe = 65 - 200 / 7 + 4;
    const unsafe = 15 + 400 / 12 - 200 / 7 + 2;
    expect(valueOf(behind(safe + 0.01, 20, 20), "jrc.pfs")).toMatchObject({ value: 0, episodes: [] });
    expect(valueOf(behind((safe + unsafe) / 2, 20, 20), "jrc.pfs")).toMatchObject({ value: expect.closeTo(0.5, 9), actorId: 10 });
    expect(valueOf(behind(unsafe - 0.01, 20, 20), "jrc.pfs").value).toBe(1);
  });

  test("cfs is 0 behind one that is no slower, and counts the own acceleration", () => {
    expect(valueOf(behind(1, 20, 20), "jrc.cfs").value).toBe(0);
    // 15 against 10 m/s: safe 3.75 + 25 / 8, unsafe 3.75 + 25 / 12
    expect(valueOf(behind(3.75 + 25 / 8 - 25 / 48, 15, 10), "jrc.cfs").value).toBeCloseTo(0.5, 9);
    expect(valueOf(behind(3.75 + 25 / 8 + 0.01, 15, 10), "jrc.cfs").value).toBe(0);
    expect(valueOf(behind(3.75 + 25 / 8 + 0.01, 15, 10, 1), "jrc.cfs").value).toBeGreaterThan(0);
  });

  test("a smaller gap is never safer", () => {
    for (const id of ["jrc.pfs", "jrc.cfs"]) {
      let before = 1;
      for (let gap = 0.5; gap < 80; gap += 1.5) {
        const now = valueOf(behind(gap, 18, 11), id).value;
        expect(now, `${id} at ${gap} m`).toBeLessThanOrEqual(before);
        before = now;
      }
    }
  });

  test("not applicable without a lead", () => {
    const alone = drive(3, () => ({ ego: { x: 100, y: -2, v: 9 }, others: [null] }));
    for (const { id } of JRC) expect(resultOf(alone, id)).toMatchObject({ kind: "not-applicable", vacuous: true });
  });
});

describe("r157.cut-in", () => {
  /** Crosses from the lane to the right at 1 m/s, its near side 0.3 m within at tick 13; the gap is then gapM. */
  const cutIn = (gapM: number, v = 20, other = 14): Evaluated =>
    drive(40, (k) => ({
      ego: { x: 100 + 0.1 * v * (k - 13), y: -2, v },
      others: [{ x: 105 + gapM + 0.1 * other * (k - 13), y: Math.min(-2, -5.95 + 0.1 * k), v: other, vLat: 1 }],
    }));

  test("is the time to collision at the intrusion, beyond the limit", () => {
    // 6 m/s closing: limit 0.5 + 0.35 s
    const e = cutIn(12);
    expect(valueOf(e, "r157.cut-in")).toMatchObject({ value: expect.closeTo(2 - 0.85, 9), atTick: 13, actorId: 10 });
    expect(seriesOf(e, "r157.cut-in").filter((s) => s !== null)).toHaveLength(1);
    expect(valueOf(cutIn(3), "r157.cut-in").value).toBeCloseTo(0.5 - 0.85, 9);
  });

  test("is none of one that is faster, that has been in the lane, or that is beside", () => {
    const none = { kind: "not-applicable", reason: "no slower road user cut in", vacuous: true };
    expect(resultOf(cutIn(12, 20, 21), "r157.cut-in")).toEqual(none);
    expect(resultOf(cutIn(-4), "r157.cut-in")).toEqual(none);
    expect(
      resultOf(
        drive(9, (k) => ({ ego: { x: 2 * k, y: -2, v: 20 }, others: [{ x: 60, y: -2 }] })),
        "r157.cut-in",
      ),
    ).toEqual(none);
  });

  test("needs lanes", () => {
    const plane = drive(3, () => ({ ego: { x: 0, v: 9 }, others: [{ x: 30 }] }), { source: "none", lanes: [] });
    expect(resultOf(plane, "r157.cut-in")).toEqual({ kind: "not-applicable", reason: "the scenario has no lanes", vacuous: false });
  });
});
