import { boxCorners } from "../core/box.ts";
import type { LineProjection } from "../core/polyline.ts";
import { buildLookup, distanceToDrivingM, isOnLane, lanesAt, type RoadLookup } from "../road/lookup.ts";
import type { RoadNetwork } from "../road/network.ts";
import { isInQuad } from "../road/quads.ts";
import type { TraceHeader } from "../trace/tick.ts";
import { ANYWHERE, followLine } from "./follow.ts";
import type { TickGeometry } from "./geometry.ts";
import { oncePer } from "./once.ts";

/** The lane the subject's box centre is on at one tick. Only driving lanes count. */
export interface LaneScene {
  readonly lookup: RoadLookup;
  /** What holds where no lane says otherwise; 0 where that is unknown too. */
  readonly routeLimitMps: number;
  readonly cornersM: Float64Array;
  readonly found: Int32Array;
  /** The quadrilateral of a lane that held each corner, and last the box centre, when it was last looked for; -1 for none. */
  readonly quads: Int32Array;
  readonly place: LineProjection;
  tick: number;
  /** Index into `RoadNetwork.lanes`; -1 off every driving lane. */
  lane: number;
  /** Place along the lane's centre line. */
  sM: number;
  /** The speed limit in force; 0 where it is unknown. */
  limitMps: number;
}

/** More lanes than this over one point are not looked at. */
const MAX_LANES_AT = 16;
/** The box centre's place in `quads`, after the corners. */
const CENTRE = 4;

export function newLaneScene(header: TraceHeader, isEgo: boolean): LaneScene {
  return {
    lookup: lookupOf(header.road),
    routeLimitMps: (isEgo ? header.speedLimitMps : null) ?? 0,
    cornersM: new Float64Array(8),
    found: new Int32Array(MAX_LANES_AT),
    quads: new Int32Array(5).fill(-1),
    place: { sM: 0, tM: 0, distanceM: 0, segment: 0 },
    tick: -1,
    lane: -1,
    sM: 0,
    limitMps: 0,
  };
}

/** One index a network: runs of one scenario share both. */
const lookupOf: (road: RoadNetwork) => RoadLookup = oncePer(buildLookup);

/**
 * Finds the subject's lane at the tick that `g` describes; once a tick, however often it is called.
 *
 * The lane of the tick before is kept while the box centre is on it and the subject heads along it; else, of all driving lanes there,
 * the one that runs most in the subject's direction: where lanes cross in a junction, an oncoming one is not taken for the own.
 */
export function updateLanes(scene: LaneScene, g: TickGeometry): void {
  if (scene.tick === g.tick) return;
  scene.tick = g.tick;
  const { lookup } = scene;
  const { xM, yM } = g.box;
  const isKept = scene.lane >= 0 && isStillOnLane(scene, CENTRE, xM, yM) && alignment(scene, g, scene.lane, scene.place.segment) > 0;
  if (!isKept) scene.lane = bestLane(scene, g);
  const lane = lookup.network.lanes[scene.lane];
  scene.sM = lane === undefined ? 0 : scene.place.sM;
  scene.limitMps = lane?.speedLimitMps ?? scene.routeLimitMps;
}

function bestLane(scene: LaneScene, g: TickGeometry): number {
  const { lookup, found } = scene;
  const count = Math.min(lanesAt(lookup, g.box.xM, g.box.yM, found), found.length);
  let best = -1;
  let bestAlignment = -2;
  for (let i = 0; i < count; i++) {
    const lane = found[i] as number;
    if (lookup.quads.isDriving[lane] === 0) continue;
    const cosine = alignment(scene, g, lane, ANYWHERE);
    if (cosine <= bestAlignment) continue;
    best = lane;
    bestAlignment = cosine;
  }
  if (best < 0) return best;
  alignment(scene, g, best, ANYWHERE);
  scene.quads[CENTRE] = quadOn(lookup, best, g.box.xM, g.box.yM);
  return best;
}

/** Whether a point is on the lane it was on before: most often in the same quadrilateral, else in the next or the one before. */
function isStillOnLane(scene: LaneScene, point: number, xM: number, yM: number): boolean {
  const { quads } = scene.lookup;
  const last = scene.quads[point] as number;
  if (last < 0) return false;
  if (isInQuad(quads, last, xM, yM)) return true;
  const lane = quads.lane[last];
  for (let step = 1; step >= -1; step -= 2) {
    const quad = last + step;
    if (quads.lane[quad] !== lane || !isInQuad(quads, quad, xM, yM)) continue;
    scene.quads[point] = quad;
    return true;
  }
  return false;
}

/** The quadrilateral of a lane that holds the point; -1 where none does. */
function quadOn(lookup: RoadLookup, lane: number, xM: number, yM: number): number {
  const { quads } = lookup;
  const end = quads.firstOfLane[lane + 1] as number;
  for (let quad = quads.firstOfLane[lane] as number; quad < end; quad++) if (isInQuad(quads, quad, xM, yM)) return quad;
  return -1;
}

/** Cosine between the subject's heading and a lane beside it; leaves the subject's place on that lane in `scene.place`. */
function alignment(scene: LaneScene, g: TickGeometry, lane: number, hint: number): number {
  const centre = scene.lookup.centres[lane] as RoadLookup["centres"][number];
  followLine(centre, g.box.xM, g.box.yM, hint, scene.place);
  const i = scene.place.segment;
  return g.cosYaw * (centre.tangentX[i] as number) + g.sinYaw * (centre.tangentY[i] as number);
}

/** Distance of the subject's farthest corner from the driving lanes; 0 where all four are on one. */
export function farthestCornerM(scene: LaneScene, g: TickGeometry): number {
  const { lookup, cornersM } = scene;
  boxCorners(g.box, cornersM, 0);
  let farthest = 0;
  for (let i = 0; i < 8; i += 2) {
    const x = cornersM[i] as number;
    const y = cornersM[i + 1] as number;
    if (isStillOnLane(scene, i >> 1, x, y) || isOnDriving(scene, i >> 1, x, y)) continue;
    farthest = Math.max(farthest, distanceToDrivingM(lookup, x, y));
  }
  return farthest;
}

function isOnDriving(scene: LaneScene, corner: number, xM: number, yM: number): boolean {
  const { lookup, found } = scene;
  const count = Math.min(lanesAt(lookup, xM, yM, found), found.length);
  for (let i = 0; i < count; i++) {
    const lane = found[i] as number;
    if (lookup.quads.isDriving[lane] === 0) continue;
    scene.quads[corner] = quadOn(lookup, lane, xM, yM);
    return true;
  }
  scene.quads[corner] = -1;
  return false;
}

/** Whether all four corners lie on the subject's lane or the ones that lead into or out of it. */
export function keepsLane(scene: LaneScene, g: TickGeometry): boolean {
  const { lookup, cornersM } = scene;
  const lane = lookup.network.lanes[scene.lane];
  if (lane === undefined) return false;
  boxCorners(g.box, cornersM, 0);
  for (let i = 0; i < 8; i += 2) {
    const x = cornersM[i] as number;
    const y = cornersM[i + 1] as number;
    const isOn = (index: number): boolean => isOnLane(lookup, index, x, y);
    if (!isOn(scene.lane) && !lane.successors.some(isOn) && !lane.predecessors.some(isOn)) return false;
  }
  return true;
}
