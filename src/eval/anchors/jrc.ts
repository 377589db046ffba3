import type { Metric } from "../metric.ts";
import { jrcCfs } from "./jrc/cfs.ts";
import { jrcPfs } from "./jrc/pfs.ts";

/** The fuzzy safety model of the EU Joint Research Centre (ec-jrc/JRC-FSM@01b05c2). */
export const JRC: readonly Metric<unknown>[] = [jrcCfs, jrcPfs];
