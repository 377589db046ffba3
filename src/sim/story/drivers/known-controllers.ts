/**
 * What is known of each controller that redrive drives by: how it moves its entity, and which properties it has. Readers of files check against this
 * before a run, and an activation does; so a value is never taken for something else.
 */

/** What the value of a property must be. */
export type PropertyRule =
  | { readonly is: "number"; readonly sign: "any" | "positive" | "not negative" | "negative" }
  | { readonly is: "whole number" | "flag" | "text" }
  /** `moot`: is known, and has no effect. */
  | { readonly is: "word"; readonly words: readonly string[]; readonly moot: readonly string[] }
  /** In the reference, too, it changes nothing of the motion. */
  | { readonly is: "unused" };

export interface KnownController {
  /** `along`: by the channel along the lane; `steers`: by that too, a car that it steers itself; `guides`: by the channel to the side. */
  readonly moves: "along" | "steers" | "guides";
  readonly properties: Readonly<Record<string, PropertyRule>>;
}

const NUMBER: PropertyRule = { is: "number", sign: "any" };
const POSITIVE: PropertyRule = { is: "number", sign: "positive" };
const NOT_NEGATIVE: PropertyRule = { is: "number", sign: "not negative" };
const NEGATIVE: PropertyRule = { is: "number", sign: "negative" };
const WHOLE: PropertyRule = { is: "whole number" };
const FLAG: PropertyRule = { is: "flag" };
const TEXT: PropertyRule = { is: "text" };
const UNUSED: PropertyRule = { is: "unused" };
const MODE = oneOf("additive", "override");
/** Of those who take the place of the default controller, whatever the file says. */
const ALONE: PropertyRule = { is: "word", words: ["override"], moot: ["additive"] };

function oneOf(...words: readonly string[]): PropertyRule {
  return { is: "word", words, moot: [] };
}

const ACC: KnownController = {
  moves: "along",
  properties: { mode: MODE, setSpeed: NOT_NEGATIVE, timeGap: NOT_NEGATIVE, lateralDist: NOT_NEGATIVE, virtual: FLAG },
};

const R157: KnownController = {
  moves: "along",
  properties: {
    mode: MODE,
    model: oneOf("ReferenceDriver", "Regulation", "RSS", "FSM"),
    cruise: FLAG,
    fullStop: FLAG,
    alwaysTrigOnScenario: FLAG,
    cutInPerceptionDelayMode: oneOf("Dist", "Time"),
    pedestrianRiskEvaluationTime: NOT_NEGATIVE,
    lateralTrigDistance: NOT_NEGATIVE,
    driverDeceleration: NOT_NEGATIVE,
    aebAvailable: FLAG,
    aebTTC: NOT_NEGATIVE,
    aebDeceleration: NOT_NEGATIVE,
    overlapTolerance: NOT_NEGATIVE,
    logLevel: UNUSED,
  },
};

const NATURAL: KnownController = {
  moves: "along",
  properties: {
    mode: ALONE,
    desiredSpeed: POSITIVE,
    desiredDistance: NOT_NEGATIVE,
    thw: NOT_NEGATIVE,
    maxAcc: POSITIVE,
    maxDec: NEGATIVE,
    lookAheadDistance: NOT_NEGATIVE,
    laneChangeDuration: NOT_NEGATIVE,
    laneChangeDelay: NOT_NEGATIVE,
    maxImposedBraking: NOT_NEGATIVE,
    // Below 0 it is spiteful (Kesting, Treiber, Helbing 2007).
    politeness: NUMBER,
    // Below 0 it changes lanes though it gains nothing.
    laneChangeAccGain: NUMBER,
    route: WHOLE,
  },
};

const FOLLOW_REFERENCE: KnownController = {
  moves: "steers",
  properties: {
    mode: ALONE,
    referenceEntity: TEXT,
    speedControlStiffness: NOT_NEGATIVE,
    stanleyCrossTrackErrorGain: NOT_NEGATIVE,
    stanleySpeedStabilizer: NOT_NEGATIVE,
    stanleyHeadingGain: NOT_NEGATIVE,
    stanleyCurvatureGain: NOT_NEGATIVE,
  },
};

/** By name. */
export const KNOWN_CONTROLLERS: ReadonlyMap<string, KnownController> = new Map<string, KnownController>([
  ["ACCController", ACC],
  ["ALKSController", ACC],
  ["ALKS_R157SM_Controller", R157],
  ["FollowReferenceController", FOLLOW_REFERENCE],
  [
    "FollowRouteController",
    { moves: "guides", properties: { mode: ALONE, laneChangeTime: NOT_NEGATIVE, minDistForCollision: NOT_NEGATIVE, testMode: FLAG } },
  ],
  ["LoomingController", { moves: "steers", properties: { mode: MODE, setSpeed: NOT_NEGATIVE, timeGap: NOT_NEGATIVE } }],
  ["NaturalDriver", NATURAL],
  [
    "OffroadFollower",
    {
      moves: "steers",
      properties: { mode: ALONE, followEntity: TEXT, targetDistance: NOT_NEGATIVE, steeringRate: NOT_NEGATIVE, speedFactor: UNUSED },
    },
  ],
]);
