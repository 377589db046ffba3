import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { frameAt } from "../../src/trace/frame-tape.ts";
import { readTrace } from "../../src/trace/mcap-file.ts";
import type { RunView } from "../../src/run/view-data.ts";
import { needPython } from "../support/python.ts";
import { CALM, type Ended, fixture, folderWith, lastLine, redrive, ROOT, suiteOf } from "./support.ts";

const folder = folderWith({ "calm.yaml": CALM });
const telling = fixture("", join(import.meta.dirname, "fixtures/telling.mjs"));
const VARIANT = "calm.yaml#speedMps=12,gapM=30";
const RUN = "out/runs/00003";

/** `redrive controller replay` with the rest of its command line; the time it says last is left out. */
async function replay(...args: string[]): Promise<Ended & { readonly lines: readonly string[] }> {
  const ended = await redrive(folder, ["controller", "replay", ...args]);
  const lines = ended.stdout.trimEnd().split("\n");
  if (lines.at(-1)?.startsWith("replayed in ") === true) lines.pop();
  return { ...ended, lines };
}

beforeAll(async () => {
  await redrive(folder, ["run", "calm.yaml", "-c", telling, "--trace", "on", "-o", "out"]);
  await redrive(folder, ["run", "calm.yaml", "-c", "builtin:constant", "--trace", "on", "-o", "built-in"]);
  await redrive(folder, ["run", `calm.yaml#speedMps=10,gapM=8`, "-c", fixture("nan"), "--trace", "on", "-o", "faulty"]);
  expect(suiteOf(folder, "out").counts).toMatchObject({ total: 4, passed: 4 });
}, 60_000);

describe("the trace of a controller in a process of its own", () => {
  test("holds every frame of the run in order, with the tick of each", async () => {
    const { frames } = await readTrace(join(folder, RUN, "trace.mcap"));
    const seen = Array.from({ length: frames?.count ?? 0 }, (_, i) => {
      const { direction, tick } = frameAt(frames as NonNullable<typeof frames>, i);
      return `${direction} ${tick}`;
    });
    const turns = Array.from({ length: 100 }, (_, k) => [`to-controller ${k}`, `to-harness ${k}`]).flat();
    expect(seen).toEqual(["to-controller 0", ...turns, "to-controller 99"]);
  });

  test("holds what the controller told of itself, and the picture draws it", async () => {
    const { tape } = await readTrace(join(folder, RUN, "trace.mcap"));
    expect([tape.debug.names, tape.debug.count]).toEqual([["speed_error_mps", "plans"], 105]);
    const view = JSON.parse(readFileSync(join(folder, RUN, "view.json"), "utf8")) as RunView;
    const series = (id: string) => view.series.find((s) => s.id === id);
    // Ten a second, and the ticks of findings among them.
    const tenths = view.ticks.flatMap((tick, i) => (tick % 10 === 0 ? [i] : []));
    const values = (id: string) => tenths.map((i) => series(id)?.values[i]);
    expect(tenths.map((i) => view.ticks[i])).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    expect(series("speed_error_mps")).toMatchObject({ group: "debug", unit: "m/s" });
    expect(values("speed_error_mps")[0]).toBe(0.5);
    expect(values("plans")).toEqual([0, null, 1, null, 2, null, 3, null, 4, null, null]);
    expect(values("driving mode")).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
  });
});

