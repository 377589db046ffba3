/** What the drivers of scenario files keep from tick to tick. */
import type { RouteStrategy } from "../../../road/opendrive/find-route.ts";
import type { RoadPlace } from "../../../road/opendrive/place.ts";

export type DriverMemory = FollowReferenceMemory | FollowRouteMemory | LoomingMemory | NaturalMemory | OffroadFollowerMemory;

/** Of the car that a driver steers itself. */
export interface PlainCar {
  wheelRad: number;
  /** It has come to a stand and holds the brake until the driver lets go. */
  isHeld: boolean;
}

export interface LoomingMemory {
  readonly law: "looming";
  /** NaN: the speed at its activation. */
  wantedMps: number;
  readonly timeGapSec: number;
  readonly car: PlainCar;
  /** Angles of the two points at the tick before; NaN before the first. */
  nearRad: number;
  farRad: number;
}

/** The lane in which a road of the way is to be driven, and where that is looked at. */
export interface LaneStop {
  readonly road: number;
  readonly lane: number;
  sM: number;
}

export interface FollowRouteMemory {
  readonly law: "follow-route";
  /** Nobody in another lane may be nearer when it changes lanes; 0: it does not look. */
  readonly leastGapM: number;
  readonly changeSec: number;
  /** It stands where the route ends, or where there is no way. */
  readonly standsAtEnd: boolean;
  /** Route that it knows: index into `StoryPlan.routes`. */
  route: number;
  waypoints: { readonly place: RoadPlace; readonly strategy: RouteStrategy }[];
  /** Waypoint that it is on the way to. */
  waypointIndex: number;
  /** Empty before the way is planned. */
  stops: LaneStop[];
  stopIndex: number;
  /** Where it was at the tick before. */
  lastRoad: number;
  lastLane: number;
  readonly change: LaneChange;
}

/** A lane change that a driver makes itself. */
export interface LaneChange {
  /** NaN: none is under way. */
  fromSec: number;
  /** Offset from the new lane at its beginning, in t. */
  fromM: number;
  wasAgainst: boolean;
}

export interface NaturalMemory {
  readonly law: "natural";
  readonly leastGapM: number;
  readonly wantedMps: number;
  readonly changeSec: number;
  readonly sightM: number;
  readonly maxDecelMps2: number;
  readonly maxAccelMps2: number;
  readonly restSec: number;
  readonly timeGapSec: number;
  readonly maxImposedMps2: number;
  readonly leastGainMps2: number;
  readonly politenessRatio: number;
  /** Lane that it wants to be in; 0: none. */
  readonly homeLane: number;
  /** Lane to which it changes from the next tick on, 0: none; and the one it is on the way to. */
  nextLane: number;
  targetLane: number;
  /** What others are told, when all have looked: the lane it is on the way to; 0: none. */
  shownLane: number;
  /** Its last choice, taken back or not, and the tick of it; -1 before the first. */
  chosenLane: number;
  chosenTick: number;
  /** Until it may change lanes again; 0: it may. */
  waitSec: number;
  readonly change: LaneChange;
}

export interface FollowReferenceMemory {
  readonly law: "follow-reference";
  /** Name of the entity that is followed. */
  readonly reference: string;
  readonly crossTrackPerSec: number;
  readonly stabilizerMps: number;
  readonly headingRatio: number;
  readonly curvatureRatio: number;
  /** Of the spring: the root of its stiffness. */
  readonly springPerSec: number;
  readonly car: PlainCar;
}

export interface OffroadFollowerMemory {
  readonly law: "offroad-follower";
  /** Name of the entity that is followed; null: none, and it stands where it is. */
  readonly followed: string | null;
  readonly distanceM: number;
  readonly steeringRadps: number;
  readonly car: PlainCar;
}
