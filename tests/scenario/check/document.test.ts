import { describe, expect, test } from "vitest";
import { checkRules } from "../../../src/scenario/parse/check/check-rules.ts";
import { broken, map, problemsIn, scenario } from "./support.ts";

describe("what every file must be", () => {
  test("a well-formed document; where it ends too early is said with its line", () => {
    expect(problemsIn("<OpenSCENARIO>\n<FileHeader", "xosc")).toMatchObject([
      { code: "RDV_XML_SYNTAX", line: 2, severity: "error", rule: "asam.net:xosc:1.0.0:xml.valid_xml_document" },
    ]);
  });

  test("UTF-8", () => {
    const { problems, root } = checkRules(Uint8Array.of(0xff, 0xfe, 0x3c, 0), "a.xodr", "xodr", () => null);
    expect(root).toBeNull();
    expect(problems).toMatchObject([{ code: "RDV_XML_ENCODING", expected: "UTF-8 text", found: "UTF-16 text" }]);
  });

  test("without a DOCTYPE, and within the limits: these are redrive's own, so no rule of the standard is named", () => {
    const deep = `${"<a>".repeat(200)}${"</a>".repeat(200)}`;
    expect(problemsIn("<!DOCTYPE a><OpenDRIVE/>", "xodr")).toMatchObject([{ code: "RDV_XML_DOCTYPE", rule: "" }]);
    expect(problemsIn(deep, "xodr")).toMatchObject([{ code: "RDV_XML_LIMIT", rule: "" }]);
  });

  test("of the standard's root element, with a header directly under it", () => {
    expect(broken("<OpenScenery/>", "xosc")).toEqual(["root_tag_is_openscenario@1"]);
    expect(broken("<OpenDRIVE>\n<road><header revMajor='1' revMinor='7'/></road></OpenDRIVE>", "xodr")).toEqual([
      "fileheader_is_present@1",
    ]);
  });

  test("with a version in two unsigned short numbers", () => {
    const header = (attributes: string) => `<OpenDRIVE>\n  <header ${attributes}/></OpenDRIVE>`;
    expect(broken(header(`revMajor="1" revMinor="7"`), "xodr")).toEqual([]);
    for (const bad of [`revMajor="1"`, `revMajor="1" revMinor="seven"`, `revMajor="1" revMinor="65536"`, `revMajor="-1" revMinor="7"`])
      expect(broken(header(bad), "xodr")).toEqual(["version_is_defined@2"]);
  });
});

test("a file whose version is older than a rule does not break it", () => {
  const twice = `<Catalog name="c"><Vehicle name="a"/>\n<Vehicle name="a"/></Catalog>`;
  expect(broken(scenario(twice, 2), "xosc")).toEqual(["uniquely_resolvable_entity_references@3"]);
  expect(broken(scenario(twice, 1), "xosc")).toEqual([]);
});

test("a rule that is broken very often is listed so often, and the rest counted", () => {
  const many = Array.from({ length: 120 }, () => `<object id="1"/>`).join("\n");
  const problems = problemsIn(map(`<road><objects>${many}</objects></road>`), "xodr");
  expect(problems).toHaveLength(51);
  expect(problems[0]).toMatchObject({ line: 0, found: "70 more of this kind" });
});

test("what a file says reaches a message without control characters and cut to length", () => {
  const name = `${"n".repeat(500)}&#x85;`;
  const [problem] = problemsIn(scenario(`<Entities/><Storyboard><Private entityRef="${name}"/></Storyboard>`), "xosc");
  expect(problem?.found.length).toBeLessThanOrEqual(200);
  expect(problem?.found).not.toMatch(/\p{C}/u);
});
