/**
 * After a contact that the scenario allows: low fidelity. Whoever is struck becomes a free body for the rest of the run.
 *
 * While bodies touch, a tick of their motion is worked out in a planck world that is built from the state for that tick alone, bodies in the
 * order of their slots. No world outlives a tick, because its warm start could not be copied. Bodies that touch nobody slide with
 * locked wheels: both closed forms below stop where they reach zero.
 *
 *   speed      v' = -mu g
 *   yaw rate   r' = -mu g d_mean m / I, with d_mean = 0.26 d the mean distance of a rectangle's points from its centre
 *              and I = m d^2 / 12, d its diagonal
 */
import { wrapRad } from "../core/angle.ts";
import { bodyOriginOf, boxesOverlap, type Box as CoreBox, emptyBox } from "../core/box.ts";
import type { ActorClass } from "../trace/tick.ts";
import { setBoxOf } from "./contact.ts";
import { type Body, Box, Vec2, World } from "./planck.ts";
import { BODY, CONTACT_SEC, CONTACT_SLOT, FRICTION, IMPACT_AGO_SEC, LOW_FIDELITY, MODE, PRESENT, WRECK, type WorldState } from "./state.ts";
import { turnTo } from "./traffic.ts";
import { isPresent } from "./truth.ts";
import type { WorldModel } from "./world.ts";

const GRAVITY_MPS2 = 9.81;
/** Locked tyres, or a body, on dry asphalt; scaled by the friction ratio. */
const SLIDING_FRICTION = 0.7;
/** Between two vehicles, and the share of the closing speed that is given back: usual values of impulse models (Kudlich and Slibar). */
const CONTACT_FRICTION = 0.6;
const RESTITUTION = 0.1;
/** Longest step of the physics engine. */
const MAX_STEP_SEC = 0.01;
const VELOCITY_ITERATIONS = 8;
const POSITION_ITERATIONS = 3;
/** d_mean d / (d^2 / 12) over 1 / d. */
const SPIN_SHAPE = 0.26 * 12;

/** Mass of road users other than the ego, kg. Order of magnitude only: recordings and scenarios do not tell it. */
const MASS_KG: Readonly<Record<ActorClass, number>> = {
  unspecified: 1500,
  car: 1500,
  truck: 12000,
  bus: 12000,
  motorcycle: 250,
  bicycle: 90,
  pedestrian: 75,
  animal: 60,
  static: Infinity,
  other: 1000,
};

const A: CoreBox = emptyBox();
const B: CoreBox = emptyBox();
const ORIGIN = { xM: 0, yM: 0 };

/** Makes free bodies of those who touched: the ego and whom it struck, and whom a free body has reached. */
export function markImpacts(model: WorldModel, state: WorldState): void {
  const { runNumbers, actors, plan, ego } = state;
  runNumbers[IMPACT_AGO_SEC] = 0;
  const struck = runNumbers[CONTACT_SLOT]!;
  if (struck !== -1 && ego.driveNumbers[MODE] !== WRECK) {
    ego.driveNumbers[MODE] = WRECK;
    runNumbers[LOW_FIDELITY] = 1;
    runNumbers[IMPACT_AGO_SEC] = state.tick * model.dtSec - runNumbers[CONTACT_SEC]!;
    actors.phase[model.egoIndex] = BODY;
    setFree(model, state, struck);
  }
  for (let i = 0; i < plan.count; i++) {
    if (actors.phase[i] !== BODY) continue;
    for (let j = 0; j < plan.count; j++) if (actors.phase[j] === PRESENT && overlap(state, i, j)) setFree(model, state, j);
  }
}

/** Moves the free bodies from tick k to k + 1. Their pose is that of k, before. */
export function moveBodies(model: WorldModel, state: WorldState): void {
  const { actors, plan } = state;
  const isTouching = new Uint8Array(plan.count);
  for (let i = 0; i < plan.count; i++) {
    if (actors.phase[i] !== BODY) continue;
    for (let j = 0; j < plan.count; j++)
      if (j !== i && isPresent(state, j) && touches(model, state, i, j)) isTouching[i] = isTouching[j] = 1;
  }
  if (isTouching.includes(1)) collide(model, state, isTouching);
  for (let i = 0; i < plan.count; i++) if (actors.phase[i] === BODY && isTouching[i] === 0) slide(state, i, model.dtSec);
  if (actors.phase[model.egoIndex] === BODY) seeWreck(model, state);
}

