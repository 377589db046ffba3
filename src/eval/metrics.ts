import type { Metric } from "./metric.ts";
import { clearance } from "./metrics/clearance.ts";
import { collision } from "./metrics/collision.ts";
import { commandSaturation } from "./metrics/command-saturation.ts";
import { crossTrack } from "./metrics/cross-track.ts";
import { drac } from "./metrics/drac.ts";
import { drivingDirection } from "./metrics/driving-direction.ts";
import { headingError } from "./metrics/heading-error.ts";
import { headway } from "./metrics/headway.ts";
import { jerk } from "./metrics/jerk.ts";
import { laneKeeping } from "./metrics/lane-keeping.ts";
import { latAccel } from "./metrics/lat-accel.ts";
import { latJerk } from "./metrics/lat-jerk.ts";
import { lonAccel } from "./metrics/lon-accel.ts";
import { lonDecel } from "./metrics/lon-decel.ts";
import { lonJerk } from "./metrics/lon-jerk.ts";
import { makingProgress } from "./metrics/making-progress.ts";
import { minTtc } from "./metrics/min-ttc.ts";
import { offRoad } from "./metrics/off-road.ts";
import { progress } from "./metrics/progress.ts";
import { redLight } from "./metrics/red-light.ts";
import { routeDeviation } from "./metrics/route-deviation.ts";
import { speedError } from "./metrics/speed-error.ts";
import { speedLimit } from "./metrics/speed-limit.ts";
import { stopSign } from "./metrics/stop-sign.ts";
import { timeToGoal } from "./metrics/time-to-goal.ts";
import { weightedAccel } from "./metrics/weighted-accel.ts";
import { yawAccel } from "./metrics/yaw-accel.ts";
import { yawRate } from "./metrics/yaw-rate.ts";

/** Every metric, in the order of reports: by dimension, the ones that decide most first. */
export const METRICS: readonly Metric<unknown>[] = [
  collision,
  minTtc,
  drac,
  headway,
  clearance,
  offRoad,
  drivingDirection,
  redLight,
  routeDeviation,
  speedLimit,
  stopSign,
  laneKeeping,
  lonAccel,
  lonDecel,
  latAccel,
  jerk,
  lonJerk,
  latJerk,
  yawRate,
  yawAccel,
  weightedAccel,
  makingProgress,
  progress,
  timeToGoal,
  crossTrack,
  headingError,
  speedError,
  commandSaturation,
];
