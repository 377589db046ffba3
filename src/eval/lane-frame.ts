import { wrapRad } from "../core/angle.ts";
import { cos, sin } from "../core/dmath.ts";
import { type LineProjection, type Polyline, polylineOf } from "../core/polyline.ts";
import type { RoadNetwork } from "../road/network.ts";
import { routeAlong, routeThrough } from "../road/route.ts";
import type { TickRecord, TraceHeader } from "../trace/tick.ts";
import { ANYWHERE, followLine } from "./follow.ts";
import { type HalfExtent, setHalfExtent, type TickGeometry } from "./geometry.ts";
import { type LaneScene, updateLanes } from "./lanes.ts";

/**
 * Places and velocities along and across the subject's lane: the lane under its box centre with the lanes before and after it, straight
 * on at forks. Off every lane the last one goes on to count. Without lanes it is the ego's route, and without that the heading.
 * Velocities are those in W, projected on the line's direction at each one's own place.
 */
export interface LaneFrame {
  readonly lanes: LaneScene;
  readonly route: Polyline | null;
  /** By lane, made when first driven on. */
  readonly lines: Map<number, Polyline>;
  /** By slot: the segment it was last seen at, the tick of that, and the segment it was looked for from then. */
  readonly hints: Int32Array;
  readonly hintTicks: Int32Array;
  readonly starts: Int32Array;
  readonly place: LineProjection;
  tick: number;
  /** null: along the heading. */
  line: Polyline | null;
  /** Where the subject is. */
  readonly own: FramePlace;
}

/** One road user in the frame; its half extent is that along and across the line. */
export interface FramePlace extends HalfExtent {
  /** Of the box centre, t to the left. */
  sM: number;
  tM: number;
  /** Velocity of the box centre along and across, the latter positive to the left. */
  alongMps: number;
  leftMps: number;
  /** Of the angle from the line to the heading. */
  cosHeading: number;
}

/** So near to a corner of the line its direction turns; ours, half the longest step at which bends are drawn. */
const CORNER_M = 2.5;
/** Lanes are looked for so far ahead and behind. */
const REACH_M = 300;

/** @param ownRoute the subject's, where it has one. */
export function newLaneFrame(header: TraceHeader, ownRoute: Polyline | null, lanes: LaneScene): LaneFrame {
  const route = lanes.lookup.hasDriving ? null : ownRoute;
  return {
    lanes,
    route,
    lines: new Map(),
    hints: new Int32Array(header.actors.length),
    hintTicks: new Int32Array(header.actors.length).fill(-2),
    starts: new Int32Array(header.actors.length),
    place: { sM: 0, tM: 0, distanceM: 0, segment: 0 },
    tick: -1,
    line: route,
    own: newFramePlace(),
  };
}

export function newFramePlace(): FramePlace {
  return { sM: 0, tM: 0, halfSM: 0, halfTM: 0, alongMps: 0, leftMps: 0, cosHeading: 1 };
}

/** Turns to the tick that `g` describes; once a tick, however often it is called. */
export function updateLaneFrame(frame: LaneFrame, g: TickGeometry, now: TickRecord): void {
  if (frame.tick === g.tick) return;
  frame.tick = g.tick;
  if (frame.route === null) {
    updateLanes(frame.lanes, g);
    const { lane } = frame.lanes;
    if (lane >= 0) turnTo(frame, frame.lines.get(lane) ?? newLine(frame, lane));
  }
  placeInFrame(frame, g, now, g.subjectIndex, frame.own);
}

function turnTo(frame: LaneFrame, line: Polyline): void {
  if (frame.line === line) return;
  frame.line = line;
  frame.hintTicks.fill(-2);
}

function newLine(frame: LaneFrame, lane: number): Polyline {
  const line = lineThrough(frame.lanes.lookup.network, lane);
  frame.lines.set(lane, line);
  return line;
}

/** The centre lines of a lane and those before and after it, as one. */
function lineThrough(network: RoadNetwork, lane: number): Polyline {
  const chain = routeAlong(network, lane, REACH_M).lanes.slice();
  let behindM = 0;
  while (behindM < REACH_M) {
    const before = network.lanes[chain[0] as number]?.predecessors[0];
    if (before === undefined || chain.includes(before)) break;
    chain.unshift(before);
    const { sM } = (network.lanes[before] as RoadNetwork["lanes"][number]).centre;
    behindM += sM[sM.length - 1] as number;
  }
  const { centre } = network.lanes[lane] as RoadNetwork["lanes"][number];
  const line = routeThrough(network, chain)?.line ?? centre;
  return polylineOf(line.xM, line.yM);
}

/** Writes where a slot is; the same, however often it is called in a tick. */
export function placeInFrame(frame: LaneFrame, g: TickGeometry, now: TickRecord, slot: number, out: FramePlace): void {
  const a = now.actors;
  const x = a.xM[slot] as number;
  const y = a.yM[slot] as number;
  const { line, place, hints, hintTicks, starts } = frame;
  let c = g.cosYaw;
  let s = g.sinYaw;
  if (line === null) {
    const dx = x - g.box.xM;
    const dy = y - g.box.yM;
    out.sM = dx * c + dy * s;
    out.tM = dy * c - dx * s;
  } else {
    if (hintTicks[slot] !== g.tick) starts[slot] = hintTicks[slot] === g.tick - 1 ? (hints[slot] as number) : ANYWHERE;
    followLine(line, x, y, starts[slot] as number, place);
    hints[slot] = place.segment;
    hintTicks[slot] = g.tick;
    const yawRad = directionRad(line, place.sM, place.segment);
    c = cos(yawRad);
    s = sin(yawRad);
    out.sM = place.sM;
    out.tM = place.tM;
  }
  setHalfExtent(out, a.cosYaw[slot] as number, a.sinYaw[slot] as number, a.lengthM[slot] as number, a.widthM[slot] as number, c, s);
  const vx = a.vxMps[slot] as number;
  const vy = a.vyMps[slot] as number;
  out.alongMps = vx * c + vy * s;
  out.leftMps = vy * c - vx * s;
  out.cosHeading = (a.cosYaw[slot] as number) * c + (a.sinYaw[slot] as number) * s;
}

/**
 * Direction of the line at s, without steps: on a bend drawn by short segments it turns evenly, on a long straight one only near its ends.
 */
function directionRad(line: Polyline, sM: number, segment: number): number {
  const yaw = line.yawRad[segment] as number;
  const from = line.sM[segment] as number;
  const to = line.sM[segment + 1] as number;
  const reach = Math.min(CORNER_M, 0.5 * (to - from));
  const before = line.yawRad[segment - 1];
  if (before !== undefined && sM < from + reach) return yaw - 0.5 * wrapRad(yaw - before) * (1 - Math.max(0, sM - from) / reach);
  const after = line.yawRad[segment + 1];
  if (after !== undefined && sM > to - reach) return yaw + 0.5 * wrapRad(after - yaw) * (1 - Math.max(0, to - sM) / reach);
  return yaw;
}
