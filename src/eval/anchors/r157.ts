import type { Metric } from "../metric.ts";
import { r157Collision } from "./r157/collision.ts";
import { r157CutIn } from "./r157/cut-in.ts";
import { followingGap } from "./r157/following-gap.ts";

/** UN R157, original series. */
export const R157: readonly Metric<unknown>[] = [r157Collision, r157CutIn, followingGap];
