import type { CheckedFile, Rule, Violation } from "./rule.ts";
import { violation } from "./rule.ts";
import { childrenOf, numberOf, textOf, type XmlElement } from "./xml-tree.ts";
import { type LaneEnd, laneLinksOf, runsAlong } from "./xodr-lane-links.ts";
import { type LaneRow, laneById, netOf, pieceAt, type RoadRow, type SectionRow, shifted, valueAt } from "./xodr-net.ts";

const V14 = { major: 1, minor: 4 };
const V17 = { major: 1, minor: 7 };

/** Lengths that differ by less are the same, m: what upstream's negative files step over. */
const TOLERANCE_M = 1e-6;
/** Of one lane: more than anybody reads, and pairs grow with the square of entries. */
const MAX_PAIRS = 1000;

function rule(version: "1.4.0" | "1.7.0", name: string, code: Rule["code"], text: string, check: (file: CheckedFile) => Violation[]): Rule {
  const since = version === "1.4.0" ? V14 : V17;
  return { id: `asam.net:xodr:${version}:road.${name}`, standard: "xodr", since, severity: "error", code, text, check };
}

/** What the standard demands of lanes and of the links between them. */
export const XODR_LANE_RULES: readonly Rule[] = [
  rule(
    "1.7.0",
    "lane.level_true_one_side",
    "RDV_STANDARD_RULE",
    "Outside a lane with level=true all lanes have it, and so have the lanes it continues in.",
    mixedLevel,
  ),
  rule(
    "1.7.0",
    "lane.access.no_mix_of_deny_or_allow",
    "RDV_STANDARD_RULE",
    "Access rules of a lane at one place either all allow or all deny.",
    mixedAccess,
  ),
  rule(
    "1.4.0",
    "lane.border.overlap_with_inner_lanes",
    "RDV_ROAD_GEOMETRY",
    "The border of a lane does not cross that of the lane inside it.",
    crossingBorders,
  ),
  rule(
    "1.4.0",
    "lane.link.lanes_across_lane_sections",
    "RDV_STANDARD_RULE",
    "A lane that goes on in the next lane section is linked in both directions.",
    oneSidedLinks,
  ),
  rule(
    "1.7.0",
    "lane.link.zero_width_at_start",
    "RDV_STANDARD_RULE",
    "A lane of width 0 at the start of its section has no predecessor.",
    (f) => linkedAtZero(f, "start"),
  ),
  rule("1.7.0", "lane.link.zero_width_at_end", "RDV_STANDARD_RULE", "A lane of width 0 at the end of its section has no successor.", (f) =>
    linkedAtZero(f, "end"),
  ),
  rule(
    "1.4.0",
    "lane.link.new_lane_appear",
    "RDV_STANDARD_RULE",
    "Where a lane appears, only the continuing lane is linked to the original one.",
    linkedNewLanes,
  ),
];

function* sectionsOf(file: CheckedFile): Generator<{ road: RoadRow; section: SectionRow; index: number }> {
  for (const road of netOf(file.root).roads) for (const [index, section] of road.sections.entries()) yield { road, section, index };
}

function mixedLevel(file: CheckedFile): Violation[] {
  const found: Violation[] = [];
  for (const { section } of sectionsOf(file)) {
    for (const side of [1, -1]) {
      const outwards = section.lanes.filter((lane) => lane.id * side > 0).sort((a, b) => (a.id - b.id) * side);
      const first = outwards.findIndex((lane) => lane.isLevel);
      const wrong = first < 0 ? [] : outwards.slice(first).filter((lane) => !lane.isLevel);
      for (const lane of wrong) found.push(violation(lane.element, "level", "true, as of the lane inside it", "false"));
    }
  }
  for (const { element, from, to } of laneLinksOf(netOf(file.root))) {
    if (from.lane.isLevel === to.lane.isLevel) continue;
    found.push(violation(element, "level", `${to.lane.isLevel}, as of lane ${to.lane.id} it goes on in`, String(from.lane.isLevel)));
  }
  return found;
}

function mixedAccess(file: CheckedFile): Violation[] {
  const found: Violation[] = [];
  for (const { section } of sectionsOf(file)) for (const lane of section.lanes) found.push(...mixedAccessOf(lane));
  return found;
}

interface AccessEntry {
  readonly element: XmlElement;
  readonly place: number;
  readonly rule: string;
}

/** Every pair of entries at one place with different rules. */
function mixedAccessOf(lane: LaneRow): Violation[] {
  const entries: AccessEntry[] = childrenOf(lane.element, "access")
    .map((element) => ({ element, place: numberOf(element, "sOffset"), rule: textOf(element, "rule") ?? "" }))
    .filter((entry) => !Number.isNaN(entry.place))
    .sort((a, b) => a.place - b.place);
  const found: Violation[] = [];
  /** By rule, the entries seen; those before `first` are not at this place any more. */
  const seen = new Map<string, { readonly entries: AccessEntry[]; first: number }>();
  for (const entry of entries) {
    for (const [rule, row] of seen) {
      while (row.first < row.entries.length && entry.place - row.entries[row.first]!.place > TOLERANCE_M) row.first++;
      const near = row.entries.length - row.first;
      if (near === 0) seen.delete(rule);
      for (let i = 0; rule !== entry.rule && i < near && found.length < MAX_PAIRS; i++)
        found.push(violation(entry.element, "rule", `"${rule}", as beside it`, `"${entry.rule}"`));
    }
    if (found.length >= MAX_PAIRS) break;
    const own = seen.get(entry.rule);
    if (own === undefined) seen.set(entry.rule, { entries: [entry], first: 0 });
    else own.entries.push(entry);
  }
  return found;
}

