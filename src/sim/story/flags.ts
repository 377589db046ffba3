/** What follows from where everyone is at the end of a tick: who touches whom, who stands, who is off the road. */
import { type Box, boxesOverlap, emptyBox, setBox } from "../../core/box.ts";
import { cos, sin } from "../../core/dmath.ts";
import { laneAtTM } from "../../road/opendrive/point.ts";
import { nowSec } from "./entity-step.ts";
import { entitySpecOf } from "./entity-spec.ts";
import type { EntityState, StoryWorld } from "./state.ts";

/** Slower than this is standing. */
const STILL_MPS = 1e-3;
/** Boxes are kept from call to call for their storage alone. */
const BOXES: Box[] = [];

/** Brings the flags of all entities up to date with the state. */
export function updateFlags(world: StoryWorld): void {
  const atSec = nowSec(world);
  const { entities } = world.state;
  while (BOXES.length < entities.length) BOXES.push(emptyBox());
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i]!;
    if (!entity.isPresent) continue;
    entity.standsSinceSec = since(entity.standsSinceSec, Math.abs(entity.speedMps) < STILL_MPS, atSec);
    entity.offroadSinceSec = since(entity.offroadSinceSec, isOffRoad(world, entity), atSec);
    placeBox(world, entity, i);
  }
  for (let i = 0; i < entities.length; i++) entities[i]!.collisions = touches(world, i);
}

function since(beforeSec: number, holds: boolean, atSec: number): number {
  if (!holds) return Number.NaN;
  return Number.isNaN(beforeSec) ? atSec : beforeSec;
}

/** No lane holds its origin. On a plane without roads nobody is off the road. */
function isOffRoad(world: StoryWorld, entity: EntityState): boolean {
  if (world.map === null) return false;
  const { place } = entity;
  return place.road < 0 || laneAtTM(world.map, place.road, place.sM, place.tM) === 0;
}

function placeBox(world: StoryWorld, entity: EntityState, index: number): void {
  const { box } = entitySpecOf(world, index);
  const c = cos(entity.hRad);
  const s = sin(entity.hRad);
  const xM = entity.xM + c * box.centerXM - s * box.centerYM;
  const yM = entity.yM + s * box.centerXM + c * box.centerYM;
  setBox(BOXES[index]!, xM, yM, c, s, box.lengthM, box.widthM);
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
  const boxA = BOXES[i]!;
  const boxB = BOXES[j]!;
  const reachM = boxA.halfLengthM + boxA.halfWidthM + boxB.halfLengthM + boxB.halfWidthM;
  if (Math.abs(boxA.xM - boxB.xM) > reachM || Math.abs(boxA.yM - boxB.yM) > reachM) return false;
  const over = entitySpecOf(world, i).box;
  const other = entitySpecOf(world, j).box;
  const gapM = Math.abs(a.zM + over.centerZM - b.zM - other.centerZM) - 0.5 * (over.heightM + other.heightM);
  return gapM <= 0 && boxesOverlap(boxA, boxB);
}
