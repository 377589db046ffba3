/**
 * `ALKS_R157SM_Controller`: an automated lane keeping system after UN R157, by its property `model` as one of four drivers. It keeps its lane,
 * looks at whoever is ahead in it or comes into it, follows if it is to, and brakes for danger. docs/decisions/0014-r157-in-stories.md says
 * where its facts are from.
 */
import { BRAKE_MPS2, criticalSec } from "../../../vehicle/r157/reg157.ts";
import { safeGapM } from "../../../vehicle/r157/fsm.ts";
import { longitudinalM } from "../../../vehicle/r157/rss.ts";
import { type Encounter, newEncounter, nextSpeedMps, SAMPLING_SEC } from "../../../vehicle/r157/shared.ts";
import { laneWidthM } from "../../../road/opendrive/point.ts";
import { entitySpecOf } from "../entity-spec.ts";
import { comeTo } from "../entity-step.ts";
import { refusal } from "../refusal.ts";
import type { ControllerState, StoryWorld } from "../state.ts";
import { brake, carefulGapM, isThreat, isToBrake } from "./careful-driver.ts";
import { LAWS } from "./laws.ts";
import { copySight, emptySight, type R157Memory, type Sight } from "./record.ts";
import { type Looking, see, wheelOffsetM } from "./sight.ts";

/** From origin to origin. */
const RANGE_M = { ReferenceDriver: 100, RSS: 100, Regulation: 46, FSM: 46 };
/** A wheel so far in the own lane is a cut-in (UN R157, 5.2.5.2). */
const INTRUSION_M = 0.3;
/** Following: for a difference in speed, and for one in the gap; and its limits. */
const PER_SEC = 2;
const PER_SEC2 = 1;
const FOLLOW_ACCEL_MPS2 = 3;
const FOLLOW_DECEL_MPS2 = 4;
const FREE_MPS2 = 2;
const NOTHING = 1e-6;

const LOOKING: Looking = { entity: 0, rangeM: 0, speedMps: 0, ownWayM: 0 };
const SIGHT = emptySight();
const NEXT = emptySight();
const LEAVING = emptySight();
const ENCOUNTER = newEncounter();

/** One tick of entity `index` up to `endSec`; never backwards. */
export function driveR157(world: StoryWorld, index: number, controller: ControllerState, endSec: number): void {
  const entity = world.state.entities[index]!;
  const memory = controller.memory as R157Memory;
  const { dtSec } = world.options;
  if (world.map === null)
    throw refusal("ActivateControllerAction", "a map with roads", "a plane without lanes", "the controller keeps a lane");
  const isLate = world.options.timing === "tick" && controller.isAdditive;
  const before = entity.step.speedMps;
  if (Number.isNaN(memory.setMps)) {
    memory.setMps = entity.speedMps;
    memory.movedMps = entity.speedMps;
  }
  LOOKING.entity = index;
  LOOKING.rangeM = RANGE_M[memory.settings.model];
  LOOKING.speedMps = isLate ? memory.movedMps : before;
  LOOKING.ownWayM = isLate ? before * dtSec : 0;
  const after = Math.max(0, speedAfter(world, index, memory, before, dtSec));
  comeTo(entity, before, after, endSec);
  memory.movedMps = before;
  // Added to the default controller, it is that which has moved the entity over the tick, at the speed there was.
  if (controller.isAdditive) entity.step.paceMps = before;
}

function speedAfter(world: StoryWorld, index: number, memory: R157Memory, speedMps: number, dtSec: number): number {
  switch (memory.settings.model) {
    case "ReferenceDriver": {
      const isBusy = memory.settings.isFullStop && memory.phase !== "idle" && memory.focus.entity >= 0;
      if (isBusy) lookAgain(world, memory);
      else lookAround(world, memory, isThreat);
      if (!isToBrake(world, index, memory, speedMps, dtSec)) return cruise(memory, speedMps, dtSec, carefulGapM(speedMps));
      brake(memory, speedMps, dtSec);
      return speedMps + memory.accelMps2 * dtSec;
    }
    case "Regulation":
      lookAround(world, memory, isInLane);
      if (!isCriticalByRegulation(memory)) return cruise(memory, speedMps, dtSec, regulationGapM(speedMps));
      memory.accelMps2 = -BRAKE_MPS2;
      return speedMps - BRAKE_MPS2 * dtSec;
    case "RSS":
    case "FSM":
      return byLaw(world, memory, memory.settings.model, speedMps, dtSec);
  }
}

