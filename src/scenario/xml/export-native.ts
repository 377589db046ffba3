/** A scenario of the native notation as a story on an OpenDRIVE road: what other players can run. */
import { atan } from "../../core/dmath.ts";
import { InputError, type Problem } from "../../core/errors.ts";
import type {
  ConditionSpec as StoryCondition,
  DynamicsSpec,
  EntitySpec,
  EventSpec as StoryEvent,
  MeasureSpec,
  PositionSpec,
  PrivateActionSpec,
  RuleSpec,
  StorySpec,
} from "../../sim/story/spec.ts";
import type { Rule, TransitionShape } from "../../sim/storyboard-model.ts";
import type { ActionSpec, ActorSpec, ConditionSpec, EventSpec, PlaceSpec, RoadSpec, ScenarioSpec } from "../spec.ts";
import { laneChangeSpeed } from "./lane-change-speed.ts";
import { ROAD_ID } from "./road-xodr.ts";

const EGO = "ego";
const HEIGHT_M = 1.5;
/** An ego 0.5 m beside its lane's centre ends 3 cm later than at the goal itself. */
const GOAL_RADIUS_M = 4;
const GAP: Omit<MeasureSpec, "isFreespace"> = { coordinates: "entity", distance: "euclidianDistance", routing: "undefined" };
const AHEAD: MeasureSpec = { isFreespace: true, coordinates: "entity", distance: "longitudinal", routing: "undefined" };

/**
 * The story of a scenario with a parametric road. Recorded road users, driver models, free paths and what the standard has no word for are
 * refused, each by name: InputError with all of them. `mapPath` is where the road's file lies.
 */
export function storyOfScenario(spec: ScenarioSpec, mapPath: string): { readonly story: StorySpec; readonly road: RoadSpec } {
  const problems: Problem[] = [];
  const refuse = (path: string, found: string): void => {
    const what = { expected: "something that OpenSCENARIO can say", found, hint: "leave it out, or keep the native notation" };
    problems.push({ code: "RDV_SCENARIO_CHOICE", severity: "error", file: spec.scenarioId, line: 0, column: 0, path, ...what });
  };
  if (spec.world.kind !== "road") refuse("world", "a recorded drive or another story");
  if (spec.ego.start.kind !== "lane") refuse("ego.start", "a start on a recording");
  const { sensors, environment } = spec;
  const isPerfect = sensors.rangeM === null && sensors.latencySec + sensors.dropRatio === 0 && !sensors.occlusion;
  if (!isPerfect || sensors.positionNoiseM + sensors.speedNoiseMps + sensors.yawNoiseRad > 0)
    refuse("sensors", "sensors with limits or faults");
  if (spec.actuationDelaySec > 0) refuse("controller.delaySec", "commands that come into effect later");
  const { steering, acceleration } = spec.ego.vehicle;
  const faults = Math.abs(steering.biasRad) + Math.abs(acceleration.biasMps2);
  if (faults > 0 || steering.gainRatio !== 1 || acceleration.gainRatio !== 1) refuse("ego.faults", "actuators with faults");
  if (environment.slopeRad !== 0 || environment.bankRad !== 0) refuse("environment", "a slope without a road that rises");
  if (spec.trafficLights.length > 0) refuse("trafficLights", "traffic lights without a signal on the road");
  for (const actor of spec.actors) {
    if (actor.motion.kind !== "script")
      refuse(`actors.${actor.name}`, actor.motion.kind === "replays" ? "a recorded road user" : "a driver model");
    else if (actor.motion.place.kind !== "lane") refuse(`actors.${actor.name}`, "a path off the lanes");
    else if (actor.fromSec > 0) refuse(`actors.${actor.name}.fromSec`, "a road user that comes later");
  }
  for (const event of spec.storyboard)
    for (const c of event.when) if (c.test.kind === "reach" && c.test.place.kind !== "lane") refuse(event.name, "a place off the lanes");
  if (problems.length > 0 || spec.world.kind !== "road") throw new InputError(problems);
  const { road } = spec.world;
  const story: StorySpec = {
    mapPath,
    entities: [egoEntity(spec), ...spec.actors.map(actorEntity)],
    selections: [],
    variables: [],
    parameters: [],
    signalControllers: [],
    init: { global: weatherOf(spec), privates: startsOf(spec, road) },
    stories: storiesOf(spec, road),
    stop: stopOf(spec, road),
    minorVersion: 3,
  };
  return { story, road };
}

