import { expect, test } from "vitest";
import { sin as ourSin } from "../../src/core/dmath.ts";

test("planck captures our elementary functions when it is loaded, and Math has its own back afterwards", async () => {
  const native = { sin: Math.sin, cos: Math.cos, atan2: Math.atan2 };
  const refuse = (): never => {
    throw new Error("planck used Math");
  };
  Object.assign(Math, { sin: refuse, cos: refuse, atan2: refuse });
  try {
    const { Box, Rot, Settings, Vec2, World } = { ...(await import("../../src/sim/planck.ts")), ...(await import("planck")) };
    expect(Math.sin).toBe(refuse);
    expect(Math.cos).toBe(refuse);
    expect(Math.atan2).toBe(refuse);
    expect(new Rot(0.7).s).toBe(ourSin(0.7));
    const world = new World({ gravity: new Vec2(0, 0), allowSleep: false });
    for (const [x, v] of [
      [0, 10],
      [5, 0],
    ] as const) {
      const body = world.createBody({ type: "dynamic", position: new Vec2(x, 0), angle: 0.1 * x, linearVelocity: new Vec2(v, 0) });
      body.createFixture({ shape: new Box(2, 1), density: 1 });
    }
    for (let i = 0; i < 50; i++) world.step(0.01, 8, 3);
    expect(world.getContactCount()).toBeGreaterThan(0);
    expect(Settings.maxTranslation).toBe(20);
  } finally {
    Object.assign(Math, native);
  }
});

test("a body at 100 m/s moves 1 m in 10 ms: planck's own limit of 2 m a step is lifted", async () => {
  const { Box, Vec2, World } = await import("../../src/sim/planck.ts");
  const world = new World({ gravity: new Vec2(0, 0) });
  const body = world.createBody({ type: "dynamic", linearVelocity: new Vec2(1500, 0) });
  body.createFixture({ shape: new Box(2, 1), density: 1 });
  world.step(0.01, 8, 3);
  expect(body.getPosition().x).toBeCloseTo(15, 9);
});
