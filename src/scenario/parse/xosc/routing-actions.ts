import type { PrivateActionSpec } from "../../../sim/story/spec.ts";
import { positionIn, routeOf, trajectoryRef } from "./positions.ts";
import { type At, child, need, number, only, positiveOr, report, word } from "./reading.ts";

type FollowTrajectory = Extract<PrivateActionSpec, { kind: "follow-trajectory" }>;

/** The content of a `RoutingAction`; nothing after a problem. */
export function routing(at: At): PrivateActionSpec[] {
  switch (at.node.name) {
    case "AssignRouteAction": {
      const route = routeOf(at);
      return route === null ? [] : [{ kind: "assign-route", route }];
    }
    case "AcquirePositionAction":
      return [{ kind: "acquire-position", position: positionIn(at) }];
    case "RandomRouteAction":
      return [{ kind: "random-route" }];
    default:
      return followTrajectory(at);
  }
}

/** The trajectory stands in a `TrajectoryRef` since version 1.1, beside the action's other parts before. */
function followTrajectory(at: At): PrivateActionSpec[] {
  const given = ["TrajectoryRef", "Trajectory", "CatalogReference"].filter((name) => child(at, name) !== null);
  if (given.length !== 1) {
    const expected = "exactly one of TrajectoryRef, Trajectory, CatalogReference";
    report(at, at.node, "RDV_SCENARIO_CHOICE", expected, given.join(", ") || "nothing");
    return [];
  }
  const trajectory = trajectoryRef(child(at, "TrajectoryRef") ?? at);
  const mode = word<"follow" | "position">(need(at, "TrajectoryFollowingMode"), "followingMode", "FollowingMode", "position");
  const timing = timingOf(only(need(at, "TimeReference")));
  const initialDistanceOffsetM = positiveOr(at, "initialDistanceOffset", 0);
  if (trajectory === null) return [];
  return [{ kind: "follow-trajectory", trajectory, timing, followingMode: mode, initialDistanceOffsetM }];
}

function timingOf(at: At): FollowTrajectory["timing"] {
  if (at.node.name === "None") return null;
  const scale = number(at, "scale");
  if (scale <= 0) report(at, at.node, "RDV_SCENARIO_RANGE", "a scale above 0", String(scale));
  return {
    isAbsolute: word<"absolute" | "relative">(at, "domainAbsoluteRelative", "ReferenceContext", "relative") === "absolute",
    scale,
    offsetSec: number(at, "offset"),
  };
}
