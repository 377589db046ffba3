import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import { initOrderOf } from "../../../src/sim/story/init-order.ts";
import type { PlannedAction } from "../../../src/sim/story/plan.ts";
import { planStory } from "../../../src/sim/story/plan-story.ts";
import type { InitSpec, PositionSpec, PrivateActionSpec } from "../../../src/sim/story/spec.ts";
import { actOf, after, changesOf, entityTestOf, eventOf, groupOf, lasting, playTo, setting, specOf, when, worldOf } from "./board-story.ts";
import { carOf } from "./motion-world.ts";

const TO_ORIGIN: PositionSpec = { kind: "world", xM: 0, yM: 0, zM: null, hRad: null, pRad: null, rRad: null };

function behind(entity: string): PositionSpec {
  return { kind: "relative-object", entity, dxM: -10, dyM: 0, dzM: 0, orientation: null };
}

function teleport(position: PositionSpec): PrivateActionSpec {
  return { kind: "teleport", position };
}

function initOf(...privates: InitSpec["privates"]): InitSpec {
  return { global: [], privates };
}

const VERTEX = { timeSec: null, position: TO_ORIGIN };
const CARS = ["a", "b", "c"].map((name) => carOf(name));

describe("elements", () => {
  test("stand in the order of the tree, with their paths; children first the other way", () => {
    const spec = specOf([eventOf("e", [lasting("x", 1), setting("y", "v", "1")], null), eventOf("f", [lasting("z", 1)], null)]);
    const { elements, upwardElements } = planStory(spec, null);
    expect(elements.map((e) => `${e.kind} ${e.path}`)).toEqual([
      "storyboard ",
      "story s",
      "act s::a",
      "maneuverGroup s::a::g",
      "maneuver s::a::g::m",
      "event s::a::g::m::e",
      "action s::a::g::m::e::x",
      "action s::a::g::m::e::y",
      "event s::a::g::m::f",
      "action s::a::g::m::f::z",
    ]);
    expect(upwardElements).toEqual([6, 7, 5, 9, 8, 4, 3, 2, 1, 0]);
  });

  test("a private action stands once for each actor, a global one once, for none", () => {
    const group = groupOf("g", [eventOf("e", [lasting("x", 1), setting("y", "v", "1")], null)], { actors: ["ego", "other"] });
    const { actions } = planStory(specOf([], { stories: [{ name: "s", acts: [actOf("a", [group])] }] }), null);
    expect(actions.map((a) => [a.spec.kind, a.actor])).toEqual([
      ["override", 0],
      ["override", 1],
      ["set-variable", -1],
    ]);
  });

  test("routes, goals and trajectories are numbered by the actions that bring them", () => {
    const actions = [
      { name: "r", action: { kind: "random-route" } },
      { name: "p", action: { kind: "acquire-position", position: TO_ORIGIN } },
      {
        name: "t",
        action: {
          kind: "follow-trajectory",
          trajectory: {
            name: "curve",
            isClosed: false,
            shape: { kind: "polyline", vertices: [VERTEX, { ...VERTEX, position: { ...TO_ORIGIN, xM: 50 } }] },
          },
          timing: null,
          followingMode: "position",
          initialDistanceOffsetM: 0,
        },
      },
    ] as const;
    const plan = planStory(specOf([eventOf("e", actions, null)]), null);
    expect(plan.actions.map((a) => [a.route, a.trajectory])).toEqual([
      [0, -1],
      [1, -1],
      [-1, 0],
    ]);
    expect(plan.routes.map((r) => r.goal)).toEqual([null, TO_ORIGIN]);
    expect(plan.trajectories.map((t) => t.name)).toEqual(["curve"]);
  });

  test("an action with nothing in it leaves no trace; its event starts and is over", () => {
    const nothing = { name: "x", action: { kind: "user-defined", type: "", content: "" } } as const;
    const world = worldOf(specOf([eventOf("e", [nothing], when(after(0.2)))]));
    playTo(world, 0.5);
    expect(world.plan.actions).toEqual([]);
    expect(changesOf(world, "e").slice(1)).toEqual(["0.200 e start running", "0.200 e end complete"]);
  });
});

