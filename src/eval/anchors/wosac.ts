import type { Metric } from "../metric.ts";
import { angularAcceleration } from "./wosac/angular-acceleration.ts";
import { angularSpeed } from "./wosac/angular-speed.ts";
import { linearAcceleration } from "./wosac/linear-acceleration.ts";
import { linearSpeed } from "./wosac/linear-speed.ts";
import { wosacNearest } from "./wosac/nearest.ts";
import { wosacRedLight } from "./wosac/red-light.ts";
import { wosacRoadEdge } from "./wosac/road-edge.ts";
import { wosacTtc } from "./wosac/ttc.ts";

/** Waymo's sim agents challenge (waymo-research/waymo-open-dataset@99a4cb3). */
export const WOSAC: readonly Metric<unknown>[] = [
  angularAcceleration,
  angularSpeed,
  linearAcceleration,
  linearSpeed,
  wosacNearest,
  wosacRedLight,
  wosacRoadEdge,
  wosacTtc,
];
