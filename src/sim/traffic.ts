/** Moves the other road users on by a tick: along a recording, a script, or as a driver model decides. */
import { wrapRad } from "../core/angle.ts";
import { atan2, cos, sin } from "../core/dmath.ts";
import { curvaturePerMAt, type LinePlace, placeAt, smoothYawRadAt } from "../core/polyline.ts";
import { idmAccelMps2 } from "./idm.ts";
import { accelerate, advance, enterPath, sideAccelMps2, sideAtM, sideRateMps, stretchOf } from "./motion.ts";
import { REPLAYED } from "./plan.ts";
import { ABSENT, GONE, PRESENT, type WorldState } from "./state.ts";
import type { ActorModel, ReplayTrack, WorldModel } from "./world.ts";

/** Below this speed a road user on a path does not turn into its sideways motion in full: nothing turns on the spot. */
const TURNING_MPS = 1;

const PLACE: LinePlace = { xM: 0, yM: 0, yawRad: 0, segment: 0 };

/** From tick k to k + 1 along all paths. Everyone reacts to the places of tick k. */
export function moveOnPaths(model: WorldModel, state: WorldState): void {
  const { plan, actors } = state;
  const nowSec = state.tick * model.dtSec;
  for (let p = 0; p < plan.pathSlots.length; p++) {
    const actor = model.actors[plan.pathSlots[p]!]!;
    if (actor.motion !== "reactive" || !isReacting(state, p)) continue;
    accelerate(actors.path, p, idmAccelMps2(state, p, actor.driver), nowSec, model.dtSec);
  }
  for (let p = 0; p < plan.pathSlots.length; p++) {
    const slot = plan.pathSlots[p]!;
    if (actors.phase[slot] === ABSENT) enterAtTick(model, state, p, state.tick + 1);
    else if (actors.phase[slot] === PRESENT) moveOnPath(model, state, p, slot);
  }
}

/** Whether a reactive driver decides its speed itself: no action does. */
function isReacting(state: WorldState, p: number): boolean {
  const { plan, actors } = state;
  return actors.phase[plan.pathSlots[p]!] === PRESENT && actors.path.lawAction[p] === -1;
}

function moveOnPath(model: WorldModel, state: WorldState, p: number, slot: number): void {
  const actor = model.actors[slot]!;
  const line = state.plan.paths[p]!;
  const { path, phase } = state.actors;
  const before = path.vMps[p]!;
  const profile = actor.motion === "scripted" ? actor.speedProfile : null;
  advance(path, p, line, profile, (state.tick + 1) * model.dtSec, model.dtSec);
  // A driver model's acceleration is that of the tick gone by; it decides anew at each.
  if (actor.motion === "reactive" && isReacting(state, p)) path.aMps2[p] = (path.vMps[p]! - before) / model.dtSec;
  if (path.sM[p]! > line.lengthM) phase[slot] = GONE;
}

/** Lets a road user in where its time has come. */
export function enterAtTick(model: WorldModel, state: WorldState, p: number, tick: number): void {
  const slot = state.plan.pathSlots[p]!;
  const actor = model.actors[slot]!;
  if ((actor.motion !== "scripted" && actor.motion !== "reactive") || actor.start.fromTick !== tick) return;
  const { path } = state.actors;
  enterPath(path, p, actor.start, actor.motion === "scripted" ? actor.speedProfile : null, tick * model.dtSec);
  if (actor.motion === "reactive") path.desiredMps[p] = actor.driver.desiredSpeedMps;
  state.actors.phase[slot] = PRESENT;
}

/** Writes place and motion at the state's tick of all road users but the ego and free bodies. */
export function placeActors(model: WorldModel, state: WorldState): void {
  const { plan, actors } = state;
  const nowSec = state.tick * model.dtSec;
  for (let i = 0; i < plan.count; i++) {
    const phase = actors.phase[i]!;
    if (plan.motion[i] === REPLAYED) {
      if (phase === ABSENT || phase === PRESENT) placeReplayed(model.actors[i]!, state, i);
    } else if (phase === PRESENT && plan.pathOf[i]! >= 0) {
      placeOnPath(state, i, plan.pathOf[i]!, nowSec);
    }
  }
}

