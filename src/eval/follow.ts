import { type LineProjection, type Polyline, project } from "../core/polyline.ts";

/** No segment is known to be near: all are searched. */
export const ANYWHERE = -1;

/**
 * Places a point that moves little from tick to tick beside a line: from the segment of the tick before to the neighbour in whose
 * direction the point lies, until it is beside one, a step or none. A search for the nearest of many segments took half the time of all
 * metrics. Outside a bend, where the point is beside neither segment, s is the bend's and t is measured across the segment of the hint's
 * side. `distanceM` is not written.
 * @param hint the segment of the tick before, or `ANYWHERE`.
 */
export function followLine(line: Polyline, xM: number, yM: number, hint: number, out: LineProjection): void {
  if (hint === ANYWHERE) {
    project(line, xM, yM, out);
    return;
  }
  const last = line.count - 2;
  let i = hint;
  let came = 0;
  for (;;) {
    const dx = xM - (line.xM[i] as number);
    const dy = yM - (line.yM[i] as number);
    const tx = line.tangentX[i] as number;
    const ty = line.tangentY[i] as number;
    const along = dx * tx + dy * ty;
    const lengthM = (line.sM[i + 1] as number) - (line.sM[i] as number);
    const go = along < 0 && i > 0 ? -1 : along > lengthM && i < last ? 1 : 0;
    if (go === 0 || go === -came) {
      out.segment = i;
      out.sM = (line.sM[i] as number) + (go === 0 ? along : go < 0 ? 0 : lengthM);
      out.tM = tx * dy - ty * dx;
      return;
    }
    i += go;
    came = go;
  }
}
