import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { query } from "../../src/cli/query.ts";
import { CALM, folderWith, lastLine, redrive } from "./support.ts";

const ONE = "calm.yaml#speedMps=10,gapM=8";

describe("redrive history", () => {
  test("a run is kept where it is asked for, and the trend shows it; the config may ask for it", async () => {
    const folder = folderWith({ "calm.yaml": CALM, "redrive.config.ts": 'export default { history: "kept/all.sqlite" };' });
    for (const seed of ["1", "2"]) {
      const ended = await redrive(folder, ["run", ONE, "--seed", seed]);
      expect(ended).toMatchObject({ code: 0, stderr: expect.not.stringContaining("RDV") });
      expect(lastLine(ended.stdout)).toBe("1 passed, 0 failed");
    }
    const shown = await redrive(folder, ["history", "--scenario", "calm"]);
    expect(shown).toMatchObject({ code: 0, stderr: "" });
    expect(shown.stdout).toMatch(/^score in points, controller builtin:pursuit\nscenario +1 +2 +change\ncalm\.yaml /m);
    const json = await redrive(folder, ["history", "kept/all.sqlite", "--metric", "progress", "--json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({ suites: [{ total: 1 }, { total: 1 }] });
    const exported = await redrive(folder, ["history", "export", "--parquet", "all.parquet"]);
    expect(exported.stdout).toMatch(/^all\.parquet: \d+ rows, one a run and metric\n$/);
    expect(existsSync(join(folder, "all.parquet"))).toBe(true);
    expect((await redrive(folder, ["history", "--scenario", "nowhere"])).code).toBe(5);
  });

  test("what is no history is refused before anything runs", async () => {
    const folder = folderWith({ "calm.yaml": CALM, "notes.txt": "my notes\n".repeat(200) });
    const ended = await redrive(folder, ["run", ONE, "--history", "notes.txt"]);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(/^notes\.txt error RDV_HISTORY_FORMAT: expected a history of redrive, found file is not a database/);
    expect(existsSync(join(folder, "redrive-out"))).toBe(false);
  });

  test.each([
    [["history"], /RDV_USAGE.*redrive run --history FILE makes one/],
    [["history", "none.sqlite"], /^none\.sqlite error RDV_FILE_MISSING/],
    [["history", "export", "none.sqlite"], /required option '--parquet <file>'/],
    [["query", "SELECT 1"], /^redrive-out error RDV_FILE_MISSING/],
  ])("2: %j", async (args, text) => {
    const ended = await redrive(folderWith({}), args);
    expect(ended.stderr).toMatch(text);
    expect(ended.stderr).not.toContain("    at ");
    expect(ended).toMatchObject({ code: 2, stdout: "" });
  });

  test("a run that was killed is no answer to a query", async () => {
    const out = folderWith({ "results.jsonl": "" });
    await expect(query("SELECT 1", { out })).rejects.toThrow(
      /RDV_RESULT_FORMAT: expected a run that was finished, found one that was stopped before its end \(run the suite to its end\)/,
    );
  });

  test("without DuckDB a query says how to get it", async () => {
    const folder = folderWith({ "calm.yaml": CALM });
    await redrive(folder, ["run", ONE]);
    const ended = await redrive(folder, ["query", "SELECT 1"]);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(
      /^redrive query error RDV_USAGE: expected the package @duckdb\/node-api, found none \(npm install @duckdb\/node-api/,
    );
  });
});
