import { lastValueFrom, tap } from "rxjs";
import { type ErrorCode, InputError, type Problem, problemText } from "../core/errors.ts";
import { hashHex, hashStart, hashText } from "../core/hash.ts";
import type { OddDimension } from "../eval/statistics/odd.ts";
import { DiskError, makeFolder } from "../trace/file-write.ts";
import { locateProblem, type ScenarioFile, specOf, variantIdOf } from "../scenario/parse/scenario-file.ts";
import type { ScenarioSpec } from "../scenario/spec.ts";
import type { Job, RunSettings } from "./job.ts";
import { lockFolder } from "./lock.ts";
import { type PoolEvents, runJobs } from "./pool.ts";
import { reproduceCommand } from "./reproduce.ts";
import type { RunEvent, RunResult, SuiteCounts, SuiteResult } from "./result.ts";
import type { Selected } from "./selection.ts";
import { closeResultLog, logResult, openResultLog, writeSuite } from "./store.ts";
import { suiteProfilesOf } from "./suite-profiles.ts";
import { declaredOf, rankingOf, summariesOf } from "./summarise.ts";

/** Everything a suite run needs to be told. */
export interface SuiteRequest {
  readonly selected: readonly Selected[];
  readonly settings: RunSettings;
  readonly jobs: number;
  /** What a worker thread runs (`runJobs`). */
  readonly workerScript: URL;
  /** Overrides the scenarios' seeds; null keeps them. */
  readonly seed: number | null;
  readonly timing: "subtick" | "tick" | null;
  readonly failFast: boolean;
  readonly redriveVersion: string;
  /** The operational design domain that the suite is to cover; left out: none is declared. */
  readonly odd?: readonly OddDimension[];
  /** The exit code once the user asked to stop: no further variant is begun, the rest are aborted. null until then. */
  readonly stopped: () => number | null;
}

/**
 * Runs the selected variants over workers, tells `emit` as it goes, and keeps each finished result before the next is taken.
 * The result does not depend on the number of workers or the order in which they finish.
 * Throws DiskError where the output folder cannot be written or another run writes there; what was kept before stays readable.
 */
export async function runSuite(request: SuiteRequest, emit: (event: RunEvent) => void): Promise<SuiteResult> {
  const { outFolder } = request.settings;
  makeFolder(outFolder);
  const lock = lockFolder(outFolder);
  try {
    if (lock.brokenPid !== null) emit({ kind: "note", text: `broke the lock of process ${lock.brokenPid}, which is gone` });
    const suite = await runLocked(request, emit);
    writeSuite(outFolder, suite);
    emit({ kind: "end", suite });
    return suite;
  } finally {
    lock.release();
  }
}

async function runLocked(request: SuiteRequest, emit: (event: RunEvent) => void): Promise<SuiteResult> {
  const startMs = performance.now();
  const { settings, selected } = request;
  const total = settings.controllers.length * selected.reduce((n, s) => n + s.indices.length, 0);
  emit({ kind: "start", total, jobs: request.jobs, controllers: settings.controllers.map((c) => c.text), outFolder: settings.outFolder });
  for (const text of notesOf(settings)) emit({ kind: "note", text });
  const kept = keptResults(settings.outFolder, selected);
  const take = (raw: RunResult): void => {
    const result = kept.add(raw);
    emit({ kind: "result", result, done: kept.results.length, total });
  };
  const whyLeft = (): string | null => {
    if (kept.diskFailed()) return "not begun, because a result could not be written";
    return request.stopped() === null ? null : "stopped by the user before it began";
  };
  const stop = (): boolean => whyLeft() !== null || (request.failFast && kept.results.some((r) => r.verdict !== "passed"));
  const notes: string[] = [];
  const events: PoolEvents = {
    waiting: (address, token) => emit({ kind: "waiting", address, token: settings.auth.kind === "given-token" ? null : token }),
    note: (text) => {
      notes.push(text);
      emit({ kind: "note", text });
    },
    lost: ({ index, controllerIndex, spec }, why) =>
      unrunResult({ index, controllerIndex, ...spec }, "harness-error", `redrive's worker died: ${why}`, "RDV_WORKER", settings),
  };
  await lastValueFrom(runJobs(jobsOf(request, take), request.jobs, request.workerScript, settings, events, stop).pipe(tap(take)), {
    defaultValue: null,
  });
  const why = whyLeft();
  if (why !== null) for (const result of leftOver(request, kept.results, why)) kept.add(result);
  kept.close();
  return suiteOf(request, kept.results, notes.toSorted(), performance.now() - startMs);
}

