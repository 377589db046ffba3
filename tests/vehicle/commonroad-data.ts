import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CommonRoadParams, CommonRoadVariant } from "../../src/vehicle/single-track-commonroad.ts";

/** One KS or ST time series of the reference data: rows of t, u0, u1, state. */
export interface ReferenceSeries {
  readonly name: string;
  readonly model: "ks" | "st";
  readonly variant: CommonRoadVariant;
  readonly vehicle: string;
  /** u0, u1 of every 10 ms. */
  readonly inputs: readonly (readonly number[])[];
  readonly rows: readonly (readonly number[])[];
  readonly finalState: readonly number[];
}

interface ManifestEntry {
  readonly name: string;
  readonly vehicle: number;
  readonly inputs: string;
  readonly series: readonly { model: string; variant: CommonRoadVariant; file?: string; final?: number[]; usable: boolean }[];
}

export function readParams(folder: string): ReadonlyMap<string, CommonRoadParams> {
  const file = JSON.parse(readFileSync(join(folder, "commonroad-parameters.json"), "utf8")) as Record<string, Record<string, number>>;
  const params = new Map<string, CommonRoadParams>();
  for (const vehicle of ["1", "2", "3"]) {
    const of = (key: string): number => {
      const value = file[vehicle]?.[key];
      if (value === undefined) throw new Error(`commonroad-parameters.json has no ${vehicle}.${key}`);
      return value;
    };
    params.set(vehicle, {
      steerMinRad: of("steering.min"),
      steerMaxRad: of("steering.max"),
      steerRateMinRadps: of("steering.v_min"),
      steerRateMaxRadps: of("steering.v_max"),
      vMinMps: of("longitudinal.v_min"),
      vMaxMps: of("longitudinal.v_max"),
      vSwitchMps: of("longitudinal.v_switch"),
      aMaxMps2: of("longitudinal.a_max"),
      massKg: of("m"),
      yawInertiaKgm2: of("I_z"),
      cgToFrontAxleM: of("a"),
      cgToRearAxleM: of("b"),
      heightM: of("h_s"),
      tyreDy1: of("tire.p_dy1"),
      tyreKy1: of("tire.p_ky1"),
    });
  }
  return params;
}

/** Every usable KS and ST series that the manifest lists. */
export function readSeries(folder: string): readonly ReferenceSeries[] {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as ManifestEntry[];
  const found: ReferenceSeries[] = [];
  for (const entry of manifest) {
    for (const { model, variant, file, final, usable } of entry.series) {
      if ((model !== "ks" && model !== "st") || !usable || file === undefined || final === undefined) continue;
      found.push({
        name: `${entry.name} vehicle ${entry.vehicle} ${model} ${variant}`,
        model,
        variant,
        vehicle: String(entry.vehicle),
        inputs: readNumbers(join(folder, entry.inputs)).map((row) => row.slice(1)),
        rows: readNumbers(join(folder, file)),
        finalState: final,
      });
    }
  }
  return found;
}

/** The number rows of a CSV file; lines that begin with a letter or # are headings. */
function readNumbers(path: string): number[][] {
  const lines = readFileSync(path, "utf8").trim().split("\n");
  return lines.filter((line) => /^[-\d.]/.test(line)).map((line) => line.split(",").map(Number));
}

export interface RatesRow {
  readonly model: "ks" | "st";
  readonly variant: CommonRoadVariant;
  readonly vehicle: string;
  readonly u: Float64Array;
  readonly x: Float64Array;
  readonly rates: readonly number[];
}

/** The KS and ST rows of rates.csv. */
export function readRates(folder: string): readonly RatesRow[] {
  const rows: RatesRow[] = [];
  for (const line of readFileSync(join(folder, "series", "rates.csv"), "utf8")
    .trim()
    .split("\n")) {
    const [model, variant, vehicle, ...rest] = line.split(",");
    if ((model !== "ks" && model !== "st") || (variant !== "published" && variant !== "corrected") || vehicle === undefined) continue;
    const size = model === "ks" ? 5 : 7;
    const values = rest.map(Number);
    rows.push({
      model,
      variant,
      vehicle,
      u: Float64Array.from(values.slice(0, 2)),
      x: Float64Array.from(values.slice(2, 2 + size)),
      rates: values.slice(2 + size, 2 + 2 * size),
    });
  }
  return rows;
}
