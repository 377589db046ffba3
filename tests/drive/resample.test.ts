import { describe, expect, test } from "vitest";
import type { Channel, DriveActor } from "../../src/drive/drive.ts";
import { actorOnTicks, emptyTrack, onTicks, type TickTrack } from "../../src/drive/resample.ts";
import { retime } from "../../src/drive/retime.ts";
import { smoothed } from "../../src/drive/smooth.ts";

const SEC = 1e9;

function channel(points: readonly (readonly [number, number])[], between: Channel["between"] = "linear"): Channel {
  return { tNs: Float64Array.from(points, (p) => p[0] * SEC), value: Float64Array.from(points, (p) => p[1]), between, gapLimitNs: SEC };
}

function sample(c: Channel, dtSec: number, tickCount: number, startNs = 0): { out: number[]; valid: number[] } {
  const out = new Float64Array(tickCount);
  const valid = new Uint8Array(tickCount);
  onTicks(c, dtSec, tickCount, startNs, out, valid);
  return { out: [...out], valid: [...valid] };
}

describe("a channel on the tick grid", () => {
  test("is linear between samples and absent outside", () => {
    const { out, valid } = sample(
      channel([
        [0.1, 10],
        [0.3, 30],
      ]),
      0.1,
      5,
    );
    expect(valid).toEqual([0, 1, 1, 1, 0]);
    expect(out[2]).toBeCloseTo(20, 12);
    expect(out[3]).toBe(30);
  });

  test("nothing is interpolated across a gap longer than the limit", () => {
    const { valid } = sample(
      channel([
        [0, 0],
        [1, 1],
        [2.5, 2],
      ]),
      0.5,
      7,
    );
    expect(valid).toEqual([1, 1, 1, 0, 0, 1, 0]);
  });

  test("an angle goes the short way over the seam", () => {
    const { out } = sample(
      channel(
        [
          [0, 3],
          [1, -3],
        ],
        "angle",
      ),
      0.5,
      3,
    );
    expect(out[0]).toBe(3);
    expect(Math.abs(out[1]!)).toBeCloseTo(Math.PI, 12);
    expect(out[2]).toBe(-3);
  });

  test("a command holds until the next one, and goes stale", () => {
    const { out, valid } = sample(
      channel(
        [
          [0, 5],
          [0.35, 7],
        ],
        "previous",
      ),
      0.1,
      16,
    );
    expect(out.slice(0, 5)).toEqual([5, 5, 5, 5, 7]);
    expect(valid).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
  });

  test("starts at any instant of the recording", () => {
    expect(
      sample(
        channel([
          [0, 0],
          [1, 100],
        ]),
        0.01,
        3,
        0.5 * SEC,
      ).out,
    ).toEqual([50, 51, 52]);
  });
});

/** A road user that drives along x with the given speed at each tenth of a second. */
function driver(speeds: readonly number[], yawRad = 0): DriveActor {
  const n = speeds.length;
  const s = new Float64Array(n);
  for (let i = 1; i < n; i++) s[i] = s[i - 1]! + ((speeds[i - 1]! + speeds[i]!) / 2) * 0.1;
  return {
    id: "1",
    cls: "car",
    lengthM: 4,
    widthM: 2,
    gapLimitNs: SEC,
    tNs: Float64Array.from(speeds, (_, i) => i * 0.1 * SEC),
    xM: s.map((along) => along * Math.cos(yawRad)),
    yM: s.map((along) => along * Math.sin(yawRad)),
    yawRad: new Float64Array(n).fill(yawRad),
    vLonMps: Float64Array.from(speeds),
  };
}

