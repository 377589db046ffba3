import { describe, expect, test } from "vitest";
import { CAR, readText, scenario, vehicle } from "./support.ts";

const propertiesXml = (properties: Readonly<Record<string, string>>): string =>
  Object.entries(properties)
    .map(([name, value]) => `<Property name="${name}" value="${value}"/>`)
    .join("");
const controllerXml = (name: string, properties: string): string =>
  `<Controller name="${name}"><Properties>${properties}</Properties></Controller>`;

/** What is said of a car with a controller, and of its activation. */
function problemsOf(
  name: string,
  properties: string,
  activation = `lateral="true" longitudinal="true"`,
  options: { readonly car?: string; readonly isOff?: boolean } = {},
): string[] {
  const { car = CAR, isOff = false } = options;
  const own = `<ObjectController>${controllerXml(name, properties)}</ObjectController></ScenarioObject>`;
  const activate = `<Private entityRef="Ego"><PrivateAction><ControllerAction><ActivateControllerAction ${activation}/></ControllerAction></PrivateAction></Private>`;
  const text = scenario({ entities: car.replace("</ScenarioObject>", own), init: activate });
  return readText(text, {}, { controllersOff: isOff }).problems.map((p) => {
    expect([p.line, p.column].every((n) => n > 0)).toBe(true);
    return `${p.severity} ${p.code} ${p.path}: ${p.expected}; ${p.found}; ${p.hint}`;
  });
}

describe("properties of a controller by which redrive drives", () => {
  test("values that are what they are to be are taken, and so are those that change no motion", () => {
    const values = { setSpeed: "0", timeGap: "1.5", lateralDist: "5", mode: "additive", virtual: "False" };
    expect(problemsOf("cruise", propertiesXml({ esminiController: "ACCController", ...values }))).toEqual([]);
    expect(problemsOf("ALKS_R157SM_Controller", propertiesXml({ model: "RSS", logLevel: "2" }))).toEqual([]);
    expect(problemsOf("NaturalDriver", propertiesXml({ maxDec: "-4.0", route: "-2", politeness: "-0.1", mode: "override" }))).toEqual([]);
    expect(problemsOf("OffroadFollower", propertiesXml({ followEntity: "Ego", speedFactor: "1.0" }))).toEqual([]);
  });

  test.each([
    ["ACCController", "mode", "additve", "CHOICE", "one of additive, override", 'did you mean "additive"?'],
    ["ACCController", "mode", "Override", "CHOICE", "one of additive, override", 'did you mean "override"?'],
    ["ACCController", "virtual", "yes", "CHOICE", "true or false", ""],
    ["ACCController", "setSpeed", "-1", "RANGE", "a number that is not negative", ""],
    ["ALKSController", "timeGap", "-0.5", "RANGE", "a number that is not negative", ""],
    ["ACCController", "lateralDist", "wide", "TYPE", "a number", ""],
    ["ACCController", "lateralDist", "INF", "TYPE", "a number", ""],
    ["LoomingController", "mode", "overide", "CHOICE", "one of additive, override", 'did you mean "override"?'],
    ["LoomingController", "setSpeed", "", "TYPE", "a number", ""],
    ["FollowRouteController", "testMode", "maybe", "CHOICE", "true or false", ""],
    ["FollowRouteController", "minDistForCollision", "-1", "RANGE", "a number that is not negative", ""],
    ["NaturalDriver", "maxDec", "4", "RANGE", "a number that is negative", ""],
    ["NaturalDriver", "route", "1.5", "TYPE", "a whole number", ""],
    ["FollowReferenceController", "stanleyHeadingGain", "-1", "RANGE", "a number that is not negative", ""],
    ["OffroadFollower", "steeringRate", "-4", "RANGE", "a number that is not negative", ""],
    [
      "ALKS_R157SM_Controller",
      "model",
      "Reference",
      "CHOICE",
      "one of ReferenceDriver, Regulation, RSS, FSM",
      'did you mean "ReferenceDriver"?',
    ],
  ])("%s: %s %o is refused where it stands", (name, property, value, code, expected, hint) => {
    const activation = name === "FollowRouteController" ? `lateral="true" longitudinal="false"` : undefined;
    expect(problemsOf(name, propertiesXml({ [property]: value }), activation)).toEqual([
      `error RDV_SCENARIO_${code} Property: ${expected} in property ${property}; ${JSON.stringify(value)}; ${hint}`,
    ]);
  });

  test("a name that is not known is warned of, with what was meant; names of the language's own are no properties", () => {
    expect(problemsOf("ACCController", propertiesXml({ timegap: "2" }))).toEqual([
      'warning RDV_SCENARIO_KEY Property: a property of ACCController: mode, setSpeed, timeGap, lateralDist, virtual; "timegap"; ' +
        'it has no effect; did you mean "timeGap"?',
    ]);
    const found = problemsOf("OffroadFollower", propertiesXml({ colour: "red", constructor: "1" }));
    expect(found.map((text) => text.split("; ")[1])).toEqual(['"colour"', '"constructor"']);
  });

  test("a property given twice is refused: there is no telling which counts", () => {
    const twice = propertiesXml({ setSpeed: "10" }) + propertiesXml({ setSpeed: "20" });
    expect(problemsOf("ACCController", twice)).toEqual(['error RDV_SCENARIO_DUPLICATE Property: each property once; "setSpeed"; ']);
  });

  test("a mode that has no effect on a driver who takes the place of the default one is warned of", () => {
    expect(problemsOf("NaturalDriver", propertiesXml({ mode: "additive" }))).toEqual([
      expect.stringMatching(/^warning RDV_SCENARIO_CHOICE Property: override in property mode; "additive"; it has no effect/),
    ]);
  });

  test("without controllers they are only warned of", () => {
    const found = problemsOf("ACCController", propertiesXml({ setSpeed: "-1" }), undefined, { isOff: true });
    expect(found).toEqual([expect.stringMatching(/^warning RDV_SCENARIO_RANGE/)]);
  });

  test("what other controllers are told is not judged: those of other programs, and those that stand for a driver outside", () => {
    for (const name of ["MyDriver", "ExternalController", "HIDController", "UDPDriverController"])
      expect(problemsOf(name, propertiesXml({ mode: "whatever", port: "-1", timegap: "2" }))).toEqual([]);
  });

  test("those of an assigned controller are checked as well", () => {
    const assigned = (inner: string, attributes: string) => {
      const action = `<ControllerAction><AssignControllerAction ${attributes}>${inner}</AssignControllerAction></ControllerAction>`;
      const text = scenario({ init: `<Private entityRef="Ego"><PrivateAction>${action}</PrivateAction></Private>` });
      return readText(text).problems.map((p) => `${p.severity} ${p.path}: ${p.expected}`);
    };
    const cruise = controllerXml("ACCController", propertiesXml({ timeGap: "-1" }));
    expect(assigned(cruise, `activateLateral="false" activateLongitudinal="true"`)).toEqual([
      "error Property: a number that is not negative in property timeGap",
    ]);
    const looming = controllerXml("LoomingController", "");
    expect(assigned(looming, `activateLateral="true" activateLongitudinal="false"`)).toEqual([
      "warning AssignControllerAction: an activation of the longitudinal channel",
    ]);
    expect(assigned(looming, `activateLateral="true" activateLongitudinal="true"`)).toEqual([]);
    expect(assigned(looming, `activateLateral="true"`)).toEqual([]);
  });
});

