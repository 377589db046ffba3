import type { RunEvent } from "../run/result.ts";

/** Takes the events of a run in order; `finish` writes what is left and says where, for the last lines of the list. */
export interface Reporter {
  on(event: RunEvent): void;
  /** Lines to print after the table, such as the path of a report. */
  finish(): readonly string[];
}
