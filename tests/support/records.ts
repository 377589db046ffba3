import { boxCentreOf } from "../../src/core/box.ts";
import { cos, sin } from "../../src/core/dmath.ts";
import type { Footprint } from "../../src/core/frames.ts";
import { SIGNAL_STATES, type SignalState } from "../../src/core/signal-state.ts";
import { type Evaluated, type EvaluationOptions, startEvaluation } from "../../src/eval/evaluate.ts";
import type { MetricResult, MetricValue } from "../../src/eval/metric.ts";
import type { Series } from "../../src/eval/series.ts";
import type { RoadLine } from "../../src/road/network.ts";
import { newRecord } from "../../src/trace/record.ts";
import type { ActorClass, ActorHeader, ActorMotion, RecordedPath, TickRecord, TraceHeader } from "../../src/trace/tick.ts";

/** Headers and records made by hand: what a test writes is what the metrics read. */

/** A car with its rear axle 1 m ahead of its rear end. */
export const EGO_FOOTPRINT: Footprint = { lengthM: 4, widthM: 2, rearM: 1 };
const CAR_FOOTPRINT: Footprint = { lengthM: 4, widthM: 2, rearM: 2 };

/** One road user besides the ego; a 4 m x 2 m car that is replayed where nothing else is said. */
export interface OtherSpec {
  readonly name: string;
  readonly cls?: ActorClass;
  readonly motion?: ActorMotion;
  readonly lengthM?: number;
  readonly widthM?: number;
}

/** A header of the ego, in slot 0 with id 0, and others with ids 10, 20, ...; dt 0.1 s, no road, route, goal or recording. */
export function headerOf(others: readonly OtherSpec[] = [], changes: Partial<TraceHeader> = {}): TraceHeader {
  const ego: ActorHeader = { id: 0, name: "ego", cls: "car", motion: "ego", footprint: EGO_FOOTPRINT };
  const rest = others.map(({ name, cls = "car", motion = "replayed", lengthM, widthM }, i): ActorHeader => {
    const length = lengthM ?? CAR_FOOTPRINT.lengthM;
    const footprint = { lengthM: length, widthM: widthM ?? CAR_FOOTPRINT.widthM, rearM: length / 2 };
    return { id: 10 * (i + 1), name, cls, motion, footprint };
  });
  return {
    traceVersion: 1,
    scenarioId: "test.yaml",
    variantId: "test.yaml",
    parameters: [],
    dtSec: 0.1,
    seed: 1,
    observationEvery: 1,
    egoIndex: 0,
    actors: [ego, ...rest],
    signals: [],
    wheelbaseM: 2.7,
    limits: { maxRoadWheelRad: 0.5, maxRoadWheelRateRadps: 1, maxAccelMps2: 3, maxDecelMps2: 8 },
    road: { source: "none", lanes: [] },
    route: null,
    goal: null,
    recorded: null,
    frictionRatio: 1,
    speedLimitMps: null,
    hashes: { spec: "spec", drive: "", vehicle: "vehicle" },
    ...changes,
  };
}

/** Motion of one road user at one tick: reference point (rear axle of the ego, box centre of others) in W, velocity along the body. */
export interface Motion {
  readonly x: number;
  readonly y?: number;
  readonly yaw?: number;
  readonly v?: number;
  readonly vLat?: number;
  readonly aLon?: number;
  readonly aLat?: number;
  readonly yawRate?: number;
  /** Angle of the ego's front wheels, rad; straight on where absent. */
  readonly roadWheel?: number;
}

/** One tick: the ego, the others in the order of the header (null is not in the world), and what else a test needs. */
export interface Frame {
  readonly ego: Motion;
  readonly others?: readonly (Motion | null)[];
  readonly clamped?: boolean;
  readonly commanded?: boolean;
  readonly lowFidelity?: boolean;
  /** What each traffic light shows; unknown where absent. */
  readonly signals?: readonly SignalState[];
}

/** Writes a frame into a record made for the header. */
export function fillRecord(record: TickRecord, header: TraceHeader, tick: number, frame: Frame): void {
  record.tick = tick;
  record.lowFidelity = frame.lowFidelity ?? false;
  record.applied.fromTick = frame.commanded === true ? Math.max(0, tick - 1) : -1;
  record.applied.kind = frame.commanded === true ? "accel-steer" : "none";
  record.applied.clamped = frame.clamped ?? false;
  for (const [i, state] of (frame.signals ?? []).entries()) record.signals.state[i] = SIGNAL_STATES.indexOf(state);
  fillEgo(record, header, frame.ego);
  for (const [i, motion] of (frame.others ?? []).entries()) {
    record.actors.present[i + 1] = motion === null ? 0 : 1;
    if (motion !== null) fillSlot(record, i + 1, motion.x, motion.y ?? 0, motion, motion.vLat ?? 0);
  }
}

