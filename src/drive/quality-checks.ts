import { turnRad } from "../core/angle.ts";
import { atan2 } from "../core/dmath.ts";
import type { Channel, Drive, DriveActor } from "./drive.ts";
import type { Check } from "./quality-report.ts";
import { type Fit, fitOf, type Grid, gridOf, type Lag, lagOf, masked, meanOf, percentile, product, rateOf } from "./signal.ts";

/** Grid of the checks; longer recordings get a coarser one, so that their cost is bounded. */
const STEP_SEC = 0.02;
const MAX_POINTS = 200_000;
/** Noise is averaged over this much before two quantities are compared. */
const WINDOW_SEC = 1;
/** Lags are read off less smoothed curves: smoothing is symmetric and shifts none of them. */
const LAG_WINDOW_SEC = 0.2;
const MAX_LAG_SEC = 2;
/** A ratio within 5 % of 1 is a calibration; beyond it, a unit. */
const UNIT_TOLERANCE = 0.05;
const NAMED_TOLERANCE = 0.1;
/** Gravity on slopes of the road leaves an acceleration less exact. */
const ACCEL_TOLERANCE = 0.3;
/** Pearson's r that settles a sign; a weaker one says the drive does not tell. */
const SIGN_CORRELATION = 0.3;
const LAG_CORRELATION = 0.5;
/** On a shorter way there is nothing to compare. */
const MIN_DRIVEN_M = 20;
/** A weaker correlation flattens the slope too much to read a unit from it. */
const UNIT_CORRELATION = 0.6;
/** A road user that moves this much more than its speed allows has jumped. */
const JUMP_M = 2;

interface NamedRatio {
  readonly ratio: number;
  readonly name: string;
}

const SPEED_RATIOS: readonly NamedRatio[] = [
  { ratio: 3.6, name: "3.6: the speed is in km/h" },
  { ratio: 2.237, name: "2.24: the speed is in mph" },
  { ratio: 3.281, name: "3.28: the speed is in ft/s" },
  { ratio: 1000, name: "1000: the speed is in mm/s" },
  { ratio: 0.001, name: "1/1000: the positions are in mm" },
  { ratio: 0.3048, name: "0.305: the positions are in feet" },
  { ratio: 111_320, name: "111320: the positions are in degrees of latitude" },
  { ratio: 1 / 3.6, name: "1/3.6: the speed was divided by 3.6 once too often" },
];
const YAW_RATIOS: readonly NamedRatio[] = [
  { ratio: 57.3, name: "57.3: the yaw rate is in deg/s" },
  { ratio: 1 / 57.3, name: "1/57.3: the yaw is in degrees" },
  { ratio: -1, name: "-1: one of them is clockwise positive" },
  { ratio: -57.3, name: "-57.3: the yaw rate is in deg/s and clockwise positive" },
];
const ACCEL_RATIOS: readonly NamedRatio[] = [
  { ratio: 1 / 9.81, name: "1/9.81: the acceleration is in g" },
  { ratio: -1, name: "-1: its sign is turned" },
  { ratio: -1 / 9.81, name: "-1/9.81: the acceleration is in g and its sign turned" },
];

/** Everything the ego's channels say about one another. */
export function egoChecks(drive: Drive): Check[] {
  const stepSec = Math.max(STEP_SEC, drive.durationNs / 1e9 / MAX_POINTS);
  const count = Math.floor(drive.durationNs / 1e9 / stepSec) + 1;
  const grid = (channel: Channel | undefined): Grid | null => (channel === undefined ? null : gridOf(channel, stepSec, count));
  const { ego } = drive;
  const [x, y, yaw, v] = [grid(ego.xM), grid(ego.yM), grid(ego.yawRad), grid(ego.vLonMps)];
  const yawRate = grid(ego.yawRateRadps);
  const accel = v === null ? null : rateOf(v, WINDOW_SEC);
  const turning = v === null || yawRate === null ? null : meanOf(product(v, yawRate), WINDOW_SEC);
  const checks: (Check | null)[] = [];
  if (x !== null && y !== null && v !== null) checks.push(speedCheck(x, y, v));
  if (x !== null && y !== null && yaw !== null) checks.push(headingCheck(x, y, yaw));
  if (yaw !== null && yawRate !== null) checks.push(...yawRateChecks(yaw, yawRate, "yaw rate"));
  const imuYawRate = grid(ego.imuYawRateRadps);
  if (yaw !== null && imuYawRate !== null) checks.push(...yawRateChecks(yaw, imuYawRate, "IMU yaw rate"));
  checks.push(accelCheck(accel, grid(ego.aLonMps2), "acceleration along"));
  checks.push(accelCheck(accel, grid(ego.imuALonMps2), "IMU acceleration along"));
  checks.push(accelCheck(turning, grid(ego.aLatMps2), "acceleration across"));
  checks.push(accelCheck(turning, grid(ego.imuALatMps2), "IMU acceleration across"));
  // Where no yaw rate is recorded, the change of yaw is the response to steering.
  checks.push(...inputChecks(drive, grid, v, yawRate ?? (yaw === null ? null : rateOf(yaw, WINDOW_SEC))));
  return checks.filter((check) => check !== null);
}

