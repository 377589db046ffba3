import { join } from "node:path";
import { parentPort, threadId, workerData } from "node:worker_threads";
import type { Held } from "../control/link.ts";
import type { Bench } from "./drive.ts";
import { driveCache } from "./inputs.ts";
import type { FromWorker, Job, RunSettings, ToWorker } from "./job.ts";
import { type FirstRun, probeForLeak } from "./leak-probe.ts";
import { runOne } from "./one.ts";
import { openController } from "./open-controller.ts";

/**
 * The thread that drives: one connection a controller, one run at a time on each or several. What it imports is kept small (no zod, rxjs
 * or fastify: a convention test walks the graph), because every suite waits for it to start.
 */
const port = parentPort;
if (port === null) throw new Error("run/worker.ts is a worker thread");
const settings = workerData as RunSettings;
const drives = driveCache();

/** A controller of this thread, and what is known of its batch. */
interface Place {
  readonly bench: Bench;
  runs: number;
  first: FirstRun | null;
}
const places = new Map<number, Place>();

port.on("message", (message: ToWorker) => {
  if (message.kind === "run") void run(message.job);
  else if (message.kind === "close") void close(message.probe);
  else process.exit(); // of this thread alone; on the way controllers are killed
});

function tell(message: FromWorker): void {
  port?.postMessage(message);
}

async function run(job: Job): Promise<void> {
  const place = places.get(job.controllerIndex) ?? { bench: openBench(job.controllerIndex), runs: 0, first: null };
  places.set(job.controllerIndex, place);
  const result = await runOne(job, place.bench);
  place.runs++;
  // In real time no two runs need to be alike.
  if (result.digests !== null && result.score !== null && result.pacing === "lockstep") place.first ??= { job, digests: result.digests };
  tell({ kind: "result", result });
}

async function close(probe: boolean): Promise<void> {
  for (const { bench, runs, first } of places.values()) {
    const leak = probe && runs > 1 && first !== null ? await probeForLeak(first, bench) : null;
    if (leak !== null) tell({ kind: "note", text: leak });
  }
  tell({ kind: "closing" });
  await Promise.all([...places.values()].map(({ bench }) => bench.opened.controller.close()));
  port?.close();
}

/** Opens a controller when its first job comes. */
function openBench(index: number): Bench {
  const setting = settings.controllers[index];
  if (setting === undefined) throw new Error(`no controller ${index}`);
  const log = setting.choice.kind === "process" ? `controller-${index}-${threadId}.log` : null;
  const held = (what: Held, isHeld: boolean): void => tell({ kind: "held", held: what, isHeld });
  const waiting = (address: string, token: string): void => tell({ kind: "waiting", address, token });
  const opened = openController(settings, setting.choice, join(settings.outFolder, log ?? ""), `${process.pid}-${threadId}`, waiting, held);
  return { settings, setting, opened, idle: [], drives, controllerLog: log };
}
