import { describe, expect, test } from "vitest";
import { buildMap } from "../../../src/road/opendrive/map.ts";
import { KNOWN_CONTROLLERS } from "../../../src/sim/story/drivers/known-controllers.ts";
import { newStory, stepStory } from "../../../src/sim/story/play.ts";
import type { PrivateActionSpec } from "../../../src/sim/story/spec.ts";
import type { EntityState } from "../../../src/sim/story/state.ts";
import { line, road, section, toRoad } from "../../road/opendrive-links-models.ts";
import { mapOfRoads } from "../../road/opendrive-made.ts";
import { carSpec, inLane, speedAtOnce, storySpec } from "./story-made.ts";

/** Two lanes of 3 m for 2 km, of which the right one goes on as the only one of the next road. */
const MAP = buildMap(
  mapOfRoads([
    road({
      id: "1",
      geometry: line(0, 0, 0, 2000),
      sections: [section(0, [-1, null, null], [-2, null, -1])],
      to: toRoad("2", "start"),
    }),
    road({ id: "2", geometry: line(2000, -3, 0, 500), sections: [section(0, [-1, -2, null])], from: toRoad("1", "end") }),
  ]),
);

const CHANGE: PrivateActionSpec = {
  kind: "lane-change",
  target: { kind: "absolute", lane: "-2" },
  dynamics: { shape: "sinusoidal", dimension: "time", value: 3, followingMode: null },
  targetOffsetM: 0,
};
const ROUTE: PrivateActionSpec = {
  kind: "assign-route",
  route: {
    name: "r",
    isClosed: false,
    waypoints: [inLane(-1, 10), inLane(-1, 100, "2")].map((position) => ({ strategy: "shortest", position })),
  },
};
const active = (
  name: string,
  values: Readonly<Record<string, string>>,
  lateral: boolean | null,
  longitudinal: boolean | null,
): PrivateActionSpec => ({
  kind: "assign-controller",
  controllers: [{ name, properties: Object.entries(values).map(([key, value]) => ({ name: key, value })), types: [] }],
  lateral,
  longitudinal,
  lighting: null,
  animation: null,
});
const cruise = (mode: string): PrivateActionSpec => active("ACCController", { mode, setSpeed: "20" }, null, true);

function play(seconds: number, timing: "subtick" | "tick", actions: readonly PrivateActionSpec[]): EntityState {
  const spec = storySpec([carSpec("Ego")], { Ego: [{ kind: "teleport", position: inLane(-1, 10) }, speedAtOnce(20), ...actions] });
  const world = newStory(spec, MAP, { dtSec: 0.1, timing, seed: 1, external: [], controllersOff: false });
  for (let i = 0; i < 10 * seconds; i++) stepStory(world);
  return world.state.entities[0]!;
}

describe.each(["subtick", "tick"] as const)("a controller in the place of the default one, along the lane, timed by %s", (timing) => {
  test("lets a lane change go on: after it the entity is in the middle of the lane", () => {
    for (const mode of ["additive", "override"]) {
      const { place, guide } = play(5, timing, [cruise(mode), CHANGE]);
      expect([mode, place.lane, guide.lane]).toEqual([mode, -2, -2]);
      expect(place.tM).toBeCloseTo(-4.5, 9);
    }
  });

  test("lets a lane offset be come to", () => {
    const offset: PrivateActionSpec = {
      kind: "lane-offset",
      shape: "sinusoidal",
      maxLateralAccMps2: 1,
      isContinuous: false,
      target: { kind: "absolute", offsetM: 0.5 },
    };
    const { place } = play(3, timing, [cruise("override"), offset]);
    expect(place.tM).toBeCloseTo(-1, 9);
  });

  test("is led by another that follows the route", () => {
    const { place } = play(15, timing, [ROUTE, active("FollowRouteController", {}, true, null), cruise("override")]);
    expect(place.lane).toBe(-2);
    expect(place.tM).toBeCloseTo(-4.5, 9);
  });

  test("drives at its own speed all the same", () => {
    const { speedMps, xM } = play(5, timing, [cruise("override"), speedAtOnce(5)]);
    // It was activated at 20 m/s; the speed action of time 0 comes before its first tick.
    expect(speedMps).toBeGreaterThan(19);
    expect(xM).toBeGreaterThan(80);
  });
});

describe("what a file says of a controller is checked when it is activated", () => {
  const start =
    (name: string, values: Readonly<Record<string, string>>, isActive = true) =>
    () =>
      play(0, "subtick", [active(name, values, null, isActive ? true : null)]);

  test.each([
    ["ACCController", { mode: "additve" }, /mode of controller ACCController.*one of additive, override.*additve/],
    ["ACCController", { setSpeed: "-3" }, /setSpeed.*not negative.*-3/],
    ["ACCController", { virtual: "True" }, /virtual.*True/],
    ["LoomingController", { setSpeed: "fast" }, /setSpeed.*a number.*fast/],
    ["NaturalDriver", { route: "left" }, /route.*a whole number.*left/],
  ])("%s with %o is refused", (name, values, message) => {
    expect(start(name, values)).toThrow(message);
    expect(start(name, values, false)).not.toThrow();
  });

  test("by the same names that are driven by, or lead", () => {
    const names = ["ExternalController", "HIDController", "InteractiveController", "UDPDriverController", ...KNOWN_CONTROLLERS.keys()];
    let message = "";
    try {
      start("Nobody", {})();
    } catch (error) {
      message = String(error);
    }
    const [, listed = ""] = /one of ([\w, ]+), found/.exec(message) ?? [];
    expect(listed.split(", ").toSorted()).toEqual(names.toSorted());
  });
});
