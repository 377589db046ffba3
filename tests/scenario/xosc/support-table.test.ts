import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { typeNames, typeOf } from "../../../src/scenario/parse/xosc/grammar.ts";
import { SUPPORT } from "../../../src/scenario/parse/xosc/support.ts";
import { supportTable } from "../../../src/scenario/parse/xosc/support-table.ts";
import { dataFolder, describeWithData } from "../../support/data.ts";

const DOCS = join(import.meta.dirname, "..", "..", "..", "docs", "openscenario-support.md");

test("the page of supported elements is what the tables say (vitest -u writes it)", async () => {
  await expect(supportTable()).toMatchFileSnapshot(DOCS);
});

describe("the support table", () => {
  test("names only what the grammar has", () => {
    const unknown = Object.keys(SUPPORT).filter((key) => {
      const [type = "", member] = key.split("/");
      if (!typeNames().includes(type)) return true;
      if (member === undefined) return false;
      return member.startsWith("@") ? !typeOf(type).attributes.has(member.slice(1)) : !typeOf(type).children.has(member);
    });
    expect(unknown).toEqual([]);
  });

  test("gives a reason for all that is not simply supported", () => {
    expect(Object.entries(SUPPORT).filter(([, s]) => s.note === "")).toEqual([]);
  });
});

describeWithData("the grammar", () => {
  const folder = join(dataFolder(), "schemas", "openscenario");
  test.each(["1.0.0", "1.1.0", "1.1.1", "1.2.0", "1.3.0", "1.3.1"])("has every element and attribute of schema %s", (version) => {
    const text = readFileSync(join(folder, version, "OpenSCENARIO.xsd"), "utf8");
    const lost: string[] = [];
    for (const [, type = "", body = ""] of text.matchAll(/<xsd:complexType name="(\w+)">([\s\S]*?)<\/xsd:complexType>/g)) {
      const known = typeOf(type);
      for (const [, name = ""] of body.matchAll(/<xsd:attribute name="(\w+)"/g))
        if (!known.attributes.has(name)) lost.push(`${type}/@${name}`);
      for (const [, name = ""] of body.matchAll(/<xsd:element name="(\w+)"/g)) if (!known.children.has(name)) lost.push(`${type}/${name}`);
    }
    expect(lost).toEqual([]);
    expect([...text.matchAll(/<xsd:complexType/g)].length).toBeGreaterThan(150);
  });
});
