import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { wrapRad } from "../../src/core/angle.ts";
import { type Course, speedAccelMps2 } from "../../src/control/builtin/trackers/course.ts";
import { lqr } from "../../src/control/builtin/trackers/lqr.ts";
import { purePursuit } from "../../src/control/builtin/trackers/pure-pursuit.ts";
import { stanley } from "../../src/control/builtin/trackers/stanley.ts";
import { describeWithData } from "../support/data.ts";
import { readNumbers } from "../support/numbers.ts";

/** The path trackers against those of PythonRobotics: each recorded input alone, then the whole drive on a kinematic bicycle. */

type Row = Readonly<Record<string, number>>;
/** x, y, yaw, v as the recording has them. */
type Pose = readonly [number, number, number, number];
interface Command {
  readonly accelMps2: number;
  readonly roadWheelRad: number;
  readonly pointIndex: number;
}
interface Tracker {
  readonly file: string;
  readonly course: string;
  /** What the plant of the recording takes of the angle, rad. */
  readonly plantRad: number;
  /** One step; `before` is the row whose memory it starts from, null goes on from its own. */
  readonly open: (course: Course, wheelbaseM: number) => (pose: Pose, before: Row | null) => Command;
}

const DT_SEC = 0.1;
const STANLEY_SPEED_MPS = 30 / 3.6;
const PURSUIT_SPEED_MPS = 10 / 3.6;

const TRACKERS: Readonly<Record<string, Tracker>> = {
  stanley: {
    file: "stanley.csv",
    course: "course_stanley.csv",
    plantRad: Math.PI / 6,
    open: (course, wheelbaseM) => {
      const step = { pointIndex: 0, roadWheelRad: 0 };
      return ([x, y, yaw, v], before) => {
        if (before !== null) step.pointIndex = before["in_prev_target_idx"]!;
        stanley(course, x, y, yaw, v, wheelbaseM, 0.5, step);
        return { ...step, accelMps2: speedAccelMps2(STANLEY_SPEED_MPS, v, 1) };
      };
    },
  },
  pure_pursuit: {
    file: "pure_pursuit.csv",
    course: "course_pure_pursuit.csv",
    plantRad: Infinity,
    open: (course, wheelbaseM) => {
      const step = { pointIndex: 0, roadWheelRad: 0 };
      const gains = { wheelbaseM, aheadM: 2, aheadSec: 0.1, maxRoadWheelRad: Math.PI / 4 };
      return ([x, y, yaw, v], before) => {
        if (before !== null) step.pointIndex = before["in_prev_target_idx"]!;
        // The recorded state is the middle of the wheelbase.
        purePursuit(course, x - 0.5 * wheelbaseM * Math.cos(yaw), y - 0.5 * wheelbaseM * Math.sin(yaw), yaw, v, gains, step);
        return { ...step, accelMps2: speedAccelMps2(PURSUIT_SPEED_MPS, v, 1) };
      };
    },
  },
  lqr_speed_steer: {
    file: "lqr_speed_steer.csv",
    course: "course_lqr.csv",
    plantRad: Math.PI / 4,
    open: (course, wheelbaseM) => {
      const step = { offsetM: 0, headingRad: 0, pointIndex: 0, accelMps2: 0, roadWheelRad: 0 };
      return ([x, y, yaw, v], before) => {
        if (before !== null) [step.offsetM, step.headingRad] = [before["in_prev_e"]!, before["in_prev_th_e"]!];
        lqr(course, x, y, yaw, v, wheelbaseM, DT_SEC, step);
        return { ...step };
      };
    },
  },
};

function courseOf(rows: readonly Row[]): Course {
  const column = (name: string): Float64Array => Float64Array.from(rows, (r) => r[name] ?? 0);
  return { xM: column("x"), yM: column("y"), yawRad: column("yaw"), curvaturePerM: column("k"), speedMps: column("speed") };
}

const near = (a: number, b: number): void => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9);
const poseOf = (r: Row): Pose => [r["in_x"]!, r["in_y"]!, r["in_yaw"]!, r["in_v"]!];

function same(found: Command, row: Row): void {
  expect(found.pointIndex).toBe(row["out_target_idx"]);
  near(found.accelMps2, row["out_accel_mps2"]!);
  near(found.roadWheelRad, row["out_steer_rad"]!);
}

describeWithData("the path trackers do what was recorded", (data) => {
  const folder = join(data, "controllers", "pythonrobotics");
  const cases: readonly { readonly c: string; readonly ticks: number; readonly wheelbase: number }[] = JSON.parse(
    readFileSync(join(folder, "cases.json"), "utf8"),
  );
  const tracked = cases.filter((one) => one.c in TRACKERS);

  test("every recording of a tracker is compared", () => {
    const files = readdirSync(folder).filter((f) => f.endsWith(".csv") && !f.startsWith("course_"));
    expect(tracked.map((one) => TRACKERS[one.c]!.file).sort()).toEqual(files.sort());
  });

  test.each(tracked.map((one) => [one.c, one] as const))("%s: each step by itself", (name, one) => {
    const { file, course, open } = TRACKERS[name]!;
    const step = open(courseOf(readNumbers(join(folder, course))), one.wheelbase);
    const rows = readNumbers(join(folder, file));
    expect(rows.length).toBe(one.ticks);
    for (const row of rows) same(step(poseOf(row), row), row);
  });

  test.each(tracked.map((one) => [one.c, one] as const))("%s: the whole drive", (name, one) => {
    const { file, course, plantRad, open } = TRACKERS[name]!;
    const step = open(courseOf(readNumbers(join(folder, course))), one.wheelbase);
    const rows = readNumbers(join(folder, file));
    let [x, y, yaw, v] = poseOf(rows[0]!);
    for (const [k, row] of rows.entries()) {
      const [recordedX, recordedY, recordedYaw, recordedV] = poseOf(row);
      near(x, recordedX);
      near(y, recordedY);
      near(wrapRad(yaw - recordedYaw), 0);
      near(v, recordedV);
      const command = step([x, y, yaw, v], k === 0 ? row : null);
      same(command, row);
      const delta = Math.max(-plantRad, Math.min(plantRad, command.roadWheelRad));
      x += v * Math.cos(yaw) * DT_SEC;
      y += v * Math.sin(yaw) * DT_SEC;
      yaw += (v / one.wheelbase) * Math.tan(delta) * DT_SEC;
      v += command.accelMps2 * DT_SEC;
    }
  });
});
