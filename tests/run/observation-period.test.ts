import { join } from "node:path";
import { expect, test } from "vitest";
import { SIGNAL_STATES } from "../../src/core/signal-state.ts";
import { readTrace } from "../../src/trace/mcap-file.ts";
import { newRecord } from "../../src/trace/record.ts";
import { readRecord } from "../../src/trace/tape.ts";
import { folderWith, redrive, ROOT, suiteOf } from "../cli/support.ts";

const RECORDER = join(ROOT, "tests/control/fixtures/recorder.mjs");
const LIT = `redrive: 1
name: lit
world: { road: { lanes: 1, lengthM: 400 } }
run: { observationEveryTicks: 2 }
trafficLights: { crossing: { lanes: "-1", sM: 200, cycle: [{ color: red, forSec: 0.2 }, { color: green, forSec: 0.3 }] } }
ego: { vehicle: compact, start: { lane: "-1", sM: 20, speedMps: 10 } }
ends: { durationSec: 1 }
`;

test("the trace's header has the observation period in force, its records every state of a light, and the result the warnings", async () => {
  const folder = folderWith({ "lit.yaml": LIT });
  const wishes = JSON.stringify({ periodNs: 104_000_000, historyNs: 1, wantsTrafficLights: true });
  const command = `"${process.execPath}" "${RECORDER}" '${wishes}' "${join(folder, "told.json")}"`;
  await redrive(folder, ["run", "lit.yaml", "-c", command, "--trace", "on"]);
  const [result] = suiteOf(folder).results;
  expect(result?.end).toMatchObject({ reason: "completed", tick: 100 });
  expect(result?.latency?.count).toBe(9);
  expect(result?.warnings).toEqual([
    "the controller asks for an observation every 104000000 ns; with ticks of 10000000 ns it gets one every 100000000 ns",
    "the controller asks for 1 ns of the past before the first tick; no recording reaches back before this run",
  ]);
  const { header, tape } = await readTrace(join(folder, "redrive-out", result?.files.trace ?? ""));
  expect(header.observationEvery).toBe(10);
  expect(header.signals).toEqual([{ id: "crossing" }]);
  expect(tape.rows).toBe(101);
  const record = newRecord(header.actors, header.signals.length);
  const shown = [0, 19, 20, 49, 50].map((row) => (readRecord(tape, row, record), SIGNAL_STATES[record.signals.state[0]!]));
  expect(shown).toEqual(["red", "red", "green", "green", "red"]);
});
