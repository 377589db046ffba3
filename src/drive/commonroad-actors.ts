import { cos, sin } from "../core/dmath.ts";
import { noteGaps, orderOf, pick } from "./build.ts";
import {
  childOf,
  childrenOf,
  COMMONROAD_ROWS,
  exactOrMiddle,
  needAttribute,
  needChild,
  numberIn,
  placeOfElement,
  plainNumber,
  pointIn,
  positionIn,
  type ReadCounts,
} from "./commonroad-values.ts";
import type { ActorClass } from "../core/actor-class.ts";
import type { DriveActor, DriveNote } from "./drive.ts";
import { inputError, quoted } from "./problem.ts";
import type { XmlElement } from "./xml.ts";

const CLASSES: Readonly<Record<string, ActorClass>> = {
  car: "car",
  truck: "truck",
  bus: "bus",
  bicycle: "bicycle",
  pedestrian: "pedestrian",
  motorcycle: "motorcycle",
  taxi: "car",
  priorityVehicle: "car",
  parkedVehicle: "car",
  train: "other",
  constructionZone: "static",
  roadBoundary: "static",
  building: "static",
  pillar: "static",
  median_strip: "static",
  unknown: "unspecified",
};

/** Beyond this a step number times the step is no longer exact in nanoseconds. */
const MAX_STEPS = 100_000_000;
const GAP_LIMIT_NS = 1e9;

export interface ObstacleContext {
  readonly file: string;
  readonly stepNs: number;
  readonly counts: ReadCounts;
  readonly notes: DriveNote[];
}

interface State {
  readonly tNs: number;
  readonly xM: number;
  readonly yM: number;
  readonly yawRad: number;
  /** Null where the file gives none. */
  readonly vLonMps: number | null;
}

/** True where a `<obstacle>` (2018b), `<dynamicObstacle>` or `<staticObstacle>` (2020a) stands still by declaration. */
export function isStatic(element: XmlElement, file: string): boolean {
  if (element.name !== "obstacle") return element.name === "staticObstacle";
  const role = needChild(element, "role", file);
  if (role.text === "static" || role.text === "dynamic") return role.text === "static";
  throw inputError("RDV_DRIVE_FORMAT", placeOfElement(role, file), '"static" or "dynamic"', quoted(role.text));
}

/** A recorded road user; null, with a note, where the file predicts its motion or gives one state only. */
export function readDynamic(element: XmlElement, c: ObstacleContext): DriveActor | null {
  const id = needAttribute(element, "id", c.file);
  const trajectory = childOf(element, "trajectory", c.file);
  const states = [needChild(element, "initialState", c.file), ...(trajectory === null ? [] : childrenOf(trajectory, "state"))];
  if (states.length < 2) {
    const text = trajectory === null ? "no trajectory (a predicted set is no recording); left out" : "one state only; left out";
    c.notes.push({ kind: "warning", rule: "no-trajectory", channel: `actor ${id}`, count: 1, text });
    return null;
  }
  return actorOf(
    element,
    id,
    states.map((state) => readState(state, c)),
    c,
  );
}

/** A road user that stands for the whole recording. */
export function readStatic(element: XmlElement, durationNs: number, c: ObstacleContext): DriveActor {
  const id = needAttribute(element, "id", c.file);
  const state = { ...readState(needChild(element, "initialState", c.file), c), vLonMps: 0 };
  const actor = actorOf(
    element,
    id,
    [
      { ...state, tNs: 0 },
      { ...state, tNs: durationNs },
    ],
    { ...c, notes: [] },
  );
  return { ...actor, gapLimitNs: durationNs };
}

function actorOf(element: XmlElement, id: string, states: readonly State[], c: ObstacleContext): DriveActor {
  const shape = shapeOf(element, c.file);
  const channel = `actor ${id}`;
  const kept = orderOf(
    states.map((state) => state.tNs),
    channel,
    c.notes,
  );
  const tNs = pick(
    states.map((state) => state.tNs),
    kept,
    0,
  );
  const xM = pick(
    states.map((state) => state.xM),
    kept,
    0,
  );
  const yM = pick(
    states.map((state) => state.yM),
    kept,
    0,
  );
  const yawRad = pick(
    states.map((state) => state.yawRad),
    kept,
    0,
  );
  const vLonMps = pick(
    states.map((state) => state.vLonMps ?? Number.NaN),
    kept,
    0,
  );
  fillSpeeds(tNs, xM, yM, yawRad, vLonMps, c);
  noteGaps(tNs, GAP_LIMIT_NS, channel, c.notes);
  return { id, cls: classOf(element, c.file), ...shape, tNs, xM, yM, yawRad, vLonMps, gapLimitNs: GAP_LIMIT_NS };
}

