import { describe, expect, test } from "vitest";
import { compareRuns } from "../../src/eval/compare.ts";
import type { ComparedRun } from "../../src/eval/comparison.ts";
import type { ComparedSides } from "../../src/report/compare-words.ts";
import { compareHtml } from "../../src/report/compare-html.ts";
import { compareMarkdown } from "../../src/report/compare-markdown.ts";
import { compareText } from "../../src/report/compare-text.ts";
import { findingWith, scoreWith } from "./support.ts";

function run(variantId: string, total: number, change: Partial<ComparedRun> = {}): ComparedRun {
  const findings =
    total === 100 ? [] : [findingWith({ lossPoints: 100 - total, sentence: "came too near", reproduce: `run ${variantId} --to-tick 9` })];
  const plain = { scenarioId: "a", seed: 1, why: "it ended", hashes: [], endTick: 500, reproduce: `run ${variantId}`, profiles: [] };
  return {
    variantId,
    hash: String(total),
    verdict: total < 50 ? "failed" : "passed",
    score: scoreWith(total, findings),
    ...plain,
    ...change,
  };
}

function sidesOf(base: readonly ComparedRun[], head: readonly ComparedRun[], change: Partial<ComparedSides["base"]> = {}): ComparedSides {
  const side = { folder: "old", controller: "mine", hash: "aa", runs: [], damagedLines: 0, isWhole: true };
  return {
    base: side,
    head: { ...side, folder: "new", hash: "bb", ...change },
    comparison: compareRuns(base, head, { score: 1, metrics: new Map() }, "test"),
  };
}

const FELL = sidesOf([run("v1", 90), run("v2", 95), run("gone", 90)], [run("v1", 20), run("v2", 95), run("new", 90)]);

describe("a comparison in the terminal", () => {
  test("says what fell, why, and with which command one sees it, and ends with the verdict", () => {
    expect(compareText(FELL)).toBe(`BASE old, controller mine, hash aa
HEAD new, controller mine, hash bb

v1
    90.0 -> 20.0, passed -> failed; runs part at ticks 0 to 500
    -70.0: came too near
    run v1 --to-tick 9

new: new
gone: gone

1 newly fail, 0 newly pass, 0 fail in both (McNemar's exact p 1.00).
Variants: 1 different, 1 same, 1 new, 1 gone, 0 not compared.
Unsure: HEAD - BASE is -35.0 points (95 %: -70.0 to 0.0; 2 variants): these variants do not tell whether HEAD is worse by more than 1 point.
`);
  });

  test("says when a side was stopped", () => {
    const text = compareText(sidesOf([run("v1", 90)], [run("v1", 90)], { isWhole: false, damagedLines: 1 }));
    expect(text).toContain("HEAD was stopped before its end; 1 damaged line left out.\n");
    expect(text).toContain("Same: 1 variant gave the same bits, verdicts and scores.\n");
  });

  test("names a gain by what BASE had lost", () => {
    const text = compareText(sidesOf([run("v1", 20)], [run("v1", 100)]));
    expect(text).toContain(
      "    20.0 -> 100.0, failed -> passed; runs part at ticks 0 to 500\n    +80.0, in BASE: came too near\n    run v1\n",
    );
  });

  test("names no tick where the same drive is judged otherwise", () => {
    const judged = run("v1", 90, { verdict: "failed" });
    expect(compareText(sidesOf([run("v1", 90)], [judged]))).toContain("v1\n    90.0 -> 90.0, passed -> failed\n    it ended\n");
  });

  test("says what other rules make of it", () => {
    const by = (score: number): Partial<ComparedRun> => ({ profiles: [{ id: "epdms", definition: "d", paramsHash: "p", score }] });
    expect(compareText(sidesOf([run("v1", 90, by(80))], [run("v1", 80, by(70.5))]))).toContain(
      "by epdms: 80.0 -> 70.5, -9.5 (one variant: no interval; 1 variant)\n",
    );
  });

  test("obeys no control character of a file", () => {
    expect(compareText(sidesOf([run("v\u001b[2J", 90)], [run("v\u001b[2J", 20)]))).not.toContain("\u001b");
  });
});

