import type { Junction, JunctionConnection, Lane, OpenDriveMap, Road, RoadLink } from "./model.ts";

/**
 * Which lane goes on into which, over section, road and junction borders, both ways. A *slot* is one lane of one lane section, numbered
 * in the order of the file; a *way* is a slot with a direction: `2 * slot` along increasing s, `2 * slot + 1` against it.
 */
export interface LaneGraph {
  /** First section of each road, one more at the end; sections are numbered over the whole map. */
  readonly sectionStart: Int32Array;
  /** First slot of each section, one more at the end. */
  readonly slotStart: Int32Array;
  readonly slotSection: Int32Array;
  readonly slotLane: Int32Array;
  readonly sectionRoad: Int32Array;
  readonly sectionFromM: Float64Array;
  readonly sectionToM: Float64Array;
  /** Where the ways that a way goes on into begin in `next`, one more at the end. */
  readonly nextStart: Int32Array;
  readonly next: Int32Array;
  /** s at which the next way is entered; NaN at its beginning. Only a road that ends in the middle of another has one (1.7 virtual junctions). */
  readonly nextAtM: Float64Array;
  /** By `2 * road + (0 its end, 1 its start)`: the same for whole roads, as `2 * road + (0 entered at its start, 1 at its end)`. */
  readonly beyondStart: Int32Array;
  readonly beyond: Int32Array;
  /** Whether the border at that end of a road is a junction's. */
  readonly isJunction: Uint8Array;
}

/** A section counted within its road. */
export type SectionIndex = number;

/** Twice a slot, one more against s. */
export type WayId = number;

/** The end of a road: 0 where s is greatest, 1 at s = 0. Leaving by end e is going in direction e. */
type End = 0 | 1;

interface Next {
  readonly road: number;
  /** Counted within its road. */
  readonly section: number;
  /** 0: entered at its start, along increasing s. */
  readonly direction: End;
  readonly lane: number;
  readonly atM: number;
}

interface Build {
  readonly source: OpenDriveMap;
  readonly roadIndex: ReadonlyMap<string, number>;
  readonly junctions: ReadonlyMap<string, Junction>;
  /** Connections by junction, then by the road they come from or lead to. */
  readonly byRoad: ReadonlyMap<string, ReadonlyMap<string, readonly JunctionConnection[]>>;
  /** Connecting roads by junction, then by the end of the road to which one of their ends leads, as `2 * road + direction`. */
  readonly byEnd: ReadonlyMap<string, ReadonlyMap<string, readonly WayId[]>>;
}

/** Slot of a lane in a section (numbered within its road); -1 where the section has no such lane. */
export function slotOf(graph: LaneGraph, road: number, section: SectionIndex, lane: number): number {
  const global = graph.sectionStart[road]! + section;
  for (let slot = graph.slotStart[global]!; slot < graph.slotStart[global + 1]!; slot++) {
    if (graph.slotLane[slot] === lane) return slot;
  }
  return -1;
}

/** Section of a road, counted within it, that holds s; of two that meet there the later one. */
export function sectionAtS(graph: LaneGraph, road: number, s: number): number {
  const first = graph.sectionStart[road]!;
  let low = first;
  let high = graph.sectionStart[road + 1]! - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (graph.sectionFromM[middle]! <= s) low = middle;
    else high = middle - 1;
  }
  return low - first;
}

/** The graph of a map. Links to what is not there are left out (the reader reports them). */
export function laneGraphOf(source: OpenDriveMap): LaneGraph {
  const build = buildOf(source);
  const slots = numberSlots(source);
  const nextStart: number[] = [0];
  const next: number[] = [];
  const nextAtM: number[] = [];
  source.roads.forEach((road, r) => {
    road.sections.forEach((section, i) => {
      for (const lane of section.lanes) {
        for (const direction of [0, 1] as const) {
          for (const target of nextOf(build, r, i, lane, direction)) {
            const way = wayOf(slots, target);
            if (way < 0 || next.indexOf(way, nextStart.at(-1)!) >= 0) continue;
            next.push(way);
            nextAtM.push(target.atM);
          }
          nextStart.push(next.length);
        }
      }
    });
  });
  const beyondStart: number[] = [0];
  const beyond: number[] = [];
  const isJunction = new Uint8Array(2 * source.roads.length);
  source.roads.forEach((road, r) => {
    for (const end of [0, 1] as const) {
      const link = linkAt(road, end);
      if (link?.kind === "junction") isJunction[2 * r + end] = 1;
      for (const target of roadsBeyond(build, r, end)) {
        if (beyond.indexOf(target, beyondStart.at(-1)!) < 0) beyond.push(target);
      }
      beyondStart.push(beyond.length);
    }
  });
  return {
    ...slots,
    nextStart: Int32Array.from(nextStart),
    next: Int32Array.from(next),
    nextAtM: Float64Array.from(nextAtM),
    beyondStart: Int32Array.from(beyondStart),
    beyond: Int32Array.from(beyond),
    isJunction,
  };
}

