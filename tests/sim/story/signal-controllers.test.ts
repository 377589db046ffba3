import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/core/errors.ts";
import { startSignals, stepSignals } from "../../../src/sim/story/signal-controllers.ts";
import type { SignalControllerSpec } from "../../../src/sim/story/spec.ts";
import type { StoryWorld } from "../../../src/sim/story/state.ts";
import { worldOf } from "./motion-world.ts";

/** A controller whose one signal, of its own name, shows the numbers of its phases. */
function counting(name: string, durationsSec: readonly number[], late: Partial<SignalControllerSpec> = {}): SignalControllerSpec {
  const phases = durationsSec.map((durationSec, i) => ({ name: `p${i}`, durationSec, states: [{ signal: name, state: String(i) }] }));
  return { name, delaySec: 0, reference: null, phases, ...late };
}

function started(signalControllers: readonly SignalControllerSpec[]): StoryWorld {
  const world = worldOf(null, { signalControllers });
  startSignals(world);
  return world;
}

describe("phases", () => {
  test.each([1e-20, 0.000999, -1, Number.NaN])("of %d s are refused, with the controller and the phase", (durationSec) => {
    let found: readonly unknown[] = [];
    try {
      started([counting("N", [1, durationSec])]);
    } catch (error) {
      found = (error as InputError).problems.map(({ code, path, found }) => `${code} ${path}: ${found}`);
    }
    expect(found).toEqual([`RDV_SCENARIO_RANGE TrafficSignalController N p1: ${durationSec}`]);
  });

  test("that take no time are passed over; where none takes any, the last stays", () => {
    const world = started([counting("N", [1, 0, 1]), counting("E", [0, 0])]);
    stepSignals(world, 1);
    expect(world.state.signals).toEqual({ N: "2", E: "1" });
    stepSignals(world, 2);
    expect(world.state.signals).toEqual({ N: "0", E: "1" });
  });

  test("are reached over thousands of millions of cycles at once", () => {
    const world = started([counting("N", [0.25, 0.5])]);
    stepSignals(world, 3e9 + 0.125);
    expect(world.state.signals).toEqual({ N: "0" });
    expect(world.state.phases[0]).toEqual({ index: 0, sinceSec: 3e9 });
    stepSignals(world, 6e9 + 0.375);
    expect(world.state.signals).toEqual({ N: "1" });
    expect(world.state.phases[0]).toEqual({ index: 1, sinceSec: 6e9 + 0.25 });
  });

  test("of the least length change with each tick of a run", () => {
    const world = started([counting("N", [0.001, 0.001])]);
    const shown = [1, 2, 3, 4, 5].map((tick) => {
      stepSignals(world, tick * 0.001);
      return world.state.signals["N"];
    });
    expect(shown).toEqual(["1", "0", "1", "0", "1"]);
  });
});

describe("delays", () => {
  test("add up along a chain, however long it is", () => {
    const length = 20_000;
    const chain = Array.from({ length }, (_, i) => counting(`c${i}`, [10, 5], i === 0 ? {} : { delaySec: 1, reference: `c${i - 1}` }));
    // The i-th is i seconds late: i % 15 into its cycle of 15 s it begins its first phase, so before its second has its last 5 s.
    const { signals } = started(chain).state;
    for (const i of [0, 1, 5, 6, 14, 15, 16, length - 1])
      expect([i, signals[`c${i}`]]).toEqual([i, i % 15 >= 1 && i % 15 <= 5 ? "1" : "0"]);
  });

  test("of a circle count once for each of its controllers, and for those that wait for one of them", () => {
    const circle = [
      counting("A", [10, 90], { delaySec: 3, reference: "B" }),
      counting("B", [10, 90], { delaySec: 4, reference: "A" }),
      counting("C", [10, 90], { delaySec: 5, reference: "A" }),
    ];
    const beginsSec = ["A", "B", "C"].map((name) => {
      const world = started(circle);
      for (let sec = 0; ; sec++) {
        stepSignals(world, sec);
        if (world.state.signals[name] === "0") return sec;
      }
    });
    expect(beginsSec).toEqual([7, 7, 12]);
  });
});
