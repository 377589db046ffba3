import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { builtinController } from "../../src/control/builtin/builtin.ts";
import { driveCache } from "../../src/run/inputs.ts";
import { type ControllerSetting, plainSettings, type RunSettings } from "../../src/run/job.ts";
import { runOne } from "../../src/run/one.ts";
import type { RunResult } from "../../src/run/result.ts";
import { select } from "../../src/run/selection.ts";
import { specOf } from "../../src/scenario/parse/scenario-file.ts";

const ROOT = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "redrive-blame-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PURSUIT: ControllerSetting = { choice: { kind: "builtin", name: "pursuit" }, text: "builtin:pursuit", reproduceOptions: [] };
// A cut-in that leaves no room: the ego's front runs into the cutter, which did not respond as RSS asks.
const [found] = select({
  selectors: ["scenarios/demo/fails-late-cut-in.yaml"],
  folder: ROOT,
  roots: [],
  maxVariants: 9,
  grep: null,
  grepInvert: null,
  only: null,
});
const spec = specOf(found!.scenario, 0);

function run(changes: Partial<RunSettings> = {}): Promise<RunResult> {
  const settings = { ...plainSettings([PURSUIT], folder), ...changes };
  const opened = { controller: builtinController("pursuit"), socket: null };
  const bench = { settings, setting: PURSUIT, opened, idle: [], drives: driveCache(), controllerLog: null };
  return runOne({ index: 0, controllerIndex: 0, spec }, bench);
}
const gatesOf = ({ score }: RunResult): string[] =>
  score!.metrics.flatMap(({ id, role }) => (role === "gate" && /collision/.test(id) ? [id] : []));

test("who is to blame is said by each rule; no careful driver runs unasked", async () => {
  const { responsibility, preventability, score } = await run();
  expect(responsibility).toMatchObject([
    { actor: "cutter", nuplan: { verdict: "ego" }, rss: { verdict: "not-ego" }, r157: { verdict: "unknown" }, nonreactiveArtifact: false },
  ]);
  expect(preventability).toBeUndefined();
  expect(score!.total).toBe(0);
});

test("the rule that is chosen gates", async () => {
  const [nuplan, rss, r157] = [await run(), await run({ responsibility: "rss" }), await run({ responsibility: "r157" })];
  expect([nuplan, rss, r157].map(gatesOf)).toEqual([["collision"], ["rss.collision"], ["r157.collision"]]);
  expect(rss.score!.total).toBeGreaterThan(0);
  expect(r157.score!.total).toBe(rss.score!.total);
  expect(r157.preventability?.verdict).toBe("not-preventable");
});

test("careful drivers change no score, and run for a profile that reads them", async () => {
  const [plain, asked, profile] = [await run(), await run({ preventability: true }), await run({ profiles: ["r157"] })];
  expect(asked.score).toEqual(plain.score);
  expect(asked.preventability?.drivers.map((d) => d.driver)).toEqual(["careful-human", "reg157", "rss", "fsm"]);
  expect(asked.responsibility?.[0]?.r157).toEqual({ verdict: "not-ego", why: "a careful human in the ego's place collides too" });
  expect(profile.preventability).toEqual(asked.preventability);
  expect(profile.profiles).toMatchObject([{ id: "r157", score: 100 }]);
});
