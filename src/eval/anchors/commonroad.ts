import type { Metric } from "../metric.ts";
import { acceleration } from "./commonroad/acceleration.ts";
import { jb1 } from "./commonroad/jb1.ts";
import { jerk } from "./commonroad/jerk.ts";
import { orientation } from "./commonroad/orientation.ts";
import { pathLength } from "./commonroad/path-length.ts";
import { sm1 } from "./commonroad/sm1.ts";
import { sm2 } from "./commonroad/sm2.ts";
import { sm3 } from "./commonroad/sm3.ts";
import { steeringAngle } from "./commonroad/steering-angle.ts";
import { steeringRate } from "./commonroad/steering-rate.ts";

/** Cost functions of CommonRoad (CommonRoad/commonroad-drivability-checker@49190b9). */
export const COMMONROAD: readonly Metric<unknown>[] = [
  acceleration,
  jb1,
  jerk,
  orientation,
  pathLength,
  sm1,
  sm2,
  sm3,
  steeringAngle,
  steeringRate,
];
