import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { randomStream } from "../../src/core/random.ts";
import { faultOf, mutated } from "../road/opendrive-read-mutations.ts";
import { describeWithData } from "../support/data.ts";

/** Mutations of real maps: any ends in a sound map or in errors with a place, within the time and memory that reliability.md gives a file. */
const CASES = Number(process.env["REDRIVE_FUZZ_COUNT"] ?? 20_000);
const MAX_MS = 5000;
const MAX_BYTES = 512 * 1024 * 1024;
const LARGEST_CHARS = 60_000;

describeWithData("OpenDRIVE under mutation", (folder) => {
  test(`${CASES} mutated maps`, () => {
    const paths = globSync("{openscenario/inputs,bad-input/asam-qc-opendrive}/**/*.xodr", { cwd: folder }).sort();
    const seeds = paths
      .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }))
      .filter(({ text }) => text.length < LARGEST_CHARS);
    const random = randomStream(4, "opendrive-fuzz");
    let slowestMs = 0;
    for (let i = 0; i < CASES; i++) {
      const { path, text } = seeds[i % seeds.length]!;
      const bytes = mutated(text, random);
      const start = performance.now();
      expect(faultOf(bytes), `${path}, case ${i}`).toBeNull();
      slowestMs = Math.max(slowestMs, performance.now() - start);
    }
    expect(slowestMs).toBeLessThan(MAX_MS);
    expect(process.memoryUsage().rss).toBeLessThan(MAX_BYTES);
  });
});
