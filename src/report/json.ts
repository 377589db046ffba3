import type { RunEvent } from "../run/result.ts";
import type { Reporter } from "./reporter.ts";

/** One JSON document and nothing else: the `SuiteResult`. */
export function jsonReporter(write: (text: string) => void): Reporter {
  return {
    on(event: RunEvent): void {
      if (event.kind === "end") write(`${JSON.stringify(event.suite, null, 2)}\n`);
    },
    finish: () => [],
  };
}