// ---- whom it looks at ----

/** The numbers of the one in focus anew, where it is still seen; what that one does stays as it was. */
function lookAgain(world: StoryWorld, { focus }: R157Memory): void {
  NEXT.action = focus.action;
  if (see(world, LOOKING, focus.entity, NEXT)) copySight(NEXT, focus);
}

type IsOne = (world: StoryWorld, memory: R157Memory, sight: Sight) => boolean;

/**
 * Takes the nearest of all threats into focus. Where that is a vehicle that leaves the lane and others are seen in it beyond, that one of them all
 * which would be reached first counts, as what the cut-out reveals. What a new one in focus does is the scenario from here on.
 */
function lookAround(world: StoryWorld, memory: R157Memory, isOne: IsOne): void {
  const { focus } = memory;
  const { entity, action } = focus;
  SIGHT.entity = -1;
  SIGHT.aheadM = Infinity;
  for (let other = 0; other < world.state.entities.length; other++) {
    if (see(world, LOOKING, other, NEXT) && isOne(world, memory, NEXT) && isNearer(NEXT, SIGHT)) copySight(NEXT, SIGHT);
  }
  if (SIGHT.isVehicle && SIGHT.action === "cut-out") lookBeyond(world, memory, isOne);
  if (SIGHT.entity < 0) {
    clear(focus);
    return;
  }
  copySight(SIGHT, focus);
  if (focus.action !== "none" && (focus.entity !== entity || focus.action !== action)) memory.scenario = focus.action;
}

/** Nearer than another; of two as near the slower. */
function isNearer(one: Sight, other: Sight): boolean {
  return one.aheadM < other.aheadM || (one.aheadM === other.aheadM && one.speedMps < other.speedMps);
}

/** Takes who would be reached first of a vehicle that leaves the lane, and those beyond it there. */
function lookBeyond(world: StoryWorld, memory: R157Memory, isOne: IsOne): void {
  copySight(SIGHT, LEAVING);
  for (let other = 0; other < world.state.entities.length; other++) {
    if (!see(world, LOOKING, other, NEXT) || !isOne(world, memory, NEXT)) continue;
    if (NEXT.dLane !== 0 || NEXT.aheadM <= LEAVING.aheadM) continue;
    const isSooner = NEXT.collisionSec < SIGHT.collisionSec || (NEXT.collisionSec === SIGHT.collisionSec && isNearer(NEXT, SIGHT));
    if (isSooner) copySight(NEXT, SIGHT);
  }
  SIGHT.action = "cut-out";
}

const NOBODY = emptySight();

function clear(focus: Sight): void {
  copySight(NOBODY, focus);
}

// ---- the regulation ----

/** Whether another is in the lane, or its front wheel 0.3 m inside. */
function isInLane(world: StoryWorld, _memory: R157Memory, sight: Sight): boolean {
  sight.action = sight.dLane === 0 ? "deceleration" : "cut-in";
  if (sight.dLane === 0) return true;
  const { road, sM, lane } = world.state.entities[sight.entity]!.place;
  return wheelOffsetM(world, sight) > 0.5 * laneWidthM(world.map!, road, sM, lane) + INTRUSION_M;
}

/** Whether it must brake: the time to collision is below that of the regulation, and, with a full stop, for good. */
function isCriticalByRegulation(memory: R157Memory): boolean {
  const { focus, settings } = memory;
  if (focus.entity < 0) memory.isCritical = false;
  else if (!(memory.isCritical && settings.isFullStop)) {
    memory.isCritical = focus.closingMps > 0 && focus.aheadM > 0 && focus.collisionSec < criticalSec(focus.closingMps) + SAMPLING_SEC;
  }
  return memory.isCritical;
}

