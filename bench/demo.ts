import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { SuiteResult } from "../src/run/result.ts";
import { median } from "./median.ts";
import type { BenchRow } from "./row.ts";

const MAIN = resolve(import.meta.dirname, "../src/cli/main.ts");
const RUNS = 5;
/** Has the process say at its end what it cost, with all its threads. */
const TELL_CPU = `import { writeSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
if (isMainThread) process.on("exit", () => { const { user, system } = process.cpuUsage(); writeSync(2, "\\nCPU " + (user + system)); });`;

/** The whole of \`redrive demo\`, as a user starts it, with as many workers as the machine has cores: start-up, reports and all. */
export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "redrive-bench-"));
  const wallSec: number[] = [];
  const cpuSec: number[] = [];
  for (let i = 0; i <= RUNS; i++) {
    const startMs = performance.now();
    const hook = `data:text/javascript,${encodeURIComponent(TELL_CPU)}`;
    const { status, stderr } = spawnSync(process.execPath, ["--import", hook, MAIN, "demo"], { cwd: folder, encoding: "utf8" });
    const cpuUs = /\nCPU (\d+)$/.exec(stderr)?.[1];
    if (status !== 0 || cpuUs === undefined) throw new Error(`redrive demo ended with ${status}: ${stderr}`);
    if (i === 0) continue; // fills the cache of compiled code
    wallSec.push((performance.now() - startMs) / 1000);
    cpuSec.push(Number(cpuUs) / 1e6);
  }
  const suite = JSON.parse(readFileSync(join(folder, "redrive-out/results.json"), "utf8")) as SuiteResult;
  rmSync(folder, { recursive: true });
  const simulatedSec = suite.results.reduce((sum, r) => sum + r.end.tSec, 0);
  const note = `${suite.results.length} variants, ${Math.round(simulatedSec)} s simulated, ${suite.jobs} workers, built-in controller, median of ${RUNS}`;
  return [
    { name: "demo suite, wall", value: median(wallSec), unit: "s", note },
    { name: "demo suite, CPU", value: median(cpuSec), unit: "s", note: `all threads; ${note}` },
    { name: "demo suite, simulated time", value: simulatedSec / median(cpuSec), unit: "s per CPU s", note },
  ];
}
