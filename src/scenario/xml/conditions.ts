/** Triggers and conditions as elements of ASAM OpenSCENARIO XML 1.3. */
import type { ConditionSpec, EntityTestSpec, MeasureSpec, TriggerSpec, ValueTestSpec } from "../../sim/story/spec.ts";
import { type XmlElement, xml } from "./element.ts";
import { positionElement } from "./positions.ts";

const MS_PER_SEC = 1000;

/** `<StartTrigger>` or `<StopTrigger>`. */
export function triggerElement(name: string, trigger: TriggerSpec): XmlElement {
  return xml(
    name,
    {},
    trigger.groups.map((group) => xml("ConditionGroup", {}, group.map(conditionElement))),
  );
}

function conditionElement(condition: ConditionSpec): XmlElement {
  const { name, edge, delaySec, test } = condition;
  const attributes = { name, delay: delaySec, conditionEdge: edge };
  if (test.by === "value") return xml("Condition", attributes, xml("ByValueCondition", {}, valueElement(test.test)));
  const entities = test.entities.map((entityRef) => xml("EntityRef", { entityRef }));
  const triggering = xml("TriggeringEntities", { triggeringEntitiesRule: test.rule }, entities);
  return xml("Condition", attributes, xml("ByEntityCondition", {}, triggering, xml("EntityCondition", {}, entityElement(test.test))));
}

function entityElement(t: EntityTestSpec): XmlElement {
  switch (t.kind) {
    case "end-of-road":
      return xml("EndOfRoadCondition", { duration: t.durationSec });
    case "collision":
      return xml("CollisionCondition", {}, collisionTarget(t.with));
    case "offroad":
      return xml("OffroadCondition", { duration: t.durationSec });
    case "time-headway":
      return xml("TimeHeadwayCondition", { entityRef: t.entity, rule: t.rule, value: t.valueSec, ...measured(t.measure) });
    case "time-to-collision": {
      const target = "entity" in t.target ? xml("EntityRef", { entityRef: t.target.entity }) : positionElement(t.target.position);
      const attributes = { rule: t.rule, value: t.valueSec, ...measured(t.measure) };
      return xml("TimeToCollisionCondition", attributes, xml("TimeToCollisionConditionTarget", {}, target));
    }
    case "acceleration":
      return xml("AccelerationCondition", { rule: t.rule, value: t.valueMps2, direction: t.direction });
    case "stand-still":
      return xml("StandStillCondition", { duration: t.durationSec });
    case "speed":
      return xml("SpeedCondition", { rule: t.rule, value: t.valueMps, direction: t.direction });
    case "relative-speed":
      return xml("RelativeSpeedCondition", { entityRef: t.entity, rule: t.rule, value: t.valueMps, direction: t.direction });
    case "traveled-distance":
      return xml("TraveledDistanceCondition", { value: t.valueM });
    case "reach-position":
      return xml("ReachPositionCondition", { tolerance: t.toleranceM }, positionElement(t.position));
    case "distance":
      return xml("DistanceCondition", { rule: t.rule, value: t.valueM, ...measured(t.measure) }, positionElement(t.position));
    case "relative-distance":
      return xml("RelativeDistanceCondition", { entityRef: t.entity, rule: t.rule, value: t.valueM, ...measured(t.measure) });
    case "relative-clearance": {
      const lanes = t.lanes.map(({ fromLane, toLane }) => xml("RelativeLaneRange", { from: fromLane, to: toLane }));
      const entities = t.entities.map((entityRef) => xml("EntityRef", { entityRef }));
      const distances = { distanceForward: t.forwardM, distanceBackward: t.backwardM };
      return xml("RelativeClearanceCondition", { oppositeLanes: t.oppositeLanes, ...distances, freeSpace: t.isFreespace }, lanes, entities);
    }
    case "angle":
    case "relative-angle": {
      const attributes = { angleType: t.angle, angle: t.valueRad, angleTolerance: t.toleranceRad, coordinateSystem: t.coordinates };
      return t.kind === "angle" ? xml("AngleCondition", attributes) : xml("RelativeAngleCondition", { entityRef: t.entity, ...attributes });
    }
  }
}

function collisionTarget(target: Extract<EntityTestSpec, { kind: "collision" }>["with"]): XmlElement {
  if ("entity" in target) return xml("EntityRef", { entityRef: target.entity });
  return xml("ByType", { type: target.type === "misc" ? "miscellaneous" : target.type });
}

function measured(m: MeasureSpec): Record<string, string | boolean> {
  return { freespace: m.isFreespace, coordinateSystem: m.coordinates, relativeDistanceType: m.distance, routingAlgorithm: m.routing };
}

function valueElement(t: ValueTestSpec): XmlElement {
  switch (t.kind) {
    case "parameter":
      return xml("ParameterCondition", { parameterRef: t.name, rule: t.rule, value: t.value });
    case "variable":
      return xml("VariableCondition", { variableRef: t.name, rule: t.rule, value: t.value });
    case "time-of-day":
      return xml("TimeOfDayCondition", { rule: t.rule, dateTime: dateTimeText(t.valueSec) });
    case "simulation-time":
      return xml("SimulationTimeCondition", { rule: t.rule, value: t.valueSec });
    case "element-state": {
      const element = { storyboardElementType: t.element, storyboardElementRef: t.ref };
      return xml("StoryboardElementStateCondition", { ...element, state: t.state });
    }
    case "user-defined":
      return xml("UserDefinedValueCondition", { name: t.name, rule: t.rule, value: t.value });
    case "signal":
      return xml("TrafficSignalCondition", { name: t.signal, state: t.state });
    case "signal-controller":
      return xml("TrafficSignalControllerCondition", { trafficSignalControllerRef: t.controller, phase: t.phase });
  }
}

/** xsd:dateTime in UTC of seconds since 1970. */
export function dateTimeText(sec: number): string {
  // Civil date from days, proleptic Gregorian calendar: no clock and no time zone of this machine is asked.
  const days = Math.floor(sec / 86_400);
  const inDayMs = Math.round((sec - days * 86_400) * MS_PER_SEC);
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * mp + 2) / 5) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const two = (n: number): string => String(n).padStart(2, "0");
  const hours = Math.floor(inDayMs / 3_600_000);
  const minutes = Math.floor(inDayMs / 60_000) % 60;
  const seconds = Math.floor(inDayMs / 1000) % 60;
  const fraction = inDayMs % 1000 === 0 ? "" : `.${String(inDayMs % 1000).padStart(3, "0")}`;
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T${two(hours)}:${two(minutes)}:${two(seconds)}${fraction}Z`;
}
