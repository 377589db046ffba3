import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { SuiteResult } from "../../src/run/result.ts";
import { CALM, CRASH, fixture, folderWith, lastLine, MAIN, redrive, ROOT, start } from "./support.ts";

const ANSI = "\u001b[";
const folder = folderWith({ "calm.yaml": CALM, "crash.yaml": CRASH });
const BOTH = ["run", "crash.yaml", "calm.yaml#gapM=8", "-c", "builtin:constant"];

describe("stdout carries the result, stderr the progress", () => {
  test("--json is one document and nothing else; what is waited for and how far it is goes to stderr", async () => {
    const { code, stdout, stderr } = await redrive(folder, [...BOTH, "--json", "-o", "json"]);
    expect(code).toBe(1);
    const suite = JSON.parse(stdout) as SuiteResult;
    expect(suite).toMatchObject({ exitCode: 1, counts: { total: 4, passed: 2, failed: 2 } });
    expect(suite).toEqual(JSON.parse(readFileSync(join(folder, "json/results.json"), "utf8")));
    expect(stderr).toMatch(/^\d\/4 variants/);
    expect(stderr).not.toContain(ANSI);
    expect(existsSync(join(folder, "json/report.html"))).toBe(true);
  });

  test("where JSON has stdout, a list beside it goes to stderr", async () => {
    const { stdout, stderr } = await redrive(folder, [
      "run",
      "crash.yaml",
      "-c",
      "builtin:constant",
      "--reporter",
      "list,json",
      "-o",
      "two",
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ counts: { failed: 2 } });
    expect(stderr).toContain("failed crash.yaml#gapM=14\n");
    expect(existsSync(join(folder, "two/report.html"))).toBe(false);
  });

  test("the list is plain text without a terminal; its last line is the count", async () => {
    const { stdout, stderr } = await redrive(folder, [...BOTH, "-o", "list"]);
    expect(stdout + stderr).not.toContain("\u001b");
    expect(stdout).toContain("failed crash.yaml#gapM=14\n    the run ended by contact");
    expect(stdout).toMatch(/\n {4}redrive run 'crash\.yaml#gapM=14' --controller builtin:constant --seed \d+\n/);
    expect(stdout).toMatch(/^crash\.yaml {2,}2 {2,}0 /m);
    expect(stdout).toMatch(/\nreport list\/report\.html\n/);
    expect(lastLine(stdout)).toBe("2 passed, 2 failed");
  });

  test("a reader that has seen enough does not stop the run", async () => {
    const script = `"${process.execPath}" "${MAIN}" list calm.yaml | head -n 1; "${process.execPath}" "${MAIN}" run calm.yaml -o pipe | true`;
    const { stdout, stderr } = await start("sh", ["-c", script], folder).ended;
    expect(stdout).toBe("calm.yaml#speedMps=10,gapM=8\n");
    expect(stderr).not.toContain("EPIPE");
    expect(existsSync(join(folder, "pipe/report.html"))).toBe(true);
  });
});

const hasScript = (await start("sh", ["-c", "command -v script"], folder).ended).code === 0;
describe.skipIf(!hasScript)("on a terminal", () => {
  let terminals = 0;
  const onTerminal = (env: Readonly<Record<string, string>>): Promise<string> => {
    const command = `"${process.execPath}" "${MAIN}" ${BOTH.join(" ")} -o tty${terminals++}`;
    return start("script", ["-qec", command, "/dev/null"], folder, env).ended.then((ended) => ended.stdout);
  };

  test("verdicts are coloured and progress is redrawn; NO_COLOR and CI switch that off", async () => {
    const [plain, noColour, ci] = await Promise.all([onTerminal({}), onTerminal({ NO_COLOR: "1" }), onTerminal({ CI: "true" })]);
    expect(plain).toContain(`${ANSI}31mfailed`);
    expect(plain).toContain(`\r${ANSI}2K[`);
    expect(noColour).not.toContain("\u001b");
    expect(ci).toContain(`${ANSI}31mfailed`);
    expect(ci).not.toContain(`${ANSI}2K`);
  });
});

describe("where the user stands", () => {
  test("paths are relative to the user's folder, into folders and out of them", async () => {
    const other = folderWith({ "suite/deep/calm.yaml": CALM, "suite/.hidden/calm.yaml": CALM, "here/note": "" });
    const listed = await redrive(join(other, "here"), ["list", "../suite", "--grep", "speedMps=10"]);
    expect(listed.stdout).toBe("../suite/deep/calm.yaml#speedMps=10,gapM=8\n../suite/deep/calm.yaml#speedMps=10,gapM=30\n");
    const ran = await redrive(join(other, "here"), ["run", "../suite", "-o", "../results", "--reporter", "list,junit,html"]);
    expect(lastLine(ran.stdout)).toBe("4 passed, 0 failed");
    for (const name of ["results.json", "results.jsonl", "report.html", "junit.xml"])
      expect(existsSync(join(other, "results", name))).toBe(true);
  });

  test("a controller's command is run there too", async () => {
    const other = folderWith({
      "calm.yaml": CALM,
      "my driver.mjs": `import ${JSON.stringify(join(ROOT, "tests/faults/fixtures/controller.mjs"))};`,
    });
    const { code, stderr } = await redrive(other, ["run", "calm.yaml#gapM=8", "-c", `"${process.execPath}" 'my driver.mjs'`]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^1\/2 variants\n$/) });
  });

  test("nothing is written into the project, which may be read-only", async (context) => {
    const other = folderWith({ "calm.yaml": CALM });
    const frozen = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && ! touch "$1/x" 2>/dev/null && shift && exec "$@"';
    const inside = (args: readonly string[]) => start("unshare", ["-m", "sh", "-c", frozen, "sh", ROOT, ...args], other).ended;
    if ((await inside(["true"]).catch(() => ({ code: 1 }))).code !== 0) context.skip("no mount namespace may be made here");
    const { code, stdout, stderr } = await inside([process.execPath, MAIN, "run", "calm.yaml", "-c", fixture("good")]);
    expect(stderr).toMatch(/^1\/4 variants\n$/);
    expect({ code, last: lastLine(stdout) }).toEqual({ code: 0, last: "4 passed, 0 failed" });
  });
});
