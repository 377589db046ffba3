import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { socketController } from "../../src/control/socket-controller.ts";
import { runAsync } from "../../src/sim/loop.ts";
import { NO_SINK, worldOf } from "../support/world.ts";
import { socketOptions } from "../control/support.ts";

/** Ten thousand short scenarios over one connection to a controller in another process: nothing may grow, nothing may be left. */
const SCENARIOS = Number(process.env["REDRIVE_SOAK_COUNT"] ?? 10_000);
const WARM = 100;
const TICKS = 20;
const GROWTH_BYTES = 50 * 1024 * 1024;
const FIXTURE = join(import.meta.dirname, "..", "faults", "fixtures", "controller.mjs");

/** What this process holds open. */
function held(): { fds: number; timers: number; sockets: number } {
  const active = process.getActiveResourcesInfo();
  const count = (name: string): number => active.filter((resource) => resource === name).length;
  return { fds: readdirSync("/proc/self/fd").length, timers: count("Timeout"), sockets: count("PipeWrap") + count("TCPSocketWrap") };
}

/** Processes whose parent is this one. */
function children(): string[] {
  return readFileSync(`/proc/self/task/${process.pid}/children`, "utf8")
    .trim()
    .split(" ")
    .filter((pid) => pid !== "");
}

test(`${SCENARIOS} scenarios of ${TICKS} ticks over one connection`, async () => {
  const model = worldOf({ ends: { maxTicks: TICKS } });
  const before = held();
  const controller = socketController(
    socketOptions({ command: `"${process.execPath}" '${FIXTURE}' good`, maxRestarts: 0, watchdogMs: 10_000, firstTickWatchdogMs: 10_000 }),
  );
  const session = controller.open();
  let ticks = 0;
  let warmBytes = 0;
  const begunMs = performance.now();
  for (let i = 1; i <= SCENARIOS; i++) {
    const outcome = await runAsync(model, session, NO_SINK);
    if (outcome.end.fault !== null) throw new Error(`scenario ${i}: ${outcome.end.fault.message}`);
    ticks += session.stats().count;
    if (i === WARM) warmBytes = process.memoryUsage.rss();
  }
  const seconds = (performance.now() - begunMs) / 1000;
  const growthBytes = process.memoryUsage.rss() - warmBytes;
  await controller.close();
  await sleep(100); // closed descriptors are given back a moment later
  console.log(
    `${SCENARIOS} scenarios, ${ticks} observations in ${seconds.toFixed(1)} s: ${(SCENARIOS / seconds).toFixed(0)} scenarios/s,`,
    `${(ticks / seconds).toFixed(0)} observations/s; resident memory grew by ${(growthBytes / 2 ** 20).toFixed(1)} MB since scenario ${WARM}`,
  );
  expect(ticks).toBeGreaterThanOrEqual(SCENARIOS * TICKS);
  expect(growthBytes).toBeLessThan(GROWTH_BYTES);
  const after = held();
  // The test runner itself lets timers and descriptors go meanwhile: fewer is no leak.
  expect(after.fds).toBeLessThanOrEqual(before.fds);
  expect(after.timers).toBeLessThanOrEqual(before.timers);
  expect(after.sockets).toBeLessThanOrEqual(before.sockets);
  expect(children()).toEqual([]);
});
