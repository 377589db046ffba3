import { smartsDestination } from "../anchors/smarts/destination.ts";
import { smartsJerk } from "../anchors/smarts/jerk.ts";
import { smartsLaneOffset } from "../anchors/smarts/lane-offset.ts";
import { smartsObstacles } from "../anchors/smarts/obstacles.ts";
import { smartsSpeedLimit } from "../anchors/smarts/speed-limit.ts";
import { smartsSteps } from "../anchors/smarts/steps.ts";
import { smartsWrongWay } from "../anchors/smarts/wrong-way.ts";
import type { Metric } from "../metric.ts";
import type { Profile, ProfileAggregate, ProfileRow, ProfileRun, ProfileScore } from "../profile.ts";
import { firstReason, partOf, softOf } from "./parts.ts";
import { SMARTS_WEIGHTS, type SmartsCosts, smartsScore, weightedByDifficulty } from "./smarts-rule.ts";

const PARTS: readonly (readonly [cost: keyof SmartsCosts, name: string, metric: Metric<unknown>])[] = [
  ["destination", "way", smartsDestination],
  ["steps", "time", smartsSteps],
  ["obstacles", "humanness: obstacles", smartsObstacles],
  ["jerk", "humanness: jerk", smartsJerk],
  ["laneOffset", "humanness: lane centre", smartsLaneOffset],
  ["speedLimit", "rules: speed limit", smartsSpeedLimit],
  ["wrongWay", "rules: wrong way", smartsWrongWay],
];

/** Ends at which a run of SMARTS has failed, or used up its time. */
const FAILED: readonly string[] = ["contact", "off-map", "completed", "max-ticks", "disengaged"];
const ARRIVED = "goal";
/** `difficulty:2` */
const DIFFICULTY = /^difficulty[:=](\d+(?:\.\d+)?)$/;

/** The score of the Driving SMARTS benchmarks. */
export const smarts: Profile = {
  id: "smarts",
  title: "SMARTS: way, time, humanness, rules",
  definition: "smarts.score@c113",
  metrics: PARTS.map(([, , metric]) => metric),
  params: { ...SMARTS_WEIGHTS },
  formula:
    "100 x (1/4 (1 - way left) + 1/4 (1 - time) + 1/4 (1 - mean of obstacles, jerk, lane centre) + 1/4 (1 - mean of speed limit, wrong way)); a suite: the mean weighted by the scenarios' difficulty",
  needs: "a route with a goal, lanes with speed limits; the difficulty from a tag such as difficulty:2, 1 where there is none",
  differences: [
    "time is 1 where the run ends without the goal, as upstream; a stop condition of the scenario counts as its being done",
    "the allowed time is 1000 steps of a tenth of a second whatever the scenario says",
    "what was driven off the route is not added to the way left",
    "who is the target of a platooning task, and the gap to it, are unknown",
  ],
  source: "huawei-noah/SMARTS@c113dd7, smarts/env/gymnasium/wrappers/metric/formula.py",
  score: scoreOfRun,
  aggregate,
};

function scoreOfRun(run: ProfileRun): ProfileScore {
  const { reason: end } = run.end;
  const parts = PARTS.map(([cost, name, metric]) => {
    const hasFailed = cost === "steps" && FAILED.includes(end);
    return { cost, part: partOf(name, metric, run.result(metric.id), ({ value }) => 1 - (hasFailed ? 1 : costOf(cost, value, end))) };
  });
  const reason = firstReason(parts.map(({ part }) => part));
  if (reason !== null) return { kind: "not-applicable", reason };
  const soft = parts.flatMap(({ cost, part }) => softOf(part, SMARTS_WEIGHTS[cost]));
  const costs = Object.fromEntries(parts.map(({ cost, part }) => [cost, 1 - (part.part?.value ?? 1)])) as unknown as SmartsCosts;
  const { humanness, rules } = smartsScore(costs);
  const notes = [`humanness error ${humanness.toFixed(3)}`, `rule violation ${rules.toFixed(3)}`];
  return { kind: "score", tree: { gates: [], soft }, notes, facts: { difficulty: difficultyOf(run.tags) } };
}

/** Costs are capped at 1, as a share of the score can lose no more; nothing of the way is left where the run ended at its goal. */
function costOf(cost: keyof SmartsCosts, value: number, end: string): number {
  return cost === "destination" && end === ARRIVED ? 0 : Math.min(1, value);
}

function difficultyOf(tags: readonly string[]): number {
  for (const tag of tags) {
    const found = DIFFICULTY.exec(tag)?.[1];
    if (found !== undefined) return Number(found);
  }
  return 1;
}

function aggregate(rows: readonly ProfileRow[]): ProfileAggregate {
  const scored = rows.flatMap(({ score, facts }) => (score === null ? [] : [{ score, difficulty: facts["difficulty"] ?? 1 }]));
  return { value: weightedByDifficulty(scored), unit: "points", lines: [] };
}
