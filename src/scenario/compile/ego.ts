import { bodyOriginOf } from "../../core/box.ts";
import { cos, sin } from "../../core/dmath.ts";
import type { Footprint, Pose } from "../../core/frames.ts";
import { lengthOfM } from "../../road/line.ts";
import type { RoadLine, RoadNetwork } from "../../road/network.ts";
import { routeAlong, routeThrough } from "../../road/route.ts";
import type { ActorClass, Goal, RecordedPath } from "../../trace/tick.ts";
import type { RecordedInputs } from "../../sim/world.ts";
import type { VehicleParams } from "../../vehicle/model.ts";
import type { StartMotion } from "../../vehicle/start.ts";
import type { Finding } from "../finding.ts";
import type { EgoSpec } from "../spec.ts";
import { poseOnLane, poseOnLine } from "./lanes.ts";

/** Beyond its goal, or its start where there is none, a route goes on at least so far where the road does. */
const ROUTE_AHEAD_M = 1000;

/** Where the ego begins and what it is to do. */
export interface EgoPlan {
  readonly params: VehicleParams;
  readonly cls: ActorClass;
  /** Rear axle, W. */
  readonly start: StartMotion;
  readonly startsOnRecording: boolean;
  readonly route: RoadLine;
  readonly goal: Goal | null;
  readonly recorded: RecordedPath | null;
  readonly inputs: RecordedInputs | null;
  /** Before it the ego follows its recording. */
  readonly firstControlledTick: number;
  /** Of the route where no lane gives one; null when unknown. */
  readonly speedLimitMps: number | null;
}

/** An ego that begins on a lane. Its start must have been checked. */
export function egoOnLane(
  ego: EgoSpec,
  start: Extract<EgoSpec["start"], { kind: "lane" }>,
  road: RoadNetwork,
  findings: Finding[],
): EgoPlan {
  const first = road.lanes.findIndex((lane) => lane.id === start.lane);
  const others = ego.routeLanes.map((id) => road.lanes.findIndex((lane) => lane.id === id));
  const farM = (ego.goal?.sM ?? start.sM) + ROUTE_AHEAD_M;
  const route = others.length > 0 ? routeThrough(road, [first, ...others]) : routeAlong(road, first, farM);
  if (route === null) throw new Error("compile was given a route that it has not checked");
  const pose = rearAxleOf(poseOnLane(road, start.lane, start.sM, start.tM), ego.vehicle.footprint);
  const limits = route.lanes.map((lane) => road.lanes[lane]?.speedLimitMps ?? null);
  return {
    params: ego.vehicle,
    cls: "car",
    start: { pose, vLonMps: start.speedMps, yawRateRadps: 0, accelMps2: 0, roadWheelRad: 0 },
    startsOnRecording: false,
    route: route.line,
    goal: goalOn(route.line, ego.goal, findings),
    recorded: null,
    inputs: null,
    firstControlledTick: 0,
    speedLimitMps: limits[0] ?? ego.speedLimitMps,
  };
}

/** The goal as a place of the route; reported where the route ends before it. */
export function goalOn(route: RoadLine, goal: EgoSpec["goal"], findings: Finding[]): Goal | null {
  if (goal === null) return null;
  const lengthM = lengthOfM(route);
  if (goal.sM > lengthM) {
    const expected = `at most the route's length, ${lengthM.toFixed(1)} m`;
    findings.push({ code: "RDV_SCENARIO_WORLD", path: ["ego", "goal", "sM"], expected, found: `${goal.sM}` });
  }
  return { sM: goal.sM, pose: poseOnLine(route, goal.sM, 0) };
}

/** From the pose of a box centre to that of the rear axle of the same body. */
export function rearAxleOf(centre: Pose, footprint: Footprint): Pose {
  const origin = { xM: 0, yM: 0 };
  bodyOriginOf(centre.xM, centre.yM, cos(centre.yawRad), sin(centre.yawRad), footprint, origin);
  return { ...origin, yawRad: centre.yawRad };
}
