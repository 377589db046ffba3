import { hypot } from "../core/dmath.ts";
import type { RecordedPath, TraceHeader } from "../trace/tick.ts";
import type { TickGeometry } from "./geometry.ts";
import type { Scene } from "./scene.ts";

/** Where the ego is against where the recorded driver was at the same tick. */
export interface LogDistance {
  readonly geometry: TickGeometry;
  /** null where there is no recording, or the subject is not the ego. */
  readonly path: RecordedPath | null;
}

export function newLogDistance(header: TraceHeader, { geometry }: Scene): LogDistance {
  return { geometry, path: geometry.isEgo ? header.recorded : null };
}

/** Distance of the rear axles at the tick that the geometry describes; -1 where the recording has no value. */
export function logDistanceM({ geometry, path }: LogDistance, tick: number): number {
  if (path === null || tick >= path.valid.length || path.valid[tick] === 0) return -1;
  return hypot(geometry.xM - (path.xM[tick] as number), geometry.yM - (path.yM[tick] as number));
}
