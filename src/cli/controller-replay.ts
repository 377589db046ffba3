import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { valueText } from "../control/flight/parting.ts";
import { type Recording, recordingOf, type Replayed, replayRecording } from "../control/flight/replay.ts";
import { type ErrorCode, InputError } from "../core/errors.ts";
import { printable } from "../report/printable.ts";
import { readResultLog } from "../run/store.ts";
import { readTrace } from "../trace/mcap-file.ts";
import { EXIT } from "./exit-codes.ts";

const TRACE = "trace.mcap";
const LISTED = 10;

interface Options {
  readonly controller: string;
  readonly variant?: string;
  readonly tolerance: string;
  readonly watchdogMs: number;
  readonly connectTimeoutMs: number;
  readonly json?: boolean;
}

/**
 * Shows the recorded observations of a run to a controller and compares its commands with the recorded ones. Exit 0: equal. 1: not.
 * 4: the controller failed. Throws InputError for a run that is none, or holds no frames.
 */
export async function replayController(run: string, options: Record<string, unknown>): Promise<number> {
  const { controller, variant, watchdogMs, connectTimeoutMs, json, ...rest } = options as unknown as Options;
  const tolerance = toleranceOf(rest.tolerance);
  const path = traceOf(run, variant ?? null);
  const { variantId, recording } = await recordingAt(path);
  // Leaving by process.exit ends the controller's process group and removes the socket; the signal's own way would not.
  const interrupted = (): never => process.exit(EXIT.interrupted);
  const terminated = (): never => process.exit(EXIT.terminated);
  process.once("SIGINT", interrupted).once("SIGTERM", terminated).once("SIGHUP", terminated);
  const socket = {
    command: controller,
    cwd: process.cwd(),
    listen: { kind: "unix" },
    debug: false,
    logFile: null,
    maxRestarts: 0,
  } as const;
  const told = { harnessBuild: "redrive", runId: "controller-replay", watchdogMs, connectTimeoutMs };
  const replayed = await replayRecording(recording, { ...socket, ...told }, tolerance);
  process.off("SIGINT", interrupted).off("SIGTERM", terminated).off("SIGHUP", terminated);
  const isEqual = replayed.equalCount === replayed.comparedCount;
  const exitCode = replayed.fault !== null ? EXIT.controller : isEqual ? EXIT.passed : EXIT.failed;
  if (json === true) process.stdout.write(`${JSON.stringify({ trace: path, variantId, tolerance, exitCode, ...replayed }, null, 2)}\n`);
  else process.stdout.write(linesOf(variantId, replayed));
  return exitCode;
}

function linesOf(variantId: string, r: Replayed): string {
  const { name, build } = r.controller;
  const lines = [`${variantId}: ${printable([name, build].filter((text) => text !== "").join(" "))}`];
  for (const warning of r.warnings) lines.push(`note: ${warning}`);
  const uncompared = r.observationCount - r.comparedCount;
  const without = uncompared === 0 ? "" : `, ${uncompared} without a recorded answer`;
  lines.push(`${r.observationCount} observations, ${r.equalCount} equal, ${r.comparedCount - r.equalCount} different${without}`);
  if (r.first !== null) {
    const { tick, field, recorded, now } = r.first;
    lines.push(`first difference: tick ${tick}: ${field} is ${valueText(recorded)} in the recording and ${valueText(now)} now`);
  }
  if (r.fault !== null) lines.push(`${r.fault.code}: ${r.fault.message} (tick ${r.fault.tick})`);
  lines.push(`replayed in ${r.replayMs.toFixed(1)} ms, after ${r.connectMs.toFixed(1)} ms to start and connect`);
  return `${lines.join("\n")}\n`;
}

async function recordingAt(path: string): Promise<{ readonly variantId: string; readonly recording: Recording }> {
  const { header, frames } = await readTrace(path);
  if (frames === null) {
    const hint = "built-in controllers exchange none, earlier versions kept none; record one: redrive run ... -c COMMAND --trace on";
    throw usable(path, "RDV_TRACE_FORMAT", "a trace with the frames of a controller in a process of its own", "one without frames", hint);
  }
  try {
    return { variantId: header.variantId, recording: recordingOf(frames) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw usable(path, "RDV_TRACE_FORMAT", "the frames of a run", error.message, "the run may have ended before its first tick");
  }
}

/** The trace that a file, the folder of one run, or the output folder of a suite stands for. */
function traceOf(run: string, variant: string | null): string {
  if (!existsSync(run)) throw usable(run, "RDV_FILE_MISSING", "a trace, the folder of a run, or an output folder", "nothing", "");
  const kind = statSync(run);
  if (kind.isFile()) return run;
  if (!kind.isDirectory()) throw usable(run, "RDV_FILE_KIND", "a file or a folder", "something else", "");
  return existsSync(join(run, TRACE)) ? join(run, TRACE) : traceOfSuite(run, variant);
}

function traceOfSuite(folder: string, variant: string | null): string {
  const log = readResultLog(folder);
  if (log === null) throw usable(folder, "RDV_FILE_MISSING", `${TRACE} or results.jsonl in the folder`, "neither", "name a trace");
  const results = [...log.results].sort((a, b) => a.index - b.index);
  const traced = results.flatMap(({ variantId, controller, files }) =>
    files.trace === null ? [] : [{ variantId, controller: controller.text, path: join(folder, files.trace) }],
  );
  const fitting = traced.filter(({ variantId }) => variant === null || variantId === variant);
  const [only, ...more] = fitting;
  if (only !== undefined && more.length === 0) return only.path;
  if (only === undefined) {
    const wanted = variant === null ? "a run with a trace" : `a trace of ${variant}`;
    const hint = traced.length === 0 ? "run again with --trace on" : `traces are of: ${listOf(traced.map((t) => t.variantId))}`;
    throw usable(folder, "RDV_USAGE", wanted, "none", hint);
  }
  const isOneVariant = fitting.every(({ variantId }) => variantId === only.variantId);
  const hint = isOneVariant
    ? `name one of the traces: ${listOf(fitting.map((t) => `${t.path} (${t.controller})`))}`
    : `name one with --variant: ${listOf(fitting.map((t) => t.variantId))}`;
  throw usable(folder, "RDV_USAGE", "one run", `${fitting.length} runs with a trace`, hint);
}

function toleranceOf(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= 0 && value < Infinity) return value;
  throw usable("--tolerance", "RDV_USAGE", "a number from 0 on", JSON.stringify(text), "");
}

function listOf(names: readonly string[]): string {
  const shown = [...new Set(names)];
  return shown.slice(0, LISTED).join(", ") + (shown.length > LISTED ? ` and ${shown.length - LISTED} more` : "");
}

function usable(file: string, code: ErrorCode, expected: string, found: string, hint: string): InputError {
  return new InputError([{ code, severity: "error", file, line: 0, column: 0, path: "", expected, found, hint }]);
}
