import { describe, expect, test } from "vitest";
import type { Lane, RoadNetwork } from "../../../src/road/network.ts";
import { parametricRoad } from "../../../src/road/parametric.ts";
import { evaluateFrames, headerOf, lineOf, type Motion, resultOf, seriesOf, valueOf } from "../../support/records.ts";

// Own lanes "-1", "-2" with centres at y = -2 and -6, oncoming lane "1" at y = 2; limit 10 m/s.
const ROAD = parametricRoad({ lanes: 2, oncomingLanes: 1, laneWidthM: 4, lengthM: 500, speedLimitMps: 10 });

function drive(motions: readonly Motion[], changes: Parameters<typeof headerOf>[1] = { road: ROAD }): ReturnType<typeof evaluateFrames> {
  return evaluateFrames(headerOf([], changes), motions.length, (k) => ({ ego: motions[k]! }));
}

describe("off-road", () => {
  test("is 0 on the lanes, oncoming ones too, and across their borders", () => {
    const e = drive([
      { x: 50, y: -2 },
      { x: 50, y: -4 },
      { x: 50, y: 0.5, yaw: 1 },
      { x: 50, y: -6.999 },
    ]);
    expect(valueOf(e, "off-road")).toMatchObject({ value: 0, episodes: [] });
  });

  test("is the distance of the farthest corner from the road", () => {
    // the road's right edge is at y = -8; the box's right side is 1 m right of y
    const e = drive([
      { x: 50, y: -7.2 },
      { x: 50, y: -7.5 },
      { x: 50, y: -6 },
    ]);
    expect(seriesOf(e, "off-road").map((v) => Math.round(v! * 1e6) / 1e6)).toEqual([0.2, 0.5, 0]);
    expect(valueOf(e, "off-road")).toMatchObject({ atTick: 1, episodes: [{ fromTick: 1, toTick: 1, limit: 0.3 }] });
  });

  test("not applicable without driving lanes", () => {
    const none = { kind: "not-applicable", reason: "the road has no driving lanes", vacuous: false };
    expect(resultOf(drive([{ x: 0 }], {}), "off-road")).toEqual(none);
    const paths: RoadNetwork = { source: "test", lanes: ROAD.lanes.map((lane): Lane => ({ ...lane, type: "sidewalk" })) };
    expect(resultOf(drive([{ x: 50, y: -2 }], { road: paths }), "off-road")).toEqual(none);
  });
});

describe("driving-direction", () => {
  const straight = (y: number, v: number, yaw = 0): Motion[] =>
    Array.from({ length: 31 }, (_, k) => ({ x: 100 + v * k * 0.1, y, yaw, v: yaw === 0 ? v : -v }));

  test("forward is no way back", () => {
    expect(valueOf(drive(straight(-2, 8)), "driving-direction").value).toBe(0);
  });

  test("reversing counts the metres of one second", () => {
    const e = drive(straight(-2, -3));
    expect(valueOf(e, "driving-direction").value).toBeCloseTo(3, 9);
    expect(seriesOf(e, "driving-direction")[5]).toBeCloseTo(1.5, 9); // half a second so far
  });

  test("the oncoming lane is the wrong way, driven forwards", () => {
    expect(valueOf(drive(straight(2, 8)), "driving-direction").value).toBeCloseTo(8, 9);
    expect(valueOf(drive(straight(2, -8, Math.PI)), "driving-direction").value).toBe(0);
  });

  test("changing to the lane beside is no way back", () => {
    const change = Array.from({ length: 31 }, (_, k): Motion => ({ x: 100 + k, y: -2 - 4 * Math.min(1, k / 20), v: 10 }));
    expect(valueOf(drive(change), "driving-direction").value).toBe(0);
  });

  test("where lanes cross, the one in the ego's direction counts", () => {
    const [, , oncoming] = ROAD.lanes as [Lane, Lane, Lane];
    const own = ROAD.lanes[0]!;
    const cross: RoadNetwork = {
      source: "test",
      // an oncoming lane over the whole of the own one, listed first
      lanes: [{ ...oncoming, centre: flipped(own.centre), left: flipped(own.right), right: flipped(own.left) }, own],
    };
    expect(valueOf(drive(straight(-2, 8), { road: cross }), "driving-direction").value).toBe(0);
  });

  test("not applicable off every lane", () => {
    const none = { kind: "not-applicable", reason: "the subject was never on a driving lane", vacuous: false };
    expect(resultOf(drive(straight(50, 8)), "driving-direction")).toEqual(none);
    expect(resultOf(drive(straight(0, 8), {}), "driving-direction")).toEqual(none);
  });
});

function flipped(line: Lane["centre"]): Lane["centre"] {
  return lineOf(Array.from(line.xM, (x, i): [number, number] => [x, line.yM[i]!]).reverse());
}

describe("speed-limit", () => {
  test("is the mean over the intervals: 2 m/s too fast for half the time is 1 m/s", () => {
    const speeds = [9, 12, 12, 9, 9]; // 4 intervals, 2 of them at 12
    const e = drive(speeds.map((v) => ({ x: 50, y: -2, v })));
    expect(valueOf(e, "speed-limit").value).toBeCloseTo(1, 12);
    expect(valueOf(e, "speed-limit").episodes).toMatchObject([{ fromTick: 1, toTick: 2, value: 2, limit: 0 }]);
    expect(valueOf(e, "speed-limit").episodes[0]!.severity).toBeCloseTo(0.4, 12); // metres too far
    expect(seriesOf(e, "speed-limit")).toEqual([0, 2, 2, 0, 0]);
  });

  test("the limit itself is allowed, and one tick has no interval", () => {
    expect(
      valueOf(
        drive([
          { x: 50, y: -2, v: 10 },
          { x: 51, y: -2, v: 10 },
        ]),
        "speed-limit",
      ).value,
    ).toBe(0);
    expect(valueOf(drive([{ x: 50, y: -2, v: 30 }]), "speed-limit").value).toBe(0);
  });

  test("the route's limit holds where no lane says otherwise", () => {
    const motions = [
      { x: 0, v: 11 },
      { x: 1, v: 11 },
    ];
    expect(valueOf(drive(motions, { speedLimitMps: 8 }), "speed-limit").value).toBeCloseTo(3, 12);
    const e = drive(
      [
        { x: 50, y: -2, v: 11 },
        { x: 51, y: -2, v: 11 },
      ],
      { road: ROAD, speedLimitMps: 8 },
    );
    expect(valueOf(e, "speed-limit").value).toBeCloseTo(1, 12);
  });

  test("not applicable where no limit is known", () => {
    expect(resultOf(drive([{ x: 0, v: 50 }], {}), "speed-limit")).toEqual({
      kind: "not-applicable",
      reason: "no speed limit was known",
      vacuous: false,
    });
  });
});

describe("route-deviation", () => {
  test("is the largest distance of the box centre from the route, on either side", () => {
    const route = lineOf([
      [0, 0],
      [100, 0],
    ]);
    const e = drive(
      [
        { x: 10, y: 1 },
        { x: 20, y: -3 },
        { x: 30, y: 2 },
      ],
      { route },
    );
    expect(valueOf(e, "route-deviation")).toMatchObject({ value: 3, atTick: 1, episodes: [] });
    expect(seriesOf(e, "route-deviation")).toEqual([1, -3, 2]);
  });

  test("not applicable without a route", () => {
    expect(resultOf(drive([{ x: 0 }], {}), "route-deviation")).toEqual({
      kind: "not-applicable",
      reason: "the ego has no route",
      vacuous: false,
    });
  });
});
