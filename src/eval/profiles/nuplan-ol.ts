import { ade, adeScore } from "../anchors/nuplan/ade.ts";
import { ahe, aheScore } from "../anchors/nuplan/ahe.ts";
import { fde, fdeScore } from "../anchors/nuplan/fde.ts";
import { fhe, fheScore } from "../anchors/nuplan/fhe.ts";
import { miss, missScore } from "../anchors/nuplan/miss.ts";
import type { Profile, ProfileRun, ProfileScore } from "../profile.ts";
import { shareWeights } from "../score-tree.ts";
import { firstReason, gatesOf, partOf, softOf } from "./parts.ts";

/** Weights of open_loop_boxes_weighted_average.yaml. */
const DISPLACEMENT_WEIGHT = 1;
const HEADING_WEIGHT = 2;

/** nuPlan's open-loop score. */
export const nuplanOl: Profile = {
  id: "nuplan-ol",
  title: "nuPlan, open loop",
  definition: "nuplan.open-loop@e924",
  metrics: [miss, ade, ahe, fde, fhe],
  params: { displacementWeight: DISPLACEMENT_WEIGHT, headingWeight: HEADING_WEIGHT },
  formula: "miss rate within bound x (average displacement + 2 average heading + final displacement + 2 final heading) / 6",
  needs: "a recorded drive in the ego's place that goes on for 8 s, and a controller that sends trajectories of 8 s, with its frames kept",
  differences: [
    "the ego drives its own way: a plan begins where the ego is, not where the recorded driver was",
    "frames whose plan or recording is shorter than 8 s are left out; upstream refuses such a planner",
  ],
  source: "motional/nuplan-devkit@e9241677, nuplan/planning/metrics/evaluation_metrics/common/planner_expert_*_within_bound.py",
  score: scoreOfRun,
};

function scoreOfRun(run: ProfileRun): ProfileScore {
  const hit = partOf("miss rate within bound", miss, run.result(miss.id), ({ value }) => missScore(value));
  const parts = [
    { part: partOf("average displacement", ade, run.result(ade.id), ({ value }) => adeScore(value)), weight: DISPLACEMENT_WEIGHT },
    { part: partOf("average heading", ahe, run.result(ahe.id), ({ value }) => aheScore(value)), weight: HEADING_WEIGHT },
    { part: partOf("final displacement", fde, run.result(fde.id), ({ value }) => fdeScore(value)), weight: DISPLACEMENT_WEIGHT },
    { part: partOf("final heading", fhe, run.result(fhe.id), ({ value }) => fheScore(value)), weight: HEADING_WEIGHT },
  ];
  const reason = firstReason([hit, ...parts.map(({ part }) => part)]);
  if (reason !== null) return { kind: "not-applicable", reason };
  const soft = shareWeights(parts.flatMap(({ part, weight }) => softOf(part, weight)));
  return { kind: "score", tree: { gates: gatesOf([hit]), soft }, notes: [] };
}
