import { ALPASIM } from "./anchors/alpasim.ts";
import { BENCH2DRIVE } from "./anchors/bench2drive.ts";
import { CARLA } from "./anchors/carla.ts";
import { CRIME } from "./anchors/crime.ts";
import { JRC } from "./anchors/jrc.ts";
import { NAVSIM } from "./anchors/navsim.ts";
import { NCAP } from "./anchors/ncap.ts";
import { NUPLAN } from "./anchors/nuplan.ts";
import { R157 } from "./anchors/r157.ts";
import { RSS } from "./anchors/rss.ts";
import { SSV2 } from "./anchors/ssv2.ts";
import { SUMO } from "./anchors/sumo.ts";
import { WAYMAX } from "./anchors/waymax.ts";
import { WOSAC } from "./anchors/wosac.ts";
import { COMMONROAD } from "./anchors/commonroad.ts";
import { HIGHWAYENV } from "./anchors/highwayenv.ts";
import { METADRIVE } from "./anchors/metadrive.ts";
import { SMARTS } from "./anchors/smarts.ts";
import type { Metric } from "./metric.ts";
import { OURS } from "./ours.ts";

/**
 * Metrics that are asked for by name or by a profile, beside those of every run (metrics.ts): the anchors' own definitions, defects
 * included (metrics.md section 11), and ours that need the whole trace. Ordered by owner, then by name.
 */
export const OFFERED: readonly Metric<unknown>[] = [
  ...OURS,
  ...ALPASIM,
  ...BENCH2DRIVE,
  ...CARLA,
  ...COMMONROAD,
  ...CRIME,
  ...HIGHWAYENV,
  ...METADRIVE,
  ...JRC,
  ...NAVSIM,
  ...NCAP,
  ...NUPLAN,
  ...R157,
  ...RSS,
  ...SMARTS,
  ...SSV2,
  ...SUMO,
  ...WAYMAX,
  ...WOSAC,
];
