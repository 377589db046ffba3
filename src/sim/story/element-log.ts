/** What a storyboard did, event by event: the state changes of its elements and the trips of its conditions. */
import type { StoryPlan } from "./plan.ts";

/** States and transitions by the names the standard gives them (1.3, StoryboardElementState), and those of an element not yet awake. */
export type LoggedState = "initState" | "standbyState" | "runningState" | "completeState";
export type LoggedTransition = "initToStandbyTransition" | "startTransition" | "endTransition" | "stopTransition" | "skipTransition";

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
      /** With its edge, before its delay. */
      readonly value: boolean;
      /** The number measured; NaN where it is none. */
      readonly measured: number;
    };

/** One line of a table of events: names in place of indices. Of conditions the states are empty. */
export interface StoryEventRow {
  readonly tSec: number;
  readonly kind: "state" | "condition";
  readonly what: string;
  readonly from: string;
  readonly transition: string;
  readonly to: string;
}

/** An event as a line: an element by its name, a condition by its name, its value, its delay and what was measured. */
export function rowOf(plan: StoryPlan, event: StoryEvent): StoryEventRow {
  if (event.kind === "state") {
    const { tSec, kind, from, transition, to } = event;
    return { tSec, kind, what: plan.elements[event.element]?.name ?? "", from, transition, to };
  }
  const spec = plan.conditions[event.condition]?.spec;
  const measured = Number.isNaN(event.measured) ? "" : ` ${event.measured.toFixed(2)};`;
  const what = `${spec?.name ?? ""}: ${String(event.value)}; delay: ${(spec?.delaySec ?? 0).toFixed(2)};${measured} edge: ${spec?.edge ?? ""}`;
  return { tSec: event.tSec, kind: "condition", what, from: "", transition: "", to: "" };
}
