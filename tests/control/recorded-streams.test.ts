import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createConnection, type Socket } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createFrameReader, readFrames } from "../../src/control/frame.ts";
import { HELLO_FRAME_BYTES } from "../../src/control/limits.ts";
import { asked, createProtocol, type ProtocolEvents, receive, sessionOf, started } from "../../src/control/protocol.ts";
import { socketController } from "../../src/control/socket-controller.ts";
import { faultNumber, wire } from "../../src/control/wire.ts";
import type { ErrorCode } from "../../src/core/errors.ts";
import type { Fault } from "../../src/sim/port.ts";
import { COMMAND_KINDS } from "../../src/vehicle/command.ts";
import { describeWithData } from "../support/data.ts";
import { observation, runEnd, runStart, socketOptions } from "./support.ts";

interface Expected {
  readonly file: string;
  readonly verdict: "accept" | "accept_with_warning" | "reject";
  readonly code: ErrorCode | null;
}

/** The code a reject row names, as the user sees it. */
function codeOf(text: string): ErrorCode {
  const word = text.startsWith("controller-fault recorded")
    ? "CONTROLLER_INTERNAL"
    : (/^[A-Z_]+(?= |$)|[A-Z]{3,}(_[A-Z]+)+/.exec(text)?.[0] ?? text);
  return `RDV_${word === "TIMEOUT" ? "CONTROLLER_TIMEOUT" : word}` as ErrorCode;
}

function readExpected(folder: string): Expected[] {
  const rows = readFileSync(join(folder, "expected.csv"), "utf8").trim().split("\n").slice(1);
  return rows.map((row) => {
    const [, file, verdict, , quoted, plain] = /^([^,]+),([^,]+),("(.*)"|(.*))$/.exec(row) ?? [];
    const code = verdict === "reject" ? codeOf(quoted ?? plain ?? "") : null;
    return { file: file as string, verdict: verdict as Expected["verdict"], code };
  });
}

/** Files whose frames wait for nothing, and those after which the player closes although the row is a reject. */
const UNPACED = /^(10|18|23|55)-/;
const CLOSES = /^(51|53)-/;

/** What one stream led to. */
interface Outcome {
  readonly fault: Fault | null;
  /** Frames answered without a fault. */
  readonly ticks: number;
  readonly warnings: readonly string[];
  readonly received: Buffer;
  readonly clamps: readonly string[];
}

/** The pieces a stream is sent in, and what each waits for: "start", an observation's number, or nothing. */
function pieces(stream: Buffer, paced: boolean): { bytes: Buffer; waitsFor: "start" | number | null }[] {
  const parts: { bytes: Buffer; waitsFor: "start" | number | null }[] = [];
  let at = Math.min(8, stream.length);
  parts.push({ bytes: stream.subarray(0, at), waitsFor: null });
  if (stream.toString("latin1", 0, 8) !== "REDRIVE1") return [{ bytes: stream, waitsFor: null }];
  let commands = 0;
  while (at + 4 <= stream.length) {
    const end = Math.min(stream.length, at + 4 + stream.readUInt32LE(at));
    const body = stream.subarray(at + 4, end);
    let waitsFor: "start" | number | null = null;
    if (paced && body.length === stream.readUInt32LE(at)) {
      try {
        const m = wire.ToHarness.decode(body);
        if (m.scenarioReady !== null) waitsFor = "start";
        if (m.command !== null) waitsFor = commands++;
      } catch {
        waitsFor = null;
      }
    }
    parts.push({ bytes: stream.subarray(at, end), waitsFor });
    at = end;
  }
  if (at < stream.length) parts.push({ bytes: stream.subarray(at), waitsFor: null });
  return parts;
}

/** Plays one file against a real harness over a real socket. */
async function play(folder: string, row: Expected): Promise<Outcome> {
  const stream = readFileSync(join(folder, row.file));
  let dialled: Promise<void> = Promise.resolve();
  const received: Buffer[] = [];
  const options = socketOptions({
    onWaiting: (address) => {
      dialled = player(address.slice("unix:".length), stream, row, received);
    },
  });
  const controller = socketController(options);
  const session = controller.open();
  const outcome = await drive(session);
  const warnings = [...session.stats().warnings];
  await session.end(runEnd({ fault: outcome.fault }));
  await controller.close();
  await dialled;
  return { ...outcome, warnings: [...warnings, ...session.stats().warnings], received: Buffer.concat(received) };
}

async function drive(
  session: ReturnType<ReturnType<typeof socketController>["open"]>,
): Promise<{ fault: Fault | null; ticks: number; clamps: string[] }> {
  const outcome = await session.start(runStart());
  const clamps: string[] = [];
  if (outcome.kind === "fault") return { fault: outcome.fault, ticks: 0, clamps };
  for (let tick = 0; ; tick++) {
    const reply = await session.decide(observation(tick));
    if (reply.kind === "fault") return { fault: reply.fault, ticks: tick, clamps };
    if (reply.command.kind === "accel-steer" && reply.command.lateral === "road-wheel") {
      if (Math.abs(reply.command.accelMps2) > 8) clamps.push("accel");
      if (Math.abs(reply.command.roadWheelRad) > 0.6) clamps.push("steer");
    }
  }
}

