import type { Metric } from "../metric.ts";
import { ssv2Collision } from "./ssv2/collision.ts";
import { standstill } from "./ssv2/standstill.ts";

/** scenario_simulator_v2, its random test runner. */
export const SSV2: readonly Metric<unknown>[] = [ssv2Collision, standstill];
