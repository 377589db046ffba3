/**
 * From latitude and longitude to the plane of the map, by the map's geoReference: a PROJ string. Transverse Mercator and UTM are worked out here by
 * Krueger's series (L. Krueger 1912, to the sixth order in the third flattening n as in C. Karney 2011, doi 10.1007/s00190-011-0445-3),
 * within nanometres of the exact projection up to 3900 km from the central meridian. Every other projection is refused by name.
 */
import { asin, atan, cos, exp, log, sin, tan } from "../../core/dmath.ts";
import type { OpenDriveMap } from "../../road/opendrive/model.ts";
import { refusal } from "./refusal.ts";

const RAD_PER_DEG = 0.017453292519943295;

/** Semi-major axis (m) and flattening. */
const ELLIPSOIDS: Readonly<Record<string, readonly [number, number]>> = {
  WGS84: [6378137, 1 / 298.257223563],
  GRS80: [6378137, 1 / 298.257222101],
  bessel: [6377397.155, 1 / 299.1528128],
  intl: [6378388, 1 / 297],
  sphere: [6370997, 0],
};

interface Projection {
  readonly aM: number;
  readonly f: number;
  readonly lat0Rad: number;
  readonly lon0Rad: number;
  readonly k0: number;
  readonly x0M: number;
  readonly y0M: number;
}

/** The point of the map's plane; the header's offset is taken back, as it leads from the map's frame to the georeferenced one. */
export function geoPlane(map: OpenDriveMap | null, latitudeRad: number, longitudeRad: number): { xM: number; yM: number } {
  if (map === null || map.geoReference === null) {
    throw refusal("GeoPosition", "a map with a geoReference", map === null ? "no map" : "none in its header");
  }
  const at = project(projectionOf(map.geoReference), latitudeRad, longitudeRad);
  const dx = at.xM - map.offset.xM;
  const dy = at.yM - map.offset.yM;
  const c = cos(map.offset.hRad);
  const s = sin(map.offset.hRad);
  return { xM: c * dx + s * dy, yM: c * dy - s * dx };
}

/** Reads a PROJ string. Throws an InputError that names what is not known. */
export function projectionOf(text: string): Projection {
  const values = new Map<string, string>();
  for (const part of text.split(/\s+/)) {
    const match = /^\+([A-Za-z_0-9]+)(?:=(.*))?$/.exec(part);
    if (match !== null) values.set(match[1]!, match[2] ?? "");
  }
  const name = values.get("proj") ?? text.trim();
  if (name !== "utm" && name !== "tmerc") throw refusal("geoReference", "+proj=tmerc or +proj=utm", `projection ${JSON.stringify(name)}`);
  const datum = values.get("ellps") ?? (values.has("datum") ? values.get("datum")! : "WGS84");
  const shape = ELLIPSOIDS[datum];
  if (shape === undefined) throw refusal("geoReference", `an ellipsoid of ${Object.keys(ELLIPSOIDS).join(", ")}`, JSON.stringify(datum));
  const units = values.get("units") ?? "m";
  if (units !== "m") throw refusal("geoReference", "+units=m", `units ${JSON.stringify(units)}`);
  const number = (key: string, otherwise: number): number => (values.has(key) ? Number(values.get(key)) : otherwise);
  if (name === "utm") {
    const zone = number("zone", Number.NaN);
    if (!(zone >= 1 && zone <= 60)) throw refusal("geoReference", "+zone=1 to 60", JSON.stringify(values.get("zone") ?? "none"));
    const lon0Rad = (zone * 6 - 183) * RAD_PER_DEG;
    return { aM: shape[0], f: shape[1], lat0Rad: 0, lon0Rad, k0: 0.9996, x0M: 500000, y0M: values.has("south") ? 10000000 : 0 };
  }
  return {
    aM: number("a", shape[0]),
    f: shape[1],
    lat0Rad: number("lat_0", 0) * RAD_PER_DEG,
    lon0Rad: number("lon_0", 0) * RAD_PER_DEG,
    k0: number("k_0", number("k", 1)),
    x0M: number("x_0", 0),
    y0M: number("y_0", 0),
  };
}

/** Easting and northing. */
export function project(p: Projection, latitudeRad: number, longitudeRad: number): { xM: number; yM: number } {
  const n = p.f / (2 - p.f);
  const radiusM = rectifyingM(p.aM, n);
  const here = krueger(p, n, latitudeRad, longitudeRad - p.lon0Rad);
  const origin = krueger(p, n, p.lat0Rad, 0);
  return { xM: p.x0M + p.k0 * radiusM * here.eta, yM: p.y0M + p.k0 * radiusM * (here.xi - origin.xi) };
}

/** Radius of the sphere whose meridian is as long as the ellipsoid's. */
function rectifyingM(aM: number, n: number): number {
  const n2 = n * n;
  return (aM / (1 + n)) * (1 + n2 * (1 / 4 + n2 * (1 / 64 + n2 / 256)));
}

/** Coordinates on that sphere: Karney 2011, equations (7) to (11) and (35). */
function krueger(p: Projection, n: number, latRad: number, lonRad: number): { xi: number; eta: number } {
  const e = Math.sqrt(p.f * (2 - p.f));
  const tau = tan(latRad);
  const sigma = sinh(e * atanh((e * tau) / Math.sqrt(1 + tau * tau)));
  const conformal = tau * Math.sqrt(1 + sigma * sigma) - sigma * Math.sqrt(1 + tau * tau);
  const cosLon = cos(lonRad);
  const width = Math.sqrt(conformal * conformal + cosLon * cosLon);
  const xi1 = cosLon > 0 ? atan(conformal / cosLon) : asin(conformal / width);
  const eta1 = asinh(sin(lonRad) / width);
  let xi = xi1;
  let eta = eta1;
  for (const [i, alpha] of alphas(n).entries()) {
    const k = 2 * (i + 1);
    xi += alpha * sin(k * xi1) * cosh(k * eta1);
    eta += alpha * cos(k * xi1) * sinh(k * eta1);
  }
  return { xi, eta };
}

/** Coefficients alpha of Karney 2011, equation (35), to n^6. */
function alphas(n: number): readonly number[] {
  return [
    n * (1 / 2 + n * (-2 / 3 + n * (5 / 16 + n * (41 / 180 + n * (-127 / 288 + n * (7891 / 37800)))))),
    n * n * (13 / 48 + n * (-3 / 5 + n * (557 / 1440 + n * (281 / 630 + n * (-1983433 / 1935360))))),
    n * n * n * (61 / 240 + n * (-103 / 140 + n * (15061 / 26880 + n * (167603 / 181440)))),
    n * n * n * n * (49561 / 161280 + n * (-179 / 168 + n * (6601661 / 7257600))),
    n * n * n * n * n * (34729 / 80640 + n * (-3418889 / 1995840)),
    n * n * n * n * n * n * (212378941 / 319334400),
  ];
}

function sinh(x: number): number {
  return 0.5 * (exp(x) - exp(-x));
}

function cosh(x: number): number {
  return 0.5 * (exp(x) + exp(-x));
}

function asinh(x: number): number {
  const size = Math.abs(x);
  return Math.sign(x) * log(size + Math.sqrt(size * size + 1));
}

function atanh(x: number): number {
  return 0.5 * log((1 + x) / (1 - x));
}
