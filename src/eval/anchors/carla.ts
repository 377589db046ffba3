import type { Metric } from "../metric.ts";
import { blocked } from "./carla/blocked.ts";
import { carlaCollision } from "./carla/collision.ts";
import { minimumSpeed } from "./carla/minimum-speed.ts";
import { outsideLanes } from "./carla/outside-lanes.ts";
import { redLight } from "./carla/red-light.ts";
import { routeCompletion } from "./carla/route-completion.ts";
import { routeDeviation } from "./carla/route-deviation.ts";
import { routeLength } from "./carla/route-length.ts";
import { stopSign } from "./carla/stop-sign.ts";

/** CARLA's own definitions (carla-simulator/scenario_runner@94ff3b8a). */
export const CARLA: readonly Metric<unknown>[] = [
  blocked,
  carlaCollision,
  minimumSpeed,
  outsideLanes,
  redLight,
  routeCompletion,
  routeDeviation,
  routeLength,
  stopSign,
];
