import { describe, expect, test } from "vitest";
import { navsimTtc } from "../../../src/eval/anchors/navsim/ttc.ts";
import { nuplanTtc } from "../../../src/eval/anchors/nuplan/ttc.ts";
import { SUMO } from "../../../src/eval/anchors/sumo.ts";
import { waymaxOverlap } from "../../../src/eval/anchors/waymax/overlap.ts";
import { wosacNearest } from "../../../src/eval/anchors/wosac/nearest.ts";
import { wosacTtc } from "../../../src/eval/anchors/wosac/ttc.ts";
import type { Evaluated } from "../../../src/eval/evaluate.ts";
import type { Metric } from "../../../src/eval/metric.ts";
import { parametricRoad } from "../../../src/road/parametric.ts";
import type { TraceHeader } from "../../../src/trace/tick.ts";
import { evaluateFrames, type Frame, headerOf, resultOf, seriesOf, valueOf } from "../../support/records.ts";

// The ego's rear axle lies 1 m ahead of its rear end, so at x its 4 m x 2 m box reaches from x - 1 to x + 3.

const LEAD = [{ name: "lead" }];
const ROAD = parametricRoad({ lanes: 2, laneWidthM: 4, lengthM: 300, speedLimitMps: null });
const [RIGHT_Y, LEFT_Y] = [0, 1].map((i) => ROAD.lanes[i]!.centre.yM[0] as number).sort((a, b) => a - b) as [number, number];
const METRICS: readonly Metric<unknown>[] = [navsimTtc, nuplanTtc, ...SUMO, waymaxOverlap, wosacNearest, wosacTtc];

const play = (header: TraceHeader, ticks: number, frameAt: (k: number) => Frame): Evaluated =>
  evaluateFrames(header, ticks, frameAt, { metrics: METRICS });
const onRoad = headerOf(LEAD, { road: ROAD });
const alone = play(headerOf([], { road: ROAD }), 3, () => ({ ego: { x: 20, y: RIGHT_Y, v: 10 } }));
const NOBODY = { kind: "not-applicable", reason: "no other road user was in the world", vacuous: true };
const NO_LANES = { kind: "not-applicable", reason: "the scenario has no lanes", vacuous: false };

test.each(["nuplan.ttc", "navsim.ttc", "waymax.overlap", "wosac.nearest", "wosac.ttc"])("%s needs somebody", (id) => {
  expect(resultOf(alone, id)).toEqual(NOBODY);
});

