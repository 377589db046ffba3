/**
 * Shapes of trajectories as curves by arc length (ASAM OpenSCENARIO XML 1.3, 6.9 and Trajectory): polyline, clothoid, clothoid spline, NURBS.
 * The arc length is that of the plane: z, pitch and roll ride on it. Straight lines, arcs and clothoids are one kind of piece.
 */
import { wrapRad } from "../../core/angle.ts";
import { atan2, cos, sin } from "../../core/dmath.ts";
import { type Spiral, spiralOf, spiralPoint } from "../../road/opendrive/spiral.ts";
import { type NurbsCurve, nurbsArcM, nurbsLengthM, nurbsOf, nurbsParameter, nurbsPeak, nurbsPeakStep, nurbsPoint } from "./nurbs.ts";
import { refusal } from "./refusal.ts";
import type { PositionSpec, ShapeSpec, TrajectorySpec } from "./spec.ts";
import { trajectoryFaults } from "./trajectory-faults.ts";

/** A pose in W; z NaN where nothing says it. */
export interface Pose6 {
  readonly xM: number;
  readonly yM: number;
  readonly zM: number;
  readonly hRad: number;
  readonly pRad: number;
  readonly rRad: number;
}

/** A stretch of linearly changing curvature. */
export interface Piece {
  readonly startM: number;
  readonly lengthM: number;
  readonly xM: number;
  readonly yM: number;
  readonly hRad: number;
  readonly cosH: number;
  readonly sinH: number;
  readonly spiral: Spiral;
}

/** Plain data: it is part of the state of a running action, since positions in it may be relative to where entities are at its start. */
export interface Trajectory {
  readonly lengthM: number;
  readonly isClosed: boolean;
  /** Empty for a NURBS. */
  readonly pieces: readonly Piece[];
  readonly nurbs: NurbsCurve | null;
  readonly marks: Marks;
}

/** Where the file states something: vertices, ends of segments, control points; in the order of s. */
export interface Marks {
  readonly count: number;
  readonly sM: Float64Array;
  /** Parameter of a NURBS; the arc length elsewhere. Between two marks time goes evenly with it. */
  readonly slot: Float64Array;
  /** NaN throughout where the trajectory has no times. */
  readonly atSec: Float64Array;
  /** Of vertices; empty for other shapes, which head along their tangent. A heading not stated is that of the segment that begins here. */
  readonly hRad: Float64Array;
  /** 1 where the file states the heading. */
  readonly isHeadingGiven: Uint8Array;
  /** NaN: as the road lies. */
  readonly zM: Float64Array;
  readonly pRad: Float64Array;
  readonly rRad: Float64Array;
  /** Per vertex: z between it and the next is stated, not the road's. */
  readonly isZGiven: Uint8Array;
}

/** How a trajectory is laid: `place` resolves a position now; `own` is the pose of the entity that is to follow it. */
export interface Laying {
  readonly place: (spec: PositionSpec) => Pose6;
  readonly own: Pose6;
  /** Times of control points hold at even steps of the curve's parameter, as in players that are timed by ticks; else where they weigh most. */
  readonly isStepped: boolean;
}

/** The curve of a trajectory. Throws an InputError where it has faults (`trajectoryFaults`). */
export function trajectoryOf(spec: TrajectorySpec, laying: Laying): Trajectory {
  const { shape, isClosed } = spec;
  const fault = trajectoryFaults(spec)[0];
  if (fault !== undefined) throw refusal(`Trajectory ${spec.name}`, fault.expected, fault.found, "", "RDV_SCENARIO_RANGE");
  if (shape.kind === "polyline") return polylineOf(shape, isClosed, laying);
  const open = shape.kind === "nurbs" ? nurbsTrajectory(shape, laying) : clothoidsOf(shape, laying);
  // Nothing says how a curve that ends elsewhere would come back to its start.
  return { ...open, isClosed: isClosed && isMeeting(open) };
}

function isMeeting(curve: Trajectory): boolean {
  curvePoint(curve, 0, END);
  const { xM, yM } = END;
  curvePoint(curve, curve.lengthM, END);
  return Math.abs(END.xM - xM) <= MEETING_M && Math.abs(END.yM - yM) <= MEETING_M;
}

/** So near to one another the ends of a curve are one place. */
const MEETING_M = 0.01;

// ---- polylines ----

type PolylineSpec = Extract<ShapeSpec, { kind: "polyline" }>;

interface Vertex {
  readonly pose: Pose6;
  readonly given: Given;
  readonly atSec: number;
}