function crossingBorders(file: CheckedFile): Violation[] {
  const found: Violation[] = [];
  for (const { section } of sectionsOf(file)) {
    for (const lane of section.lanes) {
      const side = Math.sign(lane.id);
      const inner = laneById(section, lane.id - side);
      if (side === 0 || inner === undefined || inner.id === 0 || !hasBorder(lane) || !hasBorder(inner)) continue;
      if (leastGapM(lane, inner, side, section.endM - section.startM) < -TOLERANCE_M * (1 - 1e-9))
        found.push(violation(lane.element, "border", `a border outside that of lane ${inner.id}`, "one that crosses it"));
    }
  }
  return found;
}

/** Widths count where a lane has both. */
function hasBorder(lane: LaneRow): boolean {
  return lane.width.length === 0 && lane.border.length > 0;
}

/** The least distance by which a border lies outside another, over a section: at the ends of each stretch and where the difference turns. */
function leastGapM(lane: LaneRow, inner: LaneRow, side: number, lengthM: number): number {
  const starts = [...lane.border, ...inner.border].map((piece) => piece.sM).sort((a, b) => a - b);
  let least = Number.POSITIVE_INFINITY;
  starts.forEach((from, i) => {
    const [a, b] = [pieceAt(lane.border, from), pieceAt(inner.border, from)];
    const until = Math.min(starts[i + 1] ?? lengthM, lengthM);
    if (a === null || b === null || !(until >= from)) return;
    const [p, q] = [shifted(a, from - a.sM), shifted(b, from - b.sM)];
    const gap = p.map((value, k) => side * (value - q[k]!)) as [number, number, number, number];
    for (const d of [0, until - from, ...turnsOf(gap)])
      if (d >= 0 && d <= until - from) least = Math.min(least, gap[0] + d * (gap[1] + d * (gap[2] + d * gap[3])));
  });
  return least;
}

/** Where the derivative of a cubic is 0. */
function turnsOf([, b, c, d]: readonly [number, number, number, number]): number[] {
  if (d === 0) return c === 0 ? [] : [-b / (2 * c)];
  const root = Math.sqrt(c * c - 3 * b * d);
  return Number.isNaN(root) ? [] : [(-c - root) / (3 * d), (-c + root) / (3 * d)];
}

function oneSidedLinks(file: CheckedFile): Violation[] {
  const found: Violation[] = [];
  for (const { road, section, index } of sectionsOf(file)) {
    const [before, after] = [road.sections[index - 1], road.sections[index + 1]];
    for (const lane of section.lanes) {
      for (const id of lane.successors) {
        const next = laneById(after, id);
        if (next !== undefined && !next.predecessors.includes(lane.id))
          found.push(
            violation(lane.element, "link", `lane ${id} of the next section to have predecessor ${lane.id}`, list(next.predecessors)),
          );
      }
      for (const id of lane.predecessors) {
        const last = laneById(before, id);
        if (last !== undefined && !last.successors.includes(lane.id))
          found.push(
            violation(lane.element, "link", `lane ${id} of the section before to have successor ${lane.id}`, list(last.successors)),
          );
      }
    }
  }
  return found;
}

function list(ids: readonly number[]): string {
  return ids.length === 0 ? "none" : ids.join(", ");
}

/** Width of a lane at one end of its section, m; null where borders give it. */
function widthAtM(section: SectionRow, lane: LaneRow, end: "start" | "end"): number | null {
  return lane.width.length === 0 ? null : valueAt(lane.width, end === "start" ? 0 : section.endM - section.startM);
}

function isZeroAt({ section, lane, end }: LaneEnd): boolean {
  const widthM = lane.id === 0 ? null : widthAtM(section, lane, end);
  return widthM !== null && Math.abs(widthM) < TOLERANCE_M;
}

function linkedAtZero(file: CheckedFile, end: "start" | "end"): Violation[] {
  const found: Violation[] = [];
  const name = end === "start" ? "predecessor" : "successor";
  for (const { road, section } of sectionsOf(file)) {
    for (const lane of section.lanes) {
      const ids = end === "start" ? lane.predecessors : lane.successors;
      if (ids.length > 0 && isZeroAt({ road, section, lane, end }))
        found.push(violation(lane.element, name, "none, as its width is 0 there", list(ids)));
    }
  }
  for (const { element, how, from, to } of laneLinksOf(netOf(file.root))) {
    if (how !== "junction") continue;
    for (const place of [from, to].filter((p) => p.end === end && isZeroAt(p)))
      found.push(violation(element, "", `no link of lane ${place.lane.id} of road ${place.road.id}, whose width is 0 there`, "one"));
  }
  return found;
}

/** A lane of width 0 that traffic enters here, linked to a lane that goes on in another one too. */
function linkedNewLanes(file: CheckedFile): Violation[] {
  const partners = new Map<LaneRow, Map<string, Set<LaneRow>>>();
  const links = laneLinksOf(netOf(file.root)).flatMap((link) => [link, { ...link, from: link.to, to: link.from }]);
  for (const { from, to } of links) {
    const ends = partners.get(from.lane) ?? new Map<string, Set<LaneRow>>();
    partners.set(from.lane, ends);
    ends.set(from.end, (ends.get(from.end) ?? new Set()).add(to.lane));
  }
  const found = new Map<LaneRow, Violation>();
  for (const { element, from, to } of links) {
    const isEntered = runsAlong(to.road, to.lane) === (to.end === "start");
    if (!isEntered || !isZeroAt(to) || (partners.get(from.lane)?.get(from.end)?.size ?? 0) < 2) continue;
    const expected = `no link of lane ${to.lane.id} of road ${to.road.id}, which appears here, with lane ${from.lane.id}`;
    found.set(to.lane, violation(element, "", expected, "one"));
  }
  return [...found.values()];
}
