import { bodyOriginOf } from "../../core/box.ts";
import { atan, cos, sin } from "../../core/dmath.ts";
import type { Pose } from "../../core/frames.ts";
import { type LineProjection, polylineOf, project } from "../../core/polyline.ts";
import type { ChannelName, Drive } from "../../drive/drive.ts";
import { egoOnTicks, onTicks, tickNs } from "../../drive/resample.ts";
import { lengthOfM, roadLineOf } from "../../road/line.ts";
import type { RoadLine } from "../../road/network.ts";
import type { RecordedInputs, ReplayTrack } from "../../sim/world.ts";
import type { ActorClass, RecordedPath } from "../../trace/tick.ts";
import type { VehicleParams } from "../../vehicle/model.ts";
import type { DocPath, Finding } from "../finding.ts";
import type { EgoSpec, ScenarioSpec } from "../spec.ts";
import { type EgoPlan, goalOn } from "./ego.ts";
import { poseOnLine } from "./lanes.ts";
import { MOVING_MPS, motionAtStart, type RecordedMotion, slopesAtStart } from "./start-motion.ts";
import { recordedActor } from "./replay.ts";
import { gridOf, type TickGrid, trackOf } from "./tracks.ts";

type RecordedStart = Exclude<EgoSpec["start"], { kind: "lane" }>;

/** A route goes on straight so far beyond the end of its recording: more than an ego that is ahead of it can drive by then. */
const BEYOND_M = 200;
/** Points of a recorded path nearer than this are one: at standstill recordings jitter by decimetres. */
const MIN_STEP_M = 1;

/** Who the ego takes the place of, on the tick grid. */
interface Predecessor {
  readonly params: VehicleParams;
  readonly cls: ActorClass;
  readonly path: RecordedPath;
  /** Rear axle at the first tick, heading as it moves. */
  readonly pose: Pose;
  readonly motion: RecordedMotion;
  readonly inputs: RecordedInputs | null;
  /** What the scenario calls it, and where. */
  readonly at: DocPath;
  readonly text: string;
  readonly stampsNs: Float64Array;
}

/** An ego in place of the recording's own or of one of its road users; null, and findings, where that cannot be. */
export function egoOnRecording(spec: ScenarioSpec, start: RecordedStart, drive: Drive | null, findings: Finding[]): EgoPlan | null {
  if (drive === null) return null;
  const grid = gridOf(spec, drive);
  const before =
    start.kind === "replaces" ? replacedUser(spec.ego, start.actor, drive, grid, findings) : recordedEgo(spec.ego, drive, grid, findings);
  if (before === null || !isThere(before, spec, grid, findings)) return null;
  const { path } = before;
  const { pose, motion } = before;
  const route = routeOf(path, Math.max(0, -start.aheadM));
  const vLonMps = start.speedMps ?? motion.vLonMps;
  return {
    params: before.params,
    cls: before.cls,
    start: {
      pose: start.aheadM === 0 ? pose : movedAlong(route, pose, start.aheadM),
      vLonMps,
      yawRateRadps: motion.yawRateRadps,
      accelMps2: motion.accelMps2,
      roadWheelRad:
        before.inputs?.valid[0] === 1 ? before.inputs.roadWheelRad[0]! : steeringFor(before.params, motion.yawRateRadps, vLonMps),
    },
    startsOnRecording: start.aheadM === 0 && start.speedMps === null,
    route,
    goal: goalOn(route, spec.ego.goal, findings),
    recorded: path,
    inputs: before.inputs,
    firstControlledTick: Math.round(spec.ego.warmUpSec / spec.dtSec),
    speedLimitMps: spec.ego.speedLimitMps ?? path.vLonMps.reduce((a, b) => Math.max(a, b)),
  };
}

/** Motion and inputs of whom the ego takes the place of, on another grid of ticks; null where the recording has none. */
export function predecessorOn(
  start: RecordedStart,
  params: VehicleParams,
  drive: Drive,
  grid: TickGrid,
): { readonly path: RecordedPath; readonly inputs: RecordedInputs | null } | null {
  if (start.kind === "recorded") {
    const path = egoOnTicks(drive, grid.dtSec, grid.count, grid.startNs);
    return path === null ? null : { path, inputs: inputsOf(drive, params, grid) };
  }
  const actor = drive.actors.find((a) => a.id === start.actor);
  return actor === undefined ? null : { path: rearAxlePath(trackOf(actor, null, grid), params), inputs: null };
}

