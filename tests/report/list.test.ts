import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { closingLine, listReporter } from "../../src/report/list.ts";
import { printable } from "../../src/report/printable.ts";
import { progressReporter } from "../../src/report/progress.ts";
import type { RunResult, SuiteResult } from "../../src/run/result.ts";
import { findingWith, paper, resultWith, scoreWith, suiteWith } from "./support.ts";

function listed(suite: SuiteResult, change: Parameters<typeof paper>[0] = {}): string {
  const screen = paper(change);
  listReporter(screen).on({ kind: "end", suite });
  return screen.text;
}

const FAILED = resultWith({
  index: 1,
  variantId: "suite/a.yaml#gapM=6",
  verdict: "failed",
  why: "the run ended by contact",
  score: scoreWith(0, [
    findingWith({ sentence: "at-fault collision", lossPoints: 100, severity: "error" }),
    findingWith({ sentence: "too near", masked: true, lossPoints: 0 }),
    findingWith({ sentence: "just so you know", severity: "info" }),
    findingWith({ sentence: "too fast" }),
    findingWith({ sentence: "too late" }),
  ]),
});

describe("the list", () => {
  test("one failing variant, whole", () => {
    const passed = resultWith({ score: scoreWith(95.25) });
    expect(listed(suiteWith([passed, FAILED]))).toBe(`failed suite/a.yaml#gapM=6
    the run ended by contact
    -100.0 points: at-fault collision
    masked by a gate: too near
    -12.3 points: too fast
    and 1 more, see report
    redrive run 'suite/a.yaml#gapM=8' --seed 7

scenario              variants  passed  mean score  worst
suite/a.yaml                 2       1        47.6    0.0

mean score 47.6, 2 of 2 scored; controller builtin:pursuit; seed 7; hash ffeeddccbbaa9988
1 passed in 2.0 s
`);
  });

  test("what is to know of the controllers: each warning once, with its runs", () => {
    const warned = (index: number, ...warnings: string[]): RunResult => resultWith({ index, warnings, score: scoreWith(100) });
    const text = listed(suiteWith([warned(0, "no past", "no past"), warned(1, "no past"), warned(2, "a\nb")], { notes: ["it leaks"] }));
    expect(text.split("\n\n")[0]).toBe("warning it leaks\nwarning 2 runs: no past\nwarning 1 run: a\n    b");
  });

  test("columns are as wide as what is in them; a narrow screen cuts the name from the left, colours count for nothing", () => {
    const long = resultWith({ scenarioId: `${"deep/".repeat(20)}end.yaml`, score: scoreWith(100) });
    const short = resultWith({ scenarioId: "b.yaml", verdict: "error", why: "x" });
    const table = (change: Parameters<typeof paper>[0]): string[] =>
      stripVTControlCharacters(listed(suiteWith([long, short]), change))
        .split("\n")
        .slice(4, 7);
    const wide = table({ columns: 300 });
    expect(new Set(wide.map((row) => row.length)).size).toBe(1);
    expect(wide[1]).toContain(long.scenarioId);
    expect(wide[2]).toMatch(/^b\.yaml +1 +0 +- +-$/);
    const narrow = table({ columns: 80 });
    expect(narrow.map((row) => row.length)).toEqual([80, 80, 80]);
    expect(narrow[1]).toMatch(/^\.\.\..*end\.yaml +1 +1 +100\.0 +100\.0$/);
    expect(table({ columns: 80, colour: true })).toEqual(narrow);
  });

  test("control characters of names and controllers are shown, not obeyed", () => {
    const evil = "\u001b[2J\u0007\r\u009b31m\u202e";
    const result = resultWith({ verdict: "error", variantId: `a${evil}`, why: `first${evil}\nsecond`, reproduce: evil, scenarioId: evil });
    const text = listed(suiteWith([result], { controllers: [evil] }));
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
    expect(text).toContain("    first\\x1b[2J\\x07\\x0d\\x9b31m");
    expect(text).toContain("\n    second\n");
  });

  test("a controller's long last words are cut", () => {
    const why = Array.from({ length: 40 }, (_, i) => `line ${i}`).join("\n");
    const text = listed(suiteWith([resultWith({ verdict: "error", why })]));
    expect(text).toContain("    line 11\n    and 28 more lines, see report\n");
    expect(text).not.toContain("line 12");
  });

  test("an expected failure is a pass that says so", () => {
    const text = listed(suiteWith([resultWith({ expected: "fail", score: scoreWith(0) })]));
    expect(text).toContain("1 (1 expected to fail)");
    expect(text).toContain("1 passed, 1 of them expected failures in 2.0 s");
  });

  test("with several controllers each has its row and its name", () => {
    const results = ["one", "two"].map((text, index) =>
      resultWith({ index, verdict: "failed", controller: { name: text, build: "", text, rssBytes: null } }),
    );
    const text = listed(suiteWith(results, { controllers: ["one", "two"] }));
    expect(text).toContain("failed suite/a.yaml#gapM=8, controller two\n");
    expect(text).toMatch(/^suite\/a\.yaml, one +1 +0 /m);
  });
});

