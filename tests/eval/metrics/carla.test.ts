import { describe, expect, test } from "vitest";
import { CARLA } from "../../../src/eval/anchors/carla.ts";
import { SSV2 } from "../../../src/eval/anchors/ssv2.ts";
import { parametricRoad } from "../../../src/road/parametric.ts";
import type { TraceHeader } from "../../../src/trace/tick.ts";
import { evaluateFrames, headerOf, lineOf, type Motion, recordedOf, resultOf, seriesOf, valueOf } from "../../support/records.ts";

// One lane of 4 m each way along x; the own one has its centre at y = -2. The route runs 100 m along it from where the ego begins, with its
// centre, which is at x + 1, at 0.
const ROAD = parametricRoad({ lanes: 1, oncomingLanes: 1, laneWidthM: 4, lengthM: 400, speedLimitMps: 20 });
const ROUTE = lineOf([
  [0, -2],
  [100, -2],
]);
const ON: Partial<TraceHeader> = { road: ROAD, route: ROUTE, goal: { sM: 100, pose: { xM: 100, yM: -2, yawRad: 0 } } };

function drive(motions: readonly Motion[], changes: Partial<TraceHeader> = ON, others: readonly Motion[] = [], startY = -2) {
  const header = headerOf(
    others.map((_, i) => ({ name: `car${i}` })),
    changes,
  );
  const all = [{ x: -1, y: startY, v: 10 }, ...motions];
  return evaluateFrames(header, all.length, (k) => ({ ego: { y: -2, ...all[k]! }, others }), { metrics: [...CARLA, ...SSV2] });
}

const along = (fromX: number, toX: number, y = -2): Motion[] =>
  Array.from({ length: Math.round(toX - fromX) + 1 }, (_, k) => ({ x: fromX + k, y, v: 10 }));

describe("carla.route-completion", () => {
  test("is the way to the last place passed", () => {
    // The centre ends at 40.5: the place at 40 m is passed.
    expect(valueOf(drive(along(0.5, 39.5)), "carla.route-completion").value).toBe(0.4);
  });

  test("is all of it within 10 m of the end once more than 99 % are passed", () => {
    expect(valueOf(drive(along(0.5, 98)), "carla.route-completion").value).toBe(0.99);
    expect(valueOf(drive(along(0.5, 99.5)), "carla.route-completion").value).toBe(1);
  });

  test("stands where places are jumped over: only the next two are looked at", () => {
    expect(valueOf(drive([{ x: 0.5 }, { x: 60 }, { x: 60 }]), "carla.route-completion").value).toBe(0.05);
  });

  test("begins where the ego does, and ends at the goal, without one where the recorded driver does", () => {
    const goal = { sM: 60, pose: { xM: 60, yM: -2, yawRad: 0 } };
    expect(valueOf(drive(along(0.5, 29.5), { ...ON, goal }), "carla.route-length").value).toBe(60);
    expect(valueOf(drive(along(0.5, 29.5), { ...ON, goal }), "carla.route-completion").value).toBe(0.5);
    const recorded = recordedOf(along(0, 79));
    expect(valueOf(drive(along(0.5, 39.5), { ...ON, goal: null, recorded }), "carla.route-length").value).toBe(80);
  });

  test("not applicable without a route, or where nothing says where it ends", () => {
    expect(resultOf(drive(along(0, 5), { road: ROAD }), "carla.route-completion")).toMatchObject({ reason: "the ego has no route" });
    for (const id of [
      "carla.route-completion",
      "carla.route-length",
      "carla.route-deviation",
      "carla.outside-lanes",
      "carla.minimum-speed",
    ]) {
      expect(resultOf(drive(along(0, 5), { ...ON, goal: null }), id)).toMatchObject({
        reason: expect.stringContaining("where the route ends"),
        vacuous: false,
      });
    }
  });
});

describe("carla.route-deviation", () => {
  test("is one from 30 m on", () => {
    const off = (y: number): Motion[] => [...along(0.5, 20), { x: 20, y: -2 + y }, { x: 20, y: -2 + y }];
    expect(valueOf(drive(off(29)), "carla.route-deviation").value).toBe(0);
    expect(valueOf(drive(off(30)), "carla.route-deviation")).toMatchObject({ value: 1, atTick: 22 });
  });

  test("or after 30 % of the route at 15 m or more", () => {
    expect(valueOf(drive(along(0, 30, 14)), "carla.route-deviation").value).toBe(1);
    expect(valueOf(drive(along(0, 28, 14)), "carla.route-deviation").value).toBe(0);
    expect(valueOf(drive(along(0, 60, 12)), "carla.route-deviation").value).toBe(0);
  });
});

