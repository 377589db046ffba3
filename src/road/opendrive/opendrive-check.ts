import type { Junction, Lane, LaneSection, Road, RoadLink } from "./model.ts";
import type { Building, Reader } from "./opendrive-build.ts";
import { addProblem, type Cause } from "./opendrive-problems.ts";

/** Two lengths that should be the same differ by less than this. */
const SAME_M = 0.01;
/** A geometry that covers less than a hundredth of its road, or a hundred times as much, is no description of it. */
const ABSURD_RATIO = 100;
const MIN_WIDTH_M = -0.01;
/** Lanes that vehicles drive on; the others are beside the road or for others. */
const DRIVABLE: ReadonlySet<string> = new Set(
  "driving bidirectional entry exit onRamp offRamp connectingRamp bus taxi HOV mwyEntry mwyExit slipLane stop special1 special2 special3 roadWorks".split(
    " ",
  ),
);

interface Remark {
  readonly cause: Cause;
  readonly expected: string;
  readonly found: string;
  readonly hint: string;
}

function remark(r: Reader, severity: "error" | "warning", about: object, path: string, what: Remark): void {
  addProblem(r.log, { severity, at: r.places.get(about) ?? -1, path, ...what });
}

/** What can be told only when the whole file is read: lengths, widths and references. Links that lead nowhere are taken out, with a warning. */
export function checkMap(r: Reader): void {
  let isDrivable = false;
  for (const road of r.roads) {
    checkGeometry(r, road);
    checkSections(r, road);
    checkRoadLinks(r, road as Building<Road>);
    isDrivable ||= road.sections.some(({ lanes }) => lanes.some(({ type }) => DRIVABLE.has(type)));
  }
  for (const junction of r.junctions) checkJunction(r, junction as Building<Junction>);
  checkSignals(r);
  if (!isDrivable) {
    const what = { expected: "a lane to drive on", found: "none in the whole map", hint: "nothing can drive here" };
    addProblem(r.log, { cause: "missing", severity: "warning", at: -1, path: "OpenDRIVE", ...what });
  }
}

const pathOf = (road: Road): string => `road[${road.id}]`;

function checkGeometry(r: Reader, road: Road): void {
  const path = `${pathOf(road)}/planView`;
  const { geometry, lengthM } = road;
  const last = geometry.at(-1);
  if (last === undefined) {
    remark(r, "error", road, path, { cause: "geometry", expected: "a geometry", found: "none", hint: "" });
    return;
  }
  let sumM = 0;
  for (const piece of geometry) {
    if (Math.abs(piece.sM - sumM) > SAME_M) {
      const found = `${piece.sM}`;
      remark(r, "warning", road, path, {
        cause: "geometry",
        expected: `a geometry at s = ${sumM}`,
        found,
        hint: "it is placed where it says",
      });
    }
    sumM = piece.sM + piece.lengthM;
  }
  if (Math.abs(sumM - lengthM) <= SAME_M) return;
  const isAbsurd = sumM * ABSURD_RATIO < lengthM || sumM > lengthM * ABSURD_RATIO;
  const hint = sumM < lengthM ? "the last geometry is drawn out to the road's end" : "the geometry is cut at the road's end";
  const what = { expected: `a geometry of ${lengthM} m, the road's length`, found: `${sumM} m` };
  remark(r, isAbsurd ? "error" : "warning", road, path, { cause: "geometry", ...what, hint: isAbsurd ? "" : hint });
}

function checkSections(r: Reader, road: Road): void {
  const { sections, lengthM } = road;
  const path = `${pathOf(road)}/lanes`;
  const first = sections[0];
  if (first === undefined) {
    remark(r, "error", road, path, { cause: "missing", expected: "a lane section", found: "none", hint: "" });
    return;
  }
  if (first.sM > SAME_M) {
    const hint = "it holds from 0 on";
    remark(r, "warning", first, path, { cause: "range", expected: "the first lane section at s = 0", found: `${first.sM}`, hint });
  }
  sections.forEach((section, i) => {
    const endM = sections[i + 1]?.sM ?? lengthM;
    if (section.sM >= lengthM) {
      const what = { cause: "range" as const, expected: `s below ${lengthM}, the road's length`, found: `${section.sM}` };
      remark(r, "warning", section, path, { ...what, hint: "nothing reaches this lane section" });
    }
    for (const lane of section.lanes) {
      checkWidth(r, lane, endM - section.sM, `${path}/lane[${lane.id}]`);
      checkLaneLink(r, lane as Building<Lane>, "predecessor", sections[i - 1], path);
      checkLaneLink(r, lane as Building<Lane>, "successor", sections[i + 1], path);
    }
  });
}

