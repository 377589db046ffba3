import { frameOf } from "../frame.ts";
import type { Peer } from "../handshake.ts";
import protobuf from "protobufjs/minimal.js";
import type { WireObservation, WireScenarioStart } from "../wire.ts";

/** What a controller is shown: a car on a straight road along x, and so many others around it. The same numbers every time. */
export interface Scene {
  readonly name: string;
  readonly speedMps: number;
  readonly objects: number;
  readonly answerCount: number;
  /** An Observation each so many ticks. */
  readonly every: number;
  /** Observations of the past in ScenarioStart; none where left out. */
  readonly historyCount?: number;
}

export const CRUISE: Scene = { name: "cruise", speedMps: 15, objects: 5, answerCount: 30, every: 1 };
/** Between two runs of CRUISE, or beside one: whatever it leaves behind must not show there. */
export const OTHER: Scene = { name: "other", speedMps: 22, objects: 12, answerCount: 30, every: 1 };
export const SPARSE: Scene = { name: "sparse", speedMps: 10, objects: 3, answerCount: 20, every: 5 };
export const SHORT: Scene = { name: "short", speedMps: 10, objects: 5, answerCount: 3, every: 1 };
export const TIMED: Scene = { name: "timed", speedMps: 15, objects: 20, answerCount: 300, every: 1 };
export const EDGES: readonly Scene[] = [
  { name: "standstill", speedMps: 0, objects: 5, answerCount: 10, every: 1 },
  { name: "no road users", speedMps: 15, objects: 0, answerCount: 10, every: 1 },
  { name: "200 road users", speedMps: 15, objects: 200, answerCount: 10, every: 1 },
  { name: "50 m/s", speedMps: 50, objects: 5, answerCount: 10, every: 1 },
];

/** The past before CRUISE, 1 s of it. */
export const WITH_HISTORY: Scene = { ...CRUISE, name: "history", historyCount: 50 };

const DT_NS = 20_000_000;
const ROUTE_M = 500;
const SPACING_M = 5;
const LANE_HALF_M = 1.75;

/** ScenarioStart of a scene, with route and map where the controller wants them. */
export function startFrame(session: number, scene: Scene, peer: Peer, watchdogMs: number): Buffer {
  const xM = Array.from({ length: ROUTE_M / SPACING_M + 1 }, (_, i) => i * SPACING_M);
  const { historyCount = 0 } = scene;
  const line = (yM: number): number[] => xM.flatMap((x) => [x, yM]);
  const start: WireScenarioStart = {
    scenarioId: `controller-check/${scene.name}`,
    seed: 1,
    dtNs: DT_NS,
    observationEvery: scene.every,
    maxTicks: scene.answerCount * scene.every,
    watchdogMs,
    ego: {
      wheelbaseM: 2.7,
      lengthM: 4.5,
      widthM: 1.8,
      rearAxleToCenterM: 1.25,
      maxRoadWheelAngleRad: 0.6,
      maxRoadWheelRateRadps: 0.8,
      steeringRatio: 15,
      maxAccelMps2: 4,
      maxDecelMps2: 8,
      massKg: 1500,
    },
    history: Array.from({ length: historyCount }, (_, i) => ({ ...observationOf(scene, i - historyCount), tick: i * scene.every })),
  };
  if (peer.wantsRoute) start.route = { points: xM.map((x) => ({ xM: x, yM: 0 })), speedLimitMps: xM.map(() => 25) };
  if (peer.wantsMap) {
    const lane = { id: "1", type: 1, centerXyM: line(0), leftXyM: line(LANE_HALF_M), rightXyM: line(-LANE_HALF_M), speedLimitMps: 25 };
    start.map = { lanes: [lane] };
  }
  return frameOf({ session, scenarioStart: start });
}

/** Observation number `i` of a scene. The ego drives on whatever is commanded: what is judged is the answer, not the drive. */
export function observationFrame(session: number, scene: Scene, i: number): Buffer {
  return frameOf({ session, observation: observationOf(scene, i) });
}

/** Before number 0 lies the past: its time is negative, and the controller does not drive yet. */
function observationOf(scene: Scene, i: number): WireObservation {
  const tick = i * scene.every;
  const egoXM = 20 + (scene.speedMps * tick * DT_NS) / 1e9;
  const isLive = i >= 0;
  return {
    tick,
    simTimeNs: tick * DT_NS,
    ego: { xM: egoXM, yM: 0.1, yawRad: 0.01, vxMps: scene.speedMps, engaged: isLive },
    objects: objectsOf(scene, egoXM),
    controlled: isLive,
  };
}

/** Others before and behind, in the ego's lane and the two beside it, none nearer than 25 m. */
function objectsOf(scene: Scene, egoXM: number): NonNullable<WireObservation["objects"]> {
  const each = (value: (i: number) => number): number[] => Array.from({ length: scene.objects }, (_, i) => value(i));
  const still = each(() => 0);
  return {
    id: each((i) => i + 2),
    cls: each(() => 1),
    xM: each((i) => egoXM + (i % 2 === 0 ? 1 : -1) * (25 + 8 * Math.floor(i / 6))),
    yM: each((i) => 2 * LANE_HALF_M * ((Math.floor(i / 2) % 3) - 1)),
    yawRad: still,
    vxMps: each((i) => scene.speedMps * (0.9 + 0.01 * (i % 10))),
    vyMps: still,
    axMps2: still,
    ayMps2: still,
    yawRateRadps: still,
    lengthM: each(() => 4.5),
    widthM: each(() => 1.8),
  };
}

export function endFrame(session: number, scene: Scene): Buffer {
  return frameOf({ session, scenarioEnd: { reason: 1, ticks: scene.answerCount * scene.every, detail: "the check is over" } });
}

const HEADER_BYTES = 4;
const UNKNOWN_NUMBER = 1999;

/** The frame with fields that no version knows: one in the envelope, one inside its message. */
export function withUnknownFields(frame: Buffer): Buffer {
  const reader = protobuf.Reader.create(frame.subarray(HEADER_BYTES));
  const writer = protobuf.Writer.create().fixed32(0);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    writer.uint32(tag);
    if ((tag & 7) === 2) writer.bytes(Buffer.concat([reader.bytes(), unknownFields()]));
    else writer.uint32(reader.uint32());
  }
  const out = Buffer.concat([writer.finish(), unknownFields()]);
  out.writeUInt32LE(out.length - HEADER_BYTES, 0);
  return out;
}

function unknownFields(): Uint8Array {
  const writer = protobuf.Writer.create();
  return writer
    .uint32(UNKNOWN_NUMBER * 8)
    .uint32(7)
    .uint32((UNKNOWN_NUMBER + 1) * 8 + 2)
    .string("later version")
    .finish();
}
