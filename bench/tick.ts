import { advance, answer, openRun, type Run } from "../src/sim/loop.ts";
import type { CommandReply } from "../src/sim/port.ts";
import type { WorldModel } from "../src/sim/world.ts";
import { type ActorSketch, IDM, lineOf, startOn, steer, trackOf, worldOf } from "../tests/support/world.ts";
import type { BenchRow } from "./row.ts";

/**
 * CPU time of the thread for one whole tick in process: record, hash, ends, observation with a perfect sensor, a controller that
 * always answers the same, and the tick itself. Also how much the heap has grown, which is what the loop keeps or throws away.
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
}

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

function reactive(count: number): ActorSketch[] {
  const lanes = [lineOf([0, 3.5], [5000, 3.5]), lineOf([0, -3.5], [5000, -3.5])];
  return Array.from({ length: count }, (_, i) => ({
    name: `car${i}`,
    motion: "reactive",
    start: startOn(lanes[i % 2]!, 20 + 12 * Math.floor(i / 2), 10),
    driver: IDM,
  }));
}

const SCENES: readonly Scene[] = [
  { name: "1 replayed", actors: replayed(1) },
  { name: "20 replayed", actors: replayed(20) },
  { name: "64 replayed", actors: replayed(64) },
  { name: "20 reactive", actors: reactive(20) },
  { name: "64 reactive", actors: reactive(64) },
];

/** One row a scene for the time, one for the heap. */
export async function run(): Promise<BenchRow[]> {
  return SCENES.flatMap(measured);
}

function measured({ name, actors }: Scene): BenchRow[] {
  const model = worldOf({ dtSec: DT_SEC, actors, ends: { maxTicks: DRIVE_TICKS } });
  drive(model, WARM_TICKS);
  let best = Infinity;
  let grown = Infinity;
  for (let batch = 0; batch < BATCHES; batch++) {
    const heapBytes = process.memoryUsage().heapUsed;
    const before = process.threadCpuUsage();
    drive(model, TICKS / BATCHES);
    const { user, system } = process.threadCpuUsage(before);
    best = Math.min(best, (user + system) / (TICKS / BATCHES));
    grown = Math.min(grown, Math.abs(process.memoryUsage().heapUsed - heapBytes) / (TICKS / BATCHES));
  }
  const note = `ego + ${name} road users: record, hash, ends, observation, tick; best of ${BATCHES} batches of ${TICKS / BATCHES} ticks`;
  return [
    { name: `tick, ${name}`, value: best, unit: "us", note },
    { name: `heap growth, ${name}`, value: grown, unit: "B/tick", note },
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
