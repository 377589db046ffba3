import { hypot } from "../../core/dmath.ts";
import { lengthOfM, reversedLine, roadLineOf } from "../line.ts";
import type { Lane, LaneSide, LaneType, RoadLine, RoadNetwork } from "../network.ts";
import type { LaneGraph } from "./lane-graph.ts";
import { isDrivingType } from "./lanes.ts";
import { graphOf, type RoadMap } from "./map.ts";
import type { Cubic, LaneSection, Road } from "./model.ts";
import { drivesAlong, emptyRoadPoint, laneCentreTM, laneWidthM, pointAt, speedLimitMpsAt } from "./point.ts";
import { solidSides } from "./solid-marks.ts";

/** Lines stay this near to the lane's own: half of it is asked at the quarters of each chord, the rest is for what lies between them. */
const MAX_CHORD_ERROR_M = 0.005;
/** A piece is halved at most so often: of a road of 16 km to a metre. What bends more within that is no road. */
const MAX_HALVINGS = 14;
/** A section ends just before the next one begins. */
const BEFORE_M = 1e-9;

const networks = new WeakMap<RoadMap, RoadNetwork>();
const point = emptyRoadPoint();

/**
 * The map as polylines for whoever does not ask the map itself: one lane for each lane of each lane section, in the order of the file, all
 * lines in its driving direction and within 1 cm in the map plane; linked and typed. Lanes of no length are left out. They are made when first
 * looked at: not every run asks for them.
 */
export function toNetwork(map: RoadMap): RoadNetwork {
  const known = networks.get(map);
  if (known !== undefined) return known;
  let lanes: readonly Lane[] | null = null;
  const network: RoadNetwork = {
    source: "opendrive",
    get lanes() {
      lanes ??= lanesOf(map);
      return lanes;
    },
  };
  networks.set(map, network);
  return network;
}

interface Sampled {
  readonly slot: number;
  readonly road: number;
  readonly id: number;
  readonly isAlong: boolean;
  readonly centre: RoadLine;
  readonly left: RoadLine;
  readonly right: RoadLine;
}

function lanesOf(map: RoadMap): Lane[] {
  const graph = graphOf(map);
  const sampled: Sampled[] = [];
  map.source.roads.forEach((road, r) => {
    road.sections.forEach((_, i) => {
      sampled.push(...sampleSection(map, graph, r, i));
    });
  });
  // Index in the network by slot; -1 for what is left out.
  const indexOf = new Int32Array(graph.slotLane.length).fill(-1);
  sampled.forEach((lane, index) => {
    indexOf[lane.slot] = index;
  });
  const successors = sampled.map((lane) => successorsOf(graph, sampled, indexOf, lane));
  const predecessors: number[][] = sampled.map(() => []);
  successors.forEach((list, from) => {
    for (const to of list) predecessors[to]!.push(from);
  });
  return sampled.map((lane, i) => laneOf(map, graph, sampled, indexOf, lane, successors[i]!, predecessors[i]!));
}

function laneOf(
  map: RoadMap,
  graph: LaneGraph,
  sampled: readonly Sampled[],
  indexOf: Int32Array,
  lane: Sampled,
  successors: readonly number[],
  predecessors: readonly number[],
): Lane {
  const global = graph.slotSection[lane.slot]!;
  const section = global - graph.sectionStart[lane.road]!;
  const road = map.source.roads[lane.road]!;
  const higher = sideOf(graph, sampled, indexOf, lane, -1);
  const lower = sideOf(graph, sampled, indexOf, lane, 1);
  return {
    id: `${road.id}/${section}/${lane.id}`,
    type: laneTypeOf(typeIn(road.sections[section]!, lane.id)),
    centre: lane.centre,
    left: lane.left,
    right: lane.right,
    successors,
    predecessors,
    leftLane: lane.isAlong ? higher : lower,
    rightLane: lane.isAlong ? lower : higher,
    speedLimitMps: speedLimitMpsAt(map, lane.road, graph.sectionFromM[global]!, lane.id),
    inJunction: road.junction !== null,
    ...solidSides({
      section: road.sections[section]!,
      id: lane.id,
      isAlong: lane.isAlong,
      sectionM: graph.sectionToM[global]! - graph.sectionFromM[global]!,
      laneM: lengthOfM(lane.centre),
    }),
  };
}

