import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  type YAMLError,
  type YAMLMap,
} from "yaml";
import { InputError, type Problem } from "../../core/errors.ts";
import type { DocPath, Finding } from "../finding.ts";
import { type Locate, type Position, problemAt, show } from "./problem.ts";

/** A scenario is text written by people; what is larger is a mistake or an attack. */
export const MAX_TEXT = 256 * 1024;
/** Maps and lists inside each other. */
const MAX_NESTING = 64;

/** A YAML text as plain maps, lists and scalars, and where each of them stands. */
export interface YamlDocument {
  readonly data: unknown;
  readonly locate: Locate;
}

/**
 * Reads one YAML 1.2 document (core schema). Refused, each with its place: tags, anchors, aliases, merge keys, duplicate keys,
 * further documents, nesting beyond 64, texts beyond 256 KiB. A scenario is a plain tree; parameters are its only way of reuse.
 * @throws InputError with every problem of the text.
 */
export function readYaml(text: string, file: string, maxCharacters: number = MAX_TEXT): YamlDocument {
  const start: Position = { line: 1, column: 1 };
  if (text.length > maxCharacters) {
    const finding = { path: [], expected: `at most ${maxCharacters} characters`, found: `${text.length}` };
    throw new InputError([problemAt(file, () => start, { code: "RDV_FILE_SIZE", ...finding })]);
  }
  const lines = new LineCounter();
  const { doc, problems } = compose(text, file, lines);
  if (doc === null || problems.length > 0) throw new InputError(problems);
  const pairs = pairIndex();
  const locate: Locate = (path, atKey) => positionOf(doc, lines, pairs, path, atKey);
  const findings: Finding[] = [];
  const data = doc.contents === null ? null : plain(doc.contents, [], findings);
  if (findings.length > 0) throw new InputError(findings.map((f) => problemAt(file, locate, f)));
  return { data, locate };
}

/** Text to syntax tree. The parser is fed token by token so that nesting is limited before anything recurses over it. */
function compose(text: string, file: string, lines: LineCounter): { doc: Document.Parsed | null; problems: Problem[] } {
  const at = (offset: number): Position => placeOf(lines, offset);
  const syntax = (offset: number, expected: string, found: string, hint = ""): Problem => {
    return { code: "RDV_SCENARIO_SYNTAX", severity: "error", file, ...at(offset), path: "", expected, found, hint };
  };
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > MAX_NESTING) {
      return { doc: null, problems: [syntax(parser.offset, `at most ${MAX_NESTING} levels of nesting`, "more")] };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  const options = { lineCounter: lines, uniqueKeys: false, stringKeys: true, merge: false, resolveKnownTags: false, schema: "core" };
  const docs = [...new Composer({ ...options, version: "1.2", logLevel: "silent" }).compose(tokens, true, text.length)];
  const doc = docs[0] ?? null;
  if (doc === null) return { doc, problems: [syntax(0, "a scenario", "an empty file")] };
  const faults: readonly YAMLError[] = [...doc.errors, ...doc.warnings];
  const problems = faults.map((e) => syntax(e.pos[0], "valid YAML", e.message.split("\n")[0] ?? e.code, hintFor(e)));
  const second = docs[1];
  if (second !== undefined) problems.push(syntax(second.range[0], "one document", "a second one", "give each scenario its own file"));
  return { doc, problems };
}

function hintFor(error: YAMLError): string {
  if (error.code === "TAB_AS_INDENT") return "indent with spaces";
  if (error.code === "TAG_RESOLVE_FAILED") return "tags are not used; write the plain value";
  if (error.code === "BAD_ALIAS") return "anchors and aliases are not used; a parameter can be named in several places";
  return "";
}

