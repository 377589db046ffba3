import {
  type CarlaEvent,
  carlaGlobal,
  type CarlaKind,
  carlaRecord,
  type CarlaRoute,
  type CarlaVersion,
} from "../../../src/eval/profiles/carla-rule.ts";
import type { Adapter, Values } from "./vector.ts";

const KINDS: Readonly<Record<string, CarlaKind>> = {
  COLLISION_PEDESTRIAN: "pedestrian collision",
  COLLISION_VEHICLE: "vehicle collision",
  COLLISION_STATIC: "layout collision",
  TRAFFIC_LIGHT_INFRACTION: "red light",
  STOP_INFRACTION: "stop sign",
  OUTSIDE_ROUTE_LANES_INFRACTION: "outside route lanes",
  MIN_SPEED_INFRACTION: "minimum speed",
  YIELD_TO_EMERGENCY_VEHICLE: "emergency vehicle",
  SCENARIO_TIMEOUT: "scenario timeout",
  ROUTE_DEVIATION: "route deviation",
  VEHICLE_BLOCKED: "vehicle blocked",
};

const PER_KM: Readonly<Record<string, CarlaKind>> = {
  collisions_layout: "layout collision",
  collisions_pedestrian: "pedestrian collision",
  collisions_vehicle: "vehicle collision",
  red_light: "red light",
  stop_infraction: "stop sign",
  outside_route_lanes: "outside route lanes",
  min_speed_infractions: "minimum speed",
  yield_emergency_vehicle_infractions: "emergency vehicle",
  scenario_timeouts: "scenario timeout",
  route_dev: "route deviation",
  vehicle_blocked: "vehicle blocked",
};

const drivingScore: Adapter = ({ version }, input) => {
  const record = carlaRecord(version as CarlaVersion, routeOf(input));
  return {
    score_route: record.route,
    score_penalty: record.penalty,
    score_composed: record.composed,
    status: record.status,
    num_infractions: record.infractions,
  };
};

export const CARLA: Readonly<Record<string, Adapter>> = {
  "carla-driving_score_2.0": drivingScore,
  "carla-driving_score_2.1": drivingScore,
  "carla-global_record": ({ version }, { routes }) => {
    const { mean, deviation, status, perKm, timeoutsPerKm } = carlaGlobal(version as CarlaVersion, (routes as Values[]).map(routeOf));
    const scores = ({ route, penalty, composed }: typeof mean): Values => {
      return { score_route: route, score_penalty: penalty, score_composed: composed };
    };
    const rates = Object.entries(PER_KM).map(([key, kind]) => [key, perKm[kind]]);
    return {
      scores_mean: scores(mean),
      scores_std_dev: scores(deviation),
      status,
      infractions_per_km: { ...Object.fromEntries(rates), route_timeout: timeoutsPerKm },
    };
  },
};

function routeOf({ route_completion_percent, route_length_m, timeout, events }: Values): CarlaRoute {
  return {
    completion: route_completion_percent,
    lengthM: route_length_m ?? 0,
    timedOut: timeout === true,
    events: (events as Values[]).map(({ type, percentage }): CarlaEvent => {
      const kind = KINDS[type as string];
      if (kind === undefined) throw new Error(`no kind of infraction ${type}`);
      return percentage === undefined ? { kind } : { kind, percentage };
    }),
  };
}
