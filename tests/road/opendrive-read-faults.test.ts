import { describe, expect, test } from "vitest";
import { readOpenDrive } from "../../src/road/opendrive/opendrive-read.ts";
import {
  BODY,
  CENTRE,
  HEADER,
  LANES,
  LINE,
  mapText,
  PLAN,
  problemsIn,
  RIGHT,
  readText,
  roadText,
  WIDTH,
} from "./opendrive-read-support.ts";

describe("what makes a map unusable", () => {
  const geometry = (shape: string, attributes = 's="0" x="0" y="0" hdg="0" length="100"'): string =>
    roadText(`<planView><geometry ${attributes}>${shape}</geometry></planView>${LANES}`);

  test.each([
    ["no road length", roadText(BODY, 'id="1" junction="-1"'), "RDV_SCENARIO_MISSING OpenDRIVE/road/@length: none"],
    ["an empty length", roadText(BODY, 'id="1" length="" junction="-1"'), 'RDV_SCENARIO_TYPE OpenDRIVE/road/@length: ""'],
    ["a blank length", roadText(BODY, 'id="1" length="  " junction="-1"'), 'RDV_SCENARIO_TYPE OpenDRIVE/road/@length: "  "'],
    ["a hexadecimal length", roadText(BODY, 'id="1" length="0x64" junction="-1"'), 'RDV_SCENARIO_TYPE OpenDRIVE/road/@length: "0x64"'],
    ["a decimal comma", roadText(BODY, 'id="1" length="100,0" junction="-1"'), 'RDV_SCENARIO_TYPE OpenDRIVE/road/@length: "100,0"'],
    [
      "an infinite length",
      roadText(BODY, 'id="1" length="Infinity" junction="-1"'),
      'RDV_SCENARIO_TYPE OpenDRIVE/road/@length: "Infinity"',
    ],
    ["a length of 0", roadText(BODY, 'id="1" length="0" junction="-1"'), "RDV_ROAD_GEOMETRY OpenDRIVE/road/@length: 0"],
    [
      "a road longer than 1000 km",
      roadText(BODY, 'id="1" length="1e7" junction="-1"'),
      "RDV_ROAD_GEOMETRY OpenDRIVE/road/@length: 10000000",
    ],
    ["a road without an id", roadText(BODY, 'length="100" junction="-1"'), "RDV_SCENARIO_MISSING OpenDRIVE/road/@id: none"],
    ["two roads of one id", roadText() + roadText(), 'RDV_SCENARIO_DUPLICATE OpenDRIVE/road/@id: a second road "1"'],
    [
      "two junctions of one id",
      `${roadText()}<junction id="j"/><junction id="j"/>`,
      'RDV_SCENARIO_DUPLICATE OpenDRIVE/junction/@id: a second junction "j"',
    ],
    ["no geometry", roadText(LANES), "RDV_ROAD_GEOMETRY road[1]/planView: none"],
    ["no lane section", roadText(PLAN), "RDV_SCENARIO_MISSING road[1]/lanes: none"],
    ["a geometry without a shape", geometry(""), "RDV_ROAD_GEOMETRY OpenDRIVE/road/planView/geometry: none of them"],
    ["a geometry of two shapes", geometry("<line/><line/>"), "RDV_ROAD_GEOMETRY OpenDRIVE/road/planView/geometry/line: a second one"],
    [
      "a curve of 1 nm",
      geometry('<arc curvature="1e9"/>'),
      "RDV_ROAD_GEOMETRY OpenDRIVE/road/planView/geometry/arc/@curvature: 1000000000",
    ],
    [
      "a coordinate far away",
      geometry("<line/>", 's="0" x="2e7" y="0" hdg="0" length="100"'),
      "RDV_ROAD_GEOMETRY OpenDRIVE/road/planView/geometry: (20000000, 0)",
    ],
    [
      "a geometry of no length",
      geometry("<line/>", 's="0" x="0" y="0" hdg="0" length="0"'),
      "RDV_ROAD_GEOMETRY OpenDRIVE/road/planView/geometry/@length: 0",
    ],
    [
      "a parametric point",
      geometry('<paramPoly3 aU="1" bU="0" cU="0" dU="0" aV="1" bV="0" cV="0" dV="0"/>'),
      "RDV_ROAD_GEOMETRY OpenDRIVE/road/planView/geometry/paramPoly3: a single point",
    ],
    [
      "a geometry of a thousandth of the road",
      roadText(BODY, 'id="1" length="100001" junction="-1"'),
      "RDV_ROAD_GEOMETRY road[1]/planView: 100 m",
    ],
    [
      "geometry that goes back",
      roadText(`<planView>${LINE}${LINE}</planView>${LANES}`),
      "RDV_ROAD_GEOMETRY OpenDRIVE/road/planView/geometry/@s: 0",
    ],
    [
      "sections that go back",
      roadText(BODY.replace("</lanes>", `<laneSection s="0">${CENTRE}${RIGHT}</laneSection></lanes>`)),
      "RDV_SCENARIO_RANGE OpenDRIVE/road/lanes/laneSection/@s: 0",
    ],
    ["a negative width", roadText(BODY.replace('a="3.5"', 'a="-3.5"')), "RDV_SCENARIO_RANGE road[1]/lanes/lane[-1]: -3.5 m"],
    [
      "a lane on the wrong side",
      roadText(BODY.replace('id="-1"', 'id="1"')),
      "RDV_SCENARIO_RANGE OpenDRIVE/road/lanes/laneSection/right/lane/@id: 1",
    ],
    [
      "half a lane",
      roadText(BODY.replace('id="-1"', 'id="-1.5"')),
      'RDV_SCENARIO_TYPE OpenDRIVE/road/lanes/laneSection/right/lane/@id: "-1.5"',
    ],
    [
      "a lane given twice",
      roadText(BODY.replace("</right>", `</right>${RIGHT}`)),
      "RDV_SCENARIO_DUPLICATE OpenDRIVE/road/lanes/laneSection: a second lane -1",
    ],
    ["a second header", HEADER + roadText(), "RDV_SCENARIO_DUPLICATE OpenDRIVE/header: a second one"],
  ])("%s", (_, content, expected) => {
    expect(readText(mapText(content)).map).toBeNull();
    expect(problemsIn(content)).toContain(`error ${expected}`);
  });

  test.each([
    ["no header", mapText().replace(HEADER, ""), "a header with revMajor and revMinor"],
    ["a version in words", mapText().replace('"7"', '"seven"'), "a whole number"],
    ["another root", mapText().replaceAll("OpenDRIVE", "OpenSCENARIO"), "the root element OpenDRIVE"],
  ])("%s", (_, text, expected) => {
    const { map, problems } = readText(text);
    expect(map).toBeNull();
    expect(problems.find(({ severity }) => severity === "error")?.expected).toBe(expected);
  });

  test("a version beyond 1.8 is read with a warning", () => {
    const { map, problems } = readText(mapText().replace('"7"', '"9"'));
    expect(map?.version).toEqual({ major: 1, minor: 9 });
    expect(problems).toMatchObject([{ severity: "warning", code: "RDV_SCENARIO_VERSION", found: "1.9" }]);
  });

  test.each(["1e2", "+100", " 100 ", "100.", "1E+2", "100.000"])("the length %j is 100", (length) => {
    const { map, problems } = readText(mapText(roadText(BODY, `id="1" length="${length}" junction="-1"`)));
    expect(problems).toEqual([]);
    expect(map?.roads[0]?.lengthM).toBe(100);
  });
});

