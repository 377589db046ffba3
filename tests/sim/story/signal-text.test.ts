import { expect, test } from "vitest";
import { isUnknown, signalStateOf } from "../../../src/sim/story/signal-text.ts";

test.each([
  ["on;off;off", "red"],
  ["ON ; on ; off", "red"],
  ["off;on;off", "yellow"],
  ["off;off;on", "green"],
  ["off;off;off", "off"],
  ["off;flashing;off", "flashing-yellow"],
  ["on;off", "red"],
  ["off;on", "green"],
  ["Red", "red"],
  ["amber", "yellow"],
  ["flashing_red", "flashing-red"],
  ["on;on;on", "unknown"],
  ["other;flashing;counting", "unknown"],
  ["1", "unknown"],
  ["", "unknown"],
  ["toString", "unknown"],
])("a light set to %j shows %s", (text, state) => {
  expect(signalStateOf(text)).toBe(state);
});

test("who says unknown means it", () => {
  expect([isUnknown("unknown"), isUnknown("red"), isUnknown("1")]).toEqual([false, false, true]);
});
