import { cos, sin } from "../src/core/dmath.ts";
import { startEvaluation } from "../src/eval/evaluate.ts";
import type { Metric } from "../src/eval/metric.ts";
import { METRICS } from "../src/eval/metrics.ts";
import { OFFERED } from "../src/eval/offered.ts";
import { scoreOf } from "../src/eval/score.ts";
import { parametricRoad } from "../src/road/parametric.ts";
import { routeAlong } from "../src/road/route.ts";
import { newRecord } from "../src/trace/record.ts";
import type { ActorHeader, RecordedPath, TickRecord, TraceHeader } from "../src/trace/tick.ts";
import { median } from "./median.ts";
import type { BenchRow } from "./row.ts";

const OTHERS = 20;
const DT_SEC = 0.01;
const TICKS = 50_000;
/** Ticks made beforehand and played again and again, so that making them is not measured. */
const PRESET_TICKS = 400;
const LANE_WIDTH_M = 3.5;
const CURVATURE_PER_M = 1 / 800;
const REPEATS = 5;
const SCORES = 100;
/** A run of 20 s for each metric alone: what looks back at a whole run grows with its length. */
const RUN_TICKS = 2000;
/** Runs of one pass: the clock of a thread counts in milliseconds. */
const RUNS = 10;
const RUN_REPEATS = 3;

/**
 * CPU time of the default metric set: the ego and 20 road users on a bent motorway of three lanes, all moving, with a route and a
 * recording, so that every metric but the goal's has work to do. Median of five passes over 50 000 ticks after one to warm up.
 * Every metric that is asked for by name is measured alone, its finish included, beside an evaluation without metrics.
 */
export function run(): Promise<BenchRow[]> {
  const header = makeHeader();
  const records = makeRecords(header);
  const withSeries = measured(() => passUs(header, records, true));
  const without = measured(() => passUs(header, records, false));
  const note = `${METRICS.length} metrics, ${OTHERS} road users, dt ${DT_SEC} s, thread CPU; goal: at most 5 us`;
  return Promise.resolve([
    { name: "metrics a tick, series kept", value: withSeries, unit: "us", note },
    { name: "metrics a tick, series not kept", value: without, unit: "us", note },
    { name: "finish and score of a run", value: measured(() => scoreUs(header, records)), unit: "us", note: "once a run, thread CPU" },
    ...offeredRows(header, records),
  ]);
}

/** What each metric that is asked for by name costs a tick; code gets slower as more kinds of metrics have run, so each has its own zero. */
function offeredRows(header: TraceHeader, records: readonly TickRecord[]): BenchRow[] {
  return OFFERED.map((metric) => {
    const without = measured(() => runUs(header, records, []), RUN_REPEATS);
    return {
      name: `a tick of ${metric.id}`,
      value: Math.max(0, measured(() => runUs(header, records, [metric]), RUN_REPEATS) - without),
      unit: "us",
      note: `class ${metric.class}, alone, runs of ${RUN_TICKS} ticks with their finish, thread CPU`,
    };
  });
}

/** Whole runs with these metrics, a tick. */
function runUs(header: TraceHeader, records: readonly TickRecord[], metrics: readonly Metric<unknown>[]): number {
  const start = cpuUs();
  for (let i = 0; i < RUNS; i++) {
    const evaluation = startEvaluation(header, { metrics, keepSeries: false });
    play(evaluation, records, 0, RUN_TICKS);
    evaluation.finish();
  }
  return (cpuUs() - start) / (RUNS * RUN_TICKS);
}

/** The median of several measurements, after one to warm up. */
function measured(measure: () => number, repeats = REPEATS): number {
  measure();
  return median(Array.from({ length: repeats }, measure));
}