function isStatic(model: WorldModel, slot: number): boolean {
  return model.actors[slot]!.header.cls === "static";
}

function setFree(model: WorldModel, state: WorldState, slot: number): void {
  if (!isStatic(model, slot)) state.actors.phase[slot] = BODY;
}

function overlap(state: WorldState, i: number, j: number): boolean {
  setBoxOf(state, i, A);
  setBoxOf(state, j, B);
  return boxesOverlap(A, B);
}

/** Overlap, or the ego's first impact, after which the boxes may have passed each other between two ticks. */
function touches(model: WorldModel, state: WorldState, i: number, j: number): boolean {
  const other = i === model.egoIndex ? j : j === model.egoIndex ? i : -1;
  const isFirstImpact = state.runNumbers[IMPACT_AGO_SEC]! > 0 && other !== -1 && other === state.runNumbers[CONTACT_SLOT];
  return isFirstImpact || overlap(state, i, j);
}

/** Steps those who touch through a world of their own, from the instant of the first impact where this is its tick. */
function collide(model: WorldModel, state: WorldState, isTouching: Uint8Array): void {
  const { actors } = state;
  const ago = state.runNumbers[IMPACT_AGO_SEC]!;
  const world = new World({ gravity: new Vec2(0, 0), allowSleep: false });
  const bodies: { readonly slot: number; readonly body: Body }[] = [];
  for (let slot = 0; slot < isTouching.length; slot++) {
    if (isTouching[slot] === 1) bodies.push({ slot, body: addBody(model, state, world, slot, ago) });
  }
  const steps = Math.ceil((ago + model.dtSec) / MAX_STEP_SEC - 1e-9);
  for (let n = 0; n < steps; n++) world.step((ago + model.dtSec) / steps, VELOCITY_ITERATIONS, POSITION_ITERATIONS);
  for (const { slot, body } of bodies) if (actors.phase[slot] === BODY) readBody(state, slot, body, model.dtSec);
}

function addBody(model: WorldModel, state: WorldState, world: World, slot: number, agoSec: number): Body {
  const { actors, plan } = state;
  const vx = actors.vxMps[slot]!;
  const vy = actors.vyMps[slot]!;
  const r = actors.yawRateRadps[slot]!;
  const body = world.createBody({
    type: isStatic(model, slot) ? "static" : "dynamic",
    position: new Vec2(actors.xM[slot]! - vx * agoSec, actors.yM[slot]! - vy * agoSec),
    angle: actors.yawRad[slot]! - r * agoSec,
    linearVelocity: new Vec2(vx, vy),
    angularVelocity: r,
  });
  const shape = new Box(0.5 * plan.lengthM[slot]!, 0.5 * plan.widthM[slot]!);
  body.createFixture({ shape, density: 1, friction: CONTACT_FRICTION, restitution: RESTITUTION });
  if (isStatic(model, slot)) return body;
  const isEgo = slot === model.egoIndex;
  const mass = isEgo ? model.ego.params.massKg : MASS_KG[model.actors[slot]!.header.cls];
  const diagonal = 2 * plan.radiusM[slot]!;
  const inertia = isEgo ? model.ego.params.yawInertiaKgm2 : (mass * diagonal * diagonal) / 12;
  body.setMassData({ mass, center: new Vec2(0, 0), I: inertia });
  return body;
}

/** Takes pose and velocity from the engine; the road's friction of this tick comes on top. */
function readBody(state: WorldState, slot: number, body: Body, dtSec: number): void {
  const { actors } = state;
  const position = body.getPosition();
  const velocity = body.getLinearVelocity();
  const speed = Math.sqrt(velocity.x * velocity.x + velocity.y * velocity.y);
  const share = speed > 0 ? Math.max(0, speed - brake(state) * dtSec) / speed : 0;
  const r = body.getAngularVelocity();
  const rest = Math.max(0, Math.abs(r) - spinBrake(state, slot) * dtSec);
  setVelocity(state, slot, velocity.x * share, velocity.y * share, r < 0 ? -rest : rest, dtSec);
  actors.xM[slot] = position.x;
  actors.yM[slot] = position.y;
  turnTo(state, slot, wrapRad(body.getAngle()));
  setSpeed(state, slot);
}

