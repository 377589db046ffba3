import { type ExpressionProblem, FUNCTION_NAMES, namesIn, type Value } from "../expression.ts";
import { axisLength, axisValue, countVariants, type Parameter, printValue } from "../parameters.ts";
import type { DocPath, Finding } from "../finding.ts";
import { vary } from "../vary.ts";
import { findingsOf } from "./issues.ts";
import { PARAMETERS } from "./schema.ts";
import { show } from "./problem.ts";
import { didYouMean } from "./suggest.ts";

/** The `parameters` of a file. What is wrong with them goes into `findings`; the rest is returned. */
export function readParameters(data: unknown, maxVariants: number, findings: Finding[]): Parameter[] {
  const result = PARAMETERS.safeParse(data);
  if (!result.success) {
    findings.push(...findingsOf(PARAMETERS, result.error.issues, data).map((f) => ({ ...f, path: ["parameters", ...f.path] })));
    return [];
  }
  const parameters = Object.entries(result.data).map(([name, value]) => parameterOf(name, value));
  for (const parameter of parameters) checkParameter(parameter, findings);
  checkReferences(parameters, findings);
  const count = countVariants(parameters.filter((p) => p.kind !== "range" || isCountable(p)));
  if (count > BigInt(maxVariants)) {
    const expected = `at most ${maxVariants} variants (--max-variants)`;
    findings.push({ code: "RDV_SCENARIO_VARIANTS", path: ["parameters"], atKey: true, expected, found: String(count) });
  }
  return parameters;
}

type Declared = Value | readonly Value[] | { readonly range: readonly [number, number]; readonly step: number };

function parameterOf(name: string, value: Declared): Parameter {
  if (typeof value === "string" && value.includes("${")) return { kind: "derived", name, text: value };
  if (typeof value !== "object") return { kind: "constant", name, value };
  if ("range" in value) return { kind: "range", name, from: value.range[0], to: value.range[1], step: value.step };
  return { kind: "list", name, values: value.map((v) => (v === 0 ? 0 : v)) };
}

function isCountable(range: Extract<Parameter, { kind: "range" }>): boolean {
  const length = axisLength(range);
  return length > 0 && Number.isSafeInteger(length);
}

function checkParameter(p: Parameter, findings: Finding[]): void {
  const path: DocPath = ["parameters", p.name];
  if (FUNCTION_NAMES.some((name) => name === p.name)) {
    findings.push({ code: "RDV_SCENARIO_DUPLICATE", path, atKey: true, expected: "a name that is no function", found: `"${p.name}"` });
  }
  if (p.kind === "range" && p.from > p.to) {
    const hint = "ranges go upwards; a list may have any order";
    findings.push({
      code: "RDV_SCENARIO_RANGE",
      path: [...path, "range"],
      expected: "first at most last",
      found: `${p.from} > ${p.to}`,
      hint,
    });
  }
  if (p.kind === "range" && p.from <= p.to && !isCountable(p)) {
    findings.push({ code: "RDV_SCENARIO_VARIANTS", path, expected: "a number of values that can be counted", found: "more" });
  }
  if (p.kind !== "list") return;
  const seen = new Set<string>();
  for (const [i, value] of p.values.entries()) {
    const printed = printValue(value);
    if (typeof value === "string" && value.includes("${")) {
      const hint = "give the expression a parameter of its own";
      findings.push({ code: "RDV_SCENARIO_EXPRESSION", path: [...path, i], expected: "plain values in a list", found: `"${value}"`, hint });
    } else if (seen.has(printed)) {
      findings.push({ code: "RDV_SCENARIO_DUPLICATE", path: [...path, i], expected: "each value once", found: `${printed} again` });
    }
    seen.add(printed);
  }
}

/** An expression may name what is declared before it. What points onward or in a circle is shown as a chain. */
function checkReferences(parameters: readonly Parameter[], findings: Finding[]): void {
  const references = new Map(parameters.map((p) => [p.name, p.kind === "derived" ? expressionsIn(p.text).flatMap(namesIn) : []]));
  const before = new Set<string>();
  for (const { name } of parameters) {
    for (const target of references.get(name) ?? []) {
      if (before.has(target)) continue;
      const path: DocPath = ["parameters", name];
      const cycle = chainBack(name, target, references);
      if (cycle !== null) {
        const found = cycle.join(" -> ");
        findings.push({ code: "RDV_SCENARIO_CYCLE", path, expected: "parameters that do not depend on themselves", found });
      } else if (references.has(target)) {
        const found = `${name} -> ${target}, which is declared after it`;
        const hint = `move "${target}" above "${name}"`;
        findings.push({ code: "RDV_SCENARIO_REFERENCE", path, expected: "parameters declared before", found, hint });
      }
    }
    before.add(name);
  }
}

/** The way from `target` back to `name`, both ends included; null where there is none. */
function chainBack(name: string, target: string, references: ReadonlyMap<string, readonly string[]>): string[] | null {
  const cameFrom = new Map<string, string>([[target, name]]);
  const queue = [target];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    if (node === name) return wayBack(name, cameFrom);
    for (const next of references.get(node) ?? []) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return null;
}

function wayBack(name: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const chain = [name];
  for (let node = cameFrom.get(name); node !== undefined && node !== name; node = cameFrom.get(node)) chain.unshift(node);
  return [name, ...chain];
}

function expressionsIn(text: string): string[] {
  return [...text.matchAll(/\$\{([^}]*)\}/g)].map((m) => m[1] ?? "");
}

/**
 * Values of all parameters of one variant in declared order, expressions worked out; `axes` are the variant's own.
 * A parameter whose expression fails has no value, and the failure is in `findings`.
 */
export function parameterValues(
  parameters: readonly Parameter[],
  axes: ReadonlyMap<string, Value>,
  findings: Finding[],
): Map<string, Value> {
  const values = new Map<string, Value>();
  const declared = parameters.map((p) => p.name);
  for (const p of parameters) {
    if (p.kind === "constant") values.set(p.name, p.value);
    else if (p.kind === "derived") derive(p.name, p.text, declared, values, findings);
    else values.set(p.name, axes.get(p.name) ?? axisValue(p, 0));
  }
  return values;
}

function derive(name: string, text: string, declared: readonly string[], values: Map<string, Value>, findings: Finding[]): void {
  let failed = false;
  const value = vary(text, values, (_, expression, problem) => {
    failed = true;
    // What points onward or in a circle has been reported with its chain.
    if (problem.unknownName !== null && declared.includes(problem.unknownName)) return;
    findings.push(expressionFinding(["parameters", name], expression, problem, declared));
  });
  if (!failed) values.set(name, value as Value);
}

/** An expression's problem in the words of an error. */
export function expressionFinding(path: DocPath, expression: string, problem: ExpressionProblem, declared: readonly string[]): Finding {
  const { unknownName, expected, found } = problem;
  const where = `${found} in ${show(expression)}`;
  if (unknownName === null) return { code: "RDV_SCENARIO_EXPRESSION", path, expected, found: where };
  return { code: "RDV_SCENARIO_REFERENCE", path, expected, found: where, hint: didYouMean(unknownName, declared) };
}
