import type { Reporter, SerializedError, TestModule } from "vitest/node";

/** `N passed, N failed[, N skipped]`. */
export function summaryLine(passed: number, failed: number, skipped: number): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** Counts tests; a file that cannot be loaded, a suite that cannot be set up and an unhandled error count as one failure each. */
export function countTests(
  modules: readonly TestModule[],
  unhandled: readonly SerializedError[],
): { passed: number; failed: number; skipped: number } {
  const counts = { passed: 0, failed: unhandled.length, skipped: 0 };
  for (const module of modules) {
    counts.failed += module.errors().length;
    for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === "passed" || state === "failed") counts[state] += 1;
      else counts.skipped += 1;
    }
  }
  return counts;
}

/** Writes the summary when the process ends, so that it is the last line whatever else speaks. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const { passed, failed, skipped } = countTests(modules, unhandled);
    process.once("exit", () => process.stdout.write(`${summaryLine(passed, failed, skipped)}\n`));
  }
}
