import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { carefulHuman } from "../../src/vehicle/r157/careful-human.ts";
import { criticalRatio, fsm, proactiveRatio } from "../../src/vehicle/r157/fsm.ts";
import { reg157 } from "../../src/vehicle/r157/reg157.ts";
import { rss } from "../../src/vehicle/r157/rss.ts";
import { type Encounter, gapM, newEncounter, newReaction, nextSpeedMps, type ReferenceDriver } from "../../src/vehicle/r157/shared.ts";
import { describeWithData } from "../support/data.ts";
import { readNumbers } from "../support/numbers.ts";

/** The four reference drivers against what the models of the Joint Research Centre did, run by themselves (docs/decisions/0007). */

const DRIVERS: Readonly<Record<string, ReferenceDriver>> = { CC_human_driver: carefulHuman, Reg157: reg157, RSS: rss, FSM: fsm };
const LENGTH_M = 4.3;
const WIDTH_M = 1.9;
const DT_SEC = 0.1;

interface RecordedCase {
  readonly file: string;
  readonly scenario: string;
  readonly model: string;
}

/** In car following the recorded careful human and Reg157 react from the first row on, whatever they see (metrics.md section 11). */
function driverOf(c: RecordedCase): ReferenceDriver {
  const driver = DRIVERS[c.model]!;
  const isHardWired = c.scenario === "car_following" && (c.model === "CC_human_driver" || c.model === "Reg157");
  return isHardWired ? { ...driver, wantedMps2: () => (c.model === "Reg157" ? 6 : Infinity) } : driver;
}

function encounterOf(row: Readonly<Record<string, number>>, e: Encounter): void {
  const across = row["in_obj_y"]! - row["in_ego_y"]!;
  e.egoSM = row["in_ego_x"]!;
  e.egoMps = row["in_ego_vx"]!;
  e.egoMps2 = (row["in_ego_vx"]! - row["in_ego_vx_prev"]!) / DT_SEC;
  e.egoLengthM = LENGTH_M;
  e.otherSM = row["in_obj_x"]!;
  e.otherMps = row["in_obj_vx"]!;
  e.otherLengthM = LENGTH_M;
  e.sideGapM = Math.abs(across) - WIDTH_M;
  e.closingMps = across < 0 ? row["in_obj_vy"]! : -row["in_obj_vy"]!;
}

describeWithData("the reference drivers of UN R157 do what was recorded", (data) => {
  const folder = join(data, "controllers", "jrc-fsm");
  const cases: readonly RecordedCase[] = JSON.parse(readFileSync(join(folder, "cases.json"), "utf8"));

  test("every recording is compared", () => {
    const files = readdirSync(folder).filter((f) => f.startsWith("cut_in-") || f.startsWith("car_following-"));
    expect(cases.map((c) => c.file).sort()).toEqual(files.sort());
  });

  test.each(cases.map((c) => [c.file, c] as const))("%s", (file, c) => {
    const rows = readNumbers(join(folder, file));
    expect(rows.length).toBe(349);
    const driver = driverOf(c);
    const state = newReaction(driver);
    const e = newEncounter();
    for (const row of rows) {
      encounterOf(row, e);
      const wanted = driver.wantedMps2(e);
      const next = nextSpeedMps(driver, state, wanted, e.egoMps, rows[0]!["in_ego_vx"]!, DT_SEC);
      expect(Math.abs(next - row["out_ego_vx_next"]!)).toBeLessThanOrEqual(1e-9);
      expect(Math.abs((next - e.egoMps) / DT_SEC - row["out_accel_mps2"]!)).toBeLessThanOrEqual(1e-9);
      expect(state.reacts).toBe(row["model_safe_latch"] === 0);
      if (c.model !== "FSM" || !(wanted > 0)) continue;
      const critical = criticalRatio(gapM(e), e.egoMps, e.otherMps, e.egoMps2);
      expect(Math.abs(critical - row["fsm_cfs"]!)).toBeLessThanOrEqual(1e-9);
      expect(Math.abs(proactiveRatio(gapM(e), e.egoMps, e.otherMps) - row["fsm_pfs"]!)).toBeLessThanOrEqual(1e-9);
    }
  });

  interface Vector {
    readonly id: string;
    readonly input: Readonly<Record<string, number>>;
    readonly expected: Readonly<Record<string, number>>;
  }
  const vectorsOf = (file: string): readonly (readonly [string, Vector])[] =>
    JSON.parse(readFileSync(join(data, "metrics-vectors", file), "utf8")).vectors.map((v: Vector) => [v.id, v] as const);

  test.each(vectorsOf("jrc_fsm-pfs.json"))("%s", (_id, { input: i, expected }) => {
    expect(proactiveRatio(i["gap"]!, i["v_rear"]!, i["v_lead"]!)).toBeCloseTo(expected["pfs"]!, 9);
  });

  test.each(vectorsOf("jrc_fsm-cfs.json"))("%s", (_id, { input: i, expected }) => {
    expect(criticalRatio(i["gap"]!, i["v_rear"]!, i["v_lead"]!, i["a_rear"]!)).toBeCloseTo(expected["cfs"]!, 9);
  });
});
