import { NUPLAN_TTC } from "./nuplan-ttc.ts";
import { RSS } from "./rss.ts";
import type { Adapter } from "./vector.ts";

/** One adapter a vector file, by the file's name without its ending; one file of adapters a project. */
export const ADAPTERS: Readonly<Record<string, Adapter>> = {
  ...NUPLAN_TTC,
  ...RSS,
};
