import { CARLA } from "./carla.ts";
import { COLLISION } from "./collision.ts";
import { CRIME } from "./crime.ts";
import { EURONCAP } from "./euroncap.ts";
import { INTERACTION } from "./interaction.ts";
import { NAVSIM } from "./navsim.ts";
import { NUPLAN_RULES } from "./nuplan-rules.ts";
import { NUPLAN_TTC } from "./nuplan-ttc.ts";
import { R157 } from "./r157.ts";
import { RSS } from "./rss.ts";
import { STATS } from "./stats.ts";
import { SUMO } from "./sumo.ts";
import { ISO2631 } from "./iso2631.ts";
import { WOSAC } from "./wosac.ts";
import { WAYMAX } from "./waymax.ts";
import { FRAMEWORKS } from "./frameworks.ts";
import type { Adapter } from "./vector.ts";

/** One adapter a vector file, by the file's name without its ending; one file of adapters a project. */
export const ADAPTERS: Readonly<Record<string, Adapter>> = {
  ...CARLA,
  ...COLLISION,
  ...CRIME,
  ...EURONCAP,
  ...INTERACTION,
  ...NAVSIM,
  ...NUPLAN_RULES,
  ...NUPLAN_TTC,
  ...R157,
  ...RSS,
  ...STATS,
  ...SUMO,
  ...ISO2631,
  ...WOSAC,
  ...WAYMAX,
  ...FRAMEWORKS,
};
