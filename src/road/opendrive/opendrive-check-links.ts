import type { Junction, JunctionConnection, Lane, LaneSection, Road, RoadLink } from "./model.ts";
import type { Building, Reader } from "./opendrive-build.ts";
import { addProblem } from "./opendrive-problems.ts";

/** Links, connections and references that lead nowhere are taken out of the map, each with a warning. */
export function checkLinks(r: Reader): void {
  // Roads first: the lanes at a road's end are linked to those of the road that is there.
  for (const road of r.roads) checkRoadLinks(r, road as Building<Road>);
  for (const road of r.roads) checkLaneLinks(r, road);
  for (const junction of r.junctions) checkJunction(r, junction as Building<Junction>);
  checkSignals(r);
}

function drop(r: Reader, about: object, path: string, expected: string, found: string, hint: string): void {
  addProblem(r.log, { cause: "reference", severity: "warning", at: r.places.get(about) ?? -1, path, expected, found, hint });
}

function checkRoadLinks(r: Reader, road: Building<Road>): void {
  for (const end of ["predecessor", "successor"] as const) {
    const link = road[end];
    if (link === null || isThere(r, link)) continue;
    const expected = `a ${link.kind === "junction" ? "junction" : "road"} of this map`;
    drop(r, link, `road[${road.id}]/${end}`, expected, JSON.stringify(link.id), "the link is left out: the road ends here");
    road[end] = null;
  }
  if (road.junction === null || r.junctionIds.has(road.junction)) return;
  const hint = "the road is read as one outside junctions";
  drop(r, road, `road[${road.id}]`, "a junction of this map", JSON.stringify(road.junction), hint);
  road.junction = null;
}

function isThere(r: Reader, link: RoadLink): boolean {
  return link.kind === "junction" ? r.junctionIds.has(link.id) : r.roadIds.has(link.id);
}

function checkLaneLinks(r: Reader, road: Road): void {
  const { sections } = road;
  sections.forEach(({ lanes }, i) => {
    const before = sections[i - 1] ?? sectionBehind(r, road.predecessor);
    const after = sections[i + 1] ?? sectionBehind(r, road.successor);
    for (const lane of lanes) {
      checkLaneLink(r, lane as Building<Lane>, "predecessor", before, road.id);
      checkLaneLink(r, lane as Building<Lane>, "successor", after, road.id);
    }
  });
}

/** The lane section of another road that a link leads to; none behind a junction, whose connections link the lanes. */
function sectionBehind(r: Reader, link: RoadLink | null): LaneSection | undefined {
  if (link === null || link.kind === "junction") return undefined;
  const { sections } = r.roadIds.get(link.id)!;
  if (link.kind === "road-at") return sectionAt(sections, link.atSM);
  return sections.at(link.contact === "start" ? 0 : -1);
}

/** The last section that begins at or before s; the first where none does. */
function sectionAt(sections: readonly LaneSection[], sM: number): LaneSection | undefined {
  let [low, high] = [0, sections.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sections[middle]!.sM <= sM) low = middle;
    else high = middle - 1;
  }
  return sections[low];
}

function checkLaneLink(
  r: Reader,
  lane: Building<Lane>,
  end: "predecessor" | "successor",
  neighbour: LaneSection | undefined,
  roadId: string,
): void {
  const id = lane[end];
  if (id === null || neighbour === undefined || hasLane(neighbour, id)) return;
  drop(
    r,
    lane,
    `road[${roadId}]/lanes/lane[${lane.id}]/${end}`,
    `a lane of the section at s = ${neighbour.sM}`,
    `${id}`,
    "the link is left out",
  );
  const further = end === "predecessor" ? lane.furtherPredecessors : lane.furtherSuccessors;
  lane[end] = further.find((other) => hasLane(neighbour, other)) ?? null;
}

function hasLane({ lanes }: LaneSection, id: number): boolean {
  return lanes.some((lane) => lane.id === id);
}

function checkJunction(r: Reader, junction: Building<Junction>): void {
  const path = `junction[${junction.id}]`;
  const known = (id: string, about: object, where: string, hint: string): boolean => {
    if (r.roadIds.has(id)) return true;
    drop(r, about, `${path}/${where}`, "a road of this map", JSON.stringify(id), hint);
    return false;
  };
  if (junction.mainRoad !== null) known(junction.mainRoad, junction, "mainRoad", "the junction stands on no road");
  junction.connections = junction.connections.filter((connection) => {
    const { id, incomingRoad, connectingRoad } = connection;
    const isKnown = [incomingRoad, connectingRoad].every((road) =>
      known(road, connection, `connection[${id}]`, "the connection is left out"),
    );
    if (isKnown) checkConnection(r, junction.id, connection as Building<JunctionConnection>, path);
    return isKnown;
  });
  junction.priorities = junction.priorities.filter(({ high, low }) =>
    [high, low].every((road) => known(road, junction, "priority", "the priority is left out")),
  );
  junction.controllers = junction.controllers.filter(({ id }) => {
    if (r.controllerIds.has(id)) return true;
    drop(r, junction, `${path}/controller`, "a controller of this map", JSON.stringify(id), "it is left out");
    return false;
  });
}

/** A lane link must name a lane of the incoming road, at an end that leads into this junction, and one of the connecting road. */
function checkConnection(r: Reader, junctionId: string, connection: Building<JunctionConnection>, path: string): void {
  const incoming = r.roadIds.get(connection.incomingRoad)!;
  const connecting = r.roadIds.get(connection.connectingRoad)!.sections.at(connection.contact === "start" ? 0 : -1)!;
  const leadsHere = (link: RoadLink | null): boolean => link?.kind === "junction" && link.id === junctionId;
  const facing: LaneSection[] = [];
  if (leadsHere(incoming.predecessor)) facing.push(incoming.sections[0]!);
  if (leadsHere(incoming.successor)) facing.push(incoming.sections.at(-1)!);
  // A virtual junction has its incoming road pass by: any of its lanes may be the one.
  const passing = facing.length === 0 ? laneIdsOf(r, incoming) : null;
  connection.laneLinks = connection.laneLinks.filter((link) => {
    const isFrom = passing?.has(link.from) ?? facing.some((section) => hasLane(section, link.from));
    if (isFrom && hasLane(connecting, link.to)) return true;
    const [road, lane] = isFrom ? [connection.connectingRoad, link.to] : [connection.incomingRoad, link.from];
    drop(r, connection, `${path}/connection[${connection.id}]`, `a lane of road ${road}`, `${lane}`, "the lane link is left out");
    return false;
  });
}

/** Lanes that a road has somewhere; looked for once. */
function laneIdsOf(r: Reader, road: Road): ReadonlySet<number> {
  const known = r.laneIds.get(road);
  if (known !== undefined) return known;
  const ids = new Set(road.sections.flatMap(({ lanes }) => lanes.map(({ id }) => id)));
  r.laneIds.set(road, ids);
  return ids;
}

function checkSignals(r: Reader): void {
  const ids = new Set(r.roads.flatMap((road) => road.signals.map(({ id }) => id)));
  for (const road of r.roads) {
    for (const reference of road.signalReferences) {
      if (ids.has(reference.id)) continue;
      drop(r, reference, `road[${road.id}]/signals`, "a signal of this map", JSON.stringify(reference.id), "the reference leads nowhere");
    }
  }
}
