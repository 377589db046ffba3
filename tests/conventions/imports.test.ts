import { describe, expect, test } from "vitest";
import { checkCycles, checkDirections, checkOrphans, checkWorker, importsOf } from "./imports.ts";
import { readTree, type SourceFile } from "./source.ts";

const tree = readTree(["src", "bench", "tests", "scripts"], /\.(ts|js)$/);

describe("the tree", () => {
  test("imports only what the table allows", () => expect(checkDirections(tree)).toEqual([]));
  test("has no import circle", () => expect(checkCycles(tree)).toEqual([]));
  test("has no file that nothing imports", () => expect(checkOrphans(tree)).toEqual([]));
  test("keeps a worker's imports light", () => expect(checkWorker(tree)).toEqual([]));
});

/** Files by path; a target that no entry names exists and is empty. */
function plant(entries: Readonly<Record<string, string>>): SourceFile[] {
  const files = Object.entries(entries).map(([path, text]) => ({ path, text }));
  const known = new Set(files.map((file) => file.path));
  const targets = files.flatMap((file) => importsOf(file).flatMap((found) => (found.isRelative ? [found.path] : [])));
  const missing = [...new Set(targets)].filter((path) => !known.has(path) && !path.includes("nowhere"));
  return [...files, ...missing.map((path) => ({ path, text: "" }))];
}

test("every way to import is seen, and nothing in comments and strings", () => {
  const text = `import a, { type B } from "./a.ts";
import type { C } from "./c.ts";
import {
  d,
} from './d.ts';
import * as e from "@scope/pkg/sub.js";
import "./f.ts";
export * from "./g.ts";
export { h } from "./h.ts";
export type { I } from "./i.ts";
const j = await import("./j.ts");
const w = new URL("./w.ts", import.meta.url);
const p = new URL("./picture.svg", import.meta.url);
// import x from "./no.ts";
const s = 'import x from "./no.ts"';
import type from "node:fs/promises";`;
  const seen = importsOf({ path: "src/x/y.ts", text }).map((found) => `${found.isType ? "type " : ""}${found.path}`);
  expect(seen.sort()).toEqual(
    ["a", "d", "f", "g", "h", "j", "w"]
      .map((name) => `src/x/${name}.ts`)
      .concat("@scope/pkg", "node:fs/promises", "type src/x/c.ts", "type src/x/i.ts")
      .sort(),
  );
});

describe("a planted fault is found:", () => {
  test.each([
    ["a folder below that looks up", "src/core/a.ts", `import { x } from "../sim/x.ts";`],
    ["judging that looks at running", "src/eval/a.ts", `import type { W } from "../sim/world.ts";`],
    ["a value where only types are allowed", "src/drive/a.ts", `import { x } from "../vehicle/x.ts";`],
    ["a type among values is a value", "src/trace/a.ts", `import { type R } from "../road/network.ts";`],
    ["another part of sim than its port", "src/control/a.ts", `import { x } from "../sim/tick.ts";`],
    ["compile that parses", "src/scenario/compile.ts", `import { x } from "./parse/yaml.ts";`],
    ["a re-export", "src/core/a.ts", `export * from "../road/x.ts";`],
    ["a dynamic import", "src/sim/a.ts", `const x = import("../run/x.ts");`],
    ["a package", "src/vehicle/a.ts", `import * as z from "zod";`],
    ["a package's inner file", "src/sim/a.ts", `import { x } from "rxjs/operators";`],
    ["a builtin", "src/core/a.ts", `import { readFileSync } from "node:fs";`],
    ["a builtin without node:", "src/run/a.ts", `import { readFileSync } from "fs";`],
    ["planck outside its file", "src/sim/contact.ts", `import { World } from "planck";`],
    ["an XML reader outside the OpenDRIVE reader", "src/road/lanes.ts", `import { SaxesParser } from "saxes";`],
    ["files outside the trace file codec", "src/trace/tick.ts", `import { openSync } from "node:fs";`],
    ["a path that leads nowhere", "src/core/a.ts", `import { x } from "./nowhere.ts";`],
    ["a computed path", "src/run/a.ts", `await import(name);`],
    ["a folder outside the table", "src/misc/a.ts", ""],
  ])("%s", (_name, path, text) => {
    expect(checkDirections(plant({ [path]: text }))).toEqual([expect.stringContaining(`${path}:1: `)]);
  });

  test.each([
    ["src/drive/a.ts", `import type { V } from "../vehicle/x.ts";`],
    ["src/control/a.ts", `import { x } from "../sim/port.ts"; import { connect } from "node:net";`],
    ["src/sim/planck.ts", `import { World } from "planck";`],
    ["src/run/a.ts", `import { x } from "../scenario/parse/yaml.ts";`],
    ["src/cli/main.ts", `import { x } from "../server/server.ts"; import { parseArgs } from "node:util"; await import(config);`],
  ])("what the table allows in %s is not one", (path, text) => {
    expect(checkDirections(plant({ [path]: text }))).toEqual([]);
  });

  test("a circle, also one of types", () => {
    const files = plant({
      "src/core/a.ts": `import { b } from "./b.ts";`,
      "src/core/b.ts": `import { c } from "./c.ts";`,
      "src/core/c.ts": `import type { A } from "./a.ts";`,
      "src/core/d.ts": `import { a } from "./a.ts";`,
    });
    expect(checkCycles(files)).toEqual(["src/core/a.ts:1: imports itself through src/core/a.ts -> src/core/b.ts -> src/core/c.ts"]);
  });

  test("a file that nothing imports, even where it imports itself back and forth", () => {
    const files = plant({
      "src/cli/main.ts": `import { a } from "../core/a.ts";`,
      "src/core/b.ts": `import { c } from "./c.ts";`,
      "src/core/c.ts": `import { b } from "./b.ts";`,
      "tests/core/d.test.ts": `import { d } from "../../src/core/d.ts";`,
    });
    expect(checkOrphans(files)).toEqual(["src/core/b.ts:1: is imported by nothing", "src/core/c.ts:1: is imported by nothing"]);
  });

  test("a worker that loads a schema library through two files; a type of it costs nothing", () => {
    const files = plant({
      "src/run/worker.ts": `import { one } from "./one.ts"; import type { P } from "../scenario/parse/p.ts";`,
      "src/run/one.ts": `import { s } from "../scenario/s.ts";`,
      "src/scenario/s.ts": `import * as z from "zod";`,
    });
    expect(checkWorker(files)).toEqual(["src/run/worker.ts:1: loads src/run/worker.ts -> src/run/one.ts -> src/scenario/s.ts -> zod"]);
    expect(checkWorker([])).toHaveLength(1);
  });
});
