import { posix } from "node:path";
import { IMPORT_RULES, NOT_IN_WORKER, ONLY_IN, ROOTS, WORKER } from "./import-rules.ts";
import { codeOf, type SourceFile, violation } from "./source.ts";

/** One import: `specifier` as written; `path` within the project where it is relative, otherwise the package or `node:` builtin. */
export interface Import {
  readonly specifier: string;
  readonly path: string;
  readonly isType: boolean;
  readonly isRelative: boolean;
  readonly offset: number;
}

// Each ends with the quoted specifier, whose content is blank in the code that they search.
const FORMS: readonly RegExp[] = [
  /\b(?:import|export)\s+(type\s+(?!from\b))?[\w$*{}\s,]+?\bfrom\s*(["'])( *)\2/g,
  /\b(?:import|export)\s*()(?:[*]\s*|\{[\w\s,$]*\}\s*)?(?:from\s*)?(["'])( *)\2/g,
  /\bimport\s*\(()\s*(["'`])( *)\2/g,
  /\bnew\s+URL\s*\(()\s*(["'`])( *)\2(?=\s*,\s*import\.meta\.url)/g,
];

/** The imports and re-exports of a file, dynamic ones and `new URL("./x.ts", import.meta.url)` among them. */
export function importsOf(file: SourceFile): Import[] {
  const code = codeOf(file.text);
  const found = new Map<number, Import>();
  for (const form of FORMS) {
    for (const match of code.matchAll(form)) {
      const end = match.index + match[0].length - 1;
      const specifier = file.text.slice(end - (match[3]?.length ?? 0), end);
      const isRelative = specifier.startsWith(".");
      if (form === FORMS[3] && !/\.[jt]s$/.test(specifier)) continue; // a file that is read, not run
      const path = isRelative ? posix.join(posix.dirname(file.path), specifier) : packageOf(specifier);
      if (!found.has(end)) found.set(end, { specifier, path, isType: Boolean(match[1]), isRelative, offset: match.index });
    }
  }
  return [...found.values()];
}

const packageOf = (specifier: string): string =>
  specifier.startsWith("node:") ? specifier : specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");

/** Imports that the table does not allow, that lead nowhere, or whose target cannot be read off the text. */
export function checkDirections(files: readonly SourceFile[]): string[] {
  const known = new Set(files.map((file) => file.path));
  return files
    .filter((file) => file.path.startsWith("src/"))
    .flatMap((file) => {
      const folder = ruleNameOf(file.path);
      if (folder === undefined) return [`${file.path}:1: lies in no folder of the table in import-rules.ts`];
      const wrong = importsOf(file).flatMap((found) => {
        const why = found.isRelative ? wrongTarget(folder, found, known) : wrongPackage(folder, file.path, found);
        return why === undefined ? [] : [violation(file, found.offset, why)];
      });
      const computed = [...codeOf(file.text).matchAll(/\bimport\s*\(\s*(?!["'`])/g)];
      const hidden = folder === "cli" ? [] : computed.map((match) => violation(file, match.index, "imports a computed path"));
      return [...wrong, ...hidden];
    });
}

/** The folder whose rule holds for a path of src; undefined outside the table. */
function ruleNameOf(path: string): string | undefined {
  const names = Object.keys(IMPORT_RULES).sort((a, b) => b.length - a.length);
  return names.find((name) => path.startsWith(`src/${name}/`) || path === `src/${name}.ts`);
}

function wrongTarget(folder: string, found: Import, known: ReadonlySet<string>): string | undefined {
  if (!known.has(found.path)) return `"${found.specifier}" leads to no file`;
  const target = ruleNameOf(found.path);
  const rule = IMPORT_RULES[folder];
  if (target === folder || target === undefined || rule === undefined) return undefined;
  const covers = (entry: string): boolean => found.path === `src/${entry}` || target === entry || target.startsWith(`${entry}/`);
  // "scenario" in a list means spec and compile; scenario/parse must be named, except by those above it.
  const isParse = target === "scenario/parse" && !["run", "cli"].includes(folder);
  if (!isParse && rule.imports.some(covers)) return undefined;
  if (!isParse && rule.types?.some(covers)) return found.isType ? undefined : `${folder} may import ${target} by \`import type\` only`;
  return `${folder} must not import ${found.path.slice(4)}`;
}

function wrongPackage(folder: string, path: string, found: Import): string | undefined {
  const rule = IMPORT_RULES[folder];
  const isNode = found.path.startsWith("node:");
  const allowed = isNode ? (rule?.node ?? []) : (rule?.packages ?? []);
  if (!allowed.includes(isNode ? found.path.slice(5) : found.path) && !allowed.includes("*"))
    return `${folder} must not import ${found.path}`;
  const only = ONLY_IN.find((entry) => entry.what === found.path && entry.folder === folder);
  return only && !only.files.test(path.slice(4)) ? `${found.path} may not be imported by this file of ${folder}` : undefined;
}

type Graph = ReadonlyMap<string, readonly string[]>;

function graphOf(files: readonly SourceFile[], isWanted: (found: Import) => boolean): Graph {
  return new Map(
    files.map((file) => [
      file.path,
      importsOf(file)
        .filter(isWanted)
        .map((found) => found.path),
    ]),
  );
}

/** Import circles, types included, each named once by its smallest path. */
export function checkCycles(files: readonly SourceFile[]): string[] {
  const graph = graphOf(files, (found) => found.isRelative);
  const done = new Set<string>();
  const circles = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) circles.add(fromSmallest(trail.slice(at)).join(" -> "));
    if (at >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return [...circles].map((circle) => `${circle.split(" ")[0]}:1: imports itself through ${circle}`);
}

function fromSmallest(circle: readonly string[]): string[] {
  const start = circle.indexOf([...circle].sort()[0] ?? "");
  return [...circle.slice(start), ...circle.slice(0, start)];
}

/** All that some paths reach, each with a way to it. */
function reach(graph: Graph, roots: readonly string[]): Map<string, readonly string[]> {
  const ways = new Map<string, readonly string[]>(roots.map((root) => [root, [root]]));
  for (const [path, way] of ways) {
    for (const next of graph.get(path) ?? []) if (!ways.has(next)) ways.set(next, [...way, next]);
  }
  return ways;
}

/** Files of src that nothing reaches. */
export function checkOrphans(files: readonly SourceFile[]): string[] {
  const paths = files.map((file) => file.path);
  const reached = reach(
    graphOf(files, (found) => found.isRelative),
    paths.filter((path) => ROOTS.test(path)),
  );
  const orphans = paths.filter((path) => path.startsWith("src/") && !path.endsWith(".d.ts") && !reached.has(path));
  return orphans.map((path) => `${path}:1: is imported by nothing`);
}

/** What a worker loads at run time and must not. */
export function checkWorker(files: readonly SourceFile[]): string[] {
  if (!files.some((file) => file.path === WORKER)) return [`${WORKER}:1: does not exist`];
  const loaded = reach(
    graphOf(files, (found) => !found.isType),
    [WORKER],
  );
  return [...loaded].flatMap(([path, way]) => (NOT_IN_WORKER.test(path) ? [`${WORKER}:1: loads ${way.join(" -> ")}`] : []));
}
