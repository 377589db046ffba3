import type { Geometry, Road, RoadLink } from "./model.ts";
import { countRecord, emptyRoad, type GeometryBase, type Reader, rule } from "./opendrive-build.ts";
import { lanesRule } from "./opendrive-lanes.ts";
import { objectsRule } from "./opendrive-objects.ts";
import { signalsRule } from "./opendrive-signals.ts";
import {
  addInOrder,
  choiceOr,
  cubicOf,
  distanceOf,
  fault,
  idOf,
  numberOf,
  numberOr,
  speedOf,
  textOf,
  textOr,
  warn,
} from "./opendrive-values.ts";
import type { ElementRule } from "./opendrive-xml.ts";

const MIN_LENGTH_M = 1e-3;
const MAX_ROAD_M = 1e6;
/** Coordinates beyond this lose more than a micrometre to rounding, and lie in no projected reference system. */
const MAX_COORDINATE_M = 1e7;
/** A curve of 0.1 m radius; no road turns tighter. */
const MAX_CURVATURE_PER_M = 10;

function openRoad(r: Reader): boolean {
  countRecord(r);
  const id = idOf(r, "id");
  const lengthM = lengthOf(r);
  if (id === null) return false;
  if (r.roadIds.has(id)) {
    fault(r, "duplicate", "id", "an id of its own for each road", `a second road ${JSON.stringify(id)}`);
    return false;
  }
  r.road = emptyRoad(id, lengthM);
  r.road.name = textOr(r, "name", "");
  r.road.rule = choiceOr(r, "rule", ["RHT", "LHT"], "RHT");
  const junction = textOr(r, "junction", null);
  if (junction === null) warn(r, "missing", "junction", "the junction's id, or -1", "none", "the road is read as one outside junctions");
  r.road.junction = junction === null || junction === "" || junction === "-1" ? null : junction;
  r.places.set(r.road, r.at);
  r.roadIds.set(id, r.road as Road);
  r.roads.push(r.road as Road);
  return true;
}

function lengthOf(r: Reader): number {
  const lengthM = numberOf(r, "length");
  if (lengthM < MIN_LENGTH_M) fault(r, "geometry", "length", `a length of at least ${MIN_LENGTH_M} m`, `${lengthM}`);
  else if (lengthM > MAX_ROAD_M) fault(r, "geometry", "length", `a length of at most ${MAX_ROAD_M} m`, `${lengthM}`);
  return lengthM;
}

function openLink(r: Reader, end: "predecessor" | "successor"): void {
  if (r.road[end] !== null) warn(r, "duplicate", "", `one ${end}`, "a second one", "the later one counts; several ways on need a junction");
  r.road[end] = readLink(r);
}

function readLink(r: Reader): RoadLink | null {
  const id = idOf(r, "elementId");
  const kind = choiceOr(r, "elementType", ["road", "junction"], null);
  if (id === null || kind === null) {
    if (r.attributes["elementType"] === undefined) warn(r, "missing", "elementType", "road or junction", "none", "the link is left out");
    return null;
  }
  const link = kind === "junction" ? { kind, id } : readRoadLink(r, id);
  if (link !== null) r.places.set(link, r.at);
  return link;
}

function readRoadLink(r: Reader, id: string): RoadLink | null {
  if (r.attributes["elementS"] !== undefined) {
    const direction = choiceOr(r, "elementDir", ["+", "-"], "+");
    return { kind: "road-at", id, atSM: distanceOf(r, "elementS"), direction };
  }
  const contact = choiceOr(r, "contactPoint", ["start", "end"], null);
  if (contact !== null) return { kind: "road", id, contact };
  if (r.attributes["contactPoint"] === undefined)
    warn(r, "missing", "contactPoint", "start or end", "none", "the link is left out: nothing says where it leads");
  return null;
}

function openType(r: Reader): void {
  r.roadType = { sM: distanceOf(r, "s"), type: textOf(r, "type"), speedMps: null, country: textOr(r, "country", null) };
  addInOrder(r, r.road.types, r.roadType);
}

function openTypeSpeed(r: Reader): void {
  const max = textOf(r, "max");
  if (max !== "no limit" && max !== "undefined") r.roadType.speedMps = speedOf(r, "max");
}

function openGeometry(r: Reader): void {
  const base = { sM: distanceOf(r, "s"), xM: numberOf(r, "x"), yM: numberOf(r, "y"), hdgRad: numberOf(r, "hdg"), lengthM: 0 };
  base.lengthM = numberOf(r, "length");
  if (base.lengthM <= 0) fault(r, "geometry", "length", "a length above 0", `${base.lengthM}`);
  if (Math.abs(base.xM) > MAX_COORDINATE_M || Math.abs(base.yM) > MAX_COORDINATE_M)
    fault(r, "geometry", "", `coordinates within ${MAX_COORDINATE_M} m`, `(${base.xM}, ${base.yM})`, "move the map's origin with <offset>");
  const before = r.road.geometry.at(-1);
  if (before !== undefined && base.sM <= before.sM) fault(r, "geometry", "s", `s above ${before.sM}, that of the one before`, `${base.sM}`);
  r.geometry = null;
  r.geometryBase = base;
}

