import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SocketController, type SocketOptions, type SocketSession, socketController } from "../../src/control/socket-controller.ts";
import { InputError } from "../../src/core/errors.ts";
import type { Command } from "../../src/vehicle/command.ts";
import { observation, runEnd, runStart, socketOptions } from "./support.ts";

const FIXTURE = join(import.meta.dirname, "..", "faults", "fixtures", "controller.mjs");
const COMMAND = `"${process.execPath}" '${FIXTURE}'`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "redrive-socket-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The controllers of this file answer, however long a busy machine takes to start a process and to give it a turn. */
const PATIENT: Partial<SocketOptions> = {
  handshakeTimeoutMs: 30_000,
  connectTimeoutMs: 30_000,
  readyTimeoutMs: 30_000,
  watchdogMs: 30_000,
  firstTickWatchdogMs: 30_000,
  frameTimeoutMs: 30_000,
  ackTimeoutMs: 30_000,
};

function controllerOf(change: Partial<SocketOptions>): SocketController {
  return socketController(socketOptions({ cwd: folder, ...PATIENT, ...change }));
}

/** The commands of a run, as copies. */
async function commandsOf(session: SocketSession, ticks = 4): Promise<Command[]> {
  expect(await session.start(runStart())).toEqual({ kind: "ready" });
  const commands: Command[] = [];
  for (let tick = 0; tick < ticks; tick++) {
    const reply = await session.decide(observation(tick, 20));
    if (reply.kind === "fault") throw new Error(reply.fault.message);
    expect(reply.tick).toBe(tick);
    commands.push({ ...reply.command });
  }
  await session.end(runEnd());
  return commands;
}

/** A controller that the user starts when redrive says where. */
function startByHand(children: ChildProcess[]): (address: string, token: string) => void {
  return (address, token) => {
    const env = { ...process.env, REDRIVE_CONTROLLER_ADDR: address, REDRIVE_TOKEN: token };
    children.push(spawn(process.execPath, [FIXTURE, "good"], { env, stdio: "ignore" }));
  };
}

describe("one controller, however it is reached", () => {
  const expected: Command[] = Array.from({ length: 4 }, () => ({
    kind: "accel-steer",
    accelMps2: -2,
    lateral: "road-wheel",
    roadWheelRad: -0.03,
  }));

  test.each<[string, Partial<SocketOptions>]>([
    ["started here, Unix socket", { command: COMMAND, listen: { kind: "unix" } }],
    ["started here, TCP", { command: COMMAND, listen: { kind: "tcp", port: 0 } }],
    ["started by the user, Unix socket", { command: null, listen: { kind: "unix" } }],
    ["started by the user, TCP", { command: null, listen: { kind: "tcp", port: 0 } }],
  ])("%s: the same commands", async (_how, change) => {
    const children: ChildProcess[] = [];
    const controller = controllerOf({ ...change, onWaiting: startByHand(children) });
    const session = controller.open();
    expect(await commandsOf(session)).toEqual(expected);
    expect(controller.name).toBe("node fixture");
    expect(controller.build).toBe("1");
    expect(controller.kinds).toEqual(["none", "longitudinal", "accel-steer"]);
    await controller.close();
    for (const child of children) if (child.exitCode === null) await once(child, "exit");
    expect(children.map((c) => c.exitCode)).toEqual(change.command === null ? [0] : []);
  });

  test("one connection drives all runs: nothing is started twice", async () => {
    const controller = controllerOf({ command: COMMAND, maxRestarts: 0 });
    const session = controller.open();
    for (let run = 0; run < 5; run++) expect(await commandsOf(session)).toEqual(expected);
    expect(session.stats()).toMatchObject({ count: 4, warnings: [] });
    expect(session.stats().latencyMs).toHaveLength(4);
    await controller.close();
  });

  test("nothing happens before the first run, and closing then is nothing either", async () => {
    const controller = controllerOf({ command: "no-such-program" });
    expect(controller.name).toBe("no-such-program");
    expect(controller.peer).toBeNull();
    await controller.close();
  });

  test("it starts in the folder given, with its words as a shell quotes them", async () => {
    const script = `require("fs").writeFileSync("where.txt", process.cwd() + "|" + process.argv.slice(1).join("|"))`;
    const controller = controllerOf({ command: `"${process.execPath}" -e '${script}' -- "two words" '$HOME'` });
    await controller.open().start(runStart());
    await controller.close();
    const [cwd, ...words] = readFileSync(join(folder, "where.txt"), "utf8").split("|");
    expect(cwd?.endsWith(folder)).toBe(true);
    expect(words).toEqual(["two words", "$HOME"]);
  });

  test("a command line that cannot be split is refused at once", () => {
    expect(() => controllerOf({ command: "python3 'open" })).toThrow(InputError);
  });
});

