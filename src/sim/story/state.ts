/** What a story is at a tick: plain numbers and texts, copied by `structuredClone`, hashed field by field. */
import type { RoadPlace } from "../../road/opendrive/place.ts";
import type { Foot } from "../../road/opendrive/point.ts";
import type { RoadMap } from "../../road/opendrive/map.ts";
import type { ActionRun } from "./action-run.ts";
import type { DriverMemory } from "./drivers/memory.ts";
import type { StoryEvent } from "./element-log.ts";
import type { Heading } from "./heading.ts";
import type { StoryPlan } from "./plan.ts";
import type { R157Memory } from "./r157/record.ts";
import type { EntitySpec } from "./spec.ts";

/** A story under way: what never changes, and what does. */
export interface StoryWorld {
  readonly plan: StoryPlan;
  /** null: a plane without roads. */
  readonly map: RoadMap | null;
  readonly options: StoryOptions;
  readonly state: StoryState;
}

export interface StoryOptions {
  readonly dtSec: number;
  /** `subtick`: an effect starts at the interpolated instant of its trigger; `tick`: at the tick that finds it true. */
  readonly timing: "subtick" | "tick";
  /** Below 2^53; of junction choices and made traffic. */
  readonly seed: number;
  /** Entities that something else moves: the ego behind the port. */
  readonly external: readonly string[];
  /** No controller that the file assigns is ever active: the default one drives. */
  readonly controllersOff: boolean;
  /** The run is no longer than this; absent where nobody knows. */
  readonly longestSec?: number;
}

export interface StoryState {
  tick: number;
  /** In the order of `StorySpec.entities`; then those of made traffic by their slots (made-slots.ts), as far as slots have been used. */
  readonly entities: EntityState[];
  /** What the entities of the slots are: the first is entity `StoryPlan.entities.length`. */
  readonly made: EntitySpec[];
  readonly traffic: MadeState[];
  /** By index of `StoryPlan.elements`. */
  readonly elements: ElementState[];
  /** By index of `StoryPlan.conditions`. */
  readonly conditions: ConditionState[];
  /** By index of `StoryPlan.actions`; null while it does not run. */
  readonly runs: (ActionRun | null)[];
  /** Values as texts, by index of `StorySpec.variables` and `.parameters`. */
  readonly variables: string[];
  readonly parameters: string[];
  /** What each signal shows, by name. */
  readonly signals: Record<string, string>;
  /** Phase of each signal controller, by index: its number, and since when (s). */
  readonly phases: { index: number; sinceSec: number }[];
  /** The time of day is that of `timeSetSec` (s of the story), and goes on from there where it is animated. */
  readonly environment: {
    frictionRatio: number;
    timeOfDaySec: number | null;
    isTimeAnimated: boolean;
    timeSetSec: number;
    visibilityM: number | null;
  };
  /** The stop trigger has fired. */
  isStopped: boolean;
  /** When an action last set a variable, a parameter, a signal or the environment, s. */
  setSec: number;
  /** How many transitions of elements there have been. */
  changes: number;
  /** How many of them before anything was completed at the last tick: what is awaited for the first time sees those after. */
  earlierChanges: number;
  /** Changes of elements and trips of conditions, oldest first. */
  readonly log: StoryEvent[];
}

/** Of a slot of made traffic. */
export interface MadeState {
  /** The speed its entity would drive. */
  wantedMps: number;
  /** Who makes it, by index of `StoryPlan.actions`. */
  action: number;
  /** How many entities it has been so far. */
  lifeCount: number;
  /** When the last of them left, s; NaN while it is there. */
  leftSec: number;
}

/** One entity: its origin (rear axle on the ground for vehicles) in W. */
export interface EntityState {
  isPresent: boolean;
  xM: number;
  yM: number;
  zM: number;
  hRad: number;
  pRad: number;
  rRad: number;
  /** Of the reference line, where it was last; asked by `footAt`. */
  readonly foot: Foot;
  /** Cosine and sine of a heading it had; asked by `headingOf`. */
  readonly heading: Heading;
  /** Along the heading; negative backwards. */
  speedMps: number;
  accelMps2: number;
  vxMps: number;
  vyMps: number;
  axMps2: number;
  ayMps2: number;
  yawRateRadps: number;
  wheelAngleRad: number;
  /** Where it is on the road; road -1 where it is on none. */
  readonly place: RoadPlace;
  /** It is well within the lane of `place`: motion along the lane has found so in this tick, and nobody need look again. */
  isWithinLane: boolean;
  /** It faces against increasing s: its heading is more than 90 degrees from the road's. */
  isAgainst: boolean;
  /** Its heading relative to the way along the road that it faces (increasing s, or decreasing where `isAgainst`); kept unless an action sets it. */
  relativeHRad: number;
  /** The lane it follows and its offset from that lane's centre; `place` says the lane it is in. Road -1: it moves freely. */
  readonly guide: RoadPlace;
  /** Pitch and roll against the road's surface, kept as the heading is: who has fallen lies. */
  relativePRad: number;
  relativeRRad: number;
  /** It came to the end of a trajectory where there are no roads: the default controller has nothing to follow. */
  isStranded: boolean;
  /** What the actions of the tick under way have made of its motion. */
  readonly step: EntityStep;
  /** Way driven since it came in. */
  odometerM: number;
  standsSinceSec: number;
  offroadSinceSec: number;
  endOfRoadSinceSec: number;
  /** Entities it touches, as a bit set by index in a text of 0 and 1; "" for none. */
  collisions: string;
  /** Index of the running action that rules the channel; -1: the default controller. */
  longOwner: number;
  latOwner: number;
  /** Something outside the story moves it. */
  isExternal: boolean;
  /** Route under way: index into `StoryPlan.routes`; -1 for none. */
  route: number;
  /** Its roads from where the entity is on, in the order driven. */
  readonly routeRoads: number[];
  /** Entity it is coupled behind; -1 for none. */
  towedBy: number;
  isVisible: { graphics: boolean; sensors: boolean; traffic: boolean };
  readonly controllers: ControllerState[];
  /** What each light shows that an action has set, by name. */
  readonly lights: Record<string, "on" | "off" | "flashing">;
  /** Controls that an action holds, by name: pedals 0 to 1, steering wheel in rad, gear number. */
  readonly overrides: Record<string, number>;
}

