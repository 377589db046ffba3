import type { Metric } from "./metric.ts";
import { aReq } from "./metrics/a-req.ts";
import { btn } from "./metrics/btn.ts";
import { pet } from "./metrics/pet.ts";
import { stn } from "./metrics/stn.ts";
import { tet } from "./metrics/tet.ts";
import { tit } from "./metrics/tit.ts";
import { wttc } from "./metrics/wttc.ts";

/** Our own definitions that are not measured in every run. */
export const OURS: readonly Metric<unknown>[] = [aReq, btn, pet, stn, tet, tit, wttc];