/** Steering and pedals against what the car did. */
function inputChecks(
  drive: Drive,
  grid: (channel: Channel | undefined) => Grid | null,
  v: Grid | null,
  yawRate: Grid | null,
): (Check | null)[] {
  const { ego } = drive;
  const engaged = grid(ego.engaged);
  const checks: (Check | null)[] = [];
  if (v === null) return checks;
  const accel = rateOf(v, LAG_WINDOW_SEC);
  const whileEngaged = (cause: Grid | null): Grid | null => (cause === null || engaged === null ? cause : masked(cause, engaged));
  const pairs: readonly (readonly [string, Grid | null, Grid | null])[] = [
    ["steering wheel -> yaw rate", timesSpeed(grid(ego.measuredSteeringWheelRad), v), yawRate],
    ["road wheel -> yaw rate", timesSpeed(grid(ego.measuredRoadWheelRad), v), yawRate],
    ["commanded road wheel -> yaw rate", timesSpeed(whileEngaged(grid(ego.commandedRoadWheelRad)), v), yawRate],
    ["commanded curvature -> yaw rate", timesSpeed(whileEngaged(grid(ego.commandedCurvaturePerM)), v), yawRate],
    ["commanded acceleration -> acceleration", whileEngaged(grid(ego.commandedAccelMps2)), accel],
    ["throttle -> acceleration", grid(ego.measuredThrottleRatio), accel],
  ];
  for (const [name, cause, response] of pairs) {
    if (cause === null || response === null) continue;
    const lag = lagOf(cause, response, MAX_LAG_SEC);
    checks.push(signCheck(name, cause, response), lagCheck(name, lag));
  }
  return checks;
}

function timesSpeed(steer: Grid | null, v: Grid): Grid | null {
  return steer === null ? null : product(steer, v);
}

/** Integrated speed against the distance between positions one window apart: noise adds up over shorter steps. */
function speedCheck(x: Grid, y: Grid, v: Grid): Check {
  const speed = meanOf(v, WINDOW_SEC);
  const vx = rateOf(x, WINDOW_SEC);
  const vy = rateOf(y, WINDOW_SEC);
  let bySpeedM = 0;
  let byPositionM = 0;
  speed.value.forEach((mean, k) => {
    if ((speed.valid[k]! & vx.valid[k]! & vy.valid[k]!) === 0) return;
    bySpeedM += Math.abs(mean) * x.stepSec;
    byPositionM += Math.sqrt(vx.value[k]! * vx.value[k]! + vy.value[k]! * vy.value[k]!) * x.stepSec;
  });
  return ratioCheck("integrated speed / position", bySpeedM, byPositionM, Math.max(bySpeedM, byPositionM) >= MIN_DRIVEN_M);
}

function ratioCheck(name: string, bySpeedM: number, byPositionM: number, isMoving: boolean): Check {
  const base = { kind: "unit", name, unit: "" } as const;
  if (!isMoving || byPositionM === 0) return { ...base, verdict: "unknown", value: null, text: "it hardly moves" };
  const ratio = bySpeedM / byPositionM;
  return { ...base, value: ratio, ...unitVerdict(ratio, SPEED_RATIOS) };
}

function unitVerdict(ratio: number, known: readonly NamedRatio[]): Pick<Check, "verdict" | "text"> {
  if (Math.abs(ratio - 1) <= UNIT_TOLERANCE) return { verdict: "plausible", text: "the units agree" };
  const named = nearestRatio(ratio, known, NAMED_TOLERANCE);
  if (named !== null) return { verdict: "suspect", text: `a ratio near ${named.name}` };
  return { verdict: "suspect", text: "not 1, and no ratio of units" };
}

