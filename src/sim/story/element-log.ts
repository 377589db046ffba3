/** What a storyboard did, event by event: the state changes of its elements and the trips of its conditions. */
export type StoryEvent =
  | {
      readonly kind: "state";
      readonly tSec: number;
      /** Index of `StoryPlan.elements`. */
      readonly element: number;
      readonly from: LoggedState;
      readonly transition: LoggedTransition;
      readonly to: LoggedState;
    }
  | {
      readonly kind: "condition";
      readonly tSec: number;
      /** Index of `StoryPlan.conditions`. */
      readonly condition: number;
      readonly value: boolean;
      /** The number measured; NaN where it is none. */
      readonly measured: number;
    };

/** States and transitions by the names the standard gives them (1.3, StoryboardElementState), and those of an element not yet awake. */
export type LoggedState = "initState" | "standbyState" | "runningState" | "completeState";
export type LoggedTransition = "initToStandbyTransition" | "startTransition" | "endTransition" | "stopTransition" | "skipTransition";
