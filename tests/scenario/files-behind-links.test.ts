import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { filesOnDisk } from "../../src/scenario/parse/files.ts";
import { type FileAccess, filesOfScenario } from "../../src/scenario/parse/xosc/file-access.ts";

const base = realpathSync(mkdtempSync(join(tmpdir(), "redrive-access-")));
afterAll(() => rmSync(base, { recursive: true, force: true }));
mkdirSync(join(base, "real/sub"), { recursive: true });
mkdirSync(join(base, "elsewhere"));
writeFileSync(join(base, "elsewhere/secret.xml"), "");
writeFileSync(join(base, "real/map.xodr"), "");
symlinkSync(join(base, "real"), join(base, "link"));
symlinkSync(join(base, "elsewhere"), join(base, "real/out"));

const filesIn = (folder: string): FileAccess => filesOfScenario({ cwd: join(base, folder, "sub"), scenario: "a.xosc", roots: [".."] });

test.each(["real", "link"])("a folder written as %s: what is there, what is not, what lies outside", (folder) => {
  const files = filesIn(folder);
  const found = (path: string, what: "file" | "folder" = "file"): string => {
    const result = files.locate(path, "a.xosc", what);
    return result.ok ? result.value : result.code;
  };
  expect(found("../map.xodr")).toBe(join(base, "real/map.xodr"));
  expect(found("../Catalogs", "folder")).toBe("RDV_FILE_MISSING");
  expect(found("../../elsewhere/secret.xml")).toBe("RDV_PATH_OUTSIDE");
  expect(found("../out/secret.xml")).toBe("RDV_PATH_OUTSIDE");
  expect(found("../../nothing.xml")).toBe("RDV_PATH_OUTSIDE");
  const cwd = join(base, folder, "sub");
  const native = filesOnDisk({ cwd, scenario: "a.yaml", shipped: join(base, "none"), roots: [".."] });
  expect(native.drive("../map.xodr")).toEqual({ ok: true, value: join(base, "real/map.xodr") });
  expect(native.drive("../nothing.csv")).toMatchObject({ code: "RDV_FILE_MISSING" });
  expect(native.drive("../out/secret.xml")).toMatchObject({ code: "RDV_PATH_OUTSIDE" });
});
