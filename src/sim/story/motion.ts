/**
 * The default controller: who is on a road follows the lane, keeping the offset from its centre and the heading towards the road, at the speed that
 * the longitudinal actions have given; who is off it goes straight ahead in the plane. Everyone stands on the surface of the road.
 */
import { turnRad, wrapRad } from "../../core/angle.ts";
import { asin, atan, cos } from "../../core/dmath.ts";
import { emptySpan, findSpan, nearestSpan } from "../../road/opendrive/lanes.ts";
import { graphOf, tablesOf } from "../../road/opendrive/map.ts";
import { emptyTravelled, type JunctionChoice, travel } from "../../road/opendrive/travel.ts";
import { placeOf } from "../../road/opendrive/place.ts";
import { emptyRoadPoint, footAt, laneWidthM, pointAt } from "../../road/opendrive/point.ts";
import { junctionChoice } from "./junction-choice.ts";
import { driveController, driveControllers, guideEntities, isControlled } from "./controllers.ts";
import { beginStep, driveTo, nowSec } from "./entity-step.ts";
import { entitySpecOf } from "./entity-spec.ts";
import { headingOf } from "./heading.ts";
import type { ShiftRun } from "./lat-actions.ts";
import type { SideRun } from "./lateral-distance.ts";
import { driveTraffic } from "./made-traffic.ts";
import { BORDER_M, copyPlace, findPlace, isAt, standFreely, standOnRoad } from "./placing.ts";
import { noteRates } from "./r157/sight.ts";
import type { EntitySpec } from "./spec.ts";
import type { EntityState, StoryWorld } from "./state.ts";
import { moveTrailers } from "./trailers.ts";

/** Slower than this, a heading cannot be told from motion. */
const STILL_MPS = 1e-6;
/** A lane at a radius below a twentieth of its distance from the reference line is taken as turning at that. */
const MIN_STRETCH = 0.05;
/** A lane that is no wider has no width. */
const NO_WIDTH_M = 1e-6;
/** So far ahead a lane must have no width either to have ended. */
const AHEAD_M = 1;
const OUT = emptyTravelled();
const SPAN = emptySpan();
const POINT = emptyRoadPoint();
const BEFORE = { xM: 0, yM: 0, hRad: 0, speedMps: 0, vxMps: 0, vyMps: 0 };

/**
 * Carries out the tick that ends now, `dtSec` long (0: the setting up before the first), for all entities: their way, offset or pose as the actions
 * have worked it out, then their rates by difference. Empties what the actions left.
 */
export function moveEntities(world: StoryWorld, dtSec: number): void {
  const endSec = nowSec(world);
  const { entities } = world.state;
  const hasControllers = dtSec > 0 && isAnyAssigned(entities);
  // Timed by ticks, controllers see the others where they have come to (docs/decisions/0012-gap-keepers.md); else all see the same snapshot.
  const isLate = hasControllers && world.options.timing === "tick";
  if (hasControllers) noteRates(world);
  if (hasControllers) guideEntities(world, endSec);
  if (hasControllers && !isLate) driveControllers(world, endSec);
  if (dtSec > 0) driveTraffic(world, dtSec);
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i]!;
    entity.isWithinLane = false;
    if (entity.isPresent && entity.towedBy < 0 && !(isLate && isControlled(entity))) moveEntity(world, entity, i, dtSec, endSec);
  }
  for (let i = 0; isLate && i < entities.length; i++) {
    const entity = entities[i]!;
    if (!entity.isPresent || entity.towedBy >= 0 || !isControlled(entity)) continue;
    driveController(world, i, endSec);
    moveEntity(world, entity, i, dtSec, endSec);
  }
  moveTrailers(world, dtSec);
  for (const entity of entities) {
    // Who is not in the world yet comes in at the speed that was set before.
    if (!entity.isPresent) entity.speedMps = entity.step.speedMps;
    beginStep(entity, endSec);
  }
}

/** Whether anybody has a controller; in most stories nobody has. */
function isAnyAssigned(entities: readonly EntityState[]): boolean {
  for (let i = 0; i < entities.length; i++) if (entities[i]!.controllers.length > 0) return true;
  return false;
}

