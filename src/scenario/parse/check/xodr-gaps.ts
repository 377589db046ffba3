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
  readonly from: Set<LaneEnd["lane"]>;
  readonly to: Set<LaneEnd["lane"]>;
  readonly ends: LaneLink;
}

/** Where a lane splits or two merge, the outer edges of all of them together have to meet. */
function gapsOfLinks(links: readonly LaneLink[]): Violation[] {
  const groups = new Map<string, Group[]>();
  for (const stated of links.filter(({ from, to }) => SMOOTH.has(from.lane.type) && SMOOTH.has(to.lane.type))) {
    // Both lanes of a pair may state the link: it is one gap.
    const [one, other] = [keyOf(stated.from), keyOf(stated.to)];
    const link = one <= other ? stated : { ...stated, from: stated.to, to: stated.from };
    const key = one <= other ? `${one} ${other}` : `${other} ${one}`;
    const known = groups.get(key) ?? [];
    const touching = known.filter((g) => g.from.has(link.from.lane) || g.to.has(link.to.lane));
    const merged: Group = {
      element: touching[0]?.element ?? link.element,
      from: new Set([link.from.lane, ...touching.flatMap((g) => [...g.from])]),
      to: new Set([link.to.lane, ...touching.flatMap((g) => [...g.to])]),
      ends: link,
    };
    groups.set(key, [...known.filter((g) => !touching.includes(g)), merged]);
  }
  return [...groups.values()].flat().flatMap(gapOf);
}

function keyOf({ road, section, end }: LaneEnd): string {
  return JSON.stringify([road.id, section.startM, end]);
}

function gapOf({ element, from, to, ends }: Group): Violation[] {
  const here = edgesOf({ ...ends.from, lanes: [...from] });
  const there = edgesOf({ ...ends.to, lanes: [...to] });
  if (here === null || there === null) return [];
  const straight = Math.max(distanceM(here[0], there[0]), distanceM(here[1], there[1]));
  const crossed = Math.max(distanceM(here[0], there[1]), distanceM(here[1], there[0]));
  const gapM = Math.min(straight, crossed);
  if (!(gapM > GAP_TOLERANCE_M)) return [];
  const names = [...to].map((lane) => lane.id).join(", ");
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
  const edges = lanes.flatMap((lane) => edgesOfLaneM(section, lane, sM - section.startM)).map((tM) => tM + offsetM);
  if (edges.length === 0 || !edges.every(Number.isFinite)) return null;
  const placed = (tM: number): Point => ({ xM: point.xM - tM * point.sinH, yM: point.yM + tM * point.cosH });
  return [placed(Math.min(...edges)), placed(Math.max(...edges))];
}

/** Inner and outer t of a lane, m, from the lane reference. */
function edgesOfLaneM(section: SectionRow, lane: LaneRow, dsM: number): number[] {
  const side = Math.sign(lane.id);
  let innerM = 0;
  for (let id = side; id !== lane.id + side && Number.isFinite(id) && side !== 0; id += side) {
    const one = section.lanes.find((l) => l.id === id);
    if (one === undefined) return [Number.NaN];
    const outerM = one.width.length > 0 ? innerM + side * (valueAt(one.width, dsM) ?? 0) : (valueAt(one.border, dsM) ?? Number.NaN);
    if (id === lane.id) return [innerM, outerM];
    innerM = outerM;
  }
  return [Number.NaN];
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
