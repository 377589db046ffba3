/**
 * SynchronizeAction (ASAM OpenSCENARIO XML 1.3, SynchronizeAction, FinalSpeed): the entity comes to its target position when the master comes to its
 * own. The drive there is planned anew at each tick from where both are: the master is taken to keep its speed, the entity drives with the least
 * peak acceleration (arrival.ts). A steady state is the last way or time before, at the final speed.
 *
 * Who is within the tolerance of a target has arrived. The action ends when the master arrives.
 */
import { cos, sin } from "../../core/dmath.ts";
import { emptyRoadDistance, roadDistance } from "../../road/opendrive/distance.ts";
import type { RoadPlace } from "../../road/opendrive/place.ts";
import { type ArrivalAt, arrivalAt, openArrivalAt } from "./arrival.ts";
import { entitySpecOf } from "./entity-spec.ts";
import { addWay, driveTo, foreseenSpeedMps, nowSec } from "./entity-step.ts";
import type { TrajectoryRun } from "./follow-trajectory.ts";
import type { PlannedAction } from "./plan.ts";
import { placeOnMap } from "./positions.ts";
import type { PositionSpec, PrivateActionSpec, SteadyStateSpec } from "./spec.ts";
import type { EntityState, StoryWorld } from "./state.ts";
import { nearestSM } from "./trajectory-nearest.ts";
import { newWayLeft, type WayLeft, wayLeftM } from "./way-left.ts";

type SynchronizeSpec = Extract<PrivateActionSpec, { kind: "synchronize" }>;

export interface SynchronizeRun {
  readonly kind: "synchronize";
  readonly master: number;
  readonly masterTarget: SyncTarget;
  readonly target: SyncTarget;
}

/** A place to arrive at. */
export interface SyncTarget {
  readonly xM: number;
  readonly yM: number;
  /** road -1: on none. */
  readonly place: RoadPlace;
  /** Action whose trajectory the arc length is of; -1: none yet. */
  trajectory: number;
  trajectorySM: number;
  /** What is left of the way there along the lane. */
  readonly wayLeft: WayLeft;
}

/** Further away than this a target is not looked for along the roads. */
const SEARCH_M = 10_000;
const DISTANCE = emptyRoadDistance();
const ARRIVAL: ArrivalAt = { wayM: 0, speedMps: 0 };

/** Begins the action: the two targets are where they are now. */
export function startSynchronize(world: StoryWorld, action: PlannedAction, _fromSec: number): SynchronizeRun {
  const spec = action.spec as SynchronizeSpec;
  const master = world.plan.entityIndex.get(spec.master)!;
  return {
    kind: "synchronize",
    master,
    masterTarget: targetOf(world, spec.masterTarget, master),
    target: targetOf(world, spec.target, action.actor),
  };
}

function targetOf(world: StoryWorld, spec: PositionSpec, self: number): SyncTarget {
  const { xM, yM, place } = placeOnMap(world, spec, self);
  return { xM, yM, place, trajectory: -1, trajectorySM: 0, wayLeft: newWayLeft() };
}

/** Runs the action over [fromSec, toSec]. Returns the instant at which the master arrived, NaN before. */
export function stepSynchronize(world: StoryWorld, action: PlannedAction, run: SynchronizeRun, fromSec: number, toSec: number): number {
  const spec = action.spec as SynchronizeSpec;
  const { entities } = world.state;
  const entity = entities[action.actor]!;
  const master = entities[run.master]!;
  const lateSec = fromSec - nowSec(world);
  const masterMps = Math.abs(foreseenSpeedMps(world, master, fromSec));
  const masterWayM = wayToM(world, run.master, run.masterTarget) - (spec.masterToleranceM ?? 0) - masterMps * lateSec;
  const finalMps = finalSpeed(spec, masterMps);
  driveTo(entity, fromSec);
  if (masterWayM <= 0) {
    if (finalMps !== null) entity.step.speedMps = finalMps;
    return fromSec;
  }
  // A master that stands does not arrive: there is nothing to be in time for.
  if (masterMps === 0) return Number.NaN;
  const inSec = masterWayM / masterMps;
  const ownMps = entity.step.speedMps;
  const wayM = wayToM(world, action.actor, run.target) - (spec.toleranceM ?? 0) - ownMps * lateSec;
  const untilSec = Math.min(toSec, fromSec + inSec);
  const steady = spec.finalSpeed?.steady ?? null;
  if (finalMps === null) openArrivalAt(wayM, inSec, ownMps, untilSec - fromSec, ARRIVAL);
  else plannedAt(wayM, inSec, ownMps, finalMps, steady, untilSec - fromSec);
  keepAble(world, action.actor, untilSec - fromSec);
  addWay(entity, ARRIVAL.wayM, untilSec, ARRIVAL.speedMps);
  if (fromSec + inSec > toSec) return Number.NaN;
  if (finalMps !== null) entity.step.speedMps = finalMps;
  return untilSec;
}

