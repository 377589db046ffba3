import { drivableArea } from "../anchors/navsim/drivable-area.ts";
import { drivingDirection } from "../anchors/navsim/driving-direction.ts";
import { historyComfort } from "../anchors/navsim/history-comfort.ts";
import { laneKeeping } from "../anchors/navsim/lane-keeping.ts";
import { navsimNoAtFaultCollisions } from "../anchors/navsim/no-at-fault-collisions.ts";
import { progress } from "../anchors/navsim/progress.ts";
import { redLight } from "../anchors/navsim/red-light.ts";
import { navsimTtc } from "../anchors/navsim/ttc.ts";
import { extendedComfort } from "../anchors/navsim/extended-comfort.ts";
import { drivingDirectionScore } from "../anchors/nuplan/driving-direction.ts";
import type { Metric, MetricResult, MetricValue } from "../metric.ts";
import type { Profile, ProfileRun, ProfileScore } from "../profile.ts";
import { shareWeights } from "../score-tree.ts";
import { EPDMS_WEIGHTS, humanFiltered, LEAST_PROGRESS_M, normalisedProgress } from "./epdms-rule.ts";
import { firstReason, gatesOf, type PartOrReason, partOf, softOf } from "./parts.ts";

/** A sub-score: its name, the metric it is read from, and NAVSIM's rule. */
interface SubScore {
  readonly name: string;
  readonly metric: Metric<unknown>;
  readonly weight: number;
  readonly score: (result: MetricValue) => number;
}

const FACTORS: readonly SubScore[] = [
  { name: "no at-fault collisions", metric: navsimNoAtFaultCollisions, weight: 0, score: ({ value }) => value },
  { name: "drivable area", metric: drivableArea, weight: 0, score: ({ value }) => (value > 0 ? 0 : 1) },
  { name: "driving direction", metric: drivingDirection, weight: 0, score: ({ value }) => drivingDirectionScore(value) },
  { name: "traffic lights", metric: redLight, weight: 0, score: ({ value }) => (value > 0 ? 0 : 1) },
];
/** navsim.ttc is at its window of 1 s where no contact lies within it. */
const MEANS: readonly SubScore[] = [
  {
    name: "time to collision",
    metric: navsimTtc,
    weight: EPDMS_WEIGHTS.ttc,
    score: ({ value }) => (value >= (navsimTtc.limit ?? 1) ? 1 : 0),
  },
  { name: "lane keeping", metric: laneKeeping, weight: EPDMS_WEIGHTS.laneKeeping, score: ({ value }) => value },
  { name: "history comfort", metric: historyComfort, weight: EPDMS_WEIGHTS.historyComfort, score: ({ value }) => value },
];
const EXTENDED: SubScore = {
  name: "extended comfort",
  metric: extendedComfort,
  weight: EPDMS_WEIGHTS.extendedComfort,
  score: ({ value }) => value,
};

/** NAVSIM v2.2's extended PDM score of a drive. */
export const epdms: Profile = {
  id: "epdms",
  title: "NAVSIM, extended PDM score",
  definition: "navsim.epdms@0a38",
  metrics: [...FACTORS, ...MEANS].map(({ metric }) => metric).concat(progress, extendedComfort),
  params: { ...EPDMS_WEIGHTS, leastProgressM: LEAST_PROGRESS_M },
  formula:
    "no at-fault collisions x drivable area x driving direction x traffic lights x (5 progress + 5 time to collision + 2 lane keeping + 2 history comfort + 2 extended comfort) / 16, without the last / 14",
  needs:
    "a recorded drive in the ego's place, a route and lanes; trajectories of the controller, with its frames kept, for extended comfort",
  differences: [
    "the drive as it was driven stands for the simulated plan, the recorded driver for the reference planner's proposals: progress is divided by the larger of both admissible ones",
    "extended comfort is the share of pairs of plans 0.5 s apart that agree; where no plans are known it is left out, as upstream for the first frame of a log, and the rest is divided by 14",
    "the human filter applies where every other road user is replayed and the scenario has no parameters: a changed scene is not one that the recorded driver drove",
    "the two stages are one: the run goes on in closed loop, so that there is no second stage",
  ],
  source: "autonomousvision/navsim@0a380a9 (v2.2), pdm_planner/scoring/pdm_scorer.py",
  needsHuman: true,
  score: scoreOfRun,
};

function scoreOfRun(run: ProfileRun): ProfileScore {
  const { header } = run;
  const own = run.result(progress.id);
  const humanProgress = run.human?.(progress.id) ?? null;
  if (own.kind !== "value") return { kind: "not-applicable", reason: own.reason };
  if (humanProgress?.kind !== "value") return { kind: "not-applicable", reason: "there is no recorded driver to measure progress against" };
  const isOriginal = header.parameters.length === 0 && header.actors.every(({ motion }) => motion === "ego" || motion === "replayed");
  const filtered: string[] = [];
  const read = (sub: SubScore): PartOrReason => filterByHuman(run, sub, isOriginal, filtered);
  const factors = FACTORS.map(read);
  const means = MEANS.map(read);
  const consistent = read(EXTENDED);
  const reason = firstReason([...factors, ...means]);
  if (reason !== null) return { kind: "not-applicable", reason };
  const multiplier = factors.reduce((product, { part }) => product * (part?.value ?? 1), 1);
  const [ratio = 1] = normalisedProgress([own.value, humanProgress.value], [multiplier, humanMultiplier(run)]);
  const advanced = partOf("progress", progress, own, () => ratio);
  const soft = shareWeights([
    ...softOf(advanced, EPDMS_WEIGHTS.progress),
    ...means.flatMap((part, i) => softOf(part, (MEANS[i] as SubScore).weight)),
    ...softOf(consistent, EXTENDED.weight),
  ]);
  const notes = consistent.part === null ? [`without extended comfort: ${consistent.reason}`] : [];
  if (filtered.length > 0) notes.push(`counted as 1 because the recorded driver has 0 there: ${filtered.join(", ")}`);
  return { kind: "score", tree: { gates: gatesOf(factors), soft }, notes };
}

/** A sub-score; 1 in a recorded scene where the recorded driver has exactly 0. */
function filterByHuman(run: ProfileRun, sub: SubScore, isOriginal: boolean, filtered: string[]): PartOrReason {
  const read = partOf(sub.name, sub.metric, run.result(sub.metric.id), sub.score);
  if (read.part === null || !isOriginal) return read;
  const human = humanScore(run.human?.(sub.metric.id) ?? null, sub);
  const value = humanFiltered(read.part.value, human);
  if (value !== read.part.value) filtered.push(sub.name);
  return { part: { ...read.part, value } };
}

function humanMultiplier(run: ProfileRun): number {
  return FACTORS.reduce((product, sub) => product * humanScore(run.human?.(sub.metric.id) ?? null, sub), 1);
}

/** 1 where nothing is known of him. */
function humanScore(result: MetricResult | null, sub: SubScore): number {
  return result?.kind === "value" ? sub.score(result) : 1;
}
