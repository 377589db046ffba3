import type { Metric } from "../metric.ts";
import { sumoDrac } from "./sumo/drac.ts";
import { sumoTtc } from "./sumo/ttc.ts";

/** SUMO's surrogate safety device (eclipse-sumo/sumo@0081111). */
export const SUMO: readonly Metric<unknown>[] = [sumoDrac, sumoTtc];
