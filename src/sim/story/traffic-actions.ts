/**
 * TrafficSourceAction, TrafficSinkAction, TrafficSwarmAction, TrafficAreaAction and TrafficStopAction (ASAM OpenSCENARIO XML 1.3). They go on until a stop action that
 * names them, or names none. What they make are entities of their own (made-traffic.ts); a sink takes only those, since entities of the file
 * leave by DeleteEntityAction. Where there is no room for a new one it comes later.
 */
import { cos, sin } from "../../core/dmath.ts";
import { emptyPlace, locate } from "../../road/opendrive/place.ts";
import { drivesAlong, laneCentreTM, laneTypeAt, pointAt, emptyRoadPoint, speedLimitMpsAt } from "../../road/opendrive/point.ts";
import { nowSec } from "./entity-step.ts";
import { choosePieces, drawOnPieces, type LaneDraw, lanePiecesOf, newChosenPieces } from "./lane-pieces.ts";
import { drawn, makeEntity, removeEntity } from "./made-traffic.ts";
import type { PlannedAction } from "./plan.ts";
import { placeOnMap } from "./positions.ts";
import { refusal } from "./refusal.ts";
import { SAME_SEC } from "./speed-action.ts";
import { type Area, areaOf, isInArea, isInPolygon, placeOnStretch } from "./traffic-area.ts";
import type { TrafficActionSpec } from "./spec.ts";
import type { EntityState, StoryWorld } from "./state.ts";

type SourceSpec = Extract<TrafficActionSpec, { kind: "traffic-source" }>;
type SinkSpec = Extract<TrafficActionSpec, { kind: "traffic-sink" }>;
type SwarmSpec = Extract<TrafficActionSpec, { kind: "traffic-swarm" }>;
type AreaSpec = Extract<TrafficActionSpec, { kind: "traffic-area" }>;

export interface TrafficRun {
  readonly kind: "traffic-source" | "traffic-sink" | "traffic-swarm" | "traffic-area";
  /** Place of a source or sink in the plane. */
  readonly xM: number;
  readonly yM: number;
  /** When the next one is due. */
  nextSec: number;
  drawCount: number;
  isStopped: boolean;
  /** Of an area; null elsewhere. */
  readonly area: Area | null;
  /** How many an area that is filled once has got so far. */
  madeCount: number;
}

const TWO_PI = 6.283185307179586;
/** Where the map states no limit: 50 km/h. */
const TOWN_MPS = 50 / 3.6;
/** Places that are looked at for one entity in one tick. */
const TRIES = 10;
/** At the start of an action, however many it wants. */
const FIRST_TRIES = 20_000;
const DRIVING = { snap: "driving" } as const;
const PLACE = emptyPlace();
const POINT = emptyRoadPoint();

export function startTraffic(world: StoryWorld, action: PlannedAction, fromSec: number): TrafficRun {
  const spec = action.spec as SourceSpec | SinkSpec | SwarmSpec | AreaSpec;
  if (world.map === null) throw refusal("TrafficAction", "a map with roads", "a plane without roads");
  const none = { nextSec: fromSec, drawCount: 0, isStopped: false, madeCount: 0 };
  if (spec.kind === "traffic-area") return { kind: spec.kind, xM: 0, yM: 0, ...none, area: areaOf(world, spec.area) };
  const at = spec.kind === "traffic-swarm" ? world.state.entities[centralOf(world, spec)]! : placeOnMap(world, spec.position, null);
  return { kind: spec.kind, xM: at.xM, yM: at.yM, ...none, area: null };
}

/** Ends the running traffic actions of that name; all where it names none. */
export function stopTraffic(world: StoryWorld, action: PlannedAction): void {
  const wanted = (action.spec as Extract<TrafficActionSpec, { kind: "traffic-stop" }>).name;
  world.plan.actions.forEach(({ spec, index }) => {
    const run = world.state.runs[index];
    if (run === null || run === undefined || !isTraffic(spec.kind)) return;
    if (wanted === null || (spec as SourceSpec).name === wanted) (run as TrafficRun).isStopped = true;
  });
}

function isTraffic(kind: string): boolean {
  return kind === "traffic-source" || kind === "traffic-sink" || kind === "traffic-swarm" || kind === "traffic-area";
}

/** Runs one over [fromSec, toSec]. Returns the instant at which it was stopped, or an area was full, NaN while it goes on. */
export function stepTraffic(world: StoryWorld, action: PlannedAction, run: TrafficRun, fromSec: number, toSec: number): number {
  if (run.isStopped) return fromSec;
  const spec = action.spec as SourceSpec | SinkSpec | SwarmSpec | AreaSpec;
  if (spec.kind === "traffic-area") return fillArea(world, action.index, spec, run) ? fromSec : Number.NaN;
  if (spec.kind === "traffic-source") source(world, action.index, spec, run, toSec);
  else if (spec.kind === "traffic-sink") sink(world, spec, run, toSec);
  else swarm(world, action.index, spec, run);
  return Number.NaN;
}

// ---- source and sink ----

