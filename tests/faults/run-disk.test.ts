import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readResultLog } from "../../src/run/store.ts";
import { CALM, CRASH, folderWith, lastLine, MAIN, redrive, start, suiteOf } from "../cli/support.ts";

const files = { "calm.yaml": CALM, "crash.yaml": CRASH };

describe("a disk that does not take the results", () => {
  test("a folder that cannot be made is said in one line, exit 3", async () => {
    const folder = folderWith({ ...files, taken: "a file" });
    for (const args of [
      ["run", "calm.yaml", "-o", "taken"],
      ["run", "calm.yaml", "-o", "taken/deeper"],
    ]) {
      const ended = await redrive(folder, args);
      expect(ended).toMatchObject({ code: 3, stdout: "" });
      expect(ended.stderr).toMatch(/^RDV_DISK: .*taken(\/deeper)? could not be written: E(EXIST|NOTDIR): .*\n$/);
    }
  });

  test("a folder that may only be read is said in one line, exit 3", async (context) => {
    const folder = folderWith({ ...files, "out/results.json": '{"kept": true}' });
    // Permissions do not bind root; a mount does.
    const readOnly = 'mount --bind out out && mount -o remount,bind,ro out && exec "$@"';
    chmodSync(join(folder, "out"), 0o555);
    const bound = process.getuid?.() === 0;
    const inside = (args: readonly string[]) =>
      start(bound ? "unshare" : "env", [...(bound ? ["-m", "sh", "-c", readOnly, "sh"] : []), ...args], folder).ended;
    if ((await inside(["true"]).catch(() => ({ code: 1 }))).code !== 0) context.skip("no mount namespace may be made here");
    const ended = await inside([process.execPath, MAIN, "run", "calm.yaml", "-o", "out"]);
    expect(ended).toMatchObject({ code: 3, stdout: "" });
    expect(ended.stderr).toMatch(/^RDV_DISK: .*out could not be written: E(ROFS|ACCES): .*\n$/);
    chmodSync(join(folder, "out"), 0o755);
    expect(readFileSync(join(folder, "out/results.json"), "utf8")).toBe('{"kept": true}');
  });

  test.skipIf(!existsSync("/dev/full"))("no space for the log of results: the batch stops, exit 3, no stack", async () => {
    const folder = folderWith(files);
    mkdirSync(join(folder, "out"));
    symlinkSync("/dev/full", join(folder, "out/results.jsonl"));
    const ended = await redrive(folder, ["run", "calm.yaml", "crash.yaml", "--jobs", "1", "-o", "out"]);
    expect(ended).toMatchObject({ code: 3, stdout: "" });
    expect(ended.stderr).toMatch(/^1\/6 variants\nRDV_DISK: .*results\.jsonl could not be written: ENOSPC: .*\n$/);
    expect(readdirSync(join(folder, "out"))).not.toContain("results.json"); // nothing that looks like a whole run
  });

  // A limit on the size of a file stands for a full disk: it strikes in the worker, at the first trace that is larger (about 190 kB).
  test("no space for a trace: that run is an error, the rest is left out, what came before is whole", async () => {
    const folder = folderWith({ ...files, "long.yaml": CALM.replace("durationSec: 1", "durationSec: 10") });
    const args = ["run", "calm.yaml#gapM=8,speedMps=10", "long.yaml#gapM=8", "crash.yaml", "--jobs", "1", "--trace", "on", "-o", "out"];
    const limited = 'ulimit -f 150; exec "$@"'; // in units of 512 or 1024 bytes
    const ended = await start("sh", ["-c", limited, "sh", process.execPath, MAIN, ...args, "--reporter", "list"], folder).ended;
    expect(ended.code).toBe(3);
    expect(lastLine(ended.stdout)).toBe("1 passed, 1 failed, 3 skipped");
    const suite = suiteOf(folder, "out");
    expect(suite.results.map((r) => [r.verdict, r.end.reason, r.end.code])).toEqual([
      ["passed", "completed", null],
      ["error", "harness-error", "RDV_DISK"],
      ...[0, 1, 2].map(() => ["aborted", "aborted", null]),
    ]);
    expect(suite.results[1]?.why).toMatch(/trace\.mcap could not be written: EFBIG/);
    expect(suite.results[2]?.why).toBe("not begun, because a result could not be written");
    expect(readResultLog(join(folder, "out"))).toEqual({ results: suite.results, damagedLines: 0 });
    expect(ended.stdout + ended.stderr).not.toContain("    at ");
    expect(readdirSync(join(folder, "out"), { recursive: true }).filter((name) => String(name).endsWith(".tmp"))).toEqual([]);
  });

  test("no folder for temporary files: verify says so", async () => {
    const folder = folderWith(files);
    const ended = await redrive(folder, ["verify", "calm.yaml#gapM=8,speedMps=10"], { TMPDIR: join(folder, "absent") });
    expect(ended).toMatchObject({ code: 3, stdout: "" });
    expect(ended.stderr).toMatch(/^RDV_DISK: .*absent could not be written: ENOENT/);
  });
});

describe("an address that cannot be listened on", () => {
  test("is the machine's fault, said for each run; the batch goes on", async () => {
    const folder = folderWith(files);
    const server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port)),
    );
    const tcp = ["--transport", "tcp", "--port", String(port)];
    const ended = await redrive(folder, ["run", "calm.yaml#gapM=8", "-c", "cat", ...tcp, "-o", "out"]);
    server.close();
    expect(ended.code).toBe(3);
    expect(lastLine(ended.stdout)).toBe("0 passed, 2 failed");
    expect(suiteOf(folder, "out").results.map((r) => [r.end.reason, r.end.code])).toEqual([
      ["harness-error", "RDV_PORT"],
      ["harness-error", "RDV_PORT"],
    ]);
  });
});

describe("a log of results", () => {
  test("is read up to where it is damaged, and says how much is not", () => {
    const folder = folderWith({});
    expect(readResultLog(folder)).toBeNull();
    writeFileSync(join(folder, "results.jsonl"), 'deadbeef {"index":0}\n\nnonsense\n00000000 {"index":1');
    expect(readResultLog(folder)).toEqual({ results: [], damagedLines: 3 });
  });
});
