import { parentPort, threadId, workerData } from "node:worker_threads";
import { driveCache } from "./inputs.ts";
import type { FromWorker, RunSettings, ToWorker } from "./job.ts";
import { type Bench, runOne } from "./one.ts";
import { join } from "node:path";
import { openController } from "./open-controller.ts";

/**
 * The thread that drives: one controller, one connection, one run at a time. What it imports is kept small (no zod, rxjs or
 * fastify: a convention test walks the graph), because every suite waits for it to start.
 */
const port = parentPort;
if (port === null) throw new Error("run/worker.ts is a worker thread");
const settings = workerData as RunSettings;
const bench = openBench(settings);

port.on("message", (message: ToWorker) => {
  if (message.kind === "run") void run(message);
  else void close();
});

async function run({ job }: Extract<ToWorker, { kind: "run" }>): Promise<void> {
  const result = await runOne(job, bench);
  port?.postMessage({ kind: "result", result } satisfies FromWorker);
}

async function close(): Promise<void> {
  await bench.opened.controller.close();
  port?.close();
}

function openBench(given: RunSettings): Bench {
  const log = given.controller.kind === "process" ? `controller-${threadId}.log` : null;
  const waiting = (address: string, token: string): void => port?.postMessage({ kind: "waiting", address, token } satisfies FromWorker);
  const opened = openController(given, join(given.outFolder, log ?? ""), `${process.pid}-${threadId}`, waiting);
  return { settings: given, opened, session: opened.controller.open(), drives: driveCache(), controllerLog: log };
}
