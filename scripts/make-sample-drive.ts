/**
 * Makes the sample drive of the demo suite: scenarios/demo/drives/sample-drive.csv and its mapping.
 *
 * It is synthetic and says so. The car in it is richer than any virtual car of redrive: tyres that saturate and build up force over a
 * distance, load transfer, combined slip, body roll in the accelerometer, a second-order steering actuator, different lags for drive and
 * brake. Sensors add noise and a yaw-rate bias, and drop samples. So a virtual car fitted to it has something left to miss.
 * Deterministic: elementary functions and noise come from src/core, and the same bytes come out on every machine.
 */
import { writeFileSync } from "node:fs";
import { atan, atan2, cos, sin } from "../src/core/dmath.ts";
import { type LinePlace, type LineProjection, type Polyline, curvaturePerMAt, placeAt, polylineOf, project } from "../src/core/polyline.ts";
import { gaussianAt, noiseAt, streamIdOf } from "../src/core/random.ts";

const SEED = 2601;
const STEP_SEC = 0.002;
/** One row each so many steps: 25 Hz. */
const STEPS_PER_ROW = 20;
const DURATION_SEC = 24;
const RAD_TO_DEG = 57.29577951308232;

// ---- the car ----

/** A mid-size car with front drive. All values are assumptions of its class; none is measured. */
const CAR = {
  massKg: 1520,
  yawInertiaKgm2: 2600,
  cgToFrontM: 1.2,
  cgToRearM: 1.51,
  cgHeightM: 0.56,
  friction: 0.97,
  /** Magic Formula (Pacejka): stiffness, shape and curvature factor of one axle's normalised side force. */
  front: { b: 11, c: 1.35, e: -0.6 },
  rear: { b: 14, c: 1.35, e: -0.9 },
  relaxationM: 0.45,
  steeringRatio: 15,
  steeringHz: 7,
  steeringDamping: 0.85,
  driveLagSec: 0.32,
  brakeLagSec: 0.14,
  /** Share of the braking force on the front axle. */
  brakeBalance: 0.66,
  dragNps2: 0.39,
  rollingN: 150,
  rollPerMps2: 0.009,
  rollLagSec: 0.18,
} as const;

const GRAVITY_MPS2 = 9.81;

// inner state
const X = 0;
const Y = 1;
const YAW = 2;
const VX = 3;
const VY = 4;
const RATE = 5;
const WHEEL = 6;
const WHEEL_RATE = 7;
const SLIP_FRONT = 8;
const SLIP_REAR = 9;
const ACCEL = 10;
const ROLL = 11;
const STATES = 12;

interface Asked {
  readonly accelMps2: number;
  readonly wheelRad: number;
}

function sideForce(
  tyre: { readonly b: number; readonly c: number; readonly e: number },
  slipRad: number,
  loadN: number,
  alongN: number,
): number {
  const bs = tyre.b * slipRad;
  const full = CAR.friction * loadN * sin(tyre.c * atan(bs - tyre.e * (bs - atan(bs))));
  const used = Math.min(1, alongN / (CAR.friction * loadN));
  return full * Math.sqrt(Math.max(0, 1 - used * used));
}

/** Rates of change of the inner state. Returns the acceleration along the body that an accelerometer at the centre of gravity has. */
function rates(s: Float64Array, asked: Asked, out: Float64Array): number {
  const { massKg: m, cgToFrontM: lf, cgToRearM: lr, cgHeightM: h } = CAR;
  const vx = Math.max(s[VX]!, 0.5);
  const accel = s[ACCEL]!;
  const frontLoadN = (m * (GRAVITY_MPS2 * lr - accel * h)) / (lf + lr);
  const rearLoadN = m * GRAVITY_MPS2 - frontLoadN;
  const alongN = m * accel;
  const frontAlongN = alongN > 0 ? alongN : CAR.brakeBalance * alongN;
  const frontN = sideForce(CAR.front, s[SLIP_FRONT]!, frontLoadN, Math.abs(frontAlongN));
  const rearN = sideForce(CAR.rear, s[SLIP_REAR]!, rearLoadN, Math.abs(alongN - frontAlongN));
  const c = cos(s[WHEEL]!);
  const sn = sin(s[WHEEL]!);
  const resistN = CAR.rollingN + CAR.dragNps2 * vx * vx;
  const ax = (frontAlongN * c - frontN * sn + alongN - frontAlongN - resistN) / m;
  const ay = (frontN * c + frontAlongN * sn + rearN) / m;
  out[X] = s[VX]! * cos(s[YAW]!) - s[VY]! * sin(s[YAW]!);
  out[Y] = s[VX]! * sin(s[YAW]!) + s[VY]! * cos(s[YAW]!);
  out[YAW] = s[RATE]!;
  out[VX] = ax + s[VY]! * s[RATE]!;
  out[VY] = ay - s[VX]! * s[RATE]!;
  out[RATE] = (lf * (frontN * c + frontAlongN * sn) - lr * rearN) / CAR.yawInertiaKgm2;
  const w = 6.283185307179586 * CAR.steeringHz;
  out[WHEEL] = s[WHEEL_RATE]!;
  out[WHEEL_RATE] = w * w * (asked.wheelRad - s[WHEEL]!) - 2 * CAR.steeringDamping * w * s[WHEEL_RATE]!;
  out[SLIP_FRONT] = (vx / CAR.relaxationM) * (s[WHEEL]! - atan2(s[VY]! + lf * s[RATE]!, vx) - s[SLIP_FRONT]!);
  out[SLIP_REAR] = (vx / CAR.relaxationM) * (-atan2(s[VY]! - lr * s[RATE]!, vx) - s[SLIP_REAR]!);
  out[ACCEL] = (asked.accelMps2 + resistN / m - accel) / (asked.accelMps2 < 0 ? CAR.brakeLagSec : CAR.driveLagSec);
  out[ROLL] = (CAR.rollPerMps2 * ay - s[ROLL]!) / CAR.rollLagSec;
  return ax;
}

