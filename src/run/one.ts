import { join, relative } from "node:path";
import { endReasonOf } from "../control/fault.ts";
import { ERRORS, type ErrorCode, InputError, type Problem, problemText } from "../core/errors.ts";
import type { Evaluated } from "../eval/evaluate.ts";
import { NO_RERUNS, type Profile } from "../eval/profile.ts";
import { PROFILES } from "../eval/profiles.ts";
import type { ResponsibilityGate } from "../eval/responsibility.ts";
import type { Score } from "../eval/result.ts";
import { scoreOf } from "../eval/score.ts";
import { verdictOf } from "../eval/verdict.ts";
import type { ScenarioSpec } from "../scenario/spec.ts";
import type { RunOutcome } from "../sim/loop.ts";
import { DiskError, writeWhole } from "../trace/file-write.ts";
import { writeTrace } from "../trace/mcap-file.ts";
import { slotsUsed } from "../trace/tape.ts";
import type { TraceHeader } from "../trace/tick.ts";
import { type Bench, type Driven, drive } from "./drive.ts";
import { type ControllerSetting, type Job, VIEW_SAMPLE } from "./job.ts";
import { humanOf } from "./human.ts";
import { judgeByProfiles, judgeResponsibility } from "./judge.ts";
import { preventabilityOf } from "./preventability.ts";
import { retraceAll } from "./retrace-all.ts";
import { type Rollouts, rolloutsOf } from "./rollouts.ts";
import { reproduceCommand } from "./reproduce.ts";
import type { RunEndReport, RunResult } from "./result.ts";
import { viewOf } from "./view.ts";

/**
 * Runs one variant from compile to verdict and keeps its files. Input errors, faults, and what the machine refuses (a port, the disk)
 * are results; anything else is thrown.
 */
export async function runOne(job: Job, bench: Bench): Promise<RunResult> {
  const startMs = performance.now();
  try {
    return await judged(job, bench, startMs);
  } catch (error) {
    const wallMs = performance.now() - startMs;
    if (error instanceof DiskError)
      return unjudged(job, bench, { reason: "harness-error", code: error.code, why: error.message }, [], wallMs);
    if (!(error instanceof InputError)) throw error;
    const { problems } = error;
    const code = problems[0]?.code ?? null;
    const why = problems[0] === undefined ? "the input is not usable" : problemText(problems[0]);
    const reason = code !== null && ERRORS[code].kind === "environment" ? "harness-error" : "input-error";
    return unjudged(job, bench, { reason, code, why }, problems, wallMs);
  }
}

async function judged(job: Job, bench: Bench, startMs: number): Promise<RunResult> {
  const driven = await drive(job, bench);
  const { model, outcome, evaluated } = driven;
  const end = endOf(outcome, model.dtSec);
  const setting = driven.realtime === null || driven.tape.rows === 0 ? bench.setting : replaying(job, bench);
  const profiles = PROFILES.filter(({ id }) => bench.settings.profiles.includes(id));
  const gate = gateOf(job, bench, profiles);
  const score = scored(job.spec, model.header, evaluated, end, setting, gate);
  const others = { profiles, gate, rollouts: await rolloutsOf(job, bench, driven, score === null ? [] : profiles) };
  const result = resultOf(job, { ...bench, setting }, driven, end, score, others, performance.now() - startMs);
  return keepFiles(result, bench, driven);
}

/** The profiles that were asked for, and what other runs of the same variant came to. */
interface OtherRuns {
  readonly profiles: readonly Profile[];
  readonly gate: ResponsibilityGate;
  readonly rollouts: Rollouts;
}

/** The rule that says which collisions count, and what the careful drivers came to, where anything asks for them. */
function gateOf({ spec }: Job, { settings, drives }: Bench, profiles: readonly Profile[]): ResponsibilityGate {
  const rule = settings.responsibility ?? "nuplan";
  const isAsked = settings.preventability === true || rule === "r157" || profiles.some(({ needsDrivers }) => needsDrivers === true);
  return { rule, preventability: isAsked ? preventabilityOf(spec, drives, settings.toTick) : null };
}

