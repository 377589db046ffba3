import { describe, expect, test } from "vitest";
import { arcOf, cubic, laneOf, lineOf, mapOfRoads, roadOf, sectionOf } from "../../road/opendrive-made.ts";
import { geoPlane, project, projectionOf } from "../../../src/sim/story/geo.ts";
import { laneStepped } from "../../../src/sim/story/lane-count.ts";
import { composeAngles } from "../../../src/sim/story/orientation.ts";
import { placeOnMap } from "../../../src/sim/story/positions.ts";
import type { OrientationSpec, PositionSpec } from "../../../src/sim/story/spec.ts";
import { AT_ORIGIN, ON_LANE, put, worldOf } from "./motion-world.ts";

const LANES = [sectionOf(0, [laneOf(2, 3), laneOf(1, 3), laneOf(-1, 3), laneOf(-2, 3)])];
const linked = (id: number, to: number): ReturnType<typeof laneOf> => laneOf(id, 3, { successor: to, predecessor: to });
const ROADS = mapOfRoads([
  roadOf([lineOf(100)], {
    sections: [sectionOf(0, [linked(1, 1), linked(-1, -1)])],
    successor: { kind: "road", id: "2", contact: "start" },
  }),
  roadOf([arcOf(100, 0.01, { xM: 100 })], {
    id: "2",
    sections: [sectionOf(0, [linked(1, 1), linked(-1, -1)])],
    predecessor: { kind: "road", id: "1", contact: "end" },
  }),
]);
const ONE = mapOfRoads([roadOf([lineOf(100)], { sections: LANES })]);
const turned = (parts: Partial<OrientationSpec>): OrientationSpec => ({ isRelative: true, hRad: 0, pRad: 0, rRad: 0, ...parts });