/** One step by the classical Runge-Kutta method; returns the acceleration along the body at its start. */
function step(s: Float64Array, asked: Asked): number {
  const k = [0, 1, 2, 3].map(() => new Float64Array(STATES));
  const at = new Float64Array(STATES);
  const ax = rates(s, asked, k[0]!);
  for (const [i, share] of [0.5, 0.5, 1].entries()) {
    for (let j = 0; j < STATES; j++) at[j] = s[j]! + share * STEP_SEC * k[i]![j]!;
    rates(at, asked, k[i + 1]!);
  }
  for (let j = 0; j < STATES; j++) s[j]! += (STEP_SEC / 6) * (k[0]![j]! + 2 * k[1]![j]! + 2 * k[2]![j]! + k[3]![j]!);
  return ax;
}

// ---- the road and the others on it ----

/** Curvature of the ego's lane over its length: points of [s, curvature], linear between. A left bend, then a right one. */
const BENDS: readonly (readonly [number, number])[] = [
  [0, 0],
  [70, 0],
  [100, 1 / 160],
  [190, 1 / 160],
  [220, 0],
  [255, 0],
  [285, -1 / 130],
  [345, -1 / 130],
  [375, 0],
  [800, 0],
];

/** The centre of the ego's lane, from its curvature by the midpoint rule. */
function laneCentre(): Polyline {
  const xM = [0];
  const yM = [0];
  let yaw = 0;
  for (let s = 0; s < 800; s++) {
    const middle = yaw + 0.5 * between(BENDS, s + 0.25);
    xM.push(xM.at(-1)! + cos(middle));
    yM.push(yM.at(-1)! + sin(middle));
    yaw += between(BENDS, s + 0.5);
  }
  return polylineOf(xM, yM);
}

function between(points: readonly (readonly [number, number])[], x: number): number {
  const i = Math.max(
    1,
    points.findIndex((p) => p[0] > x),
  );
  const [x0, y0] = points[i - 1]!;
  const [x1, y1] = points[i]!;
  return y0 + (y1 - y0) * Math.min(1, Math.max(0, (x - x0) / (x1 - x0)));
}

interface Other {
  readonly id: string;
  /** To the left of the ego's lane centre. */
  readonly tM: number;
  readonly startSM: number;
  /** Points of [time, rate of the way along the ego's lane], linear between; negative against the ego's direction. */
  readonly speeds: readonly (readonly [number, number])[];
}

const OTHERS: readonly Other[] = [
  // brakes for something out of sight, then drives on
  {
    id: "lead",
    tM: 0,
    startSM: 52,
    speeds: [
      [0, 15],
      [7, 15],
      [9.5, 6.5],
      [13, 6.5],
      [18, 14],
      [60, 14],
    ],
  },
  // overtakes on the left
  {
    id: "passer",
    tM: 3.5,
    startSM: 4,
    speeds: [
      [0, 18],
      [8, 20],
      [60, 20],
    ],
  },
  // comes towards the ego beyond the passing lane
  {
    id: "oncoming",
    tM: 7.2,
    startSM: 420,
    speeds: [
      [0, -13],
      [60, -13],
    ],
  },
];

/** Way made by `tSec`: the integral of the speed, exact for linear pieces sampled at their ends. */
function wayM(other: Other, tSec: number): number {
  let way = other.startSM;
  for (const [i, [t0]] of other.speeds.entries()) {
    const t1 = Math.min(tSec, other.speeds[i + 1]?.[0] ?? tSec);
    if (t1 > t0) way += 0.5 * (between(other.speeds, t0) + between(other.speeds, t1 - 1e-9)) * (t1 - t0);
  }
  return way;
}