function successorsOf(graph: LaneGraph, sampled: readonly Sampled[], indexOf: Int32Array, lane: Sampled): number[] {
  const way = 2 * lane.slot + (lane.isAlong ? 0 : 1);
  const found: number[] = [];
  for (let i = graph.nextStart[way]!; i < graph.nextStart[way + 1]!; i++) {
    const next = graph.next[i]!;
    const index = indexOf[next >> 1]!;
    if (index >= 0 && sampled[index]!.isAlong === ((next & 1) === 0)) found.push(index);
  }
  return found;
}

/** The lane beside it in its section: `step` -1 towards higher ids, 1 towards lower ones; over the reference line too. */
function sideOf(graph: LaneGraph, sampled: readonly Sampled[], indexOf: Int32Array, lane: Sampled, step: -1 | 1): LaneSide | null {
  const global = graph.slotSection[lane.slot]!;
  let slot = lane.slot + step;
  if (graph.slotLane[slot] === 0) slot += step;
  if (slot < graph.slotStart[global]! || slot >= graph.slotStart[global + 1]!) return null;
  const index = indexOf[slot]!;
  return index < 0 ? null : { lane: index, sameDirection: sampled[index]!.isAlong === lane.isAlong };
}

function typeIn(section: LaneSection, lane: number): string {
  return section.lanes.find(({ id }) => id === lane)?.type ?? "none";
}

const TYPES: Readonly<Record<string, LaneType>> = {
  shoulder: "shoulder",
  stop: "shoulder",
  biking: "bike",
  parking: "parking",
  sidewalk: "sidewalk",
  walking: "sidewalk",
};

function laneTypeOf(type: string): LaneType {
  return isDrivingType(type) ? "driving" : (TYPES[type] ?? "other");
}

/** The lanes of one section: all its lines have their points at the same s. */
function sampleSection(map: RoadMap, graph: LaneGraph, road: number, section: number): Sampled[] {
  const global = graph.sectionStart[road]! + section;
  const source = map.source.roads[road]!;
  const { lanes } = source.sections[section]!;
  const fromM = graph.sectionFromM[global]!;
  const isLast = section === source.sections.length - 1;
  const toM = graph.sectionToM[global]! - (isLast ? 0 : BEFORE_M);
  if (!(toM > fromM)) return [];
  const sM = pointsOf(map, road, source.sections[section]!, breaksOf(source, source.sections[section]!, fromM, toM));
  // A lane's outer border is the inner one of the lane beyond it; that of lane 0 is the lane reference.
  const borders = lanes.map(({ id }) => lineOf(map, road, (s) => borderTM(map, road, s, id), sM));
  return lanes.flatMap(({ id }, k): Sampled[] => {
    if (id === 0) return [];
    const isAlong = drivesAlong(map, road, id, fromM);
    const lines = [borders[id > 0 ? k : k - 1], lineOf(map, road, (s) => laneCentreTM(map, road, s, id), sM), borders[id > 0 ? k + 1 : k]];
    const [high, centre, low] = lines.map((line) => (!line || isAlong ? line : reversedLine(line)));
    if (!high || !centre || !low) return [];
    return [{ slot: graph.slotStart[global]! + k, road, id, isAlong, centre, left: isAlong ? high : low, right: isAlong ? low : high }];
  });
}

/** t of a lane's outer border. */
function borderTM(map: RoadMap, road: number, sM: number, lane: number): number {
  return laneCentreTM(map, road, sM, lane) + 0.5 * Math.sign(lane) * laneWidthM(map, road, sM, lane);
}

