import type { ConstraintsSpec, PerformanceSpec } from "./spec.ts";

/** The tighter of the action's constraints and the entity's performance. */
export function limitsOf(constraints: ConstraintsSpec | null, performance: PerformanceSpec | null): ConstraintsSpec {
  return {
    maxAccelMps2: Math.min(constraints?.maxAccelMps2 ?? Infinity, performance?.maxAccelMps2 ?? Infinity),
    maxDecelMps2: Math.min(constraints?.maxDecelMps2 ?? Infinity, performance?.maxDecelMps2 ?? Infinity),
    maxAccelRateMps3: Math.min(constraints?.maxAccelRateMps3 ?? Infinity, performance?.maxAccelRateMps3 ?? Infinity),
    maxDecelRateMps3: Math.min(constraints?.maxDecelRateMps3 ?? Infinity, performance?.maxDecelRateMps3 ?? Infinity),
    maxSpeedMps: Math.min(constraints?.maxSpeedMps ?? Infinity, performance?.maxSpeedMps ?? Infinity),
  };
}
