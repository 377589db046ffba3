import type { Lane, LaneSection, RoadMark } from "./model.ts";
import { countRecord, type Building, emptyLane, ownList, type Reader, rule } from "./opendrive-build.ts";
import {
  addInOrder,
  choiceOr,
  claimOr,
  cubicOf,
  describingNumber,
  distanceOf,
  fault,
  integerOf,
  numberOf,
  speedOf,
  standingAt,
  textOf,
  textOr,
  warn,
} from "./opendrive-values.ts";
import type { ElementRule } from "./opendrive-xml.ts";

/** Of all versions from 1.4 to 1.8. */
const LANE_TYPES: ReadonlySet<string> = new Set(
  (
    "none driving stop shoulder biking sidewalk border restricted parking bidirectional median special1 special2 special3 roadWorks tram rail " +
    "entry exit offRamp onRamp connectingRamp curb bus taxi HOV mwyEntry mwyExit walking shared slipLane"
  ).split(" "),
);

/** The widest roads have some 40; links are looked up lane by lane. */
const MAX_LANES = 500;

function openSection(r: Reader): void {
  countRecord(r);
  const sM = distanceOf(r, "s");
  const before = r.road.sections.at(-1);
  if (before !== undefined && sM <= before.sM) fault(r, "range", "s", `s above ${before.sM}, that of the section before`, `${sM}`);
  r.section = { sM, singleSide: claimOr(r, "singleSide", false), lanes: [] };
  r.places.set(r.section, r.at);
  r.road.sections.push(r.section as LaneSection);
}

function closeSection(r: Reader): void {
  const { lanes } = r.section;
  lanes.sort((a, b) => b.id - a.id);
  const place = r.places.get(r.section) ?? r.at;
  for (let i = 1; i < lanes.length; i++) {
    const [left, right] = [lanes[i - 1]!.id, lanes[i]!.id];
    if (left === right) fault(standingAt(r, place), "duplicate", "", "an id of its own for each lane", `a second lane ${left}`);
    else if (left - right > 1)
      warn(standingAt(r, place), "range", "", "lane ids without a gap", `${right} beside ${left}`, "the lanes are read as neighbours");
  }
  if (!lanes.some((lane) => lane.id === 0)) {
    warn(standingAt(r, place), "missing", "", "a centre lane", "none", "one is added: it has no width");
    lanes.push(emptyLane(0) as Lane);
    lanes.sort((a, b) => b.id - a.id);
  }
}

function openLane(r: Reader, side: "left" | "center" | "right"): boolean {
  countRecord(r);
  const id = integerOf(r, "id");
  const expected = side === "left" ? "an id above 0" : side === "right" ? "an id below 0" : "the id 0";
  if (Math.sign(id) !== (side === "left" ? 1 : side === "right" ? -1 : 0)) {
    fault(r, "range", "id", `${expected} in <${side}>`, `${id}`);
    return false;
  }
  r.lane = emptyLane(id);
  r.lane.type = typeOf(r, side === "center");
  r.lane.level = claimOr(r, "level", false);
  r.lane.direction = choiceOr(r, "direction", ["standard", "reversed", "both"], "standard");
  r.places.set(r.lane, r.at);
  if (r.section.lanes.length === MAX_LANES) fault(r, "limit", "", `at most ${MAX_LANES} lanes in a section`, "more");
  if (r.section.lanes.length >= MAX_LANES) return false;
  r.section.lanes.push(r.lane as Lane);
  return true;
}

function typeOf(r: Reader, isCentre: boolean): string {
  const type = isCentre ? textOr(r, "type", "none") : textOf(r, "type");
  if (LANE_TYPES.has(type)) return type;
  if (type !== "") warn(r, "choice", "type", "a lane type of OpenDRIVE 1.4 to 1.8", JSON.stringify(type), "it is read as none");
  return "none";
}

function closeLane(r: Reader): void {
  const { lane } = r;
  const at = r.places.get(lane) ?? r.at;
  if (lane.roadMarks.length > 1) lane.roadMarks.sort((a, b) => a.sM - b.sM);
  if (lane.id === 0) return;
  if (lane.width.length > 0 && lane.border.length > 0) {
    warn(standingAt(r, at), "choice", "", "width or border", "both", "the border is left out (ASAM OpenDRIVE 1.8, section 11.7.2)");
    lane.border = [];
  } else if (lane.width.length + lane.border.length === 0) {
    warn(standingAt(r, at), "missing", "", "width or border", "neither", "the lane has no width");
    lane.width = [{ sM: 0, a: 0, b: 0, c: 0, d: 0 }];
  }
}

function openLaneLink(r: Reader, end: "predecessor" | "successor"): void {
  const id = integerOf(r, "id");
  const { lane } = r;
  if (lane[end] === null) lane[end] = id;
  else if (end === "predecessor") (lane.furtherPredecessors = ownList(lane.furtherPredecessors)).push(id);
  else (lane.furtherSuccessors = ownList(lane.furtherSuccessors)).push(id);
}

