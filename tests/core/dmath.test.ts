/**
 * Elementary functions: accuracy against exact arithmetic, special cases, exact results, and the bits themselves. Of each function the
 * golden hash covers 20,000 results; where it changes on purpose, `node tests/core/dmath-golden.ts` prints the new table.
 */
import { describe, expect, test } from "vitest";
import * as dmath from "../../src/core/dmath.ts";
import { nextInt, nextUniform, type RandomStream, randomStream } from "../../src/core/random.ts";
import { dmathHashes } from "./dmath-golden.ts";
import { exact, ulpsBetween } from "./exact.ts";

type Name = keyof typeof dmath;
type Draw = (stream: RandomStream) => number;

const COUNT = 400;

/** 2^k, by multiplication. */
function pow2(k: number): number {
  let power = 1;
  for (let i = 0; i < Math.abs(k); i++) power *= k > 0 ? 2 : 0.5;
  return power;
}

const between =
  (from: number, to: number): Draw =>
  (stream) =>
    from + (to - from) * nextUniform(stream);

/** Either sign, sizes from 2^from to 2^to, every exponent as likely. */
const sizes =
  (from: number, to: number): Draw =>
  (stream) =>
    (nextInt(stream, 2) === 0 ? -1 : 1) * (1 + nextUniform(stream)) * pow2(from + nextInt(stream, to - from));

const positive =
  (draw: Draw): Draw =>
  (stream) =>
    Math.abs(draw(stream));

/** Nearer and nearer to a centre, on both sides. */
const near =
  (centre: number): Draw =>
  (stream) =>
    centre + (nextUniform(stream) - 0.5) * pow2(-1 - nextInt(stream, 50));

/** Nearer and nearer to a centre, from below. */
const below =
  (centre: number): Draw =>
  (stream) =>
    centre - nextUniform(stream) * pow2(-nextInt(stream, 50));

const ANGLES = [between(-1, 1), between(-10, 10), between(-1e6, 1e6), sizes(15, 25), sizes(-1060, 1023), near(1.5707963267948966)];

const ARGUMENTS: Record<Name, (readonly [Draw, Draw?])[]> = {
  sin: [...ANGLES, near(3.141592653589793), near(3141.592653589793)].map((draw) => [draw]),
  cos: ANGLES.map((draw) => [draw]),
  tan: [...ANGLES, near(0.67434)].map((draw) => [draw]),
  asin: [[between(-1, 1)], [sizes(-1060, -1)], [near(0.5)], [between(0.97, 0.98)], [below(1)]],
  acos: [[between(-1, 1)], [sizes(-1060, -1)], [near(0.5)], [below(1)], [(stream) => -below(1)(stream)]],
  atan: [[between(-1, 1)], [between(-10, 10)], [sizes(-1060, 1023)], ...[0.4375, 0.6875, 1.1875, 2.4375].map((x) => [near(x)] as const)],
  atan2: [
    [between(-1, 1), between(-1, 1)],
    [sizes(-5, 5), sizes(-5, 5)],
    [sizes(-1060, 1023), sizes(-1060, 1023)],
  ],
  exp: [[between(-1, 1)], [between(-745, 709.7)], [between(-745, -700)], [sizes(-1060, 0)], [near(0.34657359)]],
  expm1: [[between(-1, 1)], [between(-5, 5)], [between(-40, 709.7)], [sizes(-1060, 0)], [near(0.34657359)], [near(1.03972077)]],
  log: [[between(0, 2)], [between(0.7, 1.42)], [positive(sizes(-1074, 1023))], [near(1)]],
  log1p: [[between(-1, 1)], [between(0, 5)], [positive(sizes(-1074, 1023))], [sizes(-1060, -1)], [near(-0.2929)], [near(0.4142)]],
  log10: [[between(0, 2)], [between(0.7, 1.42)], [positive(sizes(-1074, 1023))], [near(1)]],
  pow: [
    [between(0, 10), between(-300, 300)],
    [between(0.5, 2), between(-1000, 1000)],
    [positive(sizes(-1074, 1023)), between(-2, 2)],
    [positive(sizes(-4, 4)), sizes(-60, 9)],
    [near(1), sizes(0, 50)],
  ],
  tanh: [[between(-1, 1)], [between(0.6, 0.8)], [between(-22, 22)], [sizes(-1060, 0)], [near(0.625)]],
  hypot: [
    [between(-1, 1), between(-1, 1)],
    [sizes(-20, 20), sizes(-20, 20)],
  ],
};

describe("every result is within 1 ulp of the correctly rounded one", () => {
  test.each(Object.keys(ARGUMENTS) as Name[])("%s", (name) => {
    const stream = randomStream(2, name);
    const f: (a: number, b: number) => number = dmath[name];
    const oracle: (a: number, b: number) => number = exact[name];
    for (const [drawA, drawB] of ARGUMENTS[name]) {
      for (let i = 0; i < COUNT; i++) {
        const a = drawA(stream);
        const b = drawB === undefined ? 0 : drawB(stream);
        if (a === 0) continue;
        const ulps = ulpsBetween(oracle(a, b), f(a, b));
        if (Math.abs(ulps) > 1) expect.fail(`${name}(${a}, ${b}) = ${f(a, b)}, ${ulps} ulps from ${oracle(a, b)}`);
      }
    }
  });
});