type Slots = Pick<LaneGraph, "sectionStart" | "slotStart" | "slotSection" | "slotLane" | "sectionRoad" | "sectionFromM" | "sectionToM">;

function numberSlots(source: OpenDriveMap): Slots {
  const sectionStart: number[] = [0];
  const slotStart: number[] = [0];
  const slotSection: number[] = [];
  const slotLane: number[] = [];
  const sectionRoad: number[] = [];
  const sectionFromM: number[] = [];
  const sectionToM: number[] = [];
  source.roads.forEach((road, r) => {
    road.sections.forEach((section, i) => {
      for (const lane of section.lanes) {
        slotSection.push(sectionRoad.length);
        slotLane.push(lane.id);
      }
      sectionRoad.push(r);
      sectionFromM.push(section.sM);
      sectionToM.push(road.sections[i + 1]?.sM ?? road.lengthM);
      slotStart.push(slotLane.length);
    });
    sectionStart.push(sectionRoad.length);
  });
  return {
    sectionStart: Int32Array.from(sectionStart),
    slotStart: Int32Array.from(slotStart),
    slotSection: Int32Array.from(slotSection),
    slotLane: Int32Array.from(slotLane),
    sectionRoad: Int32Array.from(sectionRoad),
    sectionFromM: Float64Array.from(sectionFromM),
    sectionToM: Float64Array.from(sectionToM),
  };
}

function buildOf(source: OpenDriveMap): Build {
  const roadIndex = new Map<string, number>();
  source.roads.forEach((road, i) => {
    if (!roadIndex.has(road.id)) roadIndex.set(road.id, i);
  });
  const byRoad = new Map<string, Map<string, JunctionConnection[]>>();
  const byEnd = new Map<string, Map<string, number[]>>();
  for (const junction of source.junctions) {
    const connections = new Map<string, JunctionConnection[]>();
    for (const connection of junction.connections) {
      for (const road of new Set([connection.incomingRoad, connection.connectingRoad])) {
        const list = connections.get(road);
        if (list === undefined) connections.set(road, [connection]);
        else list.push(connection);
      }
    }
    byRoad.set(junction.id, connections);
    byEnd.set(junction.id, connectingByEnd(source, roadIndex, junction));
  }
  return { source, roadIndex, junctions: new Map(source.junctions.map((j) => [j.id, j])), byRoad, byEnd };
}

function wayOf(slots: Slots, target: Next): number {
  const global = slots.sectionStart[target.road]! + target.section;
  for (let slot = slots.slotStart[global] ?? 0; slot < (slots.slotStart[global + 1] ?? 0); slot++) {
    if (slots.slotLane[slot] === target.lane) return 2 * slot + target.direction;
  }
  return -1;
}

function entrySection(sections: number, direction: End): number {
  return direction === 0 ? 0 : sections - 1;
}

function sectionHolding(road: Road, s: number): number {
  return Math.max(
    0,
    road.sections.findLastIndex((section) => section.sM <= s),
  );
}

/** A way onto a road at one of its ends. */
function entry(build: Build, road: number, direction: End, lane: number): Next {
  return { road, section: entrySection(build.source.roads[road]!.sections.length, direction), direction, lane, atM: Number.NaN };
}

function opposite(end: End): End {
  return end === 0 ? 1 : 0;
}

function linkAt(road: Road, end: End): RoadLink | null {
  return end === 0 ? road.successor : road.predecessor;
}

/** Whether a lane names another as the one it goes on into, or comes from, at that end. */
function names(lane: Lane, end: End, id: number): boolean {
  return end === 0
    ? lane.successor === id || lane.furtherSuccessors.includes(id)
    : lane.predecessor === id || lane.furtherPredecessors.includes(id);
}

function namedAt(lane: Lane, end: End): number[] {
  const first = end === 0 ? lane.successor : lane.predecessor;
  return first === null ? [] : [first, ...(end === 0 ? lane.furtherSuccessors : lane.furtherPredecessors)];
}

