import { ncapImpactSpeed } from "../anchors/ncap/impact-speed.ts";
import { ncapImpactVutSpeed } from "../anchors/ncap/impact-vut-speed.ts";
import {
  AVOIDANCE_BANDS,
  countsAsPredicted,
  HEAD_ON_BANDS,
  mitigationBands,
  NCAP_COLOURS,
  NCAP_LOAD_CASES,
  type NcapBands,
  type NcapColour,
  ncapColour,
  type NcapLoadCase,
  type NcapRange,
  ncapShareRatio,
  partPoints,
  ROAD_EDGE_BANDS,
  TOLERANCE_KMH,
  verificationPercent,
  verifyColour,
} from "../maths/ncap.ts";
import type { Metric, MetricValue } from "../metric.ts";
import { offRoad } from "../metrics/off-road.ts";
import type { Profile, ProfileAggregate, ProfileRow, ProfileRun, ProfileScore } from "../profile.ts";

const KMH_A_MPS = 3.6;

/** Euro NCAP crash avoidance 2026: a run is one test point, a suite the points of its load cases. */
export const ncapCrashAvoidance: Profile = {
  id: "ncap-ca-2026",
  title: "Euro NCAP crash avoidance 2026",
  definition: "ncap.crash-avoidance@94b1",
  metrics: [ncapImpactSpeed, ncapImpactVutSpeed, offRoad],
  params: { toleranceMps: TOLERANCE_KMH / KMH_A_MPS },
  formula:
    "of a run: 100 x what its colour is worth; of a suite: sum over load cases of most points x mean over test points x verified percent, standard and extended range",
  needs:
    "tags of each variant: ncap-load-case:CCRs (blanks in names as hyphens: CPLA-day, ELK-RE), ncap-vut-kmh:50, ncap-range:standard or " +
    "extended (standard where absent), and ncap-predicted:green where the variant verifies a predicted colour; a tag may be made from a " +
    'parameter: "ncap-vut-kmh:${vutKmh}"',
  differences: [
    "what the simulator gives is the prediction of a point that has no predicted colour by tag",
    "points of the robustness part, of warnings and of low-speed collisions are not given",
    "a head-on speed reduction of more than 30 km/h is red, as coded upstream",
    "test speeds between the rows of the table take the bands of the next higher row",
    "where there are more verification tests than upstream's table has, verification takes nothing, as upstream",
  ],
  source: "Euro-NCAP/euroncap_rating_2026@94b1035, crash_avoidance/matrix_processing.py, data_model.py",
  score: scoreOfRun,
  aggregate: sumLoadCases,
};

// ---- one test point ----

interface TestPoint {
  readonly loadCase: NcapLoadCase;
  /** Of the vehicle under test, km/h. */
  readonly vut: number;
  readonly range: NcapRange;
  /** null where the point verifies nothing. */
  readonly predicted: NcapColour | null;
}

function scoreOfRun(run: ProfileRun): ProfileScore {
  const point = pointOf(run.tags);
  if (typeof point === "string") return { kind: "not-applicable", reason: point };
  const measured = measure(point, run);
  if (typeof measured === "string") return { kind: "not-applicable", reason: measured };
  const { bands, u, culprit } = measured;
  const colour = ncapColour(bands, u);
  const gate = { ...culprit, name: "test point", lossLimit: 0, value: ncapShareRatio(colour, point.range) };
  const notes = [`${colour}: ${point.loadCase.criterion} at ${u.toFixed(1)} ${point.loadCase.criterion === "road-edge" ? "m" : "km/h"}`];
  if (point.predicted === null) return { kind: "score", tree: { gates: [gate], soft: [] }, notes };
  const tolerance = point.loadCase.criterion === "mitigation" ? TOLERANCE_KMH : 0;
  const verified = verifyColour(bands, point.predicted, u, tolerance);
  const facts = {
    predicted: ncapShareRatio(point.predicted, point.range),
    verified: countsAsPredicted(verified, point.predicted) ? 1 : 0,
  };
  return { kind: "score", tree: { gates: [gate], soft: [] }, notes: [...notes, `predicted ${point.predicted}: ${verified.result}`], facts };
}