function classOf(element: XmlElement, file: string): ActorClass {
  const type = needChild(element, "type", file);
  const cls = Object.hasOwn(CLASSES, type.text) ? CLASSES[type.text] : undefined;
  if (cls !== undefined) return cls;
  throw inputError("RDV_DRIVE_FORMAT", placeOfElement(type, file), `one of ${Object.keys(CLASSES).join(", ")}`, quoted(type.text));
}

function readState(element: XmlElement, c: ObstacleContext): State {
  const position = positionIn(needChild(element, "position", c.file), c.file, c.counts);
  if (position === null) throw inputError("RDV_DRIVE_FORMAT", placeOfElement(element, c.file), "a position in metres", "a lanelet");
  const speed = childOf(element, "velocity", c.file);
  return {
    ...position,
    tNs: stepsIn(needChild(element, "time", c.file), c.file) * c.stepNs,
    yawRad: exactOrMiddle(needChild(element, "orientation", c.file), COMMONROAD_ROWS.yaw, c.file, c.counts),
    vLonMps: speed === null ? null : exactOrMiddle(speed, COMMONROAD_ROWS.speed, c.file, c.counts),
  };
}

/** A recorded instant: a whole number of steps. */
function stepsIn(time: XmlElement, file: string): number {
  const exact = needChild(time, "exact", file);
  const steps = plainNumber(exact.text);
  if (steps !== null && Number.isInteger(steps) && steps >= 0 && steps <= MAX_STEPS) return steps;
  throw inputError("RDV_DRIVE_TIME", placeOfElement(exact, file), `a whole number of steps from 0 to ${MAX_STEPS}`, quoted(exact.text));
}

/** Where no velocity is given: the motion between the neighbouring states, along the heading. */
function fillSpeeds(
  tNs: Float64Array,
  xM: Float64Array,
  yM: Float64Array,
  yawRad: Float64Array,
  vLonMps: Float64Array,
  c: ObstacleContext,
): void {
  for (let i = 0; i < tNs.length; i++) {
    if (!Number.isNaN(vLonMps[i])) continue;
    const from = Math.max(0, i - 1);
    const to = Math.min(tNs.length - 1, i + 1);
    const alongM = (xM[to]! - xM[from]!) * cos(yawRad[i]!) + (yM[to]! - yM[from]!) * sin(yawRad[i]!);
    vLonMps[i] = alongM / ((tNs[to]! - tNs[from]!) / 1e9);
    c.counts.derivedSpeedCount++;
  }
}

/** The box of a shape: a rectangle itself, a circle's square, a polygon's bounding box about its origin along the heading. */
function shapeOf(element: XmlElement, file: string): { lengthM: number; widthM: number } {
  const [shape, ...more] = needChild(element, "shape", file).children;
  if (shape === undefined || more.length > 0) {
    throw inputError("RDV_DRIVE_FORMAT", placeOfElement(element, file), "one shape", `${more.length + (shape === undefined ? 0 : 1)}`);
  }
  for (const name of ["center", "orientation"]) {
    const offset = childOf(shape, name, file);
    const isZero = offset === null || (name === "center" ? isOrigin(offset, file) : plainNumber(offset.text) === 0);
    if (!isZero) throw inputError("RDV_DRIVE_FORMAT", placeOfElement(offset, file), "a shape about its own origin", `a ${name}`);
  }
  if (shape.name === "rectangle") {
    const lengthM = numberIn(needChild(shape, "length", file), COMMONROAD_ROWS.length, file);
    const widthM = numberIn(needChild(shape, "width", file), COMMONROAD_ROWS.width, file);
    return checkedSize(lengthM, widthM, shape, file);
  }
  if (shape.name === "circle") {
    const diameterM = 2 * numberIn(needChild(shape, "radius", file), COMMONROAD_ROWS.length, file);
    return checkedSize(diameterM, diameterM, shape, file);
  }
  if (shape.name !== "polygon")
    throw inputError("RDV_DRIVE_FORMAT", placeOfElement(shape, file), "rectangle, circle or polygon", quoted(shape.name));
  const points = childrenOf(shape, "point").map((point) => pointIn(point, file));
  const reachM = (of: (point: { xM: number; yM: number }) => number): number =>
    points.reduce((most, p) => Math.max(most, Math.abs(of(p))), 0);
  return checkedSize(2 * reachM((p) => p.xM), 2 * reachM((p) => p.yM), shape, file);
}

function isOrigin(center: XmlElement, file: string): boolean {
  const { xM, yM } = pointIn(center, file);
  return xM === 0 && yM === 0;
}

function checkedSize(lengthM: number, widthM: number, shape: XmlElement, file: string): { lengthM: number; widthM: number } {
  if (lengthM > 0 && widthM > 0 && lengthM <= 200 && widthM <= 200) return { lengthM, widthM };
  throw inputError("RDV_DRIVE_VALUE", placeOfElement(shape, file), "sizes above 0 and at most 200 m", `${lengthM} by ${widthM}`);
}
