import { type ErrorCode, InputError, type Problem } from "../../../core/errors.ts";
import type { EntityKind, EntitySpec, Semantics, VariableSpec } from "../../../sim/story/spec.ts";
import { isUnknown } from "../../../sim/story/signal-text.ts";
import { didYouMean } from "../suggest.ts";
import type { Catalogs } from "./catalog-model.ts";
import { ENUMS } from "./grammar-enums.ts";
import { type LiteralType, literalProblem, secondsOfDateTime } from "./literal.ts";
import { resolveText, type Scope } from "./scope.ts";
import type { XmlAttribute, XmlNode } from "./xml.ts";

/** One scenario being put together; what is found wrong is collected, and reading goes on with a neutral value. */
export interface Build {
  /** Of the standard that the scenario declares. */
  readonly minor: number;
  readonly semantics: Semantics;
  /** No controller will ever be active. */
  readonly controllersOff: boolean;
  readonly problems: Problem[];
  readonly catalogs: Catalogs;
  readonly entities: Map<string, EntityKind>;
  readonly selections: Map<string, readonly string[]>;
  readonly variables: readonly VariableSpec[];
  readonly parameters: readonly VariableSpec[];
  readonly signalControllers: ReadonlyMap<string, readonly string[]>;
  /** Entities declared inside others: trailers. */
  readonly nested: EntitySpec[];
  /** Names of all controllers that the scenario gives to someone. */
  readonly controllers: Set<string>;
  /** Controllers that entities are declared with. */
  readonly given: GivenController[];
  /** Checks that need the whole scenario. */
  readonly later: (() => void)[];
  /** What the map has; null where it is not known. */
  readonly map: MapNames | null;
  /** Catalog entries being read, outermost first. */
  readonly open: string[];
  /** How much more may be read: catalog entries and selections let a small file stand for a large one. */
  readonly budget: { count: number };
}

/** A controller that an `ObjectController` gives to an entity, and where. */
export interface GivenController {
  readonly at: At;
  readonly entity: string;
  readonly name: string;
}

/** What of a map a scenario can name. */
export interface MapNames {
  /** By id. */
  readonly roads: ReadonlyMap<string, MapRoad>;
  /** Ids and names of signals, and of controllers of signals. */
  readonly signals: ReadonlySet<string>;
  readonly controllers: ReadonlySet<string>;
}

export interface MapRoad {
  readonly lengthM: number;
  /** Ids of the lanes at s, of both sections where two meet; null where the map does not tell. */
  lanesAt(sM: number): ReadonlySet<string> | null;
}

/** Elements and names of a scenario with everything put in. */
export const MAX_PARTS = 2_000_000;
const MAX_PROBLEMS = 100;

/** An element and the parameters seen from it. */
export interface At {
  readonly node: XmlNode;
  readonly scope: Scope;
  readonly build: Build;
}

/** Adds a problem at an element or attribute. @throws InputError with all of them where there are many, so that reading ends. */
export function report(
  at: At,
  place: XmlNode | XmlAttribute,
  code: ErrorCode,
  expected: string,
  found: string,
  hint = "",
  severity: Problem["severity"] = "error",
): void {
  const { node, build } = at;
  if (isEnough(at, severity)) return;
  const isKnown = build.problems.some((p) => p.line === place.line && p.column === place.column && p.file === node.file && p.code === code);
  if (isKnown) return;
  const where = { file: node.file, line: place.line, column: place.column, path: node.name };
  build.problems.push({ code, severity, ...where, expected, found, hint });
}

/** Whether a warning need not be told any more: enough is. Warnings alone do not hide an error that follows. @throws InputError where one is told. */
function isEnough({ build }: At, severity: Problem["severity"]): boolean {
  if (build.problems.length < MAX_PROBLEMS) return false;
  if (build.problems.some((p) => p.severity === "error")) throw new InputError(build.problems);
  return severity === "warning";
}

