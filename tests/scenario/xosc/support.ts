import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { problemText } from "../../../src/core/errors.ts";
import { filesOfScenario } from "../../../src/scenario/parse/xosc/file-access.ts";
import { readOpenScenario, type XoscOptions, type XoscReading } from "../../../src/scenario/parse/xosc/read-open-scenario.ts";
import type { StorySpec } from "../../../src/sim/story/spec.ts";

/** The parts of a scenario that a test gives; the rest is the least that a scenario needs. */
export interface Parts {
  readonly minor?: number;
  readonly parameters?: string;
  readonly variables?: string;
  readonly catalogs?: string;
  readonly road?: string;
  readonly entities?: string;
  readonly init?: string;
  readonly story?: string;
  readonly stop?: string;
}

export const CAR = vehicle("Ego");

export function vehicle(name: string, more = ""): string {
  return `<ScenarioObject name="${name}"><Vehicle name="car" vehicleCategory="car"><BoundingBox><Center x="1.4" y="0" z="0.75"/><Dimensions width="2" length="5" height="1.5"/></BoundingBox><Performance maxSpeed="70" maxDeceleration="10" maxAcceleration="8"/><Axles><FrontAxle maxSteering="0.5" wheelDiameter="0.8" trackWidth="1.7" positionX="2.9" positionZ="0.4"/><RearAxle maxSteering="0" wheelDiameter="0.8" trackWidth="1.7" positionX="0" positionZ="0.4"/></Axles><Properties/>${more}</Vehicle></ScenarioObject>`;
}

/** An event of one action, in a story of its own. */
export function storyOf(action: string, trigger = ""): string {
  return `<Story name="story"><Act name="act"><ManeuverGroup name="group" maximumExecutionCount="1"><Actors selectTriggeringEntities="false"><EntityRef entityRef="Ego"/></Actors><Maneuver name="maneuver"><Event name="event" priority="parallel"><Action name="action">${action}</Action><StartTrigger>${trigger}</StartTrigger></Event></Maneuver></ManeuverGroup></Act></Story>`;
}

/** A condition group of one condition. */
export function when(test: string, by: "value" | "entity" = "value"): string {
  const inner =
    by === "value"
      ? `<ByValueCondition>${test}</ByValueCondition>`
      : `<ByEntityCondition><TriggeringEntities triggeringEntitiesRule="any"><EntityRef entityRef="Ego"/></TriggeringEntities><EntityCondition>${test}</EntityCondition></ByEntityCondition>`;
  return `<ConditionGroup><Condition name="condition" delay="0" conditionEdge="rising">${inner}</Condition></ConditionGroup>`;
}

export function scenario(parts: Parts): string {
  const { minor = 3, parameters = "", variables = "", catalogs = "", road = "", entities = CAR, init = "", story = "", stop = "" } = parts;
  return `<?xml version="1.0" encoding="UTF-8"?>
<OpenSCENARIO><FileHeader revMajor="1" revMinor="${minor}" date="2026-01-01T00:00:00" description="a test" author="redrive"/>
${parameters === "" ? "" : `<ParameterDeclarations>${parameters}</ParameterDeclarations>`}${variables}
<CatalogLocations>${catalogs}</CatalogLocations><RoadNetwork>${road}</RoadNetwork><Entities>${entities}</Entities>
<Storyboard><Init><Actions>${init}</Actions></Init>${story}<StopTrigger>${stop}</StopTrigger></Storyboard></OpenSCENARIO>`;
}

/** Reads the first of some files, each written to a folder of its own. */
export function readFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  overrides: Readonly<Record<string, string>> = {},
  options: XoscOptions = {},
): XoscReading {
  const folder = mkdtempSync(join(tmpdir(), "redrive-xosc-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const path = join(folder, Object.keys(files)[0] ?? "");
  const access = filesOfScenario({ cwd: folder, scenario: path, roots: [] });
  return readOpenScenario(path, access, new Map(Object.entries(overrides)), options);
}

export function readText(
  text: string | Uint8Array,
  overrides: Readonly<Record<string, string>> = {},
  options: XoscOptions = {},
): XoscReading {
  return readFiles({ "a.xosc": text }, overrides, options);
}

/** The scenario of its first variant; throws with what is wrong in it. */
export function specOf(reading: XoscReading): StorySpec {
  const first = reading.scenario?.variants[0];
  if (reading.scenario === null || first === undefined) throw new Error(reading.problems.map(problemText).join("\n"));
  return reading.scenario.specOf(first);
}

export function specFrom(parts: Parts): StorySpec {
  return specOf(readText(scenario(parts)));
}

/** `code line:column found` of each problem. */
export function problemsOf(reading: XoscReading): string[] {
  return reading.problems.map((p) => `${p.severity === "warning" ? "warning " : ""}${p.code} ${p.line}:${p.column} ${p.found}`);
}
