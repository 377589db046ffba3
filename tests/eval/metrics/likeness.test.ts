import { describe, expect, test } from "vitest";
import { actuatorLimits } from "../../../src/eval/metrics/actuator-limits.ts";
import { ade } from "../../../src/eval/metrics/ade.ts";
import { fde } from "../../../src/eval/metrics/fde.ts";
import { distanceSec, headwayDistribution } from "../../../src/eval/metrics/headway-distribution.ts";
import { needlessStops } from "../../../src/eval/metrics/needless-stops.ts";
import { trafficSpeed } from "../../../src/eval/metrics/traffic-speed.ts";
import {
  evaluateFrames,
  type Frame,
  headerOf,
  lineOf,
  type Motion,
  type OtherSpec,
  recordedOf,
  resultOf,
  seriesOf,
  valueOf,
} from "../../support/records.ts";

const METRICS = [actuatorLimits, ade, fde, headwayDistribution, needlessStops, trafficSpeed];
function drive(frames: readonly Frame[], others: readonly OtherSpec[] = [], changes: Parameters<typeof headerOf>[1] = {}) {
  return evaluateFrames(headerOf(others, changes), frames.length, (k) => frames[k] as Frame, { metrics: METRICS });
}
const along = (ticks: number, at: (k: number) => Motion): Motion[] => Array.from({ length: ticks }, (_, k) => at(k));

describe("ade and fde", () => {
  const recorded = recordedOf([...along(5, (k) => ({ x: k, v: 10 })), null, { x: 6, v: 10 }]);

  test("are the mean and the last distance at the same tick", () => {
    // behind by 0, 1, 2, 3, 4 m, no recording, then 6 m
    const e = drive(
      along(7, () => ({ x: 0 })).map((ego) => ({ ego })),
      [],
      { recorded },
    );
    expect(seriesOf(e, "ade")).toEqual([0, 1, 2, 3, 4, null, 6]);
    expect(valueOf(e, "ade")).toMatchObject({ value: 16 / 6, atTick: 6 });
    expect(valueOf(e, "fde")).toMatchObject({ value: 6, atTick: 6 });
  });

  test("not applicable without a recording", () => {
    const e = drive([{ ego: { x: 0 } }]);
    for (const id of ["ade", "fde", "headway-distribution"]) expect(resultOf(e, id).kind, id).toBe("not-applicable");
  });
});

describe("headway-distribution", () => {
  test("two histograms half a second apart differ by half a second", () => {
    const one = new Float64Array(50);
    const other = new Float64Array(50);
    one[10] = 4;
    other[15] = 7;
    expect(distanceSec(one, other)).toBeCloseTo(0.5, 12);
    expect(distanceSec(one, one)).toBe(0);
    expect(distanceSec(one, new Float64Array(50))).toBeNull();
  });

  test("an ego 10 m nearer to the lead at 10 m/s is 1 s off", () => {
    const recorded = recordedOf(along(10, (k) => ({ x: k, v: 10 })));
    const frames = along(10, (k) => ({ x: k + 10, v: 10 })).map((ego, k): Frame => ({ ego, others: [{ x: 30.5 + k, v: 10 }] }));
    const e = drive(frames, [{ name: "lead" }], { recorded });
    // box centre 1 m ahead of the axle: gaps of 15.5 and 25.5 m
    expect(seriesOf(e, "headway-distribution")[0]).toBeCloseTo(1.55, 9);
    expect(valueOf(e, "headway-distribution").value).toBeCloseTo(1, 9);
    const same = drive(
      along(10, (k) => ({ x: k, v: 10 })).map((ego, k): Frame => ({ ego, others: [{ x: 30.5 + k, v: 10 }] })),
      [{ name: "lead" }],
      { recorded },
    );
    expect(valueOf(same, "headway-distribution").value).toBe(0);
  });
});

