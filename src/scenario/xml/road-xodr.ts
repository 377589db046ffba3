import type { RoadSpec } from "../spec.ts";
import { type XmlElement, xml, xmlDocument } from "./element.ts";

/** Of roads and lanes in the file. */
export const ROAD_ID = "1";

/** A parametric road as ASAM OpenDRIVE 1.8: one road, one lane section, right-hand traffic; lane ids are those of the native notation. */
export function writeXodr(road: RoadSpec, name: string): string {
  const { lanes, oncomingLanes, laneWidthM, lengthM: length, curvaturePerM: curvature, speedLimitMps } = road;
  const geometry = xml("geometry", { s: 0, x: 0, y: 0, hdg: 0, length }, curvature === 0 ? xml("line") : xml("arc", { curvature }));
  const lane = (id: number): XmlElement =>
    xml(
      "lane",
      { id, type: "driving", level: false },
      xml("width", { sOffset: 0, a: laneWidthM, b: 0, c: 0, d: 0 }),
      xml("speed", { sOffset: 0, max: speedLimitMps, unit: "m/s" }),
    );
  const ids = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
  const section = xml(
    "laneSection",
    { s: 0 },
    oncomingLanes === 0 ? null : xml("left", {}, ids(oncomingLanes).toReversed().map(lane)),
    xml("center", {}, xml("lane", { id: 0, type: "none", level: false })),
    xml(
      "right",
      {},
      ids(lanes).map((id) => lane(-id)),
    ),
  );
  const body = xml(
    "road",
    { name, length, id: ROAD_ID, junction: -1, rule: "RHT" },
    xml("type", { s: 0, type: "town" }, xml("speed", { max: speedLimitMps, unit: "m/s" })),
    xml("planView", {}, geometry),
    xml("lanes", {}, section),
  );
  return xmlDocument(xml("OpenDRIVE", {}, xml("header", { revMajor: 1, revMinor: 8, name }), body));
}
