import type { Dimension } from "./metric.ts";

/**
 * How the native score reads the metrics (metrics.md section 5): score = 100 x product of gates x soft mean.
 * Everything here, with the metrics' definitions and parameters, makes the score's id.
 */
export interface ScoreRow {
  readonly metric: string;
  readonly use: StepGate | CollisionGate | Soft | Reported;
}

/** A factor by steps: that of the first step whose bound the value is below, else `otherwiseScore`. */
export interface StepGate {
  readonly kind: "gate";
  readonly steps: readonly { readonly belowLimit: number; readonly gateScore: number }[];
  readonly otherwiseScore: number;
  readonly source: string;
}

/** nuPlan's product over kinds of road users of max(0, 1 - n / (allowed + 1)), n at-fault collisions with that kind. */
export interface CollisionGate {
  readonly kind: "collision-gate";
  readonly allowed: { readonly vulnerableCount: number; readonly vehicleCount: number; readonly objectCount: number };
  readonly source: string;
}

/** Linear between two knots, clamped to 0..1; `weight` counts within the dimension. */
export interface Soft {
  readonly kind: "soft";
  readonly weight: number;
  readonly zeroAt: number;
  readonly oneAt: number;
  readonly source: string;
}

/** Shown, without a place in the score. */
export interface Reported {
  readonly kind: "reported";
}

/** nuPlan's ratio 5 : 4 : 2 : 5 (metrics.md section 5); a weight of 0 is reported and loses nothing. */
export const DIMENSION_WEIGHTS: Readonly<Record<Dimension, number>> = {
  safety: 5,
  rules: 4,
  comfort: 2,
  progress: 5,
  "human-likeness": 0,
  robustness: 0,
  "twin-fidelity": 0,
  engineering: 0,
};

const NUPLAN_BOUND = "1 at nuPlan's bound, 0 at 1.5 x the bound (ours)";
const EXPERT_SCALE = "nuPlan expert comparison: 1 - error / 8 m, 1 - error / 0.8 rad";

export const SCORE_TABLE: readonly ScoreRow[] = [
  // safety
  {
    metric: "collision",
    use: {
      kind: "collision-gate",
      allowed: { vulnerableCount: 0, vehicleCount: 0, objectCount: 1 },
      source: "nuPlan no_ego_at_fault_collisions.py:204-235",
    },
  },
  soft("min-ttc", 1, 0.95, 3, "nuPlan least_min_ttc; threshold of the literature"),
  soft("drac", 1, 6, 3.4, "automatic emergency braking; AASHTO"),
  soft("headway", 1, 0.9, 1.8, "fined and recommended in Germany"),
  { metric: "clearance", use: { kind: "reported" } },
  // rules
  gate("off-road", [{ belowLimit: 0.3, gateScore: 1 }], 0, "nuPlan drivable_area_compliance.py:46-118"),
  gate(
    "driving-direction",
    [
      { belowLimit: 2, gateScore: 1 },
      { belowLimit: 6, gateScore: 0.5 },
    ],
    0,
    "nuPlan driving_direction_compliance.py:60-150",
  ),
  gate("red-light", [{ belowLimit: 1, gateScore: 1 }], 0, "NAVSIM pdm_scorer.py, _calculate_traffic_light_compliance"),
  gate("route-deviation", [{ belowLimit: 30, gateScore: 1 }], 0, "CARLA scenario_runner atomic_criteria.py:1398"),
  soft("speed-limit", 1, 2.23, 0, "nuPlan max_overspeed_value_threshold, speed_limit_compliance.py:179-203"),
  soft("stop-sign", 1, 1, 0, "CARLA counts each as a fault, atomic_criteria.py:1812-1974; the knots are ours"),
  soft("lane-keeping", 1, 1, 0.5, "1 at NAVSIM's limit, pdm_scorer.py, _calculate_lane_keeping; 0 at twice the limit (ours)"),
  // comfort
  soft("lon-accel", 0.5, 3.6, 2.4, NUPLAN_BOUND),
  soft("lon-decel", 0.5, 6.075, 4.05, NUPLAN_BOUND),
  soft("lat-accel", 1, 7.335, 4.89, NUPLAN_BOUND),
  soft("jerk", 1, 12.555, 8.37, NUPLAN_BOUND),
  soft("lon-jerk", 1, 6.195, 4.13, NUPLAN_BOUND),
  soft("lat-jerk", 1, 7.5, 5, "1 at ISO 11270's bound (recalled), 0 at 1.5 x the bound (ours)"),
  soft("yaw-rate", 1, 1.425, 0.95, NUPLAN_BOUND),
  soft("yaw-accel", 1, 2.895, 1.93, NUPLAN_BOUND),
  soft("weighted-accel", 1, 2, 0.315, "ISO 2631-1 annex C.2.3: extremely uncomfortable, not uncomfortable"),
  // progress
  gate("making-progress", [{ belowLimit: 0.2, gateScore: 0 }], 1, "nuPlan ego_is_making_progress.py:53-56"),
  soft("progress", 1, 0, 1, "nuPlan, CARLA"),
  { metric: "time-to-goal", use: { kind: "reported" } },
  // human-likeness
  soft("cross-track", 1, 8, 0, EXPERT_SCALE),
  soft("heading-error", 1, 0.8, 0, EXPERT_SCALE),
  { metric: "speed-error", use: { kind: "reported" } },
  // engineering
  soft("command-saturation", 1, 1, 0, "the share itself"),
];

function soft(metric: string, weight: number, zeroAt: number, oneAt: number, source: string): ScoreRow {
  return { metric, use: { kind: "soft", weight, zeroAt, oneAt, source } };
}

function gate(metric: string, steps: StepGate["steps"], otherwiseScore: number, source: string): ScoreRow {
  return { metric, use: { kind: "gate", steps, otherwiseScore, source } };
}

/** Soft value of a metric: 0 at and beyond `zeroAt`, 1 at and beyond `oneAt`, linear between. */
export function softValue(use: Soft, value: number): number {
  const share = (value - use.zeroAt) / (use.oneAt - use.zeroAt);
  return Math.min(1, Math.max(0, share));
}

export function stepFactor(use: StepGate, value: number): number {
  for (const step of use.steps) if (value < step.belowLimit) return step.gateScore;
  return use.otherwiseScore;
}