function cpuUs(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

function passUs(header: TraceHeader, records: readonly TickRecord[], keepSeries: boolean): number {
  const evaluation = startEvaluation(header, { keepSeries });
  const start = cpuUs();
  play(evaluation, records, 0, TICKS);
  return (cpuUs() - start) / TICKS;
}

function play(evaluation: ReturnType<typeof startEvaluation>, records: readonly TickRecord[], from: number, to: number): void {
  for (let tick = from; tick < to; tick++) {
    const record = records[tick % records.length] as TickRecord;
    record.tick = tick;
    evaluation.record(record);
  }
}

function scoreUs(header: TraceHeader, records: readonly TickRecord[]): number {
  let spentUs = 0;
  for (let i = 0; i < SCORES; i++) {
    // Each a run of its own: what one finish has worked out, the next would find.
    const evaluation = startEvaluation(header, { keepSeries: false });
    play(evaluation, records, 0, RUN_TICKS);
    const start = cpuUs();
    scoreOf(header, evaluation.finish());
    spentUs += cpuUs() - start;
  }
  return spentUs / SCORES;
}

function makeHeader(): TraceHeader {
  const road = parametricRoad({
    lanes: 3,
    laneWidthM: LANE_WIDTH_M,
    lengthM: 1000,
    curvaturePerM: CURVATURE_PER_M,
    speedLimitMps: 30,
  });
  const footprint = { lengthM: 4.5, widthM: 1.8, rearM: 1 };
  const other = { lengthM: 4.5, widthM: 1.8, rearM: 2.25 };
  const actors: ActorHeader[] = [{ id: 0, name: "ego", cls: "car", motion: "ego", footprint }];
  for (let i = 1; i <= OTHERS; i++) actors.push({ id: i, name: `car${i}`, cls: "car", motion: "replayed", footprint: other });
  return {
    traceVersion: 1,
    scenarioId: "bench",
    variantId: "bench",
    parameters: [],
    dtSec: DT_SEC,
    seed: 1,
    observationEvery: 10,
    egoIndex: 0,
    actors,
    signals: [],
    wheelbaseM: 2.8,
    limits: { maxRoadWheelRad: 0.5, maxRoadWheelRateRadps: 1, maxAccelMps2: 3, maxDecelMps2: 8 },
    road,
    route: routeAlong(road, 1, 1000).line,
    goal: null,
    recorded: makeRecorded(),
    frictionRatio: 1,
    speedLimitMps: 30,
    hashes: { spec: "", drive: "", vehicle: "" },
  };
}

/** A place on the bend at s along and t left of the reference line, and its yaw. */
function onRoad(sM: number, tM: number): { x: number; y: number; yaw: number } {
  const radiusM = 1 / CURVATURE_PER_M;
  const yaw = sM * CURVATURE_PER_M;
  return { x: (radiusM - tM) * sin(yaw), y: radiusM - (radiusM - tM) * cos(yaw), yaw };
}

function egoAt(tick: number): { x: number; y: number; yaw: number; v: number } {
  const t = tick * DT_SEC;
  return { ...onRoad(200 + 25 * t, -1.5 * LANE_WIDTH_M + 0.2 * sin(t)), v: 25 };
}

function makeRecorded(): RecordedPath {
  const count = 2 * TICKS;
  const path: RecordedPath = {
    valid: new Uint8Array(count).fill(1),
    xM: new Float64Array(count),
    yM: new Float64Array(count),
    yawRad: new Float64Array(count),
    vLonMps: new Float64Array(count).fill(25),
  };
  for (let tick = 0; tick < count; tick++) {
    const { x, y, yaw } = onRoad(150 + (25 * DT_SEC * tick * PRESET_TICKS) / count, -1.5 * LANE_WIDTH_M);
    path.xM[tick] = x;
    path.yM[tick] = y;
    path.yawRad[tick] = yaw;
  }
  return path;
}

function makeRecords(header: TraceHeader): TickRecord[] {
  return Array.from({ length: PRESET_TICKS }, (_, tick) => {
    const record = newRecord(header.actors, 0);
    const t = tick * DT_SEC;
    const { x, y, yaw, v } = egoAt(tick);
    Object.assign(record.ego, { xM: x, yM: y, yawRad: yaw, vLonMps: v, yawRateRadps: v * CURVATURE_PER_M, aLonMps2: sin(3 * t) });
    record.ego.aLatMps2 = v * v * CURVATURE_PER_M;
    record.applied.fromTick = tick;
    record.applied.kind = "accel-steer";
    put(record, 0, x + 1.25 * cos(yaw), y + 1.25 * sin(yaw), yaw, v);
    for (let i = 1; i <= OTHERS; i++) {
      const speed = 20 + (i % 7);
      const lane = i % 3;
      const place = onRoad(140 + 8 * i + speed * t, -(lane + 0.5) * LANE_WIDTH_M);
      // Nobody starts inside the ego's lane at the ego's place.
      const aside = lane === 1 && i < 11 ? -40 : 0;
      put(record, i, place.x + aside, place.y, place.yaw, speed);
    }
    return record;
  });
}

function put(record: TickRecord, slot: number, x: number, y: number, yaw: number, v: number): void {
  const a = record.actors;
  a.present[slot] = 1;
  a.xM[slot] = x;
  a.yM[slot] = y;
  a.yawRad[slot] = yaw;
  a.cosYaw[slot] = cos(yaw);
  a.sinYaw[slot] = sin(yaw);
  a.vxMps[slot] = v * cos(yaw);
  a.vyMps[slot] = v * sin(yaw);
  a.yawRateRadps[slot] = v * CURVATURE_PER_M;
}
