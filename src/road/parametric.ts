import { InputError } from "../core/errors.ts";
import type { Pose } from "../core/frames.ts";
import { cos, sin } from "../core/dmath.ts";
import { reversedLine, roadLineOf } from "./line.ts";
import type { Lane, RoadLine, RoadNetwork } from "./network.ts";

/** A straight or circular road for right-hand traffic, after OpenDRIVE: the reference line runs between oncoming and own lanes. */
export interface ParametricRoad {
  /** Lanes that drive along s, at least 1: ids "-1" next to the reference line to "-n" at the right edge. */
  readonly lanes: number;
  /** Lanes that drive against s: ids "1" next to the reference line to "m" at the left edge. */
  readonly oncomingLanes?: number;
  readonly laneWidthM: number;
  /** Of the reference line. */
  readonly lengthM: number;
  /** Positive bends to the left; 0 is straight. */
  readonly curvaturePerM?: number;
  readonly speedLimitMps: number | null;
  /** Of the reference line at s = 0; the origin along x where absent. */
  readonly startPose?: Pose;
}

/** Chords of an arc stay this near to it. A tenth of a lane marking's width would be seen; a millimetre is below all noise. */
const MAX_CHORD_ERROR_M = 5e-4;
/** 1000 km and 1/0.1 m: beyond these a length or curvature is a slip of the pen. */
const MAX_LENGTH_M = 1e6;
const MAX_CURVATURE_PER_M = 10;
const MAX_LANES = 32;
const MAX_POINTS_PER_LINE = 1_000_000;

/**
 * The network of a parametric road; lanes in the order "-1" ... "-n", "1" ... "m". All lines of a lane run in its driving direction, and
 * neighbours are linked, across the reference line too (`sameDirection: false`).
 * Throws RDV_ROAD_GEOMETRY, before anything is sampled, where a number is impossible or the arc turns tighter than the road is wide.
 */
export function parametricRoad(road: ParametricRoad): RoadNetwork {
  const { lanes: own, oncomingLanes: oncoming = 0, laneWidthM, lengthM, curvaturePerM = 0, speedLimitMps } = road;
  check(road);
  const start = road.startPose ?? { xM: 0, yM: 0, yawRad: 0 };
  const line = (tM: number): RoadLine => offsetLine(start, curvaturePerM, lengthM, tM, Math.max(own, oncoming) * laneWidthM);
  const lanes: Lane[] = [];
  const ownIndex = (id: number): number => id - 1;
  const oncomingIndex = (id: number): number => own + id - 1;
  const common = { type: "driving", successors: [], predecessors: [], speedLimitMps, inJunction: false } as const;
  for (let id = 1; id <= own; id++) {
    const lane: Lane = {
      ...common,
      id: String(-id),
      centre: line((0.5 - id) * laneWidthM),
      left: line((1 - id) * laneWidthM),
      right: line(-id * laneWidthM),
      leftLane: innerNeighbour(id, ownIndex, oncoming, oncomingIndex(1)),
      rightLane: id < own ? { lane: ownIndex(id + 1), sameDirection: true } : null,
    };
    lanes.push(lane);
  }
  for (let id = 1; id <= oncoming; id++) {
    const lane: Lane = {
      ...common,
      id: String(id),
      centre: reversedLine(line((id - 0.5) * laneWidthM)),
      left: reversedLine(line((id - 1) * laneWidthM)),
      right: reversedLine(line(id * laneWidthM)),
      leftLane: innerNeighbour(id, oncomingIndex, own, ownIndex(1)),
      rightLane: id < oncoming ? { lane: oncomingIndex(id + 1), sameDirection: true } : null,
    };
    lanes.push(lane);
  }
  return { source: "parametric", lanes };
}

/** The neighbour towards the reference line: the next lane in, or the first one across the line where there is any. */
function innerNeighbour(id: number, index: (id: number) => number, acrossCount: number, across: number): Lane["leftLane"] {
  if (id > 1) return { lane: index(id - 1), sameDirection: true };
  return acrossCount > 0 ? { lane: across, sameDirection: false } : null;
}

