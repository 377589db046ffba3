import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endReasonOf } from "../../src/control/fault.ts";
import { type SocketController, type SocketOptions, type SocketSession, socketController } from "../../src/control/socket-controller.ts";
import type { Fault } from "../../src/sim/port.ts";
import { observation, runEnd, runStart, socketOptions } from "../control/support.ts";

const FIXTURE = join(import.meta.dirname, "fixtures", "controller.mjs");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "redrive-faults-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function controllerOf(mode: string, change: Partial<SocketOptions> = {}): SocketController {
  const command = `"${process.execPath}" '${FIXTURE}' ${mode}`;
  return socketController(socketOptions({ command, cwd: folder, logFile: join(folder, `${mode}.log`), ...change }));
}

/** One run of so many ticks, ended as run/ ends it. */
async function oneRun(session: SocketSession, ticks = 5): Promise<{ fault: Fault | null; ticks: number }> {
  const start = await session.start(runStart());
  let fault = start.kind === "fault" ? start.fault : null;
  let tick = 0;
  for (; tick < ticks && fault === null; tick++) {
    const reply = await session.decide(observation(tick, 3));
    if (reply.kind === "fault") fault = reply.fault;
  }
  await session.end(runEnd(fault === null ? {} : { reason: endReasonOf(fault), fault, tick: fault.tick }));
  return { fault, ticks: tick };
}

