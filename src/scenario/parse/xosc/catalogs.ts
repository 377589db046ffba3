import { InputError, type Problem } from "../../../core/errors.ts";
import { didYouMean } from "../suggest.ts";
import type { FileAccess } from "./file-access.ts";
import { checkGrammar } from "./grammar-check.ts";
import { assignments, checkAssigned, declare } from "./parameters.ts";
import { type At, children, child, everyChild, report, text, textOrNull } from "./reading.ts";
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

interface Entry {
  readonly node: XmlNode;
  isChecked: boolean;
}

/** The catalogs that a scenario can refer to: files of the folders it names, read when the first reference needs them. */
export interface Catalogs {
  readonly files: FileAccess;
  /** Folders in the order they are named. */
  readonly folders: string[];
  /** Entries by catalog name, then by their own; null until the folders are read. */
  entries: Map<string, Map<string, Entry>> | null;
  readonly problems: Problem[];
}

/** Finds the folders that `CatalogLocations` names. */
export function locateCatalogs(locations: At | null, files: FileAccess): Catalogs {
  const catalogs: Catalogs = { files, folders: [], entries: null, problems: [] };
  if (locations === null) return catalogs;
  for (const location of everyChild(locations)) {
    if (!Object.hasOwn(KINDS, location.node.name)) continue;
    const directory = child(location, "Directory");
    const path = directory === null ? null : textOrNull(directory, "path");
    if (directory === null || path === null) continue;
    const found = files.locate(path, location.node.file, "folder");
    const place = directory.node.attributes.get("path") ?? directory.node;
    // A folder that is not there is no fault until an entry of it is needed.
    if (!found.ok && found.code !== "RDV_FILE_MISSING") report(directory, place, found.code, found.expected, found.found, found.hint);
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

function isSound(at: At, entry: Entry): boolean {
  const problems: Problem[] = [];
  if (!entry.isChecked) checkGrammar(entry.node, entry.node.name, "Catalog", problems);
  entry.isChecked = !problems.some((p) => p.severity === "error");
  at.build.problems.push(...problems);
  return entry.isChecked;
}

function found(at: At, catalogName: string, entryName: string, kinds: readonly string[]): Entry | null {
  const { catalogs } = at.build;
  if (catalogName === "" || entryName === "") return null;
  catalogs.entries ??= readFolders(at, catalogs);
  const catalog = catalogs.entries.get(catalogName);
  const place = (name: string) => at.node.attributes.get(name) ?? at.node;
  if (catalog === undefined) {
    at.build.problems.push(...catalogs.problems);
    const known = [...catalogs.entries.keys()];
    const hint =
      didYouMean(catalogName, known) ||
      (known.length === 0 ? "CatalogLocations leads to no catalog" : `known: ${known.slice(0, 8).join(", ")}`);
    report(
      at,
      place("catalogName"),
      "RDV_SCENARIO_REFERENCE",
      "a catalog in one of CatalogLocations",
      JSON.stringify(catalogName.slice(0, 60)),
      hint,
    );
    return null;
  }
  const entry = catalog.get(entryName);
  if (entry !== undefined && kinds.includes(entry.node.name)) return entry;
  const foundText = entry === undefined ? JSON.stringify(entryName.slice(0, 60)) : `a ${entry.node.name}`;
  report(
    at,
    place("entryName"),
    "RDV_SCENARIO_REFERENCE",
    `a ${kinds.join(" or ")} of ${catalogName}`,
    foundText,
    didYouMean(entryName, [...catalog.keys()]),
  );
  return null;
}

function readFolders(at: At, catalogs: Catalogs): Map<string, Map<string, Entry>> {
  const entries = new Map<string, Map<string, Entry>>();
  for (const folder of catalogs.folders) {
    for (const file of catalogs.files.list(folder, ".xosc")) addFile(at, catalogs, entries, file);
  }
  return entries;
}

/** A file of the folder that is no catalog, or broken, only counts once nothing else has the catalog's name. */
function addFile(at: At, catalogs: Catalogs, entries: Map<string, Map<string, Entry>>, file: string): void {
  let root: XmlNode;
  try {
    root = readXmlTree(catalogs.files.read(file), catalogs.files.shown(file));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    catalogs.problems.push(...error.problems);
    return;
  }
  const node = root.children.find((c) => c.name === "Catalog");
  if (node === undefined) return;
  const catalog: At = { node, scope: { parameters: new Map(), outer: null }, build: at.build };
  const name = node.attributes.get("name")?.value ?? "";
  if (entries.has(name)) return; // the folder named first counts
  const own = new Map<string, Entry>();
  for (const kind of Object.values(KINDS)) {
    for (const { node: entry } of children(catalog, kind))
      own.set(entry.attributes.get("name")?.value ?? "", { node: entry, isChecked: false });
  }
  entries.set(name, own);
}