function fillEgo(record: TickRecord, header: TraceHeader, m: Motion): void {
  const yaw = m.yaw ?? 0;
  const yawRate = m.yawRate ?? 0;
  const { ego } = record;
  ego.xM = m.x;
  ego.yM = m.y ?? 0;
  ego.yawRad = yaw;
  ego.vLonMps = m.v ?? 0;
  ego.vLatMps = m.vLat ?? 0;
  ego.yawRateRadps = yawRate;
  ego.aLonMps2 = m.aLon ?? 0;
  ego.aLatMps2 = m.aLat ?? 0;
  ego.roadWheelRad = m.roadWheel ?? 0;
  const { footprint } = header.actors[header.egoIndex] as ActorHeader;
  const centre = { xM: 0, yM: 0 };
  boxCentreOf(ego.xM, ego.yM, cos(yaw), sin(yaw), footprint, centre);
  record.actors.present[header.egoIndex] = 1;
  const aheadM = footprint.lengthM / 2 - footprint.rearM;
  fillSlot(record, header.egoIndex, centre.xM, centre.yM, m, (m.vLat ?? 0) + yawRate * aheadM);
}

function fillSlot(record: TickRecord, slot: number, x: number, y: number, m: Motion, vLat: number): void {
  const a = record.actors;
  const yaw = m.yaw ?? 0;
  const c = cos(yaw);
  const s = sin(yaw);
  const v = m.v ?? 0;
  a.xM[slot] = x;
  a.yM[slot] = y;
  a.yawRad[slot] = yaw;
  a.cosYaw[slot] = c;
  a.sinYaw[slot] = s;
  a.vxMps[slot] = v * c - vLat * s;
  a.vyMps[slot] = v * s + vLat * c;
  a.axMps2[slot] = (m.aLon ?? 0) * c - (m.aLat ?? 0) * s;
  a.ayMps2[slot] = (m.aLon ?? 0) * s + (m.aLat ?? 0) * c;
  a.yawRateRadps[slot] = m.yawRate ?? 0;
}

/** Plays `ticks` frames through an evaluation, with two alternating records as a run does. */
export function evaluateFrames(
  header: TraceHeader,
  ticks: number,
  frameAt: (tick: number) => Frame,
  options: EvaluationOptions = {},
): Evaluated {
  const evaluation = startEvaluation(header, options);
  const buffers = [newRecord(header.actors, header.signals.length), newRecord(header.actors, header.signals.length)] as const;
  for (let tick = 0; tick < ticks; tick++) {
    const record = buffers[tick % 2 === 0 ? 0 : 1];
    fillRecord(record, header, tick, frameAt(tick));
    evaluation.record(record);
  }
  return evaluation.finish();
}

/** The result of one metric. */
export function resultOf(evaluated: Evaluated, id: string): MetricResult {
  const found = evaluated.results.find((r) => r.metric.id === id);
  if (found === undefined) throw new Error(`no metric ${id}`);
  return found.result;
}

/** The result of one metric that must have a value. */
export function valueOf(evaluated: Evaluated, id: string): MetricValue {
  const result = resultOf(evaluated, id);
  if (result.kind !== "value") throw new Error(`${id} is not applicable: ${result.reason}`);
  return result;
}

/** One metric's series; null where it has no value. */
export function seriesOf(evaluated: Evaluated, id: string): (number | null)[] {
  const series = evaluated.series.find((s) => s.metric === id) as Series;
  return Array.from(series.value, (v, i) => (series.valid[i] === 1 ? v : null));
}

/** A line through points, for routes. */
export function lineOf(points: readonly (readonly [number, number])[]): RoadLine {
  const sM = new Float64Array(points.length);
  for (let i = 1; i < points.length; i++) {
    const [x0, y0] = points[i - 1] as readonly [number, number];
    const [x1, y1] = points[i] as readonly [number, number];
    sM[i] = (sM[i - 1] as number) + Math.sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2);
  }
  return { xM: Float64Array.from(points, (p) => p[0]), yM: Float64Array.from(points, (p) => p[1]), sM };
}

/** A recording of the ego on the tick grid; null is a tick without a value. */
export function recordedOf(motions: readonly (Motion | null)[]): RecordedPath {
  const of = (read: (m: Motion) => number): Float64Array => Float64Array.from(motions, (m) => (m === null ? 0 : read(m)));
  return {
    valid: Uint8Array.from(motions, (m) => (m === null ? 0 : 1)),
    xM: of((m) => m.x),
    yM: of((m) => m.y ?? 0),
    yawRad: of((m) => m.yaw ?? 0),
    vLonMps: of((m) => m.v ?? 0),
  };
}
