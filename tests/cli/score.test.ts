import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ScoredTrace } from "../../src/report/score-text.ts";
import type { RunResult } from "../../src/run/result.ts";
import { CRASH, folderWith, redrive, ROOT, suiteOf } from "./support.ts";

const folder = folderWith({ "crash.yaml": CRASH });
const RECORDED = join(ROOT, "scenarios/demo/replayed-drive.yaml");
const DRIVE = join(ROOT, "scenarios/demo/drives/sample-drive.drive.json");

async function scored(path: string, ...more: string[]): Promise<ScoredTrace> {
  const { stdout, stderr, code } = await redrive(folder, ["score", path, "--json", ...more]);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return JSON.parse(stdout) as ScoredTrace;
}

/** The findings of a run say how to run it again; those of a trace are in the trace. */
const plain = (score: RunResult["score"]): unknown =>
  score === null ? null : { ...score, expectations: [], findings: score.findings.map((f) => ({ ...f, reproduce: "" })) };

describe("redrive score", () => {
  test("gives a trace the score that its run had, and the recorded driver's beside it", async () => {
    await redrive(folder, ["run", "crash.yaml", `${RECORDED}#brakeScale=1,latencySec=0`, "--trace", "on", "-o", "out"]);
    const { results } = suiteOf(folder, "out");
    for (const result of results) {
      const again = await scored(join(folder, "out", result.files.trace ?? ""));
      expect(plain(again.score)).toEqual(plain(result.score));
      // Nothing was changed in the recorded scene, so the recorded driver in the trace is that of the recording.
      expect(again.human?.total).toBe(result.human?.total);
    }
    expect(results.map((r) => r.human === null)).toContain(false);
    expect(results.map((r) => r.human === null)).toContain(true);
  });

  test("says each lost point in words, and a road user's score for itself", async () => {
    const trace = join(folder, "out", suiteOf(folder, "out").results.find((r) => r.verdict === "failed")?.files.trace ?? "");
    const { stdout } = await redrive(folder, ["score", trace]);
    expect(stdout).toMatch(/^score \d+\.\d\d$/m);
    expect(stdout).toMatch(/^ {2}-\d+\.\d\d: .+ \(tick \d+, \d+\.\d\d s\)$/m);
    const other = await scored(trace, "--subject", (await scored(trace)).score.findings[0]?.actor ?? "");
    expect(other.subject).not.toBe("ego");
    expect(other.human).toBeNull();
  });

  test("says who is to blame for a collision, and lets RSS decide which counts", async () => {
    const trace = join(folder, "out", suiteOf(folder, "out").results.find((r) => r.verdict === "failed")?.files.trace ?? "");
    const { stdout } = await redrive(folder, ["score", trace]);
    // The contact comes before the ego's second to respond is over.
    expect(stdout).toMatch(/^ {2}to blame for the collision with \S+ at \d+\.\d\d s: nuPlan the ego, RSS not the ego, UN R157 not known$/m);
    const byRss = await scored(trace, "--responsibility", "rss");
    expect(byRss.score.metrics.find((m) => m.id === "rss.collision")).toMatchObject({ role: "gate", normalised: 1 });
    expect(byRss.score.total).toBeGreaterThan(0);
  });

  test("scores a recorded drive, its own driver", async () => {
    expect(readdirSync(join(ROOT, "scenarios/demo/drives"))).toContain("sample-drive.drive.json");
    const { score, human } = await scored(DRIVE);
    expect(score.total).toBeGreaterThan(0);
    expect(score.metrics.find((m) => m.id === "cross-track")?.value).toBeLessThan(1e-9);
    expect(human).toBeNull();
  });

  test.each([
    ["no file", ["score", "nothing.mcap"], "RDV_FILE_MISSING"],
    ["an unknown profile", ["score", DRIVE, "--profile", "nuplan"], "RDV_USAGE"],
    ["an unknown metric", ["score", DRIVE, "--metric", "luck"], "RDV_USAGE"],
    ["a road user that is not there", ["score", DRIVE, "--subject", "nobody"], "RDV_SCENARIO_REFERENCE"],
  ])("refuses %s with one line", async (_what, args, code) => {
    const ended = await redrive(folder, args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(code);
    expect(ended.stderr.trim().split("\n")).toHaveLength(1);
  });
});
