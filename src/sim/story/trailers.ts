/**
 * Trailers (ASAM OpenSCENARIO XML 1.3, Trailer, ConnectTrailerAction, DisconnectTrailerAction): the coupler of the trailer is at the hitch of what
 * tows it, and its axle, where its origin is, moves only along the trailer. While the hitch moves straight on by d, the angle between the trailer
 * and that way falls as tan(b / 2) exp(-d / L), L from axle to coupler: the tractrix. The way of a tick is taken as straight, which errs by the
 * square of its turn.
 */
import { PI, turnRad, wrapRad } from "../../core/angle.ts";
import { atan, atan2, cos, exp, sin, tan } from "../../core/dmath.ts";
import { nowSec } from "./entity-step.ts";
import { entitySpecOf } from "./entity-spec.ts";
import type { PlannedAction } from "./plan.ts";
import { standFreely } from "./placing.ts";
import { refusal } from "./refusal.ts";
import type { EntityState, StoryWorld } from "./state.ts";

/** Couples the trailer behind the actor: it turns towards the hitch, and stands with its coupler there. */
export function connectTrailer(world: StoryWorld, action: PlannedAction): void {
  const { spec, actor } = action;
  if (spec.kind !== "connect-trailer") return;
  const trailer = world.plan.entityIndex.get(spec.trailer);
  if (trailer === undefined)
    throw refusal("ConnectTrailerAction", "an entity of the scenario", JSON.stringify(spec.trailer), "", "RDV_SCENARIO_REFERENCE");
  couple(world, trailer, actor);
  const { xM, yM } = world.state.entities[trailer]!;
  hitchOf(world, actor, HITCH);
  standBehind(world, trailer, atan2(HITCH.yM - yM, HITCH.xM - xM));
}

/** Leaves the actor's trailer where it was at `atSec`: nothing pulls it, it stands. */
export function disconnectTrailer(world: StoryWorld, action: PlannedAction, atSec: number): void {
  for (const entity of world.state.entities) {
    if (entity.towedBy !== action.actor) continue;
    const wayM = entity.speedMps * (atSec - nowSec(world));
    entity.xM += wayM * cos(entity.hRad);
    entity.yM += wayM * sin(entity.hRad);
    entity.towedBy = -1;
    entity.speedMps = 0;
    entity.step.speedMps = 0;
    entity.step.wayM = 0;
  }
}

function couple(world: StoryWorld, trailer: number, tower: number): void {
  for (let i = tower; i >= 0; i = world.state.entities[i]!.towedBy) {
    if (i === trailer)
      throw refusal("ConnectTrailerAction", "a trailer that does not tow its own tower", entitySpecOf(world, trailer).name);
  }
  world.state.entities[trailer]!.towedBy = tower;
}

/** Couples the trailers that the file couples from the start, each straight behind what tows it. */
export function coupleFromStart(world: StoryWorld): void {
  const { entities, entityIndex } = world.plan;
  entities.forEach(({ trailer }, tower) => {
    const index = trailer === null ? undefined : entityIndex.get(trailer);
    if (index !== undefined) couple(world, index, tower);
  });
  for (let i = 0; i < entities.length; i++) {
    if (world.state.entities[i]!.towedBy >= 0) continue;
    for (let at = i; ; ) {
      const next = world.state.entities.findIndex((entity) => entity.towedBy === at);
      if (next < 0) break;
      if (world.state.entities[at]!.isPresent) standBehind(world, next, world.state.entities[at]!.hRad);
      at = next;
    }
  }
}

/**
 * Draws all trailers after what tows them, over the tick that ends now; towers first. What was set elsewhere has its trailers straight behind it.
 */
export function moveTrailers(world: StoryWorld, dtSec: number): void {
  const { entities } = world.state;
  let isAnyTowed = false;
  for (const entity of entities) isAnyTowed ||= entity.towedBy >= 0;
  if (!isAnyTowed) return;
  for (let i = 0; i < entities.length; i++) if (entities[i]!.towedBy < 0) moveBehind(world, i, dtSec);
}

