import type { Problem } from "../../../core/errors.ts";
import type {
  EntityKind,
  EntitySpec,
  InitSpec,
  Semantics,
  SignalControllerSpec,
  StorySpec,
  TriggerSpec,
  VariableSpec,
  VariableType,
} from "../../../sim/story/spec.ts";
import { LEAST_PHASE_SEC } from "../../../sim/story/signal-controllers.ts";
import { didYouMean } from "../suggest.ts";
import type { Catalogs } from "./catalog-model.ts";
import { locateCatalogs } from "./catalogs.ts";
import { entityOf, readSelections } from "./entities.ts";
import type { FileAccess } from "./file-access.ts";
import { monitorName } from "./global-actions.ts";
import { asVariables, declare } from "./parameters.ts";
import {
  type At,
  type Build,
  child,
  children,
  declaredName,
  flag,
  type MapNames,
  MAX_PARTS,
  need,
  placeOf,
  positive,
  positiveOr,
  report,
  signal,
  signalState,
  signalController,
  text,
  textOrNull,
  word,
} from "./reading.ts";
import { checkReferences } from "./references.ts";
import { EMPTY_SCOPE, valueProblem } from "./scope.ts";
import { initOf, storyOf } from "./storyboard.ts";
import { trigger } from "./triggers.ts";
import { checkActivated } from "./unactivated.ts";
import { checkAllRead } from "./unread.ts";
import type { XmlNode } from "./xml.ts";

const REQUIRED = ["CatalogLocations", "RoadNetwork", "Entities", "Storyboard"];

/** A scenario file as it was read, and what else its variants have in common. */
export interface ScenarioSource {
  readonly root: XmlNode;
  readonly minor: number;
  readonly files: FileAccess;
  /** Problems found in the tree. With an error among them, only parameters, catalogs and paths are checked besides. */
  readonly grammar: readonly Problem[];
  readonly cache: Catalogs["cache"];
  /** What a map has, by its absolute path; null where the caller cannot tell. */
  readonly mapNames: (path: string) => MapNames | null;
  readonly semantics: Semantics;
  /** None of its controllers will ever be active. */
  readonly controllersOff: boolean;
}

type Values = ReadonlyMap<string, string>;

/** The scenario with its parameters put in: `own` are a distribution's values, `overrides` the user's, which win. */
export function buildScenario(
  source: ScenarioSource,
  own: Values,
  overrides: Values,
): { readonly spec: StorySpec | null; readonly problems: readonly Problem[] } {
  const { root } = source;
  const problems: Problem[] = [...source.grammar];
  const start = prelude(source, own, overrides, problems);
  for (const name of REQUIRED) {
    if (!root.children.some((c) => c.name === name))
      report(start.at, root, "RDV_SCENARIO_MISSING", `${REQUIRED.join(", ")} in a scenario`, `no ${name}`);
  }
  if (problems.some((p) => p.severity === "error")) return { spec: null, problems };
  const spec = body(start.at, start.mapPath, start.signals);
  const hasErrors = () => problems.some((p) => p.severity === "error");
  for (const check of start.at.build.later) check();
  if (!hasErrors()) checkReferences(start.at, spec);
  if (!hasErrors()) checkActivated(start.at.build, spec);
  if (!hasErrors()) checkAllRead(root, "OpenScenario", problems);
  return { spec: hasErrors() ? null : spec, problems };
}

interface Prelude {
  readonly at: At;
  readonly mapPath: string | null;
  readonly signals: readonly SignalControllerSpec[];
}

/** Parameters, variables, catalogs and the road network: what the rest refers to. */
function prelude(source: ScenarioSource, own: Values, overrides: Values, problems: Problem[]): Prelude {
  const { root, minor, files, cache, semantics, controllersOff } = source;
  const catalogs = locateCatalogs(null, files);
  const names = { entities: new Map<string, EntityKind>(), selections: new Map<string, readonly string[]>() };
  const none = {
    variables: [],
    parameters: [],
    signalControllers: new Map<string, readonly string[]>(),
    nested: [],
    open: [],
    controllers: new Set<string>(),
    given: [],
    later: [],
    map: null,
    budget: { count: MAX_PARTS },
  };
  const first: At = { node: root, scope: EMPTY_SCOPE, build: { minor, semantics, controllersOff, problems, catalogs, ...names, ...none } };
  const scope = declare(first, new Map([...own, ...overrides]));
  const parameters = scope === EMPTY_SCOPE ? [] : asVariables(scope);
  for (const [values, severity] of [
    [own, "warning"],
    [overrides, "error"],
  ] as const)
    checkGiven(first, values, parameters, severity);
  const at: At = { ...first, scope };
  const variables = variablesOf(at);
  const road = child(at, "RoadNetwork");
  const mapPath = road === null ? null : mapPathOf(road, files);
  const map = mapPath === null ? null : source.mapNames(mapPath);
  const signals = road === null ? [] : signalsOf({ ...road, build: { ...road.build, map } });
  const build: Build = {
    ...first.build,
    map,
    catalogs: locateCatalogs(child(at, "CatalogLocations"), files, cache),
    variables,
    parameters,
    signalControllers: new Map(signals.map((s) => [s.name, s.phases.map((p) => p.name)])),
  };
  return { at: { ...at, build }, mapPath, signals };
}

