import { join } from "node:path";
import { expect, test } from "vitest";
import {
  type CommonRoadRates,
  type CommonRoadVariant,
  ksRates,
  rungeKuttaStep,
  stRates,
} from "../../src/vehicle/single-track-commonroad.ts";
import { describeWithData } from "../support/data.ts";
import { type ReferenceSeries, readParams, readRates, readSeries } from "../vehicle/commonroad-data.ts";

const INPUT_SEC = 0.01;
const ROW_SEC = 0.05;

function ratesOf(model: "ks" | "st", variant: CommonRoadVariant): CommonRoadRates {
  return model === "ks" ? ksRates : stRates(variant);
}

describeWithData("single-track-commonroad agrees with CommonRoad 2020a", (data) => {
  const folder = join(data, "vehicle-ref");
  const params = readParams(folder);

  test.each([
    ["ks", "published", 600],
    ["st", "published", 600],
    ["st", "corrected", 600],
  ] as const)("rates.csv, %s %s", (model, variant, count) => {
    const rows = readRates(folder).filter((row) => row.model === model && row.variant === variant);
    expect(rows).toHaveLength(count);
    const rates = ratesOf(model, variant);
    let worst = 0;
    for (const row of rows) {
      const found = new Float64Array(row.x.length);
      rates(params.get(row.vehicle)!, row.x, row.u, found);
      row.rates.forEach((expected, i) => {
        worst = Math.max(worst, Math.abs(found[i]! - expected) / Math.max(1, Math.abs(expected)));
      });
    }
    expect(worst).toBeLessThanOrEqual(1e-9);
  });

  const series = readSeries(folder);

  test("the manifest lists KS and ST series for three vehicles", () => {
    for (const model of ["ks", "st"]) {
      for (const vehicle of ["1", "2", "3"]) {
        expect(series.filter((one) => one.model === model && one.vehicle === vehicle).length).toBeGreaterThanOrEqual(10);
      }
    }
  });

  test.each(series.map((one) => [one.name, one] as const))("%s at 1 ms", (_name, one) => {
    expect(worstOf(one, 0.001, (expected) => Math.max(1, Math.abs(expected)))).toBeLessThanOrEqual(1e-9);
  });

  test.each(series.map((one) => [one.name, one] as const))("%s at 10 ms", (_name, one) => {
    expect(worstOf(one, 0.01, () => 1, 2)).toBeLessThanOrEqual(5e-6);
  });

  /** Largest difference from the rows and the final state, each over `scale`, of the first `components` of the state. */
  function worstOf(one: ReferenceSeries, dtSec: number, scale: (expected: number) => number, components = 7): number {
    const rates = ratesOf(one.model, one.variant);
    const p = params.get(one.vehicle)!;
    const x = Float64Array.from(one.rows[0]!.slice(3));
    const parts = Math.round(INPUT_SEC / dtSec);
    const inputsPerRow = Math.round(ROW_SEC / INPUT_SEC);
    let worst = 0;
    const compare = (expected: readonly number[]): void => {
      for (let i = 0; i < Math.min(components, expected.length); i++) {
        worst = Math.max(worst, Math.abs(x[i]! - expected[i]!) / scale(expected[i]!));
      }
    };
    let compared = 1;
    for (let k = 0; k < (one.rows.length - 1) * inputsPerRow; k++) {
      const u = Float64Array.from(one.inputs[k]!);
      for (let i = 0; i < parts; i++) rungeKuttaStep(rates, p, x, u, dtSec);
      if ((k + 1) % inputsPerRow === 0) compare(one.rows[compared++]!.slice(3));
    }
    expect(compared).toBe(one.rows.length);
    compare(one.finalState);
    return worst;
  }
});
