import { lstatSync, readdirSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { exists, kindOf, readWhole } from "../../../drive/file.ts";
import { ALLOWED_HINT, allowedFolders, isAllowed, realPathOf } from "../allowed-folders.ts";
import type { Found } from "../context.ts";
import { MAX_XOSC_BYTES } from "./xml.ts";

/** The files that a scenario may name. */
export interface FileAccess {
  /** Absolute path, links resolved, of a file or folder named in file `from`. */
  locate(path: string, from: string, what: "file" | "folder"): Found<string>;
  /** Whether an absolute path is there. */
  exists(path: string): boolean;
  /** The whole file. @throws InputError where it cannot be read. */
  read(path: string): Uint8Array;
  /** Regular files of a folder whose names end so, sorted; their absolute paths. */
  list(folder: string, ending: string): readonly string[];
  /** A path as messages show it: from the current folder, or whole where that is shorter, as it is where one stands far away. */
  shown(path: string): string;
}

export interface AccessRules {
  readonly cwd: string;
  /** Path of the scenario; relative paths in it begin at its folder. */
  readonly scenario: string;
  /** Folders that may be read besides the scenario's own and the current one, and where names are looked up too. */
  readonly roots: readonly string[];
}

const MAX_CATALOG_FILES = 1000;

/**
 * Files on disk: a relative path begins at the file that names it, then at each root; what is found must lie, links resolved,
 * under the scenario's folder, the current folder or a root. URLs, devices, backslashes and control characters are refused.
 */
export function filesOfScenario(rules: AccessRules): FileAccess {
  const folder = dirname(resolve(rules.cwd, rules.scenario));
  const roots = rules.roots.map((root) => resolve(rules.cwd, root));
  const allowed = allowedFolders([folder, ...roots, rules.cwd]);
  return {
    locate: (path, from, what) => locate(path, [dirname(resolve(rules.cwd, from)), ...roots], allowed, what),
    exists,
    read: (path) => readWhole(path, MAX_XOSC_BYTES),
    list: (path, ending) =>
      readdirSync(path, { withFileTypes: true })
        .filter((e) => e.isFile() && e.name.toLowerCase().endsWith(ending))
        .map((e) => join(path, e.name))
        .toSorted()
        .slice(0, MAX_CATALOG_FILES),
    shown: (path) => shownPath(relative(rules.cwd, path), path),
  };
}

function shownPath(fromHere: string, whole: string): string {
  return fromHere.startsWith("..") && whole.length < fromHere.length ? whole : fromHere;
}

function locate(path: string, bases: readonly string[], allowed: readonly string[], what: "file" | "folder"): Found<string> {
  const quoted = JSON.stringify(path.length > 80 ? `${path.slice(0, 77)}...` : path);
  const outside = (found: string): Found<string> => ({
    ok: false,
    code: "RDV_PATH_OUTSIDE",
    expected: `a ${what} in an allowed folder`,
    found,
    hint: ALLOWED_HINT,
  });
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (path === "" || path.length > 1000 || /[\u0000-\u001f\\]/.test(path) || /^[a-z][a-z0-9+.-]*:/i.test(path)) return outside(quoted);
  const candidates = isAbsolute(path) ? [path] : bases.map((base) => resolve(base, path));
  const hits = candidates.filter(exists).map(realPathOf);
  const real = hits.find((hit) => hit !== null && isAllowed(hit, allowed));
  if (real === undefined || real === null) {
    if (hits.length > 0) return outside(quoted);
    if (!candidates.some((c) => isAllowed(c, allowed))) return outside(quoted);
    return { ok: false, code: "RDV_FILE_MISSING", expected: `a ${what} that exists`, found: quoted, hint: "" };
  }
  const stats = lstatSync(real);
  if (what === "file" ? stats.isFile() : stats.isDirectory()) return { ok: true, value: real };
  if (what === "folder" && stats.isFile()) return { ok: true, value: dirname(real) }; // some files name a catalog's file
  return { ok: false, code: "RDV_FILE_KIND", expected: `a ${what}`, found: `${kindOf(stats)} at ${quoted}`, hint: "" };
}
