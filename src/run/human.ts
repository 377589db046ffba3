import type { Drive } from "../drive/drive.ts";
import { evaluateTape } from "../eval/evaluate-tape.ts";
import { humanInstead } from "../eval/human.ts";
import { METRICS } from "../eval/metrics.ts";
import { metricsOfRule } from "../eval/responsibility.ts";
import type { ResponsibilityRule } from "../eval/responsibility-rules.ts";
import type { HumanScore } from "../eval/result.ts";
import { scoreOf } from "../eval/score.ts";
import type { ScenarioSpec } from "../scenario/spec.ts";
import type { Taped } from "./judge.ts";
import { tapeOfRecording } from "./recorded-tape.ts";

/**
 * The score of the recorded driver in whose place the ego drives, in the scene as it was recorded: no road user re-timed, added or
 * scripted, from the start of the scenario on. A recorded driver cannot react, so what he would have done in a changed scene is not known.
 * The same for all variants of a scenario, so worked out once a drive; null where none of the ticks counts.
 */
export function humanOf(spec: ScenarioSpec, drive: Drive, rule: ResponsibilityRule = "nuplan"): HumanScore | null {
  const original = asRecorded(spec);
  if (original === null) return null;
  const known = DONE.get(drive) ?? new Map<string, HumanScore | null>();
  DONE.set(drive, known);
  const { ego, world, dtSec, ends, trafficLights } = original;
  const key = JSON.stringify([rule, ego, world, dtSec, ends.durationSec, trafficLights]);
  const found = known.get(key);
  if (found !== undefined) return found;
  const human = humanInTape(tapeOfRecording(original, drive), rule);
  known.set(key, human);
  return human;
}

const DONE = new WeakMap<Drive, Map<string, HumanScore | null>>();

/** The scenario without what it changes of the recording; null where the ego is in nobody's place. */
function asRecorded(spec: ScenarioSpec): ScenarioSpec | null {
  const { start } = spec.ego;
  if (spec.world.kind !== "drive" || start.kind === "lane") return null;
  return {
    ...spec,
    actors: [],
    storyboard: [],
    stop: [],
    ego: { ...spec.ego, start: { ...start, aheadM: 0, speedMps: null }, warmUpSec: 0 },
    environment: { frictionRatio: 1, slopeRad: 0, bankRad: 0, visibilityM: null },
  };
}

/**
 * The score of the recorded driver's motion among the road users of a run, from its trace: what a trace alone can tell. Where the scenario
 * changed their motion he may run into them. null where there is no recording, or none of its ticks counts.
 */
export function humanInTape({ header, tape }: Pick<Taped, "header" | "tape">, rule: ResponsibilityRule = "nuplan"): HumanScore | null {
  const rewrite = humanInstead(header);
  if (rewrite === null) return null;
  const evaluated = evaluateTape(header, tape, { keepSeries: false, metrics: [...METRICS, ...metricsOfRule(rule)] }, rewrite);
  return evaluated.scoredTicks === 0 ? null : humanScore(scoreOf(header, evaluated, [], { rule, preventability: null }));
}

function humanScore({ scoreId, total, dimensions, metrics }: ReturnType<typeof scoreOf>): HumanScore {
  const zeroMetrics = metrics.filter(({ role, normalised }) => role !== "reported" && normalised === 0).map(({ id }) => id);
  return { scoreId, total, dimensions, zeroMetrics };
}
