/**
 * Conditions by entity (ASAM OpenSCENARIO XML 1.3, ByEntityCondition), on the state of the tick. An entity that is not in the world makes no
 * test true. Speeds along the heading are signed: negative backwards.
 */
import { PI } from "../../core/angle.ts";
import { angleTest } from "./angle-tests.ts";
import { clearanceTest } from "./clearance-test.ts";
import { entitySpecOf } from "./entity-spec.ts";
import { emptyMeasured, emptySpot, measureDistance, type Spot, spotOfEntity, spotOfPoint } from "./measure.ts";
import type { PlannedCondition } from "./plan.ts";
import { emptyResolved, isFixed, resolvePosition } from "./positions.ts";
import { newReading, type Reading } from "./reading.ts";
import { holds, marginOf } from "./rules.ts";
import { bodyValue } from "./body-value.ts";
import type { ConditionSpec, EntityTestSpec, MeasureSpec, PositionSpec, RuleSpec } from "./spec.ts";
import type { ConditionState, EntityState, StoryWorld } from "./state.ts";

type EntityCondition = Extract<ConditionSpec["test"], { by: "entity" }>;
type TestOf<K extends EntityTestSpec["kind"]> = Extract<EntityTestSpec, { kind: K }>;

/** Slower than this nothing gets nearer. */
const STILL_MPS = 1e-6;
const OWN = emptySpot();
const OTHER = emptySpot();
const GAP = emptyMeasured();
const PLACE = emptyResolved();
const ONE = newReading();

/**
 * Whether the test holds for any or all of the triggering entities, and which (`triggeringEntities`, written anew). The reading is that of the
 * entity that decides: with `any` the one furthest into the test, with `all` the one least.
 */
export function entityTest(
  world: StoryWorld,
  planned: PlannedCondition,
  condition: EntityCondition,
  triggeringEntities: number[],
  nowSec: number,
  out: Reading,
): boolean {
  const isAny = condition.rule === "any";
  if (triggeringEntities.length > 0) triggeringEntities.length = 0;
  for (const index of planned.entities) {
    ONE.marginValue = Number.NaN;
    ONE.measuredValue = Number.NaN;
    ONE.sinceSec = Number.NaN;
    const isTrue = world.state.entities[index]?.isPresent === true && testOne(world, planned, condition.test, index, nowSec, ONE);
    if (isTrue) triggeringEntities.push(index);
    join(out, ONE, isAny);
  }
  const count = triggeringEntities.length;
  return isAny ? count > 0 : count > 0 && count === planned.entities.length;
}

function join(out: Reading, one: Reading, isAny: boolean): void {
  const sign = isAny ? 1 : -1;
  if (Number.isNaN(out.marginValue) || sign * one.marginValue > sign * out.marginValue) {
    out.marginValue = one.marginValue;
    out.measuredValue = one.measuredValue;
  }
  if (Number.isNaN(out.sinceSec) || sign * one.sinceSec < sign * out.sinceSec) out.sinceSec = one.sinceSec;
}

