import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { advance, answer, openRun, type Run } from "../src/sim/loop.ts";
import type { CommandReply } from "../src/sim/port.ts";
import type { SensorModel, WorldModel } from "../src/sim/world.ts";
import { type ActorSketch, IDM, lineOf, startOn, steer, trackOf, worldOf } from "../tests/support/world.ts";
import type { BenchRow } from "./row.ts";

/**
 * CPU time of the thread for one whole tick in process: record, hash, ends, observation with a perfect sensor, a controller that
 * always answers the same, and the tick itself. Also how much the heap has grown by the end, garbage apart: what the loop keeps.
 */

const DT_SEC = 0.01;
const WARM_TICKS = 20_000;
const TICKS = 100_000;
/** A recorded drive of this length is run again and again. */
const DRIVE_TICKS = 5_000;
const BATCHES = 5;

interface Scene {
  readonly name: string;
  readonly actors: readonly ActorSketch[];
  readonly sensors?: Partial<SensorModel>;
}

const IMPERFECT: Partial<SensorModel> = {
  rangeM: 150,
  latencyTicks: 10,
  dropRatio: 0.05,
  positionNoiseM: 0.1,
  speedNoiseMps: 0.1,
  yawNoiseRad: 0.01,
};

/** Cars on the lanes beside the ego, in a column, slightly turning so that their yaw changes each tick as in a recording. */
function replayed(count: number): ActorSketch[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `car${i}`,
    motion: "replayed",
    track: trackOf(DRIVE_TICKS + 2, DT_SEC, (t) => ({
      x: 20 + 12 * Math.floor(i / 2) + 10 * t,
      y: (i % 2 === 0 ? 3.5 : -3.5) + 0.2 * Math.sin(t + i),
      yaw: 0.02 * Math.cos(t + i),
      v: 10,
    })),
  }));
}

function onPaths(count: number, isReactive: boolean): ActorSketch[] {
  const lanes = [lineOf([0, 3.5], [5000, 3.5]), lineOf([0, -3.5], [5000, -3.5])];
  return Array.from({ length: count }, (_, i) => {
    const name = `car${i}`;
    const start = startOn(lanes[i % 2]!, 20 + 12 * Math.floor(i / 2), 10);
    return isReactive ? { name, motion: "reactive", start, driver: IDM } : { name, motion: "scripted", start, speedProfile: null };
  });
}

const SCENES: readonly Scene[] = [
  { name: "1 replayed", actors: replayed(1) },
  { name: "20 replayed", actors: replayed(20) },
  { name: "64 replayed", actors: replayed(64) },
  { name: "20 scripted", actors: onPaths(20, false) },
  { name: "20 reactive", actors: onPaths(20, true) },
  { name: "64 reactive", actors: onPaths(64, true) },
  { name: "20 replayed, range, latency, losses, noise", actors: replayed(20), sensors: IMPERFECT },
  { name: "20 replayed, occlusion", actors: replayed(20), sensors: { occlusion: true } },
];

/** One row a scene for the time, one for the heap. */
export function run(): Promise<BenchRow[]> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  return Promise.resolve(SCENES.flatMap((scene) => measured(scene, collect)));
}

function measured({ name, actors, sensors = {} }: Scene, collect: () => void): BenchRow[] {
  const model = worldOf({ dtSec: DT_SEC, actors, sensors, ends: { maxTicks: DRIVE_TICKS } });
  drive(model, WARM_TICKS);
  collect();
  const heapBytes = process.memoryUsage().heapUsed;
  let best = Infinity;
  for (let batch = 0; batch < BATCHES; batch++) {
    const before = process.threadCpuUsage();
    drive(model, TICKS / BATCHES);
    const { user, system } = process.threadCpuUsage(before);
    best = Math.min(best, (user + system) / (TICKS / BATCHES));
  }
  collect();
  const grown = (process.memoryUsage().heapUsed - heapBytes) / TICKS;
  const note = `record, hash, ends, observation, tick; thread CPU, best of ${BATCHES} batches of ${TICKS / BATCHES} ticks, dt ${DT_SEC} s`;
  return [
    { name: `tick, ego + ${name}`, value: best, unit: "us", note },
    { name: `heap kept, ego + ${name}`, value: grown, unit: "bytes/tick", note: `after ${TICKS} ticks, garbage collected` },
  ];
}

/** Runs the scenario over and over until so many ticks are done. */
function drive(model: WorldModel, ticks: number): void {
  const reply: { -readonly [K in keyof CommandReply]: CommandReply[K] } = {
    kind: "command",
    tick: 0,
    command: steer(0, 0),
    mode: "engaged",
    debug: [],
  };
  const sink = { record: () => {} };
  for (let done = 0; done < ticks; ) {
    const current: Run = openRun(model, sink, { maxTick: Math.min(DRIVE_TICKS, ticks - done) });
    for (let o = advance(current); o !== null; o = advance(current)) {
      reply.tick = o.tick;
      answer(current, reply);
    }
    done += current.ticks;
  }
}
