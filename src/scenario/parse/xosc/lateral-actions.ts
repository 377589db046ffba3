import type { PrivateActionSpec, Shape } from "../../../sim/story/spec.ts";
import { constraints, coordinates, dynamics } from "./action-parts.ts";
import { type At, entity, flag, integer, need, number, numberOr, only, positiveOr, text, word, wordOr } from "./reading.ts";

type LateralDistance = Extract<PrivateActionSpec, { kind: "lateral-distance" }>;

/** The content of a `LateralAction`. */
export function lateral(at: At): PrivateActionSpec {
  if (at.node.name === "LaneChangeAction") return laneChange(at);
  if (at.node.name === "LaneOffsetAction") return laneOffset(at);
  return {
    kind: "lateral-distance",
    entity: entity(at),
    distanceM: positiveOr(at, "distance", null),
    isFreespace: flag(at, "freespace"),
    isContinuous: flag(at, "continuous"),
    displacement: wordOr<LateralDistance["displacement"], "any">(at, "displacement", "LateralDisplacement", "any"),
    coordinates: coordinates(at),
    constraints: constraints(at),
  };
}

function laneChange(at: At): PrivateActionSpec {
  const target = only(need(at, "LaneChangeTarget"));
  return {
    kind: "lane-change",
    dynamics: dynamics(need(at, "LaneChangeActionDynamics")),
    target:
      target.node.name === "AbsoluteTargetLane"
        ? { kind: "absolute", lane: text(target, "value") }
        : { kind: "relative", entity: entity(target), lanes: integer(target, "value") },
    targetOffsetM: numberOr(at, "targetLaneOffset", 0),
  };
}

function laneOffset(at: At): PrivateActionSpec {
  const target = only(need(at, "LaneOffsetTarget"));
  const how = need(at, "LaneOffsetActionDynamics");
  const offsetM = number(target, "value");
  return {
    kind: "lane-offset",
    shape: word<Shape>(how, "dynamicsShape", "DynamicsShape", "step"),
    maxLateralAccMps2: positiveOr(how, "maxLateralAcc", null),
    isContinuous: flag(at, "continuous"),
    target:
      target.node.name === "AbsoluteTargetLaneOffset"
        ? { kind: "absolute", offsetM }
        : { kind: "relative", entity: entity(target), offsetM },
  };
}
