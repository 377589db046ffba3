import {
  AVOIDANCE_BANDS,
  HEAD_ON_BANDS,
  mitigationBands,
  type NcapBands,
  ncapColour,
  ncapShareRatio,
  partPoints,
  ROAD_EDGE_BANDS,
  verificationPercent,
  verifyColour,
  WARNING_BANDS,
} from "../../../src/eval/maths/ncap.ts";
import type { Adapter, Values } from "./vector.ts";

/** The bands that the words of a vector's criteria mean, and the measured value. */
function criterionOf(criteria: string, i: Values): readonly [NcapBands, number] {
  if (criteria.startsWith("mitigation_or_avoidance")) return [mitigationBands(i["vut_speed_kmh"]), i["v_rel_impact_kmh"]];
  if (criteria === "FCW-ttc") return [WARNING_BANDS, i["fcw_ttc_s"]];
  if (criteria === "road-edge-dtle") return [ROAD_EDGE_BANDS, i["dtle_m"]];
  if (criteria === "avoidance-impact") return [AVOIDANCE_BANDS, i["v_impact_kmh"]];
  if (criteria === "head-on-mitigation") return [HEAD_ON_BANDS, i["v_reduction_kmh"]];
  throw new Error(`no criterion ${criteria}`);
}

export const EURONCAP: Readonly<Record<string, Adapter>> = {
  "euroncap-colour_bands_2026": ({ criteria }, i) => {
    const colour = ncapColour(...criterionOf(criteria, i));
    return {
      colour,
      standard_range_points_fraction: ncapShareRatio(colour, "standard"),
      extended_range_points_fraction: ncapShareRatio(colour, "extended"),
    };
  },
  "euroncap-impact_speed_tolerance": ({ vut_speed_kmh, tolerance_kmh }, i) => {
    const { result, applied, measured } = verifyColour(
      mitigationBands(vut_speed_kmh),
      i["predicted"],
      i["v_rel_impact_kmh"],
      tolerance_kmh,
    );
    return { result, applied_colour: applied, true_colour: measured };
  },
  "euroncap-verification_score": ({ source, total_points }, { tested, correct }) => {
    const percent = verificationPercent(source, "standard", tested, correct);
    return { percent, points: partPoints(total_points, [1], percent) };
  },
};
