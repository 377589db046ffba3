/** Conditions on heading, pitch and roll (ASAM OpenSCENARIO XML 1.3, AngleCondition and RelativeAngleCondition). */
import { PI, wrapRad } from "../../core/angle.ts";
import { atan } from "../../core/dmath.ts";
import { emptyRoadPoint, laneCentreTM, pointAt } from "../../road/opendrive/point.ts";
import type { TrajectoryRun } from "./follow-trajectory.ts";
import type { Reading } from "./reading.ts";
import { EPSILON } from "./rules.ts";
import type { CoordinateSystem, EntityTestSpec } from "./spec.ts";
import type { EntityState, StoryWorld } from "./state.ts";
import { type CurvePoint, curvePoint } from "./trajectory.ts";

type AngleTest = Extract<EntityTestSpec, { kind: "angle" | "relative-angle" }>;

/** Half the length over which the direction of a lane is taken. */
const HALF_M = 0.1;
const POINT = emptyRoadPoint();
const CURVE: CurvePoint = { xM: 0, yM: 0, tangentRad: 0, curvaturePerM: 0 };

/**
 * Whether the angle of an entity is the one asked for, within its tolerance: towards the axes of the coordinate system, or (`relative-angle`) less
 * that of entity `otherEntity`. False where there is no such axis: off the road, or on no trajectory.
 */
export function angleTest(world: StoryWorld, test: AngleTest, entity: number, otherEntity: number, out: Reading): boolean {
  let angle = angleOf(world, test, entity);
  if (test.kind === "relative-angle") {
    if (world.state.entities[otherEntity]?.isPresent !== true) return false;
    angle -= angleOf(world, test, otherEntity);
  }
  const offRad = Math.abs(wrapRad(angle - test.valueRad));
  out.measuredValue = wrapRad(angle);
  out.marginValue = test.toleranceRad - offRad;
  return offRad <= test.toleranceRad + EPSILON;
}

function angleOf(world: StoryWorld, test: AngleTest, index: number): number {
  const entity = world.state.entities[index] as EntityState;
  const own = test.angle === "heading" ? entity.hRad : test.angle === "pitch" ? entity.pRad : entity.rRad;
  return own - axisRad(world, entity, test.angle, test.coordinates);
}

/** Heading, pitch or roll of the axes. */
function axisRad(world: StoryWorld, entity: EntityState, angle: AngleTest["angle"], coordinates: CoordinateSystem): number {
  if (coordinates === "world" || coordinates === "entity") return 0;
  if (coordinates === "trajectory") return trajectoryRad(world, entity, angle);
  const { road, sM, tM, lane } = entity.place;
  if (world.map === null || road < 0) return Number.NaN;
  pointAt(world.map, road, sM, tM, POINT);
  // Seen by who faces the other way, a road that rises falls.
  if (angle === "pitch") return entity.isAgainst ? -POINT.pRad : POINT.pRad;
  if (angle === "roll") return entity.isAgainst ? -POINT.rRad : POINT.rRad;
  if (coordinates === "road") return POINT.hRad;
  const aheadM = laneCentreTM(world.map, road, sM + HALF_M, lane);
  const behindM = laneCentreTM(world.map, road, sM - HALF_M, lane);
  const slope = (aheadM - behindM) / (2 * HALF_M * (1 - tM * POINT.curvaturePerM));
  return POINT.hRad + (Number.isNaN(slope) ? 0 : atan(slope));
}

/** Heading of the trajectory that the entity follows, where it is. */
function trajectoryRad(world: StoryWorld, entity: EntityState, angle: AngleTest["angle"]): number {
  const run = world.state.runs[entity.latOwner];
  if (run?.kind !== "follow-trajectory" || angle !== "heading") return Number.NaN;
  const { trajectory, sM, isTurned } = run as TrajectoryRun;
  curvePoint(trajectory, sM, CURVE);
  return CURVE.tangentRad + (isTurned ? PI : 0);
}
