import { type LineProjection, type Polyline, polylineOf } from "../core/polyline.ts";
import type { TickRecord, TraceHeader } from "../trace/tick.ts";
import { ANYWHERE, followLine } from "./follow.ts";
import { type HalfExtent, setHalfExtent, type TickGeometry } from "./geometry.ts";

/**
 * The nearest road user ahead in the subject's path.
 *
 * The path runs parallel to the route through the subject's box centre; without a route, and for others than the ego, straight along
 * the heading. A road user is in it when its extent across the path overlaps the subject's, and ahead when its centre is; the lead is
 * the one with the smallest gap along the path. Extents are those of the turned boxes.
 */
export interface Lead {
  readonly route: Polyline | null;
  /** Segment of the route each slot was last seen at, and the tick of that. */
  readonly hints: Int32Array;
  readonly hintTicks: Int32Array;
  readonly place: LineProjection;
  /** The tick described; -1 before the first. */
  tick: number;
  /** Slot of the lead; -1 where there is none. */
  slot: number;
  /** Bumper to bumper along the path; not negative. */
  gapM: number;
  // along the path, at each one's own place
  subjectVMps: number;
  leadVMps: number;
  leadAMps2: number;
  /** Direction of the path at the subject and at the lead. */
  readonly subjectTangent: Tangent;
  readonly leadTangent: Tangent;
  /** From the subject's box centre to the lead's, across the path, positive to the left; and half the sum of their extents there. */
  acrossM: number;
  reachAcrossM: number;
  // the subject's box centre on its route, where it has one
  sM: number;
  tM: number;
}

export interface Tangent {
  cosYaw: number;
  sinYaw: number;
}

/** Farther ahead nobody is a lead: ours, beyond the stopping distance from 50 m/s at 6.5 m/s^2. */
export const LOOKAHEAD_M = 200;

export function newLead(header: TraceHeader, isEgo: boolean): Lead {
  const route = isEgo && header.route !== null ? polylineOf(header.route.xM, header.route.yM) : null;
  return {
    route,
    hints: new Int32Array(header.actors.length),
    hintTicks: new Int32Array(header.actors.length).fill(-2),
    place: { sM: 0, tM: 0, distanceM: 0, segment: 0 },
    tick: -1,
    slot: -1,
    gapM: 0,
    subjectVMps: 0,
    leadVMps: 0,
    leadAMps2: 0,
    subjectTangent: { cosYaw: 1, sinYaw: 0 },
    leadTangent: { cosYaw: 1, sinYaw: 0 },
    acrossM: 0,
    reachAcrossM: 0,
    sM: 0,
    tM: 0,
  };
}

/** The direction of the path at the subject and at one other, and their places along and across it. */
interface Frame extends HalfExtent {
  originS: number;
  originT: number;
  tangentX: number;
  tangentY: number;
}
const FRAME: Frame = { originS: 0, originT: 0, tangentX: 1, tangentY: 0, halfSM: 0, halfTM: 0 };

/** Finds the lead at the tick that `g` describes; once a tick, however often it is called. */
export function updateLead(lead: Lead, g: TickGeometry, now: TickRecord): void {
  if (lead.tick === g.tick) return;
  lead.tick = g.tick;
  lead.slot = -1;
  let leastM = LOOKAHEAD_M;
  placeSubject(lead, g);
  lead.subjectVMps = g.vxMps * FRAME.tangentX + g.vyMps * FRAME.tangentY;
  lead.subjectTangent.cosYaw = FRAME.tangentX;
  lead.subjectTangent.sinYaw = FRAME.tangentY;
  const { originS, originT, halfSM, halfTM } = FRAME;
  for (let k = 0; k < g.otherCount; k++) {
    const slot = g.others[k] as number;
    if ((g.distanceM[slot] as number) - (g.reachesM[slot] as number) - g.reachM > LOOKAHEAD_M) continue;
    placeOther(lead, g, now, slot);
    const ahead = FRAME.originS - originS;
    if (!(ahead > 0) || !(Math.abs(FRAME.originT - originT) < FRAME.halfTM + halfTM)) continue;
    const apart = ahead - FRAME.halfSM - halfSM; // below 0 where they overlap along the path: still the nearest leads
    if (apart >= leastM) continue;
    leastM = apart;
    lead.slot = slot;
    lead.gapM = Math.max(0, apart);
    lead.acrossM = FRAME.originT - originT;
    lead.reachAcrossM = FRAME.halfTM + halfTM;
    lead.leadTangent.cosYaw = FRAME.tangentX;
    lead.leadTangent.sinYaw = FRAME.tangentY;
    const { vxMps, vyMps, axMps2, ayMps2 } = now.actors;
    lead.leadVMps = (vxMps[slot] as number) * FRAME.tangentX + (vyMps[slot] as number) * FRAME.tangentY;
    lead.leadAMps2 = (axMps2[slot] as number) * FRAME.tangentX + (ayMps2[slot] as number) * FRAME.tangentY;
  }
}

function placeSubject(lead: Lead, g: TickGeometry): void {
  if (lead.route === null) {
    FRAME.originS = 0;
    FRAME.originT = 0;
    FRAME.tangentX = g.cosYaw;
    FRAME.tangentY = g.sinYaw;
    FRAME.halfSM = g.box.halfLengthM;
    FRAME.halfTM = g.box.halfWidthM;
    return;
  }
  placeOnRoute(lead, lead.route, g.subjectIndex, g.box.xM, g.box.yM);
  setHalfExtent(FRAME, g.cosYaw, g.sinYaw, 2 * g.box.halfLengthM, 2 * g.box.halfWidthM, FRAME.tangentX, FRAME.tangentY);
  lead.sM = FRAME.originS;
  lead.tM = FRAME.originT;
}

function placeOther(lead: Lead, g: TickGeometry, now: TickRecord, slot: number): void {
  const a = now.actors;
  const x = a.xM[slot] as number;
  const y = a.yM[slot] as number;
  if (lead.route === null) {
    const dx = x - g.box.xM;
    const dy = y - g.box.yM;
    FRAME.originS = dx * g.cosYaw + dy * g.sinYaw;
    FRAME.originT = dy * g.cosYaw - dx * g.sinYaw;
  } else {
    placeOnRoute(lead, lead.route, slot, x, y);
  }
  const c = a.cosYaw[slot] as number;
  const s = a.sinYaw[slot] as number;
  setHalfExtent(FRAME, c, s, a.lengthM[slot] as number, a.widthM[slot] as number, FRAME.tangentX, FRAME.tangentY);
}

function placeOnRoute(lead: Lead, route: Polyline, slot: number, xM: number, yM: number): void {
  const { place, hints, hintTicks } = lead;
  followLine(route, xM, yM, hintTicks[slot] === lead.tick - 1 ? (hints[slot] as number) : ANYWHERE, place);
  hints[slot] = place.segment;
  hintTicks[slot] = lead.tick;
  FRAME.originS = place.sM;
  FRAME.originT = place.tM;
  FRAME.tangentX = route.tangentX[place.segment] as number;
  FRAME.tangentY = route.tangentY[place.segment] as number;
}