describe("the channels of a controller", () => {
  const alone = (name: string, lateral: boolean, longitudinal: boolean): string[] =>
    problemsOf(name, "", `lateral="${lateral}" longitudinal="${longitudinal}"`).map((text) => text.split("; ").slice(0, 2).join("; "));

  test("one that drives does nothing by the lateral one alone", () => {
    for (const name of ["LoomingController", "ACCController", "NaturalDriver"]) {
      expect(alone(name, true, false)).toEqual([
        "warning RDV_SCENARIO_WORLD ObjectController: an activation of the longitudinal channel; the lateral one alone",
      ]);
      expect(alone(name, true, true)).toEqual([]);
      expect(alone(name, false, true)).toEqual([]);
    }
  });

  test("one that leads does nothing by the longitudinal one alone", () => {
    expect(alone("FollowRouteController", false, true)).toEqual([
      "warning RDV_SCENARIO_WORLD ObjectController: an activation of the lateral channel; the longitudinal one alone",
    ]);
    expect(alone("FollowRouteController", true, false)).toEqual([]);
  });
});

test("a driver who steers a vehicle without length is refused where it is given, once something activates it", () => {
  const point = vehicle("Ego").replace(`length="5"`, `length="0"`);
  const properties = propertiesXml({ followEntity: "Ego" });
  const read = (name: string, activation: string, isOff = false): string[] =>
    problemsOf(name, properties, activation, { car: point, isOff }).filter((text) => text.startsWith("error"));
  expect(read("OffroadFollower", `lateral="true" longitudinal="true"`)).toEqual([
    "error RDV_SCENARIO_WORLD ObjectController: a length of Ego, which OffroadFollower steers; 0 m; state the Dimensions of its BoundingBox",
  ]);
  expect(read("OffroadFollower", `lateral="false" longitudinal="false"`)).toEqual([]);
  expect(read("OffroadFollower", `lateral="true" longitudinal="true"`, true)).toEqual([]);
  expect(read("MyDriver", `lateral="true" longitudinal="true"`)).toEqual([]);
});
