import { z } from "zod";
import { SIGNAL_STATES } from "../../core/signal-state.ts";
import { ACTOR_CLASSES } from "../../trace/tick.ts";
import { choice, friction, label, listOf, metres, name, num, oneOrMore, seconds, speed, text } from "./schema-parts.ts";
import { action, condition, expect } from "./schema-story.ts";

/** The native notation, key by key. Defaults and bounds stand here and nowhere else; descriptions show up in editors. */

const world = choice(
  ["drive", "road"],
  {
    drive: text(1000).optional().describe("File or folder of a recorded drive, relative to the scenario file."),
    startSec: seconds(1e6).optional().describe("With drive: time of the recording at which the run begins; 0 by default."),
    endSec: seconds(1e6).optional().describe("With drive: time after which nothing of it is used; its end by default."),
    road: z
      .strictObject({
        lanes: z.int().min(1).max(8).describe("Lanes along the road: -1 beside the centre line, then -2, -3, ... to the right."),
        oncomingLanes: z.int().min(0).max(8).default(0).describe("Lanes against it: 1 beside the centre line, then 2, 3, ..."),
        laneWidthM: num(1.5, 10).default(3.5),
        lengthM: num(1, 10_000),
        curvaturePerM: num(-0.1, 0.1).default(0).describe("Positive bends to the left; 0 is straight."),
        speedLimitMps: num(0.5, 100).default(13.9),
      })
      .optional()
      .describe("A straight or circular road."),
  },
  { startSec: ["drive"], endSec: ["drive"] },
);

const trafficLight = z.strictObject({
  lanes: oneOrMore(label()).describe("Lanes it governs."),
  sM: metres().describe("Of its stop line, along the first of its lanes."),
  offsetSec: seconds().default(0).describe("How far its cycle is at the start of the run."),
  cycle: z
    .array(z.strictObject({ color: z.enum(SIGNAL_STATES), forSec: num(0.001, 3600).describe("A whole number of ticks.") }))
    .min(1)
    .max(20)
    .describe("Its phases, again and again."),
});

const faults = z.strictObject({
  steeringBiasRad: num(-0.2, 0.2).default(0).describe("Road-wheel angle the car adds to what is asked."),
  steeringGainRatio: num(0.1, 2).default(1),
  steeringDelaySec: seconds(2).default(0).describe("Added to the vehicle file's dead time."),
  accelerationBiasMps2: num(-5, 5).default(0),
  accelerationGainRatio: num(0.1, 2).default(1),
  accelerationDelaySec: seconds(2).default(0).describe("Added to the vehicle file's dead time."),
});

const ego = choice(
  ["start", "replaces", "recorded"],
  {
    vehicle: text(1000).describe("Name of a shipped vehicle, or path of a vehicle file relative to the scenario file."),
    start: z
      .strictObject({
        lane: label(),
        sM: metres().describe("Of the box centre, along the lane."),
        tM: num(-20, 20).default(0).describe("To the left of the lane's centre line."),
        speedMps: speed(),
      })
      .optional()
      .describe("Begin on a lane."),
    faults: faults.prefault({}).describe("What is wrong with the car, on top of its file."),
    replaces: label().optional().describe("Begin in place of this road user of the drive, which is taken out."),
    recorded: z.literal(true).optional().describe("Begin in place of the recording's own ego."),
    aheadM: num(-500, 500).optional().describe("With replaces or recorded: moves the start along the recorded path; 0 by default."),
    speedMps: speed().optional().describe("With replaces or recorded: another speed at the start; the recorded one by default."),
    warmUpSec: seconds()
      .optional()
      .describe("With replaces or recorded: the ego follows its recording so long before the controller drives; 0 by default."),
    goal: z
      .strictObject({ sM: metres() })
      .optional()
      .describe("The run ends as `goal` when the box centre passes this point of the route."),
    routeLanes: listOf(label(), 200).optional().describe("With start: lanes from start to goal where they are not those straight ahead."),
    speedLimitMps: num(0.5, 100).optional().describe("Target speed where neither lane nor road gives one."),
  },
  { aheadM: ["replaces", "recorded"], speedMps: ["replaces", "recorded"], warmUpSec: ["replaces", "recorded"], routeLanes: ["start"] },
);

const place = {
  lane: label().optional(),
  path: z
    .array(z.tuple([num(-1e6, 1e6), num(-1e6, 1e6)]))
    .min(2)
    .max(10_000)
    .optional()
    .describe("Points [x, y] in metres, in the world, instead of a lane."),
  sM: metres().default(0).describe("Of the box centre, along the lane or path."),
  tM: num(-20, 20).optional().describe("With lane: to the left of its centre line; 0 by default."),
  speedMps: speed(),
};

const script = choice(
  ["lane", "path"],
  {
    ...place,
    speeds: listOf(z.strictObject({ atSec: seconds(), speedMps: speed() }))
      .default([])
      .describe("Speed over the run's time, linear between the points, held outside. speedMps holds where there are none."),
  },
  { tM: ["lane"] },
);

const reactive = choice(
  ["lane", "path"],
  {
    ...place,
    desiredSpeedMps: num(0.1, 100).optional().describe("speedMps by default."),
    timeHeadwaySec: num(0.1, 10).default(1.5),
    minGapM: num(0.1, 50).default(2),
    maxAccelMps2: num(0.1, 10).default(1.4),
    comfortDecelMps2: num(0.1, 10).default(2).describe("Positive."),
  },
  { tM: ["lane"] },
);

