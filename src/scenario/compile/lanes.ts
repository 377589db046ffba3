import { lengthOfM, roadLineOf } from "../../road/line.ts";
import type { RoadLine, RoadNetwork } from "../../road/network.ts";
import { routeAlong } from "../../road/route.ts";
import { type LinePlace, placeAt, polylineOf, smoothYawRadAt } from "../../core/polyline.ts";
import type { Pose } from "../../core/frames.ts";
import type { PathStart } from "../../sim/world.ts";
import type { DocPath, Finding } from "../finding.ts";
import type { PlaceSpec } from "../spec.ts";

/** No path is followed further than this. */
const FAR_M = 5000;

/** Index of a lane by its id; -1, and a finding, where there is none. */
export function laneIndex(road: RoadNetwork, id: string, path: DocPath, findings: Finding[]): number {
  const index = road.lanes.findIndex((lane) => lane.id === id);
  if (index >= 0) return index;
  const ids = road.lanes.map((lane) => lane.id);
  const hint = ids.length === 0 ? "this world has no lanes" : `known are ${ids.slice(0, 12).join(", ")}${ids.length > 12 ? ", ..." : ""}`;
  findings.push({ code: "RDV_SCENARIO_REFERENCE", path, expected: "a lane of the road", found: `"${id}"`, hint });
  return -1;
}

/** Reports a place that does not exist, or that lies beyond the end of its lane or path. `path` leads to the map with its keys. */
export function checkPlace(road: RoadNetwork, place: PlaceSpec, path: DocPath, findings: Finding[]): void {
  if (place.kind === "path" && place.points.length < 2) return;
  const line =
    place.kind === "path" ? lineThrough(place.points) : road.lanes[laneIndex(road, place.lane, [...path, "lane"], findings)]?.centre;
  if (line === undefined || line === null || place.sM <= lengthOfM(line)) return;
  const expected = `at most the length of the ${place.kind}, ${lengthOfM(line).toFixed(1)} m`;
  findings.push({ code: "RDV_SCENARIO_WORLD", path: [...path, "sM"], expected, found: `${place.sM}` });
}

/** Reports lanes of a route that do not exist or cannot be driven one after another. The first is the start's and has been checked. */
export function checkRoute(road: RoadNetwork, ids: readonly string[], findings: Finding[]): void {
  for (const [i, id] of ids.entries()) {
    if (i === 0) continue;
    const path: DocPath = ["ego", "routeLanes", i - 1];
    const index = laneIndex(road, id, path, findings);
    const before = road.lanes.find((lane) => lane.id === ids[i - 1]);
    if (index < 0 || before === undefined) continue;
    const sides = [before.leftLane, before.rightLane].filter((side) => side?.sameDirection === true);
    const next = [...before.successors, ...sides.map((side) => side?.lane ?? -1)];
    if (next.includes(index)) continue;
    const expected = `a lane after or beside "${before.id}" (${next.map((n) => road.lanes[n]?.id).join(", ") || "there is none"})`;
    findings.push({ code: "RDV_SCENARIO_REFERENCE", path, expected, found: `"${id}"` });
  }
}

/** The path of a scripted or reactive road user and its place on it. The place must have been checked. */
export function pathStart(road: RoadNetwork, place: PlaceSpec, speedMps: number, fromTick: number): PathStart {
  if (place.kind === "path") {
    return { path: checked(lineThrough(place.points)), lane: -1, sM: place.sM, tM: 0, speedMps, fromTick };
  }
  const lane = road.lanes.findIndex((l) => l.id === place.lane);
  return { path: routeAlong(road, lane, place.sM + FAR_M).line, lane, sM: place.sM, tM: place.tM, speedMps, fromTick };
}

/** A point of a place, for conditions. The place must have been checked. */
export function pointOf(road: RoadNetwork, place: PlaceSpec): { readonly xM: number; readonly yM: number } {
  const { xM, yM } = poseOf(road, place);
  return { xM, yM };
}

function poseOf(road: RoadNetwork, place: PlaceSpec): Pose {
  if (place.kind === "lane") return poseOnLane(road, place.lane, place.sM, place.tM);
  const [first = [0, 0]] = place.points;
  if (place.points.length < 2) return { xM: first[0], yM: first[1], yawRad: 0 };
  return poseOnLine(checked(lineThrough(place.points)), place.sM, 0);
}

/** Pose on a lane that must exist. */
export function poseOnLane(road: RoadNetwork, id: string, sM: number, tM: number): Pose {
  const lane = road.lanes.find((l) => l.id === id);
  return poseOnLine(checked(lane?.centre), sM, tM);
}

/** What `checkPlace` has let through is there. */
function checked(line: RoadLine | null | undefined): RoadLine {
  if (line === null || line === undefined) throw new Error("compile was given a place that it has not checked");
  return line;
}

/** Pose at s along a line and t to its left; beyond its ends the line goes on straight. */
export function poseOnLine(line: RoadLine, sM: number, tM: number): Pose {
  const polyline = polylineOf(line.xM, line.yM);
  const place: LinePlace = { xM: 0, yM: 0, yawRad: 0, segment: 0 };
  placeAt(polyline, sM, tM, 0, place);
  return { xM: place.xM, yM: place.yM, yawRad: smoothYawRadAt(polyline, sM, place.segment) };
}

/** A line through points; null where they are all one. */
function lineThrough(points: readonly (readonly [number, number])[]): RoadLine | null {
  return roadLineOf(
    points.map((p) => p[0]),
    points.map((p) => p[1]),
  );
}
