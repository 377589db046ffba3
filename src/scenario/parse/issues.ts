import { z } from "zod";
import type { DocPath, Finding } from "../finding.ts";
import { show } from "./problem.ts";
import type { IssueParams } from "./schema-parts.ts";
import { didYouMean } from "./suggest.ts";

type Issue = z.core.$ZodIssue;

/** zod's issues in the words of the notation: code, expected, found, hint. `data` is what was checked. */
export function findingsOf(schema: z.ZodType, issues: readonly Issue[], data: unknown): Finding[] {
  return issues.flatMap((issue) => findingsOfIssue(schema, issue, data, docPath(issue.path)));
}

function findingsOfIssue(schema: z.ZodType, issue: Issue, data: unknown, path: DocPath): Finding[] {
  const value = valueAt(data, path);
  switch (issue.code) {
    case "invalid_type":
      return [typeFinding(issue, path, value)];
    case "too_small":
    case "too_big":
      return [rangeFinding(issue, path, value)];
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(schema, path, key));
    case "invalid_value":
      return [choiceFinding(issue, path, value)];
    case "invalid_union":
      return unionFindings(schema, issue, data, path);
    case "invalid_key":
      return [{ code: "RDV_SCENARIO_TYPE", path, atKey: true, expected: NAME_TEXT, found: show(path.at(-1)) }];
    case "invalid_format":
      return [{ code: "RDV_SCENARIO_TYPE", path, expected: NAME_TEXT, found: show(value) }];
    case "custom":
      return customFinding(issue.params as IssueParams | undefined, path, issue.message, value);
    case "invalid_element":
    case "not_multiple_of":
      return [{ code: "RDV_SCENARIO_TYPE", path, expected: issue.message, found: show(value) }];
  }
}

const NAME_TEXT = 'a name of letters, digits, "_" and, except in parameters, "-"; at most 64';

function typeFinding(issue: z.core.$ZodIssueInvalidType, path: DocPath, value: unknown): Finding {
  if (typeof value === "number" && issue.expected !== "int" && issue.expected === "number") {
    return { code: "RDV_SCENARIO_RANGE", path, expected: "a finite number", found: show(value) };
  }
  const expected = typeText(issue.expected, path);
  if (value === undefined) return { code: "RDV_SCENARIO_MISSING", path, expected, found: "nothing", hint: `add "${path.at(-1)}"` };
  const hint = issue.expected === "string" && typeof value === "number" ? `put it in quotes: "${value}"` : "";
  return { code: "RDV_SCENARIO_TYPE", path, expected, found: show(value), hint };
}

function typeText(expected: string, path: DocPath): string {
  const unit = unitOf(path);
  if (expected === "number") return unit === "" ? "a number" : `a number in ${unit}`;
  if (expected === "int") return "a whole number";
  if (expected === "object" || expected === "record") return "a map";
  if (expected === "array") return "a list";
  if (expected === "tuple") return path.at(-1) === "range" ? "[first, last]" : "[x, y] in m";
  if (expected === "string") return "a text";
  return `a ${expected}`;
}

function rangeFinding(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, path: DocPath, value: unknown): Finding {
  const low = issue.code === "too_small";
  const bound = `${low ? (issue.inclusive === false ? "above" : "at least") : "at most"} ${low ? issue.minimum : issue.maximum}`;
  if (issue.origin === "array") return { code: "RDV_SCENARIO_RANGE", path, expected: `${bound} entries`, found: show(value) };
  if (issue.origin === "string") return { code: "RDV_SCENARIO_RANGE", path, expected: `a text of ${bound} characters`, found: show(value) };
  const unit = unitOf(path);
  return { code: "RDV_SCENARIO_RANGE", path, expected: `${bound}${unit === "" ? "" : ` ${unit}`}`, found: show(value) };
}

function choiceFinding(issue: z.core.$ZodIssueInvalidValue, path: DocPath, value: unknown): Finding {
  const words = issue.values.map(String);
  const expected = words.length === 1 ? words.join("") : `one of ${words.join(", ")}`;
  if (value === undefined) return { code: "RDV_SCENARIO_MISSING", path, expected, found: "nothing", hint: `add "${path.at(-1)}"` };
  return {
    code: "RDV_SCENARIO_CHOICE",
    path,
    expected,
    found: show(value),
    hint: typeof value === "string" ? didYouMean(value, words) : "",
  };
}

function unknownKey(schema: z.ZodType, path: DocPath, key: string): Finding {
  const keys = keysAt(schema, path);
  const expected = keys.length === 0 ? "no further keys" : `one of ${keys.join(", ")}`;
  return { code: "RDV_SCENARIO_KEY", path: [...path, key], atKey: true, expected, found: `"${key}"`, hint: didYouMean(key, keys) };
}

