/**
 * Tells: how long the way to a stop was at most.
 * Formula: max over ticks of v^2 / (2 x 11.5 m/s^2), v the speed times the cosine of the direction in W of the lane under the box centre
 *   (upstream's defect: the value changes as the road is turned). Series: the value of the tick, absent off every lane.
 * Unit: m; not negative.
 * Source: CommonRoad/commonroad-crime@6898f6a, measure/distance/msd.py, a_lon_max 11.5 m/s^2.
 * Not applicable: the scenario has no lanes, or the subject was never on one.
 */
import { updateLanes } from "../../lanes.ts";
import { stoppingM } from "../../maths/following.ts";
import type { Metric } from "../../metric.ts";
import { type WorstAcc, worstMetric } from "../../worst.ts";

const BRAKING_MPS2 = 11.5;

export const crimeMsd: Metric<WorstAcc<null>> = worstMetric<null>({
  id: "crime.msd",
  title: "longest minimal stopping distance by CriMe",
  definition: "crime.msd@6898",
  unit: "m",
  better: "lower",
  limit: null,
  params: { brakingMps2: BRAKING_MPS2 },
  lacks: (header) => (header.road.lanes.length === 0 ? "the scenario has no lanes" : null),
  begin: () => null,
  measure(at) {
    const { lanes, geometry: g } = at.scene;
    updateLanes(lanes, g);
    const centre = lanes.lookup.centres[lanes.lane];
    if (centre === undefined) return;
    at.has = true;
    at.value = stoppingM(g.speedMps * (centre.tangentX[lanes.place.segment] as number), BRAKING_MPS2);
  },
  reason: "the subject was never on a lane",
  sentence: (e) => `${e.value.toFixed(2)} m were needed to stop at ${e.atSec.toFixed(2)} s`,
});
