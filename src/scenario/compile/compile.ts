import { InputError } from "../../core/errors.ts";
import type { Drive } from "../../drive/drive.ts";
import type { RoadNetwork } from "../../road/network.ts";
import type { ActorModel, WorldModel } from "../../sim/world.ts";
import type { TraceHeader } from "../../trace/tick.ts";
import { vehicleModel } from "../../vehicle/models.ts";
import type { Finding } from "../finding.ts";
import type { ScenarioSpec } from "../spec.ts";
import { pathActor, type RoadUser } from "./actors.ts";
import { hashOf, specHash } from "./canonical.ts";
import { checkSpec } from "./check.ts";
import { type EgoPlan, egoOnLane } from "./ego.ts";
import { checkStartsFree } from "./overlap.ts";
import { egoOnRecording } from "./ego-recording.ts";
import { pastReader } from "./past.ts";
import { recordedNames, replayedUsers } from "./replay.ts";
import { endsOf, sensorsOf } from "./rules.ts";
import { signalOf, stopLinesOf } from "./signals.ts";
import { type LoadedMap, storyWorld } from "./story-world.ts";
import { compileStoryboard } from "./storyboard.ts";
import { buildRoad } from "./world.ts";

/**
 * The world of one concrete scenario: road, road users on the tick grid, storyboard with slots for names, sensors, ends, header.
 * `drive` is the recorded drive that the spec names, `loaded` the map that its story names; null where it names none.
 * @throws InputError with all problems; they have no line, their paths are in the words of the native notation.
 */
export function compile(spec: ScenarioSpec, drive: Drive | null, loaded: LoadedMap | null = null): WorldModel {
  if (spec.world.kind === "story") return storyWorld(spec, spec.world, loaded);
  const findings: Finding[] = [];
  const known = { anyActor: false, recorded: recordedNames(spec, drive), malformed: new Set<string>() };
  findings.push(...checkSpec(spec, known, drive?.road ?? null));
  if (spec.world.kind === "drive" && drive !== null && spec.world.startSec * 1e9 >= drive.durationNs) {
    const expected = `before the recording's end at ${drive.durationNs / 1e9} s`;
    findings.push({ code: "RDV_SCENARIO_RANGE", path: ["world", "startSec"], expected, found: `${spec.world.startSec}` });
  }
  refuse(spec, findings);
  const road = drive?.road ?? roadOf(spec);
  const scripted = spec.actors.flatMap((actor) => pathActor(actor, road, spec.dtSec) ?? []);
  const replayed = drive === null ? [] : replayedUsers(spec, drive, findings);
  const { start } = spec.ego;
  const ego = start.kind === "lane" ? egoOnLane(spec.ego, start, road, findings) : egoOnRecording(spec, start, drive, findings);
  const others = [...scripted, ...replayed];
  if (ego !== null && !spec.ends.allowContact) checkStartsFree(ego, others, findings);
  refuse(spec, findings);
  if (ego === null) throw new Error("an ego without a plan has a finding");
  return modelOf(spec, drive, road, ego, others);
}

function refuse(spec: ScenarioSpec, findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  throw new InputError(
    findings.map(({ code, path, expected, found, hint = "" }) => {
      return { code, severity: "error", file: spec.scenarioId, line: 0, column: 0, path: path.join("."), expected, found, hint };
    }),
  );
}

function roadOf(spec: ScenarioSpec): RoadNetwork {
  const road = buildRoad(spec.world, []);
  if (road === null) throw new Error("a world without a road and without a drive was let through");
  return road;
}

/** The ego is slot 0; the others follow in the order of the scenario, then of the recording. */
function modelOf(spec: ScenarioSpec, drive: Drive | null, road: RoadNetwork, ego: EgoPlan, others: readonly RoadUser[]): WorldModel {
  const egoActor: ActorModel = {
    header: { id: 0, name: "ego", cls: ego.cls, motion: "ego", footprint: ego.params.footprint },
    motion: "ego",
  };
  const actors = [egoActor, ...others.map((user, i) => actorModel(user, i + 1))];
  const slotOf = (name: string): number => actors.findIndex((a) => a.header.name === name);
  const { frictionRatio, slopeRad, bankRad } = spec.environment;
  return {
    dtSec: spec.dtSec,
    seed: spec.seed,
    timing: spec.timing,
    road,
    environment: { frictionRatio, slopeRad, bankRad },
    ego: {
      vehicle: vehicleModel(ego.params.model),
      params: ego.params,
      start: ego.start,
      startsOnRecording: ego.startsOnRecording,
      route: ego.route,
      goal: ego.goal,
      recorded: ego.recorded,
      recordedInputs: ego.inputs,
    },
    actors,
    egoIndex: 0,
    signals: spec.trafficLights.map((light) => signalOf(light, road, spec.dtSec)),
    storyboard: compileStoryboard(spec, road, slotOf),
    story: null,
    sensors: sensorsOf(spec),
    ends: endsOf(spec, ego.goal, ego.recorded !== null),
    observationEvery: spec.observationEvery,
    actuationDelayTicks: Math.round(spec.actuationDelaySec / spec.dtSec),
    firstControlledTick: ego.firstControlledTick,
    readPast: pastReader(spec, drive, ego, actors),
    header: headerOf(spec, drive, road, ego, actors),
  };
}

function actorModel({ name, cls, footprint, moves }: RoadUser, id: number): ActorModel {
  return { header: { id, name, cls, motion: moves.motion, footprint }, ...moves };
}

function headerOf(spec: ScenarioSpec, drive: Drive | null, road: RoadNetwork, ego: EgoPlan, actors: readonly ActorModel[]): TraceHeader {
  return {
    traceVersion: 1,
    scenarioId: spec.scenarioId,
    variantId: spec.variantId,
    parameters: spec.parameters,
    dtSec: spec.dtSec,
    seed: spec.seed,
    observationEvery: spec.observationEvery,
    egoIndex: 0,
    actors: actors.map((a) => a.header),
    signals: spec.trafficLights.map(({ name }) => ({ id: name })),
    stopLines: stopLinesOf(spec.trafficLights, road),
    wheelbaseM: ego.params.cgToFrontAxleM + ego.params.cgToRearAxleM,
    limits: ego.params.limits,
    road,
    route: ego.route,
    goal: ego.goal,
    recorded: ego.recorded,
    frictionRatio: spec.environment.frictionRatio,
    speedLimitMps: ego.speedLimitMps,
    hashes: { spec: specHash(spec), drive: drive?.contentHash ?? "", vehicle: hashOf(ego.params) },
  };
}
