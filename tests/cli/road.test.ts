import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, MAIN, redrive, start } from "./support.ts";

// A bend to the left of 100 m at 50 m, one lane each way; then, over a junction of 20 m, a straight road of 40 m whose id needs quotes.
const MAP = `<?xml version="1.0"?>
<OpenDRIVE>
  <header revMajor="1" revMinor="7" name="bend"/>
  <road id="a" length="100" junction="-1">
    <link><successor elementType="junction" elementId="j"/></link>
    <planView><geometry s="0" x="0" y="0" hdg="0" length="100"><arc curvature="0.02"/></geometry></planView>
    <lanes><laneSection s="0">
      <left><lane id="1" type="driving"><width sOffset="0" a="3" b="0" c="0" d="0"/></lane></left>
      <center><lane id="0" type="none"/></center>
      <right>
        <lane id="-1" type="driving"><width sOffset="0" a="3" b="0" c="0" d="0"/></lane>
        <lane id="-2" type="sidewalk"><width sOffset="0" a="2" b="0" c="0" d="0"/></lane>
      </right>
    </laneSection></lanes>
    <signals><signal s="50" t="-6" id="7" dynamic="yes" orientation="+" zOffset="3" type="1000001" subtype="-1" name="light" country="DE"/></signals>
  </road>
  <road id="c" length="20" junction="j">
    <link><predecessor elementType="road" elementId="a" contactPoint="end"/><successor elementType="road" elementId="b,2" contactPoint="start"/></link>
    <planView><geometry s="0" x="45.464871341284089" y="70.807341827357120" hdg="2" length="20"><line/></geometry></planView>
    <lanes><laneSection s="0">
      <center><lane id="0" type="none"/></center>
      <right><lane id="-1" type="driving"><link><predecessor id="-1"/><successor id="-1"/></link><width sOffset="0" a="3" b="0" c="0" d="0"/></lane></right>
    </laneSection></lanes>
  </road>
  <road id="b,2" length="40" junction="-1">
    <link><predecessor elementType="junction" elementId="j"/></link>
    <planView><geometry s="0" x="37.141934610341" y="88.993290363877" hdg="2" length="40"><line/></geometry></planView>
    <lanes><laneSection s="0">
      <center><lane id="0" type="none"/></center>
      <right><lane id="-1" type="driving"><width sOffset="0" a="3" b="0" c="0" d="0"/></lane></right>
    </laneSection></lanes>
  </road>
  <junction id="j" name=""><connection id="0" incomingRoad="a" connectingRoad="c" contactPoint="start"><laneLink from="-1" to="-1"/></connection></junction>
</OpenDRIVE>
`;

const PLACES = `lane,road,s,offset
-1,a,0,0
1,a,50,-0.5
-1,"b,2",40,
`;

const folder = folderWith({
  "bend.xodr": MAP,
  "places.csv": PLACES,
  "broken.xodr": MAP.replace("</OpenDRIVE>", ""),
  "wrong.csv": "road,lane,s\na,-3,0\nz,-1,0\na,-1,100.5\na,-1,fast\na,-1\n",
  "lacking.csv": "road,s\na,1\n",
  "quote.csv": 'road,lane,s\na,-1,"4\n',
  "empty.csv": "",
});

