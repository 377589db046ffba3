import type { RoadMap } from "../../road/opendrive/map.ts";
import type { RoadPlace } from "../../road/opendrive/place.ts";
import { emptyRoadPoint, laneCentreTM, pointAt } from "../../road/opendrive/point.ts";

/** Along curves the way is summed up in steps no longer than this; the error of a step falls with its fifth power. */
const STEP_M = 5;
const MAX_STEPS = 200;
const POINT = emptyRoadPoint();

/**
 * The way along the centre line of the lane of `from` to the s of `to`, of which `dsM` is the way along the reference line, both signed alike
 * (ASAM OpenSCENARIO XML 1.3, lane coordinate system). It is the integral of 1 - t curvature over s, by Simpson's rule. From one road to
 * another, where the lane changes its distance from the reference line at every border, it is the way along the reference lines.
 */
export function laneWayM(map: RoadMap, from: RoadPlace, to: RoadPlace, dsM: number): number {
  if (from.road !== to.road || dsM === 0) return dsM;
  const steps = Math.min(MAX_STEPS, Math.ceil(Math.abs(dsM) / STEP_M));
  const stepM = dsM / steps;
  let wayM = 0;
  for (let i = 0; i < steps; i++) {
    const sM = from.sM + i * stepM;
    wayM += (stepM / 6) * (rate(map, from, sM) + 4 * rate(map, from, sM + 0.5 * stepM) + rate(map, from, sM + stepM));
  }
  return wayM;
}

/** Way along the lane's centre line a way along the reference line; 1 where the lane is not there. */
function rate(map: RoadMap, from: RoadPlace, sM: number): number {
  const tM = laneCentreTM(map, from.road, sM, from.lane);
  if (Number.isNaN(tM)) return 1;
  pointAt(map, from.road, sM, tM, POINT);
  return 1 - tM * POINT.curvaturePerM;
}
