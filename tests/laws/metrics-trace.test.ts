import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { evaluateTape } from "../../src/eval/evaluate-tape.ts";
import { METRICS } from "../../src/eval/metrics.ts";
import { OFFERED } from "../../src/eval/offered.ts";
import { PROFILES } from "../../src/eval/profiles.ts";
import { scoreOf } from "../../src/eval/score.ts";
import { judgeByProfiles, judgeResponsibility } from "../../src/run/judge.ts";
import { plansOf } from "../../src/run/plans.ts";
import { readTrace, type TraceFile, writeTrace } from "../../src/trace/mcap-file.ts";
import { type JudgedTrace, judgedTrace } from "../support/judged-traces.ts";
import { evaluateFrames, type Frame } from "../support/records.ts";

const folder = mkdtempSync(join(tmpdir(), "redrive-metrics-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ALL = [...METRICS, ...OFFERED];
/** Among them one whose collision more speed would have avoided. */
const SEEDS = [...Array.from({ length: 15 }, (_, i) => i + 1), 31];

async function throughFile({ taped: { header, tape, end, frames = null } }: JudgedTrace, name: string): Promise<TraceFile> {
  const path = join(folder, `${name}.mcap`);
  await writeTrace(path, header, tape, { ...end, detail: "", hash: "" }, frames);
  return readTrace(path);
}

test("a trace file is measured and scored to the same bits as the run that wrote it", async () => {
  const applicable = new Set<string>();
  for (const seed of SEEDS) {
    const judged = judgedTrace(seed);
    const { taped } = judged;
    const { header, frames } = judged.trace;
    // Every metric from the records as they come, as in a run that is going on.
    const live = evaluateFrames(header, frames.length, (k) => frames[k] as Frame, {
      metrics: ALL,
      plans: plansOf(taped, taped.frames ?? null),
    });
    const read = await throughFile(judged, `${seed}`);
    const again = evaluateTape(read.header, read.tape, { metrics: ALL, plans: plansOf(read, read.frames) });
    for (const [i, { metric, result }] of live.results.entries()) {
      expect(again.results[i]?.result, `seed ${seed} ${metric.id}`).toEqual(result);
      expect(again.series[i], `seed ${seed} ${metric.id}`).toEqual(live.series[i]);
      if (result.kind === "value") applicable.add(metric.id);
    }
    const score = scoreOf(
      header,
      evaluateFrames(header, frames.length, (k) => frames[k] as Frame),
    );
    expect(scoreOf(read.header, evaluateTape(read.header, read.tape))).toEqual(score);
  }
  // The traces have what the metrics need.
  expect(ALL.map(({ id }) => id).filter((id) => !applicable.has(id))).toEqual([]);
});

test("a trace file is judged by every profile as the run that wrote it", async () => {
  const applicable = new Set<string>();
  for (const seed of SEEDS) {
    const judged = judgedTrace(seed);
    const { taped, reruns } = judged;
    const read = await throughFile(judged, `${seed}`);
    const fromFile = { ...taped, header: read.header, tape: read.tape, frames: read.frames };
    const live = judgeByProfiles(taped, PROFILES, reruns);
    expect(judgeByProfiles(fromFile, PROFILES, reruns), `seed ${seed}`).toEqual(live);
    for (const { id, score } of live) if (score !== null) applicable.add(id);
    const blame = judgeResponsibility(taped, evaluateTape(taped.header, taped.tape), null);
    expect(judgeResponsibility(fromFile, evaluateTape(read.header, read.tape), null), `seed ${seed}`).toEqual(blame);
  }
  expect(PROFILES.map(({ id }) => id).filter((id) => !applicable.has(id))).toEqual([]);
});
