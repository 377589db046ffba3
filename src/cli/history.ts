import { InputError } from "../core/errors.ts";
import { trendText } from "../report/trend-text.ts";
import { withHistory } from "../run/history-file.ts";
import { writeParquet } from "../run/history-parquet.ts";
import { readTrend } from "../run/history.ts";
import { readConfig } from "./config.ts";
import { EXIT } from "./exit-codes.ts";

/** Prints the trend of the score, or of a metric, by scenario and controller. */
export async function history(
  file: string | undefined,
  options: { scenario?: string; controller?: string; metric?: string; last: number; json?: boolean },
): Promise<number> {
  const { scenario = null, controller = null, metric = null, last } = options;
  const trend = readTrend(await historyFile(file), { scenario, controller, metric, suiteCount: last });
  process.stdout.write(options.json === true ? `${JSON.stringify(trend, null, 2)}\n` : trendText(trend, metric ?? "score"));
  return trend.points.length === 0 ? EXIT.nothingMatched : EXIT.passed;
}

/** Writes the whole of a history as a Parquet file. */
export async function exportHistory(file: string | undefined, options: { parquet: string }): Promise<number> {
  const rows = withHistory(await historyFile(file), "read", (db) => writeParquet(db, options.parquet));
  process.stdout.write(`${options.parquet}: ${rows} rows, one a run and metric\n`);
  return EXIT.passed;
}

/** The file that was named, or the configuration's. */
export async function historyFile(named: string | undefined): Promise<string> {
  const file = named ?? (await readConfig(process.cwd())).history;
  if (file !== undefined) return file;
  const where = { file: "FILE", line: 0, column: 0, path: "" };
  const expected = "the file of a history, here or as history in redrive.config.ts";
  throw new InputError([
    { code: "RDV_USAGE", severity: "error", ...where, expected, found: "none", hint: "redrive run --history FILE makes one" },
  ]);
}