/** A controller that is assigned to an entity, and the channels it has. */
export interface ControllerState {
  readonly name: string;
  /** Which law it is, by the name known to `controllers.ts`. */
  readonly kind: string;
  lateral: boolean;
  longitudinal: boolean;
  /** The default controller moves the entity at the speed it had, and this one then changes the speed; else this one moves it. */
  readonly isAdditive: boolean;
  /** null: it drives nothing itself. */
  memory: ControllerMemory | null;
}

/** What a controller keeps from tick to tick, by the law it is. */
export type ControllerMemory = AccMemory | DriverMemory | R157Memory;

export interface AccMemory {
  readonly law: "acc";
  /** Speed it drives at on a free road, m/s; NaN: that of its activation. */
  wantedMps: number;
  /** That it gave the entity last; NaN before its first tick. */
  speedMps: number;
  readonly timeGapSec: number;
  /** How far to the side another in its lane may be. */
  readonly sideM: number;
}

/** Motion of one entity over the tick under way, as far as actions have worked it out; `moveEntities` carries it out and empties it. */
export interface EntityStep {
  /** Instant up to which way and speed are worked out, s. From there on the speed is kept. */
  untilSec: number;
  /** Way along its path until then, m; negative backwards. */
  wayM: number;
  /** Speed at that instant. */
  speedMps: number;
  /** Where the last part of it begins: its instant, s, and the way until then, m. */
  markSec: number;
  markWayM: number;
  /** Set on along the lane at once, apart from the way driven, m. */
  jumpM: number;
  /** Offset from the guide's lane centre at the end of the tick, m in t; NaN: kept. */
  offsetM: number;
  /** How fast the offset changes, m/s in t. */
  offsetMps: number;
  /** Timed by ticks only: the speed that drives a lane change, as it was when the action ran; NaN: that of the tick's end. */
  paceMps: number;
  /** Timed by ticks only: the speed is that along the lane, not along the path. */
  isAcross: boolean;
  /** It stands at the end of the tick where `pose` says, instead of driving: a trajectory rules it. */
  isPosed: boolean;
  /** z, pitch and roll NaN: as the road lies. */
  readonly pose: { xM: number; yM: number; zM: number; hRad: number; pRad: number; rRad: number };
  /** When it is there: where the trajectory ended within the tick, then. */
  poseSec: number;
  /** Way that it drives on from its pose, where the trajectory ended within the tick, m; negative backwards. */
  restM: number;
  /**
   * Where a driver has brought it besides, taken over as it moves, so that nobody sees it before: the lane that it follows from now on; for one who
   * stands by pose, where that is looked for first. Road -1: nowhere.
   */
  readonly onto: RoadPlace;
  /** It was set elsewhere within the tick: no rates are taken over the gap. */
  isBroken: boolean;
  /** It was teleported. Timed by ticks it does not drive on in that tick. */
  isTeleported: boolean;
}

/** Of story, act, maneuver group, maneuver, event, action. */
export type Phase = "init" | "standby" | "running" | "complete";
export type Transition = "none" | "standby" | "start" | "end" | "stop" | "skip";

export interface ElementState {
  phase: Phase;
  /** At the tick of `StoryState`; "none" where nothing changed. */
  transition: Transition;
  /** When it last changed, s: under timing "subtick" the instant itself, which may lie within a tick. */
  changedSec: number;
  executions: number;
  /** Number of the last transition of each kind, counted by `StoryState.changes`; 0: there was none. */
  startChange: number;
  endChange: number;
  stopChange: number;
  skipChange: number;
}

export interface ConditionState {
  /** Of the bare test at the last tick; null before the first, and again once its element waits anew. */
  was: boolean | null;
  /** With the edge, before the delay. */
  isRaised: boolean;
  /** With edge and delay. */
  isHeld: boolean;
  /** `StoryState.changes` when it was last evaluated: transitions after that are new to it. */
  seenChanges: number;
  /** Since when it holds, with edge and delay, s; NaN while it does not. */
  holdsSinceSec: number;
  /** Instants of change still to come into effect by the delay: (s, value) pairs, oldest first. */
  pending: { atSec: number; value: boolean }[];
  /** The measured number at the last tick, for the instant between two ticks; NaN where there is none. */
  lastValue: number;
  /** And at the tick before that. */
  earlierValue: number;
  /** Where the position is that is to be reached, once it was asked; NaN where it may be elsewhere each time. */
  goalXM: number;
  goalYM: number;
  /** Entities that made it true, by index. */
  triggeringEntities: number[];
}