describe("the text of a pull request", () => {
  test("begins with the verdict and holds the reasons and the commands", () => {
    const text = compareMarkdown(FELL);
    expect(text).toMatch(/^## Unsure: HEAD - BASE is -35\.0 points/);
    expect(text).toContain("| `v1` | 90.0 → 20.0 | passed → **failed** | ticks 0 to 500 | -70.0: came too near |");
    expect(text).toContain("```sh\nrun v1 --to-tick 9\n```");
    expect(text).toContain("<summary>1 variant only in HEAD</summary>");
  });

  test("stays below what a comment takes, with 10 000 variants of long names and every list full", () => {
    const id = (i: number): string => `suite/${"x".repeat(150)}.yaml#gapM=${i}\u{1f697}\u{1f697}`;
    const list = (total: (i: number) => number, name = ""): ComparedRun[] =>
      Array.from({ length: 3000 }, (_, i) => run(`${name}${id(i)}`, total(i)));
    const base = [...list(() => 90), ...list(() => 90, "g"), ...list(() => 90, "s")];
    const otherSeed = list(() => 80, "s").map((r) => ({ ...r, seed: 2 }));
    const text = compareMarkdown(sidesOf(base, [...list((i) => 20 + (i % 60)), ...list(() => 90, "n"), ...otherSeed]));
    expect(Buffer.byteLength(text)).toBeLessThan(65_536);
    expect(text).toMatch(/and 2\d{3} more changed variants/);
    expect(text).toContain("3000 variants only in BASE");
    for (const tag of ["details", "sub"]) {
      expect(text.split(`<${tag}>`)).toHaveLength(text.split(`</${tag}>`).length);
    }
  });

  test("takes nothing in a name for markup, a mention, a reference, or the end of a cell or block", () => {
    const nasty = "a|b`c``d</details><img src=x>@someone #1\n\n## no [x](y)\\";
    const worse = run(nasty, 20, {
      score: scoreWith(20, [findingWith({ lossPoints: 80, sentence: nasty, reproduce: `${nasty}\n\`\`\`` })]),
    });
    const text = compareMarkdown(sidesOf([run(nasty, 90)], [worse]));
    const row =
      text
        .split("\n")
        .find((l) => l.startsWith("| ```a"))
        ?.replaceAll("\\|", "") ?? "";
    expect(row.split("|")).toHaveLength(7); // five cells
    expect(row.split("|")[5]).not.toMatch(/[<>@#`[\]\\](?!\d)/);
    expect(text).not.toMatch(/^## no/m);
    expect(text).toContain("\n````sh\n"); // longer than any run of backticks inside
  });
});

test("intervals of a metric have the digits of its values, in the table of either form", () => {
  const report = { definition: "d", paramsHash: "p", dimension: "safety", class: "tick", reason: "", atTick: 1, actor: null } as const;
  const metric = {
    ...report,
    episodes: [],
    role: "soft",
    normalised: 1,
    weight: 1,
    id: "lane-offset",
    unit: "m",
    better: "lower",
  } as const;
  const score = (value: number): Partial<ComparedRun> => ({ score: { ...scoreWith(90), metrics: [{ ...metric, value }] } });
  const [base, head] = [0, 0.004].map((more) => ["v1", "v2", "v3"].map((id, i) => run(id, 90, score(0.001 * (i + 1) + more * (i + 1)))));
  const sides = sidesOf(
    base ?? [],
    (head ?? []).map((r) => ({ ...r, hash: "other" })),
  );
  // Differences 0.004, 0.008 and 0.012: 0.008 -/+ 4.3027 * 0.004 / sqrt(3).
  expect(compareMarkdown(sides)).toContain("| m | -0.0019 to 0.018 |");
  expect(compareHtml(sides)).toMatch(/>-0\.0019 to 0\.018<.*>0\.00\d+ to 0\.01\d?</);
});

describe("the page", () => {
  test("has the verdict, the variants and no text that could be markup", () => {
    const html = compareHtml(sidesOf([run("<script>x</script>", 90)], [run("<script>x</script>", 20)]));
    expect(html).toContain('<h1 class="unsure">Unsure</h1>');
    expect(html).toContain("came too near");
    expect(html).not.toContain("<script");
  });
});
