import { describe, expect, test } from "vitest";
import { moveEntities } from "../../../src/sim/story/motion.ts";
import { connectTrailer, coupleFromStart, disconnectTrailer, drawnRad } from "../../../src/sim/story/trailers.ts";
import { actionOf, carSpec, put, storySpec, tickWith, worldOf } from "./story-made.ts";

const trailer = carSpec("Trailer", { category: "trailer", coupler: { dxM: 3 } });
const tower = carSpec("Car", { hitch: { dxM: -1 }, trailer: "Trailer" });
const loose = carSpec("Car", { hitch: { dxM: -1 } });

function coupled() {
  const world = worldOf(storySpec([tower, trailer]));
  put(world, 0, 10, 5, 0, 8);
  coupleFromStart(world);
  return { world, car: world.state.entities[0]!, behind: world.state.entities[1]! };
}

describe("a trailer", () => {
  test("stands straight behind from the start", () => {
    const { behind } = coupled();
    expect(behind).toMatchObject({ isPresent: true, xM: 6, yM: 5, hRad: 0, towedBy: 0, speedMps: 8 });
  });

  test("follows straight on without turning, at the speed it is drawn with", () => {
    const { world, behind } = coupled();
    for (let i = 0; i < 10; i++) tickWith(world, () => undefined);
    expect(behind).toMatchObject({ xM: expect.closeTo(14, 10), yM: 5, hRad: 0, speedMps: 8, odometerM: expect.closeTo(8, 10) });
  });

  test("drawn across its heading it turns by the tractrix", () => {
    // tan(b / 2) falls by exp(-d / L): from a right angle over one length.
    const after = drawnRad(0, Math.PI / 2, 3, 3);
    expect(Math.tan((Math.PI / 2 - after) / 2)).toBeCloseTo(Math.exp(-1), 12);
    expect(drawnRad(0.3, 0.3, 5, 3)).toBeCloseTo(0.3, 12);
    // Two halves of a way are the whole.
    expect(drawnRad(drawnRad(0, 1, 1, 3), 1, 2, 3)).toBeCloseTo(drawnRad(0, 1, 3, 3), 12);
  });

  test("settles in a curve where its axle runs on the circle of its kind", () => {
    const { world, car, behind } = coupled();
    // The car on a circle of 20 m: hitch at sqrt(400 + 1), axle at sqrt(401 - 9) from the centre. The error of a tick is that of its turn squared.
    const missOf = (stepRad: number): number => {
      put(world, 0, 20, 0, Math.PI / 2, 8);
      world.state.entities[0]!.step.isBroken = true;
      moveEntities(world, 0);
      for (let angle = 0; angle < 6; angle += stepRad) {
        Object.assign(car.step, { isPosed: true });
        Object.assign(car.step.pose, { xM: 20 * Math.cos(angle), yM: 20 * Math.sin(angle), hRad: angle + Math.PI / 2 });
        tickWith(world, () => undefined);
      }
      return Math.abs(Math.hypot(behind.xM, behind.yM) - Math.sqrt(392));
    };
    const coarse = missOf(0.04);
    expect(coarse).toBeLessThan(5e-3);
    expect(missOf(0.02)).toBeLessThan(coarse / 3);
  });

  test("is coupled where its coupler meets the hitch, turned towards it, and left standing", () => {
    const world = worldOf(
      storySpec([loose, trailer], { Car: [{ kind: "connect-trailer", trailer: "Trailer" }, { kind: "disconnect-trailer" }] }),
    );
    put(world, 0, 10, 0, 0, 0);
    put(world, 1, 5, 3, 0, 0);
    const behind = world.state.entities[1]!;
    connectTrailer(world, actionOf(world, 0));
    // From (5, 3) to the hitch at (9, 0): 5 m away, 3 m of it the trailer.
    expect(behind).toMatchObject({
      xM: expect.closeTo(9 - 3 * 0.8, 12),
      yM: expect.closeTo(3 * 0.6, 12),
      hRad: expect.closeTo(Math.atan2(-3, 4), 12),
    });
    put(world, 0, 10, 0, 0, 5);
    tickWith(world, () => undefined);
    expect(behind.speedMps).toBe(5);
    const { xM } = behind;
    disconnectTrailer(world, actionOf(world, 1), 0.1);
    tickWith(world, () => undefined);
    expect(behind).toMatchObject({ xM, speedMps: 0, towedBy: -1 });
  });

  test("cannot tow what tows it", () => {
    const ring = carSpec("Ring", { trailer: "Car" });
    const world = worldOf(storySpec([carSpec("Car", { trailer: "Ring" }), ring]));
    expect(() => coupleFromStart(world)).toThrow(/does not tow its own tower/);
  });

  test("of a car that is set elsewhere it stands behind it there", () => {
    const { world, behind } = coupled();
    put(world, 0, 100, 0, Math.PI, 0);
    world.state.entities[0]!.step.isBroken = true;
    moveEntities(world, 0.1);
    expect(behind).toMatchObject({ xM: expect.closeTo(104, 10), yM: expect.closeTo(0, 10) });
  });
});