describe("a road user on the tick grid", () => {
  test("constant acceleration gives constant derivatives along its heading", () => {
    const track = actorOnTicks(
      driver(
        Array.from({ length: 11 }, (_, i) => 10 + 0.2 * i),
        Math.PI / 2,
      ),
      0.01,
      101,
      0,
    );
    for (let k = 0; k <= 100; k++) {
      expect(track.present[k]).toBe(1);
      expect(track.vyMps[k]).toBeCloseTo(10 + 0.02 * k, 9);
      expect(track.vxMps[k]).toBeCloseTo(0, 9);
      expect(track.ayMps2[k]).toBeCloseTo(2, 6);
      expect(track.yawRateRadps[k]).toBe(0);
    }
  });

  test("on a circle the acceleration points to the centre", () => {
    const r = 50;
    const v = 10;
    const angle = (t: number): number => (v / r) * t;
    const n = 21;
    const actor: DriveActor = {
      ...driver(Array.from({ length: n }, () => v)),
      xM: Float64Array.from({ length: n }, (_, i) => r * Math.sin(angle(i * 0.1))),
      yM: Float64Array.from({ length: n }, (_, i) => r * (1 - Math.cos(angle(i * 0.1)))),
      yawRad: Float64Array.from({ length: n }, (_, i) => angle(i * 0.1)),
    };
    const track = actorOnTicks(actor, 0.01, 201, 0);
    for (const k of [10, 57, 150]) {
      const yaw = angle(k * 0.01);
      expect(track.yawRateRadps[k]).toBeCloseTo(0.2, 9);
      expect(track.axMps2[k]).toBeCloseTo(-2 * Math.sin(yaw), 6);
      expect(track.ayMps2[k]).toBeCloseTo(2 * Math.cos(yaw), 6);
    }
  });

  test("is absent before, after and in a gap", () => {
    const actor = driver([5, 5, 5]);
    const gappy: DriveActor = { ...actor, tNs: Float64Array.from([0.2 * SEC, 0.4 * SEC, 2 * SEC]) };
    const track = actorOnTicks(gappy, 0.1, 25, 0);
    expect([...track.present].map((present, k) => (present === 1 ? k : -1)).filter((k) => k >= 0)).toEqual([2, 3, 4, 20]);
    expect(track.axMps2[20]).toBe(0);
  });
});