function endOf({ end }: RunOutcome, dtSec: number): RunEndReport {
  const reason = end.fault !== null && end.reason === "controller-fault" ? endReasonOf(end.fault) : end.reason;
  return { reason, tick: end.tick, tSec: end.tick * dtSec, detail: end.fault?.message ?? end.detail, code: end.fault?.code ?? null };
}

const UNSCORED: ReadonlySet<string> = new Set(["diverged", "controller-fault", "controller-timeout", "input-error", "harness-error"]);

/**
 * The score, its findings with the commands that reproduce them; null where the end leaves nothing to judge. A run stopped by
 * `--to-tick` is scored up to there, so that the command of a finding shows the finding.
 */
function scored(
  spec: ScenarioSpec,
  header: TraceHeader,
  evaluated: Evaluated,
  end: RunEndReport,
  setting: ControllerSetting,
  gate: ResponsibilityGate,
): Score | null {
  if (UNSCORED.has(end.reason) || evaluated.scoredTicks === 0) return null;
  const score = scoreOf(header, evaluated, spec.expect.limits, gate);
  const reproduce = (toTick: number): string => reproduceCommand(spec.variantId, spec.seed, setting.reproduceOptions, toTick);
  return { ...score, findings: score.findings.map((f) => ({ ...f, reproduce: reproduce(f.toTick) })) };
}

function resultOf(
  job: Job,
  bench: Bench,
  driven: Driven,
  end: RunEndReport,
  score: Score | null,
  others: OtherRuns,
  wallMs: number,
): RunResult {
  const { spec } = job;
  const { model, outcome, tape, latency, realtime, digests, warnings, rssBytes } = driven;
  const used = slotsUsed(tape);
  const { verdict, why } = verdictOf(end, score, spec.expect.verdict);
  const { name, build } = bench.opened.controller;
  const { text } = bench.setting;
  return {
    ...identity(job, bench.setting),
    verdict,
    why,
    end,
    score,
    ...besides(job, driven, end, score, others, bench),
    hash: outcome.hash,
    hashes: outcome.checkpoints.map((c) => c.hash),
    controller: { name, build, text, rssBytes },
    latency,
    pacing: realtime === null ? "lockstep" : "realtime",
    realtime,
    digests,
    warnings: [...(model.story?.notes ?? []), ...warnings],
    wallMs,
    // Of a story those who were there: slots of made traffic may be left over.
    actors: model.header.actors.flatMap(({ name, motion }, slot) => (model.story === null || used[slot] === 1 ? [{ name, motion }] : [])),
    retraced: retracedOf(job.spec, bench),
    files: { trace: null, view: null, controllerLog: bench.controllerLog },
    problems: [],
  };
}

/** What stands beside the native score: the recorded driver, and the profiles that were asked for. */
function besides(
  { spec }: Job,
  { model, tape, evaluated, frames }: Driven,
  end: RunEndReport,
  score: Score | null,
  { profiles, gate, rollouts }: OtherRuns,
  bench: Bench,
): Pick<RunResult, "human" | "profiles" | "responsibility" | "preventability"> {
  const { preventability } = gate;
  const label = preventability === null ? {} : { preventability };
  if (score === null) return { human: null, profiles: [], ...label };
  const { settings, setting } = bench;
  const taped = { header: model.header, tape, end, tags: spec.tags, frames };
  // Not only up to the finding: anchors smooth over ticks to come, and judge how the run ends.
  const reproduce = (id: string): string =>
    reproduceCommand(spec.variantId, spec.seed, [...setting.reproduceOptions, "--profile", id], settings.toTick);
  const reruns = { ...NO_RERUNS, ...rollouts, drivers: preventability?.drivers ?? [] };
  const reports = judgeByProfiles(taped, profiles, reruns).map((report) => ({
    ...report,
    findings: report.findings.map((f) => ({ ...f, reproduce: reproduce(report.id) })),
  }));
  const drive = bench.drives.of(spec);
  const responsibility = judgeResponsibility(taped, evaluated, preventability);
  return {
    human: drive === null ? null : humanOf(spec, drive, gate.rule),
    profiles: reports,
    ...(responsibility.length === 0 ? {} : { responsibility }),
    ...label,
  };
}

