/**
 * A storyboard made ready to run: names turned into indices, elements flattened, conditions numbered, one action instance for each
 * (action of an event, actor). Everything here never changes while the story runs.
 *
 * Clauses are of ASAM OpenSCENARIO XML 1.3: 7.3.3 triggers, 7.3.4 conditions, 8.3 and 8.4 states and transitions of elements.
 */
import type { RoadMap } from "../../road/opendrive/map.ts";
import type { SignalController } from "../../road/opendrive/model.ts";
import type {
  ConditionSpec,
  EntitySpec,
  EventSpec,
  GlobalActionSpec,
  PositionSpec,
  PrivateActionSpec,
  RouteSpec,
  StorySpec,
  TrajectorySpec,
  UserActionSpec,
} from "./spec.ts";

export type ActionSpec = GlobalActionSpec | PrivateActionSpec | UserActionSpec;

export type ElementKind = "storyboard" | "init" | "story" | "act" | "maneuverGroup" | "maneuver" | "event" | "action";

/** One element of the tree; parents stand before their children. */
export interface PlannedElement {
  readonly index: number;
  readonly kind: ElementKind;
  readonly name: string;
  /** Names from the story down, joined by "::". */
  readonly path: string;
  /** -1 for the storyboard. */
  readonly parent: number;
  readonly children: readonly number[];
  /** Index of `StoryPlan.triggers`; -1: none, it starts with its parent. */
  readonly startTrigger: number;
  /** Index of `StoryPlan.triggers`; -1: none. */
  readonly stopTrigger: number;
  /** Of maneuver groups and events; 1 elsewhere. */
  readonly maxExecutions: number;
  /** Of events; "parallel" elsewhere. */
  readonly priority: EventSpec["priority"];
  /** Of acts and events: it waits for states of elements alone, and can start within the tick in which they come true. */
  readonly followsEnds: boolean;
  /** Of actions: index of `StoryPlan.actions`; -1 elsewhere. */
  readonly action: number;
}

/** One action of one actor; for a global action of none. */
export interface PlannedAction {
  readonly index: number;
  /** Its element. */
  readonly element: number;
  /** Index of `StorySpec.entities`; -1 for a global action. */
  readonly actor: number;
  /** It belongs to the init part: it starts at time 0. */
  readonly isInit: boolean;
  /** The actor is no actor of the maneuver group: it acts only where it made the event's trigger true. */
  readonly onlyWhenTriggering: boolean;
  readonly spec: ActionSpec;
  /** Index of `StoryPlan.routes` (assign-route, acquire-position, random-route); -1 elsewhere. */
  readonly route: number;
  /** Index of `StoryPlan.trajectories` (follow-trajectory); -1 elsewhere. */
  readonly trajectory: number;
}

/** A route that an action may assign: one a routing action. `spec` null: a position to be acquired; both null: a random route. */
export interface PlannedRoute {
  readonly action: number;
  readonly spec: RouteSpec | null;
  readonly goal: PositionSpec | null;
}

export interface PlannedTrigger {
  /** Element that it starts or stops. */
  readonly element: number;
  readonly isStop: boolean;
  /** Indices of `StoryPlan.conditions`, group by group. */
  readonly groups: readonly (readonly number[])[];
}

export interface PlannedCondition {
  readonly index: number;
  readonly trigger: number;
  readonly group: number;
  readonly spec: ConditionSpec;
  /** Triggering entities, by index; empty for conditions by value. */
  readonly entities: readonly number[];
  /** Entities the test compares with, by index, in the order of the file. */
  readonly otherEntities: readonly number[];
  /** Elements an element-state condition refers to; empty elsewhere. */
  readonly elements: readonly number[];
  /** Index of the variable, parameter or signal controller it tests; -1 elsewhere. */
  readonly namedIndex: number;
}

export interface StoryPlan {
  readonly spec: StorySpec;
  readonly map: RoadMap | null;
  /** The storyboard is element 0. */
  readonly elements: readonly PlannedElement[];
  readonly triggers: readonly PlannedTrigger[];
  readonly conditions: readonly PlannedCondition[];
  /** Those that wait for something, and acts, which something may stop, in the order of the tree: all that a tick has to look at. */
  readonly triggeredElements: readonly number[];
  /** Elements with their children before them. */
  readonly upwardElements: readonly number[];
  /** Actions of the init part first, in the order of the file. */
  readonly actions: readonly PlannedAction[];
  /** By entity: its actions, in the order of `actions`. */
  readonly actionsOfActor: readonly (readonly number[])[];
  /** Init actions in the order in which they are carried out: who is placed relative to another comes after it. */
  readonly initActions: readonly number[];
  readonly routes: readonly PlannedRoute[];
  readonly trajectories: readonly TrajectorySpec[];
  readonly entities: readonly EntitySpec[];
  readonly entityIndex: ReadonlyMap<string, number>;
  readonly variableIndex: ReadonlyMap<string, number>;
  readonly parameterIndex: ReadonlyMap<string, number>;
  readonly controllerIndex: ReadonlyMap<string, number>;
  /** What each signal controller switches of the map; undefined where that has none of its name. */
  readonly signalGroups: readonly (SignalController | undefined)[];
}
