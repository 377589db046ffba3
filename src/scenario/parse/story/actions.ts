/** Actions in the native notation: the keys of `sim/story/spec.ts`, with what is usual left out. */
import { z } from "zod";
import type { GlobalActionSpec, PrivateActionSpec, UserActionSpec } from "../../../sim/story/spec.ts";
import { controller, entityBody } from "./entities.ts";
import { friction } from "../schema-parts.ts";
import { atLeastZero, finite, limit, name, orNull, position, route, trajectory } from "./positions.ts";

const shape = z.enum(["cubic", "linear", "sinusoidal", "step"]);
const followingMode = z.enum(["follow", "position"]);
const switched = orNull(z.boolean());

const dynamics = z.strictObject({
  shape,
  dimension: z.enum(["distance", "rate", "time"]),
  value: atLeastZero,
  followingMode: orNull(followingMode),
});

const constraints = orNull(
  z.strictObject({
    maxAccelMps2: limit.default(Number.POSITIVE_INFINITY),
    maxAccelRateMps3: limit.default(Number.POSITIVE_INFINITY),
    maxDecelMps2: limit.default(Number.POSITIVE_INFINITY),
    maxDecelRateMps3: limit.default(Number.POSITIVE_INFINITY),
    maxSpeedMps: limit.default(Number.POSITIVE_INFINITY),
  }),
);

const steady = orNull(
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("distance"), distanceM: atLeastZero }),
    z.strictObject({ kind: z.literal("time"), timeSec: atLeastZero }),
  ]),
);

const deltaOrFactor = z.enum(["delta", "factor"]);
const channels = { lateral: switched, longitudinal: switched, lighting: switched, animation: switched };
const gap = { entity: name, isFreespace: z.boolean(), isContinuous: z.boolean(), constraints };
const coordinates = z.enum(["entity", "lane", "road", "trajectory", "world"]).default("entity");

export const privateAction = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("speed"),
    dynamics,
    target: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("absolute"), valueMps: finite }),
      z.strictObject({
        kind: z.literal("relative"),
        entity: name,
        value: finite,
        type: deltaOrFactor,
        isContinuous: z.boolean().default(false),
      }),
    ]),
  }),
  z.strictObject({
    kind: z.literal("speed-profile"),
    entity: orNull(name),
    followingMode,
    constraints,
    entries: z.array(z.strictObject({ timeSec: orNull(atLeastZero), speedMps: finite })).min(1),
  }),
  z.strictObject({
    kind: z.literal("longitudinal-distance"),
    ...gap,
    distanceM: orNull(atLeastZero),
    timeGapSec: orNull(atLeastZero),
    displacement: z.enum(["any", "trailingReferencedEntity", "leadingReferencedEntity"]).default("trailingReferencedEntity"),
    coordinates,
  }),
  z.strictObject({
    kind: z.literal("lane-change"),
    dynamics,
    target: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("absolute"), lane: name }),
      z.strictObject({ kind: z.literal("relative"), entity: name, lanes: z.int() }),
    ]),
    targetOffsetM: finite.default(0),
  }),
  z.strictObject({
    kind: z.literal("lane-offset"),
    shape,
    maxLateralAccMps2: orNull(z.number().positive()),
    isContinuous: z.boolean(),
    target: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("absolute"), offsetM: finite }),
      z.strictObject({ kind: z.literal("relative"), entity: name, offsetM: finite }),
    ]),
  }),
  z.strictObject({
    kind: z.literal("lateral-distance"),
    ...gap,
    distanceM: orNull(atLeastZero),
    displacement: z.enum(["any", "leftToReferencedEntity", "rightToReferencedEntity"]).default("any"),
    coordinates,
  }),
  z.strictObject({ kind: z.literal("visibility"), graphics: z.boolean(), sensors: z.boolean(), traffic: z.boolean() }),
  z.strictObject({
    kind: z.literal("synchronize"),
    master: name,
    masterTarget: position,
    target: position,
    masterToleranceM: orNull(atLeastZero),
    toleranceM: orNull(atLeastZero),
    finalSpeed: orNull(
      z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("absolute"), valueMps: finite, steady }),
        z.strictObject({ kind: z.literal("relative"), value: finite, type: deltaOrFactor, steady }),
      ]),
    ),
  }),
  z.strictObject({ kind: z.literal("activate-controller"), controller: orNull(name), ...channels }),
  z.strictObject({ kind: z.literal("assign-controller"), controllers: z.array(controller), ...channels }),
  z.strictObject({
    kind: z.literal("override"),
    controls: z.array(
      z.strictObject({
        control: z.enum(["throttle", "brake", "clutch", "parking-brake", "steering-wheel", "gear"]),
        isActive: z.boolean(),
        value: finite,
      }),
    ),
  }),
  z.strictObject({ kind: z.literal("teleport"), position }),
  z.strictObject({ kind: z.literal("assign-route"), route }),
  z.strictObject({
    kind: z.literal("follow-trajectory"),
    trajectory,
    timing: orNull(z.strictObject({ isAbsolute: z.boolean(), scale: finite, offsetSec: finite })),
    followingMode: followingMode.default("position"),
    initialDistanceOffsetM: atLeastZero.default(0),
  }),
  z.strictObject({ kind: z.literal("acquire-position"), position }),
  z.strictObject({ kind: z.literal("random-route") }),
  z.strictObject({ kind: z.literal("light"), light: name, mode: z.enum(["on", "off", "flashing"]), transitionSec: atLeastZero.default(0) }),
  z.strictObject({ kind: z.literal("connect-trailer"), trailer: name }),
  z.strictObject({ kind: z.literal("disconnect-trailer") }),
]) as unknown as z.ZodType<PrivateActionSpec>;

