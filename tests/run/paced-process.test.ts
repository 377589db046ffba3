import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RunResult } from "../../src/run/result.ts";
import { CALM, folderWith, redrive, ROOT, suiteOf } from "../cli/support.ts";
import { needPython } from "../support/python.ts";

const FIXTURE = join(ROOT, "tests/run/fixtures/paced.mjs");
const VARIANT = "calm.yaml#speedMps=10,gapM=30";
const LONG = "long.yaml#speedMps=10,gapM=30";
const folder = folderWith({
  "calm.yaml": CALM.replace("start: {", "goal: { sM: 300 }, start: {"),
  // For controllers that a fault ends long before.
  "long.yaml": CALM.replace("durationSec: 1", "durationSec: 2"),
  "wreck.yaml": CALM.replace("durationSec: 1", "durationSec: 1, allowContact: true"),
});

/** A command line in the folder, split as it stands in a result. */
function words(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map((m) => m[1] ?? m[2] ?? "").slice(1);
}

async function paced(out: string, command: string, ...more: string[]): Promise<RunResult> {
  return pacedOf(VARIANT, out, command, ...more);
}

async function pacedOf(variant: string, out: string, command: string, ...more: string[]): Promise<RunResult> {
  await redrive(folder, ["run", variant, "-c", command, "--pace", "realtime", "-o", out, "--reporter", "junit", ...more]);
  return suiteOf(folder, out).results[0] as RunResult;
}

/** Runs the command that the result gives for its reproduction. */
async function reproduced({ reproduce }: { readonly reproduce: string }, out: string): Promise<RunResult> {
  const ended = await redrive(folder, words(reproduce));
  expect(ended.stderr).not.toMatch(/RDV_USAGE/);
  return suiteOf(folder, join(out, "replay")).results[0] as RunResult;
}

function expectSame(again: RunResult, first: RunResult): void {
  expect(again.pacing).toBe("lockstep");
  expect(again.hash).toBe(first.hash);
  expect(again.hashes).toEqual(first.hashes);
  expect([again.end.reason, again.end.tick, again.score?.total]).toEqual([first.end.reason, first.end.tick, first.score?.total]);
}

const fixture = (...mode: string[]): string => `"${process.execPath}" '${FIXTURE}' ${mode.join(" ")}`;

