import { describe, expect, test } from "vitest";
import { vehicleModel } from "../../src/vehicle/models.ts";
import { initUnderWay } from "../../src/vehicle/start.ts";
import { vehicle } from "./support.ts";

const FLAT = { slopeRad: 0, bankRad: 0, frictionRatio: 1 };
const POSE = { xM: 3, yM: -2, yawRad: 0.4 };

describe("a car in the middle of a drive", () => {
  const p = vehicle("compact");
  const model = vehicleModel(p.model);
  const fresh = (): Float64Array => new Float64Array(model.stateSize(p, 0.01));
  const seen = { xM: 0, yM: 0, yawRad: 0, vLonMps: 0, vLatMps: 0, yawRateRadps: 0, aLonMps2: 0, aLatMps2: 0, roadWheelRad: 0 };

  test("stands where it should, at its speed, its brakes applied from the first tick on", () => {
    const x = fresh();
    initUnderWay(model, p, { pose: POSE, vLonMps: 20, yawRateRadps: 0, accelMps2: -4, roadWheelRad: 0 }, FLAT, 0.01, x);
    model.observe(p, x, seen);
    expect(seen).toMatchObject({ xM: 3, yM: -2, yawRad: 0.4, vLonMps: 20 });
    model.step(p, x, { accelMps2: -4, roadWheelRad: 0 }, FLAT, 0.01, x);
    model.observe(p, x, seen);
    const resistanceMps2 = (p.resistance0N + p.resistance1Npmps * 20 + p.resistance2Npmps2 * 400) / p.massKg;
    expect((seen.vLonMps - 20) / 0.01).toBeCloseTo(-4 - resistanceMps2, 2);
  });

  test("without a motion to keep it is the model's own start, bit for bit", () => {
    const [a, b] = [fresh(), fresh()];
    initUnderWay(model, p, { pose: POSE, vLonMps: 20, yawRateRadps: 0, accelMps2: 0, roadWheelRad: 0 }, FLAT, 0.01, a);
    model.init(p, POSE, 20, 0.01, b);
    expect(a).toEqual(b);
  });
});