describe("re-timing along the recorded path", () => {
  const dt = 0.01;
  const none = { brakeScale: 1, speedScale: 1, shiftTicks: 0 };
  // 20 m/s for 2 s, then braking at 2 m/s^2 for 3 s down to 14 m/s, then steady.
  const speeds = Array.from({ length: 101 }, (_, i) => (i < 20 ? 20 : i < 50 ? 20 - 0.2 * (i - 20) : 14));
  const track = actorOnTicks(driver(speeds), dt, 1001, 0);
  const speedAt = (t: TickTrack, k: number): number => Math.sqrt(t.vxMps[k]! * t.vxMps[k]! + t.vyMps[k]! * t.vyMps[k]!);

  test("nothing asked is nothing changed", () => {
    expect(retime(track, dt, none)).toBe(track);
  });

  test("brakeScale 2 doubles the loss of speed and touches nothing before it", () => {
    const braked = retime(track, dt, { ...none, brakeScale: 2 });
    expect(speedAt(braked, 100)).toBeCloseTo(20, 9);
    expect(braked.xM[100]).toBeCloseTo(track.xM[100]!, 9);
    expect(speedAt(braked, 900)).toBeCloseTo(8, 6);
    expect(braked.axMps2[350]).toBeCloseTo(-4, 6);
    // 12 m/s lost instead of 6 over 3 s: 9 m short at its end, then 6 m/s slower.
    expect(track.xM[500]! - braked.xM[500]!).toBeCloseTo(9, 1);
    expect(track.xM[900]! - braked.xM[900]!).toBeCloseTo(9 + 6 * 4, 1);
  });

  test("it stops at 0 and never reverses", () => {
    const stopped = retime(track, dt, { ...none, brakeScale: 10 });
    expect(speedAt(stopped, 700)).toBe(0);
    expect(stopped.present[1000]).toBe(1);
    expect(stopped.xM[1000]).toBe(stopped.xM[700]);
    for (let k = 1; k <= 1000; k++) expect(stopped.xM[k]).toBeGreaterThanOrEqual(stopped.xM[k - 1]!);
  });

  test("speedScale 2 doubles its speed at every instant; it leaves at the end of its path", () => {
    const fast = retime(track, dt, { ...none, speedScale: 2 });
    expect(fast.xM[100]).toBeCloseTo(2 * track.xM[100]!, 6);
    // The path is 40 + 51 + 70 = 161 m long. Doubled: 80 m in 2 s, then 40 t - 2 t^2 = 81 at t = 2.285 s.
    const lastTick = fast.present.lastIndexOf(1);
    expect(Math.abs(lastTick - 428)).toBeLessThanOrEqual(1);
    expect(fast.xM[lastTick]).toBeGreaterThan(160.5);
  });

  test("after the recording's last tick it goes on at its last speed", () => {
    const short = actorOnTicks(driver(speeds), dt, 1501, 0);
    const slow = retime(short, dt, { ...none, speedScale: 0.9 });
    expect(short.present[1100]).toBe(0);
    expect(slow.present[1100]).toBe(1);
    expect(speedAt(slow, 1050)).toBeCloseTo(0.9 * 14, 9);
    expect(slow.present[1500]).toBe(0);
  });

  test("a shift moves every number, exactly", () => {
    const late = retime(track, dt, { ...none, shiftTicks: 30 });
    expect([...late.xM.subarray(30)]).toEqual([...track.xM.subarray(0, 971)]);
    expect([...late.present.subarray(0, 31)]).toEqual([...new Uint8Array(30), 1]);
    const early = retime(track, dt, { ...none, shiftTicks: -30 });
    expect([...early.axMps2.subarray(0, 971)]).toEqual([...track.axMps2.subarray(30)]);
    expect(early.present[971]).toBe(0);
    expect(retime(track, dt, { ...none, shiftTicks: 5000 }).present.includes(1)).toBe(false);
  });

  test("a gap stays at its place on the path", () => {
    const gappy: TickTrack = { ...track, present: track.present.slice().fill(0, 40, 60) };
    const slow = retime(gappy, dt, { ...none, speedScale: 0.5 });
    const absent = [...slow.present.subarray(0, 200)].map((p, k) => (p === 0 ? k : -1)).filter((k) => k >= 0);
    expect(absent[0]).toBeCloseTo(79, -1);
    expect(absent.at(-1)).toBeCloseTo(119, -1);
  });

  test("never present stays never present", () => {
    expect(retime(emptyTrack(5), dt, { ...none, brakeScale: 3 }).present.includes(1)).toBe(false);
  });

  test("noise is not taken for braking: a steady speed with 0.3 m/s of noise at 10 Hz loses less than 1 m/s in 10 s", () => {
    const noisy = Array.from({ length: 101 }, (_, i) => 15 + 0.3 * (i % 2 === 0 ? 1 : -1));
    const braked = retime(actorOnTicks(driver(noisy), dt, 1001, 0), dt, { ...none, brakeScale: 2 });
    expect(speedAt(braked, 900)).toBeGreaterThan(14);
  });
});

describe("smoothing", () => {
  test("keeps a straight line and the ends, and shifts nothing", () => {
    const line = Float64Array.from({ length: 50 }, (_, i) => 3 + 2 * i);
    smoothed(line, 10).forEach((value, i) => expect(value).toBeCloseTo(line[i]!, 10));
    const step = Float64Array.from({ length: 41 }, (_, i) => (i < 20 ? 0 : i === 20 ? 0.5 : 1));
    const soft = smoothed(step, 5);
    for (let i = 0; i <= 20; i++) expect(soft[20 - i]! + soft[20 + i]!).toBeCloseTo(1, 12);
  });
});