describe("order of the init actions", () => {
  const orderOf = (init: InitSpec): string[] => {
    const plan = planStory(specOf([], { entities: CARS, stories: [], init }), null);
    return plan.initActions.map((i) => plan.elements[plan.actions[i]?.element ?? -1]?.name ?? "");
  };

  test("who is placed relative to another comes after it, and everything else when all are in place", () => {
    const init = initOf(
      { entity: "a", actions: [{ kind: "random-route" }, teleport(behind("b"))] },
      { entity: "b", actions: [teleport(behind("c"))] },
      { entity: "c", actions: [teleport(TO_ORIGIN)] },
    );
    expect(orderOf(init)).toEqual(["Init c TeleportAction", "Init b TeleportAction", "Init a TeleportAction", "Init a RoutingAction"]);
  });

  test("a route comes before the place that is found along it: of the other, and the own one where it stands before", () => {
    const far: PositionSpec = { kind: "relative-lane", entity: "b", dLane: 0, dsM: null, dsLaneM: 9, offsetM: 0, orientation: null };
    const waypoints = [{ strategy: "shortest", position: TO_ORIGIN } as const, { strategy: "shortest", position: TO_ORIGIN } as const];
    const route: PrivateActionSpec = { kind: "assign-route", route: { name: "r", isClosed: false, waypoints } };
    const others = { entity: "b", actions: [route, teleport(TO_ORIGIN)] };
    const [placed, routed] = ["TeleportAction", "RoutingAction"];
    expect(orderOf(initOf({ entity: "a", actions: [route, teleport(far)] }, others))).toEqual([
      `Init a ${routed}`,
      `Init b ${placed}`,
      `Init b ${routed}`,
      `Init a ${placed}`,
    ]);
    // Written after its place, a route is assigned to who is there.
    expect(orderOf(initOf({ entity: "a", actions: [teleport(far), route] }, others))).toEqual([
      `Init b ${placed}`,
      `Init b ${routed}`,
      `Init a ${placed}`,
      `Init a ${routed}`,
    ]);
  });

  test("a trajectory that is laid through another is not there before it", () => {
    const through = (position: PositionSpec): PositionSpec => ({
      kind: "trajectory",
      trajectory: { name: "t", isClosed: false, shape: { kind: "polyline", vertices: [VERTEX, { timeSec: null, position }] } },
      sM: 1,
      tM: 0,
      orientation: null,
    });
    const init = initOf({ entity: "a", actions: [teleport(through(behind("b")))] }, { entity: "b", actions: [teleport(TO_ORIGIN)] });
    expect(orderOf(init)).toEqual(["Init b TeleportAction", "Init a TeleportAction"]);
  });

  test("is found in one pass, be they in one chain, all with routes of their own, or one", () => {
    const count = 20_000;
    const action = (index: number, actor: number, spec: PrivateActionSpec): PlannedAction => ({
      index,
      element: 0,
      actor,
      isInit: true,
      onlyWhenTriggering: false,
      spec,
      route: -1,
      trajectory: -1,
    });
    const orderOfAll = (make: (i: number) => readonly [number, PrivateActionSpec]): number[] =>
      initOrderOf(
        Array.from({ length: count }, (_, i) => action(i, ...make(i))),
        (entity) => `e${entity}`,
      );
    const route: PrivateActionSpec = { kind: "assign-route", route: { name: "r", isClosed: false, waypoints: [] } };
    const beside: PositionSpec = { kind: "relative-lane", entity: "e0", dLane: 1, dsM: 1, dsLaneM: null, offsetM: 0, orientation: null };
    expect(orderOfAll((i) => [i, teleport(i + 1 < count ? behind(`e${i + 1}`) : TO_ORIGIN)]).slice(0, 2)).toEqual([count - 1, count - 2]);
    // Half of them routes of the first, which all others are beside.
    expect(orderOfAll((i) => (i % 2 === 0 ? [0, route] : [i, teleport(beside)])).slice(0, 3)).toEqual([0, 2, 4]);
    // All of one entity: each place along roads after the routes that stand above it, each route after the places that do.
    expect(orderOfAll((i) => [0, i % 2 === 0 ? route : teleport(beside)]).slice(0, 3)).toEqual([0, 1, 2]);
  });

  test("who refer to each other in a circle, or to themselves, keep the order of the file", () => {
    const circle = initOf({ entity: "a", actions: [teleport(behind("b"))] }, { entity: "b", actions: [teleport(behind("a"))] });
    expect(orderOf(circle)).toEqual(["Init a TeleportAction", "Init b TeleportAction"]);
    expect(orderOf(initOf({ entity: "a", actions: [teleport(behind("a"))] }))).toEqual(["Init a TeleportAction"]);
  });
});

describe("faults", () => {
  function problemsOf(make: () => unknown): readonly string[] {
    try {
      make();
    } catch (error) {
      if (error instanceof InputError) return error.problems.map((p) => `${p.file} ${p.code} ${p.path}: ${p.found}`);
      throw error;
    }
    return [];
  }

  test("names that refer to nobody, all at once, with the file and the element", () => {
    const speed = entityTestOf({ kind: "speed", rule: "equalTo", valueMps: 1, direction: null }, { name: "k" }, ["ghost"]);
    const group = groupOf("g", [eventOf("e", [lasting("x", 1)], when(speed))], { actors: ["nobody"] });
    const spec = specOf([], { stories: [{ name: "s", acts: [actOf("a", [group])] }], init: initOf({ entity: "void", actions: [] }) });
    expect(problemsOf(() => planStory(spec, null, "bad.xosc"))).toEqual([
      "bad.xosc RDV_SCENARIO_REFERENCE Init: void",
      "bad.xosc RDV_SCENARIO_REFERENCE s::a::g: nobody",
      "bad.xosc RDV_SCENARIO_REFERENCE s::a::g::m::e: condition k: ghost",
    ]);
  });

  test("an action of the user's own kind", () => {
    const own = { name: "x", action: { kind: "user-defined", type: "script", content: "run" } } as const;
    expect(problemsOf(() => planStory(specOf([eventOf("e", [own], null)]), null))).toEqual([
      " RDV_SCENARIO_WORLD s::a::g::m::e::x: UserDefinedAction script",
    ]);
  });
});
