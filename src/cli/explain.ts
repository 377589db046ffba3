import { ERRORS, type ErrorCode } from "../core/errors.ts";
import { EXIT } from "./exit-codes.ts";

const WHO: Readonly<Record<string, string>> = {
  input: "an input error: mend the file or the command line",
  fault: "a fault of the controller: a result of the run, never an exception",
  diverged: "an end of the run",
  environment: "a fault of the machine",
  invariant: "a fault of redrive itself",
};

/** Prints what a code means; an unknown one gets the list. */
export function explain(code: string): number {
  const entry = Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode] : undefined;
  if (entry === undefined) {
    process.stderr.write(`unknown code ${code}; known are:\n${Object.keys(ERRORS).join("\n")}\n`);
    return EXIT.input;
  }
  process.stdout.write(`${code}: ${entry.text}\nIt is ${WHO[entry.kind] ?? entry.kind}.\n`);
  return EXIT.passed;
}
