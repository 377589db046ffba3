import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readXml, type XmlElement } from "../../src/drive/xml.ts";
import { isRefused, problemOf } from "./helpers.ts";

function read(text: string | Uint8Array): { root: XmlElement | null; children: XmlElement[] } {
  const seen: { root: XmlElement | null; children: XmlElement[] } = { root: null, children: [] };
  readXml(typeof text === "string" ? Buffer.from(text) : text, "x.xml", {
    root: (element) => {
      seen.root = element;
    },
    child: (element) => seen.children.push(element),
  });
  return seen;
}

describe("XML", () => {
  test("gives the root's tag, then each child with all that is in it and its place", () => {
    const { root, children } = read('<?xml version="1.0"?>\n<r a="1">\n  <c id="x"><d> 5 </d><d>6<!-- no --></d></c>\n  <e/>\n</r>');
    expect(root).toMatchObject({ name: "r", line: 2, column: 1 });
    expect(root!.attributes.get("a")).toBe("1");
    expect(children.map((child) => [child.name, child.line, child.column])).toEqual([
      ["c", 3, 3],
      ["e", 4, 3],
    ]);
    expect(children[0]!.children.map((child) => child.text)).toEqual(["5", "6"]);
  });

  test("predefined entities and CDATA are text", () => {
    expect(read("<r><c>&lt;&#65;<![CDATA[<b>]]></c></r>").children[0]!.text).toBe("<A<b>");
  });

  test.each([
    ['<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', "RDV_XML_DOCTYPE"],
    ['<!DOCTYPE r SYSTEM "file:///etc/hostname"><r/>', "RDV_XML_DOCTYPE"],
    ["<r>&unknown;</r>", "RDV_XML_SYNTAX"],
    ['<r a="1" a="2"/>', "RDV_XML_SYNTAX"],
    ["<r><c></r>", "RDV_XML_SYNTAX"],
    ["<r/><r/>", "RDV_XML_SYNTAX"],
    ["<r>\u0000</r>", "RDV_XML_SYNTAX"],
    ["", "RDV_XML_SYNTAX"],
    ['<?xml version="1.0" encoding="latin1"?><r/>', "RDV_DRIVE_FORMAT"],
    ["<r><c>", "RDV_DRIVE_TRUNCATED"],
    ["<r><c", "RDV_DRIVE_TRUNCATED"],
    ["<a>".repeat(101), "RDV_DRIVE_LIMIT"],
    [`<r ${Array.from({ length: 101 }, (_, i) => `a${i}="1"`).join(" ")}/>`, "RDV_DRIVE_LIMIT"],
    [`<r a="${"x".repeat(65_537)}"/>`, "RDV_DRIVE_LIMIT"],
    [`<r><c>${"x".repeat(65_537)}</c></r>`, "RDV_DRIVE_LIMIT"],
    [`<r><c>${"x<b/>".repeat(65_537)}</c></r>`, "RDV_DRIVE_LIMIT"],
  ])("%.60s is refused: %s", (text, code) => {
    expect(problemOf(() => read(text)).code).toBe(code);
  });

  test("bytes that are no UTF-8, and UTF-16 by name", () => {
    expect(problemOf(() => read(new Uint8Array([60, 114, 62, 0xe9, 60, 47, 114, 62]))).code).toBe("RDV_DRIVE_FORMAT");
    expect(problemOf(() => read(Buffer.from("\ufeff<r/>", "utf16le")))).toMatchObject({ found: "UTF-16 text" });
  });

  test("says where", () => {
    expect(problemOf(() => read("<r>\n  <c>\n  </d>\n</r>"))).toMatchObject({ line: 3 });
    expect(problemOf(() => read("<r>\n<c>"))).toMatchObject({ code: "RDV_DRIVE_TRUNCATED", found: "the end of the file at byte 7" });
  });

  test("law: cut off anywhere, a document is refused", () => {
    const text = '<?xml version="1.0"?><r a="1"><c id="é">text<!-- x --></c><d/></r>';
    const bytes = Buffer.from(text);
    for (let length = 0; length < bytes.length; length++) expect(isRefused(() => read(bytes.subarray(0, length)))).toBe(true);
  });

  test("law: any characters end in elements or an input error", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("<", ">", "/", "r", "a", "=", '"', "&", ";", "!", "-", "[", "]", "?", " ", "\n") }),
        (text) => {
          isRefused(() => read(text));
          isRefused(() => read(`<r>${text}</r>`));
        },
      ),
    );
  });
});