describe("positions", () => {
  test("world: on the plane as given; without a height on the road's surface", () => {
    const hill = worldOf(mapOfRoads([roadOf([lineOf(100)], { sections: LANES, elevation: [cubic(0, 5, 0.02)] })]));
    const at = placeOnMap(hill, { kind: "world", xM: 50, yM: -1.5, zM: null, hRad: 0.1, pRad: null, rRad: null }, null);
    expect(at.zM).toBeCloseTo(6, 12);
    expect(at.place).toMatchObject({ road: 0, lane: -1 });
    expect(at.relativeHRad).toBeCloseTo(0.1, 12);
    expect(at.pRad).toBeCloseTo(-Math.atan(0.02) * Math.cos(0.1), 6);
    const plane = placeOnMap(worldOf(null), { kind: "world", xM: 1, yM: 2, zM: 3, hRad: 7, pRad: null, rRad: null }, null);
    expect(plane).toMatchObject({ xM: 1, yM: 2, zM: 3, isOnRoad: false });
    expect(plane.hRad).toBeCloseTo(7 - 2 * Math.PI, 12);
  });

  test("lane: the way traffic goes; orientation relative to that, or absolute", () => {
    const world = worldOf(ONE);
    const at = (lane: string, orientation: OrientationSpec | null): ReturnType<typeof placeOnMap> =>
      placeOnMap(world, { kind: "lane", road: "1", lane, sM: 20, offsetM: 0.25, orientation }, null);
    expect(at("-1", null)).toMatchObject({ xM: 20, yM: -1.25, hRad: 0, isAgainst: false });
    expect(Math.abs(at("2", null).hRad)).toBeCloseTo(Math.PI, 12);
    expect(at("2", null).isAgainst).toBe(true);
    expect(at("2", turned({ hRad: Math.PI })).hRad).toBeCloseTo(0, 12);
    expect(at("2", turned({ isRelative: false, hRad: 1 })).hRad).toBeCloseTo(1, 12);
  });

  test("road: s and t; beyond the road, and on roads that are not there, refused by name", () => {
    const world = worldOf(ONE);
    const at: PositionSpec = { kind: "road", road: "1", sM: 30, tM: -4, orientation: null };
    expect(placeOnMap(world, at, null)).toMatchObject({ xM: 30, yM: -4 });
    expect(placeOnMap(world, at, null).place).toMatchObject({ lane: -2, offsetM: 0.5 });
    expect(() => placeOnMap(world, { ...at, sM: 120 } as PositionSpec, null)).toThrow(/road 1/);
    expect(() => placeOnMap(world, { ...at, road: "7" } as PositionSpec, null)).toThrow(/"7"/);
    expect(() => placeOnMap(world, { kind: "lane", road: "1", lane: "-9", sM: 1, offsetM: 0, orientation: null }, null)).toThrow(/lane -9/);
    expect(() => placeOnMap(worldOf(null), at, null)).toThrow(/road "1"/);
  });

  test("relative to an entity: in the world's axes, in its own", () => {
    const world = worldOf(null);
    put(world, 0, { ...AT_ORIGIN, xM: 10, hRad: Math.PI / 2 } as PositionSpec, 0);
    const shift = { entity: "A", dxM: 2, dyM: 1, dzM: 0, orientation: null };
    const world2 = placeOnMap(world, { kind: "relative-world", ...shift }, null);
    expect([world2.xM, world2.yM]).toEqual([12, 1]);
    const object = placeOnMap(world, { kind: "relative-object", ...shift }, null);
    expect(object.xM).toBeCloseTo(9, 12);
    expect(object.yM).toBeCloseTo(2, 12);
    expect(object.hRad).toBeCloseTo(Math.PI / 2, 12);
  });

  test("relative lane: over lane 0, along the reference line or the lane, over links, facing as the entity does", () => {
    const world = worldOf(ROADS);
    put(world, 0, { ...ON_LANE, sM: 50 } as PositionSpec, 0);
    const relative = { kind: "relative-lane", entity: "A", offsetM: 0, orientation: null } as const;
    const left = placeOnMap(world, { ...relative, dLane: 1, dsM: 10, dsLaneM: null }, null);
    expect(left).toMatchObject({ xM: 60, yM: 1.5, hRad: 0, isAgainst: false });
    const beyond = placeOnMap(world, { ...relative, dLane: 0, dsM: 80, dsLaneM: null }, null);
    expect(beyond.place).toMatchObject({ road: 1, lane: -1 });
    expect(beyond.place.sM).toBeCloseTo(30, 9);
    const along = placeOnMap(world, { ...relative, dLane: 0, dsM: null, dsLaneM: 80 }, null);
    // outside of the curve the lane is longer by 1.5 %
    expect(along.place.sM).toBeCloseTo(30 / 1.015, 6);
    expect(() => placeOnMap(world, { ...relative, dLane: 0, dsM: 800, dsLaneM: null }, null)).toThrow(/too few/);
  });

  test("relative lane of who drives against s: with a way along the lane all as it faces, with one along the reference line all as s and t run", () => {
    const world = worldOf(ROADS);
    put(world, 0, { ...ON_LANE, lane: "1", sM: 50 } as PositionSpec, 0);
    const relative = { kind: "relative-lane", entity: "A", orientation: null } as const;
    // It faces -x at y = 1.5: behind it is +x, its left is -y, where the next lane is that of y = -1.5.
    const asItFaces = placeOnMap(world, { ...relative, dLane: 1, dsM: null, dsLaneM: -10, offsetM: 0.5 }, null);
    expect(asItFaces.place).toMatchObject({ lane: -1 });
    expect([asItFaces.xM, asItFaces.yM]).toEqual([60, -2]);
    const asTheRoad = placeOnMap(world, { ...relative, dLane: 0, dsM: -10, dsLaneM: null, offsetM: 0.5 }, null);
    expect([asTheRoad.xM, asTheRoad.yM]).toEqual([40, 2]);
  });

  test("relative road: s and t from the entity's", () => {
    const world = worldOf(ROADS);
    put(world, 0, { ...ON_LANE, sM: 90 } as PositionSpec, 0);
    const at = placeOnMap(world, { kind: "relative-road", entity: "A", dsM: 20, dtM: 3, orientation: null }, null);
    expect(at.place).toMatchObject({ road: 1, lane: 1 });
    expect(at.place.sM).toBeCloseTo(10, 9);
    expect(at.place.tM).toBeCloseTo(1.5, 9);
    expect(at.hRad).toBeCloseTo(0.1, 9);
  });

  test("along a trajectory, to its left", () => {
    const shape = {
      kind: "clothoid",
      position: AT_ORIGIN,
      curvaturePerM: 0,
      curvaturePrimePerM2: 0,
      lengthM: 50,
      startSec: null,
      stopSec: null,
    } as const;
    const at = placeOnMap(
      worldOf(null),
      { kind: "trajectory", trajectory: { name: "T", isClosed: false, shape }, sM: 20, tM: 2, orientation: turned({ hRad: 0.5 }) },
      null,
    );
    expect(at.xM).toBeCloseTo(20, 9);
    expect(at.yM).toBeCloseTo(2, 9);
    expect(at.hRad).toBeCloseTo(0.5, 9);
  });

  test("lanes are counted over lane 0", () => {
    expect([laneStepped(-1, 1), laneStepped(1, -1), laneStepped(-3, 2), laneStepped(2, -4), laneStepped(1, 1)]).toEqual([1, -1, -1, -3, 2]);
  });
});