/** Syntax tree to plain data; what a plain tree does not have is reported. */
function plain(node: Node, path: (string | number)[], findings: Finding[]): unknown {
  const refuse = (found: string, hint: string): null => {
    findings.push({ code: "RDV_SCENARIO_SYNTAX", path: [...path], expected: "plain values", found, hint });
    return null;
  };
  if (isAlias(node)) return refuse(`the alias "*${node.source}"`, "write the value out, or use a parameter");
  if (node.tag !== undefined) return refuse(`the tag "${node.tag}"`, "tags are not used; write the plain value");
  if ("anchor" in node && node.anchor !== undefined) {
    return refuse(`the anchor "&${node.anchor}"`, "anchors are not used; a parameter can be named in several places");
  }
  if (isScalar(node)) return scalar(node.value, path, findings);
  if (isSeq(node)) return node.items.map((item, i) => within(path, i, () => plain(item as Node, path, findings)));
  if (!isMap(node)) return null;
  const seen = new Set<string>();
  const entries: [string, unknown][] = [];
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : "";
    within(path, key, () => checkKey(key, seen.has(key), path, findings));
    seen.add(key);
    const value = pair.value === null ? null : within(path, key, () => plain(pair.value as Node, path, findings));
    entries.push([key, value]);
  }
  return Object.fromEntries(entries);
}

function within<T>(path: (string | number)[], key: string | number, work: () => T): T {
  path.push(key);
  const result = work();
  path.pop();
  return result;
}

function scalar(value: unknown, path: DocPath, findings: Finding[]): unknown {
  if (typeof value !== "bigint" && typeof value !== "symbol") return value;
  findings.push({ code: "RDV_SCENARIO_TYPE", path: [...path], expected: "a text, number or boolean", found: show(value) });
  return null;
}

function checkKey(key: string, repeated: boolean, path: DocPath, findings: Finding[]): void {
  if (repeated) {
    const hint = "remove one of them";
    findings.push({
      code: "RDV_SCENARIO_DUPLICATE",
      path: [...path],
      atKey: true,
      expected: "each key once",
      found: `"${key}" again`,
      hint,
    });
  }
  if (key === "<<" || key === "" || key === "__proto__") {
    const hint = key === "<<" ? "merge keys are not used; write the keys out" : "";
    findings.push({ code: "RDV_SCENARIO_KEY", path: [...path], atKey: true, expected: "a plain key", found: show(key), hint });
  }
}

function placeOf(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

type PairsOf = (map: YAMLMap) => ReadonlyMap<string, Pair>;

/** Pairs of a map by key, listed once a map: a file may hold thousands of keys, and each may be wrong. */
function pairIndex(): PairsOf {
  const known = new Map<YAMLMap, Map<string, Pair>>();
  return (map) => {
    const pairs = known.get(map) ?? new Map(map.items.flatMap((p) => (isScalar(p.key) ? [[String(p.key.value), p] as const] : [])));
    known.set(map, pairs);
    return pairs;
  };
}

/** Walks down as far as the path exists. Of a repeated key the last one is meant. */
function positionOf(doc: Document.Parsed, lines: LineCounter, pairsOf: PairsOf, path: DocPath, atKey: boolean): Position {
  let node: unknown = doc.contents;
  let offset = doc.contents?.range[0] ?? 0;
  for (const [i, step] of path.entries()) {
    if (isSeq(node)) {
      node = node.items[Number(step)];
      const range = rangeOf(node);
      if (range === null) break;
      offset = range;
    } else if (isMap(node)) {
      // Lists of one may be written without the list.
      const pair = pairsOf(node).get(String(step));
      if (typeof step === "number" && pair === undefined) continue;
      const key = rangeOf(pair?.key);
      if (pair === undefined || key === null) break;
      node = pair.value;
      const keyIsMeant = atKey && i === path.length - 1;
      offset = keyIsMeant ? key : (rangeOf(node) ?? key);
    } else break;
  }
  return placeOf(lines, offset);
}

function rangeOf(node: unknown): number | null {
  if (typeof node !== "object" || node === null || !("range" in node)) return null;
  const { range } = node;
  return Array.isArray(range) && typeof range[0] === "number" ? range[0] : null;
}
