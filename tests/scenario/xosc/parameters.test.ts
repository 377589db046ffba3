import { describe, expect, test } from "vitest";
import { CAR, problemsOf, readFiles, readText, scenario, specFrom, specOf, storyOf, when } from "./support.ts";

const declared = (name: string, type: string, value: string, inner = "") =>
  `<ParameterDeclaration name="${name}" parameterType="${type}" value="${value}">${inner}</ParameterDeclaration>`;
const group = (...rules: readonly [string, string][]) =>
  `<ConstraintGroup>${rules.map(([rule, value]) => `<ValueConstraint rule="${rule}" value="${value}"/>`).join("")}</ConstraintGroup>`;
const stopAt = (value: string) => when(`<SimulationTimeCondition value="${value}" rule="greaterThan"/>`);

function stopTime(parts: { parameters: string; stop: string }, overrides: Readonly<Record<string, string>> = {}): unknown {
  const spec = specOf(readText(scenario(parts), overrides));
  const test = spec.stop?.groups[0]?.[0]?.test;
  return test?.by === "value" && test.test.kind === "simulation-time" ? test.test.valueSec : null;
}

describe("parameters", () => {
  test("are put in by name and in expressions, each seeing those before it", () => {
    const parameters = declared("a", "double", "2") + declared("b", "double", "${$a * 3}");
    expect(stopTime({ parameters, stop: stopAt("$b") })).toBe(6);
    expect(stopTime({ parameters, stop: stopAt("${$b + $a}") })).toBe(8);
  });

  test("take the value given from outside, and what is computed from it follows", () => {
    const parameters = declared("a", "double", "2") + declared("b", "double", "${$a * 3}");
    expect(stopTime({ parameters, stop: stopAt("$b") }, { a: "5" })).toBe(15);
    expect(problemsOf(readText(scenario({ parameters }), { c: "1" }))).toEqual(['RDV_SCENARIO_REFERENCE 2:1 "c"']);
    expect(problemsOf(readText(scenario({ parameters }), { a: "1e999" }))).toEqual(['RDV_SCENARIO_TYPE 3:78 "1e999"']);
  });

  test("are declared once; in esmini the last one counts", () => {
    const twice = { parameters: declared("a", "double", "2") + declared("a", "double", "3"), stop: stopAt("$a") };
    expect(problemsOf(readText(scenario(twice)))).toEqual(['RDV_SCENARIO_DUPLICATE 3:133 "a"']);
    const reading = readText(scenario(twice), {}, { semantics: "esmini" });
    expect(problemsOf(reading)).toEqual(['warning RDV_SCENARIO_DUPLICATE 3:133 "a"']);
    expect(specOf(reading).stop?.groups[0]?.[0]?.test).toMatchObject({ test: { valueSec: 3 } });
  });

  test("keep their type", () => {
    const bad = declared("i", "int", "2.5") + declared("u", "unsignedInt", "-1") + declared("d", "dateTime", "2026-02-30T00:00:00");
    expect(problemsOf(readText(scenario({ parameters: bad }))).map((p) => p.split(" ")[0])).toEqual([
      "RDV_SCENARIO_RANGE",
      "RDV_SCENARIO_RANGE",
      "RDV_SCENARIO_TYPE",
    ]);
  });

  test("warn where no group of constraints holds, and not where one does", () => {
    const groups = group(["greaterThan", "0"], ["lessThan", "1"]) + group(["equalTo", "7"]);
    const at = (value: string) => problemsOf(readText(scenario({ parameters: declared("a", "double", value, groups) })));
    expect(at("0.5")).toEqual([]);
    expect(at("7")).toEqual([]);
    expect(at("1")).toEqual(['warning RDV_SCENARIO_RANGE 3:78 a = "1"']);
  });

  test("of a story hide those of the scenario, and end with it", () => {
    const local = `<ParameterDeclarations>${declared("who", "string", "Ego")}</ParameterDeclarations>`;
    const story = storyOf(
      `<UserDefinedAction><CustomCommandAction type="$who"/></UserDefinedAction>`,
      when("<SimulationTimeCondition value='1' rule='equalTo'/>"),
    );
    const inside = story.replace('<Act name="act">', `${local}<Act name="act">`);
    const spec = specFrom({ parameters: declared("who", "string", "Other"), story: inside });
    expect(spec.stories[0]?.acts[0]?.groups[0]?.maneuvers[0]?.events[0]?.actions[0]?.action).toEqual({
      kind: "user-defined",
      type: "Ego",
      content: "",
    });
    const outside = readText(
      scenario({
        story: inside,
        init: `<Private entityRef="$who"><PrivateAction><RoutingAction><RandomRouteAction/></RoutingAction></PrivateAction></Private>`,
      }),
    );
    expect(problemsOf(outside)[0]).toMatch(/RDV_SCENARIO_REFERENCE 5:\d+ "\$who"/);
  });

  test("are assigned to catalog entries, whose own declarations they replace", () => {
    const entry = CAR.replace('<ScenarioObject name="Ego">', "")
      .replace("</ScenarioObject>", "")
      .replace('maxSpeed="70"', 'maxSpeed="$top"')
      .replace("<BoundingBox>", `<ParameterDeclarations>${declared("top", "double", "50")}</ParameterDeclarations><BoundingBox>`);
    const catalog = `<OpenSCENARIO><FileHeader revMajor="1" revMinor="1" date="2026-01-01T00:00:00" description="" author=""/><Catalog name="Cars">${entry}</Catalog></OpenSCENARIO>`;
    const read = (assigned: string) =>
      readFiles({
        "a.xosc": scenario({
          parameters: declared("wish", "double", "33"),
          catalogs: `<VehicleCatalog><Directory path="cars"/></VehicleCatalog>`,
          entities: `<ScenarioObject name="Ego"><CatalogReference catalogName="Cars" entryName="car">${assigned}</CatalogReference></ScenarioObject>`,
        }),
        "cars/file.xosc": catalog,
      });
    const assigned = (name: string) =>
      `<ParameterAssignments><ParameterAssignment parameterRef="${name}" value="$wish"/></ParameterAssignments>`;
    expect(specOf(read("")).entities[0]?.ability?.maxSpeedMps).toBe(50);
    expect(specOf(read(assigned("top"))).entities[0]?.ability?.maxSpeedMps).toBe(33);
    expect(specOf(read(assigned("$top"))).entities[0]?.ability?.maxSpeedMps).toBe(33);
    expect(problemsOf(read(assigned("tip")))).toEqual([expect.stringContaining("warning RDV_SCENARIO_REFERENCE")]);
  });
});