describe("carla.blocked", () => {
  test("is the longest stand", () => {
    const e = drive([...along(0, 3), ...Array.from({ length: 31 }, () => ({ x: 3, v: 0.05 })), ...along(3, 6)]);
    expect(valueOf(e, "carla.blocked").value).toBeCloseTo(3, 9);
    expect(valueOf(drive(along(0, 3)), "carla.blocked").value).toBe(0);
  });

  test("scenario_simulator_v2 asks for a tenth of the speed", () => {
    const stand = (v: number): Motion[] => [...along(0, 3), ...Array.from({ length: 31 }, () => ({ x: 3, v })), ...along(3, 6)];
    expect(valueOf(drive(stand(0.005)), "ssv2.standstill").value).toBeCloseTo(3, 9);
    expect(valueOf(drive(stand(0.05)), "ssv2.standstill").value).toBe(0);
  });
});

describe("carla.outside-lanes", () => {
  test("is 0 on the own lane and within 0.5 m beside it", () => {
    expect(valueOf(drive(along(0.5, 50)), "carla.outside-lanes").value).toBe(0);
    expect(valueOf(drive(along(0.5, 50, -4.4)), "carla.outside-lanes").value).toBe(0);
  });

  test("is the share of the way that was driven farther off", () => {
    // Half of 40 m.
    const e = drive([...along(-0.5, 19.5), ...along(20.5, 39.5, -5)]);
    expect(valueOf(e, "carla.outside-lanes").value).toBeCloseTo(0.5, 9);
  });

  test("or on a lane that leads the other way, once it was changed to", () => {
    expect(valueOf(drive([...along(-0.5, 19.5), ...along(20.5, 39.5, 2)]), "carla.outside-lanes").value).toBeCloseTo(0.5, 9);
    // A run that begins there is never found out.
    expect(valueOf(drive(along(-0.5, 39.5, 2), ON, [], 2), "carla.outside-lanes").value).toBe(0);
  });

  test("not applicable where nobody says which lanes lead through a junction", () => {
    const lanes = ROAD.lanes.map(({ inJunction: _dropped, ...lane }) => lane);
    expect(resultOf(drive(along(0, 5), { ...ON, road: { ...ROAD, lanes } }), "carla.outside-lanes")).toMatchObject({
      reason: "the road does not say which lanes lead through a junction",
      vacuous: false,
    });
  });
});

describe("carla.minimum-speed", () => {
  test("is the mean over the quarters of the route, each rounded to a hundredth of a percent", () => {
    const motions = along(0.5, 99.5).map((m) => ({ ...m, v: 10 }));
    const e = drive(motions, ON, [
      { x: 200, v: 30 },
      { x: 300, v: 10 },
    ]);
    expect(valueOf(e, "carla.minimum-speed").value).toBeCloseTo(0.5, 12);
    expect(valueOf(e, "carla.minimum-speed").episodes).toHaveLength(4);
    expect(valueOf(drive(motions, ON, [{ x: 200, v: 30 }]), "carla.minimum-speed").value).toBeCloseTo(0.3333, 12);
  });

  test("is no event where the ego is as fast, or the others stand", () => {
    expect(valueOf(drive(along(0.5, 99.5), ON, [{ x: 200, v: 10 }]), "carla.minimum-speed")).toMatchObject({ value: 1, episodes: [] });
    expect(valueOf(drive(along(0.5, 99.5), ON, [{ x: 200, v: 0 }]), "carla.minimum-speed")).toMatchObject({ value: 1, episodes: [] });
  });

  test("not applicable with nobody else, and before the first checkpoint", () => {
    expect(resultOf(drive(along(0.5, 99.5)), "carla.minimum-speed")).toMatchObject({ vacuous: true });
    expect(resultOf(drive(along(0.5, 20), ON, [{ x: 200, v: 10 }]), "carla.minimum-speed")).toMatchObject({ vacuous: true });
  });
});

test("series are in the unit of the value", () => {
  expect(seriesOf(drive(along(0.5, 2.5)), "carla.route-completion")).toEqual([0, 0.01, 0.02, 0.03]);
  expect(seriesOf(drive(along(0.5, 2.5)), "carla.route-deviation")).toEqual([0, 0, 0, 0]);
});