function slide(state: WorldState, slot: number, dtSec: number): void {
  const { actors } = state;
  const vx = actors.vxMps[slot]!;
  const vy = actors.vyMps[slot]!;
  const r = actors.yawRateRadps[slot]!;
  const speed = Math.sqrt(vx * vx + vy * vy);
  const slideSec = Math.min(dtSec, stopSec(speed, brake(state)));
  const way = speed > 0 ? slideSec * (1 - (0.5 * brake(state) * slideSec) / speed) : 0;
  const share = speed > 0 ? 1 - (brake(state) * slideSec) / speed : 0;
  const spin = Math.abs(r);
  const spinSec = Math.min(dtSec, stopSec(spin, spinBrake(state, slot)));
  const turn = spin * spinSec - 0.5 * spinBrake(state, slot) * spinSec * spinSec;
  const rest = spinSec < dtSec ? 0 : spin - spinBrake(state, slot) * spinSec;
  actors.xM[slot]! += vx * way;
  actors.yM[slot]! += vy * way;
  turnTo(state, slot, wrapRad(actors.yawRad[slot]! + (r < 0 ? -turn : turn)));
  const isAtRest = slideSec < dtSec;
  setVelocity(state, slot, isAtRest ? 0 : vx * share, isAtRest ? 0 : vy * share, r < 0 ? -rest : rest, dtSec);
  setSpeed(state, slot);
}

function stopSec(value: number, rate: number): number {
  return rate > 0 ? value / rate : Infinity;
}

function brake(state: WorldState): number {
  return SLIDING_FRICTION * state.runNumbers[FRICTION]! * GRAVITY_MPS2;
}

function spinBrake(state: WorldState, slot: number): number {
  return (SPIN_SHAPE * brake(state)) / (2 * state.plan.radiusM[slot]!);
}

/** Sets velocity and yaw rate; the acceleration is the change over the tick. */
function setVelocity(state: WorldState, slot: number, vx: number, vy: number, r: number, dtSec: number): void {
  const { actors } = state;
  actors.axMps2[slot] = (vx - actors.vxMps[slot]!) / dtSec;
  actors.ayMps2[slot] = (vy - actors.vyMps[slot]!) / dtSec;
  actors.vxMps[slot] = vx;
  actors.vyMps[slot] = vy;
  actors.yawRateRadps[slot] = r;
}

function setSpeed(state: WorldState, slot: number): void {
  const { actors, history } = state;
  history.speedMps[slot] = actors.vxMps[slot]! * history.cosYaw[slot]! + actors.vyMps[slot]! * history.sinYaw[slot]!;
}

/** What can be seen of the ego as a free body, at its rear axle. */
function seeWreck(model: WorldModel, state: WorldState): void {
  const { actors, history, plan, ego } = state;
  const i = model.egoIndex;
  const c = history.cosYaw[i]!;
  const s = history.sinYaw[i]!;
  const r = actors.yawRateRadps[i]!;
  bodyOriginOf(actors.xM[i]!, actors.yM[i]!, c, s, model.ego.params.footprint, ORIGIN);
  ego.seen.xM = ORIGIN.xM;
  ego.seen.yM = ORIGIN.yM;
  ego.seen.yawRad = actors.yawRad[i]!;
  ego.seen.vLonMps = history.speedMps[i]!;
  ego.seen.vLatMps = actors.vyMps[i]! * c - actors.vxMps[i]! * s - r * plan.originBackM[i]!;
  ego.seen.yawRateRadps = r;
  ego.seen.aLonMps2 = actors.axMps2[i]! * c + actors.ayMps2[i]! * s;
  ego.seen.aLatMps2 = actors.ayMps2[i]! * c - actors.axMps2[i]! * s;
}
