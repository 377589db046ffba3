/** Rules of a run that the scenario states as numbers: what is perceived, and when it ends. */
import type { EndRules, SensorModel } from "../../sim/world.ts";
import type { Goal } from "../../trace/tick.ts";
import type { ScenarioSpec } from "../spec.ts";

/** What the ego perceives. */
export function sensorsOf(spec: ScenarioSpec): SensorModel {
  const { rangeM, latencySec, ...rest } = spec.sensors;
  const farM = Math.min(rangeM ?? Infinity, spec.environment.visibilityM ?? Infinity);
  return { ...rest, rangeM: farM, latencyTicks: Math.round(latencySec / spec.dtSec) };
}

/** When a run ends. `withRecording`: also with the ego's recording. */
export function endsOf(spec: ScenarioSpec, goal: Goal | null, withRecording: boolean): EndRules {
  const { durationSec, maxSec, allowContact, offMapM } = spec.ends;
  return {
    maxTicks: ticksOf(maxSec, spec.dtSec),
    durationTicks: durationSec === null ? -1 : ticksOf(durationSec, spec.dtSec),
    endWithRecording: withRecording,
    goal,
    allowContact,
    offMapM,
  };
}

/** Ticks until a time has passed; a time that is whole ticks up to rounding gives those. */
function ticksOf(sec: number, dtSec: number): number {
  return Math.ceil(sec / dtSec - 1e-6);
}
