import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CALM, folderWith, redrive } from "./support.ts";

const GOOD = `<OpenDRIVE><header revMajor="1" revMinor="7"/>
<road id="1" length="100" junction="-1"><planView><geometry s="0" x="0" y="0" hdg="0" length="100"><line/></geometry></planView>
<lanes><laneSection s="0"><center><lane id="0" type="none"/></center><right><lane id="-1" type="driving"><width sOffset="0" a="3" b="0" c="0" d="0"/></lane></right></laneSection></lanes></road></OpenDRIVE>`;
const LEVEL = GOOD.replace(
  "</right>",
  `\n  <lane id="-2" type="driving"><width sOffset="0" a="3" b="0" c="0" d="0"/></lane></right>`,
).replace(`id="-1" type="driving"`, `id="-1" type="driving" level="true"`);
const REDUNDANT = GOOD.replace(
  "<lanes>",
  `<lanes><laneOffset s="0" a="0" b="0" c="0" d="0"/>\n<laneOffset s="50" a="0" b="0" c="0" d="0"/>`,
);
const RULE = "asam.net:xodr:1.7.0:road.lane.level_true_one_side";
const PLACE = "level.xodr:4:3";

const folder = folderWith({
  "good.xodr": GOOD,
  "level.xodr": LEVEL,
  "redundant.xodr": REDUNDANT,
  "calm.yaml": CALM,
  "cut.xosc": "<OpenSCENARIO>",
});

describe("redrive check of .xodr and .xosc files", () => {
  test("without problems: one line, exit 0", async () => {
    expect(await redrive(folder, ["check", "good.xodr"])).toMatchObject({ code: 0, stdout: "1 file of a standard, no problems\n" });
  });

  test("an error: file:line:column, code, path, expected, found and the rule; exit 2", async () => {
    const { code, stdout } = await redrive(folder, ["check", "level.xodr"]);
    expect(code).toBe(2);
    expect(stdout).toContain(
      `${PLACE} error RDV_STANDARD_RULE lane[-2].level: expected true, as of the lane inside it, found false (${RULE})\n`,
    );
  });

  test("warnings are printed and do not fail", async () => {
    const { code, stdout } = await redrive(folder, ["check", "redundant.xodr"]);
    expect(code).toBe(0);
    expect(stdout).toContain("redundant.xodr:4:1 warning RDV_STANDARD_RULE laneOffset: ");
  });

  test("beside scenarios in YAML, all at once", async () => {
    const { code, stdout } = await redrive(folder, ["check", "calm.yaml", "good.xodr"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^1 file of a standard, 1 scenarios, \d+ variants, no problems\n$/);
  });

  test("what is not there, and what is cut short", async () => {
    expect((await redrive(folder, ["check", "none.xodr"])).stdout).toMatch(/^none\.xodr error RDV_FILE_MISSING: /);
    const cut = await redrive(folder, ["check", "cut.xosc"]);
    expect(cut.code).toBe(2);
    expect(cut.stdout).toContain("cut.xosc:1:15 error RDV_XML_SYNTAX: expected the end of the root element");
  });
});

describe("formats", () => {
  test("--json is one document; a problem names its rule", async () => {
    const { code, stdout } = await redrive(folder, ["check", "level.xodr", "--json"]);
    expect(code).toBe(2);
    const { files, problems } = JSON.parse(stdout) as { files: number; problems: object[] };
    expect(files).toBe(1);
    expect(problems).toContainEqual(expect.objectContaining({ file: "level.xodr", line: 4, column: 3, rule: RULE, severity: "error" }));
    expect((await redrive(folder, ["check", "level.xodr", "--format", "json"])).stdout).toBe(stdout);
  });

  test("--format sarif is a log of SARIF 2.1.0", async () => {
    const { code, stdout } = await redrive(folder, ["check", "level.xodr", "--format", "sarif"]);
    expect(code).toBe(2);
    const log = JSON.parse(stdout) as {
      version: string;
      runs: { tool: { driver: { name: string; rules: { id: string }[] } }; results: object[] }[];
    };
    expect(log.version).toBe("2.1.0");
    expect(log.runs[0]?.tool.driver.name).toBe("redrive");
    const index = log.runs[0]?.tool.driver.rules.findIndex((rule) => rule.id === RULE);
    expect(log.runs[0]?.results).toContainEqual(expect.objectContaining({ ruleId: RULE, ruleIndex: index, level: "error" }));
  });

  test("--format github is a workflow command a problem", async () => {
    const { stdout } = await redrive(folder, ["check", "level.xodr", "--format", "github"]);
    expect(stdout).toContain(
      `::error file=level.xodr,line=4,col=3,title=${RULE.replaceAll(":", "%3A")}::RDV_STANDARD_RULE lane[-2].level: expected true`,
    );
    for (const line of stdout.trimEnd().split("\n")) expect(line).toMatch(/^::(error|warning) file=level\.xodr,/);
  });

  test("another format is refused", async () => {
    expect((await redrive(folder, ["check", "good.xodr", "--format", "xml"])).code).toBe(2);
  });
});

describe("schemas", () => {
  const SCHEMA = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="OpenDRIVE"><xs:complexType><xs:sequence><xs:any processContents="skip"/></xs:sequence></xs:complexType></xs:element></xs:schema>`;
  mkdirSync(join(folder, "xsd/opendrive/1.7.0"), { recursive: true });
  writeFileSync(join(folder, "xsd/opendrive/1.7.0/opendrive.xsd"), SCHEMA);

  test("come from the user: --xsd without them says how to give them", async () => {
    const { code, stderr } = await redrive(folder, ["check", "good.xodr", "--xsd"]);
    expect(code).toBe(2);
    expect(stderr).toContain("--xsd error RDV_USAGE: expected --schemas FOLDER or REDRIVE_SCHEMAS");
  });

  test("are applied with --schemas", async () => {
    const { code, stdout } = await redrive(folder, ["check", "good.xodr", "--schemas", "xsd"]);
    expect(code).toBe(2);
    expect(stdout).toMatch(/^good\.xodr:2:1 error RDV_XML_SCHEMA road: expected OpenDRIVE valid by the schema 1\.7\.0, found /);
  });
});
