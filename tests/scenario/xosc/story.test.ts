import { describe, expect, test } from "vitest";
import type { PrivateActionSpec, StorySpec } from "../../../src/sim/story/spec.ts";
import { CAR, problemsOf, readFiles, readText, scenario, specFrom, specOf, storyOf, vehicle, when } from "./support.ts";

const NOW = when(`<SimulationTimeCondition value="0" rule="greaterThan"/>`);
const AT = `<Position><WorldPosition x="1" y="2"/></Position>`;
const privately = (inner: string) => `<PrivateAction>${inner}</PrivateAction>`;
const TWO = CAR + vehicle("Other");

function actionsOf(spec: StorySpec) {
  return spec.stories[0]?.acts[0]?.groups[0]?.maneuvers[0]?.events[0]?.actions.map((a) => a.action) ?? [];
}

/** What a private action becomes; the same in an event and before the story begins. */
function action(inner: string, minor = 3): PrivateActionSpec {
  const spec = specFrom({
    minor,
    entities: TWO,
    story: storyOf(privately(inner), NOW),
    init: `<Private entityRef="Ego">${privately(inner)}</Private>`,
  });
  expect(actionsOf(spec)).toEqual(spec.init.privates[0]?.actions);
  return actionsOf(spec)[0] as PrivateActionSpec;
}

function conditionOf(inner: string, by: "value" | "entity", minor = 3) {
  const spec = specFrom({
    minor,
    entities: TWO,
    story: storyOf(privately(`<TeleportAction>${AT}</TeleportAction>`), NOW),
    stop: when(inner, by),
  });
  return spec.stop?.groups[0]?.[0]?.test.test;
}

const speed = (dynamics: string, target: string) =>
  `<LongitudinalAction><SpeedAction><SpeedActionDynamics ${dynamics}/><SpeedActionTarget>${target}</SpeedActionTarget></SpeedAction></LongitudinalAction>`;

