import { expect, test } from "vitest";
import type { SignalModel } from "../../src/sim/world.ts";
import { showSignals } from "../../src/sim/signals.ts";
import { runOf, STRAIGHT, worldOf } from "../support/world.ts";

const RED = 1;
const YELLOW = 2;
const GREEN = 3;

/** Red for 2 ticks, green for 3, yellow for 1. */
function light(id: string, offsetTicks: number): SignalModel {
  const cycle = { state: Uint8Array.of(RED, GREEN, YELLOW), untilTick: Int32Array.of(2, 5, 6) };
  return { id, lanes: [0], stopPoint: { xM: 50, yM: 0 }, ...cycle, offsetTicks };
}

test("a light goes through its phases again and again, and shows the same in record and observation", () => {
  const world = worldOf({ signals: [light("a", 0), light("b", 5)] });
  const observed: number[][] = [];
  const { kept } = runOf(
    world,
    (o) => (observed.push([...o.signals.state]), STRAIGHT),
    (r) => [...r.signals.state],
    { maxTick: 8 },
  );
  const a = [RED, RED, GREEN, GREEN, GREEN, YELLOW, RED, RED, GREEN];
  const b = [YELLOW, RED, RED, GREEN, GREEN, GREEN, YELLOW, RED, RED];
  expect(kept).toEqual(a.map((state, i) => [state, b[i]]));
  expect(observed).toEqual(kept.slice(0, 8));
});

test("its cycle has no beginning: before tick 0 it was what it will be a cycle later", () => {
  const out = { state: new Uint8Array(1) };
  const shown = (tick: number): number => {
    showSignals([light("a", 4)], tick, out);
    return out.state[0]!;
  };
  for (let tick = -13; tick < 0; tick++) expect(shown(tick)).toBe(shown(tick + 18));
  expect(shown(-1)).toBe(GREEN);
  expect(shown(1)).toBe(YELLOW);
});