/** Makes those that are due, each somewhere within the radius. */
function source(world: StoryWorld, action: number, spec: SourceSpec, run: TrafficRun, toSec: number): void {
  if (!(spec.ratePerSec > 0)) return;
  for (let i = 0; i < TRIES && run.nextSec < toSec - SAME_SEC; i++) {
    const angleRad = TWO_PI * drawn(world, action, run);
    const distanceM = spec.radiusM * Math.sqrt(drawn(world, action, run));
    const xM = run.xM + distanceM * cos(angleRad);
    const yM = run.yM + distanceM * sin(angleRad);
    if (!findLane(world, xM, yM)) continue;
    if (distanceToM(run.xM, run.yM) > spec.radiusM + LANE_SLACK_M) continue;
    if (makeEntity(world, action, PLACE, spec.speedMps ?? limitMps(world))) run.nextSec += 1 / spec.ratePerSec;
  }
}

/** Takes out made entities within the radius, no more than are due; all of them where no rate is stated. */
function sink(world: StoryWorld, spec: SinkSpec, run: TrafficRun, toSec: number): void {
  for (let slot = 0; slot < world.state.traffic.length; slot++) {
    const entity = madeAt(world, slot);
    const dx = entity.xM - run.xM;
    const dy = entity.yM - run.yM;
    if (!entity.isPresent || dx * dx + dy * dy > spec.radiusM * spec.radiusM) continue;
    if (spec.ratePerSec !== null) {
      if (!(spec.ratePerSec > 0) || run.nextSec >= toSec - SAME_SEC) return;
      // A time without arrivals is not made up for.
      run.nextSec = Math.max(run.nextSec, nowSec(world)) + 1 / spec.ratePerSec;
    }
    removeEntity(world, slot);
  }
}

// ---- swarm ----

function centralOf(world: StoryWorld, spec: SwarmSpec): number {
  const index = world.plan.entityIndex.get(spec.central);
  if (index === undefined)
    throw refusal("TrafficSwarmAction", "an entity of the scenario", JSON.stringify(spec.central), "", "RDV_SCENARIO_REFERENCE");
  return index;
}

/** Takes out who has left the ellipse about the central entity, and fills up to the number wanted between the inner circle and the ellipse. */
function swarm(world: StoryWorld, action: number, spec: SwarmSpec, run: TrafficRun): void {
  const central = world.state.entities[centralOf(world, spec)]!;
  if (!central.isPresent) return;
  const isFirst = run.drawCount === 0;
  let count = 0;
  for (let slot = 0; slot < world.state.traffic.length; slot++) {
    const entity = madeAt(world, slot);
    if (!entity.isPresent || world.state.traffic[slot]!.action !== action) continue;
    if (reachOf(central, spec, entity.xM, entity.yM) > 1) removeEntity(world, slot);
    else count++;
  }
  if (!(count < spec.count)) return;
  // At first anywhere in the ring, later near its rim, where they come into sight.
  RING.central = central;
  RING.spec = spec;
  RING.fromRatio = isFirst ? 0 : RIM_RATIO;
  const pieces = lanePiecesOf(world.map!);
  choosePieces(pieces, isInRing, CHOSEN);
  const tries = isFirst ? Math.min(FIRST_TRIES, TRIES * spec.count) : TRIES;
  for (let i = 0; i < tries && count < spec.count; i++) {
    if (!drawOnPieces(pieces, CHOSEN, drawn(world, action, run), DRAWN) || !takePlace(world) || !isInRing(POINT.xM, POINT.yM)) continue;
    if (!isWantedWay(world, action, run, spec, central)) continue;
    const { speedMps } = spec;
    const wantedMps =
      speedMps === null ? central.speedMps : speedMps.lowestMps + (speedMps.highestMps - speedMps.lowestMps) * drawn(world, action, run);
    if (makeEntity(world, action, PLACE, wantedMps)) count++;
  }
}

/** Of the way from the middle of the ellipse to its rim: from here on is near it. */
const RIM_RATIO = 0.9;
/** The ring that is being filled. */
const RING: { central: EntityState | null; spec: SwarmSpec | null; fromRatio: number } = { central: null, spec: null, fromRatio: 0 };
const CHOSEN = newChosenPieces();

function isInRing(xM: number, yM: number): boolean {
  const central = RING.central!;
  const spec = RING.spec!;
  const dx = xM - central.xM;
  const dy = yM - central.yM;
  if (dx * dx + dy * dy < spec.innerRadiusM * spec.innerRadiusM) return false;
  const reach = reachOf(central, spec, xM, yM);
  return reach <= 1 && reach >= RING.fromRatio;
}

/** How far out a point is, 1 on the ellipse. Its centre lies `offsetM` ahead of the central entity. */
function reachOf(central: EntityState, spec: SwarmSpec, xM: number, yM: number): number {
  const c = cos(central.hRad);
  const s = sin(central.hRad);
  const dx = xM - central.xM;
  const dy = yM - central.yM;
  const a = (dx * c + dy * s - spec.offsetM) / spec.semiMajorM;
  const b = (dy * c - dx * s) / spec.semiMinorM;
  return Math.sqrt(a * a + b * b);
}

