/**
 * The adaptive cruise control of the files (`ACCController`, and `ALKSController`, which keeps its lane besides). It wants a speed between that of
 * whoever is ahead and its own set speed, by how much of the wanted gap there is, and comes to it with a time constant of one second.
 * docs/decisions/0012-gap-keepers.md says where the law is from.
 */
import { cos, sin } from "../../core/dmath.ts";
import { emptyRoadDistance, roadDistance } from "../../road/opendrive/distance.ts";
import { entitySpecOf } from "./entity-spec.ts";
import { flagProperty, numberProperty, textProperty } from "./drivers/properties.ts";
import { comeTo } from "./entity-step.ts";
import { emptyMeasured, emptySpot, measureDistance, spotOfEntity } from "./measure.ts";
import { refusal } from "./refusal.ts";
import type { ControllerSpec, EntitySpec, MeasureSpec } from "./spec.ts";
import type { AccMemory, ControllerState, EntityState, StoryWorld } from "./state.ts";

/** Kept at a stand, m. */
const LEAST_GAP_M = 3;
/** With less than this it stands at once, m. */
const NO_GAP_M = 1;
/** Speed beyond the difference to the set speed that a whole wanted gap too much, or too little, is worth, m/s. */
const GAP_MPS = 2.5;
/** Of the greatest acceleration, on a free road, for each m/s below the set speed, and in all. */
const FREE_SHARE = 0.7;
/** From origin to origin it looks so far ahead, or as far as it needs to stop twice. */
const SIGHT_M = 50;
/** Who is in its lane, and farther to the side than this, is not on its way, m. */
const SIDE_M = 5;
/** In whatever lane, who is so near to the side of its box is on its way: to the left, to the right, m. */
const NEAR_LEFT_M = 0.2;
const NEAR_RIGHT_M = 0.5;
/** And so far ahead: this and the other's length, and half a second of the difference in speed, m. */
const NEAR_AHEAD_M = 1;
const NEAR_SEC = 0.5;
/** An action has set the speed where it differs by more than this, m/s. */
const SAME_MPS = 1e-3;
/** Time gap where a file gives none. */
const TIME_GAP_SEC = 1.5;
const ROUNDING_M = 1e-6;
/** Where a file gives no limits of the vehicle, m/s^2. */
const USUAL_ACCEL_MPS2 = 5;
const USUAL_DECEL_MPS2 = 10;
const AHEAD: MeasureSpec = { distance: "longitudinal", coordinates: "entity", isFreespace: true, routing: "undefined" };
const ACROSS: MeasureSpec = { distance: "lateral", coordinates: "entity", isFreespace: true, routing: "undefined" };
const SPOT = emptySpot();
const OTHER = emptySpot();
const MEASURED = emptyMeasured();

/** What the law goes by: m, m/s. */
export interface AccView {
  speedMps: number;
  setMps: number;
  timeGapSec: number;
  /** From bumper to bumper; Infinity: nobody is ahead. */
  gapM: number;
  leadMps: number;
  maxAccelMps2: number;
  maxDecelMps2: number;
}

/**
 * Acceleration of the law, m/s^2, within the limits of the vehicle. On a free road 0.7 of the greatest for each m/s up to the set speed, and no
 * more than that. Behind another (w - v) / 1 s, where w = u + r (set - u + 2.5 m/s), u the lesser of the lead's and the set speed, and r =
 * gap / (3 m + T max(v, lead)) - 1, at most 1.
 */
export function accAccelMps2(view: AccView): number {
  const { speedMps, setMps, gapM, leadMps } = view;
  if (gapM === Infinity) {
    const mostMps2 = FREE_SHARE * view.maxAccelMps2;
    return Math.max(-view.maxDecelMps2, Math.min(mostMps2, mostMps2 * (setMps - speedMps)));
  }
  const slowerMps = Math.min(leadMps, setMps);
  const wantedGapM = LEAST_GAP_M + view.timeGapSec * Math.abs(Math.max(speedMps, leadMps));
  const wantedMps = slowerMps + Math.min(1, gapM / wantedGapM - 1) * (setMps - slowerMps + GAP_MPS);
  return Math.max(-view.maxDecelMps2, Math.min(view.maxAccelMps2, wantedMps - speedMps));
}

const VIEW: AccView = { speedMps: 0, setMps: 0, timeGapSec: 0, gapM: Infinity, leadMps: 0, maxAccelMps2: 0, maxDecelMps2: 0 };
const APART = emptyRoadDistance();

/**
 * What it keeps, from the properties `setSpeed`, `timeGap` and `lateralDist`. Added to the default controller, its set speed is the speed that
 * there is at its activation, and whatever an action sets later.
 * @throws InputError for `virtual`, which would not drive.
 */
export function newAcc(controller: ControllerSpec): AccMemory {
  if (flagProperty(controller, "virtual", false)) {
    throw refusal(
      "Controller",
      "a cruise control that drives",
      `property virtual ${JSON.stringify(textProperty(controller, "virtual"))}`,
      "take the property out: it would only report an acceleration",
    );
  }
  const isAdditive = (textProperty(controller, "mode") ?? "additive") === "additive";
  const setMps = numberProperty(controller, "setSpeed") ?? Number.NaN;
  return {
    law: "acc",
    wantedMps: isAdditive ? Number.NaN : setMps,
    speedMps: Number.NaN,
    timeGapSec: numberProperty(controller, "timeGap") ?? TIME_GAP_SEC,
    sideM: numberProperty(controller, "lateralDist") ?? SIDE_M,
  };
}

