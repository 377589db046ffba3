import { describe, expect, test } from "vitest";
import { xmlDocument } from "../../../src/scenario/xml/element.ts";
import { trafficElement } from "../../../src/scenario/xml/traffic.ts";
import { CAR, problemsOf, readText, scenario, specFrom } from "./support.ts";

const AT = `<Position><WorldPosition x="1" y="2"/></Position>`;
const MIX = `<TrafficDefinition name="mix"><VehicleCategoryDistribution><VehicleCategoryDistributionEntry category="car" weight="3"/><VehicleCategoryDistributionEntry category="bus" weight="1"/></VehicleCategoryDistribution><ControllerDistribution><ControllerDistributionEntry weight="1"><Controller name="c"/></ControllerDistributionEntry></ControllerDistribution></TrafficDefinition>`;
const CATEGORIES = [
  { weight: 3, category: "car" },
  { weight: 1, category: "bus" },
];
const OWN = `<VariableDeclarations><VariableDeclaration name="x" variableType="double" value="1"/></VariableDeclarations><MonitorDeclarations><MonitorDeclaration name="safe" value="true"/></MonitorDeclarations>`;

function action(inner: string, minor = 3) {
  return specFrom({
    minor,
    variables: OWN,
    parameters: `<ParameterDeclaration name="p" parameterType="double" value="1"/>`,
    init: `<GlobalAction>${inner}</GlobalAction>`,
  }).init.global[0];
}

describe("traffic", () => {
  test("from a source: categories before version 1.3, templates whose weights multiply since", () => {
    const source = (inner: string) =>
      `<TrafficAction trafficName="t"><TrafficSourceAction radius="5" rate="0.5" velocity="10">${AT}${inner}</TrafficSourceAction></TrafficAction>`;
    expect(action(source(MIX), 1)).toMatchObject({
      kind: "traffic-source",
      name: "t",
      radiusM: 5,
      ratePerSec: 0.5,
      speedMps: 10,
      mix: { templates: [], categories: CATEGORIES },
    });
    const template = CAR.replace('<ScenarioObject name="Ego">', "<ScenarioObjectTemplate>").replace(
      "</ScenarioObject>",
      "</ScenarioObjectTemplate>",
    );
    const entry = (weight: number) => `<EntityDistributionEntry weight="${weight}">${template}</EntityDistributionEntry>`;
    const since = action(
      source(
        `<TrafficDistribution><TrafficDistributionEntry weight="2"><EntityDistribution>${entry(3)}${entry(0.5)}</EntityDistribution></TrafficDistributionEntry></TrafficDistribution>`,
      ),
    );
    expect(since?.kind === "traffic-source" && since.mix.templates.map((t) => [t.weight, t.entity.category, t.entity.box.lengthM])).toEqual(
      [
        [6, "car", 5],
        [1, "car", 5],
      ],
    );
  });

  test("in a swarm: one speed before version 1.2, a range since", () => {
    const swarm = (attributes: string, inner: string) =>
      `<TrafficAction><TrafficSwarmAction innerRadius="10" semiMajorAxis="80" semiMinorAxis="40" offset="5" numberOfVehicles="7" ${attributes}><CentralObject entityRef="Ego"/>${MIX}${inner}</TrafficSwarmAction></TrafficAction>`;
    expect(action(swarm('velocity="20"', ""), 1)).toMatchObject({
      central: "Ego",
      count: 7,
      speedMps: { lowestMps: 20, highestMps: 20 },
      direction: null,
    });
    const inner = `<InitialSpeedRange lowerLimit="10" upperLimit="15"/><DirectionOfTravelDistribution same="2" opposite="1"/>`;
    expect(action(swarm("", inner))).toMatchObject({
      speedMps: { lowestMps: 10, highestMps: 15 },
      direction: { sameRatio: 2, oppositeRatio: 1 },
    });
    expect(action(swarm("", ""))).toMatchObject({ speedMps: null });
  });

  test("into a sink, and no more", () => {
    expect(action(`<TrafficAction trafficName="t"><TrafficSinkAction radius="5">${AT}</TrafficSinkAction></TrafficAction>`)).toMatchObject({
      kind: "traffic-sink",
      ratePerSec: null,
    });
    expect(action(`<TrafficAction trafficName="t"><TrafficStopAction/></TrafficAction>`)).toEqual({ kind: "traffic-stop", name: "t" });
  });

  test("in an area: a polygon, or stretches of roads; one end of a stretch says no direction", () => {
    const distribution = `<TrafficDistribution><TrafficDistributionEntry weight="1"><EntityDistribution><EntityDistributionEntry weight="1">${CAR.replace('<ScenarioObject name="Ego">', "<ScenarioObjectTemplate>").replace("</ScenarioObject>", "</ScenarioObjectTemplate>")}</EntityDistributionEntry></EntityDistribution></TrafficDistributionEntry></TrafficDistribution>`;
    const area = (inner: string, more = "") =>
      `<TrafficAction><TrafficAreaAction numberOfEntities="3" continuous="true">${distribution}<TrafficArea>${inner}</TrafficArea></TrafficAreaAction></TrafficAction>${more}`;
    const cursor = (road: string, s: string, lanes: readonly number[] = []) =>
      `<RoadCursor roadId="${road}"${s === "" ? "" : ` s="${s}"`}>${lanes.map((id) => `<Lane id="${id}"/>`).join("")}</RoadCursor>`;
    expect(action(area(`<Polygon>${AT}${AT}${AT}</Polygon>`))).toMatchObject({ count: 3, isContinuous: true, area: { kind: "polygon" } });
    const ranges = `<RoadRange>${cursor("1", "50", [-1])}${cursor("1", "20", [-2])}${cursor("2", "")}</RoadRange>`;
    const read = action(area(ranges));
    const stretches = [
      { road: "1", fromM: 20, toM: 50, lanes: [-1, -2] },
      { road: "2", fromM: null, toM: null, lanes: [] },
    ];
    expect(read).toMatchObject({ area: { kind: "roads", stretches } });
    // Each stretch is a range of its own when written, and read as it was.
    const written = read?.kind === "traffic-area" ? xmlDocument(trafficElement(read)).replace(/<\?xml[^>]*>/, "") : "";
    expect(action(written)).toMatchObject({ area: { kind: "roads", stretches } });
    const alone = `<GlobalAction>${area(`<RoadRange>${cursor("1", "5")}${cursor("2", "")}</RoadRange>`)}</GlobalAction>`;
    expect(problemsOf(readText(scenario({ init: alone })))).toEqual([expect.stringMatching(/^RDV_XOSC_UNSUPPORTED 5:\d+ one with s$/)]);
  });
});

