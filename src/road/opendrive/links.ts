import { type SectionIndex, slotOf } from "./lane-graph.ts";
import { graphOf, type RoadMap } from "./map.ts";

/** One lane of one section of a road, and the direction in which it is driven through. */
export interface LinkedLane {
  readonly road: number;
  readonly section: SectionIndex;
  readonly lane: number;
  /** Along increasing s. */
  readonly isForwards: boolean;
}

/**
 * The lanes into which a lane of a section (counted within its road) goes on when it is left at its end (`forwards`) or at its start: in the
 * next section, over the border of the road, or into a junction. Those that the lane itself names come first. Empty where the lane ends.
 */
export function laneAfter(map: RoadMap, road: number, section: SectionIndex, lane: number, isForwards: boolean): LinkedLane[] {
  const graph = graphOf(map);
  const slot = slotOf(graph, road, section, lane);
  if (slot < 0) return [];
  const way = 2 * slot + (isForwards ? 0 : 1);
  return Array.from(graph.next.subarray(graph.nextStart[way]!, graph.nextStart[way + 1]!), (next) => {
    const global = graph.slotSection[next >> 1]!;
    const onRoad = graph.sectionRoad[global]!;
    return { road: onRoad, section: global - graph.sectionStart[onRoad]!, lane: graph.slotLane[next >> 1]!, isForwards: (next & 1) === 0 };
  });
}
