import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type SocketController, type SocketOptions, socketController } from "../../src/control/socket-controller.ts";
import { wire } from "../../src/control/wire.ts";
import { observation, runEnd, runStart, socketOptions } from "./support.ts";

const FIXTURE = join(import.meta.dirname, "..", "faults", "fixtures", "controller.mjs");
const ANYWHERE = { kind: "tcp", port: 0, host: "0.0.0.0" } as const;

/** A controller that somebody starts, awaited at a port; `knock` is called once redrive listens. */
function awaited(knock: (port: number) => unknown, change: Partial<SocketOptions> = {}): SocketController {
  const onWaiting = (address: string): void => void knock(Number(address.split(":").at(-1)));
  return socketController(socketOptions({ command: null, listen: ANYWHERE, onWaiting, ...change }));
}

function dial(port: number): Socket {
  return connect(port, "127.0.0.1").on("error", () => undefined);
}

/** Starts the fixture by hand. */
function startController(port: number, mode = "good"): ChildProcess {
  const env = { ...process.env, REDRIVE_CONTROLLER_ADDR: `tcp:127.0.0.1:${port}`, REDRIVE_TOKEN: "TOKEN" };
  return spawn(process.execPath, [FIXTURE, mode], { env, stdio: "ignore" });
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** One run of one tick, which drives. */
async function drives(controller: SocketController): Promise<void> {
  const session = controller.open();
  expect(await session.start(runStart())).toEqual({ kind: "ready" });
  expect(await session.decide(observation(0))).toMatchObject({ kind: "command" });
  await session.end(runEnd());
}

function hello(token: string): Buffer {
  const capabilities = { commandKinds: [2], canReset: true };
  const hello = { supported: [{ major: 1, minor: 0 }], name: "stranger", authToken: Buffer.from(token), capabilities };
  const body = wire.ToHarness.encode({ hello }).finish();
  const frame = Buffer.alloc(4 + body.length);
  frame.writeUInt32LE(body.length, 0);
  frame.set(body, 4);
  return Buffer.concat([Buffer.from("REDRIVE1"), frame]);
}

/** All that redrive says to these bytes before it closes. */
async function answerTo(port: number, bytes: Buffer): Promise<Buffer> {
  const socket = dial(port);
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => socket.end());
  socket.write(bytes);
  await once(socket, "close");
  return Buffer.concat(chunks);
}

describe("beyond loopback", () => {
  test.each([
    ["a wrong token", "TOKEM"],
    ["a part of the token", "TOKE"],
    ["no token", ""],
    ["a long one", "T".repeat(4096)],
  ])("%s is told UNAUTHENTICATED, and nothing else", async (_what, token) => {
    let answered: Promise<Buffer> | undefined;
    const controller = awaited((port) => (answered = answerTo(port, hello(token))), { connectTimeoutMs: 500 });
    const refusal = await controller.open().start(runStart());
    const bytes = (await answered) as Buffer;
    expect(bytes.subarray(0, 8).toString()).toBe("REDRIVE1");
    expect(bytes.readUInt32LE(8)).toBe(bytes.length - 12);
    const told = wire.ToController.decode(bytes.subarray(12));
    const message = `the controller sent ${token === "" ? "no" : "a wrong"} token; REDRIVE_TOKEN must go into Hello.auth_token`;
    expect(told.body).toBe("fault");
    expect(told.fault).toMatchObject({ code: wire.FaultCode.FAULT_CODE_UNAUTHENTICATED, message, fatal: true });
    expect(refusal).toMatchObject({ kind: "fault", fault: { code: "RDV_UNAUTHENTICATED" } });
    await controller.close();
  });

  test("strangers who speak do not end the wait for the controller, however long it takes", async () => {
    const controller = awaited(
      async (port) => {
        for (const bytes of ["GET / HTTP/1.1\r\n\r\n", hello("wrong")]) await answerTo(port, Buffer.from(bytes));
        await sleep(400); // much longer than a handshake may take
        startController(port);
      },
      { handshakeTimeoutMs: 100 },
    );
    await drives(controller);
    await controller.close();
  });

  test("a controller that knows the token and does not fit is refused at once, not when the time is over", async () => {
    const controller = awaited((port) => startController(port, "version-2"), { connectTimeoutMs: 0 });
    expect(await controller.open().start(runStart())).toMatchObject({ fault: { code: "RDV_UNSUPPORTED_VERSION" } });
    await controller.close();
  });

  test("there is no way without a token", () => {
    expect(() => socketController(socketOptions({ listen: ANYWHERE, token: null }))).toThrow("a token is asked for");
  });
});

describe.each<[string, SocketOptions["listen"]]>([
  ["on loopback", { kind: "tcp", port: 0 }],
  ["beyond it", ANYWHERE],
])("%s", (_where, listen) => {
  test("20 connections that never speak do not keep the controller out", async () => {
    const silent: Socket[] = [];
    const knock = async (port: number): Promise<void> => {
      for (let i = 0; i < 20; i++) silent.push(dial(port));
      await Promise.all(silent.map((socket) => once(socket, "connect")));
      await sleep(400);
      startController(port);
    };
    // They may stay for as long as the whole test.
    const controller = awaited(knock, { listen, handshakeTimeoutMs: 60_000 });
    await drives(controller);
    await controller.close();
    for (const socket of silent) socket.destroy();
  });

  test("of many that never speak 16 are held, the latest", async () => {
    const closed: number[] = [];
    const silent: Socket[] = [];
    const knock = async (port: number): Promise<void> => {
      for (let i = 0; i < 30; i++) {
        const socket = dial(port).resume();
        socket.once("close", () => closed.push(i));
        silent.push(socket);
        await once(socket, "connect");
      }
    };
    const controller = awaited(knock, { listen, handshakeTimeoutMs: 60_000, connectTimeoutMs: 1_000 });
    expect(await controller.open().start(runStart())).toMatchObject({ kind: "fault" });
    expect(closed.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 14 }, (_, i) => i));
    await controller.close();
    for (const socket of silent) socket.destroy();
  });
});