/** Least gap at a speed (UN R157, 5.2.3.3): a time gap, from 1 s at 7.2 km/h on, and 2 m at least. */
function regulationGapM(speedMps: number): number {
  const timeGapSec = 3.6 * speedMps < 10 ? 1 + (Math.max(2, speedMps) - 2) / 7.8 : 1 + (3.6 * speedMps) / 100;
  return Math.max(2, speedMps * timeGapSec);
}

// ---- RSS and FSM ----

/** By the law of the built-in driver, for the one who asks for the hardest braking; it follows the nearest in its lane. */
function byLaw(world: StoryWorld, memory: R157Memory, model: "RSS" | "FSM", speedMps: number, dtSec: number): number {
  const law = LAWS[model];
  const { focus, reaction } = memory;
  let wantedMps2 = 0;
  clear(focus);
  for (let other = 0; other < world.state.entities.length; other++) {
    if (!see(world, LOOKING, other, NEXT)) continue;
    if (NEXT.dLane === 0 && isNearer(NEXT, focus)) copySight(NEXT, focus);
    wantedMps2 = Math.max(wantedMps2, law.wantedMps2(encounterOf(world, memory, NEXT, speedMps)));
  }
  memory.isCritical = wantedMps2 > 0;
  if (!memory.isCritical) {
    reaction.reacts = false;
    reaction.waitSec = law.reactionSec;
    reaction.decelMps2 = 0;
    const gapM = model === "RSS" ? Math.max(0, longitudinalM(speedMps, focus.speedMps)) : safeGapM(speedMps, focus.speedMps);
    return cruise(memory, speedMps, dtSec, gapM);
  }
  const after = nextSpeedMps(law, reaction, wantedMps2, speedMps, memory.setMps, dtSec);
  memory.accelMps2 = (after - speedMps) / dtSec;
  return after;
}

/** On a line from the middle of the own box, as far apart as the boxes are. */
function encounterOf(world: StoryWorld, memory: R157Memory, sight: Sight, speedMps: number): Encounter {
  ENCOUNTER.egoSM = 0;
  ENCOUNTER.egoLengthM = entitySpecOf(world, LOOKING.entity).box.lengthM;
  ENCOUNTER.otherLengthM = entitySpecOf(world, sight.entity).box.lengthM;
  ENCOUNTER.egoMps = speedMps;
  ENCOUNTER.egoMps2 = memory.accelMps2;
  ENCOUNTER.otherSM = 0.5 * (ENCOUNTER.egoLengthM + ENCOUNTER.otherLengthM) + sight.aheadM;
  ENCOUNTER.otherMps = sight.speedMps;
  ENCOUNTER.otherMps2 = sight.accelMps2;
  ENCOUNTER.sideGapM = sight.sideM;
  ENCOUNTER.closingMps = sight.nearingMps;
  return ENCOUNTER;
}

// ---- without danger ----

/** Follows whoever is in focus at `gapM`, or comes to its set speed; the speed after `dtSec`. Within the regulation's time it does nothing. */
function cruise(memory: R157Memory, speedMps: number, dtSec: number, gapM: number): number {
  const { focus, settings, setMps } = memory;
  memory.accelMps2 = 0;
  if (!settings.isCruising) return speedMps;
  if (focus.entity < 0) {
    if (Math.abs(speedMps - setMps) >= NOTHING) memory.accelMps2 = speedMps > setMps ? -FREE_MPS2 : FREE_MPS2;
  } else if (focus.aheadM > 0 && focus.collisionSec > criticalSec(focus.closingMps)) {
    const wantedMps2 = PER_SEC2 * (focus.aheadM - gapM) - PER_SEC * focus.closingMps;
    if (speedMps >= NOTHING) memory.accelMps2 = Math.max(-FOLLOW_DECEL_MPS2, Math.min(FOLLOW_ACCEL_MPS2, wantedMps2));
  } else {
    return speedMps;
  }
  return Math.min(setMps, speedMps + memory.accelMps2 * dtSec);
}
