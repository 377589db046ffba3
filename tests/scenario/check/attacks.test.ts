import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkFile, standardOf } from "../../../src/scenario/parse/check/check-file.ts";
import { describeWithData } from "../../support/data.ts";

// Entity bombs, external entities, paths that lead out, cycles, absurd numbers: each ends in a diagnosis, and nothing outside is touched.

describeWithData("hostile XML", (data) => {
  const folder = join(data, "bad-input/redrive-xml-attacks");
  const rows = readFileSync(join(folder, "expected.csv"), "utf8")
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(",") as [string, string]);
  const check = (file: string, schemas: string | null = null) => checkFile(file, standardOf(file)!, { folder, roots: [], schemas });

  test.each(rows.filter(([, verdict]) => verdict === "reject"))("%s is refused", async (file) => {
    const errors = (await check(file)).filter((p) => p.severity === "error");
    expect(errors.length).toBeGreaterThan(0);
  });

  // Only UTF-8 is read: the corpus allows a clear refusal for the one file in UTF-16.
  test.each(rows.filter(([file, verdict]) => verdict !== "reject" && !file.includes("utf16")))("%s is read", async (file) => {
    expect((await check(file)).filter((p) => p.severity === "error")).toEqual([]);
  });

  test("a DOCTYPE is refused before anything it names is looked for, by the schema's validator too", async () => {
    for (const [file] of rows.filter(([name]) => /^0[1-6]-/.test(name))) {
      const problems = await check(file, join(data, "schemas"));
      expect(problems, file).toHaveLength(1);
      expect(problems[0]).toMatchObject({ code: "RDV_XML_DOCTYPE", severity: "error", file });
    }
  });

  test("no prototype is changed by names in a file", async () => {
    for (const [file] of rows.filter(([name]) => name.includes("proto"))) await check(file);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
