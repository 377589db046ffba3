import { describe, expect, test } from "vitest";
import { BENCH2DRIVE } from "../../../src/eval/anchors/bench2drive.ts";
import { NAVSIM } from "../../../src/eval/anchors/navsim.ts";
import { NUPLAN } from "../../../src/eval/anchors/nuplan.ts";
import { smoothed } from "../../../src/eval/maths/savitzky-golay.ts";
import type { Lane } from "../../../src/road/network.ts";
import { parametricRoad } from "../../../src/road/parametric.ts";
import type { TraceHeader } from "../../../src/trace/tick.ts";
import { evaluateFrames, headerOf, lineOf, type Motion, recordedOf, resultOf, seriesOf, valueOf } from "../../support/records.ts";

// Own lane with its centre at y = -2, oncoming one at y = 2; limit 10 m/s; samples at 0.1 s.
const ROAD = parametricRoad({ lanes: 1, oncomingLanes: 1, laneWidthM: 4, lengthM: 500, speedLimitMps: 10 });
const metrics = [...NUPLAN, ...NAVSIM, ...BENCH2DRIVE];

function drive(motions: readonly Motion[], changes: Partial<TraceHeader> = { road: ROAD }) {
  return evaluateFrames(headerOf([], changes), motions.length, (k) => ({ ego: { y: -2, ...motions[k]! } }), { metrics });
}

const at = (ticks: number, motion: (k: number) => Motion): Motion[] => Array.from({ length: ticks }, (_, k) => motion(k));

describe("Savitzky-Golay", () => {
  test("gives a parabola back, its rate and the rate of that, from windows of odd length", () => {
    const parabola = Float64Array.from({ length: 12 }, (_, i) => 1 + 2 * (0.1 * i) + 3 * (0.1 * i) * (0.1 * i));
    const [value, rate, second] = [0, 1, 2].map((derivative) => smoothed(parabola, { window: 5, order: 2, derivative }, 0.1)!);
    parabola.forEach((p, i) => {
      expect(value![i]).toBeCloseTo(p, 10);
      expect(rate![i]).toBeCloseTo(2 + 6 * 0.1 * i, 9);
      expect(second![i]).toBeCloseTo(6, 8);
    });
  });

  test("of even length reads inside half a sample later, at the ends where it should", () => {
    const line = Float64Array.from({ length: 12 }, (_, i) => i);
    const out = smoothed(line, { window: 8, order: 2, derivative: 0 }, 0.1)!;
    expect(Array.from(out, (v) => Math.round(v * 1e9) / 1e9)).toEqual([0, 1, 2, 3, 4.5, 5.5, 6.5, 7.5, 8, 9, 10, 11]);
  });

  test("needs more samples than the degree", () => {
    expect(smoothed(Float64Array.of(1, 2), { window: 5, order: 2, derivative: 0 }, 0.1)).toBeNull();
  });
});