function moveEntity(world: StoryWorld, entity: EntityState, index: number, dtSec: number, endSec: number): void {
  if (entity.isExternal && dtSec > 0) {
    // Pose and rates are given; the road says the rest.
    standFreely(world, entity, world.map === null ? entity.zM : Number.NaN, entity.hRad, Number.NaN, Number.NaN);
    entity.odometerM += Math.abs(entity.speedMps) * dtSec;
    return;
  }
  remember(entity);
  const { odometerM, step } = entity;
  if (step.onto.road >= 0) copyPlace(step.onto, step.isPosed ? entity.place : entity.guide);
  driveTo(entity, endSec);
  entity.speedMps = entity.step.speedMps;
  if (entity.step.isPosed) takePose(world, entity, index);
  else if (world.map !== null && entity.guide.road >= 0) followLane(world, entity, index, dtSec, endSec);
  else goStraight(world, entity, dtSec);
  // In esmini the way is the sum of its chords.
  if (world.plan.spec.semantics === "esmini" && !entity.step.isBroken) entity.odometerM = odometerM + chordM(entity);
  updateRates(entity, entitySpecOf(world, index), dtSec);
}

/** From where it was at the tick's beginning. */
function chordM(entity: EntityState): number {
  const dx = entity.xM - BEFORE.xM;
  const dy = entity.yM - BEFORE.yM;
  return Math.sqrt(dx * dx + dy * dy);
}

function remember(entity: EntityState): void {
  BEFORE.xM = entity.xM;
  BEFORE.yM = entity.yM;
  BEFORE.hRad = entity.hRad;
  BEFORE.speedMps = entity.speedMps;
  BEFORE.vxMps = entity.vxMps;
  BEFORE.vyMps = entity.vyMps;
}

/** Way of the tick. Timed by ticks the speed at its end counts for all of it, as in the players that step this way; else the true way. */
function wayOf(world: StoryWorld, entity: EntityState, dtSec: number): number {
  const { step } = entity;
  if (world.options.timing !== "tick") return step.wayM;
  if (step.isTeleported) return 0;
  return (Number.isNaN(step.paceMps) ? step.speedMps : step.paceMps) * dtSec;
}

// ---- on the road ----

function followLane(world: StoryWorld, entity: EntityState, index: number, dtSec: number, endSec: number): void {
  const { step, guide } = entity;
  const wayM = wayOf(world, entity, dtSec);
  const isShifting = !Number.isNaN(step.offsetM);
  const leanRad = isShifting && dtSec > 0 ? leanOf(entity) : 0;
  const shiftM = isShifting ? step.offsetM - guide.offsetM : 0;
  const alongM = isShifting ? alongOf(world, entity, wayM, shiftM, leanRad) : wayM;
  if (isShifting) guide.offsetM += 0.5 * shiftM;
  const choice = junctionChoice(world, index);
  const wasAgainst = entity.isAgainst;
  const arrival = travelled(world, entity, alongM + step.jumpM, choice);
  copyPlace(OUT.place, guide);
  entity.isAgainst = OUT.isAgainst;
  if (OUT.isAgainst !== wasAgainst) turnShift(world, entity);
  if (!isShifting && OUT.widthM <= NO_WIDTH_M) leaveEndedLane(world, entity);
  if (isShifting) {
    guide.offsetM = (OUT.isAgainst === wasAgainst ? 1 : -1) * step.offsetM;
    guide.tM = (Number.isNaN(OUT.centreTM) ? guide.tM - 0.5 * shiftM - guide.offsetM : OUT.centreTM) + guide.offsetM;
    entity.relativeHRad = 0;
  }
  entity.odometerM += Math.abs(wayM) - OUT.leftM;
  if (arrival === "end-of-road" && wayM !== 0) {
    // Where nothing is left to drive it stands; in the tick of its arrival it still has its speed.
    if (OUT.leftM >= Math.abs(alongM)) entity.speedMps = 0;
    if (Number.isNaN(entity.endOfRoadSinceSec)) entity.endOfRoadSinceSec = endSec;
  } else if (wayM !== 0) {
    entity.endOfRoadSinceSec = Number.NaN;
  }
  laneAsIs(world, entity);
  standOnRoad(world, entity, leanRad);
}

/**
 * Travels along the lane from the guide's place. Timed by ticks, what the lane is longer or shorter than the reference line is that of the tick's
 * beginning, as in the players that step this way.
 */
