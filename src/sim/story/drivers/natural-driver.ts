/**
 * `NaturalDriver` of the files: the Intelligent Driver Model along the lane (Treiber, Hennecke, Helbing 2000, doi 10.1103/PhysRevE.62.1805) and
 * MOBIL across it (Kesting, Treiber, Helbing 2007, doi 10.3141/1999-10): it changes lanes where that lets it, and by its politeness the
 * others, accelerate enough more. What differs from them: docs/decisions/0013-drivers-of-files.md.
 */
import { turnRad } from "../../../core/angle.ts";
import { cos, sin } from "../../../core/dmath.ts";
import { emptyRoadDistance, roadDistance } from "../../../road/opendrive/distance.ts";
import { isDrivingType } from "../../../road/opendrive/lanes.ts";
import { laneTypeAt, laneWidthM } from "../../../road/opendrive/point.ts";
import { addWay } from "../entity-step.ts";
import { entitySpecOf } from "../entity-spec.ts";
import { refusal } from "../refusal.ts";
import type { ControllerSpec } from "../spec.ts";
import type { ControllerState, EntityState, StoryWorld } from "../state.ts";
import { beginChange, goOnChanging, noChange } from "./lane-change.ts";
import type { NaturalMemory } from "./memory.ts";
import { numberProperty } from "./properties.ts";

const HALF_PI = 1.5707963267948966;
/** A gap that is none counts as this. */
const TOUCHING_M = 1e-6;
const SMALL = 1e-6;
/** Who is beside nobody. */
const NOBODY = -1;

/** What it keeps, from its properties. `maxDec` is negative in files. */
export function newNatural(controller: ControllerSpec): NaturalMemory {
  const read = (name: string): number | null => numberProperty(controller, name);
  return {
    law: "natural",
    leastGapM: read("desiredDistance") ?? 20,
    wantedMps: numberProperty(controller, "desiredSpeed") ?? 15,
    changeSec: read("laneChangeDuration") ?? 3,
    sightM: read("lookAheadDistance") ?? 115,
    maxDecelMps2: -(numberProperty(controller, "maxDec") ?? -3),
    maxAccelMps2: numberProperty(controller, "maxAcc") ?? 3,
    restSec: read("laneChangeDelay") ?? 1,
    timeGapSec: read("thw") ?? 2,
    maxImposedMps2: read("maxImposedBraking") ?? 3,
    leastGainMps2: numberProperty(controller, "laneChangeAccGain") ?? 0.2,
    politenessRatio: numberProperty(controller, "politeness") ?? 0.5,
    homeLane: numberProperty(controller, "route") ?? -1,
    nextLane: 0,
    targetLane: 0,
    shownLane: 0,
    chosenLane: 0,
    chosenTick: -1,
    waitSec: 0,
    change: noChange(),
  };
}

/** Who is nearest ahead and behind, by index: in the own lane, the next one to the left and the next one to the right. */
const AHEAD = [NOBODY, NOBODY, NOBODY];
const BEHIND = [NOBODY, NOBODY, NOBODY];
const AHEAD_M = [0, 0, 0];
const BEHIND_M = [0, 0, 0];
const OWN = 0;
const LEFT = 1;
const RIGHT = 2;
const APART = emptyRoadDistance();

/** It looks about once when the story begins. */
export function lookAboutNatural(world: StoryWorld, index: number, controller: ControllerState): void {
  const memory = controller.memory as NaturalMemory;
  if (world.state.tick !== 1 || memory.waitSec !== 0) return;
  needRoads(world, index);
  look(world, index, memory);
  if (world.state.entities[index]!.speedMps > 0) choose(world, index, memory);
}

/** Takes back what it has chosen at this tick where it has to wait for another, and tells the others the lane it is on the way to. */
export function settleNatural(world: StoryWorld, index: number, controller: ControllerState): void {
  const memory = controller.memory as NaturalMemory;
  if (memory.nextLane !== 0 && memory.chosenTick === world.state.tick && isContested(world, index, memory)) {
    memory.nextLane = 0;
    memory.targetLane = 0;
    memory.waitSec = 0;
  }
  memory.shownLane = memory.targetLane;
}

function needRoads({ map, state }: StoryWorld, index: number): void {
  if (map === null || state.entities[index]!.guide.road < 0)
    throw refusal("ActivateControllerAction", "roads", "NaturalDriver without any", "");
}

/** One tick of entity `index` up to `endSec`. @throws InputError where there are no roads. */
export function driveNatural(world: StoryWorld, index: number, controller: ControllerState, endSec: number): void {
  const entity = world.state.entities[index]!;
  const memory = controller.memory as NaturalMemory;
  const { dtSec } = world.options;
  needRoads(world, index);
  changeLanes(world, entity, memory, endSec);
  look(world, index, memory);
  let accelMps2 = 0;
  if (memory.targetLane === 0) {
    accelMps2 = Math.max(-memory.maxDecelMps2, accelBehind(world, memory, index, AHEAD[OWN]!));
    if (memory.waitSec === 0 && entity.speedMps > 0) choose(world, index, memory);
  }
  wait(memory, dtSec);
  const spec = entitySpecOf(world, index);
  const most = Math.min(memory.wantedMps, spec.ability?.maxSpeedMps ?? Infinity);
  const afterMps = Math.max(0, Math.min(most, entity.speedMps + accelMps2 * dtSec));
  addWay(entity, (world.options.timing === "tick" ? afterMps : 0.5 * (entity.speedMps + afterMps)) * dtSec, endSec, afterMps);
}

