import type { Metric } from "../metric.ts";
import { laneKeeping } from "./navsim/lane-keeping.ts";
import { navsimTtc } from "./navsim/ttc.ts";

/** NAVSIM's own definitions (autonomousvision/navsim@0a380a9). */
export const NAVSIM: readonly Metric<unknown>[] = [laneKeeping, navsimTtc];
