import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkFile } from "../../src/scenario/parse/check/check-file.ts";
import type { RuleProblem, Standard } from "../../src/scenario/parse/check/rule.ts";
import { RULES } from "../../src/scenario/parse/check/rules.ts";
import { describeWithData } from "../support/data.ts";

// ASAM's quality checkers come with files that break a rule, or keep it: expected.csv says how many issues of which rule each has.

const FOLDER: Readonly<Record<Standard, string>> = { xosc: "asam-qc-openscenarioxml", xodr: "asam-qc-opendrive" };
const SCHEMA_RULE = /:xml\.valid_schema$/;

/** A file of expected.csv and how many issues of the rule upstream finds in it. */
interface Row {
  readonly file: string;
  readonly rule: string;
  readonly count: number;
}

function rowsOf(folder: string): Row[] {
  const lines = readFileSync(join(folder, "expected.csv"), "utf8").trim().split(/\r?\n/).slice(1);
  return lines.flatMap((line) => {
    const [, file = "", count = "", rule = ""] = line.split(",");
    return rule === "" ? [] : [{ file, rule, count: Number(count) }];
  });
}

/** What a file breaks, read once. Schemas are asked only where the question is about them: applying one costs more than all rules. */
const known = new Map<string, Promise<RuleProblem[]>>();

function check(folder: string, file: string, standard: Standard, schemas: string | null = null): Promise<RuleProblem[]> {
  const key = JSON.stringify([folder, file, schemas]);
  const problems = known.get(key) ?? checkFile(file, standard, { folder, roots: [], schemas });
  known.set(key, problems);
  return problems;
}

/** A warning that there is no schema, or that a part of it is left out, is no violation of the schema. */
const breaks = (problem: RuleProblem, rule: string) => problem.rule === rule && (problem.severity === "error" || !SCHEMA_RULE.test(rule));

const schemasFor = (rule: string, data: string) => (SCHEMA_RULE.test(rule) ? join(data, "schemas") : null);

