import type { Evaluated } from "../eval/evaluate.ts";
import { evaluateTape } from "../eval/evaluate-tape.ts";
import { humanInstead } from "../eval/human.ts";
import type { Metric } from "../eval/metric.ts";
import type { Profile, Reruns } from "../eval/profile.ts";
import { metricsOfProfiles } from "../eval/profile-report.ts";
import { type Bench, type Driven, drive } from "./drive.ts";
import type { Job } from "./job.ts";

/** What the asking profiles compare: nothing where none asks, or the run is in real time, which cannot be made again and again. */
export type Rollouts = Pick<Reruns, "rollouts" | "recorded">;

const NONE: Rollouts = { rollouts: [] };

/**
 * Runs the variant under the seeds that follow its own, with the same controller, as often as the profiles that were asked for need; the run
 * itself is the first. Takes as many runs more, whose traces are not kept; none where the scenario lacks what the profiles need. A run that ends in a fault is none, so that a profile sees that
 * some are missing. The recorded driver is judged by the same metrics among the road users of the run itself.
 */
export async function rolloutsOf(job: Job, bench: Bench, driven: Driven, profiles: readonly Profile[]): Promise<Rollouts> {
  const { header } = driven.model;
  const asking = driven.realtime === null ? profiles.filter((profile) => (profile.rolloutCount?.(header) ?? 0) > 0) : [];
  const rewrite = asking.length === 0 ? null : humanInstead(header);
  if (rewrite === null) return NONE;
  const metrics = metricsOfProfiles(asking);
  const count = Math.max(...asking.map((profile) => profile.rolloutCount?.(header) ?? 0));
  const rollouts = await severalRuns(job, bench, driven, metrics, count);
  return { rollouts, recorded: evaluateTape(header, driven.tape, { metrics }, rewrite) };
}

async function severalRuns(
  { spec, ...job }: Job,
  { settings, ...bench }: Bench,
  own: Driven,
  metrics: readonly Metric<unknown>[],
  count: number,
): Promise<Evaluated[]> {
  const { exportCsv: _none, ...plain } = settings;
  const rollouts = judgedBy(own, metrics);
  for (let k = 1; k < count; k++) {
    const seed = (spec.seed + k) % Number.MAX_SAFE_INTEGER;
    const another = await drive({ ...job, spec: { ...spec, seed } }, { ...bench, settings: { ...plain, trace: "off" } });
    rollouts.push(...judgedBy(another, metrics));
  }
  return rollouts;
}

/** The run by some metrics; nothing where it is no run. */
function judgedBy({ model, tape, outcome }: Driven, metrics: readonly Metric<unknown>[]): Evaluated[] {
  if (outcome.end.fault !== null || outcome.end.reason === "diverged") return [];
  return [evaluateTape(model.header, tape, { metrics })];
}
