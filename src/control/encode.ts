import type { RoadLine, RoadNetwork } from "../road/network.ts";
import type { Observation, RunEnd, RunStart } from "../sim/port.ts";
import { END_REASONS } from "../sim/port.ts";
import type { Broken } from "./decode.ts";
import { frameOf } from "./frame.ts";
import type { Peer } from "./handshake.ts";
import { MESSAGE_CHARACTERS, ROUTE_SPACING_M } from "./limits.ts";
import {
  faultNumber,
  printable,
  type WireLane,
  type WireObservation,
  type WireRoute,
  type WireScenarioStart,
  type WireToController,
  type WireTrafficLight,
} from "./wire.ts";

const NS_PER_SEC = 1e9;

/** The arrays of `Objects` on the wire, reused for every observation. */
interface ObjectArrays {
  readonly id: number[];
  readonly cls: number[];
  readonly xM: number[];
  readonly yM: number[];
  readonly yawRad: number[];
  readonly vxMps: number[];
  readonly vyMps: number[];
  readonly axMps2: number[];
  readonly ayMps2: number[];
  readonly yawRateRadps: number[];
  readonly lengthM: number[];
  readonly widthM: number[];
  readonly ageNs: number[];
}

type Ego = NonNullable<WireObservation["ego"]>;
type Applied = NonNullable<WireObservation["applied"]>;

/** One Observation envelope, filled again for every tick: the message is the only thing encoding does not allocate anew. */
export interface ObservationEncoder {
  readonly envelope: WireToController;
  readonly observation: WireObservation;
  readonly ego: Ego;
  readonly applied: Applied;
  readonly objects: ObjectArrays;
  /** In the order of `Observation.signals`; empty where none are sent. */
  readonly lights: WireTrafficLight[];
}

/** @param batched the frames are for `Connection.sendBatched`, which writes `batch_more` into them. */
export function createObservationEncoder(session: number, batched = false): ObservationEncoder {
  const objects: ObjectArrays = {
    id: [],
    cls: [],
    xM: [],
    yM: [],
    yawRad: [],
    vxMps: [],
    vyMps: [],
    axMps2: [],
    ayMps2: [],
    yawRateRadps: [],
    lengthM: [],
    widthM: [],
    ageNs: [],
  };
  const ego: Ego = {};
  const applied: Applied = {};
  const lights: WireTrafficLight[] = [];
  const observation: WireObservation = { tick: 0, simTimeNs: 0, ego, objects, trafficLights: lights, applied: null, controlled: false };
  // A 0 would not be written; the 1 holds its place.
  const envelope = batched ? { session, batchMore: 1, observation } : { session, observation };
  return { envelope, observation, ego, applied, objects, lights };
}

/** What of its observations stays the same throughout a run: ids, lanes and stop points of the traffic lights, where they are wanted. */
export function prepareEncoder(e: ObservationEncoder, s: RunStart, peer: Peer): void {
  e.lights.length = 0;
  if (!peer.wantsTrafficLights) return;
  for (const { id, lanes, stopPoint } of s.signals) {
    e.lights.push({ id, color: 0, laneIds: lanes.map((lane) => s.road.lanes[lane]?.id ?? ""), stopPoint });
  }
}

/** An observation as one frame, ready to be sent. The static code fits G4 (bench/codec.ts), so there is no writer by hand. */
export function encodeObservation(e: ObservationEncoder, o: Observation): Buffer {
  fillObservation(e, o);
  return frameOf(e.envelope);
}

/** Writes an observation into the encoder's message. */
export function fillObservation(e: ObservationEncoder, o: Observation): void {
  const { observation, ego, objects, lights } = e;
  observation.tick = o.tick;
  observation.simTimeNs = o.simTimeNs;
  observation.controlled = o.controlled;
  ego.xM = o.ego.xM;
  ego.yM = o.ego.yM;
  ego.yawRad = o.ego.yawRad;
  ego.vxMps = o.ego.vLonMps;
  ego.vyMps = o.ego.vLatMps;
  ego.yawRateRadps = o.ego.yawRateRadps;
  ego.axMps2 = o.ego.aLonMps2;
  ego.ayMps2 = o.ego.aLatMps2;
  ego.roadWheelAngleRad = o.ego.roadWheelRad;
  ego.steeringWheelAngleRad = o.steeringWheelRad;
  ego.gear = o.gear === "neutral" ? 0 : 1;
  ego.engaged = o.controlled;
  const from = o.objects;
  const n = from.count;
  copyTo(objects.id, from.id, n);
  copyTo(objects.cls, from.cls, n);
  copyTo(objects.xM, from.xM, n);
  copyTo(objects.yM, from.yM, n);
  copyTo(objects.yawRad, from.yawRad, n);
  copyTo(objects.vxMps, from.vxMps, n);
  copyTo(objects.vyMps, from.vyMps, n);
  copyTo(objects.axMps2, from.axMps2, n);
  copyTo(objects.ayMps2, from.ayMps2, n);
  copyTo(objects.yawRateRadps, from.yawRateRadps, n);
  copyTo(objects.lengthM, from.lengthM, n);
  copyTo(objects.widthM, from.widthM, n);
  copyTo(objects.ageNs, from.ageNs, anyAge(from.ageNs, n) ? n : 0);
  for (let i = 0; i < lights.length; i++) (lights[i] as WireTrafficLight).color = o.signals.state[i] as number;
  fillApplied(e, o);
}

