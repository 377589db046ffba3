import { describe, expect, test } from "vitest";
import { faultOfExpression } from "../../../src/scenario/parse/check/xosc-expression.ts";
import { broken, problemsIn, scenario } from "./support.ts";

describe("expressions", () => {
  test.each([
    "1.2 + 1.0",
    "not $A and $B",
    "pow(2, 3)",
    "round(1.3) % ceil(1.23) - sqrt(18.23) +7-321/65.32",
    "-(1)",
    "1 or 0 and not 1",
    "$owner",
    ".5e3",
    "true",
  ])("%s is one", (text) => expect(faultOfExpression(text)).toBeNull());

  test.each([
    ["2_3", "_3"],
    ["powerer(2, 3)", "powerer"],
    ["2*3+4^23", "^23"],
    ["3^$foo", "^$foo"],
    ["1 +", "end"],
    ["", "end"],
    ["pow(1)", ")"],
    ["(1", "end"],
    ["1 2", "2"],
    ["process.exit(1)", ".exit"],
    ["1 < 2", "<"],
  ])("%s is none, because of %s", (text, why) => expect(faultOfExpression(text)).toContain(why));

  test("nesting is bounded", () => {
    expect(faultOfExpression(`${"(".repeat(50)}1${")".repeat(50)}`)).toBeNull();
    expect(faultOfExpression(`${"(".repeat(100_000)}1`)).toContain("nested");
  });

  test("pi is not in the standard, but read: a warning", () => {
    const text = scenario(`<Phase duration="\${pi / 2}"/>\n<Phase duration="\${$pi / 2}"/>`);
    expect(problemsIn(text, "xosc")).toMatchObject([
      { line: 2, severity: "warning", rule: expect.stringContaining("allowed_operators") as string },
    ]);
  });

  test("a fault is found in any attribute, at its element", () => {
    const text = scenario(`<Entities/>\n<Private a="\${1 + 2}"/>\n<Private b="\${1 ^ 2}" c="\${3"/>`);
    expect(problemsIn(text, "xosc")).toMatchObject([{ line: 4, path: "Private.b", code: "RDV_SCENARIO_EXPRESSION" }]);
  });
});

describe("values", () => {
  test("of time that are negative, also through a chain of parameters", () => {
    const parameters = `<ParameterDeclarations><ParameterDeclaration name="a" value="-2"/><ParameterDeclaration name="b" value="$a"/></ParameterDeclarations>`;
    const text = scenario(
      `${parameters}\n<LightStateAction transitionTime="$b"/>\n<Phase duration="-1"/>\n<Phase duration="0"/><Phase duration="$unknown"/>`,
    );
    expect(broken(text, "xosc")).toEqual(["non_negative_transition_time_in_light_state_action@3", "positive_duration_in_phase@4"]);
  });

  test("a parameter that refers to itself is not resolved", () => {
    const text = scenario(
      `<ParameterDeclarations><ParameterDeclaration name="a" value="$a"/></ParameterDeclarations><Phase duration="$a"/>`,
    );
    expect(broken(text, "xosc")).toEqual([]);
  });

  test("an entry of a catalog declares its parameters, with values", () => {
    const declared = `<ParameterDeclarations><ParameterDeclaration name="x" value="1"/>\n<ParameterDeclaration name="y" value=""/></ParameterDeclarations>`;
    const text = scenario(
      `<Catalog name="c"><Vehicle name="v">${declared}\n<Center x="$x" y="$z"/>\n<Center x="\${2 * $w}"/></Vehicle></Catalog>`,
    );
    expect(broken(text, "xosc")).toEqual([
      "valid_parameter_declaration_in_catalogs@3",
      "valid_parameter_declaration_in_catalogs@4",
      "valid_parameter_declaration_in_catalogs@5",
    ]);
  });
});

const EGO = `<Entities><ScenarioObject name="Ego"/></Entities>`;

