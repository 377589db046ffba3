import { boxCentreOf } from "../core/box.ts";
import { cos, sin } from "../core/dmath.ts";
import type { LineProjection, Polyline } from "../core/polyline.ts";
import type { TickRecord, TraceHeader } from "../trace/tick.ts";
import { ANYWHERE, followLine } from "./follow.ts";
import type { TickGeometry } from "./geometry.ts";
import { type LaneScene, updateLanes } from "./lanes.ts";
import { type Lead, updateLead } from "./lead.ts";
import type { RecordedScene } from "./recorded.ts";

/**
 * How far the ego has come, against how far it should have come by this tick:
 *
 * - `recorded`: metres along the route (without one, along the recorded line) against the recorded driver's over the same ticks;
 * - `goal`: metres along the route against the metres from the start to the goal;
 * - `free-flow`: without either, metres along the path against those at the speed limit, over the ticks with nobody ahead within 3 s.
 *
 * Places are those of the box centre, the recorded driver's too.
 */
export interface ProgressMeter {
  readonly kind: "recorded" | "goal" | "free-flow" | "none";
  readonly line: Polyline | null;
  /** The recorded driver's place on the line by tick; empty for the other kinds. */
  readonly recordedSM: Float64Array;
  readonly recordedValid: Uint8Array;
  readonly goalSM: number;
  readonly place: LineProjection;
  readonly dtSec: number;
  tick: number;
  /** Whether any tick could be compared yet. */
  hasStarted: boolean;
  startSM: number;
  recordedStartSM: number;
  coveredM: number;
  expectedM: number;
}

/** nuPlan score_progress_threshold: shorter ways count as this long, so that standing where the reference stands is full progress. */
export const FLOOR_M = 2;
/** Ours: a road user ahead within this time at the speed limit explains a lower speed. */
export const FREE_HEADWAY_SEC = 3;

export function newProgressMeter(header: TraceHeader, isEgo: boolean, lead: Lead, recorded: RecordedScene): ProgressMeter {
  const line = lead.route ?? recorded.line;
  const path = header.recorded;
  const kind = !isEgo ? "none" : path !== null && line !== null ? "recorded" : header.goal !== null && line !== null ? "goal" : "free-flow";
  return {
    kind,
    line,
    recordedSM: kind === "recorded" ? recordedPlaces(header, line as Polyline) : new Float64Array(0),
    recordedValid: path?.valid ?? new Uint8Array(0),
    goalSM: header.goal?.sM ?? 0,
    place: { sM: 0, tM: 0, distanceM: 0, segment: 0 },
    dtSec: header.dtSec,
    tick: -2,
    hasStarted: false,
    startSM: 0,
    recordedStartSM: 0,
    coveredM: 0,
    expectedM: 0,
  };
}

/** The recorded driver's box centre on the line at each tick. */
function recordedPlaces(header: TraceHeader, line: Polyline): Float64Array {
  const path = header.recorded as NonNullable<TraceHeader["recorded"]>;
  const { footprint } = header.actors[header.egoIndex] as TraceHeader["actors"][number];
  const places = new Float64Array(path.valid.length);
  const centre = { xM: 0, yM: 0 };
  const place: LineProjection = { sM: 0, tM: 0, distanceM: 0, segment: ANYWHERE };
  for (let k = 0; k < places.length; k++) {
    if (path.valid[k] === 0) continue;
    const yaw = path.yawRad[k] as number;
    boxCentreOf(path.xM[k] as number, path.yM[k] as number, cos(yaw), sin(yaw), footprint, centre);
    followLine(line, centre.xM, centre.yM, place.segment, place);
    places[k] = place.sM;
  }
  return places;
}

/** Takes in the tick that `g` describes; once a tick, however often it is called. */
export function updateProgress(m: ProgressMeter, g: TickGeometry, lead: Lead, lanes: LaneScene, now: TickRecord): void {
  if (m.tick === g.tick || m.kind === "none") return;
  const isNext = m.tick === g.tick - 1;
  m.tick = g.tick;
  updateLead(lead, g, now);
  if (m.kind === "free-flow") {
    updateLanes(lanes, g);
    addFreeFlow(m, lead, lanes.limitMps);
    return;
  }
  const s = lead.route !== null ? lead.sM : placeOnLine(m, g, isNext);
  if (m.kind === "goal") {
    if (!m.hasStarted) m.startSM = s;
    m.hasStarted = true;
    m.expectedM = m.goalSM - m.startSM;
    m.coveredM = s - m.startSM;
    return;
  }
  if (now.tick >= m.recordedSM.length || m.recordedValid[now.tick] === 0) return;
  const recordedS = m.recordedSM[now.tick] as number;
  if (!m.hasStarted) {
    m.hasStarted = true;
    m.startSM = s;
    m.recordedStartSM = recordedS;
  }
  m.coveredM = s - m.startSM;
  m.expectedM = recordedS - m.recordedStartSM;
}

function placeOnLine(m: ProgressMeter, g: TickGeometry, isNext: boolean): number {
  const line = m.line as Polyline;
  followLine(line, g.box.xM, g.box.yM, isNext ? m.place.segment : ANYWHERE, m.place);
  return m.place.sM;
}

function addFreeFlow(m: ProgressMeter, lead: Lead, limitMps: number): void {
  if (limitMps <= 0) return;
  if (lead.slot >= 0 && lead.gapM < FREE_HEADWAY_SEC * limitMps) return;
  m.hasStarted = true;
  m.coveredM += lead.subjectVMps * m.dtSec;
  m.expectedM += limitMps * m.dtSec;
}

/** nuPlan's ratio of both ways: 0 for more than 2 m backwards, else at most 1, with both ways at least 2 m long. */
export function progressRatio(coveredM: number, expectedM: number): number {
  if (coveredM < -FLOOR_M) return 0;
  return Math.min(1, Math.max(coveredM, FLOOR_M) / Math.max(expectedM, FLOOR_M));
}
