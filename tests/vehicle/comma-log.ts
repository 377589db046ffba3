import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FidelityLog } from "../../src/vehicle/fidelity-log.ts";

/**
 * The comma2k19 drive of the reference data at 50 Hz. Valid while openpilot is engaged. Positions are the camera's and the course is
 * taken as the heading: on this nearly straight road the offset to the rear axle cancels between start and end of a window.
 */
export function commaLog(data: string, steeringRatio: number): FidelityLog & { readonly tSec: Float64Array } {
  const text = readFileSync(join(data, "drives", "comma2k19", "derived", "rav4_seg40_50hz.csv"), "utf8");
  const [head, ...lines] = text.trim().split("\n");
  const names = head!.split(",");
  const rows = lines.map((line) => line.split(",").map(Number));
  const column = (name: string, scale = 1): Float64Array => {
    const at = names.indexOf(name);
    if (at < 0) throw new Error(`no column ${name}`);
    return Float64Array.from(rows, (row) => row[at]! * scale);
  };
  const degree = Math.PI / 180;
  return {
    tSec: column("t_s"),
    dtSec: 0.02,
    valid: Uint8Array.from(column("cruise_active")),
    xM: column("enu_x_m"),
    yM: column("enu_y_m"),
    yawRad: column("course_rad"),
    vLonMps: column("can_speed_mps"),
    yawRateRadps: column("yaw_rate_can_degps", degree),
    accelCommandMps2: column("accel_cmd_mps2"),
    roadWheelRad: column("steering_wheel_deg", degree / steeringRatio),
  };
}