/** Of the place found: the share of those that drive as the central entity does, and of the others. */
function isWantedWay(world: StoryWorld, action: number, run: TrafficRun, spec: SwarmSpec, central: EntityState): boolean {
  if (spec.direction === null) return true;
  const sign = drivesAlong(world.map!, PLACE.road, PLACE.lane, PLACE.sM) ? 1 : -1;
  const isSame = sign * cos(POINT.hRad - central.hRad) >= 0;
  const { sameRatio, oppositeRatio } = spec.direction;
  return drawn(world, action, run) * (sameRatio + oppositeRatio) < (isSame ? sameRatio : oppositeRatio);
}

// ---- area ----

/** Makes those that are missing in the area, at the speed that is allowed there; true once one that is filled once is full. */
function fillArea(world: StoryWorld, action: number, spec: AreaSpec, run: TrafficRun): boolean {
  const area = run.area!;
  const isFirst = run.drawCount === 0;
  let count = 0;
  if (!spec.isContinuous) count = run.madeCount;
  for (let slot = 0; spec.isContinuous && slot < world.state.traffic.length; slot++) {
    const entity = madeAt(world, slot);
    if (!entity.isPresent || world.state.traffic[slot]!.action !== action) continue;
    if (isInArea(area, entity)) count++;
    else removeEntity(world, slot);
  }
  const isMissing = count < spec.count;
  const tries = isFirst ? Math.min(FIRST_TRIES, TRIES * spec.count) : TRIES;
  if (isMissing && area.stretches.length === 0) {
    cornersM = area.cornersM;
    choosePieces(lanePiecesOf(world.map!), isInside, CHOSEN);
  }
  for (let i = 0; i < tries && count < spec.count; i++) {
    if (!drawInArea(world, action, run, area) || !makeEntity(world, action, PLACE, limitMps(world))) continue;
    count++;
    run.madeCount++;
  }
  return !spec.isContinuous && count >= spec.count;
}

/** Corners of the area that is being filled. */
let cornersM: readonly number[] = [];

function isInside(xM: number, yM: number): boolean {
  return isInPolygon(cornersM, xM, yM);
}

const DRAWN: LaneDraw = { road: -1, sM: 0, lane: 0 };

/** Draws a place of the area, in PLACE and POINT; false where the numbers drawn lead to none. */
function drawInArea(world: StoryWorld, action: number, run: TrafficRun, { stretches }: Area): boolean {
  if (stretches.length === 0) {
    const ratio = drawn(world, action, run);
    return drawOnPieces(lanePiecesOf(world.map!), CHOSEN, ratio, DRAWN) && takePlace(world) && isInside(POINT.xM, POINT.yM);
  }
  const alongRatio = drawn(world, action, run);
  const asideRatio = drawn(world, action, run);
  return placeOnStretch(world.map!, stretches, alongRatio, asideRatio, DRAWN) && takePlace(world);
}

// ---- places ----

/** The middle of the lane of the place drawn, in PLACE and POINT; false where the lane has ended there. */
function takePlace(world: StoryWorld): boolean {
  PLACE.road = DRAWN.road;
  PLACE.sM = DRAWN.sM;
  PLACE.lane = DRAWN.lane;
  PLACE.tM = laneCentreTM(world.map!, PLACE.road, PLACE.sM, PLACE.lane);
  PLACE.offsetM = 0;
  pointAt(world.map!, PLACE.road, PLACE.sM, PLACE.tM, POINT);
  return !Number.isNaN(PLACE.tM);
}

/** Half a lane, and a bit: the middle of the lane of a point near the rim of a circle may lie so far outside. */
const LANE_SLACK_M = 2;

/** The middle of the driving lane nearest to a point, in PLACE and POINT; false where none is within two lanes' widths. */
function findLane(world: StoryWorld, xM: number, yM: number): boolean {
  const map = world.map!;
  locate(map, xM, yM, Number.NaN, null, PLACE, DRIVING);
  if (PLACE.road < 0 || laneTypeAt(map, PLACE.road, PLACE.sM, PLACE.lane) !== "driving") return false;
  const centreM = laneCentreTM(map, PLACE.road, PLACE.sM, PLACE.lane);
  if (Number.isNaN(centreM) || Math.abs(PLACE.offsetM) > REACH_M) return false;
  PLACE.tM = centreM;
  PLACE.offsetM = 0;
  pointAt(map, PLACE.road, PLACE.sM, PLACE.tM, POINT);
  return true;
}

const REACH_M = 7;

function distanceToM(xM: number, yM: number): number {
  const dx = POINT.xM - xM;
  const dy = POINT.yM - yM;
  return Math.sqrt(dx * dx + dy * dy);
}

function limitMps(world: StoryWorld): number {
  return speedLimitMpsAt(world.map!, PLACE.road, PLACE.sM, PLACE.lane) ?? TOWN_MPS;
}

/** The entity of a slot of made traffic. */
function madeAt(world: StoryWorld, slot: number): EntityState {
  return world.state.entities[world.plan.entities.length + slot]!;
}
