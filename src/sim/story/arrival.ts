/**
 * Being somewhere at a time with a speed: of all ways to drive, the one with the least peak acceleration. It changes the speed evenly up, then evenly
 * down, or the other way about, both at the same rate; where that would be backwards it brakes evenly, stands, and sets off evenly.
 */

/** Way and speed after a while, written by `arrivalAt`. */
export interface ArrivalAt {
  wayM: number;
  speedMps: number;
}

/**
 * The drive of `wayM` in `inSec` from the speed `fromMps` to the speed `toMps`, `atSec` after its beginning (0 <= atSec <= inSec).
 *
 * Rate A of the first part: with E = D - T (v0 + v1) / 2 what an even change of the speed would miss and d = v1 - v0,
 * A^2 T^2 - 4 E A - d^2 = 0, the root on the side of E; the first part lasts (T + d / A) / 2.
 * What cannot be reached forwards (no way left) is driven at the final speed.
 */
export function arrivalAt(wayM: number, inSec: number, fromMps: number, toMps: number, atSec: number, out: ArrivalAt): void {
  const D = wayM;
  const T = inSec;
  const v0 = fromMps;
  const v1 = toMps;
  if (!(T > 0) || !(D > 0)) {
    out.wayM = v1 * atSec;
    out.speedMps = v1;
    return;
  }
  const d = v1 - v0;
  const E = D - 0.5 * (v0 + v1) * T;
  const A = (2 * E + (E >= 0 ? 1 : -1) * Math.sqrt(4 * E * E + T * T * d * d)) / (T * T);
  const first = A === 0 ? T : 0.5 * (T + d / A);
  if (A < 0 && v0 + A * first < 0) {
    standAt(D, T, v0, v1, atSec, out);
  } else if (atSec <= first) {
    out.wayM = (v0 + 0.5 * A * atSec) * atSec;
    out.speedMps = v0 + A * atSec;
  } else {
    const rest = T - atSec;
    out.wayM = D - (v1 + 0.5 * A * rest) * rest;
    out.speedMps = v1 + A * rest;
  }
}

/** Brakes to a stand and sets off, both at a = (v0^2 + v1^2) / (2 D). */
function standAt(D: number, T: number, v0: number, v1: number, atSec: number, out: ArrivalAt): void {
  const a = (v0 * v0 + v1 * v1) / (2 * D);
  const rest = T - atSec;
  if (a * atSec < v0) {
    out.wayM = (v0 - 0.5 * a * atSec) * atSec;
    out.speedMps = v0 - a * atSec;
  } else if (a * rest < v1) {
    out.wayM = D - (v1 - 0.5 * a * rest) * rest;
    out.speedMps = v1 - a * rest;
  } else {
    out.wayM = a > 0 ? (v0 * v0) / (2 * a) : 0;
    out.speedMps = 0;
  }
}

/** As `arrivalAt` with the final speed left open: the acceleration is even, or it brakes evenly to a stand at the end of the way. */
export function openArrivalAt(wayM: number, inSec: number, fromMps: number, atSec: number, out: ArrivalAt): void {
  const reached = inSec > 0 ? (2 * wayM) / inSec - fromMps : 0;
  if (!(inSec > 0) || !(wayM > 0) || reached >= 0) {
    const a = inSec > 0 && wayM > 0 ? (reached - fromMps) / inSec : 0;
    out.wayM = (fromMps + 0.5 * a * atSec) * atSec;
    out.speedMps = fromMps + a * atSec;
    return;
  }
  const stop = (2 * wayM) / fromMps;
  const t = Math.min(stop, atSec);
  out.wayM = fromMps * t * (1 - (0.5 * t) / stop);
  out.speedMps = fromMps * (1 - t / stop);
}
