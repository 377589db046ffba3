import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RunEvent, SuiteResult } from "../../src/run/result.ts";
import { plainSettings } from "../../src/run/job.ts";
import { select } from "../../src/run/selection.ts";
import { runSuite } from "../../src/run/suite.ts";
import { folderWith } from "../cli/support.ts";

const FIXTURE = join(import.meta.dirname, "fixtures/sessions.ts");
const WORKER = new URL("../../src/run/worker.ts", import.meta.url);

/** A second behind a car that drives away: eight variants. */
const AWAY = `redrive: 1
name: away
description: the car in front drives away
world: { road: { lanes: 1, laneWidthM: 3.5, lengthM: 400, speedLimitMps: 25 } }
ego: { vehicle: compact, start: { lane: -1, sM: 20, speedMps: 10 } }
parameters:
  gapM: [15, 20, 25, 30, 35, 40, 45, 50]
actors:
  far: { script: { lane: -1, sM: "\${20 + gapM}", speedMps: 20 } }
ends: { durationSec: 1 }
`;

interface Suite {
  readonly suite: SuiteResult;
  readonly notes: readonly string[];
  /** How many scenarios were under way, as the controller counted at their third tick. */
  readonly under: readonly number[];
}

async function suiteOf(mode: string, sessions: number, jobs = 1): Promise<Suite> {
  const folder = folderWith({ "away.yaml": AWAY, counts: "" });
  const counts = join(folder, "counts");
  const command = `"${process.execPath}" '${FIXTURE}' ${mode} '${counts}'`;
  const settings = {
    ...plainSettings([{ choice: { kind: "process", command, folder }, text: mode, reproduceOptions: [] }], join(folder, "out")),
    sessions,
    maxRestarts: 3,
  };
  const selected = select({ selectors: ["away.yaml"], folder, roots: [], maxVariants: 10, grep: null, grepInvert: null, only: null });
  const request = { selected, settings, seed: null, timing: null, failFast: false, redriveVersion: "0", stopped: () => null };
  const notes: string[] = [];
  const suite = await runSuite({ ...request, jobs, workerScript: WORKER }, (event: RunEvent) => {
    if (event.kind === "note") notes.push(event.text);
  });
  return { suite, notes, under: readFileSync(counts, "utf8").trim().split("\n").map(Number) };
}

let alone: Promise<Suite> | undefined;
/** The suite of a good controller, one scenario at a time. */
function goodAlone(): Promise<Suite> {
  alone ??= suiteOf("good", 1);
  return alone;
}

/** What must not depend on how many were in flight. */
function drives({ suite }: Suite): unknown {
  return suite.results.map(({ variantId, hash, end, score, digests }) => ({ variantId, hash, end, total: score?.total, digests }));
}

describe("several scenarios in flight on one connection", () => {
  test("give what they give one at a time, bit for bit, from one worker and two", async () => {
    const one = await goodAlone();
    const many = await suiteOf("good", 16);
    const split = await suiteOf("good", 4, 2);
    expect(one.suite.counts).toMatchObject({ total: 8, passed: 8 });
    expect(Math.max(...one.under)).toBe(1);
    expect(Math.max(...many.under)).toBeGreaterThan(2);
    expect(drives(many)).toEqual(drives(one));
    expect(drives(split)).toEqual(drives(one));
    expect(many.suite.results.flatMap((r) => r.warnings)).toEqual([]);
    expect([one, many, split].flatMap((s) => s.notes)).toEqual([]);
  });

  test.each(["crashes", "nan"])("a controller that %s in one of them takes no other verdict with it", async (mode) => {
    const { suite } = await suiteOf(mode, 8);
    const good = await goodAlone();
    const broken = suite.results.filter((r) => r.variantId.includes("gapM=30"));
    expect(broken.map((r) => [r.end.reason, r.end.tick])).toEqual([["controller-fault", 20]]);
    const others = (s: SuiteResult): string[] => s.results.filter((r) => !r.variantId.includes("gapM=30")).map((r) => r.hash);
    expect(others(suite)).toEqual(others(good.suite));
    expect(suite.counts).toMatchObject({ passed: 7, error: 1 });
    const warned = suite.results.filter((r) => r.warnings.some((w) => w.startsWith("driven again alone, because with others in flight")));
    expect(warned.length).toBeGreaterThan(0);
  });

  test("a controller that keeps something across resets is told at the end of the batch; one that does not, is not", async () => {
    const { suite, notes } = await suiteOf("leaks", 1);
    expect(suite.counts.error).toBe(0);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/^leaks: .*away\.yaml#gapM=15 was driven first and again last, and got other commands/);
  });
});