function testOne(world: StoryWorld, planned: PlannedCondition, test: EntityTestSpec, self: number, nowSec: number, out: Reading): boolean {
  const entity = world.state.entities[self] as EntityState;
  switch (test.kind) {
    case "end-of-road":
      return lasts(entity.endOfRoadSinceSec, test.durationSec, nowSec, out);
    case "offroad":
      return lasts(entity.offroadSinceSec, test.durationSec, nowSec, out);
    case "stand-still":
      // No duration is any at all: who begins to stand has not stood yet.
      return lastsBy(test.durationSec > 0 ? "greaterOrEqual" : "greaterThan", entity.standsSinceSec, test.durationSec, nowSec, out);
    case "collision":
      return collides(world, planned, entity, test);
    case "acceleration":
      return compare(test.rule, bodyValue(entity, "acceleration", test.direction), test.valueMps2, out);
    case "speed":
      return compare(test.rule, bodyValue(entity, "speed", test.direction), test.valueMps, out);
    case "relative-speed":
      return compare(test.rule, relativeSpeedMps(world, entity, planned.otherEntities[0] ?? -1, test), test.valueMps, out);
    case "traveled-distance":
      return hasTravelled(world, entity.odometerM, test.valueM, out);
    case "reach-position":
      return reaches(world, world.state.conditions[planned.index]!, self, entity, test, nowSec, out);
    case "distance":
      toPosition(world, self, test.position, test.measure);
      return GAP.found && compare(test.rule, Math.abs(GAP.distanceM), test.valueM, out);
    case "relative-distance":
      return (
        toEntity(world, self, planned.otherEntities[0] ?? -1, test.measure) && compare(test.rule, Math.abs(GAP.distanceM), test.valueM, out)
      );
    case "time-headway":
      return toEntity(world, self, planned.otherEntities[0] ?? -1, test.measure) && headway(world, test, entity.speedMps, out);
    case "time-to-collision":
      return timeToCollision(world, planned, test, self, out);
    case "relative-clearance":
      return clearanceTest(world, planned, test, self);
    case "angle":
    case "relative-angle":
      return angleTest(world, test, self, planned.otherEntities[0] ?? -1, out);
  }
}

function compare(rule: RuleSpec, value: number, limit: number, out: Reading): boolean {
  out.measuredValue = value;
  out.marginValue = marginOf(rule, value, limit);
  return holds(rule, value, limit);
}

/** In esmini without a margin for rounding. */
function hasTravelled(world: StoryWorld, odometerM: number, limitM: number, out: Reading): boolean {
  const holds = compare("greaterOrEqual", odometerM, limitM, out);
  return world.plan.spec.semantics === "esmini" ? odometerM >= limitM : holds;
}

/** Something has been so, since an instant, for long enough; NaN: it is not so. */
function lasts(sinceSec: number, durationSec: number, nowSec: number, out: Reading): boolean {
  return lastsBy("greaterOrEqual", sinceSec, durationSec, nowSec, out);
}

function lastsBy(rule: RuleSpec, sinceSec: number, durationSec: number, nowSec: number, out: Reading): boolean {
  const is = compare(rule, nowSec - sinceSec, durationSec, out);
  if (is) out.sinceSec = sinceSec + durationSec;
  return is;
}

function collides(world: StoryWorld, planned: PlannedCondition, entity: EntityState, test: TestOf<"collision">): boolean {
  const { collisions } = entity;
  if ("entity" in test.with) return collisions[planned.otherEntities[0] ?? -1] === "1";
  for (let i = 0; i < collisions.length; i++) {
    if (collisions[i] === "1" && entitySpecOf(world, i).kind === test.with.type) return true;
  }
  return false;
}

/**
 * Own speed less the other's; with a direction, both along that direction of the own body
 * (in esmini: of the other's). NaN where the other is not there.
 */
function relativeSpeedMps(world: StoryWorld, entity: EntityState, other: number, test: TestOf<"relative-speed">): number {
  const reference = world.state.entities[other];
  if (reference === undefined || !reference.isPresent) return Number.NaN;
  if (test.direction === null) return entity.speedMps - reference.speedMps;
  const { hRad } = world.plan.spec.semantics === "esmini" ? reference : entity;
  return bodyValue(entity, "speed", test.direction, hRad) - bodyValue(reference, "speed", test.direction, hRad);
}

/**
 * In the map plane, between the entity's origin and the position. With sub-tick timing one that passed through the circle of the tolerance since the
 * last tick, on the straight line that its velocity tells, was there too.
 */
