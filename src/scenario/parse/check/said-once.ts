import type { Problem } from "../../../core/errors.ts";
import type { RuleProblem } from "./rule.ts";
import { visit, type XmlElement } from "./xml-tree.ts";

/**
 * The problems of rules and those of the reader as one list. Where both say the same of one element (the same code, inside the same tag),
 * the reader's stays, as it knows the attribute's place and often a remedy, and gets the rule's id and, where it is greater, severity.
 */
export function saidOnce(ofRules: readonly RuleProblem[], ofReader: readonly Problem[], root: XmlElement): RuleProblem[] {
  const tags = tagsOf(root);
  const keyOf = (p: Problem) => JSON.stringify([p.file, p.code, p.line === 0 ? -1 : tagAt(tags, p.line, p.column)]);
  const waiting = new Map<string, RuleProblem[]>();
  for (const problem of ofRules) {
    const key = keyOf(problem);
    waiting.set(key, [...(waiting.get(key) ?? []), problem]);
  }
  const joined = new Set<RuleProblem>();
  const reader = ofReader.map((problem): RuleProblem => {
    const twin = problem.line === 0 ? undefined : waiting.get(keyOf(problem))?.shift();
    if (twin === undefined) return { ...problem, rule: "" };
    joined.add(twin);
    const severity = twin.severity === "error" ? "error" : problem.severity;
    return { ...problem, severity, hint: problem.hint === "" ? twin.rule : `${problem.hint} [${twin.rule}]`, rule: twin.rule };
  });
  return [...ofRules.filter((problem) => !joined.has(problem)), ...reader];
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where each tag begins, in the order of the file. */
function tagsOf(root: XmlElement): Place[] {
  const places: Place[] = [];
  visit(root, ({ line, column }) => places.push({ line, column }));
  return places;
}

/** The number of the tag that a place lies in or after. */
function tagAt(tags: readonly Place[], line: number, column: number): number {
  let low = 0;
  let high = tags.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const tag = tags[middle]!;
    if (tag.line < line || (tag.line === line && tag.column <= column)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
