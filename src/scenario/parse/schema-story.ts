import { z } from "zod";
import type { Unit } from "../../eval/metric.ts";
import { choice, friction, label, metres, name, num, seconds, speed, text } from "./schema-parts.ts";

/** Triggers, actions and expectations of the native notation. */

const pair = { from: text().default("ego"), to: text() };
const secondsRule = choice(["belowSec", "aboveSec"], { ...pair, belowSec: seconds().optional(), aboveSec: seconds().optional() });
const relative = num(-200, 200);

const TESTS = [
  "time",
  "distance",
  "timeHeadway",
  "timeToCollision",
  "speed",
  "relativeSpeed",
  "travelled",
  "reach",
  "standstill",
  "event",
] as const;

export const condition = choice(TESTS, {
  time: z.strictObject({ atSec: seconds() }).optional().describe("Holds from this time of the run on."),
  distance: choice(["belowM", "aboveM"], {
    ...pair,
    belowM: metres().optional(),
    aboveM: metres().optional(),
    freespace: z.boolean().default(true).describe("Between the boxes; false: between their reference points."),
  }).optional(),
  timeHeadway: secondsRule.optional().describe("Gap along the heading of `from` over its speed, while `to` is ahead."),
  timeToCollision: secondsRule.optional().describe("Gap along the heading of `from` over the closing speed, while closing."),
  speed: choice(["belowMps", "aboveMps"], { actor: text(), belowMps: speed().optional(), aboveMps: speed().optional() }).optional(),
  relativeSpeed: choice(["belowMps", "aboveMps"], { ...pair, belowMps: relative.optional(), aboveMps: relative.optional() })
    .optional()
    .describe("Speed of `from` minus speed of `to`."),
  travelled: z.strictObject({ actor: text().default("ego"), aboveM: metres() }).optional(),
  reach: choice(
    ["lane", "xM"],
    {
      actor: text().default("ego"),
      lane: label().optional(),
      sM: metres().optional().describe("With lane: along it; 0 by default."),
      tM: num(-20, 20).optional().describe("With lane: to the left of its centre line; 0 by default."),
      xM: num(-1e6, 1e6).optional().describe("A point in the world instead of a lane."),
      yM: num(-1e6, 1e6).optional().describe("With xM; 0 by default."),
      radiusM: num(0.01, 1000),
    },
    { sM: ["lane"], tM: ["lane"], yM: ["xM"] },
  ).optional(),
  standstill: z.strictObject({ actor: text(), forSec: seconds() }).optional(),
  event: z.strictObject({ name: name(), state: z.enum(["started", "ended"]).default("ended") }).optional(),
  edge: z.enum(["none", "rising", "falling", "either"]).default("none").describe("Holds while true, or only at the change."),
  delaySec: seconds().default(0),
});

const shape = (byDefault: "linear" | "sinusoidal") => z.enum(["linear", "sinusoidal", "cubic", "step"]).default(byDefault);
const rated = {
  overSec: num(0.01, 3600).optional(),
  rateMps2: num(0.01, 100).optional().describe("Greatest acceleration of the change."),
  overM: num(0.01, 1e6).optional(),
};

const ACTIONS = ["speed", "laneChange", "laneOffset", "remove", "friction"] as const;

export const action = choice(ACTIONS, {
  speed: z
    .strictObject({
      actor: text(),
      targetMps: num(-100, 100),
      relativeTo: text().optional().describe("Adds this road user's speed at the trigger to the target."),
      shape: shape("linear"),
      ...rated,
    })
    .optional()
    .describe("Exactly one of overSec, rateMps2, overM, or shape: step."),
  laneChange: z
    .strictObject({
      actor: text(),
      lanes: z.int().min(-8).max(8).describe("To the left of its driving direction is positive."),
      shape: shape("sinusoidal"),
      overSec: num(0.01, 600),
    })
    .optional(),
  laneOffset: z
    .strictObject({
      actor: text(),
      offsetM: num(-20, 20).describe("To the left is positive."),
      shape: shape("sinusoidal"),
      overSec: num(0.01, 600),
    })
    .optional(),
  remove: z.strictObject({ actor: text() }).optional().describe("Takes the road user out of the world."),
  friction: z.strictObject({ frictionRatio: friction() }).optional().describe("Changes the road's friction for the rest of the run."),
});

/** How a metric's unit ends the keys of its limits: `atLeastSec`, `atMostMps2`; a count has no suffix. */
export const UNIT_SUFFIX: Readonly<Record<Unit, string>> = {
  m: "M",
  "m/s": "Mps",
  "m/s2": "Mps2",
  "m/s3": "Mps3",
  rad: "Rad",
  "rad/s": "Radps",
  "rad/s2": "Radps2",
  s: "Sec",
  ms: "Ms",
  "1/m": "PerM",
  ratio: "Ratio",
  count: "",
  ticks: "Ticks",
  points: "Points",
  J: "J",
  m2: "M2",
  s2: "Sec2",
  "m/s1.5": "Mps1p5",
  "m/s1.75": "Mps1p75",
  cost: "Cost",
};

const LIMIT_KEYS = Object.values(UNIT_SUFFIX).flatMap((suffix) => [`atLeast${suffix}`, `atMost${suffix}`]);

const limit = z.strictObject({
  level: z.enum(["off", "warn", "error"]).default("error").describe("What breaking it does: nothing, a warning, a failure."),
  ...Object.fromEntries(LIMIT_KEYS.map((key) => [key, num(-1e9, 1e9).optional()])),
});

/** Limits by metric, as a suite sets them. */
export const limits = z.record(z.string(), limit);

const verdict = z.enum(["pass", "fail"]);

export const expect = z.union([verdict, z.object({ verdict: verdict.default("pass") }).catchall(limit)]);
