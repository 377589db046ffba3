import type { Lane, RoadLine, RoadNetwork, StopLine } from "../../src/road/network.ts";
import { parametricRoad } from "../../src/road/parametric.ts";
import { routeAlong } from "../../src/road/route.ts";
import { stopLineAcross } from "../../src/road/stop-lines.ts";
import { ACTOR_CLASSES, type ActorClass, type RecordedPath, type TraceHeader } from "../../src/trace/tick.ts";
import { type Frame, headerOf, type Motion, type OtherSpec, recordedOf } from "./records.ts";

/** A trace made from a seed: plausible motion, now and then a crash, a rule broken, a jolt. */
export interface RandomTrace {
  readonly header: TraceHeader;
  readonly frames: readonly Frame[];
}

/** Numbers in [0, 1) from a seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ROADS: readonly RoadNetwork[] = [
  { source: "none", lanes: [] },
  marked(parametricRoad({ lanes: 2, oncomingLanes: 1, laneWidthM: 3.5, lengthM: 400, speedLimitMps: 14 })),
  parametricRoad({ lanes: 2, oncomingLanes: 1, laneWidthM: 3.5, lengthM: 400, curvaturePerM: 1 / 150, speedLimitMps: 14 }),
];

/** A solid line between the own lanes as seen from the left one, and on both sides of the middle. */
function marked(road: RoadNetwork): RoadNetwork {
  const sides: readonly Pick<Lane, "solidLeftSM" | "solidRightSM">[] = [
    { solidLeftSM: [0, 400], solidRightSM: [0, 400] },
    { solidLeftSM: [] },
    { solidLeftSM: [0, 400] },
  ];
  return { ...road, lanes: road.lanes.map((lane, i) => ({ ...lane, ...sides[i] })) };
}

export function randomTrace(seed: number, ticks = 40): RandomTrace {
  const random = randomOf(seed);
  const between = (low: number, high: number): number => low + (high - low) * random();
  const road = ROADS[Math.floor(3 * random())] as RoadNetwork;
  const route = road.lanes.length > 0 ? routeAlong(road, 0, 400).line : null;
  const others = Array.from({ length: Math.floor(5 * random()) }, (_, i): OtherSpec => {
    const cls = ACTOR_CLASSES[Math.floor(random() * ACTOR_CLASSES.length)] as ActorClass;
    return { name: `user${i}`, cls, motion: random() < 0.5 ? "replayed" : "reactive", lengthM: between(0.5, 8), widthM: between(0.5, 2.5) };
  });
  const v = between(0, 20);
  const ego = walk(random, 60, -1.75, v, ticks);
  const near = (): Motion[] => walk(random, 60 + between(-30, 40), between(-7, 3), v * between(0, 1.5), ticks);
  const tracks = others.map(near);
  const goal = route !== null && random() < 0.3 ? { sM: between(70, 160), pose: { xM: 0, yM: 0, yawRad: 0 } } : null;
  const recorded = random() < 0.5 ? recordedOf(walk(random, 60, -1.75, between(0, 20), ticks)) : null;
  const bare = headerOf(others, { road, route, goal, recorded, speedLimitMps: random() < 0.5 ? 12 : null });
  const driven = ego.map(
    (motion, k): Frame => ({
      ego: motion,
      others: tracks.map((track, i) => ((k + i) % 23 === 22 ? null : (track[k] as Motion))),
      commanded: k > 2,
      clamped: random() < 0.1,
    }),
  );
  const header = { ...bare, ...stopsOn(road, between(64, 80), between(64, 80)) };
  const greenFrom = Math.floor(2 * ticks * random());
  const frames = driven.map((frame, k): Frame => ({ ...frame, signals: road.lanes.length === 0 ? [] : [k < greenFrom ? "red" : "green"] }));
  return { header, frames };
}

/** A traffic light over the own lanes and a stop sign on the right one. */
function stopsOn(road: RoadNetwork, lightSM: number, signSM: number): Pick<TraceHeader, "signals" | "stopLines"> {
  const [left, right] = road.lanes;
  if (left === undefined || right === undefined) return { signals: [], stopLines: [] };
  const stopLines = [
    stopLineAcross(left, 0, lightSM, "light", 0),
    stopLineAcross(right, 1, lightSM, "light", 0),
    stopLineAcross(left, 0, signSM, "sign", -1),
  ];
  return { signals: [{ id: "light" }], stopLines };
}

