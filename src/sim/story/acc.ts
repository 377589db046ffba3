/**
 * The adaptive cruise control of the files (`ACCController`, and `ALKSController`, which keeps its lane besides). It wants a speed between that of
 * whoever is ahead and its own set speed, by how much of the wanted gap there is, and comes to it with a time constant of one second. Its
 * makers document what it looks at and its properties, not its law: docs/decisions/0012-gap-keepers.md says which recorded rows the law is from.
 */
import { cos, sin } from "../../core/dmath.ts";
import { roadDistance } from "../../road/opendrive/distance.ts";
import { entitySpecOf } from "./entity-spec.ts";
import { addWay } from "./entity-step.ts";
import type { ControllerSpec, EntitySpec } from "./spec.ts";
import type { AccMemory, ControllerState, EntityState, StoryWorld } from "./state.ts";

/** Kept at a stand, m. */
const LEAST_GAP_M = 3;
/** From the speed to the speed wanted. */
const SETTLE_SEC = 1;
/** Speed beyond the difference to the set speed that a whole wanted gap too much, or too little, is worth, m/s. */
const GAP_MPS = 2.5;
/** Of the greatest acceleration, on a free road. */
const FREE_SHARE = 0.7;
/** Nearer to the set speed than this, a free road is taken evenly less, m/s. */
const NEAR_MPS = 1;
/** From origin to origin it looks so far ahead, or so long at its speed. */
const SIGHT_M = 50;
const SIGHT_SEC = 3;
/** On which road distances are looked for at all, m. */
const SEARCH_M = 500;
const ROUNDING_M = 1e-6;
/** Time gap where a file gives none. */
const TIME_GAP_SEC = 1.5;
/** Where a file gives no limits of the vehicle, m/s^2. */
const USUAL_ACCEL_MPS2 = 5;
const USUAL_DECEL_MPS2 = 10;

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
 * Acceleration of the law, m/s^2. On a free road 0.7 of the greatest, less in proportion within 1 m/s of the set speed. Behind another,
 * (w - v) / 1 s within the limits of the vehicle, where w = u + r (set - u + 2.5 m/s), u the lesser of the lead's and the set speed, and
 * r = gap / (3 m + T max(v, lead)) - 1.
 */
export function accAccelMps2(view: AccView): number {
  const { speedMps, setMps, gapM, leadMps } = view;
  if (gapM === Infinity) {
    const share = Math.max(-1, Math.min(1, (setMps - speedMps) / NEAR_MPS));
    return FREE_SHARE * share * (share < 0 ? view.maxDecelMps2 : view.maxAccelMps2);
  }
  const slowerMps = Math.min(leadMps, setMps);
  const wantedGapM = LEAST_GAP_M + view.timeGapSec * Math.max(speedMps, leadMps);
  const wantedMps = slowerMps + (gapM / wantedGapM - 1) * (setMps - slowerMps + GAP_MPS);
  return Math.max(-view.maxDecelMps2, Math.min(view.maxAccelMps2, (wantedMps - speedMps) / SETTLE_SEC));
}

const VIEW: AccView = { speedMps: 0, setMps: 0, timeGapSec: 0, gapM: Infinity, leadMps: 0, maxAccelMps2: 0, maxDecelMps2: 0 };
const APART = { found: false, dsM: 0, dtM: 0, dLane: 0 };

/** What it keeps, from the properties `setSpeed` and `timeGap`. */
export function newAcc(controller: ControllerSpec): AccMemory {
  const numberOf = (wanted: string): number => Number(controller.properties.find(({ name }) => name === wanted)?.value ?? Number.NaN);
  const timeGapSec = numberOf("timeGap");
  return { law: "acc", wantedMps: numberOf("setSpeed"), timeGapSec: Number.isNaN(timeGapSec) ? TIME_GAP_SEC : timeGapSec };
}

