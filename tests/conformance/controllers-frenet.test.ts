import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { turnRad } from "../../src/core/angle.ts";
import { TRACKER_GAINS } from "../../src/sim/tracker-gains.ts";
import type { TrajectoryPoint } from "../../src/vehicle/command.ts";
import { describeWithData } from "../support/data.ts";
import { plainCar, runOf, worldOf } from "../support/world.ts";

/**
 * The plans of PythonRobotics' Frenet planner as trajectories: one each 0.2 s, each answered as it was recorded, driven by the reference
 * tracker. What the tracker has to make of them is worked out here once more, from the formulas in control.proto, without ticks: the drive
 * comes to that as the tick shrinks, so the error against the plans is that of the published law and of nothing else.
 *
 * A plan's own speeds are along the planner's reference line; here speed, acceleration and curvature are those of its points.
 */

interface Plan {
  readonly n: number;
  readonly t: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly yaw: readonly number[];
}
type Pose = readonly [x: number, y: number, yaw: number, v: number];

const PERIOD_SEC = 0.2;

/** A plan as points that leave nothing out: differences over both neighbours; at the ends, speeds go on as before and all else stays. */
function pointsOf(plan: Plan): readonly TrajectoryPoint[] {
  const { n, t, x, y, yaw } = plan;
  const over = (i: number, of: (a: number, b: number) => number): number => of(Math.max(0, i - 1), Math.min(n - 1, i + 1));
  const way = (a: number, b: number): number => Math.hypot(x[b]! - x[a]!, y[b]! - y[a]!);
  const mean = (a: number, b: number): number => way(a, b) / (t[b]! - t[a]!);
  const speed = (i: number): number => {
    if (n > 2 && i === 0) return 2 * mean(0, 1) - mean(0, 2);
    if (n > 2 && i === n - 1) return 2 * mean(n - 2, n - 1) - mean(n - 3, n - 1);
    return over(i, mean);
  };
  return t.map((tSec, i) => ({
    tNs: Math.round(tSec * 1e9),
    xM: x[i]!,
    yM: y[i]!,
    yawRad: yaw[i]!,
    vMps: speed(i),
    accelMps2: over(i, (a, b) => (speed(b) - speed(a)) / (t[b]! - t[a]!)),
    curvaturePerM: over(i, (a, b) => turnRad(yaw[a]!, yaw[b]!) / way(a, b)),
  }));
}

/** Rates of x, y, yaw and v of a car without lag that follows points, `tSec` after their tick: the law in control.proto. */
function ratesOf(points: readonly TrajectoryPoint[], tSec: number, [x, y, yaw, v]: Pose): Pose {
  const i = Math.min(points.length - 2, Math.max(0, points.findIndex((p) => p.tNs > tSec * 1e9) - 1));
  const [a, b] = [points[i]!, points[i + 1]!];
  const share = (tSec * 1e9 - a.tNs) / (b.tNs - a.tNs);
  const at = (of: (p: TrajectoryPoint) => number): number => of(a) + (of(b) - of(a)) * share;
  const yawRef = a.yawRad + turnRad(a.yawRad, b.yawRad) * share;
  const [dx, dy] = [x - at((p) => p.xM), y - at((p) => p.yM)];
  const along = dx * Math.cos(yawRef) + dy * Math.sin(yawRef);
  const across = dy * Math.cos(yawRef) - dx * Math.sin(yawRef);
  const { positionScale: k1, speedScale: k2 } = TRACKER_GAINS;
  const atMost = (value: number, size: number): number => Math.max(-size, Math.min(size, value));
  const accel = at((p) => p.accelMps2!) - atMost(k1 * along, k2 * 5) - k2 * (v - at((p) => p.vMps!));
  const speed = Math.max(3, v);
  const pull = atMost(k1 * across, (k2 * speed) / 2) + k2 * speed * Math.sin(yaw - yawRef);
  return [v * Math.cos(yaw), v * Math.sin(yaw), v * (at((p) => p.curvaturePerM!) - pull / (speed * speed)), accel];
}

