import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lockFolder } from "../../src/run/lock.ts";
import { DiskError } from "../../src/trace/file-write.ts";
import { folderWith } from "../cli/support.ts";

describe.skipIf(process.platform !== "linux")("the lock of an output folder", () => {
  const holder = (folder: string): { pid: number; bootId: string; startTicks: string } =>
    JSON.parse(readFileSync(join(folder, ".lock"), "utf8"));

  test("is taken once, and free again when it is released", () => {
    const folder = folderWith({});
    const lock = lockFolder(folder);
    expect(lock.brokenPid).toBeNull();
    expect(holder(folder).pid).toBe(process.pid);
    expect(() => lockFolder(folder)).toThrow(DiskError);
    expect(() => lockFolder(folder)).toThrow(`another run (process ${process.pid}) writes there`);
    lock.release();
    expect(existsSync(join(folder, ".lock"))).toBe(false);
    lockFolder(folder).release();
  });

  test("is respected while its process lives, and broken when that is gone", async () => {
    const folder = folderWith({});
    lockFolder(folder).release();
    const child = spawn("sleep", ["1000"]);
    const pid = child.pid ?? 0;
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const startTicks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    const bootId = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    writeFileSync(join(folder, ".lock"), JSON.stringify({ pid, bootId, startTicks }));
    expect(() => lockFolder(folder)).toThrow(`another run (process ${pid}) writes there`);
    child.kill("SIGKILL");
    await new Promise((resolve) => child.on("close", resolve));
    const lock = lockFolder(folder);
    expect(lock.brokenPid).toBe(pid);
    lock.release();
  });

  test.each([
    ["a process that has our number since a reboot", { bootId: "another" }],
    ["a process that has our number since it became free", { startTicks: "1" }],
  ])("does not belong to %s", (_, change) => {
    const folder = folderWith({});
    const lock = lockFolder(folder);
    const mine = holder(folder);
    lock.release();
    writeFileSync(join(folder, ".lock"), JSON.stringify({ ...mine, ...change }));
    const second = lockFolder(folder);
    expect(second.brokenPid).toBe(process.pid);
    second.release();
  });

  test("that is not one is broken too", () => {
    const folder = folderWith({ ".lock": "not JSON" });
    lockFolder(folder).release();
    expect(existsSync(join(folder, ".lock"))).toBe(false);
  });
});
