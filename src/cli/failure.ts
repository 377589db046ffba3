import { InputError, problemText } from "../core/errors.ts";
import { EXIT } from "./exit-codes.ts";

/** Prints what stopped a command to stderr and gives its exit code. Input errors are the user's to mend; anything else is ours and crashes loudly. */
export function reportFailure(error: unknown): number {
  if (error instanceof InputError) {
    for (const problem of error.problems) process.stderr.write(`${problemText(problem)}\n`);
    return error.problems.some((p) => p.code === "RDV_NOTHING_MATCHED") ? EXIT.nothingMatched : EXIT.input;
  }
  process.stderr.write(`redrive failed (RDV_INTERNAL); please report this:\n${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT.internal;
}
