import { boxCentreOf } from "../core/box.ts";
import type { Footprint } from "../core/frames.ts";
import { type Polyline, polylineOf } from "../core/polyline.ts";
import { streamIdOf } from "../core/random.ts";
import { roadLineOf } from "../road/line.ts";
import { buildLookup, type RoadLookup } from "../road/lookup.ts";
import type { RoadLine, RoadNetwork } from "../road/network.ts";
import { ACTOR_CLASSES, type RecordedPath } from "../trace/tick.ts";
import type { Condition, StoryAction } from "./storyboard-model.ts";
import type { WorldModel } from "./world.ts";

/** `Plan.motion`: places in `MOTIONS` of those that are asked for. */
export const EGO = 0;
export const REPLAYED = 1;
export const REACTIVE = 3;
export const STORY = 4;
const MOTIONS = ["ego", "replayed", "scripted", "reactive", "story"] as const;

/** Noise streams of one road user, in the order of `Plan.streams`. */
export const STREAMS = ["x", "y", "speed", "yaw", "drop"] as const;

/** Points of the recorded path nearer than this are one point of the line to follow. */
const MIN_STEP_M = 0.1;

/**
 * What follows from the model alone and is worked out once a run: lists flattened, sizes in arrays, lines measured.
 * Never written after `planOf`, and no part of the state's hash.
 */
export interface Plan {
  /** Slots of `Actors`. */
  readonly count: number;
  readonly motion: Uint8Array;
  /** Index into ACTOR_CLASSES. */
  readonly cls: Uint8Array;
  readonly lengthM: Float64Array;
  readonly widthM: Float64Array;
  /** Half the diagonal of the box. */
  readonly radiusM: Float64Array;
  readonly maxRadiusM: number;
  /** From the box centre back to the reference point of the scenario's conditions, the origin of B. */
  readonly originBackM: Float64Array;
  /** Slots of the scripted and reactive road users, and their paths. */
  readonly pathSlots: Int32Array;
  readonly paths: readonly Polyline[];
  /** Index into the two lists above for each slot; -1 where it has no path. */
  readonly pathOf: Int32Array;
  readonly route: Polyline | null;
  /** What the harness steers along where the controller does not steer: the route, else the recorded path. */
  readonly followed: Polyline | null;
  /** Index of the road; null where nothing asks for lanes. */
  readonly lookup: RoadLookup | null;
  readonly wheelbaseM: number;
  /** All conditions: those of the events in order, then those of the stop trigger. */
  readonly conditions: readonly Condition[];
  /** Entries that the delay queue of a condition can hold, and where it starts; the last number is the total. */
  readonly queueStart: Int32Array;
  /** All actions, and the index of each event's first; the last number is the total. */
  readonly actions: readonly StoryAction[];
  readonly actionStart: Int32Array;
  /** STREAMS.length a slot. */
  readonly streams: Float64Array;
  /** Rows of the sensors' delay line. */
  readonly sceneCount: number;
}

/** Throws where the model breaks a rule that `compile` keeps: such a model is redrive's own fault. */
export function planOf(model: WorldModel): Plan {
  requireSound(model);
  const headers = model.actors.map((a) => a.header);
  const lines = new Map<RoadLine, Polyline>();
  const measured = (line: RoadLine): Polyline => {
    const known = lines.get(line) ?? polylineOf(line.xM, line.yM);
    lines.set(line, known);
    return known;
  };
  const radiusM = Float64Array.from(headers, ({ footprint: f }) => 0.5 * Math.sqrt(f.lengthM * f.lengthM + f.widthM * f.widthM));
  const { events, stop } = model.storyboard;
  const onPaths = model.actors.flatMap((a, slot) => (a.motion === "scripted" || a.motion === "reactive" ? [{ slot, start: a.start }] : []));
  const conditions = [...events.flatMap((e) => e.trigger.flat()), ...stop.flat()];
  const { cgToFrontAxleM, cgToRearAxleM } = model.ego.params;
  const route = model.ego.route === null ? null : measured(model.ego.route);
  return {
    count: headers.length,
    motion: Uint8Array.from(model.actors, (a) => MOTIONS.indexOf(a.motion)),
    cls: Uint8Array.from(headers, (h) => ACTOR_CLASSES.indexOf(h.cls)),
    lengthM: Float64Array.from(headers, (h) => h.footprint.lengthM),
    widthM: Float64Array.from(headers, (h) => h.footprint.widthM),
    radiusM,
    maxRadiusM: Math.max(...radiusM),
    originBackM: Float64Array.from(headers, (h) => centreAheadM(h.footprint)),
    pathSlots: Int32Array.from(onPaths, (a) => a.slot),
    paths: onPaths.map((a) => measured(a.start.path)),
    pathOf: Int32Array.from(headers, (_, slot) => onPaths.findIndex((a) => a.slot === slot)),
    route,
    followed: route ?? recordedLine(model.ego.recorded),
    lookup: asksForLanes(model) ? lookupOf(model.road) : null,
    wheelbaseM: cgToFrontAxleM + cgToRearAxleM,
    conditions,
    queueStart: runningSum(conditions.map((c) => queueEntries(c, model.dtSec))),
    actions: events.flatMap((e) => e.actions),
    actionStart: runningSum(events.map((e) => e.actions.length)),
    streams: Float64Array.from(headers.flatMap((h) => STREAMS.map((name) => streamIdOf(`sensor.${name}.${h.id}`)))),
    sceneCount: model.sensors.latencyTicks + 1,
  };
}

