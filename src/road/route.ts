import { turnRad } from "../core/angle.ts";
import { atan2 } from "../core/dmath.ts";
import { lastAtOrBefore, linearAt } from "../core/interp.ts";
import { lengthOfM, roadLineOf } from "./line.ts";
import type { Lane, RoadLine, RoadNetwork } from "./network.ts";

/** Lanes one after another, and their centre lines as one line. */
export interface Route {
  readonly line: RoadLine;
  readonly lanes: readonly number[];
  /** s on the route at which each lane begins. */
  readonly startSM: Float64Array;
}

/**
 * The route from the start of a lane straight on: from each lane to the successor that turns least from this lane's end to its own end,
 * the lower index where two turn alike. It ends where there is no successor, where it would enter a lane again, or once it is at least
 * `lengthM` long. `fromLane` must be an index of the network.
 */
export function routeAlong(network: RoadNetwork, fromLane: number, lengthM: number): Route {
  const lanes = [fromLane];
  for (let done = lengthOfM(network.lanes[fromLane]!.centre); done < lengthM; ) {
    const next = straightestSuccessor(network, lanes.at(-1)!);
    if (next < 0 || lanes.includes(next)) break;
    lanes.push(next);
    done += lengthOfM(network.lanes[next]!.centre);
  }
  return routeThrough(network, lanes)!; // each is the successor of the one before it
}

/**
 * The route through the given lanes, which must be indices of the network. From one lane to its successor the line goes on; to a
 * neighbour in the same direction it crosses over, in a straight piece, between 40 % and 60 % of the lane's length.
 * Null where a lane is neither, or where there are no lanes.
 */
export function routeThrough(network: RoadNetwork, lanes: readonly number[]): Route | null {
  const xM: number[] = [];
  const yM: number[] = [];
  const startPoint: number[] = [];
  for (let i = 0; i < lanes.length; i++) {
    const lane = network.lanes[lanes[i]!]!;
    const entry = i === 0 ? "along" : linkOf(network, lanes[i - 1]!, lanes[i]!);
    const exit = i + 1 === lanes.length ? "along" : linkOf(network, lanes[i]!, lanes[i + 1]!);
    if (entry === "none" || exit === "none") return null;
    startPoint.push(xM.length);
    appendPart(lane.centre, entry === "beside" ? CROSS_TO : 0, exit === "beside" ? CROSS_FROM : 1, xM, yM);
  }
  const line = roadLineOf(xM, yM);
  if (line === null) return null;
  const sM = arcLengths(xM, yM);
  return { line, lanes, startSM: Float64Array.from(startPoint, (first) => sM[first] ?? 0) };
}

/** Shares of a lane's length between which a route crosses to the lane beside it. */
const CROSS_FROM = 0.4;
const CROSS_TO = 0.6;

function linkOf(network: RoadNetwork, from: number, to: number): "along" | "beside" | "none" {
  const lane = network.lanes[from]!;
  if (lane.successors.includes(to)) return "along";
  const isBeside = [lane.leftLane, lane.rightLane].some((side) => side?.lane === to && side.sameDirection);
  return isBeside ? "beside" : "none";
}

/** Adds the points of the line from one share of its length to another; none where the part is empty. */
function appendPart(line: RoadLine, fromShare: number, toShare: number, xM: number[], yM: number[]): void {
  if (fromShare >= toShare) return;
  const fromM = fromShare * lengthOfM(line);
  const toM = toShare * lengthOfM(line);
  const add = (s: number): void => {
    const i = lastAtOrBefore(line.sM, s, 0);
    xM.push(linearAt(line.sM, line.xM, i, s));
    yM.push(linearAt(line.sM, line.yM, i, s));
  };
  add(fromM);
  for (const s of line.sM) {
    if (s > fromM && s < toM) add(s);
  }
  add(toM);
}

function arcLengths(xM: readonly number[], yM: readonly number[]): Float64Array {
  const sM = new Float64Array(xM.length);
  for (let i = 1; i < xM.length; i++) {
    const dx = xM[i]! - xM[i - 1]!;
    const dy = yM[i]! - yM[i - 1]!;
    sM[i] = sM[i - 1]! + Math.sqrt(dx * dx + dy * dy);
  }
  return sM;
}

function straightestSuccessor(network: RoadNetwork, from: number): number {
  const lane = network.lanes[from]!;
  const endYawRad = endYaw(lane);
  let best = -1;
  let leastRad = Infinity;
  for (const next of lane.successors.toSorted((a, b) => a - b)) {
    const turn = Math.abs(turnRad(endYawRad, endYaw(network.lanes[next]!)));
    if (turn >= leastRad) continue;
    best = next;
    leastRad = turn;
  }
  return best;
}

/** Yaw of the centre line's last segment. */
function endYaw(lane: Lane): number {
  const { xM, yM } = lane.centre;
  const last = xM.length - 1;
  return atan2(yM[last]! - yM[last - 1]!, xM[last]! - xM[last - 1]!);
}
