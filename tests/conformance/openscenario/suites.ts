import { readdirSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { expect, test } from "vitest";
import { builtinController } from "../../../src/control/builtin/builtin.ts";
import { InputError, problemText } from "../../../src/core/errors.ts";
import { startEvaluation } from "../../../src/eval/evaluate.ts";
import { scoreOf } from "../../../src/eval/score.ts";
import { driveCache } from "../../../src/run/inputs.ts";
import { readSelection } from "../../../src/run/selection.ts";
import { compile } from "../../../src/scenario/compile/compile.ts";
import { specOf } from "../../../src/scenario/parse/scenario-file.ts";
import { runSync } from "../../../src/sim/loop.ts";

// The ALKS and NCAP sets as suites: the ego behind the port, driven by a controller of redrive's. Each file runs in its first variant.

const SETS = ["alks-openmsl/logical_scenarios/concrete_scenarios", "OSC-NCAP-scenarios"];
const CONTROLLERS = ["reg157", "pursuit"] as const;
/** Where a drive may end; a divergence or an action that cannot be done is a fault of the player. */
const ENDS = ["stop-condition", "contact", "off-map", "max-ticks", "not-triggered"];
/** The tick of the reference's suites. */
const DT_SEC = 0.05;

interface Result {
  readonly end: string;
  readonly hash: string;
  readonly total: number;
  /** Of the ego, taken over at tick 0: from its pose in the story. */
  readonly ticks: number;
}

const cache = driveCache();

/** The run of a file's first variant; the refusal, as text, where it is refused. */
function runOf(path: string, data: string, controller: (typeof CONTROLLERS)[number]): Result | string {
  try {
    const story = { ego: null, dtSec: DT_SEC, controllersOff: false, semantics: "standard" } as const;
    const request = {
      selectors: [path],
      folder: data,
      roots: [data],
      maxVariants: 10_000,
      grep: null,
      grepInvert: null,
      only: null,
      story,
    };
    const { selected, problems } = readSelection(request);
    const [first] = selected;
    if (first === undefined) throw new InputError(problems);
    const spec = specOf(first.scenario, first.indices[0]!);
    const model = compile(spec, cache.of(spec), cache.mapOf(spec));
    const evaluation = startEvaluation(model.header, { keepSeries: false });
    const { end, hash } = runSync(model, builtinController(controller).open(), evaluation);
    const score = scoreOf(model.header, evaluation.finish(), spec.expect.limits);
    return { end: end.reason, hash, total: score.total, ticks: end.tick };
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(problemText).join("\n");
    throw error;
  }
}

/** Drives every file of the two sets; those of which `isTwice` is true of their number are driven again, and must come out the same. */
export function suites(data: string, isTwice: (index: number) => boolean): void {
  const inputs = join(data, "openscenario", "inputs");
  const files = SETS.flatMap((set) =>
    readdirSync(join(inputs, set), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".xosc") && !/catalog/i.test(name))
      .map((name) => relative(data, join(inputs, set, name)))
      .toSorted(),
  );

  test("there are some of each", () => {
    for (const set of SETS) expect(files.filter((file) => file.includes(set)).length).toBeGreaterThan(10);
  });

  const refused = new Set<string>();
  for (const controller of CONTROLLERS) {
    test.each(files.map((file) => [basename(file, ".xosc"), file] as const))(`builtin:${controller}: %s`, (_name, file) => {
      const first = runOf(file, data, controller);
      if (isTwice(files.indexOf(file))) expect(runOf(file, data, controller)).toEqual(first);
      if (typeof first === "string") {
        refused.add(file);
        // By name: a code, and what was found where something else is expected.
        expect(first).toMatch(/error RDV_\w+ .*expected .*found /);
        return;
      }
      expect(ENDS).toContain(first.end);
      expect(first.total).toBeGreaterThanOrEqual(0);
      expect(first.total).toBeLessThanOrEqual(100);
      expect(first.hash).toMatch(/^[0-9a-f]{16,}$/);
      expect(first.ticks).toBeGreaterThan(0);
    });
  }

  test("nothing of the two sets is refused", () => {
    expect([...refused]).toEqual([]);
  });
}