/** Counts parts of the scenario. @throws InputError where it becomes too large. */
function spend(at: At, count: number): void {
  const { budget, problems } = at.build;
  budget.count -= count;
  if (budget.count >= 0) return;
  const { file, line, column, name } = at.node;
  const what = { expected: `at most ${MAX_PARTS} elements with catalogs put in`, found: "more", hint: "" };
  throw new InputError([...problems, { code: "RDV_XML_LIMIT", severity: "error", file, line, column, path: name, ...what }]);
}

// ---- elements ----

/** The first child of that name; null where there is none. */
export function child(at: At, name: string): At | null {
  const node = at.node.children.find((c) => c.name === name);
  if (node === undefined) return null;
  node.isRead = true;
  spend(at, 1);
  return { ...at, node };
}

/** A child that the grammar has found to be there. */
export function need(at: At, name: string): At {
  const found = child(at, name);
  if (found === null) throw new Error(`${at.node.name} without ${name} has passed the grammar`);
  return found;
}

/** All children of that name, in the order of the file. */
export function children(at: At, name: string): At[] {
  const found = at.node.children.filter((c) => c.name === name);
  spend(at, found.length);
  return found.map((node) => {
    node.isRead = true;
    return { ...at, node };
  });
}

/** All children; for elements whose content is one of a choice. */
export function everyChild(at: At): At[] {
  spend(at, at.node.children.length);
  return at.node.children.map((node) => {
    node.isRead = true;
    return { ...at, node };
  });
}

/** The one child of an element whose content is one of a choice; the grammar has found it to be there. */
export function only(at: At): At {
  const [first] = everyChild(at);
  if (first === undefined) throw new Error(`${at.node.name} without content has passed the grammar`);
  return first;
}

// ---- attributes ----

export function has(at: At, name: string): boolean {
  return at.node.attributes.has(name);
}

/** The place of an attribute, or of its element where it is absent. */
export function placeOf(at: At, name: string): XmlNode | XmlAttribute {
  return at.node.attributes.get(name) ?? at.node;
}

/** The text as written, parameters not worked out; null where the attribute is absent. */
export function rawText(at: At, name: string): string | null {
  const attribute = at.node.attributes.get(name);
  if (attribute === undefined) return null;
  attribute.isRead = true;
  return attribute.value;
}

/** The text with parameters worked out; null where it is absent or cannot be worked out (then reported). */
export function textOrNull(at: At, name: string): string | null {
  return resolved(at, name, true);
}

function resolved(at: At, name: string, isText: boolean): string | null {
  const raw = rawText(at, name);
  if (raw === null) return null;
  const result = resolveText(raw, at.scope, isText);
  if (result.ok) return result.text;
  const { code, expected, found, hint } = result.problem;
  report(at, placeOf(at, name), code, expected, found, hint);
  return null;
}

/** A required text; "" after a problem. */
export function text(at: At, name: string): string {
  if (!has(at, name)) missing(at, name);
  return textOrNull(at, name) ?? "";
}

function missing(at: At, name: string): void {
  report(at, at.node, "RDV_SCENARIO_MISSING", `attribute "${name}" of ${at.node.name}`, "nothing");
}

function literal(at: At, name: string, type: LiteralType): string | null {
  const value = resolved(at, name, false);
  if (value === null) return null;
  const problem = literalProblem(type, value);
  if (problem === null) return value;
  report(at, placeOf(at, name), isRange(value) ? "RDV_SCENARIO_RANGE" : "RDV_SCENARIO_TYPE", problem.expected, problem.found);
  return null;
}

function isRange(value: string): boolean {
  return value !== "" && /^[+-]?[\d.]+(e[+-]?\d+)?$/i.test(value);
}

export function numberOr<T>(at: At, name: string, fallback: T): number | T {
  const value = literal(at, name, "double");
  return value === null ? fallback : Number(value);
}

/** A required number; 0 after a problem. */
export function number(at: At, name: string): number {
  if (!has(at, name)) missing(at, name);
  return numberOr(at, name, 0);
}

