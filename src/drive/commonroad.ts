import type { Lane, RoadNetwork } from "../road/network.ts";
import { laneletNetwork } from "../road/lanelets.ts";
import { MAX_DURATION_NS } from "./build.ts";
import { isStatic, type ObstacleContext, readDynamic, readStatic } from "./commonroad-actors.ts";
import { laneletsThrough, type PendingLanelet, readLanelet, signLimitMps, withJunction, withSigns } from "./commonroad-lanes.ts";
import {
  childOf,
  childrenOf,
  COMMONROAD_ROWS,
  exactOrMiddle,
  latestOf,
  needAttribute,
  needChild,
  placeOfElement,
  plainNumber,
  positionIn,
  type ReadCounts,
} from "./commonroad-values.ts";
import { sealDrive } from "./content-hash.ts";
import type { Drive, DriveActor, DriveNote, DriveTask } from "./drive.ts";
import { readWhole } from "./file.ts";
import { inFile, inputError, quoted } from "./problem.ts";
import { MAX_XML_BYTES, readXml, type XmlElement } from "./xml.ts";

const VERSIONS: readonly string[] = ["2018b", "2020a"];
/** The version of the two that has intersections. */
const WITH_INTERSECTIONS = "2020a";
const OBSTACLES: readonly string[] = ["obstacle", "dynamicObstacle", "staticObstacle"];
/** Elements that say nothing a drive could hold. */
const DESCRIPTIONS: readonly string[] = ["location", "scenarioTags"];
/** Time steps are given as whole numbers; their product with the step must be whole nanoseconds. */
const STEPS = { source: "time", target: "tNs", scale: 1, offset: 0, why: "steps of timeStepSize seconds" } as const;

interface Parts {
  stepNs: number;
  readonly lanelets: PendingLanelet[];
  readonly limits: Map<string, number>;
  /** Ids of the lanelets that lead through an intersection; null in a format that cannot say. */
  inJunction: Set<string> | null;
  /** Kept until the recording's length is known. */
  readonly statics: XmlElement[];
  readonly actors: DriveActor[];
  readonly problems: XmlElement[];
  /** Elements of the root that were not read, by name. */
  readonly unread: Map<string, number>;
  readonly ids: Set<string>;
}

/**
 * Reads a CommonRoad scenario (XML, formats 2018b and 2020a): recorded road users, lanelets, and the first planning problem as the task.
 * There is no ego in it. Throws InputError with line and column.
 */
export function readCommonRoad(path: string, name: string): Drive {
  return parseCommonRoad(readWhole(path, MAX_XML_BYTES), path, name);
}

/** The same from bytes; `file` is for messages. */
export function parseCommonRoad(bytes: Uint8Array, file: string, name: string): Drive {
  const parts: Parts = {
    stepNs: 0,
    lanelets: [],
    limits: new Map(),
    inJunction: null,
    statics: [],
    actors: [],
    problems: [],
    unread: new Map(),
    ids: new Set(),
  };
  const counts: ReadCounts = { intervalCount: 0, regionCount: 0, derivedSpeedCount: 0 };
  const notes: DriveNote[] = [];
  const context = (): ObstacleContext => ({ file, stepNs: parts.stepNs, counts, notes });
  readXml(bytes, file, {
    root: (element) => {
      parts.stepNs = readRoot(element, file);
      if (element.attributes.get("commonRoadVersion") === WITH_INTERSECTIONS) parts.inJunction = new Set();
    },
    child: (element) => takeChild(element, parts, context()),
  });
  return assemble(parts, context(), name);
}