/** Negative at an entry's start is an error; an undershoot between two entries, as spline fits have, a warning. */
function checkWidth(r: Reader, lane: Lane, lengthM: number, path: string): void {
  const { width } = lane;
  for (let i = 0; i < width.length; i++) {
    const { sM, a, b, c, d } = width[i]!;
    if (a < MIN_WIDTH_M) {
      remark(r, "error", lane, path, { cause: "range", expected: "a width of 0 or more", found: `${a} m`, hint: "" });
      return;
    }
    if (b === 0 && c === 0 && d === 0) continue;
    const least = lowest(a, b, c, d, Math.max(0, (width[i + 1]?.sM ?? lengthM) - sM));
    if (least >= MIN_WIDTH_M) continue;
    const hint = "it is read as it stands";
    remark(r, "warning", lane, path, { cause: "range", expected: "a width of 0 or more along the whole lane", found: `${least} m`, hint });
  }
}

/** The least of a + b x + c x^2 + d x^3 on [0, end]: at an end or where the derivative b + 2c x + 3d x^2 is 0. */
function lowest(a: number, b: number, c: number, d: number, end: number): number {
  const at = (x: number): number => a + x * (b + x * (c + x * d));
  let least = Math.min(at(0), at(end));
  const root = c * c - 3 * b * d;
  if (root < 0) return least;
  const places = Math.abs(d) < 1e-15 ? [-b / (2 * c)] : [(-c + Math.sqrt(root)) / (3 * d), (-c - Math.sqrt(root)) / (3 * d)];
  for (const x of places) if (x > 0 && x < end) least = Math.min(least, at(x));
  return least;
}

/** Within a road a lane's link must name a lane of the neighbouring section; where there is none, the road's own link decides. */
function checkLaneLink(
  r: Reader,
  lane: Building<Lane>,
  end: "predecessor" | "successor",
  neighbour: LaneSection | undefined,
  path: string,
): void {
  const id = lane[end];
  if (id === null || neighbour === undefined || neighbour.lanes.some((other) => other.id === id)) return;
  const what = { expected: `a lane of the section at s = ${neighbour.sM}`, found: `lane ${id}`, hint: "the link is left out" };
  remark(r, "warning", lane, `${path}/lane[${lane.id}]/${end}`, { cause: "reference", ...what });
  const further = end === "predecessor" ? lane.furtherPredecessors : lane.furtherSuccessors;
  lane[end] = further.find((other) => neighbour.lanes.some((candidate) => candidate.id === other)) ?? null;
}

function checkRoadLinks(r: Reader, road: Building<Road>): void {
  for (const end of ["predecessor", "successor"] as const) {
    const link = road[end];
    if (link === null || isThere(r, link)) continue;
    const what = { expected: `a ${link.kind === "junction" ? "junction" : "road"} of this map`, found: JSON.stringify(link.id) };
    remark(r, "warning", link, `${pathOf(road)}/${end}`, { cause: "reference", ...what, hint: "the link is left out: the road ends here" });
    road[end] = null;
  }
  if (road.junction === null || r.junctionIds.has(road.junction)) return;
  const what = {
    expected: "a junction of this map",
    found: JSON.stringify(road.junction),
    hint: "the road is read as one outside junctions",
  };
  remark(r, "warning", road, pathOf(road), { cause: "reference", ...what });
  road.junction = null;
}

function isThere(r: Reader, link: RoadLink): boolean {
  return link.kind === "junction" ? r.junctionIds.has(link.id) : r.roadIds.has(link.id);
}

function checkJunction(r: Reader, junction: Building<Junction>): void {
  const path = `junction[${junction.id}]`;
  const known = junction.connections.filter((connection) => {
    const missing = [connection.incomingRoad, connection.connectingRoad].find((id) => !r.roadIds.has(id));
    if (missing === undefined) return true;
    const what = { expected: "a road of this map", found: JSON.stringify(missing), hint: "the connection is left out" };
    remark(r, "warning", connection, `${path}/connection[${connection.id}]`, { cause: "reference", ...what });
    return false;
  });
  junction.connections = known;
  const controllers = junction.controllers.filter(({ id }) => {
    if (r.controllerIds.has(id)) return true;
    const what = { expected: "a controller of this map", found: JSON.stringify(id), hint: "it is left out" };
    remark(r, "warning", junction, `${path}/controller`, { cause: "reference", ...what });
    return false;
  });
  junction.controllers = controllers;
}

function checkSignals(r: Reader): void {
  const ids = new Set(r.roads.flatMap((road) => road.signals.map(({ id }) => id)));
  for (const road of r.roads) {
    for (const reference of road.signalReferences) {
      if (ids.has(reference.id)) continue;
      const what = { expected: "a signal of this map", found: JSON.stringify(reference.id), hint: "the reference leads nowhere" };
      remark(r, "warning", reference, `${pathOf(road)}/signals`, { cause: "reference", ...what });
    }
  }
}
