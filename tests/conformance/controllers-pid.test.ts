import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Observation } from "../../src/sim/port.ts";
import type { ActuatorCommand } from "../../src/vehicle/command.ts";
import { describeWithData } from "../support/data.ts";
import { readNumbers } from "../support/numbers.ts";
import { plainCar, runOf, worldOf } from "../support/world.ts";

/**
 * Two PID controllers written by others, as small laws, against what was recorded of them: CARLA's VehiclePIDController, which lives in a
 * left-handed world with km/h and pedals, and that of comma's controls challenge.
 */

type Row = Readonly<Record<string, number>>;
interface Gains {
  readonly p: number;
  readonly i: number;
  readonly d: number;
}

const atMost = (value: number, size: number): number => Math.max(-size, Math.min(size, value));

/** As CARLA's documentation has it: the last ten errors are summed, the last two make the slope; the result from -1 to 1. */
function boundedPid({ p, i, d }: Gains, dtSec: number): (error: number) => number {
  const errors: number[] = [];
  return (error) => {
    errors.push(error);
    if (errors.length > 10) errors.shift();
    if (errors.length < 2) return atMost(p * error, 1);
    const slope = (error - errors[errors.length - 2]!) / dtSec;
    return atMost(p * error + d * slope + i * dtSec * errors.reduce((a, b) => a + b, 0), 1);
  };
}

/** In CARLA's frame: y to the right, yaw clockwise, steering positive to the right. */
interface CarlaInput {
  readonly x: number;
  readonly y: number;
  readonly yaw: number;
  readonly mps: number;
  readonly targetKmh: number;
  readonly goal: readonly [number, number];
}
interface CarlaControl {
  readonly throttle: number;
  readonly brake: number;
  readonly steer: number;
}

const CARLA_STEP_SEC = 0.05;
/** Those of CARLA's LocalPlanner where a user names none. */
const LATERAL: Gains = { p: 1.95, i: 0.05, d: 0.2 };
const LONGITUDINAL: Gains = { p: 1, i: 0.05, d: 0 };

/** VehiclePIDController: the angle to the goal steers, at most 0.1 farther a step; the speed error in km/h is throttle or brake. */
function carlaPid(): (at: CarlaInput) => CarlaControl {
  const lateral = boundedPid(LATERAL, CARLA_STEP_SEC);
  const longitudinal = boundedPid(LONGITUDINAL, CARLA_STEP_SEC);
  let before = 0;
  return ({ x, y, yaw, mps, targetKmh, goal }) => {
    const push = longitudinal(targetKmh - 3.6 * mps);
    const [gx, gy] = [goal[0] - x, goal[1] - y];
    const [c, s] = [Math.cos(yaw), Math.sin(yaw)];
    const size = Math.acos(atMost((gx * c + gy * s) / Math.hypot(gx, gy), 1));
    const wanted = lateral(c * gy - s * gx < 0 ? -size : size);
    before = atMost(Math.max(before - 0.1, Math.min(before + 0.1, wanted)), 0.8);
    return { throttle: Math.max(0, Math.min(push, 0.75)), brake: Math.max(0, Math.min(-push, 0.3)), steer: before };
  };
}

/** The road wheel at CARLA's full steering: 70 degrees. */
const FULL_RAD = (70 * Math.PI) / 180;
const CAR = plainCar({ limits: { maxRoadWheelRad: 1.3, maxRoadWheelRateRadps: Infinity, maxAccelMps2: 4, maxDecelMps2: 8 } });

type Goal = readonly [xM: number, yM: number];

/** The same controller behind redrive's port: goal and pose in W, target in m/s, answer in pedals and the steering wheel. */
function adapted(): (ego: Observation["ego"], targetMps: number, goal: Goal) => ActuatorCommand {
  const control = carlaPid();
  return ({ xM, yM, yawRad, vLonMps }, targetMps, [goalXM, goalYM]) => {
    const at = { x: xM, y: -yM, yaw: -yawRad, mps: vLonMps, targetKmh: 3.6 * targetMps, goal: [goalXM, -goalYM] } as const;
    const { throttle, brake, steer } = control(at);
    const steeringWheelRad = -steer * FULL_RAD * CAR.steeringRatio;
    return { kind: "actuator", throttleRatio: throttle, brakeRatio: brake, steeringWheelRad, gear: "forward", handBrake: false };
  };
}

const near = (a: number, b: number): void => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9);