describe("geo positions", () => {
  const DEG = Math.PI / 180;

  test("UTM 33 on its central meridian: 0.9996 of the meridian's length", () => {
    const utm = projectionOf("+proj=utm +zone=33 +datum=WGS84 +units=m +no_defs");
    const at = project(utm, 48 * DEG, 15 * DEG);
    expect(at.xM).toBeCloseTo(500000, 6);
    const e2 = (2 - 1 / 298.257223563) / 298.257223563;
    let meridianM = 0;
    const steps = 20000;
    for (let i = 0; i < steps; i++) {
      const lat = ((i + 0.5) / steps) * 48 * DEG;
      meridianM += (((6378137 * (1 - e2)) / (1 - e2 * Math.sin(lat) ** 2) ** 1.5) * 48 * DEG) / steps;
    }
    expect(at.yM).toBeCloseTo(0.9996 * meridianM, 2);
  });

  test("near the origin a degree is as long as the radii of curvature say", () => {
    const local = projectionOf("+proj=tmerc +lat_0=57.7 +lon_0=11.9 +k=1 +x_0=0 +y_0=0 +ellps=WGS84");
    const step = 1e-5 * DEG;
    const [a, f] = [6378137, 1 / 298.257223563];
    const e2 = f * (2 - f);
    const w = Math.sqrt(1 - e2 * Math.sin(57.7 * DEG) ** 2);
    expect(project(local, 57.7 * DEG + step, 11.9 * DEG).yM).toBeCloseTo((step * a * (1 - e2)) / w ** 3, 6);
    expect(project(local, 57.7 * DEG, 11.9 * DEG + step).xM).toBeCloseTo((step * a * Math.cos(57.7 * DEG)) / w, 6);
  });

  test("the map's offset is taken back; other projections and maps without reference are refused by name", () => {
    const map = { ...ONE, geoReference: "+proj=tmerc +lat_0=50 +lon_0=10", offset: { xM: 100, yM: 200, zM: 0, hRad: 0 } };
    const at = geoPlane(map, 50 * DEG, 10 * DEG);
    expect(at.xM).toBeCloseTo(-100, 6);
    expect(at.yM).toBeCloseTo(-200, 6);
    expect(() => geoPlane({ ...ONE, geoReference: "+proj=lcc +lat_1=48" }, 1, 1)).toThrow(/lcc/);
    expect(() => geoPlane(ONE, 1, 1)).toThrow(/geoReference/);
  });
});

describe("orientation", () => {
  test("turning half round on a slope and bank turns both over", () => {
    const out = { hRad: 0, pRad: 0, rRad: 0 };
    composeAngles({ hRad: 0.3, pRad: 0.1, rRad: 0.05 }, Math.PI, 0, 0, out);
    expect(out.hRad).toBeCloseTo(0.3 - Math.PI, 9);
    expect(out.pRad).toBeCloseTo(-0.1, 9);
    expect(out.rRad).toBeCloseTo(-0.05, 9);
  });

  test("along a slope nothing is turned, against it the slope alone; a little to the side gives nearly the same", () => {
    const base = { hRad: 3, pRad: 0.1, rRad: 0 };
    const turned = (hRad: number) => {
      const out = { hRad: 0, pRad: 0, rRad: 0 };
      composeAngles(base, hRad, 0, 0, out);
      return out;
    };
    expect(turned(0)).toEqual(base);
    expect(turned(Math.PI)).toEqual({ hRad: expect.closeTo(3 - Math.PI, 12), pRad: -0.1, rRad: 0 });
    for (const hRad of [0, Math.PI]) {
      for (const name of ["hRad", "pRad", "rRad"] as const) expect(turned(hRad + 1e-9)[name]).toBeCloseTo(turned(hRad)[name], 8);
    }
  });

  test("a quarter turn makes bank of slope", () => {
    const out = { hRad: 0, pRad: 0, rRad: 0 };
    composeAngles({ hRad: 0, pRad: -0.1, rRad: 0 }, Math.PI / 2, 0, 0, out);
    expect(out.pRad).toBeCloseTo(0, 12);
    expect(out.rRad).toBeCloseTo(-0.1, 12);
  });
});
