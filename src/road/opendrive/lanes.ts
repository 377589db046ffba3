import { cubicAt, cubicBound, type Cubics, cubicsOf, isAnywhere, isConstant } from "./cubics.ts";
import type { Lane, LaneSection, Road } from "./model.ts";

/** A lane of one section, ready to be asked. */
export interface LaneRow {
  readonly id: number;
  readonly source: Lane;
  readonly isDriving: boolean;
  readonly width: Cubics;
  /** Used where there is no width. */
  readonly border: Cubics;
}

/** The lanes of one section, each side counted from the lane reference outwards. */
export interface SectionTable {
  readonly startM: number;
  /** Where the next section begins; Infinity of the last one. */
  readonly endM: number;
  readonly left: readonly LaneRow[];
  readonly right: readonly LaneRow[];
  /**
   * t of the lane reference, then of the outer borders of as many lanes of `left` and of `right`, outwards, as keep theirs all along the section;
   * nothing where the reference does not.
   */
  readonly leftEvenTM: Float64Array;
  readonly rightEvenTM: Float64Array;
}

/** The lanes of a road. */
export interface LaneTable {
  readonly offset: Cubics;
  readonly sections: readonly SectionTable[];
  /** Whether some lane lies higher than the road, or is kept level on a road that is not. */
  readonly isStepped: boolean;
}

/** A lane across the road at one s, as t of its borders; written in place. `row` is null for none. */
export interface LaneSpan {
  row: LaneRow | null;
  innerM: number;
  outerM: number;
}

/** A span of no lane. */
export function emptySpan(): LaneSpan {
  return { row: null, innerM: 0, outerM: 0 };
}

/** Lane types for motor traffic: e_laneType of ASAM OpenDRIVE 1.4 to 1.8. */
const DRIVING: ReadonlySet<string> = new Set(
  "driving entry exit onRamp offRamp connectingRamp slipLane bidirectional bus taxi HOV mwyEntry mwyExit shared".split(" "),
);

/** Whether motor traffic drives on lanes of this type. */
export function isDrivingType(type: string): boolean {
  return DRIVING.has(type);
}

/** Packs the lanes of a road. */
export function laneTableOf(road: Road): LaneTable {
  const offset = cubicsOf(road.laneOffset);
  const sorted = road.sections.toSorted((one, other) => one.sM - other.sM);
  const sections = sorted.map((section, i) => sectionOf(section, sorted[i + 1]?.sM ?? Infinity, offset));
  const lanes = road.sections.flatMap((section) => section.lanes);
  const isStepped = lanes.some((lane) => lane.level || lane.heights.some(({ innerM, outerM }) => innerM !== 0 || outerM !== 0));
  return { offset, sections, isStepped };
}

function sectionOf(section: LaneSection, endM: number, offset: Cubics): SectionTable {
  const rows = section.lanes.filter((lane) => lane.id !== 0).map(rowOf);
  const left = rows.filter((row) => row.id > 0).toSorted((one, other) => one.id - other.id);
  const right = rows.filter((row) => row.id < 0).toSorted((one, other) => other.id - one.id);
  const isEven = isConstant(offset, section.sM, endM);
  const referenceM = cubicAt(offset, section.sM);
  const leftEvenTM = isEven ? evenBordersOf(left, referenceM) : NOTHING;
  const rightEvenTM = isEven ? evenBordersOf(right, referenceM) : NOTHING;
  return { startM: section.sM, endM, left, right, leftEvenTM, rightEvenTM };
}

const NOTHING = new Float64Array(0);

/** t of the lane reference and of the outer borders of the lanes of one side up to the first that changes. */
function evenBordersOf(rows: readonly LaneRow[], referenceM: number): Float64Array {
  const bordersM = [referenceM];
  for (const row of rows) {
    if (!isConstant(row.width, 0, Infinity) || !isConstant(row.border, 0, Infinity)) break;
    bordersM.push(outerBorderM(row, referenceM, bordersM.at(-1)!, 0));
  }
  return Float64Array.from(bordersM);
}

function rowOf(lane: Lane): LaneRow {
  return { id: lane.id, source: lane, isDriving: isDrivingType(lane.type), width: cubicsOf(lane.width), border: cubicsOf(lane.border) };
}

/** The section that is valid at s: the last one that starts at or before it, the first one before; undefined where a road has none. */
export function sectionOfTable(table: LaneTable, sM: number): SectionTable | undefined {
  const { sections } = table;
  let low = 0;
  let high = sections.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (sections[middle]!.startM <= sM) low = middle;
    else high = middle;
  }
  return sections[low];
}

/**
 * t of a lane's outer border, given that of its inner one. A width counts from the inner border (a negative one as 0: lanes do not fold over);
 * a border counts from the lane reference, whatever lies inside (ASAM OpenDRIVE 11.6).
 */
export function outerBorderM(row: LaneRow, referenceM: number, innerM: number, alongM: number): number {
  if (row.width.count === 0 && row.border.count > 0) return referenceM + cubicAt(row.border, alongM);
  const widthM = Math.max(0, cubicAt(row.width, alongM));
  return row.id > 0 ? innerM + widthM : innerM - widthM;
}

/**
 * Borders of the lane with this id at s. False, and no row, where there is no such lane; lane 0 has its line for both borders and no row. Asked
 * several times a tick for everyone on a road: where lanes keep their width, nothing is worked out.
 */
