/**
 * Traffic that actions make while a story runs: entities beside those of the file. They follow their lanes as everyone does, and keep their
 * distance by the Intelligent Driver Model (Treiber, Hennecke, Helbing 2000, doi 10.1103/PhysRevE.62.1805):
 *
 *   a = a_max (1 - (v / v0)^4 - (s* / s)^2)      s* = s0 + max(0, v T + v (v - v_lead) / (2 sqrt(a_max b)))
 *
 * Each has a slot (made-slots.ts), which another has after it. All that is drawn is a hash of the seed, the action and the number of the draw: the same on every machine.
 */
import { cos, sin } from "../../core/dmath.ts";
import { noiseAt, streamIdOf } from "../../core/random.ts";
import type { RoadPlace } from "../../road/opendrive/place.ts";
import { drivesAlong } from "../../road/opendrive/point.ts";
import { addWay, beginStep, nowSec } from "./entity-step.ts";
import { entitySpecOf } from "./entity-spec.ts";
import { madeSlotsOf } from "./made-slots.ts";
import { newEntity } from "./new-state.ts";
import { putOnRoad } from "./placing.ts";
import { refusal } from "./refusal.ts";
import type { EntitySpec } from "./spec.ts";
import type { EntityState, StoryWorld } from "./state.ts";

/** A driver as in the paper, for a town road. */
const MAX_ACCEL_MPS2 = 1.4;
const COMFORT_DECEL_MPS2 = 2;
const MAX_BRAKE_MPS2 = 9;
const MIN_GAP_M = 2;
const TIME_HEADWAY_SEC = 1.5;
/** Nobody is looked for further ahead, nor further to the side of the middle of the own car than half its width, the other's and this. */
const SIGHT_M = 100;
const SIDE_M = 0.3;
/** Room that a new entity finds on all sides; more in its lane, so that nobody there has to brake harder than this for the other. */
const ROOM_M = 5;
const ROOM_AHEAD_MPS2 = COMFORT_DECEL_MPS2;
const ROOM_BEHIND_MPS2 = 4;
/** A slot whose car has left stays empty so long: nobody jumps from the one place to the other. */
const REST_SEC = 2;

const STREAM = streamIdOf("story.traffic");
/** Above any number of draws of one action, so that action and draw together make one number. */
const DRAWS = 1_073_741_824;

/** Uniform in [0, 1): the next draw of an action, whose count goes up by one. */
export function drawn(world: StoryWorld, action: number, run: { drawCount: number }): number {
  run.drawCount += 1;
  return noiseAt(world.options.seed, STREAM, action * DRAWS + run.drawCount);
}

/**
 * Puts a new entity of an action on a place of the road, driving as traffic does there; false, and nothing is made, where there is no room. Throws
 * InputError where all slots of the action are taken by living ones.
 */
export function makeEntity(world: StoryWorld, action: number, place: RoadPlace, speedMps: number): boolean {
  const { state, map } = world;
  if (map === null) throw refusal("TrafficAction", "a map with roads", "a plane without roads");
  const slot = freeSlot(world, action);
  if (slot < 0) return false;
  const entity = newEntity(false);
  putOnRoad(world, entity, place, !drivesAlong(map, place.road, place.lane, place.sM), 0);
  const { spec } = madeSlotsOf(world.plan, world.options).slots[slot]!;
  if (!hasRoom(world, entity, spec.box, speedMps)) return false;
  entity.isPresent = true;
  entity.speedMps = speedMps;
  entity.vxMps = speedMps * cos(entity.hRad);
  entity.vyMps = speedMps * sin(entity.hRad);
  beginStep(entity, nowSec(world));
  openSlots(world, slot);
  const lifeCount = state.traffic[slot]!.lifeCount + 1;
  state.made[slot] = lifeCount === 1 ? spec : { ...spec, name: `${spec.name}.${lifeCount}` };
  state.traffic[slot] = { wantedMps: speedMps, action, lifeCount, leftSec: Number.NaN };
  state.entities[world.plan.entities.length + slot] = entity;
  return true;
}

