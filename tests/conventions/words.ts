import { commentsOf, lineAt, type SourceFile, violation } from "./source.ts";

const MAX_LINES = 500;

// In pieces, so that this file is not a finding of its own.
const MACHINE_PATH = new RegExp(`(?<![\\w.])(?:/${"home"}/\\w|/${"root"}/|/${"Users"}/\\w|/${"work"}/|[A-Z]:\\\\+${"Users"}\\\\)`, "g");
const UNFINISHED = new RegExp(
  `\\b(?:${["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"].join("|")})\\b|\\bplace${"holder"}\\b(?!\\s*=)`,
  "gi",
);
const SILENCED = /@ts-(?:ignore|nocheck)|(?:ox|es)lint-disable(?!.*--\s*\S)/g;

/** Paths that exist on one machine only. */
export function checkPaths(file: SourceFile): string[] {
  return [...file.text.matchAll(MACHINE_PATH)].map((match) => violation(file, match.index, `names a folder of one machine (${match[0]})`));
}

/** What is not finished, what silences a tool without a reason, and files too long to read. */
export function checkWords(file: SourceFile): string[] {
  const unfinished = [...file.text.matchAll(UNFINISHED)].map((match) => violation(file, match.index, `says "${match[0]}"`));
  const silenced = [...commentsOf(file.text).matchAll(SILENCED)].map((match) =>
    violation(file, match.index, `${match[0]} without a reason`),
  );
  const lines = lineAt(file.text.trimEnd(), file.text.length);
  return [...unfinished, ...silenced, ...(lines > MAX_LINES ? [`${file.path}:1: has ${lines} lines, more than ${MAX_LINES}`] : [])];
}