describe("nuplan.ttc", () => {
  const ttc = (ego: Frame["ego"], other: Frame["ego"], ticks = 1): Evaluated =>
    play(onRoad, ticks, () => ({ ego: { y: RIGHT_Y, ...ego }, others: [{ y: RIGHT_Y, ...other }] }));

  test("is the first tenth of a second at which the projected boxes touch", () => {
    expect(valueOf(ttc({ x: 20, v: 10 }, { x: 45 }), "nuplan.ttc")).toMatchObject({ value: 2, actorId: 10, episodes: [] }); // 20 m
    expect(valueOf(ttc({ x: 20, v: 10 }, { x: 45.3 }), "nuplan.ttc").value).toBeCloseTo(2.1, 12); // 20.3 m
    expect(valueOf(ttc({ x: 20, v: 10 }, { x: 34 }), "nuplan.ttc").episodes).toMatchObject([{ value: 0.9, limit: 0.95 }]);
  });

  test("is 3 s, decided by nobody, where there is none below", () => {
    const none = { kind: "value", value: 3, atTick: null, actorId: null, episodes: [] };
    expect(valueOf(ttc({ x: 20, v: 10 }, { x: 55 }), "nuplan.ttc")).toEqual(none); // 30 m: 3.0 s is not looked at
    expect(valueOf(ttc({ x: 20, v: 0.005 }, { x: 30, v: -10 }), "nuplan.ttc")).toEqual(none); // a standing ego has none
    expect(valueOf(ttc({ x: 40, v: 1 }, { x: 20, v: 20 }), "nuplan.ttc")).toEqual(none); // from behind
  });

  test("looks beside the ego only while it is between lanes", () => {
    // It closes in from the left rear and would touch within half a second.
    const cutter = { y: LEFT_Y, yaw: -0.3, v: 12 };
    const inLane = play(onRoad, 1, () => ({ ego: { x: 40, y: RIGHT_Y, v: 10 }, others: [{ x: 38, ...cutter }] }));
    expect(valueOf(inLane, "nuplan.ttc").value).toBe(3);
    const between = play(onRoad, 1, () => ({ ego: { x: 40, y: RIGHT_Y + 1.2, v: 10 }, others: [{ x: 38, ...cutter }] }));
    expect(valueOf(between, "nuplan.ttc").value).toBeLessThan(1);
  });

  test("is 0 at an at-fault collision, and never sees that track again", () => {
    const e = ttc({ x: 20, v: 10 }, { x: 24, v: 1 }, 3);
    expect(valueOf(e, "nuplan.ttc")).toMatchObject({ value: 0, atTick: 0, actorId: 10 });
    expect(seriesOf(e, "nuplan.ttc")).toEqual([0, null, null]);
  });

  test("judges every 0.1 s, however short the ticks are", () => {
    const fine = { ...onRoad, dtSec: 0.05 };
    const e = play(fine, 4, () => ({ ego: { x: 20, y: RIGHT_Y, v: 10 }, others: [{ x: 45, y: RIGHT_Y }] }));
    expect(seriesOf(e, "nuplan.ttc")).toEqual([2, null, 2, null]);
  });

  test("needs lanes", () => {
    const e = play(headerOf(LEAD), 1, () => ({ ego: { x: 0, v: 10 }, others: [{ x: 25 }] }));
    expect(resultOf(e, "nuplan.ttc")).toEqual(NO_LANES);
    expect(resultOf(e, "navsim.ttc")).toEqual(NO_LANES);
  });
});

describe("navsim.ttc", () => {
  // The ego moves at the first tick only: that one alone is looked at.
  const first = (others: (k: number) => Frame["ego"] | null): Evaluated =>
    play(onRoad, 12, (k) => ({ ego: { x: 20, y: RIGHT_Y, v: k === 0 ? 10 : 0 }, others: [others(k)] }));

  test("meets the others where they really were 0, 0.3, 0.6 and 0.9 s later", () => {
    // 5.5 m ahead and standing: 6 m in 0.6 s.
    const standing = valueOf(
      first(() => ({ x: 30.5, y: RIGHT_Y })),
      "navsim.ttc",
    );
    expect(standing.value).toBeCloseTo(0.6, 12);
    expect(standing).toMatchObject({ atTick: 0, actorId: 10 });
    // The same, but it has driven on before the ego comes: at its speed now it would have been met.
    const gone = first((k) => ({ x: k === 0 ? 30.5 : 60, y: RIGHT_Y, v: 0 }));
    expect(valueOf(gone, "navsim.ttc")).toEqual({ kind: "value", value: 1, atTick: null, actorId: null, episodes: [] });
  });

  test("leaves out whom it met where it does not count", () => {
    // Met beside the ego in its lane at the first instant, so not even ahead 0.6 s later.
    const e = first((k) => (k < 6 ? { x: 20, y: RIGHT_Y + 2 } : { x: 30.5, y: RIGHT_Y }));
    expect(valueOf(e, "navsim.ttc").value).toBe(1);
  });
});

