import { highwayStepReward } from "../../../src/eval/anchors/highwayenv/reward.ts";
import { metadriveStepReward } from "../../../src/eval/anchors/metadrive/reward.ts";
import { COST_LETTERS, type CostInput, partialCost, totalCost } from "../../../src/eval/maths/commonroad-costs.ts";
import { comfortCost, newComfortSteps, pushComfort } from "../../../src/eval/maths/smarts.ts";
import { hardFailure, progressScore } from "../../../src/eval/profiles/alpasim-rule.ts";
import { smartsScore } from "../../../src/eval/profiles/smarts-rule.ts";
import type { Adapter, Values } from "./vector.ts";

const REASONS = { collision: "collision_at_fault", "off-road": "offroad" } as const;

/** Scores, costs and rewards of simulators and benchmarks that give one number a drive. */
export const FRAMEWORKS: Readonly<Record<string, Adapter>> = {
  "alpasim-scene_score": (_params, { progress_clipped_rel, gt_dist_traveled_m, collision_at_fault, offroad }) => {
    const progress = progressScore(progress_clipped_rel, gt_dist_traveled_m);
    const failure = hardFailure(collision_at_fault, offroad);
    return { score: failure === null ? progress : 0, progress_score: progress, failure_reason: failure === null ? null : REASONS[failure] };
  },
  "smarts-comfort_cost": ({ dt }, { positions }) => {
    const steps = newComfortSteps(dt);
    for (const [x, y] of positions as [number, number][]) pushComfort(steps, x, y);
    return { comfort_cost: comfortCost(steps) };
  },
  "smarts-driving_smarts_score": (_params, costs) => {
    const { overall, humanness, rules } = smartsScore({
      destination: costs["dist_to_destination"],
      steps: costs["steps"],
      obstacles: costs["dist_to_obstacles"],
      jerk: costs["jerk_linear"],
      laneOffset: costs["lane_center_offset"],
      speedLimit: costs["speed_limit"],
      wrongWay: costs["wrong_way"],
    });
    return { overall, humanness_error: humanness, rule_violation: rules };
  },
  "commonroad-cost_functions": ({ dt, goal_velocity, weights }, { velocity, steering_angle, delta_orientation }) => {
    const input: CostInput = {
      stepSec: dt,
      velocityMps: Float64Array.from(velocity),
      steeringRad: Float64Array.from(steering_angle),
      turnRad: Float64Array.from(delta_orientation),
      goalMps: goal_velocity,
    };
    return {
      partial: Object.fromEntries(COST_LETTERS.map((letter) => [letter, partialCost(letter, input)])),
      total: Object.fromEntries(Object.entries(weights as Values).map(([name, of]) => [name, totalCost(of, input)])),
    };
  },
  "highwayenv-reward": (_params, { crashed, lane_index, n_lanes, speed, heading, on_road }) => {
    const step = { hasCrashed: crashed, leftLanes: lane_index, lanes: n_lanes, forwardMps: speed * Math.cos(heading) };
    return { reward: on_road === true ? highwayStepReward(step) : 0 };
  },
  "metadrive-reward": (_params, { delta_longitudinal, lateral, lane_width, speed_kmh, positive_road }) => ({
    reward: metadriveStepReward({
      wayM: delta_longitudinal,
      offsetM: lateral,
      laneWidthM: lane_width,
      speedMps: speed_kmh / 3.6,
      isWithLane: positive_road === 1,
    }),
  }),
};
