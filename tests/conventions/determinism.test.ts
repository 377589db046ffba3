import { describe, expect, test } from "vitest";
import { checkDeterminism } from "./determinism.ts";
import { isHandWritten, readTree } from "./source.ts";

test("nothing in the tree may differ between two machines or two runs", () => {
  expect(readTree(["src"], /\.ts$/).filter(isHandWritten).flatMap(checkDeterminism)).toEqual([]);
});

const check = (path: string, text: string): string[] => checkDeterminism({ path, text });

describe("a planted fault is found:", () => {
  test.each([
    "const a = Math.hypot(1, 2);",
    "const a = Math.sin(1);",
    "const a = Math.random();",
    "const { sin } = Math;",
    "const m = Math;",
    'const a = Math["sin"](1);',
    "const a = b ** 2;",
    "a **= 2;",
    "names.sort((a, b) => a.localeCompare(b));",
  ])("%s in control", (text) => {
    expect(check("src/control/a.ts", text)).toHaveLength(1);
  });

  test.each([
    "const t = Date.now();",
    "const t = new Date();",
    "const t = performance.now();",
    "console.log(1);",
    "process.exit(1);",
    "globalThis.x = 1;",
    "export async function f() {}",
    "await f();",
    "f().then(g);",
    "setTimeout(f, 1);",
  ])("%s in scenario/compile", (text) => {
    expect(check("src/scenario/compile/a.ts", text)).toHaveLength(1);
    expect(check("src/scenario/compile.ts", text)).toHaveLength(1);
  });
});

test("the loop may wait for a promise, and no more", () => {
  expect(check("src/sim/loop.ts", "export async function f() {}")).toHaveLength(1);
  expect(check("src/sim/planck-math.ts", "const t = Date.now();")).toHaveLength(1);
});

test.each([
  ["src/core/a.ts", "const a = Math.sqrt(2) + Math.PI + Math.fround(1); // Math.sin(1) ** 2"],
  ["src/core/a.ts", 'const a = "Math.sin ** Date";'],
  ["src/sim/a.ts", "interface A { readonly process: string; performance?: number }"],
  ["src/control/a.ts", "export async function f() { await g(); setTimeout(h, 1); }"],
  ["src/sim/planck.ts", "Math.sin = sin;"],
  ["src/sim/planck-math.ts", "Math.sin = sin;"],
  ["src/sim/loop.ts", "return reply.then(goOn);"],
  ["src/run/a.ts", "const a = Math.hypot(Date.now(), 2 ** 3);"],
])("no fault is seen in %s: %s", (path, text) => {
  expect(check(path, text)).toEqual([]);
});
