import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCommandSlot, decodeEnvelope, readCommand } from "../src/control/decode.ts";
import { createObservationEncoder, encodeObservation } from "../src/control/encode.ts";
import { type SocketController, socketController } from "../src/control/socket-controller.ts";
import { type WireCommand, type WireToHarness, wire } from "../src/control/wire.ts";
import type { Session } from "../src/sim/port.ts";
import { COMMAND_KINDS } from "../src/vehicle/command.ts";
import { observation, runEnd, runStart } from "../tests/control/support.ts";
import { run as codec } from "./codec.ts";
import type { BenchRow } from "./row.ts";

const OBJECTS = 20;
const ROUNDS = 10;
const TICKS = 2_000;
const WARM_ROUNDS = 2;

/** Of the ping-pong: always the same, so that the bytes are. */
const BARE_TICK = 1000;
const LANES = 16;
/** Of each of the 16 in one pass. */
const LANE_TICKS = TICKS / 4;

/**
 * One lane in lockstep through the real socket controller, with a controller in Node, against a bare ping-pong of the same bytes over the
 * same kind of socket with a peer in Node, and against the same ping-pong with the codec in it on both sides. All alternate in one job, so
 * that a machine's other load meets all. What counts is the lane over the ping-pong, at most 1.5, after the codec is taken off: what it adds
 * to the ping-pong, where caches are as cold as in the lane, not what it costs in a loop of its own. Then 16 lanes at once over one connection, in turn with one: their
 * throughput is to be at least 1.5 times the one's.
 */
export async function run(): Promise<BenchRow[]> {
  const frame = encodeObservation(createObservationEncoder(1), observation(BARE_TICK, OBJECTS));
  const command = wire.ToHarness.encode({
    session: 1,
    command: { tick: BARE_TICK, accelSteer: { accelMps2: 0.5, roadWheelAngleRad: 0.01 } },
  });
  const answerBytes = 4 + command.finish().length;
  const lane = await openLane();
  const bare = await openBare(frame, answerBytes, false);
  const coded = await openBare(frame, answerBytes, true);
  const laneUs: number[] = [];
  const bareUs: number[] = [];
  const codedUs: number[] = [];
  for (let round = 0; round < WARM_ROUNDS + ROUNDS; round++) {
    const a = await lane.pass(TICKS);
    const b = await bare.pass(TICKS);
    const c = await coded.pass(TICKS);
    if (round < WARM_ROUNDS) continue;
    laneUs.push(...a);
    bareUs.push(...b);
    codedUs.push(...c);
  }
  await Promise.all([lane.close(), bare.close(), coded.close()]);
  return [...rowsOf(laneUs, bareUs, codedUs, await codecUs(), frame.length, answerBytes), ...(await throughput())];
}

/** Ticks a second of one lane and of 16, in turns; wall clock. */
async function throughput(): Promise<BenchRow[]> {
  const one = await openLanes(1);
  const many = await openLanes(LANES);
  const onePerSec: number[] = [];
  const manyPerSec: number[] = [];
  for (let round = 0; round < WARM_ROUNDS + ROUNDS; round++) {
    const a = await one.perSec();
    const b = await many.perSec();
    if (round < WARM_ROUNDS) continue;
    onePerSec.push(a);
    manyPerSec.push(b);
  }
  await Promise.all([one.close(), many.close()]);
  const ratio = quantile(manyPerSec, 0.5) / quantile(onePerSec, 0.5);
  const note = `${OBJECTS} road users, no physics, controller in Node on the same machine`;
  return [
    { name: "socket/one lane", value: quantile(onePerSec, 0.5), unit: "ticks/s", note },
    { name: `socket/${LANES} lanes`, value: quantile(manyPerSec, 0.5), unit: "ticks/s", note: `${note}, one connection` },
    { name: `socket/${LANES} lanes over one`, value: ratio, unit: "ratio", note: "goal 1.5" },
  ];
}

interface Lanes {
  /** Drives all lanes through a pass; ticks of all of them a second. */
  perSec(): Promise<number>;
  close(): Promise<void>;
}

async function openLanes(count: number): Promise<Lanes> {
  const controller = controllerOf(count);
  const sessions = Array.from({ length: count }, () => controller.open());
  const observations = Array.from({ length: TICKS }, (_, tick) => observation(tick, OBJECTS));
  const ticks = count === 1 ? TICKS : LANE_TICKS;
  const pass = async (session: Session): Promise<void> => {
    const start = await session.start(runStart({ maxTicks: ticks }));
    if (start.kind === "fault") throw new Error(start.fault.message);
    for (let tick = 0; tick < ticks; tick++) {
      const reply = await session.decide(observations[tick]!);
      if (reply.kind === "fault") throw new Error(reply.fault.message);
    }
    await session.end(runEnd());
  };
  return {
    async perSec() {
      const beforeMs = performance.now();
      await Promise.all(sessions.map(pass));
      return (1000 * count * ticks) / (performance.now() - beforeMs);
    },
    close: () => controller.close(),
  };
}

