import { describe, expect, test } from "vitest";
import { declaredOf, rankingOf, summariesOf } from "../../src/run/summarise.ts";
import { select } from "../../src/run/selection.ts";
import { resultWith, scoreWith } from "../report/support.ts";
import { CALM, folderWith } from "../cli/support.ts";
import { DISTRIBUTION, ENDS, storyFolder } from "../scenario/story/support.ts";

const plain = { roots: [], maxVariants: 100, grep: null, grepInvert: null, only: null };

/** Three variants in which the end and the sight are drawn together. */
const DRAWN = DISTRIBUTION.replace(
  /<Deterministic>[^]*<\/Deterministic>/,
  `<Stochastic numberOfTestRuns="3" randomSeed="1"><StochasticDistribution parameterName="end">
    <UniformDistribution><Range lowerLimit="0.5" upperLimit="1.5"/></UniformDistribution></StochasticDistribution>
    <StochasticDistribution parameterName="other"><UniformDistribution><Range lowerLimit="0.5" upperLimit="1.5"/></UniformDistribution>
    </StochasticDistribution></Stochastic>`,
);

describe("what a selection declares", () => {
  test("are all values of a file's axes, whatever part of them is selected", () => {
    const folder = folderWith({ "calm.yaml": CALM.replace("[8, 30]", "{ range: [8, 9], step: 0.5 }") });
    const selected = select({ ...plain, selectors: ["calm.yaml#speedMps=10"], folder });
    expect(declaredOf(selected, []).scenarios).toEqual([
      {
        scenarioId: "calm.yaml",
        dimensions: [
          { name: "speedMps", cells: ["10", "12"] },
          { name: "gapM", cells: ["8", "8.5", "9"] },
        ],
      },
    ]);
  });

  test("are not counted where they are too many, which is said", () => {
    const folder = folderWith({
      "long.yaml": CALM.replace("[8, 30]", "{ range: [8, 18], step: 0.001 }"),
      // Few values an axis, and more than 2 000 000 pairs of them.
      "wide.yaml": CALM.replace("[8, 30]", "{ range: [8, 30], step: 0.01 }").replace("[10, 12]", "{ range: [10, 12], step: 0.002 }"),
      "calm.yaml": CALM,
    });
    const selectors = ["long.yaml", "wide.yaml", "calm.yaml"].map((file) => `${file}#speedMps=10,gapM=8`);
    const declared = declaredOf(select({ ...plain, maxVariants: 10_000_000, selectors, folder }), []);
    expect(declared.scenarios).toMatchObject([
      { scenarioId: "long.yaml", dimensions: [], isTooLarge: true },
      { scenarioId: "wide.yaml", dimensions: [], isTooLarge: true },
      { scenarioId: "calm.yaml", dimensions: [{ name: "speedMps" }, { name: "gapM" }] },
    ]);
    expect(declared.scenarios[2]).not.toHaveProperty("isTooLarge");
    const results = declared.scenarios.map(({ scenarioId }) => resultWith({ scenarioId, variantId: scenarioId, score: scoreWith(90) }));
    const [one] = summariesOf(results, ["builtin:pursuit"], declared, "hash");
    expect(one?.summary.uncounted).toEqual(["long.yaml", "wide.yaml"]);
  });

  test("are the cells that results are in", () => {
    const folder = folderWith({ "calm.yaml": CALM });
    const declared = declaredOf(select({ ...plain, selectors: ["calm.yaml"], folder }), []);
    const results = ["8", "30"].map((gapM) =>
      resultWith({
        scenarioId: "calm.yaml",
        variantId: `calm.yaml#speedMps=10,gapM=${gapM}`,
        parameters: [
          { name: "speedMps", value: "10" },
          { name: "gapM", value: gapM },
        ],
        score: scoreWith(90),
      }),
    );
    const [one] = summariesOf(results, ["builtin:pursuit"], declared, "hash");
    expect(one?.summary.coverage).toMatchObject([{ of: "calm.yaml", cells: { totalCount: 4, coveredCount: 2 } }]);
  });

  test("of an OpenSCENARIO file are the values of its distribution; values drawn at random are no cells", () => {
    const folder = storyFolder({
      "two.xosc": DISTRIBUTION,
      "ends.xosc": ENDS.replace("<ParameterDeclaration ", '<ParameterDeclaration name="other" parameterType="double" value="1"/>$&'),
      "drawn.xosc": DRAWN,
    });
    const declared = (file: string): unknown => declaredOf(select({ ...plain, selectors: [file], folder }), []).scenarios;
    expect(declared("two.xosc")).toEqual([{ scenarioId: "two.xosc", dimensions: [{ name: "end", cells: ["0.5", "1.5"] }] }]);
    expect(declared("drawn.xosc")).toEqual([{ scenarioId: "drawn.xosc", dimensions: [] }]);
  });
});

test("the mean over one scenario has one interval, wherever it stands", () => {
  const results = [10, 40, 80].map((total, i) => resultWith({ variantId: String(i), score: scoreWith(total) }));
  const [one] = summariesOf(results, ["builtin:pursuit"], { scenarios: [], odd: [] }, "hash");
  expect(one?.summary.score.interval).toMatchObject({ method: "bca" });
  expect(one?.summary.scenarios.map((s) => s.score)).toEqual([one?.summary.score]);
});

test("each controller has its own summary; one with a single scored run has none", () => {
  const run = (text: string, total: number | null, variantId: string): ReturnType<typeof resultWith> =>
    resultWith({
      variantId,
      controller: { name: text, build: "", text, rssBytes: null },
      score: total === null ? null : scoreWith(total),
    });
  const results = [run("a", 10, "1"), run("b", 20, "1"), run("a", 30, "2"), run("b", null, "2")];
  const summaries = summariesOf(results, ["a", "b"], { scenarios: [], odd: [] }, "hash");
  expect(summaries.map((s) => [s.controller, s.summary.score.mean])).toEqual([["a", 20]]);
  expect(rankingOf(results).ranking?.map((r) => [r.controller, r.count])).toEqual([
    ["b", 1],
    ["a", 2],
  ]);
  expect(rankingOf(results.filter((r) => r.controller.text === "a"))).toEqual({});
});
