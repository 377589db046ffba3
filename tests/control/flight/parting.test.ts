import { describe, expect, test } from "vitest";
import { answerDifference, firstParting, valueText, within } from "../../../src/control/flight/parting.ts";
import { wire } from "../../../src/control/wire.ts";
import { runFrames, straight, tapeOf } from "./support.ts";

const A = tapeOf(runFrames(10));

describe("where the frames of two runs part", () => {
  test("nowhere: other sessions, other batches, another clock and other debug data are no difference", () => {
    const up = (tick: number) => ({
      command: {
        tick,
        accelSteer: { accelMps2: 0.5, roadWheelAngleRad: 0 },
        computeNs: tick * 1000 + 1,
        debugScalars: [{ name: "dice", value: Math.sqrt(tick) }],
        debugBlob: Uint8Array.of(tick),
      },
    });
    expect(firstParting(A, tapeOf(runFrames(10)))).toBeNull();
    expect(firstParting(A, tapeOf(runFrames(10, { session: 9, up })))).toBeNull();
  });

  test("an observation that differs after equal commands is ours, with tick, field and both values", () => {
    const other = tapeOf(runFrames(10, { xM: (tick) => tick / 10 + (tick >= 25 ? 1e-12 : 0) }));
    expect(firstParting(A, other)).toEqual({ who: "harness", tick: 25, field: "observation.ego.x_m", a: 2.5, b: 2.5 + 1e-12 });
  });

  test("a command that differs after equal observations is the controller's, though the world differs from the next tick on", () => {
    const other = runFrames(10, {
      up: (tick) => straight(tick, tick === 15 ? 0.6 : 0.5),
      xM: (tick) => tick / 10 + (tick > 15 ? 0.01 : 0),
    });
    expect(firstParting(A, tapeOf(other))).toEqual({
      who: "controller",
      tick: 15,
      field: "command.accel_steer.accel_mps2",
      a: 0.5,
      b: 0.6,
    });
  });

  test("bits count: -0 is not 0; NaN is NaN", () => {
    const zero = (x: number) => tapeOf(runFrames(2, { up: (tick) => straight(tick, x) }));
    expect(firstParting(zero(0), zero(-0))).toMatchObject({ who: "controller", tick: 0, a: 0, b: -0 });
    expect(firstParting(zero(Number.NaN), zero(Number.NaN))).toBeNull();
  });

  test("another kind of command, another mode and another number of road users are named", () => {
    const kind = tapeOf(
      runFrames(3, { up: (tick) => (tick === 5 ? { command: { tick, longitudinal: { accelMps2: 0.5 } } } : straight(tick)) }),
    );
    expect(firstParting(A, kind)).toMatchObject({ tick: 5, field: "command.accel_steer", a: "present", b: null });
    const mode = runFrames(3, { up: (tick) => ({ command: { ...straight(tick).command, tick, mode: tick === 10 ? 2 : 0 } }) });
    expect(firstParting(A, tapeOf(mode))).toMatchObject({ who: "controller", tick: 10, field: "command.mode", a: 1, b: 2 });
    const fewer = runFrames(10).map((f) =>
      "down" in f && f.down.observation && f.tick === 20
        ? { ...f, down: { ...f.down, observation: { ...f.down.observation, objects: { id: [4] } } } }
        : f,
    );
    expect(firstParting(A, tapeOf(fewer))).toMatchObject({ who: "harness", tick: 20, field: "observation.objects.id", a: "2 entries" });
  });

  test("what is read alike is alike: no mode and engaged, no gear and a forward one, no hand brake and one that is off", () => {
    const pedals = (more: object, mode = 0) =>
      tapeOf(runFrames(2, { up: (tick) => ({ command: { tick, mode, actuator: { throttle: 0.1, ...more } } }) }));
    expect(firstParting(pedals({}), pedals({ gear: 3, handBrake: false }, 1))).toBeNull();
    expect(firstParting(pedals({}), pedals({ gear: 0 }))).toMatchObject({ field: "command.actuator.gear", a: 1, b: 0 });
    expect(firstParting(pedals({}), pedals({ handBrake: true }))).toMatchObject({ field: "command.actuator.hand_brake", a: false });
    expect(firstParting(pedals({}), pedals({}, 4))).toMatchObject({ field: "command.mode", a: 1, b: 4 });
  });

  test("an answer in one run only is the controller's; what faults say of themselves is not compared", () => {
    const end = (detail: string) => ({ tick: 5, down: { session: 1, scenarioEnd: { reason: 10, ticks: 5, detail } } });
    const cut = runFrames(10).slice(0, 4);
    const missing = { who: "controller", tick: 5, field: "command", a: "valid", b: null };
    expect(firstParting(A, tapeOf(cut))).toEqual(missing); // its connection was gone
    expect(firstParting(A, tapeOf([...cut, end("no command for tick 5")]))).toEqual(missing); // its command was not valid
    expect(firstParting(tapeOf(cut), A)).toEqual({ ...missing, a: null, b: "valid" });
    expect(firstParting(tapeOf([...cut, end("at 0x7f01")]), tapeOf([...cut, end("at 0x7f02")]))).toBeNull();
  });

  test("another end after equal commands is ours", () => {
    const other = runFrames(10).map((f) =>
      "down" in f && f.down.scenarioEnd ? { ...f, down: { scenarioEnd: { reason: 4, ticks: 50 } } } : f,
    );
    expect(firstParting(A, tapeOf(other))).toMatchObject({ who: "harness", tick: 50, field: "scenario_end.reason", a: 1, b: 4 });
  });

  test("a run of which only the beginning was kept is compared as far as that", () => {
    const short = tapeOf(runFrames(10).slice(0, 6));
    short.dropped = 3;
    expect(firstParting(A, short)).toBeNull();
  });
});

describe("two answers", () => {
  const answer = (accelMps2: number) => wire.ToHarness.encode(straight(3, accelMps2)).finish();

  test("are equal within a tolerance, or to the bit, as asked", () => {
    expect(answerDifference(answer(1), answer(1.01), within(0.02))).toBeNull();
    expect(answerDifference(answer(1), answer(1.01), within(0.005))).toMatchObject({ field: "command.accel_steer.accel_mps2" });
    expect(answerDifference(answer(1), answer(1), Object.is)).toBeNull();
    const mode = (number: number) => wire.ToHarness.encode({ command: { tick: 3, mode: number, none: {} } }).finish();
    expect(answerDifference(mode(2), mode(3), within(10))).toEqual({ field: "command.mode", a: 2, b: 3 });
  });

  test("values read as they were: an absent field, a negative zero, and no control characters", () => {
    expect([valueText(null), valueText(-0), valueText(0.1), valueText(false), valueText("a\u001b[2Jb")]).toEqual([
      "absent",
      "-0",
      "0.1",
      "false",
      "a\\u{1b}[2Jb",
    ]);
  });
});
