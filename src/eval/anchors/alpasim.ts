import type { Metric } from "../metric.ts";
import { alpasimCollision } from "./alpasim/collision.ts";
import { alpasimOffRoad } from "./alpasim/off-road.ts";
import { alpasimProgress } from "./alpasim/progress.ts";

/** NVlabs/alpasim@3032e0c. */
export const ALPASIM: readonly Metric<unknown>[] = [alpasimCollision, alpasimOffRoad, alpasimProgress];