/** Nobody drives faster than its Performance says, however late it is: a master behind the port may come sooner than the file foresaw. */
function keepAble(world: StoryWorld, index: number, dtSec: number): void {
  const maxMps = entitySpecOf(world, index).ability?.maxSpeedMps ?? Number.POSITIVE_INFINITY;
  const wayM = maxMps * dtSec;
  ARRIVAL.speedMps = Math.min(maxMps, Math.max(-maxMps, ARRIVAL.speedMps));
  if (dtSec > 0) ARRIVAL.wayM = Math.min(wayM, Math.max(-wayM, ARRIVAL.wayM));
}

/** The drive up to the steady state, and on in it. */
function plannedAt(wayM: number, inSec: number, fromMps: number, finalMps: number, steady: SteadyStateSpec | null, atSec: number): void {
  const steadySec = steady === null || finalMps <= 0 ? 0 : steady.kind === "time" ? steady.timeSec : steady.distanceM / finalMps;
  const beforeSec = inSec - steadySec;
  const beforeM = wayM - steadySec * finalMps;
  if (beforeSec <= 0) {
    ARRIVAL.wayM = finalMps * atSec;
    ARRIVAL.speedMps = finalMps;
    return;
  }
  const t = Math.min(atSec, beforeSec);
  arrivalAt(beforeM, beforeSec, fromMps, finalMps, t, ARRIVAL);
  ARRIVAL.wayM += (atSec - t) * finalMps;
}

function finalSpeed(spec: SynchronizeSpec, masterMps: number): number | null {
  if (spec.finalSpeed === null) return null;
  if (spec.finalSpeed.kind === "absolute") return spec.finalSpeed.valueMps;
  return spec.finalSpeed.type === "delta" ? masterMps + spec.finalSpeed.value : masterMps * spec.finalSpeed.value;
}

// ---- how far it still is ----

/**
 * Way of an entity to a target, m; negative where it lies behind: along its trajectory, else along its lane, else along the roads, else straight on.
 * Timed by ticks, as in the players that step this way, a lane is as long as its road.
 */
function wayToM(world: StoryWorld, index: number, target: SyncTarget): number {
  const entity = world.state.entities[index]!;
  const run = entity.latOwner >= 0 ? world.state.runs[entity.latOwner] : null;
  if (run?.kind === "follow-trajectory") return wayOnTrajectoryM(run as TrajectoryRun, entity.latOwner, target);
  if (world.map !== null && entity.place.road >= 0 && target.place.road >= 0) {
    const alongLaneM = world.options.timing === "tick" ? Number.NaN : wayLeftM(world, index, target.place, target.wayLeft);
    if (!Number.isNaN(alongLaneM)) return alongLaneM;
    roadDistance(world.map, entity.place, target.place, SEARCH_M, DISTANCE);
    if (DISTANCE.found) return (entity.isAgainst ? -DISTANCE.dsM : DISTANCE.dsM) * (entity.speedMps < 0 ? -1 : 1);
  }
  return straightM(entity, target);
}

/** Straight distance, negative where the target lies behind. */
function straightM(entity: EntityState, target: SyncTarget): number {
  const dx = target.xM - entity.xM;
  const dy = target.yM - entity.yM;
  const ahead = dx * cos(entity.hRad) + dy * sin(entity.hRad);
  return Math.sign(ahead) * (entity.speedMps < 0 ? -1 : 1) * Math.sqrt(dx * dx + dy * dy);
}

function wayOnTrajectoryM(run: TrajectoryRun, owner: number, target: SyncTarget): number {
  if (target.trajectory !== owner) {
    target.trajectory = owner;
    target.trajectorySM = nearestSM(run.trajectory, target.xM, target.yM);
  }
  const aheadM = target.trajectorySM - run.sM;
  const { isClosed, lengthM } = run.trajectory;
  return isClosed && aheadM < 0 ? aheadM + lengthM : aheadM;
}
