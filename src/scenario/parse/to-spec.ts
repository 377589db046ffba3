import type { Value } from "../expression.ts";
import type { SpecBody } from "../compile/check.ts";
import type { ActionSpec, ActorSpec, ConditionSpec, EventSpec, PlaceSpec, WorldSpec } from "../spec.ts";
import type { Rule } from "../../sim/storyboard-model.ts";
import type { ActorClass } from "../../trace/tick.ts";
import type { VehicleParams } from "../../vehicle/model.ts";
import type { Finding } from "../finding.ts";
import type { ScenarioDocument } from "./schema.ts";
import type { ScenarioContext } from "./context.ts";
import { expectOf } from "./expect-limits.ts";

/** Who a document belongs to: what the spec carries besides the document's own keys. */
export interface Identity {
  /** Path of the scenario file as the user wrote it. */
  readonly scenarioId: string;
  readonly variantId: string;
  readonly values: ReadonlyMap<string, Value>;
}

type Ego = ScenarioDocument["ego"];
type Actor = ScenarioDocument["actors"][string];
type When = NonNullable<ScenarioDocument["stop"]>;
type Condition = Exclude<When, readonly unknown[]>;
type Do = ScenarioDocument["storyboard"][number]["do"];
type Action = Exclude<Do, readonly unknown[]>;

/** Outline in metres where an actor states none: everyday sizes; the classes that have none must state it. */
const SIZES: Readonly<Partial<Record<ActorClass, { readonly lengthM: number; readonly widthM: number }>>> = {
  car: { lengthM: 4.5, widthM: 1.8 },
  truck: { lengthM: 10, widthM: 2.5 },
  bus: { lengthM: 12, widthM: 2.55 },
  motorcycle: { lengthM: 2.2, widthM: 0.8 },
  bicycle: { lengthM: 1.8, widthM: 0.6 },
  pedestrian: { lengthM: 0.5, widthM: 0.5 },
};

/** A checked document of the native notation as a spec, all but its vehicle. `findings` receive what cannot be. */
export function toSpecBody(d: ScenarioDocument, id: Identity, context: ScenarioContext, findings: Finding[]): SpecBody {
  return {
    name: d.name,
    scenarioId: id.scenarioId,
    variantId: id.variantId,
    parameters: [...id.values].map(([name, value]) => ({ name, value: String(value) })),
    description: d.description,
    tags: d.tags,
    seed: d.seed,
    dtSec: d.run.dtSec,
    observationEvery: d.run.observationEveryTicks,
    timing: d.run.timing,
    world: worldOf(d, context, findings),
    trafficLights: Object.entries(d.trafficLights).map(([name, light]) => ({ name, ...light, lanes: listed<string>(light.lanes) })),
    ego: egoOf(d.ego),
    actors: Object.entries(d.actors).map(([name, actor]) => actorOf(name, actor, findings)),
    environment: d.environment,
    sensors: d.sensors,
    actuationDelaySec: d.controller.delaySec,
    storyboard: d.storyboard.map(eventOf),
    stop: d.stop === undefined ? [] : listed(d.stop).map(conditionOf),
    ends: d.ends,
    expect: expectOf(d.expect, context, findings),
  };
}

/** The car under test: its file, and what the scenario says is wrong with it. null where `findings` received why there is none. */
export function vehicleOf(e: ScenarioDocument["ego"], context: ScenarioContext, findings: Finding[]): VehicleParams | null {
  const found = context.files.vehicle(e.vehicle);
  if (found.ok) return withFaults(found.value, e.faults);
  findings.push({ ...found, path: ["ego", "vehicle"] });
  return null;
}

function listed<T>(oneOrMore: T | readonly T[]): readonly T[] {
  return Array.isArray(oneOrMore) ? (oneOrMore as readonly T[]) : [oneOrMore as T];
}

function worldOf(d: ScenarioDocument, context: ScenarioContext, findings: Finding[]): WorldSpec {
  const { drive, road, startSec, endSec } = d.world;
  if (road !== undefined) return { kind: "road", road };
  const found = context.files.drive(drive ?? "");
  if (!found.ok) findings.push({ ...found, path: ["world", "drive"] });
  return { kind: "drive", drivePath: found.ok ? found.value : "", startSec: startSec ?? 0, endSec: endSec ?? null };
}

function egoOf(e: Ego): SpecBody["ego"] {
  const { goal = null, routeLanes = [], warmUpSec = 0, speedLimitMps = null } = e;
  const rest = { goal, routeLanes, warmUpSec, speedLimitMps };
  const moved = { aheadM: e.aheadM ?? 0, speedMps: e.speedMps ?? null };
  if (e.start !== undefined) return { ...rest, start: { kind: "lane", ...e.start } };
  if (e.replaces !== undefined) return { ...rest, start: { kind: "replaces", actor: e.replaces, ...moved } };
  return { ...rest, start: { kind: "recorded", ...moved } };
}

function withFaults(vehicle: VehicleParams, f: Ego["faults"]): VehicleParams {
  const { steering, acceleration } = vehicle;
  return {
    ...vehicle,
    steering: {
      ...steering,
      biasRad: steering.biasRad + f.steeringBiasRad,
      gainRatio: steering.gainRatio * f.steeringGainRatio,
      deadTimeSec: steering.deadTimeSec + f.steeringDelaySec,
    },
    acceleration: {
      ...acceleration,
      biasMps2: acceleration.biasMps2 + f.accelerationBiasMps2,
      gainRatio: acceleration.gainRatio * f.accelerationGainRatio,
      deadTimeSec: acceleration.deadTimeSec + f.accelerationDelaySec,
    },
  };
}

