import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import { readXmlTree, type XmlNode } from "../../../src/scenario/parse/xosc/xml.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readXmlTree(bytes(text), "a.xosc");

function refusal(content: Uint8Array | string): string {
  try {
    readXmlTree(typeof content === "string" ? bytes(content) : content, "a.xosc");
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [p] = error.problems;
    return `${p?.code} ${p?.line}:${p?.column}`;
  }
  return "is read";
}

function place(node: XmlNode | undefined): string {
  return `${node?.name} ${node?.line}:${node?.column}`;
}

describe("the element tree", () => {
  test("says where each element and attribute begins", () => {
    const root = read('<?xml version="1.0"?>\r\n<a>\n  <b x = "1"\n     y=\'2\'/>\n\t<c>  text &amp; more </c></a>');
    expect(place(root)).toBe("a 2:1");
    const [b, c] = root.children;
    expect(place(b)).toBe("b 3:3");
    expect([...(b?.attributes ?? [])].map(([name, { value, line, column }]) => `${name}=${value} ${line}:${column}`)).toEqual([
      "x=1 3:6",
      "y=2 4:6",
    ]);
    expect(place(c)).toBe("c 5:2");
    expect(c?.text).toBe("text & more");
  });

  test("counts columns of a byte order mark and of letters beyond the first plane as an editor does", () => {
    const root = read('\uFEFF<a><b n="\u{1F697}" m="1"/></a>');
    expect(root.children[0]?.attributes.get("m")).toMatchObject({ line: 1, column: 14 });
  });

  test("has no column that grows quadratic with one long line", () => {
    const root = read(`<a>${'<b x="1"/>'.repeat(50_000)}</a>`);
    expect(root.children).toHaveLength(50_000);
    expect(root.children.at(-1)?.column).toBe(4 + 49_999 * 10);
  });

  test.each<[string, string | Uint8Array, string]>([
    ["a DOCTYPE", "<!DOCTYPE a><a/>", "RDV_XML_DOCTYPE 1:13"],
    ["an entity that nothing declares", "<a>&b;</a>", "RDV_XML_SYNTAX 1:7"],
    ["nothing", "", "RDV_XML_SYNTAX 1:1"],
    ["white space", "  \n", "RDV_XML_SYNTAX"],
    ["an element that does not end", "<a><b></b>", "RDV_XML_SYNTAX 1:11"],
    ["another end", "<a></b>", "RDV_XML_SYNTAX"],
    ["two roots", "<a/><b/>", "RDV_XML_SYNTAX"],
    ["an attribute twice", '<a x="1" x="2"/>', "RDV_XML_SYNTAX"],
    ["101 levels", `${"<a>".repeat(101)}${"</a>".repeat(101)}`, "RDV_XML_LIMIT"],
    ["101 attributes", `<a ${Array.from({ length: 101 }, (_, i) => `a${i}="1"`).join(" ")}/>`, "RDV_XML_LIMIT"],
    ["a value too long", `<a x="${"y".repeat(65_537)}"/>`, "RDV_XML_LIMIT"],
    ["a text too long", `<a>${"y".repeat(65_537)}</a>`, "RDV_XML_LIMIT"],
    ["another encoding", '<?xml version="1.0" encoding="latin1"?><a/>', "RDV_XML_ENCODING"],
    ["bytes that are not UTF-8", new Uint8Array([0x3c, 0x61, 0xff, 0x2f, 0x3e]), "RDV_XML_ENCODING 1:1"],
    ["UTF-16", new Uint8Array([0xff, 0xfe, 0x3c, 0]), "RDV_XML_ENCODING 1:1"],
  ])("refuses %s", (_, content, expected) => {
    expect(refusal(content)).toContain(expected);
  });

  test("takes what lies just inside the limits", () => {
    expect(refusal(`${"<a>".repeat(100)}${"</a>".repeat(100)}`)).toBe("is read");
    expect(refusal(`<a x="${"y".repeat(65_536)}"/>`)).toBe("is read");
  });
});
