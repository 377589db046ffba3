import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { plainSettings } from "../../src/run/job.ts";
import { select } from "../../src/run/selection.ts";
import { runSuite } from "../../src/run/suite.ts";
import { CALM, fixture, folderWith, isAlive, until } from "../cli/support.ts";

const outFolder = mkdtempSync(join(tmpdir(), "redrive-left-"));
const temporary = mkdtempSync(join(tmpdir(), "redrive-left-"));
const { TMPDIR } = process.env;
process.env["TMPDIR"] = temporary; // where sockets are made
afterAll(() => {
  if (TMPDIR === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = TMPDIR;
  for (const folder of [outFolder, temporary]) rmSync(folder, { recursive: true });
});

test.runIf(process.platform === "linux")("a worker that dies without a word leaves no process and no socket behind", async () => {
  const folder = folderWith({ "calm.yaml": CALM });
  const pids = join(folder, "pids");
  // A child of the controller that does not notice when the connection goes.
  const command = `sh -c 'sleep 1000 & echo $! >> "${pids}"; exec ${fixture("good").replaceAll("'", '"')}'`;
  const settings = plainSettings([{ choice: { kind: "process", command, folder }, text: "sh", reproduceOptions: [] }], outFolder);
  const selectors = ["calm.yaml#gapM=8"];
  const selected = select({ selectors, folder, roots: [], maxVariants: 10, grep: null, grepInvert: null, only: null });
  const workerScript = new URL("./fixtures/starved-worker.mjs", import.meta.url);
  const request = { selected, settings, jobs: 1, workerScript, seed: null, timing: null, failFast: false, redriveVersion: "0" };
  const { results } = await runSuite({ ...request, stopped: () => null }, () => undefined);

  expect(results.map((r) => [r.verdict, r.end.code])).toEqual([
    ["passed", null],
    ["error", "RDV_WORKER"],
  ]);
  const children = readFileSync(pids, "utf8").trim().split("\n").map(Number);
  expect(children.length).toBeGreaterThan(0);
  for (const pid of children) await until(() => !isAlive(pid));
  expect(readdirSync(temporary).filter((name) => !name.startsWith("redrive-cli-"))).toEqual([]);
});
