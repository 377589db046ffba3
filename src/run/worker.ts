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
const drives = driveCache();
const benches = new Map<number, Bench>();

port.on("message", (message: ToWorker) => {
  if (message.kind === "run") void run(message);
  else if (message.kind === "close") void close();
  else process.exit(); // of this thread alone; on the way controllers are killed
});

async function run({ job }: Extract<ToWorker, { kind: "run" }>): Promise<void> {
  const bench = benches.get(job.controllerIndex) ?? openBench(job.controllerIndex);
  benches.set(job.controllerIndex, bench);
  const result = await runOne(job, bench);
  port?.postMessage({ kind: "result", result } satisfies FromWorker);
}

async function close(): Promise<void> {
  await Promise.all([...benches.values()].map(({ opened }) => opened.controller.close()));
  port?.close();
}

/** Opens a controller when its first job comes. */
function openBench(index: number): Bench {
  const setting = settings.controllers[index];
  if (setting === undefined) throw new Error(`no controller ${index}`);
  const log = setting.choice.kind === "process" ? `controller-${index}-${threadId}.log` : null;
  const waiting = (address: string, token: string): void => port?.postMessage({ kind: "waiting", address, token } satisfies FromWorker);
  const opened = openController(settings, setting.choice, join(settings.outFolder, log ?? ""), `${process.pid}-${threadId}`, waiting);
  return { settings, setting, opened, session: opened.controller.open(), drives, controllerLog: log };
}