function polylineOf(shape: PolylineSpec, isClosed: boolean, laying: Laying): Trajectory {
  const vertices: Vertex[] = shape.vertices.map(({ timeSec, position }) => ({
    pose: laying.place(position),
    given: givenIn(position),
    atSec: timeSec ?? Number.NaN,
  }));
  const first = vertices[0]!;
  const last = vertices[vertices.length - 1]!;
  const backM = isClosed ? gapM(last.pose, first.pose) : 0;
  const backSec = backM > 0 ? returnSec(vertices, backM) : 0;
  const goesRound = isClosed && backSec !== Number.POSITIVE_INFINITY;
  if (goesRound && backM > 0) vertices.push({ ...first, atSec: last.atSec + backSec });
  const marks = emptyMarks(vertices.length, vertices.length);
  const pieces: Piece[] = [];
  let sM = 0;
  let hRad = headingFrom(vertices, 0);
  for (let i = 0; i < vertices.length; i++) {
    const { pose, atSec } = vertices[i]!;
    const next = vertices[i + 1];
    const lengthM = next === undefined ? 0 : gapM(pose, next.pose);
    if (lengthM > 0) {
      hRad = atan2(next!.pose.yM - pose.yM, next!.pose.xM - pose.xM);
      pieces.push(pieceFrom(pose, hRad, sM, spiralOf(0, 0, lengthM), lengthM));
    }
    marks.sM[i] = sM;
    marks.atSec[i] = atSec;
    markOrientation(marks, i, vertices, lengthM, hRad);
    sM += lengthM;
  }
  if (pieces.length === 0) pieces.push(pieceFrom(first.pose, hRad, 0, spiralOf(0, 0, 0), 0));
  marks.slot.set(marks.sM);
  return { lengthM: sM, isClosed: goesRound, pieces, nurbs: null, marks };
}

/**
 * Time of the way back to the start, which has none of its own: it is driven as fast as the last stretch. NaN without times; infinite where it stood
 * there: then nothing says when it would come back, and the trajectory ends at its last vertex.
 */
function returnSec(vertices: readonly Vertex[], backM: number): number {
  const before = vertices[vertices.length - 2];
  const last = vertices[vertices.length - 1]!;
  if (before === undefined) return Number.POSITIVE_INFINITY;
  return (backM * (last.atSec - before.atSec)) / gapM(before.pose, last.pose);
}

function pieceFrom({ xM, yM }: Pose6, hRad: number, startM: number, spiral: Spiral, lengthM: number): Piece {
  return { startM, lengthM, xM, yM, hRad, cosH: cos(hRad), sinH: sin(hRad), spiral };
}

/** Heading of the first segment with a length from vertex `i` on; of the vertex itself where there is none. */
function headingFrom(vertices: readonly Vertex[], i: number): number {
  for (let j = i; j + 1 < vertices.length; j++) {
    const a = vertices[j]!.pose;
    const b = vertices[j + 1]!.pose;
    if (gapM(a, b) > 0) return atan2(b.yM - a.yM, b.xM - a.xM);
  }
  return vertices[i]!.pose.hRad;
}

function markOrientation(marks: Marks, i: number, vertices: readonly Vertex[], lengthM: number, segmentRad: number): void {
  const { pose, given } = vertices[i]!;
  const next = vertices[i + 1];
  marks.hRad[i] = given.h ? pose.hRad : segmentRad;
  marks.isHeadingGiven[i] = given.h ? 1 : 0;
  const isRaised = given.z || (next?.given.z ?? false);
  marks.isZGiven[i] = isRaised && next !== undefined ? 1 : 0;
  marks.zM[i] = Number.isNaN(pose.zM) ? 0 : pose.zM;
  const riseM = next === undefined || Number.isNaN(next.pose.zM) ? 0 : next.pose.zM - marks.zM[i]!;
  const slopeRad = isRaised && lengthM > 0 ? -atan2(riseM, lengthM) : Number.NaN;
  marks.pRad[i] = given.p ? pose.pRad : slopeRad;
  marks.rRad[i] = given.r ? pose.rRad : Number.NaN;
}

interface Given {
  readonly z: boolean;
  readonly h: boolean;
  readonly p: boolean;
  readonly r: boolean;
}

/** What a position says beyond a place on the ground. */
function givenIn(spec: PositionSpec): Given {
  if (spec.kind === "world") return { z: spec.zM !== null, h: spec.hRad !== null, p: spec.pRad !== null, r: spec.rRad !== null };
  const isTurned = spec.orientation !== null;
  const isRelative = spec.kind === "relative-world" || spec.kind === "relative-object";
  const z = (isRelative && spec.dzM !== 0) || (spec.kind === "geo" && spec.altitudeM !== null);
  return { z, h: isTurned, p: isTurned && spec.orientation.pRad !== 0, r: isTurned && spec.orientation.rRad !== 0 };
}

