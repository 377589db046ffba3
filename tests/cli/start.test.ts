import { expect, test } from "vitest";
import { importsOf } from "../conventions/imports.ts";
import { readTree } from "../conventions/source.ts";

const FILES = new Map(readTree(["src"], /\.ts$/).map((file) => [file.path, file]));

/** What is loaded with a file, without what it imports only when it is needed. */
function loadedWith(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  const file = FILES.get(path);
  for (const { path: next, isType, offset } of file === undefined ? [] : importsOf(file)) {
    const isLater = /^(import\s*\(|new\s)/.test(file?.text.slice(offset) ?? "");
    if (!isType && !isLater) loadedWith(next, found);
  }
  return found;
}

test("every start loads the command line, names and errors; no part of the simulator, the scores or the roads", () => {
  const loaded = [...loadedWith("src/cli/program.ts")].filter((path) => !path.startsWith("src/cli/"));
  expect(loaded.toSorted()).toEqual([
    "commander",
    "node:fs",
    "node:path",
    "src/control/limits.ts",
    "src/core/errors.ts",
    "src/eval/responsibility-rules.ts",
    "src/trace/file-write.ts",
  ]);
});

test("a run loads no database; what keeps a history does", () => {
  expect(loadedWith("src/cli/run.ts")).toContain("src/run/suite.ts");
  expect(loadedWith("src/cli/run.ts")).not.toContain("node:sqlite");
  expect(loadedWith("src/run/history.ts")).toContain("node:sqlite");
});