describe("private actions", () => {
  test("speed, absolute and relative", () => {
    const dynamics = 'dynamicsShape="linear" dynamicsDimension="rate" value="2"';
    expect(action(speed(dynamics, `<AbsoluteTargetSpeed value="20"/>`))).toEqual({
      kind: "speed",
      dynamics: { shape: "linear", dimension: "rate", value: 2, followingMode: null },
      target: { kind: "absolute", valueMps: 20 },
    });
    const relative = `<RelativeTargetSpeed entityRef="Other" value="1.1" speedTargetValueType="factor" continuous="true"/>`;
    expect(action(speed(`${dynamics} followingMode="follow"`, relative))).toMatchObject({
      dynamics: { followingMode: "follow" },
      target: { kind: "relative", entity: "Other", value: 1.1, type: "factor", isContinuous: true },
    });
  });

  test("a rate with a sign is taken by its size, with a warning; a negative time is refused", () => {
    const at = (dimension: string) =>
      readText(
        scenario({
          story: storyOf(
            privately(speed(`dynamicsShape="linear" dynamicsDimension="${dimension}" value="-4"`, `<AbsoluteTargetSpeed value="0"/>`)),
            NOW,
          ),
        }),
      );
    expect(problemsOf(at("rate"))).toEqual([expect.stringMatching(/^warning RDV_SCENARIO_RANGE 5:\d+ -4$/)]);
    expect(actionsOf(specOf(at("rate")))[0]).toMatchObject({ dynamics: { value: 4 } });
    expect(problemsOf(at("time"))).toEqual([expect.stringMatching(/^RDV_SCENARIO_RANGE 5:\d+ -4$/)]);
  });

  test("distances have the defaults of the standard", () => {
    expect(
      action(
        `<LongitudinalAction><LongitudinalDistanceAction entityRef="Other" timeGap="2" freespace="true" continuous="false"/></LongitudinalAction>`,
      ),
    ).toEqual({
      kind: "longitudinal-distance",
      entity: "Other",
      distanceM: null,
      timeGapSec: 2,
      isFreespace: true,
      isContinuous: false,
      displacement: "trailingReferencedEntity",
      coordinates: "entity",
      constraints: null,
    });
    expect(
      action(
        `<LateralAction><LateralDistanceAction entityRef="Other" distance="3" freespace="false" continuous="true"><DynamicConstraints maxSpeed="5"/></LateralDistanceAction></LateralAction>`,
      ),
    ).toMatchObject({ displacement: "any", constraints: { maxSpeedMps: 5, maxAccelMps2: Number.POSITIVE_INFINITY } });
  });

  test("lane changes and offsets", () => {
    const how = `<LaneChangeActionDynamics dynamicsShape="sinusoidal" dynamicsDimension="time" value="3"/>`;
    const change = (target: string) =>
      `<LateralAction><LaneChangeAction targetLaneOffset="0.2">${how}<LaneChangeTarget>${target}</LaneChangeTarget></LaneChangeAction></LateralAction>`;
    expect(action(change(`<RelativeTargetLane entityRef="Ego" value="-1"/>`))).toMatchObject({
      target: { kind: "relative", entity: "Ego", lanes: -1 },
      targetOffsetM: 0.2,
    });
    expect(action(change(`<AbsoluteTargetLane value="-3"/>`))).toMatchObject({ target: { kind: "absolute", lane: "-3" } });
    expect(
      action(
        `<LateralAction><LaneOffsetAction continuous="false"><LaneOffsetActionDynamics dynamicsShape="cubic" maxLateralAcc="0.5"/><LaneOffsetTarget><AbsoluteTargetLaneOffset value="-0.4"/></LaneOffsetTarget></LaneOffsetAction></LateralAction>`,
      ),
    ).toEqual({
      kind: "lane-offset",
      shape: "cubic",
      maxLateralAccMps2: 0.5,
      isContinuous: false,
      target: { kind: "absolute", offsetM: -0.4 },
    });
  });

  test("a controller is assigned and overridden in one action of version 1.0", () => {
    const inner = `<ControllerAction><AssignControllerAction><Controller name="c"><Properties><Property name="p" value="v"/></Properties></Controller></AssignControllerAction><OverrideControllerValueAction><Throttle value="0.5" active="true"/><Brake value="0" active="false"/><Gear number="-1" active="true"/></OverrideControllerValueAction></ControllerAction>`;
    expect(actionsOf(specFrom({ minor: 0, story: storyOf(privately(inner), NOW) }))).toEqual([
      {
        kind: "assign-controller",
        controllers: [{ name: "c", properties: [{ name: "p", value: "v" }], types: [] }],
        lateral: null,
        longitudinal: null,
        lighting: null,
        animation: null,
      },
      {
        kind: "override",
        controls: [
          { control: "throttle", isActive: true, value: 0.5 },
          { control: "brake", isActive: false, value: 0 },
          { control: "gear", isActive: true, value: -1 },
        ],
      },
    ]);
  });

  test("a trajectory stands beside the action's parts before version 1.1, in a reference since", () => {
    const trajectory = `<Trajectory name="t" closed="false"><Shape><Polyline><Vertex time="0">${AT}</Vertex><Vertex time="2">${AT}</Vertex></Polyline></Shape></Trajectory>`;
    const rest = `<TimeReference><Timing domainAbsoluteRelative="relative" scale="2" offset="1"/></TimeReference><TrajectoryFollowingMode followingMode="follow"/>`;
    const old = action(`<RoutingAction><FollowTrajectoryAction>${trajectory}${rest}</FollowTrajectoryAction></RoutingAction>`, 0);
    const now = action(
      `<RoutingAction><FollowTrajectoryAction><TrajectoryRef>${trajectory}</TrajectoryRef>${rest}</FollowTrajectoryAction></RoutingAction>`,
    );
    expect(old).toEqual(now);
    expect(now).toMatchObject({
      timing: { isAbsolute: false, scale: 2, offsetSec: 1 },
      followingMode: "follow",
      initialDistanceOffsetM: 0,
    });
    const both = `<RoutingAction><FollowTrajectoryAction>${trajectory}<TrajectoryRef>${trajectory}</TrajectoryRef>${rest}</FollowTrajectoryAction></RoutingAction>`;
    expect(problemsOf(readText(scenario({ story: storyOf(privately(both), NOW) })))[0]).toContain("RDV_SCENARIO_CHOICE");
  });

  test("synchronisation with a steady end", () => {
    const inner = `<SynchronizeAction masterEntityRef="Other" targetTolerance="1"><TargetPositionMaster><WorldPosition x="1" y="2"/></TargetPositionMaster><TargetPosition><WorldPosition x="3" y="4"/></TargetPosition><FinalSpeed><RelativeSpeedToMaster value="-3" speedTargetValueType="delta"><TargetTimeSteadyState time="2"/></RelativeSpeedToMaster></FinalSpeed></SynchronizeAction>`;
    expect(action(inner)).toMatchObject({
      master: "Other",
      masterTarget: { xM: 1 },
      target: { xM: 3 },
      masterToleranceM: null,
      toleranceM: 1,
      finalSpeed: { kind: "relative", value: -3, type: "delta", steady: { kind: "time", timeSec: 2 } },
    });
  });
});

