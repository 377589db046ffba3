import type { Metric } from "../metric.ts";
import { highwayReward } from "./highwayenv/reward.ts";

/** Farama-Foundation/HighwayEnv. */
export const HIGHWAYENV: readonly Metric<unknown>[] = [highwayReward];
