import { basename, resolve } from "node:path";
import { InputError, type Problem } from "../../../core/errors.ts";
import type { Semantics, StorySpec } from "../../../sim/story/spec.ts";
import { DEFAULT_MAX_VARIANTS } from "../context.ts";
import type { XoscValues } from "./distribution-parts.ts";
import { readVariants } from "./distributions.ts";
import type { FileAccess } from "./file-access.ts";
import { checkGrammar } from "./grammar-check.ts";
import { literalProblem } from "./literal.ts";
import { buildScenario, type ScenarioSource } from "./scenario.ts";
import { readXmlTree, type XmlNode } from "./xml.ts";

/** An OpenSCENARIO XML file that can be run: a scenario, or the distribution of one's parameters. */
export interface XoscFile {
  /** As messages show it. */
  readonly path: string;
  /** The file's name without its ending. */
  readonly name: string;
  readonly description: string;
  readonly minorVersion: number;
  /** One of a plain scenario; of a distribution as many as it spans. */
  readonly variants: readonly XoscVariant[];
  /** The scenario of a variant. @throws InputError with what is wrong in it. */
  specOf(variant: XoscVariant): StorySpec;
}

export interface XoscVariant {
  /** `file`, or `file#name=value,...` in the order of the distribution. */
  readonly id: string;
  readonly values: ReadonlyMap<string, string>;
}

/** What the caller chooses beside the file. */
export interface XoscOptions {
  readonly maxVariants?: number;
  /** Where given, roads and signals are looked up in the map. */
  readonly mapNames?: ScenarioSource["mapNames"];
  /** What counts where the reference player departs from the standard; left out: the standard. */
  readonly semantics?: Semantics;
  /** None of its controllers will ever be active: one that is activated and that nobody has is a warning. */
  readonly controllersOff?: boolean;
}

export interface XoscReading {
  readonly scenario: XoscFile | null;
  readonly problems: readonly Problem[];
}

/**
 * Reads a scenario or parameter distribution of OpenSCENARIO XML 1.0 to 1.3. `overrides` set parameters of the scenario by name, and win
 * over a distribution. The first variant is put together at once, so that what is wrong is found here; every problem has its place.
 */
export function readOpenScenario(
  path: string,
  files: FileAccess,
  overrides: ReadonlyMap<string, string>,
  options: XoscOptions = {},
): XoscReading {
  try {
    return reading(path, files, overrides, options);
  } catch (error) {
    if (error instanceof InputError) return { scenario: null, problems: error.problems };
    throw error;
  }
}

interface Document {
  readonly root: XmlNode;
  readonly minor: number;
  readonly description: string;
  readonly problems: Problem[];
}

function reading(path: string, files: FileAccess, overrides: ReadonlyMap<string, string>, options: XoscOptions): XoscReading {
  const main = readDocument(resolve(path), files);
  const distribution = main.root.children.find((c) => c.name === "ParameterValueDistribution");
  if (main.root.children.some((c) => c.name === "Catalog")) return refused(main, "a scenario or a parameter distribution", "a catalog");
  if (distribution === undefined) return assembled(main, main, path, files, overrides, null, options);
  if (main.problems.some((p) => p.severity === "error")) return { scenario: null, problems: main.problems };
  const variants = readVariants(distribution, overrides, options.maxVariants ?? DEFAULT_MAX_VARIANTS);
  if (variants.problems.length > 0) return { scenario: null, problems: variants.problems };
  const scenario = readDocument(scenarioPath(distribution, files), files);
  if (!scenario.root.children.some((c) => c.name === "Storyboard"))
    return refused(scenario, "a scenario as the ScenarioFile of a distribution", "another kind of file");
  return assembled(main, scenario, path, files, overrides, variants.values, options);
}

function refused(document: Document, expected: string, found: string): XoscReading {
  const { file, line, column, name } = document.root;
  const problem = { code: "RDV_SCENARIO_CHOICE", severity: "error", file, line, column, path: name, expected, found, hint: "" } as const;
  return { scenario: null, problems: [...document.problems, problem] };
}

