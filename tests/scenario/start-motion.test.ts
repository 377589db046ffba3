import { expect, test } from "vitest";
import { motionAtStart } from "../../src/scenario/compile/start-motion.ts";
import type { ReplayTrack } from "../../src/sim/world.ts";

/** A track of n ticks at 10 ms from a function of time. */
function trackOf(n: number, at: (tSec: number) => { x: number; y: number; yaw: number; v: number }): ReplayTrack {
  const of = (f: (s: ReturnType<typeof at>) => number): Float64Array => Float64Array.from({ length: n }, (_, k) => f(at(k * 0.01)));
  const zero = new Float64Array(n);
  return {
    present: new Uint8Array(n).fill(1),
    xM: of((s) => s.x),
    yM: of((s) => s.y),
    yawRad: of((s) => s.yaw),
    vxMps: of((s) => s.v * Math.cos(s.yaw)),
    vyMps: of((s) => s.v * Math.sin(s.yaw)),
    axMps2: zero,
    ayMps2: zero,
    yawRateRadps: zero,
  };
}

test("a parabola gives its speed, direction and acceleration exactly", () => {
  const s = (t: number): number => 10 * t - 1.5 * t * t;
  const motion = motionAtStart(
    trackOf(100, (t) => ({ x: 0.6 * s(t), y: 0.8 * s(t), yaw: 1 + 0.2 * t, v: 10 - 3 * t })),
    0.01,
  );
  expect(motion.vLonMps).toBeCloseTo(10, 9);
  expect(motion.accelMps2).toBeCloseTo(-3, 8);
  expect(motion.yawRad).toBeCloseTo(Math.atan2(0.8, 0.6), 9);
  expect(motion.yawRateRadps).toBeCloseTo(0.2, 9);
});

test("a wrong first heading and speed do not reach the start", () => {
  const noisy = trackOf(100, (t) => ({ x: 10 * t, y: 0, yaw: t === 0 ? 0.05 : 0, v: t === 0 ? 12 : 10 }));
  const motion = motionAtStart(noisy, 0.01);
  expect(motion.vLonMps).toBeCloseTo(10, 9);
  expect(motion.yawRad).toBeCloseTo(0, 9);
});

test("who hardly moves, or is seen for less than half a second, begins as recorded", () => {
  const slow = motionAtStart(
    trackOf(100, (t) => ({ x: t, y: 0, yaw: 0.7, v: 1 })),
    0.01,
  );
  expect(slow).toMatchObject({ yawRad: 0.7, accelMps2: 0, yawRateRadps: 0 });
  expect(slow.vLonMps).toBeCloseTo(1, 12);
  expect(
    motionAtStart(
      trackOf(30, (t) => ({ x: 10 * t, y: 0, yaw: 0.1, v: 9 })),
      0.01,
    ),
  ).toMatchObject({ yawRad: 0.1, accelMps2: 0 });
});