describe("the oracle itself", () => {
  test("gives published digits", () => {
    expect(exact.sin(1e22)).toBe(-0.8522008497671888); // Muller, Elementary Functions, 1997, section 1
    expect(exact.exp(1)).toBe(2.718281828459045);
    expect(exact.log(2)).toBe(Math.LN2);
    expect(exact.log10(2)).toBe(0.3010299956639812);
    expect(4 * exact.atan(1)).toBe(Math.PI);
    expect(exact.pow(2, 0.5)).toBe(Math.SQRT2);
    expect(exact.tanh(0.5)).toBe(Number("0.46211715726000975850231848364367"));
  });

  test("sees a single wrong ulp", () => {
    expect(ulpsBetween(1, 1 + Number.EPSILON)).toBe(1);
    expect(ulpsBetween(-Number.MIN_VALUE, Number.MIN_VALUE)).toBe(3);
  });
});

describe("arguments known to be hard", () => {
  // Nearest float64 to a multiple of pi/2: Kahan 1983; Muller 1997, section 8.
  const nearestToMultiple = 6381956970095103 * pow2(797);
  // The first two are among the nearest to a multiple of pi/2 below 2^20 pi/2: at 2^-70 of their size.
  test.each([
    413441.44719405076,
    826882.8943881015,
    1e22,
    1e308,
    1.7976931348623157e308,
    nearestToMultiple,
    1647099.3,
    1647099.4,
    355,
    103993,
    1e5 * Math.PI,
    Math.PI,
  ])("angle %d", (x) => {
    for (const name of ["sin", "cos", "tan"] as const) {
      expect(Math.abs(ulpsBetween(exact[name](x), dmath[name](x)))).toBeLessThanOrEqual(1);
    }
  });

  test("sin of the float64 of pi is what pi lacks", () => {
    expect(dmath.sin(Math.PI)).toBe(1.2246467991473532e-16);
    expect(dmath.cos(nearestToMultiple)).toBe(-4.687165924254628e-19);
  });
});

describe("exact results", () => {
  test("powers of ten and two", () => {
    let power = 1;
    for (let k = 0; k <= 22; k++, power *= 10) {
      expect(dmath.log10(power)).toBe(k);
      expect(dmath.pow(10, k)).toBe(power);
    }
    for (let k = -1074; k <= 1023; k++) expect(dmath.pow(2, k)).toBe(pow2(k));
  });

  test("integer powers that a float64 holds", () => {
    for (let base = 2; base <= 30; base++) {
      let power = 1;
      for (let k = 0; power <= Number.MAX_SAFE_INTEGER; k++, power *= base) {
        expect(dmath.pow(base, k)).toBe(power);
        expect(dmath.pow(-base, k)).toBe(k % 2 === 0 ? power : -power);
      }
    }
    expect(dmath.hypot(3, -4)).toBe(5);
  });
});

describe("mirror images are exact", () => {
  const stream = randomStream(3, "mirror");
  const draws = Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? sizes(-30, 60)(stream) : between(-7, 7)(stream)));
  test.each(["sin", "tan", "asin", "atan", "tanh"] as const)("%s is odd", (name) => {
    for (const x of draws) expect(dmath[name](-x)).toBe(-dmath[name](x));
  });
  test("cos is even, atan2 odd in y", () => {
    for (const x of draws) {
      expect(dmath.cos(-x)).toBe(dmath.cos(x));
      expect(dmath.atan2(-x, 1.5)).toBe(-dmath.atan2(x, 1.5));
      expect(dmath.atan2(-x, -1.5)).toBe(-dmath.atan2(x, -1.5));
    }
  });
});