/**
 * Where a lane goes on to when it is left in the given direction. A link counts that either of the two lanes declares. Lane 0 has no links:
 * it goes on as lane 0, at the end of its road into every road beyond.
 */
function nextOf(build: Build, r: number, section: number, lane: Lane, direction: End): Next[] {
  const road = build.source.roads[r]!;
  const neighbour = section + (direction === 0 ? 1 : -1);
  const lanes = road.sections[neighbour]?.lanes;
  if (lanes !== undefined) {
    if (lane.id === 0) return [{ road: r, section: neighbour, direction, lane: 0, atM: Number.NaN }];
    const ids = linkedLanes(lane, direction, lanes, opposite(direction));
    return ids.map((id) => ({ road: r, section: neighbour, direction, lane: id, atM: Number.NaN }));
  }
  if (lane.id === 0) return roadsBeyond(build, r, direction).map((way) => entry(build, way >> 1, (way & 1) as End, 0));
  const link = linkAt(road, direction);
  if (link === null) return [];
  if (link.kind === "road") return nextOnRoad(build, r, lane, direction, link);
  if (link.kind === "road-at") return nextInMiddle(build, lane, direction, link);
  return nextInJunction(build, r, lane, direction, link.id);
}

/** Ids among `lanes` that a lane names at its end, then those that name it at theirs. */
function linkedLanes(lane: Lane, end: End, lanes: readonly Lane[], theirEnd: End): number[] {
  const named = namedAt(lane, end).filter((id) => id !== 0 && lanes.some((other) => other.id === id));
  const back = lanes.filter((other) => other.id !== 0 && !named.includes(other.id) && names(other, theirEnd, lane.id));
  return [...named, ...back.map(({ id }) => id)];
}

function nextOnRoad(build: Build, r: number, lane: Lane, end: End, link: RoadLink & { kind: "road" }): Next[] {
  const target = build.roadIndex.get(link.id);
  if (target === undefined) return [];
  const direction: End = link.contact === "start" ? 0 : 1;
  const theirEnd = opposite(direction);
  const other = build.source.roads[target]!;
  const lanes = other.sections[entrySection(other.sections.length, direction)]?.lanes ?? [];
  const isMutual = leadsTo(linkAt(other, theirEnd), build.source.roads[r]!, end);
  const ids = linkedLanes(lane, end, isMutual ? lanes : lanes.filter((l) => names(lane, end, l.id)), theirEnd);
  // A connecting road may leave the lane links to its junction's table.
  const fromTable = tableLinks(build, build.source.roads[r]!.junction, link.id)
    .filter((c) => c.incomingRoad === link.id && c.connectingRoad === build.source.roads[r]!.id && contactEnd(c) === end)
    .flatMap((c) => c.laneLinks.filter((l) => l.to === lane.id).map((l) => l.from));
  return [...new Set([...ids, ...fromTable])].map((id) => entry(build, target, direction, id));
}

function leadsTo(link: RoadLink | null, road: Road, end: End): boolean {
  return link?.kind === "road" && link.id === road.id && link.contact === (end === 0 ? "end" : "start");
}

function nextInMiddle(build: Build, lane: Lane, end: End, link: RoadLink & { kind: "road-at" }): Next[] {
  const target = build.roadIndex.get(link.id);
  if (target === undefined) return [];
  const section = sectionHolding(build.source.roads[target]!, link.atSM);
  return namedAt(lane, end).map((id) => ({ road: target, section, direction: link.direction === "+" ? 0 : 1, lane: id, atM: link.atSM }));
}

function tableLinks(build: Build, junction: string | null, road: string): readonly JunctionConnection[] {
  return junction === null ? [] : (build.byRoad.get(junction)?.get(road) ?? []);
}

function contactEnd(connection: JunctionConnection): End {
  return connection.contact === "end" ? 0 : 1;
}

