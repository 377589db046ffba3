import type { InputError } from "../core/errors.ts";
import { openDrive } from "../drive/open.ts";
import { evaluateTape } from "../eval/evaluate-tape.ts";
import type { Metric } from "../eval/metric.ts";
import { NO_RERUNS, type Profile } from "../eval/profile.ts";
import { METRICS } from "../eval/metrics.ts";
import { metricsOfRule, type ResponsibilityGate } from "../eval/responsibility.ts";
import { metricReports, scoreOf } from "../eval/score.ts";
import { type ScoredTrace, scoreText } from "../report/score-text.ts";
import { humanInTape } from "../run/human.ts";
import { judgeByProfiles, judgeResponsibility, type Taped } from "../run/judge.ts";
import { plansOf } from "../run/plans.ts";
import { recordedScenario } from "../run/recorded-scenario.ts";
import { tapeOfRecording } from "../run/recorded-tape.ts";
import { readTrace } from "../trace/mcap-file.ts";
import { EXIT } from "./exit-codes.ts";
import { offeredOf, profilesOf } from "./run-flags.ts";
import { usage } from "./usage.ts";

interface Options {
  readonly profile?: string;
  readonly metric?: string;
  /** UN R157's needs runs of the scenario, which a trace alone does not have. */
  readonly responsibility: "nuplan" | "rss";
  readonly subject?: string;
  readonly tag: readonly string[];
  readonly json?: boolean;
}

/**
 * Scores a trace file, or a recorded drive: by the native score, by profiles and by metrics that are asked for.
 * Exit 0 whatever the score: it is a measurement, `redrive run` judges. Throws InputError for what cannot be read or judged.
 */
export async function score(path: string, options: Record<string, unknown>): Promise<number> {
  const { profile, metric, responsibility: rule, subject = null, tag, json } = options as unknown as Options;
  const profiles = profilesOf(profile, "score");
  const metrics = offeredOf(metric, "score");
  const isTrace = path.toLowerCase().endsWith(".mcap");
  const taped = isTrace ? await tapedFile(path, tag) : tapedDrive(path, subject);
  const scored = scoredTrace(path, taped, isTrace ? subject : null, profiles, metrics, { rule, preventability: null });
  process.stdout.write(json === true ? `${JSON.stringify(scored, null, 2)}\n` : scoreText(scored));
  return EXIT.passed;
}

async function tapedFile(path: string, tags: readonly string[]): Promise<Taped> {
  const { header, tape, end, frames } = await readTrace(path);
  return { header, tape, end, tags, frames };
}

function tapedDrive(path: string, subject: string | null): Taped {
  const drive = openDrive(path);
  return tapeOfRecording(recordedScenario(path, drive, subject, process.cwd()), drive);
}

function scoredTrace(
  path: string,
  taped: Taped,
  subject: string | null,
  profiles: readonly Profile[],
  metrics: readonly Metric<unknown>[],
  gate: ResponsibilityGate,
): ScoredTrace {
  const { header, tape, end, rewrite } = taped;
  const slot = subject === null ? header.egoIndex : header.actors.findIndex(({ name }) => name === subject);
  if (slot < 0)
    throw notThere(
      subject ?? "",
      header.actors.map(({ name }) => name),
    );
  const isEgo = slot === header.egoIndex;
  if (!isEgo && profiles.length > 0) throw usage("--profile", "the ego as the subject", subject ?? "", "score");
  const judged = { subjectIndex: slot, keepSeries: false, metrics: [...METRICS, ...metricsOfRule(gate.rule)] };
  const evaluated = evaluateTape(header, tape, judged, rewrite);
  if (evaluated.scoredTicks === 0) throw usage(path, "at least one tick that counts", "none", "score");
  const plans = plansOf(taped, rewrite === undefined ? (taped.frames ?? null) : null);
  const options = { subjectIndex: slot, keepSeries: false, metrics, plans };
  const offered = metrics.length === 0 ? null : evaluateTape(header, tape, options, rewrite);
  return {
    trace: path,
    variantId: header.variantId,
    subject: header.actors[slot]?.name ?? "",
    end: { reason: end.reason, tick: end.tick },
    score: scoreOf(header, evaluated, [], gate),
    responsibility: isEgo ? judgeResponsibility(taped, evaluated, null) : [],
    human: isEgo && rewrite === undefined ? humanInTape(taped, gate.rule) : null,
    profiles: isEgo ? judgeByProfiles(taped, profiles, NO_RERUNS) : [],
    metrics: offered === null ? [] : metricReports(header, offered),
  };
}

function notThere(subject: string, names: readonly string[]): InputError {
  return usage("--subject", `one of ${names.join(", ")}`, subject, "score");
}