describe("road info", () => {
  test("says what the map holds", async () => {
    const { code, stdout, stderr } = await redrive(folder, ["road", "info", "bend.xodr"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^map +bend\.xodr \(bend\)\nOpenDRIVE +1\.7\n/);
    expect(stdout).toMatch(/^roads +3, 1 of them in junctions, 160\.0 m, right-hand traffic$/m);
    expect(stdout).toMatch(/^lanes +driving: 4, 260\.0 m\n +sidewalk: 1, 100\.0 m$/m);
    expect(stdout).toMatch(/^junctions +1 default$/m);
    expect(stdout).toMatch(/^signals +1 \(1 dynamic, 0 references, 0 controllers\)$/m);
  });

  test("the same as JSON, with the box of the lanes", async () => {
    const { stdout } = await redrive(folder, ["road", "info", "bend.xodr", "--json"]);
    const info = JSON.parse(stdout) as { box: Record<string, number>; roads: unknown };
    expect(info.roads).toMatchObject({ total: 3, inJunctions: 1, lengthM: 160 });
    // The sidewalk's outer border is at t -5: it begins at y -5; its turn of 55 m about (0, 50) reaches x 55 in between.
    expect(info.box["fromYM"]).toBeCloseTo(-5, 6);
    expect(Math.abs(info.box["toXM"]! - 55)).toBeLessThan(0.01);
  });
});

describe("road position", () => {
  test("places on lanes to the map plane, as a table with a header", async () => {
    const { code, stderr } = await redrive(folder, ["road", "position", "bend.xodr", "-i", "places.csv", "-o", "out.csv"]);
    expect([code, stderr]).toEqual([0, ""]);
    const [header, first, second, third] = readFileSync(join(folder, "out.csv"), "utf8").split("\n");
    expect(header).toBe("road,lane,s,offset,t,x,y,z,h,p,r,curvature,width,type,drive_h,speed_limit");
    expect(first).toBe(
      "a,-1,0.000000,0.000000,-1.500000,0.000000,-1.500000,0.000000,0.00000000,0.00000000,0.00000000,0.02000000,3.000000,driving,0.00000000,",
    );
    // At s 50 the road has turned by 1 rad; t 1 is 49 m from the centre (0, 50), at (49 sin 1, 50 - 49 cos 1).
    expect(second).toContain(`,1.000000,${(49 * Math.sin(1)).toFixed(6)},${(50 - 49 * Math.cos(1)).toFixed(6)},0.000000,1.00000000,`);
    expect(second).toContain(",driving,4.14159265,");
    expect(third).toMatch(/^"b,2",-1,40\.000000,0\.000000,-1\.500000,/);
  });

  test("and back, through stdin and stdout", async () => {
    const forward = `"${process.execPath}" "${MAIN}" road position bend.xodr -i places.csv -o -`;
    const back = `"${process.execPath}" "${MAIN}" road position bend.xodr -i - -o - --inverse`;
    const { stdout, code } = await start("sh", ["-c", `${forward} | ${back}`], folder).ended;
    expect(code).toBe(0);
    const rows = stdout.trim().split("\n");
    expect(rows[0]).toBe("x,y,z,road,lane,s,t,offset,h,junction");
    expect(rows.slice(1).map((row) => row.replace(/^[^,]*,[^,]*,[^,]*,/, ""))).toEqual([
      "a,-1,0.000000,-1.500000,0.000000,0.00000000,",
      "a,1,50.000000,1.000000,-0.500000,1.00000000,",
      '"b,2",-1,40.000000,-1.500000,0.000000,2.00000000,',
    ]);
  });

  test("--driving passes over lanes for others", async () => {
    const at = (flags: string[]) =>
      start(
        "sh",
        ["-c", `printf 'x,y\\n0,-4\\n' | "${process.execPath}" "${MAIN}" road position bend.xodr -i - -o - --inverse ${flags.join(" ")}`],
        folder,
      ).ended;
    expect((await at([])).stdout).toContain(",a,-2,0.000000,-4.000000,0.000000,");
    expect((await at(["--driving"])).stdout).toContain(",a,-1,0.000000,-4.000000,-2.500000,");
  });

  test("each wrong row is said with its line and column, and nothing is written", async () => {
    const { code, stdout, stderr } = await redrive(folder, ["road", "position", "bend.xodr", "-i", "wrong.csv", "-o", "-"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.trim().split("\n")).toEqual([
      'wrong.csv:2:3 error RDV_TABLE lane: expected a lane of road "a" at s 0, found "-3"',
      'wrong.csv:3:1 error RDV_TABLE road: expected the id of a road of the map, found "z"',
      'wrong.csv:4:6 error RDV_TABLE s: expected a number from 0 to 100, the length of road "a", found "100.5"',
      'wrong.csv:5:6 error RDV_TABLE s: expected a number, found "fast"',
      "wrong.csv:6:1 error RDV_TABLE: expected 3 fields, as the header has, found 2",
    ]);
  });

  test.each([
    [
      "lacking.csv",
      /^lacking\.csv:1:1 error RDV_TABLE: expected a header with the columns road, lane, s, offset, found "road", "s" \(lane missing\)$/,
    ],
    ["quote.csv", /^quote\.csv:\d+:\d+ error RDV_TABLE: expected a closing quote/],
    ["empty.csv", /^empty\.csv:1:1 error RDV_TABLE: expected a header with road, lane, s, found an empty file$/],
    ["absent.csv", /absent\.csv error RDV_FILE_MISSING/],
  ])("%s is refused", async (input, message) => {
    const { code, stderr } = await redrive(folder, ["road", "position", "bend.xodr", "-i", input, "-o", "-"]);
    expect(code).toBe(2);
    expect(stderr.trim()).toMatch(message);
  });
});

describe("road plot", () => {
  test("draws every lane, with ids and a scale", async () => {
    const { code } = await redrive(folder, ["road", "plot", "bend.xodr", "-o", "bend.svg"]);
    expect(code).toBe(0);
    const svg = readFileSync(join(folder, "bend.svg"), "utf8");
    expect(svg).toMatch(/^<svg [^>]+>\n<title>bend\.xodr<\/title>/);
    expect(svg.match(/<path class="l/g)?.length).toBe(5);
    expect(svg.match(/<path class="l j"/g)?.length).toBe(1);
    expect(svg).toContain(">b,2</text>");
    expect(svg).toContain('junction"');
    expect(svg.match(/<circle /g)?.length).toBe(1);
    expect(svg).toContain(">20 m</text>");
  });

  test("another kind of picture is refused with a hint", async () => {
    const { code, stderr } = await redrive(folder, ["road", "plot", "bend.xodr", "-o", "bend.png"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^bend\.png error RDV_USAGE: expected a file that ends in \.svg, found \.png \(/);
  });
});

describe("what is not a map", () => {
  test.each([
    ["broken.xodr", /^broken\.xodr:\d+:\d+ error RDV_XML_SYNTAX/m],
    ["absent.xodr", /absent\.xodr error RDV_FILE_MISSING/],
    [".", /error RDV_FILE_KIND: expected a regular file, found a folder/],
  ])("%s", async (map, message) => {
    for (const command of [["info"], ["plot", "-o", "-"], ["position", "-i", "places.csv", "-o", "-"]]) {
      const { code, stdout, stderr } = await redrive(folder, ["road", command[0]!, map, ...command.slice(1)]);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(message);
    }
  });

  test("a slip in the command line, and help", async () => {
    expect(await redrive(folder, ["road", "inof", "bend.xodr"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("unknown command 'inof'"),
    });
    expect(await redrive(folder, ["road", "plot", "bend.xodr"])).toMatchObject({ code: 2, stderr: expect.stringContaining("--output") });
    expect((await redrive(folder, ["road", "--help"])).stdout).toMatch(/info[^]*position[^]*plot/);
  });
});