async function player(path: string, stream: Buffer, row: Expected, received: Buffer[]): Promise<void> {
  const socket: Socket = createConnection(path);
  socket.on("error", () => undefined);
  const closed = once(socket, "close");
  const heard = { start: false, observations: 0 };
  let wake = (): void => undefined;
  const reader = createFrameReader(1 << 24);
  let magic = 8;
  socket.on("data", (chunk: Buffer) => {
    received.push(chunk);
    const skipped = Math.min(magic, chunk.length);
    magic -= skipped;
    readFrames(reader, chunk, skipped, (buffer, start, end) => {
      const m = wire.ToController.decode(buffer.subarray(start, end));
      if (m.scenarioStart !== null) heard.start = true;
      if (m.observation !== null) heard.observations++;
      return true;
    });
    wake();
  });
  let open = true;
  socket.on("close", () => {
    open = false;
    wake();
  });
  const nextEvent = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });
  await once(socket, "connect");
  for (const part of pieces(stream, !UNPACED.test(row.file))) {
    const due = (): boolean => part.waitsFor === null || (part.waitsFor === "start" ? heard.start : heard.observations > part.waitsFor);
    while (open && !due()) await nextEvent();
    if (!open) break;
    socket.write(part.bytes);
  }
  if (row.verdict !== "reject") {
    // An accepted stream ends when the harness has reacted to its last frame: the next observation, or the scenario, is there.
    const commands = commandCount(stream);
    const reacted = (): boolean => (commands > 0 ? heard.observations > commands : heard.start);
    while (open && !reacted()) await nextEvent();
    expect(open).toBe(true);
  }
  if (row.verdict !== "reject" || CLOSES.test(row.file)) socket.end();
  await closed;
}

function commandCount(stream: Buffer): number {
  return pieces(stream, true).filter((p) => typeof p.waitsFor === "number").length;
}

describeWithData("recorded hostile streams", (data) => {
  const folder = join(data, "bad-input", "redrive-protocol-streams");
  const rows = readExpected(folder);

  test("the table speaks of every file", () => {
    expect(rows.map((r) => r.file).sort()).toEqual(
      readdirSync(folder)
        .filter((f) => f.endsWith(".bin"))
        .sort(),
    );
    expect(rows).toHaveLength(57);
  });

  test.each(rows)("$file ends in $verdict $code", async (row) => {
    const outcome = await play(folder, row);
    if (row.verdict === "reject") {
      expect(outcome.fault).toMatchObject({ code: row.code });
      if (row.code === "RDV_BAD_MAGIC") expect(outcome.received).toHaveLength(0);
      return;
    }
    // Accepted: nothing is wrong until the player closes, which the run then sees.
    expect(outcome.fault?.code).toBe("RDV_DISCONNECTED");
    expect(outcome.ticks).toBe(commandCount(readFileSync(join(folder, row.file))));
  });

  test("accepted with a warning: the vehicle's limits clamp, or the user is told", async () => {
    const of = (start: string): Promise<Outcome> => play(folder, rows.find((r) => r.file.startsWith(start)) as Expected);
    expect((await of("29-")).clamps).toEqual(["accel"]);
    expect((await of("30-")).clamps).toEqual(["steer"]);
    expect((await of("49-")).warnings.join()).toContain("not printable");
    expect((await of("52-")).warnings.join()).toContain("Pong that nobody asked for");
  });

  test("the fatal ones are told to the controller with their number", async () => {
    for (const start of ["07-", "09-", "12-", "13-", "15-", "20-", "24-", "44-", "57-"]) {
      const row = rows.find((r) => r.file.startsWith(start)) as Expected;
      const { received } = await play(folder, row);
      const faults: number[] = [];
      readFrames(createFrameReader(1 << 24), received, 8, (buffer, from, to) => {
        const m = wire.ToController.decode(buffer.subarray(from, to));
        if (m.fault?.fatal === true) faults.push(m.fault.code ?? 0);
        return true;
      });
      expect(faults).toEqual([faultNumber(row.code as ErrorCode)]);
    }
  });

  describe("without a socket", () => {
    const SILENT = /^(04|05|08|53)-/;

    /** The state machine alone: each stream byte by byte, with the harness's part played at once. */
    function verdictOf(stream: Buffer): ErrorCode | "left" | null {
      let verdict: ErrorCode | "left" | null = null;
      const p = createProtocol({ token: "TOKEN", kinds: COMMAND_KINDS, sessions: 1, harnessBuild: "", runId: "" });
      let tick = 0;
      const events: ProtocolEvents = {
        send: () => undefined,
        welcomed: () => started(sessionOf(p, 1)),
        ready: () => asked(sessionOf(p, 1), tick),
        commanded: () => asked(sessionOf(p, 1), ++tick),
        acknowledged: () => undefined,
        warned: () => undefined,
        left: () => {
          verdict ??= "left";
        },
        broke: (broken) => {
          verdict ??= broken.code;
        },
      };
      for (let i = 0; i < stream.length && verdict === null; i++) receive(p, stream.subarray(i, i + 1), events);
      expect(p.frames.limitBytes).toBe(p.peer === null ? HELLO_FRAME_BYTES : 256 * 1024);
      return verdict;
    }

    test.each(rows.filter((r) => !SILENT.test(r.file)))("$file, one byte at a time", (row) => {
      const verdict = verdictOf(readFileSync(join(folder, row.file)));
      if (row.file.startsWith("51-")) expect(verdict).toBe("left");
      else expect(verdict).toBe(row.verdict === "reject" ? row.code : null);
    });
  });

  test("a name from the prototype is a plain entry", async () => {
    await play(folder, rows.find((r) => r.file.startsWith("48-")) as Expected);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