/** Whether a process is there, and not merely waiting to be reaped. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

const log = (mode: string): string => readFileSync(join(folder, `${mode}.log`), "utf8");

describe("each way to break has a name, at its tick, and the next run is driven", () => {
  const table: [mode: string, code: string, text: string][] = [
    ["crash", "RDV_CONTROLLER_EXIT", "exit code 3"],
    ["kill-self", "RDV_CONTROLLER_EXIT", "signal SIGKILL"],
    ["hang", "RDV_CONTROLLER_TIMEOUT", "no command for tick 2 within 300 ms"],
    ["silent", "RDV_CONTROLLER_TIMEOUT", "no command for tick 2"],
    ["ignore-sigterm", "RDV_CONTROLLER_TIMEOUT", "no command for tick 2"],
    ["half-frame", "RDV_CONTROLLER_TIMEOUT", "no command for tick 2"],
    ["garbage", "RDV_BAD_FRAME", "not a valid envelope"],
    ["nan", "RDV_INVALID_COMMAND", "accel_steer.accel_mps2 is NaN"],
    ["infinite", "RDV_INVALID_COMMAND", "longitudinal.accel_mps2 is Infinity"],
    ["wrong-tick", "RDV_WRONG_TICK", "tick 3 came while tick 2 was awaited"],
    ["old-tick", "RDV_DUPLICATE_COMMAND", "tick 1 came while tick 2 was awaited"],
    ["oversize", "RDV_FRAME_TOO_LARGE", "a frame of 2147483647 bytes; at most 262144 are taken"],
    ["goodbye", "RDV_GOODBYE", 'saying "shift over"'],
    ["close-socket", "RDV_DISCONNECTED", "closed its connection"],
    ["own-fault", "RDV_CONTROLLER_INTERNAL", "CUDA out of memory\\u{1b}[2J"],
  ];

  test.each(table)("%s gives %s", async (mode, code, text) => {
    const controller = controllerOf(mode);
    const session = controller.open();
    for (let run = 0; run < 2; run++) {
      const { fault } = await oneRun(session);
      expect(fault).toMatchObject({ code, tick: 2 });
      expect(fault?.message).toContain(text);
      expect(endReasonOf(fault as Fault)).toBe(code === "RDV_CONTROLLER_TIMEOUT" ? "controller-timeout" : "controller-fault");
    }
    await controller.close();
  });

  test("the last words and the log's name are in the fault of a crash", async () => {
    const controller = controllerOf("crash");
    const { fault } = await oneRun(controller.open());
    expect(fault?.message).toContain("its output is in crash.log; its last lines on stderr:\nabout to divide by zero");
    await controller.close();
    expect(log("crash")).toContain("about to divide by zero");
  });

  test.each([
    ["exit-at-start", "RDV_CONTROLLER_EXIT", "exit code 7"],
    ["never-connect", "RDV_HANDSHAKE_TIMEOUT", "did not connect"],
    ["bad-token", "RDV_UNAUTHENTICATED", "wrong token"],
    ["version-2", "RDV_UNSUPPORTED_VERSION", "the controller speaks 2.0, redrive speaks 1.0"],
    ["no-ready", "RDV_CONTROLLER_TIMEOUT", "not ready within 200 ms"],
    ["unsupported", "RDV_SCENARIO_UNSUPPORTED", "no motorways"],
  ])("%s refuses the run with %s", async (mode, code, text) => {
    const controller = controllerOf(mode, { readyTimeoutMs: 200, connectTimeoutMs: mode === "never-connect" ? 300 : 10_000 });
    const { fault, ticks } = await oneRun(controller.open());
    expect(fault).toMatchObject({ code, tick: -1 });
    expect(fault?.message).toContain(text);
    expect(ticks).toBe(0);
    await controller.close();
  });

  test("a program that does not exist cannot be started", async () => {
    const controller = controllerOf("", { command: "no-such-program --at-all" });
    const { fault } = await oneRun(controller.open());
    expect(fault?.code).toBe("RDV_CONTROLLER_START");
    expect(fault?.message).toContain("could not start no-such-program (there is no such program");
    await controller.close();
  });
});

describe("what is not a fault", () => {
  test("a slow controller is slow", async () => {
    const controller = controllerOf("slow");
    const session = controller.open();
    expect(await oneRun(session)).toEqual({ fault: null, ticks: 5 });
    const { count, latencyMs } = session.stats();
    expect(count).toBe(5);
    for (const ms of latencyMs) expect(ms).toBeGreaterThanOrEqual(49);
    await controller.close();
  });

  test("a missing acknowledgement is a warning, and a late one is no fault", async () => {
    const controller = controllerOf("no-ack");
    const session = controller.open();
    for (let run = 0; run < 3; run++) {
      expect((await oneRun(session)).fault).toBeNull();
      expect(session.stats().warnings.join()).toContain("did not acknowledge");
    }
    await controller.close();
  });

  test("a controller that dies after the last tick spoils nothing but its own process", async () => {
    const controller = controllerOf("crash-at-end");
    const session = controller.open();
    for (let run = 0; run < 2; run++) {
      expect((await oneRun(session)).fault).toBeNull();
      expect(session.stats().warnings.join()).toContain("exit code 5");
    }
    await controller.close();
  });

  test("a controller that cannot reset gets a new process for each run, however many", async () => {
    const controller = controllerOf("one-scenario", { maxRestarts: 1 });
    const session = controller.open();
    for (let run = 0; run < 4; run++) expect((await oneRun(session)).fault).toBeNull();
    await controller.close();
  });

  test("output without end is counted, not kept", async () => {
    const controller = controllerOf("flood-stdout");
    expect((await oneRun(controller.open(), 20)).fault).toBeNull();
    await controller.close();
    expect(controller.droppedLogBytes).toBeGreaterThan(900_000);
    expect(statSync(join(folder, "flood-stdout.log")).size).toBeLessThan(66_000);
    expect(log("flood-stdout")).toMatch(/^\[redrive: \d+ earlier bytes are not kept\]\n/);
    expect(log("flood-stdout")).toContain("tick 19");
  });
});

describe("giving up", () => {
  test("after three fresh starts in a row without a finished run, at once and by name", async () => {
    const controller = controllerOf("exit-at-start");
    const session = controller.open();
    for (let run = 0; run < 4; run++) expect((await oneRun(session)).fault?.message).not.toContain("gave up");
    for (let run = 0; run < 2; run++) {
      const { fault } = await oneRun(session);
      expect(fault?.code).toBe("RDV_CONTROLLER_EXIT");
      expect(fault?.message).toContain("gave up after 3 fresh starts without a finished run");
      expect(fault?.message).toContain("exit code 7");
    }
    await controller.close();
  });

  test("a wrong command spoils its run only: the process stays, and nothing counts towards giving up", async () => {
    const controller = controllerOf("nan", { maxRestarts: 0 });
    const session = controller.open();
    for (let run = 0; run < 3; run++) expect((await oneRun(session)).fault?.code).toBe("RDV_INVALID_COMMAND");
    await controller.close();
  });
});

describe("nothing is left", () => {
  test("a controller's own children end with it", async () => {
    const controller = controllerOf("fork-child");
    expect((await oneRun(controller.open())).fault).toBeNull();
    await controller.close();
    const pid = Number(/grandchild (\d+)/.exec(log("fork-child"))?.[1]);
    expect(pid).toBeGreaterThan(0);
    expect(isAlive(pid)).toBe(false);
  });

  test("no timer, socket or pipe keeps the process alive after close", () => {
    const script = join(import.meta.dirname, "fixtures", "closes.ts");
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, FIXTURE], { encoding: "utf8", timeout: 30_000 });
    expect(stderr).toBe("");
    expect(stdout).toBe(
      "good: ready\ncrash: RDV_CONTROLLER_EXIT\nsilent: RDV_CONTROLLER_TIMEOUT\ngarbage: RDV_BAD_FRAME\nhalf-frame: RDV_CONTROLLER_TIMEOUT\n",
    );
    expect(status).toBe(0);
  });

  test("a process that ends without closing takes its controller along", async () => {
    const script = join(import.meta.dirname, "fixtures", "leaves.ts");
    const { stdout } = spawnSync(process.execPath, [script, FIXTURE], { encoding: "utf8", timeout: 30_000 });
    const [pidText, address] = stdout.split(" ");
    const pid = Number(pidText);
    expect(address).toContain("/redrive-");
    expect(pid).toBeGreaterThan(0);
    for (let i = 0; i < 50 && isAlive(pid); i++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(dirname(address ?? ""))).toBe(false);
  });

  test("closing in mid-run answers what is awaited", async () => {
    const controller = controllerOf("silent", { watchdogMs: 60_000, firstTickWatchdogMs: 60_000 });
    const session = controller.open();
    await session.start(runStart());
    for (let tick = 0; tick < 2; tick++) await session.decide(observation(tick));
    const asked = session.decide(observation(2));
    await controller.close();
    expect(await asked).toMatchObject({ kind: "fault", fault: { code: "RDV_DISCONNECTED" } });
    await session.end(runEnd({ reason: "aborted" }));
  });

  test.skipIf(process.platform !== "linux")("no file descriptor after twenty runs of every fault", async () => {
    const modes = ["crash", "hang", "garbage", "close-socket", "deaf"];
    const openFiles = (): number => readdirSync("/proc/self/fd").length;
    const round = async (): Promise<void> => {
      await Promise.all(
        modes.map(async (mode) => {
          const controller = controllerOf(mode);
          await oneRun(controller.open());
          await controller.close();
        }),
      );
    };
    await round();
    const before = openFiles();
    for (let i = 0; i < 4; i++) await round();
    expect(openFiles()).toBeLessThanOrEqual(before);
  });
});