function hasRoom(world: StoryWorld, entity: EntityState, box: EntitySpec["box"], speedMps: number): boolean {
  const { entities } = world.state;
  const c = cos(entity.hRad);
  const s = sin(entity.hRad);
  for (let i = 0; i < entities.length; i++) {
    const other = entities[i]!;
    if (!other.isPresent) continue;
    const otherBox = entitySpecOf(world, i).box;
    const roomM = 0.5 * (box.lengthM + otherBox.lengthM) + ROOM_M;
    const dx = other.xM - entity.xM;
    const dy = other.yM - entity.yM;
    if (dx * dx + dy * dy < roomM * roomM) return false;
    const aheadM = dx * c + dy * s;
    if (Math.abs(aheadM) > SIGHT_M || Math.abs(dy * c - dx * s) > 0.5 * (box.widthM + otherBox.widthM) + SIDE_M) continue;
    const otherMps = Math.max(0, other.vxMps * c + other.vyMps * s);
    const gapM = Math.abs(aheadM + otherBox.centerXM - box.centerXM) - 0.5 * (box.lengthM + otherBox.lengthM);
    const neededM = aheadM > 0 ? brakingM(speedMps, otherMps, ROOM_AHEAD_MPS2) : brakingM(otherMps, speedMps, ROOM_BEHIND_MPS2);
    if (gapM < MIN_GAP_M + neededM) return false;
  }
  return true;
}

/** Way that one makes good on another until both are equally fast; 0 where the other is faster. */
function brakingM(fromMps: number, toMps: number, decelMps2: number): number {
  const d = Math.max(0, fromMps - toMps);
  return (d * d) / (2 * decelMps2);
}

/** The slot of an action that nobody has had, else the one left longest; -1 while all that are left still rest. */
function freeSlot(world: StoryWorld, action: number): number {
  const { entities, traffic } = world.state;
  const { firstOf, countOf } = madeSlotsOf(world.plan, world.options);
  const first = firstOf[action]!;
  const count = countOf[action]!;
  let longest = -1;
  for (let slot = first; slot < first + count; slot++) {
    const known = traffic[slot];
    if (known === undefined || known.lifeCount === 0) return slot;
    if (entities[world.plan.entities.length + slot]!.isPresent) continue;
    if (longest < 0 || known.leftSec < traffic[longest]!.leftSec) longest = slot;
  }
  if (longest < 0) {
    const { name } = world.plan.actions[action]!.spec as { readonly name: string | null };
    const hint = "let them leave by a TrafficSinkAction, or make fewer (docs/openscenario.md, made traffic)";
    throw refusal(`TrafficAction ${name ?? ""}`, `${count} road users or fewer of this action at once`, "more", hint);
  }
  return traffic[longest]!.leftSec <= nowSec(world) - REST_SEC ? longest : -1;
}

/** Makes the lists of the state reach as far as a slot; who is between has not been there yet. */
function openSlots({ plan, options, state }: StoryWorld, slot: number): void {
  const { slots } = madeSlotsOf(plan, options);
  while (state.traffic.length <= slot) {
    const { spec, action } = slots[state.traffic.length]!;
    state.made.push(spec);
    state.traffic.push({ wantedMps: 0, action, lifeCount: 0, leftSec: Number.NaN });
    state.entities.push(newEntity(false));
  }
}

/** Takes the made entity of a slot out of the world. */
export function removeEntity(world: StoryWorld, slot: number): void {
  const entity = world.state.entities[world.plan.entities.length + slot]!;
  entity.isPresent = false;
  entity.longOwner = -1;
  entity.latOwner = -1;
  world.state.traffic[slot]!.leftSec = nowSec(world);
}

