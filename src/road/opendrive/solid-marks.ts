import type { Lane } from "../network.ts";
import type { LaneSection, RoadMark } from "./model.ts";

/** Where a lane lies in its section, and how far that is in the road's s and along the lane's own centre line. */
export interface MarkedLane {
  readonly section: LaneSection;
  readonly id: number;
  /** It drives along increasing s. */
  readonly isAlong: boolean;
  readonly sectionM: number;
  readonly laneM: number;
}

/**
 * Where the markings of a lane's borders may not be crossed from it: the line that is met first is solid. Of a double mark the file names the
 * lines from the inside to the outside, of lane 0 from left to right (ASAM OpenDRIVE 1.8, section 11.9). A border without marks says nothing.
 */
export function solidSides(lane: MarkedLane): Pick<Lane, "solidLeftSM" | "solidRightSM"> {
  const { section, id, isAlong } = lane;
  const marksOf = (of: number): readonly RoadMark[] => section.lanes.find((l) => l.id === of)?.roadMarks ?? [];
  // Towards higher ids lies the outer border of a left lane and the inner one of a right lane, which is its inner neighbour's outer border.
  const higher = id > 0 ? solidOf(lane, marksOf(id), false) : solidOf(lane, marksOf(id + 1), true);
  const lower = id > 0 ? solidOf(lane, marksOf(id - 1), id > 1) : solidOf(lane, marksOf(id), false);
  const [left, right] = isAlong ? [higher, lower] : [lower, higher];
  return { ...(left === null ? {} : { solidLeftSM: left }), ...(right === null ? {} : { solidRightSM: right }) };
}

/** From and to along the lane, in turn; null where there are no marks. `fromOutside`: the last line of a double mark is met first. */
function solidOf({ isAlong, sectionM, laneM }: MarkedLane, marks: readonly RoadMark[], fromOutside: boolean): number[] | null {
  if (marks.length === 0) return null;
  const ranges: number[] = [];
  for (const [i, { sM, type }] of marks.entries()) {
    const words = type.split(" ");
    if (words.at(fromOutside ? -1 : 0) !== "solid") continue;
    const from = (Math.min(sM, sectionM) / sectionM) * laneM;
    const to = (Math.min(marks[i + 1]?.sM ?? sectionM, sectionM) / sectionM) * laneM;
    ranges.push(...(isAlong ? [from, to] : [laneM - to, laneM - from]));
  }
  return ranges;
}
