import { describe, expect, test } from "vitest";
import { buildMap } from "../../../src/road/opendrive/map.ts";
import { naturalAccelMps2 } from "../../../src/sim/story/drivers/natural-driver.ts";
import { newStory, stepStory } from "../../../src/sim/story/play.ts";
import type { ControllerSpec, PrivateActionSpec } from "../../../src/sim/story/spec.ts";
import type { EntityState } from "../../../src/sim/story/state.ts";
import { line, road, section } from "../../road/opendrive-links-models.ts";
import { mapOfRoads } from "../../road/opendrive-made.ts";
import { carSpec, inLane, speedAtOnce, storySpec } from "./story-made.ts";

/** Two lanes of 3 m along s. */
const MAP = buildMap(
  mapOfRoads([road({ id: "1", geometry: line(0, 0, 0, 2000), sections: [section(0, [-1, null, null], [-2, null, null])] })]),
);

const ACTIVE: PrivateActionSpec = {
  kind: "activate-controller",
  controller: null,
  lateral: false,
  longitudinal: true,
  lighting: null,
  animation: null,
};
const PROPERTIES = {
  desiredSpeed: "20",
  maxAcc: "2",
  maxDec: "-4",
  thw: "1.5",
  desiredDistance: "5",
  lookAheadDistance: "120",
  route: "0",
};

/** A driver in lane -2 behind a slow car there, beside a car in lane -1; each other as lane, s and speed. */
function play(
  seconds: number,
  properties: Readonly<Record<string, string>>,
  others: readonly (readonly [number, number, number])[],
): EntityState {
  const all = Object.entries({ ...PROPERTIES, ...properties });
  const controller: ControllerSpec = { name: "NaturalDriver", properties: all.map(([name, value]) => ({ name, value })), types: [] };
  const privates: Record<string, PrivateActionSpec[]> = { Ego: [{ kind: "teleport", position: inLane(-2, 100) }, speedAtOnce(20), ACTIVE] };
  others.forEach(([lane, sM, valueMps], i) => {
    privates[`Other${i}`] = [{ kind: "teleport", position: inLane(lane, sM) }, speedAtOnce(valueMps)];
  });
  const cars = [carSpec("Ego", { controllers: [controller] }), ...others.map((_, i) => carSpec(`Other${i}`))];
  const world = newStory(storySpec(cars, privates), MAP, { dtSec: 0.05, timing: "subtick", seed: 0, external: [], controllersOff: false });
  for (let i = 0; i < seconds / 0.05; i++) stepStory(world);
  return world.state.entities[0]!;
}

describe("the law", () => {
  const law = { wantedMps: 20, maxAccelMps2: 2, maxDecelMps2: 4.5, leastGapM: 5, timeGapSec: 1.5 };

  test("on a free road the acceleration falls with the fourth power of the speed", () => {
    expect(naturalAccelMps2(law, 0, Infinity, 0)).toBeCloseTo(2, 12);
    expect(naturalAccelMps2(law, 10, Infinity, 0)).toBeCloseTo(2 * (1 - 1 / 16), 12);
    expect(naturalAccelMps2(law, 20, Infinity, 0)).toBeCloseTo(0, 12);
  });

  test("behind another it takes off the square of the gap wanted over the gap", () => {
    // 5 + 10 * 1.5 + 10 * 2 / (2 * 3) = 23.33 m.
    expect(naturalAccelMps2(law, 10, 23.333333333333332, 8)).toBeCloseTo(2 * (1 - 1 / 16) - 2, 9);
    // A lead that draws away: never less than 5 m.
    expect(naturalAccelMps2(law, 10, 10, 100)).toBeCloseTo(2 * (1 - 1 / 16) - 0.5, 9);
  });
});

describe("changing lanes", () => {
  const slow = [-2, 150, 8] as const;

  test("it overtakes on the left, keeps its speed meanwhile, and is there after the time of a lane change", () => {
    const between = play(1.6, { laneChangeDuration: "3" }, [slow]);
    expect(between.guide.lane).toBe(-1);
    expect(between.yM).toBeCloseTo(-3, 0);
    expect(between.speedMps).toBe(play(0.05, { laneChangeDuration: "3" }, [slow]).speedMps);
    expect(play(4, { laneChangeDuration: "3" }, [slow]).yM).toBeCloseTo(-1.5, 9);
  });

  test("it stays where a lane change would make whoever is behind there brake too much, and falls in behind", () => {
    const behind = [-1, 92, 20] as const;
    const stayed = play(2, {}, [slow, behind]);
    expect(stayed.yM).toBeCloseTo(-4.5, 9);
    expect(stayed.speedMps).toBeLessThan(15);
    expect(play(2, { maxImposedBraking: "1e9", politeness: "0" }, [slow, behind]).guide.lane).toBe(-1);
  });

  test("it stays where nothing is gained, unless it wants to be in the other lane", () => {
    expect(play(3, {}, []).guide.lane).toBe(-2);
    expect(play(3, { route: "-1" }, []).guide.lane).toBe(-1);
    expect(play(1, { laneChangeAccGain: "1000" }, [slow]).guide.lane).toBe(-2);
  });

  test("at once and without a rest it is driven on afterwards", () => {
    const { guide, speedMps } = play(3, { laneChangeDuration: "0", laneChangeDelay: "0", desiredSpeed: "30" }, [slow]);
    expect(guide.lane).toBe(-1);
    expect(speedMps).toBeGreaterThan(22);
  });

  test("a property that is no number, or has the wrong sign, is refused by its name", () => {
    expect(() => play(1, { thw: "soon" }, [])).toThrow(/thw/);
    expect(() => play(1, { maxDec: "4" }, [])).toThrow(/maxDec.*negative/);
    expect(() => play(1, { desiredSpeed: "0" }, [])).toThrow(/desiredSpeed.*positive/);
  });
});
