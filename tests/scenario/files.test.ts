import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { filesOnDisk } from "../../src/scenario/parse/files.ts";

let base = "";

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "redrive-files-"));
  for (const folder of ["suite", "suite/maps", "data", "outside", "shipped/vehicles"]) mkdirSync(join(base, folder), { recursive: true });
  for (const file of ["suite/a.csv", "suite/maps/b.csv", "data/c.csv", "outside/d.csv", "suite/both.csv", "data/both.csv"])
    writeFileSync(join(base, file), "x");
  symlinkSync(join(base, "outside/d.csv"), join(base, "suite/link.csv"));
  symlinkSync(join(base, "suite/a.csv"), join(base, "suite/inner.csv"));
  symlinkSync(join(base, "nowhere"), join(base, "suite/dangling.csv"));
  execFileSync("mkfifo", [join(base, "suite/pipe.csv")]);
  writeFileSync(join(base, "shipped/vehicles/broken.json"), "{");
  writeFileSync(join(base, "shipped/vehicles/empty.json"), "{}");
});

afterAll(() => rmSync(base, { recursive: true }));

const files = (roots: readonly string[] = []) =>
  filesOnDisk({ scenario: "suite/s.yaml", cwd: base, shipped: join(base, "shipped"), roots: roots.map((r) => join(base, r)) });

describe("a drive", () => {
  test.each([
    ["beside the scenario", "a.csv", "suite/a.csv"],
    ["in a folder below", "maps/b.csv", "suite/maps/b.csv"],
    ["a folder", "maps", "suite/maps"],
    ["through a link that stays inside", "inner.csv", "suite/a.csv"],
    ["above the scenario, in the current folder", "../data/c.csv", "data/c.csv"],
  ])("%s is found", (_, path, expected) => {
    expect(files().drive(path)).toEqual({ ok: true, value: join(base, expected) });
  });

  test("is looked up beside the scenario first, then in the roots", () => {
    expect(files(["data"]).drive("c.csv")).toEqual({ ok: true, value: join(base, "data/c.csv") });
    expect(files(["data"]).drive("both.csv")).toEqual({ ok: true, value: join(base, "suite/both.csv") });
  });

  test.each([
    ["missing", "none.csv", "RDV_FILE_MISSING"],
    ["a dangling link", "dangling.csv", "RDV_FILE_MISSING"],
    ["a pipe", "pipe.csv", "RDV_FILE_KIND"],
    ["above all folders", "../../x.csv", "RDV_PATH_OUTSIDE"],
    ["an absolute path elsewhere", "/dev/zero", "RDV_PATH_OUTSIDE"],
    ["an address", "file:///etc/passwd", "RDV_PATH_OUTSIDE"],
    ["a path with NUL", "a.csv\0", "RDV_PATH_OUTSIDE"],
  ])("%s is refused", (_, path, code) => {
    expect(files().drive(path)).toMatchObject({ ok: false, code });
  });

  test("outside the scenario's and the current folder is refused, also through a link, until a root allows it", () => {
    const rules = { scenario: "s.yaml", cwd: join(base, "suite"), shipped: join(base, "shipped") };
    for (const path of ["../outside/d.csv", "link.csv", join(base, "outside/d.csv")]) {
      expect(filesOnDisk({ ...rules, roots: [] }).drive(path)).toMatchObject({ ok: false, code: "RDV_PATH_OUTSIDE" });
      expect(filesOnDisk({ ...rules, roots: [join(base, "outside")] }).drive(path)).toEqual({
        ok: true,
        value: join(base, "outside/d.csv"),
      });
    }
  });
});

describe("a vehicle", () => {
  test("of an unknown name is refused with the known ones", () => {
    expect(files().vehicle("brokn")).toMatchObject({ ok: false, code: "RDV_SCENARIO_REFERENCE", hint: 'did you mean "broken"?' });
  });

  test("that is no JSON is refused", () => {
    expect(files().vehicle("broken")).toMatchObject({ ok: false, code: "RDV_VEHICLE_TYPE" });
  });

  test("that lacks its numbers is refused with the file's own problems", () => {
    expect(() => files().vehicle("empty")).toThrow(InputError);
  });

  test("must be a file", () => {
    expect(files().vehicle("./maps")).toMatchObject({ ok: false, code: "RDV_FILE_KIND" });
  });
});
