import { describe, expect, test } from "vitest";
import { arcOf, laneOf, lineOf, mapOfRoads, roadOf, sectionOf } from "../../road/opendrive-made.ts";
import { activateController, assignController } from "../../../src/sim/story/controllers.ts";
import { moveEntities } from "../../../src/sim/story/motion.ts";
import { setVisibility } from "../../../src/sim/story/place-actions.ts";
import { startSignals, stepSignals } from "../../../src/sim/story/signal-controllers.ts";
import type { ControllerSpec, SignalControllerSpec } from "../../../src/sim/story/spec.ts";
import { setEnvironment, setLight, setOverrides, setPhase, setSignal, setValue } from "../../../src/sim/story/state-actions.ts";
import type { StoryWorld } from "../../../src/sim/story/state.ts";
import { actionOf, AT_ORIGIN, ON_LANE, put, worldOf } from "./motion-world.ts";

const lights = (name: string, delaySec: number, reference: string | null): SignalControllerSpec => ({
  name,
  delaySec,
  reference,
  phases: [
    { name: "go", durationSec: 10, states: [{ signal: `${name}-1`, state: "off;off;on" }] },
    { name: "stop", durationSec: 5, states: [{ signal: `${name}-1`, state: "on;off;off" }] },
  ],
});

describe("signal controllers", () => {
  test("cycle through their phases; one with a delay begins that much later", () => {
    const world = worldOf(null, { signalControllers: [lights("N", 0, null), lights("E", 4, "N")] });
    startSignals(world);
    expect(world.state.signals).toEqual({ "N-1": "off;off;on", "E-1": "on;off;off" });
    const shownAt = (atSec: number, name: string): string => {
      stepSignals(world, atSec);
      return world.state.signals[`${name}-1`]!;
    };
    expect(shownAt(3.9, "E")).toBe("on;off;off");
    expect(shownAt(4, "E")).toBe("off;off;on");
    expect(shownAt(9.9, "N")).toBe("off;off;on");
    expect(shownAt(10, "N")).toBe("on;off;off");
    expect(shownAt(15, "N")).toBe("off;off;on");
    expect(shownAt(28.9, "E")).toBe("off;off;on");
  });

  test("a group state is that of all signals which the map's controller of that id switches, single ones after it", () => {
    const switched = ["7", "8"].map((id) => ({ id, type: "" }));
    const map = { ...mapOfRoads([roadOf([lineOf(100)])]), controllers: [{ id: "N", name: "", sequence: null, signals: switched }] };
    const group = { signal: null, state: "off;off;on" };
    const phases = [
      { name: "go", durationSec: 10, states: [group, { signal: "8", state: "on;off;off" }] },
      { name: "stop", durationSec: 5, states: [{ signal: null, state: "on;off;off" }] },
    ];
    const world = worldOf(map, { signalControllers: [{ name: "N", delaySec: 0, reference: null, phases }] });
    startSignals(world);
    expect(world.state.signals).toEqual({ "7": "off;off;on", "8": "on;off;off" });
    stepSignals(world, 10);
    expect(world.state.signals).toEqual({ "7": "on;off;off", "8": "on;off;off" });
    expect(() => worldOf(map, { signalControllers: [{ name: "M", delaySec: 0, reference: null, phases }] })).toThrow(
      /id of a signal controller/,
    );
  });

  test("an action sets a phase, from which the cycle goes on; another sets one signal", () => {
    const world = worldOf(null, { signalControllers: [lights("N", 0, null)] });
    startSignals(world);
    setPhase(world, actionOf(-1, { kind: "signal-phase", controller: "N", phase: "stop" }), 2);
    expect(world.state.signals["N-1"]).toBe("on;off;off");
    stepSignals(world, 7);
    expect(world.state.signals["N-1"]).toBe("off;off;on");
    setSignal(world, actionOf(-1, { kind: "signal-state", signal: "X", state: "flashing" }));
    expect(world.state.signals["X"]).toBe("flashing");
    expect(() => setPhase(world, actionOf(-1, { kind: "signal-phase", controller: "N", phase: "blue" }), 2)).toThrow(/blue/);
  });
});