function egoEntity({ ego: { vehicle } }: ScenarioSpec): EntitySpec {
  const { lengthM, widthM, rearM } = vehicle.footprint;
  const { limits } = vehicle;
  return {
    ...entity(EGO, "car", lengthM, widthM, lengthM / 2 - rearM),
    massKg: vehicle.massKg,
    ability: {
      maxSpeedMps: 70,
      maxAccelMps2: limits.maxAccelMps2,
      maxDecelMps2: limits.maxDecelMps2,
      maxAccelRateMps3: Number.POSITIVE_INFINITY,
      maxDecelRateMps3: Number.POSITIVE_INFINITY,
    },
    axles: {
      frontXM: vehicle.cgToFrontAxleM + vehicle.cgToRearAxleM,
      rearXM: 0,
      maxSteeringRad: limits.maxRoadWheelRad,
      trackWidthM: widthM,
      wheelDiameterM: 0.65,
    },
  };
}

const CATEGORIES: Readonly<Record<string, string>> = { motorcycle: "motorbike", truck: "truck", bus: "bus", bicycle: "bicycle" };

/** The native notation places a road user by its box centre, and so does its entity here. */
function actorEntity(actor: ActorSpec): EntitySpec {
  const { name, cls, lengthM, widthM } = actor;
  const made = entity(name, CATEGORIES[cls ?? ""] ?? "car", lengthM ?? 0, widthM ?? 0, 0);
  if (cls === "pedestrian" || cls === "animal") return { ...made, kind: "pedestrian", category: cls, ability: null, axles: null };
  if (cls === "static" || cls === "other" || cls === "unspecified")
    return { ...made, kind: "misc", category: "obstacle", ability: null, axles: null };
  return made;
}

function entity(name: string, category: string, lengthM: number, widthM: number, centerXM: number): EntitySpec {
  const free = Number.POSITIVE_INFINITY;
  return {
    name,
    kind: "vehicle",
    category,
    box: { lengthM, widthM, heightM: HEIGHT_M, centerXM, centerYM: 0, centerZM: HEIGHT_M / 2 },
    massKg: null,
    ability: { maxSpeedMps: 100, maxAccelMps2: 100, maxDecelMps2: 100, maxAccelRateMps3: free, maxDecelRateMps3: free },
    axles: { frontXM: 0.6 * lengthM, rearXM: 0, maxSteeringRad: 0.6, trackWidthM: widthM, wheelDiameterM: 0.65 },
    hitch: null,
    coupler: null,
    trailer: null,
    controllers: [],
    properties: [],
  };
}

// ---- places ----

/**
 * The place on the road of a point `backM` behind a place on a lane of the native notation, in the direction driven, with the heading of that
 * place. There a lane's s is the length of its centre line in its driving direction, t is to the left of that; here s is the length of the
 * reference line: on an arc of curvature k a line at t is 1 - k t times as long.
 */
function lanePosition(
  place: { readonly lane: string; readonly sM: number; readonly tM: number },
  road: RoadSpec,
  backM: number,
): PositionSpec {
  const { curvaturePerM: k, laneWidthM, lengthM } = road;
  const id = Number(place.lane);
  const centreTM = (id < 0 ? id + 0.5 : id - 0.5) * laneWidthM;
  const tM = centreTM + (id > 0 ? -place.tM : place.tM);
  const alongM = place.sM / (1 - k * centreTM);
  const sM = id > 0 ? lengthM - alongM : alongM;
  const lane = { kind: "lane", road: ROAD_ID, lane: place.lane } as const;
  if (k === 0 || backM === 0) return { ...lane, sM: sM + (id > 0 ? backM : -backM), offsetM: tM - centreTM, orientation: null };
  // From the circle's centre the place is at radius 1 / k - t; the point behind it lies on its tangent.
  const radiusM = 1 / k - tM;
  const turnRad = atan(backM / Math.abs(radiusM)) * Math.sign(k);
  const outM = Math.sign(k) * Math.sqrt(radiusM * radiusM + backM * backM);
  const hRad = id > 0 ? -turnRad : turnRad;
  const orientation = { isRelative: true, hRad, pRad: 0, rRad: 0 };
  return { ...lane, sM: sM + (id > 0 ? turnRad : -turnRad) / k, offsetM: 1 / k - outM - centreTM, orientation };
}

