import type { Dimension } from "./metric.ts";
import type { Point } from "./statistics/axes.ts";
import { clopperPearson, exactUpper, type Interval, wilson } from "./statistics/binomial.ts";
import { groupedUnits, type MeanEstimate, meanEstimate, singleUnits } from "./statistics/bootstrap.ts";
import { type Coverage, type CoverageDimension, coverageOf } from "./statistics/coverage.ts";
import { type Flip, smallestFlip } from "./statistics/flip.ts";
import { type OddDimension, oddCells, oddRow } from "./statistics/odd.ts";
import { type AxisSensitivity, sensitivityOf } from "./statistics/sensitivity.ts";
import { cvar10 } from "./statistics/tail.ts";

/** Confidence of every interval of a report. */
export const CONFIDENCE = 0.95;

/** What the summary reads of one run. */
export interface SummaryRow {
  readonly variantId: string;
  readonly scenarioId: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly tags: readonly string[];
  readonly isPass: boolean;
  /** null where the run was not scored. */
  readonly score: number | null;
  readonly dimensions: readonly { readonly dimension: Dimension; readonly score: number | null }[];
  readonly metrics: readonly { readonly id: string; readonly value: number | null }[];
}

/** What was declared, and so is to be covered. */
export interface Declared {
  /** Each scenario's own axes with all their values. */
  readonly scenarios: readonly DeclaredScenario[];
  /** The operational design domain of the whole suite; empty where none is declared. */
  readonly odd: readonly OddDimension[];
}

export interface DeclaredScenario {
  readonly scenarioId: string;
  readonly dimensions: readonly CoverageDimension[];
  /** More is declared than can be counted, and so no dimension is given. */
  readonly isTooLarge?: true;
}

/** A share of runs, at 95 %. */
export interface RateEstimate {
  readonly count: number;
  readonly passCount: number;
  readonly passRatio: number;
  readonly exact: Interval;
  readonly wilson: Interval;
  /** The highest failure rate that these runs do not exclude, one-sided and exact. */
  readonly failureAtMostRatio: number;
}

/** A mean of scores or values, at 95 %. */
export interface SummaryMean extends MeanEstimate {
  readonly count: number;
  /** What was resampled: scenarios where several have several variants, because variants of one scenario depend on each other. */
  readonly over: "scenarios" | "variants";
}

/** What can be said of a suite as a whole. Only scored runs enter; the others are counted beside. */
export interface SuiteSummary {
  readonly total: number;
  readonly scored: number;
  readonly pass: RateEstimate;
  readonly score: SummaryMean;
  readonly worst: { readonly variantId: string; readonly score: number };
  /** Mean of the worst 10 % of the scores, of one at least. */
  readonly cvar10Score: number;
  readonly scenarios: readonly ScenarioSummary[];
  readonly dimensions: readonly { readonly dimension: Dimension; readonly score: SummaryMean }[];
  readonly metrics: readonly { readonly id: string; readonly value: SummaryMean }[];
  /** Greatest span first. */
  readonly sensitivity: readonly AxisSensitivity[];
  /** Least distance first; one a scenario in which some pass and some fail. */
  readonly flips: readonly Flip[];
  readonly tags: readonly { readonly tag: string; readonly pass: RateEstimate }[];
  readonly coverage: readonly { readonly of: string; readonly cells: Coverage }[];
  /** Scenarios that declare more than can be counted; absent where there are none. */
  readonly uncounted?: readonly string[];
}

export interface ScenarioSummary {
  readonly scenarioId: string;
  readonly total: number;
  readonly pass: RateEstimate;
  readonly score: SummaryMean;
}

type Scored = SummaryRow & { readonly score: number };

/** Units of a metric's mean beyond which Student's t stands in for the bootstrap: there are many metrics. */
const METRIC_UNITS = 1000;

/**
 * The summary of one controller's runs; null with fewer than two scored ones.
 * @param suiteHash keys the bootstrap, so that the same suite gives the same intervals.
 */
export function summaryOf(rows: readonly SummaryRow[], declared: Declared, suiteHash: string): SuiteSummary | null {
  const scored = rows.filter((row): row is Scored => row.score !== null);
  if (scored.length < 2) return null;
  const scenarios = byScenario(scored, rows);
  const points = scenarios.map(({ scenarioId, own }) => ({ scenarioId, points: own.map(pointOf) }));
  const uncounted = declared.scenarios.filter((s) => s.isTooLarge === true).map((s) => s.scenarioId);
  const score = scoreMean(scored, `${suiteHash} score`);
  const worst = scored.reduce((least, r) => (r.score < least.score ? r : least));
  return {
    total: rows.length,
    scored: scored.length,
    pass: rateOf(scored),
    score,
    worst: { variantId: worst.variantId, score: worst.score },
    cvar10Score: cvar10(scored.map((r) => r.score)),
    scenarios: scenarios.map(({ scenarioId, total, own }) => ({
      scenarioId,
      total,
      pass: rateOf(own),
      // The mean over a single scenario is the suite's, and has the same interval.
      score: scenarios.length === 1 ? score : scoreMean(own, `${suiteHash} score of ${scenarioId}`),
    })),
    dimensions: dimensionMeans(scored, suiteHash),
    metrics: metricMeans(scored, suiteHash),
    sensitivity: points.flatMap((s) => sensitivityOf(s.scenarioId, s.points)).sort((a, b) => b.spanScore - a.spanScore),
    flips: points.flatMap((s) => smallestFlip(s.scenarioId, s.points) ?? []).sort((a, b) => a.distance - b.distance),
    tags: tagRates(scored),
    coverage: coverages(scored, scenarios, declared),
    ...(uncounted.length === 0 ? {} : { uncounted }),
  };
}

