import type { Problem } from "../../core/errors.ts";
import type { OpenDriveMap } from "./model.ts";
import { newReader, type Reader, rule } from "./opendrive-build.ts";
import { checkMap } from "./opendrive-check.ts";
import { junctionRule } from "./opendrive-junctions.ts";
import { addProblem, type Cause, newLog, type ProblemLog, problemsOf, Stopped } from "./opendrive-problems.ts";
import { roadRule } from "./opendrive-road.ts";
import { controllerRule } from "./opendrive-signals.ts";
import { fault, numberOf, textOr, warn } from "./opendrive-values.ts";
import { elementRule, MAX_MAP_BYTES, walkXml } from "./opendrive-xml.ts";

export interface OpenDriveReading {
  /** Null where a problem is an error. */
  readonly map: OpenDriveMap | null;
  /** In the order of the file. */
  readonly problems: readonly Problem[];
}

/**
 * Reads an ASAM OpenDRIVE map, versions 1.4 to 1.8, in one walk through its text; the elements of each parent may come in any order.
 * What makes the map unusable (XML that is not well formed, numbers that are not finite or absurd, a road without geometry or lanes, ids
 * given twice) is an error; what it can do without (links that lead nowhere, elements that redrive does not use) is left out with a
 * warning that names it. Never throws; time and memory are bounded by the size of the file.
 */
export function readOpenDrive(bytes: Uint8Array, file: string): OpenDriveReading {
  const log = newLog();
  const text = textOf(bytes, log);
  if (text === null) return { map: null, problems: problemsOf(log, file, "") };
  const reader = newReader(log);
  try {
    walkXml(text, reader, documentRule, { element: unknownElement, attribute: unknownAttribute });
    if (log.errorCount === 0) checkMap(reader);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  const { version } = reader.header;
  const map = log.errorCount === 0 && version !== null ? finished(reader, version) : null;
  return { map, problems: problemsOf(log, file, text) };
}

function finished({ header, roads, junctions, controllers }: Reader, version: OpenDriveMap["version"]): OpenDriveMap {
  return { version, name: header.name, geoReference: header.geoReference, offset: header.offset, roads, junctions, controllers };
}

function textOf(bytes: Uint8Array, log: ProblemLog): string | null {
  const refuse = (cause: Cause, expected: string, found: string, hint: string): null => {
    addProblem(log, { cause, severity: "error", at: -1, path: "", expected, found, hint });
    return null;
  };
  if (bytes.length === 0) return refuse("syntax", "an OpenDRIVE file", "an empty file", "");
  if (bytes.length > MAX_MAP_BYTES) return refuse("fileSize", `at most ${MAX_MAP_BYTES} bytes`, `${bytes.length}`, "split the map");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse("encoding", "UTF-8 text", "bytes that are not UTF-8", "save it as UTF-8");
  }
}

/** Elements of OpenDRIVE that say nothing about where vehicles can drive. */
const UNUSED: ReadonlySet<string> = new Set(
  (
    "userData dataQuality include license defaultRegulations CRG railroad switch station platform bridge tunnel objectReference borders " +
    "markings material skeleton surface parkingSpace semantics reference positionInertial positionRoad staticBoard vmsBoard crossPath " +
    "roadSection boundary elevationGrid planView objects junctionGroup signalGroup sway neighbor visibility lane crossSectionSurface " +
    "predecessor successor segment"
  ).split(" "),
);

/** Named once a file for each parent. */
function unknownElement(r: Reader, name: string): void {
  const [parent = "", element = name] = r.names.slice(-2);
  if (r.names.length === 1) {
    fault(r, "choice", "", "the root element OpenDRIVE", JSON.stringify(element));
    return;
  }
  // What other programs keep in a map for themselves is named once for the whole file.
  if (!isNew(r, name === "userData" ? name : `${parent}/${name}`)) return;
  const what = UNUSED.has(name) ? "that redrive uses" : "of OpenDRIVE";
  warn(r, "unused", "", `an element ${what}`, `<${name}> in <${parent}>`, "it is left out, here and wherever it comes again");
}

/** A name that redrive takes for a mistake, as OpenDRIVE has no such attribute here. */
function unknownAttribute(r: Reader, name: string): void {
  const element = r.names.at(-1) ?? "";
  if (!isNew(r, `${element}/@${name}`)) return;
  warn(r, "unused", name, "an attribute of OpenDRIVE", `${name} in <${element}>`, "it is left out, here and wherever it comes again");
}

const MAX_SAID = 100;

/** Whether this is met for the first time; never again where there are too many of its kind, which is said once. */
function isNew(r: Reader, key: string): boolean {
  const { said } = r.log;
  if (said.has(key) || said.size > MAX_SAID) return false;
  said.add(key);
  if (said.size <= MAX_SAID) return true;
  warn(r, "unused", "", `at most ${MAX_SAID} unknown names`, "more", "the others are left out without being named");
  return false;
}

/** Versions whose files are read by the definitions they were written for. */
const KNOWN_MINOR = { from: 4, to: 8 };

function openHeader(r: Reader): void {
  const [major, minor] = [versionPart(r, "revMajor"), versionPart(r, "revMinor")];
  if (r.header.version !== null) fault(r, "duplicate", "", "one header", "a second one");
  r.header.name = textOr(r, "name", "");
  if (major === null || minor === null) return;
  if (major !== 1 || minor < KNOWN_MINOR.from || minor > KNOWN_MINOR.to) {
    const hint = "it is read as the nearest of these";
    warn(r, "version", "", `version 1.${KNOWN_MINOR.from} to 1.${KNOWN_MINOR.to}`, `${major}.${minor}`, hint);
  }
  r.header.version = { major, minor };
}

function versionPart(r: Reader, name: string): number | null {
  const text = r.attributes[name];
  if (text !== undefined && /^\d{1,4}$/.test(text.trim())) return Number(text);
  fault(r, "version", name, "a whole number", text === undefined ? "none" : JSON.stringify(text));
  return null;
}

const headerRule = rule("revMajor revMinor name version date north south east west vendor", {
  open: openHeader,
  children: {
    geoReference: rule("", {
      text: (r, piece) => {
        // Joined, and so a copy.
        const text = `${r.header.geoReference ?? ""}${piece}`.trim();
        if (text !== "") r.header.geoReference = text;
      },
    }),
    offset: rule("x y z hdg", {
      open: (r) => {
        r.header.offset = { xM: numberOf(r, "x"), yM: numberOf(r, "y"), zM: numberOf(r, "z"), hRad: numberOf(r, "hdg") };
      },
    }),
  },
});

const rootRule = rule("", {
  children: { header: headerRule, road: roadRule, junction: junctionRule, controller: controllerRule },
  close: (r) => {
    if (r.header.version === null && r.log.errorCount === 0) fault(r, "missing", "", "a header with revMajor and revMinor", "none");
  },
});

const documentRule = elementRule<Reader>("", { children: { OpenDRIVE: rootRule } });
