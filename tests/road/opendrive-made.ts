import type { Cubic, Geometry, Lane, LaneSection, OpenDriveMap, Road } from "../../src/road/opendrive/model.ts";

/** Maps made by hand, for the tests of geometry and places. */

export function cubic(sM: number, a: number, b = 0, c = 0, d = 0): Cubic {
  return { sM, a, b, c, d };
}

export function laneOf(id: number, widthM: number, parts: Partial<Lane> = {}): Lane {
  return {
    id,
    type: "driving",
    level: false,
    width: id === 0 ? [] : [cubic(0, widthM)],
    border: [],
    predecessor: null,
    successor: null,
    furtherPredecessors: [],
    furtherSuccessors: [],
    rules: [],
    speeds: [],
    roadMarks: [],
    heights: [],
    materials: [],
    access: [],
    direction: "standard",
    ...parts,
  };
}

export function sectionOf(sM: number, lanes: readonly Lane[]): LaneSection {
  return { sM, singleSide: false, lanes: [...lanes, laneOf(0, 0, { type: "none" })].sort((one, other) => other.id - one.id) };
}

/** A lane of 3 m on each side. */
export const TWO_LANES: readonly LaneSection[] = [sectionOf(0, [laneOf(1, 3), laneOf(-1, 3)])];

export function roadOf(geometry: readonly Geometry[], parts: Partial<Road> = {}): Road {
  return {
    id: "1",
    name: "",
    lengthM: Math.max(0, ...geometry.map((piece) => piece.sM + piece.lengthM)),
    junction: null,
    rule: "RHT",
    predecessor: null,
    successor: null,
    types: [],
    geometry,
    elevation: [],
    superelevation: [],
    crossfall: [],
    shape: [],
    laneOffset: [],
    sections: TWO_LANES,
    signals: [],
    signalReferences: [],
    objects: [],
    ...parts,
  };
}

export function mapOfRoads(roads: readonly Road[]): OpenDriveMap {
  return {
    version: { major: 1, minor: 7 },
    name: "",
    geoReference: null,
    offset: { xM: 0, yM: 0, zM: 0, hRad: 0 },
    roads,
    junctions: [],
    controllers: [],
  };
}

const START = { sM: 0, xM: 0, yM: 0, hdgRad: 0 };

export function lineOf(lengthM: number, parts: Partial<Geometry> = {}): Geometry {
  return { ...START, lengthM, ...parts, kind: "line" } as Geometry;
}

export function arcOf(lengthM: number, curvaturePerM: number, parts: Partial<Geometry> = {}): Geometry {
  return { ...START, lengthM, curvaturePerM, ...parts, kind: "arc" } as Geometry;
}

export function spiralGeometry(lengthM: number, startPerM: number, endPerM: number, parts: Partial<Geometry> = {}): Geometry {
  return { ...START, lengthM, startPerM, endPerM, ...parts, kind: "spiral" } as Geometry;
}

type Four = readonly [number, number, number, number];

export function paramOf(lengthM: number, u: Four, v: Four, range: "arcLength" | "normalized", parts: Partial<Geometry> = {}): Geometry {
  return { ...START, lengthM, u, v, range, ...parts, kind: "paramPoly3" } as Geometry;
}

export function poly3Of(lengthM: number, a: number, b: number, c: number, d: number, parts: Partial<Geometry> = {}): Geometry {
  return { ...START, lengthM, a, b, c, d, ...parts, kind: "poly3" } as Geometry;
}

/** One geometry of each kind, bent as roads are, with another place and heading than the origin's. */
export const KINDS: Readonly<Record<string, Geometry>> = {
  line: lineOf(80, { xM: 3, yM: -7, hdgRad: 0.4 }),
  "arc to the left": arcOf(120, 0.02, { xM: 3, yM: -7, hdgRad: 2.9 }),
  "arc to the right": arcOf(60, -0.05, { hdgRad: -1 }),
  "spiral that opens": spiralGeometry(90, 0.04, 0.001, { xM: 5, hdgRad: 1.2 }),
  "spiral through its inflection": spiralGeometry(100, -0.03, 0.05, { hdgRad: -2.5 }),
  poly3: poly3Of(50, 0, 0, 0.004, -0.00003, { xM: -20, hdgRad: 0.7 }),
  "paramPoly3 by length": paramOf(60, [0, 0.98, 0.001, -0.00002], [0, 0, 0.006, -0.00004], "arcLength", { yM: 9, hdgRad: 3 }),
  "paramPoly3 from 0 to 1": paramOf(40, [0, 35, 6, -8], [0, 0, 20, -3], "normalized", { xM: 1, yM: 2, hdgRad: -0.3 }),
};