describeWithData("CARLA's VehiclePIDController", (data) => {
  const folder = join(data, "controllers", "carla-pid");
  const files = readdirSync(folder).filter((f) => f.endsWith(".csv"));

  /** The goals of a recording in W, each once, with the target speed under way to it. */
  const courseOf = (rows: readonly Row[]): readonly { readonly goal: Goal; readonly targetMps: number }[] =>
    rows
      .filter((r, k) => k === 0 || r["in_wp_x_lh"] !== rows[k - 1]!["in_wp_x_lh"] || r["in_wp_y_lh"] !== rows[k - 1]!["in_wp_y_lh"])
      .map((r) => ({ goal: [r["in_wp_x_lh"]!, -r["in_wp_y_lh"]!], targetMps: r["in_target_speed_kmh"]! / 3.6 }));

  test("is recorded", () => expect(files.length).toBeGreaterThan(0));

  test.each(files)("%s: the law in its own frame", (file) => {
    const control = carlaPid();
    for (const r of readNumbers(join(folder, file))) {
      const found = control({
        x: r["in_x_lh"]!,
        y: r["in_y_lh"]!,
        yaw: r["in_yaw_lh_rad"]!,
        mps: r["in_v_mps"]!,
        targetKmh: r["in_target_speed_kmh"]!,
        goal: [r["in_wp_x_lh"]!, r["in_wp_y_lh"]!],
      });
      near(found.throttle, r["out_throttle"]!);
      near(found.brake, r["out_brake"]!);
      near(found.steer, r["out_steer"]!);
    }
  });

  test.each(files)("%s: seen and answered in redrive's frame, each step moves pedals and wheel as recorded", (file) => {
    const control = adapted();
    for (const r of readNumbers(join(folder, file))) {
      const start = { startXM: r["in_x_lh"]!, startYM: -r["in_y_lh"]!, startYawRad: -r["in_yaw_lh_rad"]!, startVLonMps: r["in_v_mps"]! };
      const goal: Goal = [r["in_wp_x_lh"]!, -r["in_wp_y_lh"]!];
      const { kept } = runOf(
        worldOf({ ego: { params: CAR, ...start } }),
        (o) => control(o.ego, r["in_target_speed_kmh"]! / 3.6, goal),
        ({ applied }) => ({ ...applied }),
        { maxTick: 1 },
      );
      // The powertrain of control.proto: all of it to 10 m/s, two thirds at 15 m/s.
      const { accelMps2, roadWheelRad } = kept[1]!;
      expect(r["in_v_mps"]!).toBeLessThan(15);
      const share = Math.min(1, 1 - (r["in_v_mps"]! - 10) / 15);
      near(accelMps2, 4 * share * r["out_throttle"]! - 8 * r["out_brake"]!);
      near(roadWheelRad, -FULL_RAD * r["out_steer"]!);
    }
  });

  test.each(files)("%s: drives redrive's car to every recorded goal in turn", (file) => {
    const rows = readNumbers(join(folder, file));
    const course = courseOf(rows);
    expect(course.length).toBeGreaterThan(50);
    const control = adapted();
    let next = 0;
    const start = { startXM: rows[0]!["in_x_lh"]!, startYM: -rows[0]!["in_y_lh"]!, startYawRad: 0, startVLonMps: rows[0]!["in_v_mps"]! };
    const seconds = 2 * rows.length * CARLA_STEP_SEC;
    runOf(
      worldOf({ ego: { params: CAR, ...start }, observationEvery: 5 }),
      (o) => {
        // CARLA's LocalPlanner drops a goal within 3 m and half a second.
        const isReached = ([x, y]: Goal): boolean => Math.hypot(x - o.ego.xM, y - o.ego.yM) < 3 + 0.5 * o.ego.vLonMps;
        while (next < course.length && isReached(course[next]!.goal)) next++;
        const { goal, targetMps } = course[Math.min(next, course.length - 1)]!;
        return control(o.ego, targetMps, goal);
      },
      () => null,
      { maxTick: Math.round(seconds / 0.01) },
    );
    expect(next).toBe(course.length);
  });
});

/** A plain PID; its three gains follow from the recorded rows 1 to 3, and the others show that it is one. */
describeWithData("the PID of comma's controls challenge", (data) => {
  const folder = join(data, "controllers", "comma-controls-challenge");
  const files = readdirSync(folder).filter((f) => f.endsWith(".csv"));

  test("is recorded", () => expect(files.length).toBeGreaterThan(0));

  test.each(files)("%s: 0.195 e + 0.1 sum(e) - 0.053 (e - e before), steering from -2 to 2", (file) => {
    let [sum, before] = [0, 0];
    for (const r of readNumbers(join(folder, file))) {
      const error = r["in_target_lataccel"]! - r["in_current_lataccel"]!;
      sum += error;
      const steer = 0.195 * error + 0.1 * sum - 0.053 * (error - before);
      before = error;
      near(steer, r["out_steer_raw"]!);
      near(atMost(steer, 2), r["out_steer_clipped"]!);
    }
  });
});
