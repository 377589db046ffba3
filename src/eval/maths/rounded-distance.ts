import { type Box, boxSignedDistanceM, emptyBox } from "../../core/box.ts";

const A: Box = emptyBox();
const B: Box = emptyBox();

/**
 * Signed distance of two boxes with rounded corners: each is made smaller by r = roundingRatio x min(length, width) / 2 on every side and
 * blown up by r again; below 0 where they overlap (waymo-open-dataset@99a4cb3, sim_agents_metrics/interaction_features.py:28).
 */
export function roundedDistanceM(a: Box, b: Box, roundingRatio: number): number {
  const ra = roundingRatio * Math.min(a.halfLengthM, a.halfWidthM);
  const rb = roundingRatio * Math.min(b.halfLengthM, b.halfWidthM);
  shrink(A, a, ra);
  shrink(B, b, rb);
  return boxSignedDistanceM(A, B) - ra - rb;
}

function shrink(out: Box, box: Box, byM: number): void {
  out.xM = box.xM;
  out.yM = box.yM;
  out.cosYaw = box.cosYaw;
  out.sinYaw = box.sinYaw;
  out.halfLengthM = box.halfLengthM - byM;
  out.halfWidthM = box.halfWidthM - byM;
}
