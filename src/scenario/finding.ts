import type { ErrorCode } from "../core/errors.ts";

/** A place in a document: keys and indices from its root, in the words of the native notation. */
export type DocPath = readonly (string | number)[];

/** What is wrong at a place of a scenario, before the place is known as line and column. */
export interface Finding {
  readonly code: ErrorCode;
  readonly path: DocPath;
  /** The key itself is meant, not its value. */
  readonly atKey?: boolean;
  readonly expected: string;
  readonly found: string;
  readonly hint?: string;
}