/** Friction and visibility from the start on; nothing where both are as usual. */
function weatherOf({ name, environment: { frictionRatio, visibilityM } }: ScenarioSpec): StorySpec["init"]["global"] {
  if (frictionRatio === 1 && visibilityM === null) return [];
  const nothing = { timeOfDay: null, precipitation: null, wetness: null, cloudState: null };
  return [{ kind: "environment", environment: { name, frictionRatio, visibilityM, ...nothing } }];
}

function startsOf(spec: ScenarioSpec, road: RoadSpec): StorySpec["init"]["privates"] {
  const { start, vehicle } = spec.ego;
  const privates: StorySpec["init"]["privates"][number][] = [];
  if (start.kind === "lane") {
    const { lengthM, rearM } = vehicle.footprint;
    privates.push({ entity: EGO, actions: startActions(lanePosition(start, road, lengthM / 2 - rearM), start.speedMps) });
  }
  for (const { name, motion } of spec.actors) {
    if (motion.kind !== "script" || motion.place.kind !== "lane") continue;
    privates.push({ entity: name, actions: startActions(lanePosition(motion.place, road, 0), motion.speedMps) });
  }
  return privates;
}

function startActions(position: PositionSpec, speedMps: number): PrivateActionSpec[] {
  const dynamics: DynamicsSpec = { shape: "step", dimension: "time", value: 0, followingMode: null };
  return [
    { kind: "teleport", position },
    { kind: "speed", dynamics, target: { kind: "absolute", valueMps: speedMps } },
  ];
}

// ---- storyboard ----

/** None where nothing happens: an act must have a maneuver group. */
function storiesOf(spec: ScenarioSpec, road: RoadSpec): StorySpec["stories"] {
  const groups = [...profilesOf(spec), ...groupsOf(spec, road)];
  return groups.length === 0 ? [] : [{ name: spec.name, acts: [{ name: "act", groups, start: fromStart(), stop: null }] }];
}

function fromStart(): StorySpec["stop"] {
  return at({ by: "value", test: { kind: "simulation-time", rule: "greaterOrEqual", valueSec: 0 } });
}

function at(test: StoryCondition["test"]): StorySpec["stop"] {
  return { groups: [[{ name: "start", edge: "none", delaySec: 0, test }]] };
}

type Group = StorySpec["stories"][number]["acts"][number]["groups"][number];

function group(name: string, actor: string, events: readonly StoryEvent[]): Group {
  return { name, maxExecutions: 1, actors: [actor], selectTriggeringEntities: false, maneuvers: [{ name, events }] };
}

/** Speeds over time of scripted road users: one linear change after another. */
function profilesOf(spec: ScenarioSpec): Group[] {
  return spec.actors.flatMap(({ name, motion }) => {
    if (motion.kind !== "script" || motion.speeds.length === 0) return [];
    const events = motion.speeds.map((point, i): StoryEvent => {
      const fromSec = i === 0 ? 0 : (motion.speeds[i - 1]?.atSec ?? 0);
      const dynamics: DynamicsSpec = { shape: "linear", dimension: "time", value: point.atSec - fromSec, followingMode: null };
      const action: PrivateActionSpec = { kind: "speed", dynamics, target: { kind: "absolute", valueMps: point.speedMps } };
      const start = at({ by: "value", test: { kind: "simulation-time", rule: "greaterOrEqual", valueSec: fromSec } });
      return {
        name: `${name} to ${point.speedMps} m/s`,
        priority: "overwrite",
        maxExecutions: 1,
        start,
        actions: [{ name: `speed ${i + 1}`, action }],
      };
    });
    return [group(`${name} speeds`, name, events)];
  });
}

