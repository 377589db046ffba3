/** What follows from where everyone is at the end of a tick: who touches whom, who stands, who is off the road. */
import { type Box, boxesOverlap, emptyBox, setBox } from "../../core/box.ts";
import { isOnLanes } from "../../road/opendrive/point.ts";
import { nowSec } from "./entity-step.ts";
import { entitySpecOf } from "./entity-spec.ts";
import { headingOf } from "./heading.ts";
import type { EntityState, StoryWorld } from "./state.ts";

/** Slower than this is standing. */
const STILL_MPS = 1e-3;
// Kept from call to call for their storage alone.
const BOXES: Box[] = [];
/** 1 where another is near enough to touch it. */
let IS_NEAR = new Uint8Array(16);

/** Brings the flags of all entities up to date with the state. */
export function updateFlags(world: StoryWorld): void {
  const atSec = nowSec(world);
  const { entities } = world.state;
  while (BOXES.length < entities.length) BOXES.push(emptyBox());
  if (IS_NEAR.length < entities.length) IS_NEAR = new Uint8Array(2 * entities.length);
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i]!;
    IS_NEAR[i] = 0;
    if (!entity.isPresent) {
      // Nor does who has left go on standing, or being off the road, where it was.
      entity.standsSinceSec = Number.NaN;
      entity.offroadSinceSec = Number.NaN;
      entity.endOfRoadSinceSec = Number.NaN;
      continue;
    }
    entity.standsSinceSec = since(entity.standsSinceSec, Math.abs(entity.speedMps) < STILL_MPS, atSec);
    entity.offroadSinceSec = since(entity.offroadSinceSec, isOffRoad(world, entity), atSec);
    placeBox(world, entity, i);
  }
  markNear(entities);
  for (let i = 0; i < entities.length; i++) entities[i]!.collisions = IS_NEAR[i] === 1 ? touches(world, i) : "";
}

function since(beforeSec: number, holds: boolean, atSec: number): number {
  if (!holds) return Number.NaN;
  return Number.isNaN(beforeSec) ? atSec : beforeSec;
}

/** No lane holds its origin. On a plane without roads nobody is off the road. */
function isOffRoad(world: StoryWorld, entity: EntityState): boolean {
  if (world.map === null) return false;
  if (entity.isWithinLane) return false;
  const { place } = entity;
  return place.road < 0 || !isOnLanes(world.map, place.road, place.sM, place.tM, place.lane);
}

function placeBox(world: StoryWorld, entity: EntityState, index: number): void {
  const { box } = entitySpecOf(world, index);
  const { cosH, sinH } = headingOf(entity);
  const xM = entity.xM + cosH * box.centerXM - sinH * box.centerYM;
  const yM = entity.yM + sinH * box.centerXM + cosH * box.centerYM;
  setBox(BOXES[index]!, xM, yM, cosH, sinH, box.lengthM, box.widthM);
}

/** In most ticks nobody is near anybody: each pair is looked at once. */
function markNear(entities: readonly EntityState[]): void {
  for (let i = 1; i < entities.length; i++) {
    if (!entities[i]!.isPresent) continue;
    const box = BOXES[i]!;
    for (let j = 0; j < i; j++) {
      if (!entities[j]!.isPresent || !isNear(box, BOXES[j]!)) continue;
      IS_NEAR[i] = 1;
      IS_NEAR[j] = 1;
    }
  }
}

/** Whether their boxes may share a point, however they are turned. */
function isNear(a: Box, b: Box): boolean {
  const reachM = a.halfLengthM + a.halfWidthM + b.halfLengthM + b.halfWidthM;
  return Math.abs(a.xM - b.xM) <= reachM && Math.abs(a.yM - b.yM) <= reachM;
}

/** Bit set of those whose box shares a point with that of entity `index`, at a height that both have; "" for none. A trailer does not touch who tows it. */
function touches(world: StoryWorld, index: number): string {
  const { entities } = world.state;
  let last = -1;
  for (let j = 0; j < entities.length; j++) if (touch(world, index, j)) last = j;
  if (last < 0) return "";
  let text = "";
  for (let j = 0; j <= last; j++) text += touch(world, index, j) ? "1" : "0";
  return text;
}

function touch(world: StoryWorld, i: number, j: number): boolean {
  const a = world.state.entities[i]!;
  const b = world.state.entities[j]!;
  if (i === j || !a.isPresent || !b.isPresent || a.towedBy === j || b.towedBy === i) return false;
  if (!isNear(BOXES[i]!, BOXES[j]!)) return false;
  const over = entitySpecOf(world, i).box;
  const other = entitySpecOf(world, j).box;
  const gapM = Math.abs(a.zM + over.centerZM - b.zM - other.centerZM) - 0.5 * (over.heightM + other.heightM);
  return gapM <= 0 && boxesOverlap(BOXES[i]!, BOXES[j]!);
}
