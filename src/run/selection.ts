import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError, type Problem } from "../core/errors.ts";
import { readWhole } from "../drive/file.ts";
import { decodeUtf8 } from "../drive/utf8.ts";
import { SCORE_IDS } from "../eval/expectations.ts";
import { METRICS } from "../eval/metrics.ts";
import { OFFERED } from "../eval/offered.ts";
import type { Expectation } from "../eval/result.ts";
import { splitSelector } from "../scenario/parameters.ts";
import type { Found, ScenarioContext } from "../scenario/parse/context.ts";
import { filesOnDisk } from "../scenario/parse/files.ts";
import { readScenario } from "../scenario/parse/read-scenario.ts";
import { type ScenarioFile, selectVariants, variantIdOf } from "../scenario/parse/scenario-file.ts";
import type { StoryChoice } from "../scenario/parse/story-scenario.ts";
import { holdsStory, readStoryYaml } from "../scenario/parse/story/read-story.ts";
import { filesOfScenario } from "../scenario/parse/xosc/file-access.ts";
import { readOpenScenario } from "../scenario/parse/xosc/read-open-scenario.ts";
import type { VehicleParams } from "../vehicle/model.ts";

/** The scenarios that come with redrive; vehicles named without a path are found there. */
export const SHIPPED: string = fileURLToPath(new URL("../../scenarios", import.meta.url));

/** What expectations may speak of. */
export const METRIC_UNITS: ScenarioContext["metrics"] = new Map([
  ...[...METRICS, ...OFFERED].map(({ id, unit }) => [id, { unit }] as const),
  ...SCORE_IDS.map((id) => [id, { unit: "points" }] as const),
]);

const MAX_SCENARIO_BYTES = 4 * 1024 * 1024;

/** What to run, as the command line says it. */
export interface SelectionRequest {
  /** Files, folders, or `file#name=value,...`; relative to `folder`. */
  readonly selectors: readonly string[];
  /** The user's folder: ids are paths relative to it. */
  readonly folder: string;
  /** Folders besides the scenario's own and the user's that scenarios may refer to. */
  readonly roots: readonly string[];
  readonly maxVariants: number;
  readonly grep: RegExp | null;
  readonly grepInvert: RegExp | null;
  /** Only these variant ids; null for all. */
  readonly only: ReadonlySet<string> | null;
  /** Limits of the suite, for what a scenario says nothing of; none where left out. */
  readonly budgets?: readonly Expectation[];
  /** For OpenSCENARIO files; left out: the usual. */
  readonly story?: StoryChoice;
}

/** Variants of one file, by index, in order. */
export interface Selected {
  readonly scenario: ScenarioFile;
  readonly indices: readonly number[];
}

/**
 * Reads every selected file and says which of its variants are wanted.
 * Throws InputError with the problems of all files at once, or RDV_NOTHING_MATCHED where nothing is left.
 */
export function select(request: SelectionRequest): readonly Selected[] {
  const { selected, problems } = readSelection(request);
  if (problems.length > 0) throw new InputError(problems);
  return selected;
}

/** What can be read of a selection, and what is wrong with the rest of it. */
export interface Selection {
  readonly selected: readonly Selected[];
  readonly problems: readonly Problem[];
}

/** As `select`, with the problems beside what is sound. */
export function readSelection(request: SelectionRequest): Selection {
  const problems: Problem[] = [];
  const attempt = <T>(act: () => T): T | null => {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
      return null;
    }
  };
  const wanted = request.selectors.flatMap((selector) => attempt(() => filesOf(selector, request.folder)) ?? []);
  const scenarios = new Map<string, ScenarioFile | null>();
  const indices = new Map<ScenarioFile, Set<number>>();
  for (const { file, assignments } of wanted) {
    if (!scenarios.has(file))
      scenarios.set(
        file,
        attempt(() => readFile(file, request)),
      );
    const scenario = scenarios.get(file);
    if (scenario === undefined || scenario === null) continue;
    const found = assignments === null ? allOf(scenario) : (attempt(() => selectVariants(scenario, assignments)) ?? []);
    const known = indices.get(scenario) ?? new Set<number>();
    for (const index of found) if (isWanted(scenario, index, request)) known.add(index);
    indices.set(scenario, known);
  }
  const selected = [...indices]
    .map(([scenario, set]) => ({ scenario, indices: [...set].sort((a, b) => a - b) }))
    .filter((s) => s.indices.length > 0);
  if (selected.length === 0 && problems.length === 0) problems.push(nothingMatched(request));
  return { selected, problems };
}

