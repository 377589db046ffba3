import { type LinePlace, placeAt, polylineOf } from "../core/polyline.ts";
import { lanesAt, type RoadLookup } from "../road/lookup.ts";
import type { RoadLine } from "../road/network.ts";

/** The route is looked at so often: shorter than any lane that matters. */
const STEP_M = 1;
const MAX_LANES_AT = 16;

/**
 * By lane: 1 where it is on the route. That is every driving lane under a place of the route that leads its way, and the lanes beside it
 * that drive the same way: what nuPlan and NAVSIM call the lanes of the route's roadblocks.
 */
export function routeLanes(lookup: RoadLookup, route: RoadLine): Uint8Array {
  const { lanes } = lookup.network;
  const isOnRoute = new Uint8Array(lanes.length);
  const line = polylineOf(route.xM, route.yM);
  const at: LinePlace = { xM: 0, yM: 0, yawRad: 0, segment: 0 };
  const found = new Int32Array(MAX_LANES_AT);
  for (let s = 0; s <= line.lengthM; s += STEP_M) {
    placeAt(line, s, 0, at.segment, at);
    const count = Math.min(found.length, lanesAt(lookup, at.xM, at.yM, found));
    for (let i = 0; i < count; i++) {
      const lane = found[i] as number;
      if (isOnRoute[lane] === 0 && lookup.quads.isDriving[lane] === 1 && leadsAlong(lookup, lane, line, at))
        addWithSides(lookup, lane, isOnRoute);
    }
  }
  return isOnRoute;
}

function leadsAlong(lookup: RoadLookup, lane: number, route: ReturnType<typeof polylineOf>, at: LinePlace): boolean {
  const centre = lookup.centres[lane] as RoadLookup["centres"][number];
  let nearest = 0;
  let least = Infinity;
  for (let i = 0; i < centre.count - 1; i++) {
    const dx = at.xM - 0.5 * ((centre.xM[i] as number) + (centre.xM[i + 1] as number));
    const dy = at.yM - 0.5 * ((centre.yM[i] as number) + (centre.yM[i + 1] as number));
    const square = dx * dx + dy * dy;
    if (square >= least) continue;
    least = square;
    nearest = i;
  }
  const x = (centre.tangentX[nearest] as number) * (route.tangentX[at.segment] as number);
  const y = (centre.tangentY[nearest] as number) * (route.tangentY[at.segment] as number);
  return x + y > 0;
}

function addWithSides(lookup: RoadLookup, lane: number, isOnRoute: Uint8Array): void {
  const queue = [lane];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (isOnRoute[next] === 1 || lookup.quads.isDriving[next] === 0) continue;
    isOnRoute[next] = 1;
    const { leftLane, rightLane } = lookup.network.lanes[next] as RoadLookup["network"]["lanes"][number];
    for (const side of [leftLane, rightLane]) if (side?.sameDirection === true) queue.push(side.lane);
  }
}
