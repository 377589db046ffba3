import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import type { Finding } from "../../src/eval/result.ts";
import { CRASH, fixture, folderWith, lastLine, MAIN, redrive, start, suiteOf } from "./support.ts";

/** A folder whose `redrive` is this project's, for commands that are typed into a shell. */
function shellPath(): string {
  const folder = folderWith({});
  const command = join(folder, "redrive");
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`);
  chmodSync(command, 0o755);
  return `${folder}${delimiter}${process.env["PATH"] ?? ""}`;
}

// A name with a space and a quote, a text parameter with characters that mean something to a shell or to a selector.
const NAME = "it's a crash.yaml";
const SCENARIO = CRASH.replace("parameters:\n", 'parameters:\n  note: ["a b", "x,y=$HOME"]\n').replace(
  "description: ",
  'description: "${note}" # ',
);

test("a finding's command, typed into a shell, shows the finding again: same tick, same value", async () => {
  const folder = folderWith({ [NAME]: SCENARIO, "redrive.config.ts": 'export default { controller: "builtin:pursuit" };' });
  const first = await redrive(folder, ["run", NAME, "-c", "builtin:constant", "--seed", "7", "--timing", "tick"]);
  expect(lastLine(first.stdout)).toBe("0 passed, 4 failed");
  const result = suiteOf(folder).results.at(-1);
  expect(result?.variantId).toBe(`${NAME}#note=x%2Cy%3D%24HOME,gapM=20`);
  const path = shellPath();
  const findings = result?.score?.findings ?? [];
  const beforeTheEnd = findings.find((f) => f.toTick < (result?.end.tick ?? 0));
  const atTheEnd = findings.find((f) => f.toTick === result?.end.tick);
  for (const finding of [beforeTheEnd, atTheEnd]) {
    expect(finding).toBeDefined();
    await start("sh", ["-c", finding?.reproduce ?? "false"], folder, { PATH: path }).ended;
    const [again, ...others] = suiteOf(folder).results;
    expect(others).toEqual([]);
    expect(again).toMatchObject({ variantId: result?.variantId, seed: 7, end: { tick: finding?.toTick } });
    const same = again?.score?.findings.find((f) => f.metric === finding?.metric);
    expect(essence(same)).toEqual(essence(finding));
  }
});

function essence(f: Finding | undefined): unknown {
  return f && { metric: f.metric, worstTick: f.worstTick, value: f.value, fromTick: f.fromTick, toTick: f.toTick, sentence: f.sentence };
}

test("the command of a profile's finding shows the profile's whole report again", async () => {
  // Means over the run and rules about its end are not told by its beginning, so the command drives all of it.
  const aimed = CRASH.replace("speedMps: 12 } }", "speedMps: 12 }, goal: { sM: 100 } }");
  const folder = folderWith({ [NAME]: aimed });
  await redrive(folder, [
    "run",
    `${NAME}#gapM=20`,
    "-c",
    "builtin:constant",
    "--seed",
    "7",
    "--profile",
    "smarts,r157",
    "--to-tick",
    "120",
  ]);
  const [result] = suiteOf(folder).results;
  const reports = (result?.profiles ?? []).map(({ id, score, findings }) => ({ id, score, findings }));
  expect(reports.map(({ id, findings }) => [id, findings.length > 0])).toEqual([
    ["r157", true],
    ["smarts", true],
  ]);
  const path = shellPath();
  for (const report of reports) {
    const [command, ...others] = new Set(report.findings.map((f) => f.reproduce));
    expect(others).toEqual([]);
    await start("sh", ["-c", command ?? "false"], folder, { PATH: path }).ended;
    const [again] = suiteOf(folder).results;
    expect(again?.hash).toBe(result?.hash);
    expect(again?.profiles.map(({ id, score, findings }) => ({ id, score, findings }))).toEqual([report]);
  }
});

test("a run's command makes the whole run again, bit for bit, whatever the config says since", async () => {
  const folder = folderWith({ "crash.yaml": CRASH });
  await redrive(folder, ["run", "crash.yaml#gapM=20", "-c", fixture("good"), "--seed", "3"]);
  const [result] = suiteOf(folder).results;
  writeFileSync(join(folder, "redrive.config.ts"), 'export default { controller: "builtin:constant" };');
  await start("sh", ["-c", result?.reproduce ?? "false"], folder, { PATH: shellPath() }).ended;
  const [again] = suiteOf(folder).results;
  expect(again).toMatchObject({ hash: result?.hash, seed: 3, controller: { name: "node fixture" } });
});
