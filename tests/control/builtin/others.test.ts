import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { builtinController } from "../../../src/control/builtin/builtin.ts";
import { solveWithin } from "../../../src/control/builtin/solve.ts";
import { InputError } from "../../../src/core/errors.ts";
import { runStartOf } from "../../../src/sim/loop.ts";
import type { CommandReply, Reply } from "../../../src/sim/port.ts";
import type { RecordedInputs, WorldModel } from "../../../src/sim/world.ts";
import { type WorldSketch, worldOf } from "../../support/world.ts";
import { observation } from "../support.ts";

const commandOf = (reply: Reply | Promise<Reply>): CommandReply["command"] => {
  if (reply instanceof Promise || reply.kind === "fault") throw new Error("no command");
  return reply.command;
};

test("names: nine, and others are refused with the list", () => {
  for (const name of ["pursuit", "constant", "from-drive", "retrace"]) {
    expect(builtinController(name)).toMatchObject({ name: `builtin:${name}`, sync: true, kinds: ["accel-steer"] });
  }
  for (const name of ["cc-human-driver", "reg157", "rss", "fsm"]) {
    expect(builtinController(name)).toMatchObject({ name: `builtin:${name}`, sync: true, kinds: ["longitudinal"] });
  }
  expect(builtinController("story")).toMatchObject({ name: "builtin:story", sync: true });
  expect(() => builtinController("persuit")).toThrow(InputError);
  expect(() => builtinController("persuit")).toThrow(/builtin:pursuit, builtin:constant, .*, builtin:story, found builtin:persuit/);
});

test("constant asks for nothing, for ever", () => {
  const session = builtinController("constant").open();
  expect(session.start(runStartOf(worldOf()))).toEqual({ kind: "ready" });
  for (const tick of [0, 1, 500]) {
    const reply = session.decide(observation(tick, 3));
    expect(reply).toMatchObject({ kind: "command", tick });
    expect(commandOf(reply)).toEqual({ kind: "accel-steer", accelMps2: 0, lateral: "road-wheel", roadWheelRad: 0 });
  }
});

describe("from-drive", () => {
  const inputs = (valid: readonly number[]): RecordedInputs => ({
    valid: Uint8Array.from(valid),
    accelMps2: Float64Array.from(valid, (_, k) => k / 10),
    roadWheelRad: Float64Array.from(valid, (_, k) => -k / 100),
  });

  function started(recordedInputs: RecordedInputs | null, change: WorldSketch = {}): { start: unknown; at: (tick: number) => unknown } {
    const model: WorldModel = worldOf({ ...change, ego: { recordedInputs } });
    const session = builtinController("from-drive").open();
    const start = session.start(runStartOf(model));
    return { start, at: (tick) => ({ ...commandOf(session.decide(observation(tick))) }) };
  }
  const command = (k: number): unknown => ({ kind: "accel-steer", accelMps2: k / 10, lateral: "road-wheel", roadWheelRad: -k / 100 });

  test("gives each tick's recorded inputs, and holds the last", () => {
    const { start, at } = started(inputs([1, 1, 1, 1]));
    expect(start).toEqual({ kind: "ready" });
    expect([0, 2, 3, 4, 99].map(at)).toEqual([command(0), command(2), command(3), command(3), command(3)]);
  });

  test("gives them so much earlier as commands act late", () => {
    const { at } = started(inputs([1, 1, 1, 1, 1]), { actuationDelayTicks: 2 });
    expect([0, 1, 2, 3].map(at)).toEqual([command(2), command(3), command(4), command(4)]);
  });

  test.each<[string, RecordedInputs | null, WorldSketch, string]>([
    ["no inputs", null, {}, "has no recorded inputs"],
    ["a gap", inputs([1, 1, 0, 1]), {}, "a gap at tick 2"],
    ["an end before driving begins", inputs([1, 1, 1, 0, 0]), { firstControlledTick: 3 }, "end before tick 3"],
  ])("refuses %s", (_what, recorded, change, text) => {
    expect(started(recorded, change).start).toMatchObject({
      kind: "fault",
      fault: { code: "RDV_SCENARIO_UNSUPPORTED", message: expect.stringContaining(text) },
    });
  });

  test("a gap before driving begins does not matter", () => {
    expect(started(inputs([1, 0, 1, 1, 1]), { firstControlledTick: 2 }).start).toEqual({ kind: "ready" });
  });
});

describe("least squares within bounds", () => {
  const matrixOf = (rows: readonly (readonly number[])[]): Float64Array[] => rows.map((row) => Float64Array.from(row));

  test("without bounds in the way it is the solution of A x = b", () => {
    const a = matrixOf([
      [4, 1],
      [1, 3],
    ]);
    const x = solveWithin(a, Float64Array.of(1, 2), Float64Array.of(-9, -9), Float64Array.of(9, 9));
    expect(x[0]).toBeCloseTo(1 / 11, 9);
    expect(x[1]).toBeCloseTo(7 / 11, 9);
  });

  test("an unknown at its bound lets the others make up for it", () => {
    // (x + y - 2)^2 with a little of x^2 + y^2: x stops at 0.5, y takes the rest.
    const a = matrixOf([
      [1.001, 1],
      [1, 1.001],
    ]);
    const x = solveWithin(a, Float64Array.of(2, 2), Float64Array.of(-1, -1), Float64Array.of(0.5, 9));
    expect(x[0]).toBe(0.5);
    expect(x[1]).toBeCloseTo(1.5 / 1.001, 9);
  });

  test("no other point within the bounds is better", () => {
    const number = fc.double({ min: -3, max: 3, noNaN: true });
    const problem = fc.integer({ min: 1, max: 5 }).chain((n) =>
      fc.record({
        rows: fc.array(fc.array(number, { minLength: n, maxLength: n }), { minLength: n + 2, maxLength: n + 2 }),
        b: fc.array(number, { minLength: n, maxLength: n }),
        low: fc.array(fc.double({ min: -2, max: 0, noNaN: true }), { minLength: n, maxLength: n }),
        high: fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: n, maxLength: n }),
        others: fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: n, maxLength: n }), {
          minLength: 20,
          maxLength: 20,
        }),
      }),
    );
    fc.assert(
      fc.property(problem, ({ rows, b, low, high, others }) => {
        const n = b.length;
        // Positive definite: a sum of squares and the identity.
        const a = matrixOf(b.map((_, i) => b.map((_, j) => rows.reduce((sum, r) => sum + (r[i] ?? 0) * (r[j] ?? 0), i === j ? 1 : 0))));
        const x = solveWithin(a, Float64Array.from(b), Float64Array.from(low), Float64Array.from(high));
        const cost = (p: ArrayLike<number>): number => {
          let sum = 0;
          for (let i = 0; i < n; i++) {
            sum -= (b[i] ?? 0) * (p[i] ?? 0);
            for (let j = 0; j < n; j++) sum += 0.5 * (p[i] ?? 0) * (a[i]?.[j] ?? 0) * (p[j] ?? 0);
          }
          return sum;
        };
        for (let i = 0; i < n; i++) {
          expect(x[i]).toBeGreaterThanOrEqual(low[i] as number);
          expect(x[i]).toBeLessThanOrEqual(high[i] as number);
        }
        for (const share of others) {
          const p = share.map((u, i) => (low[i] as number) + u * ((high[i] as number) - (low[i] as number)));
          expect(cost(x)).toBeLessThanOrEqual(cost(p) + 1e-9);
        }
      }),
    );
  });
});
