import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { buildMap, type RoadMap } from "../../src/road/opendrive/map.ts";
import { readOpenDrive } from "../../src/road/opendrive/opendrive-read.ts";

/** Where the maps of a set of the reference data lie below its inputs. */
const FOLDERS: Readonly<Record<string, string>> = {
  esmini: "esmini/resources/**",
  unittest: "esmini/EnvironmentSimulator/Unittest/**",
  alks: "*ALKS*/**",
  ncap: "*NCAP*/**",
};

/** Names (`set/map`) of the reference tables of a kind: "delta", "signals", "roads". */
export function tablesNamed(folder: string, kind: string): string[] {
  const files = globSync(`openscenario/roads/*/*.${kind}.csv.gz`, { cwd: folder }).sort();
  return files.map((path) => `${path.split(/[\\/]/).at(-2)}/${basename(path, `.${kind}.csv.gz`)}`);
}

/** Rows of a table without its header. */
export function rowsOf(folder: string, name: string, kind: string): string[][] {
  const text = gunzipSync(readFileSync(join(folder, "openscenario/roads", `${name}.${kind}.csv.gz`))).toString();
  return text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
}

/** The map of a table. */
export function mapNamed(folder: string, name: string): RoadMap {
  const [set = "", map = ""] = name.split("/");
  const [path] = globSync(`openscenario/inputs/${FOLDERS[set] ?? "**"}/${map}.xodr`, { cwd: folder });
  if (path === undefined) throw new Error(`the inputs hold no map ${name}`);
  const { map: source, problems } = readOpenDrive(readFileSync(join(folder, path)), path);
  if (source === null) throw new Error(`${path} is not read: ${problems[0]?.found}`);
  return buildMap(source);
}
