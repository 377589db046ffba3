import { expect, test } from "vitest";
import type { Evaluated } from "../../src/eval/evaluate.ts";
import { newGeometry, updateGeometry } from "../../src/eval/geometry.ts";
import { newFramePlace, newLaneFrame, placeInFrame, updateLaneFrame } from "../../src/eval/lane-frame.ts";
import { newLaneScene } from "../../src/eval/lanes.ts";
import { METRICS } from "../../src/eval/metrics.ts";
import { OFFERED } from "../../src/eval/offered.ts";
import type { Lane, RoadNetwork } from "../../src/road/network.ts";
import { newRecord } from "../../src/trace/record.ts";
import type { TraceHeader } from "../../src/trace/tick.ts";
import { evaluateFrames, fillRecord, type Frame, headerOf, lineOf, type Motion, resultOf, seriesOf } from "../support/records.ts";

// Where lanes lie over each other, the place of a road user depends on where it came from. A metric that looks at every tenth tick alone
// must find it where the others do.

const DT_SEC = 0.01;
const TICKS = 300;
const ALL = [...METRICS, ...OFFERED];

type Point = readonly [number, number];

/** Points half a metre apart: straight on, then round to the left, then straight again. */
function bend(x: number, y: number, straightM: number, radiusM: number, turnRad: number, onM: number): Point[] {
  const points: Point[] = [];
  for (let s = 0; s < straightM; s += 0.5) points.push([x + s, y]);
  const steps = Math.round((radiusM * turnRad) / 0.5);
  for (let k = 0; k < steps; k++) {
    const a = (turnRad * k) / steps;
    points.push([x + straightM + radiusM * Math.sin(a), y + radiusM * (1 - Math.cos(a))]);
  }
  const [c, s] = [Math.cos(turnRad), Math.sin(turnRad)];
  const [endX, endY] = [x + straightM + radiusM * s, y + radiusM * (1 - c)];
  for (let d = 0; d <= onM; d += 0.5) points.push([endX + d * c, endY + d * s]);
  return points;
}

/** Points as far to the left of each as asked for. */
function beside(points: readonly Point[], leftM: number): Point[] {
  return points.map(([x, y], i): Point => {
    const [x0, y0] = points[Math.max(0, i - 1)]!;
    const [x1, y1] = points[Math.min(points.length - 1, i + 1)]!;
    const lengthM = Math.hypot(x1 - x0, y1 - y0);
    return [x - (leftM * (y1 - y0)) / lengthM, y + (leftM * (x1 - x0)) / lengthM];
  });
}

function lane(id: string, points: readonly Point[], speedLimitMps: number): Lane {
  const common = { type: "driving", successors: [], predecessors: [], leftLane: null, rightLane: null, inJunction: false } as const;
  return { ...common, id, centre: lineOf(points), left: lineOf(beside(points, 2)), right: lineOf(beside(points, -2)), speedLimitMps };
}

const TURN = bend(0, 0, 20, 20, Math.PI / 2, 40);
/** Straight on, and a turn to the left that begins on it. */
const FORK: RoadNetwork = { source: "test", lanes: [lane("on", bend(0, 0, 100, 1, 0, 0), 8), lane("turn", TURN, 10)] };
/** Three quarters round, and over the way that led there. */
const LOOP = bend(0, 0, 30, 10, 1.5 * Math.PI, 60);

/** Positions along points at so many metres a second, with the heading of the way. */
function along(points: readonly Point[], v: number, startM: number, leftM = 0): Motion[] {
  const way = beside(points, leftM);
  const { sM } = lineOf(way);
  return Array.from({ length: TICKS }, (_, k) => {
    const s = startM + k * v * DT_SEC;
    const i = sM.findIndex((toM) => toM > s) - 1;
    const [[x0, y0], [x1, y1]] = [way[i]!, way[i + 1]!];
    const share = (s - sM[i]!) / (sM[i + 1]! - sM[i]!);
    return { x: x0 + share * (x1 - x0), y: y0 + share * (y1 - y0), yaw: Math.atan2(y1 - y0, x1 - x0), v };
  });
}

interface Drive {
  readonly header: TraceHeader;
  readonly frames: readonly Frame[];
}

function driveOf(way: readonly Point[], ego: readonly Motion[], others: readonly (readonly Motion[])[]): Drive {
  const goal = { sM: 100, pose: { xM: 0, yM: 0, yawRad: 0 } };
  const specs = others.map((_, i) => ({ name: `car${i}` }));
  const header = headerOf(specs, { dtSec: DT_SEC, road: FORK, route: lineOf(way), goal });
  return { header, frames: ego.map((motion, k) => ({ ego: motion, others: others.map((motions) => motions[k]!) })) };
}

/** Comes from the right at 6 m/s, head on into the side of the ego, which it touches after 2.25 s. */
function fromTheRight(ego: readonly Motion[]): Motion[] {
  const { x, y = 0, yaw = 0 } = ego[225]!;
  const [c, s] = [Math.cos(yaw), Math.sin(yaw)];
  return Array.from({ length: TICKS }, (_, k) => {
    const leftM = (k - 225) * 6 * DT_SEC - 2.99;
    return { x: x + c - leftM * s, y: y + s + leftM * c, yaw: yaw + Math.PI / 2, v: 6 };
  });
}

function drives(): Readonly<Record<string, Drive>> {
  const turning = along(TURN, 12, 1);
  return {
    turning: driveOf(TURN, turning, [along(TURN, 10, 20), fromTheRight(turning)]),
    "fast turn": driveOf(TURN, along(TURN, 25, 0.5), [along(TURN, 15, 20)]),
    loop: driveOf(LOOP, along(LOOP, 18, 1, 1), [along(LOOP, 12, 15, 1)]),
  };
}

test("a metric alone finds the lane and the place on the route that it finds among all", () => {
  for (const [name, { header, frames }] of Object.entries(drives())) {
    const measure = (metrics: typeof ALL): Evaluated => evaluateFrames(header, frames.length, (k) => frames[k]!, { metrics });
    const among = measure(ALL);
    for (const metric of ALL) {
      const alone = measure([metric]);
      expect.soft(resultOf(alone, metric.id), `${name} ${metric.id}`).toEqual(resultOf(among, metric.id));
      expect.soft(seriesOf(alone, metric.id), `${name} ${metric.id}`).toEqual(seriesOf(among, metric.id));
    }
  }
});

test("outside a corner of the lane a road user has one place, however many metrics ask for it", () => {
  const corner: Point[] = [
    [0, 0],
    [50, 0],
    [50, 50],
  ];
  const header = headerOf([{ name: "other" }], { road: { source: "test", lanes: [lane("corner", corner, 10)] } });
  const g = newGeometry(header, 0);
  const frame = newLaneFrame(header, null, newLaneScene(header, true));
  const record = newRecord(header.actors, 0);
  const [once, again] = [newFramePlace(), newFramePlace()];
  for (const [tick, x] of [45, 52, 53].entries()) {
    fillRecord(record, header, tick, { ego: { x: 20 }, others: [{ x, y: -1 }] });
    updateGeometry(g, record);
    updateLaneFrame(frame, g, record);
    placeInFrame(frame, g, record, 1, once);
    placeInFrame(frame, g, record, 1, again);
    expect(again).toEqual(once);
  }
  // Past the corner as seen along the second piece, before it along the first: at the corner, across either.
  expect(once.sM).toBe(50);
});
