import { join, resolve } from "node:path";
import { builtinController } from "../../src/control/builtin/builtin.ts";
import { startEvaluation } from "../../src/eval/evaluate.ts";
import { scoreOf } from "../../src/eval/score.ts";
import { driveCache } from "../../src/run/inputs.ts";
import { select } from "../../src/run/selection.ts";
import { compile } from "../../src/scenario/compile/compile.ts";
import { specOf } from "../../src/scenario/parse/scenario-file.ts";
import { runSync } from "../../src/sim/loop.ts";

/** What must not change unasked: the hash of the state chain, how the run ended, and its score. */
export interface Golden {
  readonly hash: string;
  readonly end: string;
  readonly score: number;
}

const ROOT = resolve(import.meta.dirname, "../..");
export const GOLDEN_FILE: string = join(import.meta.dirname, "golden.json");

/** Every variant of the demo suite under the built-in controller, in this process. `scenarios` bounds how many files are run. */
export function computeGolden(scenarios = Infinity): Record<string, Golden> {
  const selected = select({
    selectors: ["scenarios/demo"],
    folder: ROOT,
    roots: [],
    maxVariants: 10_000,
    grep: null,
    grepInvert: null,
    only: null,
  });
  const drives = driveCache();
  const controller = builtinController("pursuit");
  const golden: Record<string, Golden> = {};
  for (const { scenario, indices } of selected.slice(0, scenarios)) {
    for (const index of indices) {
      const spec = specOf(scenario, index);
      const model = compile(spec, drives.of(spec));
      const evaluation = startEvaluation(model.header, { keepSeries: false });
      const { end, hash } = runSync(model, controller.open(), evaluation);
      golden[spec.variantId] = { hash, end: end.reason, score: scoreOf(model.header, evaluation.finish(), spec.expect.limits).total };
    }
  }
  return golden;
}

/** Lines that say how two sets differ; empty where they are equal. */
export function goldenDifferences(before: Readonly<Record<string, Golden>>, now: Readonly<Record<string, Golden>>): string[] {
  const lines: string[] = [];
  for (const id of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const a = before[id];
    const b = now[id];
    if (a === undefined) lines.push(`new   ${id}`);
    else if (b === undefined) lines.push(`gone  ${id}`);
    else if (a.hash !== b.hash || a.end !== b.end || a.score !== b.score) {
      lines.push(`other ${id}: hash ${a.hash} -> ${b.hash}, end ${a.end} -> ${b.end}, score ${a.score} -> ${b.score}`);
    }
  }
  return lines;
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(computeGolden(), null, 2)}\n`);
