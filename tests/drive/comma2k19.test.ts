import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Drive } from "../../src/drive/drive.ts";
import { ecefOf } from "../../src/drive/geodetic.ts";
import { openDrive } from "../../src/drive/open.ts";
import { npyBytes, npyDoubles, npyIntegers, problemOf, tempFolder } from "./helpers.ts";

const DBC = `BO_ 36 KINEMATICS: 8 XXX
 SG_ ACCEL_Y : 33|10@0+ (0.03589,-18.375) [0|0] "m/s^2" XXX
 SG_ YAW_RATE : 1|10@0+ (0.244,-125) [0|0] "deg/s" XXX
 SG_ ACCEL_X : 17|10@0+ (0.03589,-18.375) [0|0] "m/s^2" XXX

BO_ 705 GAS_PEDAL: 8 XXX
 SG_ GAS_PEDAL : 55|8@0+ (0.005,0) [0|1] "" XXX

BO_ 835 ACC_CONTROL: 8 DSU
 SG_ ACCEL_CMD : 7|16@0- (0.001,0) [-20|20] "m/s^2" HCU

BO_ 466 PCM_CRUISE: 8 XXX
 SG_ CRUISE_ACTIVE : 5|1@0+ (1,0) [0|1] "" XXX
`;

/** Frames of ACC_CONTROL on bus 128 with -0.5 and 1.25 m/s^2, and the same id on bus 129, which must not be read. */
function canFiles(): Record<string, Uint8Array> {
  const data = new Uint8Array(24);
  const view = new DataView(data.buffer);
  view.setInt16(0, -500);
  view.setInt16(8, 9999);
  view.setInt16(16, 1250);
  const base = "processed_log/CAN/raw_can";
  return {
    [`${base}/t`]: npyDoubles([50.1, 50.15, 50.2]),
    [`${base}/src`]: npyIntegers([128n, 129n, 128n]),
    [`${base}/address`]: npyIntegers([835n, 835n, 835n]),
    [`${base}/data`]: npyBytes("|S8", [3], data),
  };
}

/** A camera that drives north at 10 m/s, its axis 0.02 rad to the left of the motion. */
function poseFiles(): Record<string, Uint8Array> {
  const times: number[] = [];
  const positions: number[] = [];
  const velocities: number[] = [];
  const orientations: number[] = [];
  for (let i = 0; i < 5; i++) {
    times.push(50 + i * 0.05);
    // On the equator at longitude 0: east is y, north is z, up is x of ECEF.
    const origin = ecefOf(0, 0, 0);
    positions.push(origin.xM, 0, i * 0.5);
    velocities.push(0, 0, 10);
    orientations.push(...quaternionAt(Math.PI / 2 + 0.02));
  }
  return {
    "global_pose/frame_times": npyDoubles(times),
    "global_pose/frame_positions": npyDoubles(positions, [5, 3]),
    "global_pose/frame_velocities": npyDoubles(velocities, [5, 3]),
    "global_pose/frame_orientations": npyDoubles(orientations, [5, 4]),
  };
}

/** Quaternion whose first rotated axis is the horizontal direction at `yaw` counter-clockwise from east, on the equator at longitude 0. */
function quaternionAt(yaw: number): number[] {
  const forward = [0, Math.cos(yaw), Math.sin(yaw)] as const;
  const right = [0, Math.sin(yaw), -Math.cos(yaw)] as const;
  const down = [-1, 0, 0] as const;
  // From the rotation matrix with these columns (Shepperd 1978, the branch of w).
  const w = Math.sqrt(Math.max(0, 1 + forward[0] + right[1] + down[2])) / 2;
  return [w, (right[2] - down[1]) / (4 * w), (down[0] - forward[2]) / (4 * w), (forward[1] - right[0]) / (4 * w)];
}

const speedFiles = {
  "processed_log/CAN/speed/t": npyDoubles([50.1, 50.2, 50.3]),
  "processed_log/CAN/speed/value": npyDoubles([10, 11, 12], [3, 1]),
};

function open(files: Record<string, string | Uint8Array>): Drive {
  return openDrive(tempFolder(files));
}

const warnings = (drive: Drive): string[] =>
  drive.notes.filter((note) => note.kind === "warning").map((note) => `${note.rule} ${note.channel}`);

