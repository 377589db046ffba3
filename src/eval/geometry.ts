import { type Box, emptyBox, setBox } from "../core/box.ts";
import type { TickRecord, TraceHeader } from "../trace/tick.ts";

/**
 * What several metrics want to know about one tick, computed once: the subject's motion, its box, and how far the others are.
 * Written in place by `updateGeometry`; one object an evaluation, so that two evaluations never meet.
 */
export interface TickGeometry {
  readonly subjectIndex: number;
  /** Commands, route and recording belong to the ego alone. */
  readonly isEgo: boolean;
  /** The tick described; -1 before the first. */
  tick: number;
  // the subject's reference point, W: rear-axle centre of the ego, box centre of another road user
  xM: number;
  yM: number;
  yawRad: number;
  cosYaw: number;
  sinYaw: number;
  // its motion there, B
  vLonMps: number;
  vLatMps: number;
  aLonMps2: number;
  aLatMps2: number;
  yawRateRadps: number;
  /** Size of the velocity. */
  speedMps: number;
  // its box, W, and the velocity of the box centre
  readonly box: Box;
  readonly reachM: number;
  vxMps: number;
  vyMps: number;
  // the other road users in the world at this tick
  otherCount: number;
  /** Their slots, ascending; the first `otherCount` count. */
  readonly others: Int32Array;
  /** By slot, from box centre to box centre. */
  readonly distanceM: Float64Array;
  /** By slot: no two boxes can touch while their centres are farther apart than the sum of their reaches. */
  readonly reachesM: Float64Array;
}

/**
 * Kept between "cannot matter" and "computed exactly", so that rounding in a distance never drops a road user that decides a value.
 */
export const CULL_MARGIN_M = 1e-6;

export function newGeometry(header: TraceHeader, subjectIndex: number): TickGeometry {
  const count = header.actors.length;
  if (!(subjectIndex >= 0 && subjectIndex < count)) throw new RangeError(`no road user in slot ${subjectIndex} of ${count}`);
  const reachesM = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const { lengthM, widthM } = (header.actors[i] as TraceHeader["actors"][number]).footprint;
    reachesM[i] = 0.5 * Math.sqrt(lengthM * lengthM + widthM * widthM);
  }
  return {
    subjectIndex,
    isEgo: subjectIndex === header.egoIndex,
    tick: -1,
    xM: 0,
    yM: 0,
    yawRad: 0,
    cosYaw: 1,
    sinYaw: 0,
    vLonMps: 0,
    vLatMps: 0,
    aLonMps2: 0,
    aLatMps2: 0,
    yawRateRadps: 0,
    speedMps: 0,
    box: emptyBox(),
    reachM: reachesM[subjectIndex] as number,
    vxMps: 0,
    vyMps: 0,
    otherCount: 0,
    others: new Int32Array(count),
    distanceM: new Float64Array(count),
    reachesM,
  };
}

/** Describes this record, in which the subject is present. */
export function updateGeometry(g: TickGeometry, now: TickRecord): void {
  const { actors } = now;
  const self = g.subjectIndex;
  g.tick = now.tick;
  g.cosYaw = actors.cosYaw[self] as number;
  g.sinYaw = actors.sinYaw[self] as number;
  setActorBox(g.box, now, self);
  g.vxMps = actors.vxMps[self] as number;
  g.vyMps = actors.vyMps[self] as number;
  if (g.isEgo) readEgo(g, now);
  else readActor(g, now);
  g.speedMps = Math.sqrt(g.vLonMps * g.vLonMps + g.vLatMps * g.vLatMps);
  measureOthers(g, now);
}

/** Writes the box of a slot. */
export function setActorBox(out: Box, now: TickRecord, slot: number): void {
  const a = now.actors;
  setBox(
    out,
    a.xM[slot] as number,
    a.yM[slot] as number,
    a.cosYaw[slot] as number,
    a.sinYaw[slot] as number,
    a.lengthM[slot] as number,
    a.widthM[slot] as number,
  );
}

function readEgo(g: TickGeometry, now: TickRecord): void {
  const { ego } = now;
  g.xM = ego.xM;
  g.yM = ego.yM;
  g.yawRad = ego.yawRad;
  g.vLonMps = ego.vLonMps;
  g.vLatMps = ego.vLatMps;
  g.aLonMps2 = ego.aLonMps2;
  g.aLatMps2 = ego.aLatMps2;
  g.yawRateRadps = ego.yawRateRadps;
}

function readActor(g: TickGeometry, now: TickRecord): void {
  const { actors } = now;
  const self = g.subjectIndex;
  const ax = actors.axMps2[self] as number;
  const ay = actors.ayMps2[self] as number;
  g.xM = g.box.xM;
  g.yM = g.box.yM;
  g.yawRad = actors.yawRad[self] as number;
  g.vLonMps = g.vxMps * g.cosYaw + g.vyMps * g.sinYaw;
  g.vLatMps = g.vyMps * g.cosYaw - g.vxMps * g.sinYaw;
  g.aLonMps2 = ax * g.cosYaw + ay * g.sinYaw;
  g.aLatMps2 = ay * g.cosYaw - ax * g.sinYaw;
  g.yawRateRadps = actors.yawRateRadps[self] as number;
}

function measureOthers(g: TickGeometry, now: TickRecord): void {
  const { present, xM, yM, count } = now.actors;
  const centreX = g.box.xM;
  const centreY = g.box.yM;
  let n = 0;
  for (let i = 0; i < count; i++) {
    if (present[i] === 0 || i === g.subjectIndex) continue;
    const dx = (xM[i] as number) - centreX;
    const dy = (yM[i] as number) - centreY;
    g.distanceM[i] = Math.sqrt(dx * dx + dy * dy);
    g.others[n++] = i;
  }
  g.otherCount = n;
}

/** Half of what a turned box takes up along and across some direction. */
export interface HalfExtent {
  halfSM: number;
  halfTM: number;
}

/** Writes the half extent of a box of full size with this direction; the tangent is of length 1. */
export function setHalfExtent(
  out: HalfExtent,
  cosYaw: number,
  sinYaw: number,
  lengthM: number,
  widthM: number,
  tangentX: number,
  tangentY: number,
): void {
  const c = Math.abs(cosYaw * tangentX + sinYaw * tangentY);
  const s = Math.abs(sinYaw * tangentX - cosYaw * tangentY);
  out.halfSM = 0.5 * (lengthM * c + widthM * s);
  out.halfTM = 0.5 * (lengthM * s + widthM * c);
}

/** A lower bound of the gap between the subject's box and another's, from their centres alone. */
export function leastGapM(g: TickGeometry, slot: number): number {
  return (g.distanceM[slot] as number) - (g.reachesM[slot] as number) - g.reachM;
}