/** One tick of entity `index` up to `endSec`; never backwards, and not over the set speed unless it was. */
export function driveAcc(world: StoryWorld, index: number, controller: ControllerState, endSec: number): void {
  const entity = world.state.entities[index]!;
  const dtSec = endSec - entity.step.untilSec;
  if (dtSec <= 0) return;
  const memory = controller.memory as AccMemory;
  if (Number.isNaN(memory.wantedMps)) memory.wantedMps = entity.speedMps;
  const before = entity.step.speedMps;
  look(world, index, controller, before, dtSec);
  const most = Math.max(before, memory.wantedMps);
  const after = Math.max(0, Math.min(most, before + dtSec * accAccelMps2(VIEW)));
  addWay(entity, 0.5 * (before + after) * dtSec, endSec, after);
  // Added to the default controller, it is that which has moved the entity over the tick, at the speed there was.
  if (controller.isAdditive) entity.step.paceMps = before;
}

function look(world: StoryWorld, index: number, controller: ControllerState, speedMps: number, dtSec: number): void {
  const { entities } = world.state;
  const self = entities[index]!;
  const own = entitySpecOf(world, index);
  VIEW.speedMps = speedMps;
  const { wantedMps, timeGapSec } = controller.memory as AccMemory;
  VIEW.setMps = wantedMps;
  VIEW.timeGapSec = timeGapSec;
  VIEW.maxAccelMps2 = limitOr(own.ability?.maxAccelMps2, USUAL_ACCEL_MPS2);
  VIEW.maxDecelMps2 = limitOr(own.ability?.maxDecelMps2, USUAL_DECEL_MPS2);
  VIEW.gapM = Infinity;
  const rangeM = Math.max(SIGHT_M, SIGHT_SEC * speedMps) + ROUNDING_M;
  // Timed by ticks the others have come to the end of the tick; so has one that the default controller moves.
  const wayM = world.options.timing === "tick" ? speedMps * dtSec : 0;
  const ownM = controller.isAdditive ? wayM : 0;
  const besideM = wayM + ROUNDING_M;
  for (let j = 0; j < entities.length; j++) {
    const other = entities[j]!;
    if (j === index || !other.isPresent || !isOnWay(world, self, other, own, entitySpecOf(world, j))) continue;
    const aheadM = APART.dsM - ownM;
    if (APART.dsM <= besideM || aheadM > rangeM) continue;
    const gapM = aheadM - bumpersM(own, entitySpecOf(world, j));
    if (gapM >= VIEW.gapM) continue;
    VIEW.gapM = gapM;
    VIEW.leadMps = other.speedMps;
  }
}

function limitOr(limit: number | undefined, usual: number): number {
  return limit === undefined || limit === Infinity ? usual : limit;
}

/** From the origin of the one to its front and from the rear of the other to its origin. */
function bumpersM(own: EntitySpec, other: EntitySpec): number {
  return own.box.centerXM + 0.5 * own.box.lengthM + 0.5 * other.box.lengthM - other.box.centerXM;
}

/** Whether the other is on the lane, or on one that it goes on into; off the roads, in the strip straight ahead. Writes how far ahead. */
function isOnWay(world: StoryWorld, self: EntityState, other: EntityState, own: EntitySpec, its: EntitySpec): boolean {
  if (world.map !== null && self.place.road >= 0 && other.place.road >= 0) {
    roadDistance(world.map, self.place, other.place, SEARCH_M, APART);
    if (self.isAgainst) APART.dsM = -APART.dsM;
    return APART.found && APART.dLane === 0;
  }
  const dx = other.xM - self.xM;
  const dy = other.yM - self.yM;
  APART.dsM = dx * cos(self.hRad) + dy * sin(self.hRad);
  APART.dtM = dy * cos(self.hRad) - dx * sin(self.hRad);
  return 2 * Math.abs(APART.dtM) < own.box.widthM + its.box.widthM;
}
