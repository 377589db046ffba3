import { abandonWorkers } from "../run/pool.ts";
import { EXIT } from "./exit-codes.ts";

/** Ctrl-C once: begin no further variant, finish the report. Twice: end at once, and every controller with it. */
export interface StopSignals {
  /** The exit code that the first signal asks for; null until one comes. */
  readonly exitCode: number | null;
  dispose(): void;
}

/** One Ctrl-C comes twice where the launcher passes on what the terminal has sent already: within this time it counts once. */
const SAME_MS = 300;

/** A terminal that goes away counts as a request to end. */
const CODES = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated, SIGHUP: EXIT.terminated } as const;

export function stopSignals(): StopSignals {
  let first: { readonly code: number; readonly atMs: number } | null = null;
  const on = (signal: keyof typeof CODES): void => {
    const code = CODES[signal];
    if (first === null) {
      first = { code, atMs: performance.now() };
      process.stderr.write("\nstopping after the variants that run; once more ends at once\n");
    } else if (performance.now() - first.atMs > SAME_MS) {
      void abandonWorkers().then(() => process.exit(code));
    }
  };
  const handlers = (Object.keys(CODES) as (keyof typeof CODES)[]).map((signal) => [signal, () => on(signal)] as const);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  return {
    get exitCode() {
      return first?.code ?? null;
    },
    dispose() {
      for (const [signal, handler] of handlers) process.off(signal, handler);
    },
  };
}