/** The known ratio that comes nearest, within the tolerance; null where none does. */
function nearestRatio(ratio: number, known: readonly NamedRatio[], tolerance: number): NamedRatio | null {
  let nearest: NamedRatio | null = null;
  let least = tolerance;
  for (const entry of known) {
    const apart = Math.abs(ratio / entry.ratio - 1);
    if (apart > least) continue;
    nearest = entry;
    least = apart;
  }
  return nearest;
}

/** The yaw against the course over ground, and what else the yaw could be. */
function headingCheck(x: Grid, y: Grid, yaw: Grid): Check {
  const vx = rateOf(x, WINDOW_SEC);
  const vy = rateOf(y, WINDOW_SEC);
  const pairs: [number, number][] = [];
  yaw.value.forEach((angle, k) => {
    if ((yaw.valid[k]! & vx.valid[k]! & vy.valid[k]!) === 0) return;
    const [east, north] = [vx.value[k]!, vy.value[k]!];
    if (east * east + north * north > 1) pairs.push([atan2(north, east), angle]);
  });
  return headingVerdict("yaw against course", pairs);
}

const READINGS: readonly { readonly name: string; readonly yawOf: (angle: number) => number }[] = [
  { name: "", yawOf: (angle) => angle },
  { name: "it is clockwise from north (a compass)", yawOf: (angle) => Math.PI / 2 - angle },
  { name: "it is clockwise positive", yawOf: (angle) => -angle },
  { name: "it is in degrees", yawOf: (angle) => (angle * Math.PI) / 180 },
  { name: "it is a compass in degrees", yawOf: (angle) => Math.PI / 2 - (angle * Math.PI) / 180 },
  { name: "it is counted from north", yawOf: (angle) => Math.PI / 2 + angle },
  { name: "it points backwards", yawOf: (angle) => Math.PI + angle },
];

function headingVerdict(name: string, pairs: readonly (readonly [number, number])[]): Check {
  const base = { kind: "frame", name, unit: "rad" } as const;
  if (pairs.length < 10) return { ...base, verdict: "unknown", value: null, text: "it hardly moves" };
  const apart = READINGS.map(
    (reading) =>
      percentile(
        pairs.map(([course, angle]) => Math.abs(turnRad(course, reading.yawOf(angle)))),
        0.5,
      ) ?? 0,
  );
  const value = apart[0]!;
  if (value <= 0.2) return { ...base, verdict: "plausible", value, text: "median angle between them" };
  const best = apart.indexOf(Math.min(...apart));
  const text =
    apart[best]! <= 0.2 ? `median angle between them; ${READINGS[best]!.name}` : "median angle between them; no reading of the yaw fits";
  return { ...base, verdict: "suspect", value, text };
}

/** Measured yaw rate against the change of yaw: unit and sign by the slope, the sensor's bias by the intercept. */
function yawRateChecks(yaw: Grid, yawRate: Grid, name: string): Check[] {
  const fit = fitOf(rateOf(yaw, WINDOW_SEC), meanOf(yawRate, WINDOW_SEC));
  const unit = { kind: "unit", name: `${name} / change of yaw`, unit: "" } as const;
  const bias = biasOf(yaw, yawRate);
  const checks: Check[] = [];
  if (bias !== null)
    checks.push({
      kind: "bias",
      name: `${name} bias`,
      verdict: biasVerdict(bias),
      value: bias,
      unit: "rad/s",
      text: "mean excess over the change of yaw",
    });
  if (fit === null || Math.abs(fit.correlationRatio) < UNIT_CORRELATION) {
    return [{ ...unit, verdict: "unknown", value: fit?.slopeRatio ?? null, text: "it hardly turns" }, ...checks];
  }
  // Noise in the yaw flattens the slope, so that only a gross difference tells a unit.
  const isNear = fit.slopeRatio > 0.5 && fit.slopeRatio < 1.5;
  const verdict = isNear ? ({ verdict: "plausible", text: "the units agree" } as const) : unitVerdict(fit.slopeRatio, YAW_RATIOS);
  return [{ ...unit, value: fit.slopeRatio, ...verdict }, ...checks];
}

/** Mean of the measured yaw rate less the mean change of yaw, where both are known. */
function biasOf(yaw: Grid, yawRate: Grid): number | null {
  const turned = rateOf(yaw, WINDOW_SEC);
  const measured = meanOf(yawRate, WINDOW_SEC);
  let sum = 0;
  let n = 0;
  turned.value.forEach((rate, k) => {
    if ((turned.valid[k]! & measured.valid[k]!) === 0) return;
    sum += measured.value[k]! - rate;
    n++;
  });
  return n < 10 ? null : sum / n;
}

