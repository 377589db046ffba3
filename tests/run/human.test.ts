import { join } from "node:path";
import { expect, test } from "vitest";
import type { HumanScore } from "../../src/eval/result.ts";
import { humanOf } from "../../src/run/human.ts";
import { driveCache } from "../../src/run/inputs.ts";
import { select } from "../../src/run/selection.ts";
import { specOf } from "../../src/scenario/parse/scenario-file.ts";

const ROOT = join(import.meta.dirname, "../..");
const drives = driveCache();

/** The recorded driver's score for every variant of a demo scenario. */
function humans(file: string): (HumanScore | null)[] {
  const request = { folder: ROOT, roots: [], maxVariants: 100, grep: null, grepInvert: null, only: null };
  return select({ ...request, selectors: [`scenarios/demo/${file}`] }).flatMap(({ scenario, indices }) =>
    indices.map((i) => {
      const spec = specOf(scenario, i);
      const drive = drives.of(spec);
      return drive === null ? null : humanOf(spec, drive);
    }),
  );
}

test("the recorded driver is scored in the scene as it was recorded, whatever a variant changes in it", () => {
  const all = humans("replayed-drive.yaml");
  expect(all).toHaveLength(6);
  expect(new Set(all.map((human) => JSON.stringify(human))).size).toBe(1);
  expect(all[0]?.total).toBeGreaterThan(90);
  expect(all[0]?.dimensions.find((d) => d.dimension === "safety")?.score).toBeGreaterThan(0);
});

test("nobody is in the ego's place where the scenario has no recording", () => {
  expect(humans("cut-in.yaml").every((human) => human === null)).toBe(true);
});
