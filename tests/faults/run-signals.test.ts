import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  CALM,
  childrenOf,
  fixture,
  folderWith,
  isAlive,
  lastLine,
  MAIN,
  ROOT,
  redrive,
  type Started,
  start,
  suiteOf,
  until,
} from "../cli/support.ts";

// 50 answers of 50 ms: long enough to be interrupted.
const LONG = CALM.replace("durationSec: 1", "durationSec: 0.5");
const HOUR_MS = "3600000";

/** Waits for processes to be gone: a signal that is sent need not have arrived when its sender is. Time-out where one stays. */
async function gone(pids: readonly number[]): Promise<void> {
  await until(() => !pids.some(isAlive));
}

/** A run whose controller has been started. */
async function running(
  cwd: string,
  args: readonly string[],
  program: readonly string[] = [process.execPath, MAIN],
): Promise<Started & { controllers: number[] }> {
  const [first = "", ...rest] = program;
  const started = start(first, [...rest, "run", "long.yaml", "-o", "out", ...args], cwd);
  const pid = started.child.pid ?? 0;
  const commandOf = (p: number): string => (isAlive(p) ? readFileSync(`/proc/${p}/cmdline`, "utf8") : "");
  const isHarness = (p: number): boolean => commandOf(p).includes("cli/main.ts");
  const controllers = await until(() => {
    // Through the launcher, the run is a child of what was started.
    const harness = [pid, ...childrenOf(pid)].find(isHarness);
    // A child that is still a copy of its parent is not the controller yet.
    const found = childrenOf(harness ?? pid).filter((p) => !isHarness(p) && commandOf(p).includes("controller.mjs"));
    return found.length > 0 && found;
  });
  return { ...started, controllers };
}

describe.skipIf(process.platform !== "linux")("signals", () => {
  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s once: what runs is finished, the rest aborted, the report written, nobody left",
    async (signal) => {
      const cwd = folderWith({ "long.yaml": LONG });
      const { child, ended, controllers } = await running(cwd, ["-c", fixture("slow"), "--jobs", "1"]);
      child.kill(signal);
      child.kill(signal); // as a terminal and a launcher send it: within a moment, so it counts once
      const { code, stdout, stderr } = await ended;
      expect(code).toBe(signal === "SIGINT" ? 130 : 143);
      expect(stderr).toContain("stopping after the variants that run; once more ends at once");
      expect(lastLine(stdout)).toBe("1 passed, 0 failed, 3 skipped");
      const suite = suiteOf(cwd, "out");
      expect(suite.exitCode).toBe(code);
      expect(suite.results.map((r) => r.verdict)).toEqual(["passed", "aborted", "aborted", "aborted"]);
      expect(existsSync(join(cwd, "out/report.html"))).toBe(true);
      expect(readFileSync(join(cwd, "out/results.jsonl"), "utf8").trimEnd().split("\n")).toHaveLength(4);
      expect(controllers.filter(isAlive)).toEqual([]);
    },
  );

  test("twice: it ends at once, and a controller that hangs and hears no SIGTERM ends with it", async () => {
    const cwd = folderWith({ "long.yaml": LONG });
    const hangs = await running(cwd, ["-c", fixture("ignore-sigterm"), "--jobs", "2", "--watchdog-ms", HOUR_MS]);
    const two = await until(() => {
      const found = childrenOf(hangs.child.pid ?? 0);
      return found.length === 2 && found;
    });
    hangs.child.kill("SIGINT");
    await until(() => hangs.stderrSoFar().includes("once more ends at once"));
    await new Promise((resolve) => setTimeout(resolve, 400)); // longer than what counts as one Ctrl-C
    hangs.child.kill("SIGINT");
    expect((await hangs.ended).code).toBe(130);
    expect(two.filter(isAlive)).toEqual([]);
    expect(existsSync(join(cwd, "out/.lock"))).toBe(false);
  });

  test("one Ctrl-C through the launcher, which reaches the run twice, is one", async () => {
    const cwd = folderWith({ "long.yaml": LONG });
    const run = await running(cwd, ["-c", fixture("slow"), "--jobs", "1"], ["setsid", process.execPath, join(ROOT, "bin/redrive.mjs")]);
    process.kill(-(run.child.pid ?? 0), "SIGINT"); // to the whole group, as a terminal does
    const { stdout } = await run.ended;
    expect(lastLine(stdout)).toBe("1 passed, 0 failed, 3 skipped");
    await gone(run.controllers);
  });

  test("a fault of ours that nobody catches is said as one, exit 3, and takes the controllers with it", async () => {
    const cwd = folderWith({ "long.yaml": LONG });
    // Throws in the main thread once the controller hangs and the mark is there, and again while that is seen to.
    const fault = `import { existsSync } from "node:fs"; import { isMainThread } from "node:worker_threads";
      if (isMainThread) setInterval(() => { if (existsSync("mark")) throw new Error("the roof fell in"); }, 1);`;
    const program = [process.execPath, "--import", `data:text/javascript,${encodeURIComponent(fault)}`, MAIN];
    const run = await running(cwd, ["-c", fixture("ignore-sigterm"), "--jobs", "1", "--watchdog-ms", HOUR_MS], program);
    writeFileSync(join(cwd, "mark"), "");
    const { code, stderr } = await run.ended;
    expect(code).toBe(3);
    expect(stderr).toMatch(/redrive failed \(RDV_INTERNAL\); please report this:\nError: the roof fell in\n {4}at /);
    await gone(run.controllers);
  });

  test("killed: finished results are read, the torn line is reported, the lock left behind is broken with a word", async () => {
    const cwd = folderWith({ "long.yaml": LONG });
    const args = ["-c", fixture("slow"), "--jobs", "1"];
    const { child, ended } = await running(cwd, args);
    const log = join(cwd, "out/results.jsonl");
    await until(() => existsSync(log) && readFileSync(log, "utf8").includes("\n"));
    child.kill("SIGKILL");
    expect((await ended).signal).toBe("SIGKILL");
    const kept = readFileSync(log, "utf8");
    const second = await redrive(cwd, ["run", "long.yaml", "-o", "out", "--last-failed"]);
    expect(second).toMatchObject({ code: 5, stdout: "" }); // one variant had finished, and had passed
    writeFileSync(log, `${kept}${kept.replace('"passed"', '"failed"').slice(0, -20)}`);
    const third = await redrive(cwd, ["run", "long.yaml", "-o", "out", "--last-failed"]);
    expect(third.stderr).toContain("results.jsonl: left out 1 damaged line");
    const fourth = await redrive(cwd, ["run", "long.yaml#gapM=8", "-o", "out"]);
    expect(fourth.stderr).toContain(`broke the lock of process ${child.pid}, which is gone`);
    expect(fourth.code).toBe(0);
  });

  test("two runs do not write to one folder", async () => {
    const cwd = folderWith({ "long.yaml": LONG });
    const first = await running(cwd, ["-c", fixture("slow"), "--jobs", "1"]);
    const second = await redrive(cwd, ["run", "long.yaml", "-o", "out"]);
    expect(second).toMatchObject({ code: 3, stdout: "" });
    expect(second.stderr).toMatch(
      new RegExp(`^RDV_DISK: .*out could not be written: another run \\(process ${first.child.pid}\\) writes there\n$`),
    );
    first.child.kill("SIGTERM");
    expect((await first.ended).code).toBe(143);
    expect(suiteOf(cwd, "out").counts.passed).toBe(1);
  });
});
