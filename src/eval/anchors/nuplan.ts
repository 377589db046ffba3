import type { Metric } from "../metric.ts";
import { nuplanTtc } from "./nuplan/ttc.ts";

/** nuPlan's own definitions (motional/nuplan-devkit@e9241677). */
export const NUPLAN: readonly Metric<unknown>[] = [nuplanTtc];
