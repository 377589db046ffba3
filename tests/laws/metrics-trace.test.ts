import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { evaluateTape } from "../../src/eval/evaluate-tape.ts";
import { scoreOf } from "../../src/eval/score.ts";
import { readTrace, writeTrace } from "../../src/trace/mcap-file.ts";
import { newRecord } from "../../src/trace/record.ts";
import { appendRecord, newTape } from "../../src/trace/tape.ts";
import { randomTrace } from "../support/random-traces.ts";
import { evaluateFrames, fillRecord, type Frame } from "../support/records.ts";

const folder = mkdtempSync(join(tmpdir(), "redrive-metrics-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a trace file is scored to the same bits as the run that wrote it", async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { header, frames } = randomTrace(seed);
    const live = evaluateFrames(header, frames.length, (k) => frames[k] as Frame);
    const tape = newTape(header);
    const record = newRecord(header.actors, 0);
    for (const [k, frame] of frames.entries()) {
      fillRecord(record, header, k, frame);
      appendRecord(tape, record);
    }
    const path = join(folder, `${seed}.mcap`);
    await writeTrace(path, header, tape, { reason: "completed", tick: frames.length - 1, detail: "", hash: "" }, null);
    const read = await readTrace(path);
    const again = evaluateTape(read.header, read.tape);
    expect(again.results.map((r) => r.result)).toEqual(live.results.map((r) => r.result));
    expect(again.series).toEqual(live.series);
    expect(scoreOf(read.header, again)).toEqual(scoreOf(header, live));
  }
});
