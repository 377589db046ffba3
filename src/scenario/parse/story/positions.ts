/** Positions, routes and trajectories in the native notation: the keys of `sim/story/spec.ts`, with what is usual left out. */
import { z } from "zod";
import type { OrientationSpec, PositionSpec, RouteSpec, TrajectorySpec } from "../../../sim/story/spec.ts";

export const name = z.string().min(1);
export const finite = z.number();
/** May be infinite: no limit. */
export const limit = z.custom<number>((value) => typeof value === "number" && value >= 0, "a number from 0 to .inf");
export const atLeastZero = z.number().min(0);
export const orNull = <T extends z.ZodType>(type: T): z.ZodDefault<z.ZodNullable<T>> => type.nullable().default(null as never);

const orientation: z.ZodType<OrientationSpec | null> = orNull(
  z.strictObject({ isRelative: z.boolean().default(false), hRad: finite.default(0), pRad: finite.default(0), rRad: finite.default(0) }),
) as z.ZodType<OrientationSpec | null>;

const toEntity = { entity: name, dxM: finite, dyM: finite, dzM: finite.default(0), orientation };

export const position: z.ZodType<PositionSpec> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("world"),
      xM: finite,
      yM: finite,
      zM: orNull(finite),
      hRad: orNull(finite),
      pRad: orNull(finite),
      rRad: orNull(finite),
    }),
    z.strictObject({ kind: z.literal("relative-world"), ...toEntity }),
    z.strictObject({ kind: z.literal("relative-object"), ...toEntity }),
    z.strictObject({ kind: z.literal("road"), road: name, sM: finite, tM: finite.default(0), orientation }),
    z.strictObject({ kind: z.literal("relative-road"), entity: name, dsM: finite, dtM: finite.default(0), orientation }),
    z.strictObject({ kind: z.literal("lane"), road: name, lane: name, sM: finite, offsetM: finite.default(0), orientation }),
    z.strictObject({
      kind: z.literal("relative-lane"),
      entity: name,
      dLane: z.int(),
      dsM: orNull(finite),
      dsLaneM: orNull(finite),
      offsetM: finite.default(0),
      orientation,
    }),
    z.strictObject({ kind: z.literal("route"), route, at: inRoute, orientation }),
    z.strictObject({
      kind: z.literal("geo"),
      latitudeRad: finite,
      longitudeRad: finite,
      altitudeM: orNull(finite),
      orientation,
    }),
    z.strictObject({ kind: z.literal("trajectory"), trajectory, sM: finite, tM: finite.default(0), orientation }),
  ]),
) as z.ZodType<PositionSpec>;

const inRoute = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("entity"), entity: name }),
  z.strictObject({ kind: z.literal("road"), pathSM: finite, tM: finite.default(0) }),
  z.strictObject({ kind: z.literal("lane"), pathSM: finite, lane: name, offsetM: finite.default(0) }),
]);

const strategy = z.enum(["fastest", "leastIntersections", "random", "shortest"]);

export const route: z.ZodType<RouteSpec> = z.strictObject({
  name,
  isClosed: z.boolean().default(false),
  waypoints: z.array(z.strictObject({ strategy: strategy.default("shortest"), position })),
});

const timeSec = orNull(finite);

const shape = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("polyline"), vertices: z.array(z.strictObject({ timeSec, position })).min(2) }),
  z.strictObject({
    kind: z.literal("clothoid"),
    position,
    curvaturePerM: finite,
    curvaturePrimePerM2: finite,
    lengthM: z.number().positive(),
    startSec: timeSec,
    stopSec: timeSec,
  }),
  z.strictObject({
    kind: z.literal("clothoid-spline"),
    endSec: timeSec,
    segments: z
      .array(
        z.strictObject({
          position: orNull(position),
          curvatureStartPerM: finite,
          curvatureEndPerM: finite,
          lengthM: z.number().positive(),
          hOffsetRad: finite.default(0),
          startSec: timeSec,
        }),
      )
      .min(1),
  }),
  z.strictObject({
    kind: z.literal("nurbs"),
    order: z.int().min(2),
    controlPoints: z.array(z.strictObject({ timeSec, weight: z.number().positive().default(1), position })).min(2),
    knots: z.array(finite),
  }),
]);

export const trajectory: z.ZodType<TrajectorySpec> = z.strictObject({
  name,
  isClosed: z.boolean().default(false),
  shape,
}) as z.ZodType<TrajectorySpec>;
