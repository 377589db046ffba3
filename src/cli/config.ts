import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { InputError, type Problem } from "../core/errors.ts";
import { RESPONSIBILITY_RULES } from "../eval/responsibility-rules.ts";
import { combinationCount, MAX_COMBINATIONS } from "../eval/statistics/coverage.ts";
import { type OddDimension, oddCells } from "../eval/statistics/odd.ts";

function isAscending(edges: readonly number[]): boolean {
  return edges.every((edge, i) => i === 0 || edge > (edges[i - 1] as number));
}

/** What `redrive.config.ts` in the user's folder may set; flags win over it. */
const CONFIG = z.strictObject({
  /** Files and folders that `redrive run` takes when none is named. */
  scenarios: z.array(z.string()).optional(),
  /** One, or several to compare: each drives every variant. */
  controller: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  reporter: z.array(z.string()).optional(),
  /** Folders that scenario files may refer to. */
  roots: z.array(z.string()).optional(),
  /** Limits that hold in every scenario that says nothing of the same metric or score, as `expect` of a scenario. */
  expect: z.record(z.string(), z.unknown()).optional(),
  jobs: z.number().int().positive().optional(),
  /** Whose rule says which collisions count, as `--responsibility`. */
  responsibility: z.enum(RESPONSIBILITY_RULES).optional(),
  /** A file in which each finished run is kept for `redrive history`. */
  history: z.string().optional(),
  /** What the suite is to cover, by tag `name:value` or parameter: values, or the edges of ranges of numbers. */
  odd: z
    .record(z.string(), z.union([z.array(z.string()).min(1), z.array(z.number()).min(2).refine(isAscending, "edges must ascend")]))
    .optional(),
});
export type Config = z.infer<typeof CONFIG>;

export const CONFIG_FILE = "redrive.config.ts";

/** The operational design domain of a configuration, as the statistics take it. Throws RDV_USAGE where it is too large to be counted. */
export function oddOf({ odd = {} }: Config): OddDimension[] {
  const declared = Object.entries(odd).map(([name, cells]) =>
    typeof cells[0] === "number" ? { name, edges: cells as number[] } : { name, values: cells as string[] },
  );
  const count = combinationCount(oddCells(declared));
  if (count <= MAX_COMBINATIONS) return declared;
  const expected = `at most ${MAX_COMBINATIONS} pairs of cells`;
  throw new InputError([{ ...problem("odd", String(count)), expected, hint: "fewer dimensions, values or edges" }]);
}

/** The configuration of a folder; empty where it has none. Throws InputError (RDV_USAGE) where it is not one. */
export async function readConfig(folder: string): Promise<Config> {
  const path = join(folder, CONFIG_FILE);
  if (!existsSync(path)) return {};
  const parsed = CONFIG.safeParse(await defaultExport(path));
  if (parsed.success) return parsed.data;
  throw new InputError(parsed.error.issues.map((issue) => problem(issue.path.join("."), issue.message)));
}

/** The file is the user's program: whatever it throws is an input error. */
async function defaultExport(path: string): Promise<unknown> {
  try {
    return ((await import(pathToFileURL(path).href)) as { default?: unknown }).default;
  } catch (error) {
    throw new InputError([problem("", error instanceof Error ? `${error.name}: ${error.message}` : String(error))]);
  }
}

function problem(path: string, found: string): Problem {
  const expected = "export default { scenarios, controller, reporter, roots, expect, jobs, responsibility, history, odd }";
  return { code: "RDV_USAGE", severity: "error", file: CONFIG_FILE, line: 0, column: 0, path, expected, found, hint: "" };
}