/** Where the published law brings such a car at each new plan, by Runge-Kutta steps of 1 ms. */
function published(plans: readonly (readonly TrajectoryPoint[])[], start: Pose): readonly Pose[] {
  const steps = 200;
  const h = PERIOD_SEC / steps;
  const poses = [start];
  const moved = (p: Pose, r: Pose, by: number): Pose => [p[0] + by * r[0], p[1] + by * r[1], p[2] + by * r[2], p[3] + by * r[3]];
  for (const points of plans) {
    let pose = poses[poses.length - 1]!;
    for (let k = 0; k < steps; k++) {
      const t = k * h;
      const r1 = ratesOf(points, t, pose);
      const r2 = ratesOf(points, t + h / 2, moved(pose, r1, h / 2));
      const r3 = ratesOf(points, t + h / 2, moved(pose, r2, h / 2));
      const r4 = ratesOf(points, t + h, moved(pose, r3, h));
      for (const [r, weight] of [
        [r1, 1],
        [r2, 2],
        [r3, 2],
        [r4, 1],
      ] as const)
        pose = moved(pose, r, (h * weight) / 6);
    }
    poses.push(pose);
  }
  return poses;
}

describeWithData("the plans of the Frenet planner, through the reference tracker", (data) => {
  const folder = join(data, "controllers", "pythonrobotics");
  const recorded: {
    readonly dt: number;
    readonly records: readonly { readonly out: Plan }[];
  } = JSON.parse(readFileSync(join(folder, "frenet_trajectory.json"), "utf8"));
  const cases: readonly { readonly c: string; readonly ticks: number }[] = JSON.parse(readFileSync(join(folder, "cases.json"), "utf8"));
  const raw = recorded.records.map((r) => r.out);
  const plans = raw.map(pointsOf);
  const [first] = plans[0]!;
  const start: Pose = [first!.xM, first!.yM, first!.yawRad, first!.vMps!];

  /** The drive at each new plan, and at the end of the last, and how often a limit of the car was met. */
  const drive = (dtSec: number): { readonly poses: readonly Pose[]; readonly clamped: number } => {
    const every = Math.round(PERIOD_SEC / dtSec);
    const limits = { maxRoadWheelRad: 1.4, maxRoadWheelRateRadps: Infinity, maxAccelMps2: 20, maxDecelMps2: 20 };
    const ego = { params: plainCar({ limits }), startXM: start[0], startYM: start[1], startYawRad: start[2], startVLonMps: start[3] };
    const { kept } = runOf(
      worldOf({ dtSec, observationEvery: every, ego }),
      (o) => ({ kind: "trajectory", frame: "map", points: plans[Math.min(plans.length - 1, o.tick / every)]! }),
      (r): readonly [Pose, boolean] => [[r.ego.xM, r.ego.yM, r.ego.yawRad, r.ego.vLonMps], r.applied.clamped],
      { maxTick: plans.length * every },
    );
    return { poses: kept.filter((_, k) => k % every === 0).map(([pose]) => pose), clamped: kept.filter(([, c]) => c).length };
  };
  const apart = (a: Pose, b: Pose): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
  const furthest = (a: readonly Pose[], b: readonly Pose[]): number => Math.max(...a.map((pose, k) => apart(pose, b[k]!)));

  test("every recorded cycle is replayed, and each goes on where the one before is a cycle later", () => {
    expect(recorded.dt).toBe(PERIOD_SEC);
    expect(raw.length).toBe(cases.find((one) => one.c === "frenet")!.ticks);
    for (let k = 1; k < raw.length; k++) expect([raw[k]!.x[0], raw[k]!.y[0]]).toEqual([raw[k - 1]!.x[1], raw[k - 1]!.y[1]]);
  });

  test("the drive is what the published law gives, to first order in the tick", () => {
    const law = published(plans, start);
    const errors = [0.02, 0.01, 0.005, 0.0025].map((dtSec) => {
      const { poses, clamped } = drive(dtSec);
      expect(clamped).toBe(0);
      expect(poses.length).toBe(law.length);
      return furthest(poses, law);
    });
    // A command held over a tick is late by half of it on average: half the tick, half the error.
    for (let i = 1; i < errors.length; i++) expect(Math.abs(errors[i]! / errors[i - 1]! - 0.5)).toBeLessThan(0.1);
  });

  test("the car stays where the tracker is linear: |k1 es| below k2 5 m/s, |k1 ey| below k2 V / 2", () => {
    const { positionScale: k1, speedScale: k2 } = TRACKER_GAINS;
    const { poses } = drive(0.01);
    for (const [k, plan] of raw.entries()) {
      const [x, y, , v] = poses[k]!;
      const [dx, dy, yaw] = [x - plan.x[0]!, y - plan.y[0]!, plan.yaw[0]!];
      expect(k1 * Math.abs(dx * Math.cos(yaw) + dy * Math.sin(yaw))).toBeLessThan(k2 * 5);
      expect(k1 * Math.abs(dy * Math.cos(yaw) - dx * Math.sin(yaw))).toBeLessThan((k2 * Math.max(3, v)) / 2);
    }
  });
});
