import type { Metric } from "../metric.ts";
import { waymaxInfeasibility } from "./waymax/infeasibility.ts";
import { waymaxLogDivergence } from "./waymax/log-divergence.ts";
import { waymaxOffRoad } from "./waymax/off-road.ts";
import { waymaxOverlap } from "./waymax/overlap.ts";
import { waymaxWrongWay } from "./waymax/wrong-way.ts";

/** Waymax's own definitions (waymo-research/waymax@48b33d7). */
export const WAYMAX: readonly Metric<unknown>[] = [waymaxInfeasibility, waymaxLogDivergence, waymaxOffRoad, waymaxOverlap, waymaxWrongWay];
