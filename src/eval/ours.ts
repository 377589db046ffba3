import type { Metric } from "./metric.ts";
import { aReq } from "./metrics/a-req.ts";
import { accBounds } from "./metrics/acc-bounds.ts";
import { actuatorLimits } from "./metrics/actuator-limits.ts";
import { ade } from "./metrics/ade.ts";
import { btn } from "./metrics/btn.ts";
import { deltaV } from "./metrics/delta-v.ts";
import { fde } from "./metrics/fde.ts";
import { headwayDistribution } from "./metrics/headway-distribution.ts";
import { joksch } from "./metrics/joksch.ts";
import { laneBounds } from "./metrics/lane-bounds.ts";
import { msdv } from "./metrics/msdv.ts";
import { needlessStops } from "./metrics/needless-stops.ts";
import { pet } from "./metrics/pet.ts";
import { solidLine } from "./metrics/solid-line.ts";
import { stn } from "./metrics/stn.ts";
import { tet } from "./metrics/tet.ts";
import { tit } from "./metrics/tit.ts";
import { trafficSpeed } from "./metrics/traffic-speed.ts";
import { vdv } from "./metrics/vdv.ts";
import { wttc } from "./metrics/wttc.ts";

/** Our own definitions that are not measured in every run. */
export const OURS: readonly Metric<unknown>[] = [
  aReq,
  accBounds,
  actuatorLimits,
  ade,
  btn,
  deltaV,
  fde,
  headwayDistribution,
  joksch,
  laneBounds,
  msdv,
  needlessStops,
  pet,
  solidLine,
  stn,
  tet,
  tit,
  trafficSpeed,
  vdv,
  wttc,
];