export function findSpan(table: LaneTable, sM: number, lane: number, out: LaneSpan): boolean {
  const section = sectionOfTable(table, sM);
  const evenTM = section === undefined ? NOTHING : evenBordersAt(section, sM, lane > 0);
  const referenceM = evenTM.length > 0 ? evenTM[0]! : cubicAt(table.offset, sM);
  out.row = null;
  out.innerM = referenceM;
  out.outerM = referenceM;
  if (section === undefined) return false;
  if (lane === 0) return true;
  const rows = lane > 0 ? section.left : section.right;
  let innerM = referenceM;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const outerM = i + 1 < evenTM.length ? evenTM[i + 1]! : outerBorderM(row, referenceM, innerM, sM - section.startM);
    if (row.id === lane) {
      out.row = row;
      out.innerM = innerM;
      out.outerM = outerM;
      return true;
    }
    innerM = outerM;
  }
  return false;
}

/** The borders of one side that the section keeps, where they hold at s: before its start widths are 0. */
export function evenBordersAt(section: SectionTable, sM: number, isLeft: boolean): Float64Array {
  if (!(sM >= section.startM)) return NOTHING;
  return isLeft ? section.leftEvenTM : section.rightEvenTM;
}

/** Whether the borders of a lane keep their t from one s to a later one. */
export function isEvenBetween(table: LaneTable, lane: number, fromM: number, toM: number): boolean {
  const section = sectionOfTable(table, fromM);
  if (section === undefined || !(toM < section.endM)) return false;
  const { length } = evenBordersAt(section, fromM, lane > 0);
  if (length < 2) return length === 1 && lane === 0;
  // Lanes are in the order of their numbers.
  const last = (lane > 0 ? section.left : section.right)[length - 2]!.id;
  return lane > 0 ? lane <= last : lane >= last;
}

/**
 * The lane that is nearest to t across the road at s, of all or of those for motor traffic; on a border the wider one of its two lanes, then
 * the one further in, then the right one. Returns its distance from t in m, 0 inside; Infinity, and no row, where there is no such lane.
 */
export function nearestSpan(table: LaneTable, sM: number, tM: number, drivingOnly: boolean, out: LaneSpan): number {
  out.row = null;
  const section = sectionOfTable(table, sM);
  if (section === undefined) return Infinity;
  const leftEvenTM = evenBordersAt(section, sM, true);
  const rightEvenTM = evenBordersAt(section, sM, false);
  const referenceM = leftEvenTM.length > 0 ? leftEvenTM[0]! : cubicAt(table.offset, sM);
  const alongM = sM - section.startM;
  const rightM = nearestOnSide(section.right, rightEvenTM, referenceM, alongM, tM, drivingOnly, Infinity, out);
  return nearestOnSide(section.left, leftEvenTM, referenceM, alongM, tM, drivingOnly, rightM, out);
}

/** Below this two distances to lane borders are the same: borders are sums of cubics. */
const SAME_M = 1e-9;

function nearestOnSide(
  rows: readonly LaneRow[],
  evenTM: Float64Array,
  referenceM: number,
  alongM: number,
  tM: number,
  drivingOnly: boolean,
  beforeM: number,
  out: LaneSpan,
): number {
  let bestM = beforeM;
  let innerM = referenceM;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const outerM = i + 1 < evenTM.length ? evenTM[i + 1]! : outerBorderM(row, referenceM, innerM, alongM);
    if (row.isDriving || !drivingOnly) {
      const lowM = Math.min(innerM, outerM);
      const highM = Math.max(innerM, outerM);
      const distanceM = Math.max(0, lowM - tM, tM - highM);
      const isWider = Math.abs(distanceM - bestM) <= SAME_M && highM - lowM > Math.abs(out.outerM - out.innerM) + SAME_M;
      if (distanceM < bestM - SAME_M || isWider) {
        bestM = distanceM;
        out.row = row;
        out.innerM = innerM;
        out.outerM = outerM;
      }
    }
    innerM = outerM;
  }
  return bestM;
}

/** The record along a lane that is valid at a distance from the section's start: the last one that begins at or before it. */
export function validAt<T extends { readonly sM: number }>(records: readonly T[], alongM: number): T | undefined {
  let valid: T | undefined;
  for (let i = 0; i < records.length; i++) {
    const record = records[i]!;
    if (record.sM <= alongM && (valid === undefined || record.sM >= valid.sM)) valid = record;
  }
  return valid;
}

/** How far the lanes of a road reach from its reference line at most, m; a little more where widths bend. */
export function reachM(table: LaneTable, lengthM: number): number {
  const offsetM = isAnywhere(table.offset) ? cubicBound(table.offset, 0, lengthM) : 0;
  let reach = 0;
  for (let i = 0; i < table.sections.length; i++) {
    const section = table.sections[i]!;
    const spanM = Math.max(0, (table.sections[i + 1]?.startM ?? lengthM) - section.startM);
    reach = Math.max(reach, sideReachM(section.left, spanM), sideReachM(section.right, spanM));
  }
  return offsetM + reach;
}

function sideReachM(rows: readonly LaneRow[], spanM: number): number {
  let reach = 0;
  for (const row of rows) {
    if (row.width.count === 0 && row.border.count > 0) reach = Math.max(reach, cubicBound(row.border, 0, spanM));
    else reach += cubicBound(row.width, 0, spanM);
  }
  return reach;
}
