import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { InputError, type Problem } from "../../src/core/errors.ts";
import { readVehicleParams } from "../../src/vehicle/parameters.ts";
import { vehicleFile } from "./support.ts";

const shipped = readdirSync(resolve(import.meta.dirname, "..", "..", "scenarios", "vehicles")).map((name) => name.replace(/\.json$/, ""));

type Plain = Record<string, unknown>;

/** compact.json with the value at a path replaced; undefined takes the key away. */
function changed(path: string, value: unknown): Plain {
  const file = vehicleFile("compact") as Plain;
  const keys = path.split(".");
  let place = file;
  for (const key of keys.slice(0, -1)) place = place[key] as Plain;
  if (value === undefined) delete place[keys.at(-1)!];
  else place[keys.at(-1)!] = value;
  return file;
}

function problemsOf(plain: unknown): readonly Problem[] {
  try {
    readVehicleParams(plain, "car.json");
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

describe("shipped vehicles", () => {
  test.each(shipped)("%s is read under its own name", (id) => {
    expect(readVehicleParams(vehicleFile(id), `${id}.json`).id).toBe(id);
  });

  test("are these", () => expect(shipped.toSorted()).toEqual(["compact", "point-mass", "rav4-2017"]));

  test("values arrive where they belong", () => {
    const p = readVehicleParams(vehicleFile("rav4-2017"), "rav4-2017.json");
    expect(p).toMatchObject({ version: 1, model: "single-track", steeringRatio: 16.88, footprint: { lengthM: 4.605, widthM: 1.845 } });
    expect(p.acceleration).toMatchObject({ gainRatio: 1.062, deadTimeSec: 0.13 });
    expect(p.cgToFrontAxleM + p.cgToRearAxleM).toBeCloseTo(2.65, 12);
  });
});

describe("a bad file names path, expectation and finding", () => {
  const source = "test";
  test.each([
    ["massKg", undefined, "RDV_VEHICLE_TYPE", "nothing"],
    ["massKg", 1400, "RDV_VEHICLE_TYPE", "nothing"],
    ["massKg", { value: "1400", source }, "RDV_VEHICLE_TYPE", '"1400"'],
    ["massKg", { value: Number.NaN, source }, "RDV_VEHICLE_TYPE", "NaN"],
    ["massKg", { value: -1, source }, "RDV_VEHICLE_RANGE", "-1"],
    ["massKg", { value: 1e9, source }, "RDV_VEHICLE_RANGE", "1000000000"],
    ["steering.lagSec", { value: -0.1, source }, "RDV_VEHICLE_RANGE", "-0.1"],
    ["steering.deadTimeSec", { value: 60, source }, "RDV_VEHICLE_RANGE", "60"],
    ["steering.biasMps2", { value: 0.1, source }, "RDV_VEHICLE_RANGE", "0.1"],
    ["acceleration.deadBandRad", { value: 0.1, source }, "RDV_VEHICLE_RANGE", "0.1"],
    ["limits", [], "RDV_VEHICLE_TYPE", "nothing"],
    ["footprint.rearM", { value: 5, source }, "RDV_VEHICLE_RANGE", "5"],
    ["cgToRearAxleM", { value: 4, source }, "RDV_VEHICLE_RANGE", "5.107"],
    ["model", "warp", "RDV_VEHICLE_TYPE", '"warp"'],
    ["version", 1.5, "RDV_VEHICLE_TYPE", "1.5"],
    ["id", "No Such Name", "RDV_VEHICLE_TYPE", '"No Such Name"'],
    ["referencePoint", "front-axle", "RDV_VEHICLE_TYPE", '"front-axle"'],
    ["description", "x".repeat(2000), "RDV_VEHICLE_TYPE", `"${"x".repeat(40)}..."`],
  ])("%s = %j", (path, value, code, found) => {
    const problems = problemsOf(changed(path, value));
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toMatchObject({ code, file: "car.json", found });
    expect(problems[0]!.path.startsWith(path)).toBe(true);
    expect(problems[0]!.expected).not.toBe("");
  });

  test("a number without a source is refused", () => {
    expect(problemsOf(changed("massKg.source", undefined))).toMatchObject([{ path: "massKg.source", found: "nothing" }]);
    expect(problemsOf(changed("massKg.source", "  "))).toHaveLength(1);
  });

  test.each(["colour", "steering.colour", "massKg.unit", "constructor", "footprint.lengthM.value.x"])(
    "unknown key %s is refused",
    (path) => {
      if (path.endsWith(".x")) expect(problemsOf(changed("footprint.lengthM.value", { x: 1 }))).toHaveLength(1);
      else expect(problemsOf(changed(path, 1))).toMatchObject([{ path, expected: "no such key", found: "1" }]);
    },
  );

  test("a key with a dot in it is not taken for a path", () => {
    expect(problemsOf({ ...(vehicleFile("compact") as Plain), "steering.lagSec": 1 })).toMatchObject([{ expected: "no such key" }]);
  });

  test("tyres too stiff for the mass are refused, with a hint at the unit", () => {
    const problems = problemsOf(changed("frontStiffnessNprad", { value: 4_900_000, source }));
    expect(problems).toMatchObject([{ code: "RDV_VEHICLE_RANGE", path: "frontStiffnessNprad" }]);
    expect(problems[0]!.hint).toContain("N/rad");
  });

  test("all problems are told at once", () => {
    const file = changed("massKg", undefined);
    delete file["model"];
    file["extra"] = true;
    expect(problemsOf(file).map((one) => one.path)).toEqual(["model", "massKg", "extra"]);
  });

  test.each([null, 5, "text", [], [[]], {}])("%j is not a vehicle", (plain) => {
    expect(problemsOf(plain).length).toBeGreaterThan(20);
  });

  test("the number of problems and the length of messages are bounded", () => {
    const flood = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`key${i}`.padEnd(500, "x"), i]));
    const problems = problemsOf(flood);
    expect(problems).toHaveLength(50);
    expect(Math.max(...problems.map((one) => one.path.length))).toBeLessThanOrEqual(100);
  });
});
