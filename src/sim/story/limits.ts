import type { ConstraintsSpec, PerformanceSpec } from "./spec.ts";

/** The tighter of the action's constraints and the entity's ability. */
export function limitsOf(constraints: ConstraintsSpec | null, ability: PerformanceSpec | null): ConstraintsSpec {
  return {
    maxAccelMps2: Math.min(constraints?.maxAccelMps2 ?? Infinity, ability?.maxAccelMps2 ?? Infinity),
    maxDecelMps2: Math.min(constraints?.maxDecelMps2 ?? Infinity, ability?.maxDecelMps2 ?? Infinity),
    maxAccelRateMps3: Math.min(constraints?.maxAccelRateMps3 ?? Infinity, ability?.maxAccelRateMps3 ?? Infinity),
    maxDecelRateMps3: Math.min(constraints?.maxDecelRateMps3 ?? Infinity, ability?.maxDecelRateMps3 ?? Infinity),
    maxSpeedMps: Math.min(constraints?.maxSpeedMps ?? Infinity, ability?.maxSpeedMps ?? Infinity),
  };
}