interface ScenarioRows {
  readonly scenarioId: string;
  total: number;
  readonly own: Scored[];
}

/** Scenarios with a scored run, in order of first appearance; `total` counts all runs of one. */
function byScenario(scored: readonly Scored[], rows: readonly SummaryRow[]): ScenarioRows[] {
  const groups = new Map<string, ScenarioRows>();
  for (const row of scored) {
    const group = groups.get(row.scenarioId) ?? { scenarioId: row.scenarioId, total: 0, own: [] };
    group.own.push(row);
    groups.set(row.scenarioId, group);
  }
  for (const { scenarioId } of rows) {
    const group = groups.get(scenarioId);
    if (group !== undefined) group.total++;
  }
  return [...groups.values()];
}

function pointOf({ variantId, parameters, isPass, score }: Scored): Point {
  return { variantId, parameters, isPass, score };
}

function rateOf(rows: readonly SummaryRow[]): RateEstimate {
  const count = rows.length;
  const passCount = rows.filter((r) => r.isPass).length;
  return {
    count,
    passCount,
    passRatio: passCount / count,
    exact: clopperPearson(passCount, count, CONFIDENCE),
    wilson: wilson(passCount, count, CONFIDENCE),
    failureAtMostRatio: exactUpper(count - passCount, count, CONFIDENCE),
  };
}

// ---- means ----

interface Value {
  readonly scenarioId: string;
  readonly value: number;
}

function valuesOf(rows: readonly Scored[], of: (row: Scored) => number | null | undefined): Value[] {
  return rows.flatMap((row) => {
    const value = of(row);
    return value === null || value === undefined ? [] : [{ scenarioId: row.scenarioId, value }];
  });
}

function meanOf(values: readonly Value[], streamName: string, limit?: number): SummaryMean {
  const numbers = values.map((v) => v.value);
  const scenarioIds = values.map((v) => v.scenarioId);
  const scenarioCount = new Set(scenarioIds).size;
  const over = scenarioCount > 1 && scenarioCount < values.length ? "scenarios" : "variants";
  const units = over === "scenarios" ? groupedUnits(numbers, scenarioIds) : singleUnits(numbers);
  return { ...meanEstimate(units, CONFIDENCE, streamName, limit), count: values.length, over };
}

function scoreMean(rows: readonly Scored[], streamName: string): SummaryMean {
  return meanOf(
    valuesOf(rows, (r) => r.score),
    streamName,
  );
}

function dimensionMeans(rows: readonly Scored[], suiteHash: string): SuiteSummary["dimensions"] {
  const names = [...new Set(rows.flatMap((r) => r.dimensions.map((d) => d.dimension)))];
  return names.flatMap((dimension) => {
    const values = valuesOf(rows, (r) => r.dimensions.find((d) => d.dimension === dimension)?.score);
    return values.length === 0 ? [] : [{ dimension, score: meanOf(values, `${suiteHash} ${dimension}`) }];
  });
}

function metricMeans(rows: readonly Scored[], suiteHash: string): SuiteSummary["metrics"] {
  const byId = new Map<string, Value[]>();
  for (const { scenarioId, metrics } of rows) {
    for (const { id, value } of metrics) {
      if (value === null) continue;
      const values = byId.get(id) ?? [];
      values.push({ scenarioId, value });
      byId.set(id, values);
    }
  }
  return [...byId].map(([id, values]) => ({ id, value: meanOf(values, `${suiteHash} ${id}`, METRIC_UNITS) }));
}

// ---- tags and coverage ----

/** Tags in which most runs fail first. */
function tagRates(rows: readonly Scored[]): SuiteSummary["tags"] {
  const byTag = new Map<string, Scored[]>();
  for (const row of rows) {
    for (const tag of new Set(row.tags)) {
      const own = byTag.get(tag) ?? [];
      own.push(row);
      byTag.set(tag, own);
    }
  }
  return [...byTag]
    .map(([tag, own]) => ({ tag, pass: rateOf(own) }))
    .sort((a, b) => a.pass.passRatio - b.pass.passRatio || (a.tag < b.tag ? -1 : 1));
}

function coverages(rows: readonly Scored[], grouped: readonly ScenarioRows[], { scenarios, odd }: Declared): SuiteSummary["coverage"] {
  const variantsOf = new Map(grouped.map((s) => [s.scenarioId, s.own]));
  const own = scenarios
    .filter(({ dimensions }) => dimensions.length > 0)
    .map(({ scenarioId, dimensions }) => {
      const variants = variantsOf.get(scenarioId) ?? [];
      return {
        of: scenarioId,
        cells: coverageOf(
          dimensions,
          variants.map((r) => new Map(r.parameters.map((p) => [p.name, p.value]))),
        ),
      };
    });
  if (odd.length === 0) return own;
  return [
    {
      of: "odd",
      cells: coverageOf(
        oddCells(odd),
        rows.map((r) => oddRow(odd, r)),
      ),
    },
    ...own,
  ];
}
