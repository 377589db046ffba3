/**
 * The loop around the tick, cut at its one seam: `advance` runs until the controller is to be asked, `answer` takes its reply.
 * `runSync` and `runAsync` differ in nothing but whether they wait for the controller.
 */
import { type HashChain, hashHex, hashStart } from "../core/hash.ts";
import { newRecord } from "../trace/record.ts";
import type { DebugScalar } from "../trace/debug-tape.ts";
import { CHECKPOINT_TICKS, type TickRecord, type TraceHeader } from "../trace/tick.ts";
import type { VehicleState } from "../vehicle/model.ts";
import { stateProblem } from "../vehicle/plausible.ts";
import { accept, endOfFault } from "./driver.ts";
import { endOf } from "./ends.ts";
import { newObserver, type Observer, observe } from "./observe.ts";
import { pastOf } from "./past.ts";
import type { CommandReply, DrivingMode, Fault, Observation, PacedReply, Ready, Refusal, RunEnd, RunStart, Session } from "./port.ts";
import { recordOf } from "./record.ts";
import { copyState, hashState, hashWhole, type WorldState } from "./state.ts";
import type { StoryWorld } from "./story/state.ts";
import { initialState, tick } from "./tick.ts";
import type { WorldModel } from "./world.ts";

/** Takes each record once, in order; borrowed, so what is kept is copied. */
export interface RecordSink {
  /** Told once, before the first record, also of a run that has none: the header with the observation period that is in force. */
  begin?(header: TraceHeader): void;
  record(r: TickRecord): void;
  /** Takes the story where the world has one, before the record of its tick; borrowed too. */
  staged?(world: StoryWorld): void;
  /** Takes the debug scalars of each reply that brings any, before the record of its tick; borrowed too. */
  debug?(tick: number, scalars: readonly DebugScalar[]): void;
}

export interface RunOptions {
  /** Ends the run at this tick as `aborted`; null and absent run to the end. */
  readonly maxTick?: number | null;
  /** Asked each tick; true ends the run as `aborted`. */
  readonly isAborted?: () => boolean;
  /** The hash is kept each so many ticks; with 1 it tells at which tick two runs part. Default 100. */
  readonly checkpointEvery?: number;
  /** Where to go on from instead of tick 0; changed by the run. */
  readonly state?: WorldState;
}

export interface RunOutcome {
  readonly end: RunEnd;
  /** Records emitted. */
  readonly ticks: number;
  /** Of the states at all records, chained. */
  readonly hash: string;
  readonly checkpoints: readonly Checkpoint[];
}

/** The chain after the state of a tick. */
export interface Checkpoint {
  readonly tick: number;
  readonly hash: string;
}

/** A run under way. */
export interface Run {
  /** With the observation period that is in force. */
  model: WorldModel;
  readonly state: WorldState;
  readonly sink: RecordSink;
  readonly options: RunOptions;
  readonly records: readonly [TickRecord, TickRecord];
  readonly observer: Observer;
  readonly chain: HashChain;
  readonly checkpoints: Checkpoint[];
  /** Of the last accepted reply; no part of the state, so a run that goes on from one begins with "engaged". */
  mode: DrivingMode;
  ticks: number;
  end: RunEnd | null;
  /** Real time only: why the harness is stopping the car; however the run ends from here on, it ends by this. */
  stop: Fault | null;
}

/** Runs a scenario with a controller that answers at once. */
export function runSync(model: WorldModel, session: Session<PacedReply>, sink: RecordSink, options: RunOptions = {}): RunOutcome {
  const run = openRun(model, sink, options);
  greet(run, atOnce(session.start(runStartOf(model))));
  for (let o = advance(run); o !== null; o = advance(run)) answer(run, atOnce(session.decide(o)));
  const outcome = outcomeOf(run);
  atOnce(session.end(outcome.end));
  return outcome;
}

/** Runs a scenario with a controller that may take its time. */
export function runAsync(model: WorldModel, session: Session<PacedReply>, sink: RecordSink, options: RunOptions = {}): Promise<RunOutcome> {
  const run = openRun(model, sink, options);
  return new Promise((resolve, reject) => {
    const turn = (reply: PacedReply): void => {
      answer(run, reply);
      ask();
    };
    const ask = (): void => {
      const o = advance(run);
      if (o !== null) Promise.resolve(session.decide(o)).then(turn).catch(reject);
      else finish();
    };
    const finish = (): void => {
      const outcome = outcomeOf(run);
      Promise.resolve(session.end(outcome.end)).then(() => resolve(outcome), reject);
    };
    const begin = (ready: Ready | Refusal): void => {
      greet(run, ready);
      ask();
    };
    Promise.resolve(session.start(runStartOf(model)))
      .then(begin)
      .catch(reject);
  });
}

// ---- the loop, cut at the controller ----

/** A run before its first tick, or before the next one of the state given. */
export function openRun(model: WorldModel, sink: RecordSink, options: RunOptions = {}): Run {
  const state = options.state ?? initialState(model);
  const headers = model.header.actors;
  const records = [newRecord(headers, model.header.signals.length), newRecord(headers, model.header.signals.length)] as const;
  const observer = newObserver(headers.length, records[0]);
  const chain = hashStart("redrive.run.1");
  return { model, state, sink, options, records, observer, chain, checkpoints: [], mode: "engaged", ticks: 0, end: null, stop: null };
}

/**
 * Takes the controller's word on whether it can drive this scenario, and how often it wants to be asked. A refusal ends the run before its
 * first record.
 */
