import { atan2, cos, sin } from "../../core/dmath.ts";
import type { Geometry } from "./model.ts";
import { type ParamCurve, paramCurveOf, paramPoint, polyCurveOf } from "./param-curve.ts";
import { type LocalPoint, partsFor, type Spiral, spiralOf, spiralPoint } from "./spiral.ts";

/** A point of a road's reference line in the map plane; written in place. */
export interface LinePoint {
  xM: number;
  yM: number;
  /** Of increasing s; not wrapped. */
  hRad: number;
  cosH: number;
  sinH: number;
  curvaturePerM: number;
}

/** The reference line of a road: its geometries in ascending s. */
export interface ReferenceLine {
  readonly count: number;
  readonly startM: Float64Array;
  readonly lengthM: Float64Array;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly hRad: Float64Array;
  readonly cosH: Float64Array;
  readonly sinH: Float64Array;
  /** Of an arc; 0 of all others. */
  readonly curvaturePerM: Float64Array;
  readonly source: readonly Geometry[];
  /** Made when a geometry is first asked. */
  readonly spirals: (Spiral | null)[];
  readonly params: (ParamCurve | null)[];
}

/** A point without a place. */
export function emptyLinePoint(): LinePoint {
  return { xM: 0, yM: 0, hRad: 0, cosH: 1, sinH: 0, curvaturePerM: 0 };
}

/** Packs a plan view. Nothing is sampled: clothoids and polynomials get their tables when they are first asked. */
export function referenceLineOf(geometry: readonly Geometry[]): ReferenceLine {
  const source = geometry.toSorted((one, other) => one.sM - other.sM);
  const numbers = (of: (piece: Geometry) => number): Float64Array => Float64Array.from(source, of);
  return {
    count: source.length,
    startM: numbers((piece) => piece.sM),
    lengthM: numbers((piece) => piece.lengthM),
    xM: numbers((piece) => piece.xM),
    yM: numbers((piece) => piece.yM),
    hRad: numbers((piece) => piece.hdgRad),
    cosH: numbers((piece) => cos(piece.hdgRad)),
    sinH: numbers((piece) => sin(piece.hdgRad)),
    curvaturePerM: numbers((piece) => (piece.kind === "arc" ? piece.curvaturePerM : 0)),
    source,
    spirals: source.map(() => null),
    params: source.map(() => null),
  };
}

/** The geometry that is valid at s: the last one that starts at or before it. */
export function geometryAt(line: ReferenceLine, sM: number): number {
  let low = 0;
  let high = line.count;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (line.startM[middle]! <= sM) low = middle;
    else high = middle;
  }
  return low;
}

/** The reference line at s. Before the first and after the last geometry lines, arcs and clothoids go on as they are. */
export function linePointAt(line: ReferenceLine, sM: number, out: LinePoint): void {
  pointOnGeometry(line, geometryAt(line, sM), sM, out);
}

/** The same on a geometry that is known, which at a joint need not be the one that begins there. */
export function pointOnGeometry(line: ReferenceLine, index: number, sM: number, out: LinePoint): void {
  const d = sM - line.startM[index]!;
  const geometry = line.source[index];
  switch (geometry?.kind) {
    case "line":
      return pointOnStraight(line, index, d, out);
    case "arc":
      return pointOnArc(line, index, d, out);
    case "spiral":
      return pointOnSpiral(line, index, d, out);
    case "poly3":
    case "paramPoly3":
      paramPoint(paramAt(line, index), d, LOCAL);
      placeLocal(line, index, out);
      out.hRad = line.hRad[index]! + atan2(LOCAL.sinH, LOCAL.cosH);
      return;
    case undefined:
      // A road without geometry lies nowhere.
      out.xM = Number.NaN;
      out.yM = Number.NaN;
      return;
  }
}

