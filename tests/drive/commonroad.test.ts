import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCommonRoad } from "../../src/drive/commonroad.ts";
import type { Drive } from "../../src/drive/drive.ts";
import { isRefused, problemOf } from "./helpers.ts";

const point = (x: number, y: number): string => `<point><x>${x}</x><y>${y}</y></point>`;
const exact = (name: string, value: number | string): string => `<${name}><exact>${value}</exact></${name}>`;
const state = (name: string, step: number, x: number, v: number | null = 10): string =>
  `<${name}><position>${point(x, 0)}</position>${exact("orientation", 0)}${exact("time", step)}${v === null ? "" : exact("velocity", v)}</${name}>`;

const LANELETS = `
<lanelet id="1"><leftBound>${point(0, 2)}${point(50, 2)}</leftBound><rightBound>${point(0, -2)}${point(50, -2)}</rightBound>
  <successor ref="2"/><adjacentLeft ref="3" drivingDir="opposite"/><speedLimit>13.9</speedLimit></lanelet>
<lanelet id="2"><leftBound>${point(50, 2)}${point(90, 2)}</leftBound><rightBound>${point(50, -2)}${point(90, -2)}</rightBound>
  <predecessor ref="1"/><laneletType>urban</laneletType><trafficSignRef ref="70"/></lanelet>
<lanelet id="3"><leftBound>${point(50, 2)}${point(0, 2)}</leftBound><rightBound>${point(50, 6)}${point(0, 6)}</rightBound>
  <laneletType>sidewalk</laneletType><successor ref="99"/></lanelet>
<trafficSign id="70"><trafficSignElement><trafficSignID>R2-1</trafficSignID><additionalValue>8.5</additionalValue></trafficSignElement></trafficSign>`;

const SHAPE = "<shape><rectangle><length>4.5</length><width>1.8</width></rectangle></shape>";
const CAR = `<dynamicObstacle id="20"><type>car</type>${SHAPE}${state("initialState", 0, 0)}
  <trajectory>${state("state", 1, 1)}${state("state", 2, 2)}</trajectory></dynamicObstacle>`;
const PROBLEM = `<planningProblem id="9">${state("initialState", 0, 5, 8)}
  <goalState><position><rectangle><length>4</length><width>2</width><orientation>0</orientation><center><x>80</x><y>1</y></center></rectangle></position>
  <time><intervalStart>10</intervalStart><intervalEnd>30</intervalEnd></time></goalState></planningProblem>`;

const file = (body: string, version = "2020a", step = "0.1"): string =>
  `<?xml version="1.0"?>\n<commonRoad commonRoadVersion="${version}" timeStepSize="${step}" benchmarkID="X">${body}</commonRoad>`;
const read = (text: string): Drive => parseCommonRoad(Buffer.from(text), "x.xml", "x.xml");
const rulesOf = (drive: Drive): string[] => drive.notes.filter((note) => note.kind !== "fact").map((note) => note.rule);

