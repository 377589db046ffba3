import { join } from "node:path";
import { wrapRad } from "../core/angle.ts";
import { atan2 } from "../core/dmath.ts";
import { type ClockSamples, optionalArray, requireFinite, requireTwo, shapeText } from "./comma2k19-arrays.ts";
import type { ChannelName, DriveNote } from "./drive.ts";
import { alongAxis, type LocalPlane, localPlaneAt } from "./geodetic.ts";
import type { NpyArray } from "./npy.ts";
import { inFile, inputError } from "./problem.ts";

/** Below this speed the direction of the velocity is noise. */
const MIN_COURSE_MPS = 3;
const EARTH_M = { min: 6.3e6, max: 6.4e6 };

/**
 * Position and yaw from the camera's pose in ECEF: metres east and north about the first frame, yaw counter-clockwise from east.
 * The camera is not mounted quite straight: the median angle between its axis and the velocity, over all frames faster than 3 m/s,
 * is taken off. The position stays the camera's: where it sits on the car is not known.
 */
export function poseSamples(folder: string, notes: DriveNote[]): Map<ChannelName, ClockSamples> {
  const out = new Map<ChannelName, ClockSamples>();
  const times = optionalArray(folder, join("global_pose", "frame_times"), notes);
  const positions = optionalArray(folder, join("global_pose", "frame_positions"), notes);
  const velocities = optionalArray(folder, join("global_pose", "frame_velocities"), notes);
  const orientations = optionalArray(folder, join("global_pose", "frame_orientations"), notes);
  if (times === null || positions === null || velocities === null || orientations === null) return out;
  const place = join(folder, "global_pose");
  const n = times.shape[0] ?? 0;
  for (const [array, columns] of [
    [times, undefined],
    [positions, 3],
    [velocities, 3],
    [orientations, 4],
  ] as const) {
    if (array.shape[0] !== n || array.shape[1] !== columns) {
      throw inputError(
        "RDV_DRIVE_FORMAT",
        inFile(place),
        "n times, (n, 3) positions and velocities, (n, 4) orientations",
        `a shape ${shapeText(array)}`,
      );
    }
    requireFinite(array, place);
  }
  requireTwo(times, place);
  const plane = planeOf(positions, place);
  const tSec = Array.from(times.values);
  const east = tSec.map((_, i) => alongPosition(plane, 0, positions, i));
  const north = tSec.map((_, i) => alongPosition(plane, 1, positions, i));
  const axisYaw = tSec.map((_, i) => forwardYawRad(plane, orientations, i, place));
  const mountRad = mountYawRad(plane, velocities, axisYaw, notes);
  out.set("xM", { tSec, value: east });
  out.set("yM", { tSec, value: north });
  out.set("yawRad", { tSec, value: axisYaw.map((yaw) => wrapRad(yaw - mountRad)) });
  noteFrame(n, mountRad, notes);
  return out;
}

function planeOf(positions: NpyArray, place: string): LocalPlane {
  const [xM = 0, yM = 0, zM = 0] = positions.values;
  const radiusM = Math.sqrt(xM * xM + yM * yM + zM * zM);
  if (radiusM < EARTH_M.min || radiusM > EARTH_M.max) {
    throw inputError(
      "RDV_DRIVE_VALUE",
      inFile(join(place, "frame_positions")),
      "ECEF positions in metres",
      `${radiusM} m from the earth's centre`,
    );
  }
  return localPlaneAt({ xM, yM, zM });
}

function alongPosition(plane: LocalPlane, axis: 0 | 1, positions: NpyArray, row: number): number {
  const { origin } = plane;
  const { values } = positions;
  const at = row * 3;
  return alongAxis(plane, axis, values[at]! - origin.xM, values[at + 1]! - origin.yM, values[at + 2]! - origin.zM);
}

/**
 * Yaw of the camera's forward axis. The Hamilton quaternion (w, x, y, z) turns axes forward-right-down into ECEF;
 * the first column of its rotation matrix is the forward axis.
 */
function forwardYawRad(plane: LocalPlane, orientations: NpyArray, row: number, place: string): number {
  const [w = 0, x = 0, y = 0, z = 0] = orientations.values.subarray(row * 4, row * 4 + 4);
  const norm = w * w + x * x + y * y + z * z;
  if (Math.abs(norm - 1) > 1e-3) {
    throw inputError("RDV_DRIVE_VALUE", inFile(join(place, "frame_orientations"), `row ${row}`), "a quaternion of length 1", String(norm));
  }
  const forward = [w * w + x * x - y * y - z * z, 2 * (x * y + w * z), 2 * (x * z - w * y)] as const;
  return atan2(alongAxis(plane, 1, ...forward), alongAxis(plane, 0, ...forward));
}

function mountYawRad(plane: LocalPlane, velocities: NpyArray, axisYaw: readonly number[], notes: DriveNote[]): number {
  const angles: number[] = [];
  for (let i = 0; i < axisYaw.length; i++) {
    const [dx, dy, dz] = [velocities.values[i * 3]!, velocities.values[i * 3 + 1]!, velocities.values[i * 3 + 2]!];
    const eastMps = alongAxis(plane, 0, dx, dy, dz);
    const northMps = alongAxis(plane, 1, dx, dy, dz);
    if (eastMps * eastMps + northMps * northMps < MIN_COURSE_MPS * MIN_COURSE_MPS) continue;
    angles.push(wrapRad(axisYaw[i]! - atan2(northMps, eastMps)));
  }
  if (angles.length > 0) return angles.sort((a, b) => a - b)[angles.length >> 1]!;
  notes.push({
    kind: "warning",
    rule: "camera-mount-yaw",
    channel: "yawRad",
    count: 0,
    text: "the car stands: the camera's mounting angle is unknown",
  });
  return 0;
}

function noteFrame(count: number, mountRad: number, notes: DriveNote[]): void {
  const fact = (rule: string, channel: string, text: string): void => {
    notes.push({ kind: "fact", rule, channel, count, text });
  };
  fact("mapping", "xM", "global_pose/frame_positions x 1: ECEF metres, turned east about the first frame");
  fact("mapping", "yM", "global_pose/frame_positions x 1: ECEF metres, turned north about the first frame");
  fact("mapping", "yawRad", "global_pose/frame_orientations x 1: heading of the camera's axis, counter-clockwise from east");
  fact(
    "camera-mount-yaw",
    "yawRad",
    `${mountRad.toFixed(4)} rad between camera and velocity (median above ${MIN_COURSE_MPS} m/s) taken off`,
  );
  const text = "positions are the camera's, some metres ahead of the rear axle; its place on the car is not in the recording";
  notes.push({ kind: "warning", rule: "origin-camera", channel: "xM, yM", count, text });
}