/** Borders in s of parts of a geometry that turn by at most half a radian, from its start to its end. */
export function partBordersOf(line: ReferenceLine, index: number): Float64Array {
  const startM = line.startM[index]!;
  const lengthM = line.lengthM[index]!;
  const geometry = line.source[index];
  const even = (count: number): Float64Array => Float64Array.from({ length: count + 1 }, (_, i) => startM + (lengthM * i) / count);
  switch (geometry?.kind) {
    case "arc":
      return even(partsFor(Math.abs(geometry.curvaturePerM) * lengthM));
    case "spiral":
      return even(spiralAt(line, index).count);
    case "poly3":
    case "paramPoly3": {
      const curve = paramAt(line, index);
      const inside = [...curve.arcM].map((arcM) => arcM / curve.stretchRatio).filter((alongM) => alongM < lengthM);
      return Float64Array.from([...inside, lengthM], (alongM) => startM + alongM);
    }
    case "line":
    case undefined:
      return even(1);
  }
}

const LOCAL: LocalPoint = { xM: 0, yM: 0, cosH: 1, sinH: 0, curvaturePerM: 0 };

function pointOnStraight(line: ReferenceLine, index: number, d: number, out: LinePoint): void {
  const c = line.cosH[index]!;
  const s = line.sinH[index]!;
  out.xM = line.xM[index]! + d * c;
  out.yM = line.yM[index]! + d * s;
  out.hRad = line.hRad[index]!;
  out.cosH = c;
  out.sinH = s;
  out.curvaturePerM = 0;
}

/** Chord of the arc in its middle direction, h + k d / 2; the same down to curvature 0. */
function pointOnArc(line: ReferenceLine, index: number, d: number, out: LinePoint): void {
  const k = line.curvaturePerM[index]!;
  const half = 0.5 * k * d;
  const c = line.cosH[index]!;
  const s = line.sinH[index]!;
  const sinHalf = sin(half);
  const cosHalf = cos(half);
  const chord = half === 0 ? d : (d * sinHalf) / half;
  const cosMid = c * cosHalf - s * sinHalf;
  const sinMid = s * cosHalf + c * sinHalf;
  out.xM = line.xM[index]! + chord * cosMid;
  out.yM = line.yM[index]! + chord * sinMid;
  out.hRad = line.hRad[index]! + k * d;
  out.cosH = cosMid * cosHalf - sinMid * sinHalf;
  out.sinH = sinMid * cosHalf + cosMid * sinHalf;
  out.curvaturePerM = k;
}

/** The heading is counted, not taken from the direction: more than one turn stays what it is. */
function pointOnSpiral(line: ReferenceLine, index: number, d: number, out: LinePoint): void {
  const spiral = spiralAt(line, index);
  spiralPoint(spiral, d, LOCAL);
  placeLocal(line, index, out);
  out.hRad = line.hRad[index]! + d * (spiral.startPerM + 0.5 * (spiral.stepPerM / spiral.partM) * d);
}

function placeLocal(line: ReferenceLine, index: number, out: LinePoint): void {
  const c = line.cosH[index]!;
  const s = line.sinH[index]!;
  out.xM = line.xM[index]! + c * LOCAL.xM - s * LOCAL.yM;
  out.yM = line.yM[index]! + s * LOCAL.xM + c * LOCAL.yM;
  out.cosH = c * LOCAL.cosH - s * LOCAL.sinH;
  out.sinH = s * LOCAL.cosH + c * LOCAL.sinH;
  out.curvaturePerM = LOCAL.curvaturePerM;
}

function spiralAt(line: ReferenceLine, index: number): Spiral {
  const known = line.spirals[index];
  if (known) return known;
  const geometry = line.source[index];
  if (geometry?.kind !== "spiral") throw new TypeError(`geometry ${index} is no spiral`);
  const made = spiralOf(geometry.startPerM, geometry.endPerM, geometry.lengthM);
  line.spirals[index] = made;
  return made;
}

function paramAt(line: ReferenceLine, index: number): ParamCurve {
  const known = line.params[index];
  if (known) return known;
  const made = paramOf(line.source[index]);
  line.params[index] = made;
  return made;
}

function paramOf(geometry: Geometry | undefined): ParamCurve {
  if (geometry?.kind === "poly3") return polyCurveOf([geometry.a, geometry.b, geometry.c, geometry.d], geometry.lengthM);
  if (geometry?.kind !== "paramPoly3") throw new TypeError("the geometry is no polynomial");
  return paramCurveOf(geometry.u, geometry.v, geometry.range === "normalized" ? 1 : geometry.lengthM, geometry.lengthM);
}
