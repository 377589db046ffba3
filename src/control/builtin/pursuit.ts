/**
 * A modest but sensible driver: pure pursuit along the route, ACC behind whoever is in the way, no faster than limits and curves allow.
 * It knows what its own car does (understeer, resistance), nothing of the scenario, and only sees what the sensors let through.
 */
import { atan2, cos, sin } from "../../core/dmath.ts";
import { type LinePlace, type LineProjection, type Polyline, placeAt, polylineOf, project, projectNear } from "../../core/polyline.ts";
import type { Controller, Observation, Ready, Refusal, Reply, RunStart, Session } from "../../sim/port.ts";
import type { VehicleParams } from "../../vehicle/model.ts";
import { followAccelMps2, freeAccelMps2 } from "./acc.ts";
import { findLead, type LeadFinder, newLeadFinder } from "./lead.ts";
import { type BuiltinReply, builtin, endNothing, newReply, refusal } from "./session.ts";
import { speedAtMps, speedProfile } from "./speed-profile.ts";

/** The point aimed at lies so far ahead in time, and at least so far in space: shorter is more exact, longer is calmer. */
const AHEAD_SEC = 0.9;
const MIN_AHEAD_M = 5;
/** Changes of the wanted acceleration, m/s^3; braking harder than the last figure is not slowed by them. */
const RELEASE_MPS3 = 3;
const BRAKE_MPS3 = 6;
const HARD_BRAKE_MPS2 = -3.5;
/** How far ahead the speed profile is read, and how fast a difference to it is made up for. */
const FORESIGHT_SEC = 0.3;
const SPEED_PER_SEC = 1;

interface Driver {
  readonly route: Polyline;
  readonly speedMps: Float64Array;
  readonly lead: LeadFinder;
  /** The run is won before the route ends; otherwise its end is a place to stop. */
  readonly hasGoal: boolean;
  readonly wheelbaseM: number;
  readonly understeer: number;
  readonly params: VehicleParams;
  readonly frontM: number;
  readonly maxAccelMps2: number;
  readonly maxDecelMps2: number;
  readonly periodSec: number;
  readonly at: LineProjection;
  readonly aim: LinePlace;
  readonly slower: { accelMps2: number };
  readonly reply: BuiltinReply;
  segment: number;
  accelMps2: number;
}

export function pursuitController(): Controller {
  return builtin("pursuit", open);
}

function open(): Session {
  let driver: Driver | null = null;
  const start = (s: RunStart): Ready | Refusal => {
    if (s.route === null) return refusal("the scenario has no route to follow");
    driver = newDriver(s, polylineOf(s.route.xM, s.route.yM));
    return { kind: "ready" };
  };
  return { start, decide: (o) => decide(driver!, o), end: endNothing };
}

function newDriver(s: RunStart, route: Polyline): Driver {
  const { lengthM, widthM, rearM } = s.ego.footprint;
  const frontM = lengthM - rearM;
  return {
    route,
    speedMps: speedProfile(route, s.road, s.routeSpeedLimitMps, s.world.ego.start.vLonMps),
    lead: newLeadFinder(route, widthM, frontM),
    hasGoal: s.goal !== null,
    wheelbaseM: s.ego.wheelbaseM,
    understeer: understeerOf(s.world.ego.params),
    params: s.world.ego.params,
    frontM,
    maxAccelMps2: s.ego.limits.maxAccelMps2,
    maxDecelMps2: s.ego.limits.maxDecelMps2,
    periodSec: s.dtSec * s.observationEvery,
    at: { sM: 0, tM: 0, distanceM: 0, segment: 0 },
    aim: { xM: 0, yM: 0, yawRad: 0, segment: 0 },
    slower: { accelMps2: 0 },
    reply: newReply(),
    segment: -1,
    accelMps2: 0,
  };
}

/** K of delta = (l + K v^2) curvature, rad s^2/m (vehicle.md section 3); 0 for cars that roll without slip. */
function understeerOf(p: VehicleParams): number {
  if (p.model !== "single-track") return 0;
  const { massKg: m, cgToFrontAxleM: lf, cgToRearAxleM: lr } = p;
  return (m / (lf + lr)) * (lr / p.frontStiffnessNprad - lf / p.rearStiffnessNprad);
}

function decide(d: Driver, o: Observation): Reply {
  const { route, at, reply } = d;
  if (d.segment < 0) project(route, o.ego.xM, o.ego.yM, at);
  else projectNear(route, o.ego.xM, o.ego.yM, d.segment, at);
  d.segment = at.segment;
  const sM = at.sM;
  const tM = at.tM;
  reply.tick = o.tick;
  reply.command.roadWheelRad = steerRad(d, o, sM);
  findLead(d.lead, o, sM, tM);
  d.accelMps2 = smoothed(d, wantedAccelMps2(d, o.ego.vLonMps, sM));
  reply.command.accelMps2 = d.accelMps2;
  return reply;
}

/** Pure pursuit (Coulter 1992, CMU-RI-TR-92-01): the arc through a point ahead has curvature 2 y / d^2, y its distance to the left. */
function steerRad(d: Driver, o: Observation, sM: number): number {
  const { xM, yM, yawRad, vLonMps: v } = o.ego;
  placeAt(d.route, sM + Math.max(MIN_AHEAD_M, AHEAD_SEC * v), 0, d.segment, d.aim);
  const dx = d.aim.xM - xM;
  const dy = d.aim.yM - yM;
  const left = dy * cos(yawRad) - dx * sin(yawRad);
  return atan2(2 * left * (d.wheelbaseM + d.understeer * v * v), dx * dx + dy * dy);
}

function wantedAccelMps2(d: Driver, v: number, sM: number): number {
  // Where the car will be when its brakes answer.
  const wanted = speedAtMps(d.route, d.speedMps, sM + FORESIGHT_SEC * v, d.segment, d.slower);
  const { lead } = d;
  let accel = freeAccelMps2(v, wanted);
  if (d.slower.accelMps2 < 0) accel = Math.min(accel, d.slower.accelMps2 + SPEED_PER_SEC * (wanted - v));
  if (lead.gapM < Infinity) accel = Math.min(accel, followAccelMps2(v, wanted, lead.gapM, lead.speedMps, lead.accelMps2));
  if (!d.hasGoal) accel = Math.min(accel, followAccelMps2(v, wanted, d.route.lengthM - sM - d.frontM, 0, 0));
  return Math.max(-d.maxDecelMps2, Math.min(d.maxAccelMps2, accel + resistanceMps2(d.params, v)));
}

/** What rolling and air take from the acceleration, m/s^2 (vehicle.md section 3): the command makes up for it. */
function resistanceMps2(p: VehicleParams, v: number): number {
  return (p.resistance0N + (p.resistance1Npmps + p.resistance2Npmps2 * v) * v) / p.massKg;
}

/** The wanted acceleration without jumps, unless it is an emergency. */
function smoothed(d: Driver, wanted: number): number {
  if (wanted < HARD_BRAKE_MPS2) return wanted;
  const up = d.accelMps2 + RELEASE_MPS3 * d.periodSec;
  const down = d.accelMps2 - BRAKE_MPS3 * d.periodSec;
  return Math.max(down, Math.min(up, wanted));
}
