import { readdirSync } from "node:fs";
import { join } from "node:path";
import { exists, readWhole } from "../../../drive/file.ts";
import { decodeUtf8 } from "../../../drive/utf8.ts";
import type { Standard, Version } from "./rule.ts";
import { type XsdAsserts, xsdAssertsOf } from "./xsd-asserts.ts";

/** An XML schema: the file that declares the root element, and those it includes. */
export interface Schema {
  /** Folder's name: `1.3.1`. */
  readonly version: string;
  readonly main: SchemaFile;
  readonly others: readonly SchemaFile[];
  /** Constructs of XSD 1.1 that are not checked, as the validator reads XSD 1.0 only; empty for none. */
  readonly leftOut: readonly string[];
  /** Asserts of XSD 1.1, to be tested beside the validator; null for none. */
  readonly asserts: XsdAsserts | null;
}

export interface SchemaFile {
  readonly fileName: string;
  readonly contents: string;
}

const FOLDER: Readonly<Record<Standard, string>> = { xosc: "openscenario", xodr: "opendrive" };
const ROOT_ELEMENT: Readonly<Record<Standard, RegExp>> = {
  xosc: /<xsd?:element\s+name="OpenSCENARIO"/,
  xodr: /<xsd?:element\s+name="OpenDRIVE"/,
};

const ROOT_NAME: Readonly<Record<Standard, string>> = { xosc: "OpenSCENARIO", xodr: "OpenDRIVE" };

const MAX_FILES = 100;
const MAX_SCHEMA_BYTES = 4 * 1024 * 1024;

/** `<xs:assert test="..."/>` and the like, with attributes that may hold a `>`. */
const XSD_1_1 = /<(xsd?):(assert|alternative)\b(?:[^"'>]|"[^"]*"|'[^']*')*?(?:\/>|>[\s\S]*?<\/\1:\2>)/g;

/**
 * The schema of a standard's version in a folder laid out as `openscenario/1.3.1/*.xsd` and `opendrive/1.7.0/*.xsd`: the latest folder of
 * the version that a file names by major and minor number. Null where there is none.
 */
export function schemaFor(folder: string, standard: Standard, version: Version): Schema | null {
  const all = join(folder, FOLDER[standard]);
  if (!exists(all)) return null;
  const wanted = `${version.major}.${version.minor}`;
  const name = readdirSync(all)
    .filter((entry) => entry === wanted || entry.startsWith(`${wanted}.`))
    .sort((a, b) => patchOf(a) - patchOf(b))
    .at(-1);
  if (name === undefined) return null;
  const names = readdirSync(join(all, name)).filter((entry) => entry.endsWith(".xsd"));
  const files = names
    .sort()
    .slice(0, MAX_FILES)
    .map((fileName) => readSchema(join(all, name, fileName), fileName));
  const main = files.find((file) => ROOT_ELEMENT[standard].test(file.contents));
  if (main === undefined) return null;
  const leftOut = [...new Set(files.flatMap((file) => [...file.contents.matchAll(XSD_1_1)].map((match) => `xs:${match[2]}`)))];
  const asserts = leftOut.includes("xs:assert") ? xsdAssertsOf(files, ROOT_NAME[standard]) : null;
  const isTested = asserts !== null && !asserts.isPartly;
  const plain = ({ fileName, contents }: SchemaFile) => ({ fileName, contents: contents.replace(XSD_1_1, "") });
  return {
    version: name,
    main: plain(main),
    others: files.filter((file) => file !== main).map(plain),
    leftOut: leftOut.filter((name) => !isTested || name !== "xs:assert").sort(),
    asserts,
  };
}

/** The third number of a version, 0 where there is none. */
function patchOf(version: string): number {
  return Number(/^\d+\.\d+\.(\d+)$/.exec(version)?.[1] ?? 0);
}

function readSchema(path: string, fileName: string): SchemaFile {
  return { fileName, contents: decodeUtf8(readWhole(path, MAX_SCHEMA_BYTES), fileName) };
}
