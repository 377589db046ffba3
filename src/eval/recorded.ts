import { turnRad, wrapRad } from "../core/angle.ts";
import { type LineProjection, type Polyline, polylineOf } from "../core/polyline.ts";
import type { RecordedPath, TraceHeader } from "../trace/tick.ts";
import { ANYWHERE, followLine } from "./follow.ts";
import type { TickGeometry } from "./geometry.ts";

/** The line the recorded driver drove, and where the ego's rear axle is beside it at this tick. */
export interface RecordedScene {
  /** null where there is no recording, it does not move, or the subject is not the ego. */
  readonly line: Polyline | null;
  /** Tick of each point of the line. */
  readonly tickOf: Int32Array;
  readonly yawRad: Float64Array;
  readonly place: LineProjection;
  tick: number;
  /** Whether the ego is beside the line: between its ends and not beside a gap of the recording. */
  isBeside: boolean;
  /** Distance to the left of the line. */
  crossTrackM: number;
  /** Turn from the recorded heading to the ego's. */
  headingErrorRad: number;
}

/** Points nearer to the last one are left out: a standing car's line does not go anywhere. */
const MIN_STEP_M = 0.05;

export function newRecordedScene(header: TraceHeader, isEgo: boolean): RecordedScene {
  const path = isEgo ? header.recorded : null;
  const ticks = path === null ? [] : linePoints(path);
  const hasLine = path !== null && ticks.length >= 2;
  const at = (values: Float64Array): Float64Array => Float64Array.from(ticks, (k) => values[k] as number);
  return {
    line: hasLine ? polylineOf(at(path.xM), at(path.yM)) : null,
    tickOf: Int32Array.from(ticks),
    yawRad: hasLine ? at(path.yawRad) : new Float64Array(0),
    place: { sM: 0, tM: 0, distanceM: 0, segment: 0 },
    tick: -2,
    isBeside: false,
    crossTrackM: 0,
    headingErrorRad: 0,
  };
}

/** The ticks whose positions make the line: each at least `MIN_STEP_M` from the one before it; both ends of a gap are kept. */
function linePoints(path: RecordedPath): number[] {
  const ticks: number[] = [];
  for (let k = 0; k < path.valid.length; k++) {
    if (path.valid[k] === 0) continue;
    const last = ticks[ticks.length - 1];
    if (last === undefined || stepM(path, last, k) >= MIN_STEP_M) ticks.push(k);
  }
  return ticks;
}

function stepM(path: RecordedPath, from: number, to: number): number {
  const dx = (path.xM[to] as number) - (path.xM[from] as number);
  const dy = (path.yM[to] as number) - (path.yM[from] as number);
  return Math.sqrt(dx * dx + dy * dy);
}

/** Places the ego beside the line at the tick that `g` describes; once a tick, however often it is called. */
export function updateRecorded(r: RecordedScene, g: TickGeometry, path: RecordedPath): void {
  if (r.tick === g.tick || r.line === null) return;
  const { line, place } = r;
  followLine(line, g.xM, g.yM, r.tick === g.tick - 1 ? place.segment : ANYWHERE, place);
  r.tick = g.tick;
  const i = place.segment;
  r.isBeside = place.sM >= 0 && place.sM <= line.lengthM && !hasGap(path, r.tickOf[i] as number, r.tickOf[i + 1] as number);
  if (!r.isBeside) return;
  const along = (place.sM - (line.sM[i] as number)) / ((line.sM[i + 1] as number) - (line.sM[i] as number));
  const fromRad = r.yawRad[i] as number;
  r.crossTrackM = place.tM;
  r.headingErrorRad = wrapRad(g.yawRad - fromRad - along * turnRad(fromRad, r.yawRad[i + 1] as number));
}

/** Whether the recording lacks a tick between two ticks. */
function hasGap(path: RecordedPath, fromTick: number, toTick: number): boolean {
  for (let k = fromTick + 1; k < toTick; k++) if (path.valid[k] === 0) return true;
  return false;
}
