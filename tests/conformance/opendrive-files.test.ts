import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { problemText } from "../../src/core/errors.ts";
import { buildMap } from "../../src/road/opendrive/map.ts";
import { readOpenDrive } from "../../src/road/opendrive/opendrive-read.ts";
import { mapNamed, rowsOf as tableOf, tablesNamed } from "../road/opendrive-reference.ts";
import { describeWithData } from "../support/data.ts";

// Every map of the data folder is a case; which end each must come to is what the folder says of it.

function read(folder: string, path: string): ReturnType<typeof readOpenDrive> {
  return readOpenDrive(readFileSync(join(folder, path)), path);
}

function errorsIn(folder: string, path: string): string[] {
  return read(folder, path)
    .problems.filter(({ severity }) => severity === "error")
    .map(problemText);
}

/** The rows of a list of verdicts, of which the first fields have no commas in them. */
function rowsOf(folder: string, path: string): string[][] {
  const lines = readFileSync(join(folder, path), "utf8").trim().split("\n");
  return lines.slice(1).map((line) => line.split(","));
}

describeWithData("OpenDRIVE files", (folder) => {
  const maps = [...globSync("openscenario/inputs/**/*.xodr", { cwd: folder }), ...globSync("schemas/**/*.xodr", { cwd: folder })].sort();

  test("there are maps to read", () => {
    expect(maps.length).toBeGreaterThan(62);
  });

  test.each(maps)("%s loads and is made ready", (path) => {
    expect(errorsIn(folder, path)).toEqual([]);
    const { map } = read(folder, path);
    expect(map?.roads.length).toBeGreaterThan(0);
    expect(map === null ? 0 : buildMap(map).roads.length).toBe(map?.roads.length);
  });

  // The folder's README names maps with faults: they load, and say what is wrong.
  test.each([
    ["stationary_objects", 6, "road[0]/successor", '"1"'],
    ["highway_merge", 225, "junction[1]/connection[2]", "-3"],
    ["straight_highway_500m", 57, "OpenDRIVE/road/lanes/laneSection/right/lane/material", "190"],
  ])("%s, line %i: %s", (name, line, path, found) => {
    const file = maps.find((other) => other.endsWith(`/Unittest/xodr/${name}.xodr`)) ?? name;
    expect(read(folder, file).problems).toContainEqual(expect.objectContaining({ severity: "warning", line, path, found }));
  });

  const attacks = "bad-input/redrive-xml-attacks";
  const verdicts = rowsOf(folder, `${attacks}/expected.csv`).filter(([file = ""]) => file.endsWith(".xodr"));

  test.each(verdicts)("%s is to %s", (file = "", verdict = "") => {
    const { map, problems } = read(folder, join(attacks, file));
    const errors = problems.filter(({ severity }) => severity === "error");
    if (verdict === "reject") {
      expect(errors.length).toBeGreaterThan(0);
      expect(map).toBeNull();
      return;
    }
    expect(errors.map(problemText)).toEqual([]);
    expect(map).not.toBeNull();
    expect(problems.length > 0).toBe(verdict === "accept_with_warning");
  });

  const qc = "bad-input/asam-qc-opendrive";
  const clean = rowsOf(folder, `${qc}/expected.csv`).filter((row) => row[2] === "0");

  test.each([...new Set(clean.map((row) => row[1] ?? ""))])("%s, which ASAM's checker passes, loads", (path) => {
    expect(errorsIn(folder, join(qc, path))).toEqual([]);
  });
});

describeWithData("OpenDRIVE roads as the reference counts them", (folder) => {
  const names = tablesNamed(folder, "roads");

  test("there are tables of roads", () => {
    expect(names.length).toBeGreaterThan(50);
  });

  test.each(names)("%s", (name) => {
    const { roads } = mapNamed(folder, name).source;
    const rows = tableOf(folder, name, "roads");
    expect(roads).toHaveLength(rows.length);
    rows.forEach(([id = "", junction, length, sections, signals, objects], i) => {
      const road = roads[i]!;
      expect(road.id).toBe(id);
      // Of a junction whose id is a word the reference tells a number of its own.
      expect(road.junction !== null, id).toBe(junction !== "-1");
      expect(road.lengthM, id).toBeCloseTo(Number(length), 5);
      expect([road.sections.length, road.signals.length], id).toEqual([Number(sections), Number(signals)]);
      // The reference makes three objects of each tunnel.
      const made = Number(objects) - road.objects.length;
      expect([made >= 0, made % 3], id).toEqual([true, 0]);
    });
  });
});
