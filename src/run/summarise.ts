import { combinationCount, MAX_COMBINATIONS } from "../eval/statistics/coverage.ts";
import type { OddDimension } from "../eval/statistics/odd.ts";
import { rankControllers } from "../eval/statistics/ranking.ts";
import { CONFIDENCE, type Declared, type SummaryRow, summaryOf } from "../eval/summary.ts";
import { axesOf, axisLength, axisValue } from "../scenario/parameters.ts";
import type { ScenarioFile } from "../scenario/parse/scenario-file.ts";
import type { ControllerSummary, RunResult, SuiteResult } from "./result.ts";
import type { Selected } from "./selection.ts";

/** Values of all axes of a scenario beyond which they are not counted cell by cell. */
const MAX_CELLS = 10_000;

/** One summary a controller, in the order the user named them; none where fewer than two of its runs were scored. */
export function summariesOf(
  results: readonly RunResult[],
  controllers: readonly string[],
  declared: Declared,
  suiteHash: string,
): ControllerSummary[] {
  return controllers.flatMap((controller) => {
    const own = results.filter((r) => r.controller.text === controller);
    const summary = summaryOf(own.map(rowOf), declared, suiteHash);
    return summary === null ? [] : [{ controller, summary }];
  });
}

/** The controllers in order, where several have scored runs. */
export function rankingOf(results: readonly RunResult[]): Pick<SuiteResult, "ranking"> {
  const responses = results.flatMap(({ score, controller, variantId }) =>
    score === null ? [] : [{ controller: controller.text, variantId, score: score.total }],
  );
  return new Set(responses.map((r) => r.controller)).size < 2 ? {} : { ranking: rankControllers(responses, CONFIDENCE) };
}

function rowOf({ variantId, scenarioId, parameters, tags, verdict, score }: RunResult): SummaryRow {
  return {
    variantId,
    scenarioId,
    parameters,
    tags,
    isPass: verdict === "passed",
    score: score?.total ?? null,
    dimensions: score?.dimensions ?? [],
    metrics: score?.metrics ?? [],
  };
}

/** What the selected files declare, of which a selection may run a part only. */
export function declaredOf(selected: readonly Selected[], odd: readonly OddDimension[]): Declared {
  return { scenarios: selected.map(({ scenario }) => declaredBy(scenario)), odd };
}

function declaredBy(scenario: ScenarioFile): Declared["scenarios"][number] {
  const { scenarioId } = scenario;
  const dimensions = "kind" in scenario ? dimensionsOfStory(scenario) : dimensionsOfNative(scenario);
  const cellCount = dimensions.reduce((sum, d) => sum + d.cells.length, 0);
  const isCountable = cellCount <= MAX_CELLS && combinationCount(dimensions) <= MAX_COMBINATIONS;
  return isCountable ? { scenarioId, dimensions } : { scenarioId, dimensions: [], isTooLarge: true };
}

function dimensionsOfNative({ parameters }: Exclude<ScenarioFile, { kind: "story" }>): { name: string; cells: string[] }[] {
  return axesOf(parameters).map((axis) => {
    const count = Math.min(axisLength(axis), MAX_CELLS + 1);
    return { name: axis.name, cells: Array.from({ length: count }, (_, i) => String(axisValue(axis, i))) };
  });
}

/** An OpenSCENARIO file declares the values of its parameter distribution, where they cross each other; values drawn at random declare no cells. */
function dimensionsOfStory({ xosc }: Extract<ScenarioFile, { kind: "story" }>): { name: string; cells: string[] }[] {
  const cells = new Map<string, Set<string>>();
  for (const { values } of xosc.variants) {
    for (const [name, value] of values) cells.set(name, (cells.get(name) ?? new Set()).add(value));
  }
  const crossed = [...cells.values()].reduce((product, set) => product * set.size, 1);
  return crossed === xosc.variants.length ? [...cells].map(([name, set]) => ({ name, cells: [...set] })) : [];
}
