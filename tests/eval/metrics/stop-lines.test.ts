import { describe, expect, test } from "vitest";
import type { SignalState } from "../../../src/core/signal-state.ts";
import { CARLA } from "../../../src/eval/anchors/carla.ts";
import { NAVSIM } from "../../../src/eval/anchors/navsim.ts";
import { NUPLAN } from "../../../src/eval/anchors/nuplan.ts";
import { METRICS } from "../../../src/eval/metrics.ts";
import { OURS } from "../../../src/eval/ours.ts";
import { parametricRoad } from "../../../src/road/parametric.ts";
import { stopLineAcross } from "../../../src/road/stop-lines.ts";
import type { TraceHeader } from "../../../src/trace/tick.ts";
import { evaluateFrames, headerOf, lineOf, type Motion, resultOf, seriesOf, valueOf } from "../../support/records.ts";

// One lane of 4 m along x, its centre at y = -2. The ego is 4 m long with its rear axle 1 m ahead of its rear end: its front is at x + 3,
// its centre at x + 1, its rear end at x - 1.
const ROAD = parametricRoad({ lanes: 1, oncomingLanes: 1, laneWidthM: 4, lengthM: 300, speedLimitMps: 20 });
const LANE = ROAD.lanes[0]!;
const metrics = [...METRICS, ...OURS, ...CARLA, ...NAVSIM, ...NUPLAN];

const LIT: Partial<TraceHeader> = { road: ROAD, signals: [{ id: "light" }], stopLines: [stopLineAcross(LANE, 0, 100, "light", 0)] };
const SIGNED: Partial<TraceHeader> = { road: ROAD, stopLines: [stopLineAcross(LANE, 0, 100, "stop", -1)] };

function drive(changes: Partial<TraceHeader>, motions: readonly Motion[], light: (tick: number) => SignalState = () => "red") {
  return evaluateFrames(
    headerOf([], changes),
    motions.length,
    (k) => ({ ego: { y: -2, ...motions[k]! }, signals: changes.signals === undefined ? [] : [light(k)] }),
    { metrics },
  );
}

/** At a constant speed of 10 m/s, 1 m a tick. */
const through = (fromX: number, ticks: number): Motion[] => Array.from({ length: ticks }, (_, k) => ({ x: fromX + k, v: 10 }));

describe("red-light", () => {
  test("counts the front passing the line while it is red", () => {
    const e = drive(LIT, through(90, 20));
    // The front is at 93 + k: on the line at tick 7, beyond it at tick 8.
    expect(valueOf(e, "red-light")).toMatchObject({ value: 1, atTick: 8, episodes: [{ fromTick: 8, value: 10, label: "light" }] });
    expect(seriesOf(e, "red-light").indexOf(1)).toBe(8);
  });

  test("is not run on green, on yellow, on the tick at which it turns red, backwards, or on another lane", () => {
    for (const state of ["green", "yellow", "flashing-red", "off"] as const) {
      expect(
        valueOf(
          drive(LIT, through(90, 20), () => state),
          "red-light",
        ).value,
        state,
      ).toBe(0);
    }
    expect(
      valueOf(
        drive(LIT, through(90, 20), (k) => (k < 8 ? "yellow" : "red")),
        "red-light",
      ).value,
    ).toBe(0);
    expect(valueOf(drive(LIT, through(90, 20).toReversed()), "red-light").value).toBe(0);
    expect(
      valueOf(
        drive(
          LIT,
          through(90, 20).map((m) => ({ ...m, y: 2 })),
        ),
        "red-light",
      ).value,
    ).toBe(0);
  });

  test("not applicable without lights, which nobody can run, or where the trace does not keep them", () => {
    expect(resultOf(drive({ road: ROAD, stopLines: [] }, through(90, 3)), "red-light")).toMatchObject({
      vacuous: true,
      reason: "there is no traffic light",
    });
    expect(resultOf(drive({ road: ROAD }, through(90, 3)), "red-light")).toMatchObject({ kind: "not-applicable", vacuous: false });
  });
});