/** Some distributions vary what their scenario no longer has; a user who sets what is not there is mistaken. */
function checkGiven(at: At, values: Values, parameters: readonly VariableSpec[], severity: "error" | "warning"): void {
  const known = new Set(parameters.map((p) => p.name));
  for (const name of values.keys()) {
    if (known.has(name)) continue;
    const hint = didYouMean(name, [...known]);
    report(at, at.node, "RDV_SCENARIO_REFERENCE", "a parameter of the scenario", JSON.stringify(name.slice(0, 60)), hint, severity);
  }
}

function variablesOf(at: At): VariableSpec[] {
  const list = child(at, "VariableDeclarations");
  const variables: VariableSpec[] = [];
  const names = new Set<string>();
  for (const one of list === null ? [] : children(list, "VariableDeclaration")) {
    const type = word<VariableType>(one, "variableType", "ParameterType", "string");
    const [name, value] = [declaredName(one), text(one, "value")];
    const problem = valueProblem(type, value);
    if (problem !== null) report(one, placeOf(one, "value"), "RDV_SCENARIO_TYPE", `${problem.expected} for "${name}"`, problem.found);
    if (names.has(name)) report(one, placeOf(one, "name"), "RDV_SCENARIO_DUPLICATE", "each variable once", JSON.stringify(name));
    names.add(name);
    variables.push({ name, type, value });
  }
  const monitors = child(at, "MonitorDeclarations");
  for (const one of monitors === null ? [] : children(monitors, "MonitorDeclaration"))
    variables.push({ name: monitorName(declaredName(one)), type: "boolean", value: flag(one, "value") ? "true" : "false" });
  return variables;
}

/** The map, or null where the file names none. An empty path is what some files write for none. */
function mapPathOf(road: At, files: FileAccess): string | null {
  const logic = child(road, "LogicFile");
  const path = logic === null ? "" : textOrNull(logic, "filepath");
  if (logic === null || path === null || path === "") return null;
  const found = files.locate(path, logic.node.file, "file");
  if (found.ok) return found.value;
  report(logic, placeOf(logic, "filepath"), found.code, found.expected, found.found, found.hint);
  return null;
}

function signalsOf(road: At): SignalControllerSpec[] {
  const list = child(road, "TrafficSignals");
  if (list === null) return [];
  const all = children(list, "TrafficSignalController");
  const controllers = all.map((c) => ({
    name: signalControllerName(c),
    delaySec: positiveOr(c, "delay", 0),
    reference: textOrNull(c, "reference"),
    phases: children(c, "Phase").map((p) => ({
      name: text(p, "name"),
      durationSec: durationOf(p),
      states: [
        ...groupState(p),
        ...children(p, "TrafficSignalState").map((s) => ({ signal: signal(s, "trafficSignalId"), state: signalState(s) })),
      ],
    })),
  }));
  const known = new Set(controllers.map(({ name }) => name));
  for (const [i, { reference }] of controllers.entries()) {
    const at = all[i];
    if (at !== undefined && reference !== null && !known.has(reference))
      report(at, placeOf(at, "reference"), "RDV_SCENARIO_REFERENCE", "a traffic signal controller", JSON.stringify(reference));
  }
  return controllers;
}

function durationOf(phase: At): number {
  const sec = positive(phase, "duration");
  if (sec > 0 && sec < LEAST_PHASE_SEC) {
    const expected = `duration of 0 or at least ${LEAST_PHASE_SEC} s`;
    report(phase, placeOf(phase, "duration"), "RDV_SCENARIO_RANGE", expected, String(sec));
  }
  return sec;
}

/** The state of all its signals, before those of single ones; version 1.2 misspells it. */
function groupState(phase: At): { readonly signal: null; readonly state: string }[] {
  const group = child(phase, "TrafficSignalGroupState") ?? child(phase, "TrafficeSignalGroupState");
  return group === null ? [] : [{ signal: null, state: signalState(group) }];
}

/** Its name is the id of a controller of the map. */
function signalControllerName(at: At): string {
  signalController(at, "name");
  return declaredName(at);
}

function body(at: At, mapPath: string | null, signals: readonly SignalControllerSpec[]): StorySpec {
  const { build } = at;
  const list = need(at, "Entities");
  const entities = entitiesOf(list);
  readSelections(list);
  const storyboard = need(at, "Storyboard");
  const init: InitSpec = initOf(need(storyboard, "Init"));
  const stories = children(storyboard, "Story").map(storyOf);
  const stop: TriggerSpec | null = trigger(storyboard, "StopTrigger");
  return {
    mapPath,
    entities,
    selections: [...build.selections].map(([name, members]) => ({ name, members })),
    variables: build.variables,
    parameters: build.parameters,
    signalControllers: signals,
    init,
    stories,
    stop,
    minorVersion: build.minor,
    ...(build.semantics === "esmini" ? { semantics: "esmini" } : {}),
  };
}

function entitiesOf(list: At): EntitySpec[] {
  const { build } = list;
  const entities: EntitySpec[] = [];
  for (const one of children(list, "ScenarioObject")) {
    const entity = entityOf(one);
    for (const spec of [...(entity === null ? [] : [entity]), ...build.nested.splice(0)]) {
      if (build.entities.has(spec.name))
        report(one, placeOf(one, "name"), "RDV_SCENARIO_DUPLICATE", "each entity once", JSON.stringify(spec.name));
      build.entities.set(spec.name, spec.kind);
      entities.push(spec);
    }
  }
  for (const { name, trailer } of entities) {
    if (trailer === null || build.entities.has(trailer)) continue;
    report(
      list,
      list.node,
      "RDV_SCENARIO_REFERENCE",
      `an entity as the trailer of ${name}`,
      JSON.stringify(trailer),
      didYouMean(trailer, [...build.entities.keys()]),
    );
  }
  return entities;
}
