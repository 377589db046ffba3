import { waymaxLogDivergence } from "../anchors/waymax/log-divergence.ts";
import { angularAcceleration } from "../anchors/wosac/angular-acceleration.ts";
import { angularSpeed } from "../anchors/wosac/angular-speed.ts";
import { linearAcceleration } from "../anchors/wosac/linear-acceleration.ts";
import { linearSpeed } from "../anchors/wosac/linear-speed.ts";
import { wosacNearest } from "../anchors/wosac/nearest.ts";
import { wosacRedLight } from "../anchors/wosac/red-light.ts";
import { wosacRoadEdge } from "../anchors/wosac/road-edge.ts";
import { wosacTtc } from "../anchors/wosac/ttc.ts";
import type { TraceHeader } from "../../trace/tick.ts";
import type { Evaluated } from "../evaluate.ts";
import { likelihoodOf, logLikelihoods } from "../maths/histogram-likelihood.ts";
import { ticksAStep } from "../maths/sample-rate.ts";
import type { Metric, MetricValue } from "../metric.ts";
import type { Profile, ProfileRun, ProfileScore } from "../profile.ts";
import type { Series } from "../series.ts";
import {
  bucketMeans,
  metaMetric,
  WOSAC_2025,
  WOSAC_FEATURES,
  type WosacFeature,
  type WosacLikelihoods,
  type WosacSetting,
} from "./wosac-rule.ts";

/** The challenge asks for so many; the likelihoods of fewer are others. */
const ROLLOUTS = 32;

/** The metric whose series a feature is read from, and what it is where the metric has no value at a sample: nobody else is there. */
interface Source {
  readonly metric: Metric<unknown>;
  readonly absentValue: number | null;
  readonly read: (value: number) => number;
}
const asItIs = (value: number): number => value;
const SOURCES: Readonly<Record<WosacFeature, Source>> = {
  collision: { metric: wosacNearest, absentValue: 0, read: (m) => (m < 0 ? 1 : 0) },
  "off-road": { metric: wosacRoadEdge, absentValue: null, read: (m) => (m > 0 ? 1 : 0) },
  ttc: { metric: wosacTtc, absentValue: WOSAC_2025.ttc.histogram.highestValue, read: asItIs },
  nearest: { metric: wosacNearest, absentValue: WOSAC_2025.nearest.histogram.highestValue, read: asItIs },
  "linear-speed": { metric: linearSpeed, absentValue: null, read: asItIs },
  "linear-acceleration": { metric: linearAcceleration, absentValue: null, read: asItIs },
  "angular-speed": { metric: angularSpeed, absentValue: null, read: asItIs },
  "angular-acceleration": { metric: angularAcceleration, absentValue: null, read: asItIs },
  "road-edge": { metric: wosacRoadEdge, absentValue: null, read: asItIs },
  "red-light": { metric: wosacRedLight, absentValue: null, read: asItIs },
};

/** Waymo's sim agents challenge of 2025, for the ego alone. */
export const wosac2025: Profile = {
  id: "wosac-2025",
  title: "Waymo sim agents 2025: realism of 32 rollouts",
  definition: "wosac.realism@2025",
  metrics: [
    wosacNearest,
    wosacTtc,
    wosacRoadEdge,
    wosacRedLight,
    linearSpeed,
    linearAcceleration,
    angularSpeed,
    angularAcceleration,
    waymaxLogDivergence,
  ],
  params: { rollouts: ROLLOUTS, ...paramsOf() },
  formula:
    "sum of w x exp(mean over the recorded samples of the log of the share of simulated samples in the same bin): collision .25, off-road .25, time to collision .1, nearest road user .1, and .05 each for speed, acceleration, yaw rate, yaw acceleration, road edge, red light",
  needs:
    "32 runs of the variant under seeds that follow one another (asking for the profile makes them), a recorded driver in the ego's place, lanes",
  differences: [
    "the ego alone is judged; the challenge judges all simulated road users of a scene",
    "features begin with the run: the challenge has a second of history before it",
    "a run that ends early has no samples after its end",
    "the recorded driver is below 100 too: histograms smooth, and 32 runs are a sample",
    "a controller that does the same under every seed is judged as that",
  ],
  source: "waymo-research/waymo-open-dataset, sim_agents_metrics, challenge_2025_sim_agents_config.textproto",
  rolloutCount: (header) => (whatLacks(header) === null ? ROLLOUTS : 0),
  score: scoreOfRun,
};

/** Every limit of the histograms and every weight, by name. */
function paramsOf(): Record<string, number> {
  const entries = WOSAC_FEATURES.flatMap((feature) => {
    const { weight, histogram } = WOSAC_2025[feature];
    return Object.entries({ weight, ...histogram }).map(([name, value]) => [`${feature} ${name}`, value] as const);
  });
  return Object.fromEntries(entries);
}

