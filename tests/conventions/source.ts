import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";

// TypeScript 7 has no compiler API, so the conventions read text. This file tells code from comments and strings; that is all
// the parsing there is.

const projectRoot: string = resolve(import.meta.dirname, "..", "..");

/** A file as a convention sees it. `path` is relative to the project, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** All files below some folders (or single files) of the project whose names match, sorted by path; a folder that is absent has none. */
export function readTree(places: readonly string[], pattern: RegExp): SourceFile[] {
  const paths = places.flatMap((place) => {
    if (pattern.test(place)) return existsSync(join(projectRoot, place)) ? [place] : [];
    return listFolder(place).map((name) => `${place}/${name.split(sep).join("/")}`);
  });
  const wanted = paths.filter((path) => pattern.test(path) && !path.includes("node_modules/")).sort();
  return wanted.map((path) => ({ path, text: readFileSync(join(projectRoot, path), "utf8") }));
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(join(projectRoot, folder), { recursive: true, encoding: "utf8" });
  } catch {
    return [];
  }
}

/** Hand-written TypeScript of src. */
export const isHandWritten = (file: SourceFile): boolean => file.path.endsWith(".ts") && !file.path.endsWith(".pb.d.ts");

/** `path:line: message`, as every convention reports. */
export function violation(file: SourceFile, offset: number, message: string): string {
  return `${file.path}:${lineAt(file.text, offset)}: ${message}`;
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

type Kind = "code" | "comment" | "string";

// What may stand before a slash that begins a regular expression; after a name, number or bracket it divides.
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|do|else|yield|await))$/;

/** The kind of each character. Quotes and the braces of `${}` count as code, so that a string leaves a visible trace. */
function kinds(text: string): Kind[] {
  const out = Array.from({ length: text.length }, (): Kind => "code");
  const templates: number[] = []; // brace depth at which each open `${` ends
  let depth = 0;
  const mark = (from: number, to: number, kind: Kind): number => {
    for (let i = from; i < Math.min(to, text.length); i++) out[i] = kind;
    return to;
  };
  const template = (from: number): number => {
    let i = from;
    while (i < text.length && text[i] !== "`" && !text.startsWith("${", i)) i += text[i] === "\\" ? 2 : 1;
    mark(from, i, "string");
    if (text[i] === "`") return i + 1;
    templates.push(depth++);
    return i + 2;
  };
  for (let i = 0; i < text.length; ) {
    const c = text[i];
    if (text.startsWith("//", i)) i = mark(i, endOf(text, "\n", i), "comment");
    else if (text.startsWith("/*", i)) i = mark(i, endOf(text, "*/", i + 2) + 2, "comment");
    else if (c === '"' || c === "'") i = mark(i + 1, endOfQuoted(text, i + 1, c), "string") + 1;
    else if (c === "`") i = template(i + 1);
    else if (c === "/" && BEFORE_REGEX.test(text.slice(Math.max(0, i - 40), i).trimEnd()))
      i = mark(i + 1, endOfRegex(text, i + 1), "string") + 1;
    else {
      if (c === "{") depth++;
      const endsHole = c === "}" && --depth === templates.at(-1);
      if (endsHole) templates.pop();
      i = endsHole ? template(i + 1) : i + 1;
    }
  }
  return out;
}

const endOf = (text: string, end: string, from: number): number => (text.indexOf(end, from) < 0 ? text.length : text.indexOf(end, from));

function endOfQuoted(text: string, from: number, quote: string): number {
  let i = from;
  while (i < text.length && text[i] !== quote && text[i] !== "\n") i += text[i] === "\\" ? 2 : 1;
  return i;
}

function endOfRegex(text: string, from: number): number {
  let inClass = false;
  let i = from;
  for (; i < text.length && text[i] !== "\n" && (inClass || text[i] !== "/"); i += text[i] === "\\" ? 2 : 1) {
    if (text[i] === "[") inClass = true;
    if (text[i] === "]") inClass = false;
  }
  return i;
}

function keep(text: string, wanted: readonly Kind[]): string {
  const kind = kinds(text);
  let out = "";
  for (let i = 0; i < text.length; i++) out += text[i] === "\n" || wanted.includes(kind[i] as Kind) ? text[i] : " ";
  return out;
}

/** The text with blanks for comments and for what strings and regular expressions hold; every offset stays where it was. */
export const codeOf = (text: string): string => keep(text, ["code"]);

/** The same the other way round: comments only. */
export const commentsOf = (text: string): string => keep(text, ["comment"]);

/** Offset just after the bracket that closes the one at `open`. */
export function closingOf(code: string, open: number): number {
  const pairs: Readonly<Record<string, string>> = { "(": ")", "{": "}", "[": "]" };
  const closes = pairs[code[open] ?? ""];
  let depth = 0;
  for (let i = open; i < code.length; i++) {
    if (code[i] === code[open]) depth++;
    if (code[i] === closes && --depth === 0) return i + 1;
  }
  return code.length;
}
