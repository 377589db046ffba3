import type { ChannelName } from "./drive.ts";

export interface ArrayRow {
  readonly channel: ChannelName;
  /** Folder under processed_log with `t` and `value`. */
  readonly folder: string;
  /** Column of `value`. */
  readonly column: number;
  readonly scale: number;
  readonly offset: number;
  readonly why: string;
}

export interface CanRow {
  readonly channel: ChannelName;
  /** `src` of the frame: 0 and 1 received on that bus, 128 and 129 sent by openpilot on bus 0 and 1. With the id it is the frame's key. */
  readonly bus: number;
  readonly message: string;
  readonly signal: string;
  readonly scale: number;
  readonly offset: number;
  readonly why: string;
}

export const RAD_PER_DEG: number = Math.PI / 180;

/** value = array * scale + offset. */
export const ARRAY_ROWS: readonly ArrayRow[] = [
  {
    channel: "vLonMps",
    folder: "CAN/speed",
    column: 0,
    scale: 1,
    offset: 0,
    why: "m/s as the data set says; mean of the four wheel speeds, about 0.8 % below the pose's speed: not corrected",
  },
  {
    channel: "measuredSteeringWheelRad",
    folder: "CAN/steering_angle",
    column: 0,
    scale: RAD_PER_DEG,
    offset: 0,
    why: "degrees at the steering wheel; left positive, as it goes with the yaw rate; its zero is the sensor's, not straight ahead",
  },
  {
    channel: "imuALonMps2",
    folder: "IMU/accelerometer",
    column: 0,
    scale: 1,
    offset: 0,
    why: "m/s^2, axis forward; holds gravity's part along the device's tilt",
  },
  {
    channel: "imuALatMps2",
    folder: "IMU/accelerometer",
    column: 1,
    scale: -1,
    offset: 0,
    why: "m/s^2, axis right, so the sign turns for left; holds gravity's part along the device's tilt",
  },
  {
    channel: "imuYawRateRadps",
    folder: "IMU/gyro",
    column: 2,
    scale: -1,
    offset: 0,
    why: "rad/s, axis down, so the sign turns for counter-clockwise from above; the device's own bias estimate is taken off",
  },
];

/** value = (raw * the DBC's scale + the DBC's offset) * scale + offset. Names are those of Toyota's DBC. */
export const CAN_ROWS: readonly CanRow[] = [
  {
    channel: "yawRateRadps",
    bus: 0,
    message: "KINEMATICS",
    signal: "YAW_RATE",
    scale: RAD_PER_DEG,
    offset: 0,
    why: "deg/s, left positive; biased (-0.41 deg/s in the reference drive): not corrected, see the yaw bias below",
  },
  {
    channel: "aLonMps2",
    bus: 0,
    message: "KINEMATICS",
    signal: "ACCEL_X",
    scale: -1,
    offset: 0,
    why: "m/s^2, but negative while the car gains speed, so the sign turns; holds gravity's part on slopes",
  },
  {
    channel: "aLatMps2",
    bus: 0,
    message: "KINEMATICS",
    signal: "ACCEL_Y",
    scale: -1,
    offset: 0,
    why: "m/s^2, but negative in left turns, so the sign turns; holds gravity's part on banked roads",
  },
  {
    channel: "measuredThrottleRatio",
    bus: 0,
    message: "GAS_PEDAL",
    signal: "GAS_PEDAL",
    scale: 1,
    offset: 0,
    why: "0 to 1, the driver's pedal; 0 while cruise control drives",
  },
  {
    channel: "commandedAccelMps2",
    bus: 128,
    message: "ACC_CONTROL",
    signal: "ACCEL_CMD",
    scale: 1,
    offset: 0,
    why: "m/s^2, forward positive; what openpilot sent (src 128); the car obeys it only while engaged",
  },
  {
    channel: "engaged",
    bus: 0,
    message: "PCM_CRUISE",
    signal: "CRUISE_ACTIVE",
    scale: 1,
    offset: 0,
    why: "1 while the car's cruise control, and so openpilot, drives",
  },
];
