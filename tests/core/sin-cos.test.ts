import { expect, test } from "vitest";
import { cos, sin } from "../../src/core/dmath.ts";
import { sinCosOf } from "../../src/core/dmath/trig.ts";

test("many sines and cosines at once have the bits of single ones, in all quadrants and for huge angles", () => {
  const special = [0, -0, Number.NaN, Infinity, -Infinity, Math.PI, -Math.PI, 1e-300, 1e300, 0.7853981633974484];
  const angles = Float64Array.from([...special, ...Array.from({ length: 2000 }, (_, i) => 0.01 * (i - 1000) * (1 + 0.001 * i))]);
  const sines = new Float64Array(angles.length);
  const cosines = new Float64Array(angles.length);
  sinCosOf(angles, angles.length, sines, cosines);
  expect([...sines].every((value, i) => Object.is(value, sin(angles[i]!)))).toBe(true);
  expect([...cosines].every((value, i) => Object.is(value, cos(angles[i]!)))).toBe(true);
});

test("no more than the first so many are worked out", () => {
  const sines = new Float64Array(2);
  sinCosOf(Float64Array.from([1, 1]), 1, sines, new Float64Array(2));
  expect([...sines]).toEqual([sin(1), 0]);
});