describe("conditions", () => {
  test("version 1.0 says with alongRoute what later ones say with coordinates", () => {
    const headway = (attributes: string, minor: number) =>
      conditionOf(`<TimeHeadwayCondition entityRef="Other" value="2" rule="lessThan" freespace="false" ${attributes}/>`, "entity", minor);
    const measure = (coordinates: string, distance: string) => ({
      measure: { isFreespace: false, coordinates, distance, routing: "undefined" },
    });
    expect(headway('alongRoute="true"', 0)).toMatchObject(measure("road", "longitudinal"));
    expect(headway('alongRoute="false"', 0)).toMatchObject(measure("entity", "euclidianDistance"));
    expect(headway("", 1)).toMatchObject(measure("entity", "euclidianDistance"));
    expect(headway('alongRoute="true" coordinateSystem="lane"', 1)).toMatchObject(measure("lane", "longitudinal"));
    expect(headway('relativeDistanceType="cartesianDistance"', 1)).toMatchObject(measure("entity", "euclidianDistance"));
  });

  test("as esmini has it, alongRoute is a straight line", () => {
    const headway = '<TimeHeadwayCondition entityRef="Ego" value="2" rule="lessThan" freespace="false" alongRoute="true"/>';
    const spec = specOf(readText(scenario({ minor: 0, stop: when(headway, "entity") }), {}, { semantics: "esmini" }));
    expect(spec.semantics).toBe("esmini");
    const { test: condition } = spec.stop!.groups[0]![0]!;
    expect(condition).toMatchObject({ test: { measure: { distance: "euclidianDistance", coordinates: "entity" } } });
  });

  test("a time of day counts from 1970 on, in its zone", () => {
    const seconds = (text: string) => {
      const found = conditionOf(`<TimeOfDayCondition rule="greaterThan" dateTime="${text}"/>`, "value");
      return found?.kind === "time-of-day" ? found.valueSec : null;
    };
    expect(seconds("1970-01-02T00:00:00Z")).toBe(86_400);
    expect(seconds("2024-02-29T12:30:15.5+02:00")).toBe(Date.UTC(2024, 1, 29, 10, 30, 15, 500) / 1000);
    expect(seconds("1969-12-31T23:59:59")).toBe(-1);
  });

  test("angles are the world's where the file does not say", () => {
    expect(conditionOf(`<AngleCondition angleType="heading" angle="1" angleTolerance="0.1"/>`, "entity")).toEqual({
      kind: "angle",
      entity: null,
      angle: "heading",
      valueRad: 1,
      toleranceRad: 0.1,
      coordinates: "world",
    });
  });

  test("name elements of the storyboard that exist, by name or by the end of a path", () => {
    const at = (ref: string, type = "event") => {
      const stop = when(
        `<StoryboardElementStateCondition storyboardElementType="${type}" storyboardElementRef="${ref}" state="completeState"/>`,
      );
      return problemsOf(readText(scenario({ story: storyOf(privately(`<TeleportAction>${AT}</TeleportAction>`), NOW), stop })));
    };
    expect(at("event")).toEqual([]);
    expect(at("group::maneuver::event")).toEqual([]);
    expect(at("story", "story")).toEqual([]);
    expect(at("vent")).toEqual([expect.stringMatching(/^RDV_SCENARIO_REFERENCE 5:\d+ "vent"$/)]);
    expect(at("event", "act")).toHaveLength(1);
    expect(at("act::event")).toHaveLength(1);
  });
});

