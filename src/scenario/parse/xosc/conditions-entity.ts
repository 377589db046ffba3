import type {
  CoordinateSystem,
  Direction,
  DistanceKind,
  EntityTestSpec,
  MeasureSpec,
  RoutingAlgorithm,
  RuleSpec,
} from "../../../sim/story/spec.ts";
import { kindOfType } from "./entities.ts";
import { positionIn } from "./positions.ts";
import {
  type At,
  children,
  entity,
  flag,
  flagOr,
  integerOr,
  need,
  number,
  only,
  positive,
  positiveOr,
  report,
  word,
  wordOr,
} from "./reading.ts";

/** A condition on entities, without who they are. */
export function entityTest(at: At): EntityTestSpec {
  switch (at.node.name) {
    case "EndOfRoadCondition":
      return { kind: "end-of-road", durationSec: positive(at, "duration") };
    case "OffroadCondition":
      return { kind: "offroad", durationSec: positive(at, "duration") };
    case "StandStillCondition":
      return { kind: "stand-still", durationSec: positive(at, "duration") };
    case "CollisionCondition": {
      const other = only(at);
      if (other.node.name === "EntityRef") return { kind: "collision", with: { entity: entity(other) } };
      return { kind: "collision", with: { type: kindOfType(other, "type") } };
    }
    case "AccelerationCondition":
      return { kind: "acceleration", rule: rule(at), valueMps2: number(at, "value"), direction: direction(at) };
    case "SpeedCondition":
      return { kind: "speed", rule: rule(at), valueMps: number(at, "value"), direction: direction(at) };
    case "RelativeSpeedCondition":
      return { kind: "relative-speed", entity: entity(at), rule: rule(at), valueMps: number(at, "value"), direction: direction(at) };
    case "TraveledDistanceCondition":
      return { kind: "traveled-distance", valueM: positive(at, "value") };
    case "ReachPositionCondition":
      return { kind: "reach-position", position: positionIn(at), toleranceM: positive(at, "tolerance") };
    case "RelativeClearanceCondition":
      return clearance(at);
    case "AngleCondition":
    case "RelativeAngleCondition":
      return angle(at);
    default:
      return distanceTest(at);
  }
}

function distanceTest(at: At): EntityTestSpec {
  switch (at.node.name) {
    case "TimeHeadwayCondition":
      return { kind: "time-headway", entity: entity(at), rule: rule(at), valueSec: number(at, "value"), measure: measure(at) };
    case "TimeToCollisionCondition": {
      const target = only(need(at, "TimeToCollisionConditionTarget"));
      const isEntity = target.node.name === "EntityRef";
      return {
        kind: "time-to-collision",
        target: isEntity ? { entity: entity(target) } : { position: positionIn(need(at, "TimeToCollisionConditionTarget")) },
        rule: rule(at),
        valueSec: number(at, "value"),
        measure: measure(at),
      };
    }
    case "DistanceCondition":
      return { kind: "distance", position: positionIn(at), rule: rule(at), valueM: number(at, "value"), measure: measure(at) };
    case "RelativeDistanceCondition":
      return { kind: "relative-distance", entity: entity(at), rule: rule(at), valueM: number(at, "value"), measure: measure(at) };
    default:
      throw new Error(`${at.node.name} has passed the grammar as a condition`);
  }
}

export function rule(at: At): RuleSpec {
  return word<RuleSpec>(at, "rule", "Rule", "equalTo");
}

function direction(at: At): Direction | null {
  return wordOr<Direction, null>(at, "direction", "DirectionalDimension", null);
}

/** Version 1.0 says with `alongRoute` what later versions say with coordinate system and kind of distance. esmini always takes the straight line. */
function measure(at: At): MeasureSpec {
  const isAlong = flagOr(at, "alongRoute", null) === true && at.build.semantics === "standard";
  const kind = wordOr<DistanceKind | "cartesianDistance", null>(at, "relativeDistanceType", "RelativeDistanceType", null);
  const distance = kind === "cartesianDistance" ? "euclidianDistance" : kind;
  return {
    isFreespace: flag(at, "freespace"),
    coordinates: wordOr<CoordinateSystem, "road" | "entity">(at, "coordinateSystem", "CoordinateSystem", isAlong ? "road" : "entity"),
    distance: distance ?? (isAlong ? "longitudinal" : "euclidianDistance"),
    routing: wordOr<RoutingAlgorithm, "undefined">(at, "routingAlgorithm", "RoutingAlgorithm", "undefined"),
  };
}

function clearance(at: At): EntityTestSpec {
  const lanes = children(at, "RelativeLaneRange").map((r) => {
    const [from, to] = [integerOr(r, "from", null), integerOr(r, "to", null)];
    if (from !== null && to !== null && from > to) report(r, r.node, "RDV_SCENARIO_RANGE", "from at most to", `${from} and ${to}`);
    return { fromLane: from, toLane: to };
  });
  return {
    kind: "relative-clearance",
    entities: children(at, "EntityRef").map((e) => entity(e)),
    lanes,
    oppositeLanes: flag(at, "oppositeLanes"),
    forwardM: positiveOr(at, "distanceForward", 0),
    backwardM: positiveOr(at, "distanceBackward", 0),
    isFreespace: flag(at, "freeSpace"),
  };
}

function angle(at: At): EntityTestSpec {
  const isRelative = at.node.name === "RelativeAngleCondition";
  return {
    kind: isRelative ? "relative-angle" : "angle",
    entity: isRelative ? entity(at) : null,
    angle: word<"heading" | "pitch" | "roll">(at, "angleType", "AngleType", "heading"),
    valueRad: number(at, "angle"),
    toleranceRad: positive(at, "angleTolerance"),
    coordinates: wordOr<CoordinateSystem, CoordinateSystem>(at, "coordinateSystem", "CoordinateSystem", isRelative ? "entity" : "world"),
  };
}
