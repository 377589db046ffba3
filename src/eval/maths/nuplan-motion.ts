import { hypot } from "../../core/dmath.ts";
import type { TraceHeader } from "../../trace/tick.ts";
import type { History } from "../history.ts";
import { oncePer } from "../once.ts";
import { comfortSeries, type ComfortSeries, NUPLAN_YAW_ACCEL_ORDER, type SampledMotion } from "./comfort-series.ts";
import { ticksAStep } from "./sample-rate.ts";

/** The ego's motion at nuPlan's rate, and the tick of each sample. */
export interface SampledEgo extends SampledMotion {
  readonly ticks: Int32Array;
}

/** nuPlan's series of a run, and the tick of each sample. */
export interface EgoComfort extends ComfortSeries {
  readonly ticks: Int32Array;
}

/** The rows of a history at nuPlan's rate, from its first on. */
export function sampledRows(h: History): Int32Array {
  const every = ticksAStep(h.dtSec);
  const first = h.tick[0] ?? 0;
  const rows: number[] = [];
  for (let k = 0; k < h.rows; k++) if (((h.tick[k] as number) - first) % every === 0) rows.push(k);
  return Int32Array.from(rows);
}

/**
 * The acceleration of the box centre as nuPlan moves it there from the rear axle: a + d (w^2 + dw/dt) along the body, d the way from the
 * axle to the centre. The sign of the centripetal part is upstream's (get_acceleration_shifted of actor_state/dynamic_car_state.py); across
 * the body nothing is added.
 * @param ofRearAxle the size of the acceleration is that of the rear axle, as NAVSIM takes it; the centre's otherwise.
 */
export function sampledEgo(h: History, header: TraceHeader, ofRearAxle: boolean): SampledEgo {
  const rows = sampledRows(h);
  const { footprint } = header.actors[h.subjectIndex] as TraceHeader["actors"][number];
  const aheadM = h.subjectIndex === header.egoIndex ? footprint.lengthM / 2 - footprint.rearM : 0;
  const dtSec = ticksAStep(h.dtSec) * h.dtSec;
  const slot = (row: number): number => row * h.actorCount + h.subjectIndex;
  const yawRate = Float64Array.from(rows, (row) => h.yawRateRadps[slot(row)] as number);
  const lon = Float64Array.from(rows, (row) => h.subject.aLonMps2[row] as number);
  const lat = Float64Array.from(rows, (row) => h.subject.aLatMps2[row] as number);
  const lonAccelMps2 = lon.map((a, i) => {
    const w = yawRate[i] as number;
    const yawAccel = i === 0 ? 0 : (w - (yawRate[i - 1] as number)) / dtSec;
    return a + aheadM * (w * w + yawAccel);
  });
  return {
    dtSec,
    ticks: Int32Array.from(rows, (row) => h.tick[row] as number),
    lonAccelMps2,
    latAccelMps2: lat,
    accelMps2: lat.map((a, i) => hypot((ofRearAxle ? lon : lonAccelMps2)[i] as number, a)),
    yawRad: Float64Array.from(rows, (row) => h.yawRad[slot(row)] as number),
  };
}

/** nuPlan's series of a finished run, one set for all metrics; null where it has fewer than 4 samples. */
export const egoComfort: (h: History, header: TraceHeader) => EgoComfort | null = oncePer(newEgoComfort);

function newEgoComfort(h: History, header: TraceHeader): EgoComfort | null {
  const motion = sampledEgo(h, header, false);
  const series = comfortSeries(motion, NUPLAN_YAW_ACCEL_ORDER);
  return series === null ? null : { ...series, ticks: motion.ticks };
}
