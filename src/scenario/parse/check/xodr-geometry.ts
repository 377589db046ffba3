import { emptyLinePoint, type LinePoint, pointOnGeometry, type ReferenceLine, referenceLineOf } from "../../../road/opendrive/geometry.ts";
import type { Geometry } from "../../../road/opendrive/model.ts";
import type { CheckedFile, Rule, Violation } from "./rule.ts";
import { violation } from "./rule.ts";
import { childOf, numberOf, textOf, type XmlElement } from "./xml-tree.ts";
import { type End, netOf, type RoadRow } from "./xodr-net.ts";

const V14 = { major: 1, minor: 4 };
const V17 = { major: 1, minor: 7 };

/** Largest difference of a curve's length from the length the file states, m. */
const LENGTH_TOLERANCE_M = 1e-3;
/** Largest distance of road ends that are linked, m: maps made from measurements meet to the centimetre. */
export const GAP_TOLERANCE_M = 0.01;
/** Largest offset of a polynomial's start that is taken for rounding. */
const START_TOLERANCE = 1e-6;

function rule(
  name: string,
  since: Rule["since"],
  severity: Rule["severity"],
  text: string,
  check: (file: CheckedFile) => Violation[],
): Rule {
  const id = `asam.net:xodr:${since.major}.${since.minor}.0:road.geometry.${name}`;
  return { id, standard: "xodr", since, severity, code: "RDV_ROAD_GEOMETRY", text, check };
}

/** What the standard demands of reference lines. What is a matter of accuracy is a warning. */
export const XODR_GEOMETRY_RULES: readonly Rule[] = [
  rule("elem_asc_order", V14, "error", "The geometries of a road stand in ascending order of s.", notAscending),
  rule("contact_point", V17, "warning", "Roads that are linked outside junctions meet at their contact points.", openContacts),
  rule(
    "paramPoly3.valid_parameters",
    V17,
    "error",
    "A paramPoly3 starts at its own origin along its own axis: aU, aV and bV are 0, bU is positive.",
    badStarts,
  ),
  rule("parampoly3.length_match", V17, "warning", "The length of a paramPoly3 is that of its curve.", (f) => wrongLengths(f, null)),
  rule("parampoly3.arclength_range", V17, "warning", "With pRange arcLength, p runs from 0 to the length.", (f) =>
    wrongLengths(f, "arcLength"),
  ),
  rule("parampoly3.normalized_range", V17, "warning", "With pRange normalized, p runs from 0 to 1.", (f) => wrongLengths(f, "normalized")),
];

function notAscending({ root }: CheckedFile): Violation[] {
  return netOf(root).roads.flatMap(({ geometry }) =>
    geometry.flatMap((element, i) => {
      const before = geometry[i - 1];
      const isWrong = before !== undefined && numberOf(element, "s") < numberOf(before, "s");
      return isWrong
        ? [violation(element, "s", `at least ${textOf(before, "s")}, that of the geometry before`, textOf(element, "s") ?? "")]
        : [];
    }),
  );
}

function paramPolysOf(file: CheckedFile): { geometry: XmlElement; poly: XmlElement }[] {
  return netOf(file.root).roads.flatMap((road) =>
    road.geometry.flatMap((geometry) => {
      const poly = childOf(geometry, "paramPoly3");
      return poly === null ? [] : [{ geometry, poly }];
    }),
  );
}

function badStarts(file: CheckedFile): Violation[] {
  return paramPolysOf(file).flatMap(({ poly }) => {
    const bad = ["aU", "aV", "bV"].filter((name) => Math.abs(numberOf(poly, name)) > START_TOLERANCE);
    if (numberOf(poly, "bU") <= 0) bad.push("bU");
    if (bad.length === 0) return [];
    return [violation(poly, "", "aU = aV = bV = 0 and bU > 0", bad.map((name) => `${name} = ${textOf(poly, name)}`).join(", "))];
  });
}

function wrongLengths(file: CheckedFile, range: "arcLength" | "normalized" | null): Violation[] {
  return paramPolysOf(file).flatMap(({ geometry, poly }) => {
    const stated = textOf(poly, "pRange") === "arcLength" ? "arcLength" : "normalized";
    const lengthM = numberOf(geometry, "length");
    if (range !== null && range !== stated) return [];
    const curveM = curveLengthM(poly, stated === "arcLength" ? lengthM : 1);
    if (!(Math.abs(curveM - lengthM) > LENGTH_TOLERANCE_M)) return [];
    return [violation(geometry, "length", `${curveM.toFixed(6)} m, the length of its curve to ${LENGTH_TOLERANCE_M} m`, `${lengthM} m`)];
  });
}