describe("XML that is refused", () => {
  const utf8 = new TextEncoder();

  test.each([
    ["nothing", "", "RDV_XML_SYNTAX"],
    ["a DOCTYPE", `<!DOCTYPE a [<!ENTITY b "c">]>${mapText().slice(22)}`, "RDV_XML_DOCTYPE"],
    ["an entity nobody declared", mapText().replace('name="test"', 'name="&bomb;"'), "RDV_XML_SYNTAX"],
    ["an attribute given twice", mapText().replace('name="test"', 'name="a" name="b"'), "RDV_XML_SYNTAX"],
    ["a tag that is not closed", mapText().replace("</road>", ""), "RDV_XML_SYNTAX"],
    ["a file that is cut off", mapText().slice(0, -30), "RDV_XML_SYNTAX"],
    ["another encoding", mapText().replace('"1.0"', '"1.0" encoding="latin1"'), "RDV_XML_ENCODING"],
    ["a NUL", mapText().replace("test", "te\0st"), "RDV_XML_SYNTAX"],
    ["depth", mapText("<a>".repeat(200)), "RDV_XML_LIMIT"],
    ["attributes", mapText(`<a ${Array.from({ length: 200 }, (_, i) => `a${i}=""`).join(" ")}/>`), "RDV_XML_LIMIT"],
    ["a long value", mapText(`<a b="${"c".repeat(70_000)}"/>`), "RDV_XML_LIMIT"],
    [
      "a long reference in pieces",
      mapText().replace("/><road", `><geoReference>${"ab<!---->".repeat(40_000)}</geoReference></header><road`),
      "RDV_XML_LIMIT",
    ],
  ])("%s", (_, text, code) => {
    const { map, problems } = readOpenDrive(utf8.encode(text), "map.xodr");
    expect(map).toBeNull();
    expect(problems.at(-1)).toMatchObject({ severity: "error", code });
  });

  test("bytes that are not UTF-8, and a file over the limit, before anything is read", () => {
    expect(readOpenDrive(Uint8Array.of(0xff, 0xfe, 0x3c, 0), "a").problems).toMatchObject([{ found: "bytes that are not UTF-8" }]);
    expect(readOpenDrive(new Uint8Array(64 * 1024 * 1024 + 1), "a").problems).toMatchObject([{ code: "RDV_FILE_SIZE" }]);
  });

  test("names that JavaScript gives a meaning are names like others", () => {
    const hostile = '<__proto__ a="1"/><constructor><x/></constructor><toString __proto__="1"/>';
    const { map, problems } = readText(mapText(roadText(BODY + hostile)));
    expect(map?.roads).toHaveLength(1);
    expect(problems.map(({ found }) => found)).toEqual(["<__proto__> in <road>", "<constructor> in <road>", "<toString> in <road>"]);
  });
});

