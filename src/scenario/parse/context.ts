import type { ErrorCode } from "../../core/errors.ts";
import type { Unit } from "../../eval/metric.ts";
import type { ExpectSpec } from "../spec.ts";
import type { VehicleParams } from "../../vehicle/model.ts";

/** What reading a scenario needs from outside: the known metrics, and the files a scenario may name. */
export interface ScenarioContext {
  readonly metrics: ReadonlyMap<string, { readonly unit: Unit }>;
  readonly files: ScenarioFiles;
  /** A file that spans more variants is refused. */
  readonly maxVariants: number;
  /** Limits that hold wherever a scenario says nothing of the same metric; none where absent. */
  readonly budgets?: ExpectSpec["limits"];
}

/** The files that one scenario may name; made for that scenario, because relative paths begin at its folder. */
export interface ScenarioFiles {
  /** Absolute path of a recorded drive, a file or a folder. */
  drive(path: string): Found<string>;
  /**
   * A shipped vehicle by name, or one of a file.
   * @throws InputError with the problems of the vehicle file itself.
   */
  vehicle(nameOrPath: string): Found<VehicleParams>;
}

export type Found<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ErrorCode; readonly expected: string; readonly found: string; readonly hint: string };

export const DEFAULT_MAX_VARIANTS = 10_000;