/** A number that must not be negative. */
export function positiveOr<T>(at: At, name: string, fallback: T): number | T {
  const value = numberOr(at, name, fallback);
  if (typeof value !== "number" || value >= 0) return value;
  report(at, placeOf(at, name), "RDV_SCENARIO_RANGE", `${name} of 0 or more`, String(value));
  return fallback;
}

/** A required number that must not be negative; 0 after a problem. */
export function positive(at: At, name: string): number {
  if (!has(at, name)) missing(at, name);
  return positiveOr(at, name, 0);
}

export function integerOr<T>(at: At, name: string, fallback: T, type: LiteralType = "int"): number | T {
  const value = literal(at, name, type);
  return value === null ? fallback : Number(value);
}

export function integer(at: At, name: string, type: LiteralType = "int"): number {
  if (!has(at, name)) missing(at, name);
  return integerOr(at, name, 0, type);
}

export function flagOr<T>(at: At, name: string, fallback: T): boolean | T {
  const value = literal(at, name, "boolean");
  return value === null ? fallback : value === "true" || value === "1";
}

export function flag(at: At, name: string): boolean {
  if (!has(at, name)) missing(at, name);
  return flagOr(at, name, false);
}

/** Seconds since 1970-01-01T00:00Z; 0 after a problem. */
export function dateTimeSec(at: At, name: string): number {
  const value = literal(at, name, "dateTime");
  return value === null ? 0 : (secondsOfDateTime(value) ?? 0);
}

/** One of the words that the type's list in the schemas has; null where it is absent or none of them (then reported). */
function wordOrNull(at: At, name: string, type: string): string | null {
  const value = resolved(at, name, false);
  if (value === null) return null;
  const words = ENUMS[type]?.split(" ") ?? [];
  // The list's own text, not the file's: ticks compare words with constants, which costs a load where both are one text, else a call.
  const word = words.find((one) => one === value);
  if (word !== undefined) return word;
  report(
    at,
    placeOf(at, name),
    "RDV_SCENARIO_CHOICE",
    `one of ${words.join(", ")}`,
    JSON.stringify(value.slice(0, 60)),
    didYouMean(value, words),
  );
  return null;
}

/** A required word; `neutral` after a problem. The caller names the type that the schemas' list has. */
export function word<T extends string>(at: At, name: string, type: string, neutral: T): T {
  if (!has(at, name)) missing(at, name);
  return (wordOrNull(at, name, type) as T | null) ?? neutral;
}

/** An optional word and its default. */
export function wordOr<T extends string, F extends T | null>(at: At, name: string, type: string, fallback: F): T | F {
  return (wordOrNull(at, name, type) as T | null) ?? fallback;
}

// ---- references ----

/** The name of an entity that exists; "" after a problem. */
export function entity(at: At, name = "entityRef"): string {
  const value = text(at, name);
  const { entities, selections } = at.build;
  if (value === "" || entities.has(value)) return value;
  const hint = selections.has(value) ? "this is a selection of entities" : didYouMean(value, [...entities.keys()]);
  report(at, placeOf(at, name), "RDV_SCENARIO_REFERENCE", "the name of an entity", JSON.stringify(value.slice(0, 60)), hint);
  return "";
}

/** The entities that a name stands for: itself, or a selection's members. */
export function members(at: At, name = "entityRef"): readonly string[] {
  const raw = at.node.attributes.get(name);
  const result = raw === undefined ? null : resolveText(raw.value, at.scope, true);
  const selection = result?.ok === true ? at.build.selections.get(result.text) : undefined;
  if (selection !== undefined) {
    if (raw !== undefined) raw.isRead = true;
    spend(at, selection.length);
    return selection;
  }
  const one = entity(at, name);
  return one === "" ? [] : [one];
}

/** A road of the map, where the map is known. */
export function road(at: At, name = "roadId"): string {
  return ofMap(at, name, "a road", at.build.map?.roads, "error");
}

