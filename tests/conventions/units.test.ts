import { describe, expect, test } from "vitest";
import { isHandWritten, readTree } from "./source.ts";
import { checkUnits } from "./units.ts";

test("every number of the tree that crosses a module names its unit", () => {
  expect(readTree(["src"], /\.ts$/).filter(isHandWritten).flatMap(checkUnits)).toEqual([]);
});

const check = (text: string, path = "src/sim/a.ts"): string[] => checkUnits({ path, text });

describe("a planted fault is found:", () => {
  test.each([
    ["a member", "export interface A { readonly speed: number }"],
    ["a member that may be null", "export interface A {\n  gap: number | null;\n}"],
    ["an array", "export interface A {\n  readonly x: Float64Array;\n}"],
    ["a list", "export interface A {\n  readonly times: readonly number[];\n}"],
    ["a member of an inner object", "export interface A {\n  readonly inner: { readonly mass: number };\n}"],
    [
      "a member of a union",
      `export type A =\n  | { readonly kind: "x"; readonly gapM: number }\n  | { readonly kind: "y"; readonly gap: number };`,
    ],
    ["a member after a method", "export interface A {\n  step(dtSec: number): void;\n  mass: number;\n}"],
    ["a member after a comment with a unit", "export interface A {\n  /** in M */ gap: number;\n}"],
    ["a parameter", "export function f(gap: number): void {}"],
    ["the last of many parameters", "export function f<T>(\n  a: { b: T },\n  time: number,\n): void {}"],
    ["an abbreviation that only looks like a unit", "export interface A { readonly ALM: number }"],
    ["a word that only begins with one that needs no unit", "export interface A { readonly countdown: number }"],
    ["a unit of files outside the readers", "export interface A { readonly yawDeg: number }"],
  ])("%s", (_name, text) => {
    expect(check(text)).toHaveLength(1);
  });
});

describe("no fault is seen in", () => {
  test.each([
    ["units", "export interface A { readonly gapM: number; yawRad: number | null; readonly v: string; readonly xM: Float64Array }"],
    ["letters of an equation", "export function lerp(a: number, b: number, t: number, x0: number): number {}"],
    [
      "counts and names",
      "export interface A { readonly count: number; actorId: number; readonly observationEvery: number; readonly maxObjects: number }",
    ],
    ["directions and claims", "export interface A { readonly cosYaw: Float64Array; readonly isKnown: Float64Array }"],
    ["what is not exported", "interface A { readonly speed: number }"],
    ["methods", "export interface A {\n  value(v: number): void;\n}"],
  ])("%s", (_name, text) => {
    expect(check(text)).toEqual([]);
  });

  test("units of files where files are read", () => {
    expect(check("export interface A { readonly yawDeg: number; readonly vKph: number }", "src/drive/csv.ts")).toEqual([]);
  });
});