/** The trailers behind one entity, and behind them. */
function moveBehind(world: StoryWorld, tower: number, dtSec: number): void {
  const { entities } = world.state;
  for (let i = 0; i < entities.length; i++) {
    if (entities[i]!.towedBy !== tower) continue;
    const isNew = !entities[i]!.isPresent || entities[tower]!.step.isBroken;
    entities[i]!.step.isBroken ||= isNew;
    if (isNew && entities[tower]!.isPresent) standBehind(world, i, entities[tower]!.hRad);
    else if (!isNew) follow(world, i, dtSec);
    moveBehind(world, i, dtSec);
  }
}

/** A point of W, written in place. */
const HITCH = { xM: 0, yM: 0 };
const BEFORE = { xM: 0, yM: 0, hRad: 0, vxMps: 0, vyMps: 0, speedMps: 0 };

function follow(world: StoryWorld, index: number, dtSec: number): void {
  const trailer = world.state.entities[index]!;
  const { xM, yM, hRad, vxMps, vyMps, speedMps } = trailer;
  Object.assign(BEFORE, { xM, yM, hRad, vxMps, vyMps, speedMps });
  const lengthM = couplerM(world, index);
  hitchOf(world, trailer.towedBy, HITCH);
  const dx = HITCH.xM - (xM + lengthM * cos(hRad));
  const dy = HITCH.yM - (yM + lengthM * sin(hRad));
  const wayM = Math.sqrt(dx * dx + dy * dy);
  standBehind(world, index, wayM > 0 ? drawnRad(hRad, atan2(dy, dx), wayM, lengthM) : hRad);
  takeRates(trailer, world.state.entities[trailer.towedBy]!, dtSec);
}

/** Heading of a trailer whose coupler was drawn straight by a way in a direction. */
export function drawnRad(hRad: number, wayRad: number, wayM: number, lengthM: number): number {
  if (!(lengthM > 0)) return wayRad;
  const angle = turnRad(wayRad, hRad);
  if (Math.abs(angle) === PI) return hRad;
  return wrapRad(wayRad + 2 * atan(tan(0.5 * angle) * exp(-wayM / lengthM)));
}

function standBehind(world: StoryWorld, index: number, hRad: number): void {
  const trailer = world.state.entities[index]!;
  const tower = world.state.entities[trailer.towedBy]!;
  const lengthM = couplerM(world, index);
  hitchOf(world, trailer.towedBy, HITCH);
  trailer.isPresent = tower.isPresent;
  trailer.xM = HITCH.xM - lengthM * cos(hRad);
  trailer.yM = HITCH.yM - lengthM * sin(hRad);
  standFreely(world, trailer, world.map === null ? tower.zM : Number.NaN, hRad, Number.NaN, Number.NaN);
  trailer.speedMps = tower.speedMps;
}

/** Speed and velocity are those with which it is drawn; the rest by difference to the tick before. */
function takeRates(trailer: EntityState, tower: EntityState, dtSec: number): void {
  trailer.speedMps = tower.speedMps;
  trailer.vxMps = trailer.speedMps * cos(trailer.hRad);
  trailer.vyMps = trailer.speedMps * sin(trailer.hRad);
  const dx = trailer.xM - BEFORE.xM;
  const dy = trailer.yM - BEFORE.yM;
  trailer.odometerM += Math.sqrt(dx * dx + dy * dy);
  trailer.accelMps2 = dtSec > 0 ? (trailer.speedMps - BEFORE.speedMps) / dtSec : 0;
  trailer.axMps2 = dtSec > 0 ? (trailer.vxMps - BEFORE.vxMps) / dtSec : 0;
  trailer.ayMps2 = dtSec > 0 ? (trailer.vyMps - BEFORE.vyMps) / dtSec : 0;
  trailer.yawRateRadps = dtSec > 0 ? turnRad(BEFORE.hRad, trailer.hRad) / dtSec : 0;
}

/** The hitch of an entity; its origin where the file states none. */
function hitchOf(world: StoryWorld, index: number, out: typeof HITCH): void {
  const { xM, yM, hRad } = world.state.entities[index]!;
  const dxM = entitySpecOf(world, index).hitch?.dxM ?? 0;
  out.xM = xM + dxM * cos(hRad);
  out.yM = yM + dxM * sin(hRad);
}

/** From the trailer's axle to its coupler; its front where the file states none. */
function couplerM(world: StoryWorld, index: number): number {
  const { coupler, box } = entitySpecOf(world, index);
  return coupler?.dxM ?? box.centerXM + 0.5 * box.lengthM;
}