describe("a CommonRoad scenario", () => {
  const drive = read(file(LANELETS + CAR + PROBLEM));

  test("gives lanes with links and limits", () => {
    const [one, two, three] = drive.road.lanes;
    expect(one).toMatchObject({
      id: "1",
      type: "driving",
      successors: [1],
      speedLimitMps: 13.9,
      leftLane: { lane: 2, sameDirection: false },
    });
    expect(two).toMatchObject({ predecessors: [0], speedLimitMps: 8.5 });
    expect(three).toMatchObject({ type: "sidewalk", successors: [], speedLimitMps: null });
    expect([...one!.centre.yM]).toEqual([0, 0]);
  });

  test("2020a: says which lanes lead through an intersection; 2018b cannot", () => {
    const through = `<intersection id="5"><incoming id="6"><incomingLanelet ref="1"/><successorsStraight ref="2"/></incoming></intersection>`;
    const junctions = (text: string): unknown[] => read(text).road.lanes.map((lane) => lane.inJunction);
    expect(junctions(file(LANELETS + through + CAR))).toEqual([false, true, false]);
    expect(junctions(file(LANELETS + CAR))).toEqual([false, false, false]);
    expect(read(file(LANELETS + through + CAR)).notes.filter((note) => note.channel === "intersection")).toEqual([]);
    const older = `<obstacle id="20"><role>dynamic</role><type>car</type>${SHAPE}${state("initialState", 0, 0)}
      <trajectory>${state("state", 1, 1)}</trajectory></obstacle>`;
    expect(junctions(file(LANELETS + older, "2018b"))).toEqual([undefined, undefined, undefined]);
  });

  test("gives road users at their instants, and no ego", () => {
    expect(drive).toMatchObject({ format: "commonroad", synthetic: false, durationNs: 200_000_000, ego: {} });
    const [car] = drive.actors;
    expect(car).toMatchObject({ id: "20", cls: "car", lengthM: 4.5, widthM: 1.8 });
    expect([...car!.tNs]).toEqual([0, 1e8, 2e8]);
    expect([...car!.xM]).toEqual([0, 1, 2]);
    expect([...car!.vLonMps]).toEqual([10, 10, 10]);
  });

  test("gives the planning problem as a task", () => {
    expect(drive.task).toEqual({ start: { xM: 5, yM: 0, yawRad: 0, vLonMps: 8, tNs: 0 }, goal: { xM: 80, yM: 1 }, durationNs: 3e9 });
  });

  test("tells of the link that leads nowhere", () => {
    expect(rulesOf(drive)).toEqual(["link-dropped"]);
  });

  test("2018b: a role says whether an obstacle stands", () => {
    const old = read(
      file(
        `<obstacle id="1"><role>dynamic</role><type>truck</type>${SHAPE}${state("initialState", 4, 0)}<trajectory>${state("state", 5, 1)}</trajectory></obstacle>
         <obstacle id="2"><role>static</role><type>parkedVehicle</type>${SHAPE}${state("initialState", 0, 30, null)}</obstacle>`,
        "2018b",
      ),
    );
    expect(old.durationNs).toBe(5e8);
    expect(old.actors.map((actor) => [actor.id, actor.cls, [...actor.tNs], [...actor.vLonMps]])).toEqual([
      ["1", "truck", [4e8, 5e8], [10, 10]],
      ["2", "car", [0, 5e8], [0, 0]],
    ]);
  });

  test("a goal of lanelets is the middle of the first one; a goal of time alone is none", () => {
    const goal = (position: string): Drive =>
      read(
        file(
          `${LANELETS}<planningProblem id="9">${state("initialState", 0, 5)}<goalState>${position}${exact("time", 20)}</goalState></planningProblem>`,
        ),
      );
    expect(goal('<position><lanelet ref="2"/><lanelet ref="1"/></position>').task!.goal).toEqual({ xM: 70, yM: 0 });
    expect(goal("").task).toMatchObject({ goal: null, durationNs: 2e9 });
    expect(isRefused(() => goal('<position><lanelet ref="404"/></position>'))).toBe(true);
  });

  test("what had to be interpreted is counted", () => {
    const interval = "<orientation><intervalStart>0.1</intervalStart><intervalEnd>0.3</intervalEnd></orientation>";
    const circle = "<position><circle><radius>1</radius><center><x>3</x><y>4</y></center></circle></position>";
    const odd = `<dynamicObstacle id="1"><type>car</type>${SHAPE}${state("initialState", 0, 0, null)}
      <trajectory><state>${circle}${interval}${exact("time", 1)}</state></trajectory></dynamicObstacle>`;
    const drive2 = read(file(odd));
    expect(drive2.actors[0]!.yawRad[1]).toBeCloseTo(0.2, 12);
    expect(drive2.actors[0]!.xM[1]).toBe(3);
    // From (0, 0) to (3, 4) in 0.1 s, along the heading 0.
    expect(drive2.actors[0]!.vLonMps[0]).toBeCloseTo(30, 9);
    expect(rulesOf(drive2)).toEqual(["interval-middle", "region-centre", "speed-from-positions"]);
  });

  test("what is not read is named and counted", () => {
    const more = `<dynamicObstacle id="1"><type>car</type>${SHAPE}${state("initialState", 0, 0)}<occupancySet/></dynamicObstacle>`;
    expect(rulesOf(read(file(`${CAR}${more}<trafficLight id="4"/><trafficLight id="5"/>`)))).toEqual(["no-trajectory", "element-not-read"]);
  });

  test("equal and backward stamps follow the same rules as everywhere", () => {
    const steps = [1, 3, 2, 3].map((step, i) => state("state", step, i + 1)).join("");
    const car = CAR.replace(/<trajectory>[^]*<\/trajectory>/, `<trajectory>${steps}</trajectory>`);
    const drive2 = read(file(car));
    expect([...drive2.actors[0]!.xM]).toEqual([0, 1, 3, 4]);
    expect(rulesOf(drive2)).toEqual(["out-of-order-stable-sort", "duplicate-stamp-keep-last"]);
  });
});

