/**
 * The careful and competent driver of UN R157 (Annex 4, Appendix 3) with an emergency brake, as the players whose files name it have it: it
 * notices that somebody cuts in, cuts out or brakes, perceives it, and if it is critical then, reacts and brakes. Which facts this is from:
 * docs/decisions/0014-r157-in-stories.md.
 */
import { HUMAN_REACTION_SEC } from "../../../vehicle/r157/shared.ts";
import { entitySpecOf } from "../entity-spec.ts";
import type { StoryWorld } from "../state.ts";
import type { R157Memory, Sight } from "./record.ts";
import { centreOffsetM, coversFront } from "./sight.ts";

/** Before the other is a risk it has to be looked at so long; a cut-in by the way it makes to the side in that time at most. */
const PERCEPTION_SEC = 0.4;
const PERCEPTION_M = 0.72;
/** A vehicle wanders so far within its lane without a meaning. */
const WANDERING_M = 0.375;
const HARD_BRAKING_MPS2 = 5;
/** Critical below these: to collision for a cut-in, to where the other is for the rest. */
const CRITICAL_SEC = 2;
const LIFT_OFF_MPS2 = 0.4;
/** In which a brake comes to its full force. */
const GROWTH_SEC = 0.6;
/** Kept from the one ahead, and in time. */
const LEAST_GAP_M = 2;
const GAP_SEC = 2;
const NOTHING = 1e-6;

/** Gap that it keeps at a speed, m. */
export function carefulGapM(speedMps: number): number {
  return LEAST_GAP_M + GAP_SEC * speedMps;
}

// ---- who is a threat ----

/** Whether it has to keep an eye on another; writes what that one does. */
export function isThreat(world: StoryWorld, memory: R157Memory, sight: Sight): boolean {
  follow(world, memory, sight);
  sight.action = "none";
  if (sight.isPedestrian) {
    if (sight.nearingMps > NOTHING) sight.action = "cut-in";
    return sight.action === "cut-in";
  }
  if (sight.dLane !== 0) {
    if (hasComeNear(world, memory, sight.entity)) sight.action = "cut-in";
    return sight.action === "cut-in";
  }
  if (sight.nearingMps < -NOTHING && centreOffsetM(world, sight.entity) > WANDERING_M) sight.action = "cut-out";
  else if (sight.accelMps2 < -HARD_BRAKING_MPS2 + NOTHING) sight.action = "deceleration";
  return true;
}

/** Keeps where another began to come nearer from the side, for as long as it does. */
function follow(world: StoryWorld, memory: R157Memory, sight: Sight): void {
  const { nearing, settings } = memory;
  const at = nearingAt(memory, sight.entity);
  if (sight.nearingMps < NOTHING) {
    if (at >= 0) nearing.splice(at, 1);
  } else if (at < 0) {
    const roomM = Number.isNaN(settings.sideTriggerM) ? wanderingM(world, sight) : settings.sideTriggerM;
    nearing.push({ entity: sight.entity, fromTM: sight.tM, roomM });
  }
}

function nearingAt({ nearing }: R157Memory, entity: number): number {
  for (let i = 0; i < nearing.length; i++) if (nearing[i]!.entity === entity) return i;
  return -1;
}

/**
 * Way to the side until a vehicle is 0.375 m off the middle of its lane, towards the one who looks. A motorcycle, which may ride at the side
 * of its lane, has to make all of that way.
 */
function wanderingM(world: StoryWorld, sight: Sight): number {
  const { offsetM } = world.state.entities[sight.entity]!.place;
  const isBeyondMiddle = sight.dLane > 0 ? offsetM > 0 : offsetM < 0;
  if (isBeyondMiddle) return WANDERING_M + Math.abs(offsetM);
  const { kind, category } = entitySpecOf(world, sight.entity);
  if (kind === "vehicle" && category === "motorbike") return WANDERING_M;
  return Math.max(0, WANDERING_M - Math.abs(offsetM));
}

/** Whether another has come nearer by the way that is a cut-in. */
function hasComeNear(world: StoryWorld, memory: R157Memory, entity: number): boolean {
  const since = memory.nearing[nearingAt(memory, entity)];
  return since !== undefined && Math.abs(world.state.entities[entity]!.place.tM - since.fromTM) > since.roomM;
}

// ---- from noticing to braking ----

