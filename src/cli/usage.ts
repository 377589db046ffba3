import { InputError } from "../core/errors.ts";

/** A flag or an argument that cannot be used (RDV_USAGE). `command`: whose --help says what can. */
export function usage(flag: string, expected: string, found: string, command = "run"): InputError {
  const where = { file: flag, line: 0, column: 0, path: "" };
  return new InputError([{ code: "RDV_USAGE", severity: "error", ...where, expected, found, hint: `redrive ${command} --help` }]);
}
