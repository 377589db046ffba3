import { type ErrorCode, InputError } from "../../core/errors.ts";

/** What a story asks for and cannot have, found while it runs: `path` names the element or entity. The place in the file is not known here. */
export function refusal(path: string, expected: string, found: string, hint = "", code: ErrorCode = "RDV_SCENARIO_WORLD"): InputError {
  return new InputError([{ code, severity: "error", file: "", line: 0, column: 0, path, expected, found, hint }]);
}