describe("redrive controller replay", () => {
  test("says that the same controller commands the same: of a trace, the folder of a run, or an output folder and a variant", async () => {
    const expected = [`${VARIANT}: node fixture 1`, "100 observations, 100 equal, 0 different"];
    for (const args of [[`${RUN}/trace.mcap`], [RUN], ["out", "--variant", VARIANT]]) {
      const ended = await replay(...args, "-c", telling);
      expect([ended.code, ended.lines, ended.stderr]).toEqual([0, expected, ""]);
    }
  });

  test("names the first tick and field where another controller commands otherwise", async () => {
    const random = fixture("", join(import.meta.dirname, "fixtures/random.mjs"));
    const { code, lines } = await replay(RUN, "-c", random);
    expect(code).toBe(1);
    expect(lines[1]).toBe("100 observations, 20 equal, 80 different");
    expect(lines[2]).toMatch(/^first difference: tick 20: command\.accel_steer\.accel_mps2 is -?[\d.e-]+ in the recording and 0\.\d+ now$/);
    // The dice stay below 1 and the recording near 0: what is left is the mode, which no tolerance covers.
    const near = await replay(RUN, "-c", random, "--tolerance", "10", "--json");
    expect(near.code).toBe(1);
    expect(JSON.parse(near.stdout)).toMatchObject({
      variantId: VARIANT,
      tolerance: 10,
      exitCode: 1,
      observationCount: 100,
      comparedCount: 100,
      equalCount: 50,
      first: { tick: 50, field: "command.mode", recorded: 2, now: 1 },
      fault: null,
      controller: { name: "node fixture", build: "1" },
    });
  });

  test.each([
    ["hang", ["--watchdog-ms", "300"], /^RDV_CONTROLLER_TIMEOUT: no command for tick 2 within 300 ms/],
    ["nan", [], /^RDV_INVALID_COMMAND: .*\(tick 2\)$/],
    ["crash", [], /^RDV_CONTROLLER_EXIT: /],
    ["wrong-tick", [], /^RDV_WRONG_TICK: /],
    ["unsupported", [], /^RDV_SCENARIO_UNSUPPORTED: /],
    ["exit-at-start", [], /^RDV_CONTROLLER_EXIT: .*before its handshake was complete/],
  ] as const)("a controller that fails (%s) is told as in a run", async (mode, options, fault) => {
    const { code, stdout } = await replay(RUN, "-c", fixture(mode), ...options);
    expect(code).toBe(4);
    expect(stdout.split("\n").find((line) => line.startsWith("RDV_"))).toMatch(fault);
  });

  test("a run that a fault ended is shown to where it ended; the answer that was wrong then is not compared", async () => {
    const { code, lines } = await replay("faulty/runs/00000", "-c", fixture("good"));
    expect(code).toBe(0);
    expect(lines[1]).toBe("3 observations, 2 equal, 0 different, 1 without a recorded answer");
  });

  test.each([
    [["built-in/runs/00000"], /RDV_TRACE_FORMAT.*found one without frames \(built-in controllers exchange none/],
    [["out"], /RDV_USAGE.*expected one run, found 4 runs with a trace \(name one with --variant: calm\.yaml#speedMps=10,gapM=8, /],
    [["out", "--variant", "calm.yaml"], /RDV_USAGE.*a trace of calm\.yaml, found none/],
    [["calm.yaml"], /RDV_TRACE_FORMAT.*a whole redrive trace/],
    [["nowhere"], /RDV_FILE_MISSING/],
    [["."], /RDV_FILE_MISSING.*neither/],
    [[RUN, "--tolerance", "-1"], /RDV_USAGE.*a number from 0 on, found "-1"/],
    [[RUN, "--tolerance", "wide"], /RDV_USAGE/],
  ])("%j is an input error and starts no controller", async (args, message) => {
    const { code, stdout, stderr } = await replay(...args, "-c", "./no-such-program");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });

  const python = needPython();
  test.skipIf(python === null)("the example of the page: a Python controller after a change of its headway", async () => {
    const client = join(ROOT, "clients/python");
    const text = readFileSync(join(client, "example.py"), "utf8");
    const changed = text.replace("DECEL_MPS2 = 1.6,", "DECEL_MPS2 = 1.7,");
    expect(changed).not.toBe(text);
    const place = `import sys\nsys.path.insert(0, ${JSON.stringify(client)})\n`;
    const work = folderWith({ "before.py": place + text, "after.py": place + changed });
    const demo = join(ROOT, "scenarios/demo/cut-in.yaml");
    const run = await redrive(work, ["run", `${demo}#gapM=18,cutterMps=16`, "-c", `${python} before.py`, "--trace", "on", "-o", "out"]);
    expect(run.code).toBe(0);
    const same = await redrive(work, ["controller", "replay", "out/runs/00000", "-c", `${python} before.py`]);
    expect([same.code, same.stdout.split("\n")[1]]).toEqual([0, expect.stringMatching(/^(\d+) observations, \1 equal, 0 different$/)]);
    const other = await redrive(work, ["controller", "replay", "out/runs/00000", "-c", `${python} after.py`]);
    expect(other.code).toBe(1);
    expect(lastLine(other.stdout)).toMatch(/^replayed in [\d.]+ ms, after [\d.]+ ms to start and connect$/);
    expect(other.stdout).toMatch(/first difference: tick \d+: command\.accel_steer\.accel_mps2 is/);
  });
});
