import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { accept } from "../../src/cli/accept.ts";
import { compare } from "../../src/cli/compare.ts";
import { InputError } from "../../src/core/errors.ts";
import { CALM, CRASH, folderWith, lastLine, redrive } from "./support.ts";

const folder = folderWith({ "calm.yaml": CALM, "crash.yaml": CRASH });

beforeAll(async () => {
  await redrive(folder, [
    "run",
    "-o",
    "both",
    "calm.yaml#gapM=8",
    "crash.yaml",
    "-c",
    "builtin:pursuit",
    "-c",
    "builtin:constant",
    "--trace",
    "on",
  ]);
  await redrive(folder, ["run", "-o", "good", "calm.yaml#gapM=8", "crash.yaml", "-c", "builtin:pursuit"]);
});

describe("redrive compare", () => {
  test("two controllers of one run: one runs into a car that stands, and the exit code says so", async () => {
    const files = ["--markdown", "c.md", "--html", "c.html", "--json", "c.json"];
    const ended = await redrive(folder, [
      "compare",
      "both",
      "--controllers",
      "builtin:pursuit",
      "builtin:constant",
      "--delta",
      "0.5",
      ...files,
    ]);
    expect(ended.stderr).toBe("");
    expect(ended.stdout).toContain("crash.yaml#gapM=14");
    expect(ended.stdout).toMatch(/at-fault collision/);
    expect(lastLine(ended.stdout)).toMatch(/^(Worse|Unsure): HEAD - BASE is -/);
    const json = JSON.parse(readFileSync(join(folder, "c.json"), "utf8")) as {
      exitCode: number;
      verdict: string;
      variants: { parting: unknown }[];
    };
    expect(ended.code).toBe(json.verdict === "worse" ? 1 : 0);
    expect(json.exitCode).toBe(ended.code);
    // Both traces were kept, so the tick is exact.
    expect(json.variants.find((v) => v.parting !== null)?.parting).toMatchObject({ fromTick: expect.any(Number) });
    for (const { parting } of json.variants)
      if (parting !== null) expect(parting).toHaveProperty("toTick", (parting as { fromTick: number }).fromTick);
    expect(readFileSync(join(folder, "c.md"), "utf8")).toMatch(/^## (Worse|Unsure)/);
    expect(readFileSync(join(folder, "c.html"), "utf8")).toMatch(/^<!doctype html>/);
  });

  test("a run against the baseline that it became: the same, exit 0; then another baseline", async () => {
    const accepted = await redrive(folder, ["accept", "good", "--reason", "it drives well", "--baseline", "base"]);
    expect(accepted).toMatchObject({ code: 0, stderr: "" });
    expect(accepted.stdout).toMatch(/^base: [0-9a-f]{16}, 4 of 4 scored, mean score .*; the first baseline\n$/);
    const ended = await redrive(folder, ["compare", "base", "good"]);
    expect(ended.code).toBe(0);
    expect(lastLine(ended.stdout)).toBe("Same: 4 variants gave the same bits, verdicts and scores.");
  });

  test("--json alone is one document on stdout; --fail-on never is 0 whatever the verdict", async () => {
    const ended = await redrive(folder, [
      "compare",
      "good",
      "both",
      "--controllers",
      "builtin:pursuit",
      "builtin:constant",
      "--json",
      "--fail-on",
      "never",
    ]);
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ compareVersion: 1, exitCode: 0, pairCount: 4 });
  });

  test.each([
    [["compare", "good", "nowhere"], /^nowhere error RDV_FILE_MISSING/],
    [["compare", "good", "good", "--fail-on", "better"], /Allowed choices are worse, unsure, never/],
    [["accept", "good"], /required option '--reason <text>'/],
  ])("2: %j", async (args, text) => {
    const ended = await redrive(folder, args);
    expect(ended.stderr).toMatch(text);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
  });

  const [good, both] = [join(folder, "good"), join(folder, "both")];
  test.each([
    [[], {}, /RDV_USAGE.*two output folders/],
    [[good], {}, /RDV_USAGE.*a second output folder/],
    [[good, both], {}, /both error RDV_USAGE.*found 2 controllers \(--controllers/],
    [[good, both], { controllers: ["builtin:pursuit"] }, /RDV_USAGE.*two controllers/],
    [[good, both], { controllers: ["builtin:pursuit", "mine"] }, /expected runs of the controller mine, found none/],
    [[good, good], { delta: ["-1"] }, /expected points from 0 to 100, or METRIC=VALUE/],
    [[good, good], { delta: ["101"] }, /expected points from 0 to 100, or METRIC=VALUE/],
    [[good, good], { delta: ["nothing=1"] }, /no pair of runs has the metric nothing/],
  ])("%j with %j is refused", async (folders, options, text) => {
    const attempt = compare(folders, { delta: [], failOn: "worse", ...options });
    await expect(attempt).rejects.toThrow(InputError);
    await expect(attempt).rejects.toThrow(text);
  });

  test("a baseline is made of a run only", () => {
    expect(() => accept(join(folder, "calm.yaml"), { baseline: "x", reason: "y" })).toThrow(/RDV_FILE_MISSING/);
  });
});
