import { checkController } from "../control/check/check.ts";
import type { ProbeResult } from "../control/check/probes.ts";
import { EXIT } from "./exit-codes.ts";

const NAME_COLUMNS = 38;

/** Checks a user's controller and prints one line a probe. Exit 0 where none failed, else 4. */
export async function checkOneController(options: Record<string, unknown>): Promise<number> {
  const { controller, watchdogMs, connectTimeoutMs, json } = options as {
    controller: string;
    watchdogMs: number;
    connectTimeoutMs: number;
    json?: boolean;
  };
  const request = { command: controller, cwd: process.cwd(), watchdogMs, connectTimeoutMs };
  const tell = (result: ProbeResult): void => {
    if (json !== true) process.stdout.write(linesOf(result));
  };
  // Leaving by process.exit ends the controller's process group and removes the socket; the signal's own way would not.
  const interrupted = (): never => process.exit(EXIT.interrupted);
  const terminated = (): never => process.exit(EXIT.terminated);
  process.once("SIGINT", interrupted).once("SIGTERM", terminated).once("SIGHUP", terminated);
  const probes = await checkController(request, tell);
  process.off("SIGINT", interrupted).off("SIGTERM", terminated).off("SIGHUP", terminated);
  const count = (verdict: ProbeResult["verdict"]): number => probes.filter((p) => p.verdict === verdict).length;
  const counts = { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
  const exitCode = counts.failed === 0 ? EXIT.passed : EXIT.controller;
  if (json === true) process.stdout.write(`${JSON.stringify({ controller, exitCode, counts, probes }, null, 2)}\n`);
  else process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  return exitCode;
}

function linesOf({ name, verdict, text, mend }: ProbeResult): string {
  const hint = mend === "" ? "" : `        to mend: ${mend}\n`;
  return `${verdict.padEnd(7)} ${name.padEnd(NAME_COLUMNS)} ${text}\n${hint}`;
}