function lineOf(map: RoadMap, road: number, tAtM: (sM: number) => number, sM: readonly number[]): RoadLine | null {
  const xM = new Float64Array(sM.length);
  const yM = new Float64Array(sM.length);
  sM.forEach((s, i) => {
    pointAt(map, road, s, tAtM(s), point);
    xM[i] = point.xM;
    yM[i] = point.yM;
  });
  return roadLineOf(xM, yM);
}

/** Where lines may have a corner: the ends, and wherever a record of the geometry or of the lanes begins. */
function breaksOf(road: Road, section: LaneSection, fromM: number, toM: number): number[] {
  const inside = [
    ...[...road.geometry, ...road.laneOffset, ...road.superelevation, ...road.elevation].map(({ sM }) => sM),
    ...section.lanes.flatMap((lane) => [...lane.width, ...lane.border].map(({ sM }) => section.sM + sM)),
  ].filter((s) => s > fromM && s < toM);
  return [...new Set([fromM, ...inside, toM])].sort((a, b) => a - b);
}

/** Halves each piece until its lines lie near enough to their chords. */
function pointsOf(map: RoadMap, road: number, section: LaneSection, breaks: readonly number[]): number[] {
  const points = [breaks[0]!];
  const ids = section.lanes.map(({ id }) => id);
  const outermost = [ids[0]!, ids.at(-1)!];
  const isShifted = [...map.source.roads[road]!.laneOffset].some(isVarying);
  const varying = isShifted ? ids : section.lanes.filter((lane) => [...lane.width, ...lane.border].some(isVarying)).map(({ id }) => id);
  const add = (a: number, b: number, halvings: number): void => {
    const isFine = !outermost.some((lane) => isBent(map, road, lane, a, b)) && !varying.some((lane) => isWidening(map, road, lane, a, b));
    if (isFine || halvings === MAX_HALVINGS) {
      points.push(b);
      return;
    }
    add(a, (a + b) / 2, halvings + 1);
    add((a + b) / 2, b, halvings + 1);
  };
  for (let i = 1; i < breaks.length; i++) add(breaks[i - 1]!, breaks[i]!, 0);
  return points;
}

function isVarying({ c, d }: Cubic): boolean {
  return c !== 0 || d !== 0;
}

/**
 * Shares of a piece at which it is compared with its chord. A cubic, an arc and a clothoid cross their chord at most once in between, so that
 * none is straight at all three.
 */
const SHARES = [0.25, 0.5, 0.75];

/** Whether the outer border of a lane leaves its chord in the map plane. */
function isBent(map: RoadMap, road: number, lane: number, a: number, b: number): boolean {
  const place = (s: number): readonly [number, number] => {
    pointAt(map, road, s, borderTM(map, road, s, lane), point);
    return [point.xM, point.yM];
  };
  const [x0, y0] = place(a);
  const [x1, y1] = place(b);
  const dx = x1 - x0;
  const dy = y1 - y0;
  const lengthM = hypot(dx, dy);
  return SHARES.some((share) => {
    const [x, y] = place(a + share * (b - a));
    // Of a full circle the chord is a point.
    const offM = lengthM === 0 ? hypot(x - x0, y - y0) : Math.abs(dx * (y - y0) - dy * (x - x0)) / lengthM;
    return offM > MAX_CHORD_ERROR_M;
  });
}

/** Whether the outer border of a lane leaves its chord across the road. */
function isWidening(map: RoadMap, road: number, lane: number, a: number, b: number): boolean {
  const t0 = borderTM(map, road, a, lane);
  const t1 = borderTM(map, road, b, lane);
  return SHARES.some((share) => Math.abs(borderTM(map, road, a + share * (b - a), lane) - t0 - share * (t1 - t0)) > MAX_CHORD_ERROR_M);
}
