import type { Metric } from "../metric.ts";
import { crimeALatReq } from "./crime/a-lat-req.ts";
import { crimeALongReq } from "./crime/a-long-req.ts";
import { crimeAReq } from "./crime/a-req.ts";
import { crimeBtn } from "./crime/btn.ts";
import { crimeCi } from "./crime/ci.ts";
import { crimeCpi } from "./crime/cpi.ts";
import { crimeDce } from "./crime/dce.ts";
import { crimeDeltaV } from "./crime/delta-v.ts";
import { crimeDrac } from "./crime/drac.ts";
import { crimeDrivableArea } from "./crime/drivable-area.ts";
import { crimeDst } from "./crime/dst.ts";
import { crimeEt } from "./crime/et.ts";
import { crimeHw } from "./crime/hw.ts";
import { crimeMsd } from "./crime/msd.ts";
import { crimePMc } from "./crime/p-mc.ts";
import { crimePet } from "./crime/pet.ts";
import { crimePf } from "./crime/pf.ts";
import { crimePsd } from "./crime/psd.ts";
import { crimeSoi } from "./crime/soi.ts";
import { crimeStn } from "./crime/stn.ts";
import { crimeTet } from "./crime/tet.ts";
import { crimeThw } from "./crime/thw.ts";
import { crimeTit } from "./crime/tit.ts";
import { crimeTtb } from "./crime/ttb.ts";
import { crimeTtc } from "./crime/ttc.ts";
import { crimeTtcStar } from "./crime/ttc-star.ts";
import { crimeTtce } from "./crime/ttce.ts";
import { crimeTtk } from "./crime/ttk.ts";
import { crimeTtr } from "./crime/ttr.ts";
import { crimeTts } from "./crime/tts.ts";
import { crimeWttc } from "./crime/wttc.ts";

/** Criticality measures of CommonRoad-CriMe (CommonRoad/commonroad-crime@6898f6a). */
export const CRIME: readonly Metric<unknown>[] = [
  crimeALatReq,
  crimeALongReq,
  crimeAReq,
  crimeBtn,
  crimeCi,
  crimeCpi,
  crimeDce,
  crimeDeltaV,
  crimeDrac,
  crimeDrivableArea,
  crimeDst,
  crimeEt,
  crimeHw,
  crimeMsd,
  crimePMc,
  crimePet,
  crimePf,
  crimePsd,
  crimeSoi,
  crimeStn,
  crimeTet,
  crimeThw,
  crimeTit,
  crimeTtb,
  crimeTtc,
  crimeTtcStar,
  crimeTtce,
  crimeTtk,
  crimeTtr,
  crimeTts,
  crimeWttc,
];
