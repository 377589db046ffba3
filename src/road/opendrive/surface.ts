import { atan, cos, sin, tan } from "../../core/dmath.ts";
import { cubicAt, cubicSlopeAt, type Cubics, cubicsOf, isAnywhere } from "./cubics.ts";
import { evenBordersAt, type LaneRow, type LaneTable, outerBorderM, type SectionTable, sectionOfTable, validAt } from "./lanes.ts";
import type { Road } from "./model.ts";

/** Heights over the reference plane across the road at one s: cubics by t, in ascending t. */
interface ShapeRow {
  readonly sM: number;
  readonly heights: Cubics;
}

/** The form of a road's surface over the map plane. */
export interface Surface {
  readonly elevation: Cubics;
  readonly superelevation: Cubics;
  readonly crossfallLeft: Cubics;
  readonly crossfallRight: Cubics;
  readonly shape: readonly ShapeRow[];
  /** Nothing lifts or turns the surface: z, pitch and roll are 0 everywhere. */
  readonly isFlat: boolean;
  /** The surface bends across the road: heights that depend on t in another way than by roll. */
  readonly isBent: boolean;
  /** Points beside the reference line may lie higher or lower than it; where not, a place is found as on a flat road. */
  readonly isTilted: boolean;
}

/** A place across the road, before pitch and heading; written in place. */
export interface CrossPoint {
  /** Horizontal, to the left of the reference line. */
  leftM: number;
  /** Square to the left and to the (pitched) reference line. */
  upM: number;
  rollRad: number;
}

/** Packs elevation and lateral profile of a road. */
export function surfaceOf(road: Road, lanes: LaneTable): Surface {
  const crossfall = (side: "left" | "right"): Cubics =>
    cubicsOf(road.crossfall.filter((entry) => entry.side === side || entry.side === "both"));
  const parts = {
    elevation: cubicsOf(road.elevation),
    superelevation: cubicsOf(road.superelevation),
    crossfallLeft: crossfall("left"),
    crossfallRight: crossfall("right"),
    shape: shapeOf(road.shape),
  };
  const isShaped =
    parts.shape.some((row) => isAnywhere(row.heights)) || isAnywhere(parts.crossfallLeft) || isAnywhere(parts.crossfallRight);
  const isBent = isShaped || lanes.isStepped;
  const isTilted = isBent || isAnywhere(parts.superelevation);
  return { ...parts, isBent, isTilted, isFlat: !isTilted && !isAnywhere(parts.elevation) };
}

function shapeOf(entries: Road["shape"]): ShapeRow[] {
  const starts = [...new Set(entries.map((entry) => entry.sM))].sort((a, b) => a - b);
  return starts.map((sM) => {
    const across = entries.filter((entry) => entry.sM === sM).map(({ tM, a, b, c, d }) => ({ sM: tM, a, b, c, d }));
    return { sM, heights: cubicsOf(across) };
  });
}

/** Height of the reference line at s. */
export function elevationAt(surface: Surface, sM: number): number {
  return cubicAt(surface.elevation, sM);
}

/** Rise of the reference line per m of s. */
export function riseAt(surface: Surface, sM: number): number {
  return cubicSlopeAt(surface.elevation, sM);
}

/**
 * The surface across the road. Superelevation turns the reference plane about the reference line, positive falling to the right (ASAM OpenDRIVE
 * 8.3, 10.5); shape and crossfall are heights square to that plane, crossfall falling outwards on its side (10.5; crossfall: 1.4 and 1.5 only);
 * lane heights come on top (11.6). Lanes that are kept level (attribute level) go on horizontally from the inner border of the innermost one of
 * their side.
 */
export function crossPointAt(surface: Surface, lanes: LaneTable, sM: number, tM: number, out: CrossPoint): void {
  const roll = cubicAt(surface.superelevation, sM);
  if (!surface.isBent) return turn(roll, tM, 0, 0, out);
  const section = lanes.isStepped ? sectionOfTable(lanes, sM) : undefined;
  if (section === undefined) return turn(roll, tM, shapeHeightAt(surface, sM, tM), bankAt(surface, sM, tM), out);
  findStep(lanes, section, sM, tM);
  if (Number.isNaN(STEP.hingeM)) {
    turn(roll, tM, shapeHeightAt(surface, sM, tM) + STEP.heightM, bankAt(surface, sM, tM), out);
    return;
  }
  turn(roll, STEP.hingeM, shapeHeightAt(surface, sM, STEP.hingeM), 0, out);
  out.leftM += tM - STEP.hingeM;
  out.upM += STEP.heightM;
  out.rollRad = 0;
}

