/** Ctrl-C once: begin no further variant, finish the report. Twice: end at once. */
export interface StopSignals {
  received: "SIGINT" | "SIGTERM" | null;
  dispose(): void;
}

export function stopSignals(): StopSignals {
  const signals: StopSignals = {
    received: null,
    dispose: () => {
      process.off("SIGINT", onInterrupt);
      process.off("SIGTERM", onTerminate);
    },
  };
  const on = (signal: "SIGINT" | "SIGTERM"): void => {
    if (signals.received !== null) process.exit(signal === "SIGINT" ? 130 : 143);
    signals.received = signal;
    process.stderr.write("\nstopping after the variants that run; once more ends at once\n");
  };
  const onInterrupt = (): void => on("SIGINT");
  const onTerminate = (): void => on("SIGTERM");
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onTerminate);
  return signals;
}