function actorOf(name: string, a: Actor, findings: Finding[]): ActorSpec {
  const common = { name, cls: a.class ?? null, lengthM: a.lengthM ?? null, widthM: a.widthM ?? null, fromSec: a.fromSec };
  if (a.replays !== undefined) {
    const changes = { brakeScale: a.brakeScale ?? 1, shiftSec: a.shiftSec ?? 0, speedScale: a.speedScale ?? 1 };
    return { ...common, motion: { kind: "replays", actor: a.replays, ...changes } };
  }
  const cls = a.class ?? "car";
  const size = SIZES[cls];
  for (const key of ["lengthM", "widthM"] as const) {
    if (a[key] === undefined && size === undefined) {
      const hint = `a road user of class ${cls} has no usual size`;
      findings.push({ code: "RDV_SCENARIO_MISSING", path: ["actors", name], expected: `"${key}"`, found: "nothing", hint });
    }
  }
  const sized = { ...common, cls, lengthM: a.lengthM ?? size?.lengthM ?? 0, widthM: a.widthM ?? size?.widthM ?? 0 };
  if (a.script !== undefined) {
    const { speedMps, speeds } = a.script;
    return { ...sized, motion: { kind: "script", place: placeOf(a.script), speedMps, speeds } };
  }
  const r = a.reactive;
  if (r === undefined) throw new Error("the schema lets exactly one motion through");
  const { timeHeadwaySec, minGapM, maxAccelMps2, comfortDecelMps2 } = r;
  const idm = { desiredSpeedMps: r.desiredSpeedMps ?? r.speedMps, timeHeadwaySec, minGapM, maxAccelMps2, comfortDecelMps2 };
  return { ...sized, motion: { kind: "reactive", place: placeOf(r), speedMps: r.speedMps, idm } };
}

interface PlaceKeys {
  readonly lane?: string | undefined;
  readonly path?: readonly (readonly [number, number])[] | undefined;
  readonly sM: number;
  readonly tM?: number | undefined;
}

function placeOf({ lane, path, sM, tM }: PlaceKeys): PlaceSpec {
  return lane === undefined ? { kind: "path", points: path ?? [], sM } : { kind: "lane", lane, sM, tM: tM ?? 0 };
}

function eventOf(e: ScenarioDocument["storyboard"][number], index: number): EventSpec {
  return {
    name: e.name ?? `event-${index + 1}`,
    when: listed<Condition>(e.when).map(conditionOf),
    actions: listed<Action>(e.do).map(actionOf),
    maxExecutions: e.maxExecutions,
  };
}

function conditionOf(c: Condition): ConditionSpec {
  return { test: testOf(c), edge: c.edge, delaySec: c.delaySec };
}

function testOf(c: Condition): ConditionSpec["test"] {
  if (c.time !== undefined) return { kind: "time", ...c.time };
  if (c.distance !== undefined) {
    const { from, to, belowM, aboveM, freespace } = c.distance;
    return { kind: "distance", from, to, rule: ruleOf(belowM), limitM: belowM ?? aboveM ?? 0, freespace };
  }
  if (c.timeHeadway !== undefined) return { kind: "time-headway", ...secondsOf(c.timeHeadway) };
  if (c.timeToCollision !== undefined) return { kind: "time-to-collision", ...secondsOf(c.timeToCollision) };
  if (c.speed !== undefined) {
    const { actor, belowMps, aboveMps } = c.speed;
    return { kind: "speed", actor, rule: ruleOf(belowMps), limitMps: belowMps ?? aboveMps ?? 0 };
  }
  if (c.relativeSpeed !== undefined) {
    const { from, to, belowMps, aboveMps } = c.relativeSpeed;
    return { kind: "relative-speed", from, to, rule: ruleOf(belowMps), limitMps: belowMps ?? aboveMps ?? 0 };
  }
  if (c.travelled !== undefined) return { kind: "travelled", actor: c.travelled.actor, limitM: c.travelled.aboveM };
  if (c.reach !== undefined) {
    const { actor, lane, sM, tM, xM, yM, radiusM } = c.reach;
    const point: PlaceSpec = { kind: "path", points: [[xM ?? 0, yM ?? 0]], sM: 0 };
    const place: PlaceSpec = lane === undefined ? point : { kind: "lane", lane, sM: sM ?? 0, tM: tM ?? 0 };
    return { kind: "reach", actor, place, radiusM };
  }
  if (c.standstill !== undefined) return { kind: "standstill", ...c.standstill };
  if (c.event !== undefined) return { kind: "event", event: c.event.name, state: c.event.state };
  throw new Error("the schema lets exactly one test through");
}

function ruleOf(below: number | undefined): Rule {
  return below === undefined ? "above" : "below";
}

function secondsOf(t: NonNullable<Condition["timeHeadway"]>): { from: string; to: string; rule: Rule; limitSec: number } {
  return { from: t.from, to: t.to, rule: ruleOf(t.belowSec), limitSec: t.belowSec ?? t.aboveSec ?? 0 };
}

function actionOf(a: Action): ActionSpec {
  if (a.speed !== undefined) {
    const { actor, targetMps, relativeTo, shape, overSec, rateMps2, overM } = a.speed;
    const rated = { overSec: overSec ?? null, rateMps2: rateMps2 ?? null, overM: overM ?? null };
    return { kind: "speed", actor, targetMps, relativeTo: relativeTo ?? null, shape, ...rated };
  }
  if (a.laneChange !== undefined) return { kind: "lane-change", ...a.laneChange };
  if (a.laneOffset !== undefined) return { kind: "lane-offset", ...a.laneOffset };
  if (a.remove !== undefined) return { kind: "remove", ...a.remove };
  if (a.friction !== undefined) return { kind: "friction", ...a.friction };
  throw new Error("the schema lets exactly one action through");
}
