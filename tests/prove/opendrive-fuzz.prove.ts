import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { randomStream } from "../../src/core/random.ts";
import { buildMap, type RoadMap } from "../../src/road/opendrive/map.ts";
import type { OpenDriveMap } from "../../src/road/opendrive/model.ts";
import { readOpenDrive } from "../../src/road/opendrive/opendrive-read.ts";
import { emptyRoadPoint, pointAt } from "../../src/road/opendrive/point.ts";
import { faultOf, mutated } from "../road/opendrive-read-mutations.ts";
import { describeWithData } from "../support/data.ts";

/** Mutations of real maps: any ends in a sound map or in errors with a place, within the time and memory that reliability.md gives a file. */
const CASES = Number(process.env["REDRIVE_FUZZ_COUNT"] ?? 20_000);
const MAX_MS = 5000;
const MAX_BYTES = 512 * 1024 * 1024;
const LARGEST_CHARS = 60_000;

/** The map made ready; null where that is refused, which must be by name. */
function built(map: OpenDriveMap): RoadMap | null {
  try {
    return buildMap(map);
  } catch (error) {
    if (error instanceof InputError && error.problems[0]?.path !== "") return null;
    throw error;
  }
}

/** A road of a map that was read, of which some point is not finite; null for none. */
function roadAstray(bytes: Uint8Array): string | null {
  const { map } = readOpenDrive(bytes, "mutated.xodr");
  const ready = map === null ? null : built(map);
  if (ready === null) return null;
  const point = emptyRoadPoint();
  const isFinite = (index: number, sM: number): boolean => {
    pointAt(ready, index, sM, -2, point);
    return Object.values(point).every((value) => Number.isFinite(value));
  };
  const index = ready.roads.findIndex(({ lengthM }, i) => ![0, 0.1, 0.5, 0.9, 1].every((part) => isFinite(i, part * lengthM)));
  return index < 0 ? null : (map?.roads[index]?.id ?? null);
}

describeWithData("OpenDRIVE under mutation", (folder) => {
  test(`${CASES} mutated maps`, () => {
    const paths = globSync("{openscenario/inputs,bad-input/asam-qc-opendrive}/**/*.xodr", { cwd: folder }).sort();
    const texts = paths.map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
    const seeds = texts.filter(({ text }) => text.length < LARGEST_CHARS);
    const random = randomStream(4, "opendrive-fuzz");
    let slowestMs = 0;
    for (let i = 0; i < CASES; i++) {
      const { path, text } = seeds[i % seeds.length]!;
      const bytes = mutated(text, random);
      const start = performance.now();
      expect(faultOf(bytes), `${path}, case ${i}`).toBeNull();
      expect(roadAstray(bytes), `${path}, case ${i}`).toBeNull();
      slowestMs = Math.max(slowestMs, performance.now() - start);
    }
    expect(slowestMs).toBeLessThan(MAX_MS);
    expect(process.memoryUsage().rss).toBeLessThan(MAX_BYTES);
  });
});
