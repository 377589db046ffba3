import type { Footprint, Pose } from "../../src/core/frames.ts";
import { slopesAtStart } from "../../src/scenario/compile/start-motion.ts";
import { roadLineOf } from "../../src/road/line.ts";
import type { RoadLine, RoadNetwork } from "../../src/road/network.ts";
import { parametricRoad } from "../../src/road/parametric.ts";
import { runSync, type RecordSink, type RunOptions, type RunOutcome } from "../../src/sim/loop.ts";
import type { CommandReply, DrivingMode, Observation, Reply, RunEnd, Session } from "../../src/sim/port.ts";
import type { Storyboard } from "../../src/sim/storyboard-model.ts";
import type {
  ActorModel,
  EgoModel,
  EndRules,
  IdmParams,
  PathStart,
  ReplayTrack,
  SensorModel,
  SpeedProfile,
  WorldModel,
} from "../../src/sim/world.ts";
import type { ActorClass, ActorHeader, RecordedPath, TickRecord } from "../../src/trace/tick.ts";
import type { Command } from "../../src/vehicle/command.ts";
import { vehicleModel } from "../../src/vehicle/models.ts";
import type { ActuatorParams, VehicleParams } from "../../src/vehicle/model.ts";

/** Worlds a person can compute by hand: a flat plane, a car that obeys at once, perfect sensors. Change what a test is about. */

const DIRECT: ActuatorParams = { biasRad: 0, biasMps2: 0, gainRatio: 1, deadTimeSec: 0, lagSec: 0, deadBandRad: 0 };

/** 4 m long, 2 m wide, rear axle 1 m from its rear end: the box centre is 1 m ahead of the rear axle. */
export const CAR: Footprint = { lengthM: 4, widthM: 2, rearM: 1 };

/** Kinematic, wheelbase 2.5 m, no lag, no resistance. */
export function plainCar(changes: Partial<VehicleParams> = {}): VehicleParams {
  return {
    id: "plain",
    version: 1,
    model: "kinematic",
    footprint: CAR,
    massKg: 1500,
    yawInertiaKgm2: 2500,
    cgToFrontAxleM: 1.25,
    cgToRearAxleM: 1.25,
    cgHeightM: 0.5,
    frontStiffnessNprad: 1e5,
    rearStiffnessNprad: 1e5,
    frictionRatio: 1,
    steeringRatio: 15,
    resistance0N: 0,
    resistance1Npmps: 0,
    resistance2Npmps2: 0,
    limits: { maxRoadWheelRad: 0.5, maxRoadWheelRateRadps: Infinity, maxAccelMps2: 4, maxDecelMps2: 8 },
    steering: DIRECT,
    acceleration: DIRECT,
    ...changes,
  };
}

export const NO_ROAD: RoadNetwork = { source: "none", lanes: [] };

/** Lanes of 3.5 m along x; lane "-1" has its centre at y = -1.75, "-2" at -5.25. */
export function straightRoad(lanes: number, lengthM: number, oncomingLanes = 0): RoadNetwork {
  return parametricRoad({ lanes, oncomingLanes, laneWidthM: 3.5, lengthM, speedLimitMps: 30 });
}

export function lineOf(...points: readonly (readonly [number, number])[]): RoadLine {
  const line = roadLineOf(
    points.map((p) => p[0]),
    points.map((p) => p[1]),
  );
  if (line === null) throw new Error("not a line");
  return line;
}

export const PERFECT: SensorModel = {
  rangeM: Infinity,
  maxObjects: 1000,
  latencyTicks: 0,
  dropRatio: 0,
  positionNoiseM: 0,
  speedNoiseMps: 0,
  yawNoiseRad: 0,
  occlusion: false,
};

export const ENDLESS: EndRules = {
  maxTicks: 1_000_000,
  durationTicks: -1,
  endWithRecording: false,
  goal: null,
  allowContact: false,
  offMapM: Infinity,
};

export const IDM: IdmParams = { desiredSpeedMps: 20, timeHeadwaySec: 1.5, minGapM: 2, maxAccelMps2: 1.5, comfortDecelMps2: 2 };

/** A road user without its header; ids follow the order of the list, the ego has id 1. */
export type ActorSketch = { readonly name: string; readonly cls?: ActorClass; readonly size?: Footprint } & (
  | { readonly motion: "replayed"; readonly track: ReplayTrack }
  | { readonly motion: "scripted"; readonly start: PathStart; readonly speedProfile: SpeedProfile | null }
  | { readonly motion: "reactive"; readonly start: PathStart; readonly driver: IdmParams }
);

