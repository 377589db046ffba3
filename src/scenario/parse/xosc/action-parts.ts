import type { ConstraintsSpec, CoordinateSystem, DynamicsSpec, Shape } from "../../../sim/story/spec.ts";
import { type At, child, number, placeOf, positiveOr, report, textOrNull, word, wordOr } from "./reading.ts";

/** The constraints inside an action, Infinity where one is not stated; null without any. */
export function constraints(at: At): ConstraintsSpec | null {
  const c = child(at, "DynamicConstraints");
  if (c === null) return null;
  const limit = (name: string) => positiveOr(c, name, Number.POSITIVE_INFINITY);
  return {
    maxAccelMps2: limit("maxAcceleration"),
    maxAccelRateMps3: limit("maxAccelerationRate"),
    maxDecelMps2: limit("maxDeceleration"),
    maxDecelRateMps3: limit("maxDecelerationRate"),
    maxSpeedMps: limit("maxSpeed"),
  };
}

/** The coordinate system of an action; the entity's own where the file states none. */
export function coordinates(at: At): CoordinateSystem {
  return textOrNull(at, "coordinateSystem") === null
    ? "entity"
    : word<CoordinateSystem>(at, "coordinateSystem", "CoordinateSystem", "entity");
}

/** How a value goes from what it is to what it shall be. */
export function dynamics(at: At): DynamicsSpec {
  return {
    shape: word<Shape>(at, "dynamicsShape", "DynamicsShape", "step"),
    dimension: word<DynamicsSpec["dimension"]>(at, "dynamicsDimension", "DynamicsDimension", "time"),
    value: size(at),
    followingMode: wordOr<"follow" | "position", null>(at, "followingMode", "FollowingMode", null),
  };
}

/** A rate is a size, its sign that of the change; some files give a rate of braking a sign of its own. */
function size(at: At): number {
  const value = number(at, "value");
  const isRate = at.node.attributes.get("dynamicsDimension")?.value.trim() === "rate";
  if (value >= 0) return value;
  const expected = "a value of 0 or more";
  report(
    at,
    placeOf(at, "value"),
    "RDV_SCENARIO_RANGE",
    expected,
    String(value),
    isRate ? "its size is taken" : "",
    isRate ? "warning" : "error",
  );
  return isRate ? -value : 0;
}