function allOf(scenario: ScenarioFile): number[] {
  return Array.from({ length: scenario.variantCount }, (_, i) => i);
}

function isWanted(scenario: ScenarioFile, index: number, request: SelectionRequest): boolean {
  const { grep, grepInvert, only } = request;
  if (grep === null && grepInvert === null && only === null) return true;
  const id = variantIdOf(scenario, index);
  return (grep === null || grep.test(id)) && !(grepInvert?.test(id) ?? false) && (only === null || only.has(id));
}

interface Wanted {
  readonly file: string;
  readonly assignments: ReturnType<typeof splitSelector>["assignments"];
}

/** A selector's files, relative to the user's folder; a folder gives its `*.yaml` and `*.xosc` files, sorted, hidden folders left out. */
function filesOf(selector: string, folder: string): Wanted[] {
  const { file, assignments } = existsSync(resolve(folder, selector)) ? { file: selector, assignments: null } : splitSelector(selector);
  const path = resolve(folder, file);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new InputError([missing(file)]);
  if (!stats.isDirectory()) return [{ file: shown(path, folder), assignments }];
  return scenarioFiles(path).map((found) => ({ file: shown(found, folder), assignments }));
}

function scenarioFiles(folder: string): string[] {
  const files: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...scenarioFiles(path));
    else if (entry.name.endsWith(".yaml") || (entry.name.endsWith(".xosc") && !isCatalog(path))) files.push(path);
  }
  return files;
}

/** A catalog lies among scenarios that take from it, and is none. What is larger than a scenario may be is left to the reader to refuse. */
function isCatalog(path: string): boolean {
  if (statSync(path).size > MAX_SCENARIO_BYTES) return false;
  return /<Catalog\s+name\s*=/.test(readFileSync(path, "latin1"));
}

function shown(path: string, folder: string): string {
  return relative(folder, path).split("\\").join("/");
}

function readFile(file: string, request: SelectionRequest): ScenarioFile {
  const path = resolve(request.folder, file);
  const context: ScenarioContext = {
    metrics: METRIC_UNITS,
    files: filesOnDisk({ scenario: path, cwd: request.folder, shipped: SHIPPED, roots: request.roots }),
    maxVariants: request.maxVariants,
    budgets: request.budgets ?? [],
  };
  if (file.toLowerCase().endsWith(".xosc")) return readStory(path, file, request, context);
  const text = decodeUtf8(readWhole(path, MAX_SCENARIO_BYTES), file);
  if (holdsStory(text)) {
    const xosc = readStoryYaml(text, file, path, filesOfScenario({ cwd: request.folder, scenario: path, roots: request.roots }));
    return { kind: "story", scenarioId: file, variantCount: 1, xosc, choice: request.story ?? USUAL, context };
  }
  return readScenario(text, file, context);
}

const USUAL: StoryChoice = { ego: null, dtSec: null, controllersOff: false, semantics: "standard" };

function readStory(path: string, file: string, request: SelectionRequest, context: ScenarioContext): ScenarioFile {
  const access = filesOfScenario({ cwd: request.folder, scenario: path, roots: request.roots });
  const { story = USUAL, maxVariants } = request;
  const { scenario, problems } = readOpenScenario(path, access, new Map(), { maxVariants, ...story });
  if (scenario === null) throw new InputError(problems);
  return { kind: "story", scenarioId: file, variantCount: scenario.variants.length, xosc: scenario, choice: story, context };
}

/** A shipped vehicle by name, or a vehicle file relative to the user's folder. */
export function vehicleByName(nameOrPath: string, folder: string): Found<VehicleParams> {
  return filesOnDisk({ scenario: resolve(folder, "unnamed"), cwd: folder, shipped: SHIPPED, roots: [] }).vehicle(nameOrPath);
}

function missing(file: string): Problem {
  return {
    code: "RDV_FILE_MISSING",
    severity: "error",
    file,
    line: 0,
    column: 0,
    path: "",
    expected: "a scenario file, a folder, or file#name=value,...",
    found: "nothing at this path",
    hint: "paths are relative to the folder you stand in",
  };
}

function nothingMatched(request: SelectionRequest): Problem {
  return {
    code: "RDV_NOTHING_MATCHED",
    severity: "error",
    file: request.selectors.join(" "),
    line: 0,
    column: 0,
    path: "",
    expected: "at least one variant",
    found: "none",
    hint: request.only === null ? "redrive list shows what there is" : "the last run left no variant that did not pass",
  };
}
