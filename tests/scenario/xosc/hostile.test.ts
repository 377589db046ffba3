import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { XoscReading } from "../../../src/scenario/parse/xosc/read-open-scenario.ts";
import { CAR, problemsOf, readFiles, readText, scenario, specOf, storyOf, vehicle, when } from "./support.ts";

const RICH = scenario({
  parameters: `<ParameterDeclaration name="v" parameterType="double" value="\${2 * (3 + 1)}"><ConstraintGroup><ValueConstraint rule="lessThan" value="99"/></ConstraintGroup></ParameterDeclaration>`,
  variables: `<VariableDeclarations><VariableDeclaration name="x" variableType="int" value="1"/></VariableDeclarations>`,
  road: `<TrafficSignals><TrafficSignalController name="c"><Phase name="p" duration="3"><TrafficSignalState trafficSignalId="1" state="red"/></Phase></TrafficSignalController></TrafficSignals>`,
  entities: `${CAR}${vehicle("Other")}<EntitySelection name="all"><Members><ByType objectType="vehicle"/></Members></EntitySelection>`,
  init: `<GlobalAction><VariableAction variableRef="x"><SetAction value="2"/></VariableAction></GlobalAction><Private entityRef="all"><PrivateAction><TeleportAction><Position><LanePosition roadId="1" laneId="-1" s="\${$v}" offset="0.1"><Orientation type="relative" h="3.14"/></LanePosition></Position></TeleportAction></PrivateAction></Private>`,
  story: storyOf(
    `<PrivateAction><RoutingAction><FollowTrajectoryAction><TrajectoryRef><Trajectory name="t" closed="false"><Shape><Nurbs order="2"><ControlPoint time="0"><Position><WorldPosition x="0" y="0"/></Position></ControlPoint><ControlPoint time="1"><Position><RelativeObjectPosition entityRef="Other" dx="1" dy="2"/></Position></ControlPoint><Knot value="0"/><Knot value="0"/><Knot value="1"/><Knot value="1"/></Nurbs></Shape></Trajectory></TrajectoryRef><TimeReference><None/></TimeReference><TrajectoryFollowingMode followingMode="follow"/></FollowTrajectoryAction></RoutingAction></PrivateAction>`,
    when(
      `<TimeToCollisionCondition value="1" rule="lessThan" freespace="true" relativeDistanceType="lateral"><TimeToCollisionConditionTarget><EntityRef entityRef="Other"/></TimeToCollisionConditionTarget></TimeToCollisionCondition>`,
      "entity",
    ),
  ),
  stop: when(`<TrafficSignalControllerCondition trafficSignalControllerRef="c" phase="p"/>`),
});

const VALUES = [
  "",
  "NaN",
  "-1",
  "1e308",
  "1e999",
  "$v",
  "$nobody",
  "${",
  "${$v",
  "${1/0}",
  "__proto__",
  "-0",
  "\u{1F697}",
  "true",
  "9".repeat(400),
  "a::b",
];
const ELEMENTS = RICH.match(/<[A-Z]\w*(?=[\s/>])/g) ?? [];
const ATTRIBUTES = RICH.match(/\w+="[^"]*"/g) ?? [];

type Mutation = (text: string) => string;

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(fc.nat(ATTRIBUTES.length - 1), fc.constantFrom(...VALUES)).map(([i, value]): Mutation => {
    const [name] = (ATTRIBUTES[i] ?? "").split("=");
    return (text) => text.replace(ATTRIBUTES[i] ?? "", () => `${name}="${value}"`);
  }),
  fc.nat(ATTRIBUTES.length - 1).map(
    (i): Mutation =>
      (text) =>
        text.replace(ATTRIBUTES[i] ?? "", ""),
  ),
  // One element's name for another's, its tags and all: the content no longer fits.
  fc.tuple(fc.nat(ELEMENTS.length - 1), fc.nat(ELEMENTS.length - 1)).map(([i, j]): Mutation => {
    const [from, to] = [(ELEMENTS[i] ?? "").slice(1), (ELEMENTS[j] ?? "").slice(1)];
    return (text) => text.replaceAll(new RegExp(`(</?)${from}(?=[\\s/>])`, "g"), `$1${to}`);
  }),
  // A whole element left out, or given twice.
  fc.tuple(fc.nat(ELEMENTS.length - 1), fc.boolean()).map(([i, isTwice]): Mutation => {
    const name = (ELEMENTS[i] ?? "").slice(1);
    const whole = new RegExp(`<${name}(?=[\\s/>])[^>]*?(?:/>|>[\\s\\S]*?</${name}>)`);
    return (text) => text.replace(whole, (found) => (isTwice ? found + found : ""));
  }),
  fc.tuple(fc.nat(RICH.length), fc.constantFrom("<", ">", '"', "&", "\0", "]]>", "<!--", "<x/>")).map(
    ([at, piece]): Mutation =>
      (text) =>
        text.slice(0, at) + piece + text.slice(at),
  ),
  fc.nat(RICH.length).map(
    (at): Mutation =>
      (text) =>
        text.slice(0, at),
  ),
);

/** Read, or refused with a place; never anything else. */
function checkReading(reading: XoscReading): void {
  const errors = reading.problems.filter((p) => p.severity === "error");
  expect(reading.scenario === null).toBe(errors.length > 0);
  for (const p of reading.problems) {
    expect(p.line).toBeGreaterThan(0);
    expect(p.column).toBeGreaterThan(0);
    expect(p.found.length).toBeLessThan(500);
  }
  if (reading.scenario === null) return;
  const spec = specOf(reading);
  expect(structuredClone(spec)).toEqual(spec);
  expect(JSON.stringify(spec)).not.toContain("NaN");
}