describe("nuPlan's comfort", () => {
  const braking = (a: number): Motion[] => at(40, (k) => ({ x: k, v: 10, aLon: a }));

  test("of a steady deceleration is that deceleration; its bound itself is too much", () => {
    expect(valueOf(drive(braking(-4)), "nuplan.lon-decel").value).toBeCloseTo(4, 8);
    expect(valueOf(drive(braking(-4)), "nuplan.comfort")).toMatchObject({ value: 1, episodes: [] });
    expect(valueOf(drive(braking(-4.05)), "nuplan.comfort").value).toBe(0);
    expect(valueOf(drive(braking(2.4)), "nuplan.comfort")).toMatchObject({ value: 0, episodes: [{ label: "longitudinal acceleration" }] });
    expect(valueOf(drive(braking(-4)), "nuplan.jerk").value).toBeCloseTo(0, 7);
  });

  test("of a ramp has its jerk; of a turn its yaw rate", () => {
    const ramp = drive(at(40, (k) => ({ x: k, aLon: 0.05 * k })));
    // Inside 0.5; more where the filter of even length changes over by half a sample.
    expect(valueOf(ramp, "nuplan.lon-jerk").value).toBeGreaterThanOrEqual(0.5);
    expect(valueOf(ramp, "nuplan.lon-jerk").value).toBeLessThan(0.6);
    const turn = drive(at(40, (k) => ({ x: k, yaw: 0.05 * k })));
    expect(valueOf(turn, "nuplan.yaw-rate").value).toBeCloseTo(0.5, 7);
    expect(valueOf(turn, "nuplan.yaw-accel").value).toBeCloseTo(0, 6);
    expect(valueOf(drive(at(40, (k) => ({ x: k, yaw: 0.1 * k }))), "nuplan.comfort").value).toBe(0);
  });

  test("moves the acceleration to the box centre, 1 m ahead: w^2 is added, not taken away", () => {
    const turning = drive(at(40, (k) => ({ x: k, yaw: 0.05 * k, yawRate: 0.5 })));
    expect(valueOf(turning, "nuplan.lon-accel").value).toBeCloseTo(0.25, 8);
    // NAVSIM's size of the acceleration is the rear axle's, which has none.
    expect(valueOf(turning, "navsim.history-comfort").value).toBe(1);
  });

  test("not applicable to fewer than 4 samples", () => {
    for (const id of ["nuplan.comfort", "nuplan.jerk", "navsim.history-comfort"]) {
      expect(resultOf(drive(at(3, (k) => ({ x: k }))), id)).toMatchObject({ kind: "not-applicable", vacuous: false });
    }
  });

  test("is judged at 10 Hz, whatever the tick", () => {
    const fine = evaluateFrames(
      headerOf([], { road: ROAD, dtSec: 0.01 }),
      400,
      // A ripple of one tick is not seen between the samples.
      (k) => ({ ego: { x: 0.1 * k, y: -2, aLon: k % 10 === 5 ? 50 : 1 } }),
      { metrics },
    );
    expect(valueOf(fine, "nuplan.lon-accel").value).toBeCloseTo(1, 8);
  });
});

describe("bench2drive.smoothness", () => {
  test("is the share of the segments of 2 s within the bounds; what is left is dropped", () => {
    const e = drive(at(70, (k) => ({ x: k, aLon: k >= 25 && k < 35 ? -6 : 0 })));
    // Segments 0-19, 20-39, 40-59; the braking is in the second.
    expect(valueOf(e, "bench2drive.smoothness").value).toBeCloseTo(2 / 3, 12);
    expect(valueOf(e, "bench2drive.smoothness").episodes).toMatchObject([{ fromTick: 20, toTick: 39 }]);
    expect(resultOf(drive(at(2, (k) => ({ x: k }))), "bench2drive.smoothness").kind).toBe("not-applicable");
  });
});

describe("driving direction", () => {
  const steps = (v: number): Motion[] => at(31, (k) => ({ x: 100 + 0.1 * v * k, v }));

  test("nuPlan's window is one interval longer than a second", () => {
    expect(valueOf(drive(steps(-3)), "nuplan.driving-direction").value).toBeCloseTo(3.3, 9);
    expect(valueOf(drive(steps(3)), "nuplan.driving-direction").value).toBe(0);
  });

  test("NAVSIM counts the way off the route's lanes, whatever its direction", () => {
    const route = { road: ROAD, route: ROAD.lanes[0]!.centre };
    expect(valueOf(drive(steps(-3), route), "navsim.driving-direction").value).toBe(0);
    const oncoming = steps(5).map((m) => ({ ...m, y: 2 }));
    expect(valueOf(drive(oncoming, route), "navsim.driving-direction").value).toBeCloseTo(5.5, 9);
    const lanes = ROAD.lanes.map((lane): Lane => ({ ...lane, inJunction: true }));
    expect(valueOf(drive(oncoming, { road: { ...ROAD, lanes }, route: ROAD.lanes[0]!.centre }), "navsim.driving-direction").value).toBe(0);
    expect(resultOf(drive(oncoming), "navsim.driving-direction").kind).toBe("not-applicable");
  });

  test("not applicable without driving lanes", () => {
    expect(resultOf(drive(steps(3), {}), "nuplan.driving-direction").kind).toBe("not-applicable");
  });
});

