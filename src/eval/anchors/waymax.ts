import type { Metric } from "../metric.ts";
import { waymaxOverlap } from "./waymax/overlap.ts";

/** Waymax's own definitions (waymo-research/waymax@48b33d7). */
export const WAYMAX: readonly Metric<unknown>[] = [waymaxOverlap];
