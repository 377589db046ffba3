import type { Box } from "../core/box.ts";
import type { StopLine } from "../road/network.ts";
import type { TraceHeader } from "../trace/tick.ts";
import type { TickGeometry } from "./geometry.ts";
import type { NotApplicable } from "./metric.ts";

/** How far a point is beyond a stop line in the direction of its lane; negative before it. */
export function beyondM(line: StopLine, xM: number, yM: number): number {
  const rx = line.rightXM - line.leftXM;
  const ry = line.rightYM - line.leftYM;
  return ((yM - line.leftYM) * rx - (xM - line.leftXM) * ry) / Math.sqrt(rx * rx + ry * ry);
}

/** Where a point is across a stop line: 0 at its left end, 1 at its right one. */
export function acrossRatio(line: StopLine, xM: number, yM: number): number {
  const rx = line.rightXM - line.leftXM;
  const ry = line.rightYM - line.leftYM;
  return ((xM - line.leftXM) * rx + (yM - line.leftYM) * ry) / (rx * rx + ry * ry);
}

/** Whether a point is before a stop line, on its lane and at most so far away. */
export function isJustBefore(line: StopLine, xM: number, yM: number, withinM: number): boolean {
  const beyond = beyondM(line, xM, yM);
  const across = acrossRatio(line, xM, yM);
  return beyond <= 0 && beyond >= -withinM && across >= 0 && across <= 1;
}

/** The middle of the front bumper, now and at the tick before. */
export interface Front {
  fromXM: number;
  fromYM: number;
  xM: number;
  yM: number;
}

export function newFront(): Front {
  return { fromXM: 0, fromYM: 0, xM: 0, yM: 0 };
}

/** Turns to the next tick, at which the subject's box is this. */
export function moveFront(front: Front, box: Box): void {
  front.fromXM = front.xM;
  front.fromYM = front.yM;
  front.xM = box.xM + box.halfLengthM * box.cosYaw;
  front.yM = box.yM + box.halfLengthM * box.sinYaw;
}

/** Whether the way from one point to another leads over the line in its lane's direction; a point on the line is before it. */
export function crosses(line: StopLine, fromXM: number, fromYM: number, toXM: number, toYM: number): boolean {
  const from = beyondM(line, fromXM, fromYM);
  const to = beyondM(line, toXM, toYM);
  if (!(from <= 0 && to > 0)) return false;
  const share = from / (from - to);
  const across = acrossRatio(line, fromXM + share * (toXM - fromXM), fromYM + share * (toYM - fromYM));
  return across >= 0 && across <= 1;
}

/** Cosine between the subject's heading and the line's lane. */
export function alongCosine(line: StopLine, g: TickGeometry): number {
  const rx = line.rightXM - line.leftXM;
  const ry = line.rightYM - line.leftYM;
  return (g.sinYaw * rx - g.cosYaw * ry) / Math.sqrt(rx * rx + ry * ry);
}

/** Distance from a point to the middle of a stop line. */
export function distanceToMiddleM(line: StopLine, xM: number, yM: number): number {
  const dx = xM - 0.5 * (line.leftXM + line.rightXM);
  const dy = yM - 0.5 * (line.leftYM + line.rightYM);
  return Math.sqrt(dx * dx + dy * dy);
}

/** The stop lines of traffic lights, or of stop signs. */
export function stopLinesFor(header: TraceHeader, what: "lights" | "signs"): readonly StopLine[] {
  return (header.stopLines ?? []).filter(({ signal }) => (what === "lights" ? signal >= 0 : signal < 0));
}

/** Why there is nothing to judge; null where there is something. */
export function withoutStopLines(header: TraceHeader, what: "lights" | "signs"): NotApplicable | null {
  if (header.stopLines === undefined) {
    const reason = "the trace does not say where traffic has to stop: it was written before that was kept";
    return { kind: "not-applicable", reason, vacuous: false };
  }
  if (stopLinesFor(header, what).length > 0) return null;
  return { kind: "not-applicable", reason: `there is no ${what === "lights" ? "traffic light" : "stop sign"}`, vacuous: true };
}
