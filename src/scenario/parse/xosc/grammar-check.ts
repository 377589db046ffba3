import type { ErrorCode, Problem } from "../../../core/errors.ts";
import { didYouMean } from "../suggest.ts";
import { type ElementType, typeOf } from "./grammar.ts";
import { supportOf } from "./support.ts";
import type { XmlAttribute, XmlNode } from "./xml.ts";

const MAX_PROBLEMS = 100;

/** Of the versions that are known. */
export const NEWEST_MINOR = 3;

/**
 * Checks an element and all inside it against the schemas' content: unknown or missing elements and attributes, how many there may be,
 * text where none belongs, and what redrive does not support. What is newer than version 1.`minor` is read, with a warning.
 * Attribute values are checked by whoever reads them.
 */
export function checkGrammar(node: XmlNode, typeName: string, path: string, minor: number, problems: Problem[]): void {
  if (isFull(problems)) return;
  const type = typeOf(typeName);
  const here = path === "" ? node.name : `${path}/${node.name}`;
  const report: Report = (code, at, expected, found, hint = "", severity = "error") =>
    problems.push({ code, severity, file: node.file, line: at.line, column: at.column, path: here, expected, found, hint });
  const newer = (at: XmlNode | XmlAttribute, name: string, since: number) => {
    if (since <= minor || problems.some((p) => p.code === "RDV_SCENARIO_VERSION" && p.found.startsWith(`${name} `))) return;
    report(
      "RDV_SCENARIO_VERSION",
      at,
      `what version 1.${minor} knows`,
      `${name} of version 1.${since}`,
      "it is read all the same",
      "warning",
    );
  };
  checkAttributes(node, type, report, newer);
  checkCounts(node, type, report);
  if (node.text !== "" && !type.hasText)
    report("RDV_SCENARIO_KEY", node, `no text in ${node.name}`, JSON.stringify(node.text.slice(0, 40)));
  for (const child of node.children) {
    if (isFull(problems)) return;
    const rule = type.children.get(child.name);
    if (rule === undefined) {
      const known = [...type.children.keys()];
      const expected = known.length === 0 ? `no element in ${node.name}` : `an element of ${node.name}: ${listed(known)}`;
      report("RDV_SCENARIO_KEY", child, expected, `"${child.name.slice(0, 60)}"`, didYouMean(child.name, known));
      continue;
    }
    newer(child, child.name, rule.minor);
    const support = supportOf(typeName, child.name, rule.type);
    if (support.level === "no") report("RDV_XOSC_UNSUPPORTED", child, "an element that redrive supports", child.name, support.note);
    else if (support.isWarned === true)
      report("RDV_XOSC_UNSUPPORTED", child, "an element that redrive supports whole", child.name, support.note, "warning");
    if (support.level === "no effect" || support.level === "no") continue;
    checkGrammar(child, rule.type, here, minor, problems);
  }
}

/** Enough to tell the user; warnings alone do not hide an error that follows. */
function isFull(problems: readonly Problem[]): boolean {
  return problems.length >= MAX_PROBLEMS && problems.some((p) => p.severity === "error");
}

type Report = (
  code: ErrorCode,
  at: XmlNode | XmlAttribute,
  expected: string,
  found: string,
  hint?: string,
  severity?: Problem["severity"],
) => void;

function checkAttributes(
  node: XmlNode,
  type: ElementType,
  report: Report,
  newer: (at: XmlAttribute, name: string, since: number) => void,
): void {
  for (const [name, attribute] of node.attributes) {
    newer(attribute, `${name} of ${node.name}`, type.attributes.get(name)?.minor ?? 0);
    if (name === "xmlns" || name.startsWith("xmlns:") || name.startsWith("xsi:") || name.startsWith("xml:")) continue;
    if (!type.attributes.has(name)) {
      const known = [...type.attributes.keys()];
      const expected = known.length === 0 ? `no attribute of ${node.name}` : `an attribute of ${node.name}: ${listed(known)}`;
      report("RDV_SCENARIO_KEY", attribute, expected, `"${name.slice(0, 60)}"`, didYouMean(name, known));
      continue;
    }
    const { level, note, isWarned } = supportOf(type.name, `@${name}`, "");
    if (level !== "no" && isWarned !== true) continue;
    const severity = level === "no" ? "error" : "warning";
    report("RDV_XOSC_UNSUPPORTED", attribute, `an attribute of ${node.name} that redrive supports`, name, note, severity);
  }
  for (const [name, rule] of type.attributes) {
    if (rule.isRequired && !node.attributes.has(name))
      report("RDV_SCENARIO_MISSING", node, `attribute "${name}" of ${node.name}`, "nothing");
  }
}

function checkCounts(node: XmlNode, type: ElementType, report: Report): void {
  const counts = new Map<string, number>();
  for (const child of node.children) {
    const count = (counts.get(child.name) ?? 0) + 1;
    counts.set(child.name, count);
    const rule = type.children.get(child.name);
    if (rule !== undefined && !rule.isMany && count === 2)
      report("RDV_SCENARIO_DUPLICATE", child, `one ${child.name} in ${node.name}`, "another one");
  }
  for (const [name, rule] of type.children) {
    const count = counts.get(name) ?? 0;
    if (count >= rule.atLeastCount) continue;
    const expected = rule.isMany ? `at least ${rule.atLeastCount} ${name} in ${node.name}` : `${name} in ${node.name}`;
    report("RDV_SCENARIO_MISSING", node, expected, count === 0 ? "nothing" : String(count));
  }
  for (const choice of type.choices) {
    const given = choice.names.filter((name) => counts.has(name));
    if (given.length === 1 || (given.length === 0 && choice.isOptional)) continue;
    const expected = `${choice.isOptional ? "at most" : "exactly"} one of ${listed(choice.names)} in ${node.name}`;
    report(given.length === 0 ? "RDV_SCENARIO_MISSING" : "RDV_SCENARIO_CHOICE", node, expected, given.join(", ") || "nothing");
  }
}

function listed(names: readonly string[]): string {
  return names.length > 12 ? `${names.slice(0, 12).join(", ")}, ...` : names.join(", ");
}