/** What the user should know of the settings before anything runs. */
function notesOf({ transport, auth }: RunSettings): string[] {
  if (transport.kind === "unix") return [];
  if (auth.kind === "none") return ["no token is asked for: every user of this machine may drive"];
  if (transport.host === undefined) return [];
  const all = transport.host === "0.0.0.0" || transport.host === "::" ? "; from another machine, put this one's name for 127.0.0.1" : "";
  return [
    `listening on ${transport.host}: whoever reaches it and knows the token may drive${all}`,
    "the connection is not encrypted, and the token neither: where others may listen in, tunnel it (ssh -L, stunnel)",
  ];
}

/** Results as they come, each in the log before the next is taken. */
interface Kept {
  readonly results: readonly RunResult[];
  add(raw: RunResult): RunResult;
  /** A trace, a picture or a line of the log could not be written: going on would lose more. */
  diskFailed(): boolean;
  /** Throws DiskError where the log is not whole. */
  close(): void;
}

function keptResults(outFolder: string, selected: readonly Selected[]): Kept {
  const log = openResultLog(outFolder);
  const results: RunResult[] = [];
  const failures: DiskError[] = [];
  let fileFailed = false;
  const attempt = (write: () => void): void => {
    try {
      write();
    } catch (error) {
      if (!(error instanceof DiskError)) throw error;
      failures.push(error);
    }
  };
  return {
    results,
    add(raw) {
      const result = located(raw, selected);
      results.push(result);
      fileFailed ||= result.end.code === "RDV_DISK";
      attempt(() => logResult(log, result));
      return result;
    },
    diskFailed: () => fileFailed || failures.length > 0,
    close() {
      attempt(() => closeResultLog(log));
      if (failures[0] !== undefined) throw failures[0];
    },
  };
}

/** The jobs in the suite's order, made one at a time; a variant whose values are out of bounds becomes a result at once. */
function* jobsOf(request: SuiteRequest, broken: (result: RunResult) => void): Generator<Job, void> {
  let index = 0;
  for (const { scenario, indices } of request.selected) {
    for (const variant of indices) {
      for (let controllerIndex = 0; controllerIndex < request.settings.controllers.length; controllerIndex++) {
        const job = jobOf(request, scenario, variant, { index: index++, controllerIndex }, broken);
        if (job !== null) yield job;
      }
    }
  }
}

