import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CALM, CRASH, fixture, folderWith, lastLine, redrive, suiteOf } from "./support.ts";

const folder = folderWith({
  "calm.yaml": CALM,
  "crash.yaml": CRASH,
  "syntax.yaml": "redrive: 1\nname: [unclosed\n",
  "type.yaml": CALM.replace("lengthM: 400", "lengthM: long").replace("durationSec: 1", "durationSeconds: 1"),
  "empty/readme.txt": "no scenario here",
});

describe("the exit code says what happened, and so does the last line of stdout", () => {
  test("0: all passed", async () => {
    const ended = await redrive(folder, ["run", "calm.yaml#speedMps=10,gapM=8"]);
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(lastLine(ended.stdout)).toBe("1 passed, 0 failed");
  });

  test("1: a drive failed; the result file says the same", async () => {
    const ended = await redrive(folder, ["run", "crash.yaml", "calm.yaml#gapM=8", "-c", "builtin:constant", "-o", "one"]);
    expect(ended.code).toBe(1);
    expect(lastLine(ended.stdout)).toBe("2 passed, 2 failed");
    expect(suiteOf(folder, "one")).toMatchObject({ exitCode: 1, counts: { total: 4, passed: 2, failed: 2, error: 0 } });
  });

  test("2: a scenario that is not one, with its place, before anything runs", async () => {
    const ended = await redrive(folder, ["run", "calm.yaml", "syntax.yaml", "type.yaml"]);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(/^syntax\.yaml:\d+:\d+ error RDV_SCENARIO_SYNTAX/m);
    expect(ended.stderr).toMatch(/^type\.yaml:4:\d+ error RDV_SCENARIO_TYPE world\.road\.lengthM: .*found "long"/m);
    expect(ended.stderr).toMatch(/^type\.yaml:\d+:\d+ error RDV_SCENARIO_KEY .*durationSeconds/m);
  });

  test.each([
    [["rnu"], /unknown command 'rnu'\n\(Did you mean run\?\)/],
    [["run", "--jbos", "2"], /unknown option '--jbos'\n\(Did you mean --jobs\?\)/],
    [["run", "nowhere.yaml"], /^nowhere\.yaml error RDV_FILE_MISSING/],
    [["run", "calm.yaml", "--timing", "now"], /Allowed choices are subtick, tick/],
    [["run", "calm.yaml", "--seed", "-1"], /expected a seed from 0 to 9007199254740991/],
    [["run", "calm.yaml", "--last-failed", "-o", "never"], /^--last-failed error RDV_USAGE/],
    [["run", "calm.yaml", "-c", "builtin:autopilot"], /^--controller error RDV_USAGE: .*found builtin:autopilot/],
    [["run", "calm.yaml", "-c", "python3 'open"], /RDV_USAGE --controller: expected a closing '/],
    [["verify", "calm.yaml", "--repeat", "1"], /expected a count from 2 to 100/],
    [["list", "calm.yaml", "--max-variants", "some"], /expected a count from 1/],
    [["explain", "RDV_NOTHING"], /unknown code RDV_NOTHING; known are:\nRDV_USAGE\n/],
  ])("2: %j", async (args, text) => {
    const ended = await redrive(folder, args);
    expect(ended.stderr).toMatch(text);
    expect(ended.stderr).not.toContain("    at "); // no stack: the user is to mend it, not we
    expect(ended).toMatchObject({ code: 2, stdout: "" });
  });

  test("2: a config that is not one, or does not load", async () => {
    const wrong = folderWith({ "redrive.config.ts": "export default { scenario: [] };", "calm.yaml": CALM });
    const ended = await redrive(wrong, ["list", "calm.yaml"]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/^redrive\.config\.ts error RDV_USAGE: .*scenario/);
    const broken = folderWith({ "redrive.config.ts": "throw new Error('half a config');", "calm.yaml": CALM });
    const second = await redrive(broken, ["list", "calm.yaml"]);
    expect(second.code).toBe(2);
    expect(second.stderr).toMatch(/^redrive\.config\.ts error RDV_USAGE: .*found Error: half a config/);
  });

  test("2: a domain that is too large to count, before anything runs", async () => {
    const odd = "{ a: Array.from({ length: 1500 }, (_, i) => i), b: Array.from({ length: 1500 }, (_, i) => String(i)) }";
    const large = folderWith({ "redrive.config.ts": `export default { odd: ${odd} };`, "calm.yaml": CALM });
    const ended = await redrive(large, ["run", "calm.yaml"]);
    const line = "redrive.config.ts error RDV_USAGE odd: expected at most 2000000 pairs of cells, found 2248500";
    expect(ended).toMatchObject({ code: 2, stdout: "", stderr: `${line} (fewer dimensions, values or edges)\n` });
    expect(existsSync(join(large, "redrive-out"))).toBe(false);
  });

  test("4: a controller that crashes, hangs, or does not start; no score, no stop of the batch", async () => {
    const [crash, silent, absent] = await Promise.all([
      redrive(folder, ["run", "calm.yaml", "-c", fixture("crash"), "-o", "crash"]),
      redrive(folder, ["run", "calm.yaml#gapM=8", "-c", fixture("silent"), "--watchdog-ms", "200", "-o", "silent"]),
      redrive(folder, ["run", "calm.yaml#gapM=8", "-c", "./no-such-program", "-o", "absent"]),
    ]);
    expect(crash.code).toBe(4);
    expect(lastLine(crash.stdout)).toBe("0 passed, 4 failed");
    expect(crash.stdout).toContain("exit code 3");
    expect(crash.stdout).toContain("\n    about to divide by zero\n");
    for (const result of suiteOf(folder, "crash").results) {
      expect(result).toMatchObject({ verdict: "error", score: null, end: { reason: "controller-fault", code: "RDV_CONTROLLER_EXIT" } });
    }
    expect(silent.code).toBe(4);
    expect(suiteOf(folder, "silent").results.map((r) => r.end.reason)).toEqual(["controller-timeout", "controller-timeout"]);
    expect(absent.code).toBe(4);
    expect(suiteOf(folder, "absent").results.map((r) => r.end.code)).toEqual(["RDV_CONTROLLER_START", "RDV_CONTROLLER_START"]);
  });

  test("5: nothing matched, unless that is allowed", async () => {
    expect(await redrive(folder, ["run", "calm.yaml", "--grep", "storm"])).toMatchObject({ code: 5, stdout: "" });
    expect((await redrive(folder, ["list", "empty"])).code).toBe(5);
    expect((await redrive(folder, ["check", "empty"])).code).toBe(5);
    const allowed = await redrive(folder, ["run", "empty", "--pass-with-no-tests", "--json"]);
    expect(allowed.code).toBe(0);
    expect(JSON.parse(allowed.stdout)).toMatchObject({ counts: { total: 0 }, exitCode: 0 });
    // Something else wrong besides is an input error.
    expect((await redrive(folder, ["list", "empty", "nowhere.yaml"])).code).toBe(2);
  });

  test("all of it is in --help", async () => {
    const { code, stdout, stderr } = await redrive(folder, ["--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const line of [
      /^ {2}0 {2}all passed/m,
      /^ {2}1 {2}/m,
      /^ {2}2 {2}/m,
      /^ {2}3 {2}/m,
      /^ {2}4 {2}/m,
      /^ {2}5 {2}/m,
      /^ {2}130, 143 /m,
    ])
      expect(stdout).toMatch(line);
  });
});
