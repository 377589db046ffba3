/**
 * `LoomingController` of the files: a driver who steers by two points, a near one in the lane and a far one, by how fast they move across the
 * view (Salvucci and Gray, A two-point visual control model of steering, 2004), and keeps a gap to whoever is ahead. Constants and what is
 * taken as the far point: docs/decisions/0013-drivers-of-files.md.
 */
import { PI, turnRad, wrapRad } from "../../../core/angle.ts";
import { atan2 } from "../../../core/dmath.ts";
import { emptyRoadDistance, roadDistance } from "../../../road/opendrive/distance.ts";
import { emptyTravelled, travel } from "../../../road/opendrive/travel.ts";
import { emptyRoadPoint, laneCentreTM, pointAt } from "../../../road/opendrive/point.ts";
import { emptyPlace } from "../../../road/opendrive/place.ts";
import { entitySpecOf } from "../entity-spec.ts";
import { junctionChoice } from "../junction-choice.ts";
import { copyPlace } from "../placing.ts";
import { refusal } from "../refusal.ts";
import type { ControllerSpec, EntitySpec } from "../spec.ts";
import type { ControllerState, StoryWorld } from "../state.ts";
import { type FarPoint, findFarPoint } from "./far-point.ts";
import type { LoomingMemory } from "./memory.ts";
import { newPlainCar, pedalled, roll, steer } from "./plain-car.ts";
import { numberProperty, textProperty } from "./properties.ts";

/** Of the near point's angle, of its rate and of the far point's rate. */
const NEAR = 1.8;
const NEAR_RATE_SEC = 1.3;
const FAR_RATE_SEC = 1.5;
const NEAR_M = 10;
const FAR_M = 80;
/** All of the steering at such a sum. */
const FULL_RAD = PI / 4;
const STEERING_RADPS = 4;
const TIME_GAP_SEC = 1.5;
const LEAST_GAP_M = 3;
/** Nearer than this it lets the car roll. */
const TOUCHING_M = 1;
const SIGHT_M = 130;
const ASIDE_M = 5;
const SMALL = 1e-6;

/** What it keeps, from the properties `setSpeed` (with `mode` override) and `timeGap`. */
export function newLooming(controller: ControllerSpec, body: EntitySpec): LoomingMemory {
  const isOverriding = textProperty(controller, "mode") === "override";
  return {
    law: "looming",
    wantedMps: (isOverriding ? numberProperty(controller, "setSpeed") : null) ?? Number.NaN,
    timeGapSec: numberProperty(controller, "timeGap") ?? TIME_GAP_SEC,
    car: newPlainCar(body),
    nearRad: Number.NaN,
    farRad: Number.NaN,
  };
}

const FAR: FarPoint = { isFound: false, angleRad: 0, aheadM: 0, junctionM: 0 };
const LEAD = { gapM: Infinity, index: -1 };
const APART = emptyRoadDistance();
const OUT = emptyTravelled();
const BESIDE = emptyPlace();
const POINT = emptyRoadPoint();

/** One tick of entity `index` up to `endSec`. @throws InputError where there are no roads. */
export function driveLooming(world: StoryWorld, index: number, controller: ControllerState, endSec: number): void {
  const entity = world.state.entities[index]!;
  const spec = entitySpecOf(world, index);
  const memory = controller.memory as LoomingMemory;
  const { dtSec } = world.options;
  if (world.map === null || entity.place.road < 0) throw refusal("ActivateControllerAction", "roads", "LoomingController without any", "");
  if (Number.isNaN(memory.wantedMps)) memory.wantedMps = entity.speedMps;
  findLead(world, index);
  const nearRad = pointAheadRad(world, index, NEAR_M);
  const farRad = farRadOf(world, index);
  const isFirst = Number.isNaN(memory.nearRad);
  const nearRadps = isFirst ? 0 : (nearRad - memory.nearRad) / dtSec;
  const farRadps = isFirst ? 0 : (farRad - memory.farRad) / dtSec;
  memory.nearRad = nearRad;
  memory.farRad = farRad;
  const steering = (NEAR * nearRad + NEAR_RATE_SEC * nearRadps + FAR_RATE_SEC * farRadps) / FULL_RAD;
  const leadMps = LEAD.index < 0 ? 0 : world.state.entities[LEAD.index]!.speedMps;
  const pedal = loomingPedal(entity.speedMps, memory.wantedMps, memory.timeGapSec, LEAD.gapM, leadMps);
  const speedMps = pedalled(memory.car, spec, entity.speedMps, pedal, dtSec);
  steer(memory.car, speedMps, Math.max(-1, Math.min(1, steering)), STEERING_RADPS, dtSec);
  roll(world, index, memory.car, speedMps, endSec);
}

