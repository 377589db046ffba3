import type { CheckedFile, Rule, Violation } from "./rule.ts";
import { violation } from "./rule.ts";
import { isDrivable, laneLinksOf, type LaneEnd, runsAlong, sectionAt } from "./xodr-lane-links.ts";
import { type End, type LaneRow, type Net, netOf, type RoadEnd, type RoadRow, type SectionRow, valueAt } from "./xodr-net.ts";

/** Lanes beside each other in one section on which one may change from each to each: drivable, of one direction. */
interface Group {
  readonly road: RoadRow;
  readonly section: SectionRow;
  /** Of the section in its road. */
  readonly index: number;
  readonly lanes: readonly LaneRow[];
}

/** Types of lane that are driven along but that a map may well let begin and end anywhere. */
const ASIDE = new Set(["biking", "stop", "restricted", "shared"]);
/** So narrow a lane is only beginning, or has ended. */
const NARROW_M = 0.01;

/** redrive's own rule: traffic can get onto every lane, and off it. */
export const XODR_UNREACHABLE_RULE: Rule = {
  id: "redrive:xodr:1.4.0:road.lane.link.reachable",
  standard: "xodr",
  since: { major: 1, minor: 4 },
  severity: "warning",
  code: "RDV_STANDARD_RULE",
  text: "Where a road goes on with driving lanes, one leads into its own driving lanes, and one out of them: into each lane, or one beside it.",
  check: unreachable,
};

function unreachable({ root }: CheckedFile): Violation[] {
  const net = netOf(root);
  const linked = linkedEnds(net);
  return net.roads.flatMap((road) =>
    road.sections.flatMap((section, index) => groupsOf(road, section, index).flatMap((group) => violationsOf(net, group, linked))),
  );
}

/** The lane ends that some link touches. */
function linkedEnds(net: Net): ReadonlyMap<LaneRow, ReadonlySet<End>> {
  const linked = new Map<LaneRow, Set<End>>();
  const add = ({ lane, end }: LaneEnd): void => {
    const ends = linked.get(lane) ?? new Set<End>();
    linked.set(lane, ends.add(end));
  };
  for (const { from, to } of laneLinksOf(net)) {
    if (!isDrivable(from.lane) || !isDrivable(to.lane)) continue;
    add(from);
    add(to);
  }
  return linked;
}

function groupsOf(road: RoadRow, section: SectionRow, index: number): Group[] {
  const groups: Group[] = [];
  const lanes = section.lanes.filter((lane) => lane.id !== 0 && isDrivable(lane) && runsAlong(road, lane) !== null);
  for (const lane of lanes.toSorted((a, b) => a.id - b.id)) {
    const last = groups.at(-1);
    const beside = last?.lanes.at(-1);
    const isBeside = beside?.id === lane.id - 1 && beside.id * lane.id > 0 && runsAlong(road, beside) === runsAlong(road, lane);
    if (isBeside) groups[groups.length - 1] = { ...last!, lanes: [...last!.lanes, lane] };
    else groups.push({ road, section, index, lanes: [lane] });
  }
  return groups.filter((group) => group.lanes.some((lane) => !ASIDE.has(lane.type)));
}

function violationsOf(net: Net, group: Group, linked: ReadonlyMap<LaneRow, ReadonlySet<End>>): Violation[] {
  const { road, lanes } = group;
  const first = lanes[0]!;
  const isAlong = runsAlong(road, first) === true;
  const ends: readonly [End, "into" | "out of"][] = [
    [isAlong ? "start" : "end", "into"],
    [isAlong ? "end" : "start", "out of"],
  ];
  return ends.flatMap(([end, way]) => {
    if (lanes.some((lane) => linked.get(lane)?.has(end) === true || isNarrowAt(group.section, lane, end))) return [];
    if (!goesOn(net, group, end, way)) return [];
    const names = lanes.map(({ id }) => String(id)).join(", ");
    const beyond = way === "into" ? "comes from" : "goes on into";
    const expected = `a driving lane that leads ${way} it, as road ${road.id} ${beyond} others at its ${end}`;
    return [violation(first.element, "", expected, `none for ${lanes.length === 1 ? "lane" : "any of lanes"} ${names} of road ${road.id}`)];
  });
}

function isNarrowAt({ startM, endM }: SectionRow, lane: LaneRow, end: End): boolean {
  const widthM = valueAt(lane.width, end === "start" ? 0 : endM - startM);
  return lane.width.length > 0 && widthM !== null && widthM < NARROW_M;
}

/** Whether there are driving lanes beyond that end which lead the same way. */
function goesOn(net: Net, { road, index }: Group, end: End, way: "into" | "out of"): boolean {
  // Inside its road a lane without a link goes on in what lies at its place.
  if (road.sections[end === "end" ? index + 1 : index - 1] !== undefined) return false;
  const link = end === "end" ? road.successor : road.predecessor;
  if (link?.kind === "road") return leadsBeyond(net.roadById.get(link.id), link.contact, way);
  if (link?.kind !== "junction") return false;
  const meets = (other: RoadEnd | null) => other?.kind === "road" && other.id === road.id && other.contact === end;
  return net.roads.some(
    (other) =>
      other.junction === link.id &&
      ((meets(other.predecessor) && leadsBeyond(other, "start", way)) || (meets(other.successor) && leadsBeyond(other, "end", way))),
  );
}

/** Whether a road that is met at its end `contact` has driving lanes that lead to there ("into"), or away from there. */
function leadsBeyond(other: RoadRow | undefined, contact: End | null, way: "into" | "out of"): boolean {
  if (other === undefined || contact === null) return false;
  const section = sectionAt(other, contact);
  return section !== undefined && leads(other, section, (contact === "end") === (way === "into"));
}

function leads(road: RoadRow, section: SectionRow, isAlong: boolean): boolean {
  return section.lanes.some((lane) => lane.id !== 0 && isDrivable(lane) && !ASIDE.has(lane.type) && runsAlong(road, lane) === isAlong);
}