function scoreOfRun(run: ProfileRun): ProfileScore {
  const { recorded } = run.reruns;
  const reason = whyNot(run);
  if (reason !== null || recorded === undefined) return { kind: "not-applicable", reason: reason ?? "the recorded driver was not judged" };
  const likelihoods = likelihoodsOf(run, recorded);
  const missing = WOSAC_FEATURES.find((feature) => likelihoods[feature] === null);
  if (missing !== undefined) return { kind: "not-applicable", reason: `the recorded driver has no sample of ${missing}` };
  const known = likelihoods as WosacLikelihoods;
  const weights = Object.fromEntries(WOSAC_FEATURES.map((f) => [f, WOSAC_2025[f].weight])) as Record<WosacFeature, number>;
  const soft = WOSAC_FEATURES.map((feature) => {
    const value = known[feature];
    const result: MetricValue = { kind: "value", value, atTick: null, actorId: null, episodes: [] };
    return { name: feature, metric: likelihoodMetric(feature), result, lossLimit: 1, value, weight: weights[feature] };
  });
  return { kind: "score", tree: { gates: [], soft }, notes: notesOf(run, known, weights) };
}

/** What is missing; null where nothing is. */
function whyNot({ header, reruns }: ProfileRun): string | null {
  const lack = whatLacks(header);
  if (lack !== null) return lack;
  const { length } = reruns.rollouts;
  return length === ROLLOUTS
    ? null
    : `${length} rollouts were made, and the challenge is defined for ${ROLLOUTS}: others are not comparable`;
}

/** What the scenario itself lacks; null where it lacks nothing. */
function whatLacks({ recorded, road, stopLines }: TraceHeader): string | null {
  if (recorded === null) return "there is no recorded driver in the ego's place";
  if (!road.lanes.some(({ type }) => type === "driving")) return "the road has no driving lanes";
  return stopLines === undefined ? "the trace does not say where traffic has to stop" : null;
}

function likelihoodsOf({ header, reruns }: ProfileRun, recorded: Evaluated): Record<WosacFeature, number | null> {
  const every = ticksAStep(header.dtSec);
  const isLogged = (tick: number): boolean => header.recorded?.valid[tick] === 1;
  const entries = WOSAC_FEATURES.map((feature) => {
    const { isYesOrNo } = WOSAC_2025[feature];
    const samples = (evaluated: Evaluated, isWanted: (tick: number) => boolean): number[] => samplesOf(evaluated, feature, every, isWanted);
    // a yes or no of a run is asked where the recording has a value, a series of a rollout everywhere
    const simulated = reruns.rollouts.flatMap((run) => (isYesOrNo ? everSeen(samples(run, isLogged)) : samples(run, () => true)));
    const logged = samples(recorded, isLogged);
    return [feature, likelihood(WOSAC_2025[feature], isYesOrNo ? everSeen(logged) : logged, simulated)] as const;
  });
  return Object.fromEntries(entries) as Record<WosacFeature, number | null>;
}

function likelihood({ histogram }: WosacSetting, logged: readonly number[], simulated: readonly number[]): number | null {
  return logged.length === 0 ? null : likelihoodOf(logLikelihoods(logged, simulated, histogram));
}

/** One sample of a run: 1 where any of its samples is. */
function everSeen(samples: readonly number[]): number[] {
  return samples.length === 0 ? [] : [Math.max(...samples)];
}

/** A feature of one run at each sample up to its last scored tick. */
function samplesOf(evaluated: Evaluated, feature: WosacFeature, every: number, isWanted: (tick: number) => boolean): number[] {
  const { metric, absentValue, read } = SOURCES[feature];
  const { firstTick, value, valid } = evaluated.series.find((s) => s.metric === metric.id) as Series;
  const out: number[] = [];
  for (let tick = Math.ceil(firstTick / every) * every; tick <= evaluated.lastScoredTick; tick += every) {
    const i = tick - firstTick;
    if (!isWanted(tick)) continue;
    if (valid[i] === 1) out.push(read(value[i] as number));
    else if (absentValue !== null) out.push(absentValue);
  }
  return out;
}

/** The feature's metric, with a sentence that speaks of the likelihood. */
function likelihoodMetric(feature: WosacFeature): Metric<unknown> {
  const { metric } = SOURCES[feature];
  return {
    ...metric,
    unit: "ratio",
    limit: 1,
    sentence: (e) => `the likelihood of the recorded driver's ${feature} under the ${ROLLOUTS} rollouts is ${e.value.toFixed(3)}`,
  };
}

function notesOf({ reruns }: ProfileRun, likelihoods: WosacLikelihoods, weights: Record<WosacFeature, number>): string[] {
  const { kinematic, interactive, mapBased } = bucketMeans(likelihoods, weights);
  const errors = reruns.rollouts.flatMap(({ results }) => {
    const result = results.find(({ metric }) => metric.id === waymaxLogDivergence.id)?.result;
    return result?.kind === "value" ? [result.value] : [];
  });
  const mean = errors.reduce((sum, e) => sum + e, 0) / errors.length;
  return [
    `realism meta metric ${metaMetric(likelihoods, weights).toFixed(4)}`,
    `kinematic ${kinematic.toFixed(4)}, interactive ${interactive.toFixed(4)}, map-based ${mapBased.toFixed(4)}`,
    ...(errors.length === 0 ? [] : [`minADE ${Math.min(...errors).toFixed(2)} m, ADE ${mean.toFixed(2)} m over ${errors.length} rollouts`]),
  ];
}
