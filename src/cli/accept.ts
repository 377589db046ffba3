import { acceptRun } from "../run/accept.ts";
import { EXIT } from "./exit-codes.ts";

/** Makes a run the baseline, with a line in its record of why. */
export function accept(run: string, options: { baseline: string; reason: string }): number {
  const { from, to, total, scored, meanScore } = acceptRun(run, options.baseline, options.reason, new Date());
  const score = meanScore === null ? "no score" : `mean score ${meanScore.toFixed(1)}`;
  const before = from === null ? "the first baseline" : `before it ${from}`;
  process.stdout.write(`${options.baseline}: ${to}, ${scored} of ${total} scored, ${score}; ${before}\n`);
  return EXIT.passed;
}