function readRoot(root: XmlElement, file: string): number {
  const where = placeOfElement(root, file);
  if (root.name !== "commonRoad") throw inputError("RDV_DRIVE_FORMAT", where, "a <commonRoad> document", `<${root.name}>`);
  const version = needAttribute(root, "commonRoadVersion", file);
  if (!VERSIONS.includes(version))
    throw inputError("RDV_DRIVE_FORMAT", where, `commonRoadVersion ${VERSIONS.join(" or ")}`, quoted(version));
  const stepSec = plainNumber(needAttribute(root, "timeStepSize", file));
  const stepNs = Math.round((stepSec ?? 0) * 1e9);
  if (stepNs < 1000 || stepNs > 1e10) {
    throw inputError("RDV_DRIVE_TIME", where, "a timeStepSize of 1e-6 to 10 s", quoted(root.attributes.get("timeStepSize") ?? ""));
  }
  return stepNs;
}

function takeChild(element: XmlElement, parts: Parts, c: ObstacleContext): void {
  const { name } = element;
  if (name === "lanelet") {
    parts.lanelets.push(readLanelet(element, c.file));
  } else if (name === "trafficSign") {
    const limit = signLimitMps(element, c.file);
    if (limit !== null) parts.limits.set(needAttribute(element, "id", c.file), limit);
  } else if (name === "intersection" && parts.inJunction !== null) {
    for (const lanelet of laneletsThrough(element, c.file)) parts.inJunction.add(lanelet);
  } else if (OBSTACLES.includes(name)) {
    takeObstacle(element, parts, c);
  } else if (name === "planningProblem") {
    parts.problems.push(element);
  } else if (!DESCRIPTIONS.includes(name)) {
    parts.unread.set(name, (parts.unread.get(name) ?? 0) + 1);
  }
}

function takeObstacle(element: XmlElement, parts: Parts, c: ObstacleContext): void {
  const id = needAttribute(element, "id", c.file);
  if (parts.ids.has(id))
    throw inputError("RDV_DRIVE_FORMAT", placeOfElement(element, c.file), "each obstacle id once", `${quoted(id)} again`);
  parts.ids.add(id);
  if (isStatic(element, c.file)) {
    parts.statics.push(element);
    return;
  }
  const actor = readDynamic(element, c);
  if (actor !== null) parts.actors.push(actor);
}

function assemble(parts: Parts, c: ObstacleContext, name: string): Drive {
  const { road, dropped } = laneletNetwork(
    parts.lanelets.map((pending) => withJunction(withSigns(pending, parts.limits), parts.inJunction)),
    c.file,
  );
  const task = parts.problems[0] === undefined ? null : readTask(parts.problems[0], road, c);
  const recordedNs = parts.actors.reduce((most, actor) => Math.max(most, actor.tNs.at(-1) ?? 0), 0);
  const durationNs = recordedNs > 0 ? recordedNs : (task?.durationNs ?? 0);
  if (durationNs === 0) throw inputError("RDV_DRIVE_TIME", inFile(c.file), "a recorded road user or a planning problem", "neither");
  if (durationNs > MAX_DURATION_NS)
    throw inputError("RDV_DRIVE_TIME", inFile(c.file), "a recording of at most 104 days", `${durationNs / 1e9} s`);
  const statics = parts.statics.map((element) => readStatic(element, durationNs, c));
  for (const { from, to } of dropped) {
    c.notes.push({
      kind: "warning",
      rule: "link-dropped",
      channel: `lanelet ${from}`,
      count: 1,
      text: `its link to ${to} leads nowhere; left out`,
    });
  }
  addNotes(parts, c);
  const actors = [...parts.actors, ...statics];
  return sealDrive({
    name,
    format: "commonroad",
    synthetic: false,
    vehicle: null,
    durationNs,
    ego: {},
    actors,
    road,
    notes: c.notes,
    task,
  });
}

