import type { Lanelet, LaneletSide } from "../road/lanelets.ts";
import type { LaneType } from "../road/network.ts";
import {
  childOf,
  childrenOf,
  COMMONROAD_ROWS,
  needAttribute,
  needChild,
  numberIn,
  placeOfElement,
  plainNumber,
  pointIn,
} from "./commonroad-values.ts";
import { inputError, quoted } from "./problem.ts";
import type { XmlElement } from "./xml.ts";

/** A lanelet whose limit may still depend on traffic signs, which stand behind the lanelets in a 2020a file. */
export interface PendingLanelet {
  readonly lanelet: Lanelet;
  readonly signs: readonly string[];
}

const LANE_TYPES: Readonly<Record<string, LaneType>> = {
  urban: "driving",
  country: "driving",
  highway: "driving",
  driveWay: "driving",
  mainCarriageWay: "driving",
  accessRamp: "driving",
  exitRamp: "driving",
  interstate: "driving",
  intersection: "driving",
  busLane: "driving",
  unknown: "driving",
  shoulder: "shoulder",
  bicycleLane: "bike",
  parking: "parking",
  sidewalk: "sidewalk",
  crosswalk: "other",
  busStop: "other",
};

/** Ids of signs that set a maximum speed: 274 in most countries of the format, R2-1 in the United States. */
const SPEED_SIGNS: readonly string[] = ["274", "R2-1"];

/** Reads a `<lanelet>` of either format. Throws InputError with its place. */
export function readLanelet(element: XmlElement, file: string): PendingLanelet {
  const left = boundOf(needChild(element, "leftBound", file), file);
  const right = boundOf(needChild(element, "rightBound", file), file);
  const limit = childOf(element, "speedLimit", file);
  const lanelet: Lanelet = {
    id: needAttribute(element, "id", file),
    type: typeOf(element, file),
    leftXM: left.map((point) => point.xM),
    leftYM: left.map((point) => point.yM),
    rightXM: right.map((point) => point.xM),
    rightYM: right.map((point) => point.yM),
    successors: refsOf(element, "successor", file),
    predecessors: refsOf(element, "predecessor", file),
    left: sideOf(element, "adjacentLeft", file),
    right: sideOf(element, "adjacentRight", file),
    speedLimitMps: limit === null ? null : limitOf(limit, file),
    line: element.line,
    column: element.column,
  };
  return { lanelet, signs: refsOf(element, "trafficSignRef", file) };
}

function boundOf(element: XmlElement, file: string) {
  return childrenOf(element, "point").map((point) => pointIn(point, file));
}

function refsOf(element: XmlElement, name: string, file: string): string[] {
  return childrenOf(element, name).map((child) => needAttribute(child, "ref", file));
}

function sideOf(element: XmlElement, name: string, file: string): LaneletSide | null {
  const child = childOf(element, name, file);
  if (child === null) return null;
  const direction = needAttribute(child, "drivingDir", file);
  if (direction !== "same" && direction !== "opposite") {
    throw inputError("RDV_DRIVE_FORMAT", placeOfElement(child, file), 'drivingDir "same" or "opposite"', quoted(direction));
  }
  return { id: needAttribute(child, "ref", file), sameDirection: direction === "same" };
}

/** A lanelet may have several types; what is not for cars decides. */
function typeOf(element: XmlElement, file: string): LaneType {
  const types = childrenOf(element, "laneletType").map((child): LaneType => {
    const type = Object.hasOwn(LANE_TYPES, child.text) ? LANE_TYPES[child.text] : undefined;
    if (type === undefined)
      throw inputError("RDV_DRIVE_FORMAT", placeOfElement(child, file), `one of ${Object.keys(LANE_TYPES).join(", ")}`, quoted(child.text));
    return type;
  });
  return types.find((type) => type !== "driving") ?? "driving";
}

function limitOf(element: XmlElement, file: string): number {
  const limit = numberIn(element, COMMONROAD_ROWS.limit, file);
  if (limit > 0 && limit < 1000) return limit;
  throw inputError("RDV_DRIVE_VALUE", placeOfElement(element, file), "a limit above 0 m/s", String(limit));
}

/** The limit a `<trafficSign>` sets; null where it sets none. Throws RDV_DRIVE_VALUE where a speed sign lacks its number. */
export function signLimitMps(sign: XmlElement, file: string): number | null {
  for (const element of childrenOf(sign, "trafficSignElement")) {
    if (!SPEED_SIGNS.includes(needChild(element, "trafficSignID", file).text)) continue;
    const value = childrenOf(element, "additionalValue")[0];
    const limit = value === undefined ? null : plainNumber(value.text);
    if (limit !== null && limit > 0 && limit < 1000) return limit * COMMONROAD_ROWS.limit.scale;
    throw inputError("RDV_DRIVE_VALUE", placeOfElement(element, file), "a speed above 0 m/s as additionalValue", quoted(value?.text ?? ""));
  }
  return null;
}

/** The lanelet with the lowest limit of its own and of its signs. */
export function withSigns(pending: PendingLanelet, limits: ReadonlyMap<string, number>): Lanelet {
  let { speedLimitMps } = pending.lanelet;
  for (const sign of pending.signs) {
    const limit = limits.get(sign);
    if (limit !== undefined) speedLimitMps = speedLimitMps === null ? limit : Math.min(speedLimitMps, limit);
  }
  return { ...pending.lanelet, speedLimitMps };
}

/** Names of an incoming's elements that name the lanelets through the intersection. */
const WAYS_THROUGH: readonly string[] = ["successorsRight", "successorsStraight", "successorsLeft"];

/** Ids of the lanelets that lead through an `<intersection>`. */
export function laneletsThrough(intersection: XmlElement, file: string): string[] {
  return childrenOf(intersection, "incoming").flatMap((incoming) => WAYS_THROUGH.flatMap((name) => refsOf(incoming, name, file)));
}

/** The lanelet, which says whether it leads through an intersection where the file can say so. */
export function withJunction(lanelet: Lanelet, inJunction: ReadonlySet<string> | null): Lanelet {
  return inJunction === null ? lanelet : { ...lanelet, inJunction: inJunction.has(lanelet.id) };
}
