import { readFileSync } from "node:fs";
import { InputError, problemText } from "../../../src/core/errors.ts";
import { buildMap, type RoadMap } from "../../../src/road/opendrive/map.ts";
import { readOpenDrive } from "../../../src/road/opendrive/opendrive-read.ts";
import { filesOfScenario } from "../../../src/scenario/parse/xosc/file-access.ts";
import { readOpenScenario, type XoscOptions } from "../../../src/scenario/parse/xosc/read-open-scenario.ts";
import { newStory, stepStory } from "../../../src/sim/story/play.ts";
import type { StorySpec } from "../../../src/sim/story/spec.ts";
import type { StoryWorld } from "../../../src/sim/story/state.ts";
import type { Played } from "./compare.ts";
import type { ReferenceEvent } from "./reference.ts";

/** The scenario of a file as it is written. @throws InputError where it is refused. */
export function readStory(path: string, dataFolder: string, options: XoscOptions = {}): StorySpec {
  const files = filesOfScenario({ cwd: dataFolder, scenario: path, roots: [dataFolder] });
  const { scenario, problems } = readOpenScenario(path, files, new Map(), options);
  if (scenario === null) throw new InputError(problems);
  return scenario.specOf(scenario.variants[0]!);
}

export function readMap(path: string | null): RoadMap | null {
  if (path === null) return null;
  const { map, problems } = readOpenDrive(readFileSync(path), path);
  if (map === null) throw new InputError(problems);
  return buildMap(map);
}

export interface PlayOptions {
  readonly dtSec: number;
  readonly controllersOff: boolean;
  readonly timing: "tick" | "subtick";
  readonly untilSec: number;
}

/** Plays a story to its end, or so far. */
export function playStory(spec: StorySpec, map: RoadMap | null, options: PlayOptions): Played {
  const { dtSec, controllersOff, timing, untilSec } = options;
  const world = newStory(spec, map, { dtSec, timing, seed: 0, external: [], controllersOff });
  const frames = new Map<string, { xM: number; yM: number; speedMps: number }>();
  const { entities } = world.plan;
  const names = new Map(entities.map((e) => [e.name, e.name]));
  for (const [theirs, name] of trailerNames(entities)) if (!names.has(theirs)) names.set(theirs, name);
  const keep = (): void => {
    for (const [i, e] of world.state.entities.entries()) {
      if (e.isPresent) frames.set(`${nameOf(world, i)}@${world.state.tick}`, { xM: e.xM, yM: e.yM, speedMps: e.speedMps });
    }
  };
  keep();
  while (!world.state.isStopped && world.state.tick * dtSec < untilSec) {
    stepStory(world);
    keep();
  }
  return {
    at: (entity, tSec) => frames.get(`${names.get(entity) ?? entity}@${Math.round(tSec / dtSec)}`) ?? null,
    lastSec: world.state.tick * dtSec,
    events: eventsOf(world),
    elements: new Set(world.plan.elements.map(({ name }) => name)),
  };
}

/** The reference player calls a trailer that is declared within its tower by the tower's name and a plus; each with the name in the file. */
function trailerNames(entities: readonly { name: string; trailer: string | null }[]): [string, string][] {
  const trailerOf = new Map(entities.map(({ name, trailer }) => [name, trailer]));
  return entities.flatMap(({ name }) => {
    const found: [string, string][] = [];
    let theirs = name;
    for (let at = trailerOf.get(name) ?? null; at !== null && found.length < entities.length; at = trailerOf.get(at) ?? null) {
      theirs += "+";
      found.push([theirs, at]);
    }
    return found;
  });
}

function nameOf(world: StoryWorld, i: number): string {
  const { entities } = world.plan;
  return entities[i]?.name ?? world.state.made[i - entities.length]?.name ?? "";
}

function eventsOf(world: StoryWorld): ReferenceEvent[] {
  return world.state.log.flatMap((e) => {
    if (e.kind !== "state") return [];
    const element = world.plan.elements[e.element]!;
    const what = element.kind === "storyboard" ? "storyBoard" : element.kind === "init" ? "Init " : element.name;
    return [{ tSec: e.tSec, what, transition: e.transition }];
  });
}

/** Why something did not run, in one line. */
export function whyNot(error: unknown): string {
  if (error instanceof InputError) return error.problems[0] === undefined ? "refused" : problemText(error.problems[0]);
  return error instanceof Error ? `crashed: ${error.message.split("\n")[0] ?? ""}` : String(error);
}