/** What a check of the schema's own says; one without parameters says in its message what is expected. */
function customFinding(params: IssueParams | undefined, path: DocPath, message: string, value: unknown): Finding[] {
  if (params === undefined) {
    if (value !== undefined) return [{ code: "RDV_SCENARIO_RANGE", path, expected: message, found: show(value) }];
    return [{ code: "RDV_SCENARIO_MISSING", path, expected: message, found: "nothing", hint: `add "${path.at(-1)}"` }];
  }
  if (params.kind === "belongs") {
    const expected = `only with ${params.to.map((k) => `"${k}"`).join(" or ")}`;
    return [{ code: "RDV_SCENARIO_KEY", path: [...path, params.key], atKey: true, expected, found: `"${params.key}" alone` }];
  }
  const [first, second] = params.given;
  const expected = `exactly one of ${params.keys.join(", ")}`;
  if (first === undefined || second === undefined) return [{ code: "RDV_SCENARIO_CHOICE", path, expected, found: "none of them" }];
  const found = params.given.join(" and ");
  return [{ code: "RDV_SCENARIO_CHOICE", path: [...path, second], atKey: true, expected, found, hint: `remove one of them` }];
}

/**
 * The branch that was meant is the one that takes the value's kind (map, list, scalar); where no branch does, the expectation
 * names them all.
 */
function unionFindings(schema: z.ZodType, issue: z.core.$ZodIssueInvalidUnion, data: unknown, path: DocPath): Finding[] {
  const meant = issue.errors.find((errors) => !errors.some(isOfAnotherKind));
  if (meant !== undefined) return meant.flatMap((e) => findingsOfIssue(schema, e, data, [...path, ...docPath(e.path)]));
  const value = valueAt(data, path);
  if (typeof value === "number" && !Number.isFinite(value)) {
    return [{ code: "RDV_SCENARIO_RANGE", path, expected: "a finite number", found: show(value) }];
  }
  const kinds = issue.errors.flat().flatMap((e) => branchText(e, path));
  return [{ code: "RDV_SCENARIO_TYPE", path, expected: [...new Set(kinds)].join(" or "), found: show(value) }];
}

function isOfAnotherKind(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === "invalid_union") return issue.errors.every((errors) => errors.some(isOfAnotherKind));
  return issue.code === "invalid_type" || issue.code === "invalid_value";
}

function branchText(issue: Issue, path: DocPath): string[] {
  if (issue.code === "invalid_type") return [typeText(issue.expected, path)];
  if (issue.code === "invalid_value") return issue.values.map(String);
  if (issue.code === "invalid_union") return issue.errors.flat().flatMap((e) => branchText(e, path));
  return [];
}

/** Keys a map of the notation may have; empty where the place is no map. */
function keysAt(schema: z.ZodType, path: DocPath): string[] {
  let nodes = [schema];
  for (const step of path) nodes = nodes.flatMap(unwrapped).flatMap((node) => childAt(node, step));
  return nodes.flatMap(unwrapped).flatMap((node) => (node instanceof z.ZodObject ? Object.keys(node.shape) : []));
}

function unwrapped(node: z.ZodType): z.ZodType[] {
  if (node instanceof z.ZodOptional || node instanceof z.ZodNullable) return unwrapped(node.unwrap() as z.ZodType);
  if (node instanceof z.ZodDefault || node instanceof z.ZodPrefault) return unwrapped(node.unwrap() as z.ZodType);
  if (node instanceof z.ZodUnion) return node.options.flatMap((option) => unwrapped(option as z.ZodType));
  return [node];
}

function childAt(node: z.ZodType, step: string | number): z.ZodType[] {
  if (node instanceof z.ZodArray) return typeof step === "number" ? [node.element as z.ZodType] : [];
  if (node instanceof z.ZodRecord) return [node.valueType as z.ZodType];
  if (!(node instanceof z.ZodObject)) return [];
  const child = Object.hasOwn(node.shape, step) ? node.shape[step] : node.def.catchall;
  return child === undefined ? [] : [child as z.ZodType];
}

function docPath(path: readonly PropertyKey[]): DocPath {
  return path.map((step) => (typeof step === "number" ? step : String(step)));
}

/** What stands at a place of plain data; undefined where the place does not exist. */
export function valueAt(data: unknown, path: DocPath): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}

/** Longest first: `Mps2` also ends in what `Mps` would. */
const UNITS: readonly (readonly [string, string])[] = [
  ["Radps2", "rad/s^2"],
  ["Radps", "rad/s"],
  ["Mps3", "m/s^3"],
  ["Mps2", "m/s^2"],
  ["Mps", "m/s"],
  ["PerM", "1/m"],
  ["Rad", "rad"],
  ["Sec", "s"],
  ["Ms", "ms"],
  ["M", "m"],
];

/** The unit a key's ending states; empty for counts, ratios and names. */
function unitOf(path: DocPath): string {
  const key = path.findLast((step) => typeof step === "string");
  const hit = UNITS.find(([suffix]) => key !== undefined && String(key).endsWith(suffix));
  return hit?.[1] ?? "";
}
