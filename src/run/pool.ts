import { Worker } from "node:worker_threads";
import { from, merge, type Observable } from "rxjs";
import type { FromWorker, Job, RunSettings, ToWorker } from "./job.ts";
import type { RunResult } from "./result.ts";

/** What the pool asks of its caller. */
export interface PoolEvents {
  /** A controller that the user starts may connect here now. */
  waiting(address: string, token: string): void;
  /** The result of a job whose worker died twice: redrive's own fault, told as one. */
  lost(job: Job, why: string): RunResult;
}

/** One worker thread with its own controller; lives as long as the suite. */
interface Lane {
  run(job: Job): Promise<RunResult>;
  close(): Promise<void>;
}

const CLOSE_MS = 10_000;

/**
 * Runs jobs on `workers` threads and gives the results as they finish. Jobs are taken one by one when a worker is free, so a
 * suite of any size needs the memory of a few. The stream completes when all jobs are done or `stop` says true between two jobs.
 */
export function runJobs(
  jobs: Iterator<Job>,
  workers: number,
  settings: RunSettings,
  events: PoolEvents,
  stop: () => boolean,
): Observable<RunResult> {
  async function* lane(): AsyncGenerator<RunResult> {
    const worker = openLane(settings, events);
    try {
      while (!stop()) {
        const next = jobs.next();
        if (next.done === true) return;
        yield await worker.run(next.value);
      }
    } finally {
      await worker.close();
    }
  }
  return merge(...Array.from({ length: workers }, () => from(lane())));
}

/** A lane whose worker is started again when it dies; a job gets a second worker, not a third. */
function openLane(settings: RunSettings, events: PoolEvents): Lane {
  let worker = startWorker(settings);
  return {
    async run(job: Job): Promise<RunResult> {
      let why = "";
      for (let attempt = 0; attempt < 2; attempt++) {
        const answer = await ask(worker, job, events);
        if (answer.kind === "result") return answer.result;
        why = answer.why;
        worker = startWorker(settings);
      }
      return events.lost(job, why);
    },
    close: () => closeWorker(worker),
  };
}

function startWorker(settings: RunSettings): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { workerData: settings });
}

type Answer = { readonly kind: "result"; readonly result: RunResult } | { readonly kind: "died"; readonly why: string };

function ask(worker: Worker, job: Job, events: PoolEvents): Promise<Answer> {
  return new Promise((resolve) => {
    let why = "it ended without a word";
    const onMessage = (message: FromWorker): void => {
      if (message.kind === "waiting") events.waiting(message.address, message.token);
      else finish({ kind: "result", result: message.result });
    };
    const onError = (error: Error): void => {
      why = error.stack ?? error.message;
    };
    const onExit = (): void => finish({ kind: "died", why });
    const finish = (answer: Answer): void => {
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      resolve(answer);
    };
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    worker.postMessage({ kind: "run", job } satisfies ToWorker);
  });
}

/** Lets the worker say goodbye to its controller; a worker that does not end is ended. */
function closeWorker(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => void worker.terminate(), CLOSE_MS);
    worker.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    worker.on("error", () => undefined);
    worker.postMessage({ kind: "close" } satisfies ToWorker);
  });
}