const INF = Infinity;
const ONE_ARGUMENT: [Name, ...(readonly [x: number, y: number])[]][] = [
  ["sin", [0, 0], [-0, -0], [INF, NaN], [-INF, NaN], [NaN, NaN], [5e-324, 5e-324]],
  ["cos", [0, 1], [-0, 1], [INF, NaN], [-INF, NaN], [NaN, NaN], [5e-324, 1]],
  ["tan", [0, 0], [-0, -0], [INF, NaN], [-INF, NaN], [NaN, NaN], [5e-324, 5e-324]],
  ["asin", [0, 0], [-0, -0], [1, Math.PI / 2], [-1, -Math.PI / 2], [1.0000000000000002, NaN], [-2, NaN], [INF, NaN], [NaN, NaN]],
  ["acos", [0, Math.PI / 2], [1, 0], [-1, Math.PI], [1.0000000000000002, NaN], [-2, NaN], [INF, NaN], [NaN, NaN]],
  ["atan", [0, 0], [-0, -0], [1, Math.PI / 4], [INF, Math.PI / 2], [-INF, -Math.PI / 2], [NaN, NaN]],
  ["exp", [0, 1], [-0, 1], [INF, INF], [-INF, 0], [709.79, INF], [-746, 0], [-745.1, 5e-324], [NaN, NaN]],
  ["expm1", [0, 0], [-0, -0], [INF, INF], [-INF, -1], [709.79, INF], [-50, -1], [5e-324, 5e-324], [NaN, NaN]],
  ["log", [0, -INF], [-0, -INF], [1, 0], [-1, NaN], [INF, INF], [-INF, NaN], [NaN, NaN]],
  ["log1p", [0, 0], [-0, -0], [-1, -INF], [-1.5, NaN], [INF, INF], [-INF, NaN], [5e-324, 5e-324], [NaN, NaN]],
  ["log10", [0, -INF], [-0, -INF], [1, 0], [-1, NaN], [INF, INF], [-INF, NaN], [NaN, NaN]],
  ["tanh", [0, 0], [-0, -0], [INF, 1], [-INF, -1], [30, 1], [-30, -1], [5e-324, 5e-324], [NaN, NaN]],
];
const QUARTER = Math.PI / 4;
const HALF = Math.PI / 2;
const TWO_ARGUMENTS: [Name, ...(readonly [a: number, b: number, y: number])[]][] = [
  ["atan2", [0, 0, 0], [-0, 0, -0], [0, -0, Math.PI], [-0, -0, -Math.PI], [0, 1, 0], [-0, 1, -0], [0, -1, Math.PI], [-0, -1, -Math.PI]],
  [
    "atan2",
    [1, 0, HALF],
    [1, -0, HALF],
    [-1, 0, -HALF],
    [-1, -0, -HALF],
    [1, INF, 0],
    [-1, INF, -0],
    [1, -INF, Math.PI],
    [-1, -INF, -Math.PI],
  ],
  [
    "atan2",
    [INF, 1, HALF],
    [-INF, -1, -HALF],
    [INF, INF, QUARTER],
    [-INF, INF, -QUARTER],
    [INF, -INF, 3 * QUARTER],
    [-INF, -INF, -3 * QUARTER],
  ],
  ["atan2", [NaN, 1, NaN], [1, NaN, NaN], [1e300, -1e-300, HALF], [5e-324, 1e300, 0]],
  ["pow", [NaN, 0, 1], [NaN, -0, 1], [INF, 0, 1], [1, NaN, 1], [1, INF, 1], [-1, INF, 1], [-1, -INF, 1], [NaN, 1, NaN], [2, NaN, NaN]],
  ["pow", [0, 3, 0], [-0, 3, -0], [-0, 2, 0], [0, -3, INF], [-0, -3, -INF], [-0, -2, INF], [-0, 0.5, 0], [0, INF, 0], [0, -INF, INF]],
  ["pow", [INF, 2, INF], [INF, -2, 0], [-INF, 3, -INF], [-INF, 2, INF], [-INF, -3, -0], [-INF, -2, 0], [-INF, 0.5, INF]],
  [
    "pow",
    [2, INF, INF],
    [2, -INF, 0],
    [0.5, INF, 0],
    [0.5, -INF, INF],
    [-2, INF, INF],
    [-0.5, 1e300, 0],
    [-2, 1e300, INF],
    [-8, 1 / 3, NaN],
  ],
  [
    "pow",
    [2, 1024, INF],
    [2, -1075, 0],
    [-2, 1025, -INF],
    [-2, -1101, -0],
    [10, 309, INF],
    [-1, 9007199254740991, -1],
    [-1, 9007199254740992, 1],
  ],
  ["hypot", [0, -0, 0], [INF, 1, INF], [1, -INF, INF], [NaN, 1, NaN], [1e200, 1, INF]],
];

describe("special cases follow IEEE 754", () => {
  test.each(ONE_ARGUMENT)("%s", (name, ...cases) => {
    const f: (a: number, b: number) => number = dmath[name];
    for (const [x, y] of cases) expect(f(x, 0), `${name}(${x})`).toBe(y);
  });
  test.each(TWO_ARGUMENTS)("%s", (name, ...cases) => {
    const f: (a: number, b: number) => number = dmath[name];
    for (const [a, b, y] of cases) expect(f(a, b), `${name}(${a}, ${b})`).toBe(y);
  });
});

test("the bits are the same on every machine", () => {
  expect(dmathHashes()).toEqual({
    sin: "8a4aefded8845722",
    cos: "85a6150c69bc0f50",
    tan: "94bb8029ce13311f",
    asin: "107d9768dad25799",
    acos: "c87c7dfc6c749a03",
    atan: "f47ddbf36e50b887",
    atan2: "4214a555d32048b2",
    exp: "1226a51df3a86f88",
    expm1: "812a516566d87bad",
    log: "82e850a6aa56dc00",
    log1p: "9da6f47d9b3051bc",
    log10: "4a4f2c56c89d8f7f",
    pow: "71723abc24dcbc4b",
    tanh: "52714d3c0f0a5bcf",
    hypot: "3d4fe98b31ea3b82",
  });
});
