import { extname, resolve } from "node:path";
import { InputError, type Problem } from "../../../core/errors.ts";
import { MAX_XML_BYTES } from "../../../drive/xml.ts";
import { readWhole } from "../../../drive/file.ts";
import { readOpenDrive } from "../../../road/opendrive/opendrive-read.ts";
import { type FileAccess, filesOfScenario } from "../xosc/file-access.ts";
import { checkGrammar } from "../xosc/grammar-check.ts";
import { readOpenScenario } from "../xosc/read-open-scenario.ts";
import { readXmlTree } from "../xosc/xml.ts";
import type { MapNames } from "../xosc/reading.ts";
import { checkRules } from "./check-rules.ts";
import { mapNamesOf } from "./map-names.ts";
import type { RuleProblem, Standard } from "./rule.ts";
import { checkSchema, type SchemaSubject } from "./schema-check.ts";
import { saidOnce } from "./said-once.ts";
import { at, childOf, readTree, textOf, type XmlElement } from "./xml-tree.ts";

export interface CheckOptions {
  /** Paths are relative to it, and shown so. */
  readonly folder: string;
  /** Folders besides the file's own and `folder` that a scenario may refer to. */
  readonly roots: readonly string[];
  /** Folder of XML schemas; null where schema validity is not asked for. */
  readonly schemas: string | null;
}

/** The standard that a file's name says it follows; null for other files. */
export function standardOf(path: string): Standard | null {
  const ending = extname(path).toLowerCase();
  if (ending === ".xosc") return "xosc";
  return ending === ".xodr" ? "xodr" : null;
}

/**
 * Everything wrong with one .xosc or .xodr file, in the order of its lines: by the rules of its standard, by its schema where a folder of
 * schemas is given, and by redrive's own reader. A file that cannot be read is a problem too; nothing is thrown for it.
 */
export async function checkFile(file: string, standard: Standard, options: CheckOptions): Promise<RuleProblem[]> {
  const path = resolve(options.folder, file);
  const read = attempt(() => readWhole(path, MAX_XML_BYTES), file);
  if (!read.ok) return read.problems;
  const bytes = read.value;
  const files = filesOfScenario({ cwd: options.folder, scenario: file, roots: options.roots });
  const { problems, root, version } = checkRules(bytes, file, standard, (scenario) => roadOf(scenario, path, files));
  if (root === null) return [...problems];
  const subject = { file, bytes, root, version: version ?? { major: 0, minor: 0 }, standard };
  const ofSchema = options.schemas === null || version === null ? [] : await schemaProblems(subject, options.schemas);
  return sorted([...saidOnce(problems, readerProblems(subject, path, files), root), ...ofSchema]);
}

async function schemaProblems(subject: SchemaSubject, folder: string): Promise<RuleProblem[]> {
  try {
    return await checkSchema(subject, folder);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(withoutRule);
  }
}

/** What redrive's own reader says: of a scenario with its catalogs and variants, of a catalog by the grammar, of a map with its limits. */
function readerProblems({ file, bytes, root, version, standard }: SchemaSubject, path: string, files: FileAccess): readonly Problem[] {
  if (standard === "xodr") return readOpenDrive(bytes, file).problems;
  const shown = files.shown(path);
  const named = (problem: Problem) => (problem.file === shown ? { ...problem, file } : problem);
  if (childOf(root, "Catalog") === null) return readOpenScenario(path, files, new Map(), { mapNames: namesOfMap }).problems.map(named);
  const problems: Problem[] = [];
  const read = attempt(() => checkGrammar(readXmlTree(bytes, file), "OpenScenario", "", version.minor, problems), file);
  return read.ok ? problems : read.problems;
}

/** The map that a scenario names, where it lies in a folder that may be read and is an XML document; what is wrong with it is its reader's to say. */
function roadOf(scenario: XmlElement, path: string, files: FileAccess): XmlElement | null {
  const named = at(scenario, "RoadNetwork/LogicFile").flatMap((logic) => textOf(logic, "filepath") ?? [])[0];
  if (named === undefined) return null;
  const found = files.locate(named, path, "file");
  if (!found.ok) return null;
  const read = attempt(() => readWhole(found.value, MAX_XML_BYTES), named);
  return read.ok ? readTree(read.value, named).root : null;
}

/** What a map has that a scenario can name; null where it is no map that can be read. */
function namesOfMap(path: string): MapNames | null {
  const read = attempt(() => readWhole(path, MAX_XML_BYTES), path);
  const root = read.ok ? readTree(read.value, path).root : null;
  return root === null || root.name !== "OpenDRIVE" ? null : mapNamesOf(root);
}

function attempt<T>(act: () => T, file: string): { ok: true; value: T } | { ok: false; problems: RuleProblem[] } {
  try {
    return { ok: true, value: act() };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { ok: false, problems: error.problems.map((p) => withoutRule({ ...p, file })) };
  }
}

function withoutRule(problem: Problem): RuleProblem {
  return { ...problem, rule: "" };
}

/** By place; what has none comes last. */
function sorted(problems: readonly RuleProblem[]): RuleProblem[] {
  const lineOf = (p: RuleProblem) => (p.line === 0 ? Number.POSITIVE_INFINITY : p.line);
  return problems.toSorted((a, b) => (lineOf(a) === lineOf(b) ? a.column - b.column : lineOf(a) - lineOf(b)));
}