/** Length of a paramPoly3 for p from 0 to `end`, m, by Simpson's rule. */
function curveLengthM(poly: XmlElement, end: number): number {
  const [bU, cU, dU, bV, cV, dV] = ["bU", "cU", "dU", "bV", "cV", "dV"].map((name) => numberOf(poly, name)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const parts = 512;
  let sum = 0;
  for (let i = 0; i <= parts; i++) {
    const p = (end * i) / parts;
    const du = bU + p * (2 * cU + p * 3 * dU);
    const dv = bV + p * (2 * cV + p * 3 * dV);
    sum += Math.sqrt(du * du + dv * dv) * (i === 0 || i === parts ? 1 : i % 2 === 1 ? 4 : 2);
  }
  return (sum * end) / parts / 3;
}

/** Outside junctions: a connecting road may have its reference line along any edge of the lanes it connects. */
function openContacts({ root }: CheckedFile): Violation[] {
  const { roads, roadById } = netOf(root);
  return roads.flatMap((road) =>
    (["start", "end"] as const).flatMap((end) => {
      const link = end === "start" ? road.predecessor : road.successor;
      const other = link?.kind === "road" ? roadById.get(link.id) : undefined;
      if (link === null || other === undefined || link.contact === null || road.junction !== null || other.junction !== null) return [];
      const [here, there] = [roadEndPoint(road, end), roadEndPoint(other, link.contact)];
      if (here === null || there === null) return [];
      const gapM = distanceM(here, there);
      if (!(gapM > GAP_TOLERANCE_M)) return [];
      return [
        violation(
          link.element,
          "",
          `the ${link.contact} of road ${other.id} at the ${end} of road ${road.id}`,
          `a distance of ${gapM.toFixed(3)} m`,
        ),
      ];
    }),
  );
}

export function distanceM(a: { readonly xM: number; readonly yM: number }, b: { readonly xM: number; readonly yM: number }): number {
  const [x, y] = [a.xM - b.xM, a.yM - b.yM];
  return Math.sqrt(x * x + y * y);
}

const lines = new WeakMap<XmlElement, ReferenceLine | null>();

/** The reference line of a road; null where a number of it is missing or absurd. */
export function lineOf(road: RoadRow): ReferenceLine | null {
  const known = lines.get(road.element);
  if (known !== undefined) return known;
  const geometry = road.geometry.map(geometryOf);
  const line = geometry.length === 0 || geometry.includes(null) ? null : referenceLineOf(geometry as Geometry[]);
  lines.set(road.element, line);
  return line;
}

/** One end of a road's reference line, with the heading of increasing s. */
export function roadEndPoint(road: RoadRow, end: End): LinePoint | null {
  const line = lineOf(road);
  if (line === null) return null;
  const point = emptyLinePoint();
  const last = line.count - 1;
  if (end === "start") pointOnGeometry(line, 0, line.startM[0]!, point);
  else pointOnGeometry(line, last, line.startM[last]! + line.lengthM[last]!, point);
  return point;
}

/** Beyond these a curve is no road, and drawing it would take for ever. */
const MAX_LENGTH_M = 1e6;
const MAX_CURVATURE_PER_M = 10;
const MAX_TURN_RAD = 1e4;

function geometryOf(element: XmlElement): Geometry | null {
  const [sM, xM, yM, hdgRad, lengthM] = ["s", "x", "y", "hdg", "length"].map((name) => numberOf(element, name)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const shape = shapeOf(element);
  const isSound = [sM, xM, yM, hdgRad].every(Number.isFinite) && lengthM > 0 && lengthM <= MAX_LENGTH_M;
  if (shape?.kind === "spiral" && Math.max(Math.abs(shape.startPerM), Math.abs(shape.endPerM)) * lengthM > MAX_TURN_RAD) return null;
  return isSound && shape !== null ? { sM, xM, yM, hdgRad, lengthM, ...shape } : null;
}

type Shape = Geometry extends infer G ? (G extends Geometry ? Omit<G, "sM" | "xM" | "yM" | "hdgRad" | "lengthM"> : never) : never;

function shapeOf(element: XmlElement): Shape | null {
  const shape = element.children.find((child) => ["line", "arc", "spiral", "poly3", "paramPoly3"].includes(child.name));
  if (shape === undefined) return null;
  const numbers = (...names: readonly string[]) => names.map((name) => numberOf(shape, name));
  const [p = Number.NaN, q = Number.NaN, r = Number.NaN, t = Number.NaN] = numbersOf(shape.name, numbers);
  const isCurve = Math.abs(p) <= MAX_CURVATURE_PER_M && Math.abs(q) <= MAX_CURVATURE_PER_M;
  switch (shape.name) {
    case "line":
      return { kind: "line" };
    case "arc":
      return isCurve ? { kind: "arc", curvaturePerM: p } : null;
    case "spiral":
      return isCurve ? { kind: "spiral", startPerM: p, endPerM: q } : null;
    case "poly3":
      return [p, q, r, t].every(Number.isFinite) ? { kind: "poly3", a: p, b: q, c: r, d: t } : null;
    default: {
      const u = numbers("aU", "bU", "cU", "dU") as [number, number, number, number];
      const v = numbers("aV", "bV", "cV", "dV") as [number, number, number, number];
      const range = textOf(shape, "pRange") === "arcLength" ? "arcLength" : "normalized";
      return [...u, ...v].every(Number.isFinite) ? { kind: "paramPoly3", u, v, range } : null;
    }
  }
}

function numbersOf(kind: string, numbers: (...names: readonly string[]) => number[]): number[] {
  if (kind === "arc") return [...numbers("curvature"), 0];
  return kind === "spiral" ? numbers("curvStart", "curvEnd") : numbers("a", "b", "c", "d");
}