describe("carla.red-light", () => {
  test("counts the tail: a nose beyond the line is free", () => {
    // Centre at x + 1, tail from 1.6 m to 3 m behind it: it meets the line at 100 while x is 100.6 to 102.
    expect(valueOf(drive(LIT, through(90, 11)), "carla.red-light").value).toBe(0);
    const e = drive(LIT, through(90, 20));
    expect(valueOf(e, "carla.red-light")).toMatchObject({ value: 1, atTick: 11 });
  });

  test("is none on green, and one light is not counted twice in a row", () => {
    expect(
      valueOf(
        drive(LIT, through(90, 20), () => "green"),
        "carla.red-light",
      ).value,
    ).toBe(0);
    expect(valueOf(drive(LIT, [...through(90, 20), ...through(90, 20)]), "carla.red-light").value).toBe(1);
  });
});

describe("navsim.red-light", () => {
  test("counts the samples at which the box touches the line while it is red", () => {
    // The box reaches from x - 1 to x + 3 and touches 100 for x of 97 to 101.
    expect(valueOf(drive(LIT, through(90, 20)), "navsim.red-light")).toMatchObject({ value: 5, episodes: [{ fromTick: 7, toTick: 11 }] });
    expect(
      valueOf(
        drive(LIT, through(90, 20), () => "green"),
        "navsim.red-light",
      ).value,
    ).toBe(0);
  });

  test("and those at which it is on a lane through the junction that follows", () => {
    const [first, second] = [parametricRoad({ lanes: 1, laneWidthM: 4, lengthM: 100, speedLimitMps: 20 }), ROAD].map(
      ({ lanes }) => lanes[0]!,
    );
    const after = {
      ...second!,
      centre: lineOf([
        [100, -2],
        [130, -2],
      ]),
      left: lineOf([
        [100, 0],
        [130, 0],
      ]),
      right: lineOf([
        [100, -4],
        [130, -4],
      ]),
    };
    const lanes = [
      { ...first!, successors: [1] },
      { ...after, id: "j", predecessors: [0], inJunction: true, leftLane: null },
    ];
    const header = { ...LIT, road: { source: "test", lanes }, stopLines: [stopLineAcross(lanes[0]!, 0, 100, "light", 0)] };
    expect(valueOf(drive(header, through(90, 20)), "navsim.red-light").value).toBe(13);
  });
});

describe("stop-sign", () => {
  const stopping = (least: number, at: number): Motion[] => [
    ...Array.from({ length: 5 }, (_, k) => ({ x: at - 2 + 0.4 * k, v: 4 })),
    { x: at, v: least },
    ...Array.from({ length: 20 }, (_, k) => ({ x: at + 0.4 * (k + 1), v: 4 })),
  ];

  test("asks for less than 0.1 m/s within 4 m before the line", () => {
    expect(valueOf(drive(SIGNED, stopping(0, 96)), "stop-sign").value).toBe(0);
    expect(valueOf(drive(SIGNED, stopping(0.05, 96)), "stop-sign").value).toBe(0);
    expect(valueOf(drive(SIGNED, stopping(0.1, 96)), "stop-sign")).toMatchObject({
      value: 1,
      episodes: [{ value: 0.1, limit: 0.1, label: "stop" }],
    });
    // The front is at 92.5 + 3: 4.5 m before the line.
    expect(valueOf(drive(SIGNED, [...stopping(0, 92.5), ...through(101, 2)]), "stop-sign").value).toBe(1);
  });

  test("not applicable without signs", () => {
    expect(resultOf(drive(LIT, through(90, 3)), "stop-sign")).toMatchObject({ vacuous: true, reason: "there is no stop sign" });
  });

  test("carla.stop-sign looks at the centre within 4 m of the line", () => {
    // The centre is at x + 1: from 96 to 100 it is held.
    expect(valueOf(drive(SIGNED, stopping(0, 96)), "carla.stop-sign").value).toBe(0);
    expect(valueOf(drive(SIGNED, stopping(1, 96)), "carla.stop-sign").value).toBe(1);
    expect(valueOf(drive(SIGNED, stopping(0, 92.5)), "carla.stop-sign").value).toBe(1);
    // The same sign is not counted twice in a row.
    expect(valueOf(drive(SIGNED, [...stopping(1, 96), ...stopping(1, 96)]), "carla.stop-sign").value).toBe(1);
  });

  test("nuplan.stop-line takes the speed where the front came nearest to the line", () => {
    const still: Motion[] = [
      { x: 94, v: 4 },
      { x: 96.5, v: 0 },
    ];
    expect(valueOf(drive(SIGNED, still), "nuplan.stop-line")).toMatchObject({ value: 0, episodes: [] });
    expect(valueOf(drive(SIGNED, through(90, 20)), "nuplan.stop-line")).toMatchObject({ value: 10, atTick: 7 });
    expect(resultOf(drive(SIGNED, through(10, 5)), "nuplan.stop-line").kind).toBe("not-applicable");
    const led = headerOf([{ name: "lead" }], SIGNED);
    const behind = evaluateFrames(led, 3, () => ({ ego: { x: 90, y: -2, v: 1 }, others: [{ x: 97, y: -2 }] }), { metrics });
    expect(resultOf(behind, "nuplan.stop-line").kind).toBe("not-applicable");
  });
});