describe("references", () => {
  test("entities, also through a parameter; a selection is one, an expression is not looked into", () => {
    const entities = `<ParameterDeclarations><ParameterDeclaration name="who" value="Nobody"/></ParameterDeclarations><Entities><ScenarioObject name="Ego"/><EntitySelection name="All"/></Entities>`;
    const text = scenario(
      `${entities}\n<a entityRef="Ego"/><a entityRef="All"/><a entityRef="\${1}"/>\n<a entityRef="$who"/>\n<a entityRef="Lead"/>`,
    );
    expect(broken(text, "xosc")).toEqual(["resolvable_entity_references@4", "resolvable_entity_references@5"]);
    expect(broken(scenario(`<Catalog name="c"><Maneuver name="m"><a entityRef="Ego"/></Maneuver></Catalog>`), "xosc")).toEqual([]);
  });

  test("what a catalog refers to, its users have", () => {
    const uses = `<VariableAction variableRef="v"/><TrafficSignalControllerAction trafficSignalControllerRef="c"/><StoryboardElementStateCondition storyboardElementType="act" storyboardElementRef="a"/>`;
    expect(broken(scenario(`<Catalog name="c"><Maneuver name="m">${uses}</Maneuver></Catalog>`), "xosc")).toEqual([]);
    expect(broken(scenario(uses), "xosc")).toHaveLength(3);
  });

  test("two entities of one name", () => {
    const text = scenario(`<Entities><ScenarioObject name="a"/>\n<EntitySelection name="a"/></Entities>`);
    expect(broken(text, "xosc")).toEqual(["uniquely_resolvable_entity_references@3"]);
  });

  test("signals of the map, and those a controller switches; without a map nothing is said", () => {
    const phase = `<RoadNetwork><TrafficSignals><TrafficSignalController name="c"><Phase name="p" duration="1"><TrafficSignalState trafficSignalId="9"/></Phase></TrafficSignalController></TrafficSignals></RoadNetwork>`;
    const text = scenario(
      `${phase}<TrafficSignalStateAction name="7"/>\n<TrafficSignalStateAction name="9"/>\n<TrafficSignalStateAction name="8"/>`,
    );
    const road = `<OpenDRIVE><road><signals><signal id="7"/></signals></road></OpenDRIVE>`;
    expect(broken(text, "xosc", road)).toEqual(["resolvable_signal_id_in_traffic_signal_state_action@4"]);
    expect(broken(text, "xosc")).toEqual([]);
  });

  test("signal controllers and variables", () => {
    const text = scenario(
      `<VariableDeclarations><VariableDeclaration name="v"/></VariableDeclarations>\n<TrafficSignalControllerAction trafficSignalControllerRef="c"/>\n<VariableAction variableRef="v"/>\n<VariableCondition variableRef="w"/>`,
    );
    expect(broken(text, "xosc")).toEqual([
      "resolvable_traffic_signal_controller_by_traffic_signal_controller_ref@3",
      "resolvable_variable_reference@5",
    ]);
  });

  test("elements of the storyboard by name, by path and of the type that is stated", () => {
    const story = `<Story name="S"><Act name="A"><ManeuverGroup name="G"/></Act></Story>`;
    const state = (type: string, ref: string) =>
      `\n<StoryboardElementStateCondition storyboardElementType="${type}" storyboardElementRef="${ref}"/>`;
    const states = [state("act", "A"), state("act", "S::A"), state("maneuverGroup", "S::A::G"), state("event", "A"), state("act", "B")];
    expect(broken(scenario(`<Storyboard>${story}${states.join("")}</Storyboard>`), "xosc")).toEqual([
      "resolvable_storyboard_element_reference@6",
      "resolvable_storyboard_element_reference@7",
    ]);
  });

  test("a maneuver from a catalog may hold what is referred to", () => {
    const group = `<ManeuverGroup name="G"><CatalogReference catalogName="c" entryName="e"/></ManeuverGroup>`;
    const text = scenario(
      `<Storyboard>${group}<StoryboardElementStateCondition storyboardElementType="event" storyboardElementRef="there"/></Storyboard>`,
    );
    expect(broken(text, "xosc")).toEqual([]);
  });

  test("names side by side, but not on another level", () => {
    const story = (name: string) => `<Story name="${name}"><Act name="A"/></Story>`;
    expect(broken(scenario(`<Storyboard>${story("S")}\n${story("T")}</Storyboard>`), "xosc")).toEqual([]);
    expect(broken(scenario(`<Storyboard>${story("S")}\n${story("S")}</Storyboard>`), "xosc")).toEqual([
      "unique_element_names_on_same_level@3",
    ]);
  });

  test("private actions need an actor: named, or triggering by a condition on entities", () => {
    const group = (actors: string, inside = "") =>
      scenario(
        `${EGO}<ManeuverGroup name="G">\n${actors}<Maneuver name="m"><Action name="a"><PrivateAction/></Action>${inside}</Maneuver></ManeuverGroup>`,
      );
    expect(broken(group(`<Actors selectTriggeringEntities="false"/>`), "xosc")).toEqual(["valid_actor_reference_in_private_actions@3"]);
    expect(broken(group(`<Actors selectTriggeringEntities="true"/>`), "xosc")).toEqual(["valid_actor_reference_in_private_actions@3"]);
    expect(broken(group(`<Actors selectTriggeringEntities="true"/>`, "<ByEntityCondition/>"), "xosc")).toEqual([]);
    expect(broken(group(`<Actors selectTriggeringEntities="false"><EntityRef entityRef="Ego"/></Actors>`), "xosc")).toEqual([]);
  });
});