function identity(
  { index, spec }: Job,
  setting: ControllerSetting,
): Pick<
  RunResult,
  | "resultVersion"
  | "index"
  | "scenarioId"
  | "variantId"
  | "name"
  | "description"
  | "tags"
  | "parameters"
  | "seed"
  | "expected"
  | "reproduce"
> {
  const { scenarioId, variantId, name, description, tags, parameters, seed } = spec;
  const reproduce = reproduceCommand(variantId, seed, setting.reproduceOptions, null);
  return {
    resultVersion: 1,
    index,
    scenarioId,
    variantId,
    name,
    description,
    tags,
    parameters,
    seed,
    expected: spec.expect.verdict,
    reproduce,
  };
}

/** The table of every road user of the recording, once for each run that the retrace controller drives in a road user's place. */
function retracedOf(spec: ScenarioSpec, bench: Bench): RunResult["retraced"] {
  const { choice } = bench.setting;
  const drive = bench.drives.of(spec);
  if (drive === null || choice.kind !== "builtin" || choice.name !== "retrace" || spec.ego.start.kind !== "replaces") return [];
  return retraceAll(spec, drive);
}

/** A run in real time is made again by its recorded answers, into another folder, so that they stay. */
function replaying({ index }: Job, { setting, settings }: Bench): ControllerSetting {
  const inFolder = (path: string): string => relative(process.cwd(), join(settings.outFolder, path));
  const recorded = `recorded:${inFolder(tracePath(index))}`;
  return { ...setting, reproduceOptions: ["--controller", recorded, "--out", inFolder("replay"), ...(setting.replayOptions ?? [])] };
}

/** Relative to the output folder. */
function tracePath(index: number): string {
  return join(runFolder(index), "trace.mcap");
}

function runFolder(index: number): string {
  return join("runs", String(index).padStart(5, "0"));
}

/** The result of a run that could not be made, or not be kept. */
function unjudged(
  job: Job,
  bench: Bench,
  { reason, code, why }: { readonly reason: RunEndReport["reason"]; readonly code: ErrorCode | null; readonly why: string },
  problems: readonly Problem[],
  wallMs: number,
): RunResult {
  return {
    ...identity(job, bench.setting),
    verdict: "error",
    why,
    end: { reason, tick: 0, tSec: 0, detail: why, code },
    score: null,
    human: null,
    profiles: [],
    hash: "",
    hashes: [],
    controller: { name: bench.opened.controller.name, build: bench.opened.controller.build, text: bench.setting.text, rssBytes: null },
    latency: null,
    pacing: bench.settings.realtime === undefined ? "lockstep" : "realtime",
    realtime: null,
    digests: null,
    warnings: [],
    wallMs,
    actors: [],
    retraced: [],
    files: { trace: null, view: null, controllerLog: null },
    problems,
  };
}

/** Writes the trace and the picture that the settings and the verdict ask for; gives the result with their paths. */
async function keepFiles(result: RunResult, bench: Bench, driven: Driven): Promise<RunResult> {
  const { model, tape, evaluated, frames, realtime, exported } = driven;
  const { header } = model;
  const { outFolder, trace } = bench.settings;
  const plain = result.verdict === "passed" && result.expected === "pass";
  const files = { ...result.files };
  if (tape.rows > 0 && (trace === "on" || realtime !== null || (trace === "retain-on-failure" && !plain))) {
    files.trace = tracePath(result.index);
    await writeTrace(join(outFolder, files.trace), header, tape, { ...result.end, hash: result.hash }, frames);
  }
  if (tape.rows > 0 && (!plain || result.index < VIEW_SAMPLE)) {
    files.view = join(runFolder(result.index), "view.json");
    const keepTicks = result.score?.findings.map((f) => f.worstTick) ?? [];
    writeWhole(join(outFolder, files.view), JSON.stringify(viewOf(header, tape, evaluated, keepTicks)));
  }
  const { exportCsv } = bench.settings;
  if (exported !== null && exportCsv !== undefined) {
    writeWhole(exportCsv, exported.states());
    writeWhole(exportCsv.replace(/(\.csv)?$/, ".events.csv"), exported.events());
  }
  return { ...result, files };
}
