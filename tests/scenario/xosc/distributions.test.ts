import { describe, expect, test } from "vitest";
import type { XoscOptions } from "../../../src/scenario/parse/xosc/read-open-scenario.ts";
import { problemsOf, readFiles, scenario, when } from "./support.ts";

const SCENARIO = scenario({
  parameters: `<ParameterDeclaration name="a" parameterType="double" value="1"/><ParameterDeclaration name="b" parameterType="double" value="1"/><ParameterDeclaration name="c" parameterType="string" value="x"/>`,
  stop: when(`<SimulationTimeCondition value="\${$a * 10 + $b}" rule="greaterThan"/>`),
});

function distribution(inner: string): string {
  return `<OpenSCENARIO><FileHeader revMajor="1" revMinor="2" date="2026-01-01T00:00:00" description="" author=""/><ParameterValueDistribution><ScenarioFile filepath="s.xosc"/>${inner}</ParameterValueDistribution></OpenSCENARIO>`;
}

const single = (name: string, inner: string) =>
  `<DeterministicSingleParameterDistribution parameterName="${name}">${inner}</DeterministicSingleParameterDistribution>`;
const set = (...values: string[]) => `<DistributionSet>${values.map((v) => `<Element value="${v}"/>`).join("")}</DistributionSet>`;
const range = (step: string, lower: string, upper: string) =>
  `<DistributionRange stepWidth="${step}"><Range lowerLimit="${lower}" upperLimit="${upper}"/></DistributionRange>`;
const deterministic = (inner: string) => distribution(`<Deterministic>${inner}</Deterministic>`);
const stochastic = (count: number, inner: string, seed = "42") =>
  distribution(`<Stochastic numberOfTestRuns="${count}" randomSeed="${seed}">${inner}</Stochastic>`);
const random = (name: string, inner: string) => `<StochasticDistribution parameterName="${name}">${inner}</StochasticDistribution>`;

function read(text: string, overrides: Readonly<Record<string, string>> = {}, options: XoscOptions = {}) {
  return readFiles({ "d.xosc": text, "s.xosc": SCENARIO }, overrides, options);
}

function valuesOf(text: string, name: string): number[] {
  return (read(text).scenario?.variants ?? []).map((v) => Number(v.values.get(name)));
}

describe("deterministic distributions", () => {
  test("cross each other, the last one fastest, and name each variant by its values", () => {
    const { scenario: file } = read(deterministic(single("a", set("1", "2")) + single("b", range("0.5", "0", "1"))));
    expect(file?.variants.map((v) => v.id)).toEqual([
      "d.xosc#a=1,b=0",
      "d.xosc#a=1,b=0.5",
      "d.xosc#a=1,b=1",
      "d.xosc#a=2,b=0",
      "d.xosc#a=2,b=0.5",
      "d.xosc#a=2,b=1",
    ]);
    const stops = file?.variants.map((v) => {
      const test = file.specOf(v).stop?.groups[0]?.[0]?.test;
      return test?.by === "value" && test.test.kind === "simulation-time" ? test.test.valueSec : null;
    });
    expect(stops).toEqual([10, 10.5, 11, 20, 20.5, 21]);
  });

  test("of a range end at its upper limit, rounding aside", () => {
    expect(valuesOf(deterministic(single("a", range("0.1", "0", "0.3"))), "a")).toEqual([0, 0.1, 0.2, 0.3]);
    expect(valuesOf(deterministic(single("a", range("2", "1", "4"))), "a")).toEqual([1, 3]);
    expect(valuesOf(deterministic(single("a", range("2", "1", "1"))), "a")).toEqual([1]);
  });

  test("set several parameters together", () => {
    const assign = (a: string, b: string) =>
      `<ParameterValueSet><ParameterAssignment parameterRef="a" value="${a}"/><ParameterAssignment parameterRef="b" value="${b}"/></ParameterValueSet>`;
    const multi = `<DeterministicMultiParameterDistribution><ValueSetDistribution>${assign("1", "2")}${assign("3", "4")}</ValueSetDistribution></DeterministicMultiParameterDistribution>`;
    expect(read(deterministic(multi + single("c", set("x", "y")))).scenario?.variants.map((v) => v.id)).toEqual([
      "d.xosc#a=1,b=2,c=x",
      "d.xosc#a=1,b=2,c=y",
      "d.xosc#a=3,b=4,c=x",
      "d.xosc#a=3,b=4,c=y",
    ]);
  });

  test("leave out what the user sets", () => {
    const { scenario: file } = read(deterministic(single("a", set("1", "2")) + single("b", set("3", "4"))), { a: "9" });
    expect(file?.variants.map((v) => v.id)).toEqual(["d.xosc#b=3", "d.xosc#b=4"]);
  });

  test("that span too many variants are counted, not made", () => {
    const huge = deterministic(single("a", range("1", "0", "1e12")) + single("b", range("1", "0", "1e12")));
    expect(problemsOf(read(huge))).toEqual([expect.stringMatching(/^RDV_SCENARIO_VARIANTS .* 1000000000001$/)]);
    expect(problemsOf(read(deterministic(single("a", set("1", "2", "3"))), {}, { maxVariants: 2 }))[0]).toContain("RDV_SCENARIO_VARIANTS");
  });

  test("with a step of 0, limits in the wrong order, or a value of the wrong type are refused", () => {
    expect(problemsOf(read(deterministic(single("a", range("0", "0", "1")))))[0]).toContain("RDV_SCENARIO_RANGE");
    expect(problemsOf(read(deterministic(single("a", range("1", "2", "1")))))[0]).toContain("RDV_SCENARIO_RANGE");
    expect(problemsOf(read(deterministic(single("a", set("1e999")))))[0]).toContain("RDV_SCENARIO_TYPE");
    const userDefined = single("a", `<UserDefinedDistribution type="mine">x</UserDefinedDistribution>`);
    expect(problemsOf(read(deterministic(userDefined)))[0]).toContain("RDV_XOSC_UNSUPPORTED");
  });
});

