import { InputError, type Problem } from "../../core/errors.ts";
import { checkSpec } from "../compile/check.ts";
import type { Value } from "../expression.ts";
import { type Assignment, axesOf, axisLength, countVariants, findVariants, type Parameter, variantAt, variantId } from "../parameters.ts";
import type { ScenarioSpec } from "../spec.ts";
import type { Finding } from "../finding.ts";
import { vary } from "../vary.ts";
import type { ScenarioContext } from "./context.ts";
import { readYaml } from "./document.ts";
import { findingsOf, valueAt } from "./issues.ts";
import { type Locate, problemAt, show } from "./problem.ts";
import { expressionFinding, parameterValues, readParameters } from "./read-parameters.ts";
import { prune } from "./prune.ts";
import { SCENARIO } from "./schema.ts";
import { type Identity, toSpecBody, vehicleOf } from "./to-spec.ts";

/** A scenario file whose text is sound; its variants are made from it one by one. */
export interface ScenarioFile {
  /** The file as the user wrote it. */
  readonly scenarioId: string;
  readonly parameters: readonly Parameter[];
  readonly variantCount: number;
  /** The document without its parameters, expressions still in it. */
  readonly template: unknown;
  /** Line and column of a path of the document. */
  readonly locate: Locate;
  readonly context: ScenarioContext;
}

/**
 * So many variants are tried while a file is read, and so many characters in all, so that reading ends soon whatever the file;
 * each variant is checked again when its spec is made.
 */
const MAX_TRIALS = 256;
const MAX_TRIED_TEXT = 2_000_000;
/** With so many problems no further variant is tried: most would be the same ones again. */
const MANY = 1000;

/**
 * Reads a scenario in the native notation (docs/scenarios.md). `file` is the path as the user wrote it.
 * The first variant is checked, and each value of each list and both ends of each range in turn beside it.
 * @throws InputError with every problem of the file, each with line, column, code, what was expected, found, and a hint.
 */
export function readScenario(text: string, file: string, context: ScenarioContext): ScenarioFile {
  const { data, locate } = readYaml(text, file);
  const findings: Finding[] = [];
  const { parameters: declared = {}, ...template } = documentOf(data, findings);
  const parameters = findings.length > 0 ? [] : readParameters(declared, context.maxVariants, findings);
  if (findings.some(endsReading)) throw new InputError(problemsOf(file, locate, findings));
  const names = typeof declared === "object" && declared !== null ? Object.keys(declared) : [];
  const count = findings.length > 0 ? 1 : Number(countVariants(parameters));
  const scenario = { scenarioId: file, parameters, variantCount: count, template, locate, context };
  for (const index of findings.length > 0 ? [0] : trials(parameters, text.length)) {
    if (findings.length < MANY) variantOf(scenario, index, names, findings);
  }
  if (findings.length > 0) throw new InputError(problemsOf(file, locate, findings));
  return scenario;
}

/**
 * The spec of one variant, by its index.
 * @throws InputError where this variant's values are out of bounds, with the place where they are used.
 */
export function specOf(scenario: ScenarioFile, index: number): ScenarioSpec {
  const findings: Finding[] = [];
  const names = scenario.parameters.map((p) => p.name);
  const spec = variantOf(scenario, index, names, findings);
  if (spec === null) throw new InputError(problemsOf(scenario.scenarioId, scenario.locate, findings));
  return spec;
}

/** `file#name=value,...` of a variant, without making it. */
export function variantIdOf(scenario: ScenarioFile, index: number): string {
  return variantId(scenario.scenarioId, variantAt(scenario.parameters, index));
}

/**
 * Indices of the variants that a selector's assignments leave, in order.
 * @throws InputError with RDV_NOTHING_MATCHED where a name or a value does not exist.
 */
export function selectVariants(scenario: ScenarioFile, assignments: readonly Assignment[]): readonly number[] {
  const match = findVariants(scenario.parameters, assignments, scenario.variantCount);
  if (match.ok) return match.indices;
  const finding: Finding = { code: "RDV_NOTHING_MATCHED", path: ["parameters"], expected: match.expected, found: match.found };
  throw new InputError([problemAt(scenario.scenarioId, scenario.locate, finding)]);
}

/** Gives a problem that `compile` found in a spec its line and column: its path is in the words of the notation. */
export function locateProblem(scenario: ScenarioFile, problem: Problem): Problem {
  if (problem.line > 0) return problem;
  const path = problem.path === "" ? [] : problem.path.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return { ...problem, file: scenario.scenarioId, ...scenario.locate(path, false) };
}

function documentOf(data: unknown, findings: Finding[]): Record<string, unknown> {
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    findings.push({ code: "RDV_SCENARIO_TYPE", path: [], expected: "a map that begins with `redrive: 1`", found: show(data) });
    return {};
  }
  const document = data as Record<string, unknown>;
  const version = document["redrive"];
  if (version !== undefined && version !== 1) {
    const hint = "this redrive reads version 1";
    findings.push({ code: "RDV_SCENARIO_VERSION", path: ["redrive"], expected: "1", found: show(version), hint });
  }
  return document;
}

