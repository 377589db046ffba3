import { describe, expect, test } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { type SelectionRequest, select } from "../../src/run/selection.ts";
import { variantIdOf } from "../../src/scenario/parse/scenario-file.ts";
import { CALM, CRASH, folderWith } from "../cli/support.ts";

const folder = folderWith({ "suite/calm.yaml": CALM, "suite/crash.yaml": CRASH, "suite/.git/calm.yaml": CALM, "suite/notes.txt": "" });
const CALM_IDS = [10, 12].flatMap((v) => [8, 30].map((gap) => `suite/calm.yaml#speedMps=${v},gapM=${gap}`));
const CRASH_IDS = [14, 20].map((gap) => `suite/crash.yaml#gapM=${gap}`);

function ids(selectors: readonly string[], change: Partial<SelectionRequest> = {}): string[] {
  const all = { selectors, folder, roots: [], maxVariants: 100, grep: null, grepInvert: null, only: null, ...change };
  return select(all).flatMap(({ scenario, indices }) => indices.map((i) => variantIdOf(scenario, i)));
}

function problemsOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
}

describe("select", () => {
  test.each<[readonly string[], readonly (string | undefined)[]]>([
    [["suite"], [...CALM_IDS, ...CRASH_IDS]],
    [["suite/calm.yaml#speedMps=12,gapM=8"], [CALM_IDS[2]]],
    [["suite/calm.yaml#gapM=8"], [CALM_IDS[0], CALM_IDS[2]]],
    // A number may be written another way.
    [["suite/calm.yaml#gapM=8.0,speedMps=1e1"], [CALM_IDS[0]]],
    // Named twice, selected once; files in the order in which they are named, variants in their own.
    [
      ["suite/crash.yaml", "suite/calm.yaml#gapM=8,speedMps=12", "suite"],
      [...CRASH_IDS, ...CALM_IDS],
    ],
    [["./suite/../suite/calm.yaml#gapM=30"], [CALM_IDS[1], CALM_IDS[3]]],
  ])("%j", (selectors, expected) => {
    expect(ids(selectors)).toEqual(expected);
  });

  test("patterns and a set of ids leave what answers all of them", () => {
    expect(ids(["suite"], { grep: /gapM=(8|14)$/ })).toEqual([CALM_IDS[0], CALM_IDS[2], CRASH_IDS[0]]);
    expect(ids(["suite"], { grep: /calm/, grepInvert: /speedMps=10/ })).toEqual(CALM_IDS.slice(2));
    expect(ids(["suite"], { grepInvert: /gapM=8/, only: new Set([...CALM_IDS.slice(0, 2), "suite/gone.yaml"]) })).toEqual([CALM_IDS[1]]);
  });

  test("every id it gives selects that one variant", () => {
    for (const id of [...CALM_IDS, ...CRASH_IDS]) expect(ids([id])).toEqual([id]);
  });

  test("what is wrong with any selector is said with all else that is wrong", () => {
    expect(problemsOf(() => ids(["suite/calm.yaml#gap=8", "suite/crash.yaml#gapM=15", "nowhere.yaml", "suite"]))).toMatchObject([
      { code: "RDV_FILE_MISSING", file: "nowhere.yaml" },
      { code: "RDV_NOTHING_MATCHED", file: "suite/calm.yaml", expected: 'one of "speedMps", "gapM"', found: '"gap"' },
      { code: "RDV_NOTHING_MATCHED", file: "suite/crash.yaml", expected: "gapM=14|20", found: '"15"' },
    ]);
    expect(problemsOf(() => ids(["suite"], { grep: /storm/ }))).toMatchObject([{ code: "RDV_NOTHING_MATCHED" }]);
  });
});