function placeReplayed(actor: ActorModel, state: WorldState, i: number): void {
  if (actor.motion !== "replayed") return;
  const { track } = actor;
  const { actors } = state;
  const k = state.tick;
  actors.phase[i] = k < track.present.length && track.present[k] === 1 ? PRESENT : ABSENT;
  if (actors.phase[i] === PRESENT) copyTrack(track, k, state, i);
}

function copyTrack(track: ReplayTrack, k: number, state: WorldState, i: number): void {
  const { actors, history } = state;
  turnTo(state, i, track.yawRad[k]!);
  actors.xM[i] = track.xM[k]!;
  actors.yM[i] = track.yM[k]!;
  actors.vxMps[i] = track.vxMps[k]!;
  actors.vyMps[i] = track.vyMps[k]!;
  actors.axMps2[i] = track.axMps2[k]!;
  actors.ayMps2[i] = track.ayMps2[k]!;
  actors.yawRateRadps[i] = track.yawRateRadps[k]!;
  history.speedMps[i] = actors.vxMps[i]! * history.cosYaw[i]! + actors.vyMps[i]! * history.sinYaw[i]!;
}

/** Sets a yaw with its cosine and sine, which stay as they are where the yaw does. */
export function turnTo(state: WorldState, i: number, yawRad: number): void {
  if (state.actors.yawRad[i] === yawRad) return;
  state.actors.yawRad[i] = yawRad;
  state.history.cosYaw[i] = cos(yawRad);
  state.history.sinYaw[i] = sin(yawRad);
}

/**
 * In the path's own frame the velocity is (v, t') and turns at w = v curvature / (1 - curvature t); the acceleration follows as
 * (v' - t' w, t'' + v w). The heading is that of the velocity.
 */
function placeOnPath(state: WorldState, i: number, p: number, nowSec: number): void {
  const { actors, history } = state;
  const { path } = actors;
  const line = state.plan.paths[p]!;
  const s = path.sM[p]!;
  const t = sideAtM(path, p, nowSec);
  const v = path.vMps[p]!;
  const rate = sideRateMps(path, p, nowSec);
  const bend = sideAccelMps2(path, p, nowSec);
  placeAt(line, s, 0, path.segment[p]!, PLACE);
  path.tM[p] = t;
  path.segment[p] = PLACE.segment;

  const pathYaw = smoothYawRadAt(line, s, PLACE.segment);
  turnTo(state, i, rate === 0 ? pathYaw : wrapRad(pathYaw + driftRad(v, rate)));
  const c = rate === 0 ? history.cosYaw[i]! : cos(pathYaw);
  const sn = rate === 0 ? history.sinYaw[i]! : sin(pathYaw);
  actors.xM[i] = PLACE.xM - t * sn;
  actors.yM[i] = PLACE.yM + t * c;
  actors.vxMps[i] = v * c - rate * sn;
  actors.vyMps[i] = v * sn + rate * c;
  history.speedMps[i] = actors.vxMps[i]! * history.cosYaw[i]! + actors.vyMps[i]! * history.sinYaw[i]!;

  const curvature = curvaturePerMAt(line, s, PLACE.segment);
  const w = curvature === 0 ? 0 : (v * curvature) / stretchOf(curvature, t);
  const along = path.aMps2[p]! - rate * w;
  const across = bend + v * w;
  actors.axMps2[i] = along * c - across * sn;
  actors.ayMps2[i] = along * sn + across * c;
  actors.yawRateRadps[i] = rate === 0 && bend === 0 ? w : w + driftRateRadps(v, path.aMps2[p]!, rate, bend);
}

/** Angle between the path and the motion at speed v along it and `rate` to its left. */
function driftRad(v: number, rate: number): number {
  const drift = atan2(rate, Math.max(Math.abs(v), TURNING_MPS));
  return v < 0 ? -drift : drift;
}

/** Its rate of change. */
function driftRateRadps(v: number, a: number, rate: number, bend: number): number {
  const isSlow = Math.abs(v) < TURNING_MPS;
  const size = isSlow ? TURNING_MPS : Math.abs(v);
  const growth = isSlow ? 0 : v < 0 ? -a : a;
  const drift = (bend * size - rate * growth) / (size * size + rate * rate);
  return v < 0 ? -drift : drift;
}
