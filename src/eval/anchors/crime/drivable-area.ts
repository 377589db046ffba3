/**
 * Tells: how little room the subject had at the worst tick to be anywhere within the next second.
 * Formula: min over ticks 1 s apart of the sum over t = 0.1, 0.2, ..., 1 s of the area of the reachable set: where a point mass can be
 *   by an acceleration along and across its motion of at most 8 m/s^2 each, without driving backwards and without its box, turned as now,
 *   having shared a point with that of another, as the others really went on, or having had its centre off the driving lanes, where it
 *   began on them. 16 x 16 accelerations stand for all. After the end of the run the others keep their last velocities. No series.
 * Unit: m^2; 0 to 162.1.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/reachable_set/drivable_area.py (Klischat et al. 2020), which adds up the areas of the
 *   sets of CommonRoad-Reach over 10 steps; here the sets are those of constant accelerations, whose union is the same where nobody is in
 *   the way.
 * Not applicable: no other road user was in the world.
 */
import { type Box, emptyBox, setBox } from "../../../core/box.ts";
import { distanceToDrivingM } from "../../../road/lookup.ts";
import { touchedBy } from "../../first-contact.ts";
import type { Metric, MetricResult } from "../../metric.ts";
import { isThere, type PostAcc, postMetric, type Replay, setReplayBox, tickOfRow } from "../../replay.ts";

const EVERY_SEC = 1;
const HORIZON_SEC = 1;
const ACCEL_MPS2 = 8;
/** Accelerations along and across that stand for all. */
const CELLS = 16;
const STANDING_MPS = 0.1;

export const crimeDrivableArea: Metric<PostAcc> = postMetric({
  id: "crime.drivable-area",
  title: "least drivable area",
  definition: "crime.drivable-area@6898",
  unit: "m2",
  better: "higher",
  limit: null,
  params: {
    everySec: EVERY_SEC,
    horizonSec: HORIZON_SEC,
    accelMps2: ACCEL_MPS2,
    cellsRatio: CELLS,
    standingMps: STANDING_MPS,
  },
  attribution: "worst",
  judge: leastArea,
  sentence: (e) => `only ${e.value.toFixed(1)} m2 could be reached within a second at ${e.atSec.toFixed(2)} s`,
});

function leastArea(r: Replay): MetricResult {
  let least = Infinity;
  let atTick: number | null = null;
  const every = Math.max(1, Math.round(EVERY_SEC / r.stepSec));
  for (let row = 0; row < r.rows; row += every) {
    if (!isThere(r, row, r.subjectIndex)) continue;
    const area = reachableM2(r, row);
    if (area >= least) continue;
    least = area;
    atTick = tickOfRow(r, row);
  }
  return { kind: "value", value: least, atTick, actorId: null, episodes: [] };
}

/** The sum of the areas from a row on. */
function reachableM2(r: Replay, row: number): number {
  const start = emptyBox();
  setReplayBox(start, r, row, r.subjectIndex);
  const hasRoad = isOnRoad(r, start);
  let sum = 0;
  for (let i = 0; i < CELLS; i++) {
    for (let k = 0; k < CELLS; k++) sum += cellM2(r, row, start, hasRoad, accelOf(i), accelOf(k));
  }
  return sum;
}

function accelOf(cell: number): number {
  return ACCEL_MPS2 * ((2 * cell + 1) / CELLS - 1);
}

function isOnRoad(r: Replay, { xM, yM }: Box): boolean {
  return r.header.road.lanes.length > 0 && distanceToDrivingM(r.scene.lanes.lookup, xM, yM) === 0;
}

/** What one acceleration adds: its share of the area at each instant until it meets somebody, leaves the road or would drive backwards. */
function cellM2(r: Replay, row: number, start: Box, hasRoad: boolean, aLon: number, aLat: number): number {
  const at = row * r.actorCount + r.subjectIndex;
  const [vx, vy] = [r.vxMps[at] as number, r.vyMps[at] as number];
  const speed = Math.sqrt(vx * vx + vy * vy);
  const isMoving = speed >= STANDING_MPS;
  const c = isMoving ? vx / speed : start.cosYaw;
  const s = isMoving ? vy / speed : start.sinYaw;
  const box = emptyBox();
  const steps = Math.round(HORIZON_SEC / r.stepSec);
  let sum = 0;
  for (let k = 1; k <= steps; k++) {
    const t = k * r.stepSec;
    if (speed + aLon * t < 0) break;
    const lon = speed * t + 0.5 * aLon * t * t;
    const lat = 0.5 * aLat * t * t;
    const x = start.xM + lon * c - lat * s;
    const y = start.yM + lon * s + lat * c;
    setBox(box, x, y, start.cosYaw, start.sinYaw, 2 * start.halfLengthM, 2 * start.halfWidthM);
    if (touchedBy(r, row + k, box) >= 0 || (hasRoad && !isOnRoad(r, box))) break;
    const side = (ACCEL_MPS2 * t * t) / CELLS;
    sum += side * side;
  }
  return sum;
}
