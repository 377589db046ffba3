import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { courseOf } from "../../src/drive/course.ts";
import { alongAxis, ecefOf, localPlaneAt } from "../../src/drive/geodetic.ts";

const DEG = Math.PI / 180;

describe("the ellipsoid of WGS 84", () => {
  test("its axes", () => {
    expect(ecefOf(0, 0, 0)).toEqual({ xM: 6_378_137, yM: 0, zM: 0 });
    expect(ecefOf(90 * DEG, 0, 0).zM).toBeCloseTo(6_356_752.3142, 4);
    expect(ecefOf(0, 90 * DEG, 10).yM).toBeCloseTo(6_378_147, 6);
  });

  test("law: latitude and longitude come back from a point", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -89, max: 89, noNaN: true }),
        fc.double({ min: -179, max: 179, noNaN: true }),
        fc.double({ min: -500, max: 9000, noNaN: true }),
        (lat, lon, height) => {
          const plane = localPlaneAt(ecefOf(lat * DEG, lon * DEG, height));
          expect(plane.latitudeRad).toBeCloseTo(lat * DEG, 11);
          expect(plane.longitudeRad).toBeCloseTo(lon * DEG, 12);
        },
      ),
    );
  });

  test("north is north: a thousandth of a degree of latitude is 111.0 m at 37.7 degrees, none of it east", () => {
    const origin = ecefOf(37.7 * DEG, -122.4 * DEG, 0);
    const plane = localPlaneAt(origin);
    const north = ecefOf(37.701 * DEG, -122.4 * DEG, 0);
    const [x, y, z] = [north.xM - origin.xM, north.yM - origin.yM, north.zM - origin.zM];
    // Radius of curvature in the meridian: a (1 - e^2) / (1 - e^2 sin^2 lat)^1.5 = 6 359 352 m, times 0.001 degrees.
    expect(alongAxis(plane, 1, x, y, z)).toBeCloseTo(110.99, 1);
    expect(alongAxis(plane, 0, x, y, z)).toBeCloseTo(0, 6);
    expect(alongAxis(plane, 2, x, y, z)).toBeCloseTo(0, 2);
  });
});

describe("course from positions", () => {
  const course = (points: readonly (readonly [number, number])[], minChordM: number): number[] => [
    ...courseOf(
      Float64Array.from(points, (p) => p[0]),
      Float64Array.from(points, (p) => p[1]),
      minChordM,
    ),
  ];

  test("along a corner it is the direction of the chord around each point", () => {
    expect(
      course(
        [
          [0, 0],
          [1, 0],
          [2, 0],
          [2, 1],
          [2, 2],
        ],
        1,
      ),
    ).toEqual([0, 0, Math.PI / 4, Math.PI / 2, Math.PI / 2]);
  });

  test("standing still it keeps its heading, whatever the noise", () => {
    const points = [
      [0, 0],
      [5, 0],
      [10, 0],
      [10.1, 0.1],
      [10, -0.1],
      [9.9, 0.1],
    ] as const;
    for (const yaw of course(points, 2).slice(2)) expect(Math.abs(yaw)).toBeLessThan(0.06);
  });

  test("is 0 where nothing ever moves", () => {
    expect(
      course(
        [
          [3, 3],
          [3, 3.1],
        ],
        1,
      ),
    ).toEqual([0, 0]);
  });

  test("before it first moves it has the heading with which it starts", () => {
    expect(
      course(
        [
          [0, 0],
          [0, 0],
          [0, 0],
          [0, 3],
          [0, 6],
        ],
        1,
      ),
    ).toEqual([Math.PI / 2, Math.PI / 2, Math.PI / 2, Math.PI / 2, Math.PI / 2]);
  });
});
