import type { Metric } from "../metric.ts";
import { wosacNearest } from "./wosac/nearest.ts";
import { wosacTtc } from "./wosac/ttc.ts";

/** Waymo's sim agents challenge (waymo-research/waymo-open-dataset@99a4cb3). */
export const WOSAC: readonly Metric<unknown>[] = [wosacNearest, wosacTtc];