const actor = choice(
  ["replays", "script", "reactive"],
  {
    class: z.enum(ACTOR_CLASSES).optional().describe("car by default; a replayed road user keeps its recorded class."),
    lengthM: num(0.1, 40).optional().describe("By class; a replayed road user keeps its recorded length."),
    widthM: num(0.1, 10).optional().describe("By class; a replayed road user keeps its recorded width."),
    fromSec: seconds().default(0).describe("In the world from this time on."),
    replays: label().optional().describe("A road user of the drive, moving along its own recorded path."),
    brakeScale: num(0, 20).optional().describe("With replays: multiplies each negative acceleration; 1 by default."),
    shiftSec: num(-3600, 3600).optional().describe("With replays: later by this much; 0 by default."),
    speedScale: num(0.05, 20).optional().describe("With replays: multiplies its speed along its path; 1 by default."),
    script: script.optional().describe("Keeps its lane or path at its script's speed and does what the storyboard says."),
    reactive: reactive.optional().describe("Keeps its lane or path, and its distance by the Intelligent Driver Model."),
  },
  { brakeScale: ["replays"], shiftSec: ["replays"], speedScale: ["replays"] },
);

const environment = z.strictObject({
  frictionRatio: friction().default(1).describe("Scales the tyres' friction; 1 is the vehicle file's own."),
  slopeRad: num(-0.5, 0.5).default(0).describe("Positive uphill."),
  bankRad: num(-0.5, 0.5).default(0).describe("Positive when the left side is higher."),
  visibilityM: num(1, 1e6).nullable().default(null).describe("Caps what the sensors see; unlimited by default."),
});

const sensors = z.strictObject({
  rangeM: metres().nullable().default(null).describe("Unlimited by default."),
  maxObjects: z.int().min(0).max(1000).default(256).describe("The nearest so many are seen."),
  latencySec: seconds(10).default(0).describe("Age of what the controller sees of others; a whole number of ticks."),
  dropRatio: num(0, 1).default(0).describe("Share of (object, observation) pairs that are lost."),
  positionNoiseM: num(0, 50).default(0).describe("Standard deviation."),
  speedNoiseMps: num(0, 50).default(0).describe("Standard deviation."),
  yawNoiseRad: num(0, 3.2).default(0).describe("Standard deviation."),
  occlusion: z.boolean().default(false).describe("A road user hidden behind others is not seen."),
});

const run = z.strictObject({
  dtSec: num(0.001, 0.1).default(0.01).describe("Length of a tick."),
  observationEveryTicks: z.int().min(1).max(1000).default(1).describe("The controller is asked each so many ticks."),
  timing: z.enum(["subtick", "tick"]).default("subtick").describe("Whether a trigger's effect starts at its true instant or at the tick."),
});

const controller = z.strictObject({
  delaySec: seconds(10).default(0).describe("Between a command and its effect; a whole number of ticks."),
});

const ends = z.strictObject({
  durationSec: num(0.01, 3600).nullable().default(null).describe("The run ends as `completed` after this time."),
  maxSec: num(0.01, 3600).default(60).describe("The run ends as a failure after this time."),
  allowContact: z.boolean().default(false).describe("A contact does not end the run."),
  offMapM: num(0, 1000).default(3).describe("The run ends as `off-map` when the ego's centre is farther than this from every lane."),
});

const event = z.strictObject({
  name: name().optional().describe("event-1, event-2, ... by default."),
  when: oneOrMore(condition).describe("All must hold."),
  do: oneOrMore(action).describe("All begin together."),
  maxExecutions: z.int().min(1).max(1000).default(1),
});

/** A whole file after its parameters' values are put in; `parameters` itself is taken out before. */
export const SCENARIO = z.strictObject({
  redrive: z.literal(1).describe("Version of the notation."),
  name: text().describe("One short phrase for reports."),
  description: z.string().max(2000).default("").describe("What happens, for a reader."),
  tags: listOf(text(64), 50).default([]).describe("For selection."),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(1).describe("Of all noise."),
  run: run.prefault({}),
  world,
  trafficLights: z.record(name(), trafficLight).default({}).describe("Traffic lights by name."),
  ego,
  actors: z.record(name(), actor).default({}).describe("Road users by name."),
  environment: environment.prefault({}),
  sensors: sensors.prefault({}),
  controller: controller.prefault({}),
  storyboard: listOf(event).default([]).describe("Events: when conditions hold, actions begin."),
  stop: oneOrMore(condition).optional().describe("The run ends as `stop-condition` when all hold."),
  ends: ends.prefault({}),
  expect: expect.default("pass").describe("What must come out; `fail` where every variant must fail."),
});

export type ScenarioDocument = z.infer<typeof SCENARIO>;

const value = z.union([z.number(), z.boolean(), text(1000)]);

/** `parameters` of a file: a value, a list of values, a range with a step, or an expression over those declared before. */
export const PARAMETERS = z.record(
  z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/),
  z.union([
    value,
    z.array(value).min(1).max(100_000),
    z.strictObject({
      range: z.tuple([z.number(), z.number()]).describe("First and last value; the last belongs to it where the steps meet it."),
      step: z.number().positive(),
    }),
  ]),
);
