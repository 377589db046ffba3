import { describe, expect, test } from "vitest";
import { buildMap } from "../../../src/road/opendrive/map.ts";
import { choosePieces, drawOnPieces, lanePiecesOf, newChosenPieces } from "../../../src/sim/story/lane-pieces.ts";
import { newStory } from "../../../src/sim/story/play.ts";
import type { PositionSpec, TrafficActionSpec, TrafficAreaSpec } from "../../../src/sim/story/spec.ts";
import type { EntityState } from "../../../src/sim/story/state.ts";
import { line, mapOf, road, section } from "../../road/opendrive-links-models.ts";
import { carSpec, storySpec } from "./story-made.ts";

/** One road of 10 km along x with a lane each way, 3 m wide. */
const map = buildMap(
  mapOf([road({ id: "a", geometry: line(0, 0, 0, 10_000), sections: [section(0, [1, null, null], [-1, null, null])] })]),
);
const MIX = { templates: [], categories: [{ weight: 1, category: "car" }] };

function at(xM: number, yM: number): PositionSpec {
  return { kind: "world", xM, yM, zM: null, hRad: null, pRad: null, rRad: null };
}

function madeBy(action: TrafficActionSpec): EntityState[] {
  const spec = storySpec([carSpec("Ego")], { Ego: [{ kind: "teleport", position: at(5000, -1.5) }] });
  const full = { ...spec, init: { ...spec.init, global: [action] } };
  const world = newStory(full, map, { dtSec: 0.1, timing: "subtick", seed: 1, external: [], controllersOff: false });
  return world.state.entities.slice(1).filter(({ isPresent }) => isPresent);
}

describe("pieces of lanes", () => {
  test("are all of the driving lanes, 5 m each", () => {
    const pieces = lanePiecesOf(map);
    expect(pieces.count).toBe(2 * 2000);
    expect(pieces.lengthM.reduce((sum, lengthM) => sum + lengthM, 0)).toBeCloseTo(20_000, 6);
    // The first is of lane -1: its centre lies 1.5 m to the right of the road.
    expect([pieces.lane[0], pieces.startM[0], ...pieces.xM.subarray(0, 3)]).toEqual([-1, 0, 0, 2.5, 5]);
    expect([...pieces.yM.subarray(0, 3)]).toEqual([-1.5, -1.5, -1.5]);
    expect(lanePiecesOf(map)).toBe(pieces);
  });

  test("are drawn by their length", () => {
    const pieces = lanePiecesOf(map);
    const chosen = newChosenPieces();
    const out = { road: -1, lane: 0, sM: 0 };
    expect(drawOnPieces(pieces, chosen, 0.5, out)).toBe(false);
    // 100 to 110 m of the lane to the right: two pieces.
    choosePieces(pieces, (xM, yM) => xM > 101 && xM < 109 && yM < 0, chosen);
    const places = [0, 0.25, 0.5, 0.99].map((ratio) => (drawOnPieces(pieces, chosen, ratio, out) ? [out.lane, out.sM] : null));
    expect(places).toEqual([
      [-1, 100],
      [-1, 102.5],
      [-1, 105],
      [-1, 109.9],
    ]);
  });
});

describe("traffic in a part of the plane with little road", () => {
  test("a swarm has as many as are wanted, all over the road inside its ellipse", () => {
    const ellipse = { innerRadiusM: 100, semiMajorM: 4000, semiMinorM: 4000, offsetM: 0, count: 200 };
    const made = madeBy({ kind: "traffic-swarm", name: "s", central: "Ego", ...ellipse, speedMps: null, direction: null, mix: MIX });
    expect(made).toHaveLength(200);
    for (const { xM } of made) {
      expect(Math.abs(xM - 5000)).toBeGreaterThan(99);
      expect(Math.abs(xM - 5000)).toBeLessThan(4001);
    }
    // Each metre of lane alike: half of them in the inner half of the way.
    const near = made.filter(({ xM }) => Math.abs(xM - 5000) < 2050).length;
    expect(near).toBeGreaterThan(70);
    expect(near).toBeLessThan(130);
    expect(made.filter(({ isAgainst }) => isAgainst).length).toBeGreaterThan(70);
  });

  test("an area too", () => {
    const area: TrafficAreaSpec = { kind: "polygon", corners: [at(1000, -3000), at(4000, -3000), at(4000, 3000), at(1000, 3000)] };
    const made = madeBy({ kind: "traffic-area", name: "a", area, count: 100, isContinuous: false, mix: MIX });
    expect(made).toHaveLength(100);
    for (const { xM } of made) expect(xM > 1000 && xM < 4000).toBe(true);
  });
});
