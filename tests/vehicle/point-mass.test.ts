import { expect, test } from "vitest";
import { drive, FLAT, vehicle } from "./support.ts";

const p = vehicle("point-mass");

test("v += a dt, then x += v dt, to the bit", () => {
  const { seen } = drive(p, 10, 3, (k) => [k - 1, 0], { dtSec: 0.1 });
  let [x, v] = [0, 10];
  seen.slice(1).forEach((s, k) => {
    v += (k - 1) * 0.1;
    x += v * 0.1;
    expect(s.vLonMps).toBe(v);
    expect(s.xM).toBe(x);
  });
});

test("the command acts in full on the tick it is given, whatever the road", () => {
  const { seen } = drive(p, 10, 1, () => [-20, 0], { dtSec: 0.1, road: { ...FLAT, slopeRad: 0.2, frictionRatio: 0.1 } });
  expect(seen[1]!.vLonMps).toBe(8);
  expect(seen[1]!.aLonMps2).toBe(-20);
});

test("it stops at 0 and reports the deceleration that took it there", () => {
  const { seen } = drive(p, 0.5, 3, () => [-10, 0], { dtSec: 0.1 });
  expect(seen[1]).toMatchObject({ vLonMps: 0, xM: 0, aLonMps2: -5 });
  expect(seen[3]).toMatchObject({ vLonMps: 0, aLonMps2: 0 });
});

test("steering turns it by v tan(delta) / l", () => {
  const { seen } = drive(p, 10, 1, () => [0, 0.1], { dtSec: 0.1 });
  const l = p.cgToFrontAxleM + p.cgToRearAxleM;
  expect(seen[1]!.yawRad).toBeCloseTo((10 * Math.tan(0.1) * 0.1) / l, 14);
  expect(seen[1]!.aLatMps2).toBeCloseTo((100 * Math.tan(0.1)) / l, 12);
});