/** Each event in a group of its own for each actor: in the native notation an event may move several. */
function groupsOf(spec: ScenarioSpec, road: RoadSpec): Group[] {
  return spec.storyboard.map((event) => {
    const start = { groups: [event.when.map((c) => conditionOf(c, road))] };
    const actions = event.actions.flatMap((action, i) => {
      const name = `${event.name} ${i + 1}`;
      const speed = action.kind === "lane-change" ? laneChangeSpeed(action, spec, road) : null;
      return [{ name, action: actionOf(action, spec) }, ...(speed === null ? [] : [{ name: `${name} speed`, action: speed }])];
    });
    const story: StoryEvent = { name: event.name, priority: "overwrite", maxExecutions: event.maxExecutions, start, actions };
    return group(event.name, actorOf(event), [story]);
  });
}

function actorOf(event: EventSpec): string {
  const actors = new Set(event.actions.flatMap((a) => ("actor" in a && a.kind !== "remove" ? [a.actor] : [])));
  const [first = EGO, ...others] = actors;
  if (others.length > 0) throw refused(event.name, `actions of several road users in one event: ${[...actors].join(", ")}`);
  return first;
}

function refused(path: string, found: string): InputError {
  const what = { expected: "something that OpenSCENARIO can say", found, hint: "give each its own event" };
  return new InputError([{ code: "RDV_SCENARIO_CHOICE", severity: "error", file: "storyboard", line: 0, column: 0, path, ...what }]);
}

const SHAPES: Readonly<Record<TransitionShape, DynamicsSpec["shape"]>> = {
  linear: "linear",
  sinusoidal: "sinusoidal",
  cubic: "cubic",
  step: "step",
};

function actionOf(a: ActionSpec, spec: ScenarioSpec): StoryEvent["actions"][number]["action"] {
  switch (a.kind) {
    case "speed": {
      const target =
        a.relativeTo === null
          ? ({ kind: "absolute", valueMps: a.targetMps } as const)
          : ({ kind: "relative", entity: a.relativeTo, value: a.targetMps, type: "delta", isContinuous: false } as const);
      return { kind: "speed", dynamics: dynamicsOf(a), target };
    }
    case "lane-change": {
      // To the left of the driving direction is towards higher ids; the standard counts as seen from the entity too.
      const dynamics: DynamicsSpec = { shape: SHAPES[a.shape], dimension: "time", value: a.overSec, followingMode: null };
      return { kind: "lane-change", dynamics, target: { kind: "relative", entity: a.actor, lanes: a.lanes }, targetOffsetM: 0 };
    }
    case "lane-offset":
      throw refused(a.actor, "a lane offset over a given time: the standard gives it by lateral acceleration");
    case "remove":
      return { kind: "delete-entity", entity: a.actor };
    case "friction": {
      const nothing = { timeOfDay: null, visibilityM: null, precipitation: null, wetness: null, cloudState: null };
      return { kind: "environment", environment: { name: `${spec.name} friction`, frictionRatio: a.frictionRatio, ...nothing } };
    }
  }
}

function dynamicsOf(a: Extract<ActionSpec, { kind: "speed" }>): DynamicsSpec {
  const shape = SHAPES[a.shape];
  if (a.overSec !== null) return { shape, dimension: "time", value: a.overSec, followingMode: null };
  if (a.rateMps2 !== null) return { shape, dimension: "rate", value: a.rateMps2, followingMode: null };
  return { shape, dimension: a.overM === null ? "time" : "distance", value: a.overM ?? 0, followingMode: null };
}

const EDGES = { none: "none", rising: "rising", falling: "falling", either: "risingOrFalling" } as const;

