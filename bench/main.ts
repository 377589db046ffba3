// `npm run bench [-- NAME...]`: runs the named benches, or all, prints a table and keeps it under bench/results, one file a machine.
import { fork, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { arch, availableParallelism, cpus, platform } from "node:os";
import { join, resolve } from "node:path";
import type { BenchRow } from "./row.ts";

const BENCHES: Readonly<Record<string, () => Promise<{ run(): Promise<BenchRow[]> }>>> = {
  core: () => import("./core.ts"),
  tick: () => import("./tick.ts"),
  metrics: () => import("./metrics.ts"),
  road: () => import("./road.ts"),
  codec: () => import("./codec.ts"),
  socket: () => import("./socket.ts"),
  cli: () => import("./cli.ts"),
  story: () => import("./story.ts"),
  demo: () => import("./demo.ts"),
};

interface Measured {
  /** The commit whose code was measured, with a + where files had been changed since. */
  readonly commit: string;
  readonly rows: readonly BenchRow[];
}

/** What a machine has measured; the latest of each bench. */
interface Results {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly platform: string; readonly node: string };
  readonly benches: Readonly<Record<string, Measured>>;
}

const ROOT = resolve(import.meta.dirname, "..");

/** Each bench has a process of its own, so that none runs on code that another has warmed or spoilt. */
function measure(name: string): Promise<readonly BenchRow[]> {
  return new Promise((done, fail) => {
    const child = fork(import.meta.filename, ["--rows", name]);
    let rows: readonly BenchRow[] | null = null;
    child.on("message", (message) => {
      rows = message as readonly BenchRow[];
    });
    child.on("error", fail);
    child.on("exit", (code) => (code === 0 && rows !== null ? done(rows) : fail(new Error(`bench ${name} ended with ${code}`))));
  });
}

function commit(): string {
  const git = (...args: string[]): string => spawnSync("git", args, { cwd: ROOT, encoding: "utf8" }).stdout?.trim() ?? "";
  return git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain", "--", "src", "bench") === "" ? "" : "+");
}

function resultFile(machine: Results["machine"]): string {
  const slug = machine.cpu
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return join(ROOT, "bench/results", `${slug}-node${machine.node.split(".")[0]}.json`);
}

function number(value: number): string {
  return value >= 1000 ? value.toFixed(0) : value.toPrecision(3);
}

/** One line a row, with the change against the last time on this machine. */
function table(name: string, rows: readonly BenchRow[], before: Measured | undefined): string {
  const cells = rows.map((row) => {
    const was = before?.rows.find((b) => b.name === row.name && b.unit === row.unit)?.value;
    const change = was === undefined || was === 0 ? "new" : `${row.value >= was ? "+" : ""}${((row.value / was - 1) * 100).toFixed(0)} %`;
    return [row.name, number(row.value), row.unit, change, row.note];
  });
  const widths = [0, 1, 2, 3].map((c) => Math.max(...cells.map((cell) => cell[c]?.length ?? 0)));
  const lines = cells.map((cell) =>
    cell.map((text, c) => (c === 1 || c === 3 ? text.padStart(widths[c] ?? 0) : text.padEnd(widths[c] ?? 0))).join("  "),
  );
  return [`${name}:`, ...lines.map((line) => `  ${line}`)].join("\n");
}

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
  if (unknown.length > 0) {
    process.stderr.write(`no bench ${unknown.join(", ")}; there are ${Object.keys(BENCHES).join(", ")}\n`);
    process.exitCode = 2;
    return;
  }
  const machine = {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    platform: `${platform()}-${arch()}`,
    node: process.versions.node,
  };
  const file = resultFile(machine);
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Results).benches : {};
  const now: Record<string, Measured> = { ...before };
  for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
    const rows = await measure(name);
    process.stdout.write(`${table(name, rows, before[name])}\n`);
    now[name] = { commit: commit(), rows };
    mkdirSync(join(ROOT, "bench/results"), { recursive: true });
    writeFileSync(file, `${JSON.stringify({ machine, benches: now } satisfies Results, null, 2)}\n`);
  }
}

const [mode, name = ""] = process.argv.slice(2);
if (mode === "--rows") {
  const bench = await BENCHES[name]?.();
  const rows = await bench?.run();
  process.send?.(rows, () => process.disconnect());
} else {
  await main(process.argv.slice(2));
}
