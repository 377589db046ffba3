import type { ConnectionRow, End, JunctionRow, LaneRow, Net, RoadEnd, RoadRow, SectionRow } from "./xodr-net.ts";
import { laneById } from "./xodr-net.ts";
import type { XmlElement } from "./xml-tree.ts";

/** One end of a lane, in one lane section. */
export interface LaneEnd {
  readonly road: RoadRow;
  readonly section: SectionRow;
  readonly lane: LaneRow;
  readonly end: End;
}

/** A statement that two lanes continue each other; `element` makes it. `how` tells where it stands. */
export interface LaneLink {
  readonly element: XmlElement;
  readonly how: "section" | "road" | "junction";
  readonly from: LaneEnd;
  readonly to: LaneEnd;
}

const linksOfNets = new WeakMap<Net, readonly LaneLink[]>();

/** Every lane link of a map whose two lanes exist: the links of lanes, and the lane links of junctions. */
export function laneLinksOf(net: Net): readonly LaneLink[] {
  const known = linksOfNets.get(net);
  if (known !== undefined) return known;
  const ofLanes = net.roads.flatMap((road) => road.sections.flatMap((_, index) => linksOfSection(net, road, index)));
  const ofJunctions = net.junctions.flatMap((junction) => junction.connections.flatMap((c) => linksOfConnection(net, junction, c)));
  const links = ofLanes.concat(ofJunctions);
  linksOfNets.set(net, links);
  return links;
}

function linksOfSection(net: Net, road: RoadRow, index: number): LaneLink[] {
  const section = road.sections[index]!;
  const ends: readonly End[] = ["start", "end"];
  return ends.flatMap((end) => {
    const beyond = sectionBeyond(net, road, index, end);
    if (beyond === null) return [];
    return section.lanes.flatMap((lane) =>
      (end === "end" ? lane.successors : lane.predecessors).flatMap((id) => {
        const other = laneById(beyond.section, id);
        if (other === undefined || lane.id === 0) return [];
        const from = { road, section, lane, end };
        return [{ element: lane.element, how: beyond.how, from, to: { ...beyond, lane: other } }];
      }),
    );
  });
}

interface Beyond {
  readonly road: RoadRow;
  readonly section: SectionRow;
  readonly end: End;
  readonly how: "section" | "road";
}

/** The section beyond one end of a section: of the same road, or of the road it is linked to; null into junctions and nowhere. */
function sectionBeyond(net: Net, road: RoadRow, index: number, end: End): Beyond | null {
  const inside = road.sections[end === "end" ? index + 1 : index - 1];
  if (inside !== undefined) return { road, section: inside, end: end === "end" ? "start" : "end", how: "section" };
  const link: RoadEnd | null = end === "end" ? road.successor : road.predecessor;
  const other = link?.kind === "road" ? net.roadById.get(link.id) : undefined;
  if (other === undefined || !link?.contact) return null;
  const section = sectionAt(other, link.contact);
  return section === undefined ? null : { road: other, section, end: link.contact, how: "road" };
}

export function sectionAt(road: RoadRow, end: End): SectionRow | undefined {
  return end === "start" ? road.sections[0] : road.sections.at(-1);
}

function linksOfConnection(net: Net, junction: JunctionRow, connection: ConnectionRow): LaneLink[] {
  const [incoming, connecting] = [net.roadById.get(connection.incoming), net.roadById.get(connection.connecting)];
  if (incoming === undefined || connecting === undefined || connection.contact === null) return [];
  const incomingEnd = endAtJunction(incoming, connecting, connection.contact, junction.id);
  if (incomingEnd === null) return [];
  const [fromSection, toSection] = [sectionAt(incoming, incomingEnd), sectionAt(connecting, connection.contact)];
  if (fromSection === undefined || toSection === undefined) return [];
  return connection.laneLinks.flatMap(({ element, fromLane, toLane }) => {
    const [a, b] = [laneById(fromSection, fromLane), laneById(toSection, toLane)];
    if (a === undefined || b === undefined) return [];
    const fromEnd: LaneEnd = { road: incoming, section: fromSection, lane: a, end: incomingEnd };
    const toEnd: LaneEnd = { road: connecting, section: toSection, lane: b, end: connection.contact! };
    return [{ element, how: "junction" as const, from: fromEnd, to: toEnd }];
  });
}

/** Which end of the incoming road the connecting one meets: as the connecting road says, else where the incoming one meets the junction. */
function endAtJunction(incoming: RoadRow, connecting: RoadRow, contact: End, junction: string): End | null {
  const link = contact === "start" ? connecting.predecessor : connecting.successor;
  if (link?.kind === "road" && link.id === incoming.id && link.contact !== null) return link.contact;
  const isHere = (end: RoadEnd | null) => end?.kind === "junction" && end.id === junction;
  const [atStart, atEnd] = [isHere(incoming.predecessor), isHere(incoming.successor)];
  if (atStart === atEnd) return null;
  return atStart ? "start" : "end";
}

/** Whether traffic on a lane runs along increasing s: right of the reference line where one drives on the right. Null for both ways. */
export function runsAlong(road: RoadRow, lane: LaneRow): boolean | null {
  if (lane.direction === "both" || lane.type === "bidirectional") return null;
  const isAlong = lane.id < 0 !== road.isLeftHand;
  return lane.direction === "reversed" ? !isAlong : isAlong;
}

/** Types of lane on which something with wheels and a direction drives. */
const DRIVABLE = new Set(
  "driving entry exit onRamp offRamp connectingRamp slipLane biking bus taxi HOV restricted bidirectional mwyEntry mwyExit shared stop".split(
    " ",
  ),
);

export function isDrivable(lane: LaneRow): boolean {
  return DRIVABLE.has(lane.type);
}
