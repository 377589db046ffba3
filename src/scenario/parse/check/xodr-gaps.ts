import { emptyLinePoint, linePointAt, pointOnGeometry } from "../../../road/opendrive/geometry.ts";
import type { Rule, Violation } from "./rule.ts";
import { violation } from "./rule.ts";
import type { XmlElement } from "./xml-tree.ts";
import { distanceM, GAP_TOLERANCE_M, lineOf, roadEndPoint } from "./xodr-geometry.ts";
import { type LaneEnd, type LaneLink, laneLinksOf } from "./xodr-lane-links.ts";
import { type LaneRow, netOf, type RoadRow, type SectionRow, shifted, valueAt } from "./xodr-net.ts";

export const XODR_GAP_RULE: Rule = {
  id: "asam.net:xodr:1.7.0:lane_smoothness.contact_point_no_horizontal_gaps",
  standard: "xodr",
  since: { major: 1, minor: 7 },
  severity: "warning",
  code: "RDV_ROAD_GEOMETRY",
  text: "Drivable lanes that continue each other meet without a gap to the side or along.",
  check: ({ root }) => [...gapsOfLinks(laneLinksOf(netOf(root))), ...netOf(root).roads.flatMap(gapsInside)],
};

/** The drivable types of the OpenDRIVE specification, annex on the smoothness of lanes. */
const SMOOTH = new Set(
  "driving entry exit onRamp offRamp connectingRamp slipLane biking border stop restricted HOV bidirectional bus mwyEntry mwyExit roadWorks taxi".split(
    " ",
  ),
);

interface Point {
  readonly xM: number;
  readonly yM: number;
}

/** Lanes of two cross-sections that are linked with each other, directly or over a third. */
interface Group {
  readonly element: XmlElement;
  readonly from: LaneRow[];
  readonly to: LaneRow[];
  readonly ends: LaneLink;
}

/** The groups of one pair of cross-sections, by the lanes on either side. */
interface Seam {
  readonly byFrom: Map<LaneRow, Group>;
  readonly byTo: Map<LaneRow, Group>;
}

/** Where a lane splits or two merge, the outer edges of all of them together have to meet. */
function gapsOfLinks(links: readonly LaneLink[]): Violation[] {
  const seams = new Map<string, Seam>();
  for (const stated of links.filter(({ from, to }) => SMOOTH.has(from.lane.type) && SMOOTH.has(to.lane.type))) {
    // Both lanes of a pair may state the link: it is one gap.
    const [one, other] = [keyOf(stated.from), keyOf(stated.to)];
    const link = one <= other ? stated : { ...stated, from: stated.to, to: stated.from };
    const key = one <= other ? `${one} ${other}` : `${other} ${one}`;
    const seam = seams.get(key) ?? { byFrom: new Map<LaneRow, Group>(), byTo: new Map<LaneRow, Group>() };
    seams.set(key, seam);
    join(seam, link);
  }
  return [...seams.values()].flatMap((seam) => [...new Set(seam.byFrom.values())].flatMap(gapOf));
}

function join({ byFrom, byTo }: Seam, link: LaneLink): void {
  const [left, right] = [byFrom.get(link.from.lane), byTo.get(link.to.lane)];
  const group: Group = left ?? right ?? { element: link.element, from: [], to: [], ends: link };
  if (left === undefined) group.from.push(link.from.lane);
  if (right === undefined) group.to.push(link.to.lane);
  byFrom.set(link.from.lane, group);
  byTo.set(link.to.lane, group);
  if (left === undefined || right === undefined || left === right) return;
  const [kept, gone] = left.from.length >= right.from.length ? [left, right] : [right, left];
  for (const lane of gone.from) {
    kept.from.push(lane);
    byFrom.set(lane, kept);
  }
  for (const lane of gone.to) {
    kept.to.push(lane);
    byTo.set(lane, kept);
  }
}

function keyOf({ road, section, end }: LaneEnd): string {
  return JSON.stringify([road.id, section.startM, end]);
}

function gapOf({ element, from, to, ends }: Group): Violation[] {
  const here = edgesOf({ ...ends.from, lanes: from });
  const there = edgesOf({ ...ends.to, lanes: to });
  if (here === null || there === null) return [];
  const straight = Math.max(distanceM(here[0], there[0]), distanceM(here[1], there[1]));
  const crossed = Math.max(distanceM(here[0], there[1]), distanceM(here[1], there[0]));
  const gapM = Math.min(straight, crossed);
  if (!(gapM > GAP_TOLERANCE_M)) return [];
  const names = to.map((lane) => lane.id).join(", ");
  return [violation(element, "", `edges that meet those of lane ${names} of road ${ends.to.road.id}`, `a gap of ${gapM.toFixed(3)} m`)];
}

