import { InputError, type Problem } from "../../core/errors.ts";
import type { Semantics, StorySpec } from "../../sim/story/spec.ts";
import { vehicleOfEntity } from "../compile/story-entities.ts";
import type { ScenarioSpec } from "../spec.ts";
import type { ScenarioContext } from "./context.ts";

/** What the user chooses of a story beside its file. */
export interface StoryChoice {
  /** Name of the entity under test; null: the one called Ego, else the first vehicle. */
  readonly ego: string | null;
  /** null: DEFAULT_DT_SEC. */
  readonly dtSec: number | null;
  readonly controllersOff: boolean;
  /** What counts where the reference player departs from the standard. */
  readonly semantics: Semantics;
}

/** Who a scenario made of a story is. */
export interface StoryIdentity {
  readonly name: string;
  readonly description: string;
  readonly scenarioId: string;
  readonly variantId: string;
  readonly values: ReadonlyMap<string, string>;
}

/** Tick of a story where the user asks for none: the standard knows no ticks. */
const DEFAULT_DT_SEC = 0.01;
/** A story ends by its stop trigger; one that never does, here. */
const MAX_SEC = 600;
/** Dynamics of a car under test whose file states box, axles and limits only. */
const BASE_VEHICLE = "compact";
const OFF_MAP_M = 50;

/** The scenario of a story: its entities as they are, nothing sensed badly, no end but its own. @throws InputError without a car under test. */
export function scenarioOfStory(story: StorySpec, id: StoryIdentity, choice: StoryChoice, context: ScenarioContext): ScenarioSpec {
  const ego = egoOf(story, id, choice);
  const played: StorySpec = choice.semantics === "esmini" ? { ...story, semantics: "esmini" } : story;
  const base = context.files.vehicle(BASE_VEHICLE);
  if (!base.ok) throw new Error(`the shipped vehicle ${BASE_VEHICLE} is not there`);
  return {
    name: id.name,
    scenarioId: id.scenarioId,
    variantId: id.variantId,
    parameters: [...id.values].map(([name, value]) => ({ name, value })),
    description: id.description,
    tags: [],
    seed: 1,
    dtSec: choice.dtSec ?? DEFAULT_DT_SEC,
    observationEvery: 1,
    timing: "subtick",
    world: { kind: "story", story: played, ego: ego.name, controllersOff: choice.controllersOff },
    trafficLights: [],
    ego: {
      vehicle: vehicleOfEntity(ego, base.value),
      start: { kind: "recorded", aheadM: 0, speedMps: null },
      goal: null,
      routeLanes: [],
      warmUpSec: 0,
      speedLimitMps: null,
    },
    actors: [],
    environment: { frictionRatio: 1, slopeRad: 0, bankRad: 0, visibilityM: null },
    sensors: {
      rangeM: null,
      maxObjects: Math.max(1, story.entities.length),
      latencySec: 0,
      dropRatio: 0,
      positionNoiseM: 0,
      speedNoiseMps: 0,
      yawNoiseRad: 0,
      occlusion: false,
    },
    actuationDelaySec: 0,
    storyboard: [],
    stop: [],
    ends: { durationSec: null, maxSec: MAX_SEC, allowContact: false, offMapM: OFF_MAP_M },
    expect: { verdict: "pass", limits: context.budgets ?? [] },
  };
}

function egoOf(story: StorySpec, { scenarioId }: StoryIdentity, { ego }: StoryChoice): StorySpec["entities"][number] {
  const { entities } = story;
  const found =
    ego === null
      ? (entities.find((e) => e.name.toLowerCase() === "ego") ?? entities.find((e) => e.kind === "vehicle") ?? entities[0])
      : entities.find((e) => e.name === ego);
  if (found !== undefined) return found;
  const expected = `the name of an entity: ${entities.map((e) => e.name).join(", ") || "there is none"}`;
  const problem: Problem = {
    code: "RDV_SCENARIO_CHOICE",
    severity: "error",
    file: scenarioId,
    line: 0,
    column: 0,
    path: "Entities",
    expected,
    found: ego ?? "a scenario without entities",
    hint: "--ego NAME",
  };
  throw new InputError([problem]);
}
