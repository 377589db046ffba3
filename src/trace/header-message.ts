import type { Lane, LaneSide, LaneType, RoadLine, RoadNetwork, StopLine } from "../road/network.ts";
import { ACTOR_CLASSES, type ActorMotion, type TraceHeader } from "./tick.ts";
import "./plain-integers.ts";
import { redrive } from "./trace.pb.js";

const v1 = redrive.trace.v1;
type HeaderMessage = redrive.trace.v1.TraceHeader;
type LineMessage = redrive.trace.v1.Line;
type LaneMessage = redrive.trace.v1.Lane;

/** The header as bytes of a `redrive.trace.v1.TraceHeader`. */
export function encodeHeader(h: TraceHeader): Uint8Array {
  const { hashes, goal, recorded } = h;
  return v1.TraceHeader.encode({
    traceVersion: h.traceVersion,
    scenarioId: h.scenarioId,
    variantId: h.variantId,
    parameters: [...h.parameters],
    dtSec: h.dtSec,
    seed: h.seed,
    observationEvery: h.observationEvery,
    egoIndex: h.egoIndex,
    actors: h.actors.map((a) => ({ id: a.id, name: a.name, cls: ACTOR_CLASSES.indexOf(a.cls), motion: a.motion, ...a.footprint })),
    signalIds: h.signals.map((s) => s.id),
    wheelbaseM: h.wheelbaseM,
    limits: h.limits,
    road: { source: h.road.source, lanes: h.road.lanes.map(laneMessage) },
    ...(h.route === null ? {} : { route: lineMessage(h.route) }),
    ...(goal === null ? {} : { goal: { sM: goal.sM, ...goal.pose } }),
    ...(recorded === null
      ? {}
      : {
          recorded: {
            valid: recorded.valid,
            ...lineNumbers(recorded),
            yawRad: Array.from(recorded.yawRad),
            vLonMps: Array.from(recorded.vLonMps),
          },
        }),
    frictionRatio: h.frictionRatio,
    ...(h.speedLimitMps === null ? {} : { speedLimitMps: h.speedLimitMps }),
    specHash: hashes.spec,
    driveHash: hashes.drive,
    vehicleHash: hashes.vehicle,
    ...(h.stopLines === undefined ? {} : { stopLines: { lines: [...h.stopLines] } }),
  }).finish();
}

/** The header back, bit for bit. Throws where the bytes are no header (a decoder's Error); the caller names the file. */
export function decodeHeader(bytes: Uint8Array): TraceHeader {
  const m = v1.TraceHeader.decode(bytes);
  if (m.traceVersion !== 1) throw new RangeError(`trace version ${m.traceVersion}`);
  return {
    traceVersion: 1,
    scenarioId: m.scenarioId,
    variantId: m.variantId,
    parameters: m.parameters.map(({ name, value }) => ({ name, value })),
    dtSec: m.dtSec,
    seed: m.seed,
    observationEvery: m.observationEvery,
    egoIndex: m.egoIndex,
    actors: m.actors.map((a) => ({
      id: a.id,
      name: a.name,
      cls: ACTOR_CLASSES[a.cls] ?? "other",
      motion: a.motion as ActorMotion,
      footprint: { lengthM: a.lengthM, widthM: a.widthM, rearM: a.rearM },
    })),
    signals: m.signalIds.map((id) => ({ id })),
    wheelbaseM: m.wheelbaseM,
    limits: limitsOf(m),
    road: roadOf(m),
    route: m.route === null ? null : lineOf(m.route),
    goal: m.goal === null ? null : { sM: m.goal.sM, pose: { xM: m.goal.xM, yM: m.goal.yM, yawRad: m.goal.yawRad } },
    recorded: recordedOf(m),
    frictionRatio: m.frictionRatio,
    speedLimitMps: m.speedLimitMps,
    hashes: { spec: m.specHash, drive: m.driveHash, vehicle: m.vehicleHash },
    ...(m.stopLines === null ? {} : { stopLines: m.stopLines.lines.map(stopLineOf) }),
  };
}

function stopLineOf({ id, signal, lane, sM, leftXM, leftYM, rightXM, rightYM }: redrive.trace.v1.StopLine): StopLine {
  return { id, signal, lane, sM, leftXM, leftYM, rightXM, rightYM };
}

function limitsOf(m: HeaderMessage): TraceHeader["limits"] {
  const { maxRoadWheelRad, maxRoadWheelRateRadps, maxAccelMps2, maxDecelMps2 } = m.limits;
  return { maxRoadWheelRad, maxRoadWheelRateRadps, maxAccelMps2, maxDecelMps2 };
}

function recordedOf(m: HeaderMessage): TraceHeader["recorded"] {
  if (m.recorded === null) return null;
  const { valid, xM, yM, yawRad, vLonMps } = m.recorded;
  return {
    valid: Uint8Array.from(valid),
    xM: Float64Array.from(xM),
    yM: Float64Array.from(yM),
    yawRad: Float64Array.from(yawRad),
    vLonMps: Float64Array.from(vLonMps),
  };
}

function roadOf(m: HeaderMessage): RoadNetwork {
  return { source: m.road.source, lanes: m.road.lanes.map(laneOf) };
}

function laneMessage(lane: Lane): redrive.trace.v1.Lane.$Properties {
  return {
    id: lane.id,
    type: lane.type,
    centre: lineMessage(lane.centre),
    left: lineMessage(lane.left),
    right: lineMessage(lane.right),
    successors: [...lane.successors],
    predecessors: [...lane.predecessors],
    ...(lane.leftLane === null ? {} : { leftLane: lane.leftLane }),
    ...(lane.rightLane === null ? {} : { rightLane: lane.rightLane }),
    ...(lane.speedLimitMps === null ? {} : { speedLimitMps: lane.speedLimitMps }),
    ...(lane.inJunction === undefined ? {} : { inJunction: lane.inJunction }),
    ...(lane.solidLeftSM === undefined ? {} : { solidLeft: { sM: [...lane.solidLeftSM] } }),
    ...(lane.solidRightSM === undefined ? {} : { solidRight: { sM: [...lane.solidRightSM] } }),
  };
}

function laneOf(m: LaneMessage): Lane {
  const side = (s: redrive.trace.v1.LaneSide | null): LaneSide | null =>
    s === null ? null : { lane: s.lane, sameDirection: s.sameDirection };
  return {
    id: m.id,
    type: m.type as LaneType,
    centre: lineOf(m.centre),
    left: lineOf(m.left),
    right: lineOf(m.right),
    successors: m.successors,
    predecessors: m.predecessors,
    leftLane: side(m.leftLane),
    rightLane: side(m.rightLane),
    speedLimitMps: m.speedLimitMps,
    ...(m.inJunction === null ? {} : { inJunction: m.inJunction }),
    ...(m.solidLeft === null ? {} : { solidLeftSM: m.solidLeft.sM }),
    ...(m.solidRight === null ? {} : { solidRightSM: m.solidRight.sM }),
  };
}

function lineNumbers(line: { readonly xM: Float64Array; readonly yM: Float64Array }): { xM: number[]; yM: number[] } {
  return { xM: Array.from(line.xM), yM: Array.from(line.yM) };
}

function lineMessage(line: RoadLine): redrive.trace.v1.Line.$Properties {
  return { ...lineNumbers(line), sM: Array.from(line.sM) };
}

function lineOf(m: LineMessage): RoadLine {
  return { xM: Float64Array.from(m.xM), yM: Float64Array.from(m.yM), sM: Float64Array.from(m.sM) };
}
