import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Drive } from "../../src/drive/drive.ts";
import { openDrive } from "../../src/drive/open.ts";
import { qualityReport } from "../../src/drive/quality.ts";
import { tempFolder } from "../drive/helpers.ts";
import { describeWithData } from "../support/data.ts";

/** Opens a recording with one of the mappings beside this file; the recording lies beside its mapping for the time of the test. */
function open(recording: string, name: string, mapping: string): Drive {
  const text = readFileSync(join(import.meta.dirname, "drive-mappings", mapping), "utf8");
  const folder = tempFolder({ [mapping]: text });
  copyFileSync(recording, join(folder, name));
  return openDrive(join(folder, mapping));
}

describeWithData("Udacity's Lincoln MKZ as CSV", (data) => {
  const name = "interpolated_original.csv";
  const recording = join(data, "drives", "udacity-ch2-lincoln-mkz", name);

  test("8802 rows of three cameras give 2934 samples at 20 Hz", () => {
    const drive = open(recording, name, "udacity.drive.json");
    const rows = readFileSync(recording, "utf8").trim().split("\n").slice(1);
    const centre = rows.map((row) => row.split(",")).filter((row) => row[4] === "center_camera");
    expect(rows.length).toBe(8802);
    expect(drive.ego.vLonMps!.tNs.length).toBe(centre.length);
    expect(drive.ego.vLonMps!.tNs.length).toBe(2934);
    // The first and the last stamp and value survive; ns since 1970 do not fit a double.
    const first = centre[0]!;
    const last = centre.at(-1)!;
    expect(drive.durationNs).toBe(Number(BigInt(last[1]!) - BigInt(first[1]!)));
    expect(drive.ego.vLonMps!.value[0]).toBe(Number(first[8]));
    expect(drive.ego.measuredSteeringWheelRad!.value.at(-1)).toBe(Number(last[6]));
    expect(qualityReport(drive).channels[0]!.rateHz).toBeCloseTo(20, 0);
  });

  test("speed and position agree, in metres and seconds", () => {
    const report = qualityReport(open(recording, name, "udacity.drive.json"));
    const check = report.checks.find((candidate) => candidate.name === "integrated speed / position")!;
    expect(check.verdict).toBe("plausible");
    expect(check.value).toBeCloseTo(1, 1);
  });
});

describeWithData("OpenACC's platoon as CSV", (data) => {
  const name = "no_ACC_handling_part35.csv";
  const recording = join(data, "drives", "openacc-zalazone", name);

  test("eight logged cars; blanks of a receiver are left out and counted", () => {
    const drive = open(recording, name, "openacc.drive.json");
    expect(drive.actors.map((actor) => actor.id)).toEqual(["2", "3", "4", "5", "6", "7", "8", "10"]);
    expect(drive.durationNs / 1e9).toBeCloseTo(321, 6);
    const dropped = (id: string): number =>
      drive.notes
        .filter((note) => note.rule === "missing-value-drop" && note.channel === `actor ${id}`)
        .reduce((sum, note) => sum + note.count, 0);
    expect(dropped("3")).toBe(100);
    expect(dropped("2")).toBe(17);
    expect(dropped("7")).toBe(0);
    expect(drive.actors[1]!.tNs.length).toBe(3211 - 100);
    expect(drive.actors[0]!.xM[0]).toBe(120.60309670425876);
    expect(drive.actors[0]!.vLonMps[0]).toBe(0.012739897433617392);
  });

  test("speed and position agree; the course is the heading", () => {
    const checks = qualityReport(open(recording, name, "openacc.drive.json")).checks;
    expect(checks.slice(0, 2).map((check) => check.verdict)).toEqual(["plausible", "plausible"]);
  });
});