export function greet(run: Run, ready: Ready | Refusal): void {
  if (ready.kind === "fault") run.end = endOfFault(ready.fault, -1);
  else {
    if (ready.observationEvery !== undefined) run.model = observedEvery(run.model, ready.observationEvery);
    if (ready.report !== undefined) greetCar(run, ready.report);
  }
  run.sink.begin?.(run.model.header);
}

function observedEvery(model: WorldModel, observationEvery: number): WorldModel {
  if (!Number.isSafeInteger(observationEvery) || observationEvery < 1) throw new Error(`an observation every ${observationEvery} ticks`);
  if (observationEvery === model.observationEvery) return model;
  return { ...model, observationEvery, header: { ...model.header, observationEvery } };
}

/** Puts a real car in the ego's place. It cannot become a free body, so a scenario that goes on after a contact is not for it. */
function greetCar(run: Run, report: VehicleState): void {
  const wrong = run.model.ends.allowContact ? "the scenario goes on after a contact, which a real car cannot" : stateProblem(report);
  if (wrong === null) copyState(initialState(run.model, report), run.state);
  else run.end = endOfFault({ code: "RDV_SCENARIO_UNSUPPORTED", message: `no vehicle in the loop: ${wrong}`, tick: -1 }, -1);
}

/** Goes on until the controller is to be asked; null where the run has ended. */
export function advance(run: Run): Observation | null {
  const { model, state } = run;
  while (run.end === null) {
    const record = recordOf(model, state, run.records[state.tick & 1]!);
    record.command.mode = run.mode;
    chainState(run);
    run.end = stoppedEnd(run, endOf(model, state) ?? askedEnd(run));
    if (run.end === null && state.tick % model.observationEvery === 0) return observe(model, state, record, run.observer);
    emit(run, record);
    if (run.end === null) tick(model, state);
  }
  return null;
}

/** Takes the reply to the observation that `advance` gave. */
export function answer(run: Run, reply: PacedReply): void {
  const { model, state } = run;
  if (reply.kind === "stop") run.stop = reply.fault;
  run.end = reply.kind === "fault" ? endOfFault(reply.fault, state.tick) : accept(model, state, reply);
  const record = run.records[state.tick & 1]!;
  if (reply.kind === "command") noteReply(run, reply, record);
  emit(run, record);
  if (run.end === null) tick(model, state);
}

/** What came of a run that has ended. */
export function outcomeOf(run: Run): RunOutcome {
  if (run.end === null) throw new Error("the run has not ended");
  const chain = { ...run.chain };
  hashWhole(chain, run.state);
  return { end: run.end, ticks: run.ticks, hash: hashHex(chain), checkpoints: run.checkpoints };
}

/** What the controller is told of a scenario before its first tick. */
export function runStartOf(model: WorldModel): RunStart {
  const { header, ego } = model;
  const { footprint, massKg, steeringRatio, limits } = ego.params;
  return {
    scenarioId: header.scenarioId,
    seed: model.seed,
    dtSec: model.dtSec,
    observationEvery: model.observationEvery,
    firstControlledTick: model.firstControlledTick,
    maxTicks: model.ends.maxTicks,
    actuationDelayTicks: model.actuationDelayTicks,
    ego: { footprint, wheelbaseM: header.wheelbaseM, steeringRatio, massKg, limits },
    route: ego.route,
    routeSpeedLimitMps: header.speedLimitMps,
    goal: model.ends.goal,
    road: model.road,
    signals: model.signals,
    past: pastOf(model),
    parameters: header.parameters,
    world: model,
  };
}

/** What a reply says beside its command: its mode from the next record on, in this one where it handed over, and its debug scalars. */
function noteReply(run: Run, reply: CommandReply, record: TickRecord): void {
  if (run.end === null) run.mode = reply.mode;
  else if (run.end.reason === "disengaged") record.command.mode = reply.mode;
  if (reply.debug.length > 0) run.sink.debug?.(run.state.tick, reply.debug);
}

function emit(run: Run, record: TickRecord): void {
  run.ticks += 1;
  if (run.state.staged !== null) run.sink.staged?.(run.state.staged);
  run.sink.record(record);
}

function chainState(run: Run): void {
  const { state, chain } = run;
  hashState(chain, state);
  // At fixed ticks, so that the chain is the same however often its hashes are kept.
  if (state.tick % CHECKPOINT_TICKS === 0) hashWhole(chain, state);
  if (state.tick % (run.options.checkpointEvery ?? CHECKPOINT_TICKS) === 0)
    run.checkpoints.push({ tick: state.tick, hash: hashHex(chain) });
}

/** Once the harness is stopping the car, what comes of it is not the controller's driving. */
function stoppedEnd(run: Run, end: RunEnd | null): RunEnd | null {
  return end === null || run.stop === null || end.reason === "diverged" || end.reason === "aborted" ? end : endOfFault(run.stop, end.tick);
}

function askedEnd(run: Run): RunEnd | null {
  const { tick: at } = run.state;
  const { maxTick = null, isAborted } = run.options;
  if (maxTick !== null && at >= maxTick)
    return { reason: "aborted", tick: at, detail: `stopped at tick ${maxTick}, as asked`, fault: null };
  if (isAborted?.() === true) return { reason: "aborted", tick: at, detail: "stopped by the user", fault: null };
  return null;
}

/** `runSync` takes only controllers whose `sync` is true. */
function atOnce<T>(value: T | Promise<T>): T {
  if (value instanceof Promise) throw new Error("a controller that says it answers at once gave a promise");
  return value;
}
