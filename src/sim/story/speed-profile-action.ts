/**
 * SpeedProfileAction (ASAM OpenSCENARIO XML 1.3): speeds to be reached one after the other, each after its time. `position`: straight lines through
 * the entries. `follow`: the same lines, as far as the constraints allow; where two lines meet, the acceleration turns evenly from the one to the
 * other at the greatest jerk, so that the turn lies about the corner; the first turn begins with the action, for nothing lies before it.
 */
import { addWay, driveTo } from "./entity-step.ts";
import { entitySpecOf } from "./entity-spec.ts";
import type { PlannedAction } from "./plan.ts";
import { limitsOf } from "./limits.ts";
import { SAME_SEC } from "./speed-action.ts";
import type { ConstraintsSpec, PrivateActionSpec } from "./spec.ts";
import type { StoryWorld } from "./state.ts";

/** Pieces of even jerk, one after the other. */
export interface SpeedProfileRun {
  readonly kind: "speed-profile";
  readonly startSec: number;
  /** When each piece begins, since the start; one more: the end of the last. */
  readonly atSec: readonly number[];
  /** Of each piece: at its beginning. */
  readonly fromMps: readonly number[];
  readonly fromMps2: readonly number[];
  readonly jerkMps3: readonly number[];
  /** Way from the start to the beginning of each piece; one more. */
  readonly fromM: readonly number[];
  readonly toMps: number;
}

type ProfileSpec = Extract<PrivateActionSpec, { kind: "speed-profile" }>;

/** Begins the action at `fromSec`. With a reference entity, the entries are relative to its speed at that instant. */
export function startSpeedProfile(world: StoryWorld, action: PlannedAction, fromSec: number): SpeedProfileRun {
  const spec = action.spec as ProfileSpec;
  const entity = world.state.entities[action.actor]!;
  driveTo(entity, fromSec);
  const base = spec.entity === null ? 0 : world.state.entities[world.plan.entityIndex.get(spec.entity)!]!.speedMps;
  const limits = limitsOf(spec.constraints, entitySpecOf(world, action.actor).ability);
  const speeds: number[] = [entity.step.speedMps];
  const spans: number[] = [];
  for (const entry of spec.entries) {
    const toMps = spec.followingMode === "follow" ? within(base + entry.speedMps, limits.maxSpeedMps) : base + entry.speedMps;
    const least = leastSec(speeds.at(-1)!, toMps, limits);
    spans.push(entry.timeSec === null ? least : spec.followingMode === "follow" ? Math.max(entry.timeSec, least) : entry.timeSec);
    speeds.push(toMps);
  }
  return spec.followingMode === "follow" ? smoothRun(fromSec, speeds, spans, limits) : straightRun(fromSec, speeds, spans);
}

/** Runs the action over [fromSec, toSec]. Returns the instant at which it ended, NaN while it goes on. */
export function stepSpeedProfile(world: StoryWorld, action: PlannedAction, run: SpeedProfileRun, fromSec: number, toSec: number): number {
  const entity = world.state.entities[action.actor]!;
  driveTo(entity, fromSec);
  const endSec = run.startSec + run.atSec.at(-1)!;
  const isEnd = toSec >= endSec - SAME_SEC;
  const untilSec = isEnd ? Math.max(fromSec, Math.min(endSec, toSec)) : toSec;
  addWay(entity, wayAt(run, untilSec) - wayAt(run, fromSec), untilSec, isEnd ? run.toMps : speedAt(run, untilSec));
  return isEnd ? untilSec : Number.NaN;
}

/** Speed of the profile at an instant. */
function speedAt(run: SpeedProfileRun, atSec: number): number {
  const i = pieceAt(run, atSec);
  const t = atSec - run.startSec - run.atSec[i]!;
  return run.fromMps[i]! + t * (run.fromMps2[i]! + 0.5 * t * run.jerkMps3[i]!);
}

/** Way from the start to an instant; at the last speed after the end. */
function wayAt(run: SpeedProfileRun, atSec: number): number {
  const afterSec = atSec - run.startSec - run.atSec.at(-1)!;
  if (afterSec >= 0) return run.fromM.at(-1)! + run.toMps * afterSec;
  const i = pieceAt(run, atSec);
  const t = atSec - run.startSec - run.atSec[i]!;
  return run.fromM[i]! + t * (run.fromMps[i]! + t * (0.5 * run.fromMps2[i]! + (t * run.jerkMps3[i]!) / 6));
}

function pieceAt(run: SpeedProfileRun, atSec: number): number {
  let i = 0;
  while (i + 1 < run.fromMps.length && atSec - run.startSec >= run.atSec[i + 1]!) i++;
  return i;
}

// ---- making the pieces ----

function within(speedMps: number, maxMps: number): number {
  return Math.max(-maxMps, Math.min(maxMps, speedMps));
}

/** Shortest time for a change of speed at the greatest acceleration; 0 where there is no limit. */
function leastSec(fromMps: number, toMps: number, limits: ConstraintsSpec): number {
  const most = toMps > fromMps ? limits.maxAccelMps2 : limits.maxDecelMps2;
  return most > 0 ? Math.abs(toMps - fromMps) / most : Infinity;
}

/** Straight lines through the entries. A time of 0 is a jump. */
function straightRun(startSec: number, speeds: readonly number[], spans: readonly number[]): SpeedProfileRun {
  const pieces = newPieces();
  for (const [i, spanSec] of spans.entries()) {
    if (spanSec > 0) addPiece(pieces, spanSec, speeds[i]!, (speeds[i + 1]! - speeds[i]!) / spanSec, 0);
  }
  return finish(startSec, pieces, speeds.at(-1)!);
}