describe("positions", () => {
  const position = (inner: string, minor = 3) => {
    const found = action(`<TeleportAction><Position>${inner}</Position></TeleportAction>`, minor);
    return found.kind === "teleport" ? found.position : null;
  };

  test("degrees of a globe become radians; version 1.1 has radians", () => {
    expect(position(`<GeoPosition latitudeDeg="90" longitudeDeg="-180" altitude="7"/>`)).toMatchObject({
      latitudeRad: Math.PI / 2,
      longitudeRad: -Math.PI,
      altitudeM: 7,
    });
    expect(position(`<GeoPosition latitude="1" longitude="0.5" height="7"/>`, 1)).toMatchObject({
      latitudeRad: 1,
      longitudeRad: 0.5,
      altitudeM: 7,
    });
  });

  test("orientations are absolute where nothing else is said", () => {
    const lane = (inner: string) => position(`<LanePosition roadId="1" laneId="-1" s="5">${inner}</LanePosition>`);
    expect(lane("")).toEqual({ kind: "lane", road: "1", lane: "-1", sM: 5, offsetM: 0, orientation: null });
    expect(lane(`<Orientation h="1"/>`)).toMatchObject({ orientation: { isRelative: false, hRad: 1, pRad: 0, rRad: 0 } });
    expect(lane(`<Orientation type="relative"/>`)).toMatchObject({ orientation: { isRelative: true, hRad: 0 } });
  });

  test("relative lanes go along the road or the lane", () => {
    expect(position(`<RelativeLanePosition entityRef="Other" dLane="1" ds="5"/>`)).toMatchObject({ dsM: 5, dsLaneM: null });
    expect(position(`<RelativeLanePosition entityRef="Other" dLane="1" dsLane="5"/>`)).toMatchObject({ dsM: null, dsLaneM: 5 });
    expect(position(`<RelativeLanePosition entityRef="Other" dLane="1"/>`)).toMatchObject({ dsM: 0, dsLaneM: null });
  });
});

describe("entities", () => {
  const members = (inner: string) => `<EntitySelection name="all"><Members>${inner}</Members></EntitySelection>`;

  test("a selection stands for its members wherever it is named", () => {
    const spec = specFrom({
      entities: TWO + members(`<ByType objectType="vehicle"/>`),
      init: `<Private entityRef="all">${privately(`<TeleportAction>${AT}</TeleportAction>`)}</Private>`,
      story: storyOf(privately(`<TeleportAction>${AT}</TeleportAction>`), NOW).replace('entityRef="Ego"', 'entityRef="all"'),
    });
    expect(spec.selections).toEqual([{ name: "all", members: ["Ego", "Other"] }]);
    expect(spec.init.privates.map((p) => p.entity)).toEqual(["Ego", "Other"]);
    expect(spec.stories[0]?.acts[0]?.groups[0]?.actors).toEqual(["Ego", "Other"]);
  });

  test("an entity that nothing declares, one declared twice, and a selection in an entity's place are refused", () => {
    const teleport = (name: string) => `<Private entityRef="${name}">${privately(`<TeleportAction>${AT}</TeleportAction>`)}</Private>`;
    const unknown = readText(scenario({ init: teleport("Egon") }));
    expect(unknown.problems[0]).toMatchObject({ code: "RDV_SCENARIO_REFERENCE", hint: 'did you mean "Ego"?' });
    expect(problemsOf(readText(scenario({ entities: CAR + CAR })))[0]).toContain("RDV_SCENARIO_DUPLICATE");
    const headway = when(`<TimeHeadwayCondition entityRef="all" value="2" rule="lessThan" freespace="false"/>`, "entity");
    expect(problemsOf(readText(scenario({ entities: TWO + members(`<EntityRef entityRef="Ego"/>`), stop: headway })))[0]).toContain(
      "RDV_SCENARIO_REFERENCE",
    );
  });

  test("a trailer inside a vehicle is an entity of its own; an empty reference is none", () => {
    const trailer = vehicle("cart").replace("<ScenarioObject", "<Trailer").replace("</ScenarioObject>", "</Trailer>");
    const inside = specFrom({ entities: vehicle("Ego", `<TrailerHitch dx="-1"/><Trailer>${trailer}</Trailer>`) });
    expect(inside.entities.map((e) => [e.name, e.trailer, e.hitch])).toEqual([
      ["Ego", "cart", { dxM: -1 }],
      ["cart", null, null],
    ]);
    const none = specFrom({ entities: vehicle("Ego", `<Trailer><TrailerRef entityRef=""/></Trailer>`) });
    expect(none.entities[0]?.trailer).toBeNull();
    const lost = readText(scenario({ entities: vehicle("Ego", `<Trailer><TrailerRef entityRef="cart"/></Trailer>`) }));
    expect(problemsOf(lost)[0]).toContain("RDV_SCENARIO_REFERENCE");
  });
});

