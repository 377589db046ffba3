/**
 * Tells: how near the subject followed the road user ahead.
 * Formula: min over ticks of the bumper gap to the lead along the path (eval/lead.ts). Series: the gap of the tick.
 * Unit: m; above 0.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/distance/hw.py:32-47; half the lengths are subtracted along the path, upstream subtracts
 *   half the length from x and from y.
 * Not applicable: no road user was ever ahead in the subject's path.
 */
import { worstOfLead } from "../../lead-metric.ts";
import type { Metric } from "../../metric.ts";
import type { WorstAcc } from "../../worst.ts";

/** Of lorries on motorways (catalogue of criticality metrics). */
const LIMIT_M = 50;

export const crimeHw: Metric<WorstAcc<null>> = worstOfLead({
  id: "crime.hw",
  title: "least headway distance",
  definition: "crime.hw@6898",
  unit: "m",
  better: "higher",
  limit: LIMIT_M,
  params: { limitM: LIMIT_M },
  of: (f) => f.gapM,
  sentence: (e) => `headway to ${e.who} fell to ${e.value.toFixed(2)} m at ${e.atSec.toFixed(2)} s; lorries keep ${e.limit.toFixed(0)} m`,
});