function gapM(a: Pose6, b: Pose6): number {
  const dx = b.xM - a.xM;
  const dy = b.yM - a.yM;
  return Math.sqrt(dx * dx + dy * dy);
}

// ---- clothoids ----

type ClothoidSpec = Extract<ShapeSpec, { kind: "clothoid" | "clothoid-spline" }>;

function clothoidsOf(shape: ClothoidSpec, laying: Laying): Trajectory {
  const segments = segmentsOf(shape);
  const marks = emptyMarks(segments.length + 1, 0);
  const pieces: Piece[] = [];
  let at: Pose6 = laying.own;
  let sM = 0;
  segments.forEach((segment, i) => {
    if (segment.position !== null) at = laying.place(segment.position);
    const hRad = at.hRad + segment.hOffsetRad;
    const { lengthM } = segment;
    const piece = pieceFrom(at, hRad, sM, spiralOf(segment.startPerM, segment.endPerM, lengthM), lengthM);
    if (lengthM > 0) pieces.push(piece);
    marks.sM[i] = sM;
    marks.atSec[i] = segment.startSec ?? Number.NaN;
    pieceAt(piece, sM + lengthM, END);
    at = { ...at, xM: END.xM, yM: END.yM, hRad: END.tangentRad };
    sM += lengthM;
  });
  marks.sM[segments.length] = sM;
  marks.atSec[segments.length] = (shape.kind === "clothoid" ? shape.stopSec : shape.endSec) ?? Number.NaN;
  marks.slot.set(marks.sM);
  return { lengthM: sM, isClosed: false, pieces, nurbs: null, marks };
}

interface ClothoidSegment {
  readonly position: PositionSpec | null;
  readonly startPerM: number;
  readonly endPerM: number;
  readonly lengthM: number;
  readonly hOffsetRad: number;
  readonly startSec: number | null;
}

function segmentsOf(shape: ClothoidSpec): ClothoidSegment[] {
  if (shape.kind === "clothoid") {
    const { position, curvaturePerM: startPerM, lengthM, startSec } = shape;
    const endPerM = startPerM + shape.curvaturePrimePerM2 * lengthM;
    return [{ position, startPerM, endPerM, lengthM, hOffsetRad: 0, startSec }];
  }
  return shape.segments.map((segment) => ({ ...segment, startPerM: segment.curvatureStartPerM, endPerM: segment.curvatureEndPerM }));
}

// ---- NURBS ----

type NurbsSpec = Extract<ShapeSpec, { kind: "nurbs" }>;

/**
 * The time of a control point holds where it weighs most on the curve (`nurbsPeak`), or at the last step before that, of as many even steps of the
 * parameter as the control points' polygon has metres, and one more: the standard leaves this open (docs/decisions/0017-open-readings.md).
 */
function nurbsTrajectory(shape: NurbsSpec, laying: Laying): Trajectory {
  const { order, knots, controlPoints } = shape;
  const poses = controlPoints.map(({ position }) => laying.place(position));
  const xM = poses.map((pose) => pose.xM);
  const yM = poses.map((pose) => pose.yM);
  const nurbs = nurbsOf(
    order,
    knots,
    xM,
    yM,
    controlPoints.map(({ weight }) => weight),
  );
  const steps = Math.floor(1 + polygonM(poses));
  const marks = emptyMarks(poses.length, 0);
  for (let i = 0; i < poses.length; i++) {
    marks.slot[i] = laying.isStepped ? nurbsPeakStep(nurbs, i, steps) : nurbsPeak(nurbs, i);
    marks.sM[i] = nurbsArcM(nurbs, marks.slot[i]!);
    marks.atSec[i] = controlPoints[i]!.timeSec ?? Number.NaN;
  }
  return { lengthM: nurbsLengthM(nurbs), isClosed: false, pieces: [], nurbs, marks };
}

/** Length of the line from point to point, m. */
function polygonM(poses: readonly Pose6[]): number {
  let lengthM = 0;
  for (let i = 1; i < poses.length; i++) {
    const dx = poses[i]!.xM - poses[i - 1]!.xM;
    const dy = poses[i]!.yM - poses[i - 1]!.yM;
    lengthM += Math.sqrt(dx * dx + dy * dy);
  }
  return lengthM;
}

function emptyMarks(count: number, vertices: number): Marks {
  return {
    count,
    sM: new Float64Array(count),
    slot: new Float64Array(count),
    atSec: new Float64Array(count),
    hRad: new Float64Array(vertices),
    isHeadingGiven: new Uint8Array(vertices),
    zM: new Float64Array(vertices),
    pRad: new Float64Array(vertices),
    rRad: new Float64Array(vertices),
    isZGiven: new Uint8Array(vertices),
  };
}

// ---- points ----

