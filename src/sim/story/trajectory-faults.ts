/** What makes a trajectory one that nobody can follow; asked before a story runs. */
import { nurbsFault } from "./nurbs.ts";
import type { ShapeSpec, TrajectorySpec } from "./spec.ts";

export interface Fault {
  readonly expected: string;
  readonly found: string;
}

/** What is wrong with a trajectory, as far as the file alone tells (ASAM OpenSCENARIO XML 1.3, Trajectory and its shapes). Empty: nothing. */
export function trajectoryFaults(spec: TrajectorySpec): Fault[] {
  return [...shapeFaults(spec.shape), ...timeFaults(timesOf(spec.shape))];
}

function shapeFaults(shape: ShapeSpec): Fault[] {
  switch (shape.kind) {
    case "polyline":
      return shape.vertices.length >= 2 ? [] : [{ expected: "two vertices or more", found: String(shape.vertices.length) }];
    case "clothoid":
      return lengthFaults([shape.lengthM]);
    case "clothoid-spline":
      return lengthFaults(shape.segments.map(({ lengthM }) => lengthM));
    case "nurbs": {
      const fault = nurbsFault(shape.order, shape.controlPoints.length, shape.knots);
      const light = shape.controlPoints.find(({ weight }) => !(weight > 0) || !Number.isFinite(weight));
      if (light !== undefined) return [{ expected: "weights above 0", found: String(light.weight) }];
      return fault === null ? [] : [{ expected: fault.replace(/, found.*/u, ""), found: fault.replace(/.*found /u, "") }];
    }
  }
}

function lengthFaults(lengths: readonly number[]): Fault[] {
  const bad = lengths.find((lengthM) => !(lengthM >= 0) || !Number.isFinite(lengthM));
  if (bad !== undefined) return [{ expected: "lengths of 0 m or more", found: String(bad) }];
  return lengths.some((lengthM) => lengthM > 0) ? [] : [{ expected: "a length above 0 m", found: "none" }];
}

/** Times of the marks of a shape, null where one is not stated. */
function timesOf(shape: ShapeSpec): (number | null)[] {
  switch (shape.kind) {
    case "polyline":
      return shape.vertices.map(({ timeSec }) => timeSec);
    case "clothoid":
      return [shape.startSec, shape.stopSec];
    case "clothoid-spline":
      return [...shape.segments.map(({ startSec }) => startSec), shape.endSec];
    case "nurbs":
      return shape.controlPoints.map(({ timeSec }) => timeSec);
  }
}

/** Times are stated everywhere or nowhere, and do not go back. */
function timeFaults(times: readonly (number | null)[]): Fault[] {
  const stated = times.filter((time) => time !== null);
  if (stated.length === 0) return [];
  if (stated.length < times.length) return [{ expected: "a time at each point or at none", found: `${stated.length} of ${times.length}` }];
  const at = stated.findIndex((time, i) => !Number.isFinite(time) || (i > 0 && time < stated[i - 1]!));
  return at < 0 ? [] : [{ expected: "times that do not go back", found: String(stated[at]) }];
}
