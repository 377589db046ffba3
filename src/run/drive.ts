import type { RunDigests } from "../control/run-digests.ts";
import type { SessionOptions, SocketController, SocketSession } from "../control/socket-controller.ts";
import { type Evaluated, type Evaluation, startEvaluation } from "../eval/evaluate.ts";
import type { Metric } from "../eval/metric.ts";
import { METRICS } from "../eval/metrics.ts";
import { OFFERED } from "../eval/offered.ts";
import { metricsOfRule } from "../eval/responsibility.ts";
import { compile } from "../scenario/compile/compile.ts";
import { type RecordSink, type RunOutcome, runAsync, runSync } from "../sim/loop.ts";
import type { PacedReply, Session } from "../sim/port.ts";
import type { WorldModel } from "../sim/world.ts";
import { type FrameTape, newFrameTape } from "../trace/frame-tape.ts";
import { appendDebug } from "../trace/debug-tape.ts";
import { appendRecord, newTape, type Tape } from "../trace/tape.ts";
import { drivePaced } from "./drive-paced.ts";
import { exportStory, type StoryExport } from "./export-csv.ts";
import type { DriveCache } from "./inputs.ts";
import type { ControllerSetting, Job, RunSettings } from "./job.ts";
import { latencyReport } from "./latency.ts";
import type { OpenedController } from "./open-controller.ts";
import type { RunResult } from "./result.ts";

/** What a worker keeps between runs of one controller. */
export interface Bench {
  readonly settings: RunSettings;
  readonly setting: ControllerSetting;
  readonly opened: OpenedController;
  /** Sessions that no run uses: each is started again for the next. */
  readonly idle: Session<PacedReply>[];
  readonly drives: DriveCache;
  /** Where the controller's output goes, relative to the output folder; null for built-in controllers. */
  readonly controllerLog: string | null;
}

/** One run from compile to its last record, not judged yet. */
export interface Driven {
  readonly model: WorldModel;
  readonly outcome: RunOutcome;
  readonly evaluated: Evaluated;
  readonly tape: Tape;
  /** What went over the connection; null for built-in controllers, and where no trace is wanted. */
  readonly frames: FrameTape | null;
  readonly latency: RunResult["latency"];
  readonly digests: RunDigests | null;
  readonly warnings: readonly string[];
  readonly realtime: RunResult["realtime"];
  /** Where the user asked for it, and the world has a story. */
  readonly exported: StoryExport | null;
  /** Of the controller's process at the end of the run; null where it is not known. */
  readonly rssBytes: number | null;
}

/**
 * Drives one variant. A run that a fault ended while others were in flight over the same connection is driven again, alone: what it then
 * comes to is what it comes to one at a time. Throws what compiling throws, and RDV_PORT where nothing can be listened on.
 */
export async function drive(job: Job, bench: Bench): Promise<Driven> {
  const first = await driveOn(job, bench, {});
  if (!first.isSharedFault) return first;
  const again = await driveOn(job, bench, { alone: true });
  const { reason, fault } = first.outcome.end;
  const warning = `driven again alone, because with others in flight the run ended as ${reason}: ${fault?.message ?? ""}`;
  return { ...again, warnings: [warning, ...again.warnings] };
}

/** A world, and what is measured in it. */
interface Measured {
  readonly model: WorldModel;
  readonly metrics: readonly Metric<unknown>[];
}

/** Those of every run, and those that the scenario's limits or the user name. */
function metricsOf({ spec }: Job, { settings }: Bench): readonly Metric<unknown>[] {
  const byRule = metricsOfRule(settings.responsibility ?? "nuplan").map(({ id }) => id);
  const names = new Set([...settings.metrics, ...byRule, ...spec.expect.limits.map(({ metric }) => metric)]);
  return [...METRICS, ...OFFERED.filter(({ id }) => names.has(id))];
}

type Played = Pick<Driven, "model" | "outcome" | "evaluated" | "tape" | "exported">;