describe("lane-keeping", () => {
  // dt 0.1 s: 2 s are 20 ticks. Centre of the lane at y = -2.
  const beside = (offsets: readonly number[]): Motion[] => offsets.map((t, k) => ({ x: 20 + k, y: -2 + t, v: 10 }));
  const times = (count: number, t: number): number[] => Array.from({ length: count }, () => t);

  test("is the distance that was held for 2 s", () => {
    expect(
      valueOf(drive({ road: ROAD }, beside([...times(5, 0), ...times(20, 0.7), ...times(10, 0.2)])), "lane-keeping").value,
    ).toBeCloseTo(0.7, 12);
    expect(
      valueOf(drive({ road: ROAD }, beside([...times(5, 0.1), ...times(19, -0.7), ...times(10, 0.2)])), "lane-keeping").value,
    ).toBeCloseTo(0.2, 12);
  });

  test("begins anew on another lane, and is not applicable where no lane was kept for 2 s", () => {
    const change = [...times(15, 0.9), ...times(15, 3.2)];
    expect(resultOf(drive({ road: ROAD }, beside(change)), "lane-keeping")).toMatchObject({ kind: "not-applicable", vacuous: false });
  });

  test("leaves junctions out", () => {
    const road = { ...ROAD, lanes: ROAD.lanes.map((lane) => ({ ...lane, inJunction: true })) };
    expect(resultOf(drive({ road }, beside(times(40, 0.9))), "lane-keeping").kind).toBe("not-applicable");
  });

  test("navsim.lane-keeping fails at the 20th sample in a row off the route", () => {
    const route = { road: ROAD, route: LANE.centre };
    expect(valueOf(drive(route, beside([...times(5, 0), ...times(19, 0.7), 0.4])), "navsim.lane-keeping").value).toBe(1);
    expect(valueOf(drive(route, beside([...times(5, 0), ...times(20, 0.7)])), "navsim.lane-keeping")).toMatchObject({
      value: 0,
      atTick: 24,
    });
    expect(valueOf(drive(route, beside(times(40, 0.5))), "navsim.lane-keeping").value).toBe(1);
    expect(resultOf(drive({ road: ROAD }, beside(times(30, 0.9))), "navsim.lane-keeping").kind).toBe("not-applicable");
  });
});

describe("solid-line", () => {
  const two = parametricRoad({ lanes: 2, laneWidthM: 4, lengthM: 300, speedLimitMps: 20 });
  const marked = {
    ...two,
    lanes: two.lanes.map((lane, i) => (i === 0 ? { ...lane, solidRightSM: [50, 100] } : { ...lane, solidLeftSM: [] })),
  };
  const change = (fromX: number, fromY: number, toY: number): Motion[] =>
    [0, 1, 2, 3].map((k) => ({ x: fromX + k, y: k < 2 ? fromY : toY, v: 10 }));

  test("counts a change of lanes where the line is solid from the lane that is left", () => {
    expect(valueOf(drive({ road: marked }, change(60, -2, -6)), "solid-line")).toMatchObject({ value: 1, atTick: 2 });
    expect(valueOf(drive({ road: marked }, change(30, -2, -6)), "solid-line").value).toBe(0);
    // From the other side it may be crossed.
    expect(valueOf(drive({ road: marked }, change(60, -6, -2)), "solid-line").value).toBe(0);
    expect(valueOf(drive({ road: marked }, change(60, -2, -2.5)), "solid-line").value).toBe(0);
  });

  test("not applicable where the map does not say", () => {
    expect(resultOf(drive({ road: two }, change(60, -2, -6)), "solid-line")).toMatchObject({ kind: "not-applicable", vacuous: false });
  });
});
