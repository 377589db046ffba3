import { lstatSync, readdirSync } from "node:fs";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { exists, kindOf, readWhole } from "../../drive/file.ts";
import type { VehicleParams } from "../../vehicle/model.ts";
import { readVehicleParams } from "../../vehicle/parameters.ts";
import { ALLOWED_HINT, allowedFolders, isAllowed, realPathOf } from "./allowed-folders.ts";
import type { Found, ScenarioFiles } from "./context.ts";
import { didYouMean } from "./suggest.ts";

export interface FileRules {
  /** Path of the scenario file, absolute or relative to `cwd`. */
  readonly scenario: string;
  readonly cwd: string;
  /** The folder of the scenarios that come with redrive; its `vehicles` are known by name. */
  readonly shipped: string;
  /** Folders the user allows besides (`--root`, `REDRIVE_DATA`); names are looked up in them too. */
  readonly roots: readonly string[];
}

const MAX_VEHICLE_BYTES = 1024 * 1024;

/**
 * Files on disk, by the rules of docs/scenarios.md: a relative path is looked up beside the scenario, then in each root;
 * what is found must lie, links resolved, under the scenario's folder, the current folder, the shipped scenarios or a root.
 */
export function filesOnDisk(rules: FileRules): ScenarioFiles {
  const folder = dirname(resolve(rules.cwd, rules.scenario));
  const bases = [folder, ...rules.roots.map((root) => resolve(rules.cwd, root))];
  const allowed = allowedFolders([...bases, rules.cwd, rules.shipped]);
  const vehicles = new Map<string, Found<VehicleParams>>();
  return {
    drive: (path) => locate(path, bases, allowed, true),
    vehicle: (nameOrPath) => {
      const known = vehicles.get(nameOrPath) ?? readVehicle(nameOrPath, rules.shipped, bases, allowed);
      vehicles.set(nameOrPath, known);
      return known;
    },
  };
}

function locate(path: string, bases: readonly string[], allowed: readonly string[], folderToo: boolean): Found<string> {
  const expected = folderToo ? "a file or folder" : "a file";
  const quoted = JSON.stringify(path);
  if (path.includes("\0") || /^[a-z][a-z0-9+.-]*:\/\//i.test(path)) {
    return { ok: false, code: "RDV_PATH_OUTSIDE", expected: "a path of a file", found: quoted, hint: "" };
  }
  const candidates = isAbsolute(path) ? [path] : bases.map((base) => resolve(base, path));
  const hit = candidates.find(exists);
  const real = hit === undefined ? null : realPathOf(hit);
  if (real === null) {
    const inside = candidates.some((c) => isAllowed(c, allowed));
    if (inside) return { ok: false, code: "RDV_FILE_MISSING", expected: `${expected} that exists`, found: quoted, hint: "" };
  }
  if (real === null || !isAllowed(real, allowed)) {
    return { ok: false, code: "RDV_PATH_OUTSIDE", expected: `${expected} in an allowed folder`, found: quoted, hint: ALLOWED_HINT };
  }
  const stats = lstatSync(real);
  if (stats.isFile() || (folderToo && stats.isDirectory())) return { ok: true, value: real };
  return { ok: false, code: "RDV_FILE_KIND", expected, found: `${kindOf(stats)} at ${quoted}`, hint: "" };
}

function readVehicle(nameOrPath: string, shipped: string, bases: readonly string[], allowed: readonly string[]): Found<VehicleParams> {
  const folder = join(shipped, "vehicles");
  const isName = /^[a-z0-9][a-z0-9-]*$/.test(nameOrPath);
  if (isName && !exists(join(folder, `${nameOrPath}.json`))) {
    const names = exists(folder) ? readdirSync(folder).filter((f) => f.endsWith(".json")) : [];
    const known = names.map((f) => basename(f, ".json")).toSorted();
    const expected = `one of ${known.join(", ")}, or the path of a vehicle file`;
    return { ok: false, code: "RDV_SCENARIO_REFERENCE", expected, found: `"${nameOrPath}"`, hint: didYouMean(nameOrPath, known) };
  }
  const located: Found<string> = isName
    ? { ok: true, value: join(folder, `${nameOrPath}.json`) }
    : locate(nameOrPath, bases, allowed, false);
  if (!located.ok) return located;
  const text = new TextDecoder().decode(readWhole(located.value, MAX_VEHICLE_BYTES));
  try {
    return { ok: true, value: readVehicleParams(JSON.parse(text), nameOrPath) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, code: "RDV_VEHICLE_TYPE", expected: "a vehicle file in JSON", found: error.message, hint: "" };
  }
}
