import type { RoadNetwork } from "../../road/network.ts";
import type { Condition, ConditionTest, Storyboard, StoryAction } from "../../sim/storyboard-model.ts";
import type { ActionSpec, ConditionSpec, ScenarioSpec } from "../spec.ts";
import { pointOf } from "./lanes.ts";

/** Names to slots. Every name must have been checked. */
export function compileStoryboard(spec: ScenarioSpec, road: RoadNetwork, slotOf: (name: string) => number): Storyboard {
  const eventOf = (name: string): number => spec.storyboard.findIndex((e) => e.name === name);
  const condition = (c: ConditionSpec): Condition => ({ ...c, test: compileTest(c.test, road, slotOf, eventOf) });
  const events = spec.storyboard.map((e) => ({
    name: e.name,
    trigger: [e.when.map(condition)],
    actions: e.actions.map((a) => compileAction(a, slotOf)),
    maxExecutions: e.maxExecutions,
  }));
  return { events, stop: spec.stop.length === 0 ? [] : [spec.stop.map(condition)] };
}

function compileTest(
  test: ConditionSpec["test"],
  road: RoadNetwork,
  slotOf: (name: string) => number,
  eventOf: (name: string) => number,
): ConditionTest {
  switch (test.kind) {
    case "time":
      return test;
    case "event":
      return { kind: "event", event: eventOf(test.event), state: test.state };
    case "distance": {
      const { from, to, ...rest } = test;
      return { ...rest, slot: slotOf(from), otherSlot: slotOf(to) };
    }
    case "time-headway":
    case "time-to-collision": {
      const { from, to, ...rest } = test;
      return { ...rest, slot: slotOf(from), otherSlot: slotOf(to) };
    }
    case "relative-speed": {
      const { from, to, ...rest } = test;
      return { ...rest, slot: slotOf(from), otherSlot: slotOf(to) };
    }
    case "reach":
      return { kind: "reach", slot: slotOf(test.actor), ...pointOf(road, test.place), radiusM: test.radiusM };
    case "speed":
      return { kind: "speed", slot: slotOf(test.actor), rule: test.rule, limitMps: test.limitMps };
    case "travelled":
      return { kind: "travelled", slot: slotOf(test.actor), limitM: test.limitM };
    case "standstill":
      return { kind: "standstill", slot: slotOf(test.actor), forSec: test.forSec };
  }
}

function compileAction(action: ActionSpec, slotOf: (name: string) => number): StoryAction {
  if (action.kind === "friction") return action;
  if (action.kind !== "speed") return { ...action, actor: slotOf(action.actor) };
  return { ...action, actor: slotOf(action.actor), relativeTo: action.relativeTo === null ? -1 : slotOf(action.relativeTo) };
}