/** Nothing more can be said about a document of another kind or version. */
function endsReading(finding: Finding): boolean {
  return finding.code === "RDV_SCENARIO_VERSION" || finding.path.length === 0;
}

/** Indices of the first variant and of those that differ from it in one parameter. */
function trials(parameters: readonly Parameter[], textLength: number): number[] {
  const axes = axesOf(parameters);
  const indices = [0];
  let stride = 1;
  for (const axis of axes.toReversed()) {
    const last = axisLength(axis) - 1;
    const values = axis.kind === "range" ? [last] : axis.values.map((_, i) => i);
    indices.push(...values.slice(0, MAX_TRIALS).map((i) => i * stride));
    stride *= last + 1;
  }
  return [...new Set(indices)].slice(0, Math.max(1, Math.min(MAX_TRIALS, Math.floor(MAX_TRIED_TEXT / textLength))));
}

/** One variant's spec; null where `findings` received what is wrong with it. `declared` are the names in `parameters`. */
function variantOf(scenario: ScenarioFile, index: number, declared: readonly string[], findings: Finding[]): ScenarioSpec | null {
  const axes = variantAt(scenario.parameters, index);
  const values = parameterValues(scenario.parameters, axes, findings);
  const document = vary(scenario.template, values, (path, expression, problem) => {
    // A declared parameter without a value has been reported where it is declared.
    const known = problem.unknownName !== null && declared.includes(problem.unknownName);
    if (!known) findings.push(expressionFinding(path, expression, problem, declared));
  });
  const own: Finding[] = [];
  const identity = { scenarioId: scenario.scenarioId, variantId: variantId(scenario.scenarioId, axes), values };
  const spec = specFrom(document, identity, scenario.context, own);
  findings.push(...own.map((f) => withOrigin(f, scenario, values)));
  return findings.length === 0 ? spec : null;
}

/** The spec of a document without expressions; null where `findings` received what is wrong with it. */
function specFrom(document: unknown, identity: Identity, context: ScenarioContext, findings: Finding[]): ScenarioSpec | null {
  const result = SCENARIO.safeParse(document);
  if (!result.success) {
    checkRest(document as Record<string, unknown>, result.error.issues, identity, context, findings);
    return null;
  }
  const body = toSpecBody(result.data, identity, context, findings);
  findings.push(...checkSpec(body, { anyActor: body.world.kind === "drive", recorded: NONE, malformed: NONE }, null));
  const vehicle = vehicleOf(result.data.ego, context, findings);
  return vehicle === null || findings.length > 0 ? null : { ...body, ego: { ...body.ego, vehicle } };
}

/** Beside what is malformed, reports what is wrong with the meaning of the well-formed rest. */
function checkRest(
  document: Record<string, unknown>,
  issues: Parameters<typeof findingsOf>[1],
  identity: Identity,
  context: ScenarioContext,
  findings: Finding[],
): void {
  const malformed = findingsOf(SCENARIO, issues, document);
  // An expression that still stands has been reported where it could not be worked out.
  findings.push(...malformed.filter((f) => !isExpression(valueAt(document, f.path))));
  const pruned = prune(document, malformed);
  const rest = SCENARIO.safeParse(pruned.document);
  if (!rest.success) return;
  const own: Finding[] = [];
  const body = toSpecBody(rest.data, identity, context, own);
  own.push(...checkSpec(body, { anyActor: body.world.kind === "drive", recorded: NONE, malformed: pruned.names }, null));
  vehicleOf(rest.data.ego, context, own);
  findings.push(...own.filter(pruned.holds));
}

const NONE: ReadonlySet<string> = new Set();

function isExpression(value: unknown): boolean {
  return typeof value === "string" && value.includes("${");
}

/** Names the parameters that a wrong value came from. */
function withOrigin(finding: Finding, scenario: ScenarioFile, values: ReadonlyMap<string, Value>): Finding {
  const written = valueAt(scenario.template, finding.path);
  if (!isExpression(written)) return finding;
  const used = [...values].filter(([name]) => new RegExp(`\\b${name}\\b`).test(String(written)));
  const origin = used.map(([name, value]) => `${name}=${show(value)}`).join(", ");
  return { ...finding, found: `${finding.found} from ${String(written)}${origin === "" ? "" : ` with ${origin}`}` };
}

/** In the order of the file. The same problem at the same place is said once, for the first variant that has it. */
function problemsOf(file: string, locate: Locate, findings: readonly Finding[]): Problem[] {
  const byPlace = new Map<string, Finding>();
  for (const f of findings) {
    const key = `${f.code} ${f.path.join(".")} ${f.expected}`;
    if (!byPlace.has(key)) byPlace.set(key, f);
  }
  const problems = [...byPlace.values()].map((f) => problemAt(file, locate, f));
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