/** Over a junction's border: by the table's lane links, then by what the connecting roads' own lanes say of the road they come from. */
function nextInJunction(build: Build, r: number, lane: Lane, end: End, junctionId: string): Next[] {
  const road = build.source.roads[r]!;
  const junction = build.junctions.get(junctionId);
  const found: Next[] = [];
  for (const connection of tableLinks(build, junctionId, road.id)) {
    const isIncoming = connection.incomingRoad === road.id;
    const target = build.roadIndex.get(isIncoming ? connection.connectingRoad : connection.incomingRoad);
    if (target === undefined) continue;
    if (isIncoming) {
      const direction: End = connection.contact === "start" ? 0 : 1;
      if (!meetsAt(build, target, opposite(direction), road, end, junction)) continue;
      for (const l of connection.laneLinks) if (l.from === lane.id) found.push(entry(build, target, direction, l.to));
    } else if (junction?.type === "direct" && contactEnd(connection) === end) {
      const direction = endAtJunction(build.source.roads[target]!, junctionId) === 1 ? 0 : 1;
      for (const l of connection.laneLinks) if (l.to === lane.id) found.push(entry(build, target, direction, l.from));
    }
  }
  for (const target of connectingAt(build, junctionId, road, end)) {
    const direction = (target & 1) as End;
    const other = build.source.roads[target >> 1]!;
    const theirEnd = opposite(direction);
    for (const theirs of other.sections[entrySection(other.sections.length, direction)]?.lanes ?? []) {
      if (theirs.id !== 0 && names(theirs, theirEnd, lane.id)) {
        found.push(entry(build, target >> 1, direction, theirs.id));
      }
    }
  }
  return found;
}

/** Which end of a road lies at a junction; its start where both or neither do. */
function endAtJunction(road: Road, junction: string): End {
  return road.successor?.kind === "junction" &&
    road.successor.id === junction &&
    !(road.predecessor?.kind === "junction" && road.predecessor.id === junction)
    ? 0
    : 1;
}

/** Whether a connecting road's end is the one that touches this end of the incoming road: only a road with both ends at the junction can fail. */
function meetsAt(build: Build, target: number, theirEnd: End, road: Road, end: End, junction: Junction | undefined): boolean {
  if (junction?.type === "direct") return endAtJunction(road, junction.id) === end;
  const link = linkAt(build.source.roads[target]!, theirEnd);
  return link?.kind !== "road" || link.id !== road.id || leadsTo(link, road, end);
}

/** Connecting roads of a junction by the end of the road to which they lead; a direct junction has none. */
function connectingByEnd(source: OpenDriveMap, roadIndex: ReadonlyMap<string, number>, junction: Junction): Map<string, number[]> {
  const found = new Map<string, number[]>();
  const roads = new Set(junction.type === "direct" ? [] : junction.connections.map(({ connectingRoad }) => connectingRoad));
  for (const id of roads) {
    const index = roadIndex.get(id);
    if (index === undefined) continue;
    for (const theirEnd of [1, 0] as const) {
      const link = linkAt(source.roads[index]!, theirEnd);
      if (link?.kind !== "road") continue;
      const key = `${link.contact} ${link.id}`;
      const list = found.get(key);
      const way = 2 * index + opposite(theirEnd);
      if (list === undefined) found.set(key, [way]);
      else list.push(way);
    }
  }
  return found;
}

/** Connecting roads of a junction, as `2 * road + direction`, one of whose ends leads to this end of the road. */
function connectingAt(build: Build, junction: string, road: Road, end: End): readonly number[] {
  return build.byEnd.get(junction)?.get(`${end === 0 ? "end" : "start"} ${road.id}`) ?? [];
}

/** Roads that lie beyond an end of a road, whatever their lanes, as `2 * road + (0 entered at its start, 1 at its end)`. */
function roadsBeyond(build: Build, r: number, end: End): number[] {
  const road = build.source.roads[r]!;
  const link = linkAt(road, end);
  if (link === null) return [];
  if (link.kind !== "junction") {
    const target = build.roadIndex.get(link.id);
    if (target === undefined) return [];
    const direction = link.kind === "road" ? (link.contact === "start" ? 0 : 1) : link.direction === "+" ? 0 : 1;
    return [2 * target + direction];
  }
  const junction = build.junctions.get(link.id);
  const found: number[] = [];
  for (const connection of tableLinks(build, link.id, road.id)) {
    const isIncoming = connection.incomingRoad === road.id;
    const target = build.roadIndex.get(isIncoming ? connection.connectingRoad : connection.incomingRoad);
    if (target === undefined) continue;
    const direction: End = connection.contact === "start" ? 0 : 1;
    if (isIncoming && meetsAt(build, target, opposite(direction), road, end, junction)) found.push(2 * target + direction);
    else if (!isIncoming && junction?.type === "direct" && contactEnd(connection) === end) {
      found.push(2 * target + (endAtJunction(build.source.roads[target]!, link.id) === 1 ? 0 : 1));
    }
  }
  return [...found, ...connectingAt(build, link.id, road, end)];
}
