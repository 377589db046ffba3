import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { residentBytes } from "../../src/control/resident.ts";

const MIB = 1024 * 1024;
/** Touches 100 MiB, says so, and waits. */
const LARGE = `globalThis.kept = Buffer.alloc(100 * ${MIB}, 1); console.log("there"); setInterval(() => undefined, 1e6)`;

/** Resident bytes of a process once it has said something; then it is killed with what it started. */
async function measured(program: string, args: readonly string[]): Promise<{ bytes: number | null; child: ChildProcess }> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"], detached: true });
  await once(child.stdout, "data");
  const bytes = residentBytes(child.pid as number);
  process.kill(-(child.pid as number), "SIGKILL");
  await once(child, "exit");
  return { bytes, child };
}

// Which of the two holds depends on the system: a test that cannot be here is not one that was skipped.
const isLinux = process.platform === "linux";
if (isLinux) describe("resident memory", onLinux);
else test("is not known here", () => expect(residentBytes(process.pid)).toBeNull());

function onLinux(): void {
  test("holds what a process has touched", async () => {
    const { bytes, child } = await measured(process.execPath, ["-e", LARGE]);
    expect(bytes).toBeGreaterThan(100 * MIB);
    expect(bytes).toBeLessThan(400 * MIB);
    expect(residentBytes(child.pid as number)).toBeNull();
  });

  test("holds what its children have touched, whatever started them", async () => {
    const { bytes } = await measured("sh", ["-c", `"${process.execPath}" -e '${LARGE}'; true`]);
    expect(bytes).toBeGreaterThan(100 * MIB);
  });
}