/** One tick of entity `index` up to `endSec`; never backwards. */
export function driveAcc(world: StoryWorld, index: number, controller: ControllerState, endSec: number): void {
  const entity = world.state.entities[index]!;
  const { dtSec } = world.options;
  const memory = controller.memory as AccMemory;
  const paceMps = entity.step.speedMps;
  if (Number.isNaN(memory.speedMps)) memory.speedMps = entity.speedMps;
  if (Number.isNaN(memory.wantedMps)) memory.wantedMps = entity.speedMps;
  if (Math.abs(paceMps - memory.speedMps) > SAME_MPS) memory.wantedMps = paceMps;
  const before = memory.speedMps;
  look(world, index, controller, paceMps, dtSec);
  const after = Math.max(0, speedAfter(before, dtSec));
  comeTo(entity, before, after, endSec);
  memory.speedMps = after;
  // Added to the default controller, it is that which has moved the entity over the tick, at the speed there was.
  if (controller.isAdditive) entity.step.paceMps = paceMps;
}

/** It comes to its set speed and not beyond it, nor further away from it. */
function speedAfter(beforeMps: number, dtSec: number): number {
  if (VIEW.gapM < NO_GAP_M) return 0;
  const { setMps, gapM } = VIEW;
  const afterMps = beforeMps + dtSec * accAccelMps2(VIEW);
  if (gapM !== Infinity || beforeMps <= setMps) return Math.min(afterMps, Math.max(beforeMps, setMps));
  return Math.max(afterMps, setMps);
}

function look(world: StoryWorld, index: number, controller: ControllerState, paceMps: number, dtSec: number): void {
  const { entities } = world.state;
  const self = entities[index]!;
  const own = entitySpecOf(world, index);
  const { speedMps, wantedMps, timeGapSec, sideM } = controller.memory as AccMemory;
  VIEW.speedMps = speedMps;
  VIEW.setMps = wantedMps;
  VIEW.timeGapSec = timeGapSec;
  VIEW.maxAccelMps2 = limitOr(own.ability?.maxAccelMps2, USUAL_ACCEL_MPS2);
  VIEW.maxDecelMps2 = limitOr(own.ability?.maxDecelMps2, USUAL_DECEL_MPS2);
  VIEW.gapM = Infinity;
  const rangeM = Math.max(SIGHT_M, 2 * LEAST_GAP_M + (speedMps * speedMps) / VIEW.maxDecelMps2) + ROUNDING_M;
  // Timed by ticks the others have come to the end of the tick; so has one that the default controller moves.
  const ownM = world.options.timing === "tick" && controller.isAdditive ? paceMps * dtSec : 0;
  spotOfEntity(world, index, SPOT);
  for (let j = 0; j < entities.length; j++) {
    const other = entities[j]!;
    if (j === index || !other.isPresent) continue;
    const its = entitySpecOf(world, j);
    if (isOnWay(world, self, other, own, its, rangeM + ownM) && Math.abs(APART.dtM) < sideM) {
      const gapM = APART.dsM - ownM - bumpersM(self, other, own, its);
      if (gapM > 0) {
        heed(gapM, other.speedMps);
        continue;
      }
    }
    lookBeside(world, j, ownM, its.box.lengthM);
  }
}

/** Takes whoever is nearer than the others so far; of two at one gap the slower. */
function heed(gapM: number, leadMps: number): void {
  if (gapM > VIEW.gapM || (gapM === VIEW.gapM && leadMps >= VIEW.leadMps)) return;
  VIEW.gapM = gapM;
  VIEW.leadMps = leadMps;
}

/** Whoever is close ahead of the own box, whatever its lane, is on its way. */
function lookBeside(world: StoryWorld, otherIndex: number, ownM: number, itsLengthM: number): void {
  const leadMps = world.state.entities[otherIndex]!.speedMps;
  spotOfEntity(world, otherIndex, OTHER);
  measureDistance(world, SPOT, OTHER, AHEAD, MEASURED);
  const gapM = MEASURED.distanceM - ownM;
  if (!(gapM > 0) || gapM >= NEAR_AHEAD_M + itsLengthM + NEAR_SEC * Math.max(0, VIEW.speedMps - leadMps)) return;
  measureDistance(world, SPOT, OTHER, ACROSS, MEASURED);
  if (MEASURED.distanceM >= NEAR_LEFT_M || MEASURED.distanceM <= -NEAR_RIGHT_M) return;
  heed(gapM, leadMps);
}

function limitOr(limit: number | undefined, usual: number): number {
  return limit === undefined || limit === Infinity ? usual : limit;
}

/** From the origin of the one to its front and from the end of the other that it comes to, to the other's origin. */
function bumpersM(self: EntityState, other: EntityState, own: EntitySpec, its: EntitySpec): number {
  const itsCentreM = cos(self.hRad - other.hRad) > 0 ? its.box.centerXM : -its.box.centerXM;
  return own.box.centerXM + 0.5 * own.box.lengthM + 0.5 * its.box.lengthM - itsCentreM;
}

/** Whether the other is on the lane, or on one that it goes on into; off the roads, in the strip straight ahead. Writes how far ahead. */
function isOnWay(world: StoryWorld, self: EntityState, other: EntityState, own: EntitySpec, its: EntitySpec, rangeM: number): boolean {
  if (world.map !== null && self.place.road >= 0 && other.place.road >= 0) {
    roadDistance(world.map, self.place, other.place, rangeM, APART);
    if (self.isAgainst) APART.dsM = -APART.dsM;
    return APART.found && APART.dLane === 0;
  }
  const dx = other.xM - self.xM;
  const dy = other.yM - self.yM;
  APART.dsM = dx * cos(self.hRad) + dy * sin(self.hRad);
  APART.dtM = dy * cos(self.hRad) - dx * sin(self.hRad);
  return APART.dsM < rangeM && 2 * Math.abs(APART.dtM) < own.box.widthM + its.box.widthM;
}
