import type {
  Geometry,
  Junction,
  JunctionConnection,
  Lane,
  LaneSection,
  OpenDriveMap,
  Road,
  RoadMark,
  RoadObject,
  Signal,
  SignalController,
  SignalReference,
} from "./model.ts";
import { Stopped } from "./opendrive-problems.ts";
import { fault } from "./opendrive-values.ts";
import { type Cursor, type ElementRule, elementRule, type RuleParts } from "./opendrive-xml.ts";

/** A record of the model while it is being read. */
export type Building<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

export type GeometryBase = Pick<Geometry, "sM" | "xM" | "yM" | "hdgRad" | "lengthM">;
export type BuildingOutline = Building<RoadObject["outlines"][number]>;

/**
 * All that the reader keeps while it walks through the file: the map so far and the record of each kind that is open. An element's rule
 * is reached inside its parent's only, so that the record it adds to is always there; `rule` of the files beside this one relies on it.
 */
export interface Reader extends Cursor {
  readonly header: { version: OpenDriveMap["version"] | null; name: string; geoReference: string | null; offset: OpenDriveMap["offset"] };
  readonly roads: Road[];
  readonly roadIds: Map<string, Road>;
  readonly junctions: Junction[];
  readonly junctionIds: Map<string, Junction>;
  readonly controllers: SignalController[];
  readonly controllerIds: Set<string>;
  road: Building<Road>;
  roadType: Building<Road["types"][number]>;
  /** What a geometry says before its shape, and the whole once the shape is read. */
  geometryBase: GeometryBase;
  geometry: Geometry | null;
  section: Building<LaneSection>;
  lane: Building<Lane>;
  roadMark: Building<RoadMark>;
  object: Building<RoadObject>;
  outline: BuildingOutline;
  signal: Building<Signal> | Building<SignalReference>;
  junction: Building<Junction>;
  connection: Building<JunctionConnection>;
  controller: Building<SignalController>;
  /** Roads, lanes, objects and whatever else takes memory. */
  recordCount: number;
  /** Ids of the lanes of the roads for which they were asked. */
  readonly laneIds: Map<Road, ReadonlySet<number>>;
  /** Where a record stands in the file, for what can be told only at the end. */
  readonly places: Map<object, number>;
}

/** A rule of this reader's: the attributes that OpenDRIVE 1.4 to 1.8 gives the element, and what to do with it. */
export function rule(attributes: string, parts: RuleParts<Reader>): ElementRule<Reader> {
  return elementRule(attributes, parts);
}

const CENTRE: OpenDriveMap["offset"] = { xM: 0, yM: 0, zM: 0, hRad: 0 };

export function newReader(log: Cursor["log"]): Reader {
  return {
    attributes: {},
    at: 0,
    names: [],
    log,
    header: { version: null, name: "", geoReference: null, offset: CENTRE },
    roads: [],
    roadIds: new Map(),
    junctions: [],
    junctionIds: new Map(),
    controllers: [],
    controllerIds: new Set(),
    road: emptyRoad("", 0),
    roadType: { sM: 0, type: "", speedMps: null, country: null },
    geometryBase: { sM: 0, xM: 0, yM: 0, hdgRad: 0, lengthM: 0 },
    geometry: null,
    section: { sM: 0, singleSide: false, lanes: [] },
    lane: emptyLane(0),
    roadMark: { sM: 0, type: "none", weight: "", color: "", widthM: null, laneChange: "both", lines: [] },
    object: emptyObject(""),
    outline: { kind: "road", closed: true, corners: [] },
    signal: { id: "", sM: 0, tM: 0, orientation: "none", validity: [] },
    junction: emptyJunction(""),
    connection: { id: "", incomingRoad: "", connectingRoad: "", contact: "start", laneLinks: [] },
    controller: { id: "", name: "", sequence: null, signals: [] },
    recordCount: 0,
    laneIds: new Map(),
    places: new Map(),
  };
}

/** Far more than a city has; keeps a file of tiny elements from taking gigabytes. */
const MAX_RECORDS = 1_000_000;

/** Called for each record; ends the reading where there are too many. */
export function countRecord(r: Reader): void {
  if (++r.recordCount <= MAX_RECORDS) return;
  fault(r, "limit", "", `at most ${MAX_RECORDS} roads, lanes, objects, signals and connections`, "more", "split the map");
  throw new Stopped();
}

export function emptyRoad(id: string, lengthM: number): Building<Road> {
  return {
    id,
    name: "",
    lengthM,
    junction: null,
    rule: "RHT",
    predecessor: null,
    successor: null,
    types: [],
    geometry: [],
    elevation: [],
    superelevation: [],
    crossfall: [],
    shape: [],
    laneOffset: [],
    sections: [],
    signals: [],
    signalReferences: [],
    objects: [],
  };
}

/** What most lanes have none of; never added to. */
const NONE: never[] = [];

export function emptyLane(id: number): Building<Lane> {
  return {
    id,
    type: "none",
    level: false,
    width: NONE,
    border: NONE,
    predecessor: null,
    successor: null,
    furtherPredecessors: NONE,
    furtherSuccessors: NONE,
    speeds: NONE,
    roadMarks: NONE,
    heights: NONE,
    materials: NONE,
    access: NONE,
    rules: NONE,
    direction: "standard",
  };
}

/** The list itself, or a new one where it is the shared empty one. */
export function ownList<T>(list: T[]): T[] {
  return list === NONE ? [] : list;
}

export function emptyObject(id: string): Building<RoadObject> {
  return {
    id,
    name: "",
    type: "none",
    subtype: "",
    sM: 0,
    tM: 0,
    zOffsetM: 0,
    hdgRad: 0,
    pitchRad: 0,
    rollRad: 0,
    orientation: "none",
    lengthM: 0,
    widthM: 0,
    radiusM: null,
    heightM: 0,
    isDynamic: false,
    repeats: NONE,
    outlines: NONE,
    validity: NONE,
  };
}

export function emptyJunction(id: string): Building<Junction> {
  return {
    id,
    name: "",
    type: "default",
    mainRoad: null,
    sStartM: null,
    sEndM: null,
    connections: [],
    priorities: [],
    controllers: [],
  };
}
