import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { dataFolder, hasData } from "./data.ts";
import { needDebian } from "./require.ts";

const projectRoot: string = resolve(import.meta.dirname, "..", "..");
afterEach(() => {
  vi.unstubAllEnvs();
});

describe("the reference data", () => {
  test("lies beside the project, or where REDRIVE_DATA says", () => {
    vi.stubEnv("REDRIVE_DATA", "");
    expect(dataFolder()).toBe(resolve(projectRoot, "../shared/data"));
    vi.stubEnv("REDRIVE_DATA", tmpdir());
    expect(dataFolder()).toBe(tmpdir());
    expect(hasData()).toBe(true);
    expect(hasData("nowhere")).toBe(false);
  });

  /** The last line of a test run whose one file needs the data. */
  function summaryWith(env: Readonly<Record<string, string>>): string | undefined {
    const folder = mkdtempSync(join(tmpdir(), "redrive-support-"));
    const helper = join(projectRoot, "tests/support/data.ts");
    writeFileSync(
      join(folder, "a.test.ts"),
      `import { describeWithData } from ${JSON.stringify(helper)};
describeWithData("d", (folder) => { test("one", () => {}); test("two", () => expect(folder).not.toBe("")); });`,
    );
    const reporter = join(projectRoot, "scripts/summary-reporter.ts");
    const args = [join(projectRoot, "node_modules/vitest/vitest.mjs"), "run", "--globals", "--root", folder, "--reporter", reporter];
    const result = spawnSync(process.execPath, args, { encoding: "utf8", cwd: folder, env: { ...process.env, ...env } });
    rmSync(folder, { recursive: true });
    return result.stdout.trim().split("\n").at(-1);
  }

  test("is used where it is, skipped visibly where it is absent, and demanded by REDRIVE_REQUIRE", () => {
    expect(summaryWith({ REDRIVE_DATA: tmpdir(), REDRIVE_REQUIRE: "1" })).toBe("2 passed, 0 failed");
    expect(summaryWith({ REDRIVE_DATA: "/nowhere", REDRIVE_REQUIRE: "" })).toBe("0 passed, 0 failed, 1 skipped");
    expect(summaryWith({ REDRIVE_DATA: "/nowhere", REDRIVE_REQUIRE: "1" })).toBe("0 passed, 1 failed");
  });
});

describe("needDebian", () => {
  test("asks nobody where the thing is there", () => {
    vi.stubEnv("REDRIVE_REQUIRE", "1");
    expect(needDebian(["no-such-package"], () => existsSync("/"))).toBe("present");
  });

  test("lets the test skip where nothing is demanded", () => {
    vi.stubEnv("REDRIVE_REQUIRE", "");
    expect(needDebian(["no-such-package"], () => false)).toBe("absent");
  });

  test("fails with the packages' names where an installation did not help", () => {
    vi.stubEnv("REDRIVE_REQUIRE", "1");
    vi.stubEnv("PATH", "/nowhere"); // neither flock nor apt-get is found
    expect(() => needDebian(["python3-protobuf"], () => false)).toThrow(/REDRIVE_REQUIRE=1, and python3-protobuf could not be installed/);
  });
});
