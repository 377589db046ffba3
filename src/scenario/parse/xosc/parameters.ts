import type { VariableSpec, VariableType } from "../../../sim/story/spec.ts";
import { didYouMean } from "../suggest.ts";
import { parametersIn } from "./expression.ts";
import { secondsOfDateTime } from "./literal.ts";
import { type At, child, children, placeOf, rawText, report, word } from "./reading.ts";
import { type Declaration, isUsableName, type Parameter, resolveText, type Scope, valueProblem } from "./scope.ts";

/**
 * The scope inside an element: the parameters it declares, over those of `at`. `given` are values from outside (assignments, overrides)
 * by name; one that nothing declares is reported by the caller.
 */
export function declare(at: At, given: ReadonlyMap<string, string>, list = "ParameterDeclarations"): Scope {
  const declarations = child(at, list);
  if (declarations === null) return at.scope;
  const parameters = new Map<string, Parameter>();
  const scope: Scope = { parameters, outer: at.scope };
  const all = children({ ...declarations, scope }, "ParameterDeclaration");
  const names = new Map<string, Declaration>();
  for (const one of all) {
    const name = plainName(one.node.attributes.get("name")?.value ?? "");
    names.set(name, { node: one.node, name, raw: one.node.attributes.get("value")?.value ?? "" });
  }
  for (const one of all) {
    const parameter = declared(one, given, names);
    if (parameter === null) continue;
    const before = parameters.get(parameter.name);
    if (before !== undefined) {
      const isSame = before.type === parameter.type && before.value === parameter.value;
      // In esmini the last one counts.
      const severity = isSame || at.build.semantics === "esmini" ? "warning" : "error";
      report(one, placeOf(one, "name"), "RDV_SCENARIO_DUPLICATE", "each parameter once", JSON.stringify(parameter.name), "", severity);
    }
    parameters.set(parameter.name, parameter);
  }
  return scope;
}

