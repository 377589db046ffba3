import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type SocketOptions, socketController } from "../../src/control/socket-controller.ts";
import { runPaced, WALL_CLOCK } from "../../src/run/paced.ts";
import type { RunOutcome } from "../../src/sim/loop.ts";
import { ROOT } from "../cli/support.ts";
import { socketOptions } from "../control/support.ts";
import { NO_SINK, worldOf } from "../support/world.ts";

const FIXTURE = join(ROOT, "tests/run/fixtures/paced.mjs");

/** Nothing but what a test is about is to depend on how soon a busy machine gives a process its turn. */
const PATIENT: Partial<SocketOptions> = {
  handshakeTimeoutMs: 30_000,
  connectTimeoutMs: 30_000,
  readyTimeoutMs: 30_000,
  ackTimeoutMs: 30_000,
  killAfterMs: 200,
};
/** What is waited for in vain has been there within this time, as that before it. */
const IN_VAIN: Readonly<Record<string, Partial<SocketOptions>>> = {
  "silent-car": { readyTimeoutMs: 2000 },
  "deaf-car": { ackTimeoutMs: 1000 },
};
/** Of 10 ms: at the fifth observation a fault has long ended the run. */
const LONG_TICKS = 3000;

function optionsOf(mode: string): SocketOptions {
  return socketOptions({ command: `"${process.execPath}" '${FIXTURE}' ${mode}`, pacing: "realtime", ...PATIENT, ...IN_VAIN[mode] });
}

/** Runs at 50 observations a second with one controller, one after another. */
async function outcomes(mode: string, runs = 1, maxTicks = LONG_TICKS): Promise<RunOutcome[]> {
  const controller = socketController(optionsOf(mode));
  const done: RunOutcome[] = [];
  try {
    for (let i = 0; i < runs; i++) {
      const model = worldOf({ observationEvery: 2, ends: { maxTicks } });
      const { outcome } = await runPaced(model, controller.openPaced(), WALL_CLOCK, NO_SINK, { heldLimit: maxTicks });
      done.push(outcome);
    }
  } finally {
    await controller.close();
  }
  return done;
}

describe("each way to break the protocol in real time is a fault of its own", () => {
  test.each([
    ["exits", "RDV_CONTROLLER_EXIT", /exit code 7/],
    ["leaves", "RDV_GOODBYE", /tired/],
    ["ahead", "RDV_WRONG_TICK", /has not been observed/],
    ["twice", "RDV_DUPLICATE_COMMAND", /came after the one for tick 8/],
    ["nan", "RDV_INVALID_COMMAND", /accel_mps2 is NaN/],
    ["strays", "RDV_UNEXPECTED_MESSAGE", /nobody asked for/],
    ["no-car-but-reports", "RDV_UNEXPECTED_MESSAGE", /without the capability vehicle_in_the_loop/],
    ["nan-car", "RDV_INVALID_COMMAND", /yawRad is NaN/],
    ["empty-car", "RDV_INVALID_COMMAND", /it has no ego/],
    ["silent-car", "RDV_CONTROLLER_TIMEOUT", /did not report where its car is/],
    ["deaf-car", "RDV_CONTROLLER_TIMEOUT", /did not answer a Ping/],
  ])("%s: %s", async (mode, code, message) => {
    const [outcome] = await outcomes(mode);
    expect(outcome?.end.fault).toMatchObject({ code });
    expect(outcome?.end.detail).toMatch(message);
  });

  test("a car whose reports cease ends the run once the newest is too old", async () => {
    const controller = socketController(optionsOf("car-that-stops-reporting"));
    const model = worldOf({ observationEvery: 2, ends: { maxTicks: LONG_TICKS } });
    const { outcome, stats } = await runPaced(model, controller.openPaced(), WALL_CLOCK, NO_SINK, { heldLimit: 30 });
    await controller.close();
    expect(outcome.end).toMatchObject({ reason: "controller-timeout" });
    expect(stats.reportsHeldCount).toBeGreaterThan(0);
  });
});

describe("one connection", () => {
  test("serves run after run in real time", async () => {
    const ends = (await outcomes("steady", 3, 50)).map((o) => o.end.reason);
    expect(ends).toEqual(["max-ticks", "max-ticks", "max-ticks"]);
  });

  test("is made anew after a fault, and answers the next run", async () => {
    const ends = (await outcomes("exits", 2)).map((o) => o.end.fault?.code);
    expect(ends).toEqual(["RDV_CONTROLLER_EXIT", "RDV_CONTROLLER_EXIT"]);
  });
});