describe("places", () => {
  const text = `<OpenDRIVE>\n  ${HEADER}\n  <road\n    id="1" junction="-1"\n    length="-5">${BODY}</road>\n</OpenDRIVE>`;
  test.each([
    ["LF", text],
    ["CR LF", text.replaceAll("\n", "\r\n")],
    ["a byte order mark", `\u{feff}${text}`],
  ])("an element's tag, by line and column from 1, with %s", (_, given) => {
    expect(readText(given).problems[0]).toMatchObject({ file: "map.xodr", line: 3, column: 3, path: "OpenDRIVE/road/@length" });
  });

  test("problems come in the order of the file", () => {
    const lines = readText(
      `<OpenDRIVE>\n${HEADER}\n${roadText(`\n<foo/>\n${BODY}\n<objects><object id="x" s="a" t="b"/></objects>`)}\n</OpenDRIVE>`,
    );
    expect(lines.problems.map(({ line }) => line)).toEqual([4, 6, 6]);
  });
});

describe("bounds", () => {
  test("a file full of errors is not read further, and says so", () => {
    const { problems } = readText(mapText('<road id="1" junction="-1"/>'.repeat(5000)));
    expect(problems.length).toBe(101);
    expect(problems.at(-1)).toMatchObject({ severity: "error", code: "RDV_XML_LIMIT", hint: "the file was not read further" });
  });

  test("a file full of warnings loads, and the rest of them is counted", () => {
    const link = '<link><successor elementType="road" elementId="gone" contactPoint="start"/></link>';
    const roads = Array.from({ length: 1000 }, (_, i) => roadText(link + BODY, `id="${i}" length="100" junction="-1"`));
    const { map, problems } = readText(mapText(roads.join("")));
    expect(map?.roads).toHaveLength(1000);
    expect(problems).toHaveLength(401);
    expect(problems.at(-1)).toMatchObject({ severity: "warning", found: "600 more" });
  });

  test("entries far out of order are refused, not sorted for ever", () => {
    const back = Array.from({ length: 300 }, (_, i) => `<laneOffset s="${99 - i / 10}" a="0" b="0" c="0" d="0"/>`).join("");
    expect(readText(mapText(roadText(BODY.replace("<lanes>", `<lanes>${back}`)))).map).toBeNull();
  });

  test("more lanes in a section than any road has", () => {
    const lanes = Array.from({ length: 501 }, (_, i) => `<lane id="-${i + 1}" type="none">${WIDTH}</lane>`).join("");
    const content = roadText(BODY.replace(RIGHT, `<right>${lanes}</right>`));
    expect(problemsIn(content)[0]).toBe("error RDV_XML_LIMIT OpenDRIVE/road/lanes/laneSection/right/lane: more");
  });
});
