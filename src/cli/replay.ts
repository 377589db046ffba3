import { resolve } from "node:path";
import { InputError } from "../core/errors.ts";
import { openDrive } from "../drive/open.ts";
import { fidelityText } from "../report/fidelity-text.ts";
import { replayDrive } from "../run/replay.ts";
import { vehicleByName } from "../run/selection.ts";
import { EXIT } from "./exit-codes.ts";
import { usage } from "./usage.ts";

const DEFAULT_VEHICLE = "compact";

/** Drives a recording through the virtual car and prints the fidelity table. */
export async function replay(path: string, options: Record<string, unknown>): Promise<number> {
  const drive = openDrive(resolve(path));
  const name = typeof options["vehicle"] === "string" ? options["vehicle"] : (drive.vehicle ?? DEFAULT_VEHICLE);
  const found = vehicleByName(name, process.cwd());
  if (!found.ok) {
    const { code, expected, hint } = found;
    throw new InputError([
      { code, severity: "error", file: "--vehicle", line: 0, column: 0, path: "", expected, found: found.found, hint },
    ]);
  }
  const part = { fromSec: seconds("--from", options["from"]), toSec: seconds("--to", options["to"]) };
  const result = replayDrive(drive, found.value, part);
  process.stdout.write(options["json"] === true ? `${JSON.stringify(result, null, 2)}\n` : fidelityText(result));
  return EXIT.passed;
}

function seconds(flag: string, value: unknown): number | null {
  if (value === undefined) return null;
  const number = Number(value);
  if (!Number.isFinite(number) || number < 0) throw usage(flag, "seconds since the recording's start", JSON.stringify(value), "replay");
  return number;
}
