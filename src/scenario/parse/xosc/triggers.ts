import type { ConditionSpec, TriggerSpec } from "../../../sim/story/spec.ts";
import { entityTest } from "./conditions-entity.ts";
import { valueTest } from "./conditions-value.ts";
import { type At, child, children, members, need, only, positive, text, word } from "./reading.ts";

/** The trigger of that name; null where there is none. One without groups never fires. */
export function trigger(at: At, name: "StartTrigger" | "StopTrigger"): TriggerSpec | null {
  const t = child(at, name);
  if (t === null) return null;
  return { groups: children(t, "ConditionGroup").map((g) => children(g, "Condition").map(condition)) };
}

function condition(at: At): ConditionSpec {
  const by = only(at);
  return {
    name: text(at, "name"),
    edge: word<ConditionSpec["edge"]>(at, "conditionEdge", "ConditionEdge", "none"),
    delaySec: positive(at, "delay"),
    test: by.node.name === "ByValueCondition" ? { by: "value", test: valueTest(only(by)) } : byEntity(by),
  };
}

function byEntity(at: At): ConditionSpec["test"] {
  const triggering = need(at, "TriggeringEntities");
  return {
    by: "entity",
    entities: [...new Set(children(triggering, "EntityRef").flatMap((e) => members(e)))],
    rule: word<"all" | "any">(triggering, "triggeringEntitiesRule", "TriggeringEntitiesRule", "any"),
    test: entityTest(only(need(at, "EntityCondition"))),
  };
}
