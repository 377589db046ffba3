import type { Metric } from "../metric.ts";
import { crimeALatReq } from "./crime/a-lat-req.ts";
import { crimeALongReq } from "./crime/a-long-req.ts";
import { crimeAReq } from "./crime/a-req.ts";
import { crimeBtn } from "./crime/btn.ts";
import { crimeCpi } from "./crime/cpi.ts";
import { crimeDce } from "./crime/dce.ts";
import { crimeDeltaV } from "./crime/delta-v.ts";
import { crimeDrac } from "./crime/drac.ts";
import { crimeDst } from "./crime/dst.ts";
import { crimeHw } from "./crime/hw.ts";
import { crimeMsd } from "./crime/msd.ts";
import { crimeSoi } from "./crime/soi.ts";
import { crimeStn } from "./crime/stn.ts";
import { crimeTet } from "./crime/tet.ts";
import { crimeThw } from "./crime/thw.ts";
import { crimeTit } from "./crime/tit.ts";
import { crimeTtc } from "./crime/ttc.ts";
import { crimeTtce } from "./crime/ttce.ts";
import { crimeWttc } from "./crime/wttc.ts";

/** Criticality measures of CommonRoad-CriMe (CommonRoad/commonroad-crime@6898f6a). */
export const CRIME: readonly Metric<unknown>[] = [
  crimeALatReq,
  crimeALongReq,
  crimeAReq,
  crimeBtn,
  crimeCpi,
  crimeDce,
  crimeDeltaV,
  crimeDrac,
  crimeDst,
  crimeHw,
  crimeMsd,
  crimeSoi,
  crimeStn,
  crimeTet,
  crimeThw,
  crimeTit,
  crimeTtc,
  crimeTtce,
  crimeWttc,
];