describe("a run in real time", () => {
  test("is marked as one, measured, kept, and made again bit for bit by the command it gives", async () => {
    const first = await paced("steady", fixture("steady"), "--max-held", "1000");
    expect(first).toMatchObject({ pacing: "realtime", end: { reason: "completed" } });
    const { realtime } = first;
    const instants = realtime?.harnessLateness.count ?? 0;
    expect(instants).toBe(Math.ceil(first.end.tSec / ((realtime?.periodMs ?? 0) / 1000)));
    expect(realtime?.harnessLateness.counts.reduce((a, b) => a + b, 0)).toBe(instants);
    expect(realtime?.answerLatency.count).toBeGreaterThan(instants / 2);
    expect(first.score).not.toBeNull();
    expectSame(await reproduced(first, "steady"), first);
  });

  test("gives with a finding of a profile the command that replays it", async () => {
    const first = await paced("judged", fixture("steady"), "--profile", "smarts");
    const [report] = first.profiles;
    const again = await reproduced(report?.findings[0] ?? { reproduce: "" }, "judged");
    expectSame(again, first);
    expect(again.profiles.map(({ score, parts }) => [score, parts])).toEqual([[report?.score, report?.parts]]);
  });

  test("holds the command of a controller that stalls for five periods, and goes on", async () => {
    const first = await paced("stalls", fixture("stalls", "5"), "--max-held", "1000");
    expect(first.end.reason).toBe("completed");
    expect(first.realtime?.heldCount).toBeGreaterThanOrEqual(5);
    expectSame(await reproduced(first, "stalls"), first);
  });

  test("stops the car of one that stalls for ever: a timeout that names the count, and no score", async () => {
    const first = await pacedOf(LONG, "dead", fixture("dead"), "--max-held", "6");
    expect(first).toMatchObject({ verdict: "error", score: null, end: { reason: "controller-timeout", code: "RDV_CONTROLLER_TIMEOUT" } });
    expect(first.end.detail).toMatch(/for 7 observations in a row, and at most 6 are held/);
    expect(first.realtime?.longestRow).toBe(7);
    expectSame(await reproduced(first, "dead"), first);
  });

  test("keeps the period that the controller asks for", async () => {
    const first = await paced("often", fixture("often"), "--max-held", "1000");
    expect(first.realtime?.periodMs).toBe(20);
    expectSame(await reproduced(first, "often"), first);
  });

  test("of several variants drives each once: no other run of one need be like it, so none is probed for a leak", async () => {
    await redrive(folder, ["run", "calm.yaml", "--grep", "speedMps=10", "-c", fixture("steady"), "--pace", "realtime", "-o", "two"]);
    const { results } = suiteOf(folder, "two");
    expect(results.map((r) => [r.pacing, r.files.trace])).toEqual(
      results.map((_, i) => ["realtime", join("runs", `0000${i}`, "trace.mcap")]),
    );
    const log = readFileSync(join(folder, "two", results[0]?.files.controllerLog ?? ""), "utf8");
    expect(log.match(/started/g)).toHaveLength(2);
  });

  test("takes an answer given twice for a fault", async () => {
    const first = await pacedOf(LONG, "twice", fixture("twice"), "--max-held", "1000");
    expect(first.end).toMatchObject({ reason: "controller-fault", code: "RDV_DUPLICATE_COMMAND" });
    expectSame(await reproduced(first, "twice"), first);
  });

  test("with a real car has the ego where it is reported, by the controller's clock", async () => {
    const first = await paced("car", fixture("car"), "--max-held", "1000");
    expect(first.end.reason).toBe("completed");
    // Its clock is 5000 s ahead of its own start; what matters is that the offset was found and reports are not too old by it.
    expect(first.realtime?.clock?.roundTripMs).toBeGreaterThan(0);
    expect(Math.abs(first.realtime?.clock?.offsetMs ?? 0)).toBeGreaterThan(1e6);
    expect(first.realtime?.reportsHeldCount).toBeLessThan(first.realtime?.harnessLateness.count ?? 0);
    expectSame(await reproduced(first, "car"), first);
  });

  test("is refused to a real car whose scenario goes on after a contact", async () => {
    const args = [
      "run",
      "wreck.yaml#speedMps=10,gapM=30",
      "-c",
      fixture("car"),
      "--pace",
      "realtime",
      "-o",
      "wreck",
      "--reporter",
      "junit",
    ];
    await redrive(folder, args);
    const [result] = suiteOf(folder, "wreck").results;
    expect(result?.end).toMatchObject({ reason: "controller-fault", code: "RDV_SCENARIO_UNSUPPORTED" });
  });

  test.skipIf(!needPython())("drives the Python example", async () => {
    const first = await paced("python", `${needPython()} '${join(ROOT, "clients/python/example.py")}'`, "--max-held", "1000");
    expect(first).toMatchObject({ pacing: "realtime", end: { reason: "completed" } });
    expectSame(await reproduced(first, "python"), first);
  });
});

describe("recorded:TRACE", () => {
  test("makes a lockstep run of an external controller again", async () => {
    await redrive(folder, ["run", VARIANT, "-c", fixture("lockstep"), "--trace", "on", "-o", "lockstep"]);
    const [first] = suiteOf(folder, "lockstep").results;
    const trace = join("lockstep", first?.files.trace ?? "");
    await redrive(folder, ["run", VARIANT, "-c", `recorded:${trace}`, "-o", "again"]);
    const [again] = suiteOf(folder, "again").results;
    expectSame(again as RunResult, first as RunResult);
    const other = await redrive(folder, ["run", "calm.yaml#speedMps=12,gapM=30", "-c", `recorded:${trace}`, "-o", "other"]);
    expect(other.stdout).toMatch(/the trace is of calm\.yaml#speedMps=10,gapM=30/);
  });

  test("in lockstep a real car is refused, as nothing waits for it", async () => {
    await redrive(folder, ["run", VARIANT, "-c", fixture("car"), "-o", "waits"]);
    const [result] = suiteOf(folder, "waits").results;
    expect(result?.end).toMatchObject({ code: "RDV_SCENARIO_UNSUPPORTED" });
    expect(result?.end.detail).toMatch(/--pace realtime/);
  });
});

describe("options that do not go together", () => {
  test.each([
    [["--pace", "realtime"], /a controller of yours/],
    [["--pace", "realtime", "-c", "builtin:pursuit"], /a controller of yours/],
    [["--pace", "realtime", "-c", "x", "--sessions", "2"], /1 in real time/],
    [["--pace", "realtime", "-c", "x", "--jobs", "2"], /1 in real time/],
    [["--pace", "realtime", "-c", "x", "--trace", "off"], /only its recorded answers/],
    [["--pace", "realtime", "--debug-controller"], /lockstep/],
    [["--max-held", "3", "-c", "x"], /--pace realtime/],
    [["-c", "recorded:none.mcap"], /no file none\.mcap/],
  ])("%j", async (args, message) => {
    const ended = await redrive(folder, ["run", VARIANT, ...args]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(message);
  });
});
