import type {
  Geometry,
  Junction,
  JunctionConnection,
  Lane,
  LaneSection,
  OpenDriveMap,
  Road,
  RoadLink,
} from "../../src/road/opendrive/model.ts";

/** Lanes as [id, predecessor, successor], 3 m wide each. */
export type LaneRow = readonly [id: number, predecessor: number | null, successor: number | null];

export function lane([id, predecessor, successor]: LaneRow, type = "driving"): Lane {
  return {
    id,
    type,
    level: false,
    width: id === 0 ? [] : [{ sM: 0, a: 3, b: 0, c: 0, d: 0 }],
    border: [],
    predecessor,
    successor,
    furtherPredecessors: [],
    furtherSuccessors: [],
    rules: [],
    speeds: [],
    roadMarks: [],
    heights: [],
    materials: [],
    access: [],
    direction: "standard",
  };
}

export function section(sM: number, ...rows: readonly LaneRow[]): LaneSection {
  const lanes = [...rows.map((row) => lane(row)), lane([0, null, null], "none")];
  return { sM, singleSide: false, lanes: lanes.sort((a, b) => b.id - a.id) };
}

export function line(xM: number, yM: number, hdgRad: number, lengthM: number): Geometry {
  return { kind: "line", sM: 0, xM, yM, hdgRad, lengthM };
}

export function arc(xM: number, yM: number, hdgRad: number, lengthM: number, curvaturePerM: number): Geometry {
  return { kind: "arc", sM: 0, xM, yM, hdgRad, lengthM, curvaturePerM };
}

interface RoadParts {
  readonly id: string;
  readonly geometry: Geometry;
  readonly sections: readonly LaneSection[];
  readonly from?: RoadLink;
  readonly to?: RoadLink;
  readonly junction?: string;
  readonly rule?: "RHT" | "LHT";
}

export function road(parts: RoadParts): Road {
  return {
    id: parts.id,
    name: "",
    lengthM: parts.geometry.lengthM,
    junction: parts.junction ?? null,
    rule: parts.rule ?? "RHT",
    predecessor: parts.from ?? null,
    successor: parts.to ?? null,
    types: [],
    geometry: [parts.geometry],
    elevation: [],
    superelevation: [],
    crossfall: [],
    shape: [],
    laneOffset: [],
    sections: parts.sections,
    signals: [],
    signalReferences: [],
    objects: [],
  };
}

export function toRoad(id: string, contact: "start" | "end"): RoadLink {
  return { kind: "road", id, contact };
}

export function toJunction(id: string): RoadLink {
  return { kind: "junction", id };
}

export function connection(
  incomingRoad: string,
  connectingRoad: string,
  contact: "start" | "end",
  ...links: readonly (readonly [number, number])[]
): JunctionConnection {
  return {
    id: `${incomingRoad}-${connectingRoad}`,
    incomingRoad,
    connectingRoad,
    contact,
    laneLinks: links.map(([from, to]) => ({ from, to })),
  };
}

export function junction(id: string, type: Junction["type"], ...connections: readonly JunctionConnection[]): Junction {
  return { id, name: "", type, mainRoad: null, sStartM: null, sEndM: null, connections, priorities: [], controllers: [] };
}

export function mapOf(roads: readonly Road[], junctions: readonly Junction[] = []): OpenDriveMap {
  return {
    version: { major: 1, minor: 7 },
    name: "",
    geoReference: null,
    offset: { xM: 0, yM: 0, zM: 0, hRad: 0 },
    roads,
    junctions,
    controllers: [],
  };
}

/**
 * A crossing at the origin. Four roads of 100 m, one lane each way: `west` and `south` end at the junction, `east` and `north` begin there,
 * all 10 m from its middle. Right-hand traffic. From the west lanes lead straight on (`we`), to the left (`wn`) and to the right (`ws`).
 */
export function crossing(): OpenDriveMap {
  const both = section(0, [1, null, null], [-1, null, null]);
  const quarter = Math.PI / 2;
  return mapOf(
    [
      road({ id: "west", geometry: line(-110, 0, 0, 100), sections: [both], to: toJunction("x") }),
      road({ id: "east", geometry: line(10, 0, 0, 100), sections: [both], from: toJunction("x") }),
      road({ id: "north", geometry: line(0, 10, quarter, 100), sections: [both], from: toJunction("x") }),
      road({ id: "south", geometry: line(0, -110, quarter, 100), sections: [both], to: toJunction("x") }),
      road({
        id: "wn",
        geometry: arc(-10, 0, 0, 10 * quarter, 0.1),
        sections: [section(0, [-1, -1, -1])],
        from: toRoad("west", "end"),
        to: toRoad("north", "start"),
        junction: "x",
      }),
      road({
        id: "we",
        geometry: line(-10, 0, 0, 20),
        sections: [section(0, [1, 1, 1], [-1, -1, -1])],
        from: toRoad("west", "end"),
        to: toRoad("east", "start"),
        junction: "x",
      }),
      road({
        id: "ws",
        geometry: arc(-10, 0, 0, 10 * quarter, -0.1),
        sections: [section(0, [-1, -1, 1])],
        from: toRoad("west", "end"),
        to: toRoad("south", "end"),
        junction: "x",
      }),
    ],
    [
      junction(
        "x",
        "default",
        connection("west", "wn", "start", [-1, -1]),
        connection("west", "we", "start", [-1, -1]),
        connection("west", "ws", "start", [-1, -1]),
        connection("east", "we", "end", [1, 1]),
      ),
    ],
  );
}
