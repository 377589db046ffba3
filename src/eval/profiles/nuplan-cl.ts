import { comfort } from "../anchors/nuplan/comfort.ts";
import { drivableArea, drivableAreaScore } from "../anchors/nuplan/drivable-area.ts";
import { drivingDirection, drivingDirectionScore } from "../anchors/nuplan/driving-direction.ts";
import { makingProgress, makingProgressScore } from "../anchors/nuplan/making-progress.ts";
import { nuplanNoAtFaultCollisions } from "../anchors/nuplan/no-at-fault-collisions.ts";
import { progress } from "../anchors/nuplan/progress.ts";
import { speedLimit, speedLimitScore } from "../anchors/nuplan/speed-limit.ts";
import { nuplanTtc } from "../anchors/nuplan/ttc.ts";
import { roundedTo } from "../maths/rounding.ts";
import type { Profile, ProfileAggregate, ProfileRow, ProfileRun, ProfileScore } from "../profile.ts";
import { shareWeights } from "../score-tree.ts";
import { finalScore, typeScores } from "./nuplan-rule.ts";
import { firstReason, gatesOf, partOf, softOf } from "./parts.ts";

/** Weights of closed_loop_*_weighted_average.yaml, and least_min_ttc. */
const PROGRESS_WEIGHT = 5;
const TTC_WEIGHT = 5;
const SPEED_LIMIT_WEIGHT = 4;
const COMFORT_WEIGHT = 2;
const TTC_SEC = 0.95;

/** nuPlan's closed-loop score. */
export const nuplanCl: Profile = {
  id: "nuplan-cl",
  title: "nuPlan, closed loop",
  definition: "nuplan.closed-loop@e924",
  metrics: [nuplanNoAtFaultCollisions, drivableArea, makingProgress, drivingDirection, progress, nuplanTtc, speedLimit, comfort],
  params: {
    progressWeight: PROGRESS_WEIGHT,
    ttcWeight: TTC_WEIGHT,
    speedLimitWeight: SPEED_LIMIT_WEIGHT,
    comfortWeight: COMFORT_WEIGHT,
    ttcSec: TTC_SEC,
  },
  formula:
    "no at-fault collisions x drivable area x making progress x driving direction x (5 progress + 5 time to collision + 4 speed limit + 2 comfort) / 16; over a suite each type's mean by its count",
  needs: "a recorded drive in the ego's place, and lanes",
  differences: [
    "progress is measured along the route, or the recorded line, instead of the centre lines of the lanes that the expert drove; a run that ends early is compared with the recorded driver up to then",
    "the driving lanes stand for the map's drivable area",
    "the lane of the ego is the one under its box centre that leads its way; nuPlan knows the lanes that lead on from the one before",
    "collisions are looked for at every tick, the rest at 10 Hz",
    "the type of a scenario is its first tag; without tags each scenario is a type of its own",
    "a time to collision of exactly 0.95 s fails, as upstream; comfort leaves both sums where the run is too short for its filters",
  ],
  source: "motional/nuplan-devkit@e9241677, nuplan/planning/metrics/aggregator/weighted_average_metric_aggregator.py:88-215",
  score: scoreOfRun,
  aggregate: aggregateTypes,
};

function scoreOfRun(run: ProfileRun): ProfileScore {
  const collisions = run.result(nuplanNoAtFaultCollisions.id);
  const ttc = run.result(nuplanTtc.id);
  const factors = [
    partOf("no at-fault collisions", nuplanNoAtFaultCollisions, collisions, ({ value }) => value),
    partOf("drivable area", drivableArea, run.result(drivableArea.id), ({ value }) => drivableAreaScore(value)),
    partOf("making progress", makingProgress, run.result(makingProgress.id), ({ value }) => makingProgressScore(value)),
    partOf("driving direction", drivingDirection, run.result(drivingDirection.id), ({ value }) => drivingDirectionScore(value)),
  ];
  const progressed = partOf("progress along the expert's route", progress, run.result(progress.id), ({ value }) => value);
  const inTime = partOf("time to collision within bound", nuplanTtc, ttc, ({ value }) => (value > TTC_SEC ? 1 : 0));
  const inLimit = partOf("speed limit", speedLimit, run.result(speedLimit.id), ({ value }) => speedLimitScore(value));
  const comfortable = partOf("comfort", comfort, run.result(comfort.id), ({ value }) => value);
  const reason = firstReason([...factors, progressed, inTime, inLimit]);
  if (reason !== null) return { kind: "not-applicable", reason };
  const soft = shareWeights([
    ...softOf(progressed, PROGRESS_WEIGHT),
    ...softOf(inTime, TTC_WEIGHT),
    ...softOf(inLimit, SPEED_LIMIT_WEIGHT),
    ...softOf(comfortable, COMFORT_WEIGHT),
  ]);
  const notes = comfortable.part === null ? [`comfort is left out: ${comfortable.reason}`] : [];
  return { kind: "score", tree: { gates: gatesOf(factors), soft }, notes };
}

function aggregateTypes(rows: readonly ProfileRow[]): ProfileAggregate {
  const scored = rows.flatMap(({ tags, scenarioId, score }) => (score === null ? [] : [{ type: tags[0] ?? scenarioId, score }]));
  const types = typeScores(scored);
  const lines = types.map(({ type, count, mean }) => `${type}: ${roundedTo(mean, 2)} over ${count}`);
  return { value: finalScore(types), unit: "points", lines };
}