/** A wandering drive in steps of 0.1 s, every quantity a smooth random walk. */
function walk(random: () => number, x0: number, y0: number, v0: number, ticks: number): Motion[] {
  const motions: Motion[] = [];
  const swing = (): number => 2 * random() - 1;
  let [x, y, yaw, v, aLon, yawRate] = [x0, y0, 0.1 * swing(), v0, 2 * swing(), 0.1 * swing()];
  for (let k = 0; k < ticks; k++) {
    motions.push({ x, y, yaw, v, aLon, aLat: v * yawRate, yawRate, vLat: 0.1 * swing(), roadWheel: 2 * yawRate });
    x += 0.1 * v * Math.cos(yaw);
    y += 0.1 * v * Math.sin(yaw);
    yaw += 0.1 * yawRate;
    v += 0.1 * aLon;
    aLon = 0.9 * aLon + 1.5 * swing();
    yawRate = 0.9 * yawRate + 0.1 * swing();
  }
  return motions;
}

/** A rigid motion of the plane, with a reflection y -> -y before it where `mirrors`. */
export interface Move {
  readonly xM: number;
  readonly yM: number;
  readonly yawRad: number;
  readonly mirrors: boolean;
}

/** The same trace elsewhere, or as seen in a mirror. */
export function movedTrace({ header, frames }: RandomTrace, move: Move): RandomTrace {
  return {
    header: {
      ...header,
      road: movedRoad(header.road, move),
      route: header.route === null ? null : movedLine(header.route, move),
      recorded: header.recorded === null ? null : movedPath(header.recorded, move),
      stopLines: (header.stopLines ?? []).map((line) => movedStop(line, move)),
    },
    frames: frames.map((f) => ({
      ...f,
      ego: movedMotion(f.ego, move),
      others: (f.others ?? []).map((m) => (m === null ? null : movedMotion(m, move))),
    })),
  };
}

function movedPoint(x: number, y: number, { xM, yM, yawRad, mirrors }: Move): [number, number] {
  const side = mirrors ? -y : y;
  if (yawRad === 0) return [x + xM, side + yM];
  const c = Math.cos(yawRad);
  const s = Math.sin(yawRad);
  return [xM + c * x - s * side, yM + s * x + c * side];
}

function movedMotion(m: Motion, move: Move): Motion {
  const sign = move.mirrors ? -1 : 1;
  const [x, y] = movedPoint(m.x, m.y ?? 0, move);
  const lateral = {
    vLat: sign * (m.vLat ?? 0),
    aLat: sign * (m.aLat ?? 0),
    yawRate: sign * (m.yawRate ?? 0),
    roadWheel: sign * (m.roadWheel ?? 0),
  };
  return { ...m, x, y, yaw: sign * (m.yaw ?? 0) + move.yawRad, ...lateral };
}

function movedPath(path: RecordedPath, move: Move): RecordedPath {
  const points = Array.from(path.xM, (x, i) => movedPoint(x, path.yM[i] as number, move));
  const sign = move.mirrors ? -1 : 1;
  return {
    ...path,
    xM: Float64Array.from(points, (p) => p[0]),
    yM: Float64Array.from(points, (p) => p[1]),
    yawRad: path.yawRad.map((yaw) => sign * yaw + move.yawRad),
  };
}

function movedLine(line: RoadLine, move: Move): RoadLine {
  const points = Array.from(line.xM, (x, i) => movedPoint(x, line.yM[i] as number, move));
  return { xM: Float64Array.from(points, (p) => p[0]), yM: Float64Array.from(points, (p) => p[1]), sM: line.sM };
}

function movedStop(line: StopLine, move: Move): StopLine {
  const [leftXM, leftYM] = movedPoint(line.leftXM, line.leftYM, move);
  const [rightXM, rightYM] = movedPoint(line.rightXM, line.rightYM, move);
  if (!move.mirrors) return { ...line, leftXM, leftYM, rightXM, rightYM };
  return { ...line, leftXM: rightXM, leftYM: rightYM, rightXM: leftXM, rightYM: leftYM };
}

function movedRoad(road: RoadNetwork, move: Move): RoadNetwork {
  const lanes = road.lanes.map((lane): Lane => {
    const moved = {
      ...lane,
      centre: movedLine(lane.centre, move),
      left: movedLine(lane.left, move),
      right: movedLine(lane.right, move),
    };
    if (!move.mirrors) return moved;
    const { solidLeftSM, solidRightSM, ...unmarked } = moved;
    return {
      ...unmarked,
      left: moved.right,
      right: moved.left,
      leftLane: lane.rightLane,
      rightLane: lane.leftLane,
      ...(solidRightSM === undefined ? {} : { solidLeftSM: solidRightSM }),
      ...(solidLeftSM === undefined ? {} : { solidRightSM: solidLeftSM }),
    };
  });
  return { ...road, lanes };
}
