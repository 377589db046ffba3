/** Entities in the native notation: the keys of `sim/story/spec.ts`, with what is usual left out. */
import { z } from "zod";
import { atLeastZero, finite, limit, name, orNull } from "./positions.ts";

const property = z.strictObject({ name, value: z.string() });
const properties = z.array(property).default([]);

export const controller = z.strictObject({
  name,
  properties,
  types: z.array(z.enum(["lateral", "longitudinal", "lighting", "animation", "movement", "appearance", "all"])).default([]),
});

const box = z.strictObject({
  lengthM: atLeastZero,
  widthM: atLeastZero,
  heightM: atLeastZero,
  centerXM: finite,
  centerYM: finite.default(0),
  centerZM: finite.default(0),
});

const ability = z.strictObject({
  maxSpeedMps: limit,
  maxAccelMps2: limit,
  maxDecelMps2: limit,
  maxAccelRateMps3: limit.default(Number.POSITIVE_INFINITY),
  maxDecelRateMps3: limit.default(Number.POSITIVE_INFINITY),
});

const axles = z.strictObject({
  frontXM: finite,
  rearXM: finite,
  maxSteeringRad: atLeastZero,
  trackWidthM: atLeastZero,
  wheelDiameterM: atLeastZero,
});

const shared = {
  kind: z.enum(["vehicle", "pedestrian", "misc", "external"]),
  category: z.string(),
  box,
  massKg: orNull(atLeastZero),
  ability: orNull(ability),
  axles: orNull(axles),
  hitch: orNull(z.strictObject({ dxM: finite })),
  coupler: orNull(z.strictObject({ dxM: finite })),
  trailer: orNull(name),
  controllers: z.array(controller).default([]),
  properties,
};

export const entityBody = z.strictObject(shared);
export const entity = z.strictObject({ name, ...shared });