/**
 * From -1, all of the brake, to 1. On a free road the speed that is missing, m/s. Behind another, where r is the gap (m) over the one wanted
 * less 1, at most 1: r - r (v - set) - (1 - r) (v - min(set, lead)); the gap wanted is 3 m and the time gap at the greater of both speeds.
 */
export function loomingPedal(speedMps: number, setMps: number, timeGapSec: number, gapM: number, leadMps: number): number {
  if (gapM < TOUCHING_M) return 0;
  if (gapM === Infinity) return Math.max(-1, Math.min(1, setMps - speedMps));
  const r = Math.min(1, gapM / (LEAST_GAP_M + timeGapSec * Math.max(speedMps, leadMps)) - 1);
  const pedal = r - r * (speedMps - setMps) - (1 - r) * (speedMps - Math.min(setMps, leadMps));
  return Math.max(-1, Math.min(1, pedal));
}

/** Whoever is ahead on the lane and what it goes on into: bumper to bumper, the nearest. */
function findLead(world: StoryWorld, index: number): void {
  const { entities } = world.state;
  const self = entities[index]!;
  const own = entitySpecOf(world, index);
  LEAD.gapM = Infinity;
  LEAD.index = -1;
  for (let j = 0; j < entities.length; j++) {
    const other = entities[j]!;
    if (j === index || !other.isPresent || other.place.road < 0) continue;
    roadDistance(world.map!, self.place, other.place, SIGHT_M, APART);
    if (!APART.found || APART.dLane !== 0 || Math.abs(APART.dtM) >= ASIDE_M) continue;
    const its = entitySpecOf(world, j);
    const isTurned = Math.abs(turnRad(self.hRad, other.hRad)) >= PI / 2;
    const aheadM = self.isAgainst ? -APART.dsM : APART.dsM;
    const ownFrontM = 0.5 * own.box.lengthM + own.box.centerXM;
    const gapM = aheadM - ownFrontM - (0.5 * its.box.lengthM + (isTurned ? its.box.centerXM : -its.box.centerXM));
    // Of two at one gap the slower.
    if (gapM <= 0 || gapM > LEAD.gapM || (gapM === LEAD.gapM && other.speedMps >= entities[LEAD.index]!.speedMps)) continue;
    LEAD.gapM = gapM;
    LEAD.index = j;
  }
}

/**
 * Angle of the far point: in W where the sight touches a border of the lane; that from the one ahead back to the car, against its heading, where
 * that one is nearer; else that of the lane's middle 80 m ahead, or beside the car where the one ahead is beyond a junction.
 */
function farRadOf(world: StoryWorld, index: number): number {
  const entity = world.state.entities[index]!;
  findFarPoint(world.map!, entity, FAR_M, FAR);
  const isLeadNear = LEAD.gapM <= FAR_M;
  if (isLeadNear && FAR.junctionM < LEAD.gapM) return pointAheadRad(world, index, 0);
  if (isLeadNear && !(FAR.isFound && FAR.aheadM < LEAD.gapM)) {
    const lead = world.state.entities[LEAD.index]!;
    return wrapRad(atan2(entity.yM - lead.yM, entity.xM - lead.xM) - entity.hRad);
  }
  return FAR.isFound ? FAR.angleRad : pointAheadRad(world, index, FAR_M);
}

/** Angle from the heading to the middle of the lane so far ahead along it. */
function pointAheadRad(world: StoryWorld, index: number, aheadM: number): number {
  const entity = world.state.entities[index]!;
  const map = world.map!;
  copyPlace(entity.place, BESIDE);
  BESIDE.offsetM = 0;
  BESIDE.tM = laneCentreTM(map, BESIDE.road, BESIDE.sM, BESIDE.lane);
  travel(map, BESIDE, entity.isAgainst, aheadM, junctionChoice(world, index), OUT, "lane");
  const { place } = OUT;
  pointAt(map, place.road, place.sM, place.tM, POINT);
  const dx = POINT.xM - entity.xM;
  const dy = POINT.yM - entity.yM;
  if (Math.abs(dx) < SMALL && Math.abs(dy) < SMALL) return entity.hRad;
  return wrapRad(atan2(dy, dx) - entity.hRad);
}