function openRoadMark(r: Reader): void {
  countRecord(r);
  const mark: Building<RoadMark> = {
    sM: distanceOf(r, "sOffset"),
    type: textOf(r, "type"),
    weight: textOr(r, "weight", "standard"),
    color: textOr(r, "color", "standard"),
    widthM: describingNumber(r, "width", null),
    laneChange: choiceOr(r, "laneChange", ["increase", "decrease", "both", "none"], "both"),
    lines: [],
  };
  r.roadMark = mark;
  r.lane.roadMarks = ownList(r.lane.roadMarks);
  r.lane.roadMarks.push(mark);
}

function openLine(r: Reader, isExplicit: boolean): void {
  r.roadMark.lines.push({
    sM: distanceOf(r, "sOffset"),
    tM: numberOf(r, "tOffset"),
    lengthM: describingNumber(r, "length", 0),
    spaceM: isExplicit ? null : describingNumber(r, "space", 0),
    widthM: describingNumber(r, "width", null),
  });
}

function openAccess(r: Reader): void {
  const { lane } = r;
  const entry = { sM: distanceOf(r, "sOffset"), rule: textOr(r, "rule", ""), restriction: textOr(r, "restriction", "") };
  lane.access = ownList(lane.access);
  lane.access.push(entry);
}

/** Since 1.8 the restrictions are elements in <access>: each is an entry of its own. */
function openRestriction(r: Reader): void {
  const { access } = r.lane;
  const entry = { ...access.at(-1)!, restriction: textOf(r, "type") };
  if (access.at(-1)!.restriction === "") access[access.length - 1] = entry;
  else access.push(entry);
}

const linkRule = rule("", {
  children: {
    predecessor: rule("id", { open: (r) => openLaneLink(r, "predecessor") }),
    successor: rule("id", { open: (r) => openLaneLink(r, "successor") }),
  },
});
const roadMarkRule = rule("sOffset type weight color material width laneChange height", {
  open: openRoadMark,
  children: {
    type: rule("name width", {
      children: { line: rule("length space tOffset sOffset rule width color", { open: (r) => openLine(r, false) }) },
    }),
    explicit: rule("", { children: { line: rule("length space tOffset sOffset rule width color", { open: (r) => openLine(r, true) }) } }),
  },
});

const sideParts: Readonly<Record<string, ElementRule<Reader>>> = {
  link: linkRule,
  width: rule("sOffset a b c d", {
    open: (r) => {
      r.lane.width = ownList(r.lane.width);
      addInOrder(r, r.lane.width, cubicOf(r, "sOffset"));
    },
  }),
  border: rule("sOffset a b c d", {
    open: (r) => {
      r.lane.border = ownList(r.lane.border);
      addInOrder(r, r.lane.border, cubicOf(r, "sOffset"));
    },
  }),
  roadMark: roadMarkRule,
  speed: rule("sOffset max unit", {
    open: (r) => {
      const maxMps = speedOf(r, "max");
      r.lane.speeds = ownList(r.lane.speeds);
      if (maxMps !== null) addInOrder(r, r.lane.speeds, { sM: distanceOf(r, "sOffset"), maxMps });
    },
  }),
  height: rule("sOffset inner outer", {
    open: (r) => {
      r.lane.heights = ownList(r.lane.heights);
      addInOrder(r, r.lane.heights, { sM: distanceOf(r, "sOffset"), innerM: numberOf(r, "inner"), outerM: numberOf(r, "outer") });
    },
  }),
  material: rule("sOffset friction roughness surface", {
    open: (r) => {
      r.lane.materials = ownList(r.lane.materials);
      addInOrder(r, r.lane.materials, { sM: distanceOf(r, "sOffset"), frictionRatio: distanceOf(r, "friction") });
    },
  }),
  access: rule("sOffset rule restriction", { open: openAccess, children: { restriction: rule("type", { open: openRestriction }) } }),
  rule: rule("sOffset value", {
    open: (r) => {
      r.lane.rules = ownList(r.lane.rules);
      addInOrder(r, r.lane.rules, { sM: distanceOf(r, "sOffset"), rule: textOf(r, "value") });
    },
  }),
};

function side(name: "left" | "center" | "right"): ElementRule<Reader> {
  const children = name === "center" ? { link: linkRule, roadMark: roadMarkRule } : sideParts;
  return rule("", {
    children: {
      lane: rule("id type level advisory direction dynamicLaneDirection dynamicLaneType roadWorks", {
        open: (r) => openLane(r, name),
        close: closeLane,
        children,
      }),
    },
  });
}

export const lanesRule: ElementRule<Reader> = rule("", {
  children: {
    laneOffset: rule("s a b c d", { open: (r) => addInOrder(r, r.road.laneOffset, cubicOf(r, "s")) }),
    laneSection: rule("s singleSide", {
      open: openSection,
      close: closeSection,
      children: { left: side("left"), center: side("center"), right: side("right") },
    }),
  },
});
