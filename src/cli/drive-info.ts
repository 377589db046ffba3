import { resolve } from "node:path";
import { openDrive } from "../drive/open.ts";
import { qualityReport } from "../drive/quality.ts";
import { qualityText } from "../drive/quality-text.ts";
import { EXIT } from "./exit-codes.ts";

/** Prints the quality report of a recording: rates, gaps, repairs, units, signs, lags. */
export async function driveInfo(path: string, options: Record<string, unknown>): Promise<number> {
  const report = qualityReport(openDrive(resolve(path)));
  process.stdout.write(options["json"] === true ? `${JSON.stringify(report, null, 2)}\n` : qualityText(report));
  return EXIT.passed;
}
