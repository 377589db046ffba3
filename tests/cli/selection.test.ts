import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ERRORS } from "../../src/core/errors.ts";
import { CALM, CRASH, type Ended, folderWith, lastLine, redrive, suiteOf } from "./support.ts";

const folder = folderWith({
  "suite/calm.yaml": CALM,
  "suite/crash.yaml": CRASH,
  "broken/place.yaml": CALM.replace("100 + gapM", "12 + gapM"), // with gapM=8 it stands where the ego is
  "broken/type.yaml": CALM.replace("sM: 20", "sM: far"),
  "broken/calm.yaml": CALM,
  "redrive.config.ts": 'export default { scenarios: ["suite"], controller: "builtin:constant" };',
});
const ids = (ended: Ended): string[] => ended.stdout.trimEnd().split("\n");
const CALM_IDS = [10, 12].flatMap((v) => [8, 30].map((gap) => `suite/calm.yaml#speedMps=${v},gapM=${gap}`));
const CRASH_IDS = [14, 20].map((gap) => `suite/crash.yaml#gapM=${gap}`);

describe("redrive list", () => {
  test("prints every variant of the config's scenarios, the last parameter fastest", async () => {
    const ended = await redrive(folder, ["list"]);
    expect(ids(ended)).toEqual([...CALM_IDS, ...CRASH_IDS]);
    expect(ended.stderr).toBe("6 variants of 2 scenarios\n");
  });

  test("a selector and patterns leave what they name", async () => {
    const ended = await redrive(folder, [
      "list",
      "suite/calm.yaml#gapM=8",
      "suite/crash.yaml",
      "--grep",
      "gapM=(8|14)$",
      "--grep-invert",
      "Mps=10",
    ]);
    expect(ids(ended)).toEqual(["suite/calm.yaml#speedMps=12,gapM=8", "suite/crash.yaml#gapM=14"]);
  });

  test("says which values a parameter could have had", async () => {
    const ended = await redrive(folder, ["list", "suite/calm.yaml#gapM=9"]);
    expect(ended).toMatchObject({ code: 5, stdout: "" });
    expect(ended.stderr).toMatch(/^suite\/calm\.yaml:\d+:\d+ error RDV_NOTHING_MATCHED .*expected gapM=8\|30, found "9"/);
  });

  test("refuses a file with more variants than allowed", async () => {
    const ended = await redrive(folder, ["list", "suite/calm.yaml", "--max-variants", "3"]);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(/RDV_SCENARIO_VARIANTS/);
  });
});

describe("redrive check", () => {
  test("counts what is sound", async () => {
    const ended = await redrive(folder, ["check"]);
    expect(ended).toMatchObject({ code: 0, stdout: "2 scenarios, 6 variants, no problems\n" });
  });

  test("says what is wrong in every file, with line and column, also what only compiling finds", async () => {
    const ended = await redrive(folder, ["check", "broken", "--json"]);
    expect(ended.code).toBe(2);
    const { problems, scenarios } = JSON.parse(ended.stdout) as { problems: Record<string, unknown>[]; scenarios: number };
    expect(scenarios).toBe(2);
    expect(problems).toMatchObject([
      { file: "broken/type.yaml", line: 5, code: "RDV_SCENARIO_TYPE", path: "ego.start.sM", found: '"far"' },
      { file: "broken/place.yaml", line: 5, code: "RDV_SCENARIO_WORLD", found: 'a start inside "far"' },
    ]);
    for (const p of problems) expect(p["column"]).toBeGreaterThan(0);
    expect((await redrive(folder, ["check", "broken"])).stdout).toMatch(
      /^broken\/type\.yaml:5:\d+ error RDV_SCENARIO_TYPE ego\.start\.sM: /,
    );
  });
});

describe("redrive explain", () => {
  test("says what a code means and who can mend it", async () => {
    const ended = await redrive(folder, ["explain", "RDV_CONTROLLER_TIMEOUT"]);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain(ERRORS.RDV_CONTROLLER_TIMEOUT.text);
    expect(ended.stdout).toContain("controller");
  });
});

describe("redrive run", () => {
  test("a variant that cannot be made is an error with its place; the others are run", async () => {
    const ended = await redrive(folder, ["run", "broken/place.yaml", "-o", "place"]);
    expect(ended.code).toBe(2);
    expect(lastLine(ended.stdout)).toBe("2 passed, 2 failed");
    expect(ended.stdout).toMatch(
      /^error broken\/place\.yaml#speedMps=10,gapM=8\n {4}broken\/place\.yaml:5:\d+ error RDV_SCENARIO_WORLD ego: /m,
    );
    expect(suiteOf(folder, "place").results.map((r) => r.verdict)).toEqual(["error", "passed", "error", "passed"]);
  });

  test("--last-failed runs what did not pass in the last run, until nothing is left", async () => {
    const first = await redrive(folder, ["run", "-o", "last"]);
    expect(lastLine(first.stdout)).toBe("4 passed, 2 failed");
    const second = await redrive(folder, ["run", "-o", "last", "--last-failed"]);
    expect(lastLine(second.stdout)).toBe("0 passed, 2 failed");
    const third = await redrive(folder, ["run", "-o", "last", "--last-failed", "-c", "builtin:pursuit", "--to-tick", "5"]);
    expect(lastLine(third.stdout)).toBe("0 passed, 0 failed, 2 skipped");
    await redrive(folder, ["run", "suite/calm.yaml", "-o", "last"]);
    const none = await redrive(folder, ["run", "-o", "last", "--last-failed"]);
    expect(none.code).toBe(5);
    expect(none.stderr).toContain("the last run left no variant that did not pass");
  });

  test("--fail-fast begins nothing after the first that does not pass", async () => {
    const ended = await redrive(folder, ["run", "suite/crash.yaml", "suite/calm.yaml", "-x", "--jobs", "1", "-o", "fast"]);
    expect(ended.code).toBe(1);
    expect(lastLine(ended.stdout)).toBe("0 passed, 1 failed");
    expect(suiteOf(folder, "fast").results.map((r) => r.variantId)).toEqual([CRASH_IDS[0]]);
  });

  test("--trace keeps the traces of all, of none, or of those that did not simply pass", async () => {
    const kept = async (...more: string[]): Promise<boolean[]> => {
      await redrive(folder, ["run", "suite/crash.yaml#gapM=14", "suite/calm.yaml#gapM=8,speedMps=10", "-o", "traces", ...more]);
      return suiteOf(folder, "traces").results.map((r) => r.files.trace !== null && existsSync(join(folder, "traces", r.files.trace)));
    };
    expect(await kept("--trace", "on")).toEqual([true, true]);
    expect(await kept("--trace", "off")).toEqual([false, false]);
    expect(await kept()).toEqual([true, false]);
  });
});

describe("redrive init", () => {
  test("makes a folder that runs, and keeps what is there", async () => {
    const fresh = folderWith({ "scenarios/first.yaml": CALM });
    const made = await redrive(fresh, ["init"]);
    expect(made.code).toBe(0);
    expect(made.stdout).toContain("kept scenarios/first.yaml, which exists; --force overwrites it\n");
    expect((await redrive(fresh, ["list"])).stdout).toContain("scenarios/first.yaml#speedMps=10,gapM=8\n");
    await redrive(fresh, ["init", "--force"]);
    const ran = await redrive(fresh, ["run", "-c", "builtin:pursuit"]);
    expect(ran).toMatchObject({ code: 0 });
    expect(lastLine(ran.stdout)).toBe("6 passed, 0 failed");
  });
});