/** Half the time that the turn from one acceleration to another takes. */
function halfTurnSec(fromMps2: number, toMps2: number, limits: ConstraintsSpec): number {
  const jerk = toMps2 > fromMps2 ? limits.maxAccelRateMps3 : limits.maxDecelRateMps3;
  return fromMps2 === toMps2 || jerk === Infinity ? 0 : (0.5 * Math.abs(toMps2 - fromMps2)) / jerk;
}

/** Lines with turns; a span that cannot hold its two half turns is drawn out until it can: it is late, but within its limits. */
function smoothRun(startSec: number, speeds: readonly number[], spans: readonly number[], limits: ConstraintsSpec): SpeedProfileRun {
  const from: number[] = [];
  const to: number[] = [];
  const span: number[] = [];
  for (const [i, spanSec] of spans.entries()) {
    if (spanSec <= 0 && speeds[i] === speeds[i + 1]) continue;
    from.push(speeds[i]!);
    to.push(speeds[i + 1]!);
    span.push(spanSec);
  }
  if (span.some((spanSec) => spanSec === 0)) return straightRun(startSec, speeds, spans);
  for (let round = 0; round < STRETCHES; round++) {
    const late = firstTight(from, to, span, limits);
    if (late < 0) break;
    span[late] = span[late]! * STRETCH;
  }
  return turnedRun(startSec, from, to, span, limits, speeds.at(-1)!);
}

/** How much a span is drawn out at a time, and how often at most: by 10^16 in all. */
const STRETCH = 1.02;
const STRETCHES = 2000;

/** Instants of the corners: the first turn begins at 0, so the first line is late by half of it; every other corner is where two lines meet. */
function cornersOf(from: readonly number[], to: readonly number[], span: readonly number[], limits: ConstraintsSpec): number[] {
  const slopes = span.map((spanSec, i) => (to[i]! - from[i]!) / spanSec);
  const corners = [halfTurnSec(0, slopes[0] ?? 0, limits)];
  let beginSec = 0;
  for (const [i, spanSec] of span.entries()) {
    beginSec += spanSec;
    const next = slopes[i + 1] ?? 0;
    const lateSec = i === 0 ? corners[0]! : 0;
    // Line i is later by `lateSec`; line i + 1 begins at the nominal corner.
    corners.push(
      slopes[i] === next || i + 1 === span.length ? beginSec + lateSec : beginSec + (slopes[i]! * lateSec) / (slopes[i]! - next),
    );
  }
  return corners;
}

/** First span whose half turns do not fit between its corners; -1: all do. */
function firstTight(from: readonly number[], to: readonly number[], span: readonly number[], limits: ConstraintsSpec): number {
  const corners = cornersOf(from, to, span, limits);
  for (const [i, spanSec] of span.entries()) {
    const slope = (to[i]! - from[i]!) / spanSec;
    const before = i === 0 ? 0 : (to[i - 1]! - from[i - 1]!) / span[i - 1]!;
    const after = i + 1 < span.length ? (to[i + 1]! - from[i + 1]!) / span[i + 1]! : 0;
    const need = halfTurnSec(before, slope, limits) + halfTurnSec(slope, after, limits);
    if (corners[i + 1]! - corners[i]! < need - SAME_SEC) return i;
  }
  return -1;
}

function turnedRun(
  startSec: number,
  from: readonly number[],
  to: readonly number[],
  span: readonly number[],
  limits: ConstraintsSpec,
  toMps: number,
): SpeedProfileRun {
  const pieces = newPieces();
  const corners = cornersOf(from, to, span, limits);
  const slopes = [0, ...span.map((spanSec, i) => (to[i]! - from[i]!) / spanSec), 0];
  let speedMps = from[0] ?? toMps;
  let untilSec = 0;
  for (const [i, cornerSec] of corners.entries()) {
    const before = slopes[i]!;
    const after = slopes[i + 1]!;
    const halfSec = halfTurnSec(before, after, limits);
    const evenSec = cornerSec - halfSec - untilSec;
    if (evenSec > 0) {
      addPiece(pieces, evenSec, speedMps, before, 0);
      speedMps += before * evenSec;
    }
    if (halfSec > 0) {
      addPiece(pieces, 2 * halfSec, speedMps, before, (after - before) / (2 * halfSec));
      speedMps += halfSec * (before + after);
    }
    untilSec = cornerSec + halfSec;
  }
  return finish(startSec, pieces, toMps);
}

interface Pieces {
  readonly atSec: number[];
  readonly fromMps: number[];
  readonly fromMps2: number[];
  readonly jerkMps3: number[];
  readonly fromM: number[];
}

function newPieces(): Pieces {
  return { atSec: [0], fromMps: [], fromMps2: [], jerkMps3: [], fromM: [0] };
}

function addPiece(pieces: Pieces, spanSec: number, fromMps: number, fromMps2: number, jerkMps3: number): void {
  pieces.fromMps.push(fromMps);
  pieces.fromMps2.push(fromMps2);
  pieces.jerkMps3.push(jerkMps3);
  pieces.fromM.push(pieces.fromM.at(-1)! + spanSec * (fromMps + spanSec * (0.5 * fromMps2 + (spanSec * jerkMps3) / 6)));
  pieces.atSec.push(pieces.atSec.at(-1)! + spanSec);
}

function finish(startSec: number, pieces: Pieces, toMps: number): SpeedProfileRun {
  if (pieces.fromMps.length === 0) addPiece(pieces, 0, toMps, 0, 0);
  return { kind: "speed-profile", startSec, ...pieces, toMps };
}
