import type { Metric } from "../metric.ts";
import { drivableArea } from "./navsim/drivable-area.ts";
import { drivingDirection } from "./navsim/driving-direction.ts";
import { extendedComfort } from "./navsim/extended-comfort.ts";
import { historyComfort } from "./navsim/history-comfort.ts";
import { laneKeeping } from "./navsim/lane-keeping.ts";
import { navsimNoAtFaultCollisions } from "./navsim/no-at-fault-collisions.ts";
import { progress } from "./navsim/progress.ts";
import { redLight } from "./navsim/red-light.ts";
import { navsimTtc } from "./navsim/ttc.ts";

/** NAVSIM's own definitions (autonomousvision/navsim@0a380a9). */
export const NAVSIM: readonly Metric<unknown>[] = [
  drivableArea,
  drivingDirection,
  extendedComfort,
  historyComfort,
  laneKeeping,
  navsimNoAtFaultCollisions,
  progress,
  redLight,
  navsimTtc,
];