async function driveOn(job: Job, bench: Bench, options: SessionOptions): Promise<Driven & { readonly isSharedFault: boolean }> {
  const model = compile(job.spec, bench.drives.of(job.spec), bench.drives.mapOf(job.spec));
  const measured = { model, metrics: metricsOf(job, bench) };
  const { socket } = bench.opened;
  if (socket !== null && bench.settings.realtime !== undefined) return driveInRealTime(socket, measured, bench, bench.settings.realtime);
  return socket === null ? driveBuiltIn(measured, bench) : driveOver(socket, measured, bench, options);
}

async function driveBuiltIn(measured: Measured, bench: Bench): Promise<Driven & { readonly isSharedFault: boolean }> {
  const session = bench.idle.pop() ?? bench.opened.controller.open();
  const played = await play(bench, measured, session);
  bench.idle.push(session);
  return { ...played, frames: null, latency: null, digests: null, warnings: [], realtime: null, rssBytes: null, isSharedFault: false };
}

async function driveOver(
  socket: SocketController,
  measured: Measured,
  bench: Bench,
  options: SessionOptions,
): Promise<Driven & { readonly isSharedFault: boolean }> {
  const isAlone = options.alone === true;
  const session = isAlone ? socket.open(options) : ((bench.idle.pop() ?? socket.open()) as SocketSession);
  const frames = bench.settings.trace === "off" ? null : newFrameTape();
  session.frames = frames;
  const played = await play(bench, measured, session);
  const { latencyMs, digests, warnings, residentBytes, sharedFault } = session.stats();
  const latency = latencyReport(latencyMs.subarray(1), played.model.observationEvery * played.model.dtSec * 1000);
  if (!isAlone) bench.idle.push(session);
  return { ...played, frames, latency, digests, warnings, realtime: null, rssBytes: residentBytes, isSharedFault: sharedFault };
}

async function driveInRealTime(
  socket: SocketController,
  { model, metrics }: Measured,
  bench: Bench,
  { heldLimit }: NonNullable<RunSettings["realtime"]>,
): Promise<Driven & { readonly isSharedFault: boolean }> {
  // Always kept: without the answers nobody could make the run again.
  const frames = newFrameTape();
  const kept = keepRun(model, metrics);
  const { outcome, ...timed } = await drivePaced(socket, model, heldLimit, frames, kept.sink, { maxTick: bench.settings.toTick });
  const evaluated = kept.evaluation.finish();
  return { model: kept.model, outcome, evaluated, tape: kept.tape, exported: null, frames, ...timed, isSharedFault: false };
}

async function play(bench: Bench, { model, metrics }: Measured, session: Session<PacedReply>): Promise<Played> {
  const kept = keepRun(model, metrics);
  const exported = bench.settings.exportCsv === undefined || model.story === null ? null : exportStory();
  const sink = exported === null ? kept.sink : { ...kept.sink, staged: exported.take };
  const options = { maxTick: bench.settings.toTick };
  const outcome = bench.opened.controller.sync ? runSync(model, session, sink, options) : await runAsync(model, session, sink, options);
  return { model: kept.model, outcome, evaluated: kept.evaluation.finish(), tape: kept.tape, exported };
}

interface Kept {
  /** As it is run: with the observation period that the controller asked for. */
  model: WorldModel;
  evaluation: Evaluation;
  readonly tape: Tape;
  readonly sink: RecordSink;
}

/** Takes the records of a run, to judge and to keep them. */
function keepRun(model: WorldModel, metrics: readonly Metric<unknown>[]): Kept {
  const tape = newTape(model.header);
  const sink: RecordSink = {
    begin: (header) => {
      if (header === model.header) return;
      kept.model = { ...model, observationEvery: header.observationEvery, header };
      kept.evaluation = startEvaluation(header, { metrics });
    },
    record: (r) => {
      kept.evaluation.record(r);
      appendRecord(tape, r);
    },
    debug: (tick, scalars) => appendDebug(tape.debug, tick, scalars),
  };
  const kept: Kept = { model, evaluation: startEvaluation(model.header, { metrics }), tape, sink };
  return kept;
}