/** Whether it is to brake now; goes on from phase to phase. `dtSec`: since it was asked last. */
export function isToBrake(world: StoryWorld, own: number, memory: R157Memory, speedMps: number, dtSec: number): boolean {
  const { focus, settings } = memory;
  const stands = speedMps < NOTHING;
  if (memory.phase === "reacts") memory.timerSec -= dtSec;
  else if (memory.phase !== "brakes" && hasPerceived(world, own, memory, dtSec)) begin(memory, "reacts", HUMAN_REACTION_SEC);
  if (settings.isFullStop && memory.isCritical) {
    if (stands) giveUp(memory);
  } else if (focus.entity < 0) {
    giveUp(memory);
  } else if (settings.isFullStop || (!stands && focus.aheadM > 0)) {
    judge(memory, speedMps);
  }
  if (focus.collisionSec < settings.emergencySec && coversFront(world, own, focus.entity, settings.overlapM)) memory.isEmergency = true;
  return memory.isCritical || memory.isEmergency;
}

function begin(memory: R157Memory, phase: "perceives" | "reacts", timerSec: number): void {
  memory.phase = phase;
  memory.timerSec = timerSec;
}

/** Nothing is critical, and whatever it had in mind is over. */
function giveUp(memory: R157Memory): void {
  forget(memory);
  memory.isCritical = false;
}

function forget(memory: R157Memory): void {
  memory.phase = "idle";
  memory.scenario = "none";
}

/** Whether what it looks at is perceived by now; begins to look where there is something to look at. */
function hasPerceived(world: StoryWorld, own: number, memory: R157Memory, dtSec: number): boolean {
  const { focus, scenario, settings } = memory;
  if (scenario === "none") return false;
  if (memory.phase === "idle") {
    if (isWorthALook(world, memory)) begin(memory, "perceives", focus.isPedestrian ? settings.pedestrianSec : PERCEPTION_SEC);
    return false;
  }
  if (scenario === "cut-in" && focus.isPedestrian && focus.closingMps <= NOTHING) return false;
  if (scenario === "cut-in" && !focus.isPedestrian && settings.perceives === "way") {
    if (focus.entity < 0) return false;
    const isToLeft = focus.tM > world.state.entities[own]!.place.tM;
    return (isToLeft ? memory.noticedTM - focus.tM : focus.tM - memory.noticedTM) > PERCEPTION_M;
  }
  memory.timerSec -= dtSec;
  return memory.timerSec < NOTHING;
}

function isWorthALook(world: StoryWorld, memory: R157Memory): boolean {
  const { focus, scenario } = memory;
  if (scenario === "deceleration") return focus.accelMps2 < -HARD_BRAKING_MPS2;
  if (scenario === "cut-out" || focus.isPedestrian) return focus.closingMps > NOTHING;
  if (!hasComeNear(world, memory, focus.entity)) return false;
  memory.noticedTM = focus.tM;
  return true;
}

/** Critical, once it has reacted, is what is near in time; it is over where the gap is as it should be. */
function judge(memory: R157Memory, speedMps: number): void {
  const { focus, scenario, settings } = memory;
  if (scenario === "none") return;
  const leftSec = scenario === "cut-in" ? focus.collisionSec : focus.headwaySec;
  if (settings.isAlwaysReacting || leftSec < CRITICAL_SEC) {
    if (memory.phase === "reacts" && memory.timerSec < NOTHING) memory.isCritical = true;
  } else if (memory.phase === "reacts") {
    forget(memory);
  } else if (memory.isCritical && focus.aheadM > carefulGapM(speedMps)) {
    memory.isCritical = false;
    if (focus.closingMps < NOTHING) forget(memory);
  }
}

/** Its acceleration, m/s^2, once it is to brake: the foot leaves the pedal, and then the brakes come to their force together. */
export function brake(memory: R157Memory, speedMps: number, dtSec: number): void {
  const { settings } = memory;
  if (memory.phase === "reacts" && memory.timerSec < NOTHING) memory.phase = "brakes";
  if (speedMps < NOTHING && (memory.phase === "brakes" || memory.isEmergency)) {
    memory.phase = "idle";
    memory.isEmergency = false;
    memory.timerSec = 0;
  }
  let accelMps2 = memory.accelMps2;
  if (memory.phase === "reacts") accelMps2 = Math.min(accelMps2, -LIFT_OFF_MPS2);
  else if (memory.phase === "brakes") accelMps2 -= (dtSec * settings.brakeMps2) / GROWTH_SEC;
  if (memory.isEmergency) accelMps2 -= (dtSec * settings.emergencyMps2) / GROWTH_SEC;
  memory.accelMps2 = Math.max(accelMps2, -(memory.isEmergency ? settings.emergencyMps2 : settings.brakeMps2));
}
