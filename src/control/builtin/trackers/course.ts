/** What the trackers follow: points in W in driving order, with what is known at each. Which columns a tracker reads, its own file says. */
export interface Course {
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  readonly curvaturePerM: Float64Array;
  readonly speedMps: Float64Array;
}

/** Index of the course's point nearest to (x, y), the first of several. The course has at least one point. */
export function nearestPoint(course: Course, xM: number, yM: number): number {
  let best = 0;
  let least = Infinity;
  for (let i = 0; i < course.xM.length; i++) {
    const dx = xM - course.xM[i]!;
    const dy = yM - course.yM[i]!;
    const square = dx * dx + dy * dy;
    if (square < least) {
      least = square;
      best = i;
    }
  }
  return best;
}

/** Acceleration that takes up a difference of speed at `perSec` of it each second, m/s^2: the proportional control of speed. */
export function speedAccelMps2(wantedMps: number, mps: number, perSec: number): number {
  return perSec * (wantedMps - mps);
}
