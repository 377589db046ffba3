import type { Metric } from "../metric.ts";
import { ade } from "./nuplan/ade.ts";
import { ahe } from "./nuplan/ahe.ts";
import { comfort } from "./nuplan/comfort.ts";
import { drivableArea } from "./nuplan/drivable-area.ts";
import { drivingDirection } from "./nuplan/driving-direction.ts";
import { fde } from "./nuplan/fde.ts";
import { fhe } from "./nuplan/fhe.ts";
import { jerk } from "./nuplan/jerk.ts";
import { latAccel } from "./nuplan/lat-accel.ts";
import { lonAccel } from "./nuplan/lon-accel.ts";
import { lonDecel } from "./nuplan/lon-decel.ts";
import { lonJerk } from "./nuplan/lon-jerk.ts";
import { makingProgress } from "./nuplan/making-progress.ts";
import { miss } from "./nuplan/miss.ts";
import { nuplanNoAtFaultCollisions } from "./nuplan/no-at-fault-collisions.ts";
import { progress } from "./nuplan/progress.ts";
import { speedLimit } from "./nuplan/speed-limit.ts";
import { stopLine } from "./nuplan/stop-line.ts";
import { nuplanTtc } from "./nuplan/ttc.ts";
import { yawAccel } from "./nuplan/yaw-accel.ts";
import { yawRate } from "./nuplan/yaw-rate.ts";

/** nuPlan's own definitions (motional/nuplan-devkit@e9241677). */
export const NUPLAN: readonly Metric<unknown>[] = [
  ade,
  ahe,
  comfort,
  drivableArea,
  drivingDirection,
  fde,
  fhe,
  jerk,
  latAccel,
  lonAccel,
  lonDecel,
  lonJerk,
  makingProgress,
  miss,
  nuplanNoAtFaultCollisions,
  progress,
  speedLimit,
  stopLine,
  nuplanTtc,
  yawAccel,
  yawRate,
];