/** Box centre on a path. */
export function startOn(path: RoadLine, sM: number, speedMps: number, changes: Partial<PathStart> = {}): PathStart {
  return { path, lane: -1, sM, tM: 0, speedMps, fromTick: 0, ...changes };
}

/** A scripted road user that goes along x from (xM, yM) at a constant speed. */
export function cruiser(name: string, xM: number, yM: number, speedMps: number, changes: Partial<PathStart> = {}): ActorSketch {
  const path = lineOf([xM, yM], [xM + 5000, yM]);
  return { name, motion: "scripted", start: startOn(path, 0, speedMps, changes), speedProfile: null };
}

/** A replayed road user, given by what it does at each tick. */
export function trackOf(
  ticks: number,
  dtSec: number,
  at: (tSec: number) => { x: number; y: number; yaw?: number; v?: number },
): ReplayTrack {
  const row = (value: (p: { x: number; y: number; yaw?: number; v?: number }) => number): Float64Array =>
    Float64Array.from({ length: ticks }, (_, k) => value(at(k * dtSec)));
  return {
    present: new Uint8Array(ticks).fill(1),
    xM: row((p) => p.x),
    yM: row((p) => p.y),
    yawRad: row((p) => p.yaw ?? 0),
    vxMps: row((p) => (p.v ?? 0) * Math.cos(p.yaw ?? 0)),
    vyMps: row((p) => (p.v ?? 0) * Math.sin(p.yaw ?? 0)),
    axMps2: row(() => 0),
    ayMps2: row(() => 0),
    yawRateRadps: row(() => 0),
  };
}

/** A recorded ego, rear axle. */
export function recordingOf(
  ticks: number,
  dtSec: number,
  at: (tSec: number) => { x: number; y: number; yaw?: number; v: number },
): RecordedPath {
  const row = (value: (p: { x: number; y: number; yaw?: number; v: number }) => number): Float64Array =>
    Float64Array.from({ length: ticks }, (_, k) => value(at(k * dtSec)));
  return {
    valid: new Uint8Array(ticks).fill(1),
    xM: row((p) => p.x),
    yM: row((p) => p.y),
    yawRad: row((p) => p.yaw ?? 0),
    vLonMps: row((p) => p.v),
  };
}

/** An ego rolling straight; where it has a recording, it begins on it unless `startsOnRecording` says otherwise. */
export interface EgoSketch extends Partial<Omit<EgoModel, "vehicle">> {
  readonly startXM?: number;
  readonly startYM?: number;
  readonly startYawRad?: number;
  readonly startVLonMps?: number;
}

export interface WorldSketch {
  readonly dtSec?: number;
  readonly seed?: number;
  readonly timing?: WorldModel["timing"];
  readonly road?: RoadNetwork;
  readonly environment?: Partial<WorldModel["environment"]>;
  /** Rear axle at the origin along x, 10 m/s, where nothing else is said. */
  readonly ego?: EgoSketch;
  readonly actors?: readonly ActorSketch[];
  /** Slots: the ego is 0, the road users follow in order. */
  readonly storyboard?: Partial<Storyboard>;
  readonly sensors?: Partial<SensorModel>;
  readonly ends?: Partial<EndRules>;
  readonly observationEvery?: number;
  readonly actuationDelayTicks?: number;
  readonly firstControlledTick?: number;
  readonly signals?: WorldModel["signals"];
  readonly readPast?: WorldModel["readPast"];
}

/** The compiled world of a sketch; the ego is slot 0. */
/** As `compile` has it for a recording without inputs: under way as the recording's first half second says. */
function startOf(recorded: RecordedPath | null, p: VehicleParams, dtSec: number, pose: Pose, vLonMps: number): EgoModel["start"] {
  const rolling = { pose, vLonMps, yawRateRadps: 0, accelMps2: 0, roadWheelRad: 0 };
  if (recorded === null) return rolling;
  const { accelMps2, yawRateRadps } = slopesAtStart(recorded, dtSec);
  const wheelbaseM = p.cgToFrontAxleM + p.cgToRearAxleM;
  return { ...rolling, accelMps2, yawRateRadps, roadWheelRad: vLonMps < 1 ? 0 : Math.atan((wheelbaseM * yawRateRadps) / vLonMps) };
}

