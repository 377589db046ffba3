import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const projectRoot: string = resolve(import.meta.dirname, "..", "..");
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "redrive-ci-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs .ci/run with an npm whose two commands end as told. */
function runCi(startCode: number, testCode: number): { status: number | null; lines: string[]; calls: string } {
  for (const name of [".ci", "bin"]) mkdirSync(join(folder, name));
  cpSync(join(projectRoot, ".ci/run"), join(folder, ".ci/run"));
  const npm = `#!/bin/sh
echo "$@ REQUIRE=$REDRIVE_REQUIRE" >> "${folder}/calls"
if [ "$1" = start ]; then exit ${startCode}; fi
if [ ${testCode} -ne 3 ]; then echo "12 passed, ${testCode} failed"; fi
exit ${testCode}
`;
  writeFileSync(join(folder, "bin/npm"), npm, { mode: 0o755 });
  const env = { ...process.env, PATH: join(folder, "bin") + delimiter + (process.env["PATH"] ?? ""), REDRIVE_REQUIRE: "" };
  const result = spawnSync(join(folder, ".ci/run"), { encoding: "utf8", env, cwd: tmpdir() });
  return { status: result.status, lines: result.stdout.trim().split("\n"), calls: readFileSync(join(folder, "calls"), "utf8") };
}

describe(".ci/run", () => {
  test("calls `npm start` and `npm test`, nothing else, and demands what tests need", () => {
    const ci = runCi(0, 0);
    expect(ci.calls).toBe("start REQUIRE=1\ntest REQUIRE=1\n");
    expect(ci.status).toBe(0);
    expect(ci.lines.at(-1)).toBe("12 passed, 0 failed");
  });

  test("fails when a test fails", () => {
    const ci = runCi(0, 1);
    expect(ci.status).toBe(1);
    expect(ci.lines.at(-1)).toBe("12 passed, 1 failed");
  });

  test.each([
    ["npm start fails", 4, 0, 4],
    ["the set-up of the tests fails", 0, 3, 3],
  ])("fails and still ends with the summary when %s", (_case, startCode, testCode, status) => {
    const ci = runCi(startCode, testCode);
    expect(ci.status).toBe(status);
    expect(ci.lines.at(-1)).toBe("0 passed, 1 failed");
  });
});

test("the last line of a test run counts passed, failed and skipped; what cannot be loaded has failed", () => {
  mkdirSync(join(folder, "tests"));
  writeFileSync(
    join(folder, "tests/a.test.js"),
    `test("a", () => {}); test("b", () => { throw new Error("no"); }); test.skip("c", () => {}); process.on("exit", () => console.log("late"));`,
  );
  writeFileSync(join(folder, "tests/b.test.js"), `throw new Error("cannot be loaded");`);
  writeFileSync(
    join(folder, "tests/c.test.js"),
    `describe("s", () => { beforeAll(() => { throw new Error("no"); }); test("d", () => {}); });`,
  );
  const vitest = join(projectRoot, "node_modules/vitest/vitest.mjs");
  const reporter = join(projectRoot, "scripts/summary-reporter.ts");
  const args = [vitest, "run", "--globals", "--root", folder, "--reporter", "default", "--reporter", reporter];
  const result = spawnSync(process.execPath, args, { encoding: "utf8", cwd: folder });
  expect(result.status).toBe(1);
  expect(result.stdout.trim().split("\n").at(-1)).toBe("1 passed, 3 failed, 2 skipped");
});
