import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Standard } from "../../../src/scenario/parse/check/rule.ts";
import { checkSchema } from "../../../src/scenario/parse/check/schema-check.ts";
import { schemaFor } from "../../../src/scenario/parse/check/schema-files.ts";
import { readTree } from "../../../src/scenario/parse/check/xml-tree.ts";

const folder = mkdtempSync(join(tmpdir(), "redrive-xsd-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const schema = (content: string) => `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${content}</xs:schema>`;
const rootOf = (name: string, type: string) =>
  `<xs:element name="${name}"><xs:complexType><xs:sequence><xs:element name="a" type="${type}"/></xs:sequence></xs:complexType></xs:element>`;

put("openscenario/1.1.0/OpenSCENARIO.xsd", schema(rootOf("OpenSCENARIO", "xs:int")));
put("openscenario/1.1.1/OpenSCENARIO.xsd", schema(rootOf("OpenSCENARIO", "xs:boolean")));
put("opendrive/1.7.0/core.xsd", schema(`<xs:include schemaLocation="types.xsd"/>${rootOf("OpenDRIVE", "three")}`));
put(
  "opendrive/1.7.0/types.xsd",
  schema(`<xs:simpleType name="three"><xs:restriction base="xs:string"><xs:enumeration value="3"/></xs:restriction></xs:simpleType>`),
);
const abstract = `<xs:complexType name="some" abstract="true"><xs:attribute name="kind"/></xs:complexType>`;
const asserted = `<xs:complexType name="sure"><xs:attribute name="x"/><xs:assert test="@x > 2 and 'a' != '/>'"/></xs:complexType>`;
const chosen = `<xs:element name="b" type="some" minOccurs="0"><xs:alternative test="@kind='1'" type="sure"/></xs:element>`;
put(
  "opendrive/1.8.1/core.xsd",
  schema(
    `<xs:element name="OpenDRIVE"><xs:complexType><xs:sequence><xs:element name="a" type="sure"/>${chosen}</xs:sequence></xs:complexType></xs:element>${abstract}${asserted}`,
  ),
);

async function check(standard: Standard, minor: number, text: string) {
  const bytes = new TextEncoder().encode(text);
  const { root } = readTree(bytes, "case");
  return checkSchema({ file: "case", bytes, root: root!, version: { major: 1, minor }, standard }, folder);
}

describe("validity by a schema that the user has", () => {
  test("a valid file has no problem; of two patches of a version the later one decides", async () => {
    expect(await check("xosc", 1, "<OpenSCENARIO><a>true</a></OpenSCENARIO>")).toEqual([]);
    expect(await check("xosc", 1, "<OpenSCENARIO><a>7</a></OpenSCENARIO>")).toHaveLength(1);
  });

  test("what is wrong has its line and column, and the id of the rule", async () => {
    const problems = await check("xosc", 1, "<OpenSCENARIO>\n  <b/>\n</OpenSCENARIO>");
    expect(problems).toMatchObject([
      { code: "RDV_XML_SCHEMA", severity: "error", line: 2, column: 3, path: "b", rule: "asam.net:xosc:1.0.0:xml.valid_schema" },
    ]);
    expect(problems[0]?.found).toContain("This element is not expected");
  });

  test("schemas may include others of their folder", async () => {
    expect(await check("xodr", 7, "<OpenDRIVE><a>3</a></OpenDRIVE>")).toEqual([]);
    expect(await check("xodr", 7, "<OpenDRIVE><a>4</a></OpenDRIVE>")).not.toEqual([]);
  });

  test("a version without a schema is a warning", async () => {
    expect(await check("xosc", 3, "<OpenSCENARIO/>")).toMatchObject([
      { severity: "warning", expected: expect.stringContaining("OpenSCENARIO 1.3") as string },
    ]);
  });

  test("of XSD 1.1 the asserts are tested, the rest is applied, and what was left out is named", async () => {
    const left = {
      severity: "warning",
      found: expect.stringContaining("xs:alternative of XSD 1.1 in the schema of OpenDRIVE 1.8.1") as string,
    };
    const asserted = { severity: "error", code: "RDV_XML_SCHEMA", found: expect.stringContaining("the assertion does not hold: @x > 2") };
    expect(await check("xodr", 8, `<OpenDRIVE><a x="3"/><b kind="1" x="3"/></OpenDRIVE>`)).toMatchObject([left]);
    expect(await check("xodr", 8, `<OpenDRIVE>\n <a x="1"/></OpenDRIVE>`)).toMatchObject([{ ...asserted, line: 2, column: 2 }, left]);
    // An alternative gives b its type.
    expect(await check("xodr", 8, `<OpenDRIVE><a x="3"/><b kind="1" x="2"/></OpenDRIVE>`)).toMatchObject([
      { ...asserted, path: "b" },
      left,
    ]);
    expect(await check("xodr", 8, `<OpenDRIVE><a x="3"/><b kind="2" x="2"/></OpenDRIVE>`)).toMatchObject([left]);
    expect(await check("xodr", 8, `<OpenDRIVE><a y="1" x="3"/></OpenDRIVE>`)).toMatchObject([
      { severity: "error", found: expect.stringContaining("'y'") as string },
      left,
    ]);
    expect(schemaFor(folder, "xodr", { major: 1, minor: 8 })?.main.contents).not.toMatch(/assert|alternative/);
  });

  test("a schema that cannot be read is said, not passed over", async () => {
    put("opendrive/1.5/core.xsd", `<xs:schema><xs:element name="OpenDRIVE" this is none`);
    expect(await check("xodr", 5, "<OpenDRIVE/>")).toMatchObject([
      { severity: "error", found: expect.stringContaining("cannot be applied") as string },
    ]);
  });
});