/** What the tags say; one clause where they do not make a test point. */
function pointOf(tags: readonly string[]): TestPoint | string {
  const name = tagValue(tags, "ncap-load-case");
  if (name === null) return "the scenario has no tag ncap-load-case:NAME";
  const loadCase = NCAP_LOAD_CASES.get(name);
  if (loadCase === undefined) return `the load case ${name} is not one of ${[...NCAP_LOAD_CASES.keys()].join(", ")}`;
  const speed = tagValue(tags, "ncap-vut-kmh");
  const vut = Number(speed);
  if (speed === null || !(vut > 0)) return "the scenario has no tag ncap-vut-kmh:SPEED with a speed above 0";
  const range = tagValue(tags, "ncap-range") ?? "standard";
  if (range !== "standard" && range !== "extended") return `the tag ncap-range:${range} is neither standard nor extended`;
  const told = tagValue(tags, "ncap-predicted");
  const predicted = NCAP_COLOURS.find((colour) => colour === told) ?? null;
  if (told !== null && predicted === null) return `the tag ncap-predicted:${told} is none of ${NCAP_COLOURS.join(", ")}`;
  return { loadCase, vut, range, predicted };
}

function tagValue(tags: readonly string[], key: string): string | null {
  return tags.find((tag) => tag.startsWith(`${key}:`))?.slice(key.length + 1) ?? null;
}

interface Measured {
  readonly bands: NcapBands;
  /** In the unit of the bands. */
  readonly u: number;
  readonly culprit: { readonly metric: Metric<unknown>; readonly result: MetricValue };
}

function measure({ loadCase, vut }: TestPoint, run: ProfileRun): Measured | string {
  const impact = run.result("ncap.impact-speed");
  const own = run.result("ncap.impact-vut-speed");
  const beyond = run.result("off-road");
  if (loadCase.criterion === "road-edge") {
    if (beyond.kind !== "value") return beyond.reason;
    return { bands: ROAD_EDGE_BANDS, u: -beyond.value, culprit: { metric: offRoad, result: beyond } };
  }
  if (impact.kind !== "value" || own.kind !== "value") return "no other road user was in the world";
  const culprit = { metric: ncapImpactSpeed, result: impact };
  switch (loadCase.criterion) {
    case "mitigation":
      return { bands: mitigationBands(vut), u: KMH_A_MPS * impact.value, culprit };
    case "avoidance":
      return { bands: AVOIDANCE_BANDS, u: KMH_A_MPS * own.value, culprit: { metric: ncapImpactVutSpeed, result: own } };
    case "head-on":
      // Without an impact the point is green, whatever the reduction.
      if (impact.atTick === null) return { bands: AVOIDANCE_BANDS, u: 0, culprit };
      return { bands: HEAD_ON_BANDS, u: Math.max(0, vut - KMH_A_MPS * own.value), culprit };
  }
}

// ---- a suite ----

/** What the calculator gives for the load cases of a suite; null where no run is a test point. */
export function sumLoadCases(rows: readonly ProfileRow[]): ProfileAggregate {
  const scored = rows.filter(({ score }) => score !== null);
  const lines: string[] = [];
  let total = 0;
  for (const [name, { maxPoints }] of NCAP_LOAD_CASES) {
    const own = scored.filter(({ tags }) => tagValue(tags, "ncap-load-case") === name);
    if (own.length === 0) continue;
    const standard = partOf(own, "standard", maxPoints[0]);
    const extended = partOf(own, "extended", maxPoints[1]);
    total += standard.points + extended.points;
    lines.push(`${name}: ${pointsText(standard, maxPoints[0], "standard")}; ${pointsText(extended, maxPoints[1], "extended")}`);
  }
  return { value: lines.length === 0 ? null : total, unit: "points", lines };
}

interface Part {
  readonly points: number;
  readonly testPoints: number;
  readonly percent: number;
}

function partOf(rows: readonly ProfileRow[], range: NcapRange, maxPoints: number): Part {
  const own = rows.filter(({ tags }) => (tagValue(tags, "ncap-range") ?? "standard") === range);
  const shares = own.map(({ values, facts }) => facts["predicted"] ?? values["test point"] ?? 0);
  const verified = own.flatMap(({ facts }) => (facts["verified"] === undefined ? [] : [facts["verified"]]));
  const percent = verified.length === 0 ? 100 : verificationPercent("VTA", range, verified.length, verified.filter((v) => v === 1).length);
  return { points: partPoints(maxPoints, shares, percent), testPoints: own.length, percent };
}

function pointsText({ points, testPoints, percent }: Part, maxPoints: number, range: NcapRange): string {
  const left = percent === 100 ? "" : `, ${percent} % after verification`;
  return `${points.toFixed(3)} of ${maxPoints} points in the ${range} range (${testPoints} test ${testPoints === 1 ? "point" : "points"}${left})`;
}
