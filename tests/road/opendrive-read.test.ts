import { describe, expect, test } from "vitest";
import {
  BODY,
  CENTRE,
  cleanMap,
  HEADER,
  LANES,
  LINE,
  laneText,
  mapText,
  onlyRoad,
  PLAN,
  problemsIn,
  RIGHT,
  readText,
  roadText,
  WIDTH,
} from "./opendrive-read-support.ts";

describe("a map as the file says it", () => {
  test("header: version, name, reference and offset", () => {
    const header =
      '<header revMajor="1" revMinor="8" name="town"><geoReference><![CDATA[+proj=utm +zone=32]]></geoReference><offset x="1" y="2" z="3" hdg="0.5"/></header>';
    const { map, problems } = readText(mapText().replace(HEADER, header));
    expect(problems).toEqual([]);
    expect(map).toMatchObject({ version: { major: 1, minor: 8 }, name: "town", geoReference: "+proj=utm +zone=32" });
    expect(map?.offset).toEqual({ xM: 1, yM: 2, zM: 3, hRad: 0.5 });
  });

  test("a road without anything optional", () => {
    const road = onlyRoad();
    expect(road).toMatchObject({ id: "1", lengthM: 100, junction: null, rule: "RHT", predecessor: null, successor: null });
    expect(road.geometry).toEqual([{ kind: "line", sM: 0, xM: 0, yM: 0, hdgRad: 0, lengthM: 100 }]);
    expect(road.sections[0]?.lanes.map(({ id, type }) => [id, type])).toEqual([
      [0, "none"],
      [-1, "driving"],
    ]);
    expect(road.sections[0]?.lanes[1]?.width).toEqual([{ sM: 0, a: 3.5, b: 0, c: 0, d: 0 }]);
  });

  test("all five shapes of geometry", () => {
    const piece = (s: number, shape: string): string => `<geometry s="${s}" x="${s}" y="0" hdg="0" length="20">${shape}</geometry>`;
    const shapes =
      piece(0, "<line/>") +
      piece(20, '<arc curvature="-0.01"/>') +
      piece(40, '<spiral curvStart="0" curvEnd="0.02"/>') +
      piece(60, '<poly3 a="0" b="0.1" c="0.01" d="1e-4"/>') +
      piece(80, '<paramPoly3 aU="0" bU="1" cU="0" dU="0" aV="0" bV="0" cV="0.1" dV="0" pRange="arcLength"/>');
    const { geometry } = onlyRoad(roadText(`<planView>${shapes}</planView>${LANES}`));
    const at = (sM: number): object => ({ sM, xM: sM, yM: 0, hdgRad: 0, lengthM: 20 });
    expect(geometry).toEqual([
      { ...at(0), kind: "line" },
      { ...at(20), kind: "arc", curvaturePerM: -0.01 },
      { ...at(40), kind: "spiral", startPerM: 0, endPerM: 0.02 },
      { ...at(60), kind: "poly3", a: 0, b: 0.1, c: 0.01, d: 1e-4 },
      { ...at(80), kind: "paramPoly3", u: [0, 1, 0, 0], v: [0, 0, 0.1, 0], range: "arcLength" },
    ]);
  });

  test("profiles along and across", () => {
    const cubic = 'a="1" b="2" c="3" d="4"';
    const profiles = `<elevationProfile><elevation s="0" ${cubic}/></elevationProfile><lateralProfile><superelevation s="5" ${cubic}/>
      <crossfall side="left" s="7" ${cubic}/><shape s="9" t="2" ${cubic}/><shape s="9" t="-2" ${cubic}/></lateralProfile>`;
    const road = onlyRoad(roadText(profiles + BODY));
    const row = { a: 1, b: 2, c: 3, d: 4 };
    expect(road.elevation).toEqual([{ sM: 0, ...row }]);
    expect(road.superelevation).toEqual([{ sM: 5, ...row }]);
    expect(road.crossfall).toEqual([{ sM: 7, side: "left", ...row }]);
    expect(road.shape).toEqual([
      { sM: 9, tM: -2, ...row },
      { sM: 9, tM: 2, ...row },
    ]);
  });

  test("speeds in all units are m/s; those without a limit are unknown", () => {
    const type = (s: number, speed: string): string => `<type s="${s}" type="town" country="DE">${speed}</type>`;
    const types =
      type(0, '<speed max="36" unit="km/h"/>') +
      type(10, '<speed max="10" unit="mph"/>') +
      type(20, '<speed max="7"/>') +
      type(30, '<speed max="no limit"/>') +
      type(40, "");
    const speeds = onlyRoad(roadText(types + BODY)).types.map(({ speedMps }) => speedMps);
    expect(speeds).toEqual([10, 4.4704, 7, null, null]);
    const lane = onlyRoad(laneText(`${WIDTH}<speed sOffset="3" max="72" unit="km/h"/>`)).sections[0]?.lanes[1];
    expect(lane?.speeds).toEqual([{ sM: 3, maxMps: 20 }]);
  });

  test("what a lane says of itself", () => {
    const content = `<link><predecessor id="-1"/><successor id="-1"/><successor id="-2"/></link>${WIDTH}
      <roadMark sOffset="2" type="broken" weight="bold" color="white" width="0.15" laneChange="none">
        <type name="broken" width="0.15"><line length="3" space="9" tOffset="0" sOffset="1" width="0.12"/></type></roadMark>
      <roadMark sOffset="0" type="solid"><explicit><line length="3" tOffset="0.1" sOffset="0"/></explicit></roadMark>
      <height sOffset="0" inner="0.1" outer="0.2"/><material sOffset="0" friction="0.8"/>
      <access sOffset="0" rule="deny"><restriction type="truck"/><restriction type="bus"/></access><access sOffset="5" restriction="bicycle"/>
      <rule sOffset="0" value="no stopping"/>`;
    const lane = onlyRoad(laneText(content, 'id="-1" type="driving" level="true" direction="reversed"')).sections[0]?.lanes[1];
    expect(lane).toMatchObject({ level: true, direction: "reversed", predecessor: -1, successor: -1, furtherSuccessors: [-2] });
    const unsaid = { sM: 0, weight: "standard", color: "standard", widthM: null, laneChange: "both" };
    const broken = { sM: 2, type: "broken", weight: "bold", color: "white", widthM: 0.15, laneChange: "none" };
    expect(lane?.roadMarks).toEqual([
      {
        ...unsaid,
        type: "solid",
        lines: [{ sM: 0, tM: 0.1, lengthM: 3, spaceM: null, widthM: null }],
      },
      {
        ...unsaid,
        ...broken,
        lines: [{ sM: 1, tM: 0, lengthM: 3, spaceM: 9, widthM: 0.12 }],
      },
    ]);
    expect(lane?.heights).toEqual([{ sM: 0, innerM: 0.1, outerM: 0.2 }]);
    expect(lane?.materials).toEqual([{ sM: 0, frictionRatio: 0.8 }]);
    expect(lane?.access).toEqual([
      { sM: 0, rule: "deny", restriction: "truck" },
      { sM: 0, rule: "deny", restriction: "bus" },
      { sM: 5, rule: "", restriction: "bicycle" },
    ]);
    expect(lane?.rules).toEqual([{ sM: 0, rule: "no stopping" }]);
  });

  test("lanes by border, and lanes in any order", () => {
    const border = '<border sOffset="0" a="-3" b="0" c="0" d="0"/>';
    const right = `<right><lane id="-1" type="driving">${border}</lane><lane id="-2" type="shoulder">${WIDTH}</lane></right>`;
    const left = `<left><lane id="1" type="driving">${WIDTH}</lane><lane id="2" type="biking">${WIDTH}</lane></left>`;
    const section = `<laneSection s="0" singleSide="true">${right}${CENTRE}${left}</laneSection>`;
    const [read] = onlyRoad(roadText(`<lanes>${section}</lanes>${PLAN}`)).sections;
    expect(read?.lanes.map(({ id }) => id)).toEqual([2, 1, 0, -1, -2]);
    expect(read?.singleSide).toBe(true);
    expect(read?.lanes[3]).toMatchObject({ width: [], border: [{ sM: 0, a: -3 }] });
  });

  test("objects with repeats, outlines and validity", () => {
    const object = `<objects><object id="o" type="pole" name="p" s="10" t="-4" zOffset="0.5" hdg="1" orientation="+" length="2" width="1" height="3">
      <repeat s="10" length="20" distance="5" tStart="-4" tEnd="-6" zOffsetStart="0" zOffsetEnd="1" heightStart="3" heightEnd="3"/>
      <outlines><outline closed="false"><cornerLocal u="0" v="1" z="0" height="2"/><cornerLocal u="1" v="1" z="0" height="2"/></outline></outlines>
      <outline><cornerRoad s="1" t="2" dz="3" height="4"/></outline><validity fromLane="-1" toLane="0"/></object></objects>`;
    const [read] = onlyRoad(roadText(BODY + object)).objects;
    expect(read).toMatchObject({
      id: "o",
      type: "pole",
      sM: 10,
      tM: -4,
      zOffsetM: 0.5,
      hdgRad: 1,
      orientation: "+",
      heightM: 3,
      radiusM: null,
    });
    expect(read?.repeats).toMatchObject([
      { sM: 10, lengthM: 20, distanceM: 5, tStartM: -4, tEndM: -6, heightStartM: 3, widthStartM: null },
    ]);
    expect(read?.outlines.map(({ kind, closed, corners }) => [kind, closed, corners])).toEqual([
      [
        "local",
        false,
        [
          [0, 1, 0, 2],
          [1, 1, 0, 2],
        ],
      ],
      ["road", true, [[1, 2, 3, 4]]],
    ]);
    expect(read?.validity).toEqual([{ fromLane: -1, toLane: 0 }]);
  });

  test("signals, references to them and their controllers", () => {
    const signals = `<signals><signal id="s1" name="light" s="90" t="-5" zOffset="3" dynamic="yes" orientation="-" type="1000001" subtype="-1"
      country="OpenDRIVE" value="50" unit="km/h"><validity fromLane="-1" toLane="-1"/><dependency id="s2" type="limitline"/></signal>
      <signalReference id="s1" s="80" t="4" orientation="+"><validity fromLane="1" toLane="2"/></signalReference></signals>`;
    const controller = '<controller id="c1" name="main" sequence="2"><control signalId="s1" type="0"/></controller>';
    const map = cleanMap(roadText(BODY + signals) + controller);
    expect(map.roads[0]?.signals).toMatchObject([
      {
        id: "s1",
        sM: 90,
        tM: -5,
        zOffsetM: 3,
        isDynamic: true,
        orientation: "-",
        value: 50,
        unit: "km/h",
        validity: [{ fromLane: -1, toLane: -1 }],
      },
    ]);
    expect(map.roads[0]?.signals[0]?.dependencies).toEqual([{ id: "s2", type: "limitline" }]);
    expect(map.roads[0]?.signalReferences).toEqual([{ id: "s1", sM: 80, tM: 4, orientation: "+", validity: [{ fromLane: 1, toLane: 2 }] }]);
    expect(map.controllers).toEqual([{ id: "c1", name: "main", sequence: 2, signals: [{ id: "s1", type: "0" }] }]);
  });

  test("junctions: default, direct and virtual, with priorities and controllers", () => {
    const link = '<link><successor elementType="junction" elementId="j"/></link>';
    const middle =
      '<link><predecessor elementType="road" elementId="1" contactPoint="end"/><successor elementType="road" elementId="1" elementS="40" elementDir="-"/></link>';
    const roads = roadText(link + BODY) + roadText(middle + BODY, 'id="2" length="100" junction="j"');
    const laneLink = '<laneLink from="-1" to="-1"/>';
    const junctions = `<junction id="j" name="x"><connection id="0" incomingRoad="1" connectingRoad="2" contactPoint="start">${laneLink}</connection>
      <priority high="1" low="2"/><controller id="c" type="t" sequence="1"/></junction>
      <junction id="d" type="direct"><connection id="0" incomingRoad="1" linkedRoad="2" contactPoint="end"/></junction>
      <junction id="v" type="virtual" mainRoad="1" sStart="10" sEnd="20"/>`;
    const map = cleanMap(`${roads}${junctions}<controller id="c"/>`);
    expect(map.roads[0]?.successor).toEqual({ kind: "junction", id: "j" });
    expect(map.roads[1]).toMatchObject({
      junction: "j",
      predecessor: { kind: "road", id: "1", contact: "end" },
      successor: { kind: "road-at", id: "1", atSM: 40, direction: "-" },
    });
    expect(map.junctions).toMatchObject([
      {
        id: "j",
        type: "default",
        connections: [{ incomingRoad: "1", connectingRoad: "2", contact: "start", laneLinks: [{ from: -1, to: -1 }] }],
        priorities: [{ high: "1", low: "2" }],
        controllers: [{ id: "c", type: "t", sequence: 1 }],
      },
      { id: "d", type: "direct", connections: [{ connectingRoad: "2", contact: "end", laneLinks: [] }] },
      { id: "v", type: "virtual", mainRoad: "1", sStartM: 10, sEndM: 20 },
    ]);
  });

  test("children in any order, and a namespace, change nothing", () => {
    const profile = '<elevationProfile><elevation s="0" a="1" b="0" c="0" d="0"/></elevationProfile>';
    const usual = cleanMap(roadText(PLAN + profile + LANES));
    const text = `<OpenDRIVE xmlns="http://code.asam.net/x">${roadText(LANES + PLAN + profile)}${HEADER}</OpenDRIVE>`;
    expect(readText(text)).toEqual({ map: usual, problems: [] });
  });
});