/** A lane change begins at the end of the tick after it was chosen. */
function changeLanes(world: StoryWorld, entity: EntityState, memory: NaturalMemory, endSec: number): void {
  const { guide } = entity;
  if (memory.nextLane === 0) {
    goOnChanging(world, entity, memory.change, memory.changeSec, endSec);
  } else if (!Number.isNaN(laneWidthM(world.map!, guide.road, guide.sM, memory.nextLane))) {
    beginChange(world, entity, memory.change, memory.nextLane, endSec, entity.step.onto);
  }
  memory.nextLane = 0;
  // The speed at the end of the tick counts for its way.
  entity.step.paceMps = Number.NaN;
}

/** A lane change takes its time, during which the speed is kept, and then a rest. */
function wait(memory: NaturalMemory, dtSec: number): void {
  memory.waitSec = Math.max(0, memory.waitSec - dtSec);
  if (memory.waitSec <= memory.restSec) memory.targetLane = 0;
}

function choose(world: StoryWorld, index: number, memory: NaturalMemory): void {
  const { guide } = world.state.entities[index]!;
  const outwards = Math.sign(guide.lane);
  for (let side = LEFT; side <= RIGHT; side++) {
    const lane = guide.lane + (side === LEFT ? -outwards : outwards);
    if (lane === 0 || !isDrivingType(laneTypeAt(world.map!, guide.road, guide.sM, lane) ?? "none")) continue;
    if (!isWorthIt(world, index, memory, side, lane)) continue;
    if (isTaken(world, index, memory, lane)) return;
    memory.nextLane = lane;
    memory.targetLane = lane;
    memory.chosenLane = lane;
    memory.chosenTick = world.state.tick;
    memory.waitSec = memory.changeSec + memory.restSec;
    return;
  }
}

/** Safe for whoever is behind there; and either the lane it wants to be in, and safe for itself, or worth it. */
function isWorthIt(world: StoryWorld, index: number, memory: NaturalMemory, side: number, lane: number): boolean {
  const ahead = AHEAD[side]!;
  const behind = BEHIND[side]!;
  const theirsThen = accelBehind(world, memory, behind, index);
  if (theirsThen < -memory.maxImposedMps2) return false;
  const ownThen = accelBehind(world, memory, index, ahead);
  if (lane === memory.homeLane) return ownThen >= -memory.maxImposedMps2;
  const theirGain = theirsThen - accelBehind(world, memory, behind, ahead);
  const follower = BEHIND[OWN]!;
  const gainBehind = accelBehind(world, memory, follower, AHEAD[OWN]!) - accelBehind(world, memory, follower, index);
  const ownGain = ownThen - accelBehind(world, memory, index, AHEAD[OWN]!);
  return ownGain + memory.politenessRatio * (theirGain + gainBehind) > memory.leastGainMps2 + SMALL;
}

/** Whether another such driver, ahead and nearer than it should be, is on its way into the same lane from another one. */
function isTaken(world: StoryWorld, index: number, memory: NaturalMemory, lane: number): boolean {
  const { entities } = world.state;
  for (let j = 0; j < entities.length; j++) {
    const other = entities[j]!;
    if (j === index || !other.isPresent) continue;
    for (const { memory: its, longitudinal } of other.controllers) {
      if (!longitudinal || its?.law !== "natural" || its.shownLane !== lane) continue;
      if (isInWay(world, index, j, memory)) return true;
    }
  }
  return false;
}

/** Whether another, in another lane, is ahead or beside and nearer than it should be. */
function isInWay(world: StoryWorld, index: number, otherIndex: number, memory: NaturalMemory): boolean {
  const self = world.state.entities[index]!;
  const other = world.state.entities[otherIndex]!;
  const gapM = gapBetween(world, index, otherIndex, memory.sightM);
  return other.guide.lane !== self.guide.lane && gapM >= 0 && gapM < gapWantedM(memory, other.speedMps, self.speedMps);
}

/** Whether another has chosen the same lane at this very tick, and has it: who is further ahead; of two abreast, who comes from the right. */
function isContested(world: StoryWorld, index: number, memory: NaturalMemory): boolean {
  const { entities, tick } = world.state;
  const self = entities[index]!;
  for (let j = 0; j < entities.length; j++) {
    const other = entities[j]!;
    if (j === index || !other.isPresent) continue;
    for (const { memory: its, longitudinal } of other.controllers) {
      if (!longitudinal || its?.law !== "natural" || its.chosenTick !== tick || its.chosenLane !== memory.chosenLane) continue;
      if (!isInWay(world, index, j, memory)) continue;
      const aheadM = alongM(world, self, other, memory.sightM);
      const isFirst = Math.abs(aheadM) > SMALL ? aheadM < 0 : isToRight(self, memory.chosenLane) && !isToRight(other, memory.chosenLane);
      if (!isFirst) return true;
    }
  }
  return false;
}