/**
 * The line at t beside the reference line. A straight has two points. On an arc of radius R = 1/k the chord over the angle d lies
 * R d^2 / 8 inside it, so that all lines take the angle their outermost one needs, and points of one index face each other.
 */
function offsetLine(start: Pose, k: number, lengthM: number, tM: number, widestM: number): RoadLine {
  const steps = k === 0 ? 1 : stepsOf(k, lengthM, widestM);
  const xM = new Float64Array(steps + 1);
  const yM = new Float64Array(steps + 1);
  for (let i = 0; i <= steps; i++) {
    const s = (lengthM * i) / steps;
    const half = (k * s) / 2;
    const yaw = start.yawRad + 2 * half;
    // The chord from s = 0 has length s sin(h)/h and direction yaw0 + h; then t along the left normal (-sin, cos).
    const chord = half === 0 ? s : (s * sin(half)) / half;
    xM[i] = start.xM + chord * cos(start.yawRad + half) - tM * sin(yaw);
    yM[i] = start.yM + chord * sin(start.yawRad + half) + tM * cos(yaw);
  }
  const line = roadLineOf(xM, yM);
  if (line === null) throw wrong("lengthM", "a road of some length", `${lengthM} m`);
  return line;
}

function stepsOf(k: number, lengthM: number, widestM: number): number {
  const radiusM = 1 / Math.abs(k) + widestM;
  const stepRad = Math.sqrt((8 * MAX_CHORD_ERROR_M) / radiusM);
  return Math.max(1, Math.ceil((Math.abs(k) * lengthM) / stepRad));
}

function check(r: ParametricRoad): void {
  const { lanes, oncomingLanes = 0, laneWidthM, lengthM, curvaturePerM = 0, speedLimitMps } = r;
  if (!Number.isInteger(lanes) || lanes < 1 || lanes > MAX_LANES) throw wrong("lanes", `1 to ${MAX_LANES} lanes`, `${lanes}`);
  if (!Number.isInteger(oncomingLanes) || oncomingLanes < 0 || oncomingLanes > MAX_LANES) {
    throw wrong("oncomingLanes", `0 to ${MAX_LANES} lanes`, `${oncomingLanes}`);
  }
  if (!(laneWidthM >= 0.5 && laneWidthM <= 50)) throw wrong("laneWidthM", "0.5 to 50 m", `${laneWidthM}`);
  if (!(lengthM >= 0.1 && lengthM <= MAX_LENGTH_M)) throw wrong("lengthM", `0.1 to ${MAX_LENGTH_M} m`, `${lengthM}`);
  if (!(Math.abs(curvaturePerM) <= MAX_CURVATURE_PER_M))
    throw wrong("curvaturePerM", `at most ${MAX_CURVATURE_PER_M} /m`, `${curvaturePerM}`);
  if (speedLimitMps !== null && !(speedLimitMps > 0 && speedLimitMps < 1000))
    throw wrong("speedLimitMps", "above 0 m/s", `${speedLimitMps}`);
  // The side towards the centre of the arc must not reach it.
  const insideM = (curvaturePerM > 0 ? oncomingLanes : lanes) * laneWidthM;
  const turns = Math.abs(curvaturePerM) * lengthM;
  if (Math.abs(curvaturePerM) * insideM > 0.95)
    throw wrong("curvaturePerM", `a radius above ${insideM / 0.95} m`, `${1 / Math.abs(curvaturePerM)} m`);
  if (turns > 2 * Math.PI) throw wrong("lengthM", "at most one full circle", `${turns / (2 * Math.PI)} circles`);
  const widestM = Math.max(lanes, oncomingLanes) * laneWidthM;
  if (curvaturePerM !== 0 && stepsOf(curvaturePerM, lengthM, widestM) > MAX_POINTS_PER_LINE) {
    throw wrong("lengthM", "a shorter or straighter road", `more than ${MAX_POINTS_PER_LINE} points`);
  }
}

function wrong(path: string, expected: string, found: string) {
  return new InputError([
    { code: "RDV_ROAD_GEOMETRY", severity: "error", file: "road", line: 0, column: 0, path, expected, found, hint: "" },
  ]);
}
