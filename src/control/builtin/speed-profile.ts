import { type Polyline, segmentAt } from "../../core/polyline.ts";
import { buildLookup, placeOf } from "../../road/lookup.ts";
import type { LanePlace, RoadNetwork } from "../../road/network.ts";

/** Curves are taken with at most so much lateral acceleration, m/s^2: what drivers do (ISO 15622:2018 lets ACC go to 2.3 at 20 m/s). */
const CURVE_MPS2 = 2;
/** Slowing down for a curve or a lower limit, m/s^2. */
const SLOWING_MPS2 = 1.5;
/** Curvature is measured over so much of the line to each side: a recorded line bends with every sample. */
const CURVE_SPAN_M = 5;
/** Where nobody says how fast, a car may drive as fast as it came, or at the speed of a town, 50 km/h. */
const UNKNOWN_LIMIT_MPS = 50 / 3.6;

/**
 * The speed to drive at each point of a route: the lane's limit, the route's where no lane says, no faster than its curves allow, and
 * reached by gentle slowing before a slower place.
 */
export function speedProfile(route: Polyline, road: RoadNetwork, routeLimitMps: number | null, startMps: number): Float64Array {
  const speedMps = limitsAlong(route, road, routeLimitMps ?? Math.max(startMps, UNKNOWN_LIMIT_MPS));
  for (let i = 0; i < route.count; i++) {
    const curvature = curvatureAround(route, i);
    if (curvature > 0) speedMps[i] = Math.min(speedMps[i]!, Math.sqrt(CURVE_MPS2 / curvature));
  }
  for (let i = route.count - 2; i >= 0; i--) {
    const after = speedMps[i + 1]!;
    const reach = Math.sqrt(after * after + 2 * SLOWING_MPS2 * (route.sM[i + 1]! - route.sM[i]!));
    speedMps[i] = Math.min(speedMps[i]!, reach);
  }
  return speedMps;
}

function limitsAlong(route: Polyline, road: RoadNetwork, otherwiseMps: number): Float64Array {
  const limits = new Float64Array(route.count).fill(otherwiseMps);
  if (road.lanes.every((lane) => lane.speedLimitMps === null)) return limits;
  const lookup = buildLookup(road);
  const place: LanePlace = { lane: -1, sM: 0, tM: 0 };
  for (let i = 0; i < route.count; i++) {
    placeOf(lookup, route.xM[i]!, route.yM[i]!, place.lane, place);
    limits[i] = road.lanes[place.lane]?.speedLimitMps ?? otherwiseMps;
  }
  return limits;
}

/** Size of the curvature around a point: how far the line turns over a span, divided by the span. */
function curvatureAround(route: Polyline, i: number): number {
  let from = i;
  let to = i;
  while (from > 0 && route.sM[i]! - route.sM[from]! < CURVE_SPAN_M) from--;
  while (to < route.count - 1 && route.sM[to]! - route.sM[i]! < CURVE_SPAN_M) to++;
  return Math.abs(route.pointYawRad[to]! - route.pointYawRad[from]!) / (route.sM[to]! - route.sM[from]!);
}

/** The profile's speed at s, linear between the points; the acceleration that follows it there into `out`. */
export function speedAtMps(route: Polyline, speedMps: Float64Array, sM: number, hint: number, out: { accelMps2: number }): number {
  const i = segmentAt(route, sM, hint);
  const from = speedMps[i]!;
  const slope = (speedMps[i + 1]! - from) / (route.sM[i + 1]! - route.sM[i]!);
  const speed = from + slope * (Math.min(Math.max(sM, route.sM[i]!), route.sM[i + 1]!) - route.sM[i]!);
  out.accelMps2 = speed * slope;
  return speed;
}
