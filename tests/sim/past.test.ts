import { describe, expect, test } from "vitest";
import { runStartOf } from "../../src/sim/loop.ts";
import type { Observation } from "../../src/sim/port.ts";
import type { PastWindow, ReplayTrack, WorldModel } from "../../src/sim/world.ts";
import { cruiser, plainCar, worldOf, type WorldSketch } from "../support/world.ts";

/** So many ticks of 10 ms are recorded before tick 0. */
const REACH = 30;

const three = (at: (tick: number) => number, tick: number): Float64Array => Float64Array.of(at(tick - 1), at(tick), at(tick + 1));

/** The ego along x from x = 0 at tick 0: speed 10 m/s at tick 0, 2 m/s^2; a road user on y = 4 at 12 m/s, 20 m ahead at tick 0. */
function windowAt(ticksBefore: number): PastWindow | null {
  if (ticksBefore > REACH) return null;
  const tick = -ticksBefore;
  const sec = (k: number): number => k * 0.01;
  const zero = new Float64Array(3);
  const valid = Uint8Array.of(tick - 1 >= -REACH ? 1 : 0, 1, 1);
  const other: ReplayTrack = {
    present: Uint8Array.of(1, 1, 1),
    xM: three((k) => 20 + 12 * sec(k), tick),
    yM: three(() => 4, tick),
    yawRad: zero,
    vxMps: three(() => 12, tick),
    vyMps: zero,
    axMps2: zero,
    ayMps2: zero,
    yawRateRadps: zero,
  };
  const ego = {
    valid,
    xM: three((k) => 10 * sec(k) + sec(k) * sec(k), tick),
    yM: zero,
    yawRad: three((k) => 0.1 * sec(k), tick),
    vLonMps: three((k) => 10 + 2 * sec(k), tick),
  };
  return { ego, inputs: null, tracks: [null, other, null] };
}

function past(ticksBefore: number, sketch: WorldSketch = {}): Observation | null {
  const actors = [cruiser("other", 20, 4, 12), cruiser("scripted", 90, 0, 5)];
  const world: WorldModel = worldOf({ actors, readPast: windowAt, ...sketch });
  return runStartOf(world).past(ticksBefore);
}

describe("the past before tick 0", () => {
  test("is the recorded ego, with rates from the ticks beside it", () => {
    const o = past(10)!;
    expect(o).toMatchObject({ tick: -10, simTimeNs: -100_000_000, controlled: false, gear: "forward" });
    expect(o.applied.fromTick).toBe(-1);
    expect(o.ego.xM).toBeCloseTo(-0.99, 12);
    expect(o.ego.vLonMps).toBeCloseTo(9.8, 12);
    expect(o.ego.aLonMps2).toBeCloseTo(2, 9);
    expect(o.ego.yawRateRadps).toBeCloseTo(0.1, 9);
    const wheelbaseM = plainCar().cgToFrontAxleM + plainCar().cgToRearAxleM;
    expect(o.ego.roadWheelRad).toBeCloseTo(Math.atan((wheelbaseM * 0.1) / 9.8), 9);
    expect(o.steeringWheelRad).toBeCloseTo(15 * o.ego.roadWheelRad, 12);
  });

  test("has the replayed road users where they were, and no other", () => {
    const { objects } = past(10)!;
    expect([objects.count, objects.id[0], objects.xM[0], objects.vxMps[0], objects.ageNs[0]]).toEqual([1, 2, 18.8, 12, 0]);
  });

  test("ends where the recording does", () => {
    expect(past(REACH)?.tick).toBe(-REACH);
    expect(past(REACH + 1)).toBeNull();
    expect(past(1, { readPast: null })).toBeNull();
  });

  test("is seen through the run's sensors: range, noise and loss", () => {
    // The ego's box centre is 1 m ahead of its axle, at x = 0.01 at tick -10; the other's nearest point is at (16.8, 3).
    expect(past(10, { sensors: { rangeM: 17.0 } })?.objects.count).toBe(0);
    expect(past(10, { sensors: { rangeM: 17.1 } })?.objects.count).toBe(1);
    const noisy = past(10, { sensors: { positionNoiseM: 1 } })!;
    expect(noisy.objects.xM[0]).not.toBe(18.8);
    expect(past(10, { sensors: { positionNoiseM: 1 } })!.objects.xM[0]).toBe(noisy.objects.xM[0]);
    expect(past(11, { sensors: { positionNoiseM: 1 } })!.objects.yM[0]).not.toBe(noisy.objects.yM[0]);
    expect(past(10, { sensors: { dropRatio: 1 } })?.objects.count).toBe(0);
  });

  test("measurements are late there too, as far back as the recording reaches", () => {
    const late = past(10, { sensors: { latencyTicks: 5 } })!;
    expect([late.objects.xM[0], late.objects.ageNs[0]]).toEqual([20 - 12 * 0.15, 50_000_000]);
    const oldest = past(28, { sensors: { latencyTicks: 5 } })!;
    expect(oldest.objects.ageNs[0]).toBe(20_000_000);
    expect(past(REACH, { sensors: { latencyTicks: 5 } })!.objects.ageNs[0]).toBe(0);
  });
});
