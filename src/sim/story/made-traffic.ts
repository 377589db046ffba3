/**
 * Traffic that actions make while a story runs: entities beside those of the file. They follow their lanes as everyone does, and keep their
 * distance by the Intelligent Driver Model (Treiber, Hennecke, Helbing 2000, doi 10.1103/PhysRevE.62.1805):
 *
 *   a = a_max (1 - (v / v0)^4 - (s* / s)^2)      s* = s0 + max(0, v T + v (v - v_lead) / (2 sqrt(a_max b)))
 *
 * All that is drawn is a hash of the seed, the action and the number of the draw: the same on every machine.
 */
import { cos, sin } from "../../core/dmath.ts";
import { noiseAt, streamIdOf } from "../../core/random.ts";
import type { RoadPlace } from "../../road/opendrive/place.ts";
import { drivesAlong } from "../../road/opendrive/point.ts";
import { addWay, beginStep, nowSec } from "./entity-step.ts";
import { bareEntity, entitySpecOf } from "./entity-spec.ts";
import { newEntity } from "./new-state.ts";
import { putOnRoad } from "./placing.ts";
import { refusal } from "./refusal.ts";
import type { EntitySpec, TrafficMixSpec } from "./spec.ts";
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
/** Room that a new entity finds before and behind it. */
const ROOM_M = 5;
/** What a story can make: past this, something makes without end. */
const MAX_MADE = 10_000;

const STREAM = streamIdOf("story.traffic");
/** Above any number of draws of one action, so that action and draw together make one number. */
const DRAWS = 1_073_741_824;

/** Uniform in [0, 1): the next draw of an action, whose count goes up by one. */
export function drawn(world: StoryWorld, action: number, run: { drawCount: number }): number {
  run.drawCount += 1;
  return noiseAt(world.options.seed, STREAM, action * DRAWS + run.drawCount);
}

/** What is made next, by weight; a category without a template is a passenger car's box. */
export function specOfMix(mix: TrafficMixSpec, shareRatio: number): Omit<EntitySpec, "name"> {
  const choices = [
    ...mix.templates.map(({ weight, entity }) => ({ weight, entity })),
    ...(mix.templates.length > 0 ? [] : mix.categories.map(({ weight, category }) => ({ weight, entity: plainCar(category) }))),
  ];
  let left = shareRatio * choices.reduce((sum, { weight }) => sum + weight, 0);
  for (const { weight, entity } of choices) {
    if (left < weight) return entity;
    left -= weight;
  }
  return choices[choices.length - 1]?.entity ?? plainCar("car");
}

function plainCar(category: string): Omit<EntitySpec, "name"> {
  return bareEntity("vehicle", category, { lengthM: 4.5, widthM: 1.8, heightM: 1.5, centerXM: 1.4, centerYM: 0, centerZM: 0.75 });
}

/** Puts a new entity on a place of the road, driving as traffic does there. Its number; -1, and nothing is made, where there is no room. */
export function makeEntity(world: StoryWorld, action: number, spec: Omit<EntitySpec, "name">, place: RoadPlace, speedMps: number): number {
  const { state, map } = world;
  if (map === null) throw refusal("TrafficAction", "a map with roads", "a plane without roads");
  if (state.made.length >= MAX_MADE) throw refusal("TrafficAction", `${MAX_MADE} made entities or fewer`, "more");
  const entity = newEntity(false);
  putOnRoad(world, entity, place, !drivesAlong(map, place.road, place.lane, place.sM), 0);
  for (let i = 0; i < state.entities.length; i++) {
    const other = state.entities[i]!;
    const roomM = 0.5 * (spec.box.lengthM + entitySpecOf(world, i).box.lengthM) + ROOM_M;
    const dx = other.xM - entity.xM;
    const dy = other.yM - entity.yM;
    if (other.isPresent && dx * dx + dy * dy < roomM * roomM) return -1;
  }
  entity.isPresent = true;
  entity.speedMps = speedMps;
  entity.vxMps = speedMps * cos(entity.hRad);
  entity.vyMps = speedMps * sin(entity.hRad);
  beginStep(entity, nowSec(world));
  state.made.push({ ...spec, name: `traffic-${state.made.length + 1}` });
  state.traffic.push({ wantedMps: speedMps, action });
  return state.entities.push(entity) - 1;
}

/** Takes a made entity out of the world. */
export function removeEntity(entity: EntityState): void {
  entity.isPresent = false;
  entity.longOwner = -1;
  entity.latOwner = -1;
}

/** The way of all made entities over the tick that ends `dtSec` from the state, from the state alone; before anyone moves. */
export function driveTraffic(world: StoryWorld, dtSec: number): void {
  const first = world.plan.entities.length;
  const untilSec = nowSec(world);
  for (let i = first; i < world.state.entities.length; i++) {
    const entity = world.state.entities[i]!;
    if (!entity.isPresent || entity.longOwner >= 0 || dtSec === 0) continue;
    const accelMps2 = wantedAccelMps2(world, i, world.state.traffic[i - first]!.wantedMps);
    const v = entity.speedMps;
    const after = v + accelMps2 * dtSec;
    // The acceleration is held over the tick; who would pass standstill stops there (Treiber and Kanagaraj 2015).
    const wayM = after >= 0 ? 0.5 * (v + after) * dtSec : (v * v) / (-2 * accelMps2);
    entity.step.wayM = 0;
    addWay(entity, wayM, untilSec, Math.max(0, after));
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