describe("references", () => {
  const activate = `<ControllerAction><ActivateControllerAction controllerRef="driver" lateral="true"/></ControllerAction>`;
  const assign = `<ControllerAction><AssignControllerAction activateLateral="false"><Controller name="driver"/></AssignControllerAction></ControllerAction>`;
  const inInit = (...actions: string[]) => `<Private entityRef="Ego">${actions.map(privately).join("")}</Private>`;

  test("to a controller are good where the scenario gives it to someone, there or further on", () => {
    expect(problemsOf(readText(scenario({ init: inInit(activate) })))).toEqual([
      expect.stringMatching(/^RDV_SCENARIO_REFERENCE 5:\d+ "driver"$/),
    ]);
    expect(problemsOf(readText(scenario({ init: inInit(activate), story: storyOf(privately(assign), NOW) })))).toEqual([]);
    // Where none is ever active, none is missed.
    expect(problemsOf(readText(scenario({ init: inInit(activate) }), {}, { controllersOff: true }))).toEqual([
      expect.stringMatching(/^warning RDV_SCENARIO_REFERENCE 5:\d+ "driver"$/),
    ]);
  });

  test("to roads and signals are looked up where the map is known", () => {
    const text = scenario({
      road: `<LogicFile filepath="map.xodr"/>`,
      init: inInit(`<TeleportAction><Position><RoadPosition roadId="7" s="1" t="0"/></Position></TeleportAction>`),
      stop: when(`<TrafficSignalCondition name="s1" state="red"/>`),
    });
    const namesOf = (roads: string[], signals: string[]) => ({
      roads: new Map(roads.map((id) => [id, { lengthM: 100, lanesAt: () => new Set(["1", "0", "-1"]) }])),
      signals: new Set(signals),
      controllers: new Set<string>(),
    });
    const read = (roads: string[], signals: string[]) =>
      problemsOf(readFiles({ "a.xosc": text, "map.xodr": "" }, {}, { mapNames: () => namesOf(roads, signals) }));
    expect(read(["7"], ["s1"])).toEqual([]);
    expect(read(["70"], ["s2"])).toEqual([expect.stringMatching(/ 5:\d+ "7"$/), expect.stringMatching(/ 5:\d+ "s1"$/)]);
    expect(problemsOf(readFiles({ "a.xosc": text, "map.xodr": "" }))).toEqual([]);
  });

  test("to lanes and s are looked up where the map is known; a signal or a signal controller of the scenario's own is a warning", () => {
    const roads = new Map([["7", { lengthM: 100, lanesAt: (sM: number) => new Set(sM < 50 ? ["0", "-1"] : ["0", "-1", "-2"]) }]]);
    const names = { roads, signals: new Set(["s1"]), controllers: new Set(["c1"]) };
    const read = (parts: { readonly position?: string; readonly road?: string }) => {
      const { position = `<RoadPosition roadId="7" s="100" t="0"/>`, road = "" } = parts;
      const text = scenario({
        road: `<LogicFile filepath="map.xodr"/>${road}`,
        init: inInit(`<TeleportAction><Position>${position}</Position></TeleportAction>`),
      });
      const { problems } = readFiles({ "a.xosc": text, "map.xodr": "" }, {}, { mapNames: () => names });
      return problems.map((p) => `${p.severity} ${p.path} ${p.expected}: ${p.found}`);
    };
    expect(read({})).toEqual([]);
    expect(read({ position: `<RoadPosition roadId="7" s="100.5" t="0"/>` })).toEqual([
      "error RoadPosition s in [0, 100.00] m of road 7: 100.5",
    ]);
    expect(read({ position: `<RoadPosition roadId="7" s="100.0005" t="0"/>` })).toEqual([]);
    expect(read({ position: `<LanePosition roadId="7" laneId="-1" s="-1"/>` })).toEqual([
      "error LanePosition s in [0, 100.00] m of road 7: -1",
    ]);
    expect(read({ position: `<LanePosition roadId="7" laneId="-2" s="60"/>` })).toEqual([]);
    expect(read({ position: `<LanePosition roadId="7" laneId="-2" s="40"/>` })).toEqual([
      'error LanePosition a lane of road 7 at s = 40: "-2"',
    ]);
    const controller = (name: string, signal: string) =>
      `<TrafficSignals><TrafficSignalController name="${name}"><Phase name="p" duration="1"><TrafficSignalState trafficSignalId="${signal}" state="red"/></Phase></TrafficSignalController></TrafficSignals>`;
    expect(read({ road: controller("c1", "s1") })).toEqual([]);
    expect(read({ road: controller("c2", "s2") })).toEqual([
      'warning TrafficSignalController a controller of the map: "c2"',
      'warning TrafficSignalState a signal of the map: "s2"',
    ]);
  });

  test("a controller that nothing activates is warned of", () => {
    const own = `<ObjectController><Controller name="driver"><Properties/></Controller></ObjectController>`;
    const read = (lateral: string) => {
      const activate = `<ControllerAction><ActivateControllerAction lateral="${lateral}" longitudinal="false"/></ControllerAction>`;
      return readText(
        scenario({ entities: CAR.replace("</ScenarioObject>", `${own}</ScenarioObject>`), init: inInit(activate) }),
      ).problems.map((p) => `${p.severity} ${p.path} ${p.found}`);
    };
    expect(read("true")).toEqual([]);
    expect(read("false")).toEqual(['warning ObjectController "driver", never activated']);
  });

  test("by one of two equal names are warned of", () => {
    const story = storyOf(privately(`<TeleportAction>${AT}</TeleportAction>`), NOW);
    const event = /<Event[\s\S]*<\/Event>/.exec(story)?.[0] ?? "";
    const { problems } = readText(scenario({ story: story.replace(event, event + event) }));
    expect(problems.map((p) => [p.severity, p.code, p.found])).toEqual([["warning", "RDV_SCENARIO_DUPLICATE", '"event"']]);
  });
});