describeWithData("ASAM's rules", (data) => {
  const agreement: string[] = [];
  const others: string[] = [];

  for (const standard of ["xosc", "xodr"] as const) {
    const folder = join(data, "bad-input", FOLDER[standard]);
    const rows = rowsOf(folder);

    describe(standard, () => {
      test("has every rule that upstream has files for", () => {
        const ids = new Set(RULES[standard].map((rule) => rule.id));
        expect([...new Set(rows.map((row) => row.rule))].filter((id) => !ids.has(id))).toEqual([]);
        expect(rows.length).toBeGreaterThan(standard === "xosc" ? 45 : 110);
      });

      test("every file that upstream finds an issue in is diagnosed by that rule, and none that it calls clean", async () => {
        const wrong: string[] = [];
        const byRule = new Map<string, { negatives: number; diagnosed: number; clean: number; quiet: number; sameCount: number }>();
        for (const { file, rule, count } of rows) {
          const found = (await check(folder, file, standard, schemasFor(rule, data))).filter((p) => breaks(p, rule));
          const sum = byRule.get(rule) ?? { negatives: 0, diagnosed: 0, clean: 0, quiet: 0, sameCount: 0 };
          byRule.set(rule, sum);
          if (count > 0) {
            sum.negatives++;
            if (found.length > 0) sum.diagnosed++;
          } else {
            sum.clean++;
            if (found.length === 0) sum.quiet++;
          }
          if (found.length === count) sum.sameCount++;
          if (found.length > 0 !== count > 0) wrong.push(`${file}: ${found.length} of ${count} of ${rule}`);
        }
        agreement.push(...tableOf(byRule));
        others.push(...(await othersOf(folder, rows, standard)));
        expect(wrong).toEqual([]);
      });

      test("what is found has a place in the file", async () => {
        for (const { file, rule } of rows) {
          const found = (await check(folder, file, standard, schemasFor(rule, data))).filter((p) => breaks(p, rule));
          for (const problem of found) expect(problem.line, `${file} ${rule}`).toBeGreaterThan(0);
        }
      });
    });
  }

  describe("files that upstream has no test for", () => {
    const folder = join(data, "bad-input", FOLDER.xodr, "tests/data/not_implemented_yet");
    const names = readdirSync(folder).filter((name) => name.endsWith(".xodr"));
    const rulesOf = async (name: string) =>
      (await check(folder, name, "xodr")).map((p) => p.rule).filter((rule) => !SCHEMA_RULE.test(rule));

    test("what keeps the rule keeps it, and what breaks it is diagnosed by a rule that its sound twin keeps", async () => {
      const silent: string[] = [];
      for (const name of names.filter((n) => n.includes("_invalid"))) {
        const twin = name.replace(/(_no_static|_no_vms)?_invalid/, "_valid");
        const sound = new Set(names.includes(twin) ? await rulesOf(twin) : []);
        const own = (await rulesOf(name)).filter((rule) => rule !== "" && !sound.has(rule));
        if (own.length === 0) silent.push(name);
      }
      const broken = names.filter((n) => n.includes("_invalid")).length;
      agreement.push(`| (rules that upstream does not check yet, 1.8 files) | ${broken - silent.length} of ${broken} | - | - |`);
      expect(silent).toEqual([]);
    });
  });

  test.each([
    ["valid_actor_reference_in_private_actions", "negative"],
    ["valid_parameter_declaration_in_catalogs", "negative"],
  ])("the files of %s that upstream lists without a count are told apart by their names", async (rule, word) => {
    const folder = join(data, "bad-input", FOLDER.xosc, "tests/data", rule);
    for (const name of readdirSync(folder)) {
      const found = (await check(folder, name, "xosc")).filter((p) => p.rule.endsWith(rule));
      expect(found.length > 0, name).toBe(name.includes(word));
    }
  });

  test("tests/conformance/asam-agreement.md is the table of agreement", async () => {
    const head = [
      "# Agreement with ASAM's quality checkers",
      "",
      "Written by `tests/conformance/asam-rules.test.ts` (`-u` writes it anew).",
      "",
    ];
    const columns = ["| rule | negatives diagnosed | clean files without a finding | files with the same count |", "|---|---|---|---|"];
    const more = [
      "",
      "Files that upstream calls clean by one rule, and that break another one as errors:",
      "",
      "| file | rules |",
      "|---|---|",
    ];
    await expect([...head, ...columns, ...agreement, ...more, ...others, ""].join("\n")).toMatchFileSnapshot("./asam-agreement.md");
  });

  test("ASAM's own examples, and the maps of its schemas' examples, are not refused by any rule or schema", async () => {
    const refused: string[] = [];
    for (const set of ["examples-1.2", "examples-1.3"]) {
      const folder = join(data, "schemas/openscenario", set);
      for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        const standard = file.endsWith(".xosc") ? "xosc" : file.endsWith(".xodr") ? "xodr" : null;
        if (standard === null) continue;
        const errors = (await check(folder, file, standard, set.endsWith("1.3") ? join(data, "schemas") : null)).filter(
          (p) => p.severity === "error" && p.rule !== "",
        );
        refused.push(...errors.map((p) => `${file}:${p.line} ${p.rule}`));
      }
    }
    expect(refused).toEqual([]);
  });
});

/** Files whose every count is 0 and that other rules of the standard find errors in. */
async function othersOf(folder: string, rows: readonly Row[], standard: Standard): Promise<string[]> {
  const negative = new Set(rows.filter((row) => row.count > 0).map((row) => row.file));
  const clean = [...new Set(rows.map((row) => row.file))].filter((file) => !negative.has(file)).sort();
  const lines: string[] = [];
  for (const file of clean) {
    const errors = (await check(folder, file, standard)).filter((p) => p.severity === "error" && p.rule !== "");
    const rules = [...new Set(errors.map((p) => p.rule.split(":").slice(3).join(":")))];
    if (rules.length > 0) lines.push(`| \`${file.split("/").at(-1)}\` | ${rules.sort().join(", ")} |`);
  }
  return lines;
}

function tableOf(
  byRule: ReadonlyMap<string, { negatives: number; diagnosed: number; clean: number; quiet: number; sameCount: number }>,
): string[] {
  return [...byRule].map(
    ([rule, s]) =>
      `| \`${rule}\` | ${s.diagnosed} of ${s.negatives} | ${s.quiet} of ${s.clean} | ${s.sameCount} of ${s.negatives + s.clean} |`,
  );
}