describe("hostile scenarios", () => {
  test("the scenario that is spoilt below is sound", () => {
    expect(problemsOf(readText(RICH))).toEqual([]);
    expect(ELEMENTS.length).toBeGreaterThan(80);
  });

  test("spoilt in up to four places are read or refused with a place, and never end otherwise", () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        checkReading(readText(mutations.reduce((text, mutate) => mutate(text), RICH)));
      }),
      { numRuns: 400, seed: 4 },
    );
  });

  test("with bytes put in their place are read or refused", () => {
    const whole = new TextEncoder().encode(RICH);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), (changes) => {
        const bytes = whole.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        checkReading(readText(bytes));
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  test("that catalogs make too large are refused", () => {
    const event = `<Event name="e" priority="parallel"><Action name="a"><UserDefinedAction><CustomCommandAction type="x"/></UserDefinedAction></Action></Event>`;
    const catalog = `<OpenSCENARIO><FileHeader revMajor="1" revMinor="3" date="2026-01-01T00:00:00" description="" author=""/><Catalog name="C"><Maneuver name="m">${event.repeat(2000)}</Maneuver></Catalog></OpenSCENARIO>`;
    const group = `<ManeuverGroup name="g" maximumExecutionCount="1"><Actors selectTriggeringEntities="false"/>${'<CatalogReference catalogName="C" entryName="m"/>'.repeat(2000)}</ManeuverGroup>`;
    const text = scenario({
      catalogs: `<ManeuverCatalog><Directory path="c"/></ManeuverCatalog>`,
      story: `<Story name="s"><Act name="a">${group}</Act></Story>`,
    });
    const errors = problemsOf(readFiles({ "a.xosc": text, "c/c.xosc": catalog })).filter((p) => !p.startsWith("warning"));
    expect(errors).toEqual([expect.stringContaining("RDV_XML_LIMIT")]);
  }, 60_000);

  test("with errors without end tell the first hundred", () => {
    const { problems } = readText(scenario({ init: "<x/>".repeat(50_000) }));
    expect(problems.length).toBe(100);
    const unknown = readText(
      scenario({
        init: `<Private entityRef="nobody"><PrivateAction><RoutingAction><RandomRouteAction/></RoutingAction></PrivateAction></Private>`.repeat(
          2000,
        ),
      }),
    );
    expect(unknown.problems.length).toBe(100);
  });

  test("with thousands of traffic signal controllers, each late by another, are read in one pass", () => {
    const controller = (_: unknown, i: number) =>
      `<TrafficSignalController name="c${i}"${i === 0 ? "" : ` delay="1" reference="c${i - 1}"`}><Phase name="p" duration="3"/></TrafficSignalController>`;
    const road = `<TrafficSignals>${Array.from({ length: 5000 }, controller).join("")}</TrafficSignals>`;
    expect(specOf(readText(scenario({ road }))).signalControllers[4999]).toMatchObject({ name: "c4999", reference: "c4998" });
    const astray = road.replace('reference="c2"', 'reference="d"');
    expect(problemsOf(readText(scenario({ road: astray })))).toEqual([expect.stringMatching(/^RDV_SCENARIO_REFERENCE 4:\d+ "d"$/)]);
  });

  test("with a phase too short to be counted are refused, at its place; a phase of no time is not", () => {
    const read = (duration: string) =>
      readText(
        scenario({
          road: `<TrafficSignals><TrafficSignalController name="c"><Phase name="p" duration="${duration}"/></TrafficSignalController></TrafficSignals>`,
        }),
      ).problems.map((p) => `${p.code} ${p.line} ${p.path} ${p.expected}: ${p.found}`);
    expect(read("1e-20")).toEqual(["RDV_SCENARIO_RANGE 4 Phase duration of 0 or at least 0.001 s: 1e-20"]);
    expect(read("0.001")).toEqual([]);
    expect(read("0")).toEqual([]);
  });

  test("that name thousands of the roads and signals of a map of thousands are read in one pass", () => {
    const count = 20_000;
    let looks = 0;
    const names = <V>(value: V): Map<string, V> => {
      const map = new Map(Array.from({ length: count }, (_, i) => [`r${i}`, value]));
      const keys = map.keys.bind(map);
      return Object.assign(map, { keys: () => ++looks && keys() });
    };
    const mapNames = {
      roads: names({ lengthM: 100, lanesAt: () => null }),
      signals: names(true) as unknown as ReadonlySet<string>,
      controllers: new Set<string>(),
    };
    const add = (_: unknown, i: number) =>
      `<GlobalAction><EntityAction entityRef="Ego"><AddEntityAction><Position><RoadPosition roadId="r${i}" s="1" t="0"/></Position></AddEntityAction></EntityAction></GlobalAction><GlobalAction><InfrastructureAction><TrafficSignalAction><TrafficSignalStateAction name="s${i}" state="red"/></TrafficSignalAction></InfrastructureAction></GlobalAction>`;
    const text = scenario({ road: `<LogicFile filepath="map.xodr"/>`, init: Array.from({ length: 5000 }, add).join("") });
    const { problems } = readFiles({ "a.xosc": text, "map.xodr": "" }, {}, { mapNames: () => mapNames });
    expect(problems.filter((p) => p.severity === "error")).toEqual([]);
    // No signal is known: of these warnings enough are told, and only for these names are compared.
    expect(problems.length).toBe(100);
    expect(looks).toBe(100);
  });

  test("with parameters that refer to each other without end are refused in time", () => {
    const count = 5000;
    const parameters = Array.from(
      { length: count },
      (_, i) => `<ParameterDeclaration name="p${i}" parameterType="double" value="$p${i + 1}"/>`,
    ).join("");
    expect(problemsOf(readText(scenario({ parameters }))).length).toBe(100);
  });
});