describe("sumo", () => {
  const e = play(headerOf(LEAD), 1, () => ({ ego: { x: 0, v: 10 }, others: [{ x: 25 }] }));

  test("following: gap over closing speed, and its square over twice the gap", () => {
    expect(valueOf(e, "sumo.ttc")).toMatchObject({ value: 2, actorId: 10, episodes: [{ limit: 3 }] });
    expect(valueOf(e, "sumo.drac")).toMatchObject({ value: 2.5, actorId: 10 });
  });

  test("crossing: the smaller of what the two need not to meet", () => {
    // The ego is 27 m from the other's way, which the other clears after 28 m, 2.8 s: 2 (10 - 27 / 2.8) / 2.8. The other needs more.
    const crossing = play(headerOf(LEAD), 1, () => ({ ego: { x: 0, v: 10 }, others: [{ x: 31, y: -25, yaw: Math.PI / 2, v: 10 }] }));
    expect(valueOf(crossing, "sumo.drac").value).toBeCloseTo((2 * (10 - 27 / 2.8)) / 2.8, 9);
  });

  test("not applicable where the gap does not shrink, or nobody is ahead or crosses", () => {
    const away = play(headerOf(LEAD), 1, () => ({ ego: { x: 0, v: 10 }, others: [{ x: -25 }] }));
    const reason = "the subject never closed in on a road user ahead of it";
    expect(resultOf(away, "sumo.ttc")).toEqual({ kind: "not-applicable", reason, vacuous: true });
    expect(resultOf(away, "sumo.drac").kind).toBe("not-applicable");
  });
});

describe("of Waymo", () => {
  const at = (ego: Frame["ego"], other: Frame["ego"]): Evaluated => play(headerOf(LEAD), 1, () => ({ ego, others: [other] }));

  test("wosac.nearest rounds the corners", () => {
    expect(valueOf(at({ x: 0 }, { x: 25 }), "wosac.nearest").value).toBeCloseTo(20, 12);
    // 3 m along and 4 m across between the corners, 0.7 m more of each once the boxes are smaller by 0.7 m, and blown up again.
    const diagonal = valueOf(at({ x: 0 }, { x: 8, y: 6 }), "wosac.nearest").value;
    expect(diagonal).toBeCloseTo(Math.hypot(3 + 1.4, 4 + 1.4) - 1.4, 12);
    expect(valueOf(at({ x: 0 }, { x: 4 }), "wosac.nearest").value).toBeLessThan(0);
  });

  test("wosac.ttc is gap over the difference of speeds, at most 5 s", () => {
    expect(valueOf(at({ x: 0, v: 10 }, { x: 25 }), "wosac.ttc")).toMatchObject({ value: 2, actorId: 10 });
    expect(valueOf(at({ x: 0, v: 10 }, { x: 25, v: 12 }), "wosac.ttc").value).toBe(5);
    expect(valueOf(at({ x: 0, v: 10 }, { x: 25, y: 2.5 }), "wosac.ttc").value).toBe(5); // beside
    expect(valueOf(at({ x: 0, v: 10 }, { x: 25, yaw: 1.4 }), "wosac.ttc").value).toBe(5); // turned by more than 75 deg
    // An overlap of 0.3 m counts only for one that is turned by at most 10 deg.
    expect(valueOf(at({ x: 0, v: 10 }, { x: 25, y: 1.7 }), "wosac.ttc").value).toBe(2);
    expect(valueOf(at({ x: 0, v: 10 }, { x: 25, y: 2.05, yaw: 0.2 }), "wosac.ttc").value).toBe(5);
  });

  test("wosac.ttc does not wrap the difference of headings", () => {
    // Two that head west, one by +pi, one by -pi: the same direction, and upstream sees a whole turn.
    const e = at({ x: 50, yaw: Math.PI, v: 10 }, { x: 25, yaw: -Math.PI });
    expect(valueOf(e, "wosac.ttc").value).toBe(5);
    expect(valueOf(at({ x: 50, yaw: Math.PI, v: 10 }, { x: 25, yaw: Math.PI }), "wosac.ttc").value).toBeCloseTo(2, 9);
  });

  test("waymax.overlap is whether boxes ever share a point", () => {
    expect(valueOf(at({ x: 0 }, { x: 5.1 }), "waymax.overlap")).toMatchObject({ value: 0, episodes: [] });
    expect(valueOf(at({ x: 0 }, { x: 5 }), "waymax.overlap")).toMatchObject({ value: 1, actorId: 10, episodes: [{ actorId: 10 }] });
  });
});
