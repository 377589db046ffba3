import { Worker } from "node:worker_threads";
import { concat, defer, from, ignoreElements, merge, type Observable } from "rxjs";
import type { FromWorker, Job, RunSettings, ToWorker } from "./job.ts";
import { clearAway, createLeftovers, noteHeld } from "./leftovers.ts";
import type { RunResult } from "./result.ts";

/** What the pool asks of its caller. */
export interface PoolEvents {
  /** A controller that the user starts may connect here now. */
  waiting(address: string, token: string): void;
  note(text: string): void;
  /** The result of a job whose worker died twice: redrive's own fault, told as one. */
  lost(job: Job, why: string): RunResult;
}

/** One worker thread after another with its own controllers; lives as long as the suite. Takes several jobs at once. */
interface Lane {
  run(job: Job): Promise<RunResult>;
  close(probe: boolean): Promise<void>;
}

const CLOSE_MS = 10_000;
const ABANDON_MS = 500;

/**
 * Runs jobs on `workers` threads, so many at once on each as a connection may carry (`RunSettings.sessions`), and gives the results as
 * they finish. Jobs are taken one by one when there is room, so a suite of any size needs the memory of a few. The stream completes when
 * all jobs are done or `stop` says true between two jobs.
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
  async function* place(lane: Lane): AsyncGenerator<RunResult> {
    while (!stop()) {
      const next = jobs.next();
      if (next.done === true) return;
      yield await lane.run(next.value);
    }
  }
  const places = Math.max(1, settings.sessions);
  const lanes = Array.from({ length: workers }, () => {
    const lane = openLane(() => startThread(script, settings, events), events);
    const results = merge(...Array.from({ length: places }, () => from(place(lane))));
    return concat(
      results,
      defer(() => from(lane.close(!stop())).pipe(ignoreElements())),
    );
  });
  return merge(...lanes);
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

/**
 * A lane whose worker is started again when it dies; a job gets a second worker, not a third. Jobs that died together get it one after
 * another, so that the one that ends it again does not take the others with it.
 */
function openLane(start: () => Thread, events: PoolEvents): Lane {
  let thread = start();
  let again: Promise<unknown> = Promise.resolve();
  const attempt = async (job: Job): Promise<Answer> => {
    const asked = thread;
    const answer = await ask(asked, job);
    if (answer.kind === "died" && thread === asked) thread = start();
    return answer;
  };
  return {
    async run(job: Job): Promise<RunResult> {
      const first = await attempt(job);
      if (first.kind === "result") return first.result;
      const second = again.then(() => attempt(job));
      again = second;
      const answer = await second;
      return answer.kind === "result" ? answer.result : events.lost(job, answer.why);
    },
    close: (probe) => closeThread(thread, probe),
  };
}

/** A worker, whose end is noticed whether or not it has a job. */
interface Thread {
  readonly worker: Worker;
  readonly ended: Promise<void>;
  /** Why it ended; null while it lives. */
  died: string | null;
  /** Who waits for the answer to a job, by the job's index. */
  readonly asked: Map<number, (answer: Answer) => void>;
  /** It drives no more: it should end soon. */
  closing: () => void;
}

type Answer = { readonly kind: "result"; readonly result: RunResult } | { readonly kind: "died"; readonly why: string };

function startThread(script: URL, settings: RunSettings, events: PoolEvents): Thread {
  const worker = new Worker(script, { workerData: settings });
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  const thread: Thread = { worker, ended, died: null, asked: new Map(), closing: () => undefined };
  const leftovers = createLeftovers();
  let why = "it ended without a word";
  worker.on("message", (message: FromWorker) => {
    if (message.kind === "waiting") events.waiting(message.address, message.token);
    else if (message.kind === "note") events.note(message.text);
    else if (message.kind === "closing") thread.closing();
    else if (message.kind === "held") noteHeld(leftovers, message.held, message.isHeld);
    else reply(thread, message.result.index, message);
  });
  worker.on("error", (error: Error) => {
    why = error.stack ?? error.message;
  });
  worker.on("exit", () => {
    thread.died = why;
    clearAway(leftovers);
    living.delete(thread);
    for (const index of thread.asked.keys()) reply(thread, index, { kind: "died", why });
  });
  living.add(thread);
  return thread;
}

function ask(thread: Thread, job: Job): Promise<Answer> {
  return new Promise((resolve) => {
    if (thread.died !== null) return resolve({ kind: "died", why: thread.died });
    thread.asked.set(job.index, resolve);
    return tell(thread, { kind: "run", job });
  });
}

function reply(thread: Thread, index: number, answer: Answer): void {
  const take = thread.asked.get(index);
  thread.asked.delete(index);
  take?.(answer);
}

function tell(thread: Thread, message: ToWorker): void {
  thread.worker.postMessage(message);
}

/** Lets the worker finish and say goodbye to its controllers; one that then does not end is ended. */
async function closeThread(thread: Thread, probe: boolean): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  thread.closing = () => {
    timer = setTimeout(() => void abandon(thread), CLOSE_MS);
  };
  tell(thread, { kind: "close", probe });
  await thread.ended;
  clearTimeout(timer);
}
