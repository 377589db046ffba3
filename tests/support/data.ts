import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, test } from "vitest";

const projectRoot: string = resolve(import.meta.dirname, "..", "..");

/** The folder of reference data: `REDRIVE_DATA`, or `../shared/data` beside the project. It need not exist. */
export function dataFolder(): string {
  return resolve(projectRoot, process.env["REDRIVE_DATA"] || join("..", "shared", "data"));
}

/** Whether the reference data, or one part of it (`"drives"`), is there. */
export function hasData(part = "."): boolean {
  return existsSync(join(dataFolder(), part));
}

/**
 * A `describe` whose tests need the reference data. `body` gets the folder, and is not called where it is absent:
 * then one skipped test says so, or a failing one where `REDRIVE_REQUIRE=1` is set.
 */
export function describeWithData(name: string, body: (folder: string) => void): void {
  if (hasData()) {
    describe(name, () => body(dataFolder()));
    return;
  }
  describe(name, () => {
    const declare = process.env["REDRIVE_REQUIRE"] === "1" ? test : test.skip;
    declare("has its reference data (set REDRIVE_DATA)", () => {
      throw new Error("the reference data is absent; set REDRIVE_DATA to its folder");
    });
  });
}
