import type { Controller, Fault, Observation, PacedReply, Ready, Refusal, RunStart, Session } from "../../sim/port.ts";
import { keepPose, type Poses, takePose } from "../../core/poses.ts";
import { type FrameTape, frameAt } from "../../trace/frame-tape.ts";
import { readTrace, type TraceEnd, type TraceFile } from "../../trace/mcap-file.ts";
import { COMMAND_KINDS } from "../../vehicle/command.ts";
import type { VehicleState } from "../../vehicle/model.ts";
import { type CommandSlot, createCommandSlot, decodeEnvelope, readCommand, readReport } from "../decode.ts";
import { faultNumber, sentEnvelope, type WireToHarness } from "../wire.ts";
import { endNothing, refusal } from "./session.ts";

/** Where a replay stands in the frames of its recording. */
interface Replay {
  readonly frames: FrameTape;
  readonly end: TraceEnd;
  readonly slot: CommandSlot;
  readonly poses: Poses;
  next: number;
  /** The harness was stopping the car. */
  isStopping: boolean;
}

/** What had come by an instant. */
interface Come {
  isAnswered: boolean;
  report: VehicleState | null;
}

/**
 * The answers of an earlier run, from its trace: each takes effect at the tick at which it did, held ones are held, and a real car is where
 * it was reported. So a run in real time is made again, bit for bit, without its controller and without waiting.
 * Refuses another scenario than the recorded one. Its `start` throws InputError where the file is no trace.
 */
export function recordedController(path: string, name: string): Controller<PacedReply> {
  return { name, build: "", kinds: COMMAND_KINDS, sync: false, open: () => open(path), close: () => Promise.resolve() };
}

function open(path: string): Session<PacedReply> {
  let replay: Replay | null = null;
  const start = async (s: RunStart): Promise<Ready | Refusal> => {
    const file = await readTrace(path);
    const wrong = unfit(file, s);
    if (wrong !== null) return refusal(wrong);
    replay = { frames: file.frames!, end: file.end, slot: createCommandSlot(), poses: new Map(), next: 0, isStopping: false };
    const report = reportBefore(replay);
    const { observationEvery } = file.header;
    return { kind: "ready", observationEvery, ...(report === null ? {} : { report }) };
  };
  const decide = (o: Observation): PacedReply => replyAt(replay!, o);
  return { start, decide, end: endNothing };
}

/** Why a recording cannot drive this scenario, or null. */
function unfit({ header, frames }: TraceFile, s: RunStart): string | null {
  if (frames === null) return "the trace has no answers of a controller; choose the built-in controller itself";
  if (frames.dropped > 0) return `the trace lacks ${frames.dropped} frames of its run, which was too long to keep them all`;
  const now = s.world.header;
  const same = JSON.stringify(header.hashes) === JSON.stringify(now.hashes) && header.seed === now.seed;
  return same ? null : `the trace is of ${header.variantId} with seed ${header.seed}, or the scenario has changed since`;
}

/** The report that the run began with: the newest before the first observation. */
function reportBefore(replay: Replay): VehicleState | null {
  let report: VehicleState | null = null;
  for (; replay.next < replay.frames.count; replay.next++) {
    const { direction, bytes } = frameAt(replay.frames, replay.next);
    if (direction === "to-harness") report = reportOf(envelopeOf(bytes)) ?? report;
    else if ((sentEnvelope(bytes).observation ?? null) !== null) break;
  }
  return report;
}

function replyAt(replay: Replay, o: Observation): PacedReply {
  const { end, slot, poses } = replay;
  keepPose(poses, o.tick, o.ego);
  const come = readUpTo(replay, o.tick);
  if (replay.isStopping) return { kind: "stop", fault: { code: "RDV_CONTROLLER_TIMEOUT", message: end.detail, tick: o.tick } };
  const isLast = o.tick === end.tick && (end.reason.startsWith("controller-") || !come.isAnswered);
  if (o.tick > end.tick || isLast) return { kind: "fault", fault: lastFault(end, o.tick) };
  const report = come.report === null ? {} : { report: come.report };
  if (!come.isAnswered) return { kind: "held", ...report };
  const pose = takePose(poses, slot.reply.tick);
  return { ...slot.reply, ...(slot.reply.tick < o.tick && pose !== undefined ? { lateFrom: pose } : {}), ...report };
}

/** How the controller ended the recorded run at this tick; or the end of the recording, where the user did. */
function lastFault(end: TraceEnd, tick: number): Fault {
  if (end.reason === "controller-timeout") return { code: "RDV_CONTROLLER_TIMEOUT", message: end.detail, tick };
  if (end.reason === "controller-fault") return { code: "RDV_CONTROLLER_INTERNAL", message: end.detail, tick };
  return { code: "RDV_SCENARIO_UNSUPPORTED", message: `the recording ends at tick ${end.tick}: ${end.reason}`, tick };
}

/** Reads the frames up to the instant at which the answer to this tick was due; the newest command is in the slot. */
function readUpTo(replay: Replay, tick: number): Come {
  const come: Come = { isAnswered: false, report: null };
  for (; replay.next < replay.frames.count; replay.next++) {
    const { direction, bytes, tick: at } = frameAt(replay.frames, replay.next);
    if (at > tick) break;
    if (direction === "to-controller") {
      replay.isStopping ||= isStop(bytes);
      continue;
    }
    const envelope = envelopeOf(bytes);
    if (envelope === null) continue;
    come.report = reportOf(envelope) ?? come.report;
    const { command } = envelope;
    if (command !== null && readCommand(command, command.tick, COMMAND_KINDS, replay.slot) === null) come.isAnswered = true;
  }
  return come;
}

/** A timeout that leaves the connection open is what the harness says as it begins to stop the car. */
function isStop(bytes: Uint8Array): boolean {
  const { fault } = sentEnvelope(bytes);
  return fault !== null && fault !== undefined && fault.fatal !== true && fault.code === faultNumber("RDV_CONTROLLER_TIMEOUT");
}

function envelopeOf(bytes: Uint8Array): WireToHarness | null {
  const envelope = decodeEnvelope(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
  return "code" in envelope ? null : envelope;
}

function reportOf(envelope: WireToHarness | null): VehicleState | null {
  const report = envelope?.vehicleReport ?? null;
  if (report === null) return null;
  const read = readReport(report);
  return "code" in read ? null : read.state;
}