/** A point of the curve and the direction it goes there, written by `curvePoint`. */
export interface CurvePoint {
  xM: number;
  yM: number;
  tangentRad: number;
  curvaturePerM: number;
}

const END: CurvePoint = { xM: 0, yM: 0, tangentRad: 0, curvaturePerM: 0 };
const LOCAL = { xM: 0, yM: 0, cosH: 1, sinH: 0, curvaturePerM: 0 };
const NURBS_POINT = { xM: 0, yM: 0, dx: 1, dy: 0 };

/** The point at arc length s. Beyond its ends an open curve goes on straight; a closed one goes round. The curvature of a NURBS is given as 0. */
export function curvePoint(trajectory: Trajectory, sM: number, out: CurvePoint): void {
  const at = heldM(trajectory, sM);
  if (trajectory.nurbs === null) pieceAt(pieceOf(trajectory.pieces, at), at, out);
  else nurbsAt(trajectory.nurbs, at, out);
  if (trajectory.isClosed || at === sM) return;
  out.xM += (sM - at) * cos(out.tangentRad);
  out.yM += (sM - at) * sin(out.tangentRad);
  out.curvaturePerM = 0;
}

/** An arc length on the curve: held at the ends of an open one, taken round a closed one. */
export function heldM(trajectory: Trajectory, sM: number): number {
  const { lengthM } = trajectory;
  if (!trajectory.isClosed || !(lengthM > 0)) return Math.min(lengthM, Math.max(0, sM));
  return sM - lengthM * Math.floor(sM / lengthM);
}

function nurbsAt(nurbs: NurbsCurve, sM: number, out: CurvePoint): void {
  nurbsPoint(nurbs, nurbsParameter(nurbs, sM), NURBS_POINT);
  out.xM = NURBS_POINT.xM;
  out.yM = NURBS_POINT.yM;
  out.tangentRad = atan2(NURBS_POINT.dy, NURBS_POINT.dx);
  out.curvaturePerM = 0;
}

/** The last piece that begins at or before s. */
function pieceOf(pieces: readonly Piece[], sM: number): Piece {
  let low = 0;
  let high = pieces.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (pieces[middle]!.startM <= sM) low = middle;
    else high = middle;
  }
  return pieces[low]!;
}

function pieceAt(piece: Piece, sM: number, out: CurvePoint): void {
  const alongM = Math.min(piece.lengthM, sM - piece.startM);
  spiralPoint(piece.spiral, alongM, LOCAL);
  const { cosH, sinH } = piece;
  out.xM = piece.xM + cosH * LOCAL.xM - sinH * LOCAL.yM;
  out.yM = piece.yM + sinH * LOCAL.xM + cosH * LOCAL.yM;
  // The mean of the curvatures at both ends times the way: exact for a curvature that changes evenly.
  out.tangentRad = wrapRad(piece.hRad + 0.5 * (piece.spiral.startPerM + LOCAL.curvaturePerM) * alongM);
  out.curvaturePerM = LOCAL.curvaturePerM;
}

// ---- time ----

/** Whether it says when to be where. */
export function isTimed(trajectory: Trajectory): boolean {
  return !Number.isNaN(trajectory.marks.atSec[0]!);
}

/** The last mark at or before a time of the trajectory that is not the last mark of all. */
export function markAtSec(marks: Marks, atSec: number): number {
  let i = 0;
  while (i + 2 < marks.count && marks.atSec[i + 1]! <= atSec) i++;
  return i;
}

/** Arc length at a time of the trajectory, even in time between marks; held at the first and the last. */
export function arcAtSec(trajectory: Trajectory, atSec: number): number {
  const { marks, nurbs } = trajectory;
  const i = markAtSec(marks, atSec);
  const spanSec = marks.atSec[i + 1]! - marks.atSec[i]!;
  const share = spanSec > 0 ? Math.min(1, Math.max(0, (atSec - marks.atSec[i]!) / spanSec)) : 1;
  const slot = marks.slot[i]! + share * (marks.slot[i + 1]! - marks.slot[i]!);
  return nurbs === null ? slot : nurbsArcM(nurbs, slot);
}

/** Time of the trajectory at an arc length: the earliest, where it stands there. */
export function secAtArc(trajectory: Trajectory, sM: number): number {
  const { marks, nurbs } = trajectory;
  const slot = nurbs === null ? sM : nurbsParameter(nurbs, sM);
  let i = 0;
  while (i + 2 < marks.count && marks.slot[i + 1]! < slot) i++;
  const span = marks.slot[i + 1]! - marks.slot[i]!;
  const share = span > 0 ? Math.min(1, Math.max(0, (slot - marks.slot[i]!) / span)) : 0;
  return marks.atSec[i]! + share * (marks.atSec[i + 1]! - marks.atSec[i]!);
}