describe("nuplan.speed-limit", () => {
  test("sums n samples over n - 1 intervals", () => {
    const e = drive(at(11, (k) => ({ x: 100 + 1.2 * k, v: 12 })));
    expect(valueOf(e, "nuplan.speed-limit").value).toBeCloseTo((2 * 11) / 10, 9);
    expect(valueOf(drive(at(11, (k) => ({ x: 100 + k, v: 10 }))), "nuplan.speed-limit").value).toBe(0);
  });

  test("in a junction takes the largest of the lanes before and after; where one is unknown nothing is over", () => {
    const [own] = ROAD.lanes as [Lane];
    const near = (limits: readonly (number | null)[]) => {
      const lanes: Lane[] = [
        { ...own, leftLane: null, inJunction: true, successors: [1], predecessors: [2] },
        ...limits.map((speedLimitMps, i): Lane => ({ ...away(own), id: `n${i}`, speedLimitMps, leftLane: null })),
      ];
      return valueOf(
        drive(
          at(11, (k) => ({ x: 100 + k, v: 12 })),
          { road: { source: "test", lanes } },
        ),
        "nuplan.speed-limit",
      ).value;
    };
    expect(near([11, 5])).toBeCloseTo(1.1, 9);
    expect(near([13, 5])).toBe(0);
    expect(near([5, null])).toBe(0);
  });
});

/** The same lane, 1 km to the side. */
function away(lane: Lane): Lane {
  const moved = (line: Lane["centre"]): Lane["centre"] => lineOf(Array.from(line.xM, (x, i): [number, number] => [x, line.yM[i]! + 1000]));
  return { ...lane, centre: moved(lane.centre), left: moved(lane.left), right: moved(lane.right) };
}

describe("drivable area", () => {
  test("nuPlan allows less than 0.3 m, NAVSIM nothing", () => {
    // The road's right edge is at y = -4, the box's right side 1 m right of y.
    const e = drive(at(5, (k) => ({ x: 50 + k, y: -3.2 })));
    expect(valueOf(e, "nuplan.drivable-area")).toMatchObject({ episodes: [] });
    expect(valueOf(e, "nuplan.drivable-area").value).toBeCloseTo(0.2, 9);
    expect(valueOf(e, "navsim.drivable-area").episodes).toHaveLength(1);
    expect(valueOf(drive(at(5, (k) => ({ x: 50 + k }))), "navsim.drivable-area").value).toBe(0);
    expect(
      resultOf(
        drive(
          at(5, (k) => ({ x: k })),
          {},
        ),
        "navsim.drivable-area",
      ).kind,
    ).toBe("not-applicable");
  });
});

describe("progress", () => {
  const recorded = recordedOf(at(31, (k) => ({ x: 100 + k, y: -2, v: 10 })));

  test("is measured against the recorded driver", () => {
    const half = drive(
      at(31, (k) => ({ x: 100 + 0.5 * k, v: 5 })),
      { road: ROAD, recorded, route: ROAD.lanes[0]!.centre },
    );
    expect(valueOf(half, "nuplan.progress").value).toBeCloseTo(0.5, 9);
    expect(valueOf(half, "nuplan.making-progress").value).toBeCloseTo(0.5, 9);
    expect(valueOf(half, "navsim.progress").value).toBeCloseTo(15, 9);
    expect(seriesOf(half, "navsim.progress")[10]).toBeCloseTo(5, 9);
  });

  test("not applicable without a recording, or a route", () => {
    const alone = drive(at(31, (k) => ({ x: 100 + k, v: 10 })));
    for (const id of ["nuplan.progress", "nuplan.making-progress", "navsim.progress"])
      expect(resultOf(alone, id).kind).toBe("not-applicable");
  });
});