describe("access", () => {
  test("the Unix socket lies in a folder of its own that only the user enters, and goes with the controller", async () => {
    let path = "";
    const controller = controllerOf({
      command: null,
      connectTimeoutMs: 100,
      onWaiting: (address) => {
        path = address.slice("unix:".length);
        expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
      },
    });
    expect(await controller.open().start(runStart())).toMatchObject({ fault: { code: "RDV_HANDSHAKE_TIMEOUT" } });
    await controller.close();
    expect(path).not.toBe("");
    expect(existsSync(dirname(path))).toBe(false);
  });

  test("without a token given, a fresh one of 32 bytes is asked for", async () => {
    const { token: _, ...options } = socketOptions({ connectTimeoutMs: 50 });
    const tokens: string[] = [];
    for (let i = 0; i < 2; i++) {
      const controller = socketController({ ...options, onWaiting: (_address, token) => tokens.push(token) });
      await controller.open().start(runStart());
      await controller.close();
    }
    expect(tokens[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(tokens[0]).not.toBe(tokens[1]);
  });

  test("over TCP a stranger's knock does not end the start; a second controller is turned away", async () => {
    const children: ChildProcess[] = [];
    const byHand = startByHand(children);
    let port = 0;
    const controller = controllerOf({
      command: null,
      listen: { kind: "tcp", port: 0 },
      onWaiting: (address, token) => {
        port = Number(address.split(":")[2]);
        const stranger = createConnection(port, "127.0.0.1", () => stranger.write("GET / HTTP/1.1\r\n\r\n"));
        stranger.on("error", () => undefined);
        stranger.once("close", () => byHand(address, token));
      },
    });
    const session = controller.open();
    expect(await session.start(runStart())).toEqual({ kind: "ready" });
    const second = createConnection(port, "127.0.0.1");
    second.on("error", () => undefined);
    await once(second, "close");
    expect(await session.decide(observation(0))).toMatchObject({ kind: "command" });
    await session.end(runEnd());
    await controller.close();
  });

  test("an address that is taken is RDV_PORT", async () => {
    let port = 0;
    const first = controllerOf({
      command: null,
      listen: { kind: "tcp", port: 0 },
      connectTimeoutMs: 200,
      onWaiting: (address) => {
        port = Number(address.split(":")[2]);
      },
    });
    const waiting = first.open().start(runStart());
    while (port === 0) await new Promise((resolve) => setImmediate(resolve));
    const second = controllerOf({ command: null, listen: { kind: "tcp", port } });
    await expect(second.open().start(runStart())).rejects.toThrow(/RDV_PORT/);
    await waiting;
    await Promise.all([first.close(), second.close()]);
  });
});

describe("under a debugger", () => {
  test("no time limit applies, a refused attempt is told, and the next one drives", async () => {
    const warnings: string[] = [];
    let asked = 0;
    const children: ChildProcess[] = [];
    const byHand = startByHand(children);
    const controller = controllerOf({
      command: null,
      debug: true,
      handshakeTimeoutMs: 1,
      connectTimeoutMs: 1,
      readyTimeoutMs: 1,
      watchdogMs: 1,
      firstTickWatchdogMs: 1,
      onWarning: (text) => warnings.push(text),
      onWaiting: (address, token) => {
        asked++;
        const wrong = createConnection(address.slice("unix:".length), () => wrong.write("GET /"));
        wrong.on("error", () => undefined);
        wrong.once("close", () => byHand(address, token));
      },
    });
    expect(await commandsOf(controller.open())).toHaveLength(4);
    expect(asked).toBe(1);
    expect(warnings.join()).toContain("a controller was refused: the connection did not begin with REDRIVE1");
    await controller.close();
  });

  test("closing ends the wait", async () => {
    const controller = controllerOf({ command: null, debug: true });
    const start = controller.open().start(runStart());
    await new Promise((resolve) => setTimeout(resolve, 50));
    await controller.close();
    expect(await start).toMatchObject({ fault: { code: "RDV_DISCONNECTED" } });
  });
});

test("what the controller wants and does not get is said", async () => {
  const script = join(folder, "wishes.mjs");
  const client = join(dirname(FIXTURE), "client.mjs");
  const { writeFileSync } = await import("node:fs");
  writeFileSync(
    script,
    `import { run, drive } from ${JSON.stringify(client)};
     const steer = (o) => ({ command: { tick: o.tick, accelSteer: { roadWheelAngleRad: 0, roadWheelRateRadps: 0.1 } } });
     run({ observation: (o) => (o.tick === 0 ? drive(o) : steer(o)), scenarioEnd: () => ({ scenarioEndAck: { metrics: { "planTimeMs": 4.5 } } }) },
         { capabilities: { periodNs: 12000000, historyNs: 1000000000 } });`,
  );
  const controller = controllerOf({ command: `"${process.execPath}" '${script}'` });
  const session = controller.open();
  await commandsOf(session);
  const { warnings, metrics } = session.stats();
  expect(warnings).toEqual([
    "the controller asks for an observation every 12000000 ns; with ticks of 10000000 ns it gets one every 10000000 ns",
    "the controller asks for 1000000000 ns of the past before the first tick; no recording reaches back before this run",
    "road_wheel_rate_radps of its commands is not used: the vehicle's own rate limit holds",
  ]);
  expect(metrics).toEqual(new Map([["planTimeMs", 4.5]]));
  await controller.close();
});

test("a controller that takes only small frames is not sent larger ones", async () => {
  const script = join(folder, "small.mjs");
  const client = join(dirname(FIXTURE), "client.mjs");
  const { writeFileSync } = await import("node:fs");
  writeFileSync(
    script,
    `import { run, drive } from ${JSON.stringify(client)}; run({ observation: drive }, { capabilities: { maxFrameBytes: 600 } });`,
  );
  const controller = controllerOf({ command: `"${process.execPath}" '${script}'` });
  const session = controller.open();
  expect(await session.start(runStart())).toEqual({ kind: "ready" });
  expect(await session.decide(observation(0, 2))).toMatchObject({ kind: "command" });
  expect(await session.decide(observation(1, 20))).toMatchObject({ kind: "fault", fault: { code: "RDV_FRAME_TOO_LARGE", tick: 1 } });
  await session.end(runEnd());
  const parameters = [{ name: "note", value: "x".repeat(1000) }];
  expect(await session.start(runStart({ parameters }))).toMatchObject({ fault: { code: "RDV_SCENARIO_UNSUPPORTED" } });
  await controller.close();
});
