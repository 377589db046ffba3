import { describe, expect, test } from "vitest";
import { recordingOf } from "../../../src/control/flight/replay.ts";
import { appendFrame, newFrameTape } from "../../../src/trace/frame-tape.ts";
import { runFrames, straight, tapeOf } from "./support.ts";

describe("a recording taken apart", () => {
  test("has what was sent, in order, and the command of each tick, whenever it came", () => {
    const frames = runFrames(4);
    const [start, first, firstAnswer, second, ...rest] = frames;
    // In real time an answer may come after the next observation.
    const late = [start, first, second, firstAnswer, ...rest].map((f) => f as (typeof frames)[number]);
    for (const tape of [tapeOf(frames), tapeOf(late)]) {
      const { sent, answers } = recordingOf(tape);
      expect(sent.map((s) => `${s.kind} ${s.tick}`)).toEqual([
        "start -1",
        "observation 0",
        "observation 5",
        "observation 10",
        "observation 15",
        "end -1",
      ]);
      expect([...answers.keys()].sort((a, b) => a - b)).toEqual([0, 5, 10, 15]);
    }
  });

  test("knows whether the start held a map and a route", () => {
    const frames = runFrames(1).map((f) => ("down" in f && f.down.scenarioStart ? { ...f, down: { scenarioStart: { map: {} } } } : f));
    expect(recordingOf(tapeOf(frames)).sent[0]).toMatchObject({ hasMap: true, hasRoute: false });
    expect(recordingOf(tapeOf(runFrames(1))).sent[0]).toMatchObject({ hasMap: false, hasRoute: false });
  });

  test("is refused where a frame is no message, or where nothing was ever observed", () => {
    const garbage = tapeOf(runFrames(2));
    appendFrame(garbage, "to-harness", 5, Uint8Array.of(0xff, 0xff, 0xff), 0, 3);
    expect(() => recordingOf(garbage)).toThrow(/^frame 6 is no message/);
    for (const frames of [[], runFrames(0), [{ tick: 0, up: straight(0) }], runFrames(2).slice(1)]) {
      expect(() => recordingOf(tapeOf(frames))).toThrow(RangeError);
    }
    expect(() => recordingOf(newFrameTape())).toThrow(RangeError);
  });
});