/** More than 2 deg/s is no bias of a sensor in order. */
function biasVerdict(bias: number): Check["verdict"] {
  return Math.abs(bias) <= 0.035 ? "plausible" : "suspect";
}

/** A measured acceleration against the one that speed (or speed times yaw rate) implies. */
function accelCheck(implied: Grid | null, measured: Grid | null, name: string): Check | null {
  if (implied === null || measured === null) return null;
  const fit = fitOf(implied, meanOf(measured, WINDOW_SEC));
  const base = { kind: "sign", name: `${name} against speed`, unit: "" } as const;
  if (fit === null || Math.abs(fit.correlationRatio) < SIGN_CORRELATION) return weak(base, fit);
  const named = nearestRatio(fit.slopeRatio, ACCEL_RATIOS, ACCEL_TOLERANCE);
  if (fit.slopeRatio > 0.5) return { ...base, verdict: "plausible", value: fit.correlationRatio, text: "correlation; sign and size agree" };
  return {
    ...base,
    verdict: "suspect",
    value: fit.correlationRatio,
    text: `correlation; slope ${fit.slopeRatio.toFixed(3)}${named === null ? "" : `, near ${named.name}`}`,
  };
}

function signCheck(name: string, cause: Grid, response: Grid): Check {
  const fit = fitOf(meanOf(cause, WINDOW_SEC), meanOf(response, WINDOW_SEC));
  const base = { kind: "sign", name, unit: "" } as const;
  if (fit === null || Math.abs(fit.correlationRatio) < SIGN_CORRELATION) return weak(base, fit);
  if (fit.correlationRatio > 0) return { ...base, verdict: "plausible", value: fit.correlationRatio, text: "correlation; the signs agree" };
  return { ...base, verdict: "suspect", value: fit.correlationRatio, text: "correlation; one of the signs is turned" };
}

function weak(base: { readonly kind: "sign"; readonly name: string; readonly unit: string }, fit: Fit | null): Check {
  return { ...base, verdict: "unknown", value: fit?.correlationRatio ?? null, text: "correlation too weak to tell" };
}

function lagCheck(name: string, lag: Lag | null): Check {
  const base = { kind: "lag", name, unit: "s" } as const;
  if (lag === null || lag.correlationRatio < LAG_CORRELATION)
    return { ...base, verdict: "unknown", value: null, text: "no shift up to 2 s stands out" };
  return {
    ...base,
    verdict: "plausible",
    value: lag.sec,
    text: `the response is later; correlation ${lag.correlationRatio.toFixed(2)} there`,
  };
}

/** Speed, heading and jumps over all road users. */
export function actorChecks(drive: Drive): Check[] {
  const moving = drive.actors.filter((actor) => actor.cls !== "static");
  if (moving.length === 0) return [];
  let bySpeedM = 0;
  let byPositionM = 0;
  let jumps = 0;
  const pairs: [number, number][] = [];
  for (const actor of moving) {
    for (let i = 1; i < actor.tNs.length; i++) {
      const step = stepOf(actor, i);
      if (step === null) continue;
      bySpeedM += step.bySpeedM;
      byPositionM += step.byPositionM;
      if (step.byPositionM > step.bySpeedM + JUMP_M) jumps++;
      if (step.byPositionM > step.sec) pairs.push([step.courseRad, actor.yawRad[i]!]);
    }
  }
  const jumpText = jumps === 0 ? "none" : `steps that are more than ${JUMP_M} m longer than the speed allows`;
  return [
    ratioCheck("road users: integrated speed / position", bySpeedM, byPositionM, Math.max(bySpeedM, byPositionM) >= MIN_DRIVEN_M),
    headingVerdict("road users: yaw against course", pairs),
    { kind: "jump", name: "road users: jumps", verdict: jumps === 0 ? "plausible" : "suspect", value: jumps, unit: "", text: jumpText },
  ];
}

function stepOf(actor: DriveActor, i: number): { sec: number; bySpeedM: number; byPositionM: number; courseRad: number } | null {
  const stepNs = actor.tNs[i]! - actor.tNs[i - 1]!;
  if (stepNs > actor.gapLimitNs) return null;
  const sec = stepNs / 1e9;
  const dx = actor.xM[i]! - actor.xM[i - 1]!;
  const dy = actor.yM[i]! - actor.yM[i - 1]!;
  const bySpeedM = (Math.abs(actor.vLonMps[i - 1]! + actor.vLonMps[i]!) / 2) * sec;
  return { sec, bySpeedM, byPositionM: Math.sqrt(dx * dx + dy * dy), courseRad: atan2(dy, dx) };
}