describe("a comma2k19 segment", () => {
  test("stamps of the device's clock count from the first one of all arrays", () => {
    const drive = open({ ...speedFiles, ...poseFiles() });
    expect([...drive.ego.xM!.tNs]).toEqual([0, 5e7, 1e8, 1.5e8, 2e8]);
    expect([...drive.ego.vLonMps!.tNs]).toEqual([1e8, 2e8, 3e8]);
    expect(drive.durationNs).toBe(3e8);
  });

  test("ECEF becomes east and north; the camera's mounting angle is taken off the yaw", () => {
    const { ego, notes } = open({ ...speedFiles, ...poseFiles() });
    expect(ego.xM!.value[4]).toBeCloseTo(0, 9);
    expect(ego.yM!.value[4]).toBeCloseTo(2, 6);
    expect(ego.yawRad!.value[2]).toBeCloseTo(Math.PI / 2, 6);
    expect(notes.find((note) => note.rule === "camera-mount-yaw")!.text).toContain("0.0200 rad");
  });

  test("CAN is decoded by bus and id", () => {
    const drive = open({ ...speedFiles, ...canFiles(), "toyota.dbc": DBC });
    expect([...drive.ego.commandedAccelMps2!.value]).toEqual([-0.5, 1.25]);
    expect(drive.ego.commandedAccelMps2!.between).toBe("previous");
    expect(warnings(drive)).toContain("absent engaged");
  });

  test("what is absent is named and left out", () => {
    const drive = open({ ...speedFiles, ...canFiles() });
    expect(Object.keys(drive.ego)).toEqual(["vLonMps"]);
    expect(warnings(drive)).toContain("absent dbc");
    expect(warnings(drive)).toContain(`absent ${join("global_pose", "frame_times")}`);
  });

  test.each([
    ["two DBC files", { "a.dbc": DBC, "b.dbc": DBC, ...canFiles() }, "RDV_DRIVE_FORMAT"],
    ["a DBC without a signal that is read", { "a.dbc": DBC.replace("ACCEL_X", "OTHER"), ...canFiles() }, "RDV_DRIVE_COLUMN"],
    ["stamps without values", { "processed_log/CAN/speed/t": npyDoubles([1, 2]) }, "RDV_DRIVE_FORMAT"],
    ["one sample", { "processed_log/CAN/speed/t": npyDoubles([1]), "processed_log/CAN/speed/value": npyDoubles([1]) }, "RDV_DRIVE_TIME"],
    ["a speed that is NaN", { "processed_log/CAN/speed/value": npyDoubles([1, Number.NaN, 3]) }, "RDV_DRIVE_VALUE"],
    ["a stamp that is infinite", { "processed_log/CAN/speed/t": npyDoubles([1, 2, Infinity]) }, "RDV_DRIVE_VALUE"],
    [
      "positions that are not ECEF",
      {
        ...poseFiles(),
        "global_pose/frame_positions": npyDoubles(
          Array.from({ length: 15 }, () => 1),
          [5, 3],
        ),
      },
      "RDV_DRIVE_VALUE",
    ],
    [
      "quaternions of no length",
      {
        ...poseFiles(),
        "global_pose/frame_orientations": npyDoubles(
          Array.from({ length: 20 }, () => 0),
          [5, 4],
        ),
      },
      "RDV_DRIVE_VALUE",
    ],
    ["a segment of a century", { "processed_log/CAN/speed/t": npyDoubles([0, 1, 3e9]) }, "RDV_DRIVE_TIME"],
  ])("%s: refused", (name, files, code) => {
    const all =
      name === "stamps without values" ? { ...files, "processed_log/CAN/speed/value": npyDoubles([1, 2, 3]) } : { ...speedFiles, ...files };
    expect(problemOf(() => open(all)).code).toBe(code);
  });

  test("an array cut off at any byte is refused", () => {
    const whole = speedFiles["processed_log/CAN/speed/value"];
    for (let length = 0; length < whole.length; length += 5) {
      const folder = tempFolder({ ...speedFiles, "processed_log/CAN/speed/value": whole.subarray(0, length) });
      expect(problemOf(() => openDrive(folder)).code, `${length}`).toMatch(/RDV_DRIVE_(TRUNCATED|FORMAT)/);
      rmSync(folder, { recursive: true });
    }
  });

  test("a folder of something else is refused", () => {
    expect(problemOf(() => open({ "readme.txt": "hello" })).code).toBe("RDV_DRIVE_FORMAT");
    expect(problemOf(() => open({ "processed_log/readme.txt": "hello" })).code).toBe("RDV_DRIVE_FORMAT");
  });
});
