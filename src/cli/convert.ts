import { readFileSync, realpathSync } from "node:fs";
import { basename, dirname, extname, relative, resolve } from "node:path";
import { InputError, type Problem } from "../core/errors.ts";
import { readStoryYaml } from "../scenario/parse/story/read-story.ts";
import { printStory } from "../scenario/parse/story/print-story.ts";
import { filesOfScenario } from "../scenario/parse/xosc/file-access.ts";
import { readOpenScenario, type XoscFile } from "../scenario/parse/xosc/read-open-scenario.ts";
import { writeXosc } from "../scenario/xml/write-xosc.ts";
import { writeWhole } from "../trace/file-write.ts";
import { EXIT } from "./exit-codes.ts";
import { usage } from "./usage.ts";

/** Of files that nobody dates: the same input gives the same bytes. */
const UNDATED = "1970-01-01T00:00:00Z";

/**
 * `redrive convert A -o B`: a story from one notation to the other, by the endings .xosc and .yaml. What was resolved when it was read
 * (parameters, catalogs, expressions) is written as its values. Exit 0, or 2 where A is no story.
 */
export async function convert(input: string, options: { readonly out: string; readonly root: readonly string[] }): Promise<number> {
  const { out, root } = options;
  const file = readAny(input, root);
  const [variant, ...others] = file.variants;
  if (variant === undefined || others.length > 0) {
    throw usage("convert", "a scenario, or one variant of it", `a parameter distribution of ${file.variants.length} variants`, "convert");
  }
  const spec = file.specOf(variant);
  if (isXosc(out) && spec.semantics !== undefined) {
    throw usage(
      "convert",
      "a story with the semantics of the standard: OpenSCENARIO XML has no key for others",
      `semantics: ${spec.semantics}`,
      "convert",
    );
  }
  const folder = realpathSync(dirname(resolve(out)));
  const map = spec.mapPath === null ? null : relative(folder, spec.mapPath).split("\\").join("/");
  const { description } = file;
  const name = basename(out, extname(out));
  const text = isXosc(out)
    ? writeXosc(spec, { author: "redrive", description, date: UNDATED, mapFile: map })
    : printStory(spec, { name, description, map });
  writeWhole(resolve(out), text);
  process.stdout.write(`${out}\n`);
  return EXIT.passed;
}

function isXosc(path: string): boolean {
  const ending = extname(path).toLowerCase();
  if (ending === ".xosc") return true;
  if (ending === ".yaml" || ending === ".yml") return false;
  throw usage("convert", "files that end in .xosc or .yaml", path, "convert");
}

function readAny(input: string, roots: readonly string[]): XoscFile {
  const path = resolve(input);
  const access = filesOfScenario({ cwd: process.cwd(), scenario: path, roots });
  if (!isXosc(input)) return readStoryYaml(textOf(input), input, path, access);
  const { scenario, problems } = readOpenScenario(path, access, new Map());
  if (scenario === null) throw new InputError(problems);
  return scenario;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    const problem: Problem = {
      code: "RDV_FILE_MISSING",
      severity: "error",
      file: path,
      line: 0,
      column: 0,
      path: "",
      expected: "a file that can be read",
      found: "none",
      hint: "paths are relative to the folder you stand in",
    };
    throw new InputError([problem]);
  }
}
