import fc from "fast-check";
import { SaxesParser, type SaxesTagPlain } from "saxes";
import { describe, expect, test } from "vitest";
import { junitXml } from "../../src/report/junit.ts";
import { findingWith, resultWith, scoreWith, suiteWith } from "./support.ts";

interface Element {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Element[];
  text: string;
}

/** The tree of a well-formed document; throws for any other. */
function parsed(xml: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag: SaxesTagPlain) => {
    const element: Element = { name: tag.name, attributes: tag.attributes, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const current = open.at(-1);
    if (current) current.text += text;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(xml).close();
  return root.children[0] ?? root;
}

const names = (element: Element | undefined): string[] => element?.children.map((c) => c.name) ?? [];
const properties = (testcase: Element | undefined): Record<string, string> =>
  Object.fromEntries((testcase?.children[0]?.children ?? []).map((p) => [p.attributes["name"] ?? "", p.attributes["value"] ?? ""]));

describe("JUnit XML", () => {
  const suite = suiteWith([
    resultWith({ score: scoreWith(95.5), files: { trace: "runs/00000/trace.mcap", view: null, controllerLog: null } }),
    resultWith({
      index: 1,
      verdict: "failed",
      why: "ran into it",
      end: { reason: "contact", tick: 1, tSec: 0.01, detail: "", code: null },
      score: scoreWith(0, [findingWith()]),
    }),
    resultWith({
      index: 2,
      scenarioId: "b.yaml",
      variantId: "b.yaml",
      verdict: "error",
      why: "no answer",
      end: { reason: "controller-timeout", tick: 1, tSec: 0.01, detail: "", code: "RDV_CONTROLLER_TIMEOUT" },
    }),
    resultWith({ index: 3, scenarioId: "b.yaml", verdict: "aborted", why: "stopped" }),
  ]);
  const root = parsed(junitXml(suite));

  test("has a suite a scenario, a case a variant, and counts that fit", () => {
    expect(root.name).toBe("testsuites");
    expect(root.attributes).toMatchObject({ tests: "4", failures: "1", errors: "1", skipped: "1", time: "6.000" });
    expect(
      root.children.map((s) => [s.attributes["name"], s.attributes["tests"], s.attributes["failures"], s.attributes["errors"]]),
    ).toEqual([
      ["suite/a.yaml", "2", "1", "0"],
      ["b.yaml", "2", "0", "1"],
    ]);
    expect(root.children[0]?.children[0]?.attributes).toEqual({ name: "suite/a.yaml#gapM=8", classname: "suite/a.yaml", time: "1.500" });
  });

  test("keeps a failing drive and a run that could not be judged apart", () => {
    const cases = root.children.flatMap((s) => s.children);
    expect(cases.map(names)).toEqual([
      ["properties", "system-out"],
      ["properties", "failure"],
      ["properties", "error"],
      ["properties", "skipped"],
    ]);
    expect(cases[1]?.children[1]?.attributes).toEqual({ message: "ran into it", type: "contact" });
    expect(cases[1]?.children[1]?.text).toContain("headway to car lead fell to 0.40 s\nredrive run 'suite/a.yaml#gapM=8' --seed 7");
    expect(cases[2]?.children[1]?.attributes["type"]).toBe("RDV_CONTROLLER_TIMEOUT");
    expect(cases[0]?.children[1]?.text).toBe("[[ATTACHMENT|runs/00000/trace.mcap]]");
  });

  test("has score, seed, hash and end as properties", () => {
    const [first] = root.children[0]?.children ?? [];
    expect(properties(first)).toEqual({ end: "goal", seed: "7", hash: "00112233445566aa", score: "95.5", "score.safety": "95.5" });
  });

  test("is well-formed whatever a scenario or a controller says, and says it unchanged but for what XML cannot hold", () => {
    const anything = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((c) => String.fromCharCode(c)), maxLength: 40 });
    const markup = fc.constantFrom(
      "]]>",
      "<a>",
      "&amp;",
      "&#0;",
      "\u0000",
      "\ud800",
      "\ufffe",
      "\ufeff",
      "\u0085",
      "🚗",
      "\"'",
      "\r\n",
      "<!--",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          anything,
          fc.array(markup).map((parts) => parts.join("")),
          fc.string({ unit: "grapheme" }),
        ),
        (text) => {
          const result = resultWith({ verdict: "failed", variantId: text, why: text, scenarioId: `x${text}`, reproduce: "end" });
          const [testcase] = parsed(junitXml(suiteWith([result]))).children[0]?.children ?? [];
          // An attribute's white space is one blank each, as XML reads it; in text a return is a new line.
          const holdable = Array.from(text)
            .filter((c) => /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd]$|^[\u{10000}-\u{10ffff}]$/u.test(c))
            .join("");
          expect(testcase?.children[1]?.text).toBe(`${holdable}\nend`.replace(/\r\n?/g, "\n"));
        },
      ),
      { numRuns: 300 },
    );
  });
});
