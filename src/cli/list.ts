import { select } from "../run/selection.ts";
import { variantIdOf } from "../scenario/parse/scenario-file.ts";
import { readConfig } from "./config.ts";
import { EXIT } from "./exit-codes.ts";
import { selectionOf } from "./run.ts";

/** Prints the id of every variant of a selection, one a line; each is a working selector. */
export async function list(selectors: readonly string[], options: Record<string, unknown>): Promise<number> {
  const config = await readConfig(process.cwd());
  const chosen = selectors.length > 0 ? selectors : (config.scenarios ?? ["scenarios"]);
  const flags = options as { grep?: string; grepInvert?: string; maxVariants: number; root: string[]; json?: boolean };
  const selected = select(selectionOf(chosen, { ...flags, grep: flags.grep, grepInvert: flags.grepInvert }, config));
  const ids = selected.flatMap(({ scenario, indices }) => indices.map((i) => variantIdOf(scenario, i)));
  process.stdout.write(flags.json === true ? `${JSON.stringify(ids, null, 2)}\n` : `${ids.join("\n")}\n`);
  if (flags.json !== true) process.stderr.write(`${ids.length} variants of ${selected.length} scenarios\n`);
  return EXIT.passed;
}
