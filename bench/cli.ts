import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { plainSettings } from "../src/run/job.ts";
import { median } from "./median.ts";
import type { BenchRow } from "./row.ts";

const ROOT = resolve(import.meta.dirname, "..");
const STARTS = 20;

const SCENARIO = `redrive: 1
name: short
world: { road: { lanes: 2, lengthM: 400, speedLimitMps: 25 } }
ego: { vehicle: compact, start: { lane: -1, sM: 20, speedMps: 15 } }
actors:
  lead: { script: { lane: -1, sM: 60, speedMps: 12 } }
ends: { durationSec: 1 }
`;

/**
 * Wall time from start to end of the command line, and of a worker thread, against an empty one of the same Node. All cases take
 * turns, so that a machine's other load meets each of them; medians of 20 after one to warm up the cache of compiled code.
 */
export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "redrive-bench-"));
  const empty = join(folder, "empty.mjs");
  writeFileSync(empty, "");
  writeFileSync(join(folder, "short.yaml"), SCENARIO);
  const node =
    (...args: string[]) =>
    (): Promise<void> =>
      command(args, folder);
  const main = join(ROOT, "src/cli/main.ts");
  const cases = {
    empty: node(empty),
    help: node(main, "--help"),
    launcher: node(join(ROOT, "bin/redrive.mjs"), "--help"),
    list: node(main, "list", "short.yaml"),
    one: node(main, "run", "short.yaml", "--jobs", "1"),
    emptyWorker: () => thread(new Worker(empty)),
    worker: () => worker(folder),
  };
  const ms = await alternating(cases);
  rmSync(folder, { recursive: true });
  const wall = `wall, median of ${STARTS}`;
  const ratio = (name: string, of: number, to: number, note: string): BenchRow => ({ name, value: of / to, unit: "ratio", note });
  return [
    { name: "empty start", value: ms.empty, unit: "ms", note: `node empty.mjs, ${wall}` },
    { name: "--help", value: ms.help, unit: "ms", note: wall },
    ratio("--help against an empty start", ms.help, ms.empty, "goal G7: at most 4"),
    { name: "--help through the launcher", value: ms.launcher, unit: "ms", note: wall },
    ratio("--help through the launcher against an empty start", ms.launcher, ms.empty, "goal G7: at most 7"),
    { name: "list", value: ms.list, unit: "ms", note: `one scenario, ${wall}` },
    {
      name: "one scenario",
      value: ms.one,
      unit: "ms",
      note: `1 s of simulated time, list and HTML report, ${wall}; goal G8: below 400 ms`,
    },
    ratio("one scenario against an empty start", ms.one, ms.empty, "goal G8: at most 13"),
    { name: "worker", value: ms.worker, unit: "ms", note: `thread loaded and ended again, ${wall}; goal G9: at most 150 ms` },
    ratio("worker against an empty one", ms.worker, ms.emptyWorker, "goal G9: at most 5"),
  ];
}

async function alternating<K extends string>(cases: Readonly<Record<K, () => Promise<void>>>): Promise<Record<K, number>> {
  const names = Object.keys(cases) as K[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let round = 0; round <= STARTS; round++) {
    for (const name of names) {
      const startMs = performance.now();
      await cases[name]();
      if (round > 0) times[name].push(performance.now() - startMs);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<K, number>;
}

async function command(args: readonly string[], cwd: string): Promise<void> {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
}

function worker(outFolder: string): Promise<void> {
  const settings = plainSettings(
    [{ choice: { kind: "builtin", name: "pursuit" }, text: "builtin:pursuit", reproduceOptions: [] }],
    outFolder,
  );
  const started = new Worker(join(ROOT, "src/cli/worker.ts"), { workerData: settings });
  started.postMessage({ kind: "close" });
  return thread(started);
}

function thread(started: Worker): Promise<void> {
  return new Promise((done, fail) => {
    started.once("error", fail);
    started.once("exit", () => done());
  });
}
