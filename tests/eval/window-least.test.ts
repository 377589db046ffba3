import { expect, test } from "vitest";
import { clearLeast, newWindowLeast, pushLeast } from "../../src/eval/window-least.ts";
import { randomOf } from "../support/random-traces.ts";

test("the least of the last values is that of the values themselves", () => {
  for (let seed = 1; seed <= 50; seed++) {
    const random = randomOf(seed);
    const ticks = 1 + Math.floor(12 * random());
    const window = newWindowLeast(ticks);
    let values: number[] = [];
    for (let i = 0; i < 60; i++) {
      if (random() < 0.03) {
        clearLeast(window);
        values = [];
      }
      values.push(Math.floor(8 * random()));
      expect(pushLeast(window, values.at(-1)!)).toBe(values.length >= ticks);
      expect(window.least).toBe(Math.min(...values.slice(-ticks)));
    }
  }
});
