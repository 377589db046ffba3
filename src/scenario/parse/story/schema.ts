/** A whole story in the native notation: what an OpenSCENARIO file says, in the keys of `sim/story/spec.ts`. */
import { z } from "zod";
import { LEAST_PHASE_SEC } from "../../../sim/story/signal-controllers.ts";
import type { StorySpec } from "../../../sim/story/spec.ts";
import { action, globalAction, privateAction } from "./actions.ts";
import { trigger } from "./conditions.ts";
import { entity } from "./entities.ts";
import { atLeastZero, name, orNull } from "./positions.ts";

/** Names of elements may be empty, as in the XML notation. */
const text = z.string();

const variable = z.strictObject({
  name,
  type: z.enum(["boolean", "dateTime", "double", "integer", "string", "unsignedInt", "unsignedShort", "int"]),
  value: z.string(),
});

const signalController = z.strictObject({
  name,
  delaySec: atLeastZero.default(0),
  reference: orNull(name),
  phases: z.array(
    z.strictObject({
      name,
      durationSec: atLeastZero.refine((sec) => sec === 0 || sec >= LEAST_PHASE_SEC, `0, or at least ${LEAST_PHASE_SEC} s`),
      states: z
        .array(z.strictObject({ signal: orNull(name), state: z.string() }))
        .refine((states) => states.every(({ signal }, i) => signal !== null || i === 0), "a state of all signals stands first, once")
        .default([]),
    }),
  ),
});

const event = z.strictObject({
  name: text,
  priority: z.enum(["overwrite", "skip", "parallel"]).default("parallel"),
  maxExecutions: z.int().min(1).default(1),
  start: orNull(trigger),
  actions: z.array(z.strictObject({ name: text, action })).min(1),
});

const group = z.strictObject({
  name: text,
  maxExecutions: z.int().min(0).default(1),
  actors: z.array(name).default([]),
  selectTriggeringEntities: z.boolean().default(false),
  maneuvers: z.array(z.strictObject({ name: text, events: z.array(event) })),
});

const act = z.strictObject({ name: text, groups: z.array(group), start: orNull(trigger), stop: orNull(trigger) });

/** All but the map, whose path the reader makes absolute. */
export const STORY = z.strictObject({
  entities: z.array(entity),
  selections: z.array(z.strictObject({ name, members: z.array(name) })).default([]),
  variables: z.array(variable).default([]),
  parameters: z.array(variable).default([]),
  signalControllers: z.array(signalController).default([]),
  init: z.strictObject({
    global: z.array(globalAction).default([]),
    privates: z.array(z.strictObject({ entity: name, actions: z.array(privateAction) })).default([]),
  }),
  stories: z.array(z.strictObject({ name: text, acts: z.array(act) })).default([]),
  stop: orNull(trigger),
  minorVersion: z.int().min(0).default(3),
  semantics: z.literal("esmini").optional(),
}) as unknown as z.ZodType<Omit<StorySpec, "mapPath">>;