function conditionOf(c: ConditionSpec, road: RoadSpec): StoryCondition {
  return { name: c.test.kind, edge: EDGES[c.edge], delaySec: c.delaySec, test: testOf(c.test, road) };
}

function ruleOf(rule: Rule): RuleSpec {
  return rule === "above" ? "greaterThan" : "lessThan";
}

function testOf(t: ConditionSpec["test"], road: RoadSpec): StoryCondition["test"] {
  const by = (name: string, test: Extract<StoryCondition["test"], { by: "entity" }>["test"]): StoryCondition["test"] => {
    return { by: "entity", entities: [name], rule: "any", test };
  };
  switch (t.kind) {
    case "time":
      return { by: "value", test: { kind: "simulation-time", rule: "greaterOrEqual", valueSec: t.atSec } };
    case "distance": {
      const measure = { ...GAP, isFreespace: t.freespace };
      return by(t.from, { kind: "relative-distance", entity: t.to, rule: ruleOf(t.rule), valueM: t.limitM, measure });
    }
    case "time-headway":
      return by(t.from, { kind: "time-headway", entity: t.to, rule: ruleOf(t.rule), valueSec: t.limitSec, measure: AHEAD });
    case "time-to-collision":
      return by(t.from, {
        kind: "time-to-collision",
        target: { entity: t.to },
        rule: ruleOf(t.rule),
        valueSec: t.limitSec,
        measure: AHEAD,
      });
    case "speed":
      return by(t.actor, { kind: "speed", rule: ruleOf(t.rule), valueMps: t.limitMps, direction: null });
    case "relative-speed":
      return by(t.from, { kind: "relative-speed", entity: t.to, rule: ruleOf(t.rule), valueMps: t.limitMps, direction: null });
    case "travelled":
      return by(t.actor, { kind: "traveled-distance", valueM: t.limitM });
    case "reach":
      return by(t.actor, { kind: "reach-position", position: reached(t.place, road), toleranceM: t.radiusM });
    case "standstill":
      return by(t.actor, { kind: "stand-still", durationSec: t.forSec });
    case "event": {
      const state = t.state === "started" ? "startTransition" : "completeState";
      return { by: "value", test: { kind: "element-state", element: "event", ref: t.event, state } };
    }
  }
}

function reached(place: PlaceSpec, road: RoadSpec): PositionSpec {
  if (place.kind !== "lane") throw refused("reach", "a place off the lanes");
  return lanePosition(place, road, 0);
}

/** Any of the duration's end, the ego's goal and the scenario's own stop. */
function stopOf(spec: ScenarioSpec, road: RoadSpec): StorySpec["stop"] {
  const groups: (readonly StoryCondition[])[] = [];
  const { durationSec, maxSec } = spec.ends;
  const test = { by: "value", test: { kind: "simulation-time", rule: "greaterOrEqual", valueSec: durationSec ?? maxSec } } as const;
  groups.push([{ name: "end", edge: "none", delaySec: 0, test }]);
  const goal = goalOf(spec, road);
  if (goal !== null) groups.push([goal]);
  if (spec.stop.length > 0) groups.push(spec.stop.map((c) => conditionOf(c, road)));
  return { groups };
}

/**
 * The ego's goal as a circle beyond it, which an ego in the middle of its lane enters where its box centre passes the goal: the standard has no
 * line to be passed.
 */
function goalOf({ ego: { start, goal, vehicle } }: ScenarioSpec, road: RoadSpec): StoryCondition | null {
  if (goal === null || start.kind !== "lane") return null;
  const { lengthM, rearM } = vehicle.footprint;
  const place = { lane: start.lane, sM: goal.sM + GOAL_RADIUS_M - (lengthM / 2 - rearM), tM: 0 };
  const position = lanePosition(place, road, 0);
  const test = { kind: "distance", position, rule: "lessOrEqual", valueM: GOAL_RADIUS_M, measure: { ...GAP, isFreespace: false } } as const;
  return { name: "goal", edge: "none", delaySec: 0, test: { by: "entity", entities: [EGO], rule: "any", test } };
}