function shape(attributes: string, make: (r: Reader, base: GeometryBase) => Geometry): ElementRule<Reader> {
  return rule(attributes, {
    open: (r) => {
      if (r.geometry !== null) fault(r, "geometry", "", "one shape in each geometry", "a second one");
      r.geometry = make(r, r.geometryBase);
    },
  });
}

function closeGeometry(r: Reader): void {
  if (r.geometry === null) fault(r, "geometry", "", "line, arc, spiral, poly3 or paramPoly3 in the geometry before this", "none of them");
  else r.road.geometry.push(r.geometry);
}

function curvatureOf(r: Reader, name: string): number {
  const curvaturePerM = numberOf(r, name);
  if (Math.abs(curvaturePerM) > MAX_CURVATURE_PER_M)
    fault(r, "geometry", name, `a curvature within ${MAX_CURVATURE_PER_M} 1/m`, `${curvaturePerM}`);
  return curvaturePerM;
}

function readArc(r: Reader, base: GeometryBase): Geometry {
  const curvaturePerM = curvatureOf(r, "curvature");
  if (curvaturePerM !== 0) return { ...base, kind: "arc", curvaturePerM };
  warn(r, "geometry", "curvature", "a curvature other than 0", "0", "it is read as a line");
  return { ...base, kind: "line" };
}

function readParamPoly3(r: Reader, base: GeometryBase): Geometry {
  const u = [numberOf(r, "aU"), numberOf(r, "bU"), numberOf(r, "cU"), numberOf(r, "dU")] as const;
  const v = [numberOf(r, "aV"), numberOf(r, "bV"), numberOf(r, "cV"), numberOf(r, "dV")] as const;
  const isPoint = u[1] === 0 && u[2] === 0 && u[3] === 0 && v[1] === 0 && v[2] === 0 && v[3] === 0;
  if (isPoint) fault(r, "geometry", "", "a curve of some length", "a single point");
  // Files before 1.5 may leave pRange out; the parameter then runs over 0..1.
  return { ...base, kind: "paramPoly3", u, v, range: choiceOr(r, "pRange", ["arcLength", "normalized"], "normalized") };
}

const planViewRule = rule("", {
  children: {
    geometry: rule("s x y hdg length", {
      open: openGeometry,
      close: closeGeometry,
      children: {
        line: shape("", (_, base) => ({ ...base, kind: "line" })),
        arc: shape("curvature", readArc),
        spiral: shape("curvStart curvEnd", (r, base) => ({
          ...base,
          kind: "spiral",
          startPerM: curvatureOf(r, "curvStart"),
          endPerM: curvatureOf(r, "curvEnd"),
        })),
        poly3: shape("a b c d", (r, base) => ({
          ...base,
          kind: "poly3",
          a: numberOf(r, "a"),
          b: numberOf(r, "b"),
          c: numberOf(r, "c"),
          d: numberOf(r, "d"),
        })),
        paramPoly3: shape("aU bU cU dU aV bV cV dV pRange", readParamPoly3),
      },
    }),
  },
});

const lateralRule = rule("", {
  children: {
    superelevation: rule("s a b c d", { open: (r) => addInOrder(r, r.road.superelevation, cubicOf(r, "s")) }),
    crossfall: rule("side s a b c d", {
      open: (r) => {
        const side = choiceOr(r, "side", ["left", "right", "both"], "both");
        r.road.crossfall.push({ ...cubicOf(r, "s"), side });
      },
    }),
    shape: rule("t s a b c d", {
      open: (r) => {
        r.road.shape.push({ ...cubicOf(r, "s"), tM: numberOr(r, "t", 0) });
      },
    }),
  },
});

/** In ascending s (and t), as `cubic` lists with several entries at one s cannot be put in order while they are read. */
function closeLateral(r: Reader): void {
  r.road.crossfall.sort((a, b) => a.sM - b.sM);
  r.road.shape.sort((a, b) => a.sM - b.sM || a.tM - b.tM);
}

export const roadRule: ElementRule<Reader> = rule("id name length junction rule", {
  open: openRoad,
  children: {
    link: rule("", {
      children: {
        predecessor: rule("elementType elementId contactPoint elementS elementDir", { open: (r) => openLink(r, "predecessor") }),
        successor: rule("elementType elementId contactPoint elementS elementDir", { open: (r) => openLink(r, "successor") }),
      },
    }),
    type: rule("s type country", { open: openType, children: { speed: rule("max unit", { open: openTypeSpeed }) } }),
    planView: planViewRule,
    elevationProfile: rule("", {
      children: { elevation: rule("s a b c d", { open: (r) => addInOrder(r, r.road.elevation, cubicOf(r, "s")) }) },
    }),
    lateralProfile: { ...lateralRule, close: closeLateral },
    lanes: lanesRule,
    objects: objectsRule,
    signals: signalsRule,
    // What stands in these is named where it stands; empty ones say nothing.
    surface: rule("", {}),
    railroad: rule("", {}),
  },
});
