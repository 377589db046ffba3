import { describe, expect, test } from "vitest";
import { viewOf } from "../../src/run/view.ts";
import type { RunView } from "../../src/run/view-data.ts";
import { newRecord } from "../../src/trace/record.ts";
import { appendRecord, newTape } from "../../src/trace/tape.ts";
import { evaluateFrames, fillRecord, type Frame, headerOf, lineOf, recordedOf } from "../support/records.ts";

const TICKS = 24;
/** 10 m/s to the east, 1 cm up a tick; the other comes at tick 5 and leaves at tick 15. */
const frameAt = (tick: number): Frame => ({
  ego: { x: 0.1 * tick, y: 0.01 * tick, v: 10 },
  others: [tick >= 5 && tick < 15 ? { x: 30, y: -1 / 3, yaw: 1, v: 2 } : null],
});
const LINE = lineOf([
  [0, 0],
  [0.5, 0],
  [2.5, 0],
  [3, 0],
  [100, 1 / 3],
]);
const HEADER = headerOf([{ name: "guest" }], {
  dtSec: 0.01,
  variantId: "v.yaml#a=1",
  route: LINE,
  recorded: recordedOf(Array.from({ length: TICKS }, (_, k) => (k < 20 ? { x: k } : null))),
});

function view(keepTicks: readonly number[]): RunView {
  const tape = newTape(HEADER);
  const record = newRecord(HEADER.actors, 0);
  for (let tick = 0; tick < TICKS; tick++) {
    fillRecord(record, HEADER, tick, frameAt(tick));
    appendRecord(tape, record);
  }
  return viewOf(HEADER, tape, evaluateFrames(HEADER, TICKS, frameAt), keepTicks);
}

describe("the picture of a run", () => {
  test("has about ten samples a second, the last tick, and the ticks that a finding needs; each once, in order", () => {
    expect(view([]).ticks).toEqual([0, 10, 20, 23]);
    expect(view([7, 20, 7, 3]).ticks).toEqual([0, 3, 7, 10, 20, 23]);
    expect(view([-1, 24, 1000]).ticks).toEqual([0, 10, 20, 23]);
  });

  test("shows box centres as they were, and nobody who is not there", () => {
    const { actors, variantId } = view([5, 14, 15]);
    expect(variantId).toBe("v.yaml#a=1");
    const [ego, guest] = actors;
    // The ego's rear end is 1 m behind its axle, its box 4 m long: the centre is 1 m ahead of the axle.
    expect(ego).toMatchObject({ name: "ego", motion: "ego", lengthM: 4, widthM: 2, xM: [1, 1.5, 2, 2.4, 2.5, 3, 3.3] });
    expect(ego?.yM).toEqual([0, 0.05, 0.1, 0.14, 0.15, 0.2, 0.23]);
    expect(guest).toMatchObject({ name: "guest", motion: "replayed", cls: "car", xM: [null, 30, 30, 30, null, null, null] });
    expect(guest?.yM[1]).toBe(-0.333);
    expect(guest?.yawRad[1]).toBe(1);
  });

  test("every signal has a value a sample, and a signal that never has one is left out", () => {
    const { series, ticks } = view([]);
    for (const s of series) expect(s.values).toHaveLength(ticks.length);
    expect(series.find((s) => s.id === "speed")).toEqual({
      id: "speed",
      group: "motion",
      unit: "m/s",
      values: [10, 10, 10, 10],
      limit: null,
    });
    expect(series.find((s) => s.id === "clearance")?.values).toEqual([null, expect.any(Number), null, null]);
    expect(series.map((s) => s.id)).not.toContain("speed-limit"); // no lane says one
  });

  test("lines keep their ends, drop points that are nearer than 2 m, and are rounded to centimetres", () => {
    const { routeXyM, recordedXyM, lanes } = view([]);
    expect(routeXyM).toEqual([0, 0, 2.5, 0, 100, 0.33]);
    expect(recordedXyM).toEqual([0, 0]); // one point in twenty; the recording ends before the next
    expect(lanes).toEqual([]);
  });

  test("is JSON: no number that JSON does not have", () => {
    expect(JSON.parse(JSON.stringify(view([7])))).toEqual(view([7]));
  });
});
