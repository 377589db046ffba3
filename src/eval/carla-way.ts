import { type LineProjection, type Polyline, project } from "../core/polyline.ts";
import type { TraceHeader } from "../trace/tick.ts";
import type { TickGeometry } from "./geometry.ts";
import { type CarlaRoute, carlaRouteOf } from "./maths/carla-route.ts";
import type { Scene } from "./scene.ts";

/**
 * The route of a run as CARLA has one: from where the ego is at the first tick to where it is to arrive. That is the goal, else the place
 * at which the recorded driver ends; a line that goes on and on has no end to be complete at.
 */
export interface CarlaWay {
  /** Why there is none; null where there is one. */
  readonly lack: string | null;
  readonly line: Polyline | null;
  readonly endSM: number;
  /** null until the first tick. */
  route: CarlaRoute | null;
}

export function newCarlaWay(header: TraceHeader, { geometry, lead, progress }: Scene): CarlaWay {
  const line = geometry.isEgo ? lead.route : null;
  const endSM = header.goal?.sM ?? lastRecordedSM(progress.recordedSM, progress.recordedValid);
  const lack =
    line === null ? "the ego has no route" : endSM === null ? "neither a goal nor a recorded driver says where the route ends" : null;
  return { lack, line, endSM: endSM ?? 0, route: null };
}

function lastRecordedSM(recordedSM: Float64Array, valid: Uint8Array): number | null {
  for (let k = recordedSM.length - 1; k >= 0; k--) if (valid[k] === 1) return recordedSM[k] as number;
  return null;
}

/** The route, which begins at the box centre of the first tick that this is asked at; null where there is none. */
export function carlaRouteAt(way: CarlaWay, { box }: TickGeometry): CarlaRoute | null {
  if (way.route !== null || way.lack !== null || way.line === null) return way.route;
  const start: LineProjection = { sM: 0, tM: 0, distanceM: 0, segment: 0 };
  project(way.line, box.xM, box.yM, start);
  way.route = carlaRouteOf(way.line, Math.max(0, start.sM), way.endSM);
  return way.route;
}
