import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll } from "vitest";
import type { SuiteResult } from "../../src/run/result.ts";

export const ROOT: string = resolve(import.meta.dirname, "../..");
export const MAIN: string = join(ROOT, "src/cli/main.ts");

/** What a process left behind. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that runs; `ended` resolves when it is gone and its output read. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stderrSoFar(): string;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A fresh folder outside the project, with these files; it goes when the test file is done. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "redrive-cli-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** What a terminal or a CI system would say of itself is not for the tests to depend on. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { CI: _ci, NO_COLOR: _no, FORCE_COLOR: _force, TERM: _term, REDRIVE_TOKEN: _token, NODE_OPTIONS: _options, ...rest } = process.env;
  return { ...rest, TERM: "xterm" };
}

export function start(program: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Started {
  const child = spawn(program, args, { cwd, env: { ...plainEnvironment(), ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const text = { stdout: "", stderr: "" };
  const ended = new Promise<Ended>((done, fail) => {
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text.stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (text.stderr += chunk));
    child.on("error", fail);
    child.on("close", (code, signal) => done({ code, signal, ...text }));
  });
  return { child, ended, stderrSoFar: () => text.stderr };
}

/** Runs the command line to its end in a folder. */
export function redrive(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return start(process.execPath, [MAIN, ...args], cwd, env).ended;
}

export function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}

export function suiteOf(folder: string, out = "redrive-out"): SuiteResult {
  return JSON.parse(readFileSync(join(folder, out, "results.json"), "utf8")) as SuiteResult;
}

/** The command of a controller that behaves, or misbehaves in one named way (tests/faults/fixtures/controller.mjs). */
export function fixture(mode: string, script = join(ROOT, "tests/faults/fixtures/controller.mjs")): string {
  return `"${process.execPath}" '${script}' ${mode}`;
}

/** Processes whose parent is this one and that are not merely waiting to be reaped; Linux only. */
export function childrenOf(pid: number): number[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return Number(parent) === pid && state !== "Z" ? [Number(name)] : [];
    } catch {
      return []; // gone since
    }
  });
}

export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** Asks again and again until there is an answer; the test's own time-out ends a question that is never answered. */
export async function until<T>(ask: () => T | null | undefined | false): Promise<T> {
  for (;;) {
    const answer = ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** An empty road for a second: passes with any controller that keeps its lane. Two parameters, four variants. */
export const CALM = `redrive: 1
name: calm
description: nobody else is there
world: { road: { lanes: 2, laneWidthM: 3.5, lengthM: 400, speedLimitMps: 25 } }
ego: { vehicle: compact, start: { lane: -1, sM: 20, speedMps: "\${speedMps}" } }
parameters:
  speedMps: [10, 12]
  gapM: [8, 30]
actors:
  far: { script: { lane: -1, sM: "\${100 + gapM}", speedMps: 15 } }
ends: { durationSec: 1 }
`;

/** A car that stands in the way of a controller that does not brake: one variant a gap. */
export const CRASH = `redrive: 1
name: crash
description: the ego runs into a car that stands
world: { road: { lanes: 2, laneWidthM: 3.5, lengthM: 400, speedLimitMps: 8 } }
ego: { vehicle: compact, start: { lane: -1, sM: 20, speedMps: 12 } }
parameters:
  gapM: [14, 20]
actors:
  lead: { script: { lane: -1, sM: "\${20 + gapM}", speedMps: 0 } }
ends: { durationSec: 4 }
`;
