import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { convert } from "../../src/cli/convert.ts";
import { exportScenario } from "../../src/cli/export-scenario.ts";
import { replay } from "../../src/cli/replay.ts";
import { score } from "../../src/cli/score.ts";
import { InputError } from "../../src/core/errors.ts";
import { ROOT } from "./support.ts";

const DRIVE = join(ROOT, "scenarios/demo/drives/sample-drive.drive.json");
const options = { responsibility: "nuplan", tag: [], root: [], maxVariants: 10 };

describe("what cannot be used names the command whose help says what can", () => {
  test.each<[string, () => Promise<number> | number]>([
    ["score", () => score(DRIVE, { ...options, profile: "none-such" })],
    ["score", () => score(DRIVE, { ...options, metric: "none-such" })],
    ["convert", () => convert("scenario.txt", { ...options, out: "story.xosc" })],
    ["replay", () => replay(DRIVE, { ...options, from: "early" })],
    ["scenario export", () => exportScenario("any.yaml", { ...options, out: "any.txt" })],
  ])("%s", async (command, act) => {
    const error = await Promise.resolve()
      .then(act)
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).problems).toMatchObject([{ code: "RDV_USAGE", hint: `redrive ${command} --help` }]);
  });
});
