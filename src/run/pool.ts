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

/** One worker thread after another with its own controllers; lives as long as the suite. */
interface Lane {
  run(job: Job): Promise<RunResult>;
  close(): Promise<void>;
}

const CLOSE_MS = 10_000;
const ABANDON_MS = 500;

/**
 * Runs jobs on `workers` threads and gives the results as they finish. Jobs are taken one by one when a worker is free, so a
 * suite of any size needs the memory of a few. The stream completes when all jobs are done or `stop` says true between two jobs.
 * @param script what a worker thread runs: run/worker.ts, or what leads there.
 */
export function runJobs(
  jobs: Iterator<Job>,
  workers: number,
  script: URL,
  settings: RunSettings,
  events: PoolEvents,
  stop: () => boolean,
): Observable<RunResult> {
  async function* lane(): AsyncGenerator<RunResult> {
    const opened = openLane(() => startThread(script, settings, events), events);
    try {
      while (!stop()) {
        const next = jobs.next();
        if (next.done === true) return;
        yield await opened.run(next.value);
      }
    } finally {
      await opened.close();
    }
  }
  return merge(...Array.from({ length: workers }, () => from(lane())));
}

/** Threads that live: all of the process, because a second Ctrl-C ends all of it. */
const living = new Set<Thread>();

/**
 * Ends all workers now, each after it has killed its controllers: a thread that is ended from outside cannot do that, and a
 * controller in a process group of its own would stay.
 */
export async function abandonWorkers(): Promise<void> {
  await Promise.all([...living].map(abandon));
}

async function abandon(thread: Thread): Promise<void> {
  tell(thread, { kind: "abandon" });
  const timer = setTimeout(() => void thread.worker.terminate(), ABANDON_MS);
  await thread.ended;
  clearTimeout(timer);
}

/** A lane whose worker is started again when it dies; a job gets a second worker, not a third. */
function openLane(start: () => Thread, events: PoolEvents): Lane {
  let thread = start();
  return {
    async run(job: Job): Promise<RunResult> {
      let why = "";
      for (let attempt = 0; attempt < 2; attempt++) {
        const answer = await ask(thread, job);
        if (answer.kind === "result") return answer.result;
        why = answer.why;
        thread = start();
      }
      return events.lost(job, why);
    },
    close: () => closeThread(thread),
  };
}

/** A worker, whose end is noticed whether or not it has a job. */
interface Thread {
  readonly worker: Worker;
  readonly ended: Promise<void>;
  /** Why it ended; null while it lives. */
  died: string | null;
  /** Takes the answer to its job; null between two jobs. */
  answer: ((answer: Answer) => void) | null;
}

type Answer = { readonly kind: "result"; readonly result: RunResult } | { readonly kind: "died"; readonly why: string };

function startThread(script: URL, settings: RunSettings, events: PoolEvents): Thread {
  const worker = new Worker(script, { workerData: settings });
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  const thread: Thread = { worker, ended, died: null, answer: null };
  let why = "it ended without a word";
  worker.on("message", (message: FromWorker) => {
    if (message.kind === "waiting") events.waiting(message.address, message.token);
    else reply(thread, message);
  });
  worker.on("error", (error: Error) => {
    why = error.stack ?? error.message;
  });
  worker.on("exit", () => {
    thread.died = why;
    living.delete(thread);
    reply(thread, { kind: "died", why });
  });
  living.add(thread);
  return thread;
}

function ask(thread: Thread, job: Job): Promise<Answer> {
  return new Promise((resolve) => {
    if (thread.died !== null) return resolve({ kind: "died", why: thread.died });
    thread.answer = resolve;
    return tell(thread, { kind: "run", job });
  });
}

function reply(thread: Thread, answer: Answer): void {
  const { answer: take } = thread;
  thread.answer = null;
  take?.(answer);
}

function tell(thread: Thread, message: ToWorker): void {
  thread.worker.postMessage(message);
}

/** Lets the worker say goodbye to its controllers; a worker that does not end is ended. */
async function closeThread(thread: Thread): Promise<void> {
  const timer = setTimeout(() => void abandon(thread), CLOSE_MS);
  tell(thread, { kind: "close" });
  await thread.ended;
  clearTimeout(timer);
}
