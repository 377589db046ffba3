import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type SocketOptions, socketController } from "../../src/control/socket-controller.ts";
import { runPaced, WALL_CLOCK } from "../../src/run/paced.ts";
import type { RunOutcome } from "../../src/sim/loop.ts";
import { ROOT } from "../cli/support.ts";
import { socketOptions } from "../control/support.ts";
import { NO_SINK, worldOf } from "../support/world.ts";

const FIXTURE = join(ROOT, "tests/run/fixtures/paced.mjs");

/** Runs of half a second at 50 observations a second with one controller, one after another. */
async function outcomes(mode: string, runs = 1, change: Partial<SocketOptions> = {}): Promise<RunOutcome[]> {
  const command = `"${process.execPath}" '${FIXTURE}' ${mode}`;
  const times = { readyTimeoutMs: 3000, ackTimeoutMs: 1000, killAfterMs: 200 };
  const controller = socketController(socketOptions({ command, pacing: "realtime", ...times, ...change }));
  const done: RunOutcome[] = [];
  try {
    for (let i = 0; i < runs; i++) {
      const model = worldOf({ observationEvery: 2, ends: { maxTicks: 50 } });
      const { outcome } = await runPaced(model, controller.openPaced(), WALL_CLOCK, NO_SINK, { heldLimit: 200 });
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
    const controller = socketController(
      socketOptions({ command: `"${process.execPath}" '${FIXTURE}' car-that-stops-reporting`, pacing: "realtime" }),
    );
    const model = worldOf({ observationEvery: 2, ends: { maxTicks: 500 } });
    const { outcome, stats } = await runPaced(model, controller.openPaced(), WALL_CLOCK, NO_SINK, { heldLimit: 5 });
    await controller.close();
    expect(outcome.end).toMatchObject({ reason: "controller-timeout" });
    expect(stats.reportsHeldCount).toBeGreaterThan(0);
  });
});

describe("one connection", () => {
  test("serves run after run in real time", async () => {
    const ends = (await outcomes("steady", 3)).map((o) => o.end.reason);
    expect(ends).toEqual(["max-ticks", "max-ticks", "max-ticks"]);
  });

  test("is made anew after a fault, and answers the next run", async () => {
    const ends = (await outcomes("exits", 2)).map((o) => o.end.fault?.code);
    expect(ends).toEqual(["RDV_CONTROLLER_EXIT", "RDV_CONTROLLER_EXIT"]);
  });
});
