/**
 * The compiled storyboard: events with triggers and actions, in OpenSCENARIO's sense, actors as slots of `Actors`.
 * All conditions read the state at tick k (snapshot); the instant at which a trigger falls inside a tick is interpolated
 * under `timing: subtick`.
 */
export interface Storyboard {
  readonly events: readonly StoryEvent[];
  /** Ends the run as `stop-condition`; empty where the scenario has none. */
  readonly stop: readonly ConditionGroup[];
}

/** Fires when any group holds; at most `maxExecutions` times. */
export interface StoryEvent {
  readonly name: string;
  readonly trigger: readonly ConditionGroup[];
  readonly actions: readonly StoryAction[];
  readonly maxExecutions: number;
}

/** Holds when all its conditions hold. */
export type ConditionGroup = readonly Condition[];

export interface Condition {
  readonly test: ConditionTest;
  /** `none`: while true; `rising`, `falling`, `either`: at the change. The first evaluation is never a change. */
  readonly edge: "none" | "rising" | "falling" | "either";
  readonly delaySec: number;
}

export type Rule = "above" | "below";

export type ConditionTest =
  | { readonly kind: "time"; readonly atSec: number }
  /** Gap between the two boxes (freespace), or between reference points. */
  | {
      readonly kind: "distance";
      readonly slot: number;
      readonly otherSlot: number;
      readonly rule: Rule;
      readonly limitM: number;
      readonly freespace: boolean;
    }
  /** Gap along a's heading, box to box, only while b is ahead of a; over a's speed. */
  | { readonly kind: "time-headway"; readonly slot: number; readonly otherSlot: number; readonly rule: Rule; readonly limitSec: number }
  /** Gap along a's heading over the closing speed, only while closing. */
  | {
      readonly kind: "time-to-collision";
      readonly slot: number;
      readonly otherSlot: number;
      readonly rule: Rule;
      readonly limitSec: number;
    }
  | { readonly kind: "speed"; readonly slot: number; readonly rule: Rule; readonly limitMps: number }
  | { readonly kind: "relative-speed"; readonly slot: number; readonly otherSlot: number; readonly rule: Rule; readonly limitMps: number }
  | { readonly kind: "travelled"; readonly slot: number; readonly limitM: number }
  | { readonly kind: "reach"; readonly slot: number; readonly xM: number; readonly yM: number; readonly radiusM: number }
  | { readonly kind: "standstill"; readonly slot: number; readonly forSec: number }
  | { readonly kind: "event"; readonly event: number; readonly state: "started" | "ended" };

/** How a value changes over a transition: linear, sinusoidal, cubic, or at once. */
export type TransitionShape = "linear" | "sinusoidal" | "cubic" | "step";

export type StoryAction =
  /** Exactly one of overSec, rateMps2, overM is not null, except with shape step. */
  | {
      readonly kind: "speed";
      readonly actor: number;
      readonly targetMps: number;
      /** Slot whose present speed is added to the target; -1 for an absolute target. */
      readonly relativeTo: number;
      readonly shape: TransitionShape;
      readonly overSec: number | null;
      /** Peak rate. */
      readonly rateMps2: number | null;
      readonly overM: number | null;
    }
  /** Lanes to the left of the actor's driving direction are positive. */
  | {
      readonly kind: "lane-change";
      readonly actor: number;
      readonly lanes: number;
      readonly shape: TransitionShape;
      readonly overSec: number;
    }
  | {
      readonly kind: "lane-offset";
      readonly actor: number;
      readonly offsetM: number;
      readonly shape: TransitionShape;
      readonly overSec: number;
    }
  | { readonly kind: "remove"; readonly actor: number }
  | { readonly kind: "friction"; readonly frictionRatio: number };
