import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RunResult, SuiteResult } from "../../src/run/result.ts";
import { CALM, CRASH, fixture, folderWith, lastLine, redrive, suiteOf } from "./support.ts";

const folder = folderWith({ "calm.yaml": CALM, "crash.yaml": CRASH });

/** A suite without what a clock or a count of workers may change. */
function fixed(suite: SuiteResult): unknown {
  const results = suite.results.map((r: RunResult) => ({
    ...r,
    wallMs: 0,
    latency: null,
    controller: { ...r.controller, rssBytes: null },
    files: { ...r.files, controllerLog: null },
  }));
  return { ...suite, wallMs: 0, jobs: 0, results };
}

describe("the same input gives the same result", () => {
  test("with one worker, with two, and once more, for built-in controllers and others", async () => {
    const run = async (out: string, ...more: string[]): Promise<SuiteResult> => {
      await redrive(folder, ["run", "crash.yaml", "calm.yaml", "-o", out, ...more]);
      return suiteOf(folder, out);
    };
    const both = ["-c", "builtin:constant", "-c", fixture("good")];
    const one = await run("one", "--jobs", "1", ...both);
    expect(one.counts).toMatchObject({ total: 12, failed: 4, passed: 8 });
    expect(new Set(one.results.map((r) => r.hash)).size).toBe(12);
    expect(one.hash).toMatch(/^[0-9a-f]{16}$/);
    expect(fixed(await run("two", "--jobs", "2", ...both))).toEqual(fixed(one));
    expect(fixed(await run("three", "--jobs", "2", ...both))).toEqual(fixed(one));
  });

  test("another seed, and an end at another tick, do not", async () => {
    const near = CALM.replace("100 + gapM", "45 + gapM").replace("speedMps: 15", "speedMps: 8");
    const noisy = folderWith({ "noisy.yaml": `${near}sensors: { positionNoiseM: 0.5 }\n` });
    const hash = async (...more: string[]): Promise<string | undefined> => {
      const { stdout } = await redrive(noisy, ["run", "noisy.yaml#speedMps=12,gapM=8", "--json", ...more]);
      return (JSON.parse(stdout) as SuiteResult).results[0]?.hash;
    };
    const first = await hash("--seed", "1");
    expect(await hash("--seed", "2")).not.toBe(first);
    expect(await hash("--seed", "1", "--to-tick", "50")).not.toBe(first);
    expect(await hash("--seed", "1")).toBe(first);
  });
});

describe("redrive verify", () => {
  test("says that all runs agree, and leaves nothing behind", async () => {
    const ended = await redrive(folder, ["verify", "calm.yaml", "--repeat", "3", "--jobs", "2"], { TMPDIR: folderWith({}) });
    expect(ended.code).toBe(0);
    expect(ended.stdout).toBe("4 of 4 variants gave the same hash chain and the same commands in 3 runs\n");
    expect(ended.stderr.match(/^run \d of 3: [0-9a-f]{16}$/gm)).toHaveLength(3);
    expect(new Set(ended.stderr.match(/[0-9a-f]{16}/g)).size).toBe(1);
  });

  test("names the tick and the field where a controller parts from itself, and that it was the controller", async () => {
    const temporary = folderWith({});
    const random = fixture("", join(import.meta.dirname, "fixtures/random.mjs"));
    const ended = await redrive(folder, ["verify", "calm.yaml#speedMps=10,gapM=8", "-c", random], { TMPDIR: temporary });
    expect(ended.code).toBe(4);
    expect(ended.stdout).toMatch(
      /^calm\.yaml#speedMps=10,gapM=8: tick 20: command\.accel_steer\.accel_mps2 is 0\.\d+ in one run and 0\.\d+ in the other, after equal observations: the controller parted first\n/,
    );
    expect(lastLine(ended.stdout)).toBe("0 of 1 variants gave the same hash chain and the same commands in 2 runs");
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("names a mode that changes nothing in the world", async () => {
    const modes = fixture("", join(import.meta.dirname, "fixtures/random-mode.mjs"));
    const ended = await redrive(folder, ["verify", "calm.yaml#speedMps=10,gapM=8", "-c", modes]);
    expect(ended.code).toBe(4);
    expect(ended.stdout).toMatch(
      /tick \d+: command\.mode is [13] in one run and [13] in the other, after equal observations: the controller/,
    );
  });

  test("tells a run that ended early from one that went another way", async () => {
    const sometimes = fixture("", join(import.meta.dirname, "fixtures/sometimes.mjs"));
    const ended = await redrive(folder, ["verify", "calm.yaml#speedMps=10,gapM=8", "-c", sometimes]);
    expect(ended.code).toBe(4);
    expect(ended.stdout).toContain(
      "tick 20: command is valid in one run and absent in the other, after equal observations: the controller parted first; " +
        "ended at tick 100 as completed in one run and at tick 20 as controller-fault in the other",
    );
  });

  test("a controller that cannot be started is its fault, not ours", async () => {
    const ended = await redrive(folder, ["verify", "calm.yaml#speedMps=10,gapM=8", "-c", "./no-such-program"]);
    expect(ended.code).toBe(4);
  });
});