describe("stochastic distributions", () => {
  const normal = `<NormalDistribution expectedValue="10" variance="4"/>`;
  const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  const variance = (list: readonly number[]) => mean(list.map((x) => (x - mean(list)) ** 2));

  test("give the same values every time, others with another seed, and each parameter its own", () => {
    const values = valuesOf(stochastic(3, random("a", normal)), "a");
    expect(values).toEqual([10.264438273401819, 8.8146131144795, 9.780600546996126]);
    expect(valuesOf(stochastic(3, random("b", normal) + random("a", normal)), "a")).toEqual(values);
    expect(valuesOf(stochastic(3, random("b", normal)), "b")).not.toEqual(values);
    expect(valuesOf(stochastic(3, random("a", normal), "43"), "a")).not.toEqual(values);
  });

  test.each([
    ["normal", normal, 10, 4],
    ["log-normal", `<LogNormalDistribution expectedValue="3" variance="2"/>`, 3, 2],
    ["uniform", `<UniformDistribution><Range lowerLimit="2" upperLimit="8"/></UniformDistribution>`, 5, 3],
    ["Poisson", `<PoissonDistribution expectedValue="6"/>`, 6, 6],
    ["Poisson of many", `<PoissonDistribution expectedValue="1200"/>`, 1200, 1200],
    [
      "histogram",
      `<Histogram><Bin weight="1"><Range lowerLimit="0" upperLimit="2"/></Bin><Bin weight="3"><Range lowerLimit="4" upperLimit="6"/></Bin></Histogram>`,
      4,
      3 + 1 / 3,
    ],
  ])("%s has its mean and variance", (_, inner, expectedMean, expectedVariance) => {
    const values = valuesOf(stochastic(4000, random("a", inner)), "a");
    expect(values).toHaveLength(4000);
    // Five standard errors of the mean; the variance to a tenth.
    expect(Math.abs(mean(values) - expectedMean)).toBeLessThan(5 * Math.sqrt(expectedVariance / 4000));
    expect(Math.abs(variance(values) / expectedVariance - 1)).toBeLessThan(0.15);
  });

  test("of a set draw by weight", () => {
    const inner = `<ProbabilityDistributionSet><Element value="1" weight="1"/><Element value="2" weight="0"/><Element value="3" weight="3"/></ProbabilityDistributionSet>`;
    const values = valuesOf(stochastic(4000, random("a", inner)), "a");
    expect(values.filter((v) => v === 2)).toEqual([]);
    expect(Math.abs(values.filter((v) => v === 3).length / 4000 - 0.75)).toBeLessThan(0.035);
  });

  test("keep within their range, or say that they cannot", () => {
    const within = (lower: string, upper: string) =>
      `<NormalDistribution expectedValue="10" variance="4"><Range lowerLimit="${lower}" upperLimit="${upper}"/></NormalDistribution>`;
    const values = valuesOf(stochastic(500, random("a", within("9", "11"))), "a");
    expect(Math.min(...values)).toBeGreaterThanOrEqual(9);
    expect(Math.max(...values)).toBeLessThanOrEqual(11);
    expect(problemsOf(read(stochastic(1, random("a", within("100", "101")))))[0]).toContain("RDV_SCENARIO_RANGE");
  });
});

describe("a distribution file", () => {
  test("whose scenario is absent, elsewhere, or no scenario is refused", () => {
    const text = deterministic(single("a", set("1")));
    expect(problemsOf(readFiles({ "d.xosc": text }))[0]).toContain("RDV_FILE_MISSING");
    expect(problemsOf(readFiles({ "d.xosc": text.replace("s.xosc", "/etc/passwd") }))[0]).toContain("RDV_PATH_OUTSIDE");
    expect(problemsOf(readFiles({ "d.xosc": text, "s.xosc": text }))[0]).toContain("RDV_SCENARIO_CHOICE");
  });

  test("that varies what the scenario does not have warns; a user who sets it is refused", () => {
    expect(problemsOf(read(deterministic(single("q", set("1")))))).toEqual(['warning RDV_SCENARIO_REFERENCE 2:1 "q"']);
    expect(problemsOf(read(deterministic(single("a", set("1"))), { q: "1" }))).toEqual(['RDV_SCENARIO_REFERENCE 2:1 "q"']);
  });
});
