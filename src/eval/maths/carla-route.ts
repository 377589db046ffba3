import { type LinePlace, placeAt, type Polyline } from "../../core/polyline.ts";

/** A route as CARLA has it: places with a direction, a metre apart. */
export interface CarlaRoute {
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly tangentX: Float64Array;
  readonly tangentY: Float64Array;
  /** Along the route from its first place; the last is its length. */
  readonly sM: Float64Array;
}

/** hop_resolution of leaderboard/utils/route_manipulation.py, interpolate_trajectory. */
export const CARLA_STEP_M = 1;

/** The places of a line between two of its places, the end the last; at least one step long. */
export function carlaRouteOf(line: Polyline, fromSM: number, toSM: number): CarlaRoute {
  const lengthM = Math.max(CARLA_STEP_M, toSM - fromSM);
  const steps = Math.ceil(lengthM / CARLA_STEP_M);
  const [xM, yM, tangentX, tangentY, sM] = Array.from({ length: 5 }, () => new Float64Array(steps + 1)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const at: LinePlace = { xM: 0, yM: 0, yawRad: 0, segment: 0 };
  for (let i = 0; i <= steps; i++) {
    const s = Math.min(lengthM, i * CARLA_STEP_M);
    placeAt(line, fromSM + s, 0, at.segment, at);
    xM[i] = at.xM;
    yM[i] = at.yM;
    tangentX[i] = line.tangentX[at.segment] as number;
    tangentY[i] = line.tangentY[at.segment] as number;
    sM[i] = s;
  }
  return { xM, yM, tangentX, tangentY, sM };
}

/** Whether a point lies beyond a place of the route, in the direction of the route there. */
export function hasPassed(route: CarlaRoute, index: number, xM: number, yM: number): boolean {
  const dx = xM - (route.xM[index] as number);
  const dy = yM - (route.yM[index] as number);
  return dx * (route.tangentX[index] as number) + dy * (route.tangentY[index] as number) > 0;
}

/** The last of the next places that has been passed, `index` and `ahead` more looked at; the same where none has. */
export function lastPassed(route: CarlaRoute, index: number, aheadCount: number, xM: number, yM: number): number {
  let passed = index;
  const end = Math.min(index + aheadCount, route.sM.length - 1);
  for (let i = index; i <= end; i++) if (hasPassed(route, i, xM, yM)) passed = i;
  return passed;
}

export function distanceToPlaceM(route: CarlaRoute, index: number, xM: number, yM: number): number {
  const dx = xM - (route.xM[index] as number);
  const dy = yM - (route.yM[index] as number);
  return Math.sqrt(dx * dx + dy * dy);
}
