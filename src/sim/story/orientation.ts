import { PI, wrapRad } from "../../core/angle.ts";
import { asin, atan2, cos, sin } from "../../core/dmath.ts";
import { sinCosOf } from "../../core/dmath/trig.ts";

/** Heading, pitch and roll: turned about z, then the new y, then the new x (ISO 8855, ASAM OpenSCENARIO XML 1.3 section 6.3). */
export interface Angles {
  hRad: number;
  pRad: number;
  rRad: number;
}

/**
 * Writes the orientation that comes of turning by (h, p, r) in the frame that `base` already is turned to: the product of the two rotations, read
 * as angles again. Headings lie in (-pi, pi].
 */
export function composeAngles(base: Angles, hRad: number, pRad: number, rRad: number, out: Angles): void {
  if (base.pRad === 0 && base.rRad === 0) {
    out.hRad = wrapRad(base.hRad + hRad);
    out.pRad = pRad;
    out.rRad = rRad;
    return;
  }
  if (base.rRad === 0 && pRad === 0 && rRad === 0) {
    if (hRad === 0 || hRad === PI) alongSlope(base, hRad, out);
    else composeOnSlope(base, hRad, out);
    return;
  }
  // Columns of the inner rotation: where its x, y and z axes point in the base frame.
  const ch = cos(hRad);
  const sh = sin(hRad);
  const cp = cos(pRad);
  const sp = sin(pRad);
  const cr = cos(rRad);
  const sr = sin(rRad);
  const xx = ch * cp;
  const xy = sh * cp;
  const xz = -sp;
  const yz = cp * sr;
  const zz = cp * cr;
  const yx = ch * sp * sr - sh * cr;
  const yy = sh * sp * sr + ch * cr;
  const zx = ch * sp * cr + sh * sr;
  const zy = sh * sp * cr - ch * sr;
  // Rows of the base rotation without its heading, which only adds.
  const cb = cos(base.pRad);
  const sb = sin(base.pRad);
  const cq = cos(base.rRad);
  const sq = sin(base.rRad);
  const forward = cb * xx + sb * sq * xy + sb * cq * xz;
  const left = cq * xy - sq * xz;
  const upX = -sb * xx + cb * sq * xy + cb * cq * xz;
  const upY = -sb * yx + cb * sq * yy + cb * cq * yz;
  const upZ = -sb * zx + cb * sq * zy + cb * cq * zz;
  out.hRad = wrapRad(base.hRad + atan2(left, forward));
  out.pRad = asin(Math.max(-1, Math.min(1, -upX)));
  out.rRad = atan2(upY, upZ);
}

const ANGLE = new Float64Array(2);
const SINE = new Float64Array(2);
const COSINE = new Float64Array(2);

/** Straight up or down a slope, as most are on their lanes: nothing to be worked out. */
function alongSlope(base: Angles, hRad: number, out: Angles): void {
  out.hRad = wrapRad(base.hRad + hRad);
  out.pRad = hRad === 0 ? base.pRad : 0 - base.pRad;
  out.rRad = 0;
}

/**
 * The same for what only heads somewhere on a slope that only rises: the usual case, at less than half
 * of the cost. Adding 0 makes a negative one positive, as the sums above do.
 */
function composeOnSlope(base: Angles, hRad: number, out: Angles): void {
  ANGLE[0] = hRad;
  ANGLE[1] = base.pRad;
  sinCosOf(ANGLE, 2, SINE, COSINE);
  const ch = COSINE[0]!;
  const sh = SINE[0]!;
  const cb = COSINE[1]!;
  const sb = SINE[1]!;
  out.hRad = wrapRad(base.hRad + atan2(sh + 0, cb * ch));
  out.pRad = asin(Math.max(-1, Math.min(1, sb * ch)));
  out.rRad = atan2(sb * sh + 0, cb);
}