test("the last line counts errors as failed and what was stopped as skipped", () => {
  expect(closingLine(suiteWith([resultWith()]))).toBe("1 passed, 0 failed");
  const mixed = [resultWith(), FAILED, resultWith({ verdict: "error" }), resultWith({ verdict: "aborted" })];
  expect(closingLine(suiteWith(mixed))).toBe("1 passed, 2 failed, 1 skipped");
});

describe("the progress", () => {
  const events = (reporter: ReturnType<typeof progressReporter>, screen: { atMs: number }, eachMs: number, total = 10): void => {
    for (let done = 1; done <= total; done++) {
      screen.atMs += eachMs;
      reporter.on({ kind: "result", result: done === 3 ? FAILED : resultWith({ verdict: done === 4 ? "error" : "passed" }), done, total });
    }
  };

  test("without a terminal is a line at most every ten seconds", () => {
    const screen = paper();
    events(progressReporter(screen), screen, 4000);
    expect(screen.text).toBe(
      "1/10 variants\n4/10 variants, 1 failed, 1 in error\n7/10 variants, 1 failed, 1 in error\n10/10 variants, 1 failed, 1 in error\n",
    );
  });

  test("on a terminal is one line, drawn again at most every 50 ms, and gone at the end", () => {
    const screen = paper({ live: true });
    const reporter = progressReporter(screen);
    events(reporter, screen, 20);
    const drawn = screen.text.split("\r\u001b[2K").slice(1);
    expect(drawn.map((line) => line.replace(/^\[[#.]{24}\] /, ""))).toEqual([
      "1/10 variants",
      "4/10 variants, 1 failed, 1 in error",
      "7/10 variants, 1 failed, 1 in error",
      "10/10 variants, 1 failed, 1 in error",
    ]);
    screen.text = "";
    reporter.on({ kind: "end", suite: suiteWith([]) });
    expect(screen.text).toBe("\r\u001b[2K");
  });

  test("says where a controller is to connect, and what else the user should know, on lines of their own", () => {
    const screen = paper({ live: true });
    const reporter = progressReporter(screen);
    events(reporter, screen, 100, 1);
    screen.text = "";
    reporter.on({ kind: "waiting", address: "unix:/tmp/x/socket", token: "ab12" });
    reporter.on({ kind: "note", text: "a\u001bb" });
    expect(screen.text).toBe(
      "\r\u001b[2Kwaiting for a controller: REDRIVE_CONTROLLER_ADDR=unix:/tmp/x/socket REDRIVE_TOKEN=ab12\na\\x1bb\n",
    );
  });
});

test("printable leaves text and shows controls", () => {
  expect(printable("Grüße, 東京 🚗")).toBe("Grüße, 東京 🚗");
  expect(printable("\u0000\t\n\u007f\u0085")).toBe("\\x00\\x09\\x0a\\x7f\\x85");
});