function controllerOf(sessions: number): SocketController {
  return socketController({
    command: `"${process.execPath}" "${join(import.meta.dirname, "controller.mjs")}"`,
    cwd: process.cwd(),
    listen: { kind: "unix" },
    debug: false,
    logFile: null,
    sessions,
    harnessBuild: "bench",
    runId: "bench",
  });
}

function rowsOf(laneUs: number[], bareUs: number[], codedUs: number[], codecBothUs: number, inBytes: number, outBytes: number): BenchRow[] {
  const lane = quantile(laneUs, 0.5);
  const bare = quantile(bareUs, 0.5);
  const coded = quantile(codedUs, 0.5);
  const note = `Unix socket, one lane, ${OBJECTS} road users, ${inBytes} bytes there, ${outBytes} back, wall clock`;
  return [
    { name: "socket/lockstep p50", value: lane, unit: "us", note },
    { name: "socket/lockstep p99", value: quantile(laneUs, 0.99), unit: "us", note },
    { name: "socket/bare ping-pong p50", value: bare, unit: "us", note: "the same bytes, Node on both sides, no codec" },
    { name: "socket/ping-pong with codec p50", value: coded, unit: "us", note: "the same, encoding and decoding on both sides" },
    { name: "socket/codec of both sides", value: codecBothUs, unit: "us", note: "thread CPU, from bench/codec.ts" },
    {
      name: "socket/ratio without codec",
      value: (lane - (coded - bare)) / bare,
      unit: "ratio",
      note: "codec as in the ping-pong; goal 1.5",
    },
    { name: "socket/ratio, codec of a hot loop", value: (lane - codecBothUs) / bare, unit: "ratio", note: "codec from bench/codec.ts" },
  ];
}

/** Encoding and decoding of both messages, once a side: what a tick pays beside the sockets. */
async function codecUs(): Promise<number> {
  const rows = await codec();
  const of = (name: string): number => rows.find((r) => r.name === name)?.value ?? 0;
  // A command is encoded and decoded as well: about as dear one way as the other.
  return of("codec/encode + decode observation") + 2 * of("codec/decode + check command");
}

interface Pass {
  /** Times of so many round trips, us. */
  pass(ticks: number): Promise<number[]>;
  close(): Promise<void>;
}

async function openLane(): Promise<Pass> {
  const controller = controllerOf(1);
  const session = controller.open();
  const observations = Array.from({ length: TICKS }, (_, tick) => observation(tick, OBJECTS));
  return {
    async pass(ticks) {
      const start = await session.start(runStart({ maxTicks: ticks }));
      if (start.kind === "fault") throw new Error(start.fault.message);
      const times: number[] = [];
      for (let tick = 0; tick < ticks; tick++) {
        const before = performance.now();
        const reply = await session.decide(observations[tick]!);
        if (reply.kind === "fault") throw new Error(reply.fault.message);
        times.push(1000 * (performance.now() - before));
      }
      await session.end(runEnd());
      return times;
    },
    close: () => controller.close(),
  };
}

async function openBare(frame: Buffer, answerBytes: number, isCoded: boolean): Promise<Pass> {
  const folder = mkdtempSync(join(tmpdir(), "redrive-bench-"));
  const path = join(folder, "socket");
  const server = createServer();
  server.listen(path);
  await once(server, "listening");
  const words = [join(import.meta.dirname, "echo.mjs"), path, String(frame.length), String(answerBytes), isCoded ? "codec" : "bare"];
  const peer = spawn(process.execPath, words, { stdio: "ignore" });
  const [socket] = (await once(server, "connection")) as [Socket];
  let have = 0;
  let wake = (): void => undefined;
  socket.on("data", (chunk: Buffer) => {
    have += chunk.length;
    if (have < answerBytes) return;
    have -= answerBytes;
    if (isCoded)
      readCommand((decodeEnvelope(chunk, 4, chunk.length) as WireToHarness).command as WireCommand, BARE_TICK, COMMAND_KINDS, slot);
    wake();
  });
  const encoder = createObservationEncoder(1);
  const slot = createCommandSlot();
  const o = observation(BARE_TICK, OBJECTS);
  return {
    async pass(ticks) {
      const times: number[] = [];
      for (let tick = 0; tick < ticks; tick++) {
        const before = performance.now();
        socket.write(isCoded ? encodeObservation(encoder, o) : frame);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        times.push(1000 * (performance.now() - before));
      }
      return times;
    },
    async close() {
      const gone = once(peer, "exit");
      socket.destroy();
      server.close();
      await gone;
      rmSync(folder, { recursive: true });
    },
  };
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] as number;
}
