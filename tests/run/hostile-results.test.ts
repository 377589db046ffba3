import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { nextInt, randomStream } from "../../src/core/random.ts";
import { compareHtml } from "../../src/report/compare-html.ts";
import { compareMarkdown } from "../../src/report/compare-markdown.ts";
import { compareText } from "../../src/report/compare-text.ts";
import { acceptRun } from "../../src/run/accept.ts";
import { compareFolders } from "../../src/run/compare-runs.ts";
import type { SuiteResult } from "../../src/run/result.ts";
import { writeSuite } from "../../src/run/store.ts";
import { findingWith, resultWith, scoreWith, suiteWith } from "../report/support.ts";

const folder = mkdtempSync(join(tmpdir(), "redrive-hostile-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ALLOWED = { score: 1, metrics: new Map<string, number>() };
const METRIC = {
  id: "drac",
  definition: "redrive.drac@1",
  paramsHash: "aa",
  dimension: "safety",
  unit: "m/s2",
  better: "lower",
  class: "tick",
} as const;
const REST = { value: 3, reason: "", atTick: 1, actor: null, episodes: [], role: "soft", normalised: 1, weight: 1 } as const;

function suite(total: number): SuiteResult {
  const score = { ...scoreWith(total, [findingWith({ metric: "drac", lossPoints: 100 - total })]), metrics: [{ ...METRIC, ...REST }] };
  const result = (i: number): ReturnType<typeof resultWith> =>
    resultWith({ index: i, variantId: `a#x=${i}`, score: i === 2 ? null : score, hash: `${total} ${i}`, hashes: [`${total}`] });
  return suiteWith([result(0), result(1), result(2)]);
}

const OTHERS: readonly unknown[] = [null, "", "text", 0, -1, 1e308, true, [], {}, [null], { x: 1 }];

/** Puts something else in one place of a document, or takes it away; 1 to 3 times. */
function mangled(document: unknown, seed: number): unknown {
  const stream = randomStream(seed, "mangle");
  const copy = structuredClone(document);
  for (let i = nextInt(stream, 3); i >= 0; i--) {
    let at = copy as Record<string, unknown>;
    for (;;) {
      const keys = Object.keys(at);
      const key = keys[nextInt(stream, Math.max(1, keys.length))];
      if (key === undefined) break;
      const inner = at[key];
      if (typeof inner === "object" && inner !== null && nextInt(stream, 8) > 0) {
        at = inner as Record<string, unknown>;
        continue;
      }
      if (nextInt(stream, 3) === 0) delete at[key];
      else at[key] = OTHERS[nextInt(stream, OTHERS.length)];
      break;
    }
  }
  return copy;
}

test("whatever stands in results.json, it is compared or refused as an input, and never stops redrive itself", async () => {
  const base = join(folder, "base");
  writeSuite(base, suite(90));
  writeSuite(join(folder, "head"), suite(60));
  let refused = 0;
  const documents = 150;
  for (let seed = 0; seed < documents; seed++) {
    const head = join(folder, "head");
    writeFileSync(join(head, "results.json"), JSON.stringify(mangled(suite(60), seed)));
    try {
      const sides = await compareFolders({ folder: base, controller: null }, { folder: head, controller: null }, ALLOWED);
      expect(compareText(sides) + compareMarkdown(sides) + compareHtml(sides)).not.toContain("undefined");
      acceptRun(head, join(folder, "baseline"), "because", new Date(0));
    } catch (error) {
      if (!(error instanceof InputError)) throw new Error(`document ${seed}`, { cause: error });
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(documents / 4);
  expect(refused).toBeLessThan(documents);
});

test("a verdict that redrive does not give is refused, so that none is shown", async () => {
  const side = (name: string, verdict: string): { folder: string; controller: null } => {
    const { results } = suite(name === "one" ? 90 : 60);
    writeSuite(join(folder, name), suiteWith(results.map((r) => ({ ...r, verdict: verdict as "passed" }))));
    return { folder: join(folder, name), controller: null };
  };
  const link = "[passed](https://example.org) @everyone";
  await expect(compareFolders(side("one", "passed"), side("two", link), ALLOWED)).rejects.toThrow(
    /RDV_RESULT_FORMAT.*something else at place 0/,
  );
  for (const verdict of ["failed", "error", "aborted"])
    expect((await compareFolders(side("one", "passed"), side("two", verdict), ALLOWED)).comparison.pairCount).toBe(2);
});

test("one controller named twice is refused: which of its runs is meant cannot be told", async () => {
  const twice = join(folder, "twice");
  const { results } = suite(90);
  writeSuite(twice, suiteWith([...results, ...results]));
  const side = { folder: twice, controller: null };
  await expect(compareFolders(side, side, ALLOWED)).rejects.toThrow(/RDV_RESULT_FORMAT.*a#x=0 twice/);
});