// ---- the driver ----

/** Aims at a point ahead with a lag of perception; keeps its distance as the Intelligent Driver Model does, a little late. */
function driverAsks(lane: Polyline, s: Float64Array, gapM: number, leadMps: number): Asked {
  const at: LineProjection = { sM: 0, tM: 0, distanceM: 0, segment: 0 };
  project(lane, s[X]!, s[Y]!, at);
  const v = s[VX]!;
  const aim: LinePlace = { xM: 0, yM: 0, yawRad: 0, segment: 0 };
  const lookM = 4 + 0.7 * v;
  placeAt(lane, at.sM + lookM, 0, at.segment, aim);
  const bearing = atan2(aim.yM - s[Y]!, aim.xM - s[X]!) - s[YAW]!;
  const curvature = (2 * sin(bearing)) / lookM;
  const wheelbase = CAR.cgToFrontM + CAR.cgToRearM;
  const wheelRad = atan(wheelbase * curvature) * (1 + 0.0022 * v * v);
  const bend = Math.abs(curvaturePerMAt(lane, at.sM + lookM, at.segment));
  const desired = Math.min(16.5, Math.sqrt(2.1 / Math.max(bend, 1e-6)));
  const wanted = 2.5 + Math.max(0, 1.3 * v + (v * (v - leadMps)) / (2 * Math.sqrt(1.5 * 2)));
  const free = 1 - (v / desired) * (v / desired) * (v / desired) * (v / desired);
  const accel = 1.5 * (free - (wanted / gapM) * (wanted / gapM));
  return { accelMps2: Math.min(1.8, Math.max(-6, accel)), wheelRad };
}

// ---- the recording ----

const STREAMS = new Map<string, number>();

function noise(name: string, row: number, deviation: number): number {
  return deviation * gaussianAt(SEED, streamOf(name), row);
}

function streamOf(name: string): number {
  const id = STREAMS.get(name) ?? streamIdOf(name);
  STREAMS.set(name, id);
  return id;
}

/** Whether a sensor is silent at a row: bursts of up to eight rows (0.32 s), one in about sixty. */
function isDropped(name: string, row: number): boolean {
  for (let back = 0; back < 8; back++) {
    const draw = noiseAt(SEED, streamOf(`${name}.drop`), row - back);
    if (row - back > 4 && draw < 1 / 60 && back <= 1 + 420 * draw) return true;
  }
  return false;
}

function egoCells(s: Float64Array, asked: Asked, ax: number, row: number): string[] {
  const rearX = s[X]! - CAR.cgToRearM * cos(s[YAW]!);
  const rearY = s[Y]! - CAR.cgToRearM * sin(s[YAW]!);
  const pose = isDropped("pose", row)
    ? ["", "", ""]
    : [
        (rearX + noise("x", row, 0.015)).toFixed(3),
        (rearY + noise("y", row, 0.015)).toFixed(3),
        ((s[YAW]! + noise("yaw", row, 0.0015)) * RAD_TO_DEG).toFixed(3),
      ];
  const imuX = ax + noise("ax", row, 0.06);
  return [
    ...pose,
    (3.6 * (s[VX]! + noise("v", row, 0.03))).toFixed(2),
    ((s[RATE]! + 0.0035 + noise("rate", row, 0.003)) * RAD_TO_DEG).toFixed(3),
    imuX.toFixed(3),
    (s[VX]! * s[RATE]! + GRAVITY_MPS2 * sin(s[ROLL]!) + noise("ay", row, 0.06)).toFixed(3),
    (s[WHEEL]! * CAR.steeringRatio * RAD_TO_DEG + noise("wheel", row, 0.1)).toFixed(2),
    asked.accelMps2.toFixed(4),
    asked.wheelRad.toFixed(5),
  ];
}

function otherCells(lane: Polyline, other: Other, tSec: number, row: number): string[] {
  if (isDropped(other.id, row)) return ["", "", "", ""];
  const place: LinePlace = { xM: 0, yM: 0, yawRad: 0, segment: 0 };
  const sM = wayM(other, tSec);
  placeAt(lane, sM, other.tM, 0, place);
  // Beside a bend the way is longer or shorter than along the lane.
  const vMps = between(other.speeds, tSec) * (1 - curvaturePerMAt(lane, sM, place.segment) * other.tM);
  const yawRad = vMps < 0 ? place.yawRad + Math.PI : place.yawRad;
  return [
    (place.xM + noise(`${other.id}.x`, row, 0.02)).toFixed(3),
    (place.yM + noise(`${other.id}.y`, row, 0.02)).toFixed(3),
    ((yawRad + noise(`${other.id}.yaw`, row, 0.003)) * RAD_TO_DEG).toFixed(3),
    (Math.abs(vMps) + noise(`${other.id}.v`, row, 0.05)).toFixed(3),
  ];
}

