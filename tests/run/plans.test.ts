import { expect, test } from "vitest";
import { wire } from "../../src/control/wire.ts";
import { plansOf } from "../../src/run/plans.ts";
import { appendFrame, type FrameTape, newFrameTape } from "../../src/trace/frame-tape.ts";
import { tapedOf } from "../support/judged-traces.ts";
import { type Frame, headerOf } from "../support/records.ts";

const header = headerOf();
const frame = (_: unknown, k: number): Frame => ({ ego: { x: 100 + k, y: 5, yaw: Math.PI / 2 } });
const { tape } = tapedOf({ header, frames: Array.from({ length: 5 }, frame) });

function add(frames: FrameTape, tick: number, command: object): void {
  const bytes = wire.ToHarness.encode({ session: 1, command: { tick, ...command } }).finish();
  appendFrame(frames, "to-harness", tick, bytes, 0, bytes.length);
}

const points = [
  { tNs: 0, xM: 0, yM: 0, yawRad: 0 },
  { tNs: 500_000_000, xM: 2, yM: 1, yawRad: 0.1 },
];

test("plans are read from the frames of a controller, in W", () => {
  const frames = newFrameTape();
  add(frames, 0, { trajectory: { frame: 1, points } });
  add(frames, 1, { accelSteer: { accelMps2: 1, roadWheelAngleRad: 0 } });
  add(frames, 2, { trajectory: { frame: 2, points } });
  const [inMap, inBody, ...rest] = plansOf({ header, tape }, frames);
  expect(rest).toEqual([]);
  expect(inMap).toMatchObject({ tick: 0, xM: Float64Array.of(0, 2), yawRad: Float64Array.of(0, 0.1) });
  expect(inBody!.tick).toBe(2);
  // The car stands at (102, 5) and heads along y: 2 m ahead and 1 m to the left of it.
  expect(inBody!.xM[1]).toBeCloseTo(101, 12);
  expect(inBody!.yM[1]).toBeCloseTo(7, 12);
  expect(inBody!.yawRad[1]).toBeCloseTo(Math.PI / 2 + 0.1, 12);
  expect(Array.from(inBody!.tSec, (t) => Math.round(1e9 * t) / 1e9)).toEqual([0.2, 0.7]);
});

test("there are none without frames, and answers to ticks that are not in the trace are left out", () => {
  expect(plansOf({ header, tape }, null)).toEqual([]);
  const frames = newFrameTape();
  add(frames, 7, { trajectory: { frame: 1, points } });
  appendFrame(frames, "to-harness", 2, Uint8Array.of(255, 255, 255), 0, 3);
  expect(plansOf({ header, tape }, frames)).toEqual([]);
});