function jobOf(
  request: SuiteRequest,
  scenario: ScenarioFile,
  variant: number,
  place: Pick<Job, "index" | "controllerIndex">,
  broken: (result: RunResult) => void,
): Job | null {
  try {
    return { ...place, spec: withOverrides(specOf(scenario, variant), request) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { scenarioId } = scenario;
    const who = { ...place, scenarioId, variantId: variantIdOf(scenario, variant), name: scenarioId, seed: request.seed ?? 0 };
    const why = error.problems[0] === undefined ? error.message : problemText(error.problems[0]);
    broken(unrunResult(who, "input-error", why, error.problems[0]?.code ?? null, request.settings, error.problems));
    return null;
  }
}

function withOverrides(spec: ScenarioSpec, { seed, timing }: SuiteRequest): ScenarioSpec {
  return { ...spec, ...(seed === null ? {} : { seed }), ...(timing === null ? {} : { timing }) };
}

/** What a stop left undone, as aborted results: nothing vanishes. `--fail-fast` leaves the rest out instead. */
function leftOver(request: SuiteRequest, done: readonly RunResult[], why: string): RunResult[] {
  const seen = new Set(done.map((r) => r.index));
  const rest: RunResult[] = [];
  const keep = (result: RunResult): void => {
    if (!seen.has(result.index)) rest.push(result);
  };
  for (const { index, controllerIndex, spec } of jobsOf(request, keep)) {
    if (!seen.has(index)) rest.push(unrunResult({ index, controllerIndex, ...spec }, "aborted", why, null, request.settings));
  }
  return rest;
}

/** Problems that compiling a spec found get their line and column back here, where the file is known, and so does what is said of them. */
function located(result: RunResult, selected: readonly Selected[]): RunResult {
  if (result.problems.length === 0) return result;
  const scenario = selected.find((s) => s.scenario.scenarioId === result.scenarioId)?.scenario;
  if (scenario === undefined) return result;
  const problems = result.problems.map((p) => locateProblem(scenario, p));
  const why = problems.map(problemText).join("\n");
  return { ...result, problems, why, end: { ...result.end, detail: why } };
}

/** What is known of a variant before it runs; the spec's own fields where there is one. */
type Unrun = { readonly controllerIndex: number } & Pick<RunResult, "index" | "scenarioId" | "variantId" | "name" | "seed"> &
  Partial<Pick<ScenarioSpec, "description" | "tags" | "parameters" | "expect">>;

/** A result for a variant of which no tick was run. */
function unrunResult(
  of: Unrun,
  reason: "harness-error" | "aborted" | "input-error",
  why: string,
  code: ErrorCode | null,
  settings: RunSettings,
  problems: readonly Problem[] = [],
): RunResult {
  const { index, scenarioId, variantId, name, seed } = of;
  const setting = settings.controllers[of.controllerIndex];
  return {
    resultVersion: 1,
    index,
    scenarioId,
    variantId,
    name,
    description: of.description ?? "",
    tags: of.tags ?? [],
    parameters: of.parameters ?? [],
    seed,
    verdict: reason === "aborted" ? "aborted" : "error",
    expected: of.expect?.verdict ?? "pass",
    why,
    end: { reason, tick: 0, tSec: 0, detail: why, code },
    score: null,
    hash: "",
    hashes: [],
    controller: { name: "", build: "", text: setting?.text ?? "", rssBytes: null },
    latency: null,
    pacing: settings.realtime === undefined ? "lockstep" : "realtime",
    realtime: null,
    human: null,
    profiles: [],
    digests: null,
    warnings: [],
    wallMs: 0,
    actors: [],
    retraced: [],
    files: { trace: null, view: null, controllerLog: null },
    reproduce: reproduceCommand(variantId, seed, setting?.reproduceOptions ?? [], null),
    problems,
  };
}

function suiteOf(request: SuiteRequest, unsorted: readonly RunResult[], notes: readonly string[], wallMs: number): SuiteResult {
  const results = [...unsorted].sort((a, b) => a.index - b.index);
  const scores = results.flatMap((r) => (r.score === null ? [] : [r.score.total]));
  const controllers = request.settings.controllers.map((c) => c.text);
  const hash = suiteHash(results);
  const profiles = suiteProfilesOf(results, controllers);
  return {
    suiteVersion: 1,
    redriveVersion: request.redriveVersion,
    nodeVersion: process.version,
    controllers,
    seed: request.seed ?? results[0]?.seed ?? 0,
    jobs: request.jobs,
    counts: countsOf(results),
    meanScore: scores.length === 0 ? null : scores.reduce((sum, s) => sum + s, 0) / scores.length,
    summary: summariesOf(results, controllers, declaredOf(request.selected, request.odd ?? []), hash),
    ...rankingOf(results),
    ...(profiles.length === 0 ? {} : { profiles }),
    hash,
    wallMs,
    exitCode: request.stopped() ?? exitCodeOf(results),
    notes,
    results,
  };
}

function countsOf(results: readonly RunResult[]): SuiteCounts {
  const count = (holds: (r: RunResult) => boolean): number => results.filter(holds).length;
  return {
    total: results.length,
    passed: count((r) => r.verdict === "passed"),
    expectedFailures: count((r) => r.verdict === "passed" && r.expected === "fail"),
    failed: count((r) => r.verdict === "failed"),
    error: count((r) => r.verdict === "error"),
    aborted: count((r) => r.verdict === "aborted"),
    scored: count((r) => r.score !== null),
  };
}

/** One hash over the runs' hashes in the suite's order. */
function suiteHash(results: readonly RunResult[]): string {
  const chain = hashStart("redrive.suite");
  for (const result of results) hashText(chain, `${result.variantId.replace(/^.*[/]/, "")} ${result.hash} ${result.end.reason}`);
  return hashHex(chain);
}

/** The highest rank wins: redrive's own fault 3, the controller's 4, the input's 2, a failed drive 1 (reliability.md section 1). */
export function exitCodeOf(results: readonly RunResult[]): number {
  const ends = new Set(results.filter((r) => r.verdict === "error").map((r) => r.end.reason));
  if (ends.has("harness-error") || ends.has("diverged")) return 3;
  if (ends.has("controller-fault") || ends.has("controller-timeout")) return 4;
  if (ends.has("input-error")) return 2;
  if (results.some((r) => r.verdict === "failed")) return 1;
  return 0;
}
