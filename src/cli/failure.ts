import { InputError, type Problem, problemText } from "../core/errors.ts";
import { DiskError } from "../trace/file-write.ts";
import { EXIT } from "./exit-codes.ts";

/**
 * Prints what stopped a command to stderr and gives its exit code. Input errors are the user's to mend, the disk is the machine's;
 * anything else is ours and crashes loudly.
 */
export function reportFailure(error: unknown): number {
  if (error instanceof InputError) {
    for (const problem of error.problems) process.stderr.write(`${problemText(problem)}\n`);
    return exitOfProblems(error.problems);
  }
  if (error instanceof DiskError) {
    process.stderr.write(`${error.code}: ${error.message}\n`);
    return EXIT.internal;
  }
  process.stderr.write(`redrive failed (RDV_INTERNAL); please report this:\n${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT.internal;
}

/** A selection that leaves nothing has a code of its own, unless something else is wrong besides. */
export function exitOfProblems(problems: readonly Problem[]): number {
  return problems.every((p) => p.code === "RDV_NOTHING_MATCHED") ? EXIT.nothingMatched : EXIT.input;
}
