import { join } from "node:path";
import { expect, test } from "vitest";
import { kinematic } from "../../src/vehicle/kinematic.ts";
import type { VehicleParams } from "../../src/vehicle/model.ts";
import { YAW } from "../../src/vehicle/state.ts";
import { describeWithData } from "../support/data.ts";
import { type ReferenceSeries, readParams, readSeries } from "../vehicle/commonroad-data.ts";
import { bareCar, blankState, FLAT } from "../vehicle/support.ts";

/**
 * The model that drives, fed as CommonRoad's KS: a steering rate u is a road wheel that runs towards its stop at the rate limit |u|.
 * The acceleration is taken as it is, so series in which CommonRoad's engine limits it are left to single-track-commonroad.
 */
describeWithData("kinematic agrees with CommonRoad's KS", (data) => {
  const folder = join(data, "vehicle-ref");
  const params = readParams(folder);
  const series = readSeries(folder).filter((one) => one.model === "ks" && !engineLimits(one));

  test("most manoeuvres can be compared", () => {
    expect(series.length).toBeGreaterThanOrEqual(24);
  });

  test.each(series.map((one) => [one.name, one] as const))("%s at 1 ms", (_name, one) => {
    expect(worstOf(one, 0.001, true)).toBeLessThanOrEqual(1e-9);
  });

  test.each(series.map((one) => [one.name, one] as const))("%s at 10 ms", (_name, one) => {
    expect(worstOf(one, 0.01, false)).toBeLessThanOrEqual(5e-6);
  });

  function engineLimits(one: ReferenceSeries): boolean {
    const p = params.get(one.vehicle)!;
    return one.rows.some(([, , accel, , , , v]) => accel! > (p.aMaxMps2 * p.vSwitchMps) / Math.max(v! + 0.2, p.vSwitchMps) || v! <= 0);
  }

  function worstOf(one: ReferenceSeries, dtSec: number, relative: boolean): number {
    const { cgToFrontAxleM, cgToRearAxleM, steerMaxRad, steerRateMaxRadps } = params.get(one.vehicle)!;
    const car = bareCar({ model: "kinematic", cgToFrontAxleM, cgToRearAxleM });
    const [, , , xM, yM, steer, v, yawRad] = one.rows[0]!;
    const x = new Float64Array(kinematic.stateSize(car, dtSec));
    kinematic.init(car, { xM: xM!, yM: yM!, yawRad: yawRad! }, v!, dtSec, x);
    expect(steer).toBe(0);
    const state = blankState();
    let worst = 0;
    for (let k = 0; k < (one.rows.length - 1) * 5; k++) {
      const [rate, accelMps2] = one.inputs[k]! as readonly [number, number];
      const limited: VehicleParams = {
        ...car,
        limits: { ...car.limits, maxRoadWheelRad: steerMaxRad, maxRoadWheelRateRadps: Math.min(Math.abs(rate), steerRateMaxRadps) },
      };
      const command = { accelMps2, roadWheelRad: Math.sign(rate) * 2 };
      for (let i = 0; i < Math.round(0.01 / dtSec); i++) kinematic.step(limited, x, command, FLAT, dtSec, x);
      if ((k + 1) % 5 !== 0) continue;
      kinematic.observe(car, x, state);
      const expected = one.rows[(k + 1) / 5]!.slice(3);
      const found = [state.xM, state.yM, state.roadWheelRad, state.vLonMps, x[YAW]!];
      found.forEach((value, i) => {
        const scale = relative ? Math.max(1, Math.abs(expected[i]!)) : 1;
        worst = Math.max(worst, Math.abs(value - expected[i]!) / scale);
      });
    }
    return worst;
  }
});