/** The recording must have the predecessor at tick 0 and throughout the warm-up. */
function isThere({ path, at, text, stampsNs }: Predecessor, spec: ScenarioSpec, grid: TickGrid, findings: Finding[]): boolean {
  const until = Math.round(spec.ego.warmUpSec / spec.dtSec);
  let tick = 0;
  while (tick <= until && path.valid[tick] === 1) tick++;
  if (tick > until) return true;
  const sec = (k: number): number => tickNs(k, grid.dtSec, grid.startNs) / 1e9;
  const expected = `${text} in the recording ${until === 0 ? `at ${sec(0)} s` : `from ${sec(0)} s to ${sec(until)} s`}`;
  const found = `nothing of it at ${sec(tick)} s; it is recorded from ${stampsNs[0]! / 1e9} s to ${stampsNs.at(-1)! / 1e9} s`;
  findings.push({ code: "RDV_SCENARIO_WORLD", path: at, expected, found, hint: "set world.startSec to a time at which it is there" });
  return false;
}

function replacedUser(ego: EgoSpec, id: string, drive: Drive, grid: TickGrid, findings: Finding[]): Predecessor | null {
  const actor = recordedActor(drive, id, ["ego", "replaces"], findings);
  if (actor === null) return null;
  const params = withOutline(ego.vehicle, actor.lengthM, actor.widthM);
  const track = trackOf(actor, null, grid);
  const path = rearAxlePath(track, params);
  const motion = motionAtStart(track, grid.dtSec);
  const origin = { xM: 0, yM: 0 };
  bodyOriginOf(track.xM[0]!, track.yM[0]!, cos(motion.yawRad), sin(motion.yawRad), params.footprint, origin);
  const pose = { ...origin, yawRad: motion.yawRad };
  return { params, cls: actor.cls, path, pose, motion, inputs: null, at: ["ego", "replaces"], text: `"${id}"`, stampsNs: actor.tNs };
}

/**
 * The vehicle with the outline of the road user it replaces, so that gaps and contacts are those of the recording.
 * The rear overhang keeps its share of the length; wheelbase, mass and tyres stay the vehicle's own.
 */
function withOutline(vehicle: VehicleParams, lengthM: number, widthM: number): VehicleParams {
  const rearM = (vehicle.footprint.rearM * lengthM) / vehicle.footprint.lengthM;
  return { ...vehicle, footprint: { lengthM, widthM, rearM } };
}

/** From box centres to rear axles. */
function rearAxlePath(track: ReplayTrack, params: VehicleParams): RecordedPath {
  const n = track.present.length;
  const path = {
    valid: track.present,
    xM: new Float64Array(n),
    yM: new Float64Array(n),
    yawRad: track.yawRad,
    vLonMps: new Float64Array(n),
  };
  const origin = { xM: 0, yM: 0 };
  for (let k = 0; k < n; k++) {
    if (path.valid[k] !== 1) continue;
    const c = cos(track.yawRad[k]!);
    const s = sin(track.yawRad[k]!);
    bodyOriginOf(track.xM[k]!, track.yM[k]!, c, s, params.footprint, origin);
    path.xM[k] = origin.xM;
    path.yM[k] = origin.yM;
    path.vLonMps[k] = track.vxMps[k]! * c + track.vyMps[k]! * s;
  }
  return path;
}

function recordedEgo(ego: EgoSpec, drive: Drive, grid: TickGrid, findings: Finding[]): Predecessor | null {
  const at: DocPath = ["ego", "recorded"];
  const path = egoOnTicks(drive, grid.dtSec, grid.count, grid.startNs);
  if (path !== null) {
    const inputs = inputsOf(drive, ego.vehicle, grid);
    const stampsNs = drive.ego.xM?.tNs ?? new Float64Array();
    const motion = motionOfPath(path, inputs, grid.dtSec);
    return { params: ego.vehicle, cls: "car", path, pose: poseAt(path, 0), motion, inputs, at, text: "the ego", stampsNs };
  }
  const found = Object.keys(drive.ego).length === 0 ? "a recording without an ego" : "a recording without its pose and speed";
  const hint = drive.actors.length > 0 ? "ego.replaces takes the place of a road user" : "";
  findings.push({ code: "RDV_SCENARIO_WORLD", path: at, expected: "a recording with the ego's pose and speed", found, hint });
  return null;
}

