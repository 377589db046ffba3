import { type Approach, crossingDracMps2, followingDracMps2 } from "../../../src/eval/anchors/sumo/drac.ts";
import { followingTtcSec } from "../../../src/eval/anchors/sumo/ttc.ts";
import type { Adapter, Values } from "./vector.ts";

const approach = (input: Values, who: string): Approach => ({
  vMps: input[`v_${who}`],
  entryM: input[`d_entry_${who}`],
  exitM: input[`d_exit_${who}`],
  entrySec: input[`t_entry_${who}`],
  exitSec: input[`t_exit_${who}`],
});

/** SUMO writes NA where a measure is not defined. */
export const SUMO: Readonly<Record<string, Adapter>> = {
  "sumo-ssm_following": (_params, { gap, v_follower, v_leader }) => ({
    ttc: followingTtcSec(gap, v_follower, v_leader) ?? "NA",
    drac: followingDracMps2(gap, v_follower, v_leader) ?? "NA",
  }),
  "sumo-ssm_crossing_drac": (_params, input) => ({ drac: crossingDracMps2(approach(input, "ego"), approach(input, "foe")) ?? "NA" }),
};