describe("what is wrong is said with its place", () => {
  test.each([
    ["another root", "<openSCENARIO/>", "RDV_DRIVE_FORMAT"],
    ["another version", file(CAR, "2017a"), "RDV_DRIVE_FORMAT"],
    ["no time step", file(CAR, "2020a", "0"), "RDV_DRIVE_TIME"],
    ["nothing recorded", file(LANELETS), "RDV_DRIVE_TIME"],
    ["NaN", file(CAR.replace("<x>1</x>", "<x>NaN</x>")), "RDV_DRIVE_VALUE"],
    ["an infinite speed", file(CAR.replace("<exact>10</exact>", "<exact>1e999</exact>")), "RDV_DRIVE_VALUE"],
    ["a position on another planet", file(CAR.replace("<x>1</x>", "<x>1e9</x>")), "RDV_DRIVE_VALUE"],
    ["half a step", file(CAR.replace(exact("time", 2), exact("time", 1.5))), "RDV_DRIVE_TIME"],
    ["a negative step", file(CAR.replace(exact("time", 2), exact("time", -1))), "RDV_DRIVE_TIME"],
    ["an unknown kind of road user", file(CAR.replace("car", "hovercraft")), "RDV_DRIVE_FORMAT"],
    ["a road user of no length", file(CAR.replace("4.5", "0")), "RDV_DRIVE_VALUE"],
    ["a shape beside its origin", file(CAR.replace("<length>", "<center><x>1</x><y>0</y></center><length>")), "RDV_DRIVE_FORMAT"],
    ["no orientation", file(CAR.replace(exact("orientation", 0), "")), "RDV_DRIVE_FORMAT"],
    ["two positions", file(CAR.replace("<position>", "<position/><position>")), "RDV_DRIVE_FORMAT"],
    ["an id twice", file(CAR + CAR), "RDV_DRIVE_FORMAT"],
    [
      "a lanelet without a right bound",
      file(`<lanelet id="1"><leftBound>${point(0, 0)}${point(1, 0)}</leftBound></lanelet>${CAR}`),
      "RDV_DRIVE_FORMAT",
    ],
    ["a lanelet of no length", file(LANELETS.replace(`${point(0, 2)}${point(50, 2)}`, point(0, 2)) + CAR), "RDV_ROAD_GEOMETRY"],
    ["a lane type that does not exist", file(LANELETS.replace("sidewalk", "moonwalk") + CAR), "RDV_DRIVE_FORMAT"],
    ["a limit of 0", file(LANELETS.replace("13.9", "0") + CAR), "RDV_DRIVE_VALUE"],
    ["a class named constructor", file(CAR.replace("<type>car", "<type>constructor")), "RDV_DRIVE_FORMAT"],
    ["a DOCTYPE", `<!DOCTYPE commonRoad>${file(CAR).slice(21)}`, "RDV_XML_DOCTYPE"],
  ])("%s", (_, text, code) => {
    const problem = problemOf(() => read(text));
    expect(problem.code).toBe(code);
    if (code !== "RDV_DRIVE_TIME") expect(problem.line).toBeGreaterThan(0);
  });

  test("law: cut off at any byte it is refused", () => {
    const bytes = Buffer.from(file(LANELETS + CAR + PROBLEM));
    for (let length = 0; length < bytes.length; length++) {
      expect(
        isRefused(() => parseCommonRoad(bytes.subarray(0, length), "x.xml", "x.xml")),
        `${length} bytes`,
      ).toBe(true);
    }
  });

  test("law: changed bytes end in a drive or an input error", () => {
    const bytes = Buffer.from(file(LANELETS + CAR + PROBLEM));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), (changes) => {
        const changed = Buffer.from(bytes);
        for (const [at, value] of changes) changed[at] = value;
        isRefused(() => parseCommonRoad(changed, "x.xml", "x.xml"));
      }),
      { numRuns: 500 },
    );
  });
});