describe("needless-stops", () => {
  const ROUTE = lineOf([
    [0, 0],
    [500, 0],
  ]);
  // 5 m/s, then standing at x = 50 from tick 10 to 19, then on
  const speeds = along(30, (k) => ({ x: k < 10 ? 45.5 + 0.5 * k : 50 + 0.5 * Math.max(0, k - 20), v: k < 10 || k >= 20 ? 5 : 0 }));
  const stop = (other: Motion | null = null, changes: Parameters<typeof headerOf>[1] = {}, signal = "red" as "red" | "green") =>
    drive(
      speeds.map((ego) => ({ ego, others: [other], signals: [signal] })),
      [{ name: "other" }],
      { route: ROUTE, ...changes },
    );

  test("a stop on a free road is one", () => {
    const e = stop();
    expect(valueOf(e, "needless-stops")).toMatchObject({ value: 1, atTick: 10, episodes: [{ fromTick: 10, toTick: 19, severity: 1 }] });
  });

  test("a lead, someone who crosses and the goal are causes; a parked car aside or far ahead is none", () => {
    // the front bumper is 3 m ahead of the axle
    expect(valueOf(stop({ x: 60 }), "needless-stops").value).toBe(0);
    expect(valueOf(stop({ x: 58, y: -5, yaw: Math.PI / 2, v: 2 }), "needless-stops").value).toBe(0);
    expect(valueOf(stop({ x: 58, y: -5 }), "needless-stops").value).toBe(1);
    expect(valueOf(stop({ x: 80 }), "needless-stops").value).toBe(1);
    const goal = { sM: 55, pose: { xM: 55, yM: 0, yawRad: 0 } };
    expect(valueOf(stop(null, { goal }), "needless-stops").value).toBe(0);
  });

  test("a red light and a stop sign are causes, a green light and one behind are none", () => {
    const line = (xM: number, signal: number) => ({ id: "s", signal, lane: 0, sM: xM, leftXM: xM, leftYM: 2, rightXM: xM, rightYM: -2 });
    const of = (xM: number, signal: number, state: "red" | "green" = "red") =>
      valueOf(stop(null, { stopLines: [line(xM, signal)], signals: [{ id: "s" }] }, state), "needless-stops").value;
    expect([of(58, 0), of(58, 0, "green"), of(58, -1), of(52, -1), of(70, 0)]).toEqual([0, 1, 0, 1, 1]);
  });

  test("standing from the start is no stop", () => {
    expect(resultOf(drive([{ ego: { x: 0 } }]), "needless-stops").kind).toBe("not-applicable");
  });
});

describe("traffic-speed", () => {
  test("is the ego's speed against that of the moving vehicles near it", () => {
    const others: OtherSpec[] = [{ name: "a" }, { name: "parked" }, { name: "far" }, { name: "walker", cls: "pedestrian" }];
    const frame: Frame = { ego: { x: 0, v: 6 }, others: [{ x: 50, v: 12 }, { x: 20 }, { x: 300, v: 30 }, { x: 10, v: 1 }] };
    expect(valueOf(drive([frame, frame], others), "traffic-speed").value).toBeCloseTo(0.5, 12);
    const alone: Frame = { ego: { x: 0, v: 6 }, others: [null, { x: 20 }, null, null] };
    expect(resultOf(drive([alone], others), "traffic-speed")).toMatchObject({ kind: "not-applicable", vacuous: true });
  });
});

describe("actuator-limits", () => {
  // the vehicle may do 3 m/s2 forwards and 8 backwards
  const limited = (aMps2: number, clamped: boolean): ReturnType<typeof drive> => {
    const recorded = recordedOf(along(10, (k) => ({ x: k, v: 10 + 0.1 * aMps2 * k })));
    const frames = along(10, (k) => ({ x: k, v: 10 })).map((ego, k): Frame => ({ ego, commanded: true, clamped: clamped && k >= 4 }));
    return drive(frames, [], { recorded });
  };

  test("counts ticks at a limit where the recorded car was within them", () => {
    // the last tick has no recorded rate
    expect(valueOf(limited(2, true), "actuator-limits")).toMatchObject({ value: 5, atTick: 4, episodes: [{ fromTick: 4, toTick: 8 }] });
    expect(seriesOf(limited(2, true), "actuator-limits").slice(0, 5)).toEqual([null, 0, 0, 0, 1]);
    for (const e of [limited(4, true), limited(-9, true), limited(2, false)]) expect(valueOf(e, "actuator-limits").value).toBe(0);
  });

  test("not applicable without a recording or commands", () => {
    expect(resultOf(drive([{ ego: { x: 0 }, commanded: true }]), "actuator-limits").kind).toBe("not-applicable");
    const recorded = recordedOf(along(3, (k) => ({ x: k })));
    expect(
      resultOf(
        drive(
          along(3, (k) => ({ x: k })).map((ego) => ({ ego })),
          [],
          { recorded },
        ),
        "actuator-limits",
      ).kind,
    ).toBe("not-applicable");
  });
});
