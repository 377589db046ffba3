import { cos, sin } from "../../../core/dmath.ts";
import { type LineProjection, type Polyline, polylineOf, project, projectNear } from "../../../core/polyline.ts";
import type { CommandReply, Controller, Observation, Ready, Refusal, Reply, RunStart, Session } from "../../../sim/port.ts";
import { endNothing, refusal } from "../session.ts";
import {
  type Encounter,
  isBeside,
  isBraking,
  newEncounter,
  newReaction,
  nextSpeedMps,
  perceivedMps2,
  type ReactionState,
  type ReferenceDriver,
} from "../../../vehicle/r157/shared.ts";

/** Last segment of each road user, by id. */
const HINTS = 256;

interface LongitudinalReply extends CommandReply {
  tick: number;
  readonly command: { readonly kind: "longitudinal"; accelMps2: number };
}

interface Seat {
  readonly driver: ReferenceDriver;
  readonly state: ReactionState;
  readonly route: Polyline;
  readonly egoWidthM: number;
  /** From the ego's rear axle forward to the centre of its box, m. */
  readonly centreM: number;
  readonly cruiseMps: number;
  readonly periodSec: number;
  readonly encounter: Encounter;
  readonly hints: Int32Array;
  /** Who has been seen, by id, and whether it is a lead (`Encounter.isLead`). */
  readonly leads: Map<number, boolean>;
  readonly at: LineProjection;
  readonly reply: LongitudinalReply;
  egoTM: number;
  segment: number;
}

/**
 * A reference driver of UN R157 behind the port. It keeps the speed it starts with until it is in danger; the harness steers along the
 * route. Every road user that is seen is an encounter; the one that asks for the hardest braking is answered.
 */
export function referenceController(name: string, driver: ReferenceDriver): Controller {
  const open = (): Session => openSession(driver);
  return { name: `builtin:${name}`, build: "", kinds: ["longitudinal"], sync: true, open, close: () => Promise.resolve() };
}

function openSession(driver: ReferenceDriver): Session {
  let seat: Seat | null = null;
  const start = (s: RunStart): Ready | Refusal => {
    if (s.route === null) return refusal("the scenario has no route to follow");
    seat = newSeat(driver, s, polylineOf(s.route.xM, s.route.yM));
    return { kind: "ready" };
  };
  return { start, decide: (o) => decide(seat!, o), end: endNothing };
}

function newSeat(driver: ReferenceDriver, s: RunStart, route: Polyline): Seat {
  const { lengthM, widthM, rearM } = s.ego.footprint;
  const cruiseMps = s.world.ego.start.vLonMps;
  const encounter = newEncounter();
  encounter.egoLengthM = lengthM;
  encounter.egoMps = cruiseMps;
  return {
    driver,
    state: newReaction(driver),
    route,
    egoWidthM: widthM,
    centreM: 0.5 * lengthM - rearM,
    cruiseMps,
    periodSec: s.dtSec * s.observationEvery,
    encounter,
    hints: new Int32Array(HINTS),
    leads: new Map(),
    at: { sM: 0, tM: 0, distanceM: 0, segment: 0 },
    reply: { kind: "command", tick: 0, command: { kind: "longitudinal", accelMps2: 0 }, mode: "engaged", debug: [] },
    egoTM: 0,
    segment: -1,
  };
}

function decide(seat: Seat, o: Observation): Reply {
  const { driver, encounter, reply } = seat;
  placeEgo(seat, o);
  let wantedMps2 = 0;
  let riskMps2 = 0;
  for (let i = 0; i < o.objects.count; i++) {
    placeOther(seat, o, i);
    wantedMps2 = Math.max(wantedMps2, driver.wantedMps2(encounter));
    if (driver.risk !== null) riskMps2 = Math.max(riskMps2, driver.risk.wantedMps2(encounter));
  }
  wantedMps2 = Math.max(wantedMps2, perceivedMps2(seat.state, riskMps2, seat.periodSec));
  const next = nextSpeedMps(driver, seat.state, wantedMps2, encounter.egoMps, seat.cruiseMps, seat.periodSec);
  reply.tick = o.tick;
  reply.command.accelMps2 = (next - encounter.egoMps) / seat.periodSec;
  return reply;
}

function placeEgo(seat: Seat, o: Observation): void {
  const { encounter, route, at } = seat;
  const { xM, yM, yawRad, vLonMps } = o.ego;
  const x = xM + seat.centreM * cos(yawRad);
  const y = yM + seat.centreM * sin(yawRad);
  if (seat.segment < 0) project(route, x, y, at);
  else projectNear(route, x, y, seat.segment, at);
  seat.segment = at.segment;
  seat.egoTM = at.tM;
  encounter.egoSM = at.sM;
  encounter.egoMps2 = (vLonMps - encounter.egoMps) / seat.periodSec;
  encounter.egoMps = vLonMps;
}

/** Puts road user i into the encounter, with its box as far along and across the route as it is turned. */
function placeOther(seat: Seat, o: Observation, i: number): void {
  const { encounter, route, at } = seat;
  const { objects } = o;
  const slot = objects.id[i]! % HINTS;
  projectNear(route, objects.xM[i]!, objects.yM[i]!, Math.min(seat.hints[slot]!, route.count - 2), at);
  seat.hints[slot] = at.segment;
  const tx = route.tangentX[at.segment]!;
  const ty = route.tangentY[at.segment]!;
  const c = cos(objects.yawRad[i]!);
  const s = sin(objects.yawRad[i]!);
  const along = Math.abs(c * tx + s * ty);
  const across = Math.abs(s * tx - c * ty);
  const lengthM = objects.lengthM[i]!;
  const widthM = objects.widthM[i]!;
  const sideM = at.tM - seat.egoTM;
  const leftMps = objects.vyMps[i]! * tx - objects.vxMps[i]! * ty;
  encounter.otherSM = at.sM;
  encounter.otherMps = objects.vxMps[i]! * tx + objects.vyMps[i]! * ty;
  encounter.otherMps2 = objects.axMps2[i]! * tx + objects.ayMps2[i]! * ty;
  encounter.otherLengthM = lengthM * along + widthM * across;
  encounter.sideGapM = Math.abs(sideM) - 0.5 * (seat.egoWidthM + lengthM * across + widthM * along);
  encounter.closingMps = sideM < 0 ? leftMps : -leftMps;
  encounter.isLead = isLead(seat, objects.id[i]!);
}

/** Whether the road user in the encounter is a lead by now; remembered. */
function isLead({ leads, encounter }: Seat, id: number): boolean {
  const before = leads.get(id);
  if (before === true) return true;
  const now = isBeside(encounter, 0) && (before === undefined || isBraking(encounter));
  if (before !== now) leads.set(id, now);
  return now;
}
