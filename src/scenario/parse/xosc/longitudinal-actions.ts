import type { PrivateActionSpec } from "../../../sim/story/spec.ts";
import { constraints, coordinates, dynamics } from "./action-parts.ts";
import { type At, children, entity, flag, has, need, number, only, positiveOr, report, word, wordOr } from "./reading.ts";

type LongitudinalDistance = Extract<PrivateActionSpec, { kind: "longitudinal-distance" }>;

/** The content of a `LongitudinalAction`. */
export function longitudinal(at: At): PrivateActionSpec {
  if (at.node.name === "SpeedAction") return speed(at);
  return at.node.name === "SpeedProfileAction" ? profile(at) : distance(at);
}

function speed(at: At): PrivateActionSpec {
  const target = only(need(at, "SpeedActionTarget"));
  const how = dynamics(need(at, "SpeedActionDynamics"));
  if (target.node.name === "AbsoluteTargetSpeed")
    return { kind: "speed", dynamics: how, target: { kind: "absolute", valueMps: number(target, "value") } };
  const type = word<"delta" | "factor">(target, "speedTargetValueType", "SpeedTargetValueType", "delta");
  const isContinuous = flag(target, "continuous");
  return {
    kind: "speed",
    dynamics: how,
    target: { kind: "relative", entity: entity(target), value: number(target, "value"), type, isContinuous },
  };
}

function profile(at: At): PrivateActionSpec {
  return {
    kind: "speed-profile",
    entity: has(at, "entityRef") ? entity(at) : null,
    followingMode: word<"follow" | "position">(at, "followingMode", "FollowingMode", "position"),
    constraints: constraints(at),
    entries: children(at, "SpeedProfileEntry").map((e) => ({ timeSec: positiveOr(e, "time", null), speedMps: number(e, "speed") })),
  };
}

function distance(at: At): PrivateActionSpec {
  const isTime = has(at, "timeGap");
  if (isTime === has(at, "distance"))
    report(at, at.node, "RDV_SCENARIO_CHOICE", "exactly one of distance, timeGap", isTime ? "both" : "neither");
  return {
    kind: "longitudinal-distance",
    entity: entity(at),
    distanceM: positiveOr(at, "distance", null),
    timeGapSec: positiveOr(at, "timeGap", null),
    isFreespace: flag(at, "freespace"),
    isContinuous: flag(at, "continuous"),
    displacement: wordOr<LongitudinalDistance["displacement"], "trailingReferencedEntity">(
      at,
      "displacement",
      "LongitudinalDisplacement",
      "trailingReferencedEntity",
    ),
    coordinates: coordinates(at),
    constraints: constraints(at),
  };
}
