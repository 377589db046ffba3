/**
 * A scenario as OpenSCENARIO XML 1.3 knows it, with everything resolved that does not change while it runs: parameters put in, catalogs
 * looked up, expressions worked out. Plain data, structured-cloneable, keys with their unit: the XML reader and the native notation both
 * end here, the XML writer and the compiler begin here. Names of entities, roads, lanes and signals are texts as in the files.
 * Angles in rad, frames as ISO 8855 and OpenDRIVE: W world, s and t along and to the left of a road's reference line.
 */

import type { GlobalActionSpec, PrivateActionSpec, UserActionSpec } from "./spec-actions.ts";
import type { EntityTestSpec, ValueTestSpec } from "./spec-conditions.ts";
import type { EntitySpec } from "./spec-entities.ts";

export type * from "./spec-actions.ts";
export type * from "./spec-conditions.ts";
export type * from "./spec-entities.ts";
export type * from "./spec-positions.ts";

export interface StorySpec {
  /** Absolute path of the OpenDRIVE file; null: a plane without roads. */
  readonly mapPath: string | null;
  readonly entities: readonly EntitySpec[];
  /** Named sets of entities; their members' names, `ByType` already resolved. */
  readonly selections: readonly { readonly name: string; readonly members: readonly string[] }[];
  readonly variables: readonly VariableSpec[];
  /** Parameters as they are at run time: conditions and actions may name them. */
  readonly parameters: readonly VariableSpec[];
  readonly signalControllers: readonly SignalControllerSpec[];
  readonly init: InitSpec;
  readonly stories: readonly StoryPartSpec[];
  readonly stop: TriggerSpec | null;
  /** Minor version of the standard the file declares: some defaults depend on it (routes go straight on by default from 2 on). */
  readonly minorVersion: number;
  /**
   * How it is played where the reference player departs from the standard
   * (docs/decisions/0018-semantics-of-esmini.md); left out: as the standard says.
   */
  readonly semantics?: "esmini";
}

export type Semantics = "standard" | "esmini";

export type VariableType = "boolean" | "dateTime" | "double" | "integer" | "string" | "unsignedInt" | "unsignedShort" | "int";

export interface VariableSpec {
  readonly name: string;
  readonly type: VariableType;
  readonly value: string;
}

export interface SignalControllerSpec {
  readonly name: string;
  readonly delaySec: number;
  readonly reference: string | null;
  readonly phases: readonly SignalPhaseSpec[];
}

export interface SignalPhaseSpec {
  readonly name: string;
  readonly durationSec: number;
  /** In the order in which they are set; `signal` null: of all signals that the map's controller of that name switches. */
  readonly states: readonly { readonly signal: string | null; readonly state: string }[];
}

export interface InitSpec {
  readonly global: readonly GlobalActionSpec[];
  readonly privates: readonly { readonly entity: string; readonly actions: readonly PrivateActionSpec[] }[];
}

export interface StoryPartSpec {
  readonly name: string;
  readonly acts: readonly ActSpec[];
}

export interface ActSpec {
  readonly name: string;
  readonly groups: readonly ManeuverGroupSpec[];
  /** null: starts with its story (1.3). */
  readonly start: TriggerSpec | null;
  readonly stop: TriggerSpec | null;
}

export interface ManeuverGroupSpec {
  readonly name: string;
  readonly maxExecutions: number;
  /** Entities, selections already resolved. */
  readonly actors: readonly string[];
  readonly selectTriggeringEntities: boolean;
  readonly maneuvers: readonly { readonly name: string; readonly events: readonly EventSpec[] }[];
}

export interface EventSpec {
  readonly name: string;
  readonly priority: "overwrite" | "skip" | "parallel";
  readonly maxExecutions: number;
  /** null: starts with its maneuver (1.3). */
  readonly start: TriggerSpec | null;
  readonly actions: readonly { readonly name: string; readonly action: GlobalActionSpec | PrivateActionSpec | UserActionSpec }[];
}

/** Holds when any group holds; a group holds when all its conditions do. */
export interface TriggerSpec {
  readonly groups: readonly (readonly ConditionSpec[])[];
}

export interface ConditionSpec {
  readonly name: string;
  readonly edge: "none" | "rising" | "falling" | "risingOrFalling";
  readonly delaySec: number;
  readonly test:
    | { readonly by: "entity"; readonly entities: readonly string[]; readonly rule: "all" | "any"; readonly test: EntityTestSpec }
    | { readonly by: "value"; readonly test: ValueTestSpec };
}
