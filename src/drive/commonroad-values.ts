import { inputError, quoted, type Where } from "./problem.ts";
import type { XmlElement } from "./xml.ts";

/** How an element's number becomes redrive's: value * scale + offset, and why. */
export interface ValueRow {
  /** Path of the element in the file. */
  readonly source: string;
  readonly target: string;
  readonly scale: number;
  readonly offset: number;
  readonly why: string;
}

/**
 * CommonRoad (Althoff, Koschi, Manzinger 2017; XML formats 2018b and 2020a, commonroad.in.tum.de). All numbers are SI already, so every
 * scale is 1; the reasons say what was checked.
 */
export const COMMONROAD_ROWS = {
  x: { source: "position/point/x", target: "xM", scale: 1, offset: 0, why: "metres of the local map frame, at the box centre" },
  y: { source: "position/point/y", target: "yM", scale: 1, offset: 0, why: "metres of the local map frame, at the box centre" },
  yaw: { source: "orientation", target: "yawRad", scale: 1, offset: 0, why: "radians, counter-clockwise from the map's x axis" },
  speed: { source: "velocity", target: "vLonMps", scale: 1, offset: 0, why: "m/s along the heading" },
  length: { source: "shape/rectangle/length", target: "lengthM", scale: 1, offset: 0, why: "metres along the heading" },
  width: { source: "shape/rectangle/width", target: "widthM", scale: 1, offset: 0, why: "metres across the heading" },
  boundX: {
    source: "lanelet/leftBound, rightBound/point/x",
    target: "border xM",
    scale: 1,
    offset: 0,
    why: "metres; borders run as one drives",
  },
  boundY: {
    source: "lanelet/leftBound, rightBound/point/y",
    target: "border yM",
    scale: 1,
    offset: 0,
    why: "metres; borders run as one drives",
  },
  limit: {
    source: "speedLimit, or a speed sign's additionalValue",
    target: "speedLimitMps",
    scale: 1,
    offset: 0,
    why: "m/s in both formats",
  },
} as const satisfies Record<string, ValueRow>;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
/** Local maps reach no farther; beyond it a position is in another unit or frame. */
const MAX_POSITION_M = 1e7;

/** Where an element stands. */
export function placeOfElement(element: XmlElement, file: string): Where {
  return { file, line: element.line, column: element.column, path: element.name };
}

/** The element's children of one name. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The only child of that name, or null. Throws RDV_DRIVE_FORMAT where there are several. */
export function childOf(element: XmlElement, name: string, file: string): XmlElement | null {
  const [first, second] = childrenOf(element, name);
  if (second !== undefined) throw inputError("RDV_DRIVE_FORMAT", placeOfElement(second, file), `one <${name}>`, "another one");
  return first ?? null;
}

/** The only child of that name. Throws RDV_DRIVE_FORMAT where there is none, or several. */
export function needChild(element: XmlElement, name: string, file: string): XmlElement {
  const child = childOf(element, name, file);
  if (child === null) throw inputError("RDV_DRIVE_FORMAT", placeOfElement(element, file), `a <${name}> in <${element.name}>`, "none");
  return child;
}

/** The attribute's text. Throws RDV_DRIVE_FORMAT where it is absent or empty. */
export function needAttribute(element: XmlElement, name: string, file: string): string {
  const value = element.attributes.get(name);
  if (value === undefined || value === "")
    throw inputError("RDV_DRIVE_FORMAT", placeOfElement(element, file), `the attribute ${name}`, "none");
  return value;
}

/** The element's text as a number, read as the row says. Throws RDV_DRIVE_VALUE where it is not finite or no decimal number. */
export function numberIn(element: XmlElement, row: ValueRow, file: string): number {
  const value = plainNumber(element.text);
  if (value !== null) return value * row.scale + row.offset;
  throw inputError("RDV_DRIVE_VALUE", placeOfElement(element, file), "a finite decimal number", quoted(element.text));
}

/** A finite decimal number, or null. */
export function plainNumber(text: string): number | null {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

/** Counts what was read in a way the report must tell. */
export interface ReadCounts {
  intervalCount: number;
  regionCount: number;
  derivedSpeedCount: number;
}

/** `<exact>`, or the middle of `<intervalStart>` and `<intervalEnd>`, which is counted. */
export function exactOrMiddle(element: XmlElement, row: ValueRow, file: string, counts: ReadCounts): number {
  const exact = childOf(element, "exact", file);
  if (exact !== null) return numberIn(exact, row, file);
  const start = numberIn(needChild(element, "intervalStart", file), row, file);
  const end = numberIn(needChild(element, "intervalEnd", file), row, file);
  if (end < start)
    throw inputError("RDV_DRIVE_VALUE", placeOfElement(element, file), "an interval that ends after its start", `${start} to ${end}`);
  counts.intervalCount++;
  return (start + end) / 2;
}

/** The upper end of `<exact>` or of the interval. */
export function latestOf(element: XmlElement, row: ValueRow, file: string): number {
  return numberIn(childOf(element, "exact", file) ?? needChild(element, "intervalEnd", file), row, file);
}

export interface Point {
  readonly xM: number;
  readonly yM: number;
}

/** `<x>` and `<y>` within 10,000 km of the origin. */
export function pointIn(element: XmlElement, file: string): Point {
  const xM = numberIn(needChild(element, "x", file), COMMONROAD_ROWS.x, file);
  const yM = numberIn(needChild(element, "y", file), COMMONROAD_ROWS.y, file);
  if (Math.abs(xM) <= MAX_POSITION_M && Math.abs(yM) <= MAX_POSITION_M) return { xM, yM };
  throw inputError("RDV_DRIVE_VALUE", placeOfElement(element, file), `coordinates within ${MAX_POSITION_M} m`, `${xM}, ${yM}`);
}

/**
 * The point of a `<position>`: a point, else the centre of its one region (rectangle, circle, polygon), which is counted.
 * Null where the position is given by lanelets. Throws RDV_DRIVE_FORMAT for anything else.
 */
export function positionIn(element: XmlElement, file: string, counts: ReadCounts): Point | null {
  const [first, ...more] = element.children;
  if (first === undefined) throw inputError("RDV_DRIVE_FORMAT", placeOfElement(element, file), "a point or a region", "nothing");
  if (first.name === "lanelet") return null;
  if (more.length > 0) throw inputError("RDV_DRIVE_FORMAT", placeOfElement(more[0]!, file), "one region", `${more.length + 1}`);
  if (first.name === "point") return pointIn(first, file);
  counts.regionCount++;
  if (first.name === "rectangle" || first.name === "circle") {
    const centre = childOf(first, "center", file);
    return centre === null ? { xM: 0, yM: 0 } : pointIn(centre, file); // the format's default is the origin
  }
  if (first.name === "polygon") return meanOf(childrenOf(first, "point").map((point) => pointIn(point, file)));
  throw inputError("RDV_DRIVE_FORMAT", placeOfElement(first, file), "point, rectangle, circle, polygon or lanelet", quoted(first.name));
}

function meanOf(points: readonly Point[]): Point {
  const n = Math.max(1, points.length);
  return { xM: points.reduce((sum, p) => sum + p.xM, 0) / n, yM: points.reduce((sum, p) => sum + p.yM, 0) / n };
}