/** Height over the map plane of the surface at (s, t). */
export function heightAt(surface: Surface, lanes: LaneTable, sM: number, tM: number): number {
  if (surface.isFlat) return 0;
  const referenceM = elevationAt(surface, sM);
  if (!surface.isTilted) return referenceM;
  crossPointAt(surface, lanes, sM, tM, CROSS);
  const rise = riseAt(surface, sM);
  return referenceM + CROSS.upM / Math.sqrt(1 + rise * rise);
}

const CROSS: CrossPoint = { leftM: 0, upM: 0, rollRad: 0 };

/** Rolls the point (t, height) about the reference line. */
function turn(rollRad: number, tM: number, heightM: number, bankRad: number, out: CrossPoint): void {
  if (rollRad === 0) {
    out.leftM = tM;
    out.upM = heightM;
    out.rollRad = bankRad;
    return;
  }
  const c = cos(rollRad);
  const s = sin(rollRad);
  out.leftM = tM * c - heightM * s;
  out.upM = tM * s + heightM * c;
  out.rollRad = rollRad + bankRad;
}

/** Height of shape and crossfall over the reference plane. */
function shapeHeightAt(surface: Surface, sM: number, tM: number): number {
  const { shape } = surface;
  let heightM = 0;
  if (shape.length > 0) {
    const row = shapeRowAt(surface, sM);
    const at = shape[row]!;
    const next = shape[row + 1];
    heightM = rowHeightAt(at.heights, tM);
    // Between two rows heights change evenly along s (ASAM OpenDRIVE 11.4).
    if (next !== undefined && sM > at.sM) {
      const share = (sM - at.sM) / (next.sM - at.sM);
      heightM += share * (rowHeightAt(next.heights, tM) - heightM);
    }
  }
  const fallRad = cubicAt(tM >= 0 ? surface.crossfallLeft : surface.crossfallRight, sM);
  return fallRad === 0 ? heightM : heightM - Math.abs(tM) * tan(fallRad);
}

/** Roll that shape and crossfall add: the slope of their height along t. */
function bankAt(surface: Surface, sM: number, tM: number): number {
  const { shape } = surface;
  const fallRad = cubicAt(tM >= 0 ? surface.crossfallLeft : surface.crossfallRight, sM);
  let slope = fallRad === 0 ? 0 : (tM >= 0 ? -1 : 1) * tan(fallRad);
  if (shape.length > 0) {
    const row = shapeRowAt(surface, sM);
    const at = shape[row]!;
    const next = shape[row + 1];
    const share = next !== undefined && sM > at.sM ? (sM - at.sM) / (next.sM - at.sM) : 0;
    slope += cubicSlopeAt(at.heights, tM);
    if (next !== undefined) slope += share * (cubicSlopeAt(next.heights, tM) - cubicSlopeAt(at.heights, tM));
  }
  return slope === 0 ? 0 : atan(slope);
}

function shapeRowAt(surface: Surface, sM: number): number {
  let row = 0;
  while (row + 1 < surface.shape.length && surface.shape[row + 1]!.sM <= sM) row++;
  return row;
}

/** Right of the first cubic its height goes on. */
function rowHeightAt(heights: Cubics, tM: number): number {
  return cubicAt(heights, Math.max(tM, heights.numbers[0]!));
}

/** What a lane adds: its height at t, and t where its side becomes level (NaN where it does not). Written by `findStep`. */
const STEP = { heightM: 0, hingeM: Number.NaN };

function findStep(lanes: LaneTable, section: SectionTable, sM: number, tM: number): void {
  STEP.heightM = 0;
  STEP.hingeM = Number.NaN;
  const leftEvenTM = evenBordersAt(section, sM, true);
  const referenceM = leftEvenTM.length > 0 ? leftEvenTM[0]! : cubicAt(lanes.offset, sM);
  const alongM = sM - section.startM;
  const isLeft = tM > referenceM;
  const rows = isLeft ? section.left : section.right;
  const evenTM = isLeft ? leftEvenTM : evenBordersAt(section, sM, false);
  let innerM = referenceM;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (row.source.level && Number.isNaN(STEP.hingeM)) STEP.hingeM = innerM;
    const outerM = i + 1 < evenTM.length ? evenTM[i + 1]! : outerBorderM(row, referenceM, innerM, alongM);
    if (isLeft ? tM <= outerM : tM >= outerM) {
      STEP.heightM = laneHeightAt(row, alongM, outerM === innerM ? 0 : (tM - innerM) / (outerM - innerM));
      return;
    }
    innerM = outerM;
  }
}

/** Height of a lane at a share of its width from the inner border. */
function laneHeightAt(row: LaneRow, alongM: number, share: number): number {
  const height = validAt(row.source.heights, alongM);
  return height === undefined ? 0 : height.innerM + share * (height.outerM - height.innerM);
}