describe("what is left out is named", () => {
  test.each([
    [
      "a road link that leads nowhere",
      '<link><successor elementType="road" elementId="404" contactPoint="start"/></link>',
      "road[1]/successor",
    ],
    ["a junction that is not there", '<link><predecessor elementType="junction" elementId="404"/></link>', "road[1]/predecessor"],
  ])("%s", (_, link, path) => {
    const { map, problems } = readText(mapText(roadText(link + BODY)));
    expect(map?.roads[0]).toMatchObject({ predecessor: null, successor: null });
    expect(problems).toMatchObject([{ severity: "warning", code: "RDV_SCENARIO_REFERENCE", path, found: '"404"', line: 2 }]);
  });

  test("a lane link to no lane of the next section", () => {
    const section = (s: number, link: string): string =>
      `<laneSection s="${s}">${CENTRE}<right><lane id="-1" type="driving"><link>${link}</link>${WIDTH}</lane></right></laneSection>`;
    const lanes = `<lanes>${section(0, '<successor id="-2"/><successor id="-1"/>')}${section(50, '<predecessor id="-9"/>')}</lanes>`;
    const { map, problems } = readText(mapText(roadText(PLAN + lanes)));
    expect(problems.map(({ path, found }) => [path, found])).toEqual([
      ["road[1]/lanes/lane[-1]/successor", "-2"],
      ["road[1]/lanes/lane[-1]/predecessor", "-9"],
    ]);
    expect(map?.roads[0]?.sections.map(({ lanes: [, lane] }) => [lane?.predecessor, lane?.successor])).toEqual([
      [null, -1],
      [null, null],
    ]);
  });

  test("lane links over the border of a road, and of a junction, to lanes that are not there", () => {
    const lane = (link: string): string => BODY.replace(WIDTH, `<link>${link}</link>${WIDTH}`);
    const first = '<link><successor elementType="road" elementId="2" contactPoint="end"/></link>';
    const second = '<link><predecessor elementType="junction" elementId="j"/></link>';
    const roads =
      roadText(first + lane('<predecessor id="-7"/><successor id="-3"/>')) +
      roadText(second + lane('<predecessor id="-9"/><successor id="-1"/>'), 'id="2" length="100" junction="-1"') +
      roadText(BODY, 'id="3" length="100" junction="j"');
    const laneLinks = '<laneLink from="-1" to="-1"/><laneLink from="-2" to="-1"/><laneLink from="-1" to="-4"/>';
    const junction = `<junction id="j"><connection id="0" incomingRoad="2" connectingRoad="3" contactPoint="start">${laneLinks}</connection></junction>`;
    expect(problemsIn(roads + junction)).toEqual([
      "warning RDV_SCENARIO_REFERENCE road[1]/lanes/lane[-1]/successor: -3",
      "warning RDV_SCENARIO_REFERENCE junction[j]/connection[0]: -2",
      "warning RDV_SCENARIO_REFERENCE junction[j]/connection[0]: -4",
    ]);
    const { map } = readText(mapText(roads + junction));
    expect(map?.junctions[0]?.connections[0]?.laneLinks).toEqual([{ from: -1, to: -1 }]);
    // Where no road is linked, or a junction, the lane's own link leads nowhere that could be checked.
    expect(map?.roads.map(({ sections }) => sections[0]?.lanes[1]?.predecessor)).toEqual([-7, -9, null]);
  });

  test("a junction on, and a priority of, roads that are not there", () => {
    const junctions =
      '<junction id="v" type="virtual" mainRoad="8" sStart="0" sEnd="9"/><junction id="j"><priority high="1" low="9"/></junction>';
    expect(problemsIn(roadText() + junctions)).toEqual([
      'warning RDV_SCENARIO_REFERENCE junction[v]/mainRoad: "8"',
      'warning RDV_SCENARIO_REFERENCE junction[j]/priority: "9"',
    ]);
  });

  test("junction connections to roads, controllers and signals that are not there", () => {
    const junction =
      '<junction id="j"><connection id="3" incomingRoad="1" connectingRoad="9" contactPoint="start"/><controller id="c"/></junction>';
    const signals = '<signals><signalReference id="gone" s="0" t="0" orientation="+"/></signals>';
    expect(problemsIn(roadText(BODY + signals) + junction)).toEqual([
      'warning RDV_SCENARIO_REFERENCE road[1]/signals: "gone"',
      'warning RDV_SCENARIO_REFERENCE junction[j]/controller: "c"',
      'warning RDV_SCENARIO_REFERENCE junction[j]/connection[3]: "9"',
    ]);
  });

  test("elements that redrive does not use, once each", () => {
    const extra = '<surface><CRG file="a"/><CRG file="b"/></surface><railroad/><userData code="a"/>';
    const found = readText(mapText(roadText(BODY + extra) + '<station id="1"/><userData/><hovercraft/>')).problems;
    expect(found.map(({ severity, expected, found: what }) => `${severity}: ${expected}: ${what}`)).toEqual([
      "warning: an element that redrive uses: <CRG> in <surface>",
      "warning: an element that redrive uses: <userData> in <road>",
      "warning: an element that redrive uses: <station> in <OpenDRIVE>",
      "warning: an element of OpenDRIVE: <hovercraft> in <OpenDRIVE>",
    ]);
  });

  test("attributes that OpenDRIVE does not know, once each", () => {
    const lanes = BODY.replaceAll("<width ", '<width slope="1" ')
      .replace("<line/>", '<line curvature="1"/>')
      .replace("<lanes>", '<lanes x:y="1" count="2">');
    const found = readText(mapText(roadText(lanes, 'id="1" length="100" junction="-1" xmlns:x="http://x" lenght="5"'))).problems;
    expect(found.map(({ severity, expected, found: what }) => `${severity}: ${expected}: ${what}`)).toEqual([
      "warning: an attribute of OpenDRIVE: lenght in <road>",
      "warning: an attribute of OpenDRIVE: curvature in <line>",
      "warning: an attribute of OpenDRIVE: count in <lanes>",
      "warning: an attribute of OpenDRIVE: slope in <width>",
    ]);
  });

  test("a file full of unknown names says so once", () => {
    const { map, problems } = readText(mapText(roadText() + Array.from({ length: 300 }, (_, i) => `<a${i}/>`).join("")));
    expect(map).not.toBeNull();
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toMatchObject({ expected: "at most 100 unknown names", found: "more" });
  });

  test.each([
    ["an arc without curvature", `<planView>${LINE.replace("<line/>", '<arc curvature="0"/>')}</planView>${LANES}`, "RDV_ROAD_GEOMETRY"],
    ["a lane of an unknown type", BODY.replace("driving", "hovercraft"), "RDV_SCENARIO_CHOICE"],
    ["a gap in the lane ids", BODY.replace('id="-1"', 'id="-7"'), "RDV_SCENARIO_RANGE"],
    ["a lane without width", BODY.replace(WIDTH, ""), "RDV_SCENARIO_MISSING"],
    ["a lane with width and border", BODY.replace(WIDTH, WIDTH + WIDTH.replace("width", "border")), "RDV_SCENARIO_CHOICE"],
    ["a width that falls below 0", BODY.replace('b="0"', 'b="-0.1"'), "RDV_SCENARIO_RANGE"],
    ["two widths at one place", BODY.replace(WIDTH, WIDTH + WIDTH), "RDV_SCENARIO_DUPLICATE"],
    ["a road without lane 0", BODY.replace(CENTRE, ""), "RDV_SCENARIO_MISSING"],
    ["a geometry that is shorter than the road", BODY.replace('length="100"', 'length="60"'), "RDV_ROAD_GEOMETRY"],
    [
      "a lane section behind the road's end",
      BODY.replace("</lanes>", `<laneSection s="120">${CENTRE}${RIGHT}</laneSection></lanes>`),
      "RDV_SCENARIO_RANGE",
    ],
  ])("%s", (_, body, code) => {
    const { map, problems } = readText(mapText(roadText(body)));
    expect(map).not.toBeNull();
    expect(problems.map((problem) => `${problem.severity} ${problem.code}`)).toContain(`warning ${code}`);
    expect(problems.every(({ hint, line }) => hint !== "" && line <= 2)).toBe(true);
  });

  test("entries that are out of order are put in order", () => {
    const offset = (s: number): string => `<laneOffset s="${s}" a="${s}" b="0" c="0" d="0"/>`;
    const { map, problems } = readText(mapText(roadText(BODY.replace("<lanes>", `<lanes>${offset(0)}${offset(50)}${offset(20)}`))));
    expect(map?.roads[0]?.laneOffset.map(({ sM }) => sM)).toEqual([0, 20, 50]);
    expect(problems).toMatchObject([{ severity: "warning", found: "20" }]);
  });

  test("an unknown unit leaves the speed unknown", () => {
    const { map, problems } = readText(mapText(roadText(`<type s="0" type="town"><speed max="5" unit="knots"/></type>${BODY}`)));
    expect(map?.roads[0]?.types[0]?.speedMps).toBeNull();
    expect(problems).toMatchObject([{ severity: "warning", code: "RDV_SCENARIO_CHOICE", found: '"knots"' }]);
  });
});
