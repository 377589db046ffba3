import type { Metric } from "../metric.ts";
import { smartsComfort } from "./smarts/comfort.ts";
import { smartsDestination } from "./smarts/destination.ts";
import { smartsJerk } from "./smarts/jerk.ts";
import { smartsLaneOffset } from "./smarts/lane-offset.ts";
import { smartsObstacles } from "./smarts/obstacles.ts";
import { smartsSpeedLimit } from "./smarts/speed-limit.ts";
import { smartsSteps } from "./smarts/steps.ts";
import { smartsWrongWay } from "./smarts/wrong-way.ts";

/** huawei-noah/SMARTS@c113dd7. */
export const SMARTS: readonly Metric<unknown>[] = [
  smartsComfort,
  smartsDestination,
  smartsJerk,
  smartsLaneOffset,
  smartsObstacles,
  smartsSpeedLimit,
  smartsSteps,
  smartsWrongWay,
];