/** A lane of a road at s, where the map is known, and s on that road. A run refuses a position that is not there when it comes to it. */
export function lane(at: At, roadId: string, sM: number): string {
  const id = text(at, "laneId");
  const found = at.build.map?.roads.get(roadId);
  if (found === undefined) return id;
  onRoad(at, roadId, sM);
  const lanes = found.lanesAt(Math.max(0, Math.min(found.lengthM, sM)));
  if (!isOnRoad(sM, found.lengthM) || lanes === null || lanes.has(id) || id === "") return id;
  const expected = `a lane of road ${roadId.slice(0, 60)} at s = ${String(sM)}`;
  const hint = lanes.size === 0 ? "" : `there are ${[...lanes].slice(0, 20).join(", ")}`;
  report(at, placeOf(at, "laneId"), "RDV_SCENARIO_REFERENCE", expected, JSON.stringify(id.slice(0, 60)), hint);
  return id;
}

/** Checks that s lies on a road, where the map is known. */
export function onRoad(at: At, roadId: string, sM: number): void {
  const lengthM = at.build.map?.roads.get(roadId)?.lengthM ?? Number.NaN;
  if (Number.isNaN(lengthM) || isOnRoad(sM, lengthM)) return;
  report(at, placeOf(at, "s"), "RDV_SCENARIO_WORLD", `s in [0, ${lengthM.toFixed(2)}] m of road ${roadId.slice(0, 60)}`, String(sM));
}

/** Lengths of a map are rounded: as much as a run takes for the end of a road. */
const SLACK_M = 1e-3;

function isOnRoad(sM: number, lengthM: number): boolean {
  return sM >= -SLACK_M && sM <= lengthM + SLACK_M;
}

/** A signal of the map, where the map is known: a scenario may switch others, that nobody on the road sees. */
export function signal(at: At, name: string): string {
  return ofMap(at, name, "a signal", at.build.map?.signals, "warning");
}

/** The state that a signal is set to. It is compared as a text; where it says nothing to a driver, that is told once for each such text. */
export function signalState(at: At): string {
  const state = text(at, "state");
  if (!isUnknown(state)) return state;
  const found = JSON.stringify(state.slice(0, 60));
  if (at.build.problems.some((p) => p.code === "RDV_XOSC_UNSUPPORTED" && p.path === at.node.name && p.found === found)) return state;
  const expected = "red, yellow, green or off, or three or two lamps as on;off;off";
  report(at, placeOf(at, "state"), "RDV_XOSC_UNSUPPORTED", expected, found, "drivers are told that the light is unknown", "warning");
  return state;
}

/** A controller of signals of the map, where the map is known and has some. */
export function signalController(at: At, name: string): string {
  const known = at.build.map?.controllers;
  return ofMap(at, name, "a controller", known === undefined || known.size === 0 ? undefined : known, "warning");
}

/** Names of a map: there may be as many of them as there are places in the file that name one, so that none is ever copied for one place. */
type Known = Pick<ReadonlySet<string>, "has" | "keys">;

/** So many names of a map are compared with one that is unknown. */
const MOST_COMPARED = 1000;

function namesOf(known: Known): string[] {
  const names: string[] = [];
  for (const name of known.keys()) if (names.push(name) === MOST_COMPARED) break;
  return names;
}

function ofMap(at: At, name: string, what: string, known: Known | undefined, severity: Problem["severity"]): string {
  const value = text(at, name);
  if (value === "" || known === undefined || known.has(value) || isEnough(at, severity)) return value;
  const hint = didYouMean(value, namesOf(known));
  report(at, placeOf(at, name), "RDV_SCENARIO_REFERENCE", `${what} of the map`, JSON.stringify(value.slice(0, 60)), hint, severity);
  return value;
}

/** A name that a declaration gives; reported where it cannot be used. */
export function declaredName(at: At, name = "name"): string {
  const value = text(at, name);
  if (value === "" || !(value in {})) return value;
  report(at, placeOf(at, name), "RDV_SCENARIO_CHOICE", "a name other than the built-in ones", JSON.stringify(value));
  return "";
}