/** Whether its lane is to the right of another. */
function isToRight({ guide }: EntityState, lane: number): boolean {
  return (guide.lane - lane) * Math.sign(guide.lane) > 0;
}

function look(world: StoryWorld, index: number, { sightM }: NaturalMemory): void {
  const { entities } = world.state;
  const self = entities[index]!;
  AHEAD.fill(NOBODY);
  BEHIND.fill(NOBODY);
  AHEAD_M.fill(Infinity);
  BEHIND_M.fill(-Infinity);
  for (let j = 0; j < entities.length; j++) {
    const other = entities[j]!;
    if (j === index || !other.isPresent || isOutOfSight(self, other, sightM)) continue;
    const aheadM = alongM(world, self, other, sightM);
    const steps = -APART.dLane * Math.sign(self.guide.lane);
    if (!APART.found || Math.abs(steps) > 1) continue;
    const side = steps === 0 ? OWN : steps > 0 ? LEFT : RIGHT;
    // Of two at one place the slower counts ahead, the faster behind.
    if (aheadM >= 0 && (aheadM < AHEAD_M[side]! || (aheadM === AHEAD_M[side]! && fasterMps(world, j, AHEAD[side]!) < 0))) {
      AHEAD[side] = j;
      AHEAD_M[side] = aheadM;
    } else if (aheadM < 0 && (aheadM > BEHIND_M[side]! || (aheadM === BEHIND_M[side]! && fasterMps(world, j, BEHIND[side]!) > 0))) {
      BEHIND[side] = j;
      BEHIND_M[side] = aheadM;
    }
  }
}

function fasterMps({ state }: StoryWorld, one: number, other: number): number {
  return state.entities[one]!.speedMps - state.entities[other]!.speedMps;
}

/** Too far ahead, as the crow flies. */
function isOutOfSight(self: EntityState, other: EntityState, sightM: number): boolean {
  const dx = other.xM - self.xM;
  const dy = other.yM - self.yM;
  return dx * cos(self.hRad) + dy * sin(self.hRad) > 0 && dx * dx + dy * dy > sightM * sightM;
}

/** Way along the road from one to another as the first faces; APART tells whether there is one and in which lane it ends. */
function alongM(world: StoryWorld, from: EntityState, to: EntityState, mostM: number): number {
  const start = from.guide.road < 0 ? from.place : from.guide;
  roadDistance(world.map!, start, to.guide.road < 0 ? to.place : to.guide, mostM, APART);
  return from.isAgainst ? -APART.dsM : APART.dsM;
}

/** From bumper to bumper, 0 where they are beside one another; between origins where they face one another; Infinity: out of sight. */
function gapBetween(world: StoryWorld, follower: number, lead: number, sightM: number): number {
  const one = world.state.entities[follower]!;
  const other = world.state.entities[lead]!;
  const aheadM = alongM(world, one, other, sightM);
  if (!APART.found) return Infinity;
  if (Math.abs(turnRad(one.hRad, other.hRad)) >= HALF_PI) return aheadM;
  const a = entitySpecOf(world, follower).box;
  const b = entitySpecOf(world, lead).box;
  const boxesM = 0.5 * a.lengthM + a.centerXM + 0.5 * b.lengthM - b.centerXM;
  return aheadM > 0 ? Math.max(0, aheadM - boxesM) : Math.min(0, aheadM + boxesM);
}

/** Acceleration of a follower behind a lead (-1: nobody), by the numbers of this driver; 0 where there is no follower. */
function accelBehind(world: StoryWorld, memory: NaturalMemory, follower: number, lead: number): number {
  if (follower < 0) return 0;
  const { speedMps } = world.state.entities[follower]!;
  if (lead < 0) return naturalAccelMps2(memory, speedMps, Infinity, 0);
  return naturalAccelMps2(memory, speedMps, gapBetween(world, follower, lead, memory.sightM), world.state.entities[lead]!.speedMps);
}

type Law = Pick<NaturalMemory, "wantedMps" | "maxAccelMps2" | "maxDecelMps2" | "leastGapM" | "timeGapSec">;

/** a (1 - (v / v0)^4 - (s* / s)^2), s* the gap wanted. */
export function naturalAccelMps2(law: Law, speedMps: number, gapM: number, leadMps: number): number {
  const a = law.maxAccelMps2;
  const ratio = speedMps / law.wantedMps;
  const share = gapWantedM(law, speedMps, leadMps) / (gapM === 0 ? TOUCHING_M : gapM);
  return a * (1 - ratio * ratio * ratio * ratio) - a * share * share;
}

/** s0 + max(0, v T + v (v - v_lead) / (2 sqrt(a b))). */
function gapWantedM({ maxAccelMps2: a, maxDecelMps2: b, leastGapM, timeGapSec }: Law, speedMps: number, leadMps: number): number {
  return leastGapM + Math.max(0, speedMps * timeGapSec + (speedMps * (speedMps - leadMps)) / (2 * Math.sqrt(a * b)));
}
