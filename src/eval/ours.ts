import type { Metric } from "./metric.ts";
import { aReq } from "./metrics/a-req.ts";
import { btn } from "./metrics/btn.ts";
import { deltaV } from "./metrics/delta-v.ts";
import { joksch } from "./metrics/joksch.ts";
import { laneKeeping } from "./metrics/lane-keeping.ts";
import { pet } from "./metrics/pet.ts";
import { redLight } from "./metrics/red-light.ts";
import { stn } from "./metrics/stn.ts";
import { stopSign } from "./metrics/stop-sign.ts";
import { tet } from "./metrics/tet.ts";
import { tit } from "./metrics/tit.ts";
import { wttc } from "./metrics/wttc.ts";

/** Our own definitions that are not measured in every run. */
export const OURS: readonly Metric<unknown>[] = [aReq, btn, deltaV, joksch, laneKeeping, pet, redLight, stn, stopSign, tet, tit, wttc];
