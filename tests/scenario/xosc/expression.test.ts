import { describe, expect, test } from "vitest";
import { evaluateXosc, type XoscValue } from "../../../src/scenario/parse/xosc/expression.ts";

const PARAMETERS: Readonly<Record<string, XoscValue>> = { speed: 20, gap: 1.5, isWet: true, text: "abc", digits: "7" };

function value(text: string, isText = false): XoscValue | string {
  const result = evaluateXosc(text, (name) => PARAMETERS[name], isText);
  return result.ok ? result.value : `${result.expected} | ${result.found}`;
}

describe("an expression of OpenSCENARIO", () => {
  test.each<[string, XoscValue]>([
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["8 / 4 / 2", 1],
    ["-$speed / 4", -5],
    ["$speed*$gap", 30],
    ["345 % 360", 345],
    ["-7 % 3", -1],
    ["round(2.5)", 3],
    ["round(-2.5)", -3],
    ["floor(-1.2)", -2],
    ["ceil(1.2)", 2],
    ["sqrt(9)", 3],
    ["pow(2, 10)", 1024],
    ["min(3, -1)", -1],
    ["max(3, $speed)", 20],
    ["sign(-4)", -1],
    ["abs(-4)", 4],
    ["sin(0) + cos(0)", 1],
    ["not $isWet", false],
    ["$isWet and not false", true],
    ["false or $isWet", true],
    ["true or false and false", true],
    ["$digits + 1", 8],
    ["0 * -1", 0],
  ])("%s is %s", (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  test.each([
    ["1 / 0", "a division by 0"],
    ["1 % 0", "a remainder by 0"],
    ["sqrt(-1)", "NaN"],
    ["pow(10, 999)", "Infinity"],
    ["$nobody + 1", "nobody"],
    ["process.exit(7)", "process"],
    ["constructor(1)", "constructor"],
    ["$text + 1", "abc"],
    ["1 +", "the end of the expression"],
    ["(1", "the end of the expression"],
    ["1 2", '"2"'],
    ["1 and true", "1"],
    ["pow(2)", "with 1 value"],
    ["", "the end of the expression"],
    [`${"(".repeat(65)}1${")".repeat(65)}`, "more"],
    ["-".repeat(70), "more"],
  ])("%s is refused", (text, found) => {
    expect(value(text)).toContain(found);
  });

  test("64 levels of brackets are not too many", () => {
    expect(value(`${"(".repeat(63)}1${")".repeat(63)}`)).toBe(1);
  });

  test("joins words in a text only", () => {
    expect(value("Brake_HWT + _ + $gap", true)).toBe("Brake_HWT_1.5");
    expect(value("Brake_HWT + _ + $gap")).toContain("Brake_HWT");
  });
});
