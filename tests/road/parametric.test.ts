import { describe, expect, test } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { cos, sin } from "../../src/core/dmath.ts";
import { parametricRoad } from "../../src/road/parametric.ts";

const motorway = { lanes: 3, oncomingLanes: 2, laneWidthM: 3.5, lengthM: 800, speedLimitMps: 30 };

describe("a straight road", () => {
  const { lanes, source } = parametricRoad(motorway);
  const byId = (id: string) => lanes.find((lane) => lane.id === id)!;

  test("has OpenDRIVE's lane ids, own lanes first", () => {
    expect(source).toBe("parametric");
    expect(lanes.map((lane) => lane.id)).toEqual(["-1", "-2", "-3", "1", "2"]);
  });

  test("lane -1 lies right of the reference line and -3 at the edge", () => {
    expect([...byId("-1").left.yM]).toEqual([0, 0]);
    expect([...byId("-1").centre.yM]).toEqual([-1.75, -1.75]);
    expect([...byId("-3").right.yM]).toEqual([-10.5, -10.5]);
    expect([...byId("-2").centre.xM]).toEqual([0, 800]);
    expect([...byId("-2").centre.sM]).toEqual([0, 800]);
  });

  test("oncoming lanes run the other way, their left border towards the middle", () => {
    expect([...byId("1").centre.xM]).toEqual([800, 0]);
    expect([...byId("1").left.yM]).toEqual([0, 0]);
    expect([...byId("2").right.yM]).toEqual([7, 7]);
  });

  test("neighbours are linked, across the reference line too", () => {
    expect(byId("-1").leftLane).toEqual({ lane: 3, sameDirection: false });
    expect(byId("-1").rightLane).toEqual({ lane: 1, sameDirection: true });
    expect(byId("-3").rightLane).toBeNull();
    expect(byId("1").leftLane).toEqual({ lane: 0, sameDirection: false });
    expect(byId("2").leftLane).toEqual({ lane: 3, sameDirection: true });
    expect(byId("2").rightLane).toBeNull();
    expect(parametricRoad({ ...motorway, oncomingLanes: 0 }).lanes[0]?.leftLane).toBeNull();
  });

  test("starts where it is told to", () => {
    const [lane] = parametricRoad({ ...motorway, startPose: { xM: 10, yM: 20, yawRad: Math.PI / 2 } }).lanes;
    expect(lane!.centre.xM[0]).toBeCloseTo(11.75, 12);
    expect(lane!.centre.yM[0]).toBeCloseTo(20, 12);
    expect(lane!.centre.yM[1]).toBeCloseTo(820, 9);
  });
});

describe("a circular road", () => {
  const k = 1 / 100;
  const { lanes } = parametricRoad({ lanes: 2, oncomingLanes: 1, laneWidthM: 4, lengthM: 150, curvaturePerM: k, speedLimitMps: null });

  test("every point lies on its circle and every chord within a millimetre of it", () => {
    for (const [lane, radiusM] of [
      [lanes[0]!, 102],
      [lanes[1]!, 106],
      [lanes[2]!, 98],
    ] as const) {
      const { xM, yM } = lane.centre;
      for (let i = 0; i < xM.length; i++) {
        expect(Math.hypot(xM[i]!, yM[i]! - 100)).toBeCloseTo(radiusM, 9);
        if (i === 0) continue;
        const middle = Math.hypot((xM[i]! + xM[i - 1]!) / 2, (yM[i]! + yM[i - 1]!) / 2 - 100);
        expect(radiusM - middle).toBeLessThan(1e-3);
      }
    }
  });

  test("ends at the angle of its reference line", () => {
    const { xM, yM } = lanes[0]!.left;
    expect(xM.at(-1)).toBeCloseTo(100 * sin(1.5), 9);
    expect(yM.at(-1)).toBeCloseTo(100 * (1 - cos(1.5)), 9);
  });

  test("the outer lane is longer", () => {
    expect(lanes[1]!.centre.sM.at(-1)).toBeCloseTo(106 * 1.5, 2);
    expect(lanes[2]!.centre.sM.at(-1)).toBeCloseTo(98 * 1.5, 2);
  });

  test("mirrored curvature mirrors the reference line exactly", () => {
    const line = (curvaturePerM: number) =>
      parametricRoad({ ...motorway, lanes: 1, oncomingLanes: 1, lengthM: 300, curvaturePerM }).lanes[0]!.left;
    expect([...line(-k).yM]).toEqual([...line(k).yM].map((y) => 0 - y));
    expect([...line(-k).xM]).toEqual([...line(k).xM]);
  });

  test("a curvature near 0 gives nearly a straight", () => {
    const [lane] = parametricRoad({ ...motorway, curvaturePerM: 1e-13 }).lanes;
    expect(lane!.centre.yM.at(-1)).toBeCloseTo(-1.75 + (1e-13 * 800 * 800) / 2, 10);
    expect(lane!.centre.xM.length).toBeLessThan(5);
  });
});

describe("impossible roads are refused before they are sampled", () => {
  test.each([
    [{ lengthM: 0 }, "lengthM"],
    [{ lengthM: -5 }, "lengthM"],
    [{ lengthM: 1e12 }, "lengthM"],
    [{ lengthM: Number.NaN }, "lengthM"],
    [{ lengthM: 1e6, curvaturePerM: 1e-3 }, "lengthM"],
    [{ curvaturePerM: 1e9 }, "curvaturePerM"],
    [{ curvaturePerM: -1 / 10 }, "curvaturePerM"],
    [{ curvaturePerM: 1 / 7 }, "curvaturePerM"],
    [{ lanes: 0 }, "lanes"],
    [{ lanes: 1.5 }, "lanes"],
    [{ oncomingLanes: -1 }, "oncomingLanes"],
    [{ laneWidthM: 0 }, "laneWidthM"],
    [{ speedLimitMps: 0 }, "speedLimitMps"],
  ])("%j", (change, path) => {
    try {
      parametricRoad({ ...motorway, ...change });
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).problems[0]).toMatchObject({ code: "RDV_ROAD_GEOMETRY", path });
      return;
    }
    throw new Error("accepted");
  });
});