function asksForLanes(model: WorldModel): boolean {
  const changesLane = model.storyboard.events.some((e) => e.actions.some((a) => a.kind === "lane-change"));
  // The lanes last: those of a map are made when they are first looked at.
  return (changesLane || Number.isFinite(model.ends.offMapM)) && model.road.lanes.length > 0;
}

/** One index a network, however many runs share it. */
const LOOKUPS = new WeakMap<RoadNetwork, RoadLookup>();

function lookupOf(road: RoadNetwork): RoadLookup {
  const known = LOOKUPS.get(road) ?? buildLookup(road);
  LOOKUPS.set(road, known);
  return known;
}

/** The recorded path as a line: its noise at standstill would have corners without end. */
function recordedLine(recorded: RecordedPath | null): Polyline | null {
  if (recorded === null) return null;
  const xs: number[] = [];
  const ys: number[] = [];
  for (let k = 0; k < recorded.valid.length; k++) {
    if (recorded.valid[k] !== 1) continue;
    const dx = recorded.xM[k]! - (xs.at(-1) ?? Infinity);
    const dy = recorded.yM[k]! - (ys.at(-1) ?? Infinity);
    if (dx * dx + dy * dy < MIN_STEP_M * MIN_STEP_M) continue;
    xs.push(recorded.xM[k]!);
    ys.push(recorded.yM[k]!);
  }
  const line = roadLineOf(xs, ys);
  return line === null ? null : polylineOf(line.xM, line.yM);
}

function centreAheadM(footprint: Footprint): number {
  const centre = { xM: 0, yM: 0 };
  boxCentreOf(0, 0, 1, 0, footprint, centre);
  return centre.xM;
}

/** A condition changes at most once a tick, and an entry lives for the delay. */
function queueEntries(condition: Condition, dtSec: number): number {
  return condition.delaySec > 0 ? Math.ceil(condition.delaySec / dtSec) + 3 : 0;
}

/** [0, a, a + b, ...]. */
function runningSum(lengths: readonly number[]): Int32Array {
  const sums = new Int32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i++) sums[i + 1] = sums[i]! + lengths[i]!;
  return sums;
}

function requireSound(model: WorldModel): void {
  const broken = (what: string): never => {
    throw new Error(`the compiled world is not sound: ${what}`);
  };
  const { actors, egoIndex, ego } = model;
  actors.forEach(({ header, motion }, i) => {
    if ((motion === "ego") !== (i === egoIndex)) broken(`slot ${i} has motion "${motion}", the ego is slot ${egoIndex}`);
    if (i > 0 && !(header.id > actors[i - 1]!.header.id)) broken(`road users are not sorted by id at slot ${i}`);
  });
  if (egoIndex >= actors.length) broken(`no slot ${egoIndex} for the ego`);
  if (!(model.dtSec > 0) || model.observationEvery < 1) broken("the tick length or the observation period is not positive");
  if (model.ends.goal !== null && ego.route === null) broken("a goal without a route to reach it by");
  for (let k = 0; k <= model.firstControlledTick && model.firstControlledTick > 0; k++) {
    if (ego.recorded?.valid[k] !== 1)
      broken(`the ego is to follow its recording until tick ${model.firstControlledTick}, which has no tick ${k}`);
  }
  for (const event of model.storyboard.events) {
    for (const action of event.actions) requireMovable(model, event.name, action, broken);
  }
}

function requireMovable(model: WorldModel, event: string, action: StoryAction, broken: (what: string) => never): void {
  if (action.kind === "friction") return;
  const motion = model.actors[action.actor]?.motion;
  const isOnPath = motion === "scripted" || motion === "reactive";
  const isAllowed = isOnPath || (action.kind === "remove" && motion === "replayed");
  if (!isAllowed)
    broken(`event "${event}" has an action "${action.kind}" on slot ${action.actor}, whose motion is "${motion ?? "nothing"}"`);
}