export function worldOf(sketch: WorldSketch = {}): WorldModel {
  const params = sketch.ego?.params ?? plainCar();
  const egoHeader: ActorHeader = { id: 1, name: "ego", cls: "car", motion: "ego", footprint: params.footprint };
  const actors: ActorModel[] = [{ header: egoHeader, motion: "ego" }];
  for (const { name, cls = "car", size = { lengthM: 4, widthM: 2, rearM: 2 }, ...motion } of sketch.actors ?? []) {
    actors.push({ header: { id: actors.length + 1, name, cls, motion: motion.motion, footprint: size }, ...motion });
  }
  const dtSec = sketch.dtSec ?? 0.01;
  const seed = sketch.seed ?? 1;
  const road = sketch.road ?? NO_ROAD;
  const environment = { frictionRatio: 1, slopeRad: 0, bankRad: 0, ...sketch.environment };
  const { startXM = 0, startYM = 0, startYawRad = 0, startVLonMps = 10, ...sketched } = sketch.ego ?? {};
  const ego: EgoModel = {
    params,
    vehicle: vehicleModel(params.model),
    start: startOf(sketched.recorded ?? null, params, dtSec, { xM: startXM, yM: startYM, yawRad: startYawRad }, startVLonMps),
    startsOnRecording: (sketched.recorded ?? null) !== null,
    route: null,
    goal: sketch.ends?.goal ?? null,
    recorded: null,
    recordedInputs: null,
    ...sketched,
  };
  const observationEvery = sketch.observationEvery ?? 1;
  return {
    dtSec,
    seed,
    timing: sketch.timing ?? "subtick",
    road,
    environment,
    ego,
    actors,
    egoIndex: 0,
    signals: sketch.signals ?? [],
    storyboard: { events: [], stop: [], ...sketch.storyboard },
    story: null,
    sensors: { ...PERFECT, ...sketch.sensors },
    ends: { ...ENDLESS, ...sketch.ends },
    observationEvery,
    actuationDelayTicks: sketch.actuationDelayTicks ?? 0,
    firstControlledTick: sketch.firstControlledTick ?? 0,
    readPast: sketch.readPast ?? null,
    header: {
      traceVersion: 1,
      scenarioId: "test.yaml",
      variantId: "test.yaml",
      parameters: [],
      dtSec,
      seed,
      observationEvery,
      egoIndex: 0,
      actors: actors.map((a) => a.header),
      signals: (sketch.signals ?? []).map(({ id }) => ({ id })),
      wheelbaseM: params.cgToFrontAxleM + params.cgToRearAxleM,
      limits: params.limits,
      road,
      route: ego.route,
      goal: ego.goal,
      recorded: ego.recorded,
      frictionRatio: environment.frictionRatio,
      speedLimitMps: null,
      hashes: { spec: "", drive: "", vehicle: "" },
    },
  };
}

/** Straight on, no acceleration. */
export const STRAIGHT: Command = { kind: "accel-steer", accelMps2: 0, lateral: "road-wheel", roadWheelRad: 0 };
export const NOTHING: Command = { kind: "none" };

export function steer(accelMps2: number, roadWheelRad: number): Command {
  return { kind: "accel-steer", accelMps2, lateral: "road-wheel", roadWheelRad };
}

/** A controller that answers each observation with a command, or with a whole reply. */
export function sessionOf(decide: (o: Observation) => Command | Reply, ends: RunEnd[] = []): Session {
  const reply: { -readonly [K in keyof CommandReply]: CommandReply[K] } = {
    kind: "command",
    tick: 0,
    command: NOTHING,
    mode: "engaged" as DrivingMode,
    debug: [],
  };
  return {
    start: () => ({ kind: "ready" }),
    decide: (o) => {
      const answer = decide(o);
      if (answer.kind === "command" || answer.kind === "fault") return answer;
      reply.tick = o.tick;
      reply.command = answer;
      return reply;
    },
    end: (end) => {
      ends.push(end);
    },
  };
}

export const NO_SINK: RecordSink = { record: () => {} };

/** Runs to the end; keeps what `keep` makes of each record. */
export function runOf<T>(
  model: WorldModel,
  decide: (o: Observation) => Command | Reply,
  keep: (r: TickRecord) => T,
  options: RunOptions = {},
): { readonly outcome: RunOutcome; readonly kept: readonly T[] } {
  const kept: T[] = [];
  const outcome = runSync(model, sessionOf(decide), { record: (r) => kept.push(keep(r)) }, options);
  return { outcome, kept };
}
