import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, isAlive, MAIN, redrive, start, until } from "../cli/support.ts";

const FIXTURE = join(import.meta.dirname, "fixtures", "broken.mjs");
const folder = folderWith({});
/** Long enough for a busy machine; a controller that never answers is waited for five times as long. */
const LIMIT = ["--watchdog-ms", "5000"];
const SHORT_LIMIT = ["--watchdog-ms", "500"];

interface Document {
  readonly exitCode: number;
  readonly counts: { readonly passed: number; readonly failed: number; readonly skipped: number };
  readonly probes: readonly { readonly name: string; readonly verdict: string; readonly text: string; readonly mend: string }[];
}

async function check(command: string, limit = LIMIT): Promise<{ code: number | null; document: Document }> {
  const { code, stdout } = await redrive(folder, ["controller", "check", "-c", command, ...limit, "--json"]);
  return { code, document: JSON.parse(stdout) as Document };
}

const modeOf = (mode: string): string => `"${process.execPath}" '${FIXTURE}' ${mode}`;

describe.concurrent("each broken controller fails where it is broken, and nowhere else", () => {
  test.each([
    ["silent", "answers in order, on the right tick", "no command for tick 0", "flush the socket"],
    ["wrong-tick", "answers in order, on the right tick", "RDV_WRONG_TICK", "copy Observation.tick"],
    ["nan-at-standstill", "standstill", "accel_steer.accel_mps2 is NaN", "division by a speed"],
    ["keeps-state", "reset keeps nothing", "the first scenario, repeated last, differs: answer 1 is", "forget everything at ScenarioStart"],
    ["random", "determinism", "two fresh processes differ: answer 1 is", "seed every generator"],
    [
      "answers-history",
      "history accepted",
      "a Command came while ScenarioReady was awaited",
      "take ScenarioStart.history without answering",
    ],
    ["crashes-on-history", "history accepted", "no tick of a time before 0", "its times are negative"],
    [
      "shares-sessions",
      "two sessions interleaved",
      "of 2 differs from the same scenario alone: answer",
      "by the session number of its messages",
    ],
    ["few-objects", "200 road users", "the table of tracks is full", "run the controller under a debugger"],
    ["own-nonce", "Ping answered, no Pong unasked", "its Pong has another nonce", "with one Pong of the same nonce"],
    ["ignores-goodbye", "leaves on Goodbye", "its process was still there", "end the process when Goodbye comes"],
    ["ignores-half-close", "leaves on half close", "its process was still there", "when reading the socket gives its end"],
    ["leaks", "memory after 100 resets", "MiB more after 100 resets", "free at ScenarioStart"],
    ["version-2", "handshake and version", "the controller speaks 2.0, redrive speaks 1.0", "list major 1"],
  ])("%s: %s", async (mode, probe, text, mend) => {
    const { code, document } = await check(modeOf(mode), mode === "silent" ? SHORT_LIMIT : LIMIT);
    expect(document.probes.filter((p) => p.verdict === "failed")).toEqual([
      { name: probe, verdict: "failed", text: expect.stringContaining(text), mend: expect.stringContaining(mend) },
    ]);
    expect(code).toBe(4);
    expect(document.exitCode).toBe(4);
  });
});

test("a program that cannot be started is told as such, and nothing else is tried", async () => {
  const { code, document } = await check("no-such-program --at-all");
  expect(code).toBe(4);
  expect(document.probes[0]).toMatchObject({ verdict: "failed", mend: expect.stringContaining("starts in this folder") });
  expect(document.counts).toMatchObject({ passed: 0, failed: 1 });
});

test("a good controller passes every probe: one line each, and the counts", async () => {
  const { code, stdout, stderr } = await redrive(folder, ["controller", "check", "-c", modeOf("good"), ...LIMIT]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = stdout.trimEnd().split("\n");
  expect(lines[0]).toBe(
    "passed  handshake and version                  node fixture, build 1, version 1.0, none, longitudinal, accel-steer",
  );
  expect(lines.at(-1)).toBe("16 passed, 0 failed, 0 skipped");
  for (const line of lines.slice(0, -1)) expect(line).toMatch(/^passed {2}/);
  expect(stdout).toMatch(
    /^passed {2}answer time +p50 \d+\.\d\d ms, p99 \d+\.\d\d ms, max \d+\.\d\d ms with 20 road users; limit 5000 ms$/m,
  );
});

test("an interrupt leaves no controller behind", async () => {
  const args = [MAIN, "controller", "check", "-c", modeOf("silent"), ...LIMIT];
  const { child, ended } = start(process.execPath, args, folder);
  await new Promise((resolve) => child.stdout?.once("data", resolve)); // the handshake's line: what follows waits for an answer
  const controller = await until(() => childOf(child.pid as number));
  child.kill("SIGINT");
  expect((await ended).code).toBe(130);
  await until(() => !isAlive(controller));
});

/** The process that this one has started. */
function childOf(pid: number): number | null {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return text === "" ? null : Number(text.split(" ")[0]);
}