describe("values, environment, what an entity shows", () => {
  test("variables and parameters are set and modified; what is no number cannot be", () => {
    const variables = [
      { name: "n", type: "double", value: "0.1" },
      { name: "s", type: "string", value: "on" },
    ] as const;
    const world = worldOf(null, { variables, parameters: variables });
    setValue(world, actionOf(-1, { kind: "modify-variable", name: "n", by: "add", value: 0.2 }));
    setValue(world, actionOf(-1, { kind: "modify-parameter", name: "n", by: "multiply", value: 3 }));
    setValue(world, actionOf(-1, { kind: "set-variable", name: "s", value: "off" }));
    expect(world.state.variables).toEqual([String(0.1 + 0.2), "off"]);
    expect(world.state.parameters).toEqual([String(0.1 * 3), "on"]);
    expect(() => setValue(world, actionOf(-1, { kind: "modify-parameter", name: "s", by: "add", value: 1 }))).toThrow(/"on"/);
    expect(() => setValue(world, actionOf(-1, { kind: "set-variable", name: "x", value: "" }))).toThrow(/"x"/);
  });

  test("what an environment leaves out stays", () => {
    const world = worldOf(null);
    const environment = {
      name: "",
      timeOfDay: null,
      frictionRatio: 0.4,
      visibilityM: null,
      precipitation: null,
      wetness: null,
      cloudState: null,
    };
    setEnvironment(world, actionOf(-1, { kind: "environment", environment }), 3);
    const night = { ...environment, frictionRatio: null, timeOfDay: { atSec: 1000, isAnimated: true } };
    setEnvironment(world, actionOf(-1, { kind: "environment", environment: night }), 5);
    expect(world.state.environment).toMatchObject({ frictionRatio: 0.4, timeOfDaySec: 1000, isTimeAnimated: true, timeSetSec: 5 });
  });

  test("lights, visibility and overridden controls are kept as state", () => {
    const world = worldOf(null);
    const car = world.state.entities[0]!;
    setLight(world, actionOf(0, { kind: "light", light: "brakeLights", mode: "on", transitionSec: 0 }));
    setVisibility(world, actionOf(0, { kind: "visibility", graphics: true, sensors: false, traffic: true }));
    setOverrides(world, actionOf(0, { kind: "override", controls: [{ control: "brake", isActive: true, value: 0.5 }] }));
    expect(car).toMatchObject({ lights: { brakeLights: "on" }, isVisible: { sensors: false }, overrides: { brake: 0.5 } });
    setOverrides(world, actionOf(0, { kind: "override", controls: [{ control: "brake", isActive: false, value: 0 }] }));
    expect(car.overrides).toEqual({});
  });
});

describe("controllers", () => {
  const controller = (name: string, properties: ControllerSpec["properties"] = []): ControllerSpec => ({ name, properties, types: [] });
  const assign = (spec: ControllerSpec): Parameters<typeof assignController>[1] =>
    actionOf(0, { kind: "assign-controller", controllers: [spec], lateral: null, longitudinal: true, lighting: null, animation: null });
  const ticks = (world: StoryWorld, count: number): void => {
    for (let i = 0; i < count; i++) {
      world.state.tick += 1;
      moveEntities(world, world.options.dtSec);
    }
  };

  test("a gap keeper comes to the speed it wants, and comes to rest behind who stands on its lane, in a curve too", () => {
    const road = roadOf([lineOf(200), arcOf(300, 0.005, { sM: 200, xM: 200 })], {
      sections: [sectionOf(0, [laneOf(1, 3.5), laneOf(-1, 3.5)])],
    });
    const world = worldOf(mapOfRoads([road]));
    put(world, 0, ON_LANE, 5);
    put(world, 1, { ...ON_LANE, sM: 400 } as typeof ON_LANE, 0);
    const properties = [
      { name: "setSpeed", value: "15" },
      { name: "mode", value: "override" },
    ];
    assignController(world, assign(controller("ACCController", properties)));
    ticks(world, 150);
    expect(world.state.entities[0]!.speedMps).toBeGreaterThan(13);
    expect(world.state.entities[0]!.speedMps).toBeLessThan(15 + 1e-9);
    ticks(world, 600);
    const gapM = 400 - world.state.entities[0]!.place.sM - 5;
    expect(world.state.entities[0]!.speedMps).toBeLessThan(0.1);
    expect(gapM).toBeGreaterThan(1.5);
    expect(gapM).toBeLessThan(4);
  });

  test("unknown ones may be there, and are refused by name when they are to drive; with controllers off nothing is active", () => {
    const world = worldOf(null);
    put(world, 0, AT_ORIGIN, 5);
    const unknown = controller("Magic");
    expect(() => assignController(world, assign(unknown))).toThrow(/Magic/);
    const idle = actionOf(0, {
      kind: "assign-controller",
      controllers: [unknown],
      lateral: null,
      longitudinal: false,
      lighting: null,
      animation: null,
    });
    assignController(world, idle);
    const activate = { kind: "activate-controller", lateral: null, longitudinal: true, lighting: null, animation: null } as const;
    expect(() => activateController(world, actionOf(0, { ...activate, controller: "other" }))).toThrow(/other/);
    const off = worldOf(null, {}, { controllersOff: true });
    assignController(off, assign(unknown));
    activateController(off, actionOf(0, { ...activate, controller: "other" }));
    expect(off.state.entities[0]!.controllers.some(({ longitudinal }) => longitudinal)).toBe(false);
  });

  test("a driver from outside that has not taken over leaves the default controller in place", () => {
    const world = worldOf(null);
    put(world, 0, AT_ORIGIN, 5);
    assignController(world, assign(controller("mine", [{ name: "esminiController", value: "ExternalController" }])));
    ticks(world, 10);
    expect(world.state.entities[0]!.xM).toBeCloseTo(5, 12);
  });
});