function scenarioPath(distribution: XmlNode, files: FileAccess): string {
  const node = distribution.children.find((c) => c.name === "ScenarioFile") ?? distribution;
  const attribute = node.attributes.get("filepath");
  const found = files.locate(attribute?.value ?? "", node.file, "file");
  if (found.ok) return found.value;
  const { line, column } = attribute ?? node;
  const { code, expected, hint } = found;
  throw new InputError([{ code, severity: "error", file: node.file, line, column, path: node.name, expected, found: found.found, hint }]);
}

function readDocument(path: string, files: FileAccess): Document {
  const root = readXmlTree(files.read(path), files.shown(path));
  const problems: Problem[] = [];
  if (root.name !== "OpenSCENARIO" && root.name !== "OpenScenario") {
    const { file, line, column } = root;
    const what = { expected: "OpenSCENARIO as the root", found: JSON.stringify(root.name.slice(0, 60)), hint: "" };
    throw new InputError([{ code: "RDV_SCENARIO_KEY", severity: "error", file, line, column, path: "", ...what }]);
  }
  root.isRead = true;
  const header = root.children.find((c) => c.name === "FileHeader");
  const minor = header === undefined ? 0 : versionOf(header, problems);
  checkGrammar(root, "OpenScenario", "", minor, problems);
  return { root, minor, description: header?.attributes.get("description")?.value ?? "", problems };
}

/** Minor version; the major one must be 1. */
function versionOf(header: XmlNode, problems: Problem[]): number {
  header.isRead = true;
  const [major, minor] = ["revMajor", "revMinor"].map((name) => {
    const attribute = header.attributes.get(name);
    if (attribute !== undefined) attribute.isRead = true;
    return attribute;
  });
  for (const name of ["description"]) {
    const attribute = header.attributes.get(name);
    if (attribute !== undefined) attribute.isRead = true;
  }
  const text = `${major?.value.trim() ?? ""}.${minor?.value.trim() ?? ""}`;
  if (literalProblem("unsignedShort", minor?.value.trim() ?? "") === null && ["1.0", "1.1", "1.2", "1.3"].includes(text))
    return Number(minor?.value);
  const { line, column } = major ?? header;
  const what = { expected: "version 1.0, 1.1, 1.2 or 1.3", found: JSON.stringify(text.slice(0, 40)), hint: "" };
  problems.push({ code: "RDV_SCENARIO_VERSION", severity: "error", file: header.file, line, column, path: header.name, ...what });
  return 0;
}

function assembled(
  main: Document,
  scenario: Document,
  path: string,
  files: FileAccess,
  overrides: ReadonlyMap<string, string>,
  values: readonly XoscValues[] | null,
  options: XoscOptions,
): XoscReading {
  const { root, minor, problems: grammar } = scenario;
  const { mapNames = () => null, semantics = "standard", controllersOff = false } = options;
  const source: ScenarioSource = { root, minor, files, grammar, cache: new Map(), mapNames, semantics, controllersOff };
  const shown = files.shown(resolve(path));
  const variants = (values ?? [new Map<string, string>()]).map((own) => ({ id: variantId(shown, own), values: own }));
  const first = buildScenario(source, variants[0]?.values ?? new Map(), overrides);
  if (first.spec === null) return { scenario: null, problems: first.problems };
  const file: XoscFile = {
    path: shown,
    name: basename(path).replace(/\.xosc$/i, ""),
    description: main.description,
    minorVersion: minor,
    variants,
    specOf: (variant) => {
      const { spec, problems } = buildScenario(source, variant.values, overrides);
      if (spec === null) throw new InputError(problems);
      return spec;
    },
  };
  return { scenario: file, problems: first.problems };
}

function variantId(file: string, values: XoscValues): string {
  if (values.size === 0) return file;
  return `${file}#${[...values].map(([name, value]) => `${name}=${value}`).join(",")}`;
}
