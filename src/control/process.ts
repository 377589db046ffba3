import { type ChildProcess, spawn } from "node:child_process";
import { STDERR_TAIL_BYTES } from "./limits.ts";
import { createRing, type Ring, readRing, writeRing } from "./output-log.ts";

/** How a process ended: by itself with a code, by a signal, or never begun. */
export type Exit =
  | { readonly kind: "code"; readonly code: number }
  | { readonly kind: "signal"; readonly signal: string }
  | { readonly kind: "not-started"; readonly why: string };

// What a process wrote just before its end may still be in the pipe; a child of it that escaped may hold the pipe for ever.
const DRAIN_MS = 200;

/**
 * A controller's process, in a process group of its own so that what it forks ends with it.
 * Both outputs go into `log` in the order of arrival. Nothing is left behind once `stop()` has resolved: whatever remains of the
 * group is killed as soon as its leader is gone.
 */
export class ControllerProcess {
  exit: Exit | null = null;
  /** Resolves when the process is gone and its output read. */
  readonly ended: Promise<Exit>;
  readonly #child: ChildProcess;
  readonly #stderr: Ring = createRing(STDERR_TAIL_BYTES);
  readonly #killAfterMs: number;
  #stopping = false;

  constructor(words: readonly string[], cwd: string, env: Readonly<Record<string, string>>, log: Ring, killAfterMs: number) {
    this.#killAfterMs = killAfterMs;
    const [program = "", ...args] = words;
    this.#child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      detached: true,
      shell: false,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    this.#child.stdout?.on("data", (chunk: Buffer) => writeRing(log, chunk));
    this.#child.stderr?.on("data", (chunk: Buffer) => {
      writeRing(log, chunk);
      writeRing(this.#stderr, chunk);
    });
    // Where this process ends without stop(): better no goodbye than an orphan.
    process.on("exit", this.#killGroup);
    this.ended = this.#watch();
  }

  /** Of the process, and of the group that it leads; null where it never began. */
  get pid(): number | null {
    return this.#child.pid ?? null;
  }

  /** The last 8 KiB of stderr. */
  stderrTail(): string {
    return readRing(this.#stderr).toString("utf8").trimEnd();
  }

  /** SIGTERM, then SIGKILL, to the whole group. Resolves when it is gone; may be called again. */
  async stop(): Promise<void> {
    if (this.exit !== null || this.#stopping) {
      await this.ended;
      return;
    }
    this.#stopping = true;
    this.#signalGroup("SIGTERM");
    const kill = setTimeout(this.#killGroup, this.#killAfterMs);
    await this.ended;
    clearTimeout(kill);
  }

  /** Waits for the process to end by itself, at most so long. */
  async endedWithin(ms: number): Promise<Exit | null> {
    if (this.exit !== null) return this.exit;
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, ms, null);
    });
    const exit = await Promise.race([this.ended, timeout]);
    clearTimeout(timer);
    return exit;
  }

  #watch(): Promise<Exit> {
    return new Promise((resolve) => {
      const finish = (exit: Exit): void => {
        if (this.exit !== null) return;
        this.exit = exit;
        process.off("exit", this.#killGroup);
        this.#child.stdout?.destroy();
        this.#child.stderr?.destroy();
        resolve(exit);
      };
      this.#child.once("error", (error: NodeJS.ErrnoException) => finish({ kind: "not-started", why: startProblem(error) }));
      this.#child.once("exit", (code, signal) => {
        const exit: Exit = code === null ? { kind: "signal", signal: signal ?? "unknown" } : { kind: "code", code };
        this.#killGroup();
        const drained = setTimeout(finish, DRAIN_MS, exit);
        this.#child.once("close", () => {
          clearTimeout(drained);
          finish(exit);
        });
      });
    });
  }

  readonly #killGroup = (): void => this.#signalGroup("SIGKILL");

  #signalGroup(signal: "SIGTERM" | "SIGKILL"): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // The group is gone already.
    }
  }
}

function startProblem(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT") return "there is no such program, or no such folder to start it in";
  return error.code === "EACCES" ? "it may not be executed" : error.message;
}

/** "exit code 3", "signal SIGSEGV", or why it never ran. */
export function exitText(exit: Exit): string {
  switch (exit.kind) {
    case "code":
      return `exit code ${exit.code}`;
    case "signal":
      return `signal ${exit.signal}`;
    case "not-started":
      return exit.why;
  }
}
