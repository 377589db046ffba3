import type { ErrorCode, Problem } from "../../../core/errors.ts";
import type { XmlElement } from "./xml-tree.ts";

const MAX_SHOWN = 200;

export type Standard = "xosc" | "xodr";

/** Version of the standard that a file says it follows. */
export interface Version {
  readonly major: number;
  readonly minor: number;
}

/** What a rule looks at: one file as read, and the map that a scenario names, where it could be read. */
export interface CheckedFile {
  readonly file: string;
  readonly root: XmlElement;
  readonly version: Version;
  readonly road: XmlElement | null;
}

/** One violation. `attribute` is what is wrong at the element, empty for the element itself. */
export interface Violation {
  readonly at: XmlElement;
  readonly attribute: string;
  readonly expected: string;
  readonly found: string;
  /** Where it is less than the rule's own. */
  readonly severity?: "warning";
}

/** A rule of a standard, by the id that ASAM gives it; a pure function of the file. */
export interface Rule {
  readonly id: string;
  readonly standard: Standard;
  /** Versions it holds for: from `since` on, and below `before` where that is given. */
  readonly since: Version;
  readonly before?: Version;
  readonly severity: "error" | "warning";
  readonly code: ErrorCode;
  /** What the rule demands, in one sentence. */
  readonly text: string;
  /** Null where the rule is not checked on the tree, but before it can be built or by a schema. */
  readonly check: ((file: CheckedFile) => Violation[]) | null;
}

/** A problem that breaks a rule; `rule` is empty where none is named. */
export interface RuleProblem extends Problem {
  readonly rule: string;
}

export function violation(at: XmlElement, attribute: string, expected: string, found: string): Violation {
  return { at, attribute, expected, found };
}

/** Whether a rule holds for files of that version. */
export function appliesTo(rule: Rule, version: Version): boolean {
  return !isBefore(version, rule.since) && (rule.before === undefined || isBefore(version, rule.before));
}

function isBefore(a: Version, b: Version): boolean {
  return a.major < b.major || (a.major === b.major && a.minor < b.minor);
}

/** The problem that a violation is, with the rule's id where the hint stands. */
export function problemOf(rule: Rule, file: string, v: Violation): RuleProblem {
  const path = v.attribute === "" ? nameOf(v.at) : `${nameOf(v.at)}.${v.attribute}`;
  const [expected, found] = [shown(v.expected), shown(v.found)];
  const place = { file, line: v.at.line, column: v.at.column, path };
  return { code: rule.code, severity: v.severity ?? rule.severity, ...place, expected, found, hint: rule.id, rule: rule.id };
}

/** Text that may come from the file, fit for a message: no control characters, of bounded length. */
function shown(text: string): string {
  const plain = text.replace(/\p{C}/gu, "?");
  return plain.length > MAX_SHOWN ? `${plain.slice(0, MAX_SHOWN - 3)}...` : plain;
}

/** `road[12]`, `Event[brake]`: an element and what it is called. */
function nameOf(element: XmlElement): string {
  const name = element.attributes.get("id") ?? element.attributes.get("name");
  return shown(name === undefined ? element.name : `${element.name}[${name.slice(0, 60)}]`);
}
