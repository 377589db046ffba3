/**
 * Reactive drivers: the Intelligent Driver Model, one acceleration a tick from what is ahead in the driver's own corridor.
 *
 *   a = a_max (1 - (v / v0)^4 - (s* / s)^2)      s* = s0 + max(0, v T + v (v - v_lead) / (2 sqrt(a_max b)))
 *
 * Treiber, Hennecke, Helbing 2000 (doi 10.1103/PhysRevE.62.1805), advanced ballistically as in Treiber and Kanagaraj 2015: the
 * acceleration is held over the tick, and a driver that would pass standstill stops there. First order in the tick length.
 * Two bounds are ours: a driver above its wanted speed slows by b at most, and no one brakes harder than friction allows.
 */
import { type LineProjection, type Polyline, projectNear } from "../core/polyline.ts";
import { sideAtM } from "./motion.ts";
import { BODY, FRICTION, PRESENT, type WorldState } from "./state.ts";
import type { IdmParams } from "./world.ts";

/** Full braking on a dry road; scaled by the friction ratio. */
const MAX_BRAKE_MPS2 = 9;
/** Beyond this no road user is looked for. */
const SIGHT_M = 300;

/** Free way to the one ahead and its speed, written by `leadOf`. */
const LEAD = { gapM: Infinity, speedMps: 0 };
const AT: LineProjection = { sM: 0, tM: 0, distanceM: 0, segment: 0 };

/** Acceleration that the driver of path `p` wants at this tick. */
export function idmAccelMps2(state: WorldState, p: number, driver: IdmParams, nowSec: number): number {
  const v = state.actors.path.vMps[p]!;
  leadOf(state, p, nowSec);
  const { maxAccelMps2: a, comfortDecelMps2: b } = driver;
  const wanted = state.actors.path.desiredMps[p]!;
  const ratio = wanted > 0 ? v / wanted : v > 0 ? Infinity : 1;
  const free = Math.max(-b, a * (1 - ratio * ratio * ratio * ratio));
  const least = -MAX_BRAKE_MPS2 * Math.min(1, state.runNumbers[FRICTION]!);
  if (LEAD.gapM === Infinity) return Math.max(least, free);
  if (LEAD.gapM <= 0) return least;
  const gapWanted = driver.minGapM + Math.max(0, v * driver.timeHeadwaySec + (v * (v - LEAD.speedMps)) / (2 * Math.sqrt(a * b)));
  const share = gapWanted / LEAD.gapM;
  return Math.max(least, free - a * share * share);
}

/**
 * Finds the nearest road user whose box reaches into the strip as wide as the driver's own car, ahead along its path. Of those on other
 * paths only what is in front of the driver's shoulders counts: past a half turn of the path nobody is seen.
 */
function leadOf(state: WorldState, p: number, nowSec: number): void {
  const { plan, actors } = state;
  const self = plan.pathSlots[p]!;
  LEAD.gapM = Infinity;
  // Those on the same path first: their place on it is known, and their gap spares looking at most others.
  for (let q = 0; q < plan.pathSlots.length; q++) if (isOnSamePath(state, p, q)) considerOnPath(state, p, q, nowSec);
  const side = sideAtM(actors.path, p, nowSec);
  const x = actors.xM[self]!;
  const y = actors.yM[self]!;
  const c = state.history.cosYaw[self]!;
  const s = state.history.sinYaw[self]!;
  for (let j = 0; j < plan.count; j++) {
    const phase = actors.phase[j]!;
    const q = plan.pathOf[j]!;
    if (j === self || (phase !== PRESENT && phase !== BODY) || (q >= 0 && isOnSamePath(state, p, q))) continue;
    const dx = actors.xM[j]! - x;
    const dy = actors.yM[j]! - y;
    if (dx * c + dy * s <= 0) continue;
    // In the strip, the way along the path is no shorter than the distance less both boxes' half diagonals, once for each axis.
    const reach = Math.min(SIGHT_M, LEAD.gapM + 2 * (plan.radiusM[self]! + plan.radiusM[j]!));
    if (dx * dx + dy * dy >= reach * reach) continue;
    const line = plan.paths[p]!;
    projectNear(line, actors.xM[j]!, actors.yM[j]!, actors.path.segment[p]!, AT);
    consider(state, p, line, j, AT.sM, AT.tM - side, AT.segment);
  }
}

function isOnSamePath(state: WorldState, p: number, q: number): boolean {
  const { plan, actors } = state;
  return p !== q && plan.paths[p] === plan.paths[q] && actors.phase[plan.pathSlots[q]!] === PRESENT;
}

function considerOnPath(state: WorldState, p: number, q: number, nowSec: number): void {
  const { plan, actors } = state;
  const { path } = actors;
  const ahead = path.sM[q]! - path.sM[p]!;
  const slot = plan.pathSlots[q]!;
  if (!(ahead > 0 && ahead < Math.min(SIGHT_M, LEAD.gapM + plan.radiusM[plan.pathSlots[p]!]! + plan.radiusM[slot]!))) return;
  const aside = sideAtM(path, q, nowSec) - sideAtM(path, p, nowSec);
  consider(state, p, plan.paths[p]!, slot, path.sM[q]!, aside, path.segment[q]!);
}

/** Takes slot `j` as the lead if it is ahead, in the strip, and nearer than the lead so far. */
function consider(state: WorldState, p: number, line: Polyline, j: number, sM: number, asideM: number, segment: number): void {
  const { plan, actors, history } = state;
  const ahead = sM - actors.path.sM[p]!;
  if (!(ahead > 0)) return;
  const tx = line.tangentX[segment]!;
  const ty = line.tangentY[segment]!;
  const c = Math.abs(history.cosYaw[j]! * tx + history.sinYaw[j]! * ty);
  const s = Math.abs(history.sinYaw[j]! * tx - history.cosYaw[j]! * ty);
  const self = plan.pathSlots[p]!;
  const across = plan.lengthM[j]! * s + plan.widthM[j]! * c;
  if (2 * Math.abs(asideM) >= across + plan.widthM[self]!) return;
  const gap = ahead - 0.5 * (plan.lengthM[self]! + plan.lengthM[j]! * c + plan.widthM[j]! * s);
  if (gap >= LEAD.gapM) return;
  LEAD.gapM = gap;
  LEAD.speedMps = actors.vxMps[j]! * tx + actors.vyMps[j]! * ty;
}