/** A car's own sensors say how it moves; what was asked of it says what its actuators hold. */
function motionOfPath(path: RecordedPath, inputs: RecordedInputs | null, dtSec: number): RecordedMotion {
  const slopes = slopesAtStart(path, dtSec);
  const accelMps2 = inputs?.valid[0] === 1 ? inputs.accelMps2[0]! : slopes.accelMps2;
  return { yawRad: path.yawRad[0]!, vLonMps: path.vLonMps[0]!, accelMps2, yawRateRadps: slopes.yawRateRadps };
}

/** Road-wheel angle of the kinematic car that turns so fast; 0 where it hardly moves. */
function steeringFor(p: VehicleParams, yawRateRadps: number, vLonMps: number): number {
  return vLonMps < MOVING_MPS ? 0 : atan(((p.cgToFrontAxleM + p.cgToRearAxleM) * yawRateRadps) / vLonMps);
}

/** What was asked of the recorded car; null where the recording has no accelerator or no steering. */
function inputsOf(drive: Drive, vehicle: VehicleParams, grid: TickGrid): RecordedInputs | null {
  const first = (...names: ChannelName[]): ChannelName | undefined => names.find((name) => drive.ego[name] !== undefined);
  const accelName = first("commandedAccelMps2", "aLonMps2");
  const wheelName = first("commandedRoadWheelRad", "measuredRoadWheelRad", "measuredSteeringWheelRad");
  const accel = accelName === undefined ? undefined : drive.ego[accelName];
  const wheel = wheelName === undefined ? undefined : drive.ego[wheelName];
  if (accel === undefined || wheel === undefined) return null;
  const accelMps2 = new Float64Array(grid.count);
  const roadWheelRad = new Float64Array(grid.count);
  const valid = new Uint8Array(grid.count);
  const wheelValid = new Uint8Array(grid.count);
  onTicks(accel, grid.dtSec, grid.count, grid.startNs, accelMps2, valid);
  onTicks(wheel, grid.dtSec, grid.count, grid.startNs, roadWheelRad, wheelValid);
  const ratio = wheelName === "measuredSteeringWheelRad" ? vehicle.steeringRatio : 1;
  return {
    valid: valid.map((isValid, k) => isValid & wheelValid[k]!),
    accelMps2,
    roadWheelRad: roadWheelRad.map((angle) => angle / ratio),
  };
}

/** The recorded path as a line to follow, with straight pieces before its beginning and beyond its end. */
function routeOf(path: RecordedPath, beforeM: number): RoadLine {
  const xs: number[] = [];
  const ys: number[] = [];
  const add = (xM: number, yM: number): void => {
    xs.push(xM);
    ys.push(yM);
  };
  const first = poseAt(path, 0);
  if (beforeM > 0) add(first.xM - beforeM * cos(first.yawRad), first.yM - beforeM * sin(first.yawRad));
  add(first.xM, first.yM);
  let heading = first;
  for (let k = 1; k < path.valid.length && path.valid[k] === 1; k++) {
    const dx = path.xM[k]! - xs.at(-1)!;
    const dy = path.yM[k]! - ys.at(-1)!;
    const isAhead = dx * cos(path.yawRad[k]!) + dy * sin(path.yawRad[k]!) > 0;
    if (!isAhead || dx * dx + dy * dy < MIN_STEP_M * MIN_STEP_M) continue;
    add(path.xM[k]!, path.yM[k]!);
    heading = poseAt(path, k);
  }
  add(xs.at(-1)! + BEYOND_M * cos(heading.yawRad), ys.at(-1)! + BEYOND_M * sin(heading.yawRad));
  const line = roadLineOf(xs, ys);
  if (line === null) throw new Error("a recorded place is not finite");
  return line;
}

function poseAt(path: RecordedPath, k: number): Pose {
  return { xM: path.xM[k]!, yM: path.yM[k]!, yawRad: path.yawRad[k]! };
}

/** The pose so far along the route from another pose on it. */
function movedAlong(route: RoadLine, pose: Pose, aheadM: number): Pose {
  const at: LineProjection = { sM: 0, tM: 0, distanceM: 0, segment: 0 };
  project(polylineOf(route.xM, route.yM), pose.xM, pose.yM, at);
  return poseOnLine(route, Math.min(at.sM + aheadM, lengthOfM(route)), 0);
}