describe("nothing is left out in silence", () => {
  const inInit = (inner: string, minor = 3) => problemsOf(readText(scenario({ minor, init: inner })));

  test("an unknown element or attribute is named, with its place and the word that was meant", () => {
    const { problems } = readText(scenario({ init: `<GlobalAktion/>`, road: `<LogicFile filepath="" filpath="x"/>` }));
    expect(problems.map((p) => [p.code, p.line, p.found, p.hint])).toEqual([
      ["RDV_SCENARIO_KEY", 4, '"filpath"', 'did you mean "filepath"?'],
      ["RDV_SCENARIO_KEY", 5, '"GlobalAktion"', 'did you mean "GlobalAction"?'],
    ]);
  });

  test("what redrive does not support is refused by name", () => {
    const visibility = `<Private entityRef="Ego">${privately(`<VisibilityAction graphics="true" sensors="true" traffic="true"><SensorReferenceSet><SensorReference name="x"/></SensorReferenceSet></VisibilityAction>`)}</Private>`;
    expect(inInit(visibility)).toEqual([expect.stringMatching(/^RDV_XOSC_UNSUPPORTED 5:\d+ SensorReferenceSet$/)]);
  });

  test("what is newer than the file's version is read with a warning", () => {
    const route = `<Private entityRef="Ego">${privately(`<RoutingAction><RandomRouteAction/></RoutingAction>`)}</Private>`;
    expect(inInit(route)).toEqual([]);
    expect(inInit(route, 1)).toEqual([expect.stringMatching(/^warning RDV_SCENARIO_VERSION 5:\d+ RandomRouteAction of version 1.3$/)]);
  });

  test("another version of the standard is refused", () => {
    for (const minor of [4, 99]) expect(inInit("", minor)).toEqual([`RDV_SCENARIO_VERSION 2:27 "1.${minor}"`]);
  });

  test("too few, too many or two of a choice are counted", () => {
    expect(inInit(`<GlobalAction/>`)[0]).toContain("RDV_SCENARIO_MISSING");
    const route = `<Route name="r" closed="false"><Waypoint routeStrategy="shortest">${AT}</Waypoint></Route>`;
    expect(
      inInit(
        `<Private entityRef="Ego">${privately(`<RoutingAction><AssignRouteAction>${route}</AssignRouteAction></RoutingAction>`)}</Private>`,
      )[0],
    ).toContain("RDV_SCENARIO_MISSING");
    expect(inInit(`<Private entityRef="Ego">${privately(`<TeleportAction>${AT}${AT}</TeleportAction>`)}</Private>`)[0]).toContain(
      "RDV_SCENARIO_DUPLICATE",
    );
    expect(
      inInit(`<GlobalAction><InfrastructureAction/><ParameterAction/></GlobalAction>`).some((p) => p.startsWith("RDV_SCENARIO_CHOICE")),
    ).toBe(true);
  });
});
