import type { Metric } from "../metric.ts";
import { rssCollision } from "./rss/collision.ts";
import { rssResponsible } from "./rss/responsible.ts";
import { rssUnsafe } from "./rss/unsafe.ts";

/** intel/ad-rss-lib@847b9c2. */
export const RSS: readonly Metric<unknown>[] = [rssCollision, rssResponsible, rssUnsafe];
