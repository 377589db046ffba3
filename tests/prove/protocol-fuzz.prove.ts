import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { caseOf } from "./fuzz/case.ts";
import { play } from "./fuzz/play.ts";
import type { Report, Share } from "./fuzz/worker.ts";

/**
 * Frames that a hostile or broken controller might send, made from valid ones by changing fields, bytes, order and lengths. No case may
 * throw, hang, or grow the memory; each ends in a named fault, in the controller's own Goodbye, or with the connection standing.
 * REDRIVE_FUZZ_SEED and REDRIVE_FUZZ_COUNT change what is played; REDRIVE_FUZZ_CASE plays one case and prints it.
 */
const SEED = Number(process.env["REDRIVE_FUZZ_SEED"] ?? 20_261_122);
const COUNT = Number(process.env["REDRIVE_FUZZ_COUNT"] ?? 200_000);
const ONE = process.env["REDRIVE_FUZZ_CASE"];
const THREADS = 2;
/** A case takes about a millisecond; one that stands so long does not end. */
const HANG_MS = 20_000;
const HEAP_GROWTH_BYTES = 8 * 1024 * 1024;
/** Where a decoder allocates what a length promises, this ends the thread. */
const HEAP_MB = 256;

function reproduction(index: number): string {
  const { chunks, changes } = caseOf(SEED, index);
  const hex = Buffer.concat(chunks).toString("hex");
  const bytes = hex.length > 20_000 ? `${hex.slice(0, 20_000)}... (${hex.length / 2} bytes in all)` : hex;
  const again = `REDRIVE_FUZZ_SEED=${SEED} REDRIVE_FUZZ_CASE=${index} npm run prove -- protocol-fuzz`;
  return `${again}\nchanges: ${changes.join("; ") || "none"}\nbytes of the controller: ${bytes}`;
}

function playShare(from: number): Promise<Report> {
  const progress = new Int32Array(new SharedArrayBuffer(4));
  const share: Share = { seed: SEED, from, step: THREADS, count: COUNT, progress };
  setFlagsFromString("--expose-gc");
  const worker = new Worker(new URL("./fuzz/worker.ts", import.meta.url), {
    workerData: share,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  return new Promise((resolve, reject) => {
    const fail = (what: string): void => {
      void worker.terminate();
      reject(new Error(`${what} in case ${progress[0]}\n${reproduction(progress[0] as number)}`));
    };
    let seen = -1;
    const watch = setInterval(() => {
      if (progress[0] === seen) fail(`no end after ${HANG_MS} ms`);
      seen = progress[0] as number;
    }, HANG_MS);
    worker.on("message", resolve);
    worker.on("error", (error) => fail(error.message));
    worker.on("exit", () => clearInterval(watch));
  });
}

test.skipIf(ONE !== undefined)(`${COUNT} fuzzed controllers, seed ${SEED}`, async () => {
  const begunMs = performance.now();
  const reports = await Promise.all(Array.from({ length: THREADS }, (_, from) => playShare(from)));
  const seconds = (performance.now() - begunMs) / 1000;
  const ends: Record<string, number> = {};
  for (const report of reports) for (const [end, n] of Object.entries(report.ends)) ends[end] = (ends[end] ?? 0) + n;
  const commands = reports.reduce((sum, report) => sum + report.commands, 0);
  console.log(`seed ${SEED}: ${COUNT} cases in ${seconds.toFixed(1)} s, ${commands} commands taken`, ends);
  const failures = reports.flatMap((report) => report.failures);
  const told = failures.map((failure) => `${failure}\n${reproduction(Number(/^case (\d+)/.exec(failure)?.[1]))}`);
  expect(told.join("\n\n")).toBe("");
  expect(Object.values(ends).reduce((sum, n) => sum + n, 0)).toBe(COUNT);
  for (const report of reports) {
    expect(report.heapMiddleBytes).toBeGreaterThan(0);
    expect(report.heapLateBytes - report.heapMiddleBytes).toBeLessThan(HEAP_GROWTH_BYTES);
  }
  // A fuzzer that is stopped at the door proves little: every way to end is reached, and many commands are taken.
  const expected = "BAD_MAGIC BAD_FRAME FRAME_TOO_LARGE UNSUPPORTED_VERSION UNAUTHENTICATED NO_COMMON_COMMAND_KIND UNEXPECTED_MESSAGE";
  const codes = `${expected} UNKNOWN_SESSION WRONG_TICK DUPLICATE_COMMAND CONTROLLER_INTERNAL`.split(" ").map((code) => `RDV_${code}`);
  expect(Object.keys(ends)).toEqual(expect.arrayContaining([...codes, "left", "accepted"]));
  expect(commands).toBeGreaterThan(COUNT / 10);
});

if (ONE !== undefined) {
  test(`one case of seed ${SEED}`, () => {
    console.log(reproduction(Number(ONE)));
    console.log(play(caseOf(SEED, Number(ONE))));
  });
}