const environment = z.strictObject({
  name,
  timeOfDay: orNull(z.strictObject({ atSec: finite, isAnimated: z.boolean() })),
  frictionRatio: orNull(friction()),
  visibilityM: orNull(limit),
  precipitation: orNull(z.strictObject({ type: z.enum(["dry", "rain", "snow"]), intensityMmph: atLeastZero })),
  wetness: orNull(name),
  cloudState: orNull(name),
});

const weight = atLeastZero;
const mix = z.strictObject({
  templates: z.array(z.strictObject({ weight, entity: entityBody })).default([]),
  categories: z.array(z.strictObject({ weight, category: name })).default([]),
});
const trafficArea = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("polygon"), corners: z.array(position).min(3) }),
  z.strictObject({
    kind: z.literal("roads"),
    stretches: z
      .array(z.strictObject({ road: name, fromM: orNull(atLeastZero), toM: orNull(atLeastZero), lanes: z.array(z.int()).default([]) }))
      .min(1),
  }),
]);
const named = { name: orNull(name) };
const modify = { name, by: z.enum(["add", "multiply"]), value: finite };

export const globalAction = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("environment"), environment }),
  z.strictObject({ kind: z.literal("add-entity"), entity: name, position }),
  z.strictObject({ kind: z.literal("delete-entity"), entity: name }),
  z.strictObject({ kind: z.literal("set-parameter"), name, value: z.string() }),
  z.strictObject({ kind: z.literal("set-variable"), name, value: z.string() }),
  z.strictObject({ kind: z.literal("modify-parameter"), ...modify }),
  z.strictObject({ kind: z.literal("modify-variable"), ...modify }),
  z.strictObject({ kind: z.literal("signal-state"), signal: name, state: z.string() }),
  z.strictObject({ kind: z.literal("signal-phase"), controller: name, phase: name }),
  z.strictObject({
    kind: z.literal("traffic-source"),
    ...named,
    position,
    radiusM: atLeastZero,
    ratePerSec: atLeastZero,
    speedMps: orNull(atLeastZero),
    mix,
  }),
  z.strictObject({ kind: z.literal("traffic-sink"), ...named, position, radiusM: atLeastZero, ratePerSec: orNull(atLeastZero) }),
  z.strictObject({
    kind: z.literal("traffic-swarm"),
    ...named,
    central: name,
    innerRadiusM: atLeastZero,
    semiMajorM: atLeastZero,
    semiMinorM: atLeastZero,
    offsetM: finite,
    count: z.int().min(0),
    speedMps: orNull(z.strictObject({ lowestMps: atLeastZero, highestMps: atLeastZero })),
    direction: orNull(z.strictObject({ sameRatio: atLeastZero, oppositeRatio: atLeastZero })),
    mix,
  }),
  z.strictObject({ kind: z.literal("traffic-area"), ...named, area: trafficArea, count: z.int().min(0), isContinuous: z.boolean(), mix }),
  z.strictObject({ kind: z.literal("traffic-stop"), ...named }),
]) as unknown as z.ZodType<GlobalActionSpec>;

const userAction: z.ZodType<UserActionSpec> = z.strictObject({
  kind: z.literal("user-defined"),
  type: z.string(),
  content: z.string().default(""),
});

export const action: z.ZodType<GlobalActionSpec | PrivateActionSpec | UserActionSpec> = z.union([privateAction, globalAction, userAction]);
