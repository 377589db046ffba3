import { describe, expect, test } from "vitest";
import { viewOf } from "../../src/run/view.ts";
import type { RunView } from "../../src/run/view-data.ts";
import { appendDebug } from "../../src/trace/debug-tape.ts";
import { newRecord } from "../../src/trace/record.ts";
import { appendRecord, newTape, type Tape } from "../../src/trace/tape.ts";
import type { TickRecord } from "../../src/trace/tick.ts";
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
  observationEvery: 5,
  route: LINE,
  recorded: recordedOf(Array.from({ length: TICKS }, (_, k) => (k < 20 ? { x: k } : null))),
});

function view(keepTicks: readonly number[], also: (tape: Tape, record: TickRecord) => void = () => {}): RunView {
  const tape = newTape(HEADER);
  const record = newRecord(HEADER.actors, 0);
  for (let tick = 0; tick < TICKS; tick++) {
    fillRecord(record, HEADER, tick, frameAt(tick));
    also(tape, record);
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

  test("the driving mode is drawn, in steps, where the controller was not in charge all the time", () => {
    expect(view([]).series.map((s) => s.id)).not.toContain("driving mode");
    const { series } = view([15], (_, record) => {
      record.command.mode = record.tick < 11 ? "engaged" : record.tick < 20 ? "takeover-request" : "minimum-risk";
    });
    const levels = ["engaged", "takeover-request", "minimum-risk", "disengaged"];
    const [mode] = series.filter((s) => s.id === "driving mode");
    expect(mode).toEqual({ id: "driving mode", group: "command", unit: "", values: [0, 0, 1, 2, 2], limit: null, levels });
  });

  test("debug signals show what the last reply said, their unit by their name, and a gap where a reply left them out", () => {
    // Asked each fifth tick (HEADER): at tick 10 the second is left out.
    const { series, undrawnDebugCount, ticks } = view([12, 14, 16], (tape, { tick }) => {
      if (tick % HEADER.observationEvery !== 0) return;
      appendDebug(tape.debug, tick, [{ name: "wanted_gap_m", value: tick + 1 / 3 }]);
      if (tick !== 10) appendDebug(tape.debug, tick, [{ name: "odds", value: 1e-9 * tick }]);
    });
    expect(ticks).toEqual([0, 10, 12, 14, 16, 20, 23]);
    const debug = series.filter((s) => s.group === "debug");
    expect(debug).toEqual([
      {
        id: "wanted_gap_m",
        group: "debug",
        unit: "m",
        values: [0.333333, 10.3333, 10.3333, 10.3333, 15.3333, 20.3333, 20.3333],
        limit: null,
      },
      { id: "odds", group: "debug", unit: "", values: [0, null, null, null, 1.5e-8, 2e-8, 2e-8], limit: null },
    ]);
    expect(undrawnDebugCount).toBeUndefined();
  });

  test.each([
    ["v_mps", "m/s"],
    ["lane/curvature_per_m", "1/m"],
    ["A_MPS2", "m/s2"],
    ["mps", ""],
    ["x_constructor", ""],
  ])("the unit of the debug signal %s is %j", (name, unit) => {
    const { series } = view([], (tape, { tick }) => appendDebug(tape.debug, tick, [{ name, value: 1 }]));
    expect(series.find((s) => s.id === name)?.unit).toBe(unit);
  });

  test("the first 64 debug signals are drawn, and the others counted", () => {
    const { series, undrawnDebugCount } = view([], (tape, { tick }) => {
      for (let i = 0; i < 70; i++) appendDebug(tape.debug, tick, [{ name: `s${i}`, value: i }]);
    });
    const drawn = series.filter((s) => s.group === "debug").map((s) => s.id);
    expect(drawn).toEqual(Array.from({ length: 64 }, (_, i) => `s${i}`));
    expect(undrawnDebugCount).toBe(6);
  });

  test("is JSON: no number that JSON does not have", () => {
    expect(JSON.parse(JSON.stringify(view([7])))).toEqual(view([7]));
  });
});
