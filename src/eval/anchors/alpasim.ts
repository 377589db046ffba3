import type { Metric } from "../metric.ts";
import { alpasimCollision } from "./alpasim/collision.ts";

/** NVlabs/alpasim@3032e0c. */
export const ALPASIM: readonly Metric<unknown>[] = [alpasimCollision];