const EGO_COLUMNS =
  "x_m,y_m,yaw_deg,speed_kph,yaw_rate_dps,accel_x_mps2,accel_y_mps2,steering_wheel_deg,accel_command_mps2,road_wheel_command_rad";

/** The recording as CSV. */
export function sampleDriveCsv(): string {
  const lane = laneCentre();
  const s = new Float64Array(STATES);
  s[X] = 20;
  s[VX] = 15;
  const columns = OTHERS.map(({ id }) => `${id}_x_m,${id}_y_m,${id}_yaw_deg,${id}_speed_mps`);
  const lines = [`t_s,${EGO_COLUMNS},${columns.join(",")}`];
  let asked: Asked = { accelMps2: 0, wheelRad: 0 };
  let ax = 0;
  for (let i = 0; i * STEP_SEC < DURATION_SEC + 1e-9; i++) {
    const tSec = i * STEP_SEC;
    // The driver acts at 25 Hz on what was true then.
    if (i % STEPS_PER_ROW === 0) {
      const row = i / STEPS_PER_ROW;
      const [lead] = OTHERS;
      const at: LineProjection = { sM: 0, tM: 0, distanceM: 0, segment: 0 };
      project(lane, s[X]!, s[Y]!, at);
      asked = driverAsks(lane, s, Math.max(0.5, wayM(lead!, tSec) - at.sM - 4.6), between(lead!.speeds, tSec));
      lines.push([tSec.toFixed(2), ...egoCells(s, asked, ax, row), ...OTHERS.flatMap((o) => otherCells(lane, o, tSec, row))].join(","));
    }
    ax = step(s, asked);
  }
  return `${lines.join("\n")}\n`;
}

const DEG = "degrees, because people read them";

/** How its columns become a drive. */
export function sampleDriveMapping(): string {
  const own = "written by scripts/make-sample-drive.ts in this unit";
  const column = (channel: string, name: string, why: string, more: object = {}): object => ({ channel, column: name, ...more, why });
  const deg = { scale: 1 / RAD_TO_DEG };
  const drop = { missing: "drop" };
  const actor = ({ id }: Other): object => {
    const isTruck = id === "oncoming";
    return {
      ids: [id],
      class: isTruck ? "truck" : "car",
      lengthM: isTruck ? 9.2 : 4.6,
      widthM: isTruck ? 2.5 : 1.85,
      x: { column: "{id}_x_m", ...drop, why: own },
      y: { column: "{id}_y_m", ...drop, why: own },
      yaw: { column: "{id}_yaw_deg", ...deg, ...drop, why: `${DEG}; counter-clockwise` },
      vLon: { column: "{id}_speed_mps", ...drop, why: "along its heading, never negative" },
      why: "box centres, as the generator places them",
    };
  };
  const mapping = {
    redriveDrive: 1,
    file: "sample-drive.csv",
    synthetic: true,
    source:
      "Made by scripts/make-sample-drive.ts: a simulated car with richer tyres, actuators and body than redrive's virtual cars, with sensor noise and drop-outs. No real car, no real road.",
    licence: "Apache-2.0",
    gapLimitSec: 0.6,
    time: { column: "t_s", unit: "s", why: "seconds since the start of the recording" },
    columns: [
      column("xM", "x_m", `rear axle; ${own}`, drop),
      column("yM", "y_m", `rear axle; ${own}`, drop),
      column("yawRad", "yaw_deg", `${DEG}; counter-clockwise`, { ...deg, ...drop }),
      column("vLonMps", "speed_kph", "km/h, as a dashboard shows", { scale: 1 / 3.6 }),
      column("yawRateRadps", "yaw_rate_dps", "degrees per second, counter-clockwise; the sensor is biased by about 0.2 deg/s", deg),
      column("aLonMps2", "accel_x_mps2", "forward positive; the accelerometer sits at the centre of gravity"),
      column("aLatMps2", "accel_y_mps2", "left positive; it feels the body roll too"),
      column("measuredSteeringWheelRad", "steering_wheel_deg", "left positive", deg),
      column("commandedAccelMps2", "accel_command_mps2", own),
      column("commandedRoadWheelRad", "road_wheel_command_rad", `left positive; ${own}`),
    ],
    actors: OTHERS.map(actor),
  };
  return `${JSON.stringify(mapping, null, 2)}\n`;
}

if (import.meta.main) {
  const folder = new URL("../scenarios/demo/drives/", import.meta.url);
  writeFileSync(new URL("sample-drive.csv", folder), sampleDriveCsv());
  writeFileSync(new URL("sample-drive.drive.json", folder), sampleDriveMapping());
}
