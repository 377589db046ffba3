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
import { BODY, FRICTION, PRESENT, type WorldState } from "./state.ts";
import type { IdmParams } from "./world.ts";

/** Full braking on a dry road; scaled by the friction ratio. */
const MAX_BRAKE_MPS2 = 9;
/** Beyond this no road user is looked for. */
const SIGHT_M = 300;

/**
 * Free way to the one ahead and its speed, written by `findLead`; and how far ahead a box centre can be that is nearer: its half
 * diagonal and the driver's own lie between gap and distance, once along the path and once across.
 */
const LEAD = { gapM: Infinity, aheadM: SIGHT_M, speedMps: 0 };
const AT: LineProjection = { sM: 0, tM: 0, distanceM: 0, segment: 0 };

/** Acceleration that the driver of path `p` wants at this tick. */
export function idmAccelMps2(state: WorldState, p: number, driver: IdmParams): number {
  const v = state.actors.path.vMps[p]!;
  const { maxAccelMps2: a, comfortDecelMps2: b } = driver;
  if (v < 0) return b; // an action left it rolling backwards, which the model does not know
  findLead(state, p);
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
function findLead(state: WorldState, p: number): void {
  const { plan, actors, history } = state;
  const self = plan.pathSlots[p]!;
  const line = plan.paths[p]!;
  LEAD.gapM = Infinity;
  LEAD.aheadM = SIGHT_M;
  // Those on the same path first: their place on it is known, and their gap spares looking at most others.
  const { sM } = actors.path;
  const from = sM[p]!;
  for (let q = 0; q < sM.length; q++) {
    const ahead = sM[q]! - from;
    if (ahead > 0 && ahead < LEAD.aheadM && plan.paths[q] === line) considerOnPath(state, p, q);
  }
  const x = actors.xM[self]!;
  const y = actors.yM[self]!;
  const c = history.cosYaw[self]!;
  const s = history.sinYaw[self]!;
  for (let j = 0; j < plan.count; j++) {
    const dx = actors.xM[j]! - x;
    const dy = actors.yM[j]! - y;
    if (dx * c + dy * s <= 0) continue;
    if (dx * dx + dy * dy >= LEAD.aheadM * LEAD.aheadM || j === self || !isElsewhere(state, j, line)) continue;
    projectNear(line, actors.xM[j]!, actors.yM[j]!, actors.path.segment[p]!, AT);
    consider(state, p, j);
  }
}

/** Whether a road user is in the world, and not to be found by its place on this path. */
function isElsewhere(state: WorldState, j: number, line: Polyline): boolean {
  const phase = state.actors.phase[j];
  const q = state.plan.pathOf[j]!;
  return phase === BODY || (phase === PRESENT && (q === -1 || state.plan.paths[q] !== line));
}

function considerOnPath(state: WorldState, p: number, q: number): void {
  const { plan, actors } = state;
  const { path } = actors;
  const slot = plan.pathSlots[q]!;
  if (actors.phase[slot] !== PRESENT) return;
  AT.sM = path.sM[q]!;
  AT.tM = path.tM[q]!;
  AT.segment = path.segment[q]!;
  consider(state, p, slot);
}

/** Takes slot `j`, whose place on the path is AT, as the lead if it is ahead, in the strip, and nearer than the lead so far. */
function consider(state: WorldState, p: number, j: number): void {
  const { plan, actors, history } = state;
  const line = plan.paths[p]!;
  const ahead = AT.sM - actors.path.sM[p]!;
  if (!(ahead > 0)) return;
  const tx = line.tangentX[AT.segment]!;
  const ty = line.tangentY[AT.segment]!;
  const c = Math.abs(history.cosYaw[j]! * tx + history.sinYaw[j]! * ty);
  const s = Math.abs(history.sinYaw[j]! * tx - history.cosYaw[j]! * ty);
  const self = plan.pathSlots[p]!;
  const across = plan.lengthM[j]! * s + plan.widthM[j]! * c;
  if (2 * Math.abs(AT.tM - actors.path.tM[p]!) >= across + plan.widthM[self]!) return;
  const gap = ahead - 0.5 * (plan.lengthM[self]! + plan.lengthM[j]! * c + plan.widthM[j]! * s);
  if (gap >= LEAD.gapM) return;
  LEAD.gapM = gap;
  LEAD.aheadM = Math.min(SIGHT_M, gap + 2 * (plan.radiusM[self]! + plan.maxRadiusM));
  LEAD.speedMps = actors.vxMps[j]! * tx + actors.vyMps[j]! * ty;
}