describe("values and monitors", () => {
  test("are set and changed by name", () => {
    expect(
      action(`<VariableAction variableRef="x"><ModifyAction><Rule><MultiplyByValue value="2"/></Rule></ModifyAction></VariableAction>`),
    ).toEqual({ kind: "modify-variable", name: "x", by: "multiply", value: 2 });
    expect(action(`<ParameterAction parameterRef="p"><SetAction value="7"/></ParameterAction>`)).toEqual({
      kind: "set-parameter",
      name: "p",
      value: "7",
    });
    expect(action(`<SetMonitorAction monitorRef="safe" value="false"/>`)).toEqual({
      kind: "set-variable",
      name: "monitor::safe",
      value: "false",
    });
  });

  test("that nothing declares are refused", () => {
    const init = (inner: string) => problemsOf(readText(scenario({ init: `<GlobalAction>${inner}</GlobalAction>` })));
    expect(init(`<VariableAction variableRef="y"><SetAction value="1"/></VariableAction>`)[0]).toMatch(
      /^RDV_SCENARIO_REFERENCE 5:\d+ "y"$/,
    );
    expect(init(`<SetMonitorAction monitorRef="y" value="true"/>`)[0]).toMatch(/^RDV_SCENARIO_REFERENCE 5:\d+ "y"$/);
    expect(
      init(
        `<InfrastructureAction><TrafficSignalAction><TrafficSignalControllerAction trafficSignalControllerRef="c" phase="p"/></TrafficSignalAction></InfrastructureAction>`,
      )[0],
    ).toContain("RDV_SCENARIO_REFERENCE");
  });
});

describe("an environment", () => {
  const environment = (inner: string) => action(`<EnvironmentAction><Environment name="e">${inner}</Environment></EnvironmentAction>`);

  test("has what driving depends on; what is not said stays as it is", () => {
    const inner = `<TimeOfDay animation="true" dateTime="1970-01-01T01:00:00Z"/><Weather cloudState="free"><Fog visualRange="80"/><Precipitation precipitationType="rain" precipitationIntensity="3"/></Weather><RoadCondition frictionScaleFactor="0.6" wetness="moist"/>`;
    expect(environment(inner)).toEqual({
      kind: "environment",
      environment: {
        name: "e",
        timeOfDay: { atSec: 3600, isAnimated: true },
        frictionRatio: 0.6,
        visibilityM: 80,
        precipitation: { type: "rain", intensityMmph: 3 },
        wetness: "moist",
        cloudState: "free",
      },
    });
    expect(environment("")).toMatchObject({
      environment: { timeOfDay: null, frictionRatio: null, visibilityM: null, precipitation: null },
    });
  });

  test.each(["0", "0.0099", "2.01", "1e300", "-1"])("scales friction within the bounds of the native notation, not by %s", (scale) => {
    const condition = (value: string) => `<RoadCondition frictionScaleFactor="${value}"/>`;
    expect(environment(condition("0.01"))).toMatchObject({ environment: { frictionRatio: 0.01 } });
    expect(environment(condition("2"))).toMatchObject({ environment: { frictionRatio: 2 } });
    const text = `<EnvironmentAction><Environment name="e">${condition(scale)}</Environment></EnvironmentAction>`;
    const { problems } = readText(scenario({ init: `<GlobalAction>${text}</GlobalAction>` }));
    expect(problems.map((p) => `${p.code} ${p.path} ${p.expected}: ${p.found}`)).toEqual([
      `RDV_SCENARIO_RANGE RoadCondition frictionScaleFactor from 0.01 to 2: ${Number(scale)}`,
    ]);
  });

  test("of version 1.0 has rain without a known intensity", () => {
    const weather = (attributes: string) => environment(`<Weather><Precipitation ${attributes}/></Weather>`);
    expect(weather('precipitationType="rain" intensity="0.5"')).toMatchObject({ environment: { precipitation: null } });
    expect(weather('precipitationType="dry" intensity="0"')).toMatchObject({
      environment: { precipitation: { type: "dry", intensityMmph: 0 } },
    });
  });
});