/** What the vehicle used is told once a command has taken effect. */
function fillApplied(e: ObservationEncoder, o: Observation): void {
  const { applied } = e;
  e.observation.applied = o.applied.fromTick < 0 ? null : applied;
  applied.fromTick = o.applied.fromTick;
  applied.accelMps2 = o.applied.accelMps2;
  applied.roadWheelAngleRad = o.applied.roadWheelRad;
  applied.clamped = o.applied.clamped;
  applied.held = o.applied.held;
}

function copyTo(to: number[], from: ArrayLike<number>, count: number): void {
  to.length = count;
  for (let i = 0; i < count; i++) to[i] = from[i] as number;
}

function anyAge(ageNs: Float64Array, count: number): boolean {
  for (let i = 0; i < count; i++) if (ageNs[i] !== 0) return true;
  return false;
}

/** What a run gives a controller of what it asked for (wishes.ts). */
export interface Granted {
  /** Ticks between two observations. */
  readonly observationEvery: number;
  /** Before tick 0, oldest first. */
  readonly history: readonly WireObservation[];
}

/** ScenarioStart of a run, with what this controller asked for; `watchdogMs` 0 where none runs. */
export function encodeStart(session: number, s: RunStart, peer: Peer, watchdogMs: number, granted: Granted): Buffer {
  const start: WireScenarioStart = {
    scenarioId: s.scenarioId,
    seed: s.seed,
    dtNs: Math.round(s.dtSec * NS_PER_SEC),
    observationEvery: granted.observationEvery,
    firstControlledTick: s.firstControlledTick,
    maxTicks: s.maxTicks,
    watchdogMs,
    actuationDelayTicks: s.actuationDelayTicks,
    ego: {
      wheelbaseM: s.ego.wheelbaseM,
      lengthM: s.ego.footprint.lengthM,
      widthM: s.ego.footprint.widthM,
      rearAxleToCenterM: s.ego.footprint.lengthM / 2 - s.ego.footprint.rearM,
      maxRoadWheelAngleRad: s.ego.limits.maxRoadWheelRad,
      maxRoadWheelRateRadps: s.ego.limits.maxRoadWheelRateRadps,
      steeringRatio: s.ego.steeringRatio,
      maxAccelMps2: s.ego.limits.maxAccelMps2,
      maxDecelMps2: s.ego.limits.maxDecelMps2,
      massKg: s.ego.massKg,
    },
    history: granted.history as WireObservation[],
    ...(peer.wantsRoute && s.route !== null ? { route: routeOf(s.route, s) } : {}),
    ...(peer.wantsMap ? { map: { lanes: lanesOf(s.road) } } : {}),
    parameters: Object.fromEntries(s.parameters.map((p) => [p.name, p.value])),
  };
  return frameOf({ session, scenarioStart: start });
}

function routeOf(route: RoadLine, s: RunStart): WireRoute {
  const points = densePoints(route);
  return {
    points,
    speedLimitMps: s.routeSpeedLimitMps === null ? [] : points.map(() => s.routeSpeedLimitMps as number),
    goal: s.goal === null ? null : { xM: s.goal.pose.xM, yM: s.goal.pose.yM, yawRad: s.goal.pose.yawRad },
  };
}

/** The points of a line, with points between where two lie farther apart than the protocol promises. */
function densePoints(line: RoadLine): { xM: number; yM: number }[] {
  const points = [{ xM: line.xM[0] as number, yM: line.yM[0] as number }];
  for (let i = 1; i < line.xM.length; i++) {
    const from = points[points.length - 1] as { xM: number; yM: number };
    const dx = (line.xM[i] as number) - from.xM;
    const dy = (line.yM[i] as number) - from.yM;
    const pieces = Math.max(1, Math.ceil(Math.sqrt(dx * dx + dy * dy) / ROUTE_SPACING_M));
    for (let k = 1; k <= pieces; k++) points.push({ xM: from.xM + (dx * k) / pieces, yM: from.yM + (dy * k) / pieces });
  }
  return points;
}

/** `LaneType` of the protocol by our names. */
const LANE_TYPES = { driving: 1, shoulder: 2, bike: 3, parking: 4, sidewalk: 5, other: 6 } as const;

function lanesOf(road: RoadNetwork): WireLane[] {
  const idOf = (lane: number): string => road.lanes[lane]?.id ?? "";
  return road.lanes.map((lane) => ({
    id: lane.id,
    type: LANE_TYPES[lane.type],
    centerXyM: pairs(lane.centre),
    leftXyM: pairs(lane.left),
    rightXyM: pairs(lane.right),
    successors: lane.successors.map(idOf),
    predecessors: lane.predecessors.map(idOf),
    leftNeighbor: lane.leftLane === null ? null : idOf(lane.leftLane.lane),
    rightNeighbor: lane.rightLane === null ? null : idOf(lane.rightLane.lane),
    speedLimitMps: lane.speedLimitMps,
  }));
}

function pairs(line: RoadLine): number[] {
  const xy: number[] = [];
  for (let i = 0; i < line.xM.length; i++) xy.push(line.xM[i] as number, line.yM[i] as number);
  return xy;
}

/** ScenarioEnd of a run. The protocol numbers its reasons in the order of END_REASONS, from 1. */
export function encodeEnd(session: number, end: RunEnd): Buffer {
  const detail = printable(end.detail, MESSAGE_CHARACTERS);
  return frameOf({ session, scenarioEnd: { reason: END_REASONS.indexOf(end.reason) + 1, ticks: Math.max(0, end.tick), detail } });
}

/** A Fault found here, told to the controller. */
export function encodeFault(session: number, broken: Broken, tick: number, fatal: boolean): Buffer {
  const message = printable(broken.message, MESSAGE_CHARACTERS);
  return frameOf({ session, fault: { code: faultNumber(broken.code), message, tick: tick < 0 ? null : tick, fatal } });
}
