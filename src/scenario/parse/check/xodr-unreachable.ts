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
  const leads = leadsOf(net);
  return net.roads.flatMap((road) =>
    road.sections.flatMap((section, index) => groupsOf(road, section, index).flatMap((group) => violationsOf(net, group, linked, leads))),
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
  const groups: (Group & { readonly lanes: LaneRow[] })[] = [];
  const lanes = section.lanes.filter((lane) => lane.id !== 0 && isDrivable(lane) && runsAlong(road, lane) !== null);
  for (const lane of lanes.toSorted((a, b) => a.id - b.id)) {
    const last = groups.at(-1);
    const beside = last?.lanes.at(-1);
    const isBeside = beside?.id === lane.id - 1 && beside.id * lane.id > 0 && runsAlong(road, beside) === runsAlong(road, lane);
    if (isBeside) last!.lanes.push(lane);
    else groups.push({ road, section, index, lanes: [lane] });
  }
  return groups.filter((group) => group.lanes.some((lane) => !ASIDE.has(lane.type)));
}

function violationsOf(net: Net, group: Group, linked: ReadonlyMap<LaneRow, ReadonlySet<End>>, leads: Leads): Violation[] {
  const { road, lanes } = group;
  const first = lanes[0]!;
  const isAlong = runsAlong(road, first) === true;
  const ends: readonly [End, Way][] = [
    [isAlong ? "start" : "end", "into"],
    [isAlong ? "end" : "start", "out of"],
  ];
  return ends.flatMap(([end, way]) => {
    if (lanes.some((lane) => linked.get(lane)?.has(end) === true || isNarrowAt(group.section, lane, end))) return [];
    if (!goesOn(net, group, end, leads)?.has(way)) return [];
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

/** Where driving lanes lead: from beyond an end of a road into it, or out of it into what lies beyond. */
type Way = "into" | "out of";

/** What is found once for each end of a road, since any number of groups may lie at one, and any number of connecting roads. */
interface Leads {
  /** Ways of the driving lanes of the road that is met at that end. */
  readonly of: (met: RoadRow, contact: End) => ReadonlySet<Way>;
  /** Ways of those of the roads of a junction that meet an end of a road, by `meetingKey`. */
  readonly inJunction: ReadonlyMap<string, ReadonlySet<Way>>;
}

function leadsOf(net: Net): Leads {
  const ofEnds = new Map(net.roads.map((road) => [road, { start: waysAt(road, "start"), end: waysAt(road, "end") }]));
  const of: Leads["of"] = (met, contact) => ofEnds.get(met)![contact];
  const inJunction = new Map<string, Set<Way>>();
  const add = (junction: string, link: RoadEnd | null, connecting: RoadRow, contact: End): void => {
    if (link?.kind !== "road" || link.contact === null) return;
    const key = meetingKey(junction, link.id, link.contact);
    const ways = inJunction.get(key) ?? new Set();
    inJunction.set(key, ways);
    for (const way of of(connecting, contact)) ways.add(way);
  };
  for (const road of net.roads) {
    if (road.junction === null) continue;
    add(road.junction, road.predecessor, road, "start");
    add(road.junction, road.successor, road, "end");
  }
  return { of, inJunction };
}

function meetingKey(junction: string, road: string, end: End): string {
  return JSON.stringify([junction, road, end]);
}

/** Ways of the driving lanes of a road that is met at its end `contact`: those that lead to there lead into what meets it there. */
function waysAt(road: RoadRow, contact: End): ReadonlySet<Way> {
  const ways = new Set<Way>();
  for (const lane of sectionAt(road, contact)?.lanes ?? []) {
    const isAlong = lane.id !== 0 && isDrivable(lane) && !ASIDE.has(lane.type) ? runsAlong(road, lane) : null;
    if (isAlong !== null) ways.add(isAlong === (contact === "end") ? "into" : "out of");
  }
  return ways;
}

/** The ways of the driving lanes beyond that end; undefined where nothing lies there. */
function goesOn(net: Net, { road, index }: Group, end: End, leads: Leads): ReadonlySet<Way> | undefined {
  // Inside its road a lane without a link goes on in what lies at its place.
  if (road.sections[end === "end" ? index + 1 : index - 1] !== undefined) return undefined;
  const link = end === "end" ? road.successor : road.predecessor;
  if (link?.kind === "junction") return leads.inJunction.get(meetingKey(link.id, road.id, end));
  const other = link?.kind === "road" ? net.roadById.get(link.id) : undefined;
  return other === undefined || !link?.contact ? undefined : leads.of(other, link.contact);
}
