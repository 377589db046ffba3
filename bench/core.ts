import { Bench } from "tinybench";
import { boxesOverlap, boxGapM, emptyBox, setBox, sweptContactSec } from "../src/core/box.ts";
import { atan2, cos, exp, log, pow, sin } from "../src/core/dmath.ts";
import { hashFloat64s, hashStart } from "../src/core/hash.ts";
import { type LineProjection, polylineOf, projectNear } from "../src/core/polyline.ts";
import { gaussianAt, noiseAt, streamIdOf } from "../src/core/random.ts";
import type { BenchRow } from "./row.ts";

/** Small functions of core, each called this often in one measured task, so that the clock's own cost vanishes. */
const CALLS = 10_000;
const TIME_MS = 300;

const ANGLES = Float64Array.from({ length: 1024 }, (_, i) => ((i * 0.61803) % 6.2) - 3.1);
const BOXES = Array.from({ length: 64 }, (_, i) => {
  const box = emptyBox();
  const yaw = ANGLES[i] as number;
  setBox(box, 6 * Math.cos(i), 5 * Math.sin(1.7 * i), cos(yaw), sin(yaw), 4.5, 1.9);
  return box;
});
const LINE = polylineOf(
  Array.from({ length: 200 }, (_, i) => 5 * i),
  Array.from({ length: 200 }, (_, i) => 10 * Math.sin(i / 20)),
);
const AT: LineProjection = { sM: 0, tM: 0, distanceM: 0, segment: 0 };
const STREAM = streamIdOf("bench");
const NUMBERS = new Float64Array(200).fill(1.5);

/** What was computed last; printed nowhere, read so that nothing is optimised away. */
export const seen: { sum: number } = { sum: 0 };

function repeat(call: (i: number) => number): () => void {
  return () => {
    let sum = 0;
    for (let i = 0; i < CALLS; i++) sum += call(i);
    seen.sum = sum;
  };
}

const box = (i: number): (typeof BOXES)[number] => BOXES[i & 63] as (typeof BOXES)[number];
const angle = (i: number): number => ANGLES[i & 1023] as number;

const TASKS: readonly (readonly [string, (i: number) => number])[] = [
  ["dmath sin", (i) => sin(angle(i))],
  ["Math.sin, for comparison", (i) => Math.sin(angle(i))],
  ["dmath cos", (i) => cos(angle(i))],
  ["dmath atan2", (i) => atan2(angle(i), 1.5)],
  ["dmath exp", (i) => exp(angle(i))],
  ["dmath log", (i) => log(angle(i) + 4)],
  ["dmath pow", (i) => pow(angle(i) + 4, 1.3)],
  ["box overlap", (i) => (boxesOverlap(box(i), box(i + 1)) ? 1 : 0)],
  ["box gap", (i) => boxGapM(box(i), box(i + 1))],
  ["box swept contact", (i) => (Number.isFinite(sweptContactSec(box(i), 5, 1, box(i + 1), -4, 0, 3)) ? 1 : 0)],
  [
    "place on a route",
    (i) => {
      projectNear(LINE, 10 + (i % 900), 1, Math.floor((10 + (i % 900)) / 5), AT);
      return AT.sM;
    },
  ],
  ["noise", (i) => noiseAt(7, STREAM, i)],
  ["Gaussian noise", (i) => gaussianAt(7, STREAM, i)],
];

/** Wall clock of small functions, median over tasks of 10,000 calls; and the hash of 200 numbers. */
export async function run(): Promise<BenchRow[]> {
  const bench = new Bench({ time: TIME_MS, warmupTime: 100 });
  for (const [name, call] of TASKS) bench.add(name, repeat(call));
  const chain = hashStart("bench");
  bench.add("hash of 200 numbers", () => {
    for (let i = 0; i < 100; i++) hashFloat64s(chain, NUMBERS, 0, 200);
    seen.sum = chain.lo;
  });
  await bench.run();
  return bench.tasks.map((task): BenchRow => {
    const { result } = task;
    if (!("latency" in result)) throw new Error(`${task.name} gave no result`);
    const calls = task.name.startsWith("hash") ? 100 : CALLS;
    return {
      name: task.name,
      value: (result.latency.p50 * 1e6) / calls,
      unit: "ns",
      note: "wall clock of one call, median, in a loop of calls",
    };
  });
}