/** Declared parameters as the run knows them. */
export function asVariables(scope: Scope): VariableSpec[] {
  return [...scope.parameters.values()].map(({ name, type, value }) => ({ name, type, value }));
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

function declared(at: At, given: ReadonlyMap<string, string>, names: ReadonlyMap<string, Declaration>): Parameter | null {
  const name = plainName(rawText(at, "name") ?? "");
  const type = word<VariableType>(at, "parameterType", "ParameterType", "string");
  const raw = rawText(at, "value") ?? "";
  if (!NAME.test(name) || !isUsableName(name)) {
    const expected = "a name of letters, digits and _ that is not built in";
    report(at, placeOf(at, "name"), "RDV_SCENARIO_CHOICE", expected, JSON.stringify(name.slice(0, 60)));
    return null;
  }
  const value = given.get(name) ?? resolvedValue(at, name, raw, names);
  if (value === null) return { name, type, value: type === "string" ? "" : "0" };
  const problem = valueProblem(type, value);
  if (problem !== null) {
    const isNumber = /^[+-]?[\d.]+$/.test(value);
    // A word in place of a number is found again where it is used as one.
    const severity = /^[a-z_][a-z0-9_ ]*$/i.test(value) && !/^(nan|inf|infinity|null|undefined)$/i.test(value) ? "warning" : "error";
    const code = isNumber ? "RDV_SCENARIO_RANGE" : "RDV_SCENARIO_TYPE";
    report(at, placeOf(at, "value"), code, `${problem.expected} for "${name}"`, problem.found, "", severity);
    return severity === "warning" ? { name, type: "string", value } : { name, type, value: type === "boolean" ? "false" : "0" };
  }
  const parameter = { name, type, value };
  checkConstraints(at, parameter);
  return parameter;
}

function resolvedValue(at: At, name: string, raw: string, names: ReadonlyMap<string, Declaration>): string | null {
  const resolved = resolveText(raw, at.scope);
  if (resolved.ok) return resolved.text;
  const { code, expected, found, hint, unknownName } = resolved.problem;
  const chain = unknownName === null ? null : circle(name, unknownName, names);
  const place = placeOf(at, "value");
  if (chain !== null) report(at, place, "RDV_SCENARIO_CYCLE", "parameters that do not refer to each other in a circle", chain.join(" -> "));
  else if (unknownName !== null && names.has(unknownName))
    report(at, place, code, expected, `"${name}" refers to "${unknownName}", which is declared after it`);
  else report(at, place, code, expected, found, hint);
  return null;
}

const MAX_CHAIN = 100;

/** The way from a parameter through what it refers to back to itself; null where there is none. */
function circle(name: string, first: string, names: ReadonlyMap<string, Declaration>): string[] | null {
  const chain = [name];
  for (let next: string | undefined = first; next !== undefined && chain.length < MAX_CHAIN; ) {
    chain.push(next);
    if (next === name) return chain;
    const raw: string = names.get(next)?.raw.trim() ?? "";
    const inside: string[] = raw.startsWith("$") ? parametersIn(raw.startsWith("${") ? raw.slice(2) : raw) : [];
    const seen: readonly string[] = chain;
    next = inside.find((n) => n === name || !seen.includes(n));
  }
  return null;
}

/** One group of a declaration must hold altogether, where it has any (1.1). A value outside is a warning: it can still be run. */
function checkConstraints(at: At, parameter: Parameter): void {
  const groups = children(at, "ConstraintGroup").map((group) =>
    children(group, "ValueConstraint").map((c) => constraint(c, at, parameter)),
  );
  if (groups.length === 0 || groups.some((group) => group.every((c) => c.holds))) return;
  const expected = `a value that is ${groups.map((group) => group.map((c) => c.text).join(" and ")).join(", or ")}`;
  const found = `${parameter.name} = ${JSON.stringify(parameter.value.slice(0, 60))}`;
  report(at, placeOf(at, "value"), "RDV_SCENARIO_RANGE", expected, found, "", "warning");
}

function constraint(at: At, declaration: At, parameter: Parameter): { readonly holds: boolean; readonly text: string } {
  const rule = word<string>(at, "rule", "Rule", "equalTo");
  const resolved = resolveText(rawText(at, "value") ?? "", declaration.scope);
  if (!resolved.ok) {
    report(at, placeOf(at, "value"), resolved.problem.code, resolved.problem.expected, resolved.problem.found);
    return { holds: true, text: "" };
  }
  const limit = resolved.text;
  if (valueProblem(parameter.type, limit) !== null)
    report(at, placeOf(at, "value"), "RDV_SCENARIO_TYPE", `a value of type ${parameter.type}`, JSON.stringify(limit.slice(0, 60)));
  return { holds: obeys(parameter, rule, limit), text: `${rule} ${limit}` };
}

function obeys(parameter: Parameter, rule: string, limit: string): boolean {
  const [a, b] = [comparable(parameter.type, parameter.value), comparable(parameter.type, limit)];
  if (rule === "equalTo") return a === b;
  if (rule === "notEqualTo") return a !== b;
  if (rule === "greaterThan") return a > b;
  if (rule === "lessThan") return a < b;
  return rule === "greaterOrEqual" ? a >= b : a <= b;
}

function comparable(type: VariableType, value: string): string | number {
  if (type === "boolean") return value === "true" || value === "1" ? 1 : 0;
  if (type === "dateTime") return secondsOfDateTime(value) ?? value;
  return type === "string" ? value : Number(value);
}

/** Values that `ParameterAssignments` give, worked out where they stand. */
export function assignments(at: At): Map<string, string> {
  const list = child(at, "ParameterAssignments");
  const given = new Map<string, string>();
  if (list === null) return given;
  for (const one of children(list, "ParameterAssignment")) {
    const name = reference(one, "parameterRef");
    const resolved = resolveText(rawText(one, "value") ?? "", at.scope);
    if (resolved.ok) given.set(name, resolved.text);
    else
      report(one, placeOf(one, "value"), resolved.problem.code, resolved.problem.expected, resolved.problem.found, resolved.problem.hint);
  }
  return given;
}

/** Names without the `$` that files of before version 1.0 write. */
function plainName(name: string): string {
  return name.trim().replace(/^\$/, "");
}

/** A parameter's or variable's name where one is meant itself, not its value. */
export function reference(at: At, name: string): string {
  return plainName(rawText(at, name) ?? "");
}

/** Reports the assigned names that a scope does not declare: they have no effect. */
export function checkAssigned(at: At, given: ReadonlyMap<string, string>, scope: Scope, what: string): void {
  const list = at.node.children.find((c) => c.name === "ParameterAssignments")?.children ?? [];
  for (const name of given.keys()) {
    if (scope.parameters.has(name)) continue;
    const place = list.find((n) => plainName(n.attributes.get("parameterRef")?.value ?? "") === name) ?? at.node;
    const hint = didYouMean(name, [...scope.parameters.keys()]);
    report(at, place, "RDV_SCENARIO_REFERENCE", `a parameter of ${what}`, JSON.stringify(name.slice(0, 60)), hint, "warning");
  }
}