interface Edges {
  readonly road: RoadRow;
  readonly section: SectionRow;
  readonly end: "start" | "end";
  readonly lanes: readonly LaneRow[];
}

/** The outermost edges of some lanes at one end of their section: the one of least t, the one of greatest. */
function edgesOf({ road, section, end, lanes }: Edges): [Point, Point] | null {
  const sM = end === "start" ? section.startM : section.endM;
  const isFirst = end === "start" && section === road.sections[0];
  const isLast = end === "end" && section === road.sections.at(-1);
  const line = lineOf(road);
  if (line === null || !Number.isFinite(sM)) return null;
  let point = emptyLinePoint();
  if (isFirst || isLast) point = roadEndPoint(road, isFirst ? "start" : "end") ?? point;
  else linePointAt(line, sM, point);
  const offsetM = valueAt(road.laneOffset, sM) ?? 0;
  const crossSection = crossSectionOf(section, sM - section.startM);
  const edges = lanes.flatMap((lane) => crossSection.get(lane) ?? [Number.NaN]).map((tM) => tM + offsetM);
  if (edges.length === 0 || !edges.every(Number.isFinite)) return null;
  const placed = (tM: number): Point => ({ xM: point.xM - tM * point.sinH, yM: point.yM + tM * point.cosH });
  return [placed(edges.reduce((a, b) => Math.min(a, b))), placed(edges.reduce((a, b) => Math.max(a, b)))];
}

const crossSections = new WeakMap<SectionRow, Map<number, ReadonlyMap<LaneRow, readonly [number, number]>>>();

/**
 * Inner and outer t of every lane of a section at a distance from its start, m, from the
 * lane reference; without those beyond a lane that is missing.
 */
function crossSectionOf(section: SectionRow, dsM: number): ReadonlyMap<LaneRow, readonly [number, number]> {
  const known = crossSections.get(section) ?? new Map<number, ReadonlyMap<LaneRow, readonly [number, number]>>();
  crossSections.set(section, known);
  const made = known.get(dsM) ?? new Map([1, -1].flatMap((side) => sideOf(section, side, dsM)));
  known.set(dsM, made);
  return made;
}

function sideOf(section: SectionRow, side: number, dsM: number): [LaneRow, readonly [number, number]][] {
  const edges: [LaneRow, readonly [number, number]][] = [];
  let innerM = 0;
  for (let id = side; ; id += side) {
    const lane = section.laneById.get(id);
    if (lane === undefined) return edges;
    const outerM = lane.width.length > 0 ? innerM + side * (valueAt(lane.width, dsM) ?? 0) : (valueAt(lane.border, dsM) ?? Number.NaN);
    edges.push([lane, [innerM, outerM]]);
    innerM = outerM;
  }
}

/** Jumps of the reference line, of the lane offset and of a lane's width inside a road. */
function gapsInside(road: RoadRow): Violation[] {
  return [
    ...gapsOfLine(road),
    ...jumpsOf(road.laneOffset),
    ...road.sections.flatMap((s) => s.lanes.filter((l) => SMOOTH.has(l.type)).flatMap((l) => jumpsOf(l.width))),
  ];
}

function gapsOfLine(road: RoadRow): Violation[] {
  const line = lineOf(road);
  if (line === null) return [];
  const end = emptyLinePoint();
  return road.geometry.flatMap((element, i) => {
    if (i === 0) return [];
    pointOnGeometry(line, i - 1, line.startM[i - 1]! + line.lengthM[i - 1]!, end);
    const gapM = distanceM(end, { xM: line.xM[i]!, yM: line.yM[i]! });
    return gapM > GAP_TOLERANCE_M
      ? [violation(element, "", "a start at the end of the geometry before", `a gap of ${gapM.toFixed(3)} m`)]
      : [];
  });
}

function jumpsOf(pieces: RoadRow["laneOffset"]): Violation[] {
  return pieces.flatMap((piece, i) => {
    const before = pieces[i - 1];
    const jumpM = before === undefined ? 0 : Math.abs(piece.coefficients[0] - shifted(before, piece.sM - before.sM)[0]);
    return jumpM > GAP_TOLERANCE_M
      ? [violation(piece.element, "a", "a value that goes on from the one before", `a jump of ${jumpM.toFixed(3)} m`)]
      : [];
  });
}