function travelled(world: StoryWorld, entity: EntityState, wayM: number, choice: JunctionChoice): "ok" | "end-of-road" {
  const { guide } = entity;
  const map = world.map!;
  if (world.options.timing !== "tick") return travel(map, guide, entity.isAgainst, wayM, choice, OUT, "lane");
  footAt(map, guide.road, guide.sM, entity.foot);
  const stretch = Math.max(MIN_STRETCH, 1 - entity.foot.curvaturePerM * guide.tM);
  const arrival = travel(map, guide, entity.isAgainst, wayM / stretch, choice, OUT, "reference");
  OUT.leftM *= stretch;
  return arrival;
}

/**
 * Who is on a lane whose width has fallen to nothing, and stays so ahead, goes on in the nearest lane of its side. It keeps its place; timed by
 * ticks, as in the players that step this way, its offset from the middle of the lane.
 */
function leaveEndedLane(world: StoryWorld, { guide, isAgainst, speedMps }: EntityState): void {
  const map = world.map!;
  const isBack = isAgainst !== speedMps < 0;
  const isEnded = laneWidthM(map, guide.road, guide.sM + (isBack ? -AHEAD_M : AHEAD_M), guide.lane) <= NO_WIDTH_M;
  const { lanes } = tablesOf(map, guide.road);
  if (!isEnded || !findSpan(lanes, guide.sM, guide.lane, SPAN) || SPAN.row === null) return;
  nearestSpan(lanes, guide.sM, guide.tM, SPAN.row.isDriving, SPAN);
  if (SPAN.row === null || SPAN.row.id * guide.lane < 0) return;
  const centreM = 0.5 * (SPAN.innerM + SPAN.outerM);
  guide.lane = SPAN.row.id;
  if (world.options.timing === "tick") guide.tM = centreM + guide.offsetM;
  else guide.offsetM = guide.tM - centreM;
  OUT.widthM = Math.abs(SPAN.outerM - SPAN.innerM);
}

/** Nearer to a border than this, the lanes themselves are asked who is where. */
const WELL_WITHIN_M = 1e-3;

/** The place of an entity from its guide, to which it has travelled: the lane that it is in. */
function laneAsIs(world: StoryWorld, entity: EntityState): void {
  const { guide, place } = entity;
  entity.isWithinLane = guide.lane !== 0 && Math.abs(guide.offsetM) < 0.5 * OUT.widthM - WELL_WITHIN_M;
  if (Math.abs(guide.offsetM) <= 0.5 * OUT.widthM + BORDER_M || entity.step.isBroken || entity.speedMps === 0) copyPlace(guide, place);
  else placeOf(world.map!, guide.road, guide.sM, guide.tM, place);
}

/** Where the road beyond runs the other way, so do the lengths to the side of the action under way. */
function turnShift(world: StoryWorld, entity: EntityState): void {
  const run = (entity.latOwner < 0 ? null : world.state.runs[entity.latOwner]) as ShiftRun | SideRun | null | undefined;
  if (run?.kind === "lane-change" || run?.kind === "lane-offset") {
    run.fromM = -run.fromM;
    run.toM = -run.toM;
  } else if (run?.kind === "lateral-distance") {
    run.offsetMps = -run.offsetMps;
    run.accelMps2 = -run.accelMps2;
  }
}

/** Angle of the way to the side: the speed is along the heading, of which the sideways part is known. */
function leanOf(entity: EntityState): number {
  const { step } = entity;
  if (Math.abs(Number.isNaN(step.paceMps) ? step.speedMps : step.paceMps) < STILL_MPS) return 0;
  const leftMps = entity.isAgainst ? -step.offsetMps : step.offsetMps;
  const slope = leftMps / (Number.isNaN(step.paceMps) ? step.speedMps : step.paceMps);
  return step.isAcross ? atan(slope) : asin(Math.max(-1, Math.min(1, slope)));
}

/** What of a way goes along the lane while it shifts by `shiftM`. */
function alongOf(world: StoryWorld, entity: EntityState, wayM: number, shiftM: number, leanRad: number): number {
  if (world.options.timing === "tick") return entity.step.isAcross ? wayM : wayM * cos(leanRad);
  return Math.sign(wayM) * Math.sqrt(Math.max(0, wayM * wayM - shiftM * shiftM));
}

// ---- off the road ----