/** The way of all made entities over the tick that ends `dtSec` from the state, from the state alone; before anyone moves. */
export function driveTraffic(world: StoryWorld, dtSec: number): void {
  const first = world.plan.entities.length;
  const { entities, traffic } = world.state;
  if (entities.length === first || dtSec === 0) return;
  removeArrived(world);
  const untilSec = nowSec(world);
  for (let i = first; i < entities.length; i++) {
    const entity = entities[i]!;
    if (!entity.isPresent || entity.longOwner >= 0) continue;
    const accelMps2 = wantedAccelMps2(world, i, traffic[i - first]!.wantedMps);
    const v = entity.speedMps;
    const after = v + accelMps2 * dtSec;
    // The acceleration is held over the tick; who would pass standstill stops there (Treiber and Kanagaraj 2015).
    const wayM = after >= 0 ? 0.5 * (v + after) * dtSec : (v * v) / (-2 * accelMps2);
    entity.step.wayM = 0;
    addWay(entity, wayM, untilSec, Math.max(0, after));
  }
}

/** Who has come to the end of its road leaves: no way leads on, and who stood here would hold up all who follow. */
function removeArrived(world: StoryWorld): void {
  const first = world.plan.entities.length;
  for (let slot = 0; slot < world.state.traffic.length; slot++) {
    const entity = world.state.entities[first + slot]!;
    if (entity.isPresent && !Number.isNaN(entity.endOfRoadSinceSec)) removeEntity(world, slot);
  }
}

function wantedAccelMps2(world: StoryWorld, index: number, wantedMps: number): number {
  const v = Math.max(0, world.state.entities[index]!.speedMps);
  findLead(world, index);
  const ratio = wantedMps > 0 ? v / wantedMps : v > 0 ? Number.POSITIVE_INFINITY : 1;
  const free = Math.max(-COMFORT_DECEL_MPS2, MAX_ACCEL_MPS2 * (1 - ratio * ratio * ratio * ratio));
  if (LEAD.gapM === Number.POSITIVE_INFINITY) return free;
  if (LEAD.gapM <= 0) return -MAX_BRAKE_MPS2;
  const wishM =
    MIN_GAP_M + Math.max(0, v * TIME_HEADWAY_SEC + (v * (v - LEAD.speedMps)) / (2 * Math.sqrt(MAX_ACCEL_MPS2 * COMFORT_DECEL_MPS2)));
  const share = wishM / LEAD.gapM;
  return Math.max(-MAX_BRAKE_MPS2, free - MAX_ACCEL_MPS2 * share * share);
}

/** Free way to the one ahead and its speed along the own heading. */
const LEAD = { gapM: 0, speedMps: 0 };

/** The nearest entity whose middle is ahead in a strip along the heading. */
function findLead(world: StoryWorld, index: number): void {
  const { entities } = world.state;
  const entity = entities[index]!;
  const own = entitySpecOf(world, index).box;
  const c = cos(entity.hRad);
  const s = sin(entity.hRad);
  LEAD.gapM = Number.POSITIVE_INFINITY;
  for (let i = 0; i < entities.length; i++) {
    const other = entities[i]!;
    if (i === index || !other.isPresent) continue;
    const dx = other.xM - entity.xM;
    const dy = other.yM - entity.yM;
    const aheadM = dx * c + dy * s;
    if (aheadM <= 0 || aheadM > SIGHT_M) continue;
    const { box } = entitySpecOf(world, i);
    const leftM = dy * c - dx * s;
    if (Math.abs(leftM) > 0.5 * (own.widthM + box.widthM) + SIDE_M) continue;
    const gapM = aheadM - own.centerXM - 0.5 * own.lengthM + box.centerXM - 0.5 * box.lengthM;
    if (gapM >= LEAD.gapM) continue;
    LEAD.gapM = gapM;
    LEAD.speedMps = other.vxMps * c + other.vyMps * s;
  }
}
