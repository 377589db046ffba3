import type { Problem } from "../../../core/errors.ts";
import { documentRules, versionOf } from "./document-rules.ts";
import { appliesTo, problemOf, type Rule, type RuleProblem, type Standard, type Version } from "./rule.ts";
import { RULES } from "./rules.ts";
import { readTree, type XmlElement } from "./xml-tree.ts";

export interface RuleCheck {
  readonly problems: readonly RuleProblem[];
  /** Null where the file is no XML document that can be read. */
  readonly root: XmlElement | null;
  /** Null where the file names none: then only the rules of the document were looked at. */
  readonly version: Version | null;
}

/** One rule broken more often than this is said this often, and then once more with the rest counted. */
const MAX_OF_ONE_RULE = 50;

/**
 * Checks a file by every rule of its standard that holds for the version it names. `roadOf` finds the map that a scenario names, for the
 * rules that compare the two; it is asked once the scenario is known to be one. Schema validity is checked elsewhere: `xsd.ts`.
 */
export function checkRules(
  bytes: Uint8Array,
  file: string,
  standard: Standard,
  roadOf: (root: XmlElement) => XmlElement | null,
): RuleCheck {
  const { root, problems } = readTree(bytes, file);
  if (root === null) return { problems: problems.map((p) => ofUnreadable(p, standard)), root, version: null };
  const version = versionOf(root, standard);
  const first = new Set(documentRules(standard).map((rule) => rule.id));
  const rules = RULES[standard].filter((rule) => (version === null ? first.has(rule.id) : appliesTo(rule, version)));
  const road = version === null ? null : roadOf(root);
  const found = rules.flatMap((rule) => broken(rule, file, root, version ?? { major: 0, minor: 0 }, road));
  return { problems: found.sort((a, b) => a.line - b.line || a.column - b.column), root, version };
}

/** A DOCTYPE and the limits are redrive's own; what else keeps a file from being read, the standards forbid too. */
function ofUnreadable(problem: Problem, standard: Standard): RuleProblem {
  const isXml = problem.code !== "RDV_XML_SYNTAX" && problem.code !== "RDV_XML_ENCODING";
  const rule = isXml ? "" : `asam.net:${standard}:1.0.0:xml.valid_xml_document`;
  return { ...problem, hint: problem.hint === "" ? rule : problem.hint, rule };
}

function broken(rule: Rule, file: string, root: XmlElement, version: Version, road: XmlElement | null): RuleProblem[] {
  if (rule.check === null) return [];
  const found = rule.check({ file, root, version, road }).map((v) => problemOf(rule, file, v));
  const last = found[MAX_OF_ONE_RULE];
  if (last === undefined) return found;
  const rest = { ...last, line: 0, column: 0, path: "", found: `${found.length - MAX_OF_ONE_RULE} more of this kind` };
  return [...found.slice(0, MAX_OF_ONE_RULE), rest];
}
