import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lastValueFrom, toArray } from "rxjs";
import { describe, expect, test } from "vitest";
import { type Job, plainSettings, type RunSettings } from "../../src/run/job.ts";
import { runJobs } from "../../src/run/pool.ts";
import type { RunResult } from "../../src/run/result.ts";
import { select } from "../../src/run/selection.ts";
import { runSuite } from "../../src/run/suite.ts";
import { CALM, folderWith } from "../cli/support.ts";

const FAKE = new URL("./fixtures/worker.mjs", import.meta.url);
type Death = "throws" | "exits" | "idle";

/** Runs so many jobs on fake workers; gives the indices in order of arrival, with why where a job was lost. */
async function pool(
  count: number,
  workers: number,
  deaths: Readonly<Record<number, Death>>,
  stop: (asked: number) => boolean = () => false,
) {
  let taken = 0;
  let asked = 0;
  function* jobs(): Generator<Job, void> {
    for (; taken < count; ) yield { index: taken++ } as Job;
  }
  const lost = (job: Job, why: string): RunResult => ({ index: job.index, why }) as RunResult;
  const events = { waiting: () => undefined, note: () => undefined, lost };
  const settings = { deaths, sessions: 1 } as unknown as RunSettings;
  const results = await lastValueFrom(runJobs(jobs(), workers, FAKE, settings, events, () => stop(asked++)).pipe(toArray()));
  return { results, taken };
}

describe("the pool of workers", () => {
  test.each([1, 2, 5])("gives each job's result once, with %i workers for four jobs", async (workers) => {
    const { results } = await pool(4, workers, {});
    expect(results.map((r) => r.index).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
  });

  test("a job that ends its worker twice is lost, with what the worker said last; the others are not", async () => {
    const { results } = await pool(5, 2, { 1: "throws", 3: "exits" });
    const why = new Map(results.map((r) => [r.index, r.why]));
    expect([...why.keys()].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
    expect(why.get(1)).toContain("job 1 is too much");
    expect(why.get(3)).toBe("it ended without a word");
    expect([0, 2, 4].map((i) => why.get(i))).toEqual([undefined, undefined, undefined]);
  });

  test("a worker that dies when it has answered takes no job with it", async () => {
    const { results } = await pool(3, 1, { 0: "idle", 1: "idle", 2: "idle" });
    expect(results).toEqual([{ index: 0 }, { index: 1 }, { index: 2 }]);
  });

  test("jobs are taken one by one, and none after the stop", async () => {
    const { results, taken } = await pool(1000, 1, {}, (asked) => asked >= 3);
    expect(results).toHaveLength(3);
    expect(taken).toBe(3);
  });
});

describe("a suite whose workers die", () => {
  test("tells the lost variant as redrive's own fault and runs the others", async () => {
    const folder = folderWith({ "calm.yaml": CALM });
    const outFolder = mkdtempSync(join(tmpdir(), "redrive-pool-"));
    const selected = select({ selectors: ["calm.yaml"], folder, roots: [], maxVariants: 10, grep: null, grepInvert: null, only: null });
    const settings = plainSettings(
      [{ choice: { kind: "builtin", name: "pursuit" }, text: "builtin:pursuit", reproduceOptions: [] }],
      outFolder,
    );
    const request = { selected, settings, seed: null, timing: null, failFast: false, redriveVersion: "0", stopped: () => null };
    const workerScript = new URL("./fixtures/dying-worker.mjs", import.meta.url);
    const suite = await runSuite({ ...request, jobs: 2, workerScript }, () => undefined);
    rmSync(outFolder, { recursive: true });
    expect(suite.counts).toMatchObject({ total: 4, passed: 3, error: 1 });
    expect(suite.exitCode).toBe(3);
    const lost = suite.results[1];
    expect(lost).toMatchObject({ index: 1, verdict: "error", end: { reason: "harness-error", code: "RDV_WORKER" }, score: null });
    expect(lost?.why).toMatch(/^redrive's worker died: Error: the earth shook/);
    expect(lost?.reproduce).toBe(`redrive run '${lost?.variantId}' --seed ${lost?.seed}`);
  });
});
