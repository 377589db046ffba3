import type { CheckedFile, Rule, Violation } from "./rule.ts";
import { violation } from "./rule.ts";
import { at, childOf, numberOf, type XmlElement } from "./xml-tree.ts";
import { distanceM, lineOf } from "./xodr-geometry.ts";
import { netOf, type Piece, piecesOf, type RoadRow, shifted } from "./xodr-net.ts";
import { emptyLinePoint, pointOnGeometry } from "../../../road/opendrive/geometry.ts";

/** Coefficients and places that differ by less say the same. */
const TOLERANCE = 1e-6;

export const XODR_REDUNDANCY_RULE: Rule = {
  id: "asam.net:xodr:1.7.0:performance.avoid_redundant_info",
  standard: "xodr",
  since: { major: 1, minor: 7 },
  severity: "warning",
  code: "RDV_STANDARD_RULE",
  text: "An element that only goes on with what the one before it says is left out.",
  check: redundant,
};

function redundant({ root }: CheckedFile): Violation[] {
  return netOf(root).roads.flatMap((road) => [...redundantLines(road), ...listsOf(road).flatMap(redundantPieces)]);
}

/** Every list of cubics of a road. */
function listsOf(road: RoadRow): (readonly Piece[])[] {
  const under = (path: string, name: string) => at(road.element, path).map((parent) => piecesOf(parent, name, "s"));
  const ofLanes = road.sections.flatMap((section) => section.lanes.flatMap((lane) => [lane.width, lane.border]));
  return [...under("elevationProfile", "elevation"), ...under("lateralProfile", "superelevation"), road.laneOffset, ...ofLanes];
}

function redundantPieces(pieces: readonly Piece[]): Violation[] {
  return pieces.flatMap((piece, i) => {
    const before = pieces[i - 1];
    if (before === undefined) return [];
    const goesOn = shifted(before, piece.sM - before.sM);
    const isSame = piece.coefficients.every((value, k) => Math.abs(value - goesOn[k]!) <= TOLERANCE);
    return isSame ? [violation(piece.element, "", `another cubic than the ${piece.element.name} before it`, "the same one, going on")] : [];
  });
}

/** A straight line that another straight line goes on with. */
function redundantLines(road: RoadRow): Violation[] {
  const line = lineOf(road);
  if (line === null) return [];
  const end = emptyLinePoint();
  const isStraight = (element: XmlElement | undefined) => element !== undefined && childOf(element, "line") !== null;
  return road.geometry.flatMap((element, i) => {
    if (!isStraight(element) || !isStraight(road.geometry[i - 1]) || line.source[i]?.sM !== numberOf(element, "s")) return [];
    pointOnGeometry(line, i - 1, line.startM[i - 1]! + line.lengthM[i - 1]!, end);
    const isSame = distanceM(end, { xM: line.xM[i]!, yM: line.yM[i]! }) <= TOLERANCE && Math.abs(end.hRad - line.hRad[i]!) <= TOLERANCE;
    return isSame ? [violation(element, "", "another shape than the line before it", "the same line, going on")] : [];
  });
}
