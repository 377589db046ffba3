import type { Metric } from "../metric.ts";
import { metadriveReward } from "./metadrive/reward.ts";

/** metadriverse/metadrive. */
export const METADRIVE: readonly Metric<unknown>[] = [metadriveReward];