/** The start and goal of a `<planningProblem>`. */
function readTask(problem: XmlElement, road: RoadNetwork, c: ObstacleContext): DriveTask {
  const { file, counts } = c;
  const start = needChild(problem, "initialState", file);
  const position = positionIn(needChild(start, "position", file), file, counts);
  if (position === null) throw inputError("RDV_DRIVE_FORMAT", placeOfElement(start, file), "a start in metres", "a lanelet");
  const goals = childrenOf(problem, "goalState");
  const goal = goals[0];
  if (goal === undefined) throw inputError("RDV_DRIVE_FORMAT", placeOfElement(problem, file), "a <goalState>", "none");
  if (goals.length > 1) {
    c.notes.push({
      kind: "warning",
      rule: "first-goal",
      channel: "task",
      count: goals.length,
      text: "several goal states; the first one is the task's",
    });
  }
  const startSteps = exactOrMiddle(needChild(start, "time", file), STEPS, file, counts);
  const endSteps = latestOf(needChild(goal, "time", file), STEPS, file);
  return {
    start: {
      ...position,
      yawRad: exactOrMiddle(needChild(start, "orientation", file), COMMONROAD_ROWS.yaw, file, counts),
      vLonMps: exactOrMiddle(needChild(start, "velocity", file), COMMONROAD_ROWS.speed, file, counts),
      tNs: Math.round(startSteps * c.stepNs),
    },
    goal: goalOf(goal, road, c),
    durationNs: Math.round((endSteps - startSteps) * c.stepNs),
  };
}

/** Centre of the goal region; for lanelets the middle of the first one's centre line; null where only a time is set. */
function goalOf(goal: XmlElement, road: RoadNetwork, c: ObstacleContext): DriveTask["goal"] {
  const position = childOf(goal, "position", c.file);
  if (position === null) return null;
  const point = positionIn(position, c.file, { intervalCount: 0, regionCount: 0, derivedSpeedCount: 0 }); // a goal is a region
  if (point !== null) return point;
  const ids = childrenOf(position, "lanelet").map((lanelet) => needAttribute(lanelet, "ref", c.file));
  const lane = road.lanes.find((candidate) => candidate.id === ids[0]);
  if (lane === undefined)
    throw inputError("RDV_DRIVE_FORMAT", placeOfElement(position, c.file), "a lanelet of this map", quoted(ids[0] ?? ""));
  const text = `the goal is lanelet ${ids.join(" or ")}; its point is the middle of lanelet ${ids[0]}`;
  c.notes.push({ kind: "fact", rule: "goal-lanelet", channel: "task", count: ids.length, text });
  return middleOf(lane);
}

function middleOf({ centre }: Lane): { xM: number; yM: number } {
  const halfM = centre.sM.at(-1)! / 2;
  const i = Math.max(
    1,
    centre.sM.findIndex((s) => s >= halfM),
  );
  const share = (halfM - centre.sM[i - 1]!) / (centre.sM[i]! - centre.sM[i - 1]!);
  return {
    xM: centre.xM[i - 1]! + (centre.xM[i]! - centre.xM[i - 1]!) * share,
    yM: centre.yM[i - 1]! + (centre.yM[i]! - centre.yM[i - 1]!) * share,
  };
}

function addNotes(parts: Parts, c: ObstacleContext): void {
  const { counts, notes } = c;
  const note = (kind: DriveNote["kind"], rule: string, channel: string, count: number, text: string): void => {
    if (count > 0) notes.push({ kind, rule, channel, count, text });
  };
  for (const row of [STEPS, ...Object.values(COMMONROAD_ROWS)]) {
    note("fact", "mapping", row.target, 1, `${row.source} x ${row.scale}: ${row.why}`);
  }
  note("fact", "time-step", "time", 1, `${c.stepNs / 1e9} s a step`);
  note("repair", "interval-middle", "states", counts.intervalCount, "values given as intervals; their middle was taken");
  note("repair", "region-centre", "states", counts.regionCount, "positions given as regions; their centre was taken");
  note("repair", "speed-from-positions", "states", counts.derivedSpeedCount, "no velocity given; taken from neighbouring positions");
  note("warning", "first-problem", "task", parts.problems.length - 1, "further planning problems; the first one is the task");
  for (const [name, count] of parts.unread) note("warning", "element-not-read", name, count, "a drive has no place for these elements");
}
