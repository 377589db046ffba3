import { basename, isAbsolute } from "node:path";
import { InputError, type Problem } from "../../../core/errors.ts";
import { didYouMean } from "../suggest.ts";
import type { Catalog, CatalogEntry, Catalogs } from "./catalog-model.ts";
import type { FileAccess } from "./file-access.ts";
import { checkGrammar, NEWEST_MINOR } from "./grammar-check.ts";
import { assignments, checkAssigned, declare } from "./parameters.ts";
import { type At, child, everyChild, report, text, textOrNull } from "./reading.ts";
import { readXmlTree, type XmlNode } from "./xml.ts";

/** What a catalog can hold, by the name of its location. */
const KINDS: Readonly<Record<string, string>> = {
  VehicleCatalog: "Vehicle",
  ControllerCatalog: "Controller",
  PedestrianCatalog: "Pedestrian",
  MiscObjectCatalog: "MiscObject",
  EnvironmentCatalog: "Environment",
  ManeuverCatalog: "Maneuver",
  TrajectoryCatalog: "Trajectory",
  RouteCatalog: "Route",
};

/** Finds the folders that `CatalogLocations` names. */
export function locateCatalogs(locations: At | null, files: FileAccess, cache: Catalogs["cache"] = new Map()): Catalogs {
  const catalogs: Catalogs = { files, cache, folders: [], all: null, problems: [] };
  if (locations === null) return catalogs;
  for (const location of everyChild(locations)) {
    if (!Object.hasOwn(KINDS, location.node.name)) continue;
    const directory = child(location, "Directory");
    const path = directory === null ? null : textOrNull(directory, "path");
    if (directory === null || path === null) continue;
    const found = files.locate(path, location.node.file, "folder");
    const place = directory.node.attributes.get("path") ?? directory.node;
    // A folder that is not there is no fault until an entry of it is needed: then the catalog is not found.
    const isAbsent = !found.ok && (found.code === "RDV_FILE_MISSING" || (isAbsolute(path) && !files.exists(path)));
    if (!found.ok && !isAbsent) report(directory, place, found.code, found.expected, found.found, found.hint);
    else if (found.ok && !catalogs.folders.includes(found.value)) catalogs.folders.push(found.value);
  }
  return catalogs;
}

const MAX_OPEN = 16;

/**
 * The entry that a `CatalogReference` names, of one of the kinds allowed there, with its parameters assigned; null after a problem.
 * An entry sees the parameters it declares, then those of the scenario. `use` gets the entry and reads it.
 */
export function entryOf<T>(at: At, kinds: readonly string[], use: (entry: At) => T): T | null {
  const { build } = at;
  const [catalogName, entryName] = [text(at, "catalogName"), text(at, "entryName")];
  const given = assignments(at);
  const entry = found(at, catalogName, entryName, kinds);
  if (entry === null) return null;
  const key = `${catalogName}/${entryName}`;
  if (build.open.includes(key) || build.open.length >= MAX_OPEN) {
    report(
      at,
      at.node,
      "RDV_SCENARIO_CYCLE",
      "catalog entries that do not refer to each other in a circle",
      [...build.open, key].join(" -> "),
    );
    return null;
  }
  if (!isSound(at, entry)) return null;
  const inside: At = { node: entry.node, scope: at.scope, build };
  const scope = declare(inside, given);
  checkAssigned(at, given, scope === at.scope ? { parameters: new Map(), outer: null } : scope, `catalog entry ${entryName}`);
  build.open.push(key);
  const result = use({ ...inside, scope });
  build.open.pop();
  return result;
}

function isSound(at: At, entry: CatalogEntry): boolean {
  const problems: Problem[] = [];
  if (!entry.isChecked) checkGrammar(entry.node, entry.node.name, "Catalog", NEWEST_MINOR, problems);
  entry.isChecked = !problems.some((p) => p.severity === "error");
  at.build.problems.push(...problems);
  return entry.isChecked;
}

/** By the catalogs' own names first, then by those of their files. */
function found(at: At, catalogName: string, entryName: string, kinds: readonly string[]): CatalogEntry | null {
  const { catalogs } = at.build;
  if (catalogName === "" || entryName === "") return null;
  catalogs.all ??= catalogs.folders.flatMap((folder) =>
    catalogs.files.list(folder, ".xosc").flatMap((file) => readCatalog(at, catalogs, file)),
  );
  const named = [...catalogs.all.filter((c) => c.name === catalogName), ...catalogs.all.filter((c) => c.stem === catalogName)];
  const entries = named.flatMap((c) => c.entries);
  const entry = entries.find(({ node }) => nameOf(node) === entryName && kinds.includes(node.name));
  if (entry !== undefined) return entry;
  if (named.length === 0) reportCatalog(at, catalogName, catalogs);
  else reportEntry(at, catalogName, entryName, kinds, entries);
  return null;
}

function reportCatalog(at: At, catalogName: string, catalogs: Catalogs): void {
  at.build.problems.push(...catalogs.problems);
  const known = (catalogs.all ?? []).map((c) => c.name);
  const listed = known.length === 0 ? "CatalogLocations leads to no catalog" : `known: ${known.slice(0, 8).join(", ")}`;
  const place = at.node.attributes.get("catalogName") ?? at.node;
  const expected = "a catalog in one of CatalogLocations";
  report(at, place, "RDV_SCENARIO_REFERENCE", expected, JSON.stringify(catalogName.slice(0, 60)), didYouMean(catalogName, known) || listed);
}

function reportEntry(at: At, catalogName: string, entryName: string, kinds: readonly string[], entries: readonly CatalogEntry[]): void {
  const other = entries.find(({ node }) => nameOf(node) === entryName);
  const place = at.node.attributes.get("entryName") ?? at.node;
  const found = other === undefined ? JSON.stringify(entryName.slice(0, 60)) : `a ${other.node.name}`;
  const hint = didYouMean(
    entryName,
    entries.map(({ node }) => nameOf(node)),
  );
  report(at, place, "RDV_SCENARIO_REFERENCE", `a ${kinds.join(" or ")} of ${catalogName}`, found, hint);
}

function nameOf(node: XmlNode): string {
  return node.attributes.get("name")?.value ?? "";
}

/** None of a file that is no catalog, or broken: that only counts once a catalog is not found. */
function readCatalog(at: At, catalogs: Catalogs, file: string): readonly Catalog[] {
  const known = catalogs.cache.get(file);
  if (known !== undefined) return known;
  const read = readCatalogFile(at, catalogs, file);
  catalogs.cache.set(file, read);
  return read;
}

function readCatalogFile(at: At, catalogs: Catalogs, file: string): Catalog[] {
  try {
    const root = readXmlTree(catalogs.files.read(file), catalogs.files.shown(file));
    const node = root.children.find((c) => c.name === "Catalog");
    if (node === undefined) return [];
    const inside: At = { node, scope: at.scope, build: at.build };
    const entries = everyChild(inside).filter((c) => Object.values(KINDS).includes(c.node.name));
    return [
      {
        name: nameOf(node),
        stem: basename(file).replace(/\.xosc$/i, ""),
        entries: entries.map((c) => ({ node: c.node, isChecked: false })),
      },
    ];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    catalogs.problems.push(...error.problems);
    return [];
  }
}
