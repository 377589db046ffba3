import { describe, expect, test } from "vitest";
import { isHandWritten, readTree } from "./source.ts";
import { checkPaths, checkWords } from "./words.ts";

const places = [
  "src",
  "tests",
  "scripts",
  "bin",
  "bench",
  "docs",
  "proto",
  "clients",
  "scenarios",
  "web",
  ".ci/run",
  "README.md",
  "package.json",
];

test("no text of the tree names a folder of one machine", () => {
  const files = readTree(places, /(\.(ts|js|mjs|cjs|json|md|proto|py|cpp|h|rs|yaml|html|css)|^\.ci\/run)$/);
  expect(files.length).toBeGreaterThan(0);
  expect(files.flatMap(checkPaths)).toEqual([]);
});

test("src is finished, silences no tool without a reason, and has no file too long to read", () => {
  expect(readTree(["src"], /\.ts$/).filter(isHandWritten).flatMap(checkWords)).toEqual([]);
});

describe("a planted fault is found:", () => {
  test.each([`/${"home"}/ann/x`, `"/${"root"}/x"`, `(/${"Users"}/ann)`, `/${"work"}/main`, `C:\\${"Users"}\\ann`])(
    "the path %s",
    (text) => {
      expect(checkPaths({ path: "docs/a.md", text })).toHaveLength(1);
    },
  );

  test.each([
    `// ${"TO" + "DO"}: later`,
    `// ${"fix" + "me"}`,
    `const a = "place${"holder"}";`,
    "// @ts-ignore",
    "// oxlint-disable-next-line no-console",
    "// eslint-disable-line",
    "\n".repeat(501) + "x",
  ])("the text %j", (text) => {
    expect(checkWords({ path: "src/a.ts", text })).toHaveLength(1);
  });
});

test.each(["https://example.org/home/page", "the folder ./root/ of the archive"])("no path of one machine is seen in %s", (text) => {
  expect(checkPaths({ path: "docs/a.md", text })).toEqual([]);
});

test.each([
  '<input placeholder="name">',
  "// oxlint-disable-next-line no-console -- the command's own output",
  "const todos = 1;",
  `${"x\n".repeat(500)}`,
])("nothing is seen in %j", (text) => {
  expect(checkWords({ path: "src/a.ts", text })).toEqual([]);
});
