/** Triggers and conditions in the native notation: the keys of `sim/story/spec.ts`, with what is usual left out. */
import { z } from "zod";
import type { ConditionSpec, TriggerSpec } from "../../../sim/story/spec.ts";
import { atLeastZero, finite, limit, name, orNull, position } from "./positions.ts";

const rule = z.enum(["equalTo", "greaterThan", "lessThan", "greaterOrEqual", "lessOrEqual", "notEqualTo"]);
const coordinates = z.enum(["entity", "lane", "road", "trajectory", "world"]);
const direction = orNull(z.enum(["longitudinal", "lateral", "vertical"]));
const entityKind = z.enum(["vehicle", "pedestrian", "misc", "external"]);

const measure = z.strictObject({
  isFreespace: z.boolean(),
  coordinates: coordinates.default("entity"),
  distance: z.enum(["lateral", "longitudinal", "euclidianDistance"]).default("euclidianDistance"),
  routing: z.enum(["assignedRoute", "fastest", "leastIntersections", "shortest", "undefined"]).default("undefined"),
});

const target = z.union([z.strictObject({ entity: name }), z.strictObject({ position })]);
const angle = {
  angle: z.enum(["heading", "pitch", "roll"]),
  valueRad: finite,
  toleranceRad: atLeastZero,
  coordinates: coordinates.default("road"),
};
const laneRange = z.strictObject({ fromLane: orNull(z.int()), toLane: orNull(z.int()) });

const entityTest = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("end-of-road"), durationSec: atLeastZero }),
  z.strictObject({
    kind: z.literal("collision"),
    with: z.union([z.strictObject({ entity: name }), z.strictObject({ type: entityKind })]),
  }),
  z.strictObject({ kind: z.literal("offroad"), durationSec: atLeastZero }),
  z.strictObject({ kind: z.literal("time-headway"), entity: name, rule, valueSec: finite, measure }),
  z.strictObject({ kind: z.literal("time-to-collision"), target, rule, valueSec: finite, measure }),
  z.strictObject({ kind: z.literal("acceleration"), rule, valueMps2: finite, direction }),
  z.strictObject({ kind: z.literal("stand-still"), durationSec: atLeastZero }),
  z.strictObject({ kind: z.literal("speed"), rule, valueMps: finite, direction }),
  z.strictObject({ kind: z.literal("relative-speed"), entity: name, rule, valueMps: finite, direction }),
  z.strictObject({ kind: z.literal("traveled-distance"), valueM: atLeastZero }),
  z.strictObject({ kind: z.literal("reach-position"), position, toleranceM: atLeastZero }),
  z.strictObject({ kind: z.literal("distance"), position, rule, valueM: finite, measure }),
  z.strictObject({ kind: z.literal("relative-distance"), entity: name, rule, valueM: finite, measure }),
  z.strictObject({
    kind: z.literal("relative-clearance"),
    entities: z.array(name).default([]),
    lanes: z.array(laneRange).default([]),
    oppositeLanes: z.boolean(),
    forwardM: limit.default(0),
    backwardM: limit.default(0),
    isFreespace: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("angle"), entity: z.null().default(null), ...angle }),
  z.strictObject({ kind: z.literal("relative-angle"), entity: name, ...angle }),
]);

const elementState = z.enum([
  "completeState",
  "endTransition",
  "runningState",
  "skipTransition",
  "standbyState",
  "startTransition",
  "stopTransition",
]);

const valueTest = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("parameter"), name, rule, value: z.string() }),
  z.strictObject({ kind: z.literal("variable"), name, rule, value: z.string() }),
  z.strictObject({ kind: z.literal("time-of-day"), rule, valueSec: finite }),
  z.strictObject({ kind: z.literal("simulation-time"), rule, valueSec: finite }),
  z.strictObject({
    kind: z.literal("element-state"),
    element: z.enum(["act", "action", "event", "maneuver", "maneuverGroup", "story"]),
    ref: name,
    state: elementState,
  }),
  z.strictObject({ kind: z.literal("user-defined"), name, rule, value: z.string() }),
  z.strictObject({ kind: z.literal("signal"), signal: name, state: z.string() }),
  z.strictObject({ kind: z.literal("signal-controller"), controller: name, phase: name }),
]);

const condition = z.strictObject({
  name: z.string().default(""),
  edge: z.enum(["none", "rising", "falling", "risingOrFalling"]).default("none"),
  delaySec: atLeastZero.default(0),
  test: z.discriminatedUnion("by", [
    z.strictObject({
      by: z.literal("entity"),
      entities: z.array(name).min(1),
      rule: z.enum(["all", "any"]).default("any"),
      test: entityTest,
    }),
    z.strictObject({ by: z.literal("value"), test: valueTest }),
  ]),
}) as z.ZodType<ConditionSpec>;

export const trigger: z.ZodType<TriggerSpec> = z.strictObject({ groups: z.array(z.array(condition)) });
