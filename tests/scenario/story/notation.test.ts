import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { InputError, problemText } from "../../../src/core/errors.ts";
import { holdsStory, readStoryYaml } from "../../../src/scenario/parse/story/read-story.ts";
import { printStory } from "../../../src/scenario/parse/story/print-story.ts";
import { filesOfScenario } from "../../../src/scenario/parse/xosc/file-access.ts";
import { BRAKES, builtin, modelOf, runOf, specIn, storyFolder, storyXml, USUAL } from "./support.ts";

const folder = storyFolder({ "brakes.xosc": storyXml(BRAKES) });
const spec = specIn(folder, "brakes.xosc");
if (spec.world.kind !== "story") throw new Error("the file is a story");
const { story } = spec.world;
const TEXT = printStory(story, { name: "brakes", description: "", map: "straight.xodr" });

function read(text: string): ReturnType<typeof readStoryYaml> {
  const path = join(folder, "brakes.yaml");
  return readStoryYaml(text, "brakes.yaml", path, filesOfScenario({ cwd: folder, scenario: path, roots: [] }));
}

function refusalOf(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(problemText).join("\n");
    throw error;
  }
  return "";
}

describe("a story as YAML", () => {
  test("is known by its key", () => {
    expect(holdsStory(TEXT)).toBe(true);
    expect(holdsStory("redrive: 1\nname: story\n")).toBe(false);
    expect(holdsStory("# story: none\nredrive: 1\n")).toBe(false);
  });

  test("is the story that was written, its map beside it", () => {
    const file = read(TEXT);
    expect(file.variants).toHaveLength(1);
    expect(file.specOf(file.variants[0]!)).toEqual(story);
  });

  test.each([
    ["a key that is none", TEXT.replace("massKg:", "massKG:"), /^brakes\.yaml:\d+:\d+ error RDV_SCENARIO_KEY .*massKG/m],
    ["a key of the native notation beside it", `${TEXT}ego: { vehicle: compact }\n`, /RDV_SCENARIO_KEY .*ego/],
    ["a text where a number is due", TEXT.replace("lengthM: 4.5", "lengthM: long"), /RDV_SCENARIO_TYPE .*lengthM.*"long"/],
    [
      "a phase too short to be counted",
      TEXT.replace(
        /^ {2}signalControllers:.*$|^(?= {2}init:)/m,
        "  signalControllers: [{ name: c, phases: [{ name: p, durationSec: 1.0e-20 }] }]\n",
      ),
      /^brakes\.yaml:\d+:\d+ error RDV_SCENARIO_RANGE story\.signalControllers.*durationSec: expected 0, or at least 0\.001 s, found 1e-20/m,
    ],
    [
      "a limit below 0",
      TEXT.replace(/maxSpeedMps: 70/, "maxSpeedMps: -1"),
      /^brakes\.yaml:\d+:\d+ error RDV_SCENARIO_RANGE story\.entities.*maxSpeedMps: expected a number from 0 to \.inf, found -1/m,
    ],
    ["another version", TEXT.replace("redrive: 1", "redrive: 2"), /RDV_SCENARIO_\w+ redrive/],
    ["a map that is not there", TEXT.replace("straight.xodr", "absent.xodr"), /^brakes\.yaml:\d+:\d+ error RDV_\w+ map: .*absent\.xodr/],
    ["a map outside", TEXT.replace("straight.xodr", "../../../../etc/hostname"), /^brakes\.yaml:\d+:\d+ error RDV_PATH_OUTSIDE map/],
    ["no YAML", "story: [", /^brakes\.yaml:\d+:\d+ error RDV_/],
    ["aliases", `x: &a 1\n${TEXT}`, /error RDV_/],
    ["more text than a story has", `${TEXT}# ${"x".repeat(5 * 1024 * 1024)}\n`, /error RDV_/],
  ])("%s is refused, with its place", (_what, text, said) => {
    expect(refusalOf(text)).toMatch(said);
  });
});

describe("the entity under test", () => {
  test("is Ego in any case, else the first vehicle, else as chosen", () => {
    const named = (text: string, ego: string | null = null): string => {
      const place = storyFolder({ "a.xosc": text });
      const { world } = specIn(place, "a.xosc", { ...USUAL, ego });
      return world.kind === "story" ? world.ego : "";
    };
    const xml = storyXml(BRAKES);
    expect(named(xml)).toBe("Ego");
    expect(named(xml.replaceAll('"Ego"', '"eGO"'))).toBe("eGO");
    expect(named(xml.replaceAll('"Ego"', '"First"'))).toBe("First");
    expect(named(xml, "Lead")).toBe("Lead");
  });
});

describe("choices of the run", () => {
  test("are in the hash of its spec: the tick, the ego, the timing", () => {
    const hashes = [USUAL, { ...USUAL, dtSec: 0.02 }, { ...USUAL, ego: "Lead" }, { ...USUAL, controllersOff: true }].map(
      (choice) => modelOf(specIn(folder, "brakes.xosc", choice)).header.hashes.spec,
    );
    hashes.push(modelOf({ ...spec, timing: "tick" }).header.hashes.spec);
    expect(new Set(hashes).size).toBe(5);
  });

  test("a story without an end is ended by the limit of time", () => {
    const endless = readFileSync(join(folder, "brakes.xosc"), "utf8").replace('value="4"', 'value="1e9"');
    const place = storyFolder({ "endless.xosc": endless });
    const { end } = runOf(modelOf(specIn(place, "endless.xosc", { ...USUAL, dtSec: 1 })), builtin("story")).outcome;
    expect(end).toMatchObject({ tick: 600 });
    expect(["max-ticks", "not-triggered"]).toContain(end.reason);
  });
});
