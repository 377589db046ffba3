import { type RssDynamics, rssLateralM, rssOppositeDirectionM, rssSameDirectionM, rssStopM } from "../../../src/eval/maths/rss.ts";
import type { Adapter, Values } from "./vector.ts";

function dynamicsOf(p: Values): RssDynamics {
  return {
    accelMaxMps2: p["accel_max"],
    brakeMinMps2: p["brake_min"],
    brakeMaxMps2: p["brake_max"],
    brakeMinCorrectMps2: p["brake_min_correct"],
    responseSec: p["response_time"],
    maxSpeedMps: p["max_speed_on_acceleration"] === "Infinity" ? Infinity : p["max_speed_on_acceleration"],
    leastLonM: p["min_lon_distance"],
    latAccelMaxMps2: p["lat_accel_max"],
    latBrakeMinMps2: p["lat_brake_min"],
    latMarginM: p["lateral_fluctuation_margin"],
  };
}

const judged = (safe: number, distance: number): Values => ({ safe_distance: safe, is_safe: distance > safe });

export const RSS: Readonly<Record<string, Adapter>> = {
  "rss-longitudinal_same_direction": ({ follower, leader }, i) =>
    judged(rssSameDirectionM(i["v_follower"], dynamicsOf(follower), i["v_leader"], dynamicsOf(leader)), i["distance"]),
  "rss-longitudinal_opposite_direction": ({ correct, opposite }, i) =>
    judged(rssOppositeDirectionM(i["v_correct"], dynamicsOf(correct), i["v_opposite"], dynamicsOf(opposite)), i["distance"]),
  "rss-lateral": ({ left, right }, i) =>
    judged(rssLateralM(i["v_lat_left"], dynamicsOf(left), i["v_lat_right"], dynamicsOf(right)), i["distance"]),
  "rss-stop_before_intersection": (params, i) => {
    const safe = rssStopM(i["v"], dynamicsOf(params));
    return { safe_distance: safe, able_to_stop: safe < i["distance_to_enter_intersection"] };
  },
};