function reaches(
  world: StoryWorld,
  state: ConditionState,
  self: number,
  entity: EntityState,
  test: TestOf<"reach-position">,
  nowSec: number,
  out: Reading,
): boolean {
  if (Number.isNaN(state.goalXM)) {
    resolvePosition(world, test.position, self, PLACE);
    if (isFixed(test.position)) {
      state.goalXM = PLACE.xM;
      state.goalYM = PLACE.yM;
    }
  } else {
    PLACE.xM = state.goalXM;
    PLACE.yM = state.goalYM;
  }
  const dxM = PLACE.xM - entity.xM;
  const dyM = PLACE.yM - entity.yM;
  const isIn = compare("lessOrEqual", Math.sqrt(dxM * dxM + dyM * dyM), test.toleranceM, out);
  if (world.options.timing === "tick" || nowSec === 0) return isIn;
  const agoSec = enteredSecAgo(dxM, dyM, entity.vxMps, entity.vyMps, test.toleranceM);
  const isPast = agoSec <= world.options.dtSec;
  if (isPast) out.sinceSec = nowSec - agoSec;
  return isIn || isPast;
}

/** How long ago something with that velocity came into a circle about a point (dxM, dyM) away; NaN where it did not. */
function enteredSecAgo(dxM: number, dyM: number, vxMps: number, vyMps: number, radiusM: number): number {
  const speed2 = vxMps * vxMps + vyMps * vyMps;
  if (speed2 < STILL_MPS * STILL_MPS) return Number.NaN;
  const nearestSec = -(dxM * vxMps + dyM * vyMps) / speed2;
  const asideM2 = dxM * dxM + dyM * dyM - nearestSec * nearestSec * speed2;
  const halfSec = Math.sqrt((radiusM * radiusM - asideM2) / speed2);
  return nearestSec + halfSec >= 0 ? nearestSec + halfSec : Number.NaN;
}

function toPosition(world: StoryWorld, self: number, position: PositionSpec, measure: MeasureSpec): void {
  resolvePosition(world, position, self, PLACE);
  spotOfEntity(world, self, OWN);
  const facing: Spot = OTHER;
  spotOfPoint(PLACE.xM, PLACE.yM, PLACE.hRad, PLACE.place, PLACE.relativeHRad + (PLACE.isAgainst ? PI : 0), facing);
  measureDistance(world, OWN, facing, measure, GAP);
}

/** Measures to an entity; false where it is not there or no way leads to it. */
function toEntity(world: StoryWorld, self: number, other: number, measure: MeasureSpec): boolean {
  if (world.state.entities[other]?.isPresent !== true) return false;
  spotOfEntity(world, self, OWN);
  spotOfEntity(world, other, OTHER);
  measureDistance(world, OWN, OTHER, measure, GAP);
  return GAP.found;
}

/** Distance over the own speed. There is none along to what is behind, nor for one who stands or, along, drives backwards. */
function headway(world: StoryWorld, test: TestOf<"time-headway">, ownMps: number, out: Reading): boolean {
  const speedMps = Math.abs(ownMps);
  if (isBehind(world, test.measure) || speedMps < STILL_MPS) return false;
  return compare(test.rule, Math.abs(GAP.distanceM) / speedMps, test.valueSec, out);
}

/**
 * Way over the speed at which it shrinks, of what is ahead. In lane coordinates only what is in the own lane, or in one that it leads into, is
 * collided with: oncoming traffic in the next lane is not.
 */
function timeToCollision(
  world: StoryWorld,
  planned: PlannedCondition,
  test: TestOf<"time-to-collision">,
  self: number,
  out: Reading,
): boolean {
  const { target, measure } = test;
  if ("position" in target) toPosition(world, self, target.position, measure);
  else if (!toEntity(world, self, planned.otherEntities[0] ?? -1, measure)) return false;
  if (!GAP.found || isBehind(world, measure) || GAP.closingMps < STILL_MPS) return false;
  if (measure.coordinates === "lane" && !GAP.isSameLane) return false;
  return compare(test.rule, Math.abs(GAP.distanceM) / GAP.closingMps, test.valueSec, out);
}

function isBehind(world: StoryWorld, measure: MeasureSpec): boolean {
  // A straight line has no ahead and behind; in esmini it has.
  if (measure.distance === "euclidianDistance" && world.plan.spec.semantics === "esmini")
    return (OTHER.xM - OWN.xM) * OWN.cosH + (OTHER.yM - OWN.yM) * OWN.sinH < 0;
  return measure.distance === "longitudinal" && (GAP.distanceM < 0 || GAP.ownMps < 0);
}