function goStraight(world: StoryWorld, entity: EntityState, dtSec: number): void {
  const { step, guide } = entity;
  if (entity.isStranded) {
    entity.speedMps = 0;
    return;
  }
  const wayM = wayOf(world, entity, dtSec);
  const shiftM = Number.isNaN(step.offsetM) ? 0 : step.offsetM - guide.offsetM;
  const { cosH, sinH } = headingOf(entity);
  entity.xM += (wayM + step.jumpM) * cosH - shiftM * sinH;
  entity.yM += (wayM + step.jumpM) * sinH + shiftM * cosH;
  guide.offsetM += shiftM;
  entity.odometerM += Math.abs(wayM);
  if (world.map !== null) findPlace(world, entity);
}

// ---- by pose ----

function takePose(world: StoryWorld, entity: EntityState, index: number): void {
  const { pose } = entity.step;
  entity.xM = pose.xM;
  entity.yM = pose.yM;
  if (!entity.step.isBroken) entity.odometerM += chordM(entity);
  standFreely(world, entity, pose.zM, pose.hRad, pose.pRad, pose.rRad);
  if (!isBeyondRoad(world, entity)) entity.endOfRoadSinceSec = Number.NaN;
  else if (Number.isNaN(entity.endOfRoadSinceSec)) entity.endOfRoadSinceSec = nowSec(world);
  if (entity.step.restM !== 0) driveOn(world, entity, index, entity.step.restM);
}

/** Whether it has gone over an end of its road where nothing goes on. */
function isBeyondRoad(world: StoryWorld, entity: EntityState): boolean {
  const { place, guide } = entity;
  if (world.map === null || guide.road >= 0 || place.road < 0) return false;
  const isAtStart = place.sM <= 0;
  if (!isAtStart && place.sM < world.map.source.roads[place.road]!.lengthM) return false;
  const { beyondStart } = graphOf(world.map);
  const end = 2 * place.road + (isAtStart ? 1 : 0);
  if (beyondStart[end] !== beyondStart[end + 1]) return false;
  pointAt(world.map, place.road, place.sM, place.tM, POINT);
  return !isAt(POINT, entity);
}

/** Drives a way from where it stands, as the default controller does. */
function driveOn(world: StoryWorld, entity: EntityState, index: number, wayM: number): void {
  const { guide } = entity;
  entity.odometerM += Math.abs(wayM);
  if (world.map === null || guide.road < 0) {
    const { cosH, sinH } = headingOf(entity);
    entity.xM += wayM * cosH;
    entity.yM += wayM * sinH;
    return;
  }
  travel(world.map, guide, entity.isAgainst, wayM, junctionChoice(world, index), OUT, "lane");
  copyPlace(OUT.place, guide);
  copyPlace(OUT.place, entity.place);
  entity.isAgainst = OUT.isAgainst;
  standOnRoad(world, entity, 0);
}

// ---- rates ----

/** Velocity along the heading, the rest by difference to the tick before. The wheel angle is that of a bicycle on the same path. */
function updateRates(entity: EntityState, spec: EntitySpec, dtSec: number): void {
  const { cosH, sinH } = headingOf(entity);
  entity.vxMps = entity.speedMps * cosH;
  entity.vyMps = entity.speedMps * sinH;
  const isKnown = dtSec > 0 && !entity.step.isBroken;
  entity.yawRateRadps = isKnown ? turnRad(BEFORE.hRad, entity.hRad) / dtSec : 0;
  entity.accelMps2 = isKnown ? (entity.speedMps - BEFORE.speedMps) / dtSec : 0;
  entity.axMps2 = isKnown ? (entity.vxMps - BEFORE.vxMps) / dtSec : 0;
  entity.ayMps2 = isKnown ? (entity.vyMps - BEFORE.vyMps) / dtSec : 0;
  entity.wheelAngleRad = wheelAngleOf(entity, spec);
}

function wheelAngleOf(entity: EntityState, spec: EntitySpec): number {
  if (spec.axles === null || Math.abs(entity.speedMps) < STILL_MPS) return 0;
  const slope = ((spec.axles.frontXM - spec.axles.rearXM) * entity.yawRateRadps) / entity.speedMps;
  const angle = slope === 0 ? slope : atan(slope);
  return wrapRad(Math.max(-spec.axles.maxSteeringRad, Math.min(spec.axles.maxSteeringRad, angle)));
}
