import { atan2, cos, sin } from "../core/dmath.ts";

/** A point about the earth's centre, ECEF of WGS 84, metres: x through the meridian of Greenwich, z through the north pole. */
export interface EcefPoint {
  readonly xM: number;
  readonly yM: number;
  readonly zM: number;
}

/** A local plane on the ellipsoid: x east, y north, z up, about one point. */
export interface LocalPlane {
  readonly origin: EcefPoint;
  /** Unit vectors of ECEF along east, north and up, one after another. */
  readonly normalAxes: readonly number[];
  readonly latitudeRad: number;
  readonly longitudeRad: number;
}

// WGS 84 (NIMA TR8350.2): semi-major axis and flattening.
const A_M = 6_378_137;
const FLATTENING = 1 / 298.257_223_563;
const E2 = FLATTENING * (2 - FLATTENING);

/** The point at a geodetic latitude, longitude and height above the ellipsoid. */
export function ecefOf(latitudeRad: number, longitudeRad: number, heightM: number): EcefPoint {
  const sinLat = sin(latitudeRad);
  const cosLat = cos(latitudeRad);
  const n = A_M / Math.sqrt(1 - E2 * sinLat * sinLat);
  return {
    xM: (n + heightM) * cosLat * cos(longitudeRad),
    yM: (n + heightM) * cosLat * sin(longitudeRad),
    zM: (n * (1 - E2) + heightM) * sinLat,
  };
}

/**
 * The local plane about a point. The geodetic latitude is found by the fixed-point iteration
 * tan(lat) = (z + e^2 N sin(lat)) / p; ten rounds leave less than 1e-15 rad anywhere near the earth's surface.
 */
export function localPlaneAt(origin: EcefPoint): LocalPlane {
  const { xM: x, yM: y, zM: z } = origin;
  const p = Math.sqrt(x * x + y * y);
  const longitudeRad = atan2(y, x);
  let latitudeRad = atan2(z, p * (1 - E2));
  for (let round = 0; round < 10; round++) {
    const sinLat = sin(latitudeRad);
    const n = A_M / Math.sqrt(1 - E2 * sinLat * sinLat);
    latitudeRad = atan2(z + E2 * n * sinLat, p);
  }
  const sinLat = sin(latitudeRad);
  const cosLat = cos(latitudeRad);
  const sinLon = sin(longitudeRad);
  const cosLon = cos(longitudeRad);
  const east = [-sinLon, cosLon, 0];
  const north = [-sinLat * cosLon, -sinLat * sinLon, cosLat];
  const up = [cosLat * cosLon, cosLat * sinLon, sinLat];
  return { origin, normalAxes: [...east, ...north, ...up], latitudeRad, longitudeRad };
}

/** A direction of ECEF along one axis of the plane: 0 east, 1 north, 2 up. */
export function alongAxis(plane: LocalPlane, axis: 0 | 1 | 2, x: number, y: number, z: number): number {
  const r = plane.normalAxes;
  const at = axis * 3;
  return r[at]! * x + r[at + 1]! * y + r[at + 2]! * z;
}
