import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, expect, test } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { printStory } from "../../src/scenario/parse/story/print-story.ts";
import { readStoryYaml } from "../../src/scenario/parse/story/read-story.ts";
import { filesOfScenario } from "../../src/scenario/parse/xosc/file-access.ts";
import { readOpenScenario } from "../../src/scenario/parse/xosc/read-open-scenario.ts";
import { writeXosc } from "../../src/scenario/xml/write-xosc.ts";
import type { StorySpec } from "../../src/sim/story/spec.ts";
import { describeWithData } from "../support/data.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "redrive-notations-")));
afterAll(() => rmSync(folder, { recursive: true }));

/** Every scenario of the data folder that can be read: the first variant of each. */
function stories(data: string): [string, StorySpec][] {
  const paths = ["openscenario/inputs", "schemas/openscenario"].flatMap((part) =>
    readdirSync(join(data, part), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".xosc"))
      .map((name) => join(data, part, name)),
  );
  return paths.toSorted().flatMap((path): [string, StorySpec][] => {
    const files = filesOfScenario({ cwd: data, scenario: path, roots: [data] });
    const { scenario } = readOpenScenario(path, files, new Map());
    const first = scenario?.variants[0];
    if (scenario === null || first === undefined) return [];
    try {
      return [[relative(data, path), scenario.specOf(first)]];
    } catch (error) {
      if (error instanceof InputError) return [];
      throw error;
    }
  });
}

describeWithData("a story in both notations", (data) => {
  const all = stories(data);

  test("there are some", () => {
    expect(all.length).toBeGreaterThan(100);
  });

  test.each(all)("%s: written as YAML and read again, it is the same", (_name, spec) => {
    const map = spec.mapPath === null ? null : relative(folder, spec.mapPath);
    const path = join(folder, "story.yaml");
    const text = printStory(spec, { name: "n", description: "", map });
    const files = filesOfScenario({ cwd: folder, scenario: path, roots: [data] });
    const read = readStoryYaml(text, "story.yaml", path, files);
    expect(read.specOf(read.variants[0]!)).toEqual(spec);
  });

  test.each(all)("%s: written as XML and read again, it is the same", (_name, spec) => {
    const mapFile = spec.mapPath === null ? null : relative(folder, spec.mapPath);
    const path = join(folder, "story.xosc");
    writeFileSync(path, writeXosc(spec, { author: "a", description: "d", date: "2026-01-01T00:00:00Z", mapFile }));
    const files = filesOfScenario({ cwd: folder, scenario: path, roots: [data] });
    const { scenario, problems } = readOpenScenario(path, files, new Map());
    expect(problems.filter((p) => p.severity === "error")).toEqual([]);
    expect({ ...scenario!.specOf(scenario!.variants[0]!), minorVersion: spec.minorVersion }).toEqual(spec);
  });
});