describe("catalogs", () => {
  const header = `<FileHeader revMajor="1" revMinor="1" date="2026-01-01T00:00:00" description="" author=""/>`;
  const cars = (path: string) => `<VehicleCatalog><Directory path="${path}"/></VehicleCatalog>`;
  const reference = (entry: string) =>
    `<ScenarioObject name="Ego"><CatalogReference catalogName="Cars" entryName="${entry}"/></ScenarioObject>`;
  const car = CAR.replace('<ScenarioObject name="Ego">', "").replace("</ScenarioObject>", "");

  test("are found by their name, or by their file's", () => {
    const files = (name: string, file: string) => ({
      "a.xosc": scenario({ catalogs: cars("./cars"), entities: reference("car") }),
      [`cars/${file}.xosc`]: `<OpenSCENARIO>${header}<Catalog name="${name}">${car}</Catalog></OpenSCENARIO>`,
    });
    expect(specOf(readFiles(files("Cars", "x"))).entities).toHaveLength(1);
    expect(specOf(readFiles(files("Other", "Cars"))).entities).toHaveLength(1);
    expect(problemsOf(readFiles(files("Other", "x")))[0]).toMatch(/RDV_SCENARIO_REFERENCE 4:\d+ "Cars"/);
  });

  test("that lie outside the folder of the scenario are refused; an absent folder only when it is needed", () => {
    expect(problemsOf(readFiles({ "sub/a.xosc": scenario({ catalogs: cars("/etc") }) }))[0]).toContain("RDV_PATH_OUTSIDE");
    expect(problemsOf(readFiles({ "a.xosc": scenario({ catalogs: cars("nowhere") }) }))).toEqual([]);
    expect(problemsOf(readFiles({ "a.xosc": scenario({ catalogs: cars("nowhere"), entities: reference("car") }) }))[0]).toContain(
      "RDV_SCENARIO_REFERENCE",
    );
  });

  test("with an entry of another kind, or a broken one, say so", () => {
    const files = (content: string) => ({
      "a.xosc": scenario({ catalogs: cars("cars"), entities: reference("car") }),
      "cars/x.xosc": `<OpenSCENARIO>${header}<Catalog name="Cars">${content}</Catalog></OpenSCENARIO>`,
    });
    expect(problemsOf(readFiles(files(`<Controller name="car"/>`)))[0]).toContain("a Controller");
    expect(problemsOf(readFiles(files(car.replace("<Properties/>", "<Wings/>"))))[0]).toMatch(/RDV_SCENARIO_KEY 1:\d+ "Wings"/);
  });

  test("may not lead in a circle", () => {
    const route = `<Route name="r" closed="false"><Waypoint routeStrategy="shortest"><Position><RoutePosition><RouteRef><CatalogReference catalogName="Routes" entryName="r"/></RouteRef><InRoutePosition><FromRoadCoordinates pathS="0" t="0"/></InRoutePosition></RoutePosition></Position></Waypoint><Waypoint routeStrategy="shortest"><Position><WorldPosition x="0" y="0"/></Position></Waypoint></Route>`;
    const files = {
      "a.xosc": scenario({
        catalogs: `<RouteCatalog><Directory path="routes"/></RouteCatalog>`,
        init: `<Private entityRef="Ego"><PrivateAction><RoutingAction><AssignRouteAction><CatalogReference catalogName="Routes" entryName="r"/></AssignRouteAction></RoutingAction></PrivateAction></Private>`,
      }),
      "routes/x.xosc": `<OpenSCENARIO>${header}<Catalog name="Routes">${route}</Catalog></OpenSCENARIO>`,
    };
    expect(problemsOf(readFiles(files))).toEqual([expect.stringContaining("RDV_SCENARIO_CYCLE")]);
  });
});
