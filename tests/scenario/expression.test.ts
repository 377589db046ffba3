import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, MAX_DEPTH, MAX_LENGTH, namesIn, type Value } from "../../src/scenario/expression.ts";

const NONE = (): undefined => undefined;

function valueOf(text: string, values: Readonly<Record<string, Value>> = {}): Value | string {
  const result = evaluate(text, (name) => (Object.hasOwn(values, name) ? values[name] : undefined));
  return result.ok ? result.value : `${result.expected} | ${result.found}`;
}

describe("an expression", () => {
  test.each([
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["10 - 4 - 3", 3],
    ["12 / 4 / 3", 1],
    ["345 % 360", 345],
    ["-7 % 3", -1],
    ["2 * -3", -6],
    ["--3", 3],
    ["-(1 - 2)", 1],
    [".5 + 1.", 1.5],
    ["1e3 + 2E-1", 1000.2],
    ["min(3, 1, 2) + max(3, 1) + abs(-4)", 8],
    ["0 * -1", 0],
    ["  7  ", 7],
  ])("%s is %d", (text, value) => {
    expect(valueOf(text)).toBe(value);
  });

  test("takes parameters, and a lone name keeps its type", () => {
    expect(valueOf("gapM / 2 + 1", { gapM: 8 })).toBe(5);
    expect(valueOf("word", { word: "wet" })).toBe("wet");
    expect(valueOf("on", { on: false })).toBe(false);
    expect(valueOf("minimum", { minimum: 3 })).toBe(3);
  });

  test.each([
    ["", "the end of the expression"],
    ["1 +", "the end of the expression"],
    ["1 2", '"2"'],
    ["(1", "the end of the expression"],
    ["1)", '")"'],
    ["word + 1", '"wet"'],
    ["1 / 0", "a division by 0"],
    ["1 % 0", "a remainder by 0"],
    ["1e308 * 10", "Infinity"],
    ["abs(1, 2)", "abs with 2 values"],
    ["sin(1)", "sin with 1 value"],
    ["2 ** 3", '"*"'],
    ["1 ? 2 : 3", '"?"'],
    ["a.b", '"a"'],
    ["constructor", '"constructor"'],
    ["__proto__", '"_"'],
  ])("%s is refused", (text, found) => {
    const result = evaluate(text, (name) => (name === "word" ? "wet" : undefined));
    expect(result).toMatchObject({ ok: false, found });
  });

  test("names what it does not know", () => {
    expect(evaluate("gap + 1", NONE)).toMatchObject({ ok: false, unknownName: "gap" });
  });

  test("may be nested 64 deep and be 1000 characters long, and no more", () => {
    const nested = (n: number): string => "(".repeat(n - 1) + "1" + ")".repeat(n - 1);
    expect(valueOf(nested(MAX_DEPTH))).toBe(1);
    expect(valueOf(nested(MAX_DEPTH + 1))).toContain("64 levels");
    expect(valueOf("-".repeat(MAX_DEPTH + 1) + "1")).toContain("64 levels");
    expect(valueOf("1".padEnd(MAX_LENGTH))).toBe(1);
    expect(valueOf("1".padEnd(MAX_LENGTH + 1))).toContain("at most 1000 characters");
  });

  test("tells the names it uses, but not its functions", () => {
    expect(namesIn("a + min(b, a) * max")).toEqual(["a", "b", "max"]);
  });

  test("agrees with JavaScript on sums and products of numbers", () => {
    const leaf = fc.integer({ min: -1000, max: 1000 }).map((n) => (n < 0 ? `(${n})` : String(n)));
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        leaf,
        fc.tuple(tie("tree"), fc.constantFrom("+", "-", "*"), tie("tree")).map(([a, op, b]) => `(${a} ${op} ${b})`),
      ),
    }));
    fc.assert(
      fc.property(tree, (text) => {
        fc.pre(text.length <= MAX_LENGTH);
        // oxlint-disable-next-line no-implied-eval -- the oracle; the text was made here
        const expected = new Function(`return ${text}`)() as number;
        fc.pre(Number.isFinite(expected));
        const got = valueOf(text);
        expect(got).toBe(expected === 0 ? 0 : expected);
      }),
    );
  });

  test("never throws, whatever the text", () => {
    fc.assert(fc.property(fc.string({ maxLength: 200, unit: "grapheme" }), (text) => void evaluate(text, () => 1)));
    fc.assert(
      fc.property(
        fc.string({ maxLength: 200, unit: fc.constantFrom(...Array.from("()+-*/%.,e1a ")) }),
        (text) => void evaluate(text, () => 1),
      ),
    );
  });
});
