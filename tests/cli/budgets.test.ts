import { describe, expect, test } from "vitest";
import type { SuiteResult } from "../../src/run/result.ts";
import { CALM, folderWith, redrive } from "./support.ts";

const config = (limits: string): string => `export default { expect: ${limits} };\n`;

async function ran(files: Readonly<Record<string, string>>, ...more: string[]): Promise<SuiteResult> {
  const { stdout } = await redrive(folderWith(files), ["run", "calm.yaml#gapM=8", "--json", ...more]);
  return JSON.parse(stdout) as SuiteResult;
}

const limitsOf = ({ results }: SuiteResult): unknown[] =>
  results[0]?.score?.expectations.map(({ metric, level, limit, passed }) => [metric, level, limit, passed]) ?? [];

describe("limits of the suite", () => {
  test("hold in every scenario, for metrics, dimensions and the score, and fail the run that breaks one", async () => {
    const limits = `{ "score": { atLeastPoints: 1 }, "comfort-score": { atLeastPoints: 101 }, clearance: { atMostM: -1, level: "warn" } }`;
    const suite = await ran({ "calm.yaml": CALM, "redrive.config.ts": config(limits) });
    expect(limitsOf(suite)).toEqual([
      ["score", "error", 1, true],
      ["comfort-score", "error", 101, false],
      ["clearance", "warn", -1, false],
    ]);
    expect(suite.results[0]?.verdict).toBe("failed");
    expect(suite.results[0]?.why).toMatch(/comfort-score is [\d.]+ points, expected at least 101 points/);
  });

  test("give way where a scenario says something of the same metric, even that it is off", async () => {
    const files = {
      "calm.yaml": `${CALM}expect: { clearance: { atLeastM: 0.5 }, score: { level: off } }\n`,
      "redrive.config.ts": config(`{ score: { atLeastPoints: 101 }, clearance: { atLeastM: 1000 } }`),
    };
    expect(limitsOf(await ran(files))).toEqual([["clearance", "error", 0.5, true]]);
  });

  test.each([
    ["an unknown metric", `{ "min-tcc": { atLeastSec: 1 } }`, /expect\.min-tcc.*did you mean "min-ttc"/],
    ["another unit", `{ clearance: { atLeastSec: 1 } }`, /expect\.clearance\.atLeastSec.*atLeastM/],
    ["no limit", `{ clearance: {} }`, /expect\.clearance.*atLeastM/],
    ["a limit that is no number", `{ clearance: { atLeastM: "far" } }`, /expect\.clearance\.atLeastM/],
  ])("are refused with their place: %s", async (_what, limits, message) => {
    const folder = folderWith({ "calm.yaml": CALM, "redrive.config.ts": config(limits) });
    const { code, stderr } = await redrive(folder, ["run", "calm.yaml"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
